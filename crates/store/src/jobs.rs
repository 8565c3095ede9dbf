//! Long work as rows: whoever is free claims one, and a dead worker's job is claimed again from its checkpoint.

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};

use crate::{Checkpoint, Result, Store};

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
    pub async fn enqueue(&self, _job: NewJob, _now: i64) -> Result<JobId> {
        todo!()
    }

    /// The oldest job that is queued, or whose worker has been silent for longer than its lease.
    pub async fn claim_job(&self, _worker: &str, _now: i64, _lease_ms: i64) -> Result<Option<Job>> {
        todo!()
    }

    pub async fn heartbeat(&self, _job: &JobId, _worker: &str, _now: i64, _lease_ms: i64) -> Result<Heartbeat> {
        todo!()
    }

    /// Moves the checkpoint. A conflict when another worker has the job.
    pub async fn checkpoint(&self, _checkpoint: Checkpoint) -> Result<()> {
        todo!()
    }

    pub async fn finish(&self, _job: &JobId, _summary_json: &str, _now: i64) -> Result<()> {
        todo!()
    }

    pub async fn fail(&self, _job: &JobId, _error: &str, _now: i64) -> Result<()> {
        todo!()
    }

    /// Cancels a job that has not ended; its worker learns of it at the next sign of life.
    pub async fn cancel(&self, _job: &JobId, _now: i64) -> Result<()> {
        todo!()
    }

    pub async fn job(&self, _job: &JobId) -> Result<Job> {
        todo!()
    }

    /// The project's jobs, newest first, at most 100.
    pub async fn jobs(&self, _project: &ProjectId) -> Result<Vec<Job>> {
        todo!()
    }
}
