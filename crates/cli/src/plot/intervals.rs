//! A number with its interval for each of several names, from the top to the bottom.

use super::axis::Axis;
use super::svg::{Anchor, BLUE, GREY, INK, Page, VERMILION, fitted, width_of};

/// One name.
pub struct Row {
    pub name: String,
    pub value: f64,
    pub bounds: Option<(f64, f64)>,
    /// Something short at the right edge.
    pub note: String,
}

pub struct Intervals {
    pub title: String,
    pub subtitle: String,
    /// What the numbers are, with their unit.
    pub axis: String,
    pub rows: Vec<Row>,
    /// A number to compare with, which gets a line.
    pub reference: Option<f64>,
    /// What the axis covers; as much as the rows need where absent.
    pub range: Option<(f64, f64)>,
}

const WIDTH: f64 = 820.0;
const TOP: f64 = 76.0;
const ROW: f64 = 26.0;
/// More rows would make a picture that nobody looks at.
const MOST: usize = 60;
const LETTERS: usize = 28;

impl Intervals {
    pub fn svg(&self) -> String {
        let shown = &self.rows[..self.rows.len().min(MOST)];
        let bottom = TOP + ROW * shown.len().max(1) as f64 + 6.0;
        let mut subtitle = self.subtitle.clone();
        if self.rows.len() > MOST {
            subtitle += &format!("; the first {MOST} of {}", self.rows.len());
        }
        let mut page = Page::new(WIDTH, bottom + 62.0, &self.title, &subtitle);
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| width_of(&text)).fold(0.0, f64::max);
        let names = widest(&mut shown.iter().map(|row| fitted(&row.name, LETTERS)));
        let notes = widest(&mut shown.iter().map(|row| row.note.clone()));
        let (left, right) = (36.0 + names, WIDTH - 36.0 - notes);
        let axis = Axis::new(self.range.unwrap_or_else(|| range(shown, self.reference)), left, right);
        axis.below(&mut page, (TOP, bottom), &self.axis);
        if let Some(reference) = self.reference {
            let x = axis.at(reference);
            page.dashed((x, TOP), (x, bottom), VERMILION);
        }
        for (index, row) in shown.iter().enumerate() {
            let y = TOP + ROW * (index as f64 + 0.5) + 3.0;
            draw(&mut page, &axis, row, y);
            page.text((left - 12.0, y + 4.0), Anchor::End, INK, &fitted(&row.name, LETTERS));
            page.text((right + 12.0, y + 4.0), Anchor::Start, GREY, &row.note);
        }
        page.finish()
    }
}

fn draw(page: &mut Page, axis: &Axis, row: &Row, y: f64) {
    if let Some((low, high)) = row.bounds {
        let (low, high) = (axis.at(low), axis.at(high));
        page.line((low, y), (high, y), BLUE, 2.0);
        page.line((low, y - 4.0), (low, y + 4.0), BLUE, 2.0);
        page.line((high, y - 4.0), (high, y + 4.0), BLUE, 2.0);
    }
    page.dot((axis.at(row.value), y), 5.0, 1.0);
}

fn range(rows: &[Row], reference: Option<f64>) -> (f64, f64) {
    let bounds = rows.iter().flat_map(|row| [Some(row.value), row.bounds.map(|b| b.0), row.bounds.map(|b| b.1)]);
    let all: Vec<f64> = bounds.chain([reference]).flatten().filter(|value| value.is_finite()).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low <= high { (low, high) } else { (0.0, 1.0) }
}
