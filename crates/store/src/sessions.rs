//! Signed-in browsers, known by the hash of their cookie.

use crosscheck_domain::AnnotatorId;

use crate::{Result, Store, User};

impl Store {
    pub async fn create_session(
        &self,
        _token_hash: &str,
        _user: &AnnotatorId,
        _now: i64,
        _expires_at: i64,
    ) -> Result<()> {
        todo!()
    }

    /// Who is signed in. The expiry slides by the session's own length, written at most once an hour.
    pub async fn session(&self, _token_hash: &str, _now: i64) -> Result<Option<User>> {
        todo!()
    }

    pub async fn end_session(&self, _token_hash: &str) -> Result<()> {
        todo!()
    }
}
