//! Cuts a large picture into tiles at several scales, so that a browser loads only what it shows.

use std::io;

use crosscheck_domain::{MediaInfo, Problem};
use image::RgbImage;

use crate::Picture;
use crate::picture::{Pixels, jpeg, on_white};

/// The edge of a square tile, in pixels of its level. Tiles at the right and the bottom are smaller.
pub const TILE_SIZE: u32 = 512;
/// The last level is the first whose longest edge is at most this.
const LAST_LEVEL_EDGE: u32 = 1024;
const TILE_QUALITY: u8 = 85;

/// How many levels there are: level 0 is the full resolution, each next has half the width and height, rounded up.
pub fn levels(width: u32, height: u32) -> u8 {
    let mut longest = width.max(height);
    let mut levels = 1;
    while longest > LAST_LEVEL_EDGE {
        longest = longest.div_ceil(2);
        levels += 1;
    }
    levels
}

/// The scales of a picture, computed one after the other; memory holds two neighbouring levels at most.
pub struct Pyramid {
    level: RgbImage,
    profile: Option<Vec<u8>>,
}

impl From<Picture> for Pyramid {
    /// Transparent places become white.
    fn from(picture: Picture) -> Self {
        let level = match picture.pixels {
            Pixels::Opaque(image) => image,
            Pixels::Transparent(image) => on_white(&image),
        };
        Self { level, profile: picture.profile }
    }
}

impl Pyramid {
    /// Gives every tile once, as JPEG: `sink(level, column, row, bytes)`. The first error of the sink ends it.
    pub fn cut(mut self, sink: &mut dyn FnMut(u8, u32, u32, Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        let levels = levels(self.level.width(), self.level.height());
        for level in 0..levels {
            if level > 0 {
                self.level = halved(&self.level);
            }
            for row in 0..self.level.height().div_ceil(TILE_SIZE) {
                for column in 0..self.level.width().div_ceil(TILE_SIZE) {
                    sink(level, column, row, self.tile(column, row))?;
                }
            }
        }
        Ok(())
    }

    fn tile(&self, column: u32, row: u32) -> Vec<u8> {
        let (left, top) = (column * TILE_SIZE, row * TILE_SIZE);
        let width = (self.level.width() - left).min(TILE_SIZE);
        let height = (self.level.height() - top).min(TILE_SIZE);
        let stride = self.level.width() as usize * 3;
        let mut pixels = Vec::with_capacity((width * height * 3) as usize);
        for y in top..top + height {
            let start = y as usize * stride + left as usize * 3;
            pixels.extend_from_slice(&self.level.as_raw()[start..start + width as usize * 3]);
        }
        jpeg(&pixels, width, height, TILE_QUALITY, self.profile.as_deref())
    }
}

/// Decodes the picture and gives every tile of every level to `sink`.
pub fn cut(
    bytes: &[u8],
    info: &MediaInfo,
    sink: &mut dyn FnMut(u8, u32, u32, Vec<u8>) -> io::Result<()>,
) -> Result<(), CutError> {
    let picture = Picture::decode(bytes, info).map_err(CutError::Refused)?;
    Pyramid::from(picture).cut(sink).map_err(CutError::Sink)
}

/// Why a picture was not cut to the end.
#[derive(Debug, thiserror::Error)]
pub enum CutError {
    #[error("{0}")]
    Refused(Problem),
    #[error("a tile was not stored: {0}")]
    Sink(io::Error),
}

/// Each pixel is the mean of a block of 2 × 2, so that a pixel of level n covers exactly 2ⁿ pixels of the original. At an
/// odd edge the last column or row counts twice.
fn halved(image: &RgbImage) -> RgbImage {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut half = RgbImage::new(image.width().div_ceil(2), image.height().div_ceil(2));
    let half_stride = half.width() as usize * 3;
    for (y, out) in half.chunks_exact_mut(half_stride).enumerate() {
        let upper = row(image, 2 * y);
        let lower = row(image, (2 * y + 1).min(height - 1));
        let pairs = upper.chunks_exact(6).zip(lower.chunks_exact(6));
        for (out, (a, b)) in out.chunks_exact_mut(3).zip(pairs) {
            for c in 0..3 {
                out[c] = mean(a[c], a[c + 3], b[c], b[c + 3]);
            }
        }
        if width % 2 == 1 {
            let last = 3 * (width - 1);
            for c in 0..3 {
                out[half_stride - 3 + c] = mean(upper[last + c], upper[last + c], lower[last + c], lower[last + c]);
            }
        }
    }
    half
}

fn row(image: &RgbImage, y: usize) -> &[u8] {
    let stride = image.width() as usize * 3;
    &image.as_raw()[y * stride..(y + 1) * stride]
}

fn mean(a: u8, b: u8, c: u8, d: u8) -> u8 {
    let sum = u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d);
    ((sum + 2) / 4) as u8
}
