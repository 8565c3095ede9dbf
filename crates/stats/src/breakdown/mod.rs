//! Where agreement comes from: by category, by pair of values, by unit, by annotator and by pair of annotators.

mod annotators;
mod categories;
mod clarity;
mod confusion;
mod known;
mod pairs;
mod similarity;
mod specific;
mod units;

pub use annotators::{AnnotatorAgreement, annotators};
pub use categories::{CategoryAgreement, categories};
pub use clarity::{Clarity, UnitRatings};
pub(crate) use confusion::shows_confusion;
pub use confusion::{Confusion, confusion};
pub use pairs::{PairAgreement, pairs};
pub(crate) use similarity::Similarity;
pub use specific::{CriterionAgreement, LabelAgreement, criterion, labels};
pub use units::{UnitAgreement, disputed, n_compared, units};
