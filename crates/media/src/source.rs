//! Where the bytes of a medium are read from: a file, or anything else that can seek.

use std::io::{Read, Result, Seek, SeekFrom};

/// Bytes that can be read from any place.
pub trait ReadSeek: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> ReadSeek for T {}

/// A medium that is being read, and how long it is.
pub struct Source<'a> {
    reader: &'a mut dyn ReadSeek,
    size: u64,
}

impl<'a> Source<'a> {
    /// Reads from the beginning, whatever was read before.
    pub fn new(reader: &'a mut dyn ReadSeek) -> Result<Self> {
        let size = reader.seek(SeekFrom::End(0))?;
        reader.rewind()?;
        Ok(Self { reader, size })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// At most the first `most` bytes.
    pub fn head(&mut self, most: u64) -> Result<Vec<u8>> {
        self.reader.rewind()?;
        let mut head = Vec::new();
        (&mut *self.reader).take(most).read_to_end(&mut head)?;
        self.reader.rewind()?;
        Ok(head)
    }

    /// Bytes from a place on; fewer where the medium ends before.
    pub fn at(&mut self, start: u64, length: u64) -> Result<Vec<u8>> {
        self.reader.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&mut *self.reader).take(length.min(self.size.saturating_sub(start))).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.reader.read(buffer)
    }
}

impl Seek for Source<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.reader.seek(to)
    }
}
