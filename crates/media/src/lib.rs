//! Bytes to media information and derived views: probing, thumbnails and tiles, within limits.
//!
//! What a file is comes from its bytes and never from its name. Everything here is synchronous and holds the processor
//! for long: a server calls it from a blocking thread.

mod frames;
mod image;
mod limits;
mod markup;
mod movie;
mod picture;
mod probe;
mod pyramid;
mod sound;
mod source;
mod strip;
mod views;

pub use frames::FrameTable;
pub use image::decoded_bytes;
pub use limits::Limits;
pub use movie::frame_table;
pub use picture::Picture;
pub use probe::{PROBES, Probe, probe};
pub use pyramid::{CutError, Pyramid, TILE_SIZE, cut, levels};
pub use sound::{PICTURE_MS, moved_wav, peaks, spectrogram};
pub use source::ReadSeek;
pub use strip::{STRIP_EDGE, STRIP_PICTURES, blank_still, strip};
pub use views::{DISPLAY_EDGE, THUMBNAIL_EDGE, display, thumbnail};
