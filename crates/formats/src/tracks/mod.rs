//! Formats of things that move through videos, all through one neutral document.

mod coco_video;
mod cvat_video;
mod document;
mod mot;

use std::collections::BTreeMap;

use crosscheck_domain::Problem;

pub use document::{Frames, MovingDocument, MovingTrack, Video};

use crate::timed::{Losses, Reading};

/// One format of tracks. Another one is one file with a constant, and one line in [`TRACKS`].
pub struct TrackFormat {
    pub id: &'static str,
    pub title: &'static str,
    pub extensions: &'static [&'static str],
    pub read: fn(&TrackFiles) -> Result<Reading<MovingDocument>, Problem>,
    /// Files below the place to write to, the main one first.
    pub write: fn(&MovingDocument, &mut Losses) -> Vec<(String, String)>,
}

/// The main file, and by their names those that stand beside it.
#[derive(Clone, Debug, Default)]
pub struct TrackFiles {
    pub main: Vec<u8>,
    pub beside: BTreeMap<String, Vec<u8>>,
}

pub static TRACKS: &[&TrackFormat] = &[&mot::TRACKS, &coco_video::TRACKS, &cvat_video::TRACKS];

/// The format with this id.
pub fn track_format(id: &str) -> Option<&'static TrackFormat> {
    TRACKS.iter().copied().find(|format| format.id == id)
}
