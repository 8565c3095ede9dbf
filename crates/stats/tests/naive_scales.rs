//! Correlations and measures of order a second time, slowly and straight from their definitions.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Rng, Table};
use support::*;

/// Rows are units, columns annotators.
type Cells = Vec<Vec<Option<usize>>>;

fn random(rng: &mut Rng, n_units: usize, n_annotators: usize, filled: f64) -> Cells {
    let one = |rng: &mut Rng| {
        let truth = rng.below(5) as usize;
        (0..n_annotators)
            .map(|_| {
                let value = if rng.fraction() < 0.5 { truth } else { rng.below(5) as usize };
                (rng.fraction() < filled).then_some(value)
            })
            .collect()
    };
    (0..n_units).map(|_| one(rng)).collect()
}

fn table(level: Level, cells: &Cells) -> Table {
    let mut rows = rows(level);
    for (unit, row) in cells.iter().enumerate() {
        for (annotator, value) in row.iter().enumerate() {
            if let Some(value) = value {
                rows.push(&unit.to_string(), &annotator.to_string(), &(value + 1).to_string()).unwrap();
            }
        }
    }
    rows.finish().unwrap()
}

fn given(row: &[Option<usize>]) -> Vec<usize> {
    row.iter().flatten().copied().collect()
}

/// Least squares by the normal equations of all effects at once, solved by elimination; returns what is left over.
fn left_over(rows: &[(Vec<f64>, f64)]) -> f64 {
    let n = rows[0].0.len();
    let mut system: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let with = |j: usize| rows.iter().map(|(x, _)| x[i] * x[j]).sum::<f64>();
            (0..n).map(with).chain([rows.iter().map(|(x, y)| x[i] * y).sum()]).collect()
        })
        .collect();
    let mut done = vec![];
    for column in 0..n {
        let free = (0..n).filter(|row| !done.iter().any(|&(used, _)| used == *row));
        let Some(pivot) = free.max_by(|&a, &b| system[a][column].abs().total_cmp(&system[b][column].abs())) else {
            break;
        };
        if system[pivot][column].abs() < 1e-9 {
            continue;
        }
        for row in (0..n).filter(|&row| row != pivot) {
            let factor = system[row][column] / system[pivot][column];
            let taken = system[pivot].clone();
            system[row].iter_mut().zip(taken).for_each(|(cell, taken)| *cell -= factor * taken);
        }
        done.push((pivot, column));
    }
    let mut solution = vec![0.0; n];
    done.iter().for_each(|&(row, column)| solution[column] = system[row][n] / system[row][column]);
    rows.iter().map(|(x, y)| (y - x.iter().zip(&solution).map(|(x, b)| x * b).sum::<f64>()).powi(2)).sum()
}

/// The three correlations from the sums of squares of three linear models.
fn correlations(cells: &Cells) -> [f64; 3] {
    let units: Vec<&Vec<Option<usize>>> = cells.iter().filter(|row| given(row).len() >= 2).collect();
    let (n, r) = (units.len(), cells[0].len());
    let design = |of_units: bool, of_annotators: bool| {
        let mut rows = Vec::new();
        for (unit, row) in units.iter().enumerate() {
            for (annotator, value) in row.iter().enumerate() {
                let Some(value) = value else { continue };
                let mut x = vec![0.0; 1 + n + r];
                x[0] = 1.0;
                x[1 + unit] = f64::from(u8::from(of_units));
                x[1 + n + annotator] = f64::from(u8::from(of_annotators));
                rows.push((x, *value as f64));
            }
        }
        rows
    };
    let both = left_over(&design(true, true));
    let (only_units, only_annotators) = (left_over(&design(true, false)), left_over(&design(false, true)));
    let nothing = left_over(&design(false, false));
    let n_ratings = design(true, true).len() as f64;
    let (n, r) = (n as f64, r as f64);
    let rest = both / (n_ratings - n - r + 1.0);
    let unit = (only_annotators - both - (n - 1.0) * rest) / (n_ratings - r);
    let annotator = (only_units - both - (r - 1.0) * rest) / (n_ratings - n);
    let inverse = units.iter().map(|row| 1.0 / given(row).len() as f64).sum::<f64>() / n;
    let within = only_units / (n_ratings - n);
    let squared: f64 = units.iter().map(|row| (given(row).len() as f64).powi(2)).sum();
    let size = (n_ratings - squared / n_ratings) / (n - 1.0);
    let between = ((nothing - only_units) / (n - 1.0) - within) / size;
    [between / (between + within), unit / (unit + annotator + rest), unit / (unit + (annotator + rest) * inverse)]
}

#[test]
fn correlations_equal_linear_models() {
    let mut rng = Rng::seeded(5);
    for round in 0..60 {
        let cells = random(&mut rng, 9, 3 + round % 3, if round % 2 == 0 { 1.0 } else { 0.8 });
        let table = table(Level::Interval, &cells);
        for (id, expected) in ["icc_1_1", "icc_2_1", "icc_2_k"].into_iter().zip(correlations(&cells)) {
            // A denominator near zero magnifies the rounding of both.
            close(value(id, &table, &POINT), expected, 1e-9 * expected.abs().max(1.0).powi(3));
        }
    }
}

/// Every pair of annotators, every pair of units.
fn tau(cells: &Cells) -> f64 {
    let (mut total, mut weight) = (0.0, 0.0);
    for g in 0..cells[0].len() {
        for h in 0..g {
            let both: Vec<(usize, usize)> = cells.iter().filter_map(|row| Some((row[g]?, row[h]?))).collect();
            let (mut difference, mut left, mut right) = (0.0, 0.0, 0.0);
            for i in 0..both.len() {
                for j in 0..i {
                    let a =
                        (both[i].0 as f64 - both[j].0 as f64).signum() * f64::from(u8::from(both[i].0 != both[j].0));
                    let b =
                        (both[i].1 as f64 - both[j].1 as f64).signum() * f64::from(u8::from(both[i].1 != both[j].1));
                    difference += a * b;
                    left += a * a;
                    right += b * b;
                }
            }
            if left > 0.0 && right > 0.0 {
                total += both.len() as f64 * difference / f64::sqrt(left * right);
                weight += both.len() as f64;
            }
        }
    }
    total / weight
}

/// From the mean rank correlation of all pairs, weighted as W weights them: by the spread of ranks of each annotator.
fn concordance(cells: &Cells) -> f64 {
    let (n, m) = (cells.len(), cells[0].len());
    let ranks: Vec<Vec<f64>> = (0..m)
        .map(|annotator| {
            let column: Vec<usize> = cells.iter().map(|row| row[annotator].unwrap()).collect();
            let rank = |value: &usize| {
                let below = column.iter().filter(|other| *other < value).count() as f64;
                let equal = column.iter().filter(|other| *other == value).count() as f64;
                below + (equal + 1.0) / 2.0 - (n as f64 + 1.0) / 2.0
            };
            column.iter().map(rank).collect()
        })
        .collect();
    let sums: f64 = (0..n).map(|unit| ranks.iter().map(|ranks| ranks[unit]).sum::<f64>().powi(2)).sum();
    let own: f64 = ranks.iter().flatten().map(|rank| rank * rank).sum();
    sums / (m as f64 * own)
}

#[test]
fn orders_equal_their_definitions() {
    let mut rng = Rng::seeded(17);
    for round in 0..60 {
        let gaps = random(&mut rng, 12, 2 + round % 4, 0.8);
        close(value("kendall_tau_b", &table(Level::Ordinal, &gaps), &POINT), tau(&gaps), 1e-9);
        let full = random(&mut rng, 12, 2 + round % 4, 1.0);
        for level in [Level::Ordinal, Level::Interval] {
            close(value("kendall_tau_b", &table(level, &full), &POINT), tau(&full), 1e-9);
            close(value("kendall_w", &table(level, &full), &POINT), concordance(&full), 1e-9);
        }
    }
}
