//! Pictures out of videos: put beside each other, or drawn where nobody can decode them.

use crosscheck_domain::{MediaInfo, Problem};
use image::{ImageFormat, Rgb, RgbImage, imageops};

use crate::picture::jpeg;

/// How many pictures a strip has.
pub const STRIP_PICTURES: usize = 30;
/// The width of each, in pixels.
pub const STRIP_EDGE: u32 = 160;
const QUALITY: u8 = 75;
/// A video ten times as high as wide is cut.
const MOST_HEIGHT: u32 = 1600;
/// The drawn still: its longest edge, its ground and its sign.
const STILL_EDGE: u32 = 160;
const GROUND: Rgb<u8> = Rgb([64, 68, 74]);
const SIGN: Rgb<u8> = Rgb([200, 204, 210]);

/// JPEG pictures beside each other in one row, each as wide as all; the first tells the height.
pub fn strip(pictures: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: image::ImageError| {
        Problem::new("media_unreadable", format!("a picture of the video cannot be read: {error}"))
    };
    let mut row: Option<RgbImage> = None;
    for (place, picture) in (0_i64..).zip(pictures) {
        let picture = image::load_from_memory_with_format(picture.as_ref(), ImageFormat::Jpeg).map_err(unreadable)?;
        let picture = picture.into_rgb8();
        let width = STRIP_EDGE * u32::try_from(pictures.len()).unwrap_or(1);
        let row = row.get_or_insert_with(|| RgbImage::new(width, picture.height().min(MOST_HEIGHT)));
        imageops::replace(row, &picture, place * i64::from(STRIP_EDGE), 0);
    }
    let row = row.unwrap_or_else(|| RgbImage::new(1, 1));
    Ok(jpeg(&row, row.width(), row.height(), QUALITY, None))
}

/// A still that says no more than "a video of this shape", as PNG.
pub fn blank_still(info: &MediaInfo) -> Vec<u8> {
    let (width, height) = (info.width.unwrap_or(16).max(1), info.height.unwrap_or(9).max(1));
    let longest = u64::from(width.max(height));
    let edge = |edge: u32| u32::try_from(u64::from(edge) * u64::from(STILL_EDGE) / longest).unwrap_or(1).max(1);
    let (width, height) = (edge(width), edge(height));
    let half = f64::from(width.min(height)) / 4.0;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) - f64::from(width) / 2.0, f64::from(y) - f64::from(height) / 2.0);
        let inside = x > -half && y.abs() < (half - x) / 2.0;
        if inside { SIGN } else { GROUND }
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).expect("memory can be written");
    png.into_inner()
}
