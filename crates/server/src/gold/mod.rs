//! Gold: making proposals out of verified items, and scoring answers after they were given.

mod proposals;
mod scores;

pub use proposals::{Proposed, Proposing};
pub use scores::{consistency, score_pending};

use crosscheck_domain::{
    Annotation, Design, GroundTruth, Item, ItemId, Outcome, Problem, TruthId, TruthKind, check, ratings,
};
use crosscheck_store::{ItemRow, NewTruth, Project};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, internal, invalid};
use crate::secret;
use crate::task::stored_item;

/// What is wrong with facts. They may leave things open: what they do not say is asked of nobody.
pub fn facts_problems(design: &Design, item: &Item, facts: &Annotation) -> Vec<Problem> {
    let mut problems = check(design, item, facts);
    problems.retain(|problem| problem.code != "answer_missing" && problem.code != "verdict_missing");
    if facts.outcome != Outcome::Complete {
        problems.push(
            Problem::new("outcome", "known answers are complete; an item that is broken cannot check anybody")
                .within("outcome"),
        );
    } else if problems.is_empty() && ratings(design, item, facts).is_empty() && facts.omissions.is_empty() {
        problems.push(Problem::new("nothing_known", "say at least one thing that is true of the item"));
    }
    problems
}

/// Signs these facts as the known answers of the item, and hands it out to check people.
pub async fn accept(
    app: &App,
    project: &Project,
    caller: &Caller,
    item: &ItemId,
    mut facts: Annotation,
    reason: Option<String>,
) -> Result<ItemRow> {
    let (row, content) = stored_item(app, project, item).await?;
    let design = app.design(&project.id, project.design_version).await?;
    let id = secret::new_id();
    facts.id = id.as_str().into();
    let problems = facts_problems(&design, &content, &facts);
    if !problems.is_empty() {
        return Err(invalid("facts_refused", problems.into_iter().map(|problem| problem.within("facts")).collect()));
    }
    let found = ratings(&design, &content, &facts);
    let stored_facts = serde_json::to_string(&facts).map_err(internal)?;
    let truth = GroundTruth {
        id: TruthId(id.clone()),
        kind: TruthKind::Gold,
        facts,
        sources: Vec::new(),
        opened: Vec::new(),
        revealed_at: None,
        reason,
    };
    let body = serde_json::to_string(&truth).map_err(internal)?;
    let truth = NewTruth {
        signed_at: None,
        id: truth.id,
        item: item.clone(),
        item_revision: row.revision,
        kind: TruthKind::Gold,
        design_version: project.design_version,
        signer: caller.id().clone(),
        assignment: None,
        body_hash: secret::hash(&body),
        body,
        ratings: found,
    };
    app.store.accept_gold(&project.id, &stored_facts, truth, app.now()).await?;
    score_pending(app).await?;
    Ok(row)
}
