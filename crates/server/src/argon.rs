//! argon2id in memory of its own, which goes back to the system as soon as a password is hashed.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{CustomizedPasswordHasher, Error, PasswordHasher, Result};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// The C library keeps freed pieces of up to 32 MiB for each thread that asked for one, which adds up to hundreds of
/// megabytes when many people sign in. Larger ones are returned; pages that nobody touches cost nothing.
const KIB_RETURNED: usize = 33 * 1024;

/// argon2id with the library's defaults.
#[derive(Default)]
pub struct Hasher(Argon2<'static>);

impl PasswordHasher<PasswordHash> for Hasher {
    fn hash_password_with_salt(&self, password: &[u8], salt: &[u8]) -> Result<PasswordHash> {
        let (params, salt) = (self.0.params(), Salt::new(salt)?);
        let mut buffer = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = buffer.get_mut(..length).ok_or(Error::OutputSize)?;
        let mut blocks = Vec::with_capacity(params.block_count().max(KIB_RETURNED));
        blocks.resize(params.block_count(), Block::default());
        self.0.hash_password_into_with_memory(password, &salt, out, &mut blocks)?;
        Ok(PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(params)?,
            salt: Some(salt),
            hash: Some(Output::new(out)?),
        })
    }
}

/// What checking a password needs: the same hash again, with the settings that stand beside the stored one.
impl CustomizedPasswordHasher<PasswordHash> for Hasher {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> Result<PasswordHash> {
        let known = algorithm.is_none_or(|name| name == Algorithm::default().as_str())
            && version.is_none_or(|number| number == u32::from(Version::default()));
        if known { Self(Argon2::from(params)).hash_password_with_salt(password, salt) } else { Err(Error::Algorithm) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;

    #[test]
    fn it_is_the_librarys_own_hash() {
        let (password, salt) = (b"a long password", b"sixteen bytes ok");
        let ours = Hasher::default().hash_password_with_salt(password, salt).unwrap();
        let theirs = Argon2::default().hash_password_with_salt(password, salt).unwrap();
        assert_eq!(ours.to_string(), theirs.to_string());
    }

    #[test]
    fn settings_of_the_stored_hash_are_used() {
        let weaker = Argon2::from(Params::new(64, 1, 1, None).unwrap());
        let stored = weaker.hash_password_with_salt(b"a long password", b"sixteen bytes ok").unwrap();
        let hasher = Hasher::default();
        assert!(hasher.verify_password(b"a long password", &stored).is_ok());
        assert!(hasher.verify_password(b"another password", &stored).is_err());
    }
}
