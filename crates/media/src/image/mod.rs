//! Still pictures: which formats there are, and how big a picture is after it was turned upright.

mod bmp;
mod cursor;
mod gif;
mod jpeg;
mod orientation;
mod png;
mod tiff;
mod webp;

use ::image::ImageDecoder;
use crosscheck_domain::{MediaInfo, MediaKind, Problem};

use crate::picture::decoder;
use crate::probe::unreadable;
use crate::source::Source;
use crate::{Limits, Probe};

pub(crate) use orientation::turns;

/// Width and height in pixels.
pub(crate) type Dimensions = (u32, u32);

/// One file format of pictures.
pub(crate) struct Format {
    pub mime: &'static str,
    /// What people call it.
    pub name: &'static str,
    pub codec: ::image::ImageFormat,
    /// The most bytes that a pixel takes once it is decoded.
    pub widest: u64,
    pub recognise: fn(&[u8]) -> bool,
    /// Width and height as the header gives them, before orientation.
    pub dimensions: fn(&[u8]) -> Result<Dimensions, Problem>,
    /// Refuses a file that ends too early.
    pub complete: fn(&[u8]) -> Result<(), Problem>,
}

static FORMATS: &[Format] = &[jpeg::FORMAT, png::FORMAT, webp::FORMAT, gif::FORMAT, bmp::FORMAT, tiff::FORMAT];

pub(crate) const PROBE: Probe = Probe {
    kinds: &[MediaKind::Image],
    mimes: &[
        jpeg::FORMAT.mime,
        png::FORMAT.mime,
        webp::FORMAT.mime,
        gif::FORMAT.mime,
        bmp::FORMAT.mime,
        tiff::FORMAT.mime,
    ],
    title: "a picture as JPEG, PNG, WebP, GIF (its first frame), BMP or TIFF",
    recognise: |bytes| FORMATS.iter().find(|format| (format.recognise)(bytes)).map(|format| format.mime),
    read,
};

/// The format behind a type that `probe` found.
pub(crate) fn format(mime: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.mime == mime)
}

/// The most bytes that the pixels of a picture take once they are decoded.
pub fn decoded_bytes(info: &MediaInfo) -> u64 {
    let pixels = u64::from(info.width.unwrap_or(0)) * u64::from(info.height.unwrap_or(0));
    pixels.saturating_mul(format(&info.mime).map_or(0, |format| format.widest))
}

fn read(source: &mut Source<'_>, mime: &'static str, limits: &Limits) -> Result<MediaInfo, Problem> {
    let bytes = source.at(0, limits.max_bytes).map_err(unreadable)?;
    let bytes = bytes.as_slice();
    let format = format(mime).expect("the type was found in this list");
    let (width, height) = (format.dimensions)(bytes)?;
    if width == 0 || height == 0 {
        return Err(damaged(format.name, "gives it no width or no height"));
    }
    limits.check_dimensions(width, height)?;
    (format.complete)(bytes)?;
    limits.check_decoded(decoder(bytes, format, (width, height))?.total_bytes())?;
    let orientation = orientation::read(bytes);
    let (width, height) = if turns(orientation) { (height, width) } else { (width, height) };
    Ok(MediaInfo {
        width: Some(width),
        height: Some(height),
        orientation,
        ..MediaInfo::new(MediaKind::Image, mime, bytes.len() as u64)
    })
}

/// `what` continues "the header of the JPEG file …".
fn damaged(name: &str, what: &str) -> Problem {
    Problem::new("media_damaged", format!("the header of the {name} file {what}; export it again"))
}
