//! Which versions of the guideline people have read.

use crosscheck_domain::{AnnotatorId, ProjectId};

use crate::{
    Result, Store,
    sql::{Cells, sql},
    store::key,
};

impl Store {
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
