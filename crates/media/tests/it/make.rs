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

/// A whole PNG with small content whose header says that it has this size.
pub fn png_that_says(image: impl Into<DynamicImage>, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(image, ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = checksum(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The sum behind each chunk of a PNG.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

/// The beginning of a file of each format that says it has this size.
pub fn headers(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let (w, h) = (width.to_le_bytes(), height.to_le_bytes());
    let (wide, high) = (width.to_be_bytes(), height.to_be_bytes());
    let (w_less, h_less) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
    let mut bmp = encoded(gradient(8, 8), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&w);
    bmp[22..26].copy_from_slice(&h);
    let mut all = vec![
        ("PNG", header_only_png(width, height)),
        ("BMP", bmp),
        (
            "TIFF",
            [b"II*\0\x08\0\0\0\x02\0\0\x01\x04\0\x01\0\0\0", &w[..], b"\x01\x01\x04\0\x01\0\0\0", &h, &[0; 4]].concat(),
        ),
        ("WebP", [b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0", &w_less[..3], &h_less[..3]].concat()),
    ];
    if width.max(height) <= u16::MAX.into() {
        let frame = [b"\xff\xd8\xff\xc0\0\x11\x08", &high[2..], &wide[2..], b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"];
        all.push(("JPEG", frame.concat()));
        all.push(("GIF", [b"GIF89a", &w[..2], &h[..2], &[0; 3]].concat()));
    }
    all
}

/// A PNG of a few dozen bytes that says it is huge.
pub fn header_only_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}
