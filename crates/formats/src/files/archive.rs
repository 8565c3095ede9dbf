//! Unpacks a zip into a folder, within limits, and without ever leaving that folder.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind::{AlreadyExists, Interrupted, IsADirectory, NotADirectory};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crosscheck_domain::Problem;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::folder::is_junk;
use crate::clean_path;

/// How much may come out of the archives of one upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveLimits {
    pub max_entries: usize,
    /// Unpacked bytes of all entries.
    pub max_total: u64,
    /// Unpacked bytes of one entry.
    pub max_entry: u64,
    /// Unpacked bytes for each packed byte: of one entry, and of all archives.
    pub max_ratio: u64,
    /// An entry of so many unpacked bytes may be packed as tightly as it likes.
    pub tight_entry: u64,
    /// So may all entries of so many unpacked bytes together.
    pub tight_total: u64,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self {
            max_entries: 200_000,
            max_total: 20_000_000_000,
            max_entry: 1_000_000_000,
            max_ratio: 200,
            tight_entry: 1_000_000,
            tight_total: 50_000_000,
        }
    }
}

/// What is left of the limits: one budget for all archives of an upload, so that many small ones get no more than one.
#[derive(Debug)]
pub struct ArchiveBudget {
    limits: ArchiveLimits,
    n_entries: usize,
    packed: u64,
    unpacked: u64,
}

impl ArchiveBudget {
    pub fn new(limits: ArchiveLimits) -> Self {
        Self { limits, n_entries: 0, packed: 0, unpacked: 0 }
    }

    /// Bytes that may still come out, as the packed bytes allow.
    fn by_ratio(&self) -> u64 {
        let most = self.packed.saturating_mul(self.limits.max_ratio).max(self.limits.tight_total);
        most.saturating_sub(self.unpacked)
    }

    fn in_total(&self) -> u64 {
        self.limits.max_total.saturating_sub(self.unpacked)
    }
}

/// What came out.
#[derive(Debug, Default)]
pub struct Unpacked {
    pub n_files: usize,
    pub bytes: u64,
    /// Entries that were left out, each with the reason.
    pub problems: Vec<Problem>,
}

/// Unpacks every acceptable entry into `folder`. An entry that is not acceptable by itself (a name that leads out of the
/// folder, a link, an encrypted one) is left out and reported; an archive that asks for too much is refused whole. A zip
/// inside of the zip stays one.
pub fn unpack(
    mut archive: impl Read + Seek,
    folder: &Path,
    budget: &mut ArchiveBudget,
) -> Result<Unpacked, UnpackError> {
    budget.packed += archive.seek(SeekFrom::End(0))?;
    let mut archive = ZipArchive::new(archive).map_err(|error| damaged(&error))?;
    budget.n_entries = budget.n_entries.saturating_add(archive.len());
    check_whole(&mut archive, budget)?;
    let mut unpacking = Unpacking { folder, budget, names: BTreeSet::new(), written: Vec::new(), bytes: 0 };
    match unpacking.entries(&mut archive) {
        Ok(problems) => Ok(Unpacked { n_files: unpacking.written.len(), bytes: unpacking.bytes, problems }),
        Err(error) => {
            unpacking.written.iter().try_for_each(fs::remove_file)?;
            Err(error)
        }
    }
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

fn check_whole(archive: &mut ZipArchive<impl Read + Seek>, budget: &ArchiveBudget) -> Result<(), Problem> {
    let limits = &budget.limits;
    if budget.n_entries > limits.max_entries {
        let message =
            format!("the zips have {} entries, the limit is {}; split them", budget.n_entries, limits.max_entries);
        return Err(Problem::new("archive_too_large", message));
    }
    // The sizes in the archive are claims: they refuse early, and what counts is what comes out.
    let claimed = archive.decompressed_size().unwrap_or_default();
    if claimed > u128::from(budget.in_total()) {
        return Err(too_large(limits));
    }
    if claimed > u128::from(budget.by_ratio()) {
        return Err(bomb_of_many());
    }
    if archive.has_overlapping_files().map_err(|error| damaged(&error))? {
        let message =
            "entries of the zip share their bytes, as in an archive that is made to fill a disk; pack it again";
        return Err(Problem::new("archive_bomb", message));
    }
    Ok(())
}

/// One archive on its way into a folder.
struct Unpacking<'a> {
    folder: &'a Path,
    budget: &'a mut ArchiveBudget,
    /// Lower case: some systems do not tell cases apart.
    names: BTreeSet<String>,
    written: Vec<PathBuf>,
    bytes: u64,
}

impl Unpacking<'_> {
    /// Unpacks every entry; says which ones are left out.
    fn entries(&mut self, archive: &mut ZipArchive<impl Read + Seek>) -> Result<Vec<Problem>, UnpackError> {
        let mut problems = Vec::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
            problems.extend(match archive.by_index(index) {
                Ok(entry) => self.one(entry, &name)?,
                Err(ZipError::UnsupportedArchive(why)) => Some(left_out(&name, &format!("cannot be unpacked: {why}"))),
                Err(error) => return Err(damaged(&error).into()),
            });
        }
        Ok(problems)
    }

    /// Unpacks one entry, or says why it is left out.
    fn one<R: Read>(&mut self, mut entry: ZipFile<'_, R>, given: &str) -> Result<Option<Problem>, UnpackError> {
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
        if !self.names.insert(name.to_lowercase()) {
            return Ok(Some(left_out(&name, "has the name of another entry; rename it")));
        }
        self.extract(&mut entry, &name)
    }

    /// Writes one entry whose name is safe.
    fn extract<R: Read>(&mut self, entry: &mut ZipFile<'_, R>, name: &str) -> Result<Option<Problem>, UnpackError> {
        let limits = &self.budget.limits;
        let most = limits.max_entry.min(self.budget.in_total());
        let by_own_ratio = entry.compressed_size().saturating_mul(limits.max_ratio).max(limits.tight_entry);
        let by_ratio = by_own_ratio.min(self.budget.by_ratio());
        let path = self.folder.join(name);
        let Some(mut file) = new_file(&path)? else {
            return Ok(Some(left_out(name, "has the name of another file or folder; rename it")));
        };
        self.written.push(path);
        let copied = copy(entry, &mut file, most.min(by_ratio).saturating_add(1))?;
        self.budget.unpacked += copied.written;
        self.bytes += copied.written;
        if copied.written > by_own_ratio {
            return Err(bomb(name).into());
        }
        if copied.written > by_ratio {
            return Err(bomb_of_many().into());
        }
        if copied.written > most {
            return Err(too_large(&self.budget.limits).into());
        }
        let Some(error) = copied.damage else { return Ok(None) };
        self.written.pop().map_or(Ok(()), fs::remove_file)?;
        self.bytes -= copied.written;
        Ok(Some(left_out(name, &format!("is damaged: {error}"))))
    }
}

/// An empty file, in folders that are made where they are missing; none where something else has its name, or the name of
/// one of its folders.
pub fn new_file(path: &Path) -> io::Result<Option<File>> {
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    match folders.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if matches!(error.kind(), AlreadyExists | NotADirectory | IsADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was copied, and why the archive gave no more.
struct Copied {
    written: u64,
    damage: Option<io::Error>,
}

/// Copies at most `most` bytes. Errors of the archive are told from errors of the disk.
fn copy(from: &mut impl Read, to: &mut impl Write, most: u64) -> io::Result<Copied> {
    let mut from = from.take(most);
    let mut buffer = vec![0; 1 << 16];
    let mut written = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(Copied { written, damage: None }),
            Ok(n) => {
                to.write_all(&buffer[..n])?;
                written += n as u64;
            }
            Err(error) if error.kind() == Interrupted => {}
            Err(error) => return Ok(Copied { written, damage: Some(error) }),
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

fn bomb_of_many() -> Problem {
    let message = "the entries together unpack to far more than pictures or texts would; pack them again";
    Problem::new("archive_bomb", message)
}

fn too_large(limits: &ArchiveLimits) -> Problem {
    let message = format!(
        "the upload unpacks to more than the limit of {} megabytes, {} for one entry; split it",
        limits.max_total / 1_000_000,
        limits.max_entry / 1_000_000
    );
    Problem::new("archive_too_large", message)
}

fn damaged(error: &ZipError) -> Problem {
    Problem::new("archive_damaged", format!("the zip cannot be read: {error}; pack it again"))
}
