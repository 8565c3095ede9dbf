//! Tokens of programs, known by their hash.

use crosscheck_domain::AnnotatorId;

use crate::{Result, Store, User};

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub user: AnnotatorId,
    pub name: String,
    pub token_hash: String,
    pub scopes: Vec<String>,
    pub expires_at: Option<i64>,
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scopes: Vec<String>,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub last_used_at: Option<i64>,
}

impl Store {
    pub async fn create_token(&self, _token: NewToken, _now: i64) -> Result<Token> {
        todo!()
    }

    /// Whose token it is and what it may do; none when unknown, expired or revoked.
    pub async fn token(&self, _token_hash: &str, _now: i64) -> Result<Option<(User, Vec<String>)>> {
        todo!()
    }

    /// A person's tokens that are not revoked, newest first.
    pub async fn tokens(&self, _user: &AnnotatorId) -> Result<Vec<Token>> {
        todo!()
    }

    pub async fn revoke_token(&self, _user: &AnnotatorId, _id: &str, _now: i64) -> Result<()> {
        todo!()
    }
}
