//! People and models: who may sign in, and who annotated.

use crosscheck_domain::AnnotatorId;

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    sql::{Cells, composed, sql},
    store::key,
    writer::Tx,
};

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
    pub async fn create_user(&self, user: NewUser, now: i64) -> Result<User> {
        let id = user.id.clone();
        self.write(key::other(&user.email), (user, now), |tx, (user, now)| Box::pin(insert(tx, user, *now))).await?;
        self.user(&id).await
    }

    pub async fn user(&self, id: &AnnotatorId) -> Result<User> {
        let row = composed(format!("{SELECT} where u.id = $1")).bind(id.as_str()).fetch_one(&self.readers).await?;
        read(&row, 0)
    }

    /// Finds an account by its address, compared without case.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<User>> {
        let statement = composed(format!("{SELECT} where u.email_folded = $1"));
        let row = statement.bind(folded_address(email)).fetch_optional(&self.readers).await?;
        row.map(|row| read(&row, 0)).transpose()
    }

    /// Every account, oldest first.
    pub async fn users(&self) -> Result<Vec<User>> {
        let rows = composed(format!("{SELECT} order by u.created_at, u.id")).fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(row, 0)).collect()
    }

    pub async fn count_users(&self) -> Result<u64> {
        sql("select count(*) from users").fetch_one(&self.readers).await?.count(0)
    }

    /// Replaces the password and ends every session of that person.
    pub async fn set_password(&self, user: &AnnotatorId, password_hash: &str) -> Result<()> {
        let input = (user.clone(), password_hash.to_owned());
        self.write(key::other(user.as_str()), input, |tx, (user, hash)| Box::pin(replace_password(tx, user, hash)))
            .await
    }
}

/// The columns of a user, to be read back with `read`.
pub(crate) const COLUMNS: &str = "u.id, u.name, u.email, u.password_hash, u.admin_since, u.kind, u.created_at";
const SELECT: &str = "select u.id, u.name, u.email, u.password_hash, u.admin_since, u.kind, u.created_at from users u";

/// A user whose columns begin at `first`.
pub(crate) fn read(row: &AnyRow, first: usize) -> Result<User> {
    Ok(User {
        id: AnnotatorId(row.text(first)?),
        name: row.text(first + 1)?,
        email: row.text(first + 2)?,
        password_hash: row.maybe_text(first + 3)?,
        admin: row.maybe_int(first + 4)?.is_some(),
        kind: row.text(first + 5)?,
        created_at: row.int(first + 6)?,
    })
}

/// An address as it is compared: two spellings of one account are one.
pub fn folded_address(email: &str) -> String {
    email.trim().to_lowercase()
}

async fn insert(tx: &mut Tx, user: &NewUser, now: i64) -> Result<()> {
    sql("insert into users (id, name, email, email_folded, password_hash, kind, admin_since, created_at)
         values ($1, $2, $3, $4, $5, 'human', $6, $7)")
    .bind(user.id.as_str())
    .bind(&user.name)
    .bind(user.email.trim())
    .bind(folded_address(&user.email))
    .bind(user.password_hash.clone())
    .bind(user.admin.then_some(now))
    .bind(now)
    .execute(&mut tx.conn)
    .await
    .map_err(|error| StoreError::from(error).or_taken("somebody has this e-mail address already; sign in instead"))?;
    Ok(())
}

async fn replace_password(tx: &mut Tx, user: &AnnotatorId, hash: &str) -> Result<()> {
    let changed = sql("update users set password_hash = $2 where id = $1")
        .bind(user.as_str())
        .bind(hash)
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(StoreError::NotFound);
    }
    sql("delete from sessions where user_id = $1").bind(user.as_str()).execute(&mut tx.conn).await?;
    Ok(())
}
