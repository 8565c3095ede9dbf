//! The links of two annotators with their end points matched.

use super::pairs::{Pair, matched};
use super::shape::Closeness;
use super::sheets::{Link, Sheet};

/// A link whose end points carry numbers that both annotators share: those of matched marks are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joined {
    pub from: u32,
    pub to: u32,
    pub kind: u32,
    pub verdict: Option<u32>,
}

pub(super) struct Links {
    pub pairs: Vec<Pair>,
    /// Ascending, each link once.
    pub one: Vec<Joined>,
    pub two: Vec<Joined>,
    /// How many marks that links use there are, and how many of them have a partner.
    pub n_ends: usize,
    pub n_matched_ends: usize,
}

/// Matches marks first, by overlap on the same medium, then expresses the links of both in the marks of the first; marks
/// of the second without partner get numbers of their own.
pub(super) fn joined(one: &Sheet, two: &Sheet, least: f64, closeness: &Closeness) -> Links {
    let pairs = matched(&one.marks, &two.marks, least, closeness);
    let mut number: Vec<u32> = (0..two.marks.len() as u32).map(|mark| one.marks.len() as u32 + mark).collect();
    pairs.iter().for_each(|pair| number[pair.two as usize] = pair.one);
    let used = |sheet: &Sheet| {
        let mut ends: Vec<u32> = sheet.links.iter().flat_map(|link| [link.from, link.to]).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    let (used_one, used_two) = (used(one), used(two));
    let matched_one = used_one.iter().filter(|&&end| pairs.iter().any(|pair| pair.one == end)).count();
    let matched_two = used_two.iter().filter(|&&end| pairs.iter().any(|pair| pair.two == end)).count();
    let join = |links: &[Link], number: &dyn Fn(u32) -> u32| {
        let joined = |link: &Link| Joined {
            from: number(link.from),
            to: number(link.to),
            kind: link.kind,
            verdict: link.verdict,
        };
        let mut links: Vec<Joined> = links.iter().map(joined).collect();
        links.sort();
        links.dedup_by_key(|link| (link.from, link.to, link.kind));
        links
    };
    Links {
        one: join(&one.links, &|mark| mark),
        two: join(&two.links, &|mark| number[mark as usize]),
        n_ends: used_one.len() + used_two.len(),
        n_matched_ends: matched_one + matched_two,
        pairs,
    }
}
