//! Which labels meet which, as shaded cells with their numbers.

use super::svg::{Anchor, FAINT, GREY, INK, Page, SMALL, fitted, width_of};

/// Counts by row and column, labels in the order of both.
pub struct Matrix {
    pub title: String,
    pub subtitle: String,
    pub labels: Vec<String>,
    pub counts: Vec<Vec<u64>>,
}

const TOP: f64 = 76.0;
const LETTERS: usize = 22;
/// The side of the square of all cells, where they are many.
const SIDE: f64 = 640.0;
/// From here on the number of a cell can be read.
const READABLE: f64 = 30.0;
/// The colours of no ratings and of all ratings of a row.
const PALE: [f64; 3] = [247.0, 251.0, 255.0];
const DEEP: [f64; 3] = [8.0, 69.0, 148.0];

impl Matrix {
    pub fn svg(&self) -> String {
        let n = self.labels.len().max(1);
        let cell = (SIDE / n as f64).clamp(3.0, 72.0);
        let widest = self.labels.iter().map(|label| width_of(&fitted(label, LETTERS))).fold(0.0, f64::max);
        let (left, side) = (64.0 + widest, cell * n as f64);
        let bottom = TOP + side;
        let below = 40.0 + widest * 0.65;
        let page_width = (left + side + 120.0).max(520.0);
        let mut page = Page::new(page_width, bottom + below + 24.0, &self.title, &self.subtitle);
        let places = Places { left, cell };
        for (row, counts) in self.counts.iter().enumerate() {
            self.row(&mut page, &places, (row, counts));
        }
        if cell >= SMALL {
            self.names(&mut page, &places, bottom);
        }
        page.turned((28.0, TOP + side / 2.0), "label of one annotator");
        let x = left + side / 2.0;
        page.text((x, bottom + below + 8.0), Anchor::Middle, INK, "label of another annotator of the same item");
        legend(&mut page, (left + side + 24.0, TOP));
        page.finish()
    }

    fn row(&self, page: &mut Page, places: &Places, (row, counts): (usize, &Vec<u64>)) {
        let total: u64 = counts.iter().sum();
        for (column, &count) in counts.iter().enumerate() {
            let share = if total > 0 { count as f64 / total as f64 } else { 0.0 };
            let (x, y) = places.at(column, row);
            let gap = if places.cell > 8.0 { 1.0 } else { 0.0 };
            page.rect((x, y), (places.cell - gap, places.cell - gap), &shade(share));
            let text = count.to_string();
            if places.cell >= READABLE && width_of(&text) < places.cell {
                let colour = if share > 0.62 { "#ffffff" } else { INK };
                let middle = (x + places.cell / 2.0, y + places.cell / 2.0 + 4.0);
                page.text(middle, Anchor::Middle, colour, &text);
            }
        }
    }

    fn names(&self, page: &mut Page, places: &Places, bottom: f64) {
        for (index, label) in self.labels.iter().enumerate() {
            let (x, y) = places.at(index, index);
            let name = fitted(label, LETTERS);
            page.text((places.left - 8.0, y + places.cell / 2.0 + 4.0), Anchor::End, INK, &name);
            page.leaning((x + places.cell / 2.0 + 4.0, bottom + 16.0), &name);
        }
    }
}

/// Where the cells are.
struct Places {
    left: f64,
    cell: f64,
}

impl Places {
    fn at(&self, column: usize, row: usize) -> (f64, f64) {
        (self.left + column as f64 * self.cell, TOP + row as f64 * self.cell)
    }
}

/// Lighter and darker, so that it is read without colours too.
fn shade(share: f64) -> String {
    let mix = |at: usize| (PALE[at] + (DEEP[at] - PALE[at]) * share.clamp(0.0, 1.0)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
}

/// What the shades mean.
fn legend(page: &mut Page, (x, y): (f64, f64)) {
    page.text((x, y + 8.0), Anchor::Start, GREY, "share of row");
    for step in 0..=4 {
        let share = f64::from(4 - step) / 4.0;
        let top = y + 18.0 + 20.0 * f64::from(step);
        page.rect((x, top), (16.0, 18.0), FAINT);
        page.rect((x + 0.5, top + 0.5), (15.0, 17.0), &shade(share));
        page.text((x + 24.0, top + 13.0), Anchor::Start, GREY, &format!("{:.0} %", share * 100.0));
    }
}
