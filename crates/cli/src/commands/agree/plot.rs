//! What an agreement looks like: which labels meet, or how far numbers lie apart.

use crosscheck_stats::{Table, Values, breakdown};

use crate::plot::{Intervals, Matrix, Row, Scatter};

/// Labels as a matrix, numbers as Bland and Altman do, sets by their labels; or why there is no plot.
pub fn svg(table: &Table) -> Result<String, String> {
    match &table.values {
        Values::Labels(_) => matrix(table),
        Values::Numbers(numbers) => Ok(differences(table, numbers)),
        Values::Sets { .. } => Ok(labels_of_sets(table)),
    }
}

fn matrix(table: &Table) -> Result<String, String> {
    let found = breakdown::confusion(table)?;
    let agreed: u64 = (0..found.values.len()).map(|at| found.counts[at][at]).sum();
    let all: u64 = found.counts.iter().flatten().sum();
    let (agreed, pairs) = (agreed / 2, all / 2);
    let subtitle = format!("{agreed} of {pairs} pairs of ratings agree; each pair counts in both directions");
    Ok(Matrix { title: "Labels that meet".to_owned(), subtitle, labels: found.values, counts: found.counts }.svg())
}

/// With two annotators the difference of their numbers; with more, how far each lies from the mean of its item.
fn differences(table: &Table, numbers: &[f64]) -> String {
    let mut points = Vec::new();
    let two = table.n_annotators() == 2;
    for unit in 0..table.n_units() {
        let values: Vec<f64> = table.ratings(unit).map(|(_, value)| numbers[value as usize]).collect();
        if values.len() < 2 {
            continue;
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        match values.as_slice() {
            [a, b] if two => points.push((mean, a - b)),
            several => points.extend(several.iter().map(|value| (mean, value - mean))),
        }
    }
    let y = match two {
        true => format!("{} − {}, in units of the scale", table.annotators.get(0), table.annotators.get(1)),
        false => "number − mean of the item, in units of the scale".to_owned(),
    };
    Scatter {
        title: "Differences along the scale".to_owned(),
        subtitle: "Bland–Altman: mean and limits within which 95 % of normal differences lie; larger dots are several"
            .to_owned(),
        x: "mean of the item, in units of the scale".to_owned(),
        y,
        points,
    }
    .svg()
}

fn labels_of_sets(table: &Table) -> String {
    let row = |one: breakdown::CategoryAgreement| {
        let note = format!("{} ratings", one.n_ratings);
        one.alpha.map(|value| Row { name: one.category, value, bounds: None, note })
    };
    Intervals {
        title: "Agreement on each label".to_owned(),
        subtitle: "Krippendorff's alpha of having the label or not".to_owned(),
        axis: "alpha; 0 is chance, 1 is perfect".to_owned(),
        rows: breakdown::categories(table).into_iter().filter_map(row).collect(),
        reference: Some(0.0),
        range: None,
    }
    .svg()
}
