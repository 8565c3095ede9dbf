//! JPEG: segments that begin with a marker, and scans of compressed data between them.

use crosscheck_domain::Problem;

use super::{Dimensions, Format, cursor::Cursor, damaged};

const NAME: &str = "JPEG";
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

pub const FORMAT: Format = Format {
    mime: "image/jpeg",
    name: NAME,
    codec: image::ImageFormat::Jpeg,
    widest: 3,
    recognise: |bytes| bytes.starts_with(&[0xff, 0xd8, 0xff]),
    dimensions,
    complete,
};

fn dimensions(bytes: &[u8]) -> Result<Dimensions, Problem> {
    let mut cursor = Cursor::new(bytes, 2, NAME);
    loop {
        let marker = next_marker(&mut cursor)?;
        if marker == END_OF_IMAGE || marker == START_OF_SCAN {
            return Err(damaged(NAME, "does not say how large it is"));
        }
        if let Some(segment) = segment(&mut cursor, marker)?
            && is_frame(marker)
        {
            let mut frame = Cursor::new(segment, 1, NAME);
            let height = frame.u16_be("its frame header")?;
            let width = frame.u16_be("its frame header")?;
            return Ok((width.into(), height.into()));
        }
    }
}

/// Walks to the end marker. A scan that was cut off has none.
fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let mut cursor = Cursor::new(bytes, 2, NAME);
    let mut scans = 0;
    loop {
        let marker = next_marker(&mut cursor)?;
        if marker == END_OF_IMAGE {
            return if scans > 0 { Ok(()) } else { Err(damaged(NAME, "is followed by no picture data")) };
        }
        segment(&mut cursor, marker)?;
        scans += usize::from(marker == START_OF_SCAN);
    }
}

/// The next marker that is not part of compressed data: neither a stuffed zero, nor a restart, nor padding.
fn next_marker(cursor: &mut Cursor<'_>) -> Result<u8, Problem> {
    loop {
        let Some(at) = cursor.rest().iter().position(|byte| *byte == 0xff) else {
            return Err(cursor.cut_off("its picture data"));
        };
        cursor.skip(at + 1);
        match cursor.rest().first() {
            Some(0x00 | 0x01 | 0xd0..=0xd7) => cursor.skip(1),
            Some(0xff) => {}
            _ => return cursor.byte("its picture data"),
        }
    }
}

/// What belongs to a marker; none for a marker that stands alone.
fn segment<'a>(cursor: &mut Cursor<'a>, marker: u8) -> Result<Option<&'a [u8]>, Problem> {
    if marker == 0xd8 {
        return Ok(None);
    }
    let length = usize::from(cursor.u16_be("a segment")?);
    let Some(length) = length.checked_sub(2) else { return Err(damaged(NAME, "has a segment without a length")) };
    cursor.take(length, "a segment").map(Some)
}

/// Baseline, progressive and the other frame headers; 0xc4, 0xc8 and 0xcc are tables.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}
