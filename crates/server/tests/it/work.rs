//! What annotators rely on: fair shares, nothing lost, nothing twice.

mod drafts;
mod late;
mod outcomes;
mod queue;
mod reveal;
