//! A word transition network: transcripts aligned place by place, so that each place can be voted on.

use std::collections::BTreeMap;

/// A transcript on its way into the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// As they were written.
    pub words: Vec<String>,
    /// One for each word, from 0 to 1; empty where the annotator gave none.
    pub confidences: Vec<f64>,
    pub weight: f64,
}

/// A place of the fused transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// What was written here, the highest score first; among equals the one that joined the network first.
    pub arcs: Vec<Arc>,
    /// Whether the second has the same score as the first.
    pub tied: bool,
}

/// One reading of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Arc {
    /// `None` where there is no word.
    pub word: Option<String>,
    /// The share of the annotators, by weight, who have it.
    pub support: f64,
    pub score: f64,
    /// The transcripts that have it, by number in the list that was given.
    pub texts: Vec<u32>,
}

/// Places with, for each transcript that has joined, its word there by number in that transcript.
pub(super) struct Network<'a> {
    /// The words of each transcript as numbers; the same number is the same word.
    texts: &'a [Vec<u32>],
    joined: Vec<usize>,
    /// In the order of `joined`.
    pub places: Vec<Vec<Option<u32>>>,
}

impl<'a> Network<'a> {
    pub fn new(texts: &'a [Vec<u32>]) -> Self {
        Self { texts, joined: Vec::new(), places: Vec::new() }
    }

    /// Aligns one more transcript with what is there.
    pub fn join(&mut self, text: usize) {
        let words = &self.texts[text];
        let votes: Vec<BTreeMap<Option<u32>, u64>> = self.places.iter().map(|place| self.votes(place)).collect();
        let steps = align(&votes, words, self.joined.len() as u64);
        let mut old = std::mem::take(&mut self.places).into_iter();
        for (has_place, word) in steps {
            let mut place = if has_place { old.next().unwrap_or_default() } else { vec![None; self.joined.len()] };
            place.push(word);
            self.places.push(place);
        }
        self.joined.push(text);
    }

    fn votes(&self, place: &[Option<u32>]) -> BTreeMap<Option<u32>, u64> {
        let mut votes = BTreeMap::new();
        for (word, &text) in place.iter().zip(&self.joined) {
            *votes.entry(word.map(|at| self.texts[text][at as usize])).or_default() += 1;
        }
        votes
    }
}

/// Errors first, then words that stay without their like: one number a cell orders both.
const ERROR: u64 = 1 << 32;

const ACROSS: u8 = 0;
const UP: u8 = 1;
const LEFT: u8 = 2;

/// Steps through the network: whether a step uses a place, and the word that it puts there.
///
/// A word that anybody has in a place is no error there, and nor is no word where anybody has none (Fiscus' alignment
/// with a network). Among alignments with as few errors the one with most words in common is taken.
fn align(places: &[BTreeMap<Option<u32>, u64>], words: &[u32], n: u64) -> Vec<(bool, Option<u32>)> {
    let same = |place: &BTreeMap<Option<u32>, u64>, word: &u32| place.get(&Some(*word)) == Some(&n) && n > 0;
    let head = places.iter().zip(words).take_while(|(place, word)| same(place, word)).count();
    let (rest, left) = (&places[head..], &words[head..]);
    let tail = rest.iter().rev().zip(left.iter().rev()).take_while(|(place, word)| same(place, word)).count();
    let (rest, left) = (&rest[..rest.len() - tail], &left[..left.len() - tail]);
    let mut steps: Vec<(bool, Option<u32>)> = (0..head).map(|at| (true, Some(at as u32))).collect();
    let shifted = |(place, word): (bool, Option<u32>)| (place, word.map(|at| at + head as u32));
    steps.extend(middle(rest, left, n).into_iter().map(shifted));
    steps.extend((head + left.len()..words.len()).map(|at| (true, Some(at as u32))));
    steps
}

fn middle(places: &[BTreeMap<Option<u32>, u64>], words: &[u32], n: u64) -> Vec<(bool, Option<u32>)> {
    let votes = |place: &BTreeMap<Option<u32>, u64>, word: Option<u32>| place.get(&word).copied().unwrap_or(0);
    // Against another word both lose one, against no word only one of the two.
    let put = |place: &BTreeMap<Option<u32>, u64>, word: u32| {
        let (same, none) = (votes(place, Some(word)), votes(place, None));
        2 * n - 2 * same - none + if same == 0 { ERROR } else { 0 }
    };
    let leave_out = |place: &BTreeMap<Option<u32>, u64>| {
        let none = votes(place, None);
        n - none + if none == 0 { ERROR } else { 0 }
    };
    let width = words.len() + 1;
    let mut from = vec![0u8; (places.len() + 1) * width];
    let mut costs: Vec<u64> = (0..width as u64).map(|j| j * (ERROR + n)).collect();
    from[1..width].fill(LEFT);
    for (place, row) in places.iter().zip(from[width..].chunks_exact_mut(width)) {
        let skip = leave_out(place);
        let mut diagonal = costs[0];
        costs[0] += skip;
        row[0] = UP;
        for (j, word) in words.iter().enumerate() {
            let across = diagonal + put(place, *word);
            diagonal = costs[j + 1];
            let (up, left) = (costs[j + 1] + skip, costs[j] + ERROR + n);
            let best = across.min(up).min(left);
            costs[j + 1] = best;
            row[j + 1] = match () {
                () if best == across => ACROSS,
                () if best == up => UP,
                () => LEFT,
            };
        }
    }
    back(&from, places.len(), words.len())
}

fn back(from: &[u8], n_places: usize, n_words: usize) -> Vec<(bool, Option<u32>)> {
    let (mut i, mut j) = (n_places, n_words);
    let mut steps = Vec::with_capacity(i.max(j));
    while i > 0 || j > 0 {
        let how = from[i * (n_words + 1) + j];
        i -= usize::from(how != LEFT);
        j -= usize::from(how != UP);
        steps.push((how != LEFT, (how != UP).then_some(j as u32)));
    }
    steps.reverse();
    steps
}
