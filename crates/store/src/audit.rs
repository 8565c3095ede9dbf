//! The audit log: who did what to whom, appended and never changed.

use crosscheck_domain::{AnnotatorId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    Page, Result, Store,
    sql::{Cells, new_id, sql},
    store::key,
    writer::Tx,
};

/// Something to be remembered.
#[derive(Clone, Debug)]
pub struct Entry {
    pub project: Option<ProjectId>,
    /// None where nobody was signed in.
    pub actor: Option<AnnotatorId>,
    /// `project.create`, `member.remove` and the like.
    pub action: String,
    pub subject: String,
    /// JSON or plain text.
    pub detail: String,
}

/// An entry as stored.
#[derive(Clone, Debug)]
pub struct AuditRow {
    pub id: String,
    pub at: i64,
    pub entry: Entry,
}

impl Store {
    pub async fn audit(&self, entry: Entry, now: i64) -> Result<()> {
        self.write(key::other("audit"), (entry, now), |tx, (entry, now)| Box::pin(insert(tx, entry, *now))).await
    }

    /// The project's entries, newest first.
    pub async fn audit_page(&self, project: &ProjectId, after: Option<&str>, limit: u32) -> Result<Page<AuditRow>> {
        let limit = limit.clamp(1, 500) as usize;
        let rows = sql("select id, created_at, project, actor, action, subject, detail from audit
             where project = $1 and id < $2 order by id desc limit $3")
        .bind(project.as_str())
        .bind(after.unwrap_or("~"))
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
        let next = items.last().filter(|_| items.len() == limit).map(|row| row.id.clone());
        Ok(Page { items, next })
    }
}

fn read(row: &AnyRow) -> Result<AuditRow> {
    let entry = Entry {
        project: row.maybe_text(2)?.map(ProjectId),
        actor: row.maybe_text(3)?.map(AnnotatorId),
        action: row.text(4)?,
        subject: row.text(5)?,
        detail: row.text(6)?,
    };
    Ok(AuditRow { id: row.text(0)?, at: row.int(1)?, entry })
}

async fn insert(tx: &mut Tx, entry: &Entry, now: i64) -> Result<()> {
    sql("insert into audit (id, project, actor, action, subject, detail, created_at) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(new_id(now))
        .bind(entry.project.as_ref().map(|id| id.0.clone()))
        .bind(entry.actor.as_ref().map(|id| id.0.clone()))
        .bind(&entry.action)
        .bind(&entry.subject)
        .bind(&entry.detail)
        .bind(now)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
