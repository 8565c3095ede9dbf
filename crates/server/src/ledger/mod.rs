//! What was said in a project, in numbers: one panel a field, advanced by the facts after its sequence number, and what was
//! learned of them. Consensus, stopping and the view of annotators read it; nothing in it is stored.

mod build;
mod clear;
mod kept;

pub use build::Entry;
pub use kept::Course;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::consensus::{Given, Learned, Panel};
use crosscheck_domain::{AnnotationId, ItemId, ProjectId};
use crosscheck_store::Project;
use moka::future::Cache;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::app::App;
use crate::error::{Result, internal};

/// The ledgers of the projects that somebody looked at lately.
pub struct Ledgers(Cache<ProjectId, Arc<Mutex<Ledger>>>);

impl Default for Ledgers {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(1_800)).build())
    }
}

/// Names with their numbers.
#[derive(Default)]
pub struct Numbered {
    pub names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbered {
    fn of(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.numbers.get(name) {
            return known;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

/// The name of a unit, by numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    item: u32,
    shown: u32,
    name: u32,
}

#[derive(Default)]
pub struct Ledger {
    pub seq: i64,
    /// The project's sequence number when it was read last.
    read_at: i64,
    /// How far superseded annotations were read.
    ended_seq: i64,
    /// What the panels are made for: a version of the design, and whether late answers count.
    made_for: Option<(u32, bool)>,
    pub annotators: Numbered,
    pub items: Numbered,
    unit_names: Numbered,
    /// Shared with who looks at them for long, while further facts are read.
    pub panels: Vec<Arc<Panel>>,
    /// The unit of each key, and the key of each unit, of every panel.
    unit_of: Vec<HashMap<Key, u32>>,
    keys: Vec<Vec<Key>>,
    /// Panel and unit, of every item.
    of_item: Vec<Vec<(u32, u32)>>,
    /// The newest content of each item that somebody spoke of.
    shown: Vec<u32>,
    pub entries: Vec<Entry>,
    entry_of: HashMap<AnnotationId, u32>,
    pub learned: Vec<Learned>,
    /// How many ratings there were when it was learned, by panel.
    learned_at: Vec<usize>,
    /// What consensus and forecast made of units and items, so that they look again only at what has changed.
    tallies: Vec<kept::Tally>,
    courses: kept::Courses,
    /// Kept once somebody has asked for it.
    clear: Option<clear::Clear>,
    /// Items that were spoken of since the stopping rule looked.
    touched: BTreeSet<u32>,
    /// For how many annotations of an item the stopping rule has asked, and the items that it stays unsure of.
    pub asked: HashMap<u32, u32>,
    pub unsure: HashSet<u32>,
}

/// It is learned anew once there are so many more ratings, or this share more.
const NEWS: usize = 40;
const NEWS_SHARE: f64 = 0.1;

/// The project's ledger at the newest sequence number, with what is learned.
pub async fn open(app: &App, project: &Project) -> Result<OwnedMutexGuard<Ledger>> {
    let ledger = app.ledgers.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut ledger = ledger.lock_owned().await;
    build::advance(app, project, &mut ledger).await?;
    if !ledger.is_stale() {
        return Ok(ledger);
    }
    let learning = tokio::task::spawn_blocking(move || {
        ledger.learn();
        ledger
    });
    learning.await.map_err(internal)
}

impl Ledger {
    fn is_stale(&self) -> bool {
        self.panels.iter().zip(&self.learned_at).any(|(panel, &at)| stale(panel.n_ratings, at))
    }

    fn learn(&mut self) {
        for (at, panel) in self.panels.iter().enumerate() {
            if stale(panel.n_ratings, self.learned_at[at]) {
                self.learned[at] = Learned::of(panel);
                self.learned_at[at] = panel.n_ratings;
                self.tallies[at] = kept::Tally::default();
                self.courses = kept::Courses::default();
                // What was sure may not be by now, and the other way round.
                self.touched.extend(0..self.of_item.len() as u32);
            }
        }
    }

    /// What was said of an item's content, by panel, name of the unit and answers. The newest content where none is named.
    pub fn of_item(&self, item: u32, shown: Option<u32>) -> Vec<(usize, &str, &[Given])> {
        let shown = shown.or_else(|| self.shown.get(item as usize).copied());
        let units = self.of_item.get(item as usize).map_or(&[] as &[_], Vec::as_slice);
        let found = units.iter().filter_map(|&(panel, unit)| {
            let (panel, unit) = (panel as usize, unit as usize);
            let key = self.keys[panel][unit];
            (Some(key.shown) == shown)
                .then(|| (panel, self.unit_names.name(key.name), self.panels[panel].units[unit].given.as_slice()))
        });
        found.collect()
    }

    /// The newest content of an item that somebody spoke of.
    pub fn shown(&self, item: u32) -> u32 {
        self.shown.get(item as usize).copied().unwrap_or(1)
    }

    pub fn item(&self, item: &ItemId) -> Option<u32> {
        self.items.find(item.as_str())
    }

    pub fn entry(&self, annotation: &AnnotationId) -> Option<&Entry> {
        self.entry_of.get(annotation).map(|&at| &self.entries[at as usize])
    }

    /// Items that the stopping rule has not looked at yet.
    pub fn take_touched(&mut self) -> BTreeSet<u32> {
        std::mem::take(&mut self.touched)
    }
}

fn stale(now: usize, before: usize) -> bool {
    let news = now.abs_diff(before);
    news > 0 && (before == 0 || news >= NEWS && news as f64 >= NEWS_SHARE * before as f64)
}
