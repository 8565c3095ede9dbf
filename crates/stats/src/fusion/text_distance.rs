//! How far two texts are apart, without a model of language.

use std::collections::BTreeMap;

use crate::matching::Normaliser;
use crate::matching::words::{Edits, align};

/// A built-in distance between texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDistance {
    /// The squared distance between the counts of runs of one to four characters, each list of counts brought to length
    /// 1: from 0 to 2. Robust against other word order and other endings, as chrF is (M. Popović, WMT 2015).
    CharacterGrams,
    /// The share of word by word steps that are errors: from 0 to 1. Strict about word order.
    WordEdits,
}

const LONGEST_GRAM: usize = 4;

impl TextDistance {
    /// The distances between all texts, row by row.
    pub(super) fn between_all(self, texts: &[&str], normaliser: Normaliser) -> Vec<f64> {
        let words: Vec<Vec<String>> = texts.iter().map(|text| normaliser.words(text)).collect();
        match self {
            Self::CharacterGrams => {
                let grams: Vec<BTreeMap<String, f64>> = words.iter().map(|words| grams(&words.join(" "))).collect();
                table(texts.len(), |one, two| apart(&grams[one], &grams[two]))
            }
            Self::WordEdits => {
                table(texts.len(), |one, two| Edits::of(&align(&words[one], &words[two])).match_error_rate())
            }
        }
    }
}

fn table(n: usize, apart: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let mut found = vec![0.0; n * n];
    for one in 0..n {
        for two in 0..one {
            found[one * n + two] = apart(one, two);
            found[two * n + one] = found[one * n + two];
        }
    }
    found
}

fn grams(text: &str) -> BTreeMap<String, f64> {
    let letters: Vec<char> = text.chars().collect();
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for length in 1..=LONGEST_GRAM {
        letters.windows(length).for_each(|gram| *counts.entry(gram.iter().collect()).or_default() += 1.0);
    }
    let size = counts.values().map(|count| count * count).sum::<f64>().sqrt();
    counts.values_mut().for_each(|count| *count /= size);
    counts
}

fn apart(one: &BTreeMap<String, f64>, two: &BTreeMap<String, f64>) -> f64 {
    match (one.is_empty(), two.is_empty()) {
        (true, true) => 0.0,
        // From nothing to a list of length 1.
        (true, false) | (false, true) => 1.0,
        (false, false) if one == two => 0.0,
        (false, false) => {
            let both: f64 = one.iter().filter_map(|(gram, count)| Some(count * two.get(gram)?)).sum();
            (2.0 - 2.0 * both).max(0.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(distance: TextDistance, one: &str, two: &str, expected: f64) {
        let found = distance.between_all(&[one, two], Normaliser::LettersAndDigits);
        assert!((found[1] - expected).abs() < 1e-12 && found[1] == found[2] && found[0] == 0.0, "{found:?}");
    }

    #[test]
    fn distances_are_what_can_be_counted() {
        use TextDistance::{CharacterGrams, WordEdits};
        check(CharacterGrams, "a cat", "A cat!", 0.0);
        // a, b, ab against a, c, ac: one gram of three in common.
        check(CharacterGrams, "ab", "ac", 4.0 / 3.0);
        check(CharacterGrams, "ab", "xy", 2.0);
        check(CharacterGrams, "", "ab", 1.0);
        check(CharacterGrams, "", "", 0.0);
        check(WordEdits, "a small cat", "a cat", 1.0 / 3.0);
        check(WordEdits, "", "", 0.0);
    }
}
