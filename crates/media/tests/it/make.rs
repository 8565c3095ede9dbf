//! Makes small files of every accepted format, and breaks them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

pub const FORMATS: [(ImageFormat, &str); 6] = [
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::Png, "image/png"),
    (ImageFormat::WebP, "image/webp"),
    (ImageFormat::Gif, "image/gif"),
    (ImageFormat::Bmp, "image/bmp"),
    (ImageFormat::Tiff, "image/tiff"),
];

/// A picture in which every place looks different.
pub fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).expect("it is below 256");
        Rgb([shade(x, width), shade(y, height), 40])
    })
}

pub fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let image: DynamicImage = image.into();
    let image = if format == ImageFormat::Gif { DynamicImage::from(image.into_rgba8()) } else { image };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG whose left half is clear and whose right half is red.
pub fn half_clear(width: u32, height: u32) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, _| Rgba([255, 0, 0, if x < width / 2 { 0 } else { 255 }]));
    encoded(image, ImageFormat::Png)
}

/// A JPEG that says how it has to be turned, and where and by whom it was taken.
pub fn with_exif(image: RgbImage, orientation: u8) -> Vec<u8> {
    let mut tags = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    tags.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tags.extend([0x3b, 0x01, 2, 0, 4, 0, 0, 0]);
    tags.extend(b"Ann\0\0\0\0\0");
    let mut bytes = encoded(image, ImageFormat::Jpeg);
    let length = u16::try_from(tags.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xff, 0xe1][..], &length, &tags].concat();
    bytes.splice(2..2, segment);
    bytes
}

/// A PNG of a few dozen bytes that says it is huge.
pub fn header_only_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}
