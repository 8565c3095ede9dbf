//! What the crate promises, on files that are made here or broken here.

mod hostile;
mod make;
mod probing;
mod pyramid;
mod views;
