//! Rows that somebody sends to do harm, and reading that goes on where it stopped.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};

use crosscheck_domain::Design;
use crosscheck_formats::{ReadLimits, Record, Rejected, read_csv, read_jsonl};

/// A text that is repeated until so many bytes came, and never held.
struct Repeated {
    text: Vec<u8>,
    left: usize,
    at: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = buffer.len().min(self.left).min(self.text.len() - self.at);
        buffer[..n].copy_from_slice(&self.text[self.at..self.at + n]);
        self.at = (self.at + n) % self.text.len();
        self.left -= n;
        Ok(n)
    }
}

/// The highest memory that this process has used, in kilobytes.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn captions() -> Design {
    serde_json::from_str(r#"{"title":"t","slots":[{"id":"caption","kind":"text","role":"claim_source"}]}"#).unwrap()
}

fn ids(rows: impl Iterator<Item = Result<Record, Rejected>>) -> Vec<String> {
    rows.map(|row| match row {
        Ok(record) => format!("{}:{}", record.line, record.external_id.unwrap()),
        Err(rejected) => format!("{}:{}", rejected.problem.line.unwrap_or(0), rejected.problem.code),
    })
    .collect()
}

const GIGABYTE: usize = 1_000_000_000;
/// More than the test may hold, and a multiple of what is repeated.
const HUGE: usize = 15 * 30_000_000;
/// What other tests of this process may take meanwhile is more than what reading takes, and less than the row.
const MOST_KILOBYTES: u64 = 300_000;

#[test]
fn a_json_line_of_a_gigabyte_is_skipped_in_flat_memory() {
    let long = Repeated { text: vec![b'x'; 1 << 16], left: GIGABYTE, at: 0 };
    let input = b"{\"id\":\"a\"}\n{\"id\":\"".chain(long).chain(&b"\"}\n{\"id\":\"b\"}\n"[..]);
    let before = peak_kilobytes();
    let found = ids(read_jsonl(BufReader::new(input), ReadLimits::default(), 0));
    assert_eq!(found, ["1:a", "2:row_too_long", "3:b"]);
    if let (Some(before), Some(after)) = (before, peak_kilobytes()) {
        assert!(after - before < MOST_KILOBYTES, "it took {} kB", after - before);
    }
}

#[test]
fn a_huge_csv_row_is_skipped_in_flat_memory() {
    let long = Repeated { text: b"so many words,\n".repeat(4000), left: HUGE, at: 0 };
    let input = b"id,caption\na,x\nb,\"".chain(long).chain(&b"\"\nc,y\n"[..]);
    let before = peak_kilobytes();
    let rows = read_csv(BufReader::new(input), &captions(), &BTreeMap::new(), ReadLimits::default(), 0).unwrap();
    let found = ids(rows);
    assert_eq!(found[..2], ["2:a", "3:row_too_long"]);
    assert_eq!(found[2], format!("{}:c", 4 + HUGE / 15));
    if let (Some(before), Some(after)) = (before, peak_kilobytes()) {
        assert!(after - before < MOST_KILOBYTES, "it took {} kB", after - before);
    }
}

#[test]
fn limits_of_rows_and_texts_hold() {
    let limits = ReadLimits { max_row: 40, max_text: 10 };
    let input =
        "{\"id\":\"a\",\"slots\":{\"caption\":\"0123456789\"}}\n{\"id\":\"b\",\"x\":\"0123456789a\"}\n{\"id\":\"c\"}";
    assert_eq!(ids(read_jsonl(input.as_bytes(), limits.clone(), 0)), ["1:row_too_long", "2:text_too_long", "3:c"]);
    let input = "id,caption\na,0123456789\nb,0123456789x\nc,\"1\n2\"\n";
    let rows = read_csv(input.as_bytes(), &captions(), &BTreeMap::new(), limits, 0).unwrap();
    assert_eq!(ids(rows), ["2:a", "3:text_too_long", "4:c"]);
}

#[test]
fn reading_goes_on_behind_a_line() {
    let input = "{\"id\":\"a\"}\nbad\n\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n";
    assert_eq!(ids(read_jsonl(input.as_bytes(), ReadLimits::default(), 2)), ["4:b", "5:c"]);
    let input = "id,caption\na,\"x\ny\"\nb,z\n\nc,z\n";
    for (resume, expected) in [(0, vec!["2:a", "4:b", "6:c"]), (2, vec!["4:b", "6:c"]), (4, vec!["6:c"]), (6, vec![])] {
        let rows = read_csv(input.as_bytes(), &captions(), &BTreeMap::new(), ReadLimits::default(), resume).unwrap();
        assert_eq!(ids(rows), expected);
    }
}

#[test]
fn a_rejected_row_is_kept_as_it_was() {
    let row = b"{\"id\":\"a\",\xff}".to_vec();
    let input = [&row[..], b"\r\n{\"id\":\"b\"}\n"].concat();
    let rejected = read_jsonl(&input[..], ReadLimits::default(), 0).next().unwrap().unwrap_err();
    assert_eq!(rejected.raw, row);
    let input = "id,caption\n1,\"a\nb\",c\n2,x\n";
    let mut rows = read_csv(input.as_bytes(), &captions(), &BTreeMap::new(), ReadLimits::default(), 0).unwrap();
    assert_eq!(rows.next().unwrap().unwrap_err().raw, b"1,\"a\nb\",c");
}
