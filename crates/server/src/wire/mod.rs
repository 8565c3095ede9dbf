//! What goes over the wire besides the domain's own types: requests and replies, as the OpenAPI document shows them.

mod comments;
mod consensus;
mod decisions;
mod discuss;
mod events;
mod exports;
mod gold;
mod guidelines;
mod items;
mod mismatch;
mod people;
mod places;
mod projects;
mod quality;
mod reasons;
mod rounds;
mod stage;
mod work;

pub use comments::*;
pub use consensus::*;
pub use decisions::*;
pub use discuss::*;
pub use events::*;
pub use exports::*;
pub use gold::*;
pub use guidelines::*;
pub use items::*;
pub use mismatch::*;
pub use people::*;
pub use places::*;
pub use projects::*;
pub use quality::*;
pub use reasons::*;
pub use rounds::*;
pub use stage::*;
pub use work::*;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One page of a list. Lists page by key, never by offset, and carry no exact total.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Pass it as `after` to get the next page; null at the end.
    pub next: Option<String>,
}

/// Where a page begins and how long it is.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    pub after: Option<String>,
    /// At most 200.
    pub limit: Option<u32>,
}
