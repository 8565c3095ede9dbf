//! Peaks: the extremes of a sound at several zoom levels, made in one pass and in flat memory.

use std::io::{Seek, SeekFrom, Write};

use crosscheck_domain::Problem;

use super::decode::{Decoder, Piece};
use crate::Limits;
use crate::probe::unreadable;
use crate::source::{ReadSeek, Source};

const MAGIC: &[u8; 4] = b"CCPK";
const VERSION: u32 = 1;
/// How much coarser each level is than the one before.
const COARSER: usize = 8;
/// The last level has at most so many bins.
const OVERVIEW: u64 = 2000;
/// Room for the head and the most levels that there can be.
const DATA_AT: u64 = 256;
const MOST_LEVELS: usize = 12;
/// Bins of silence that are in memory at once.
const AT_ONCE: usize = 100_000;

/// Writes the peaks of a sound: `CCPK`, version, channels, sample rate, number of levels and a zero; for each level the
/// samples of a bin, the number of bins and, as 64 bits, where its data begins; then the data: for each bin and each channel
/// the smallest and the largest sample from −127 to 127 in a byte each. `reached` hears how many milliseconds are done, and
/// ends it by returning false.
pub fn peaks<W: Write + Seek>(
    reader: &mut dyn ReadSeek,
    limits: &Limits,
    out: &mut W,
    reached: &mut dyn FnMut(u64) -> bool,
) -> Result<(), Problem> {
    let mut source = Source::new(reader).map_err(unreadable)?;
    let (name, offset_ms) = super::found(&mut source, limits)?;
    let mut decoder = Decoder::open(&mut source, name, offset_ms)?;
    let mut piece = Piece::default();
    if !decoder.next(&mut piece)? {
        return Err(super::open::damaged(name, "holds no sound"));
    }
    let (sample_rate, channels) = (piece.sample_rate, piece.channels);
    let mut bins = Bins::new(sample_rate, channels, limits);
    out.seek(SeekFrom::Start(DATA_AT)).map_err(unreadable)?;
    let mut told = 0;
    loop {
        // What changes its shape in the middle cannot be drawn in the same lanes.
        if (piece.sample_rate, piece.channels) == (sample_rate, channels) {
            while bins.fill(piece.begin) {
                out.write_all(&bins.finest).map_err(unreadable)?;
                bins.finest.clear();
            }
            bins.add(&piece);
            out.write_all(&bins.finest).map_err(unreadable)?;
            bins.finest.clear();
        }
        let done = bins.at * 1000 / u64::from(sample_rate);
        if done >= told + 1000 {
            told = done;
            if !reached(done) {
                return Err(Problem::new("cancelled", "the work was cancelled"));
            }
        }
        if !decoder.next(&mut piece)? {
            break;
        }
    }
    bins.end();
    out.write_all(&bins.finest).map_err(unreadable)?;
    finish(out, &bins).map_err(unreadable)
}

/// Writes the coarser levels behind the finest, and the head in front.
fn finish<W: Write + Seek>(out: &mut W, bins: &Bins) -> std::io::Result<()> {
    let width = bins.channels * 2;
    let mut at = DATA_AT;
    let mut samples = bins.samples as u64;
    let mut levels = vec![(samples, bins.n, at)];
    at += bins.n * width as u64;
    let mut level = bins.second.clone();
    while levels.last().is_some_and(|level| level.1 > OVERVIEW) && levels.len() < MOST_LEVELS {
        samples *= COARSER as u64;
        levels.push((samples, (level.len() / width) as u64, at));
        out.write_all(&level)?;
        at += level.len() as u64;
        level = coarser(&level, width);
    }
    out.seek(SeekFrom::Start(0))?;
    out.write_all(MAGIC)?;
    for number in [VERSION, bins.channels as u32, bins.sample_rate, levels.len() as u32, 0] {
        out.write_all(&number.to_le_bytes())?;
    }
    for (samples, n, at) in levels {
        out.write_all(&u32::try_from(samples).unwrap_or(u32::MAX).to_le_bytes())?;
        out.write_all(&u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes())?;
        out.write_all(&at.to_le_bytes())?;
    }
    Ok(())
}

fn coarser(level: &[u8], width: usize) -> Vec<u8> {
    let mut found = Vec::with_capacity(level.len() / COARSER + width);
    for bins in level.chunks(width * COARSER) {
        let begin = found.len();
        found.extend_from_slice(&bins[..width]);
        for bin in bins.chunks_exact(width).skip(1) {
            widen(&mut found[begin..], bin);
        }
    }
    found
}

/// Makes the extremes of `into` span those of `bin`.
fn widen(into: &mut [u8], bin: &[u8]) {
    for (into, bin) in into.chunks_exact_mut(2).zip(bin.chunks_exact(2)) {
        into[0] = into[0].cast_signed().min(bin[0].cast_signed()).cast_unsigned();
        into[1] = into[1].cast_signed().max(bin[1].cast_signed()).cast_unsigned();
    }
}

/// The two finest levels while they grow.
struct Bins {
    sample_rate: u32,
    channels: usize,
    /// Samples of the finest bin.
    samples: usize,
    /// Samples that were dealt with.
    at: u64,
    /// No sample after this one is drawn.
    most: u64,
    /// Smallest and largest of each channel in the bin that is not full yet.
    open: Vec<(f32, f32)>,
    n_open: usize,
    /// Bins that are not written yet.
    finest: Vec<u8>,
    /// How many there are of the finest.
    n: u64,
    second: Vec<u8>,
}

impl Bins {
    fn new(sample_rate: u32, channels: usize, limits: &Limits) -> Self {
        Self {
            sample_rate,
            channels,
            samples: ((sample_rate as usize + 500) / 1000).max(1),
            at: 0,
            most: limits.max_duration_ms.saturating_mul(sample_rate.into()) / 1000,
            open: vec![(f32::MAX, f32::MIN); channels],
            n_open: 0,
            finest: Vec::new(),
            n: 0,
            second: Vec::new(),
        }
    }

    /// Where a piece belongs. Times in whole milliseconds wobble: a sound without a real gap goes on where it was.
    fn place(&self, begin: i64) -> i64 {
        let (at, rate) = (i64::try_from(self.at).unwrap_or(i64::MAX), i64::from(self.sample_rate));
        if self.at > 0 && begin.abs_diff(at) < rate.unsigned_abs() / 50 { at } else { begin }
    }

    /// Silence up to where a piece begins; true while more of it is to come.
    fn fill(&mut self, begin: i64) -> bool {
        let at = i64::try_from(self.at).unwrap_or(i64::MAX);
        let gap = u64::try_from(self.place(begin).saturating_sub(at)).unwrap_or(0);
        let mut gap = gap.min(self.most.saturating_sub(self.at));
        for _ in 0..AT_ONCE {
            if self.n_open == 0 && gap >= self.samples as u64 {
                self.open.fill((0.0, 0.0));
                self.close();
                self.at += self.samples as u64;
                gap -= self.samples as u64;
            } else if gap > 0 {
                self.moment(None);
                gap -= 1;
            } else {
                return false;
            }
        }
        true
    }

    /// Samples at their place: what lies before what is there already is left out.
    fn add(&mut self, piece: &Piece) {
        let at = i64::try_from(self.at).unwrap_or(i64::MAX);
        let skipped = usize::try_from(at.saturating_sub(self.place(piece.begin))).unwrap_or(0);
        for moment in piece.samples.chunks_exact(self.channels).skip(skipped) {
            if self.at >= self.most {
                return;
            }
            self.moment(Some(moment));
        }
    }

    fn moment(&mut self, samples: Option<&[f32]>) {
        match samples {
            Some(samples) => {
                for (extremes, sample) in self.open.iter_mut().zip(samples) {
                    *extremes = (extremes.0.min(*sample), extremes.1.max(*sample));
                }
            }
            None => {
                for extremes in &mut self.open {
                    *extremes = (extremes.0.min(0.0), extremes.1.max(0.0));
                }
            }
        }
        self.at += 1;
        self.n_open += 1;
        if self.n_open == self.samples {
            self.close();
        }
    }

    fn close(&mut self) {
        let begin = self.finest.len();
        for extremes in &mut self.open {
            self.finest.extend([byte(extremes.0), byte(extremes.1)]);
            *extremes = (f32::MAX, f32::MIN);
        }
        let width = self.channels * 2;
        if self.n.is_multiple_of(COARSER as u64) {
            self.second.extend_from_slice(&self.finest[begin..]);
        } else {
            let last = self.second.len() - width;
            widen(&mut self.second[last..], &self.finest[begin..]);
        }
        (self.n, self.n_open) = (self.n + 1, 0);
    }

    fn end(&mut self) {
        if self.n_open > 0 {
            self.close();
        }
    }
}

fn byte(sample: f32) -> u8 {
    // Not a number becomes zero.
    ((sample * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}
