//! Which marks of any number of annotators mean the same thing.

use super::pairs::{matched, preference};
use super::shape::Closeness;
use super::sheets::Sheet;

/// A mark of one of an item's sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The number of the sheet among those of the item.
    pub sheet: u32,
    /// The number of the mark in the sheet.
    pub mark: u32,
}

/// Groups of marks with at most one of each annotator; a mark without partner is a group of its own.
///
/// Every two annotators are paired as [`matched`] does; pairs are then joined, the best overlap first, unless a group
/// would hold two marks of one annotator. For two annotators the groups are the pairs.
pub fn clusters(sheets: &[Sheet], least: f64, closeness: &Closeness) -> Vec<Vec<Member>> {
    let mut pairs: Vec<(f64, Member, Member)> = Vec::new();
    for (i, one) in (0u32..).zip(sheets) {
        for (j, two) in (0u32..).zip(sheets).skip(i as usize + 1) {
            pairs.extend(matched(&one.marks, &two.marks, least, closeness).into_iter().map(|pair| {
                let (a, b) = (&one.marks[pair.one as usize], &two.marks[pair.two as usize]);
                let rank = pair.overlap + preference(a, b, closeness);
                (rank, Member { sheet: i, mark: pair.one }, Member { sheet: j, mark: pair.two })
            }));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    join(sheets, &pairs)
}

fn join(sheets: &[Sheet], pairs: &[(f64, Member, Member)]) -> Vec<Vec<Member>> {
    let starts: Vec<usize> = sheets
        .iter()
        .scan(0, |next, sheet| {
            let start = *next;
            *next += sheet.marks.len();
            Some(start)
        })
        .collect();
    let number = |member: Member| starts[member.sheet as usize] + member.mark as usize;
    let mut groups: Vec<Vec<Member>> = (0u32..)
        .zip(sheets)
        .flat_map(|(sheet, found)| (0..found.marks.len() as u32).map(move |mark| vec![Member { sheet, mark }]))
        .collect();
    let mut group_of: Vec<usize> = (0..groups.len()).collect();
    for &(_, one, two) in pairs {
        let (a, b) = (group_of[number(one)], group_of[number(two)]);
        let clash = groups[a].iter().any(|x| groups[b].iter().any(|y| x.sheet == y.sheet));
        if a != b && !clash {
            let moved = std::mem::take(&mut groups[b]);
            moved.iter().for_each(|&member| group_of[number(member)] = a);
            groups[a].extend(moved);
            groups[a].sort_unstable();
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}
