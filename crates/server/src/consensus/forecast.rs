//! How many more annotations until every item is sure enough.

use std::time::Duration;

use crosscheck_domain::consensus::{Use, forecast as play};
use crosscheck_domain::{Overlap, ProjectId, fields};
use crosscheck_stats::Rng;
use crosscheck_stats::aggregation::Model;
use crosscheck_store::Project;
use moka::future::Cache;

use crate::app::App;
use crate::error::{Result, bad_request, internal};
use crate::ledger::{self, Course, Ledger};
use crate::wire::{ForecastQuery, ForecastView};

/// So many items are simulated; the others are taken to be like them.
const MOST: usize = 400;
/// Who submitted one of the last so many annotations works on.
const LATELY: usize = 2_000;

/// Forecasts that somebody looked at lately, each with what it was made of.
pub struct Forecasts(Cache<ProjectId, (Made, ForecastView)>);

impl Default for Forecasts {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(1_800)).build())
    }
}

/// What a forecast follows from: the facts, and the rule that it is by.
#[derive(Clone, PartialEq)]
struct Made {
    seq: i64,
    design_version: u32,
    count_late: bool,
    rule: (u32, u32, f64),
    fields: Vec<String>,
}

type Unit<'a> = (&'a Model, Vec<(u32, usize)>);

/// The forecast under the project's policy, or under another threshold and limit.
pub async fn forecast(app: &App, project: &Project, query: &ForecastQuery) -> Result<ForecastView> {
    let design = app.design(&project.id, project.design_version).await?;
    let (start, mut max, mut threshold, named) = match &project.policy.overlap {
        Overlap::Confident { start, max, threshold, fields } => (*start, *max, *threshold, fields.clone()),
        Overlap::Adaptive { start, max, fields } => (*start, *max, 0.9, fields.clone()),
        Overlap::Fixed { n } => {
            ((*n).min(2), (*n).max(2) * 2, 0.9, fields(&design).into_iter().map(|f| f.id).collect())
        }
    };
    threshold = query.threshold.unwrap_or(threshold);
    max = query.max.unwrap_or(max).max(start);
    if !(0.5..1.0).contains(&threshold) || max > 100 {
        return Err(bad_request("forecast", "give a threshold from 0.5 to less than 1 and at most 100 annotations"));
    }
    let made = Made {
        seq: project.seq,
        design_version: project.design_version,
        count_late: project.policy.count_late,
        rule: (start, max, threshold),
        fields: named.clone(),
    };
    if let Some((known, view)) = app.forecasts.0.get(&project.id).await
        && known == made
    {
        return Ok(view);
    }
    let counts = app.store.counts(&project.id).await?;
    let mut ledger = ledger::open(app, project).await?;
    let seq = ledger.seq;
    let closed = counts.excluded + counts.unusable + counts.gold + counts.settled;
    let live = counts.items.saturating_sub(closed);
    let wanted = named.clone();
    let playing = tokio::task::spawn_blocking(move || simulate(&mut ledger, &wanted, (start, max, threshold), live));
    let found = playing.await.map_err(internal)?;
    let view = ForecastView {
        seq,
        threshold,
        start,
        max,
        fields: named,
        made: counts.annotations,
        fixed: (live as f64 * f64::from(max) - counts.annotations as f64).max(0.0),
        more: found.more,
        low: found.low,
        high: found.high,
        open_items: found.open,
        sure: found.sure,
    };
    // Facts that came meanwhile belong to the next one.
    if seq == made.seq {
        app.forecasts.0.insert(project.id.clone(), (made, view.clone())).await;
    }
    Ok(view)
}

struct Found {
    more: f64,
    low: f64,
    high: f64,
    open: u64,
    sure: f64,
}

fn simulate(ledger: &mut Ledger, fields: &[String], rule: (u32, u32, f64), live: u64) -> Found {
    let courses = ledger.courses(fields, rule, |ledger, item| course(ledger, item, fields, rule));
    let begun: Vec<u32> = (0..).zip(courses).filter_map(|(item, course)| course.map(|_| item)).collect();
    let is_open = |&item: &u32| courses[item as usize] == Some(Course::Open);
    let open: Vec<u32> = begun.iter().copied().filter(is_open).collect();
    let ledger = &*ledger;
    // What was said of an item, or nothing.
    let told = |item: u32, said: bool| {
        let (units, have) = item_units(ledger, item, fields);
        let unsaid = |(model, _)| (model, Vec::new());
        if said { (units, have) } else { (units.into_iter().map(unsaid).collect(), 0) }
    };
    // Items that nobody has begun are like those that somebody has, with nothing said of them.
    let untouched = live.saturating_sub(begun.len() as u64);
    let n_open = open.len() as u64 + untouched;
    let mut rng = Rng::seeded(1);
    let mut found = Found { more: 0.0, low: 0.0, high: 0.0, open: n_open, sure: 1.0 };
    let people = people(ledger);
    let mut sure = 0.0;
    let mut spread: f64 = 0.0;
    for (from, n, said) in [(&open, open.len(), true), (&begun, untouched as usize, false)] {
        if from.is_empty() || n == 0 {
            continue;
        }
        let items = if n <= MOST && from.len() == n { from.clone() } else { sample(from, n.min(MOST), &mut rng) };
        let items: Vec<_> = items.into_iter().map(|item| told(item, said)).collect();
        let scale = n as f64 / items.len() as f64;
        let played = play(&items, rule, &people, &mut rng);
        found.more += scale * played.expected;
        // A sample of items says less of all than their courses do: its own spread is added.
        let courses = (played.high - played.low) / 2.0 * scale.sqrt();
        let sampled = if scale > 1.0 {
            scale * 1.645 * (items.len() as f64).sqrt() * spread_of(&played, items.len())
        } else {
            0.0
        };
        spread += courses.powi(2) + sampled.powi(2);
        sure += played.sure * n as f64;
    }
    let half = spread.sqrt();
    (found.low, found.high) = ((found.more - half).max(0.0), found.more + half);
    if n_open > 0 {
        found.sure = sure / n_open as f64;
    }
    found
}

fn sample(from: &[u32], n: usize, rng: &mut Rng) -> Vec<u32> {
    (0..n).map(|_| from[rng.below(from.len() as u64) as usize]).collect()
}

/// How far an item is: none where nobody has spoken of what the rule asks for.
fn course(ledger: &Ledger, item: u32, fields: &[String], (start, max, threshold): (u32, u32, f64)) -> Option<Course> {
    let (units, have) = item_units(ledger, item, fields);
    if units.is_empty() {
        return None;
    }
    let sure = units.iter().all(|(model, said)| {
        let said = said.iter().map(|&(who, label)| (Some(who as usize), label));
        model.posterior(said).into_iter().fold(0.0, f64::max) >= threshold
    });
    Some(if have < max && !(sure && have >= start) { Course::Open } else { Course::Closed })
}

/// How much items differ in what they need: about as much as they need on average.
fn spread_of(played: &crosscheck_domain::consensus::Forecast, n: usize) -> f64 {
    (played.expected / n as f64).max(0.3)
}

fn item_units<'a>(ledger: &'a Ledger, item: u32, fields: &[String]) -> (Vec<Unit<'a>>, u32) {
    let (mut units, mut people) = (Vec::new(), std::collections::BTreeSet::new());
    for (panel, _, given) in ledger.of_item(item, None) {
        people.extend(given.iter().filter(|one| one.good_for != Use::Shown).map(|one| one.annotator));
        if fields.contains(&ledger.panels[panel].field.id) {
            units.extend(ledger.learned[panel].parts(&ledger.panels[panel], given));
        }
    }
    (units, people.len() as u32)
}

/// Who works by now, each as often as they do.
fn people(ledger: &Ledger) -> Vec<u32> {
    ledger.entries.iter().rev().take(LATELY).map(|entry| entry.annotator).collect()
}
