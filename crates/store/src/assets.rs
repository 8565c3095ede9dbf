//! Which bytes a project knows, and which bytes nobody refers to any more.

use crosscheck_domain::{Asset, ProjectId};

use crate::{
    Result, Store, StoreError,
    sql::{Cells, sql},
    store::key,
    writer::Tx,
};

impl Store {
    /// Makes the bytes known to the project and marks them as seen. Known ones keep their first description.
    pub async fn add_asset(&self, project: &ProjectId, asset: &Asset, now: i64) -> Result<()> {
        let input = (project.clone(), asset.clone(), now);
        self.write(key::project(project), input, |tx, (project, asset, now)| Box::pin(add(tx, project, asset, *now)))
            .await
    }

    pub async fn asset(&self, project: &ProjectId, sha256: &str) -> Result<Option<Asset>> {
        let row = sql("select asset from assets where project = $1 and sha256 = $2")
            .bind(project.as_str())
            .bind(sha256)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        serde_json::from_str(&row.text(0)?).map(Some).map_err(|_| StoreError::corrupt("asset"))
    }

    /// Deletes bytes that no item and no export refers to and that were last seen before `older_than`; says how many.
    pub async fn collect_blobs(&self, older_than: i64) -> Result<u64> {
        let mut collected = 0;
        loop {
            let shas =
                self.write(key::other("blobs"), older_than, |tx, older_than| Box::pin(forget(tx, *older_than))).await?;
            if shas.is_empty() {
                return Ok(collected);
            }
            // The rows are gone first: a crash in between leaves bytes without a row, never a row without bytes.
            for sha256 in &shas {
                let row =
                    sql("select count(*) from blobs where sha256 = $1").bind(sha256).fetch_one(&self.readers).await?;
                if row.int(0)? == 0 {
                    self.blobs().delete(sha256).await?;
                }
            }
            collected += shas.len() as u64;
        }
    }
}

async fn add(tx: &mut Tx, project: &ProjectId, asset: &Asset, now: i64) -> Result<()> {
    sql("insert into assets (project, sha256, asset, created_at) values ($1, $2, $3, $4)
         on conflict (project, sha256) do nothing")
    .bind(project.as_str())
    .bind(&asset.sha256)
    .bind(serde_json::to_string(asset).expect("an asset is always JSON"))
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    see(tx, &asset.sha256, now).await
}

/// Marks a blob as seen, so that it is not collected while its first row is on the way.
async fn see(tx: &mut Tx, sha256: &str, now: i64) -> Result<()> {
    sql("insert into blobs (sha256, seen_at) values ($1, $2)
         on conflict (sha256) do update set seen_at = excluded.seen_at")
    .bind(sha256)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Deletes the rows of up to a hundred blobs that nothing refers to, and names them.
async fn forget(tx: &mut Tx, older_than: i64) -> Result<Vec<String>> {
    let rows = sql("delete from blobs where sha256 in (
             select b.sha256 from blobs b where b.seen_at < $1
                 and not exists (select 1 from item_assets i where i.sha256 = b.sha256)
                 and not exists (select 1 from exports e where e.sha256 = b.sha256)
             order by b.sha256 limit 100)
         and seen_at < $1 returning sha256")
    .bind(older_than)
    .fetch_all(&mut tx.conn)
    .await?;
    let shas = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>>>()?;
    for sha256 in &shas {
        sql("delete from assets where sha256 = $1").bind(sha256).execute(&mut tx.conn).await?;
    }
    Ok(shas)
}
