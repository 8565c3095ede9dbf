//! The mean of each unit after each annotator's habit to rate high or low is taken off.

use super::median::bias;
use super::{Aggregator, Fit, NUMBERS, Scale, ScaleValue, Settings};
use crate::sampling::student;
use crate::table::{Table, Values};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "bias_corrected_mean",
    title: "Bias-corrected mean",
    summary: "The mean of each unit after taking off how high or low each annotator rates.",
    levels: NUMBERS,
    doc: "## What it does
Explains each rating as the value of the unit plus the bias of the annotator plus noise, by least squares; biases add up
to zero over ratings. The interval of a unit rests on the noise that is left, shared by all units, and takes the biases as
known, which is fair once annotators have many ratings.
## When to use it
Sliders and scores where some annotators are stricter than others and not everybody rates everything.
## When not
When wild single ratings occur: use `median`. When two groups of annotators share no unit, biases between the groups cannot
be told from differences of the units; the result says so.
## Example
A strict annotator always gives one point less; a unit that only she rated is raised by it.
## Reference
Additive two-way model by least squares, for example H. Scheffé, The Analysis of Variance, Wiley, 1959, chapter 4.",
    fit: Fit::Scale(fit),
};

const MOST_ROUNDS: usize = 2000;

fn fit(table: &Table, settings: &Settings) -> Result<Scale, String> {
    let Values::Numbers(numbers) = &table.values else {
        return Err("the values are not numbers; choose the interval level".to_owned());
    };
    let rating = |(who, value): (u32, u32)| (who as usize, numbers[value as usize]);
    let scale = numbers.last().zip(numbers.first()).map_or(1.0, |(high, low)| (high - low).max(1e-300));
    let mut biases = vec![0.0; table.n_annotators()];
    let mut means = vec![0.0; table.n_units()];
    let mut notes = Vec::new();
    for round in 0.. {
        for (unit, mean) in means.iter_mut().enumerate() {
            let ratings = table.ratings(unit);
            let n = ratings.len() as f64;
            *mean = ratings.map(rating).map(|(who, x)| x - biases[who]).sum::<f64>() / n.max(1.0);
        }
        let mut sums = vec![(0.0, 0.0); biases.len()];
        for (unit, mean) in means.iter().enumerate() {
            table.ratings(unit).map(rating).for_each(|(who, x)| {
                sums[who].0 += x - mean;
                sums[who].1 += 1.0;
            });
        }
        let all: f64 = sums.iter().map(|(sum, _)| sum).sum::<f64>() / table.n_ratings() as f64;
        let next: Vec<f64> = sums.iter().map(|(sum, n): &(f64, f64)| sum / n.max(1.0) - all).collect();
        let moved = next.iter().zip(&biases).map(|(a, b)| f64::abs(a - b)).fold(0.0, f64::max);
        biases = next;
        if moved <= 1e-12 * scale {
            break;
        }
        if round == MOST_ROUNDS {
            notes.push(format!("biases still moved by {moved:.1e} after {MOST_ROUNDS} rounds"));
            break;
        }
    }
    let n_parts = parts(table);
    if n_parts > 1 {
        notes
            .push(format!("annotators fall into {n_parts} groups that share no unit; biases between them are unknown"));
    }
    let mut apart: Vec<Vec<f64>> = vec![Vec::new(); biases.len()];
    for (unit, mean) in means.iter().enumerate() {
        table.ratings(unit).map(rating).for_each(|(who, x)| apart[who].push(x - mean));
    }
    let units = values(table, &means, &biases, &apart, (n_parts, settings.confidence));
    Ok(Scale { units, annotators: apart.iter().map(|apart| bias(apart, settings.confidence)).collect(), notes })
}

fn values(
    table: &Table,
    means: &[f64],
    biases: &[f64],
    apart: &[Vec<f64>],
    (n_parts, confidence): (usize, f64),
) -> Vec<Option<ScaleValue>> {
    let squares = apart.iter().zip(biases).flat_map(|(apart, bias)| apart.iter().map(move |x| (x - bias).powi(2)));
    let n_rated = (0..table.n_units()).filter(|&unit| table.ratings(unit).len() > 0).count();
    let used = apart.iter().filter(|apart| !apart.is_empty()).count();
    let freedom = (table.n_ratings() + n_parts) as f64 - (n_rated + used) as f64;
    let noise = (freedom > 0.0).then(|| (squares.sum::<f64>() / freedom).sqrt());
    let reach = noise.map(|noise| noise * student(0.5 + 0.5 * confidence, freedom));
    let value = |unit: usize| {
        let n = table.ratings(unit).len();
        (n > 0).then(|| {
            let half = reach.map(|reach| reach / (n as f64).sqrt());
            let value = means[unit];
            ScaleValue { value, low: half.map(|half| value - half), high: half.map(|half| value + half) }
        })
    };
    (0..table.n_units()).map(value).collect()
}

/// How many groups of annotators there are that are linked by shared units.
fn parts(table: &Table) -> usize {
    let mut parent: Vec<usize> = (0..table.n_annotators()).collect();
    fn root(parent: &mut [usize], mut of: usize) -> usize {
        while parent[of] != of {
            parent[of] = parent[parent[of]];
            of = parent[of];
        }
        of
    }
    let mut used = vec![false; parent.len()];
    for unit in 0..table.n_units() {
        let mut first = None;
        for (who, _) in table.ratings(unit) {
            used[who as usize] = true;
            let other = root(&mut parent, who as usize);
            match first {
                None => first = Some(other),
                Some(first) => {
                    let first = root(&mut parent, first);
                    parent[other] = first;
                }
            }
        }
    }
    (0..parent.len()).filter(|&who| used[who] && parent[who] == who).count()
}
