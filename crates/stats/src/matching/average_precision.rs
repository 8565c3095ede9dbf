//! Average precision of annotators that give scores, against those that do not.

use super::coco::{Category, Totals};
use super::finding::{Finding, Part};
use super::measure::{Compute, no_pairs, pairs};
use super::{Kind, Mark, Matcher, Options, Sheet, Sheets};
use crate::sampling::Rng;

pub(super) const MATCHER: Matcher = Matcher {
    id: "average_precision",
    title: "Average precision",
    summary: "How well scored marks of a model find the marks of people, over all thresholds of the score (COCO).",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
For each label, takes the marks of the annotator with scores from the best score down. Each takes the free mark of the
reference with the largest overlap (greedy, as COCO does, not optimal), if that is at least the limit. Precision at 101
steps of recall is averaged, then over limits from 0.5 to 0.95 and over labels. At most a hundred marks of a picture and
label count. Several models or references are averaged. There is no interval.
## When to use it
For a model with scores against people, and for numbers that compare with published ones.
## When not
Between people, who give no scores. A label that the reference never uses does not count, so false alarms there are free.
## Example
One mark in the reference; the model finds it with the second best of two scores: precision 0.5 at every recall, 0.5.
## Reference
T.-Y. Lin et al., Microsoft COCO: Common objects in context, ECCV 2014, and its evaluation code (2014 onwards).",
    compute: Compute::Whole(compute),
};

fn compute(sheets: &Sheets, options: &Options, _: &mut Rng) -> Finding {
    let is_model = models(sheets);
    let is_model = |annotator: u32| is_model[annotator as usize];
    let mut couples: Vec<Couple> = Vec::new();
    for (one, two) in sheets.items().flat_map(|item| pairs(item, options)) {
        for (people, model) in [(one, two), (two, one)] {
            let as_wanted = options.reference.is_none_or(|named| named == people.annotator);
            if as_wanted && is_model(model.annotator) && !is_model(people.annotator) {
                let key = (people.annotator, model.annotator);
                match couples.iter_mut().find(|couple| couple.key == key) {
                    Some(couple) => couple.sheets.push((people, model)),
                    None => couples.push(Couple { key, sheets: vec![(people, model)] }),
                }
            }
        }
    }
    if couples.is_empty() {
        let scores = "no annotator with scores meets one without; scores come with the marks of models";
        let why = if sheets.items().any(|item| item.len() >= 2) { scores.to_owned() } else { no_pairs(options) };
        return Finding::new(sheets, Err(why), Vec::new());
    }
    let found: Vec<[Option<f64>; 3]> = couples.iter().map(|couple| of_couple(&couple.sheets, options)).collect();
    let mean = |at: usize| {
        let known: Vec<f64> = found.iter().filter_map(|values| values[at]).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let value = mean(0).ok_or_else(|| "the reference has no marks; collect some".to_owned());
    let parts = vec![Part { name: "ap_50", value: mean(1) }, Part { name: "ap_75", value: mean(2) }];
    Finding::new(sheets, value, parts)
}

/// A reference and a model, with their sheets of each item.
struct Couple<'a> {
    key: (u32, u32),
    sheets: Vec<(&'a Sheet, &'a Sheet)>,
}

/// Which annotators give a score to every mark, and have marks.
fn models(sheets: &Sheets) -> Vec<bool> {
    let mut scored = vec![(0, 0); sheets.n_annotators()];
    for sheet in sheets.sheets() {
        let (n_scored, n) = &mut scored[sheet.annotator as usize];
        *n_scored += sheet.marks.iter().filter(|mark| mark.score.is_some()).count();
        *n += sheet.marks.len();
    }
    scored.into_iter().map(|(n_scored, n)| n > 0 && n_scored == n).collect()
}

fn of_couple(sheets: &[(&Sheet, &Sheet)], options: &Options) -> [Option<f64>; 3] {
    let labels = sheets.iter().flat_map(|(people, _)| &people.marks).map(|mark| mark.label).max();
    let mut totals = Totals::default();
    for label in 0..=labels.unwrap_or(0) {
        let mut category = Category::default();
        for (people, model) in sheets {
            let of_label = |sheet: &'_ Sheet| -> Vec<Mark> {
                sheet.marks.iter().filter(|mark| mark.label == label).cloned().collect()
            };
            let (truths, mut found) = (of_label(people), of_label(model));
            let score = |mark: &Mark| mark.score.unwrap_or(0.0);
            found.sort_by(|a, b| score(b).total_cmp(&score(a)));
            found.truncate(100);
            let overlap = |found: &Mark, truth: &Mark| found.overlap(truth, &options.closeness);
            let overlaps: Vec<f64> =
                found.iter().flat_map(|found| truths.iter().map(move |truth| overlap(found, truth))).collect();
            // Sizes are not asked for, so every mark is of the same.
            category.add(truths.iter().map(|_| (1.0, false)), found.iter().map(|mark| (1.0, score(mark))), &overlaps);
        }
        totals.add(category);
    }
    let summary = totals.summary();
    [summary.ap, summary.ap_50, summary.ap_75]
}
