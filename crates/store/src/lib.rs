//! Facts, leases and blobs on SQLite or PostgreSQL: the only crate that speaks SQL.
//!
//! Every function is an async method of [`Store`], one file per resource; `now` is always an argument, in epoch
//! milliseconds. Facts are appended, leases are updated, everything else is computed.

mod annotations;
mod assets;
mod assignments;
mod audit;
mod blobs;
mod designs;
mod drafts;
mod error;
mod export;
mod exports;
mod import;
mod items;
mod jobs;
mod links;
mod members;
mod problems;
mod projects;
mod queue;
mod ratings;
mod selection;
mod sessions;
mod standings;
mod store;
mod tokens;
mod users;

pub use annotations::*;
pub use assets::*;
pub use assignments::*;
pub use audit::*;
pub use blobs::*;
pub use designs::*;
pub use drafts::*;
pub use error::*;
pub use export::*;
pub use exports::*;
pub use import::*;
pub use items::*;
pub use jobs::*;
pub use links::*;
pub use members::*;
pub use problems::*;
pub use projects::*;
pub use queue::*;
pub use ratings::*;
pub use selection::*;
pub use standings::*;
pub use store::*;
pub use tokens::*;
pub use users::*;
