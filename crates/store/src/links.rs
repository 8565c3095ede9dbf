//! One-time links: the first administrator's setup, and invitations to a project.

use crosscheck_domain::{AnnotatorId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    MemberRole, Result, Store, StoreError,
    sql::{Cells, new_id, sql},
    store::key,
    writer::Tx,
};

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Setup,
    Invitation,
}

/// A link to be made; its secret never reaches the store.
#[derive(Clone, Debug)]
pub struct Link {
    pub hash: String,
    pub kind: LinkKind,
    pub project: Option<ProjectId>,
    pub role: Option<MemberRole>,
    pub email: Option<String>,
    pub expires_at: i64,
    pub created_by: Option<AnnotatorId>,
}

/// A link as stored.
#[derive(Clone, Debug)]
pub struct StoredLink {
    pub id: String,
    pub link: Link,
    pub created_at: i64,
}

impl Store {
    /// Stores the link and returns its id, by which managers name it.
    pub async fn create_link(&self, link: Link, now: i64) -> Result<String> {
        self.write(key::other(&link.hash), (link, now), |tx, (link, now)| Box::pin(insert(tx, link, *now))).await
    }

    /// The link, while it can still be used.
    pub async fn link(&self, hash: &str, now: i64) -> Result<Option<StoredLink>> {
        let row = sql("select id, hash, kind, project, role, email, expires_at, created_by, created_at from links
             where hash = $1 and used_at is null and expires_at > $2")
        .bind(hash)
        .bind(now)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Uses the link up. `Gone` for everybody but the first.
    pub async fn consume_link(&self, hash: &str, now: i64) -> Result<StoredLink> {
        let input = (hash.to_owned(), now);
        self.write(key::other(hash), input, |tx, (hash, now)| Box::pin(consume(tx, hash, *now))).await
    }

    /// The project's invitations that can still be used, newest first.
    pub async fn links(&self, project: &ProjectId, now: i64) -> Result<Vec<StoredLink>> {
        let rows = sql("select id, hash, kind, project, role, email, expires_at, created_by, created_at from links
             where project = $1 and used_at is null and expires_at > $2 order by id desc")
        .bind(project.as_str())
        .bind(now)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }

    pub async fn delete_link(&self, project: &ProjectId, id: &str) -> Result<()> {
        let input = (project.clone(), id.to_owned());
        self.write(key::other(id), input, |tx, (project, id)| Box::pin(delete(tx, project, id))).await
    }
}

impl LinkKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
        }
    }
}

fn read(row: &AnyRow) -> Result<StoredLink> {
    let kind = if row.text(2)? == "setup" { LinkKind::Setup } else { LinkKind::Invitation };
    let link = Link {
        hash: row.text(1)?,
        kind,
        project: row.maybe_text(3)?.map(ProjectId),
        role: row.maybe_text(4)?.and_then(|role| MemberRole::parse(&role)),
        email: row.maybe_text(5)?,
        expires_at: row.int(6)?,
        created_by: row.maybe_text(7)?.map(AnnotatorId),
    };
    Ok(StoredLink { id: row.text(0)?, link, created_at: row.int(8)? })
}

async fn insert(tx: &mut Tx, link: &Link, now: i64) -> Result<String> {
    let id = new_id(now);
    sql("insert into links (id, hash, kind, project, role, email, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(&id)
    .bind(&link.hash)
    .bind(link.kind.as_str())
    .bind(link.project.as_ref().map(|id| id.0.clone()))
    .bind(link.role.map(MemberRole::as_str))
    .bind(link.email.clone())
    .bind(link.created_by.as_ref().map(|id| id.0.clone()))
    .bind(now)
    .bind(link.expires_at)
    .execute(&mut tx.conn)
    .await?;
    Ok(id)
}

/// The update locks the row, so only one of several callers finds it unused.
async fn consume(tx: &mut Tx, hash: &str, now: i64) -> Result<StoredLink> {
    let row = sql("update links set used_at = $2 where hash = $1 and used_at is null and expires_at > $2
         returning id, hash, kind, project, role, email, expires_at, created_by, created_at")
    .bind(hash)
    .bind(now)
    .fetch_optional(&mut tx.conn)
    .await?;
    row.map(|row| read(&row)).transpose()?.ok_or(StoreError::Gone)
}

async fn delete(tx: &mut Tx, project: &ProjectId, id: &str) -> Result<()> {
    let changed = sql("delete from links where id = $1 and project = $2 and used_at is null")
        .bind(id)
        .bind(project.as_str())
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
