//! How much of anything a single file may ask for.

use crosscheck_domain::Problem;

/// Limits that are checked before memory is taken. The defaults suit photographs, scans and long reports.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Limits {
    /// Bytes of a media file.
    pub max_bytes: u64,
    /// Width times height of a picture.
    pub max_pixels: u64,
    /// Width or height of a picture in pixels.
    pub max_edge: u32,
    /// Bytes of an inline text.
    pub max_text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 200_000_000, max_pixels: 400_000_000, max_edge: 65_500, max_text: 1_000_000 }
    }
}

impl Limits {
    pub(crate) fn check_size(&self, bytes: u64) -> Result<(), Problem> {
        if bytes == 0 {
            return Err(Problem::new("media_empty", "the file is empty; export or upload it again"));
        }
        if bytes > self.max_bytes {
            let message = format!("the file has {bytes} bytes, the limit is {}; make it smaller", self.max_bytes);
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
