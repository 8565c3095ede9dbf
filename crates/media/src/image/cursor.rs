//! Walks over the bytes of a file, and says what was cut off when they end.

use crosscheck_domain::Problem;

/// A position in a file of a named format.
pub struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    name: &'static str,
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8], at: usize, name: &'static str) -> Self {
        Self { bytes, at, name }
    }

    /// The next `n` bytes, which are `what`.
    pub fn take(&mut self, n: usize, what: &str) -> Result<&'a [u8], Problem> {
        let end = self.at.checked_add(n).filter(|end| *end <= self.bytes.len());
        let Some(end) = end else { return Err(self.cut_off(what)) };
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    pub fn byte(&mut self, what: &str) -> Result<u8, Problem> {
        Ok(self.take(1, what)?[0])
    }

    pub fn u16_be(&mut self, what: &str) -> Result<u16, Problem> {
        let b = self.take(2, what)?;
        Ok(u16::from_be_bytes([b[0], b[1]]))
    }

    pub fn u16_le(&mut self, what: &str) -> Result<u16, Problem> {
        Ok(self.u16_be(what)?.swap_bytes())
    }

    pub fn u32_be(&mut self, what: &str) -> Result<u32, Problem> {
        let b = self.take(4, what)?;
        Ok(u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub fn u32_le(&mut self, what: &str) -> Result<u32, Problem> {
        Ok(self.u32_be(what)?.swap_bytes())
    }

    /// The bytes that are left.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// Steps over bytes that `rest` gave.
    pub fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.bytes.len());
    }

    pub fn cut_off(&self, what: &str) -> Problem {
        let message =
            format!("the {} file is cut off after {} bytes, in {what}; upload it again", self.name, self.bytes.len());
        Problem::new("media_truncated", message)
    }
}
