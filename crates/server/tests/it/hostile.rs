//! What somebody tries who means harm: refused with a clear sentence, and without any trace.

mod account;
mod archives;
mod ids;
mod markup;
mod moved;
mod remote;
mod requests;
mod rows;
