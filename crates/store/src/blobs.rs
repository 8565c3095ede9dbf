//! Immutable bytes under the name of their SHA-256, in a folder or a bucket, with derived views beside them.

use std::{
    io::Read,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Key};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

use crate::{Result, StoreError};

/// How much of a file is in memory while it is stored.
const PIECE: usize = 8 << 20;

/// The blob store. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    objects: Arc<dyn ObjectStore>,
    /// The folder that the objects are files of, where it is one.
    folder: Option<PathBuf>,
}

impl Blobs {
    pub(crate) fn open(url: &str) -> Result<Self> {
        if let Some(folder) = url.strip_prefix("file://") {
            std::fs::create_dir_all(folder)?;
            // Bytes precede rows, so they must be on the disk before the row is.
            let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
            return Ok(Self { objects: Arc::new(objects), folder: Some(folder.into()) });
        }
        if url.starts_with("s3://") {
            return Ok(Self { objects: crate::bucket::open(url)?, folder: None });
        }
        Err(StoreError::Blob("the address of the media must begin with file:// or s3://".to_owned()))
    }

    /// Answers when the place can be reached.
    pub(crate) async fn ready(&self) -> Result<()> {
        self.size(&"0".repeat(64)).await.map(|_| ())
    }

    /// Stores bytes under their hash. Bytes that are there already are kept.
    pub(crate) async fn put(&self, sha256: &str, bytes: Bytes) -> Result<()> {
        if !self.exists(sha256).await? {
            self.objects.put(&key(sha256)?, PutPayload::from_bytes(bytes)).await?;
        }
        Ok(())
    }

    /// Stores a file under its hash without holding it in memory.
    pub(crate) async fn put_file(&self, sha256: &str, path: &Path) -> Result<()> {
        if !self.exists(sha256).await? {
            self.upload(path, &key(sha256)?).await?;
        }
        Ok(())
    }

    async fn upload(&self, path: &Path, key: &Key) -> Result<()> {
        let mut file = tokio::fs::File::open(path).await?;
        let mut piece = read_piece(&mut file).await?;
        if piece.len() < PIECE {
            self.objects.put(key, PutPayload::from_bytes(piece)).await?;
            return Ok(());
        }
        let mut upload = self.objects.put_multipart(key).await?;
        while !piece.is_empty() {
            upload.put_part(PutPayload::from_bytes(piece)).await?;
            piece = read_piece(&mut file).await?;
        }
        upload.complete().await?;
        Ok(())
    }

    pub async fn get(&self, sha256: &str) -> Result<Bytes> {
        Ok(self.objects.get(&key(sha256)?).await?.bytes().await?)
    }

    pub async fn get_range(&self, sha256: &str, range: Range<u64>) -> Result<Bytes> {
        Ok(self.objects.get_range(&key(sha256)?, range).await?)
    }

    /// The file that holds a blob, where the blobs are files of this machine.
    pub fn file(&self, sha256: &str) -> Result<Option<PathBuf>> {
        let key = key(sha256)?;
        Ok(self.folder.as_ref().map(|folder| folder.join(key.as_ref())))
    }

    /// How many bytes there are; none when the blob is absent.
    pub async fn size(&self, sha256: &str) -> Result<Option<u64>> {
        match self.objects.head(&key(sha256)?).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn exists(&self, sha256: &str) -> Result<bool> {
        Ok(self.size(sha256).await?.is_some())
    }

    /// Stores a view computed from a blob (`thumbnail.webp`, `tiles/0/1/2.jpg`) beside it.
    pub async fn put_derived(&self, sha256: &str, name: &str, bytes: Bytes) -> Result<()> {
        self.objects.put(&derived_key(sha256, name)?, PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    pub async fn get_derived(&self, sha256: &str, name: &str) -> Result<Option<Bytes>> {
        match self.objects.get(&derived_key(sha256, name)?).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores a view in the same way, from a file that is not held in memory.
    pub async fn put_derived_file(&self, sha256: &str, name: &str, path: &Path) -> Result<()> {
        self.upload(path, &derived_key(sha256, name)?).await
    }

    /// How many bytes a view has; none when it was not made.
    pub async fn derived_size(&self, sha256: &str, name: &str) -> Result<Option<u64>> {
        match self.objects.head(&derived_key(sha256, name)?).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn get_derived_range(&self, sha256: &str, name: &str, range: Range<u64>) -> Result<Bytes> {
        Ok(self.objects.get_range(&derived_key(sha256, name)?, range).await?)
    }

    /// Deletes a blob with its derived views. One that is absent already is no error.
    pub(crate) async fn delete(&self, sha256: &str) -> Result<()> {
        let derived: Vec<_> = self.objects.list(Some(&derived_folder(sha256)?)).try_collect().await?;
        let keys = derived.into_iter().map(|found| found.location).chain([key(sha256)?]);
        for key in keys {
            match self.objects.delete(&key).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// `ab/cd/abcd…`.
fn key(sha256: &str) -> Result<Key> {
    let valid = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !valid {
        return Err(StoreError::NotFound);
    }
    Ok(Key::from(format!("{}/{}/{sha256}", &sha256[..2], &sha256[2..4])))
}

fn derived_folder(sha256: &str) -> Result<Key> {
    Ok(Key::from(format!("{}.derived", key(sha256)?)))
}

fn derived_key(sha256: &str, name: &str) -> Result<Key> {
    let path = format!("{}/{name}", derived_folder(sha256)?);
    Key::parse(path).map_err(|error| StoreError::Blob(error.to_string()))
}

/// The SHA-256 of bytes in lower-case hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn hash_file(path: &Path) -> Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&piece[..n]);
    }
}

/// The next piece of a file, full but for the last one.
async fn read_piece(file: &mut tokio::fs::File) -> Result<Bytes> {
    let mut piece = Vec::with_capacity(PIECE);
    while piece.len() < PIECE {
        let missing = (PIECE - piece.len()) as u64;
        if (&mut *file).take(missing).read_to_end(&mut piece).await? == 0 {
            break;
        }
    }
    Ok(Bytes::from(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_are_keys() {
        let sha256 = hash(b"two dogs");
        assert_eq!(key(&sha256).unwrap().to_string(), format!("{}/{}/{sha256}", &sha256[..2], &sha256[2..4]));
        for wrong in ["", "../etc/passwd", &sha256[1..], &sha256.to_uppercase()] {
            assert!(matches!(key(wrong), Err(StoreError::NotFound)), "{wrong}");
        }
        assert!(derived_key(&sha256, "../../x").is_err());
    }
}
