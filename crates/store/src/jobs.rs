//! Long work as rows: whoever is free claims one, and a dead worker's job is claimed again from its checkpoint.

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Checkpoint, Result, Store, StoreError,
    dialect::Dialect,
    problems,
    sql::{Cells, big, composed, new_id, sql},
    store::key,
    writer::Tx,
};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// A job to be queued.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// `import`, `export`, `select`, `tiles` and the like.
    pub kind: String,
    pub project: Option<ProjectId>,
    pub by: Option<AnnotatorId>,
    /// What to do, as JSON.
    pub payload: String,
    /// What `done` and `total` count: `rows`, `items`, …
    pub unit: String,
}

#[derive(Clone, Debug)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    pub project: Option<ProjectId>,
    pub by: Option<AnnotatorId>,
    pub payload: String,
    pub unit: String,
    pub state: JobState,
    pub done: u64,
    pub total: Option<u64>,
    /// The state of the last checkpoint, as JSON.
    pub checkpoint: Option<String>,
    pub summary: Option<String>,
    pub error: Option<String>,
    pub worker: Option<String>,
    /// How often it was claimed.
    pub attempts: u32,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    pub problems_count: u64,
}

/// What a sign of life tells the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heartbeat {
    Continue,
    /// Somebody cancelled the job, or another worker has it: stop.
    Stop,
}

impl Store {
    pub async fn enqueue(&self, job: NewJob, now: i64) -> Result<JobId> {
        self.write(key::other("jobs"), (job, now), |tx, (job, now)| Box::pin(insert(tx, job, *now))).await
    }

    /// The oldest job that is queued, or whose worker has been silent for longer than its lease.
    pub async fn claim_job(&self, worker: &str, now: i64, lease_ms: i64) -> Result<Option<Job>> {
        let input = (worker.to_owned(), now, lease_ms);
        self.write(key::other("jobs"), input, |tx, (worker, now, lease_ms)| {
            Box::pin(claim(tx, worker, *now, *lease_ms))
        })
        .await
    }

    /// Said by a server that begins: on SQLite no other one runs, so what was running can go on at once. On PostgreSQL
    /// other processes may be at work, and the leases of dead ones run out. Says how many jobs were freed.
    pub async fn free_jobs_of_last_run(&self) -> Result<u64> {
        match self.dialect {
            Dialect::Sqlite => self.write(key::other("jobs"), (), |tx, ()| Box::pin(free_running(tx))).await,
            Dialect::Postgres => Ok(0),
        }
    }

    pub async fn heartbeat(&self, job: &JobId, worker: &str, now: i64, lease_ms: i64) -> Result<Heartbeat> {
        let input = (job.clone(), worker.to_owned(), now + lease_ms);
        self.write(key::job(job), input, |tx, (job, worker, until)| Box::pin(beat(tx, job, worker, *until))).await
    }

    /// Moves the checkpoint. `JobLost` when another worker has the job.
    pub async fn checkpoint(&self, checkpoint: Checkpoint) -> Result<()> {
        self.write(key::job(&checkpoint.job), checkpoint, |tx, checkpoint| Box::pin(save_checkpoint(tx, checkpoint)))
            .await
    }

    /// Ends the worker's job. One that was lost is left to whoever has it.
    pub async fn finish(&self, job: &JobId, worker: &str, summary_json: &str, now: i64) -> Result<()> {
        let worker = Some(worker.to_owned());
        self.end(job, Ending { state: "done", worker, summary: Some(summary_json.to_owned()), error: None }, now).await
    }

    /// Ends the worker's job with what stood in the way. One that was lost is left to whoever has it.
    pub async fn fail(&self, job: &JobId, worker: &str, error: &str, now: i64) -> Result<()> {
        let worker = Some(worker.to_owned());
        self.end(job, Ending { state: "failed", worker, summary: None, error: Some(error.to_owned()) }, now).await
    }

    /// Cancels a job that has not ended; its worker learns of it at the next sign of life.
    pub async fn cancel(&self, job: &JobId, now: i64) -> Result<()> {
        self.end(job, Ending { state: "cancelled", worker: None, summary: None, error: None }, now).await
    }

    /// Queues a failed or cancelled job again, from its last checkpoint.
    pub async fn retry(&self, job: &JobId) -> Result<()> {
        self.write(key::job(job), job.clone(), |tx, job| Box::pin(queue_again(tx, job))).await
    }

    pub async fn job(&self, job: &JobId) -> Result<Job> {
        let statement = composed(format!("select {COLUMNS} from jobs j where j.id = $1"));
        read(&statement.bind(job.as_str()).fetch_one(&self.readers).await?)
    }

    /// The payloads of jobs of this kind that have not ended, or that failed or were cancelled at `since` or later and
    /// may be tried again.
    pub async fn payloads_to_keep(&self, kind: &str, since: i64) -> Result<Vec<String>> {
        let rows = sql("select payload from jobs where kind = $1 and state in ('queued', 'running')
             union all
             select payload from jobs where kind = $1 and finished_at >= $2 and state in ('failed', 'cancelled')")
        .bind(kind)
        .bind(since)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| row.text(0)).collect()
    }

    /// The project's jobs, newest first, at most 100.
    pub async fn jobs(&self, project: &ProjectId) -> Result<Vec<Job>> {
        let statement =
            composed(format!("select {COLUMNS} from jobs j where j.project = $1 order by j.id desc limit 100"));
        let rows = statement.bind(project.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }
}

/// How a job ends.
struct Ending {
    state: &'static str,
    /// Only while this worker has it.
    worker: Option<String>,
    summary: Option<String>,
    error: Option<String>,
}

impl Store {
    /// Ends a job that has not ended. One that has is left as it is.
    async fn end(&self, job: &JobId, ending: Ending, now: i64) -> Result<()> {
        let input = (job.clone(), ending, now);
        self.write(key::job(job), input, |tx, (job, ending, now)| Box::pin(end(tx, job, ending, *now))).await
    }
}

impl JobState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Cancelled]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("state of a job"))
    }
}

const COLUMNS: &str = "j.id, j.kind, j.project, j.made_by, j.payload, j.unit, j.state, j.done, j.total, j.checkpoint,
    j.summary, j.error, j.worker, j.attempts, j.created_at, j.finished_at, j.problems";

fn read(row: &AnyRow) -> Result<Job> {
    Ok(Job {
        id: JobId(row.text(0)?),
        kind: row.text(1)?,
        project: row.maybe_text(2)?.map(ProjectId),
        by: row.maybe_text(3)?.map(AnnotatorId),
        payload: row.text(4)?,
        unit: row.text(5)?,
        state: JobState::parse(&row.text(6)?)?,
        done: row.count(7)?,
        total: row.maybe_int(8)?.map(i64::unsigned_abs),
        checkpoint: row.maybe_text(9)?,
        summary: row.maybe_text(10)?,
        error: row.maybe_text(11)?,
        worker: row.maybe_text(12)?,
        attempts: row.small(13)?,
        created_at: row.int(14)?,
        finished_at: row.maybe_int(15)?,
        problems_count: row.count(16)?,
    })
}

async fn insert(tx: &mut Tx, job: &NewJob, now: i64) -> Result<JobId> {
    let id = new_id(now);
    sql("insert into jobs (id, kind, project, made_by, payload, unit, state, done, lease_until, attempts, problems, created_at)
         values ($1, $2, $3, $4, $5, $6, 'queued', 0, 0, 0, 0, $7)")
    .bind(&id)
    .bind(&job.kind)
    .bind(job.project.as_ref().map(|id| id.0.clone()))
    .bind(job.by.as_ref().map(|id| id.0.clone()))
    .bind(&job.payload)
    .bind(&job.unit)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(JobId(id))
}

/// The select locks the row and passes over those that another process is claiming.
async fn claim(tx: &mut Tx, worker: &str, now: i64, lease_ms: i64) -> Result<Option<Job>> {
    let waiting = tx.dialect.skipping_locked(
        "select j.id from jobs j
         where j.state = 'queued' or (j.state = 'running' and j.lease_until < $1) order by j.id limit 1",
    );
    let Some(row) = sql(waiting).bind(now).fetch_optional(&mut tx.conn).await? else { return Ok(None) };
    let id = row.text(0)?;
    sql("update jobs set state = 'running', worker = $2, lease_until = $3, attempts = attempts + 1 where id = $1")
        .bind(&id)
        .bind(worker)
        .bind(now + lease_ms)
        .execute(&mut tx.conn)
        .await?;
    let statement = composed(format!("select {COLUMNS} from jobs j where j.id = $1"));
    read(&statement.bind(id).fetch_one(&mut tx.conn).await?).map(Some)
}

async fn free_running(tx: &mut Tx) -> Result<u64> {
    let freed = sql("update jobs set state = 'queued', worker = null, lease_until = 0 where state = 'running'")
        .execute(&mut tx.conn)
        .await?;
    Ok(freed.rows_affected())
}

async fn beat(tx: &mut Tx, job: &JobId, worker: &str, until: i64) -> Result<Heartbeat> {
    let changed = sql("update jobs set lease_until = $3 where id = $1 and worker = $2 and state = 'running'")
        .bind(job.as_str())
        .bind(worker)
        .bind(until)
        .execute(&mut tx.conn)
        .await?;
    Ok(if changed.rows_affected() == 1 { Heartbeat::Continue } else { Heartbeat::Stop })
}

async fn save_checkpoint(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<()> {
    move_checkpoint(tx, checkpoint).await?;
    problems::insert(tx, &checkpoint.job, &checkpoint.problems).await
}

/// Moves the checkpoint, while the worker still has the job. Part of an import's transaction too.
pub(crate) async fn move_checkpoint(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<()> {
    let changed = sql("update jobs set done = $3, total = $4, checkpoint = $5
         where id = $1 and worker = $2 and state = 'running'")
    .bind(checkpoint.job.as_str())
    .bind(&checkpoint.worker)
    .bind(big(checkpoint.done))
    .bind(checkpoint.total.map(big))
    .bind(&checkpoint.state_json)
    .execute(&mut tx.conn)
    .await?;
    if changed.rows_affected() == 1 {
        return Ok(());
    }
    Err(StoreError::JobLost)
}

async fn end(tx: &mut Tx, job: &JobId, ending: &Ending, now: i64) -> Result<()> {
    sql("update jobs set state = $2, summary = $3, error = $4, finished_at = $5
         where id = $1 and (state = 'running' and worker = $6 or state in ('queued', 'running') and $6 = '')")
    .bind(job.as_str())
    .bind(ending.state)
    .bind(ending.summary.clone())
    .bind(ending.error.clone())
    .bind(now)
    .bind(ending.worker.clone().unwrap_or_default())
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

async fn queue_again(tx: &mut Tx, job: &JobId) -> Result<()> {
    let changed =
        sql("update jobs set state = 'queued', error = null, finished_at = null, worker = null, lease_until = 0
         where id = $1 and state in ('failed', 'cancelled')")
        .bind(job.as_str())
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 1 {
        return Ok(());
    }
    sql("select id from jobs where id = $1").bind(job.as_str()).fetch_one(&mut tx.conn).await?;
    Err(StoreError::conflict("only a job that failed or was cancelled can be tried again"))
}
