//! Which version of the design here means what a version of the exporting project meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use crosscheck_domain::Design;
use crosscheck_formats::{Folder, Manifest};

use crate::jobs::{Stop, Work};

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
        let path = folder.find(None, "manifest.json").and_then(|name| folder.path(name));
        let manifest = path.and_then(|path| serde_json::from_slice::<Manifest>(&std::fs::read(path).ok()?).ok());
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
