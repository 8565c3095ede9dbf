//! People and models: who may sign in, and who annotated.

use crosscheck_domain::AnnotatorId;

use crate::{Result, Store};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub id: AnnotatorId,
    pub name: String,
    pub email: String,
    /// None for a model or for somebody who signs in by other means.
    pub password_hash: Option<String>,
    pub admin: bool,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: AnnotatorId,
    pub name: String,
    pub email: String,
    pub password_hash: Option<String>,
    pub admin: bool,
    /// `human` or `model`.
    pub kind: String,
    pub created_at: i64,
}

impl Store {
    /// Makes an account. A conflict when the address, compared without case, is taken.
    pub async fn create_user(&self, _user: NewUser, _now: i64) -> Result<User> {
        todo!()
    }

    pub async fn user(&self, _id: &AnnotatorId) -> Result<User> {
        todo!()
    }

    /// Finds an account by its address, compared without case.
    pub async fn user_by_email(&self, _email: &str) -> Result<Option<User>> {
        todo!()
    }

    /// Every account, oldest first.
    pub async fn users(&self) -> Result<Vec<User>> {
        todo!()
    }

    pub async fn count_users(&self) -> Result<u64> {
        todo!()
    }

    /// Replaces the password and ends every session of that person.
    pub async fn set_password(&self, _user: &AnnotatorId, _password_hash: &str) -> Result<()> {
        todo!()
    }
}
