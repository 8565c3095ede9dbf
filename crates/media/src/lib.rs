//! Bytes to media information and derived views: probing, thumbnails and tiles, within limits.
//!
//! What a file is comes from its bytes and never from its name. Everything here is synchronous and holds the processor
//! for long: a server calls it from a blocking thread.

mod image;
mod limits;
mod markup;
mod picture;
mod probe;
mod pyramid;
mod views;

pub use image::decoded_bytes;
pub use limits::Limits;
pub use picture::Picture;
pub use probe::{PROBES, Probe, probe};
pub use pyramid::{CutError, Pyramid, TILE_SIZE, cut, levels};
pub use views::{DISPLAY_EDGE, THUMBNAIL_EDGE, display, thumbnail};
