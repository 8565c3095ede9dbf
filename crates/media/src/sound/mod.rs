//! Files that hold nothing but sound: WAV, FLAC, MP3, Ogg and AAC.

mod decode;
mod moved;
mod open;
mod opus;
mod peaks;
mod spectrogram;
mod whole;

use crosscheck_domain::{MediaInfo, MediaKind, Problem};

use crate::probe::unreadable;
use crate::source::Source;
use crate::{Limits, Probe, movie};

pub use moved::moved_wav;
pub use peaks::peaks;
pub use spectrogram::{PICTURE_MS, spectrogram};

/// One file format of sound.
struct Format {
    mime: &'static str,
    /// What people call it.
    name: &'static str,
    recognise: fn(&[u8]) -> bool,
}

const WAV: Format = Format {
    mime: "audio/wav",
    name: "WAV",
    recognise: |bytes| bytes.len() >= 12 && matches!(&bytes[..4], b"RIFF" | b"RF64") && &bytes[8..12] == b"WAVE",
};
const FLAC: Format = Format { mime: "audio/flac", name: "FLAC", recognise: |bytes| bytes.starts_with(b"fLaC") };
const OGG: Format = Format { mime: "audio/ogg", name: "Ogg", recognise: |bytes| bytes.starts_with(b"OggS") };
const AAC: Format = Format { mime: "audio/aac", name: "AAC", recognise: is_aac };
const MP3: Format =
    Format { mime: "audio/mpeg", name: "MP3", recognise: |bytes| bytes.starts_with(b"ID3") || is_mp3(bytes) };

static FORMATS: &[Format] = &[WAV, FLAC, OGG, AAC, MP3];

pub(crate) const PROBE: Probe = Probe {
    kinds: &[MediaKind::Audio],
    mimes: &[WAV.mime, FLAC.mime, OGG.mime, AAC.mime, MP3.mime],
    title: "sound as WAV, FLAC, MP3, Ogg (Vorbis, Opus) or AAC",
    recognise: |bytes| FORMATS.iter().find(|format| (format.recognise)(bytes)).map(|format| format.mime),
    read,
};

fn format(mime: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.mime == mime).unwrap_or(&MP3)
}

/// A frame of AAC in its plain form: twelve bits, layer zero, and a second frame where the first ends.
fn is_aac(bytes: &[u8]) -> bool {
    let is_head = |at: usize| bytes.get(at..at + 2).is_some_and(|two| two[0] == 0xff && two[1] & 0xf6 == 0xf0);
    let length =
        |bytes: &[u8]| (usize::from(bytes[3] & 3) << 11) | (usize::from(bytes[4]) << 3) | usize::from(bytes[5] >> 5);
    bytes.len() > 7 && is_head(0) && length(bytes) > 7 && (length(bytes) + 2 > bytes.len() || is_head(length(bytes)))
}

/// A frame of MP3 whose fields all have a meaning.
fn is_mp3(bytes: &[u8]) -> bool {
    let [first, second, third, ..] = *bytes else { return false };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    first == 0xff && second & 0xe0 == 0xe0 && version != 1 && layer == 1 && third >> 4 != 15 && third >> 2 & 3 != 3
}

/// What people call the file, and how much later than by its own clock its sound is heard, in milliseconds.
fn found(source: &mut Source<'_>, limits: &Limits) -> Result<(&'static str, f64), Problem> {
    let head = source.head(4096).map_err(unreadable)?;
    if let Some(mime) = (movie::PROBE.recognise)(&head) {
        return movie::sound_offset(source, mime, limits);
    }
    Ok(((PROBE.recognise)(&head).map_or("sound", |mime| format(mime).name), 0.0))
}

fn read(source: &mut Source<'_>, mime: &'static str, limits: &Limits) -> Result<MediaInfo, Problem> {
    let size = source.size();
    let found = whole::measure(source, format(mime))?;
    let duration_ms = (found.n_samples as f64 * 1000.0 / f64::from(found.sample_rate)).ceil() as u64;
    limits.check_duration(duration_ms)?;
    Ok(MediaInfo {
        duration_ms: Some(duration_ms),
        sample_rate: Some(found.sample_rate),
        channels: Some(found.channels),
        codecs: vec![found.codec],
        ..MediaInfo::new(MediaKind::Audio, mime, size)
    })
}
