//! Numbers along an edge: where the marks stand, what they say, and where a value lies.

use super::svg::{Anchor, FAINT, GREY, INK, Page};

/// A range of numbers that is drawn between two places.
pub struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    step: f64,
}

impl Axis {
    /// From the place `from` to the place `to`; the range is widened to round numbers.
    pub fn new((low, high): (f64, f64), from: f64, to: f64) -> Self {
        let (low, high) = if high - low > 1e-12 { (low, high) } else { (low - 0.5, high + 0.5) };
        let step = step(high - low);
        let (low, high) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        Self { low, high, from, to, step }
    }

    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        let n = ((self.high - self.low) / self.step).round() as u32;
        (0..=n).map(|i| self.low + f64::from(i) * self.step)
    }

    fn label(&self, value: f64) -> String {
        let places = (-(self.step.log10() + 1e-9).floor()).max(0.0) as usize;
        // Adding zero turns negative zero into zero.
        let value = if value.abs() < self.step * 1e-6 { 0.0 } else { value };
        format!("{value:.places$}").replace('-', "−")
    }

    /// Marks and numbers below a field that reaches from `top` to `bottom`, and what the numbers are.
    pub fn below(&self, page: &mut Page, (top, bottom): (f64, f64), what: &str) {
        for value in self.marks() {
            let x = self.at(value);
            page.line((x, top), (x, bottom), FAINT, 1.0);
            page.text((x, bottom + 18.0), Anchor::Middle, GREY, &self.label(value));
        }
        page.line((self.from, bottom), (self.to, bottom), INK, 1.0);
        page.text((f64::midpoint(self.from, self.to), bottom + 40.0), Anchor::Middle, INK, what);
    }

    /// The same to the left of a field that reaches from `left` to `right`.
    pub fn beside(&self, page: &mut Page, (left, right): (f64, f64), what: &str) {
        for value in self.marks() {
            let y = self.at(value);
            page.line((left, y), (right, y), FAINT, 1.0);
            page.text((left - 8.0, y + 4.0), Anchor::End, GREY, &self.label(value));
        }
        page.line((left, self.from), (left, self.to), INK, 1.0);
        page.turned((left - 52.0, f64::midpoint(self.from, self.to)), what);
    }
}

/// The distance of marks: 1, 2 or 5 with zeros, so that there are four to nine of them.
fn step(range: f64) -> f64 {
    let rough = range / 6.0;
    let power = 10f64.powf(rough.log10().floor());
    let factor = match rough / power {
        small if small < 1.5 => 1.0,
        small if small < 3.5 => 2.0,
        small if small < 7.5 => 5.0,
        _ => 10.0,
    };
    factor * power
}
