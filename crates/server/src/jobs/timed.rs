//! Makes what pages show of sounds and videos ahead of the first visitor: frame tables, peaks, stills and renditions.

use crosscheck_domain::{AnnotatorId, Asset, MediaKind};
use crosscheck_store::{JobProblem, Project};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use super::{Stop, Work};
use crate::app::App;
use crate::error::ApiError;
use crate::media;

/// Milliseconds of the longest clip.
const CLIP_MS: u64 = 120_000;

#[derive(Serialize, Deserialize)]
struct Payload {
    /// Hashes of sounds and videos.
    assets: Vec<String>,
}

/// How many files are done, and how many seconds they have.
#[derive(Default, Serialize, Deserialize)]
struct Reached {
    files: usize,
    seconds: u64,
}

/// Queues the work on these sounds and videos, if there are any.
pub async fn queue(work: &Work, assets: Vec<String>) -> Result<(), Stop> {
    if !assets.is_empty() {
        super::queue(&work.app, &work.project, work.job.by.clone(), super::TIMED, &Payload { assets }).await?;
    }
    Ok(())
}

/// The same for one asset that came alone; pictures need none of it.
pub async fn make(app: &App, project: &Project, by: &AnnotatorId, asset: &Asset) -> Result<(), ApiError> {
    if matches!(asset.info.kind, MediaKind::Audio | MediaKind::Video) {
        let payload = Payload { assets: vec![asset.sha256.clone()] };
        super::queue(app, project, Some(by.clone()), super::TIMED, &payload).await?;
    }
    Ok(())
}

/// What is there already costs nothing, so beginning again is harmless. A file that fails is reported, and the rest made.
pub async fn run(work: Work) -> Result<Value, Stop> {
    let payload: Payload = work.payload()?;
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let mut assets = Vec::with_capacity(payload.assets.len());
    for sha in &payload.assets {
        assets.extend(work.app.store.asset(&work.project.id, sha).await?);
    }
    let total = assets.iter().map(seconds).sum();
    for asset in assets.iter().skip(reached.files) {
        let mut problems = Vec::new();
        for made in [peaks(&work, asset, &reached, total).await?, pictures(&work, asset).await] {
            match made {
                Ok(()) => {}
                Err(ApiError::Refused { message, .. }) => {
                    let name = asset.name.clone().unwrap_or_else(|| asset.sha256.clone());
                    let problem = crosscheck_domain::Problem::new("not_made", message).within(name);
                    problems.push(JobProblem { problem, raw: None });
                }
                Err(error) => return Err(error.into()),
            }
        }
        reached = Reached { files: reached.files + 1, seconds: reached.seconds + seconds(asset) };
        let checkpoint = work.at(reached.seconds, Some(total), &reached)?;
        work.app.store.checkpoint(crosscheck_store::Checkpoint { problems, ..checkpoint }).await?;
    }
    Ok(json!({"files": reached.files, "seconds": reached.seconds}))
}

fn seconds(asset: &Asset) -> u64 {
    asset.info.duration_ms.unwrap_or(0).div_ceil(1000)
}

/// The peaks, and meanwhile how far they are.
async fn peaks(work: &Work, asset: &Asset, reached: &Reached, total: u64) -> Result<Result<(), ApiError>, Stop> {
    if asset.info.channels.is_none() {
        return Ok(Ok(()));
    }
    let (send, mut receive) = unbounded_channel();
    let (app, one) = (work.app.clone(), asset.clone());
    let making = tokio::spawn(async move { media::make_peaks(&app, &one, move |ms| _ = send.send(ms)).await });
    let mut told = 0;
    while let Some(ms) = receive.recv().await {
        // A row for every minute of sound is enough for a bar.
        if ms >= told + 60_000 {
            told = ms;
            work.app.store.checkpoint(work.at(reached.seconds + ms / 1000, Some(total), reached)?).await?;
        }
    }
    Ok(making.await.map_err(crate::error::internal)?)
}

async fn pictures(work: &Work, asset: &Asset) -> Result<(), ApiError> {
    let app = &work.app;
    media::convert(app, asset).await?;
    if asset.info.kind == MediaKind::Video {
        media::frames(app, asset).await?;
        if app.settings.ffmpeg.is_some() {
            media::thumbnail(app, asset).await?;
            // The strip of a clip is there soon after somebody asks for it, so hundreds of clips need not wait for theirs.
            if asset.info.duration_ms.is_some_and(|ms| ms > CLIP_MS) {
                media::storyboard(app, asset).await?;
            }
        }
    }
    Ok(())
}
