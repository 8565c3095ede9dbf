//! Immutable bytes named by their SHA-256, and what probing them told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What kind of medium an asset or a part is. A new modality adds its word here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    Text,
    Image,
    Audio,
    Video,
}

/// What an asset is, found out once by `media::probe` when the bytes arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MediaInfo {
    pub kind: MediaKind,
    /// `image/jpeg` and the like, from the bytes and never from the file name.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// Pixels *after* EXIF orientation was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels *after* EXIF orientation was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// The EXIF orientation of the stored bytes, 1 to 8; 1 where none is given.
    #[serde(default = "upright")]
    pub orientation: u8,
    /// Milliseconds, of what moves or sounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Samples a second of its sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Channels of its sound; none where it is silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<u16>,
    /// How many pictures a video has: the length of its frame table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frames: Option<u32>,
    /// `h264`, `vp9`, `opus` and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codecs: Vec<String>,
}

impl MediaInfo {
    /// What every medium has; the rest is absent.
    pub fn new(kind: MediaKind, mime: &str, size: u64) -> Self {
        Self {
            kind,
            mime: mime.to_owned(),
            size,
            width: None,
            height: None,
            orientation: upright(),
            duration_ms: None,
            sample_rate: None,
            channels: None,
            frames: None,
            codecs: Vec::new(),
        }
    }
}

fn upright() -> u8 {
    1
}

/// Where an asset comes from and what may be done with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Provenance {
    /// A URL or the name of a collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// SPDX identifier, such as `CC-BY-4.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
}

/// Bytes in the blob store, known to a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Asset {
    /// Lower-case hexadecimal SHA-256 of the bytes.
    pub sha256: String,
    /// The name of the file it came in, for people only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub info: MediaInfo,
    #[serde(default)]
    pub provenance: Provenance,
}
