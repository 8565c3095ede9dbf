//! Confident overlap: a moment after submissions, items of which the model is not sure enough get one more annotation, from
//! the most reliable person who works now and has not had the item; at the limit they stay unsure.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Mutex;
use std::time::Duration;

use crosscheck_domain::consensus::{Learned, Use, consensus};
use crosscheck_domain::{AnnotatorId, Overlap, ProjectId};
use crosscheck_store::{Ask, Project};
use tokio::sync::Notify;

use crate::app::App;
use crate::consensus::thresholds;
use crate::error::Result;
use crate::ledger::{self, Ledger};

/// Submissions of this time are looked at together.
const GATHER: Duration = Duration::from_millis(300);
/// Projects of other processes, and what was missed, are looked at this often.
const LOOK: Duration = Duration::from_secs(60);
/// Who submitted within this time works now.
const LATELY_MS: i64 = 10 * 60_000;

/// Projects in which something was submitted, until they are looked at.
#[derive(Default)]
pub struct Submissions {
    projects: Mutex<HashSet<ProjectId>>,
    come: Notify,
}

impl Submissions {
    /// Something was submitted.
    pub fn came(&self, project: &Project) {
        if matches!(project.policy.overlap, Overlap::Confident { .. }) {
            self.lock().insert(project.id.clone());
            self.come.notify_one();
        }
    }

    fn take(&self) -> HashSet<ProjectId> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<ProjectId>> {
        // A set of names is whole whatever a panic cut short.
        self.projects.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Looks after projects until the process ends.
pub async fn run(app: App) {
    let mut all_at = i64::MIN;
    loop {
        let mut projects = app.submissions.take();
        if all_at < app.now() - i64::try_from(LOOK.as_millis()).unwrap_or(60_000) {
            all_at = app.now();
            projects.extend(app.store.projects_with_policy("\"confident\"").await.unwrap_or_default());
        }
        for project in projects {
            if let Err(error) = pass(&app, &project).await {
                tracing::warn!(%project, ?error, "cannot look at what is sure enough");
            }
        }
        let _ = tokio::time::timeout(LOOK, app.submissions.come.notified()).await;
        tokio::time::sleep(GATHER).await;
    }
}

/// What an item needs.
enum Need {
    More,
    Nothing,
    /// It has all it may have; whether the model is still unsure of it.
    Limit(bool),
}

/// Looks at every item of the project that was spoken of since the last time; says how many annotations were asked for.
pub async fn pass(app: &App, id: &ProjectId) -> Result<u64> {
    let project = app.store.project_by_id(id).await?;
    let Overlap::Confident { start, max, threshold, fields } = &project.policy.overlap else { return Ok(0) };
    let mut ledger = ledger::open(app, &project).await?;
    let rule = Rule { start: *start, max: *max, threshold: *threshold, fields };
    let touched = ledger.take_touched();
    let needs: Vec<(u32, u32, Need)> = touched
        .into_iter()
        .map(|item| {
            let (n, need) = rule.need(&ledger, &project, item);
            (item, n, need)
        })
        .collect();
    let candidates = candidates(&ledger, app.now());
    let ask = Ask { candidates, expires_at: app.now() + i64::from(project.policy.lease_minutes.max(1)) * 60_000 };
    let mut asked = 0;
    for (item, n, need) in needs {
        let id = ledger.items.name(item).into();
        match need {
            Need::More => {
                // Where it was asked for this one already, it only has not come yet.
                if ledger.asked.get(&item).is_none_or(|&known| known < n)
                    && app.store.ask(&project.id, &id, ask.clone(), app.now()).await?.asked
                {
                    ledger.asked.insert(item, n);
                    asked += 1;
                }
            }
            Need::Limit(unsure) if unsure != ledger.unsure.contains(&item) => {
                app.store.mark_unsure(&project.id, &id, unsure, app.now()).await?;
                if unsure {
                    ledger.unsure.insert(item)
                } else {
                    ledger.unsure.remove(&item)
                };
            }
            Need::Limit(_) | Need::Nothing => {}
        }
    }
    Ok(asked)
}

struct Rule<'a> {
    start: u32,
    max: u32,
    threshold: f64,
    fields: &'a [String],
}

impl Rule<'_> {
    /// What an item needs, and how many people have answered it.
    fn need(&self, ledger: &Ledger, project: &Project, item: u32) -> (u32, Need) {
        let (mut people, mut sure) = (BTreeSet::new(), true);
        for (panel, _, given) in ledger.of_item(item, None) {
            people.extend(given.iter().filter(|one| one.good_for != Use::Shown).map(|one| one.annotator));
            if self.fields.contains(&ledger.panels[panel].field.id) && !given.is_empty() {
                let (panel, learned) = (&ledger.panels[panel], &ledger.learned[panel]);
                let found = consensus(panel, learned, given, thresholds(&project.policy));
                sure = sure && found.value.is_some() && found.confidence >= self.threshold;
            }
        }
        let n = people.len() as u32;
        let need = match () {
            () if n < self.start => Need::Nothing,
            () if n >= self.max => Need::Limit(!sure),
            () if sure => Need::Nothing,
            () => Need::More,
        };
        (n, need)
    }
}

/// Who works now, the most reliable first; nobody below the middle, whose answers decide little.
fn candidates(ledger: &Ledger, now: i64) -> Vec<AnnotatorId> {
    let mut last: HashMap<u32, i64> = HashMap::new();
    for entry in ledger.entries.iter().rev().take_while(|entry| entry.at > now - LATELY_MS) {
        last.entry(entry.annotator).or_insert(entry.at);
    }
    let accuracy = |who: u32| {
        let models = ledger.learned.iter().filter_map(|learned| match learned {
            Learned::Labels(model) => Some(model.accuracy(Some(who as usize))),
            Learned::Sets { .. } | Learned::Numbers { .. } | Learned::Nothing => None,
        });
        let (sum, n) = models.fold((0.0, 0.0), |(sum, n), one| (sum + one, n + 1.0));
        if n > 0.0 { sum / n } else { 0.0 }
    };
    let mut ranked: Vec<(f64, u32)> = last.keys().map(|&who| (accuracy(who), who)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let better = ranked.len().div_ceil(2);
    ranked.into_iter().take(better).map(|(_, who)| ledger.annotators.name(who).into()).collect()
}
