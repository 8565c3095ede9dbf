//! PNG: a list of chunks from IHDR to IEND.

use crosscheck_domain::Problem;

use super::{Dimensions, Format, cursor::Cursor, damaged};

const NAME: &str = "PNG";
const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

pub const FORMAT: Format = Format {
    mime: "image/png",
    name: NAME,
    codec: image::ImageFormat::Png,
    widest: 8,
    recognise: |bytes| bytes.starts_with(MAGIC),
    dimensions,
    complete,
};

fn dimensions(bytes: &[u8]) -> Result<Dimensions, Problem> {
    let mut cursor = Cursor::new(bytes, MAGIC.len(), NAME);
    let _length = cursor.u32_be("its header")?;
    if cursor.take(4, "its header")? != b"IHDR" {
        return Err(damaged(NAME, "is missing"));
    }
    Ok((cursor.u32_be("its header")?, cursor.u32_be("its header")?))
}

fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let mut cursor = Cursor::new(bytes, MAGIC.len(), NAME);
    loop {
        let length = cursor.u32_be("the list of its chunks")?;
        let kind = cursor.take(4, "the list of its chunks")?;
        let what = format!("its {} chunk", kind.escape_ascii());
        cursor.take(length as usize, &what)?;
        cursor.take(4, &what)?;
        if kind == b"IEND" {
            return Ok(());
        }
    }
}
