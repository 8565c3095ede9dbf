//! Marks that mean the same thing, fused group by group; groups of too few annotators are left out.

use super::fused::{EQUAL, label_vote};
use super::items::{Found, Item};
use super::{Detail, Fused, Settings};
use crate::matching::{Mark, Shape, clusters};

/// What a group becomes.
pub(super) struct Centre {
    pub shape: Shape,
    /// Whether anything is left of it.
    pub is_kept: bool,
    pub detail: Option<Detail>,
}

/// Groups the marks of an item with each annotator at most once a group, and fuses each by `centre`, which gets the
/// marks with their weights and the weight of everybody.
pub(super) fn grouped(
    item: &Item,
    settings: &Settings,
    centre: impl Fn(&[(&Mark, f64)], f64) -> Result<Centre, String>,
) -> Result<Found, String> {
    let mut found = Found::default();
    for members in clusters(&item.sheets, settings.overlap, &settings.closeness) {
        let marks: Vec<(&Mark, f64)> = members
            .iter()
            .map(|member| {
                let sheet = member.sheet as usize;
                (&item.sheets[sheet].marks[member.mark as usize], item.weights[sheet])
            })
            .collect();
        let support = item.support(&members);
        let centre = centre(&marks, item.total())?;
        let (label, label_votes) = label_vote(marks.iter().copied());
        let is_kept = centre.is_kept && support >= settings.support - EQUAL;
        let list = if is_kept { &mut found.marks } else { &mut found.left_out };
        list.push(Fused {
            shape: centre.shape,
            slot: marks[0].0.slot,
            label,
            label_votes,
            members,
            support,
            score: None,
            tied: Vec::new(),
            detail: centre.detail,
        });
    }
    Ok(found)
}
