//! How long a sound is, and that all of it is there: by its packets, without decoding them.

use crosscheck_domain::Problem;
use symphonia::core::errors::Error;

use super::open::{Sound, broken, damaged, guarded};
use super::{FLAC, Format, MP3, OGG, WAV};
use crate::probe::unreadable;
use crate::source::Source;

/// Bytes at the end in which the last page of an Ogg file begins.
const LAST_PAGE: u64 = 70_000;
/// The length of a piece of a WAV file that was written before its end was known.
const UNKNOWN: u32 = u32::MAX;

pub struct Measured {
    pub n_samples: u64,
    pub sample_rate: u32,
    pub channels: u16,
    pub codec: String,
}

pub fn measure(source: &mut Source<'_>, format: &Format) -> Result<Measured, Problem> {
    if format.mime == WAV.mime {
        check_wav(source)?;
    } else if format.mime == OGG.mime {
        check_ogg(source)?;
    }
    let mut sound = Sound::open(source, format.name)?;
    let told = sound.track.num_frames;
    // The header of a WAV file was compared with its length already.
    let n_samples = match told.filter(|_| format.mime == WAV.mime) {
        Some(told) => told,
        None => walked(&mut sound, format.name)?,
    };
    if n_samples == 0 {
        return Err(damaged(format.name, "holds no sound"));
    }
    if let Some(told) = told
        && matches!(format.mime, mime if mime == FLAC.mime || mime == MP3.mime)
        // Two frames of an MP3 file may be silence of its encoder.
        && n_samples + 2 * 1152 < told
    {
        let message = format!(
            "the {} file is cut off: it has {n_samples} samples and speaks of {told}; copy or upload it again",
            format.name
        );
        return Err(Problem::new("media_truncated", message));
    }
    let channels = sound.params.channels.as_ref().and_then(|channels| u16::try_from(channels.count()).ok());
    let Some(channels) = channels.filter(|n| *n > 0) else {
        return Err(damaged(format.name, "does not say how many channels it has"));
    };
    Ok(Measured { n_samples, sample_rate: sound.sample_rate, channels, codec: sound.codec().to_owned() })
}

/// Samples of all packets.
fn walked(sound: &mut Sound<'_>, name: &str) -> Result<u64, Problem> {
    let (mut end, id) = (0_u64, sound.track.id);
    let base = sound.track.time_base;
    guarded(name, || {
        loop {
            let packet = match sound.reader.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => break,
                Err(Error::ResetRequired) => {
                    return Err(damaged(name, "holds several recordings one behind the other"));
                }
                Err(error) => return Err(broken(name, &error)),
            };
            if packet.track_id == id {
                let begin = u64::try_from(packet.pts.get()).unwrap_or(0);
                end = end.max(begin.saturating_add(packet.dur.get()));
            }
        }
        let Some(base) = base else { return Ok(end) };
        let (up, down) = (u128::from(base.numer.get()) * u128::from(sound.sample_rate), u128::from(base.denom.get()));
        Ok(u64::try_from(u128::from(end) * up / down).unwrap_or(u64::MAX))
    })?
}

/// Compares what the pieces of a WAV file say with how long it is.
fn check_wav(source: &mut Source<'_>) -> Result<(), Problem> {
    let size = source.size();
    let mut at = 12;
    for _ in 0..10_000 {
        let head = source.at(at, 8).map_err(unreadable)?;
        let Some((kind, length)) = head.split_first_chunk::<4>() else { break };
        let Some(length) = length.first_chunk().map(|four| u32::from_le_bytes(*four)) else { break };
        let end = at + 8 + u64::from(length);
        if kind == b"data" {
            // A live recording, or one beyond four gigabytes, does not know.
            return if end > size && length != UNKNOWN { Err(cut_off(WAV.name, size, end)) } else { Ok(()) };
        }
        at = end + u64::from(length & 1);
    }
    Err(cut_off(WAV.name, size, at + 8))
}

/// The last page of an Ogg file has to be whole.
fn check_ogg(source: &mut Source<'_>) -> Result<(), Problem> {
    let size = source.size();
    let begin = size.saturating_sub(LAST_PAGE);
    let end = source.at(begin, LAST_PAGE).map_err(unreadable)?;
    let Some(page) = end.windows(4).rposition(|four| four == b"OggS") else {
        return Err(damaged(OGG.name, "is followed by other bytes"));
    };
    let page_length = || {
        let n = usize::from(*end.get(page + 26)?);
        let lengths = end.get(page + 27..page + 27 + n)?;
        Some(27 + n + lengths.iter().map(|length| usize::from(*length)).sum::<usize>())
    };
    let needed = begin + (page + page_length().unwrap_or(28 + 255)) as u64;
    if needed > size { Err(cut_off(OGG.name, size, needed)) } else { Ok(()) }
}

fn cut_off(name: &str, size: u64, needed: u64) -> Problem {
    let message =
        format!("the {name} file is cut off: it has {size} bytes and speaks of {needed}; copy or upload it again");
    Problem::new("media_truncated", message)
}
