//! The tracks of a movie: what they are, and the tables that say when and where their samples are.

use crosscheck_domain::Problem;

use super::NAME;
use super::boxes::{Kind, boxes, find};
use super::entries::{self, Entry};
use crate::Limits;
use crate::movie::damaged;
use crate::movie::fields::Fields;

/// More tracks than any file has that people look at.
const MOST_TRACKS: usize = 1000;

pub struct Movie {
    /// Ticks a second of the durations of edits.
    pub timescale: u32,
    pub tracks: Vec<Track>,
    /// Defaults of the fragments, by track.
    pub defaults: Vec<Default>,
}

/// What fragments do not repeat.
pub struct Default {
    pub track: u32,
    pub duration: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    Video,
    Sound,
    Other,
}

pub struct Track {
    pub id: u32,
    pub handler: Handler,
    /// Ticks a second of its samples.
    pub timescale: u32,
    /// Turned by a quarter: shown with width and height exchanged.
    pub turned: bool,
    pub entry: Entry,
    pub edits: Vec<Edit>,
    pub table: Table,
    /// Samples of fragments, which come behind those of the table.
    pub fragments: Fragments,
    /// Where the data of the tables ends in the file.
    pub data_end: u64,
}

/// A piece of the track that is shown, or an empty one.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// Ticks of the movie; zero for everything that is left.
    pub duration: u64,
    /// Ticks of the track; negative for nothing.
    pub start: i64,
}

/// Times of samples as runs, in the order of decoding.
pub struct Table {
    /// How many samples take how many ticks each.
    pub durations: Vec<(u32, u32)>,
    /// How many samples are shown how many ticks after they are decoded.
    pub delays: Vec<(u32, i32)>,
}

/// Samples that fragments brought.
#[derive(std::default::Default)]
pub struct Fragments {
    /// When each is shown and for how long; of a sound, nothing but its end is kept.
    pub samples: Vec<(i64, u32)>,
    pub n: u64,
    pub end: i64,
}

impl Track {
    pub fn n_samples(&self) -> u64 {
        self.table.durations.iter().map(|run| u64::from(run.0)).sum::<u64>() + self.fragments.n
    }
}

impl Movie {
    pub fn read(moov: &[u8], limits: &Limits) -> Result<Self, Problem> {
        let header = find(moov, b"mvhd")?.ok_or_else(|| missing(b"mvhd"))?;
        let mut movie = Self { timescale: timescale(header)?, tracks: Vec::new(), defaults: Vec::new() };
        for found in boxes(moov) {
            match found? {
                (kind, contents) if kind == *b"trak" => {
                    if movie.tracks.len() >= MOST_TRACKS {
                        return Err(damaged(NAME, "has more tracks than any file that people look at"));
                    }
                    movie.tracks.extend(track(contents, limits)?);
                }
                (kind, contents) if kind == *b"mvex" => movie.defaults = defaults(contents)?,
                _ => {}
            }
        }
        Ok(movie)
    }
}

fn missing(kind: &Kind) -> Problem {
    damaged(NAME, &format!("has no box `{}`", kind.escape_ascii()))
}

/// Ticks a second, from the header of a movie or of a track's media.
fn timescale(header: &[u8]) -> Result<u32, Problem> {
    let mut fields = Fields::new(header, NAME, *b"mdhd");
    let (version, _) = fields.version()?;
    fields.skip(if version == 0 { 8 } else { 16 })?;
    match fields.u32()? {
        0 => Err(damaged(NAME, "has a clock that stands still")),
        ticks => Ok(ticks),
    }
}

fn defaults(mvex: &[u8]) -> Result<Vec<Default>, Problem> {
    let mut found = Vec::new();
    for (kind, contents) in boxes(mvex).take(MOST_TRACKS).collect::<Result<Vec<_>, _>>()? {
        if kind == *b"trex" {
            let mut fields = Fields::new(contents, NAME, kind);
            fields.version()?;
            let track = fields.u32()?;
            fields.skip(4)?;
            found.push(Default { track, duration: fields.u32()? });
        }
    }
    Ok(found)
}

/// A track; none where it has no media that anybody sees or hears.
fn track(trak: &[u8], limits: &Limits) -> Result<Option<Track>, Problem> {
    let Some(mdia) = find(trak, b"mdia")? else { return Ok(None) };
    let handler = match find(mdia, b"hdlr")?.and_then(|hdlr| hdlr.get(8..12)) {
        Some(b"vide") => Handler::Video,
        Some(b"soun") => Handler::Sound,
        _ => Handler::Other,
    };
    if handler == Handler::Other {
        return Ok(None);
    }
    let (id, turned) = head(find(trak, b"tkhd")?.ok_or_else(|| missing(b"tkhd"))?)?;
    let timescale = timescale(find(mdia, b"mdhd")?.ok_or_else(|| missing(b"mdhd"))?)?;
    let minf = find(mdia, b"minf")?.ok_or_else(|| missing(b"minf"))?;
    let stbl = find(minf, b"stbl")?.ok_or_else(|| missing(b"stbl"))?;
    let entry = entries::read(find(stbl, b"stsd")?.ok_or_else(|| missing(b"stsd"))?, handler, timescale)?;
    let table = Table { durations: durations(stbl)?, delays: delays(stbl)? };
    if handler == Handler::Video {
        limits.check_frames(table.durations.iter().map(|run| u64::from(run.0)).sum())?;
    }
    Ok(Some(Track {
        id,
        handler,
        timescale,
        turned,
        entry,
        edits: edits(trak)?,
        table,
        fragments: Fragments::default(),
        data_end: data_end(stbl)?,
    }))
}

/// The id of a track, and whether its matrix turns it by a quarter.
fn head(tkhd: &[u8]) -> Result<(u32, bool), Problem> {
    let mut fields = Fields::new(tkhd, NAME, *b"tkhd");
    let (version, _) = fields.version()?;
    fields.skip(if version == 0 { 8 } else { 16 })?;
    let id = fields.u32()?;
    fields.skip(if version == 0 { 8 } else { 12 })?;
    fields.skip(16)?;
    let (a, b) = (fields.i32()?, fields.i32()?);
    Ok((id, a == 0 && b != 0))
}

fn edits(trak: &[u8]) -> Result<Vec<Edit>, Problem> {
    let Some(edts) = find(trak, b"edts")? else { return Ok(Vec::new()) };
    let Some(elst) = find(edts, b"elst")? else { return Ok(Vec::new()) };
    let mut fields = Fields::new(elst, NAME, *b"elst");
    let (version, _) = fields.version()?;
    let count = fields.u32()?;
    let mut entries = Fields::new(fields.entries(count, if version == 0 { 12 } else { 20 })?, NAME, *b"elst");
    let mut found = Vec::new();
    while !entries.rest().is_empty() {
        let duration = entries.wide(version)?;
        let start = if version == 0 { i64::from(entries.i32()?) } else { entries.u64()?.cast_signed() };
        entries.skip(4)?;
        found.push(Edit { duration, start });
    }
    Ok(found)
}

/// Runs of `stts`; a file of fragments has none.
fn durations(stbl: &[u8]) -> Result<Vec<(u32, u32)>, Problem> {
    let runs = runs(stbl, b"stts")?;
    Ok(runs.map(|(count, four)| (count, u32::from_be_bytes(four))).collect())
}

/// Runs of `ctts`. Version 0 has no signs by the letter, but many writers use them.
fn delays(stbl: &[u8]) -> Result<Vec<(u32, i32)>, Problem> {
    let runs = runs(stbl, b"ctts")?;
    Ok(runs.map(|(count, four)| (count, i32::from_be_bytes(four))).collect())
}

fn runs<'a>(stbl: &'a [u8], kind: &Kind) -> Result<impl Iterator<Item = (u32, [u8; 4])> + use<'a>, Problem> {
    let entries: &[u8] = match find(stbl, kind)? {
        Some(table) => {
            let mut fields = Fields::new(table, NAME, *kind);
            fields.version()?;
            let count = fields.u32()?;
            fields.entries(count, 8)?
        }
        None => &[],
    };
    let run = |eight: &[u8; 8]| {
        let [a, b, c, d, value @ ..] = *eight;
        (u32::from_be_bytes([a, b, c, d]), value)
    };
    Ok(entries.as_chunks::<8>().0.iter().map(run))
}

/// Where the last chunk ends, by the sizes of its samples.
fn data_end(stbl: &[u8]) -> Result<u64, Problem> {
    let Some(chunks) = Chunks::read(stbl)? else { return Ok(0) };
    let Some(stsz) = find(stbl, b"stsz")? else { return Ok(chunks.starts().max().unwrap_or(0)) };
    let mut fields = Fields::new(stsz, NAME, *b"stsz");
    fields.version()?;
    let (every, count) = (fields.u32()?, fields.u32()?);
    let sizes = if every == 0 { fields.entries(count, 4)? } else { &[] };
    let mut sizes = sizes.as_chunks::<4>().0.iter().map(|four| u64::from(u32::from_be_bytes(*four)));
    let (mut end, mut left) = (0, u64::from(count));
    for (start, n) in chunks.starts().zip(chunks.lengths()) {
        let n = u64::from(n).min(left);
        left -= n;
        let length = if every == 0 {
            sizes.by_ref().take(usize::try_from(n).unwrap_or(usize::MAX)).sum()
        } else {
            n * u64::from(every)
        };
        if n > 0 {
            end = end.max(start.saturating_add(length));
        }
    }
    Ok(end)
}

/// Where pieces of samples lie.
struct Chunks<'a> {
    offsets: &'a [u8],
    /// Bytes of an offset.
    width: usize,
    /// First chunk (from 1), samples in each, and a number that is not used; 12 bytes each.
    runs: &'a [u8],
}

impl<'a> Chunks<'a> {
    fn read(stbl: &'a [u8]) -> Result<Option<Self>, Problem> {
        let (kind, width) = if find(stbl, b"stco")?.is_some() { (b"stco", 4) } else { (b"co64", 8) };
        let (Some(offsets), Some(stsc)) = (find(stbl, kind)?, find(stbl, b"stsc")?) else { return Ok(None) };
        let mut fields = Fields::new(offsets, NAME, *kind);
        fields.version()?;
        let count = fields.u32()?;
        let offsets = fields.entries(count, width)?;
        let mut fields = Fields::new(stsc, NAME, *b"stsc");
        fields.version()?;
        let count = fields.u32()?;
        Ok(Some(Self { offsets, width, runs: fields.entries(count, 12)? }))
    }

    fn starts(&self) -> impl Iterator<Item = u64> + use<'a> {
        let number = |bytes: &[u8]| bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        self.offsets.chunks_exact(self.width).map(number)
    }

    /// How many samples each chunk has.
    fn lengths(&self) -> impl Iterator<Item = u32> + use<'a> {
        let number = |bytes: &[u8]| bytes.iter().fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
        let mut runs = self.runs.as_chunks::<12>().0.iter().map(move |run| (number(&run[..4]), number(&run[4..8])));
        let (mut length, mut next) = (0, runs.next());
        (1_u32..).map(move |chunk| {
            while let Some((first, n)) = next
                && first <= chunk
            {
                (length, next) = (n, runs.next());
            }
            length
        })
    }
}
