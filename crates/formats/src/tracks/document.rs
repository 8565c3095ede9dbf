//! Tracks by frames, as every format of moving things is read into and written from.

use std::collections::BTreeMap;

use crosscheck_domain::{Keyframe, Point, TrackShape, shape_at};

use crate::timed::Losses;

/// Frames of a track that are written one by one; more than nine hours.
pub const MAX_FRAME: u32 = 1_000_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct MovingDocument {
    pub videos: Vec<Video>,
    pub tracks: Vec<MovingTrack>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Video {
    pub name: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub n_frames: Option<u32>,
    /// Frames a second.
    pub fps: Option<f64>,
}

/// One thing in one video. Formats count frames: the `time_ms` of its keyframes is the number of the frame until
/// [`Frames::on_clock`] tells the times.
#[derive(Clone, Debug, PartialEq)]
pub struct MovingTrack {
    /// The index of the video.
    pub video: usize,
    pub id: String,
    pub label: Option<String>,
    pub keyframes: Vec<Keyframe>,
}

/// When the frames of a video are shown, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Frames {
    /// Frames a second.
    Rate(f64),
    /// The time of each frame.
    Table(Vec<i64>),
}

impl Frames {
    /// When the frame is shown; none beyond the table.
    pub fn ms(&self, frame: u32) -> Option<i64> {
        match self {
            Frames::Rate(rate) => Some((f64::from(frame) * 1000.0 / rate).round() as i64),
            Frames::Table(times) => times.get(frame as usize).copied(),
        }
    }

    /// The frame that is shown at a time; none before the first.
    pub fn frame(&self, ms: i64) -> Option<u32> {
        match self {
            // Half a millisecond, as the times of frames are rounded.
            Frames::Rate(rate) => (ms >= 0).then(|| ((ms as f64 + 0.5) * rate / 1000.0).floor() as u32),
            Frames::Table(times) => u32::try_from(times.partition_point(|time| *time <= ms).checked_sub(1)?).ok(),
        }
    }

    /// Keyframes with their times; those beyond the table are left out.
    pub fn on_clock(&self, keyframes: &[Keyframe]) -> Vec<Keyframe> {
        let timed = |keyframe: &Keyframe| Some(Keyframe { time_ms: self.ms(keyframe.frame)?, ..keyframe.clone() });
        keyframes.iter().filter_map(timed).collect()
    }
}

impl MovingTrack {
    /// Each frame at which the thing is there, with its shape and the keyframe that tells how it is.
    pub fn frames(&self, losses: &mut Losses) -> Vec<(u32, TrackShape, &Keyframe)> {
        let (Some(first), Some(last)) = (self.keyframes.first(), self.keyframes.last()) else { return Vec::new() };
        let counted: Vec<Keyframe> =
            self.keyframes.iter().map(|k| Keyframe { time_ms: i64::from(k.frame), ..k.clone() }).collect();
        let end = last.frame.min(first.frame.saturating_add(MAX_FRAME));
        losses.add_n(
            u64::from(last.frame - end),
            "frames_too_many",
            "frames beyond the millionth of a track are left out",
        );
        let mut before = 0;
        let mut found = Vec::new();
        for frame in first.frame..=end {
            while self.keyframes.get(before + 1).is_some_and(|next| next.frame <= frame) {
                before += 1;
            }
            if let Some(shape) = shape_at(&counted, f64::from(frame)) {
                found.push((frame, shape, &self.keyframes[before]));
            }
        }
        found
    }
}

/// A keyframe of a format that counts frames.
pub fn keyframe(frame: u32, shape: TrackShape) -> Keyframe {
    Keyframe {
        time_ms: i64::from(frame),
        frame,
        shape,
        outside: false,
        occluded: false,
        hold: false,
        attributes: BTreeMap::new(),
    }
}

/// Keyframes of frames that were listed one by one: where some are missing in between, the thing is out of sight.
pub fn with_gaps(mut listed: Vec<Keyframe>) -> Vec<Keyframe> {
    listed.sort_by_key(|keyframe| keyframe.frame);
    listed.dedup_by_key(|keyframe| keyframe.frame);
    let mut keyframes: Vec<Keyframe> = Vec::with_capacity(listed.len());
    for next in listed {
        if let Some(last) = keyframes.last().filter(|last| last.frame + 1 < next.frame) {
            let gone = Keyframe { outside: true, ..keyframe(last.frame + 1, last.shape.clone()) };
            keyframes.push(gone);
        }
        keyframes.push(next);
    }
    keyframes
}

/// Left, top, width and height of what surrounds a shape, and whether the shape is just that.
pub fn bounds(shape: &TrackShape) -> ([f64; 4], bool) {
    let (points, exact) = match shape {
        TrackShape::Box { x, y, width, height, rotation } if rotation.rem_euclid(360.0) == 0.0 => {
            return ([*x, *y, *width, *height], true);
        }
        TrackShape::Box { x, y, width, height, rotation } => {
            let (cx, cy) = (x + width / 2.0, y + height / 2.0);
            let (sin, cos) = rotation.to_radians().sin_cos();
            let corner = |dx: f64, dy: f64| Point(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos);
            let (w, h) = (width / 2.0, height / 2.0);
            (vec![corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)], false)
        }
        TrackShape::Polygon { points } | TrackShape::Points { points } => (points.clone(), false),
    };
    let end =
        |pick: fn(&Point) -> f64, better: fn(f64, f64) -> f64| points.iter().map(pick).reduce(better).unwrap_or(0.0);
    let (left, top) = (end(|p| p.0, f64::min), end(|p| p.1, f64::min));
    ([left, top, end(|p| p.0, f64::max) - left, end(|p| p.1, f64::max) - top], exact)
}

#[cfg(test)]
mod tests {
    use super::Frames;

    #[test]
    fn frames_and_times_are_told_from_each_other() {
        for frames in [Frames::Rate(25.0), Frames::Rate(30_000.0 / 1001.0), Frames::Table(vec![0, 33, 90, 100])] {
            for frame in 0..4 {
                assert_eq!(frames.frame(frames.ms(frame).unwrap()), Some(frame), "{frames:?}");
            }
        }
        let table = Frames::Table(vec![10, 33, 90]);
        assert_eq!((table.frame(9), table.frame(89), table.frame(500)), (None, Some(1), Some(2)));
        assert_eq!(table.ms(3), None);
    }
}
