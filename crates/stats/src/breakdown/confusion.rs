//! Which values are given where another annotator gives which.

use serde::Serialize;

use crate::table::{Table, Values};

/// How often each ordered pair of values meets on a unit. Symmetric, because no annotator is the truth: each pair of
/// annotators counts once in either order, and agreement twice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confusion {
    /// The values as a person writes them.
    pub values: Vec<String>,
    /// One row for each value.
    pub counts: Vec<Vec<u64>>,
}

/// A larger matrix is no help to a reader.
const MOST_VALUES: usize = 200;

/// The confusion matrix, or why there is none: sets have a per-category agreement instead, and scales with more than
/// 200 distinct values a scatter plot.
pub fn confusion(table: &Table) -> Result<Confusion, String> {
    let n = table.values.len();
    if matches!(table.values, Values::Sets { .. }) {
        return Err("sets of labels have no confusion matrix; see the agreement of each label".to_owned());
    }
    if n > MOST_VALUES {
        return Err(format!(
            "{n} distinct values are too many for a confusion matrix; at most {MOST_VALUES} are shown"
        ));
    }
    let names = || (0..n).map(|value| table.values.name(value)).collect();
    if let Some(kept) = table.counted().and_then(|counted| counted.confusion.as_ref()) {
        let counts = if n == 0 { Vec::new() } else { kept.chunks_exact(n).map(<[u64]>::to_vec).collect() };
        return Ok(Confusion { values: names(), counts });
    }
    let mut counts = vec![vec![0u64; n]; n];
    let mut sorted = Vec::new();
    for unit in 0..table.n_units() {
        sorted.clear();
        sorted.extend_from_slice(table.values_of(unit));
        sorted.sort_unstable();
        for left in sorted.chunk_by(|a, b| a == b) {
            for right in sorted.chunk_by(|a, b| a == b) {
                let others = right.len() - usize::from(left[0] == right[0]);
                counts[left[0] as usize][right[0] as usize] += (left.len() * others) as u64;
            }
        }
    }
    Ok(Confusion { values: names(), counts })
}

/// Whether there is a matrix for such values.
pub(crate) fn shows_confusion(values: &Values) -> bool {
    !matches!(values, Values::Sets { .. }) && values.len() <= MOST_VALUES
}
