//! What is known of everybody who annotates, and what somebody might do about it. Nothing is done by itself.

mod habits;
mod proposals;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::consensus::{Assessment, Learned, Panel, assess};
use crosscheck_domain::{AnnotatorId, ProjectId};
use crosscheck_stats::monitoring::{self, Drift};
use crosscheck_store::{ActionKind, Project, StoredAction};
use moka::future::Cache;
use tokio::sync::{Mutex, RwLock};
use tokio::time::Instant;

use crate::agreement::names;
use crate::app::App;
use crate::error::{Result, internal};
use crate::ledger;
use crate::wire::{
    ActionView, ActionWord, AnnotatorQuality, AnnotatorRef, AnnotatorsReport, DriftView, IntervalView, LinesView,
    PairView, ShareView,
};
use habits::Habits;

/// Reports that somebody looked at lately.
pub struct Reports(Cache<ProjectId, Arc<Slot>>);

impl Default for Reports {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(1_800)).build())
    }
}

/// What is known of a project's people. One at a time computes it.
#[derive(Default)]
struct Slot {
    known: RwLock<Option<Known>>,
    computing: Arc<Mutex<()>>,
}

#[derive(Clone)]
struct Known {
    seq: i64,
    report: AnnotatorsReport,
    /// How long it took, and when it was there.
    took: Duration,
    at: Instant,
}

/// What takes longer is not waited for where there is a report of a moment ago: that one is shown, with the sequence number
/// that it is of, while the next is computed.
const PATIENCE: Duration = Duration::from_millis(500);

/// The next one waits for so many times as long as the last one took, so that nine tenths of a core are left for everybody
/// else while many people work.
const REST: u32 = 9;

/// So many sums are shown of a course.
const MOST_SUMS: usize = 400;

/// What is known of everybody at the newest sequence number; actions and pauses are those of now.
pub async fn report(app: &App, project: &Project) -> Result<AnnotatorsReport> {
    let mut report = known(app, project).await?;
    let (names, paused) = (names(app).await?, app.store.paused(&project.id).await?);
    for one in &mut report.annotators {
        one.paused_since = paused.get(&AnnotatorId(one.annotator.id.clone())).copied();
    }
    report.proposals.retain(|one| {
        one.kind != crate::wire::ProposalKind::Pause || !paused.contains_key(&AnnotatorId(one.annotator.id.clone()))
    });
    let actions = app.store.actions(&project.id, None).await?;
    report.actions = actions.into_iter().map(|action| view(&names, action)).collect();
    Ok(report)
}

async fn known(app: &App, project: &Project) -> Result<AnnotatorsReport> {
    let slot = app.conduct.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let known = slot.known.read().await.clone();
    match known {
        Some(known) if known.seq >= project.seq => Ok(known.report),
        Some(known) if known.took > PATIENCE => {
            if known.at.elapsed() > known.took * REST
                && let Ok(turn) = slot.computing.clone().try_lock_owned()
            {
                let (app, project, slot) = (app.clone(), project.clone(), slot.clone());
                tokio::spawn(async move {
                    let _turn = turn;
                    if let Err(error) = renew(&app, &project, &slot).await {
                        tracing::warn!(?error, "what is known of annotators could not be computed");
                    }
                });
            }
            Ok(known.report)
        }
        _ => {
            let _turn = slot.computing.lock().await;
            let known = slot.known.read().await.clone();
            match known.filter(|known| known.seq >= project.seq) {
                Some(known) => Ok(known.report),
                None => renew(app, project, &slot).await,
            }
        }
    }
}

async fn renew(app: &App, project: &Project, slot: &Slot) -> Result<AnnotatorsReport> {
    let begun = Instant::now();
    let report = compute(app, project).await?;
    let known = Known { seq: report.seq, report: report.clone(), took: begun.elapsed(), at: Instant::now() };
    *slot.known.write().await = Some(known);
    Ok(report)
}

async fn compute(app: &App, project: &Project) -> Result<AnnotatorsReport> {
    let names = names(app).await?;
    let gold = app.store.gold_ratings(&project.id).await?;
    let ledger = ledger::open(app, project).await?;
    let seq = ledger.seq;
    let computing = tokio::task::spawn_blocking(move || {
        let told = habits::Told::of(&ledger, &gold);
        let (panels, learned) = (ledger.panels.clone(), ledger.learned.clone());
        let ids: Vec<AnnotatorId> = ledger.annotators.names.iter().map(|name| name.as_str().into()).collect();
        // Whoever reads further facts waits no longer.
        drop(ledger);
        let fields: Vec<(&Panel, &Learned)> = panels.iter().map(AsRef::as_ref).zip(&learned).collect();
        let (found, pairs) = assess(&fields);
        (found, pairs, habits::of(told, &panels), ids)
    });
    let (found, pairs, mut habits, ids) = computing.await.map_err(internal)?;
    for one in &found {
        let id = &ids[one.annotator as usize];
        let bodies = app.store.newest_bodies(&project.id, id, habits::BODIES).await?;
        habits.entry(one.annotator).or_default().repeated = habits::repeated(&bodies);
    }
    let reference = |number: u32| person(&names, &ids[number as usize]);
    let pairs: Vec<PairView> = pairs
        .iter()
        .map(|pair| PairView {
            one: reference(pair.one),
            two: reference(pair.two),
            n: pair.n as u64,
            agreement: pair.agreement,
            expected: pair.expected,
        })
        .collect();
    let none = Habits::default();
    let of = |one: &Assessment| quality(one, habits.get(&one.annotator).unwrap_or(&none), reference(one.annotator));
    let annotators: Vec<AnnotatorQuality> = found.iter().map(of).collect();
    let proposals = proposals::of(&annotators, &pairs);
    Ok(AnnotatorsReport { seq, annotators, pairs, proposals, actions: Vec::new() })
}

fn quality(one: &Assessment, habits: &Habits, annotator: AnnotatorRef) -> AnnotatorQuality {
    let interval =
        |low: f64, high: f64, method: &str| IntervalView { level: 0.95, low, high, method: method.to_owned() };
    let n = one.n_decisions as u64;
    let model = "Wilson, for as many independent answers as these are worth";
    AnnotatorQuality {
        annotator,
        paused_since: None,
        n_items: one.n_items as u64,
        n_decisions: n,
        reliability: one.reliability.map(|share| ShareView {
            value: share.value,
            interval: interval(share.low, share.high, model),
            n,
        }),
        skill: one.skill.map(|skill| ShareView {
            value: skill.value,
            interval: interval(skill.low, skill.high, model),
            n,
        }),
        gold: monitoring::share(&habits.gold, 0.0, 0.95).map(|share| ShareView {
            value: share.value,
            interval: interval(share.low, share.high, "Wilson, clustered by item"),
            n: habits.gold.len() as u64,
        }),
        agreement_with_others: (habits.compared > 0).then(|| habits.equal as f64 / habits.compared as f64),
        drift: drift(&one.drift),
        median_active_ms: habits.median_active_ms,
        fast: habits.fast,
        lines: LinesView {
            entropy: one.lines.entropy,
            expected: one.lines.expected,
            longest_run: one.lines.longest_run as u64,
            straight: one.lines.straight(one.n_decisions),
        },
        repeated_reason: habits.repeated.clone(),
    }
}

/// The newest sums; places are counted from the first that is shown.
fn drift(found: &Drift) -> DriftView {
    let cut = found.sums.len().saturating_sub(MOST_SUMS);
    let place = |at: Option<usize>| at.map(|at| at.saturating_sub(cut) as u64);
    DriftView {
        sums: found.sums[cut..].iter().map(|sum| (sum * 1_000.0).round() / 1_000.0).collect(),
        limit: Drift::LIMIT,
        usual: found.usual,
        alarm: place(found.alarm),
        since: place(found.since),
    }
}

pub fn view(names: &HashMap<AnnotatorId, AnnotatorRef>, action: StoredAction) -> ActionView {
    ActionView {
        id: action.id,
        annotator: person(names, &action.annotator),
        kind: match action.kind {
            ActionKind::Notice => ActionWord::Notice,
            ActionKind::Pause => ActionWord::Pause,
            ActionKind::Resume => ActionWord::Resume,
        },
        reason: action.reason,
        made_by: person(names, &action.made_by),
        at: action.created_at,
        appeal: action.appeal,
        appealed_at: action.appealed_at,
    }
}

fn person(names: &HashMap<AnnotatorId, AnnotatorRef>, id: &AnnotatorId) -> AnnotatorRef {
    let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
    names.get(id).cloned().unwrap_or_else(unknown)
}
