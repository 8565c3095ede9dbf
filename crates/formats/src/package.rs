//! Where the files of an export go: one file as it is, or a zip of several. Hashes what passes.

use std::io::{self, BufWriter, Write};

use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{FormatError, ManifestFile, Sink};

const BUFFER_BYTES: usize = 1 << 16;

pub struct Package<W: Write> {
    target: Target<W>,
    files: Vec<File>,
    /// Formats write in small pieces; hashing and packing them one by one would cost more than making them.
    pending: Vec<u8>,
}

enum Target<W: Write> {
    Single(W),
    Bundle(Box<ZipWriter<StreamWriter<BufWriter<W>>>>),
}

struct File {
    name: String,
    size: u64,
    hash: Sha256,
}

impl<W: Write> Package<W> {
    pub fn single(out: W) -> Self {
        Self { target: Target::Single(out), files: Vec::new(), pending: Vec::new() }
    }

    pub fn bundle(out: W) -> Self {
        let out = BufWriter::with_capacity(BUFFER_BYTES, out);
        Self { target: Target::Bundle(Box::new(ZipWriter::new_stream(out))), files: Vec::new(), pending: Vec::new() }
    }

    /// What was written so far.
    pub fn files(&mut self) -> io::Result<Vec<ManifestFile>> {
        self.drain()?;
        let file = |file: &File| ManifestFile {
            name: file.name.clone(),
            size: file.size,
            sha256: file.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        Ok(self.files.iter().map(file).collect())
    }

    /// Writes what is still held back, and gives the target back.
    pub fn finish(mut self) -> Result<W, FormatError> {
        self.drain()?;
        match self.target {
            Target::Single(out) => Ok(out),
            Target::Bundle(zip) => {
                Ok(zip.finish()?.into_inner().into_inner().map_err(io::IntoInnerError::into_error)?)
            }
        }
    }

    fn drain(&mut self) -> io::Result<()> {
        let Some(file) = self.files.last_mut() else { return Ok(()) };
        file.hash.update(&self.pending);
        file.size += self.pending.len() as u64;
        match &mut self.target {
            Target::Single(out) => out.write_all(&self.pending)?,
            Target::Bundle(zip) => zip.write_all(&self.pending)?,
        }
        self.pending.clear();
        Ok(())
    }
}

impl<W: Write + Send> Sink for Package<W> {
    fn begin(&mut self, name: &str) -> Result<(), FormatError> {
        self.drain()?;
        match &mut self.target {
            Target::Single(_) if !self.files.is_empty() => return Err(FormatError::SeveralFiles),
            Target::Single(_) => {}
            Target::Bundle(zip) => {
                // The same moment and rights for every file, so that equal contents are equal archives.
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .last_modified_time(DateTime::DEFAULT)
                    .unix_permissions(0o644)
                    .large_file(true);
                zip.start_file(name, options)?;
            }
        }
        self.files.push(File { name: name.to_owned(), size: 0, hash: Sha256::new() });
        Ok(())
    }
}

impl<W: Write> Write for Package<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.files.is_empty() {
            return Err(io::Error::other("no file was begun"));
        }
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= BUFFER_BYTES {
            self.drain()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.drain()?;
        match &mut self.target {
            Target::Single(out) => out.flush(),
            Target::Bundle(zip) => zip.flush(),
        }
    }
}
