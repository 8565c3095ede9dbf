//! What a fusion gives: one answer an item, with its support, and what stayed undecided.

use super::{Refused, Staple, Word};
use crate::aggregation::{Convergence, Decision};
use crate::geometry::Mask;
use crate::matching::{Mark, Member, Shape};

/// The fused items, and what was learned of the annotators on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Fusion {
    /// By ascending item.
    pub items: Vec<FusedItem>,
    /// The weight of each annotator by number, adding up to 1, where the method learns it.
    pub weights: Option<Vec<f64>>,
    /// For methods that iterate over all items together.
    pub convergence: Option<Convergence>,
    /// Marks that could not be used, and why.
    pub refused: Vec<Refused>,
    /// What a reader should know about this result.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FusedItem {
    pub item: u32,
    /// Who answered the item and has a weight, ascending; [`Member::sheet`] counts in this list.
    pub annotators: Vec<u32>,
    /// In an order that follows from the marks alone.
    pub marks: Vec<Fused>,
    /// What too few annotators marked.
    pub left_out: Vec<Fused>,
    /// Why there is no answer.
    pub undefined: Option<String>,
}

/// One structure of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Fused {
    pub shape: Shape,
    /// The medium that it is on.
    pub slot: u32,
    /// A tie of labels is shown, never settled.
    pub label: Decision,
    /// The weight of each label, by ascending label.
    pub label_votes: Vec<(u32, f64)>,
    /// The marks that it is made of.
    pub members: Vec<Member>,
    /// The share of the item's annotators, by weight, who marked it.
    pub support: f64,
    /// How sure the method is, where it says so.
    pub score: Option<f64>,
    /// Other shapes with the same claim; empty when the shape is decided.
    pub tied: Vec<Shape>,
    pub detail: Option<Detail>,
}

/// What there is to say of the parts of a fused structure.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Pixels that as many annotators marked as did not; they are not part of the shape.
    Undecided(Mask),
    Staple(Staple),
    /// The support of each frame that is kept.
    Frames(Vec<(u32, f64)>),
    /// Every place of a transcript with all that was written there.
    Words(Vec<Word>),
    /// How far each member is from the weighted centre of the answers, squared.
    Distances(Vec<f64>),
}

impl Fused {
    /// How many parts are undecided: pixels, words, and the shape itself.
    pub fn n_undecided(&self) -> u64 {
        let parts = match &self.detail {
            Some(Detail::Undecided(mask)) => mask.size(),
            Some(Detail::Staple(staple)) => staple.undecided.size(),
            Some(Detail::Words(words)) => words.iter().filter(|word| word.tied).count() as u64,
            Some(Detail::Frames(_) | Detail::Distances(_)) | None => 0,
        };
        parts + u64::from(!self.tied.is_empty())
    }
}

/// The label with most weight, and the weight of each.
pub(super) fn label_vote<'a>(votes: impl IntoIterator<Item = (&'a Mark, f64)>) -> (Decision, Vec<(u32, f64)>) {
    let mut found: Vec<(u32, f64)> = votes.into_iter().map(|(mark, weight)| (mark.label, weight)).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0.0 };
        same
    });
    let most = found.iter().map(|vote| vote.1).fold(0.0, f64::max);
    let best: Vec<usize> =
        found.iter().filter(|vote| most > 0.0 && most - vote.1 <= EQUAL * most).map(|vote| vote.0 as usize).collect();
    let decision = match best.as_slice() {
        [] => Decision::Undecided,
        [only] => Decision::Label(*only),
        _ => Decision::Tie(best),
    };
    (decision, found)
}

/// Shares that differ by less count as equal.
pub(super) const EQUAL: f64 = 1e-9;
