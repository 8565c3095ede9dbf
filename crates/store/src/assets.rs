//! Which bytes a project knows, and which bytes nobody refers to any more.

use std::path::Path;

use bytes::Bytes;
use crosscheck_domain::{Asset, ProjectId};
use sqlx::Connection;

use crate::{
    Result, Store, StoreError,
    blobs::{hash, hash_file},
    sql::{Cells, ROWS_PER_STATEMENT, sql},
    store::key,
    writer::{self, Tx},
};

/// Blobs that one transaction deletes. Whoever brings the same bytes again waits meanwhile.
const BATCH: i64 = 20;
/// Assets that were seen more recently are not marked again.
const FRESH_MS: i64 = 3_600_000;

impl Store {
    /// Stores the bytes, and returns their SHA-256 in lower-case hexadecimal. The caller adds the row that names them.
    pub async fn put_blob(&self, bytes: Bytes, now: i64) -> Result<String> {
        let sha256 = hash(&bytes);
        self.spare(&sha256, now).await?;
        self.blobs().put(&sha256, bytes).await?;
        Ok(sha256)
    }

    /// Stores a file in the same way, without holding it in memory.
    pub async fn put_blob_file(&self, path: &Path, now: i64) -> Result<String> {
        let owned = path.to_owned();
        let hashed = tokio::task::spawn_blocking(move || hash_file(&owned)).await;
        let sha256 = hashed.map_err(|error| StoreError::Blob(error.to_string()))??;
        self.spare(&sha256, now).await?;
        self.blobs().put_file(&sha256, path).await?;
        Ok(sha256)
    }

    /// Stores a file that no row will name, and marks it as seen: it is collected when it was not seen for a while.
    pub async fn keep_file(&self, path: &Path, now: i64) -> Result<String> {
        let sha256 = self.put_blob_file(path, now).await?;
        self.see_blobs(std::slice::from_ref(&sha256), now).await?;
        Ok(sha256)
    }

    /// Marks blobs as seen: they are needed for a day more.
    pub async fn see_blobs(&self, shas: &[String], now: i64) -> Result<()> {
        for chunk in shas.chunks(ROWS_PER_STATEMENT) {
            self.write(key::other("blobs"), (chunk.to_vec(), now), |tx, (shas, now)| {
                Box::pin(async move {
                    for sha256 in shas {
                        see(tx, sha256, *now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }

    /// Makes the bytes known to the project and marks them as seen. Known ones keep their first description.
    pub async fn add_asset(&self, project: &ProjectId, asset: &Asset, now: i64) -> Result<()> {
        let input = (project.clone(), asset.clone(), now);
        self.write(key::project(project), input, |tx, (project, asset, now)| Box::pin(add(tx, project, asset, *now)))
            .await
    }

    pub async fn asset(&self, project: &ProjectId, sha256: &str) -> Result<Option<Asset>> {
        Ok(self.known(project, sha256).await?.map(|known| known.asset))
    }

    /// The asset, for an item that is about to name it: it is not collected before that.
    pub async fn asset_to_name(&self, project: &ProjectId, sha256: &str, now: i64) -> Result<Option<Asset>> {
        let Some(known) = self.known(project, sha256).await? else { return Ok(None) };
        if known.used || known.seen_at > now - FRESH_MS {
            return Ok(Some(known.asset));
        }
        self.see_blobs(&[sha256.to_owned()], now).await?;
        self.asset(project, sha256).await
    }

    /// Deletes bytes that no item and no export refers to and that were last seen before `older_than`; says how many.
    pub async fn collect_blobs(&self, older_than: i64) -> Result<u64> {
        let conn = writer::connect(&self.options, self.dialect).await?;
        let mut tx = Tx { conn, dialect: self.dialect, held: None };
        let mut collected = 0;
        loop {
            sqlx::raw_sql(self.dialect.begin()).execute(&mut tx.conn).await?;
            let shas = forget(&mut tx, older_than).await?;
            // Before the commit: whoever brings the same bytes waits for the row, and then finds that they are gone.
            for sha256 in &shas {
                self.blobs().delete(sha256).await?;
            }
            sqlx::raw_sql("commit").execute(&mut tx.conn).await?;
            if shas.is_empty() {
                tx.conn.close().await?;
                return Ok(collected);
            }
            collected += shas.len() as u64;
        }
    }
}

/// What is known of an asset.
struct Known {
    asset: Asset,
    seen_at: i64,
    /// An item names it.
    used: bool,
}

impl Store {
    /// What is known and unused may be about to be collected, unless it is marked before it is relied on. Only what has
    /// a row is collected.
    async fn spare(&self, sha256: &str, now: i64) -> Result<()> {
        let stale = sql("select b.sha256 from blobs b where b.sha256 = $1 and b.seen_at <= $2
             and not exists (select 1 from item_assets i where i.sha256 = b.sha256)")
        .bind(sha256)
        .bind(now - FRESH_MS)
        .fetch_optional(&self.readers)
        .await?;
        match stale {
            Some(_) => self.see_blobs(&[sha256.to_owned()], now).await,
            None => Ok(()),
        }
    }

    async fn known(&self, project: &ProjectId, sha256: &str) -> Result<Option<Known>> {
        let row = sql("select a.asset, coalesce(b.seen_at, 0),
                 case when exists (select 1 from item_assets i where i.sha256 = a.sha256) then 1 else 0 end
             from assets a left join blobs b on b.sha256 = a.sha256 where a.project = $1 and a.sha256 = $2")
        .bind(project.as_str())
        .bind(sha256)
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let asset = serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::corrupt("asset"))?;
        Ok(Some(Known { asset, seen_at: row.int(1)?, used: row.int(2)? > 0 }))
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

/// Deletes the rows of a few blobs that nothing refers to, and names them.
async fn forget(tx: &mut Tx, older_than: i64) -> Result<Vec<String>> {
    let rows = sql("delete from blobs where sha256 in (
             select b.sha256 from blobs b where b.seen_at < $1
                 and not exists (select 1 from item_assets i where i.sha256 = b.sha256)
                 and not exists (select 1 from exports e where e.sha256 = b.sha256)
             order by b.sha256 limit $2)
         and seen_at < $1 returning sha256")
    .bind(older_than)
    .bind(BATCH)
    .fetch_all(&mut tx.conn)
    .await?;
    let shas = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>>>()?;
    for sha256 in &shas {
        sql("delete from assets where sha256 = $1").bind(sha256).execute(&mut tx.conn).await?;
    }
    Ok(shas)
}
