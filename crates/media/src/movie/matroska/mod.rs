//! Matroska and WebM: reads the heads of all blocks, and steps over what they hold.

mod ebml;
mod tracks;

use crosscheck_domain::Problem;

use super::{Contents, Sound, Video, damaged};
use crate::source::Source;
use crate::{FrameTable, Limits};

use ebml::{Element, Elements};
use tracks::{Kind, Track};

pub const WEBM: &str = "video/webm";
pub const WEBM_AUDIO: &str = "audio/webm";
pub const MATROSKA: &str = "video/x-matroska";
pub const MATROSKA_AUDIO: &str = "audio/x-matroska";

pub const NAME: &str = "Matroska";
const NANOSECONDS: u64 = 1_000_000_000;
/// Ticks a second that are tried where the file's own do not divide a second.
const SCALES: [u32; 3] = [1_000_000, 100_000, 10_000];

mod id {
    pub const EBML: u32 = 0x1a45_dfa3;
    pub const DOC_TYPE: u32 = 0x4282;
    pub const SEGMENT: u32 = 0x1853_8067;
    pub const INFO: u32 = 0x1549_a966;
    pub const TIMESTAMP_SCALE: u32 = 0x002a_d7b1;
    pub const DURATION: u32 = 0x4489;
    pub const TRACKS: u32 = 0x1654_ae6b;
    pub const TRACK_ENTRY: u32 = 0xae;
    pub const CLUSTER: u32 = 0x1f43_b675;
    pub const TIMESTAMP: u32 = 0xe7;
    pub const SIMPLE_BLOCK: u32 = 0xa3;
    pub const BLOCK_GROUP: u32 = 0xa0;
    pub const BLOCK: u32 = 0xa1;
    pub const BLOCK_DURATION: u32 = 0x9b;
}

pub fn recognise(bytes: &[u8]) -> bool {
    bytes.starts_with(&id::EBML.to_be_bytes())
}

/// What was found so far.
struct Walk {
    doc_type: Vec<u8>,
    /// Nanoseconds of a tick.
    scale: u64,
    /// Ticks of everything, where the file says so.
    duration: f64,
    tracks: Vec<Track>,
    cluster: i64,
    has_clusters: bool,
    /// The track and the begin of the block before, for a duration that comes behind it.
    before: Option<(u64, i64)>,
    /// When each frame of the first video begins, and for how long it says that it lasts.
    frames: Vec<(i64, Option<u64>)>,
    /// The begin of the last block of all.
    last: i64,
}

pub fn contents(source: &mut Source<'_>, limits: &Limits) -> Result<Contents, Problem> {
    let mut walk = Walk {
        doc_type: Vec::new(),
        scale: 1_000_000,
        duration: 0.0,
        tracks: Vec::new(),
        cluster: 0,
        has_clusters: false,
        before: None,
        frames: Vec::new(),
        last: 0,
    };
    let mut elements = Elements::new(source);
    while let Some(element) = elements.next()? {
        walk.step(&mut elements, element, limits)?;
    }
    walk.found(limits)
}

impl Walk {
    fn step(&mut self, elements: &mut Elements<'_, '_>, element: Element, limits: &Limits) -> Result<(), Problem> {
        match element.id {
            // What holds others is walked into. Nothing hangs on where it ends, so that live recordings need no end.
            id::EBML | id::SEGMENT | id::INFO | id::TRACKS | id::BLOCK_GROUP => {}
            id::CLUSTER => self.has_clusters = true,
            id::DOC_TYPE => self.doc_type = elements.contents(element, 100)?,
            id::TIMESTAMP_SCALE => self.scale = elements.unsigned(element)?.clamp(1, NANOSECONDS),
            id::DURATION => self.duration = elements.float(element)?,
            id::TRACK_ENTRY => self.tracks.extend(tracks::read(elements, element, self.tracks.len())?),
            id::TIMESTAMP => {
                self.cluster = elements.unsigned(element)?.try_into().unwrap_or(i64::MAX);
            }
            id::SIMPLE_BLOCK | id::BLOCK => self.block(elements, element, limits)?,
            id::BLOCK_DURATION => {
                let length = elements.unsigned(element)?;
                if let (Some((_, begin)), Some(last)) = (self.before, self.frames.last_mut())
                    && last.0 == begin
                {
                    last.1 = Some(length);
                }
            }
            _ => match element.length {
                Some(length) => elements.skip(length)?,
                None => return Err(damaged(NAME, "has a piece without a length")),
            },
        }
        Ok(())
    }

    fn block(&mut self, elements: &mut Elements<'_, '_>, element: Element, limits: &Limits) -> Result<(), Problem> {
        let start = elements.at();
        let [first] = elements.bytes::<1>()?;
        let track = match first.leading_zeros() {
            0 => u64::from(first & 0x7f),
            1 => {
                let [second] = elements.bytes::<1>()?;
                u64::from(first & 0x3f) << 8 | u64::from(second)
            }
            _ => return Err(damaged(NAME, &format!("has a broken block at byte {start}"))),
        };
        let begin = self.cluster.saturating_add(i16::from_be_bytes(elements.bytes::<2>()?).into());
        self.before = None;
        self.last = self.last.max(begin);
        if self.tracks.iter().find(|track| track.kind == Kind::Video).is_some_and(|video| video.number == track) {
            limits.check_frames(self.frames.len() as u64 + 1)?;
            self.frames.push((begin, None));
            self.before = Some((track, begin));
        }
        elements.leave(start, element)
    }

    fn found(mut self, limits: &Limits) -> Result<Contents, Problem> {
        if !self.has_clusters {
            return Err(damaged(NAME, "has no media data"));
        }
        let end_ms = self.ms(self.duration.max(self.last as f64));
        let frames = std::mem::take(&mut self.frames);
        let video = match self.tracks.iter().find(|track| track.kind == Kind::Video) {
            Some(track) if !frames.is_empty() => Some(self.video(track, frames, limits)?),
            _ => None,
        };
        let sound = self.tracks.iter().find(|track| track.kind == Kind::Sound).map(|track| Sound {
            codec: track.codec.clone(),
            channels: track.channels,
            sample_rate: track.sample_rate,
            offset_ms: 0.0,
        });
        let mime = match (self.doc_type.starts_with(b"webm"), video.is_some()) {
            (true, true) => WEBM,
            (true, false) => WEBM_AUDIO,
            (false, true) => MATROSKA,
            (false, false) => MATROSKA_AUDIO,
        };
        Ok(Contents { mime, video, sound, end_ms: if end_ms.is_finite() { end_ms.max(0.0) } else { 0.0 } })
    }

    fn video(&self, track: &Track, mut frames: Vec<(i64, Option<u64>)>, limits: &Limits) -> Result<Video, Problem> {
        frames.sort_unstable();
        let (last, lasting) = frames.last().copied().unwrap_or_default();
        let before = frames.iter().rev().map(|frame| frame.0).find(|begin| *begin < last);
        // The last frame lasts as long as it says, as all do, or as the one before it.
        let usual = track.default_duration.map(|nanoseconds| (nanoseconds + self.scale / 2) / self.scale);
        let lasting = lasting.or(usual).and_then(|ticks| i64::try_from(ticks).ok());
        let end = last.saturating_add(lasting.unwrap_or_else(|| before.map_or(1, |before| last - before)));
        let begins: Vec<i64> = frames.into_iter().map(|frame| frame.0).collect();
        limits.check_frames(begins.len() as u64)?;
        if NANOSECONDS.is_multiple_of(self.scale) {
            let scale = u32::try_from(NANOSECONDS / self.scale).unwrap_or(u32::MAX);
            return Ok(Video { frames: FrameTable::new(begins, end, scale)?, ..self.silent(track) });
        }
        let longest = u128::from(end.unsigned_abs()) * u128::from(self.scale);
        let fits = |scale: &&u32| longest * u128::from(**scale) / u128::from(NANOSECONDS) < u128::from(u32::MAX);
        let scale = SCALES.iter().find(fits).copied().unwrap_or(1000);
        let tick = |time: i64| {
            let ticks = i128::from(time) * i128::from(self.scale) * i128::from(scale);
            i64::try_from((ticks + i128::from(NANOSECONDS / 2)) / i128::from(NANOSECONDS)).unwrap_or(i64::MAX)
        };
        let begins = begins.into_iter().map(tick).collect();
        Ok(Video { frames: FrameTable::new(begins, tick(end), scale)?, ..self.silent(track) })
    }

    fn silent(&self, track: &Track) -> Video {
        Video {
            codec: track.codec.clone(),
            size: track.size,
            frames: FrameTable { timescale: 1000, ticks: Vec::new() },
        }
    }

    fn ms(&self, ticks: f64) -> f64 {
        ticks * self.scale as f64 / 1e6
    }
}
