//! Random secrets, their hashes, and passwords.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use crosscheck_domain::Problem;
use rand::RngCore;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::argon::Hasher;
use crate::error::{ApiError, internal};

/// 256 random bits in hexadecimal. Only its hash is ever stored.
pub fn new_secret() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// A fresh identifier that sorts by the moment of its making.
pub fn new_id() -> String {
    ulid::Ulid::generate().to_string()
}

/// What is stored of a secret: it is random, so a plain hash suffices.
pub fn hash(secret: &str) -> String {
    sha256(secret.as_bytes())
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of a file's content, read in pieces.
pub fn sha256_of(mut reader: impl std::io::Read) -> std::io::Result<String> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(&piece[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

/// Refuses passwords that are too short to keep anybody out, or absurdly long.
pub fn check_password(password: &str) -> Result<(), Problem> {
    match password.chars().count() {
        0..10 => Err(Problem::new("password_short", "choose a password of at least ten characters").within("password")),
        10..=1000 => Ok(()),
        _ => Err(Problem::new("password_long", "choose a password of at most 1,000 characters").within("password")),
    }
}

/// Passwords that are hashed at the same time; each takes 19 MiB of memory and tens of milliseconds, by design.
static TURNS: Semaphore = Semaphore::const_new(2);

/// argon2id with the library's defaults, off the async threads.
pub async fn hash_password(password: String) -> Result<String, ApiError> {
    let turn = TURNS.acquire().await.map_err(internal)?;
    let hashed = tokio::task::spawn_blocking(move || {
        let _until_done = turn;
        Hasher::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    hashed.await.map_err(internal)?.map_err(internal)
}

/// Takes as long for an unknown account as for a wrong password, so that neither can be told from the other.
pub async fn verify_password(password: String, stored: Option<String>) -> Result<bool, ApiError> {
    let turn = TURNS.acquire().await.map_err(internal)?;
    let verified = tokio::task::spawn_blocking(move || {
        let _until_done = turn;
        match stored.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Hasher::default().verify_password(password.as_bytes(), &hash).is_ok(),
            _ => {
                let _ = Hasher::default().hash_password(password.as_bytes());
                false
            }
        }
    });
    verified.await.map_err(internal)
}
