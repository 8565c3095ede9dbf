//! Interval selectors: a stretch of time, on a channel and within a band of frequencies where that is said.

use super::place::Timeline;
use crate::Problem;

/// The fields of `Selector::Interval`.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    pub start_ms: i64,
    pub end_ms: i64,
    pub channel: Option<u16>,
    pub low_hz: Option<f64>,
    pub high_hz: Option<f64>,
}

/// Two point events within this many milliseconds are the same one.
const SAME_EVENT_MS: i64 = 50;

impl Interval {
    pub fn problems(&self, timeline: &Timeline) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.end_ms < self.start_ms {
            let message = format!("the interval ends at {} ms, before it begins; turn it around", self.end_ms);
            return vec![Problem::new("interval_backwards", message).within("end_ms")];
        }
        problems.extend(timeline.problem(self.start_ms).map(|problem| problem.within("start_ms")));
        problems.extend(timeline.problem(self.end_ms).map(|problem| problem.within("end_ms")));
        let n = timeline.channels.unwrap_or(0);
        if let Some(channel) = self.channel.filter(|channel| *channel >= n) {
            let message = format!("there is no channel {channel}, the sound has {n}; they count from 0");
            problems.push(Problem::new("channel_unknown", message).within("channel"));
        }
        problems.extend(self.band_problem(timeline.sample_rate));
        problems
    }

    /// A band lies between 0 and half of the sample rate, its lower end first.
    fn band_problem(&self, sample_rate: Option<u32>) -> Option<Problem> {
        if self.low_hz.is_none() && self.high_hz.is_none() {
            return None;
        }
        let highest = sample_rate.map_or(f64::INFINITY, |rate| f64::from(rate) / 2.0);
        let (low, high) = (self.low_hz.unwrap_or(0.0), self.high_hz.unwrap_or(highest));
        let fits = low >= 0.0 && low < high && high <= highest && (self.high_hz.is_none() || high.is_finite());
        let message = || format!("the band {low}–{high} Hz does not lie within 0–{highest} Hz; correct its ends");
        (!fits).then(|| Problem::new("band_invalid", message()).within("low_hz"))
    }
}

/// Intersection over union of two stretches of time, in milliseconds.
pub(super) fn overlap(one: (i64, i64), other: (i64, i64)) -> f64 {
    if one.0 == one.1 && other.0 == other.1 {
        return f64::from(u8::from((one.0 - other.0).abs() <= SAME_EVENT_MS));
    }
    let both = (one.1.min(other.1) - one.0.max(other.0)).max(0);
    let either = (one.1 - one.0) + (other.1 - other.0) - both;
    if either > 0 { both as f64 / either as f64 } else { 0.0 }
}
