//! A decoded picture that stands upright, and how it becomes JPEG or PNG again.

use std::io::Cursor;

use crosscheck_domain::{MediaInfo, Problem};
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, RgbImage, RgbaImage};

use crate::image::{Dimensions, Format, format, turns};

/// A larger colour profile is dropped: it would weigh more than the tiles that carry it.
const MAX_PROFILE_BYTES: usize = 16 * 1024;

/// Upright pixels of 8 bits, with an alpha channel only where something is transparent.
pub struct Picture {
    pub(crate) pixels: Pixels,
    /// The colour profile, so that views look like the original. Everything else that a file says is left behind.
    pub(crate) profile: Option<Vec<u8>>,
}

pub(crate) enum Pixels {
    Opaque(RgbImage),
    Transparent(RgbaImage),
}

impl Picture {
    /// Decodes what `probe` accepted. The header has to say the same size as `info`, so that nothing larger is unpacked.
    pub fn decode(bytes: &[u8], info: &MediaInfo) -> Result<Self, Problem> {
        let format = format(&info.mime).ok_or_else(|| {
            Problem::new("unsupported_media", format!("{} is no accepted type of picture", info.mime))
        })?;
        let (width, height) = (format.dimensions)(bytes)?;
        let upright = if turns(info.orientation) { (height, width) } else { (width, height) };
        if (Some(upright.0), Some(upright.1)) != (info.width, info.height) {
            return Err(Problem::new("media_damaged", "the picture has another size than when it was probed"));
        }
        let mut decoder = decoder(bytes, format, (width, height))?;
        let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_useful(profile));
        let mut decoded = DynamicImage::from_decoder(decoder).map_err(|error| refusal(format, &error))?;
        decoded.apply_orientation(Orientation::from_exif(info.orientation).unwrap_or(Orientation::NoTransforms));
        Ok(Self { pixels: pixels(decoded), profile })
    }

    /// Width and height in pixels.
    pub fn dimensions(&self) -> (u32, u32) {
        match &self.pixels {
            Pixels::Opaque(image) => image.dimensions(),
            Pixels::Transparent(image) => image.dimensions(),
        }
    }

    pub fn has_alpha(&self) -> bool {
        matches!(self.pixels, Pixels::Transparent(_))
    }
}

/// Reads the header of a picture of this size, and nothing behind it.
pub(crate) fn decoder<'a>(
    bytes: &'a [u8],
    format: &Format,
    (width, height): Dimensions,
) -> Result<impl ImageDecoder + use<'a>, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.codec);
    reader.limits(decoder_limits(width, height, format.widest));
    reader.into_decoder().map_err(|error| refusal(format, &error))
}

fn refusal(format: &Format, error: &image::ImageError) -> Problem {
    let message = format!("the {} file cannot be decoded: {error}; export it again", format.name);
    Problem::new("media_damaged", message)
}

/// Room for the widest pixels of the format, at least for four channels of 16 bits, and for what a decoder keeps beside them.
fn decoder_limits(width: u32, height: u32, widest: u64) -> image::Limits {
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(width);
    limits.max_image_height = Some(height);
    limits.max_alloc = Some(u64::from(width) * u64::from(height) * widest.max(8) + (64 << 20));
    limits
}

/// A profile of another colour space than RGB does not describe the pixels any more once they are RGB.
fn is_useful(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE_BYTES && profile.get(16..20) == Some(b"RGB ")
}

fn pixels(decoded: DynamicImage) -> Pixels {
    if !decoded.color().has_alpha() {
        return Pixels::Opaque(decoded.into_rgb8());
    }
    let image = decoded.into_rgba8();
    if image.pixels().all(|pixel| pixel[3] == u8::MAX) {
        Pixels::Opaque(DynamicImage::ImageRgba8(image).into_rgb8())
    } else {
        Pixels::Transparent(image)
    }
}

/// Packs rows of RGB as JPEG, without any metadata but the colour profile.
pub(crate) fn jpeg(rgb: &[u8], width: u32, height: u32, quality: u8, profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rgb.len() / 8);
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).expect("the encoder takes profiles");
    }
    encoder
        .write_image(rgb, width, height, image::ExtendedColorType::Rgb8)
        .expect("memory takes every byte, and the size is within the limits of JPEG");
    bytes
}

/// Packs pixels with transparency as PNG, without any metadata but the colour profile.
pub(crate) fn png(image: &RgbaImage, profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).expect("the encoder takes profiles");
    }
    encoder
        .write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgba8)
        .expect("memory takes every byte");
    bytes
}

/// Puts a transparent picture on white, for views that cannot be transparent.
pub(crate) fn on_white(image: &RgbaImage) -> RgbImage {
    let mut flat = RgbImage::new(image.width(), image.height());
    for (to, from) in flat.pixels_mut().zip(image.pixels()) {
        let alpha = u32::from(from[3]);
        for channel in 0..3 {
            let mixed = (u32::from(from[channel]) * alpha + 255 * (255 - alpha) + 127) / 255;
            to[channel] = u8::try_from(mixed).expect("a mean of two bytes is a byte");
        }
    }
    flat
}
