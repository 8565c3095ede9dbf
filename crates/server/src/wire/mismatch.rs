//! How far texts hold against the other media, by what their claims have in common.

use crosscheck_domain::mismatch::{Basis, Holds};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ShareView;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MismatchQuery {
    /// Only told apart by this: `all`, `metadata/{key}`, `place`, `kind`, `aspect` or `origin`.
    pub by: Option<String>,
    /// `csv` for a table; JSON where it is absent.
    pub format: Option<String>,
}

/// A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchReport {
    pub seq: i64,
    pub computed_at: i64,
    /// Items that are left out: excluded ones, and those that were made to check people.
    pub n_left_out: u64,
    /// Whether annotators may say what a text leaves out.
    pub omissions: bool,
    /// All claims first, then by everything that tells them apart.
    pub groupings: Vec<MismatchGrouping>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchGrouping {
    pub by: String,
    pub groups: Vec<MismatchGroup>,
}

/// Claims that have something in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchGroup {
    /// What they have in common; empty for all.
    pub value: String,
    pub title: String,
    /// Items with a claim that counts.
    pub n_items: u64,
    /// Claims that shares are of.
    pub n_claims: u64,
    /// What the claims rest on.
    pub basis: MismatchBasis,
    /// Left out of shares: as many people say one thing as another.
    pub undecided: u64,
    /// Left out of shares: claims whose parent claim failed.
    pub not_applicable: u64,
    pub holds: Vec<HoldsShare>,
    /// Claims with an error of each type, most frequent first.
    pub errors: Vec<TypeShare>,
    /// Items of which it is known whether something is left out, what that rests on, and how many leave something out.
    pub n_omission_items: u64,
    pub omission_basis: MismatchBasis,
    pub n_omitting: u64,
    pub omitted: Option<ShareView>,
    /// Items that leave out something of each type; without id where the type is not agreed on.
    pub omissions: Vec<TypeShare>,
}

/// How many rest on a ground truth, on what most of several people said, and on what one person said.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct MismatchBasis {
    pub truth: u64,
    pub majority: u64,
    pub one: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HoldsShare {
    pub holds: Holds,
    pub n: u64,
    pub share: Option<ShareView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TypeShare {
    /// An error type of the design.
    pub id: String,
    pub title: String,
    pub n: u64,
    pub share: Option<ShareView>,
}

/// Which number one wants to see the items of.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MismatchItemsQuery {
    pub by: String,
    /// The group.
    #[serde(default)]
    pub value: String,
    pub what: MismatchWhat,
    /// How far claims hold, or an error type; any omission where it is absent.
    pub id: Option<String>,
    pub after: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MismatchWhat {
    /// Everything that is counted.
    Counted,
    Holds,
    Error,
    Omitted,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchPage {
    pub items: Vec<MismatchItem>,
    /// How many there are on all pages.
    pub n: u64,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchItem {
    pub item: String,
    pub external_id: String,
    pub excerpt: String,
    pub thumbnail: Option<String>,
    /// The claims that are behind the number; none for omissions.
    pub claims: Vec<MismatchClaim>,
    /// Titles of what is left out, where that is asked for.
    pub omissions: Vec<String>,
    /// What the omissions rest on.
    pub basis: Basis,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MismatchClaim {
    pub claim: String,
    pub text: String,
    pub holds: Option<Holds>,
    /// Titles of its error types.
    pub errors: Vec<String>,
    pub basis: Basis,
}
