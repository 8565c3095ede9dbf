//! Words on which transcripts differ, and where.

use std::collections::BTreeMap;

use crosscheck_stats::matching::words::{Step, align};
use crosscheck_stats::matching::{Normaliser, Shape};

use super::spot::{Pair, Spot};

/// A word in place of another, or a word that only one has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// The word of the reference, where there is one; else the one that comes first in the alphabet.
    pub one: Option<String>,
    pub two: Option<String>,
}

/// A difference with how often the item has it and where it has it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub words: Words,
    pub n: u32,
    pub spot: Spot,
}

/// Different differences that are kept of an item, the most frequent ones.
const MOST: usize = 200;

/// A word and the mark that it stands in.
struct Word {
    word: String,
    mark: usize,
}

fn words(pair: &Pair, side: usize, normaliser: Normaliser) -> Vec<Word> {
    let of_mark = |(mark, found): (usize, &crosscheck_stats::matching::Mark)| match &found.shape {
        Shape::Text(text) => normaliser.words(text).into_iter().map(|word| Word { word, mark }).collect(),
        _ => Vec::new(),
    };
    pair.sheets[side].marks.iter().enumerate().flat_map(of_mark).collect()
}

/// The differences of a pair, each with the side and the mark that it stands in.
fn errors(pair: &Pair, normaliser: Normaliser) -> Vec<(Words, usize, usize)> {
    let [one, two] = [0, 1].map(|side| words(pair, side, normaliser));
    let [a, b] = [&one, &two].map(|list| list.iter().map(|word| word.word.as_str()).collect::<Vec<_>>());
    let is_reference = pair.judged[0].is_none();
    // A reference has no regions, so what it alone has is found behind the word before.
    let mut before: Option<usize> = None;
    let mut found = Vec::new();
    for step in align(&a, &b) {
        match step {
            Step::Same { other, .. } => before = Some(two[other as usize].mark),
            Step::Substituted { reference, other } => {
                let (from, to) = (&one[reference as usize], &two[other as usize]);
                before = Some(to.mark);
                let swapped = !is_reference && from.word > to.word;
                let (from, to_word) = if swapped { (to, &from.word) } else { (from, &to.word) };
                let words = Words { one: Some(from.word.clone()), two: Some(to_word.clone()) };
                found.push((words, 1, two[other as usize].mark));
            }
            Step::Deleted { reference } => {
                let word = &one[reference as usize];
                let words = Words { one: Some(word.word.clone()), two: None };
                let (side, mark) = match (is_reference, before) {
                    (true, Some(before)) => (1, before),
                    _ => (0, word.mark),
                };
                found.push((words, side, mark));
            }
            Step::Inserted { other } => {
                let word = &two[other as usize];
                before = Some(word.mark);
                let alone = Some(word.word.clone());
                let words =
                    if is_reference { Words { one: None, two: alone } } else { Words { one: alone, two: None } };
                found.push((words, 1, word.mark));
            }
        }
    }
    found
}

pub(super) fn differences(pairs: &[Pair], normaliser: Normaliser) -> Vec<Wording> {
    let mut found: BTreeMap<Words, (u32, Spot)> = BTreeMap::new();
    for pair in pairs {
        for (words, side, mark) in errors(pair, normaliser) {
            let spot = pair.spot(side, mark);
            let known = found.entry(words).or_insert_with(|| (0, spot.clone()));
            known.0 += 1;
            if (spot.t_ms, &spot.region) < (known.1.t_ms, &known.1.region) {
                known.1 = spot;
            }
        }
    }
    let mut list: Vec<Wording> = found.into_iter().map(|(words, (n, spot))| Wording { words, n, spot }).collect();
    list.sort_by_key(|one| std::cmp::Reverse(one.n));
    list.truncate(MOST);
    list
}

/// The mark with most differences; the earliest of several.
pub(super) fn spot(pairs: &[Pair], normaliser: Normaliser) -> Option<Spot> {
    let mut worst: Option<(u32, Spot)> = None;
    for pair in pairs {
        let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        errors(pair, normaliser).into_iter().for_each(|(_, side, mark)| *counts.entry((side, mark)).or_insert(0) += 1);
        for ((side, mark), n) in counts {
            let spot = pair.spot(side, mark);
            let earlier = |at: &Spot| (spot.t_ms, &spot.region) < (at.t_ms, &at.region);
            if worst.as_ref().is_none_or(|(known, at)| n > *known || (n == *known && earlier(at))) {
                worst = Some((n, spot));
            }
        }
    }
    worst.map(|(_, spot)| spot)
}
