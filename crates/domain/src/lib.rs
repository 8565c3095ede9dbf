//! Vocabulary and rules of Crosscheck: designs, items, annotations, checks and policies.
//!
//! Everything here is synchronous and pure: no clock, no randomness, no files, no SQL, no HTTP.

pub mod annotation;
pub mod asset;
pub mod design;
pub mod ids;
pub mod item;
pub mod policy;
pub mod problem;
pub mod selector;

pub use annotation::*;
pub use asset::*;
pub use design::*;
pub use ids::*;
pub use item::*;
pub use policy::*;
pub use problem::*;
pub use selector::*;
