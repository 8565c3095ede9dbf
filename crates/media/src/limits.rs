//! How much of anything a single file may ask for.

use crosscheck_domain::{MediaKind, Problem};

/// Limits that are checked before memory is taken. The defaults suit photographs, scans and long reports.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Limits {
    /// Bytes of a picture, which is read whole.
    pub max_bytes: u64,
    /// Bytes of a sound or a video, which are read piece by piece.
    pub max_timed_bytes: u64,
    /// Width times height of a picture.
    pub max_pixels: u64,
    /// Width or height of a picture in pixels.
    pub max_edge: u32,
    /// Bytes of an inline text.
    pub max_text: usize,
    /// Frames of a video: 18 hours at 60 a second.
    pub max_frames: u64,
    /// Milliseconds of a sound or a video.
    pub max_duration_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 200_000_000,
            max_timed_bytes: 8_000_000_000,
            max_pixels: 400_000_000,
            max_edge: 65_500,
            max_text: 1_000_000,
            max_frames: 4_000_000,
            max_duration_ms: 48 * 3_600_000,
        }
    }
}

impl Limits {
    /// Bytes of the largest file of any kind.
    pub fn largest(&self) -> u64 {
        self.max_bytes.max(self.max_timed_bytes)
    }

    pub(crate) fn check_size(&self, bytes: u64, kinds: &[MediaKind]) -> Result<(), Problem> {
        let timed = kinds.iter().any(|kind| matches!(kind, MediaKind::Audio | MediaKind::Video));
        let most = if timed { self.max_timed_bytes } else { self.max_bytes };
        if bytes > most {
            let message = format!("the file has {bytes} bytes, the limit is {most}; make it smaller");
            return Err(Problem::new("media_too_large", message));
        }
        Ok(())
    }

    /// Bytes of a decoded picture: four for each pixel, as colour and transparency of 8 bits take. With 16 bits a channel,
    /// a picture may have half as many pixels.
    pub fn max_decoded(&self) -> u64 {
        self.max_pixels.saturating_mul(4)
    }

    pub(crate) fn check_decoded(&self, bytes: u64) -> Result<(), Problem> {
        let most = self.max_decoded();
        if bytes <= most {
            return Ok(());
        }
        let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
        let message = format!(
            "the picture takes {} megabytes once it is decoded, the limit is {}; save it with 8 bits a channel, or scale it down",
            megabytes(bytes),
            megabytes(most)
        );
        Err(Problem::new("media_too_large", message))
    }

    pub(crate) fn check_duration(&self, ms: u64) -> Result<(), Problem> {
        if ms <= self.max_duration_ms {
            return Ok(());
        }
        let hours = |ms: u64| ms / 3_600_000;
        let (found, most) = (hours(ms), hours(self.max_duration_ms));
        let message = format!("the file says that it lasts {found} hours, the limit is {most}; cut it into pieces");
        Err(Problem::new("media_too_large", message))
    }

    pub(crate) fn check_frames(&self, n: u64) -> Result<(), Problem> {
        if n <= self.max_frames {
            return Ok(());
        }
        let message = format!("the video has {n} frames, the limit is {}; cut it into pieces", self.max_frames);
        Err(Problem::new("media_too_large", message))
    }

    pub(crate) fn check_dimensions(&self, width: u32, height: u32) -> Result<(), Problem> {
        let pixels = u64::from(width) * u64::from(height);
        let limit = if width.max(height) > self.max_edge {
            format!("{} pixels a side", self.max_edge)
        } else if pixels > self.max_pixels {
            format!("{} megapixels", self.max_pixels / 1_000_000)
        } else {
            return Ok(());
        };
        let message = format!("the picture says it has {width} × {height} pixels, the limit is {limit}; scale it down");
        Err(Problem::new("media_too_large", message))
    }
}
