//! Tokens of programs, known by their hash.

use crosscheck_domain::AnnotatorId;

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError, User,
    sql::{Cells, composed, new_id, sql},
    store::key,
    users,
    writer::Tx,
};

/// How often the last use of a token is written.
const NOTE_USE_MS: i64 = 3_600_000;

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
    pub async fn create_token(&self, token: NewToken, now: i64) -> Result<Token> {
        self.write(key::other(&token.token_hash), (token, now), |tx, (token, now)| Box::pin(insert(tx, token, *now)))
            .await
    }

    /// Whose token it is and what it may do; none when unknown, expired or revoked.
    pub async fn token(&self, token_hash: &str, now: i64) -> Result<Option<(User, Vec<String>)>> {
        let statement = composed(format!(
            "select {}, t.scopes, t.last_used_at from tokens t join users u on u.id = t.user_id
             where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)",
            users::COLUMNS
        ));
        let Some(row) = statement.bind(token_hash).bind(now).fetch_optional(&self.readers).await? else {
            return Ok(None);
        };
        if row.maybe_int(8)?.is_none_or(|used| now - used >= NOTE_USE_MS) {
            let input = (token_hash.to_owned(), now);
            self.write(key::other(token_hash), input, |tx, (hash, now)| Box::pin(note_use(tx, hash, *now))).await?;
        }
        Ok(Some((users::read(&row, 0)?, scopes(&row.text(7)?))))
    }

    /// A person's tokens that are not revoked, newest first.
    pub async fn tokens(&self, user: &AnnotatorId) -> Result<Vec<Token>> {
        let rows = sql("select id, name, scopes, created_at, expires_at, last_used_at from tokens
             where user_id = $1 and revoked_at is null order by id desc")
        .bind(user.as_str())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }

    pub async fn revoke_token(&self, user: &AnnotatorId, id: &str, now: i64) -> Result<()> {
        let input = (user.clone(), id.to_owned(), now);
        self.write(key::other(id), input, |tx, (user, id, now)| Box::pin(revoke(tx, user, id, *now))).await
    }
}

fn scopes(text: &str) -> Vec<String> {
    text.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

fn read(row: &AnyRow) -> Result<Token> {
    Ok(Token {
        id: row.text(0)?,
        name: row.text(1)?,
        scopes: scopes(&row.text(2)?),
        created_at: row.int(3)?,
        expires_at: row.maybe_int(4)?,
        last_used_at: row.maybe_int(5)?,
    })
}

async fn insert(tx: &mut Tx, token: &NewToken, now: i64) -> Result<Token> {
    let id = new_id(now);
    sql("insert into tokens (id, user_id, name, token_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&id)
    .bind(token.user.as_str())
    .bind(&token.name)
    .bind(&token.token_hash)
    .bind(token.scopes.join(" "))
    .bind(now)
    .bind(token.expires_at)
    .execute(&mut tx.conn)
    .await?;
    Ok(Token {
        id,
        name: token.name.clone(),
        scopes: token.scopes.clone(),
        created_at: now,
        expires_at: token.expires_at,
        last_used_at: None,
    })
}

async fn note_use(tx: &mut Tx, hash: &str, now: i64) -> Result<()> {
    sql("update tokens set last_used_at = $2 where token_hash = $1").bind(hash).bind(now).execute(&mut tx.conn).await?;
    Ok(())
}

async fn revoke(tx: &mut Tx, user: &AnnotatorId, id: &str, now: i64) -> Result<()> {
    let changed = sql("update tokens set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null")
        .bind(id)
        .bind(user.as_str())
        .bind(now)
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
