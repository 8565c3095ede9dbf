//! Fragments, as live recordings and streams have them: tables that come in pieces between the data.

use crosscheck_domain::Problem;

use super::NAME;
use super::boxes::boxes;
use super::track::{Handler, Movie};
use crate::Limits;
use crate::movie::fields::Fields;

/// Adds the samples of a `moof` box to their tracks.
pub fn read(moof: &[u8], movie: &mut Movie, limits: &Limits) -> Result<(), Problem> {
    for found in boxes(moof) {
        if let (kind, traf) = found?
            && kind == *b"traf"
        {
            track(traf, movie, limits)?;
        }
    }
    Ok(())
}

fn track(traf: &[u8], movie: &mut Movie, limits: &Limits) -> Result<(), Problem> {
    let (mut id, mut duration, mut begin) = (0, None, None);
    let mut runs: Vec<&[u8]> = Vec::new();
    for found in boxes(traf) {
        let (kind, contents) = found?;
        let mut fields = Fields::new(contents, NAME, kind);
        match &kind {
            b"tfhd" => {
                let (_, flags) = fields.version()?;
                id = fields.u32()?;
                fields.skip(if flags & 1 == 0 { 0 } else { 8 } + if flags & 2 == 0 { 0 } else { 4 })?;
                duration = if flags & 8 == 0 { None } else { Some(fields.u32()?) };
            }
            b"tfdt" => {
                let (version, _) = fields.version()?;
                begin = Some(fields.wide(version)?.cast_signed());
            }
            b"trun" => runs.push(contents),
            _ => {}
        }
    }
    let given = movie.defaults.iter().find(|default| default.track == id).map(|default| default.duration);
    let duration = duration.or(given).unwrap_or(0);
    let Some(track) = movie.tracks.iter_mut().find(|track| track.id == id) else { return Ok(()) };
    let mut at = begin.unwrap_or(track.fragments.end);
    for run in runs {
        let mut fields = Fields::new(run, NAME, *b"trun");
        let (_, flags) = fields.version()?;
        let n = fields.u32()?;
        fields.skip(if flags & 1 == 0 { 0 } else { 4 } + if flags & 4 == 0 { 0 } else { 4 })?;
        track.fragments.n += u64::from(n);
        if track.handler == Handler::Video {
            limits.check_frames(track.n_samples())?;
        }
        // Without fields of their own, all samples are alike, and those of a sound need not be counted one by one.
        if flags & 0xf00 == 0 && track.handler != Handler::Video {
            at = at.saturating_add(i64::from(n) * i64::from(duration));
            continue;
        }
        for _ in 0..n {
            let length = if flags & 0x100 == 0 { duration } else { fields.u32()? };
            fields.skip(if flags & 0x200 == 0 { 0 } else { 4 } + if flags & 0x400 == 0 { 0 } else { 4 })?;
            let delay = if flags & 0x800 == 0 { 0 } else { fields.i32()? };
            if track.handler == Handler::Video {
                track.fragments.samples.push((at.saturating_add(delay.into()), length));
            }
            at = at.saturating_add(length.into());
        }
    }
    track.fragments.end = track.fragments.end.max(at);
    Ok(())
}
