//! The file behind a table: what kind it is, how far it has been read, and what is wrong where.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Column, Wrong};
use crate::commands::Failure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Csv,
    JsonLines,
    Parquet,
}

#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    file: File,
    /// What a place in the file is called.
    place: &'static str,
    pub bar: ProgressBar,
}

impl Source {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let wrong = |error: &dyn Display| Failure::Input(format!("{}: {error}", path.display()));
        let file = File::open(path).map_err(|error| wrong(&error))?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(wrong(&"is a folder; name a file"));
        }
        // Hidden by itself where the errors do not go to a terminal.
        let bar = ProgressBar::new(metadata.len());
        let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left");
        bar.set_style(style.map_err(|error| Failure::System(error.to_string()))?);
        Ok(Self { path: path.to_owned(), file, place: "line", bar })
    }

    /// Told by the first bytes, whatever the file is called.
    pub fn kind(&mut self) -> Result<Kind, Failure> {
        let mut start = Vec::new();
        (&self.file).take(4096).read_to_end(&mut start)?;
        self.file.seek(SeekFrom::Start(0))?;
        if start.starts_with(b"PAR1") {
            self.place = "row";
            return Ok(Kind::Parquet);
        }
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
        match text.first() {
            None => Err(self.wrong(1, None, "the file is empty; write the names of the columns into the first line")),
            Some(b'{') => Ok(Kind::JsonLines),
            Some(b'[') => Err(self.wrong(1, None, "this is a JSON array; write one object a line")),
            Some(_) => Ok(Kind::Csv),
        }
    }

    pub fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// A complaint with its place.
    pub fn wrong(&self, line: u64, column: Option<&str>, message: impl Display) -> Failure {
        self.bar.finish_and_clear();
        let column = column.map_or_else(String::new, |column| format!(", column {column}"));
        Failure::Input(format!("{}: {} {line}{column}: {message}", self.path.display(), self.place))
    }

    pub fn refused(&self, line: u64, columns: &[Column], wrong: &Wrong) -> Failure {
        self.wrong(line, wrong.column.map(|column| columns[column].name), &wrong.message)
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.bar.inc(n as u64);
        Ok(n)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
