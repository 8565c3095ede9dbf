//! The tracks of a Matroska file, and what their codecs are called.

use crosscheck_domain::Problem;

use super::NAME;
use super::ebml::{Element, Elements};
use crate::movie::{damaged, natural};

/// More tracks than any file has that people look at.
const MOST_TRACKS: usize = 1000;

mod id {
    pub const NUMBER: u32 = 0xd7;
    pub const KIND: u32 = 0x83;
    pub const CODEC: u32 = 0x86;
    pub const DEFAULT_DURATION: u32 = 0x0023_e383;
    pub const VIDEO: u32 = 0xe0;
    pub const WIDTH: u32 = 0xb0;
    pub const HEIGHT: u32 = 0xba;
    pub const DISPLAY_WIDTH: u32 = 0x54b0;
    pub const DISPLAY_HEIGHT: u32 = 0x54ba;
    pub const AUDIO: u32 = 0xe1;
    pub const SAMPLE_RATE: u32 = 0xb5;
    pub const OUTPUT_RATE: u32 = 0x78b5;
    pub const CHANNELS: u32 = 0x9f;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Video,
    Sound,
    Other,
}

pub struct Track {
    pub number: u64,
    pub kind: Kind,
    pub codec: String,
    /// Nanoseconds of a frame.
    pub default_duration: Option<u64>,
    /// Pixels as shown.
    pub size: (u32, u32),
    pub channels: u16,
    pub sample_rate: u32,
}

/// A track entry; none where nobody sees or hears it.
pub fn read(elements: &mut Elements<'_, '_>, entry: Element, n_before: usize) -> Result<Option<Track>, Problem> {
    let Some(length) = entry.length else { return Err(damaged(NAME, "has a track without a length")) };
    if n_before >= MOST_TRACKS {
        return Err(damaged(NAME, "has more tracks than any file that people look at"));
    }
    let start = elements.at();
    let end = start.saturating_add(length);
    let (mut number, mut kind, mut codec, mut default_duration) = (0, Kind::Other, Vec::new(), None);
    let (mut coded, mut display) = ((0, 0), (0, 0));
    let (mut rate, mut output_rate, mut channels) = (8000.0, None, 1);
    while elements.at() < end {
        let Some(element) = elements.next()? else { break };
        match element.id {
            id::VIDEO | id::AUDIO => {}
            id::NUMBER => number = elements.unsigned(element)?,
            id::KIND => {
                kind = match elements.unsigned(element)? {
                    1 => Kind::Video,
                    2 => Kind::Sound,
                    _ => Kind::Other,
                };
            }
            id::CODEC => codec = elements.contents(element, 200)?,
            id::DEFAULT_DURATION => default_duration = Some(elements.unsigned(element)?),
            id::WIDTH => coded.0 = edge(elements.unsigned(element)?),
            id::HEIGHT => coded.1 = edge(elements.unsigned(element)?),
            id::DISPLAY_WIDTH => display.0 = edge(elements.unsigned(element)?),
            id::DISPLAY_HEIGHT => display.1 = edge(elements.unsigned(element)?),
            id::SAMPLE_RATE => rate = elements.float(element)?,
            id::OUTPUT_RATE => output_rate = Some(elements.float(element)?),
            id::CHANNELS => channels = u16::try_from(elements.unsigned(element)?).unwrap_or(0),
            _ => match element.length {
                Some(length) => elements.skip(length)?,
                None => return Err(damaged(NAME, "has a piece without a length")),
            },
        }
    }
    elements.leave(start, entry)?;
    if kind == Kind::Other {
        return Ok(None);
    }
    let rate = output_rate.unwrap_or(rate);
    let (codec, rate) = (name(&codec), if (1.0..1e7).contains(&rate) { rate } else { 0.0 });
    if kind == Kind::Video && (coded.0 == 0 || coded.1 == 0) {
        return Err(damaged(NAME, "gives its video no width or no height"));
    }
    if kind == Kind::Sound && (channels == 0 || rate == 0.0) {
        return Err(damaged(NAME, "has a sound without channels or without a rate"));
    }
    let sample_rate = if codec == "opus" { 48_000 } else { rate.round() as u32 };
    Ok(Some(Track { number, kind, codec, default_duration, size: shown(coded, display), channels, sample_rate }))
}

fn edge(pixels: u64) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

/// The size with the shape that the display size gives to the pixels.
fn shown(coded: (u32, u32), display: (u32, u32)) -> (u32, u32) {
    if display.0 == 0 || display.1 == 0 || coded.0 > 65_535 || coded.1 > 65_535 {
        return coded;
    }
    let across = u64::from(display.0) * u64::from(coded.1);
    let down = u64::from(display.1) * u64::from(coded.0);
    let shift = (64 - across.max(down).leading_zeros()).saturating_sub(32);
    natural(coded, ((across >> shift) as u32, (down >> shift) as u32))
}

fn name(codec: &[u8]) -> String {
    let id = String::from_utf8_lossy(codec).trim_end_matches('\0').to_owned();
    let known = match id.as_str() {
        "V_VP8" => "vp8",
        "V_VP9" => "vp9",
        "V_AV1" => "av1",
        "V_MPEG4/ISO/AVC" => "h264",
        "V_MPEGH/ISO/HEVC" => "hevc",
        "V_MPEG4/ISO/ASP" | "V_MPEG4/ISO/SP" => "mpeg4",
        "V_MPEG2" => "mpeg2",
        "V_MJPEG" => "mjpeg",
        "V_PRORES" => "prores",
        "A_OPUS" => "opus",
        "A_VORBIS" => "vorbis",
        "A_FLAC" => "flac",
        "A_MPEG/L3" => "mp3",
        "A_AC3" => "ac3",
        "A_EAC3" => "eac3",
        "A_DTS" => "dts",
        "A_ALAC" => "alac",
        id if id.starts_with("A_AAC") => "aac",
        id if id.starts_with("A_PCM") => "pcm",
        id => {
            let kept = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/')).take(40);
            let name: String = kept.map(|c| c.to_ascii_lowercase()).collect();
            return if name.is_empty() { "unknown".to_owned() } else { name };
        }
    };
    known.to_owned()
}
