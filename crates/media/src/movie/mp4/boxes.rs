//! Walks over boxes: those of a file, which are skipped, and those in memory.

use std::io::{Read, Seek, SeekFrom};

use crosscheck_domain::Problem;

use super::NAME;
use crate::movie::{damaged, truncated};
use crate::probe::unreadable;
use crate::source::Source;

pub type Kind = [u8; 4];

/// More boxes at the top than any fragmented recording has.
const MOST: u32 = 2_000_000;

/// A box at the top of a file.
pub struct Found {
    pub kind: Kind,
    /// Where its contents begin.
    start: u64,
    end: u64,
}

/// Goes from box to box without reading what is in them.
pub struct TopLevel<'s, 'a> {
    source: &'s mut Source<'a>,
    at: u64,
    n: u32,
}

impl<'s, 'a> TopLevel<'s, 'a> {
    pub fn new(source: &'s mut Source<'a>) -> Self {
        Self { source, at: 0, n: 0 }
    }

    /// The next box; none at the end of the file.
    pub fn next(&mut self) -> Result<Option<Found>, Problem> {
        let size = self.source.size();
        // A few bytes of padding at the end are no box.
        if self.at + 8 > size {
            return Ok(None);
        }
        self.n += 1;
        if self.n > MOST {
            return Err(damaged(NAME, "is made of millions of pieces"));
        }
        self.source.seek(SeekFrom::Start(self.at)).map_err(unreadable)?;
        let short = self.number::<4>()?;
        let mut kind = [0; 4];
        self.source.read_exact(&mut kind).map_err(unreadable)?;
        let (header, length) = match short {
            0 => (8, size - self.at),
            1 if self.at + 16 <= size => (16, self.number::<8>()?),
            length => (8, length),
        };
        // Zeros behind the last box are padding.
        if kind == [0; 4] {
            return Ok(None);
        }
        if length < header {
            return Err(damaged(NAME, &format!("is broken at byte {}", self.at)));
        }
        let end = self.at.saturating_add(length);
        if end > size {
            let known = kind.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
            return Err(if known { truncated(NAME, size, end) } else { damaged(NAME, "is followed by other bytes") });
        }
        let found = Found { kind, start: self.at + header, end };
        self.at = end;
        Ok(Some(found))
    }

    /// The contents of a box, of no more bytes than it may reasonably have.
    pub fn read(&mut self, found: &Found, most: u64) -> Result<Vec<u8>, Problem> {
        let length = found.end - found.start;
        if length > most {
            let what = format!("has a box `{}` of {length} bytes, more than {most}", found.kind.escape_ascii());
            return Err(damaged(NAME, &what));
        }
        self.source.at(found.start, length).map_err(unreadable)
    }

    fn number<const N: usize>(&mut self) -> Result<u64, Problem> {
        let mut bytes = [0; N];
        self.source.read_exact(&mut bytes).map_err(unreadable)?;
        Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

/// The boxes in memory, one after the other.
pub struct Boxes<'a>(&'a [u8]);

pub fn boxes(bytes: &[u8]) -> Boxes<'_> {
    Boxes(bytes)
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Result<(Kind, &'a [u8]), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0;
        let length = u32::from_be_bytes(*bytes.first_chunk()?);
        let kind: Kind = *bytes.get(4..)?.first_chunk()?;
        let (header, length) = match length {
            // A list of QuickTime may end with a zero.
            0 if kind == [0; 4] => return None,
            0 => (8, bytes.len() as u64),
            1 => (16, bytes.get(8..)?.first_chunk().map_or(0, |eight| u64::from_be_bytes(*eight))),
            length => (8, u64::from(length)),
        };
        let contents = usize::try_from(length).ok().and_then(|length| bytes.get(header..length));
        let Some(contents) = contents else {
            self.0 = &[];
            return Some(Err(damaged(NAME, &format!("has a box `{}` of a wrong length", kind.escape_ascii()))));
        };
        self.0 = &bytes[header + contents.len()..];
        Some(Ok((kind, contents)))
    }
}

/// The first box of this kind.
pub fn find<'a>(bytes: &'a [u8], kind: &Kind) -> Result<Option<&'a [u8]>, Problem> {
    for found in boxes(bytes) {
        let (found, contents) = found?;
        if found == *kind {
            return Ok(Some(contents));
        }
    }
    Ok(None)
}
