//! From several annotators' structures to one: the registry of fusers, one file each.
//!
//! [`crate::aggregation`] settles labels and numbers; here masks, regions, intervals, tracks, transcripts and texts become
//! one. What is fused comes with its support, and what is equally good stays visible.

mod centre;
mod cluster_median;
mod fused;
mod grouped;
mod items;
mod layers;
mod median;
mod network;
mod patterns;
mod pixel_vote;
mod refused;
mod reliability;
mod reliability_weighted;
mod rover;
mod settings;
mod staple;
mod text_distance;
mod track_median;
mod weighted_box_fusion;

pub use fused::{Detail, Fused, FusedItem, Fusion};
pub use network::{Arc, Spoken, Word};
pub use pixel_vote::{PixelVote, pixel_vote};
pub use refused::Refused;
pub use reliability::{Distances, Reliability, reliability};
pub use rover::rover;
pub use settings::{Confidence, Order, Prior, Settings};
pub use staple::{Staple, staple};
pub use text_distance::TextDistance;

use crate::matching::{Kind, Sheets};

/// A way to make one structure of several: what it is called, where it applies, how it is computed.
pub struct Fuser {
    /// The name in commands, files and addresses; it never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for a list.
    pub summary: &'static str,
    pub kinds: &'static [Kind],
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    /// Trusts that the kind fits and the settings are sound; callers use [`Fuser::fuse`].
    fuse: fn(&Sheets, &Settings) -> Result<Fusion, String>,
}

/// Every fuser; a new one is a file and a line.
pub const FUSERS: &[Fuser] = &[
    pixel_vote::FUSER,
    staple::FUSER,
    cluster_median::FUSER,
    weighted_box_fusion::FUSER,
    track_median::FUSER,
    rover::FUSER,
    reliability_weighted::FUSER,
];

/// The fuser of this id.
pub fn fuser(id: &str) -> Option<&'static Fuser> {
    FUSERS.iter().find(|fuser| fuser.id == id)
}

/// The id of the fuser to begin with; `None` for what nobody has a way to fuse.
pub fn recommended_fuser(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Masks => Some(pixel_vote::FUSER.id),
        Kind::Boxes | Kind::Polygons | Kind::Points | Kind::Spans | Kind::Intervals => Some(cluster_median::FUSER.id),
        Kind::Tracks => Some(track_median::FUSER.id),
        Kind::Transcripts => Some(rover::FUSER.id),
        Kind::Lines | Kind::Speech | Kind::Rankings | Kind::Claims | Kind::Links => None,
    }
}

impl Fuser {
    /// One answer for each item, or why there is none. The order of sheets and the numbers of annotators leave no trace.
    pub fn fuse(&self, sheets: &Sheets, settings: &Settings) -> Result<Fusion, String> {
        if !self.kinds.contains(&sheets.kind) {
            let kind = format!("{:?}", sheets.kind).to_lowercase();
            let instead = recommended_fuser(sheets.kind).map_or(String::new(), |id| format!("; use {id}"));
            return Err(format!("{} is not made for {kind}{instead}", self.id));
        }
        if sheets.sheets().is_empty() {
            return Err("there are no sheets to fuse".to_owned());
        }
        settings.check(sheets)?;
        (self.fuse)(sheets, settings)
    }
}
