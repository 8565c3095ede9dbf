//! Finished exports: which format, filter and sequence number gave which bytes.

use crosscheck_domain::{AnnotatorId, ExportId, JobId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store,
    sql::{Cells, big, sql},
    store::key,
    writer::Tx,
};

/// A finished export. Its file is a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub id: ExportId,
    pub project: ProjectId,
    pub job: Option<JobId>,
    pub format: String,
    /// The filter and the options, as JSON.
    pub filter_json: String,
    pub seq: i64,
    pub by: AnnotatorId,
    pub created_at: i64,
    pub size: u64,
    pub sha256: String,
    pub filename: String,
    /// A list of `Problem`, as JSON.
    pub losses_json: String,
}

impl Store {
    pub async fn add_export(&self, export: Export) -> Result<()> {
        self.write(key::project(&export.project), export, |tx, export| Box::pin(insert(tx, export))).await
    }

    /// Newest first, at most 100.
    pub async fn exports(&self, project: &ProjectId) -> Result<Vec<Export>> {
        let rows =
            sql("select id, project, job, format, filter, seq, made_by, created_at, size, sha256, filename, losses
             from exports where project = $1 order by id desc limit 100")
            .bind(project.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read).collect()
    }

    pub async fn export(&self, id: &ExportId) -> Result<Export> {
        let row =
            sql("select id, project, job, format, filter, seq, made_by, created_at, size, sha256, filename, losses
             from exports where id = $1")
            .bind(id.as_str())
            .fetch_one(&self.readers)
            .await?;
        read(&row)
    }
}

fn read(row: &AnyRow) -> Result<Export> {
    Ok(Export {
        id: ExportId(row.text(0)?),
        project: ProjectId(row.text(1)?),
        job: row.maybe_text(2)?.map(JobId),
        format: row.text(3)?,
        filter_json: row.text(4)?,
        seq: row.int(5)?,
        by: AnnotatorId(row.text(6)?),
        created_at: row.int(7)?,
        size: row.count(8)?,
        sha256: row.text(9)?,
        filename: row.text(10)?,
        losses_json: row.text(11)?,
    })
}

async fn insert(tx: &mut Tx, export: &Export) -> Result<()> {
    sql("insert into exports (id, project, job, format, filter, seq, made_by, created_at, size, sha256, filename, losses)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(export.id.as_str())
    .bind(export.project.as_str())
    .bind(export.job.as_ref().map(|id| id.0.clone()))
    .bind(&export.format)
    .bind(&export.filter_json)
    .bind(export.seq)
    .bind(export.by.as_str())
    .bind(export.created_at)
    .bind(big(export.size))
    .bind(&export.sha256)
    .bind(&export.filename)
    .bind(&export.losses_json)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
