//! From a table of comparisons or of rankings to preferences, by dimension.

use std::collections::HashSet;

use crosscheck_stats::ranking::{PreferenceRows, Preferences, Winner};

use super::Rank;
use crate::commands::Failure;
use crate::table::{Column, Given, Row, Wrong, has_column, read};

const COMPARISONS: &[Column] = &[
    Column::required("left", &["model_a", "item_a", "option_a"]),
    Column::required("right", &["model_b", "item_b", "option_b"]),
    Column::required("winner", &["preference", "outcome"]),
    Column::optional("weight", &[]),
    Column::optional("annotator", &["worker", "judge", "rater"]),
    Column::optional("group", &["prompt", "cluster"]),
    Column::optional("dimension", &["aspect", "criterion"]),
];

const RANKINGS: &[Column] = &[
    Column::required("ranking", &[]),
    Column::required("entry", &["item", "option"]),
    Column::required("tier", &["rank", "place"]),
    Column::optional("dimension", &["aspect", "criterion"]),
];

/// The preferences of each dimension; `None` is the name where no row has one.
type ByDimension = Vec<(Option<String>, PreferenceRows)>;

/// The columns of the file, and whether it holds rankings. The last one is the dimension.
pub(super) fn columns(given: &Given) -> Result<(&'static [Column], bool), Failure> {
    let rankings = has_column(given, &RANKINGS[0])?;
    Ok((if rankings { RANKINGS } else { COMPARISONS }, rankings))
}

impl Rank {
    pub(super) fn read(&self, given: &Given) -> Result<Vec<(Option<String>, Preferences)>, Failure> {
        let (columns, rankings) = columns(given)?;
        let mut found = ByDimension::new();
        let mut seen: HashSet<String> = HashSet::new();
        let dimension = columns.len() - 1;
        let grouped = !rankings && has_column(given, &COMPARISONS[GROUP])?;
        read(given, columns, |row| {
            let of = row.get(dimension);
            if of.is_some_and(|of| !seen.contains(of)) {
                seen.extend(of.map(str::to_owned));
            }
            if self.dimension.is_some() && of != self.dimension.as_deref() {
                return Ok(());
            }
            let rows = rows_of(&mut found, of);
            if rankings { ranking(row, rows) } else { comparison(row, rows, grouped) }
        })?;
        if found.is_empty() {
            let mut known: Vec<String> = seen.into_iter().collect();
            known.sort();
            let there = if known.is_empty() { "no column with one".to_owned() } else { known.join(", ") };
            let wanted = self.dimension.as_deref().unwrap_or_default();
            return Err(given.wrong(format!("there is no dimension {wanted}; there is: {there}")));
        }
        let finish = |(dimension, rows): (Option<String>, PreferenceRows)| match rows.finish() {
            Ok(preferences) => Ok((dimension, preferences)),
            Err(message) => Err(twice(given, &message)),
        };
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found.into_iter().map(finish).collect()
    }
}

fn rows_of<'f>(found: &'f mut ByDimension, dimension: Option<&str>) -> &'f mut PreferenceRows {
    let at = found.iter().position(|(known, _)| known.as_deref() == dimension).unwrap_or(found.len());
    if at == found.len() {
        found.push((dimension.map(str::to_owned), PreferenceRows::default()));
    }
    &mut found[at].1
}

/// The column of what belongs together.
const GROUP: usize = 5;

fn comparison(row: &Row, rows: &mut PreferenceRows, grouped: bool) -> Result<(), Wrong> {
    let (left, right) = (row.named(0)?, row.named(1)?);
    let winner = winner(row.named(2)?, (left, right)).map_err(|message| row.wrong(2, message))?;
    let weight = row.get(3).map(|text| weight(row, text)).transpose()?;
    let pushed = match grouped {
        true => rows.push_grouped((left, right), winner, weight, row.get(4), row.named(GROUP)?),
        false => rows.push((left, right), winner, weight, row.get(4)),
    };
    pushed.map_err(|message| row.wrong(1, message))
}

/// The side that won, by its name or by the name of the entry.
fn winner(text: &str, (left, right): (&str, &str)) -> Result<Winner, String> {
    let by_side = Winner::named(text);
    let by_entry = if text == left {
        Some(Winner::Left)
    } else if text == right {
        Some(Winner::Right)
    } else {
        None
    };
    match (by_side, by_entry) {
        (Some(side), Some(entry)) if side != entry => {
            Err(format!("{text:?} is a side and the name of the entry on the other one; write left, right or tie"))
        }
        (Some(winner), _) | (None, Some(winner)) => Ok(winner),
        (None, None) => Err(format!("{text:?} is no winner; write left, right or tie")),
    }
}

fn weight(row: &Row, text: &str) -> Result<f64, Wrong> {
    match text.trim().parse::<f64>() {
        Ok(weight) if weight.is_finite() && weight > 0.0 => Ok(weight),
        _ => {
            Err(row.wrong(3, format!("the weight {text:?} is not a positive number; leave the row out or correct it")))
        }
    }
}

fn ranking(row: &Row, rows: &mut PreferenceRows) -> Result<(), Wrong> {
    let (ranking, entry, tier) = (row.named(0)?, row.named(1)?, row.named(2)?);
    let number = tier.trim().parse::<f64>().ok().filter(|tier| tier.is_finite());
    let number =
        number.ok_or_else(|| row.wrong(2, format!("the tier {tier:?} is not a number; number tiers from 1")))?;
    rows.place(ranking, entry, number).map_err(|message| row.wrong(2, message))
}

/// Reads the file once more to find the line that places an entry for the second time.
fn twice(given: &Given, message: &str) -> Failure {
    let mut seen: HashSet<[String; 3]> = HashSet::new();
    let found = read(given, RANKINGS, |row| {
        let place = [row.text(0), row.text(1), row.text(3)].map(str::to_owned);
        if seen.insert(place) { Ok(()) } else { Err(row.wrong(1, message)) }
    });
    found.err().unwrap_or_else(|| given.wrong(message))
}
