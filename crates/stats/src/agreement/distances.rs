//! A difference of one's own between labels, for Krippendorff's alpha.

use super::difference::Difference;
use super::{Options, check_variation, krippendorff};
use crate::sampling::{Estimate, Rng};
use crate::table::{Table, Values};

/// How far apart each pair of labels is: nothing from itself, the same both ways, never below zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Distances {
    labels: Vec<String>,
    /// Row by row.
    between: Vec<f64>,
}

impl Distances {
    /// One row and one column for each label. An error names the row and the column.
    pub fn new(labels: Vec<String>, rows: &[Vec<f64>]) -> Result<Self, String> {
        let n = labels.len();
        if let Some(row) = (0..n).find(|&row| rows.get(row).is_none_or(|cells| cells.len() != n)) {
            return Err(format!("the row of {:?} needs {n} distances, one for each label", labels[row]));
        }
        for (i, row) in rows.iter().enumerate().take(n) {
            for (j, &distance) in row.iter().enumerate() {
                let place = format!("the distance from {:?} to {:?} is {distance}", labels[i], labels[j]);
                if !distance.is_finite() || distance < 0.0 {
                    return Err(format!("{place}; give a number that is not negative"));
                }
                if i == j && distance != 0.0 {
                    return Err(format!("{place}; a label has no distance from itself"));
                }
                if distance != rows[j][i] {
                    return Err(format!("{place}, but {} the other way; make them equal", rows[j][i]));
                }
            }
        }
        Ok(Self { between: rows[..n].concat(), labels })
    }

    /// The distance of each pair of the table's values, or which label has none.
    fn of(&self, table: &Table) -> Result<Vec<f64>, String> {
        let Values::Labels(values) = &table.values else {
            return Err("distances of your own are between labels; use the nominal or the ordinal level".to_owned());
        };
        let place = |value: &String| {
            let place = self.labels.iter().position(|label| label == value);
            place.ok_or_else(|| format!("label {value:?} has no row of distances; add it"))
        };
        let places = values.iter().map(place).collect::<Result<Vec<usize>, String>>()?;
        let row = |&a: &usize| places.iter().map(move |&b| self.between[a * self.labels.len() + b]);
        Ok(places.iter().flat_map(row).collect())
    }
}

/// Krippendorff's alpha with these distances in place of those of the level. The distances stand for the squared
/// differences of the definition.
pub fn alpha_with(distances: &Distances, table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    if let Err(why) = check_variation(table) {
        return Estimate::undefined(table, why);
    }
    match distances.of(table) {
        Ok(between) => {
            krippendorff::estimate(table, Difference::of_distances(between, table.values.len()), options, rng)
        }
        Err(why) => Estimate::undefined(table, why),
    }
}
