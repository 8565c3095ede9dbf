//! How annotators work, from plain numbers: drift, skill, straight lines, haste and copying. Each finds what stands out
//! from the others; none of it decides anything.

mod copying;
mod drift;
mod lines;
mod skill;

pub use copying::{Both, Copying, copying};
pub use drift::{Decision, Drift, drift};
pub use lines::{Lines, lines};
pub use skill::{Share, Skill, share, skill};
