//! Pixel vote: what most annotators marked, pixel by pixel; ties stay visible.

use super::fused::EQUAL;
use super::items::{self, Found, Item};
use super::layers::{Layer, layers};
use super::patterns::Patterns;
use super::{Detail, Fused, Fuser, Settings};
use crate::aggregation::Decision;
use crate::geometry::Mask;
use crate::matching::{Kind, Shape};

pub(super) const FUSER: Fuser = Fuser {
    id: "pixel_vote",
    title: "Pixel vote",
    summary: "Marks each pixel that more than half of the annotators marked; ties stay visible.",
    kinds: &[Kind::Masks],
    doc: "## What it does
Takes the masks of one label on one picture, joins those of one annotator, and marks a pixel when the annotators who
marked it weigh more than those who did not. An annotator who answered the item without this label voted against every
pixel. Pixels with as many votes for as against are undecided: they are counted and given as a mask of their own, and
are not part of the result. A mask that is empty after the vote is listed among what was left out.
## When to use it
As the baseline beside every other method, with two annotators, and where somebody must be able to check the result by
hand.
## When not
For several objects of one label that must be kept apart: `cluster_median` votes inside of each. When annotators differ
much in care: `staple` learns how much.
## Example
Three annotators mark pixels 1-4, 3-6 and 4-8 of a row: 3, 4, 5 and 6 have two votes or more. Two annotators agree on 3
and 4 alone, and 1, 2, 5, 6 are undecided.
## Reference
Folk method; as baseline for example in D. Jung-Lin Lee, A. Das Sarma and A. Parameswaran, Quality evaluation methods for
crowdsourced image segmentation, Stanford InfoLab, 2018.",
    fuse: |sheets, settings| Ok(items::each(sheets, settings, |item| fuse(item, settings))),
};

/// The outcome of a vote on pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PixelVote {
    pub marked: Mask,
    /// As many votes for as against.
    pub undecided: Mask,
}

/// What annotators with these weights mark together, or why that cannot be said.
pub fn pixel_vote(masks: &[Mask], weights: &[f64]) -> Result<PixelVote, String> {
    if masks.len() != weights.len() {
        return Err(format!("there are {} masks and {} weights; give one each", masks.len(), weights.len()));
    }
    let total: f64 = weights.iter().sum();
    if weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0) || (total <= 0.0 && !masks.is_empty()) {
        return Err("weights are 0 or more, and one of them above 0".to_owned());
    }
    let votes = Patterns::of(masks)?;
    let balance = |pattern: usize| {
        let signed = |(vote, weight): (&bool, &f64)| if *vote { *weight } else { -weight };
        votes.patterns[pattern].votes.iter().zip(weights).map(signed).sum::<f64>() / total
    };
    Ok(PixelVote {
        marked: votes.mask(|pattern| balance(pattern) > EQUAL),
        undecided: votes.mask(|pattern| balance(pattern).abs() <= EQUAL),
    })
}

fn fuse(item: &Item, _: &Settings) -> Result<Found, String> {
    let mut found = Found::default();
    for layer in layers(item)? {
        let PixelVote { marked, undecided } = pixel_vote(&layer.masks, &item.weights)?;
        keep(&mut found, item, layer, marked, Detail::Undecided(undecided));
    }
    Ok(found)
}

/// Adds the mask of a layer; an empty one is left out.
pub(super) fn keep(found: &mut Found, item: &Item, layer: Layer, marked: Mask, detail: Detail) {
    let support = item.support(&layer.members);
    let list = if marked.size() > 0 { &mut found.marks } else { &mut found.left_out };
    list.push(Fused {
        shape: Shape::Mask(marked),
        slot: layer.slot,
        label: Decision::Label(layer.label as usize),
        label_votes: vec![(layer.label, support * item.total())],
        members: layer.members,
        support,
        score: None,
        tied: Vec::new(),
        detail: Some(detail),
    });
}
