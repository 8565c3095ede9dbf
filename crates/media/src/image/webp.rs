//! WebP: a RIFF container with a lossy, a lossless or an extended header.

use crosscheck_domain::Problem;

use super::{Dimensions, Format, cursor::Cursor, damaged};

const NAME: &str = "WebP";
/// Where the first chunk begins: after `RIFF`, the size and `WEBP`.
const FIRST_CHUNK: usize = 12;

pub const FORMAT: Format = Format {
    mime: "image/webp",
    name: NAME,
    codec: image::ImageFormat::WebP,
    widest: 4,
    recognise: |bytes| bytes.len() >= FIRST_CHUNK && bytes.starts_with(b"RIFF") && &bytes[8..FIRST_CHUNK] == b"WEBP",
    dimensions,
    complete,
};

fn dimensions(bytes: &[u8]) -> Result<Dimensions, Problem> {
    let mut cursor = Cursor::new(bytes, FIRST_CHUNK, NAME);
    let kind = cursor.take(4, "its header")?;
    let _length = cursor.u32_le("its header")?;
    match kind {
        b"VP8 " => {
            cursor.take(6, "its header")?;
            let width = cursor.u16_le("its header")?;
            let height = cursor.u16_le("its header")?;
            // The two highest bits are a scale that viewers ignore.
            Ok((u32::from(width & 0x3fff), u32::from(height & 0x3fff)))
        }
        b"VP8L" => {
            cursor.take(1, "its header")?;
            let bits = cursor.u32_le("its header")?;
            Ok(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => {
            cursor.take(4, "its header")?;
            Ok((u24_le(&mut cursor)? + 1, u24_le(&mut cursor)? + 1))
        }
        _ => Err(damaged(NAME, "is of an unknown kind")),
    }
}

fn u24_le(cursor: &mut Cursor<'_>) -> Result<u32, Problem> {
    let b = cursor.take(3, "its header")?;
    Ok(u32::from_le_bytes([b[0], b[1], b[2], 0]))
}

fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let mut cursor = Cursor::new(bytes, 4, NAME);
    let size = cursor.u32_le("its header")?;
    cursor.take(size as usize, "its picture data").map(|_| ())
}
