//! How the stored pixels have to be turned to stand upright, from EXIF.

use std::io::Cursor;

use exif::{In, Tag};

/// The EXIF orientation, 1 to 8; 1 where there is none or it makes no sense.
pub fn read(bytes: &[u8]) -> u8 {
    let tags = exif::Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}));
    tags.ok()
        .and_then(|tags| tags.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1)
}

/// True when turning upright swaps width and height.
pub fn turns(orientation: u8) -> bool {
    orientation >= 5
}
