//! What each readable format makes of its cases: items and refusals, in order.

use std::fmt::Write;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use crosscheck_domain::{Asset, Design, MediaInfo, MediaKind, Problem, Provenance};
use crosscheck_formats::{FORMATS, Folder, MediaRef, ReadContext, ReadLimits, Reader, Records, Rejected, item};

use crate::cases::{cases, compare, design, json};

/// Stands for a store that has every asset of a project and every file of the upload.
fn stored(reference: &MediaRef) -> Result<Asset, Problem> {
    let (name, sha256) = match reference {
        MediaRef::Path(path) => (Some(path.clone()), "0".repeat(64)),
        MediaRef::Sha256(hash) => (None, hash.clone()),
        MediaRef::Url(_) => return Err(Problem::new("url_refused", "addresses are not fetched here")),
    };
    let info = MediaInfo { width: Some(4), height: Some(3), ..MediaInfo::new(MediaKind::Image, "image/jpeg", 1) };
    Ok(Asset { sha256, name, info, provenance: Provenance::default() })
}

fn outcome(records: Records<'_>, design: &Design) -> String {
    let mut text = String::new();
    for row in records {
        match row {
            Err(Rejected { problem, raw }) => {
                writeln!(text, "refused  {} {problem}", problem.code).unwrap();
                writeln!(text, "         {}", raw.escape_ascii()).unwrap();
            }
            Ok(record) => {
                let key = format!("row-{}", record.line);
                record
                    .remarks
                    .iter()
                    .for_each(|problem| writeln!(text, "remark   {} {problem}", problem.code).unwrap());
                let line = record.line;
                match item(record, design, &key, &mut stored) {
                    Ok(item) => writeln!(text, "line {line}   {}", serde_json::to_string(&item).unwrap()).unwrap(),
                    Err(problems) => problems
                        .iter()
                        .for_each(|problem| writeln!(text, "problem  {} {problem}", problem.code).unwrap()),
                }
            }
        }
    }
    text
}

fn read(reader: Reader, case: &Path, extension: &str) -> String {
    let (design, limits) = (design(case), ReadLimits::default());
    let columns = json(&case.join("columns.json"));
    let context = ReadContext { design: &design, columns: &columns, limits: &limits, resume_from_line: 0 };
    let refused = |problem: Problem| format!("file     {} {problem}\n", problem.code);
    match reader {
        Reader::Rows(read) => {
            let input = File::open(case.join(format!("input.{extension}"))).unwrap();
            let records = read(Box::new(BufReader::new(input)), &context);
            records.map_or_else(refused, |records| outcome(records, &design))
        }
        Reader::Folder(read) => {
            let folder = Folder::open(&case.join("files")).unwrap();
            let mut text: String = folder.problems().iter().map(|problem| format!("folder   {problem}\n")).collect();
            text += &read(&folder, &context).map_or_else(refused, |records| outcome(records, &design));
            text
        }
    }
}

#[test]
fn every_case_reads_as_expected() {
    for format in FORMATS.iter().filter(|format| format.id != "native") {
        let Some(reader) = format.read else { continue };
        for case in cases(format.id) {
            compare(&case.join("expected.txt"), read(reader, &case, format.extensions[0]).as_bytes());
        }
    }
}

#[test]
fn a_native_file_is_read_as_items() {
    let format = crosscheck_formats::format("native").unwrap();
    let Some(Reader::Rows(read)) = format.read else { panic!("native files are rows") };
    for case in cases("native") {
        let (design, limits, columns) = (design(&case), ReadLimits::default(), Default::default());
        let context = ReadContext { design: &design, columns: &columns, limits: &limits, resume_from_line: 1 };
        let input = BufReader::new(File::open(case.join("expected.jsonl")).unwrap());
        let text = outcome(read(Box::new(input), &context).unwrap(), &design);
        assert!(text.starts_with("line 2 "), "line 1 was read before: {text}");
        assert!(!text.contains("problem") && !text.contains("refused"), "{text}");
    }
}
