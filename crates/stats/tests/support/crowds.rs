//! Votes, from rows, from published tables and from simulated crowds.

use crosscheck_stats::aggregation::{Aggregation, Settings};
use crosscheck_stats::{Rng, Rows, Votes, aggregator};

/// Unit, annotator and label.
pub type Row<'a> = (&'a str, &'a str, &'a str);

pub fn votes<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> Votes {
    let mut collected = Rows::nominal::<&str>(&[]);
    rows.into_iter().for_each(|(unit, annotator, label)| collected.push(unit, annotator, label).unwrap());
    collected.votes().unwrap()
}

pub fn aggregate(id: &str, votes: &Votes, settings: &Settings) -> Aggregation {
    aggregator(id).unwrap().aggregate(votes, settings, &mut Rng::seeded(1)).unwrap_or_else(|why| panic!("{id}: {why}"))
}

/// An annotator who always says the same, two who answer at random and five who are mostly right.
pub fn crowd(n_units: usize, seed: u64) -> (Vec<(usize, usize, usize)>, Vec<usize>) {
    let mut rng = Rng::seeded(seed);
    let mut rows = Vec::new();
    let truth: Vec<usize> = (0..n_units).map(|_| rng.below(2) as usize).collect();
    for (unit, &truth) in truth.iter().enumerate() {
        for who in 0..8 {
            let label = match who {
                0 => 0,
                1 | 2 => rng.below(2) as usize,
                _ if rng.fraction() < 0.8 => truth,
                _ => 1 - truth,
            };
            if rng.fraction() < 0.8 {
                rows.push((unit, who, label));
            }
        }
    }
    (rows, truth)
}

pub fn numbered(rows: &[(usize, usize, usize)], name: impl Fn(usize) -> String) -> Votes {
    let mut collected = Rows::nominal::<&str>(&[]);
    for &(unit, who, label) in rows {
        collected.push(&unit.to_string(), &who.to_string(), &name(label)).unwrap();
    }
    collected.votes().unwrap()
}

/// The same in another order.
pub fn shuffled<T: Clone>(rows: &[T], seed: u64) -> Vec<T> {
    let mut rows = rows.to_vec();
    let mut rng = Rng::seeded(seed);
    (1..rows.len()).for_each(|i| rows.swap(i, rng.below(i as u64 + 1) as usize));
    rows
}
