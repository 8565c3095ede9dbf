//! Reads lines without ever holding a longer one than allowed.

use std::io::{self, BufRead};

/// How much of a line that is too long is kept, for the file of rejected rows.
const KEPT_BYTES: usize = 1024;

/// A line without its end.
pub enum Line<'a> {
    Whole(&'a [u8]),
    TooLong {
        /// Its first bytes.
        start: &'a [u8],
        /// How long it was.
        bytes: u64,
    },
}

pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The number of the line that was read last.
    line: u64,
    max: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R, max: usize) -> Self {
        Self { reader, buffer: Vec::new(), line: 0, max }
    }

    /// The next line and its one-based number; none at the end.
    pub fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        let mut bytes: u64 = 0;
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                if bytes == 0 {
                    return Ok(None);
                }
                break;
            }
            let end = memchr::memchr(b'\n', available);
            let taken = end.map_or(available.len(), |end| end + 1);
            bytes += taken as u64;
            let room = (self.max + 2).saturating_sub(self.buffer.len()).min(taken);
            self.buffer.extend_from_slice(&available[..room]);
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        self.line += 1;
        Ok(Some((self.line, self.finished(bytes))))
    }

    fn finished(&self, bytes: u64) -> Line<'_> {
        let whole = bytes == self.buffer.len() as u64;
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if whole && line.len() <= self.max {
            Line::Whole(line)
        } else {
            Line::TooLong { start: &self.buffer[..self.buffer.len().min(KEPT_BYTES)], bytes }
        }
    }
}
