//! Smaller versions of a picture for lists and for the screen.

use crosscheck_domain::{MediaInfo, Problem};
use fast_image_resize::{FilterType, IntoImageView, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

use crate::Picture;
use crate::picture::{Pixels, jpeg, on_white, png};

/// The longest edge of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE: u32 = 320;
/// The longest edge of the version that fills a screen, in pixels.
pub const DISPLAY_EDGE: u32 = 2048;
const THUMBNAIL_QUALITY: u8 = 80;
const DISPLAY_QUALITY: u8 = 88;

/// A small upright version within `max_edge` pixels: JPEG, or PNG where something is transparent.
pub fn thumbnail(bytes: &[u8], info: &MediaInfo, max_edge: u32) -> Result<Vec<u8>, Problem> {
    Ok(Picture::decode(bytes, info)?.thumbnail(max_edge))
}

/// An upright version for the screen, as JPEG within [`DISPLAY_EDGE`]; transparent places become white.
pub fn display(bytes: &[u8], info: &MediaInfo) -> Result<Vec<u8>, Problem> {
    Ok(Picture::decode(bytes, info)?.display())
}

impl Picture {
    /// As [`thumbnail`], of a picture that is decoded already.
    pub fn thumbnail(&self, max_edge: u32) -> Vec<u8> {
        let profile = self.profile.as_deref();
        match self.fitted(max_edge) {
            Pixels::Opaque(image) => jpeg(&image, image.width(), image.height(), THUMBNAIL_QUALITY, profile),
            Pixels::Transparent(image) => png(&image, profile),
        }
    }

    /// As [`display`], of a picture that is decoded already.
    pub fn display(&self) -> Vec<u8> {
        let image = match self.fitted(DISPLAY_EDGE) {
            Pixels::Opaque(image) => image,
            Pixels::Transparent(image) => on_white(&image),
        };
        jpeg(&image, image.width(), image.height(), DISPLAY_QUALITY, self.profile.as_deref())
    }

    fn fitted(&self, max_edge: u32) -> Pixels {
        let (width, height) = fit(self.dimensions(), max_edge);
        match &self.pixels {
            Pixels::Opaque(image) => {
                let mut small = DynamicImage::new_rgb8(width, height);
                resize(image, &mut small);
                Pixels::Opaque(small.into_rgb8())
            }
            Pixels::Transparent(image) => {
                let mut small = DynamicImage::new_rgba8(width, height);
                resize(image, &mut small);
                Pixels::Transparent(small.into_rgba8())
            }
        }
    }
}

fn resize(image: &impl IntoImageView, small: &mut DynamicImage) {
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(image, small, &options).expect("both pictures have the same kind of pixels");
}

/// The largest size of the same shape within `max_edge`; never larger than the original, and never empty.
fn fit((width, height): (u32, u32), max_edge: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= max_edge {
        return (width, height);
    }
    let scaled = |edge: u32| (u64::from(edge) * u64::from(max_edge)).div_ceil(u64::from(longest));
    let edge = |edge| u32::try_from(scaled(edge)).expect("it is at most `max_edge`").clamp(1, max_edge);
    (edge(width), edge(height))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn fitting_keeps_the_shape() {
        let check = |size, max_edge, expected| assert_eq!(fit(size, max_edge), expected);
        check((4000, 3000), 320, (320, 240));
        check((3000, 4000), 320, (240, 320));
        check((100, 50), 320, (100, 50));
        check((65_500, 1), 320, (320, 1));
    }
}
