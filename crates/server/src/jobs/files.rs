//! The files of an upload, laid out in a folder for the readers, and the media that rows name.

use std::collections::HashMap;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use crosscheck_domain::{Asset, Design, MediaKind, Problem, Provenance};
use crosscheck_formats::{ArchiveLimits, Folder, MediaRef, Record, unpack};
use tempfile::TempDir;

use super::{Stop, Work};
use crate::error::internal;
use crate::secret;
use crate::upload::{Uploaded, copy_to};

/// Media that were looked up are remembered up to this many.
const REMEMBERED: usize = 20_000;

/// The upload of one import.
pub struct Files {
    pub folder: Arc<Folder>,
    /// What could not be unpacked.
    pub problems: Vec<Problem>,
    known: HashMap<MediaRef, Result<Asset, Problem>>,
    /// Pictures too large to be shown whole: their tiles are cut after the import.
    pub large: Vec<String>,
    /// Content → name, once somebody asked for a medium by its content.
    hashes: Option<HashMap<String, String>>,
    /// Removed when the import ends.
    _place: TempDir,
}

impl Files {
    /// Brings the upload out of the blob store; archives are unpacked into folders of their names.
    pub async fn open(work: &Work, uploads: Vec<Uploaded>) -> Result<Self, Stop> {
        let place = tempfile::tempdir_in(&work.app.settings.spool)?;
        let mut problems = Vec::new();
        for upload in uploads {
            let target = place.path().join(&upload.name);
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            copy_to(&work.app, &upload, &target).await?;
            if upload.name.to_lowercase().ends_with(".zip") {
                problems.extend(unpacked(target).await?);
            }
            work.alive().await?;
        }
        let root = place.path().to_owned();
        let folder = tokio::task::spawn_blocking(move || Folder::open(&root)).await.map_err(internal)??;
        problems.extend(folder.problems().iter().cloned());
        Ok(Self {
            folder: Arc::new(folder),
            problems,
            known: HashMap::new(),
            large: Vec::new(),
            hashes: None,
            _place: place,
        })
    }

    /// Every medium that the row names: found, probed, stored and known to the project; or why not.
    pub async fn resolve(
        &mut self,
        work: &Work,
        design: &Design,
        record: &Record,
    ) -> Result<HashMap<MediaRef, Result<Asset, Problem>>, Stop> {
        let mut found = HashMap::new();
        for (slot, values) in &record.slots {
            if design.slot(slot).is_none_or(|slot| slot.kind == MediaKind::Text) {
                continue;
            }
            for reference in values.iter().filter_map(|value| MediaRef::parse(value).ok()) {
                let asset = match self.known.get(&reference) {
                    Some(known) => known.clone(),
                    None => {
                        let asset = self.look_up(work, &reference).await?;
                        self.large
                            .extend(asset.iter().filter(|asset| needs_tiles(asset)).map(|asset| asset.sha256.clone()));
                        if self.known.len() >= REMEMBERED {
                            self.known.clear();
                        }
                        self.known.insert(reference.clone(), asset.clone());
                        asset
                    }
                };
                found.insert(reference, asset);
            }
        }
        Ok(found)
    }

    /// The medium of this content: one of the project's, or a file of the upload under any name.
    pub async fn by_hash(&mut self, work: &Work, sha256: &str) -> Result<Result<Asset, Problem>, Stop> {
        if let Some(known) = work.app.store.asset(&work.project.id, sha256).await? {
            return Ok(Ok(known));
        }
        if self.hashes.is_none() {
            let folder = self.folder.clone();
            self.hashes = Some(tokio::task::spawn_blocking(move || hashes(&folder)).await.map_err(internal)??);
        }
        let name = self.hashes.as_ref().and_then(|hashes| hashes.get(sha256)).cloned();
        match name.and_then(|name| Some((self.folder.path(&name)?, name))) {
            Some((path, name)) => {
                let asset = store(work, &path, &name).await?;
                self.large.extend(asset.iter().filter(|asset| needs_tiles(asset)).map(|asset| asset.sha256.clone()));
                Ok(asset)
            }
            None => {
                let message = format!("the project has no medium {sha256}; upload the file itself along with the rows");
                Ok(Err(Problem::new("asset_unknown", message)))
            }
        }
    }

    async fn look_up(&self, work: &Work, reference: &MediaRef) -> Result<Result<Asset, Problem>, Stop> {
        match reference {
            MediaRef::Sha256(sha) => {
                let message = format!("the project has no asset {sha}; upload the file itself");
                let known = work.app.store.asset(&work.project.id, sha).await?;
                Ok(known.ok_or_else(|| Problem::new("asset_unknown", message)))
            }
            MediaRef::Path(name) => match self.folder.path(name) {
                Some(path) => store(work, &path, name).await,
                None => {
                    let message = format!("the file {name:?} is not in the upload; send it along with the rows");
                    Ok(Err(Problem::new("file_missing", message)))
                }
            },
            MediaRef::Url(url) => match crate::fetch::fetch(&work.app.settings, url).await {
                Ok(bytes) => keep(work, bytes, url).await,
                Err(problem) => Ok(Err(problem)),
            },
        }
    }
}

fn hashes(folder: &Folder) -> std::io::Result<HashMap<String, String>> {
    let mut found = HashMap::new();
    for name in folder.names() {
        if let Some(path) = folder.path(name) {
            found.insert(secret::sha256_of(std::fs::File::open(path)?)?, name.clone());
        }
    }
    Ok(found)
}

fn needs_tiles(asset: &Asset) -> bool {
    let edge = asset.info.width.max(asset.info.height).unwrap_or_default();
    edge > crosscheck_media::DISPLAY_EDGE
}

/// Unpacks an archive beside itself and removes it. A refused archive is a problem, and the rest is imported.
async fn unpacked(archive: std::path::PathBuf) -> Result<Vec<Problem>, Stop> {
    let name = archive.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let unpacking = tokio::task::spawn_blocking(move || {
        let into = archive.with_extension("");
        std::fs::create_dir_all(&into)?;
        let file = BufReader::new(std::fs::File::open(&archive)?);
        let done = unpack(file, &into, &ArchiveLimits::default());
        std::fs::remove_file(&archive)?;
        Ok::<_, std::io::Error>(done)
    });
    Ok(match unpacking.await.map_err(internal)?? {
        Ok(unpacked) => unpacked.problems.into_iter().map(|problem| problem.within(&name)).collect(),
        Err(error) => vec![Problem::new("archive_refused", error.to_string()).within(&name)],
    })
}

async fn store(work: &Work, path: &Path, name: &str) -> Result<Result<Asset, Problem>, Stop> {
    let limit = work.app.settings.limits.max_bytes;
    let size = std::fs::metadata(path)?.len();
    if size > limit {
        let message = format!("the file has {size} bytes, more than the limit of {limit}; make it smaller");
        return Ok(Err(Problem::new("media_too_large", message)));
    }
    keep(work, Bytes::from(std::fs::read(path)?), name).await
}

async fn keep(work: &Work, bytes: Bytes, name: &str) -> Result<Result<Asset, Problem>, Stop> {
    let info = match crosscheck_media::probe(&bytes, &work.app.settings.limits) {
        Ok(info) => info,
        Err(problem) => return Ok(Err(problem)),
    };
    let sha256 = work.app.store.blobs().put(bytes).await?;
    let asset = Asset { sha256, name: Some(name.to_owned()), info, provenance: Provenance::default() };
    work.app.store.add_asset(&work.project.id, &asset, work.app.now()).await?;
    Ok(Ok(asset))
}
