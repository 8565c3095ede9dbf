//! Time: a medium's own clock against the item's master clock, and stretches of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a part's own time lies on the master clock: `master = offset_ms + own · (1 + drift_ppm / 1,000,000)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The master time, in milliseconds, at which the medium begins; negative where it began earlier.
    #[serde(default)]
    pub offset_ms: i64,
    /// How much faster than its own clock the master clock runs, in millionths.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub drift_ppm: f64,
}

fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

impl Clock {
    /// Master time of a time of the medium, in milliseconds.
    pub fn master_ms(&self, own_ms: f64) -> f64 {
        self.offset_ms as f64 + own_ms * self.pace()
    }

    /// Time of the medium at a master time, in milliseconds.
    pub fn own_ms(&self, master_ms: f64) -> f64 {
        (master_ms - self.offset_ms as f64) / self.pace()
    }

    fn pace(&self) -> f64 {
        1.0 + self.drift_ppm / 1e6
    }
}

/// A stretch of the master clock, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeScope {
    pub start_ms: i64,
    pub end_ms: i64,
}

/// A piece of a text with its time: a cue of subtitles, an utterance within one, a line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Code points of the part's text, half open.
    pub start: usize,
    pub end: usize,
    /// Milliseconds of the master clock.
    pub start_ms: i64,
    /// Milliseconds of the master clock; cues may overlap in time.
    pub end_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn own_and_master_time_are_inverse() {
        let clock = Clock { offset_ms: 120, drift_ppm: 250.0 };
        assert_eq!(clock.master_ms(0.0), 120.0);
        assert!((clock.master_ms(1_000_000.0) - 1_000_370.0).abs() < 1e-6);
        for own in [-50.0, 0.0, 7_200_000.0] {
            assert!((clock.own_ms(clock.master_ms(own)) - own).abs() < 1e-6, "{own}");
        }
    }
}
