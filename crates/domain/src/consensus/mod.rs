//! Consensus: what several annotations say together, unit by unit, and how sure that is. Pure: the server and the
//! simulation in `examples/` call the same functions.

mod claims;
mod details;
mod forecast;
mod learned;
mod panel;
mod people;
mod unit;

pub use claims::{ClaimStand, ClaimVote, OwnClaim, own_claims, stands};
pub use details::with_details;
pub use forecast::{Forecast, forecast};
pub use learned::Learned;
pub use panel::{Given, Panel, Unit, Use};
pub use people::{Assessment, Pair, assess};
pub use unit::{Consensus, Status, Support, Thresholds, consensus};

#[cfg(test)]
mod tests;
