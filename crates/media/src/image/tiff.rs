//! TIFF: a directory of tags that says where the strips or tiles of the first picture are.

use crosscheck_domain::Problem;
use exif::{Context, Exif, In, Tag, Value};

use super::{Dimensions, Format, cursor::Cursor, damaged};

const NAME: &str = "TIFF";
const STRIPS: (Tag, Tag) = (Tag::StripOffsets, Tag::StripByteCounts);
const TILES: (Tag, Tag) = (Tag(Context::Tiff, 0x144), Tag(Context::Tiff, 0x145));

pub const FORMAT: Format = Format {
    mime: "image/tiff",
    name: NAME,
    codec: image::ImageFormat::Tiff,
    widest: 16,
    recognise: |bytes| bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"),
    dimensions,
    complete,
};

fn dimensions(bytes: &[u8]) -> Result<Dimensions, Problem> {
    let tags = tags(bytes)?;
    let edge = |tag| tags.get_field(tag, In::PRIMARY)?.value.get_uint(0);
    match (edge(Tag::ImageWidth), edge(Tag::ImageLength)) {
        (Some(width), Some(height)) => Ok((width, height)),
        _ => Err(damaged(NAME, "does not say how large it is")),
    }
}

fn complete(bytes: &[u8]) -> Result<(), Problem> {
    let tags = tags(bytes)?;
    let values = |tag| tags.get_field(tag, In::PRIMARY).map(|field| &field.value);
    let mut found = false;
    for (offsets, lengths) in [STRIPS, TILES] {
        let (Some(offsets), Some(lengths)) = (values(offsets), values(lengths)) else { continue };
        found = true;
        if furthest_end(offsets, lengths) > bytes.len() as u64 {
            return Err(Cursor::new(bytes, 0, NAME).cut_off("its picture data"));
        }
    }
    if found { Ok(()) } else { Err(damaged(NAME, "does not say where the picture data is")) }
}

fn furthest_end(offsets: &Value, lengths: &Value) -> u64 {
    let (Some(offsets), Some(lengths)) = (offsets.iter_uint(), lengths.iter_uint()) else { return u64::MAX };
    offsets.zip(lengths).map(|(offset, length)| u64::from(offset) + u64::from(length)).max().unwrap_or(0)
}

fn tags(bytes: &[u8]) -> Result<Exif, Problem> {
    let mut header = Cursor::new(bytes, 4, NAME);
    let at = header.u32_be("its header")?;
    let at = if bytes[0] == b'I' { at.swap_bytes() } else { at };
    let mut directory = Cursor::new(bytes, bytes.len().min(at as usize), NAME);
    let count = directory.u16_be("its directory of tags")?;
    let count = if bytes[0] == b'I' { count.swap_bytes() } else { count };
    // Twelve bytes a tag, and four that say where the next directory is.
    directory.take(usize::from(count) * 12 + 4, "its directory of tags")?;
    exif::Reader::new()
        .continue_on_error(true)
        .read_raw(bytes.to_vec())
        .or_else(|error| error.distill_partial_result(|_| {}))
        .map_err(|_| Cursor::new(bytes, 0, NAME).cut_off("its directory of tags"))
}
