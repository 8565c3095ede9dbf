//! Splits CSV into rows and cells without ever holding a longer row than allowed.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

/// How much of a row that is too long is kept, for the file of rejected rows.
const KEPT_BYTES: usize = 1024;

/// One row. The line is where it begins, which quoted line ends make different from a count of rows.
pub struct Row {
    pub line: u64,
    pub cells: Cells,
    /// The bytes of the row without the line end, or their beginning.
    pub raw: Vec<u8>,
}

pub enum Cells {
    Whole(Vec<Vec<u8>>),
    TooLong { bytes: u64 },
}

pub struct Scanner<R> {
    reader: R,
    core: csv_core::Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    raw: Vec<u8>,
    /// Line ends that were read so far.
    n_line_ends: u64,
    max: usize,
}

impl<R: BufRead> Scanner<R> {
    pub fn new(reader: R, delimiter: u8, max: usize) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, core, output: vec![0; 4096], ends: vec![0; 64], raw: Vec::new(), n_line_ends: 0, max }
    }

    /// The next row; none at the end. Empty lines are stepped over.
    pub fn next(&mut self) -> io::Result<Option<Row>> {
        self.skip_line_ends()?;
        self.raw.clear();
        let line = self.n_line_ends + 1;
        let (mut bytes, mut n_output, mut n_ends) = (0_u64, 0, 0);
        let mut too_long = false;
        loop {
            let input = self.reader.fill_buf()?;
            let at_end = input.is_empty();
            let (result, n_in, n_out, n_end) =
                self.core.read_record(input, &mut self.output[n_output..], &mut self.ends[n_ends..]);
            let room = if too_long { KEPT_BYTES } else { self.max }.saturating_sub(self.raw.len());
            self.raw.extend_from_slice(&input[..n_in.min(room)]);
            self.n_line_ends += line_ends(&input[..n_in]);
            bytes += n_in as u64;
            self.reader.consume(n_in);
            n_output += n_out;
            n_ends += n_end;
            too_long = too_long || bytes > self.max as u64 + 2;
            if too_long {
                // What was unpacked so far is of no use: its room serves the rest of the row.
                (n_output, n_ends) = (0, 0);
                self.raw.truncate(KEPT_BYTES);
            }
            match result {
                ReadRecordResult::InputEmpty if at_end && bytes == 0 => return Ok(None),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::End if bytes == 0 => return Ok(None),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        let cells = if too_long { Cells::TooLong { bytes } } else { Cells::Whole(self.cells(n_ends)) };
        let raw = self.raw.trim_ascii_end().to_vec();
        Ok(Some(Row { line, cells, raw }))
    }

    fn cells(&self, n_ends: usize) -> Vec<Vec<u8>> {
        let mut start = 0;
        let cell = |end: &usize| self.output[std::mem::replace(&mut start, *end)..*end].to_vec();
        self.ends[..n_ends].iter().map(cell).collect()
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let input = self.reader.fill_buf()?;
            let n = input.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            if n == 0 {
                return Ok(());
            }
            self.n_line_ends += line_ends(&input[..n]);
            self.reader.consume(n);
        }
    }
}

fn line_ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
