//! Backup while writes go on, and restore into an empty store: a folder of plain files that either engine reads.
//!
//! `rows.jsonl` has one line a row, table by table, all of one moment; `blobs/` the bytes that those rows refer to;
//! `manifest.json` is written last, so a folder without it is no backup.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{AnyConnection, Connection, any::AnyRow};

use crate::{
    Result, Store, StoreError,
    blobs::hash_file,
    schema::{self, ColumnType, Table},
    sql::{Cells, ROWS_PER_STATEMENT, composed, insert_many, sql},
    writer::{self, Tx},
};

const FORMAT: &str = "crosscheck-backup";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    /// The newest migration that the rows have seen.
    pub schema: i64,
    pub created_at: i64,
    /// Table → number of rows.
    pub rows: BTreeMap<String, u64>,
    pub rows_sha256: String,
    pub blobs: u64,
}

impl Store {
    /// Writes a consistent copy of everything into a folder, while writes go on.
    pub async fn backup(&self, dir: &Path, now: i64) -> Result<Manifest> {
        if dir.join("manifest.json").exists() {
            return Err(StoreError::conflict(format!(
                "{} holds a backup already; choose another folder",
                dir.display()
            )));
        }
        std::fs::create_dir_all(dir)?;
        let mut conn = writer::connect(&self.options, self.dialect).await?;
        sqlx::raw_sql(self.dialect.begin_snapshot()).execute(&mut conn).await?;
        let rows = write_rows(&mut conn, &dir.join("rows.jsonl")).await?;
        let shas = referenced(&mut conn).await?;
        sqlx::raw_sql("rollback").execute(&mut conn).await?;
        conn.close().await?;
        let blobs = self.copy_blobs(&shas, &dir.join("blobs")).await?;
        let rows_sha256 = hash_file(&dir.join("rows.jsonl"))?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            schema: schema::version(),
            created_at: now,
            rows,
            rows_sha256,
            blobs,
        };
        let json = serde_json::to_vec_pretty(&manifest).expect("a manifest is always JSON");
        write_durably(&dir.join("manifest.json"), &json)?;
        Ok(manifest)
    }

    /// Copies the bytes, by name; those that are absent are left out, as they are absent here too.
    async fn copy_blobs(&self, shas: &[String], dir: &Path) -> Result<u64> {
        std::fs::create_dir_all(dir)?;
        let mut copied = 0;
        for sha256 in shas {
            let Some(size) = self.blobs().size(sha256).await? else { continue };
            let mut file = std::fs::File::create(dir.join(sha256))?;
            let mut at = 0;
            while at < size {
                let to = size.min(at + (8 << 20));
                file.write_all(&self.blobs().get_range(sha256, at..to).await?)?;
                at = to;
            }
            file.sync_all()?;
            copied += 1;
        }
        Ok(copied)
    }

    /// Fills an empty store from a folder that `backup` wrote, on either engine.
    pub async fn restore(&self, dir: &Path) -> Result<Manifest> {
        let manifest = read_manifest(dir)?;
        let conn = writer::connect(&self.options, self.dialect).await?;
        let mut tx = Tx { conn, dialect: self.dialect, held: None };
        let row = sql("select (select count(*) from users) + (select count(*) from projects)")
            .fetch_one(&mut tx.conn)
            .await?;
        if row.int(0)? > 0 {
            return Err(StoreError::conflict("the database is not empty; restore into a new one"));
        }
        // Bytes precede rows.
        for entry in std::fs::read_dir(dir.join("blobs"))? {
            let path = entry?.path();
            let sha256 = self.blobs().put_file(&path).await?;
            if path.file_name().and_then(|name| name.to_str()) != Some(sha256.as_str()) {
                return Err(StoreError::Blob(format!("{} is damaged: its bytes do not have its name", path.display())));
            }
        }
        sqlx::raw_sql(self.dialect.begin()).execute(&mut tx.conn).await?;
        read_rows(&mut tx, &dir.join("rows.jsonl")).await?;
        sqlx::raw_sql("commit").execute(&mut tx.conn).await?;
        tx.conn.close().await?;
        Ok(manifest)
    }
}

fn read_manifest(dir: &Path) -> Result<Manifest> {
    let text = std::fs::read(dir.join("manifest.json"))
        .map_err(|_| StoreError::conflict(format!("{} is no backup: it has no manifest.json", dir.display())))?;
    let manifest: Manifest = serde_json::from_slice(&text)
        .map_err(|error| StoreError::conflict(format!("{}/manifest.json: {error}", dir.display())))?;
    if manifest.format != FORMAT || manifest.schema > schema::version() {
        return Err(StoreError::conflict("the backup is of a newer version; update first"));
    }
    if hash_file(&dir.join("rows.jsonl"))? != manifest.rows_sha256 {
        return Err(StoreError::conflict("rows.jsonl is damaged: its hash is not that of the manifest"));
    }
    Ok(manifest)
}

async fn write_rows(conn: &mut AnyConnection, path: &Path) -> Result<BTreeMap<String, u64>> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    let mut counts = BTreeMap::new();
    for table in schema::tables() {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        let statement = composed(format!("select {} from {}", names.join(", "), table.name));
        let mut rows = statement.fetch(&mut *conn);
        let mut count = 0;
        while let Some(row) = rows.try_next().await? {
            let mut line = vec![Value::from(table.name.as_str())];
            for (at, (_, column_type)) in table.columns.iter().enumerate() {
                line.push(cell(&row, at, *column_type)?);
            }
            serde_json::to_writer(&mut file, &line).map_err(std::io::Error::from)?;
            file.write_all(b"\n")?;
            count += 1;
        }
        counts.insert(table.name.clone(), count);
    }
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(counts)
}

fn cell(row: &AnyRow, at: usize, column_type: ColumnType) -> Result<Value> {
    Ok(match column_type {
        ColumnType::Text => row.maybe_text(at)?.into(),
        ColumnType::Bigint => row.maybe_int(at)?.into(),
        ColumnType::Double => row.double(at)?.into(),
    })
}

async fn referenced(conn: &mut AnyConnection) -> Result<Vec<String>> {
    let rows = sql("select sha256 from blobs union select sha256 from item_assets union select sha256 from exports")
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.text(0)).collect()
}

async fn read_rows(tx: &mut Tx, path: &Path) -> Result<()> {
    let tables = schema::tables();
    let mut waiting: Vec<Vec<Value>> = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let row: Vec<Value> = serde_json::from_str(&line?).map_err(|_| damaged())?;
        let same_table = waiting.last().is_none_or(|last| last.first() == row.first());
        if !same_table || waiting.len() == ROWS_PER_STATEMENT {
            insert(tx, &tables, &waiting).await?;
            waiting.clear();
        }
        waiting.push(row);
    }
    insert(tx, &tables, &waiting).await
}

/// Inserts rows of one table.
async fn insert(tx: &mut Tx, tables: &[Table], rows: &[Vec<Value>]) -> Result<()> {
    let Some(name) = rows.first().and_then(|row| row.first()) else { return Ok(()) };
    let table = tables.iter().find(|table| name == table.name.as_str()).ok_or_else(damaged)?;
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    let into = format!("{} ({})", table.name, names.join(", "));
    let mut statement = composed(insert_many(tx.dialect, &into, names.len(), rows.len()));
    for row in rows {
        for (at, (_, column_type)) in table.columns.iter().enumerate() {
            let value = row.get(at + 1).ok_or_else(damaged)?;
            statement = match column_type {
                ColumnType::Text => statement.bind(value.as_str().map(str::to_owned)),
                ColumnType::Bigint => statement.bind(value.as_i64()),
                ColumnType::Double => statement.bind(value.as_f64().ok_or_else(damaged)?),
            };
        }
    }
    statement.execute(&mut tx.conn).await?;
    Ok(())
}

fn damaged() -> StoreError {
    StoreError::conflict("rows.jsonl is damaged; take another backup")
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
