//! The file behind a table: what kind it is, how far it has been read, and what is wrong where.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Column, Given, Wrong};
use crate::commands::Failure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Csv,
    JsonLines,
    Parquet,
}

#[derive(Debug)]
pub struct Source {
    name: String,
    file: File,
    /// What a place in the file is called.
    place: &'static str,
    pub bar: ProgressBar,
}

impl Source {
    pub fn open(given: &Given) -> Result<Self, Failure> {
        let file = File::open(&given.path).map_err(|error| given.wrong(error))?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(given.wrong("is a folder; name a file"));
        }
        // Hidden by itself where the errors do not go to a terminal.
        let bar = ProgressBar::new(metadata.len());
        let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left");
        bar.set_style(style.map_err(|error| Failure::System(error.to_string()))?);
        Ok(Self { name: given.name.clone(), file, place: "line", bar })
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
        Failure::Input(format!("{}: {} {line}{column}: {message}", self.name, self.place))
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
