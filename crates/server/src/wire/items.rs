//! Items, their media, and selections of them.

use std::collections::BTreeMap;

use crosscheck_domain::{Annotation, Item, ItemState, MediaKind, SelectorKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemRow {
    pub id: String,
    pub external_id: String,
    pub excerpt: String,
    pub thumbnail: Option<String>,
    pub state: ItemState,
    pub wanted: u32,
    pub votes: u32,
    pub taken: u32,
    /// Mean pairwise equality over all compared fields, 0 to 1; null under two votes.
    pub agreement: Option<f64>,
    pub priority: i64,
    pub changed_at: i64,
    pub group: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemPage {
    pub items: Vec<ItemRow>,
    pub next: Option<String>,
    pub seq: i64,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ItemQuery {
    pub after: Option<String>,
    pub limit: Option<u32>,
    /// Words; each matches the beginning of a word in the item's texts or id.
    pub q: Option<String>,
    /// An item state.
    pub state: Option<ItemState>,
    pub min_votes: Option<u32>,
    pub max_votes: Option<u32>,
    pub group: Option<String>,
    pub sort: Option<ItemSort>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemSort {
    #[default]
    Sequence,
    /// Newest first.
    Newest,
    /// Highest priority first.
    Priority,
    /// Last changed first.
    Changed,
    /// Least agreement first.
    Agreement,
}

/// URLs of one picture in several sizes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImageUrls {
    pub original: String,
    /// At most 320 pixels.
    pub thumbnail: String,
    /// At most 2,048 pixels.
    pub display: String,
    /// `…/tiles/{level}/{col}/{row}`; null when `display` shows every pixel. Level 0 is full resolution, each next is halved.
    pub tile: Option<String>,
    pub tile_size: u32,
    pub levels: u8,
    pub width: u32,
    pub height: u32,
}

/// URLs of what is heard, and of what is computed from it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SoundUrls {
    /// Extremes of the samples at several zoom levels, as bytes; takes ranges.
    pub peaks: String,
    /// `…/spectrogram/{n}`: pictures of ten seconds each.
    pub spectrogram: String,
    pub channels: u16,
    /// Samples a second.
    pub sample_rate: u32,
}

/// URLs of one sound.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AudioUrls {
    pub original: String,
    /// What a browser plays: the original, or a rendition of it.
    pub play: String,
    pub sound: SoundUrls,
    pub duration_ms: u64,
}

/// URLs of one video.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VideoUrls {
    pub original: String,
    /// What a browser plays: the original, or a rendition of it with the same times.
    pub play: String,
    /// The times at which its frames are shown, as bytes.
    pub frames: String,
    /// `…/frames/{index}`: one frame as a picture; null where the server cannot decode it.
    pub frame: Option<String>,
    /// At most 320 pixels; null where the server cannot decode it.
    pub thumbnail: Option<String>,
    /// Pictures from evenly spaced times beside each other; null where the server cannot decode it.
    pub storyboard: Option<String>,
    /// Null where it is silent.
    pub sound: Option<SoundUrls>,
    pub duration_ms: u64,
    pub width: u32,
    pub height: u32,
    pub n_frames: u32,
}

/// URLs of one part, by what it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartUrls {
    Image(ImageUrls),
    Audio(AudioUrls),
    Video(VideoUrls),
}

/// `slot/part` → URLs.
pub type MediaUrls = BTreeMap<String, PartUrls>;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotatorRef {
    pub id: String,
    pub name: String,
    /// `human` or `model`.
    pub kind: String,
}

/// A stored annotation as managers and reviewers see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotationView {
    pub id: String,
    pub seq: i64,
    pub annotator: AnnotatorRef,
    /// The revision of the item that it was made on.
    pub item_revision: u32,
    pub design_version: u32,
    pub submitted_at: i64,
    /// Arrived after its lease, session or design version had ended.
    pub late: bool,
    /// Arrived when the item was full: kept, but left out of the overlap.
    pub surplus: bool,
    /// Not superseded.
    pub current: bool,
    /// Where it was made, when it was imported.
    pub imported_from: Option<ImportedFrom>,
    pub body: Annotation,
}

/// Where an imported annotation was made, as its export told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportedFrom {
    /// The short name of the project, when the manifest came along.
    pub project: Option<String>,
    /// Its id there.
    pub id: String,
    pub annotator: String,
    pub design_version: u32,
    pub seq: u64,
    /// The import that brought it.
    pub job: String,
    /// Milliseconds since 1970.
    pub imported_at: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemDetail {
    pub row: ItemRow,
    pub item: Item,
    #[schema(value_type = BTreeMap<String, PartUrls>)]
    pub media: MediaUrls,
    /// Those that were made on what the item shows now.
    pub annotations: Vec<AnnotationView>,
    /// What it showed before, where somebody has judged that; newest first.
    pub older: Vec<OlderItem>,
    /// The caller has this item in hand: nobody's answers are shown before their own.
    pub withheld: bool,
}

/// What an item showed once, with the annotations that were made on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OlderItem {
    /// The first revision that shows it.
    pub revision: u32,
    pub item: Item,
    #[schema(value_type = BTreeMap<String, PartUrls>)]
    pub media: MediaUrls,
    pub annotations: Vec<AnnotationView>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ItemFilter {
    pub q: Option<String>,
    pub state: Option<ItemState>,
    pub min_votes: Option<u32>,
    pub max_votes: Option<u32>,
    pub group: Option<String>,
    /// Exactly these; the other conditions still hold.
    pub ids: Option<Vec<String>>,
    /// None of these.
    pub except: Option<Vec<String>>,
}

/// What to do with the selected items.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ItemAction {
    /// Ask this many more people, 1 to 100. Items that were called unusable are opened again.
    Requeue {
        extra: u32,
    },
    Priority {
        value: i64,
    },
    /// Give them to one person, before everything else.
    Assign {
        annotator: String,
    },
    /// Take back what was given and nobody has begun.
    Unassign,
    Exclude {
        reason: String,
    },
    /// Undo an exclusion.
    Include,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Selection {
    pub filter: ItemFilter,
    pub action: ItemAction,
    /// Only count.
    #[serde(default)]
    pub preview: bool,
}

/// A count for a preview, a job otherwise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SelectionReply {
    pub count: u64,
    pub job: Option<super::Job>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SelectorOption {
    pub id: SelectorKind,
    pub title: String,
    pub media: Vec<MediaKind>,
}
