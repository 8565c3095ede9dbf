//! The file that a command was given: one on disk, or what stands at standard input.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::source::{Kind, Source};
use crate::commands::Failure;

/// A table that can be read several times, and the name under which people know it.
#[derive(Debug)]
pub struct Given {
    pub path: PathBuf,
    pub name: String,
    /// What came by standard input, until the command ends.
    _spooled: Option<NamedTempFile>,
}

impl Given {
    /// `-` is standard input, which is kept in a temporary file: Parquet is read from its end, and a row that
    /// contradicts another is looked for once more.
    pub fn new(path: &Path) -> Result<Self, Failure> {
        if path != Path::new("-") {
            return Ok(Self { path: path.to_owned(), name: path.display().to_string(), _spooled: None });
        }
        let mut file = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        Ok(Self { path: file.path().to_owned(), name: "standard input".to_owned(), _spooled: Some(file) })
    }

    /// A complaint about the file as a whole.
    pub fn wrong(&self, message: impl std::fmt::Display) -> Failure {
        Failure::Input(format!("{}: {message}", self.name))
    }

    pub fn kind(&self) -> Result<Kind, Failure> {
        Source::open(self)?.kind()
    }

    /// Its bytes with a progress bar, for files that are no tables.
    pub fn reader(&self) -> Result<BufReader<Source>, Failure> {
        Ok(BufReader::with_capacity(1 << 18, Source::open(self)?))
    }
}
