//! Makes gold out of verified items: proposals, which somebody looks at before anybody gets them.

use crosscheck_domain::{AnnotatorId, Asset};
use crosscheck_store::{Checkpoint, GoldProposal, JobProblem};
use serde_json::Value;

use super::{Stop, Work};
use crate::gold::{Proposed, Proposing};
use crate::wire::{GoldOrder, GoldProposed};

/// Proposals that are written together. A worker that dies between them and their checkpoint leaves some more than ordered.
const STEP: usize = 20;
/// Items that gave nothing are named up to here.
const MOST_PROBLEMS: usize = 20;

struct Batch<'a> {
    work: &'a Work,
    by: AnnotatorId,
    order: GoldOrder,
    made: GoldProposed,
    proposals: Vec<GoldProposal>,
    media: Vec<Asset>,
    problems: Vec<JobProblem>,
    n_refused: usize,
}

pub async fn run(work: Work) -> Result<Value, Stop> {
    let order: GoldOrder = work.payload()?;
    let by = work.job.by.clone().ok_or_else(|| Stop::Failed("nobody ordered it".to_owned()))?;
    let made: GoldProposed = work.resumed()?.unwrap_or_default();
    let mut proposing = Proposing::open(&work.app, &work.project, &order).await?;
    let mut batch = Batch {
        work: &work,
        by,
        order,
        made,
        proposals: Vec::new(),
        media: Vec::new(),
        problems: Vec::new(),
        n_refused: 0,
    };
    batch.made.verified = u32::try_from(proposing.n_verified()).unwrap_or(u32::MAX);
    while batch.n_wrong() < batch.order.n {
        let Some(found) = proposing.corrupted().await? else { break };
        batch.take(found).await?;
    }
    while batch.made.clean < batch.order.clean {
        let Some(found) = proposing.untouched()? else { break };
        batch.take(found).await?;
    }
    batch.write().await?;
    Ok(serde_json::to_value(&batch.made)?)
}

impl Batch<'_> {
    /// How many with an error there are.
    fn n_wrong(&self) -> u32 {
        self.made.kinds.values().sum()
    }

    async fn take(&mut self, found: Proposed) -> Result<(), Stop> {
        match found {
            Proposed::Made { proposal, kind, medium } => {
                match kind {
                    Some(kind) => *self.made.kinds.entry(kind).or_default() += 1,
                    None => self.made.clean += 1,
                }
                self.proposals.push(*proposal);
                self.media.extend(medium);
            }
            Proposed::Refused(problem) => {
                self.n_refused += 1;
                if self.n_refused <= MOST_PROBLEMS {
                    self.problems.push(JobProblem { problem, raw: None });
                }
            }
        }
        if self.proposals.len() == STEP {
            self.write().await?;
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<(), Stop> {
        let (app, project) = (&self.work.app, &self.work.project);
        let proposals = std::mem::take(&mut self.proposals);
        if !proposals.is_empty() {
            app.store.propose_gold(&project.id, proposals, &self.by, app.now()).await?;
        }
        // What pages show of a sound is made before anybody asks for it.
        for asset in &std::mem::take(&mut self.media) {
            super::timed::make(app, project, &self.by, asset).await?;
        }
        let done = u64::from(self.n_wrong() + self.made.clean);
        let total = u64::from(self.order.n + self.order.clean);
        let problems = std::mem::take(&mut self.problems);
        let checkpoint = self.work.at(done, Some(total), &self.made)?;
        app.store.checkpoint(Checkpoint { problems, ..checkpoint }).await?;
        self.work.alive().await
    }
}
