//! Unpacks a zip into a folder, within limits, and without ever leaving that folder.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use crosscheck_domain::Problem;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::folder::is_junk;
use crate::clean_path;

/// How much may come out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveLimits {
    pub max_entries: usize,
    /// Unpacked bytes of all entries.
    pub max_total: u64,
    /// Unpacked bytes of one entry.
    pub max_entry: u64,
    /// Unpacked bytes for each packed byte, for entries above a megabyte.
    pub max_ratio: u64,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { max_entries: 200_000, max_total: 20_000_000_000, max_entry: 1_000_000_000, max_ratio: 200 }
    }
}

/// Small entries may be packed as tightly as they like.
const RATIO_FROM_BYTES: u64 = 1_000_000;

/// What came out.
#[derive(Debug, Default)]
pub struct Unpacked {
    pub n_files: usize,
    pub bytes: u64,
    /// Entries that were left out, each with the reason.
    pub problems: Vec<Problem>,
}

/// Unpacks every acceptable entry into `folder`. An entry that is not acceptable by itself (a name that leads out of the
/// folder, a link, an encrypted one) is left out and reported; an archive that asks for too much is refused whole.
pub fn unpack(archive: impl Read + Seek, folder: &Path, limits: &ArchiveLimits) -> Result<Unpacked, UnpackError> {
    let mut archive = ZipArchive::new(archive).map_err(|error| damaged(&error))?;
    check_whole(&mut archive, limits)?;
    let mut unpacked = Unpacked::default();
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        let refused = match archive.by_index(index) {
            Ok(entry) => one(entry, &name, folder, limits, &mut names, &mut unpacked)?,
            Err(ZipError::UnsupportedArchive(why)) => Some(left_out(&name, &format!("cannot be unpacked: {why}"))),
            Err(error) => return Err(damaged(&error).into()),
        };
        unpacked.problems.extend(refused);
    }
    Ok(unpacked)
}

/// Why nothing, or not everything, was unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// The archive is at fault.
    #[error("{0}")]
    Refused(Problem),
    /// The disk is at fault.
    #[error("an entry cannot be written: {0}")]
    Io(#[from] io::Error),
}

impl From<Problem> for UnpackError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

fn check_whole(archive: &mut ZipArchive<impl Read + Seek>, limits: &ArchiveLimits) -> Result<(), Problem> {
    if archive.len() > limits.max_entries {
        let message = format!("the zip has {} entries, the limit is {}; split it", archive.len(), limits.max_entries);
        return Err(Problem::new("archive_too_large", message));
    }
    if archive.decompressed_size().is_some_and(|size| size > u128::from(limits.max_total)) {
        return Err(too_large(limits));
    }
    if archive.has_overlapping_files().map_err(|error| damaged(&error))? {
        let message =
            "entries of the zip share their bytes, as in an archive that is made to fill a disk; pack it again";
        return Err(Problem::new("archive_bomb", message));
    }
    Ok(())
}

/// Unpacks one entry, or says why it is left out.
fn one<R: Read>(
    mut entry: ZipFile<'_, R>,
    given: &str,
    folder: &Path,
    limits: &ArchiveLimits,
    names: &mut BTreeSet<String>,
    unpacked: &mut Unpacked,
) -> Result<Option<Problem>, UnpackError> {
    let name = match clean_path(given) {
        Ok(name) => name,
        Err(problem) => return Ok(Some(problem)),
    };
    if entry.is_dir() || is_junk(&name) {
        return Ok(None);
    }
    if entry.is_symlink() {
        return Ok(Some(left_out(&name, "is a link; pack the file itself")));
    }
    if entry.encrypted() {
        return Ok(Some(left_out(&name, "is encrypted; pack it without a password")));
    }
    if !names.insert(name.to_lowercase()) {
        return Ok(Some(left_out(&name, "has the name of another entry; rename it")));
    }
    extract(&mut entry, &name, folder, limits, unpacked)
}

/// Writes one entry whose name is safe. The sizes in the archive are claims: what counts is what comes out.
fn extract<R: Read>(
    entry: &mut ZipFile<'_, R>,
    name: &str,
    folder: &Path,
    limits: &ArchiveLimits,
    unpacked: &mut Unpacked,
) -> Result<Option<Problem>, UnpackError> {
    let most = limits.max_entry.min(limits.max_total - unpacked.bytes);
    let by_ratio = entry.compressed_size().saturating_mul(limits.max_ratio).max(RATIO_FROM_BYTES);
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    match copy(entry, &mut file, most.min(by_ratio) + 1)? {
        Ok(written) if written <= most.min(by_ratio) => {
            unpacked.bytes += written;
            unpacked.n_files += 1;
            Ok(None)
        }
        Ok(written) => {
            fs::remove_file(&path)?;
            Err(if written > by_ratio { bomb(name) } else { too_large(limits) }.into())
        }
        Err(error) => {
            fs::remove_file(&path)?;
            Ok(Some(left_out(name, &format!("is damaged: {error}"))))
        }
    }
}

/// Copies at most `most` bytes. Errors of the archive are told from errors of the disk.
fn copy(from: &mut impl Read, to: &mut impl Write, most: u64) -> io::Result<io::Result<u64>> {
    let mut from = from.take(most);
    let mut buffer = vec![0; 1 << 16];
    let mut written = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(Ok(written)),
            Ok(n) => {
                to.write_all(&buffer[..n])?;
                written += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(Err(error)),
        }
    }
}

fn left_out(name: &str, why: &str) -> Problem {
    Problem::new("entry_refused", format!("the entry `{name}` {why}"))
}

fn bomb(name: &str) -> Problem {
    let message = format!("the entry `{name}` unpacks to far more than a picture or a text would; pack it again");
    Problem::new("archive_bomb", message)
}

fn too_large(limits: &ArchiveLimits) -> Problem {
    let message = format!(
        "the zip unpacks to more than the limit of {} megabytes, {} for one entry; split it",
        limits.max_total / 1_000_000,
        limits.max_entry / 1_000_000
    );
    Problem::new("archive_too_large", message)
}

fn damaged(error: &ZipError) -> Problem {
    Problem::new("archive_damaged", format!("the zip cannot be read: {error}; pack it again"))
}
