//! HTTP: routes, sessions, jobs and the embedded web interface.

mod agreement;
pub mod api;
mod app;
mod argon;
mod auth;
mod clock;
mod decoders;
pub mod demo;
mod error;
mod events;
mod explain;
mod fetch;
mod ffmpeg;
mod headers;
mod jobs;
mod json;
pub mod local;
mod media;
mod metrics;
mod places;
pub mod secret;
mod serve;
mod spool;
mod task;
pub mod templates;
mod upkeep;
mod upload;
pub mod wire;

pub use agreement::{no_rows, statistical};
pub use app::{App, Settings};
pub use clock::Clock;
pub use fetch::AllowedHost;
pub use ffmpeg::Ffmpeg;
pub use jobs::work;
pub use serve::{first_start, router, serve};
pub use spool::Spool;
