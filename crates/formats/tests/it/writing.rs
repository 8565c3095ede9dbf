//! What each writable format makes of the native cases.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use crosscheck_formats::native::{NativeRows, read_native};
use crosscheck_formats::{
    ExportAnnotation, ExportContext, ExportRequest, ExportRow, FORMATS, Format, FormatError, Manifest, Rows, export,
    export_bundle, format,
};
use sha2::{Digest, Sha256};

use crate::cases::{cases, compare, design};

const MAX_LINE: usize = 1 << 20;

fn context(case: &Path) -> ExportContext {
    ExportContext {
        project_slug: "sample".to_owned(),
        title: "A sample".to_owned(),
        request: ExportRequest { include_surplus: true, ..ExportRequest::default() },
        seq: 42,
        designs: BTreeMap::from([(1, design(case))]),
        annotators: BTreeMap::from([("ann-2".to_owned(), "annotator 2".to_owned())]),
        agreement: Vec::new(),
        excluded: Vec::new(),
    }
}

fn written(format: &'static Format, native: &[u8], context: &ExportContext) -> (Manifest, Vec<u8>, String) {
    let mut rows = NativeRows::new(native, MAX_LINE);
    let write = if format.is_bundle() { export_bundle } else { export };
    let (manifest, losses, bytes) = write(format, &mut rows, context, Vec::new()).unwrap();
    let bytes = if format.is_bundle() { listed(&bytes) } else { bytes };
    let losses = losses.iter().map(|problem| format!("{}: {problem}\n", problem.code)).collect();
    (manifest, bytes, losses)
}

/// Every file of a zip but those that tell about the others, under its name.
fn listed(zip: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = Vec::new();
    for name in names.into_iter().filter(|name| !["manifest.json", "croissant.json"].contains(&name.as_str())) {
        text.extend(format!("== {name}\n").bytes());
        zip.by_name(&name).unwrap().read_to_end(&mut text).unwrap();
    }
    text
}

#[test]
fn every_format_writes_the_native_cases_as_expected() {
    for case in cases("native") {
        let native = fs::read(case.join("expected.jsonl")).unwrap();
        let writable = FORMATS.iter().filter(|format| format.write.is_some() && format.id != "native");
        for format in writable {
            let (manifest, bytes, losses) = written(format, &native, &context(&case));
            let folder = case.parent().unwrap().with_file_name(format.id).join(case.file_name().unwrap());
            let ending = if format.is_bundle() { "txt" } else { format.extensions[0] };
            compare(&folder.join(format!("expected.{ending}")), &bytes);
            compare(&folder.join("losses.txt"), losses.as_bytes());
            let told = format.write.unwrap().loses;
            assert!(losses.is_empty() || !told.is_empty(), "{} loses what it does not tell beforehand", format.id);
            let items: Vec<_> = read_native(&native[..], MAX_LINE, 0).map(Result::unwrap).collect();
            let n_annotations: usize = items.iter().map(|item| item.annotations.len()).sum();
            let found = (manifest.n_items, manifest.n_annotations, manifest.seq);
            assert_eq!(found, (items.len() as u64, n_annotations as u64, 42));
        }
    }
}

#[test]
fn native_comes_back_as_it_was() {
    for case in cases("native") {
        let native = fs::read(case.join("expected.jsonl")).unwrap();
        let context = ExportContext { annotators: BTreeMap::new(), ..context(&case) };
        let (_, bytes, losses) = written(format("native").unwrap(), &native, &context);
        assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(native.clone()).unwrap());
        assert_eq!(losses, "");
        for item in read_native(&native[..], MAX_LINE, 0) {
            let item = item.unwrap();
            assert_eq!(item.item().unwrap().external_id, item.external_id);
            for annotation in &item.annotations {
                assert_eq!(annotation.body().unwrap().id.as_str(), annotation.id);
            }
        }
    }
}

#[test]
fn every_export_twice_is_the_same_and_its_manifest_is_true() {
    for case in cases("native") {
        let native = fs::read(case.join("expected.jsonl")).unwrap();
        for format in FORMATS.iter().filter(|format| format.write.is_some()) {
            let (manifest, bytes, _) = written(format, &native, &context(&case));
            if format.is_bundle() {
                assert_eq!(written(format, &native, &context(&case)).1, bytes, "{}", format.id);
                continue;
            }
            assert_eq!(written(format, &native, &context(&case)).1, bytes, "{}", format.id);
            let [file] = &manifest.files[..] else { panic!("{} has one file", format.id) };
            assert_eq!((file.size, &file.sha256), (bytes.len() as u64, &hash(&bytes)), "{}", format.id);
            assert_eq!(manifest, serde_json::from_str(&manifest.to_json()).unwrap());

            let bundle = || {
                let mut rows = NativeRows::new(&native[..], MAX_LINE);
                export_bundle(format, &mut rows, &context(&case), Vec::new()).unwrap().2
            };
            let zip = bundle();
            assert_eq!(zip, bundle(), "{}", format.id);
            let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
            let mut unpacked = Vec::new();
            zip.by_name(&file.name).unwrap().read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, bytes);
            let listed: Manifest = serde_json::from_reader(zip.by_name("manifest.json").unwrap()).unwrap();
            assert_eq!(listed, manifest);
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Items out of memory, with bodies as a database might keep them.
struct Made {
    ids: Vec<String>,
    at: usize,
    item: String,
    body: String,
}

impl Rows for Made {
    fn next_row(&mut self) -> Result<Option<ExportRow<'_>>, FormatError> {
        let Some(id) = self.ids.get(self.at) else { return Ok(None) };
        self.at += 1;
        let annotation = ExportAnnotation {
            id: "a",
            annotator: "ann",
            annotator_kind: "person",
            item_revision: 1,
            design_version: 1,
            seq: 1,
            submitted_at_ms: 0,
            late: false,
            surplus: false,
            informed: false,
            current: true,
            supersedes: None,
            active_ms: 0,
            votes_json: None,
            body_json: &self.body,
        };
        let annotations = vec![ExportAnnotation { id: "b", ..annotation }, annotation];
        Ok(Some(ExportRow {
            item_id: id,
            external_id: "x\"y",
            revision: 1,
            item_json: &self.item,
            older: Vec::new(),
            annotations,
            truths: Vec::new(),
            split: None,
        }))
    }
}

fn made(ids: &[&str]) -> Made {
    Made {
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        at: 0,
        item: "{\n  \"pretty\": true\n}".to_owned(),
        body: "{\"id\":\"a\"}".to_owned(),
    }
}

#[test]
fn a_line_stays_a_line_and_annotations_are_in_order() {
    let context = ExportContext { project_slug: "p".to_owned(), ..ExportContext::default() };
    let (_, _, bytes) = export(format("native").unwrap(), &mut made(&["1"]), &context, Vec::new()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with(
        r#"{"item_id":"1","external_id":"x\"y","revision":1,"item":{   "pretty": true },"annotations":[{"id":"a","#
    ));
}

#[test]
fn items_out_of_order_are_refused() {
    let context = ExportContext::default();
    for ids in [["2", "1"], ["1", "1"]] {
        let result = export(format("native").unwrap(), &mut made(&ids), &context, Vec::new());
        assert!(matches!(result, Err(FormatError::Order(id)) if id == "1"));
    }
}

#[test]
fn what_cannot_be_written_says_so() {
    let result = export(format("items_csv").unwrap(), &mut made(&[]), &ExportContext::default(), Vec::new());
    assert!(matches!(result, Err(FormatError::NotWritable("items_csv"))));
}
