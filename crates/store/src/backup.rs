//! Backup while writes go on, and restore into an empty store: a folder of plain files that either engine reads.
//!
//! `rows.jsonl` has one line a row, table by table, all of one moment; `blobs/` the bytes that those rows refer to;
//! `manifest.json` is written last, so a folder without it is no backup.

use std::{
    collections::{BTreeMap, HashSet},
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
    /// How many media there are in `blobs/`.
    pub blobs: u64,
    /// Media that rows name and that were gone when the backup was made.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub manifest: Manifest,
    /// Media that rows name and that the folder does not have.
    pub missing: Vec<String>,
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
        let named = referenced(&mut conn).await?;
        sqlx::raw_sql("rollback").execute(&mut conn).await?;
        conn.close().await?;
        let (blobs, missing) = self.copy_blobs(named, &dir.join("blobs")).await?;
        let rows_sha256 = hash_file(&dir.join("rows.jsonl"))?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            schema: schema::version(),
            created_at: now,
            rows,
            rows_sha256,
            blobs,
            missing,
        };
        let json = serde_json::to_vec_pretty(&manifest).expect("a manifest is always JSON");
        write_durably(&dir.join("manifest.json"), &json)?;
        Ok(manifest)
    }

    /// Copies the bytes, by name; says how many, and which of those that are needed are absent here too.
    async fn copy_blobs(&self, named: Vec<Named>, dir: &Path) -> Result<(u64, Vec<String>)> {
        std::fs::create_dir_all(dir)?;
        let (mut copied, mut missing) = (0, Vec::new());
        for Named { sha256, needed } in named {
            let Some(size) = self.blobs().size(&sha256).await? else {
                missing.extend(needed.then_some(sha256));
                continue;
            };
            let mut file = std::fs::File::create(dir.join(&sha256))?;
            let mut at = 0;
            while at < size {
                let to = size.min(at + (8 << 20));
                file.write_all(&self.blobs().get_range(&sha256, at..to).await?)?;
                at = to;
            }
            file.sync_all()?;
            copied += 1;
        }
        Ok((copied, missing))
    }

    /// Fills an empty store from a folder that `backup` wrote, on either engine. Rows come back even where media are
    /// missing: who has lost something needs what is left, and has to be told what is not.
    pub async fn restore(&self, dir: &Path) -> Result<Restored> {
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
        let mut present = HashSet::new();
        for entry in std::fs::read_dir(dir.join("blobs"))? {
            let path = entry?.path();
            let sha256 = hash_file(&path)?;
            if path.file_name().and_then(|name| name.to_str()) != Some(sha256.as_str()) {
                return Err(StoreError::Blob(format!("{} is damaged: its bytes do not have its name", path.display())));
            }
            self.blobs().put_file(&sha256, &path).await?;
            present.insert(sha256);
        }
        sqlx::raw_sql(self.dialect.begin()).execute(&mut tx.conn).await?;
        read_rows(&mut tx, &dir.join("rows.jsonl")).await?;
        let mut missing = manifest.missing.clone();
        if (present.len() as u64) < manifest.blobs {
            let named = referenced(&mut tx.conn).await?.into_iter().map(|named| named.sha256);
            missing = named.filter(|sha256| !present.contains(sha256)).collect();
        }
        sqlx::raw_sql("commit").execute(&mut tx.conn).await?;
        tx.conn.close().await?;
        Ok(Restored { manifest, missing })
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

/// A blob that rows name.
struct Named {
    sha256: String,
    /// By an item or an export, and not only as one that may be collected at any time.
    needed: bool,
}

async fn referenced(conn: &mut AnyConnection) -> Result<Vec<Named>> {
    let rows = sql("select n.sha256, cast(max(n.needed) as bigint) from (
             select sha256, 0 as needed from blobs
             union all select sha256, 1 as needed from item_assets
             union all select sha256, 1 as needed from exports) n
         group by n.sha256 order by n.sha256")
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(Named { sha256: row.text(0)?, needed: row.int(1)? > 0 })).collect()
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
