//! Versions of a project's task design; a published one never changes.

use std::collections::BTreeSet;

use crosscheck_domain::{AnnotatorId, Design, Meanings, ProjectId, Vote};

use crate::{
    Result, Store, StoreError,
    lock::lock_project,
    sql::{Cells, composed, placeholders, sql},
    store::key,
    writer::Tx,
};

/// One published version.
#[derive(Clone, Debug)]
pub struct StoredDesign {
    pub version: u32,
    /// `domain::Design` as JSON.
    pub design_json: String,
    /// The text that its author wrote, comments and all.
    pub text: String,
    pub created_at: i64,
    pub created_by: AnnotatorId,
    pub seq: i64,
}

/// One line of the list of versions.
#[derive(Clone, Debug)]
pub struct DesignRow {
    pub version: u32,
    pub created_at: i64,
    pub created_by: AnnotatorId,
    pub seq: i64,
}

impl Store {
    /// Publishes the next version. A conflict when `base_version` is not the newest.
    pub async fn publish_design(
        &self,
        project: &ProjectId,
        base_version: u32,
        design_json: &str,
        text: &str,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<u32> {
        let input = (project.clone(), base_version, design_json.to_owned(), text.to_owned(), by.clone(), now);
        self.write(key::project(project), input, |tx, (project, base, design, text, by, now)| {
            Box::pin(publish(tx, project, *base, [design, text], by, *now))
        })
        .await
    }

    pub async fn design(&self, project: &ProjectId, version: u32) -> Result<StoredDesign> {
        let row = sql("select version, design, source, created_at, created_by, seq from designs
             where project = $1 and version = $2")
        .bind(project.as_str())
        .bind(i64::from(version))
        .fetch_one(&self.readers)
        .await?;
        Ok(StoredDesign {
            version: row.small(0)?,
            design_json: row.text(1)?,
            text: row.text(2)?,
            created_at: row.int(3)?,
            created_by: AnnotatorId(row.text(4)?),
            seq: row.int(5)?,
        })
    }

    /// Newest first.
    pub async fn designs(&self, project: &ProjectId) -> Result<Vec<DesignRow>> {
        let rows =
            sql("select version, created_at, created_by, seq from designs where project = $1 order by version desc")
                .bind(project.as_str())
                .fetch_all(&self.readers)
                .await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<DesignRow> {
            let created_by = AnnotatorId(row.text(2)?);
            Ok(DesignRow { version: row.small(0)?, created_at: row.int(1)?, created_by, seq: row.int(3)? })
        };
        rows.iter().map(read).collect()
    }
}

/// What the fields mean in the versions of the votes and in one more. Asks for nothing where that is one version.
pub(crate) async fn meanings(tx: &mut Tx, project: &ProjectId, votes: &[Vote], more: Option<u32>) -> Result<Meanings> {
    let versions: BTreeSet<u32> = votes.iter().map(|vote| vote.design_version).chain(more).collect();
    let mut meanings = Meanings::default();
    if versions.len() < 2 {
        return Ok(meanings);
    }
    let statement = composed(format!(
        "select version, design from designs where project = $1 and version in ({})",
        placeholders(2, versions.len())
    ));
    let statement = statement.bind(project.as_str());
    let bound = versions.iter().fold(statement, |statement, version| statement.bind(i64::from(*version)));
    for row in bound.fetch_all(&mut tx.conn).await? {
        add_meaning(&mut meanings, row.small(0)?, &row.text(1)?)?;
    }
    Ok(meanings)
}

pub(crate) fn add_meaning(meanings: &mut Meanings, version: u32, design_json: &str) -> Result<()> {
    let design: Design = serde_json::from_str(design_json).map_err(|_| StoreError::corrupt("design"))?;
    meanings.add(version, &design);
    Ok(())
}

/// Locks the project's counters, so of two publishers with the same base one is refused.
async fn publish(
    tx: &mut Tx,
    project: &ProjectId,
    base: u32,
    [design, text]: [&str; 2],
    by: &AnnotatorId,
    now: i64,
) -> Result<u32> {
    let locked = lock_project(tx, project).await?;
    if locked.design_version != i64::from(base) {
        return Err(StoreError::conflict(format!(
            "version {} of the design was published meanwhile; look at it and publish again",
            locked.design_version
        )));
    }
    insert(tx, project, base + 1, locked.seq + 1, design, text, by, now).await?;
    sql("update counters set seq = seq + 1, design_version = design_version + 1 where project = $1")
        .bind(project.as_str())
        .execute(&mut tx.conn)
        .await?;
    Ok(base + 1)
}

#[expect(clippy::too_many_arguments, reason = "one argument a column")]
pub(crate) async fn insert(
    tx: &mut Tx,
    project: &ProjectId,
    version: u32,
    seq: i64,
    design: &str,
    source: &str,
    by: &AnnotatorId,
    now: i64,
) -> Result<()> {
    sql("insert into designs (project, version, seq, design, source, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(project.as_str())
    .bind(i64::from(version))
    .bind(seq)
    .bind(design)
    .bind(source)
    .bind(by.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
