//! Reads the fields of a box from memory, one after the other.

use crosscheck_domain::Problem;

use super::damaged;

/// A position in a box whose numbers are big endian.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    rest: &'a [u8],
    name: &'static str,
    /// What the bytes are, for the message when they end too early.
    what: [u8; 4],
}

impl<'a> Fields<'a> {
    pub fn new(bytes: &'a [u8], name: &'static str, what: [u8; 4]) -> Self {
        Self { rest: bytes, name, what }
    }

    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Problem> {
        let Some((taken, rest)) = self.rest.split_at_checked(n) else {
            let what = format!("has a box `{}` that is too short", self.what.escape_ascii());
            return Err(damaged(self.name, &what));
        };
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub fn skip(&mut self, n: usize) -> Result<(), Problem> {
        self.take(n).map(|_| ())
    }

    pub fn u16(&mut self) -> Result<u16, Problem> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, Problem> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn i32(&mut self) -> Result<i32, Problem> {
        self.array().map(i32::from_be_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, Problem> {
        self.array().map(u64::from_be_bytes)
    }

    /// 32 bits, or 64 in a box of version 1.
    pub fn wide(&mut self, version: u8) -> Result<u64, Problem> {
        if version == 0 { self.u32().map(u64::from) } else { self.u64() }
    }

    /// Version and flags, with which many boxes begin.
    pub fn version(&mut self) -> Result<(u8, u32), Problem> {
        let both = self.u32()?;
        Ok(((both >> 24) as u8, both & 0x00ff_ffff))
    }

    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Entries of this many bytes: as many as the count says, which must be there.
    pub fn entries(&mut self, count: u32, bytes: usize) -> Result<&'a [u8], Problem> {
        let length = usize::try_from(u64::from(count) * bytes as u64).unwrap_or(usize::MAX);
        self.take(length)
    }
}
