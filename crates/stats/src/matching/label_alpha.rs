//! Whether annotators name alike what they both marked: alpha on the labels of matched marks.

use super::clusters::clusters;
use super::finding::{Finding, Part};
use super::measure::Compute;
use super::{Kind, Matcher, NOTHING_MARKED, NOTHING_MATCHED, Options, Sheets};
use crate::agreement::{self, metric};
use crate::sampling::{Estimate, Rng};
use crate::table::{Columns, Level, Table, Values};

pub(super) const MATCHER: Matcher = Matcher {
    id: "label_alpha",
    title: "Alpha on labels of matched marks",
    summary: "Agreement beyond chance on what matched marks are called, apart from whether they were found.",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks, Kind::Points, Kind::Lines, Kind::Spans, Kind::Intervals],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
Groups marks of all annotators by overlap, at most one of each annotator in a group, and takes each group as a unit that
each of them labelled: Krippendorff's alpha, nominal. Marks without partner have one rating and do not count. The interval
resamples items, since marks of one picture are not independent.
## When to use it
Beside `region_f1`: finding and naming are two skills, and guidelines fail at one or the other.
## When not
With a single label, or when few marks match: then it speaks of the easy cases only. Read the share of marks that matched.
## Example
Two annotators mark the same twelve regions and give ten of them the same of two equally common labels: alpha 0.68.
## Reference
K. Krippendorff, Computing Krippendorff's alpha-reliability, University of Pennsylvania, 2011. Grouping by overlap before
labels are compared: J. Braylan, O. Alonso & M. Lease, Measuring annotator agreement generally across complex structured,
multi-object, and free-text annotation tasks, WWW 2022.",
    compute: Compute::Whole(compute),
};

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    let mut units = Units::default();
    for (group, item) in (0u32..).zip(sheets.items().filter(|item| item.len() >= 2)) {
        for members in clusters(item, options.overlap, &options.closeness) {
            let ratings = members.iter().map(|member| {
                let sheet = &item[member.sheet as usize];
                (sheet.annotator, sheet.marks[member.mark as usize].label)
            });
            units.push(group, ratings);
        }
    }
    let share = Part::share("matched_share", units.n_shared as f64, units.value.len() as f64);
    let why = if units.value.is_empty() { NOTHING_MARKED } else { NOTHING_MATCHED };
    if units.n_shared == 0 {
        return Finding::new(sheets, Err(why.to_owned()), Vec::new());
    }
    from_estimate(sheets, units.alpha(sheets.n_labels(), options, rng), vec![share])
}

/// Ratings of computed units, for alpha.
#[derive(Default)]
pub(super) struct Units {
    unit: Vec<u32>,
    annotator: Vec<u32>,
    value: Vec<u32>,
    group_of_unit: Vec<u32>,
    /// The ratings of units with more than one.
    pub n_shared: usize,
}

impl Units {
    /// Adds a unit of an item (its group) with what each annotator said of it.
    pub fn push(&mut self, group: u32, ratings: impl ExactSizeIterator<Item = (u32, u32)>) {
        let unit = self.group_of_unit.len() as u32;
        self.group_of_unit.push(group);
        self.n_shared += if ratings.len() >= 2 { ratings.len() } else { 0 };
        for (annotator, value) in ratings {
            self.unit.push(unit);
            self.annotator.push(annotator);
            self.value.push(value);
        }
    }

    /// Nominal alpha, with an interval over groups.
    pub fn alpha(self, n_labels: usize, options: &Options, rng: &mut Rng) -> Result<Estimate, String> {
        let values = Values::Labels((0..n_labels).map(|label| label.to_string()).collect());
        self.alpha_of(Level::Nominal, values, options, rng)
    }

    /// Alpha at a level, with an interval over groups.
    pub fn alpha_of(self, level: Level, values: Values, options: &Options, rng: &mut Rng) -> Result<Estimate, String> {
        let Self { unit, annotator, value, group_of_unit, .. } = self;
        let columns = Columns { level, values, unit, annotator, value, group_of_unit: Some(group_of_unit) };
        let table = Table::new(columns).map_err(|error| error.to_string())?;
        let wanted =
            agreement::Options { interval: options.interval, confidence: options.confidence, ..Default::default() };
        let alpha = metric(agreement::recommended(level)).ok_or("alpha is not among the metrics")?;
        Ok(alpha.estimate(&table, &wanted, rng))
    }
}

/// What alpha says, beside what is known of the sheets.
pub(super) fn from_estimate(sheets: &Sheets, found: Result<Estimate, String>, parts: Vec<Part>) -> Finding {
    match found {
        Err(why) => Finding::new(sheets, Err(why), parts),
        Ok(Estimate { value: Some(value), interval, .. }) => {
            Finding { interval, ..Finding::new(sheets, Ok(value), parts) }
        }
        Ok(Estimate { undefined, .. }) => Finding::new(sheets, Err(undefined.unwrap_or_default()), parts),
    }
}
