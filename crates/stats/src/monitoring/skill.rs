//! How often an annotator is right, and how much better than somebody who does not look: with intervals that hold where the
//! decisions on one item are alike.

use crate::aggregation::wilson;
use crate::sampling::normal;

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// As many independent decisions would give an interval of this width.
    pub worth: f64,
}

/// Right beyond chance: 1 is always right, 0 as right as answering without looking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skill {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The share of right decisions, each with its item and how likely it is right. What is unknown of each decision and how
/// alike those of one item are both widen the interval, and so does the standard error `unmodelled`, which no number of
/// decisions makes smaller: 0 where it is known what is right.
pub fn share(right: &[(u32, f64)], unmodelled: f64, confidence: f64) -> Option<Share> {
    let n = right.len() as f64;
    if right.is_empty() {
        return None;
    }
    let value = right.iter().map(|(_, p)| p).sum::<f64>() / n;
    let items = right.chunk_by(|a, b| a.0 == b.0);
    let between: f64 = items.map(|item| item.iter().map(|(_, p)| p - value).sum::<f64>().powi(2)).sum();
    let unknown: f64 = right.iter().map(|(_, p)| p * (1.0 - p)).sum();
    let variance = (between + unknown) / (n * n) + unmodelled * unmodelled;
    let certain = value * (1.0 - value);
    let worth = if variance > 1e-12 { (certain / variance).clamp(1.0, n) } else { n };
    let (low, high) = wilson(value.clamp(0.0, 1.0), worth, normal(0.5 + 0.5 * confidence));
    Some(Share { value, low, high, worth })
}

/// Skill from a share, where `chance` is how often the annotator's own answers would be right if they were dealt out at
/// random.
pub fn skill(share: &Share, chance: f64) -> Skill {
    let beyond = |p: f64| if chance < 1.0 { (p - chance) / (1.0 - chance) } else { 0.0 };
    Skill { value: beyond(share.value), low: beyond(share.low), high: beyond(share.high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rng;

    #[test]
    fn intervals_hold_where_items_are_alike() {
        let mut held = 0;
        for seed in 0..400 {
            let mut rng = Rng::seeded(seed);
            let mut right = Vec::new();
            for item in 0..60 {
                let p = if rng.fraction() < 0.3 { 0.5 } else { 0.9 };
                right.extend((0..3).map(|_| (item, f64::from(u8::from(rng.fraction() < p)))));
            }
            let found = share(&right, 0.015, 0.95).unwrap();
            held += usize::from(found.low <= 0.78 && 0.78 <= found.high);
        }
        assert!((368..=398).contains(&held), "{held} of 400");
    }

    #[test]
    fn always_the_same_answer_is_no_skill() {
        let right: Vec<(u32, f64)> = (0..100).map(|item| (item, f64::from(u8::from(item % 10 < 6)))).collect();
        let found = share(&right, 0.015, 0.95).unwrap();
        assert!(skill(&found, 0.6).value.abs() < 1e-9);
        assert!(share(&[], 0.0, 0.95).is_none());
    }
}
