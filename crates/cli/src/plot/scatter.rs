//! How far numbers of annotators lie apart along the scale: Bland and Altman's plot.

use std::collections::BTreeMap;

use super::axis::Axis;
use super::svg::{Anchor, GREY, INK, Page, VERMILION};

/// Points of a mean and a difference, with the mean difference and the limits of agreement.
pub struct Scatter {
    pub title: String,
    pub subtitle: String,
    pub x: String,
    pub y: String,
    pub points: Vec<(f64, f64)>,
}

const SIZE: (f64, f64) = (820.0, 560.0);
const FIELD: [f64; 4] = [96.0, 700.0, 76.0, 490.0];
/// 95 percent of normally distributed differences lie within so many standard deviations.
const LIMIT: f64 = 1.96;

impl Scatter {
    pub fn svg(&self) -> String {
        let [left, right, top, bottom] = FIELD;
        let mut page = Page::new(SIZE.0, SIZE.1, &self.title, &self.subtitle);
        let (mean, spread) = self.spread();
        let limits = [mean - LIMIT * spread, mean, mean + LIMIT * spread];
        let across = Axis::new(range(self.points.iter().map(|point| point.0)), left, right);
        let up = Axis::new(range(self.points.iter().map(|point| point.1).chain(limits).chain([0.0])), bottom, top);
        across.below(&mut page, (top, bottom), &self.x);
        up.beside(&mut page, (left, right), &self.y);
        page.line((left, up.at(0.0)), (right, up.at(0.0)), GREY, 1.0);
        for (name, value) in [("lower limit", limits[0]), ("mean", limits[1]), ("upper limit", limits[2])] {
            let y = up.at(value);
            page.dashed((left, y), (right, y), VERMILION);
            page.text((right + 8.0, y - 1.0), Anchor::Start, INK, name);
            page.text((right + 8.0, y + 13.0), Anchor::Start, GREY, &format!("{value:.3}").replace('-', "−"));
        }
        for ((x, y), n) in self.places(&across, &up) {
            let radius = (3.0 * (n as f64).sqrt()).min(14.0);
            page.dot((x as f64, y as f64), radius, 0.6);
        }
        page.finish()
    }

    /// Points on the same pixel are one dot whose area is their number.
    fn places(&self, across: &Axis, up: &Axis) -> BTreeMap<(i64, i64), usize> {
        let mut places = BTreeMap::new();
        for &(x, y) in &self.points {
            *places.entry((across.at(x).round() as i64, up.at(y).round() as i64)).or_default() += 1;
        }
        places
    }

    fn spread(&self) -> (f64, f64) {
        let n = self.points.len() as f64;
        let mean = self.points.iter().map(|point| point.1).sum::<f64>() / n.max(1.0);
        let squares = self.points.iter().map(|point| (point.1 - mean).powi(2)).sum::<f64>();
        (mean, (squares / (n - 1.0).max(1.0)).sqrt())
    }
}

fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    if low <= high { (low, high) } else { (0.0, 1.0) }
}
