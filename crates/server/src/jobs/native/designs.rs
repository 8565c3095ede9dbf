//! Which version of the design here means what a version of the exporting project meant.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crosscheck_domain::{Design, Problem};
use crosscheck_formats::{Folder, Manifest};
use crosscheck_store::JobProblem;

use crate::jobs::{Stop, Work};

/// Bytes of a manifest that are read: room for several hundred versions of a design.
const MOST_MANIFEST: u64 = 16 << 20;

/// The versions here that mean what the versions of the export meant.
pub(super) struct Designs {
    pub newest: (u32, Arc<Design>),
    /// Version in the export → version here, where the designs are equal.
    same: BTreeMap<u32, (u32, Arc<Design>)>,
    /// The project that was exported.
    pub from: Option<String>,
}

impl Designs {
    pub async fn read(work: &Work, folder: &Folder) -> Result<Self, Stop> {
        let version = work.project.design_version;
        let newest = (version, work.app.design(&work.project.id, version).await?);
        // `manifest.json` in a zip, `x.jsonl.manifest.json` beside a file of its own.
        let name = folder.names().iter().find(|name| name.ends_with("manifest.json"));
        let path = name.and_then(|name| folder.path(name));
        let manifest = match path.map_or(Ok(None), |path| manifest(&path)) {
            Ok(manifest) => manifest,
            Err(problem) => {
                let found = vec![JobProblem { problem: problem.within("manifest.json"), raw: None }];
                if !work.was_begun() {
                    work.app.store.add_problems(work.id(), found).await?;
                }
                None
            }
        };
        let Some(manifest) = manifest else { return Ok(Self { newest, same: BTreeMap::new(), from: None }) };
        let mut same = BTreeMap::new();
        for row in work.app.store.designs(&work.project.id).await? {
            let here = work.app.design(&work.project.id, row.version).await?;
            for (number, _) in manifest.designs.iter().filter(|(_, design)| **design == *here) {
                let better = same.get(number).is_none_or(|_| *number == row.version);
                if better {
                    same.insert(*number, (row.version, here.clone()));
                }
            }
        }
        Ok(Self { newest, same, from: Some(manifest.project) })
    }

    pub fn of(&self, version: u32) -> &(u32, Arc<Design>) {
        self.same.get(&version).unwrap_or(&self.newest)
    }
}

/// The manifest in this file; none where the file is none.
fn manifest(path: &Path) -> Result<Option<Manifest>, Problem> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_MANIFEST + 1).read_to_end(&mut bytes));
    if bytes.len() as u64 > MOST_MANIFEST {
        let message = format!(
            "the manifest has more than {MOST_MANIFEST} bytes and was not read: annotations are checked by the newest design"
        );
        return Err(Problem::new("manifest_too_large", message));
    }
    Ok(read.ok().and_then(|_| serde_json::from_slice(&bytes).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_without_end_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("manifest.json");
        File::create(&path).unwrap().set_len(MOST_MANIFEST * 100).unwrap();
        assert_eq!(manifest(&path).unwrap_err().code, "manifest_too_large");
        let small = r#"{"format":"native","project":"p","title":"t","seq":1,"n_items":0,"n_annotations":0,"files":[],"designs":{}}"#;
        std::fs::write(&path, small).unwrap();
        assert_eq!(manifest(&path).unwrap().unwrap().project, "p");
        assert_eq!(manifest(&place.path().join("other.json")).unwrap(), None);
    }
}
