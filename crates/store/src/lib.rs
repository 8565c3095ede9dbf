//! Facts, leases and blobs on SQLite or PostgreSQL: the only crate that speaks SQL.
//!
//! Every function is an async method of [`Store`], one file per resource; `now` is always an argument, in epoch
//! milliseconds. Facts are appended, leases are updated, everything else is computed.

mod annotations;
mod assets;
mod assignment_row;
mod assignments;
mod audit;
mod backup;
mod blobs;
#[cfg(feature = "s3")]
mod bucket;
mod designs;
mod dialect;
mod drafts;
mod error;
mod export;
mod exports;
mod filter;
mod import;
mod import_annotations;
mod import_rows;
mod items;
mod jobs;
mod keys;
mod links;
mod lock;
mod members;
mod postings;
mod problems;
mod progress;
mod projects;
mod pulse;
mod queue;
mod ratings;
mod rows;
mod schema;
mod selection;
mod sessions;
mod sql;
mod standings;
mod states;
mod store;
mod submit;
mod together;
mod tokens;
mod users;
mod words;
mod writer;

pub use annotations::*;
pub use assignment_row::*;
pub use audit::*;
pub use backup::Manifest;
pub use blobs::*;
pub use designs::*;
pub use drafts::*;
pub use error::*;
pub use export::*;
pub use exports::*;
pub use import::*;
pub use import_annotations::*;
pub use items::*;
pub use jobs::*;
pub use links::*;
pub use members::*;
pub use problems::*;
pub use projects::*;
pub use pulse::*;
pub use queue::*;
pub use ratings::*;
pub use standings::*;
pub use store::*;
pub use submit::*;
pub use tokens::*;
pub use users::*;
