//! The commands as people run them: the built binary, its output and its exit codes.

mod offline;
mod place;
mod served;
mod transfers;
