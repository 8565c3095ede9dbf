//! Signed-in browsers, known by the hash of their cookie.

use crosscheck_domain::AnnotatorId;

use crate::{
    Result, Store, User,
    sql::{Cells, composed, sql},
    store::key,
    users,
    writer::Tx,
};

/// How often the expiry of a session in use is written.
const SLIDE_MS: i64 = 3_600_000;

impl Store {
    pub async fn create_session(&self, token_hash: &str, user: &AnnotatorId, now: i64, expires_at: i64) -> Result<()> {
        let input = (token_hash.to_owned(), user.clone(), now, expires_at);
        self.write(key::other(token_hash), input, |tx, (hash, user, now, expires_at)| {
            Box::pin(insert(tx, hash, user, *now, *expires_at))
        })
        .await
    }

    /// Who is signed in. The expiry slides by the session's own length, written at most once an hour.
    pub async fn session(&self, token_hash: &str, now: i64) -> Result<Option<User>> {
        let statement = composed(format!(
            "select {}, s.created_at, s.seen_at, s.expires_at from sessions s join users u on u.id = s.user_id
             where s.token_hash = $1 and s.expires_at > $2",
            users::COLUMNS
        ));
        let Some(row) = statement.bind(token_hash).bind(now).fetch_optional(&self.readers).await? else {
            return Ok(None);
        };
        let (seen_at, expires_at) = (row.int(8)?, row.int(9)?);
        if now - seen_at >= SLIDE_MS {
            let input = (token_hash.to_owned(), now, now + (expires_at - seen_at));
            self.write(key::other(token_hash), input, |tx, (hash, now, until)| Box::pin(slide(tx, hash, *now, *until)))
                .await?;
        }
        users::read(&row, 0).map(Some)
    }

    pub async fn end_session(&self, token_hash: &str) -> Result<()> {
        self.write(key::other(token_hash), token_hash.to_owned(), |tx, hash| Box::pin(delete(tx, hash))).await
    }
}

async fn insert(tx: &mut Tx, hash: &str, user: &AnnotatorId, now: i64, expires_at: i64) -> Result<()> {
    // Sessions that are over go when a new one comes; nobody waits for a cleaner.
    sql("delete from sessions where user_id = $1 and expires_at <= $2")
        .bind(user.as_str())
        .bind(now)
        .execute(&mut tx.conn)
        .await?;
    sql("insert into sessions (token_hash, user_id, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)")
        .bind(hash)
        .bind(user.as_str())
        .bind(now)
        .bind(expires_at)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn slide(tx: &mut Tx, hash: &str, now: i64, until: i64) -> Result<()> {
    sql("update sessions set seen_at = $2, expires_at = $3 where token_hash = $1 and seen_at < $2")
        .bind(hash)
        .bind(now)
        .bind(until)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn delete(tx: &mut Tx, hash: &str) -> Result<()> {
    sql("delete from sessions where token_hash = $1").bind(hash).execute(&mut tx.conn).await?;
    Ok(())
}
