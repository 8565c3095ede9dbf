//! Finds cases on disk, and compares what came out with the file beside the input.

use std::fs;
use std::path::{Path, PathBuf};

use crosscheck_domain::Design;
use serde::de::DeserializeOwned;

/// The folders of the cases of a format, in order.
pub fn cases(format: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "{format} has no case");
    cases
}

pub fn json<T: DeserializeOwned + Default>(path: &Path) -> T {
    fs::read(path).map_or_else(|_| T::default(), |bytes| serde_json::from_slice(&bytes).unwrap())
}

pub fn design(case: &Path) -> Design {
    serde_json::from_slice(&fs::read(case.join("design.json")).unwrap()).unwrap()
}

/// The file has to hold exactly this. A missing file is written, for a person to read, and fails the test once.
pub fn compare(path: &Path, found: &[u8]) {
    match fs::read(path) {
        Ok(expected) if expected == found => {}
        Ok(expected) => panic!(
            "{} differs; remove it to have it written again\n--- expected\n{}\n--- found\n{}",
            path.display(),
            String::from_utf8_lossy(&expected),
            String::from_utf8_lossy(found)
        ),
        Err(_) => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, found).unwrap();
            panic!("{} was written; read it before you keep it", path.display());
        }
    }
}
