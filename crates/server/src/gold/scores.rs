//! What is right of the answers to gold. Never while somebody waits: how long a reply takes would tell what it was.

use std::collections::{BTreeMap, HashMap};

use crosscheck_domain::{Annotation, AnnotatorId, GroundTruth, ProjectId, RightShare, Tally, same_answer, score};
use crosscheck_store::{NewScore, Unscored};

use crate::app::App;
use crate::error::{Result, internal};

/// So many answers are scored at once.
const CHUNK: u32 = 200;

/// Scores every answer that has no score by the truth that holds now. Says how many.
pub async fn score_pending(app: &App) -> Result<u64> {
    let mut n = 0;
    loop {
        let waiting = app.store.unscored(CHUNK).await?;
        let found = waiting.len() as u64;
        let mut by_project: HashMap<ProjectId, Vec<NewScore>> = HashMap::new();
        for of in waiting {
            let project = of.project.clone();
            by_project.entry(project).or_default().push(scored(app, of).await?);
        }
        for (project, scores) in by_project {
            app.store.keep_scores(&project, scores).await?;
        }
        n += found;
        if found < u64::from(CHUNK) {
            return Ok(n);
        }
    }
}

async fn scored(app: &App, of: Unscored) -> Result<NewScore> {
    let design = app.design(&of.project, of.design_version).await?;
    let item = app.item(&of.item, of.item_revision).await?;
    let truth: GroundTruth = serde_json::from_str(&of.truth_body).map_err(internal)?;
    let given: Annotation = serde_json::from_str(&of.body).map_err(internal)?;
    let decisions = score(&design, &item, &truth.facts, &given);
    let tally = Tally::of(&decisions);
    Ok(NewScore { of, tally, decisions: serde_json::to_string(&decisions).map_err(internal)? })
}

/// How far each person agrees with itself, over what was answered twice.
pub async fn consistency(app: &App, project: &ProjectId) -> Result<BTreeMap<AnnotatorId, RightShare>> {
    let mut tallies: BTreeMap<AnnotatorId, Tally> = BTreeMap::new();
    for pair in app.store.repeated(project).await? {
        let tally = tallies.entry(pair.annotator).or_default();
        tally.right += u64::from(same_answer(&pair.first, &pair.again));
        tally.decisions += 1;
    }
    Ok(tallies.into_iter().filter_map(|(annotator, tally)| Some((annotator, tally.share()?))).collect())
}
