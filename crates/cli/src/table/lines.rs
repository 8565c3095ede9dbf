//! Lines out of one buffer, without copying them; a quoted line end does not end a line of CSV.

use std::io::{self, Read};

/// Read at once.
const CHUNK: usize = 1 << 18;
/// A longer line is a mistake: usually a quote that nobody closed.
pub const LONGEST: usize = 1 << 24;

/// The buffer holds `buffer[start..end]`, of which nothing has been given out yet.
pub struct Lines {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Line ends given out so far.
    n_ends: u64,
    quoted: bool,
    at_end: bool,
}

#[derive(Debug)]
pub enum LineError {
    Io(io::Error),
    /// The line that begins here is longer than [`LONGEST`].
    TooLong(u64),
}

impl From<io::Error> for LineError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Lines {
    pub fn of_json() -> Self {
        Self { buffer: vec![0; CHUNK], start: 0, end: 0, n_ends: 0, quoted: false, at_end: false }
    }

    /// A line goes on after a line end inside of quotes.
    pub fn of_csv() -> Self {
        Self { quoted: true, ..Self::of_json() }
    }

    /// The next line without its end, and the number of its first line; `None` at the end.
    pub fn next(&mut self, reader: &mut impl Read) -> Result<Option<(u64, &[u8])>, LineError> {
        let number = self.n_ends + 1;
        let mut seen = 0;
        let mut n_quotes = 0;
        let length = loop {
            let held = &self.buffer[self.start + seen..self.end];
            if let Some(at) = memchr::memchr(b'\n', held) {
                if self.quoted {
                    n_quotes += memchr::memchr_iter(b'"', &held[..at]).count();
                }
                seen += at + 1;
                self.n_ends += 1;
                if n_quotes % 2 == 0 {
                    break seen;
                }
                continue;
            }
            if self.quoted {
                n_quotes += memchr::memchr_iter(b'"', held).count();
            }
            seen = self.end - self.start;
            if self.at_end {
                break seen;
            }
            if seen > LONGEST {
                return Err(LineError::TooLong(number));
            }
            self.fill(reader)?;
        };
        let line = &self.buffer[self.start..self.start + length];
        self.start += length;
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        Ok((length > 0).then_some((number, content)))
    }

    /// Makes room behind what is held, and reads into it.
    fn fill(&mut self, reader: &mut impl Read) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let n = reader.read(&mut self.buffer[self.end..])?;
        self.end += n;
        self.at_end = n == 0;
        Ok(())
    }
}
