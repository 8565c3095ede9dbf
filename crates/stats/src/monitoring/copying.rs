//! Pairs who agree far more than how reliable they are can explain: one may copy from the other.

use std::collections::HashMap;

/// Two annotators, and how they agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Copying {
    pub one: u32,
    pub two: u32,
    /// Units that both answered.
    pub n: usize,
    pub agreement: f64,
    /// What their reliability on these units lets expect.
    pub expected: f64,
    /// How far beyond it, in the spread of all pairs.
    pub beyond: f64,
}

/// Pairs with fewer common units cannot be told.
const LEAST_UNITS: usize = 24;
/// So far beyond all pairs is no chance.
const BEYOND: f64 = 4.0;

#[derive(Default)]
struct Pair {
    n: usize,
    equal: usize,
    expected: f64,
    variance: f64,
}

/// Two answers to one unit.
#[derive(Debug, Clone, Copy)]
pub struct Both {
    pub one: u32,
    pub two: u32,
    pub equal: bool,
    /// How likely they are equal, by what the others say and how reliable both are.
    pub chance: f64,
}

/// Pairs that stand out, of all pairs of answers to one unit.
pub fn copying(answers: impl IntoIterator<Item = Both>) -> Vec<Copying> {
    let mut pairs: HashMap<(u32, u32), Pair> = HashMap::new();
    for Both { one, two, equal, chance } in answers {
        let pair = pairs.entry((one.min(two), one.max(two))).or_default();
        pair.n += 1;
        pair.equal += usize::from(equal);
        pair.expected += chance;
        pair.variance += chance * (1.0 - chance);
    }
    let told: Vec<((u32, u32), Pair)> = pairs.into_iter().filter(|(_, pair)| pair.n >= LEAST_UNITS).collect();
    let raw = |pair: &Pair| (pair.equal as f64 - pair.expected) / pair.variance.max(1e-9).sqrt();
    let mut all: Vec<f64> = told.iter().map(|(_, pair)| raw(pair)).collect();
    all.sort_by(f64::total_cmp);
    let middle = all.get(all.len() / 2).copied().unwrap_or(0.0).max(0.0);
    let mut apart: Vec<f64> = all.iter().map(|z| (z - middle).abs()).collect();
    apart.sort_by(f64::total_cmp);
    let spread = (1.4826 * apart.get(apart.len() / 2).copied().unwrap_or(1.0)).max(1.0);
    let mut found: Vec<Copying> = told
        .into_iter()
        .map(|((one, two), pair)| {
            let n = pair.n as f64;
            let beyond = (raw(&pair) - middle) / spread;
            Copying { one, two, n: pair.n, agreement: pair.equal as f64 / n, expected: pair.expected / n, beyond }
        })
        .filter(|pair| pair.beyond > BEYOND && pair.agreement > pair.expected + 0.1)
        .collect();
    found.sort_by(|a, b| b.beyond.total_cmp(&a.beyond));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rng;

    #[test]
    fn only_who_copies_is_found() {
        let mut rng = Rng::seeded(5);
        let mut answered = Vec::new();
        for _ in 0..200 {
            let mut answer = || usize::from(rng.fraction() < 0.75);
            let answers: Vec<usize> = (0..5).map(|_| answer()).collect();
            let label = |who: usize| if who == 4 { answers[3] } else { answers[who] };
            for one in 0..5 {
                let both = |two: usize| Both {
                    one: one as u32,
                    two: two as u32,
                    equal: label(one) == label(two),
                    chance: 0.625,
                };
                answered.extend((one + 1..5).map(both));
            }
        }
        let found = copying(answered);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].one, found[0].two), (3, 4));
    }
}
