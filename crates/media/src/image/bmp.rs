//! BMP: a header of one of several ages, then rows of pixels.

use crosscheck_domain::Problem;

use super::{Format, cursor::Cursor, damaged};

const NAME: &str = "BMP";
/// The length of the oldest header, whose numbers are half as wide.
const CORE_HEADER: u32 = 12;

pub const FORMAT: Format = Format {
    mime: "image/bmp",
    name: NAME,
    codec: image::ImageFormat::Bmp,
    widest: 4,
    // Two letters are a weak sign, so that the length of the header, which takes few values, has to fit as well.
    recognise: |bytes| bytes.starts_with(b"BM") && header(bytes).is_ok(),
    dimensions: |bytes| header(bytes).map(|header| (header.width, header.height)),
    complete,
};

struct Header {
    pixels_at: u32,
    width: u32,
    height: u32,
    bits_per_pixel: u16,
    compressed: bool,
}

fn header(bytes: &[u8]) -> Result<Header, Problem> {
    let mut cursor = Cursor::new(bytes, 10, NAME);
    let pixels_at = cursor.u32_le("its header")?;
    let length = cursor.u32_le("its header")?;
    let (width, height) = match length {
        CORE_HEADER => (u32::from(cursor.u16_le("its header")?), u32::from(cursor.u16_le("its header")?)),
        // A negative height says that the first row is the top one.
        40 | 52 | 56 | 64 | 108 | 124 => {
            let (width, height) = (cursor.u32_le("its header")?, cursor.u32_le("its header")?);
            (width.cast_signed().unsigned_abs(), height.cast_signed().unsigned_abs())
        }
        _ => return Err(damaged(NAME, "is of an unknown kind")),
    };
    cursor.take(2, "its header")?;
    let bits_per_pixel = cursor.u16_le("its header")?;
    // 1 and 2 are run lengths; 0, 3 and 6 are plain rows.
    let compressed = length != CORE_HEADER && matches!(cursor.u32_le("its header")?, 1 | 2);
    Ok(Header { pixels_at, width, height, bits_per_pixel, compressed })
}

fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let header = header(bytes)?;
    let row = (u64::from(header.width) * u64::from(header.bits_per_pixel)).div_ceil(32) * 4;
    let pixels = if header.compressed { 1 } else { row * u64::from(header.height) };
    if (bytes.len() as u64) < u64::from(header.pixels_at) + pixels {
        return Err(Cursor::new(bytes, 0, NAME).cut_off("its rows of pixels"));
    }
    Ok(())
}
