//! Which versions of the guideline people have read, and where a guideline was taken from.

use crosscheck_domain::{AnnotatorId, ProjectId};

use crate::{
    Result, Store,
    sql::{Cells, sql},
    store::key,
};

/// From where the guideline of a version was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidelineSource {
    pub version: u32,
    pub from: ProjectId,
    pub from_version: u32,
    pub by: AnnotatorId,
    pub at: i64,
}

impl Store {
    /// Writes down that this version has the guideline of another project's version. The first word stands.
    pub async fn name_guideline_source(
        &self,
        project: &ProjectId,
        version: u32,
        (from, from_version): (&ProjectId, u32),
        by: &AnnotatorId,
        now: i64,
    ) -> Result<()> {
        let input = (project.clone(), version, from.clone(), from_version, by.clone(), now);
        self.write(key::project(project), input, |tx, (project, version, from, from_version, by, now)| {
            Box::pin(async move {
                sql("insert into guideline_sources (project, version, from_project, from_version, taken_by, taken_at)
                     values ($1, $2, $3, $4, $5, $6) on conflict do nothing")
                .bind(project.as_str())
                .bind(i64::from(*version))
                .bind(from.as_str())
                .bind(i64::from(*from_version))
                .bind(by.as_str())
                .bind(*now)
                .execute(&mut tx.conn)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// From where the guidelines of a project were taken, the newest version first.
    pub async fn guideline_sources(&self, project: &ProjectId) -> Result<Vec<GuidelineSource>> {
        let rows = sql("select version, from_project, from_version, taken_by, taken_at from guideline_sources
             where project = $1 order by version desc")
        .bind(project.as_str())
        .fetch_all(&self.readers)
        .await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<GuidelineSource> {
            Ok(GuidelineSource {
                version: row.small(0)?,
                from: ProjectId(row.text(1)?),
                from_version: row.small(2)?,
                by: AnnotatorId(row.text(3)?),
                at: row.int(4)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The newest version of the design whose guideline the person has read in this project.
    pub async fn guideline_read(&self, project: &ProjectId, person: &AnnotatorId) -> Result<Option<u32>> {
        let row = sql("select max(version) from guideline_reads where project = $1 and user_id = $2")
            .bind(project.as_str())
            .bind(person.as_str())
            .fetch_one(&self.readers)
            .await?;
        Ok(row.maybe_int(0)?.and_then(|version| u32::try_from(version).ok()))
    }

    /// The person has read the guideline of this version. What was read is read once.
    pub async fn read_guideline(
        &self,
        project: &ProjectId,
        person: &AnnotatorId,
        version: u32,
        now: i64,
    ) -> Result<()> {
        let input = (project.clone(), person.clone(), version, now);
        self.write(key::project(project), input, |tx, (project, person, version, now)| {
            Box::pin(async move {
                sql("insert into guideline_reads (project, user_id, version, read_at) values ($1, $2, $3, $4)
                     on conflict do nothing")
                .bind(project.as_str())
                .bind(person.as_str())
                .bind(i64::from(*version))
                .bind(*now)
                .execute(&mut tx.conn)
                .await?;
                Ok(())
            })
        })
        .await
    }
}
