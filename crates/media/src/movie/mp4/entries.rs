//! Sample entries: which codec a track has, how large its pictures are, how many channels it sounds on.

use crosscheck_domain::Problem;

use super::NAME;
use super::boxes::{Kind, boxes, find};
use super::track::Handler;
use crate::movie::damaged;
use crate::movie::fields::Fields;

/// The first description of a track's samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub codec: String,
    /// Pixels before rotation; zero of a sound.
    pub size: (u32, u32),
    /// Width to height of a pixel.
    pub pixel_shape: (u32, u32),
    pub channels: u16,
    pub sample_rate: u32,
}

/// Rates of AAC by their index.
const AAC_RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

pub fn read(stsd: &[u8], handler: Handler, timescale: u32) -> Result<Entry, Problem> {
    let mut fields = Fields::new(stsd, NAME, *b"stsd");
    fields.version()?;
    fields.skip(4)?;
    let Some(first) = boxes(fields.rest()).next() else {
        return Err(damaged(NAME, "does not say how a track is coded"));
    };
    let (kind, contents) = first?;
    let mut fields = Fields::new(contents, NAME, kind);
    fields.skip(8)?;
    match handler {
        Handler::Video => video(kind, fields),
        Handler::Sound | Handler::Other => sound(kind, fields, timescale),
    }
}

fn video(kind: Kind, mut fields: Fields<'_>) -> Result<Entry, Problem> {
    fields.skip(16)?;
    let size = (fields.u16()?.into(), fields.u16()?.into());
    fields.skip(50)?;
    let pixel_shape = match extension(fields.rest(), b"pasp") {
        Some(pasp) => {
            let mut shape = Fields::new(pasp, NAME, *b"pasp");
            (shape.u32()?, shape.u32()?)
        }
        None => (1, 1),
    };
    let codec = match &kind {
        b"avc1" | b"avc2" | b"avc3" | b"avc4" => "h264",
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => "hevc",
        b"vp08" => "vp8",
        b"vp09" => "vp9",
        b"av01" => "av1",
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => "prores",
        b"jpeg" | b"mjpa" | b"mjpb" => "mjpeg",
        b"mp4v" => match coding(fields.rest()) {
            Some((0x6c, _)) => "mjpeg",
            Some((0x60..=0x65, _)) => "mpeg2",
            _ => "mpeg4",
        },
        b"s263" | b"h263" => "h263",
        other => return Ok(Entry { codec: name(other), size, pixel_shape, channels: 0, sample_rate: 0 }),
    };
    Ok(Entry { codec: codec.to_owned(), size, pixel_shape, channels: 0, sample_rate: 0 })
}

fn sound(kind: Kind, mut fields: Fields<'_>, timescale: u32) -> Result<Entry, Problem> {
    let version = fields.u16()?;
    fields.skip(6)?;
    let mut channels = fields.u16()?;
    fields.skip(6)?;
    let mut sample_rate = fields.u32()? >> 16;
    match version {
        1 => fields.skip(16)?,
        2 => {
            fields.skip(4)?;
            let rate = f64::from_bits(fields.u64()?);
            sample_rate = if (1.0..=1e7).contains(&rate) { rate as u32 } else { 0 };
            channels = u16::try_from(fields.u32()?).unwrap_or(0);
            fields.skip(20)?;
        }
        _ => {}
    }
    // QuickTime wraps what describes AAC.
    let wrapped = extension(fields.rest(), b"wave");
    let coding = coding(fields.rest()).or_else(|| wrapped.and_then(coding));
    let codec = match &kind {
        b"mp4a" => match coding {
            Some((0x69 | 0x6b, _)) => "mp3",
            Some((0xdd, _)) => "vorbis",
            Some((0xa9, _)) => "dts",
            _ => "aac",
        },
        b"Opus" => "opus",
        b"fLaC" => "flac",
        b"alac" => "alac",
        b".mp3" => "mp3",
        b"ac-3" => "ac3",
        b"ec-3" => "eac3",
        b"sowt" | b"twos" | b"lpcm" | b"in24" | b"in32" | b"fl32" | b"fl64" | b"raw " | b"ipcm" | b"fpcm" => "pcm",
        b"ulaw" => "pcm_mulaw",
        b"alaw" => "pcm_alaw",
        other => &name(other),
    };
    if let Some((0x40, Some(config))) = coding
        && let Some((rate, n)) = aac(config)
    {
        sample_rate = rate;
        channels = if n == 0 { channels } else { n };
    }
    let sample_rate = if sample_rate == 0 { timescale } else { sample_rate };
    if channels == 0 {
        return Err(damaged(NAME, "has a sound without channels"));
    }
    Ok(Entry { codec: codec.to_owned(), size: (0, 0), pixel_shape: (1, 1), channels, sample_rate })
}

/// A box behind the fields of an entry; what else stands there may be anything.
fn extension<'a>(rest: &'a [u8], kind: &Kind) -> Option<&'a [u8]> {
    find(rest, kind).ok().flatten()
}

/// A codec nobody here knows, by the four letters of its entry.
fn name(kind: &Kind) -> String {
    let letters = kind.iter().filter(|letter| letter.is_ascii_alphanumeric());
    let name: String = letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

/// The type and the configuration that an `esds` box gives.
fn coding(rest: &[u8]) -> Option<(u8, Option<&[u8]>)> {
    let mut bytes = extension(rest, b"esds")?.get(4..)?;
    let (tag, _) = descriptor(&mut bytes)?;
    let flags = if tag == 3 { *bytes.get(2)? } else { return None };
    bytes = bytes.get(3..)?;
    let skipped = [(0x80, 2), (0x40, usize::from(*bytes.first()?) + 1), (0x20, 2)];
    for (flag, length) in skipped {
        bytes = if flags & flag == 0 { bytes } else { bytes.get(length..)? };
    }
    let (tag, _) = descriptor(&mut bytes)?;
    let kind = if tag == 4 { *bytes.first()? } else { return None };
    bytes = bytes.get(13..)?;
    let config = descriptor(&mut bytes).filter(|(tag, _)| *tag == 5).and_then(|(_, length)| bytes.get(..length));
    Some((kind, config))
}

/// Tag and length of the next descriptor.
fn descriptor(bytes: &mut &[u8]) -> Option<(u8, usize)> {
    let (tag, mut length) = (*bytes.first()?, 0);
    *bytes = &bytes[1..];
    for _ in 0..4 {
        let byte = *bytes.first()?;
        *bytes = &bytes[1..];
        length = length << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((tag, length));
        }
    }
    Some((tag, length))
}

/// Rate and channels of an AAC configuration; the channels are zero where they are told elsewhere.
fn aac(config: &[u8]) -> Option<(u32, u16)> {
    let bits = config.iter().chain(&[0; 8]).take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let (mut at, take) = (0, |at: &mut u32, n: u32| {
        let value = bits << *at >> (64 - n);
        *at += n;
        u32::try_from(value).unwrap_or(0)
    });
    let rate_at = |at: &mut u32| match take(at, 4) {
        15 => Some(take(at, 24)),
        index => AAC_RATES.get(index as usize).copied(),
    };
    let kind = match take(&mut at, 5) {
        31 => 32 + take(&mut at, 6),
        kind => kind,
    };
    let rate = rate_at(&mut at)?;
    let channels = match take(&mut at, 4) {
        7 => 8,
        n @ 0..=6 => n as u16,
        _ => return None,
    };
    // With spectral band replication, twice as many samples come out; parametric stereo makes two channels of one.
    match kind {
        5 => Some((rate_at(&mut at)?, channels)),
        29 => Some((rate_at(&mut at)?, 2)),
        _ => Some((rate, channels)),
    }
}

#[cfg(test)]
mod tests {
    use super::aac;

    #[test]
    fn aac_tells_rate_and_channels() {
        assert_eq!(aac(&[0x12, 0x10]), Some((44_100, 2)));
        assert_eq!(aac(&[0x11, 0x88]), Some((48_000, 1)));
        assert_eq!(aac(&[0x11, 0xb0]), Some((48_000, 6)));
        assert_eq!(aac(&[]), Some((96_000, 0)));
    }
}
