//! Walks over the elements of a Matroska file, from the outermost into those that hold others.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use crosscheck_domain::Problem;

use super::NAME;
use crate::movie::{damaged, truncated};
use crate::probe::unreadable;
use crate::source::Source;

/// More elements than two days of video have.
const MOST: u32 = 20_000_000;
/// What is read before it is stepped over.
const BUFFER: usize = 64 << 10;

/// The head of an element.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    pub id: u32,
    /// Bytes of its contents; none where a live recording did not know.
    pub length: Option<u64>,
}

/// Goes through a file from the beginning. Whoever gets an element steps over its contents, or into them by doing nothing.
pub struct Elements<'s, 'a> {
    reader: BufReader<&'s mut Source<'a>>,
    at: u64,
    size: u64,
    n: u32,
}

impl<'s, 'a> Elements<'s, 'a> {
    pub fn new(source: &'s mut Source<'a>) -> Self {
        let size = source.size();
        Self { reader: BufReader::with_capacity(BUFFER, source), at: 0, size, n: 0 }
    }

    /// The next element; none at the end of the file.
    pub fn next(&mut self) -> Result<Option<Element>, Problem> {
        if self.at >= self.size || self.reader.fill_buf().map_err(unreadable)?.is_empty() {
            return Ok(None);
        }
        self.n += 1;
        if self.n > MOST {
            return Err(damaged(NAME, "is made of millions of pieces"));
        }
        let begin = self.at;
        let (id, _) = self.number(4, false)?;
        let (length, unknown) = self.number(8, true)?;
        let length = (!unknown).then_some(length);
        let end = self.at.saturating_add(length.unwrap_or(0));
        if end > self.size {
            return Err(truncated(NAME, self.size, end));
        }
        let Ok(id) = u32::try_from(id) else { return Err(self.broken(begin)) };
        Ok(Some(Element { id, length }))
    }

    /// A number that says by its first bits how many bytes it has; an id keeps those bits. Also whether all other bits are
    /// set, which means that a length is not known.
    fn number(&mut self, most: u32, is_length: bool) -> Result<(u64, bool), Problem> {
        let begin = self.at;
        let [first] = self.bytes::<1>()?;
        let more = first.leading_zeros();
        if more >= most {
            return Err(self.broken(begin));
        }
        let mask = 0xff_u8.checked_shr(more + 1).unwrap_or(0);
        let mut value = u64::from(if is_length { first & mask } else { first });
        let mut full = first & mask == mask;
        for _ in 0..more {
            let [byte] = self.bytes::<1>()?;
            full &= byte == 0xff;
            value = value << 8 | u64::from(byte);
        }
        Ok((value, full))
    }

    fn broken(&self, at: u64) -> Problem {
        damaged(NAME, &format!("is broken at byte {at}"))
    }

    pub fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let mut bytes = [0; N];
        if self.at + N as u64 > self.size {
            return Err(truncated(NAME, self.size, self.at + N as u64));
        }
        self.reader.read_exact(&mut bytes).map_err(unreadable)?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// Where the next byte stands.
    pub fn at(&self) -> u64 {
        self.at
    }

    pub fn skip(&mut self, length: u64) -> Result<(), Problem> {
        self.at = self.at.saturating_add(length);
        match i64::try_from(length) {
            Ok(length) if length < BUFFER as i64 => self.reader.seek_relative(length),
            _ => self.reader.seek(SeekFrom::Start(self.at)).map(|_| ()),
        }
        .map_err(unreadable)
    }

    /// Steps over what is left of an element that began its contents at `start`.
    pub fn leave(&mut self, start: u64, element: Element) -> Result<(), Problem> {
        let end = start.saturating_add(element.length.unwrap_or(0));
        self.skip(end.saturating_sub(self.at))
    }

    /// The contents of a small element.
    pub fn contents(&mut self, element: Element, most: u64) -> Result<Vec<u8>, Problem> {
        let length = element.length.filter(|length| *length <= most).ok_or_else(|| self.broken(self.at))?;
        let mut bytes = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut bytes).map_err(unreadable)?;
        self.at += length;
        Ok(bytes)
    }

    pub fn unsigned(&mut self, element: Element) -> Result<u64, Problem> {
        let bytes = self.contents(element, 8)?;
        Ok(bytes.into_iter().fold(0, |number, byte| number << 8 | u64::from(byte)))
    }

    pub fn float(&mut self, element: Element) -> Result<f64, Problem> {
        let bytes = self.contents(element, 8)?;
        Ok(match bytes.len() {
            4 => f32::from_bits(bytes.into_iter().fold(0, |bits, byte| bits << 8 | u32::from(byte))).into(),
            8 => f64::from_bits(bytes.into_iter().fold(0, |bits, byte| bits << 8 | u64::from(byte))),
            _ => 0.0,
        })
    }
}
