//! Zips of all kinds, unpacked into a folder of their own.

use std::fs;
use std::io::{Cursor, Write};

use crosscheck_formats::{ArchiveBudget, ArchiveLimits, Folder, UnpackError, Unpacked, unpack};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these files; the names are written as they are.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unpacked(zip: Vec<u8>, limits: &ArchiveLimits) -> (Result<Unpacked, UnpackError>, Vec<String>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let result = unpack(Cursor::new(zip), &inside, &mut ArchiveBudget::new(limits.clone()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something left the folder");
    let names = Folder::open(&inside).unwrap().names().to_vec();
    (result, names, folder)
}

/// Expects the whole zip to be refused with this code, and nothing of it to stay.
fn refused(zip: Vec<u8>, limits: &ArchiveLimits, code: &str) {
    let (result, names, _folder) = unpacked(zip, limits);
    match result {
        Err(UnpackError::Refused(problem)) => assert_eq!(problem.code, code, "{problem}"),
        other => panic!("it is refused as {code}, not {other:?}"),
    }
    assert!(names.is_empty(), "{names:?} came out");
}

#[test]
fn good_entries_come_out_and_junk_does_not() {
    let files: [(&str, &[u8]); 4] =
        [("set/قطة 🐈.jpg", b"cat"), ("set/a.txt", b"dog"), ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x")];
    let (result, names, folder) = unpacked(zip(&files), &ArchiveLimits::default());
    let result = result.unwrap();
    assert_eq!(names, ["set/a.txt", "set/قطة 🐈.jpg"]);
    assert_eq!((result.n_files, result.bytes, result.problems), (2, 6, vec![]));
    assert_eq!(fs::read(folder.path().join("inside/set/a.txt")).unwrap(), b"dog");
}

#[test]
fn names_that_lead_out_are_left_out_and_named() {
    let files: [(&str, &[u8]); 5] = [
        ("../up.txt", b"x"),
        ("/tmp/abs.txt", b"x"),
        ("a\\..\\..\\b.txt", b"x"),
        ("C:\\c.txt", b"x"),
        ("ok.txt", b"x"),
    ];
    let (result, names, _folder) = unpacked(zip(&files), &ArchiveLimits::default());
    assert_eq!(names, ["ok.txt"]);
    let problems = result.unwrap().problems;
    assert_eq!(problems.len(), 4);
    assert!(problems.iter().all(|problem| problem.code == "unsafe_path"));
    assert!(problems[0].message.contains("`../up.txt`"), "{}", problems[0]);
}

#[test]
fn links_and_doubles_are_left_out() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_symlink("link.txt", "/etc/passwd", options).unwrap();
    for name in ["A.txt", "a.txt"] {
        writer.start_file(name, options).unwrap();
        writer.write_all(name.as_bytes()).unwrap();
    }
    let (result, names, _folder) = unpacked(writer.finish().unwrap().into_inner(), &ArchiveLimits::default());
    assert_eq!(names, ["A.txt"]);
    let problems = result.unwrap().problems;
    assert!(problems[0].message.contains("link.txt") && problems[0].message.contains("is a link"), "{}", problems[0]);
    assert!(problems[1].message.contains("another entry"), "{}", problems[1]);
}

#[test]
fn an_encrypted_entry_is_left_out() {
    let mut bytes = zip(&[("a.txt", b"secret"), ("b.txt", b"open")]);
    // The lowest bit of the flags says "encrypted": six bytes into a local header, eight into a central one.
    for (magic, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let header = bytes.windows(4).position(|window| window == magic).unwrap();
        bytes[header + at] |= 1;
    }
    let (result, names, _folder) = unpacked(bytes, &ArchiveLimits::default());
    assert_eq!(names, ["b.txt"]);
    let problems = result.unwrap().problems;
    assert!(problems[0].message.contains("a.txt"), "{}", problems[0]);
    assert!(problems[0].message.to_lowercase().contains("password"), "{}", problems[0]);
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![0; 20_000_000];
    refused(zip(&[("zeros.bmp", &zeros)]), &ArchiveLimits::default(), "archive_bomb");
    let limits = ArchiveLimits { max_total: 1000, max_entry: 800, max_entries: 3, ..ArchiveLimits::default() };
    refused(zip(&[("a", &[1; 900])]), &limits, "archive_too_large");
    refused(zip(&[("a", &[1; 600]), ("b", &[1; 600])]), &limits, "archive_too_large");
    refused(zip(&[("a", b""), ("b", b""), ("c", b""), ("d", b"")]), &limits, "archive_too_large");
    refused(b"PK\x03\x04 and then nothing".to_vec(), &limits, "archive_damaged");
}

/// Small entries that are packed a thousandfold: as in 22 megabytes that unpack to 20 gigabytes.
fn many_zeros() -> Vec<u8> {
    let (names, zeros): (Vec<String>, _) = ((0..20).map(|n| format!("{n}.bmp")).collect(), vec![0; 10_000]);
    zip(&names.iter().map(|name| (name.as_str(), zeros.as_slice())).collect::<Vec<_>>())
}

#[test]
fn a_bomb_of_small_entries_is_refused() {
    let limits = ArchiveLimits { max_ratio: 20, tight_entry: 10_000, tight_total: 100_000, ..ArchiveLimits::default() };
    refused(many_zeros(), &limits, "archive_bomb");
    let loose = ArchiveLimits { tight_total: 200_000, ..limits };
    assert_eq!(unpacked(many_zeros(), &loose).0.unwrap().bytes, 200_000);
}

#[test]
fn the_archives_of_an_upload_share_one_budget() {
    let check = |limits: ArchiveLimits, code: &str| {
        let mut budget = ArchiveBudget::new(limits);
        let unpack_into = |budget: &mut ArchiveBudget| {
            let folder = tempfile::tempdir().unwrap();
            unpack(Cursor::new(many_zeros()), folder.path(), budget)
        };
        unpack_into(&mut budget).unwrap();
        match unpack_into(&mut budget) {
            Err(UnpackError::Refused(problem)) => assert_eq!(problem.code, code, "{problem}"),
            other => panic!("the second is refused as {code}, not {other:?}"),
        }
    };
    check(ArchiveLimits { max_ratio: 20, tight_total: 300_000, ..ArchiveLimits::default() }, "archive_bomb");
    check(ArchiveLimits { max_total: 300_000, ..ArchiveLimits::default() }, "archive_too_large");
    check(ArchiveLimits { max_entries: 30, ..ArchiveLimits::default() }, "archive_too_large");
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let one = zip(&[("a", b"some bytes that are worth sharing")]);
    let central = one.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = one.windows(4).position(|window| window == b"PK\x05\x06").unwrap();
    // The list of entries once more, with another name for the same bytes: the name stands 46 bytes into a header.
    let mut again = one[central..end].to_vec();
    again[46] = b'b';
    let mut shared = [&one[..end], &again, &one[end..]].concat();
    let (end, length) = (end + again.len(), 2 * again.len() as u32);
    shared[end + 8..end + 10].copy_from_slice(&2_u16.to_le_bytes());
    shared[end + 10..end + 12].copy_from_slice(&2_u16.to_le_bytes());
    shared[end + 12..end + 16].copy_from_slice(&length.to_le_bytes());
    refused(shared, &ArchiveLimits::default(), "archive_bomb");
}

#[test]
fn a_zip_inside_of_a_zip_stays_one() {
    let inner = zip(&[("a.txt", b"dog")]);
    let (result, names, folder) = unpacked(zip(&[("set/inner.zip", &inner)]), &ArchiveLimits::default());
    assert_eq!((result.unwrap().problems, names), (vec![], vec!["set/inner.zip".to_owned()]));
    assert_eq!(fs::read(folder.path().join("inside/set/inner.zip")).unwrap(), inner);
}

#[test]
fn a_name_that_is_a_file_and_a_folder_is_left_out() {
    let files: [(&str, &[u8]); 4] = [("a", b"x"), ("a/b.txt", b"x"), ("c/d.txt", b"x"), ("c", b"x")];
    let (result, names, _folder) = unpacked(zip(&files), &ArchiveLimits::default());
    assert_eq!(names, ["a", "c/d.txt"]);
    let problems = result.unwrap().problems;
    assert!(problems[0].message.contains("`a/b.txt`") && problems[1].message.contains("`c`"), "{problems:?}");
}

#[test]
fn sizes_in_the_archive_are_not_believed() {
    let mut bytes = zip(&[("a", &[1; 900])]);
    // The unpacked size stands 24 bytes into a central header.
    let header = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[header + 24..header + 28].copy_from_slice(&10_u32.to_le_bytes());
    let limits = ArchiveLimits { max_entry: 500, ..ArchiveLimits::default() };
    let (result, names, _folder) = unpacked(bytes, &limits);
    assert!(names.is_empty(), "{names:?}");
    match result {
        Err(UnpackError::Refused(problem)) => assert_eq!(problem.code, "archive_too_large"),
        Ok(unpacked) => assert_eq!(unpacked.problems[0].code, "entry_refused"),
        Err(UnpackError::Io(error)) => panic!("{error}"),
    }
}
