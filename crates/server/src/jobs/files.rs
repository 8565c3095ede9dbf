//! The files of an upload, laid out in a folder for the readers, and the media that rows name.

use std::collections::HashMap;
use std::io::BufReader;
use std::io::ErrorKind::{AlreadyExists, NotADirectory};
use std::path::Path;
use std::sync::Arc;

use crosscheck_domain::{Asset, Design, MediaKind, Problem};
use crosscheck_formats::{ArchiveBudget, ArchiveLimits, Folder, MediaRef, Record, clean_path, new_file, unpack};
use reqwest::Url;
use tempfile::TempDir;

use super::{Stop, Work};
use crate::error::internal;
use crate::secret;
use crate::upload::{Uploaded, copy_to};

/// Media that were looked up are remembered up to this many.
const REMEMBERED: usize = 20_000;

/// Of the names of archives.
const ENDING: &str = ".zip";

/// What became of the media that rows name.
pub type Media = HashMap<MediaRef, Result<Asset, Problem>>;

/// The upload of one import.
pub struct Files {
    pub folder: Arc<Folder>,
    /// What could not be unpacked.
    pub problems: Vec<Problem>,
    known: Media,
    /// Pictures too large to be shown whole: their tiles are cut after the import.
    pub large: Vec<String>,
    /// Sounds and videos: their peaks, tables and stills are made after the import.
    pub timed: Vec<String>,
    /// Content → name, once somebody asked for a medium by its content.
    hashes: Option<HashMap<String, String>>,
    /// Removed when the import ends.
    _place: TempDir,
}

impl Files {
    /// Brings the upload out of the blob store; archives are unpacked into folders of their names, after all other files
    /// have theirs.
    pub async fn open(work: &Work, uploads: Vec<Uploaded>) -> Result<Self, Stop> {
        let place = tempfile::tempdir_in(&work.app.settings.spool)?;
        let mut problems = Vec::new();
        for upload in &uploads {
            if !work.app.store.blobs().exists(&upload.sha256).await? {
                let gone = format!("{} was deleted meanwhile; import it again", upload.name);
                return Err(Stop::Failed(gone));
            }
        }
        let (archives, plain): (Vec<_>, Vec<_>) = uploads.into_iter().partition(is_archive);
        for upload in plain {
            let target = place.path().join(&upload.name);
            match new_file(&target)? {
                Some(_) => copy_to(&work.app, &upload, &target).await?,
                None => problems.push(name_taken(&upload.name)),
            }
            work.alive().await?;
        }
        let mut budget = ArchiveBudget::new(ArchiveLimits::default());
        for upload in archives {
            let packed = tempfile::NamedTempFile::new_in(&work.app.settings.spool)?.into_temp_path();
            copy_to(&work.app, &upload, &packed).await?;
            let root = place.path().to_owned();
            let unpacking = tokio::task::spawn_blocking(move || {
                let found = unpacked(&packed, &root, &upload.name, &mut budget);
                (found, budget)
            });
            let (found, left) = unpacking.await.map_err(internal)?;
            problems.extend(found?);
            budget = left;
            work.alive().await?;
        }
        let root = place.path().to_owned();
        let folder = tokio::task::spawn_blocking(move || Folder::open(&root)).await.map_err(internal)??;
        problems.extend(folder.problems().iter().cloned());
        Ok(Self {
            folder: Arc::new(folder),
            problems,
            known: Media::new(),
            large: Vec::new(),
            timed: Vec::new(),
            hashes: None,
            _place: place,
        })
    }

    /// Every medium that the row names: found, probed, stored and known to the project; or why not.
    pub async fn resolve(&mut self, work: &Work, design: &Design, record: &Record) -> Result<Media, Stop> {
        let mut found = Media::new();
        for (slot, values) in &record.slots {
            if design.slot(slot).is_none_or(|slot| slot.kind == MediaKind::Text) {
                continue;
            }
            for reference in values.iter().filter_map(|value| MediaRef::parse(value).ok()) {
                let asset = match self.known.get(&reference) {
                    Some(known) => known.clone(),
                    None => {
                        let asset = self.look_up(work, &reference).await?;
                        self.note(&asset);
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
        if !matches!(MediaRef::parse(sha256), Ok(MediaRef::Sha256(_))) {
            let message = "`sha256` of a medium is not 64 hexadecimal digits; give the hash of its bytes";
            return Ok(Err(Problem::new("hash_malformed", message)));
        }
        if let Some(known) = work.app.store.asset_to_name(&work.project.id, sha256, work.app.now()).await? {
            return Ok(Ok(known));
        }
        if self.hashes.is_none() {
            let folder = self.folder.clone();
            self.hashes = Some(tokio::task::spawn_blocking(move || hashes(&folder)).await.map_err(internal)??);
        }
        let name = self.hashes.as_ref().and_then(|hashes| hashes.get(sha256)).cloned();
        match name.and_then(|name| Some((self.folder.path(&name)?, name))) {
            Some((path, name)) => {
                let asset = keep(work, &path, Some(name)).await?;
                self.note(&asset);
                Ok(asset)
            }
            None => {
                let message = format!("the project has no medium {sha256}; upload the file itself along with the rows");
                Ok(Err(Problem::new("asset_unknown", message)))
            }
        }
    }

    /// Remembers what is to be made of a medium after the import.
    fn note(&mut self, asset: &Result<Asset, Problem>) {
        let Ok(asset) = asset else { return };
        match asset.info.kind {
            MediaKind::Image if needs_tiles(asset) => self.large.push(asset.sha256.clone()),
            MediaKind::Audio | MediaKind::Video => self.timed.push(asset.sha256.clone()),
            MediaKind::Image | MediaKind::Text => {}
        }
    }

    async fn look_up(&self, work: &Work, reference: &MediaRef) -> Result<Result<Asset, Problem>, Stop> {
        match reference {
            MediaRef::Sha256(sha) => {
                let message = format!("the project has no asset {sha}; upload the file itself");
                let known = work.app.store.asset_to_name(&work.project.id, sha, work.app.now()).await?;
                Ok(known.ok_or_else(|| Problem::new("asset_unknown", message)))
            }
            MediaRef::Path(name) => match self.folder.path(name) {
                Some(path) => keep(work, &path, Some(name.to_owned())).await,
                None => {
                    let message = format!("the file {name:?} is not in the upload; send it along with the rows");
                    Ok(Err(Problem::new("file_missing", message)))
                }
            },
            MediaRef::Url(url) => match crate::fetch::fetch(&work.app.settings, url).await {
                Ok(fetched) => keep(work, &fetched, file_name(url)).await,
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

fn is_archive(upload: &Uploaded) -> bool {
    upload.name.to_ascii_lowercase().ends_with(ENDING)
}

fn name_taken(name: &str) -> Problem {
    let message = format!("another file or folder of the upload has the name of `{name}`; rename one of them");
    Problem::new("name_taken", message)
}

/// Unpacks an archive into the folder of its name. A refused archive is a problem, and the rest is imported.
fn unpacked(packed: &Path, root: &Path, name: &str, budget: &mut ArchiveBudget) -> std::io::Result<Vec<Problem>> {
    let into = root.join(&name[..name.len() - ENDING.len()]);
    match std::fs::create_dir_all(&into) {
        Err(error) if matches!(error.kind(), AlreadyExists | NotADirectory) => return Ok(vec![name_taken(name)]),
        made => made?,
    }
    let file = BufReader::new(std::fs::File::open(packed)?);
    Ok(match unpack(file, &into, budget) {
        Ok(unpacked) => unpacked.problems.into_iter().map(|problem| problem.within(name)).collect(),
        Err(error) => vec![Problem::new("archive_refused", error.to_string()).within(name)],
    })
}

/// The last step of the path: what stands before and behind it may be a password or a signature.
fn file_name(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let name = url.path_segments()?.next_back()?;
    clean_path(name).ok()
}

async fn keep(work: &Work, path: &Path, name: Option<String>) -> Result<Result<Asset, Problem>, Stop> {
    let kept = crate::upload::asset(&work.app, &work.project.id, path, name).await?;
    work.alive().await?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn the_name_of_a_fetched_file_tells_no_secret() {
        let check = |url: &str, expected: Option<&str>| assert_eq!(file_name(url).as_deref(), expected, "{url}");
        check("https://h/set/a.png", Some("a.png"));
        check("https://ann:secret@h:8080/set/a%20b.png?signature=secret&x=/y#part", Some("a%20b.png"));
        check("https://h/?name=a.png", None);
        check("https://ann:secret@h", None);
        check("https://h/%2e%2e", None);
    }
}
