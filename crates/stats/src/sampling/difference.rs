//! The difference of two independent estimates from their intervals alone.

use super::Interval;

/// How far `after` is above `before`, with the interval that follows from theirs: each side is as far away as the squared
/// distances of the bounds add up to (MOVER; Zou and Donner 2008). Intervals that lean to one side stay so.
pub fn difference(before: (f64, &Interval), after: (f64, &Interval)) -> (f64, f64, f64) {
    let ((from, before), (to, after)) = (before, after);
    let value = to - from;
    let below = (to - after.low).hypot(before.high - from);
    let above = (after.high - to).hypot(from - before.low);
    (value, value - below, value + above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    /// Newcombe 1998 (Statistics in Medicine 17, 873–890, table II, method 10): 56 of 70 against 48 of 80 is 0.2, between
    /// 0.0524 and 0.3339, from Wilson's intervals of both.
    #[test]
    fn proportions_differ_as_published() {
        let wilson = |low, high| Interval { level: 0.95, low, high, method: Method::Analytic };
        let (value, low, high) = difference((0.6, &wilson(0.490_48, 0.700_31)), (0.8, &wilson(0.691_77, 0.876_96)));
        assert!((value - 0.2).abs() < 1e-9);
        assert!((low - 0.0524).abs() < 1e-4 && (high - 0.3339).abs() < 1e-4, "{low} {high}");
    }
}
