//! Long work: a table of jobs, and workers that claim from it. One file and one line a kind of job.

mod accept;
mod export;
mod files;
mod gold;
mod import;
mod native;
mod select;
mod sides;
mod stage;
mod standings;
mod tiles;
mod timed;

pub use export::ExportPayload;
pub use import::{ImportPayload, new_item};
pub use select::SelectPayload;
pub use timed::make as make_timed;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};
use crosscheck_store::{Checkpoint, Heartbeat, Job, NewJob, Project, StoreError};
use tokio::sync::Notify;

use crate::app::App;
use crate::error::{ApiError, internal};
use crate::secret;

/// A worker that is silent for this long has died; its job is claimed again.
const LEASE_MS: i64 = 30_000;
/// A worker gives a sign of life this often.
const BEAT: Duration = Duration::from_secs(5);
/// Jobs of other processes are looked for this often.
const LOOK: Duration = Duration::from_secs(2);

type Running = Pin<Box<dyn Future<Output = Result<serde_json::Value, Stop>> + Send>>;

/// What a kind of job is called, and what it counts.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub kind: &'static str,
    unit: &'static str,
}

/// A kind of job. It must be able to begin again at its last checkpoint.
pub struct Kind {
    name: Name,
    run: fn(Work) -> Running,
}

pub const IMPORT: Name = Name { kind: "import", unit: "rows" };
pub const EXPORT: Name = Name { kind: "export", unit: "items" };
pub const SELECT: Name = Name { kind: "select", unit: "items" };
pub const STANDINGS: Name = Name { kind: "standings", unit: "items" };
pub const TILES: Name = Name { kind: "tiles", unit: "pictures" };
pub const ACCEPT: Name = Name { kind: "accept", unit: "items" };
pub const STAGE: Name = Name { kind: "stage", unit: "items" };
pub const GOLD: Name = Name { kind: "gold", unit: "items" };
pub const TIMED: Name = Name { kind: "timed", unit: "seconds" };

/// Every kind of job.
pub const JOBS: &[Kind] = &[
    Kind { name: IMPORT, run: |work| Box::pin(import::run(work)) },
    Kind { name: EXPORT, run: |work| Box::pin(export::run(work)) },
    Kind { name: SELECT, run: |work| Box::pin(select::run(work)) },
    Kind { name: STANDINGS, run: |work| Box::pin(standings::run(work)) },
    Kind { name: TILES, run: |work| Box::pin(tiles::run(work)) },
    Kind { name: ACCEPT, run: |work| Box::pin(accept::run(work)) },
    Kind { name: STAGE, run: |work| Box::pin(stage::run(work)) },
    Kind { name: GOLD, run: |work| Box::pin(gold::run(work)) },
    Kind { name: TIMED, run: |work| Box::pin(timed::run(work)) },
];

/// Why a job ended before it was done.
#[derive(Debug)]
pub enum Stop {
    /// Cancelled, or taken over by another worker: nothing to write.
    Quiet,
    /// It cannot be done; the sentence is for people.
    Failed(String),
}

impl From<ApiError> for Stop {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused { message, .. } | ApiError::Internal(message) => Self::Failed(message),
            ApiError::StaleDraft(_) => Self::Failed("a draft stood in the way".to_owned()),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::JobLost => Self::Quiet,
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Wakes the workers of this process when a job was queued here.
#[derive(Clone, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Queues a job of the project and wakes the workers of this process.
pub async fn queue(
    app: &App,
    project: &Project,
    by: Option<AnnotatorId>,
    name: Name,
    payload: &impl serde::Serialize,
) -> Result<JobId, ApiError> {
    let job = NewJob {
        kind: name.kind.to_owned(),
        project: Some(project.id.clone()),
        by,
        payload: serde_json::to_string(payload).map_err(internal)?,
        unit: name.unit.to_owned(),
    };
    let id = app.store.enqueue(job, app.now()).await?;
    app.jobs.wake();
    Ok(id)
}

/// What a job gets: its row, its project, and the way to tell how far it is.
pub struct Work {
    pub app: App,
    pub job: Job,
    pub project: Project,
    worker: String,
}

impl Work {
    pub fn id(&self) -> &JobId {
        &self.job.id
    }

    pub fn payload<T: serde::de::DeserializeOwned>(&self) -> Result<T, Stop> {
        Ok(serde_json::from_str(&self.job.payload)?)
    }

    /// Where a worker before this one got to.
    pub fn resumed<T: serde::de::DeserializeOwned>(&self) -> Result<Option<T>, Stop> {
        Ok(self.job.checkpoint.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// Whether a worker before this one got anywhere.
    pub fn was_begun(&self) -> bool {
        self.job.checkpoint.is_some()
    }

    pub fn at(&self, done: u64, total: Option<u64>, state: &impl serde::Serialize) -> Result<Checkpoint, Stop> {
        let state_json = serde_json::to_string(state)?;
        let (job, worker) = (self.job.id.clone(), self.worker.clone());
        Ok(Checkpoint { job, worker, done, total, state_json, problems: Vec::new() })
    }

    /// A sign of life; stops the job when it was cancelled or belongs to somebody else by now.
    pub async fn alive(&self) -> Result<(), Stop> {
        match self.app.store.heartbeat(&self.job.id, &self.worker, self.app.now(), LEASE_MS).await? {
            Heartbeat::Continue => Ok(()),
            Heartbeat::Stop => Err(Stop::Quiet),
        }
    }
}

/// Works until the process ends: one job at a time, so that people's requests keep a core.
pub async fn work(app: App) {
    let worker = secret::new_id();
    loop {
        match app.store.claim_job(&worker, app.now(), LEASE_MS).await {
            Ok(Some(job)) => finish(&app, job, &worker).await,
            Ok(None) => {
                let _ = tokio::time::timeout(LOOK, app.jobs.0.notified()).await;
            }
            Err(error) => {
                tracing::error!(%error, "cannot look for jobs");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Works off whatever is queued, and returns.
pub async fn work_off(app: &App) {
    let worker = secret::new_id();
    while let Ok(Some(job)) = app.store.claim_job(&worker, app.now(), LEASE_MS).await {
        finish(app, job, &worker).await;
    }
}

async fn finish(app: &App, job: Job, worker: &str) {
    let id = job.id.clone();
    let ended = match run(app, job, worker).await {
        Ok(summary) => app.store.finish(&id, worker, &summary.to_string(), app.now()).await,
        Err(Stop::Quiet) => Ok(()),
        Err(Stop::Failed(message)) => {
            tracing::warn!(job = %id, %message, "job failed");
            app.store.fail(&id, worker, &message, app.now()).await
        }
    };
    if let Err(error) = ended {
        tracing::error!(job = %id, %error, "cannot end job");
    }
}

async fn run(app: &App, job: Job, worker: &str) -> Result<serde_json::Value, Stop> {
    let kind = JOBS.iter().find(|kind| kind.name.kind == job.kind);
    let kind = kind.ok_or_else(|| Stop::Failed(format!("this server does not know jobs of kind {}", job.kind)))?;
    let project: ProjectId = job.project.clone().ok_or_else(|| Stop::Failed("the job has no project".to_owned()))?;
    let project = app.store.project_by_id(&project).await?;
    let (id, beating) = (job.id.clone(), (app.clone(), worker.to_owned()));
    let work = Work { app: app.clone(), job, project, worker: worker.to_owned() };
    let mut running = tokio::spawn((kind.run)(work));
    loop {
        match tokio::time::timeout(BEAT, &mut running).await {
            Ok(ended) => return ended.map_err(internal)?,
            Err(_) => {
                let (app, worker) = &beating;
                match app.store.heartbeat(&id, worker, app.now(), LEASE_MS).await {
                    Ok(Heartbeat::Continue) => continue,
                    Ok(Heartbeat::Stop) => {}
                    // Nothing can be written by now. The lease runs out, and the job goes on from its checkpoint.
                    Err(error) => tracing::warn!(job = %id, %error, "no sign of life can be given"),
                }
                running.abort();
                let _ = running.await;
                return Err(Stop::Quiet);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_job_does_not_fail() {
        assert!(matches!(Stop::from(StoreError::JobLost), Stop::Quiet));
        assert!(matches!(Stop::from(StoreError::Conflict("no".to_owned())), Stop::Failed(_)));
    }
}
