//! What a job found wrong in its input: one row a problem, with the raw row that it was found in.

use crosscheck_domain::{JobId, Problem};
use sqlx::any::AnyRow;

use crate::{
    Page, Result, Store, StoreError,
    sql::{Cells, ROWS_PER_STATEMENT, composed, insert_many, sql},
    store::key,
    writer::Tx,
};

/// A problem, and the input row as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProblem {
    pub problem: Problem,
    pub raw: Option<String>,
}

impl Store {
    pub async fn add_problems(&self, job: &JobId, problems: Vec<JobProblem>) -> Result<()> {
        self.write(key::job(job), (job.clone(), problems), |tx, (job, problems)| Box::pin(insert(tx, job, problems)))
            .await
    }

    pub async fn problems(&self, job: &JobId, after: Option<&str>, limit: u32) -> Result<Page<JobProblem>> {
        let limit = limit.clamp(1, 1000) as usize;
        let after: i64 =
            after.map_or(Ok(0), str::parse).map_err(|_| StoreError::conflict("`after` is no key of this list"))?;
        let rows = sql(
            "select number, problem, raw from job_problems where job = $1 and number > $2 order by number limit $3",
        )
        .bind(job.as_str())
        .bind(after)
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        let next = rows.last().filter(|_| rows.len() == limit).map(|row| row.int(0)).transpose()?;
        let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
        Ok(Page { items, next: next.map(|number| number.to_string()) })
    }
}

fn read(row: &AnyRow) -> Result<JobProblem> {
    let problem = serde_json::from_str(&row.text(1)?).map_err(|_| StoreError::corrupt("problem"))?;
    Ok(JobProblem { problem, raw: row.maybe_text(2)? })
}

/// The update locks the job's row, so the numbers follow each other.
pub(crate) async fn insert(tx: &mut Tx, job: &JobId, problems: &[JobProblem]) -> Result<()> {
    let n = problems.len() as i64;
    let row = sql("update jobs set problems = problems + $2 where id = $1 returning problems")
        .bind(job.as_str())
        .bind(n)
        .fetch_one(&mut tx.conn)
        .await?;
    let mut number = row.int(0)? - n;
    for chunk in problems.chunks(ROWS_PER_STATEMENT) {
        let mut statement =
            composed(insert_many(tx.dialect, "job_problems (job, number, problem, raw)", 4, chunk.len()));
        for problem in chunk {
            number += 1;
            let json = serde_json::to_string(&problem.problem).expect("a problem is always JSON");
            statement = statement.bind(job.as_str()).bind(number).bind(json).bind(problem.raw.clone());
        }
        statement.execute(&mut tx.conn).await?;
    }
    Ok(())
}
