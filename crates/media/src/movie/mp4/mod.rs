//! MP4, M4A and QuickTime: reads the tables of the tracks, never the media data.

mod boxes;
mod entries;
mod fragments;
mod times;
mod track;

use crosscheck_domain::Problem;

use super::{Contents, Sound, Video, damaged};
use crate::Limits;
use crate::source::Source;

use boxes::{Kind, TopLevel};
use track::{Handler, Movie, Track};

pub const VIDEO: &str = "video/mp4";
pub const QUICKTIME: &str = "video/quicktime";
pub const AUDIO: &str = "audio/mp4";

pub const NAME: &str = "MP4";
/// The tables of 18 hours at 60 frames a second take half of this.
const MOST_TABLES: u64 = 256 << 20;
/// One fragment is seconds long.
const MOST_FRAGMENT: u64 = 16 << 20;

pub fn recognise(bytes: &[u8]) -> bool {
    let kind: Option<&[u8]> = bytes.get(4..8);
    // Old QuickTime files begin with their data and have no type.
    kind.is_some_and(|kind| matches!(kind, b"ftyp" | b"moov" | b"mdat" | b"wide" | b"pnot" | b"styp"))
}

pub fn contents(source: &mut Source<'_>, limits: &Limits) -> Result<Contents, Problem> {
    let (mut movie, mut brand): (Option<Movie>, Kind) = (None, *b"    ");
    let mut top = TopLevel::new(source);
    while let Some(found) = top.next()? {
        match &found.kind {
            b"ftyp" => brand = top.read(&found, 1 << 16)?.first_chunk().copied().unwrap_or(brand),
            b"moov" if movie.is_none() => movie = Some(Movie::read(&top.read(&found, MOST_TABLES)?, limits)?),
            b"moof" => {
                let fragment = top.read(&found, MOST_FRAGMENT)?;
                let movie = movie.as_mut().ok_or_else(|| damaged(NAME, "has a fragment before its tables"))?;
                fragments::read(&fragment, movie, limits)?;
            }
            _ => {}
        }
    }
    let movie = movie.ok_or_else(|| damaged(NAME, "has no tables, as a recording that was not ended"))?;
    if let Some(needed) = movie.tracks.iter().map(|track| track.data_end).max()
        && needed > source.size()
    {
        return Err(super::truncated(NAME, source.size(), needed));
    }
    let has_samples = |track: &&Track| track.n_samples() > 0;
    let of = |handler: Handler| movie.tracks.iter().filter(has_samples).find(move |track| track.handler == handler);
    let video = of(Handler::Video).map(|track| video(track, &movie, limits)).transpose()?;
    let sound = of(Handler::Sound);
    let mime = match (&video, &brand) {
        (None, _) => AUDIO,
        (Some(_), b"qt  " | b"    ") => QUICKTIME,
        (Some(_), _) => VIDEO,
    };
    Ok(Contents {
        mime,
        video,
        end_ms: sound.map_or(0.0, |track| times::end_ms(track, movie.timescale)),
        sound: sound.map(|track| Sound {
            codec: track.entry.codec.clone(),
            channels: track.entry.channels,
            sample_rate: track.entry.sample_rate,
            offset_ms: times::offset_ms(track, movie.timescale),
        }),
    })
}

fn video(track: &Track, movie: &Movie, limits: &Limits) -> Result<Video, Problem> {
    let (width, height) = super::natural(track.entry.size, track.entry.pixel_shape);
    if width == 0 || height == 0 {
        return Err(damaged(NAME, "gives its video no width or no height"));
    }
    Ok(Video {
        codec: track.entry.codec.clone(),
        size: if track.turned { (height, width) } else { (width, height) },
        frames: times::frames(track, movie.timescale, limits)?,
    })
}
