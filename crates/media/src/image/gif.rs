//! GIF: blocks after a logical screen; only the first frame is used.

use crosscheck_domain::Problem;

use super::{Dimensions, Format, cursor::Cursor, damaged};

const NAME: &str = "GIF";
const MAGIC_LENGTH: usize = 6;

pub const FORMAT: Format = Format {
    mime: "image/gif",
    name: NAME,
    codec: image::ImageFormat::Gif,
    widest: 4,
    recognise: |bytes| bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
    dimensions,
    complete,
};

fn dimensions(bytes: &[u8]) -> Result<Dimensions, Problem> {
    let mut cursor = Cursor::new(bytes, MAGIC_LENGTH, NAME);
    Ok((cursor.u16_le("its header")?.into(), cursor.u16_le("its header")?.into()))
}

fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let mut cursor = Cursor::new(bytes, MAGIC_LENGTH + 4, NAME);
    let flags = cursor.byte("its header")?;
    cursor.take(2, "its header")?;
    cursor.take(color_table_length(flags), "its colour table")?;
    loop {
        match cursor.byte("the list of its blocks")? {
            0x21 => {
                cursor.take(1, "an extension")?;
                sub_blocks(&mut cursor, "an extension")?;
            }
            0x2c => {
                let descriptor = cursor.take(9, "its first frame")?;
                cursor.take(color_table_length(descriptor[8]), "its first frame")?;
                cursor.take(1, "its first frame")?;
                return sub_blocks(&mut cursor, "its first frame");
            }
            _ => return Err(damaged(NAME, "is followed by no frame")),
        }
    }
}

/// Bytes of the colour table that the flags announce.
fn color_table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn sub_blocks(cursor: &mut Cursor<'_>, what: &str) -> Result<(), Problem> {
    loop {
        match cursor.byte(what)? {
            0 => return Ok(()),
            length => cursor.take(length.into(), what)?,
        };
    }
}
