//! A folder for the temporary files of one process. What a killed one left behind is removed at the next start.

use std::fs::{File, create_dir_all, read_dir, remove_dir_all, remove_file};
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::secret;

/// A place of this process alone, while a handle is there.
#[derive(Clone, Debug)]
pub struct Spool {
    place: PathBuf,
    /// Locked until the process ends, however it ends.
    _lock: Arc<File>,
}

impl Spool {
    /// Makes a place in the folder, and removes those of processes that are gone.
    pub fn open(folder: &Path) -> Result<Self> {
        create_dir_all(folder)?;
        let turn = File::create(folder.join("turn"))?;
        turn.lock()?;
        clean(folder)?;
        let name = secret::new_id();
        let lock = File::create(folder.join(format!("{name}.lock")))?;
        lock.lock()?;
        let place = folder.join(name);
        create_dir_all(&place)?;
        Ok(Self { place, _lock: Arc::new(lock) })
    }
}

impl AsRef<Path> for Spool {
    fn as_ref(&self) -> &Path {
        &self.place
    }
}

impl std::ops::Deref for Spool {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.place
    }
}

/// Removes everything that no living process has locked. The caller has the turn.
fn clean(folder: &Path) -> Result<()> {
    for entry in read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.ends_with("turn") || is_used(&path) {
            continue;
        }
        if entry.file_type()?.is_dir() { remove_dir_all(&path)? } else { remove_file(&path)? }
    }
    Ok(())
}

/// Whether a living process holds the lock of this place, or this is that lock.
fn is_used(path: &Path) -> bool {
    File::open(path.with_extension("lock")).is_ok_and(|lock| lock.try_lock().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let living = Spool::open(folder.path()).unwrap();
        std::fs::write(living.join("upload"), "half").unwrap();
        let killed = Spool::open(folder.path()).unwrap();
        std::fs::create_dir(killed.join("unpacked")).unwrap();
        std::fs::write(killed.join("unpacked/picture"), "a picture").unwrap();
        std::fs::write(folder.path().join("old"), "of an older version").unwrap();
        let place = killed.to_path_buf();
        assert!(place.exists());
        drop(killed);
        let next = Spool::open(folder.path()).unwrap();
        assert!(!place.exists() && !folder.path().join("old").exists());
        assert!(living.join("upload").exists() && next.is_dir());
    }
}
