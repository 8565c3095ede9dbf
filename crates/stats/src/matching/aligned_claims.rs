//! Which claims of different annotators speak of the same part of a text, however each of them split it.

use super::clusters::Member;
use super::shape::{length, shared};
use super::sheets::Sheet;

/// Claims that speak of the same part of the text: any number of each annotator.
pub type Group = Vec<Member>;

/// Groups of claims, ascending, and claims without a place (omissions), which nothing can be aligned with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedClaims {
    pub groups: Vec<Group>,
    pub without_place: Vec<Member>,
}

/// Aligns the claims of an item. Two claims of different annotators belong together when they share at least `least` of
/// the characters of the shorter one; groups are what hangs together in that way, so that one claim split in three meets
/// the one that it was split from.
pub fn align_claims(sheets: &[Sheet], least: f64) -> AlignedClaims {
    let all: Vec<Member> = (0u32..)
        .zip(sheets)
        .flat_map(|(sheet, found)| (0..found.marks.len() as u32).map(move |mark| Member { sheet, mark }))
        .collect();
    let stretches = |member: &Member| sheets[member.sheet as usize].marks[member.mark as usize].stretches();
    let (placed, without_place): (Vec<Member>, Vec<Member>) =
        all.iter().partition(|member| !stretches(member).is_empty());
    let slot = |member: &Member| sheets[member.sheet as usize].marks[member.mark as usize].slot;
    let mut group_of: Vec<usize> = (0..placed.len()).collect();
    for (i, one) in placed.iter().enumerate() {
        for (j, two) in placed.iter().enumerate().skip(i + 1).filter(|(_, two)| two.sheet != one.sheet) {
            let (a, b) = (stretches(one), stretches(two));
            let shorter = length(a).min(length(b));
            if slot(one) == slot(two) && shared(a, b) >= least * shorter {
                let (from, to) = (group_of[j].max(group_of[i]), group_of[j].min(group_of[i]));
                group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    let mut groups: Vec<Group> = vec![Vec::new(); placed.len()];
    placed.iter().zip(&group_of).for_each(|(member, &group)| groups[group].push(*member));
    groups.retain(|group| !group.is_empty());
    AlignedClaims { groups, without_place }
}
