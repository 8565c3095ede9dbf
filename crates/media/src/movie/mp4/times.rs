//! When samples are shown: decoding times, delays and edit lists become a frame table.

use crosscheck_domain::Problem;

use super::track::{Edit, Track};
use crate::{FrameTable, Limits};

/// A frame: when it begins, and for how long it is shown; in ticks of the track.
type Frame = (i64, i64);

/// The frame table of a video track.
pub fn frames(track: &Track, movie_scale: u32, limits: &Limits) -> Result<FrameTable, Problem> {
    let mut all = in_table(track);
    all.extend(track.fragments.samples.iter().map(|(at, length)| (*at, i64::from(*length))));
    all.sort_unstable();
    let shown = edited(&all, &track.edits, |movie| scaled(movie, movie_scale, track.timescale), limits)?;
    let end = shown.last().map_or(0, |(at, length)| at.saturating_add(*length));
    FrameTable::new(shown.into_iter().map(|(at, _)| at).collect(), end, track.timescale)
}

/// When a sound ends, in milliseconds.
pub fn end_ms(track: &Track, movie_scale: u32) -> f64 {
    let whole: u64 = track.table.durations.iter().map(|(n, each)| u64::from(*n) * u64::from(*each)).sum();
    let whole = whole.max(track.fragments.end.try_into().unwrap_or(0));
    let ms = |ticks: u64, scale: u32| ticks as f64 * 1000.0 / f64::from(scale);
    let mut end = 0.0;
    for edit in &track.edits {
        let begun = u64::try_from(edit.start).ok();
        end += match (begun, edit.duration) {
            (Some(start), 0) => ms(whole.saturating_sub(start), track.timescale),
            (Some(start), length) => ms(length, movie_scale).min(ms(whole.saturating_sub(start), track.timescale)),
            (None, length) => ms(length, movie_scale),
        };
    }
    if track.edits.is_empty() { ms(whole, track.timescale) } else { end }
}

/// How much later than by its own clock a track is shown: empty edits before its first piece, less where that begins.
pub fn offset_ms(track: &Track, movie_scale: u32) -> f64 {
    let mut offset = 0.0;
    for edit in &track.edits {
        match u64::try_from(edit.start) {
            Ok(start) => return offset - start as f64 * 1000.0 / f64::from(track.timescale),
            Err(_) => offset += edit.duration as f64 * 1000.0 / f64::from(movie_scale),
        }
    }
    0.0
}

fn scaled(ticks: u64, from: u32, to: u32) -> i64 {
    let (ticks, from, to) = (u128::from(ticks), u128::from(from), u128::from(to));
    i64::try_from((ticks * to + from / 2) / from).unwrap_or(i64::MAX)
}

/// The samples of the tables. Their number was checked when the tables were read.
fn in_table(track: &Track) -> Vec<Frame> {
    let mut delays = track.table.delays.iter().copied();
    let (mut left, mut delay) = (0, 0);
    let mut at = 0_i64;
    let mut found = Vec::new();
    for (n, length) in &track.table.durations {
        for _ in 0..*n {
            while left == 0 {
                let Some(next) = delays.next() else {
                    (left, delay) = (u32::MAX, 0);
                    break;
                };
                (left, delay) = next;
            }
            left -= 1;
            found.push((at.saturating_add(delay.into()), i64::from(*length)));
            at = at.saturating_add((*length).into());
        }
    }
    found
}

/// What the edits show of the frames, which are sorted. As players do it, the first frame that is shown begins where the
/// empty edits before it end, even when the edit begins a little before that frame.
fn edited(all: &[Frame], edits: &[Edit], ticks: impl Fn(u64) -> i64, limits: &Limits) -> Result<Vec<Frame>, Problem> {
    if edits.iter().all(|edit| edit.start < 0) {
        return Ok(all.to_vec());
    }
    let (mut shown, mut at, mut empty) = (Vec::new(), 0_i64, 0_i64);
    for edit in edits {
        let length = ticks(edit.duration);
        if edit.start < 0 {
            at = at.saturating_add(length);
            empty = empty.saturating_add(if shown.is_empty() { length } else { 0 });
            continue;
        }
        let end = if edit.duration == 0 { i64::MAX } else { edit.start.saturating_add(length) };
        let first = all.partition_point(|(begin, _)| *begin < edit.start);
        let last = all.partition_point(|(begin, _)| *begin < end).max(first);
        limits.check_frames((shown.len() + last - first) as u64)?;
        for (begin, lasting) in &all[first..last] {
            let until = begin.saturating_add(*lasting).min(end);
            shown.push((at.saturating_add(begin - edit.start), until - begin));
        }
        at = at.saturating_add(length);
    }
    let early = shown.first().map_or(0, |(begin, _)| begin - empty).max(0);
    for (begin, _) in &mut shown {
        *begin -= early;
    }
    shown.sort_unstable();
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(all: &[i64], edits: &[(u64, i64)], expected: &[i64]) {
        let all: Vec<Frame> = all.iter().map(|at| (*at, 10)).collect();
        let edits: Vec<Edit> =
            edits.iter().map(|(duration, start)| Edit { duration: *duration, start: *start }).collect();
        let shown = edited(&all, &edits, |movie| movie.cast_signed(), &Limits::default()).unwrap();
        assert_eq!(shown.iter().map(|(at, _)| *at).collect::<Vec<_>>(), expected, "{edits:?}");
    }

    #[test]
    fn edits_choose_and_move_frames() {
        check(&[20, 30, 40], &[], &[20, 30, 40]);
        check(&[20, 30, 40], &[(30, 20)], &[0, 10, 20]);
        check(&[0, 10, 20, 30], &[(20, 10)], &[0, 10]);
        check(&[0, 10, 20], &[(50, -1), (30, 0)], &[50, 60, 70]);
        check(&[0, 10, 20], &[(0, 10)], &[0, 10]);
        check(&[0, 10, 20, 30], &[(10, 20), (10, 0)], &[0, 10]);
        check(&[5, 15, 25], &[(40, 0)], &[0, 10, 20]);
        check(&[0, 10], &[(50, -1)], &[0, 10]);
    }
}
