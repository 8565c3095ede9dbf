//! Revisions of items: which of them show annotators the same, and what follows when one shows something else.

use std::collections::HashMap;

use crosscheck_domain::{ItemId, ProjectId};

use crate::{
    Result, Store, assignments,
    sql::{Cells, sql},
    standings,
    writer::Tx,
};

impl Store {
    /// Revision → the first one that shows annotators the same.
    pub async fn revisions_shown(&self, item: &ItemId) -> Result<HashMap<u32, u32>> {
        let rows = sql("select revision, shown from item_revisions where item = $1")
            .bind(item.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok((row.small(0)?, row.small(1)?))).collect()
    }

    /// Whether the item, if it is there, ever showed annotators this.
    pub async fn has_shown(&self, project: &ProjectId, external_id: &str, shown_hash: &str) -> Result<bool> {
        let row = sql("select 1 from items i join item_revisions r on r.item = i.id
             where i.project = $1 and i.external_id = $2 and r.shown_hash = $3")
        .bind(project.as_str())
        .bind(external_id)
        .bind(shown_hash)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.is_some())
    }
}

/// The first revision that shows this, so that content which comes back has its votes again.
pub(crate) async fn showing(tx: &mut Tx, item: &ItemId, shown_hash: &str) -> Result<Option<i64>> {
    let row = sql("select min(shown) from item_revisions where item = $1 and shown_hash = $2")
        .bind(item.as_str())
        .bind(shown_hash)
        .fetch_one(&mut tx.conn)
        .await?;
    row.maybe_int(0)
}

/// After an item has begun to show something else: leases on what it showed end, direct assignments are for what it
/// shows now, and the standing is made of the votes on that. The caller holds the project's lock and has written the
/// revision.
pub(crate) async fn begin_anew(tx: &mut Tx, project: &ProjectId, item: &ItemId, now: i64) -> Result<()> {
    let touched = sql("select 1 from assignments where item = $1 limit 1")
        .bind(item.as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
    if touched.is_none() {
        return Ok(());
    }
    // Who corrects an annotation goes on with what it was made on.
    sql("update assignments set item_revision = (select s.revision from standings s where s.item = $1)
         where item = $1 and state = 'offered' and supersedes is null")
    .bind(item.as_str())
    .execute(&mut tx.conn)
    .await?;
    let ended = sql("update assignments set state = 'expired'
         where item = $1 and state = 'held' and supersedes is null
             and not exists (select 1 from item_revisions v, standings s, item_revisions c
                 where v.item = $1 and v.revision = assignments.item_revision and s.item = $1
                     and c.item = $1 and c.revision = s.revision and c.shown = v.shown)
         returning item, case when drawn = 'repeat' then drawn else supersedes end, role")
    .bind(item.as_str())
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &ended).await?;
    standings::recompute(tx, project, item, now).await?;
    Ok(())
}
