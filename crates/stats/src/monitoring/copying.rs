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
const BEYOND: f64 = 5.0;

#[derive(Default)]
struct Pair {
    n: usize,
    equal: usize,
    expected: f64,
    variance: f64,
}

/// Pairs that stand out. Each unit is its answers as annotator, label and how likely that annotator gives each label here by
/// what the others say.
pub fn copying<'a>(units: impl IntoIterator<Item = &'a [(u32, usize, Vec<f64>)]>) -> Vec<Copying> {
    let mut pairs: HashMap<(u32, u32), Pair> = HashMap::new();
    for unit in units {
        for (at, one) in unit.iter().enumerate() {
            for two in &unit[at + 1..] {
                let chance: f64 = one.2.iter().zip(&two.2).map(|(a, b)| a * b).sum();
                let pair = pairs.entry((one.0.min(two.0), one.0.max(two.0))).or_default();
                pair.n += 1;
                pair.equal += usize::from(one.1 == two.1);
                pair.expected += chance;
                pair.variance += chance * (1.0 - chance);
            }
        }
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
        let mut units = Vec::new();
        for _ in 0..200 {
            let mut answer = || usize::from(rng.fraction() < 0.75);
            let answers: Vec<usize> = (0..5).map(|_| answer()).collect();
            let label = |who: usize| if who == 4 { answers[3] } else { answers[who] };
            units.push((0..5).map(|who| (who as u32, label(who), vec![0.25, 0.75])).collect::<Vec<_>>());
        }
        let found = copying(units.iter().map(Vec::as_slice));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].one, found[0].two), (3, 4));
    }
}
