//! Habits beside the answers themselves: how quick, how alike with others, right on gold, and reasons written twice.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crosscheck_domain::consensus::{Panel, Use};
use crosscheck_domain::{Annotation, ItemId, Rating};

use crate::ledger::Ledger;
use crate::wire::RepeatedReason;

/// Reasons are compared among so many newest annotations of a person.
pub const BODIES: u32 = 200;
/// Less than this share of the peers' time on the same item is too quick to have looked.
const QUICK: f64 = 0.3;
/// A reason of fewer words says the same of many things rightly.
const WORDS: usize = 4;

#[derive(Default)]
pub struct Habits {
    pub median_active_ms: u64,
    pub fast: f64,
    pub equal: u64,
    pub compared: u64,
    /// Answers on gold items: the item, and whether it is right.
    pub gold: Vec<(u32, f64)>,
    pub repeated: Option<RepeatedReason>,
}

/// Item, annotator and active time of a current annotation.
pub type Timed = (u32, u32, u64);

/// What is taken out of the ledger at once, so that nobody waits for it while habits are computed.
pub struct Told {
    timed: Vec<Timed>,
    gold: HashMap<u32, Vec<(u32, f64)>>,
}

impl Told {
    pub fn of(ledger: &Ledger, gold: &[(ItemId, u32, Rating)]) -> Self {
        let live = ledger.entries.iter().filter(|entry| entry.live && entry.active_ms > 0);
        Self {
            timed: live.map(|entry| (entry.item, entry.annotator, entry.active_ms)).collect(),
            gold: on_gold(ledger, gold),
        }
    }
}

/// The habits of everybody, by number.
pub fn of(told: Told, panels: &[Arc<Panel>]) -> HashMap<u32, Habits> {
    let mut found: HashMap<u32, Habits> = HashMap::new();
    speed(told.timed, &mut found);
    let mut counts: HashMap<u32, (u64, u64)> = HashMap::new();
    for unit in panels.iter().flat_map(|panel| &panel.units) {
        for (at, one) in unit.given.iter().enumerate() {
            let others = unit.given.iter().enumerate().filter(|(other, _)| *other != at);
            let equal = others.filter(|(_, other)| one.value == other.value).count() as u64;
            if unit.given.len() > 1 {
                let (compared, alike) = counts.entry(one.annotator).or_default();
                *compared += unit.given.len() as u64 - 1;
                *alike += equal;
            }
        }
    }
    for (who, (compared, equal)) in counts {
        let habits = found.entry(who).or_default();
        (habits.compared, habits.equal) = (compared, equal);
    }
    for (who, answers) in told.gold {
        found.entry(who).or_default().gold = answers;
    }
    found
}

fn speed(mut timed: Vec<Timed>, found: &mut HashMap<u32, Habits>) {
    let mut times: HashMap<u32, Vec<u64>> = HashMap::new();
    timed.iter().for_each(|&(_, who, ms)| times.entry(who).or_default().push(ms));
    let mut quick: HashMap<u32, (u64, u64)> = HashMap::new();
    timed.sort_by_key(|one| one.0);
    for told in timed.chunk_by(|one, other| one.0 == other.0).filter(|told| told.len() > 1) {
        for &(_, who, own) in told {
            let mut peers: Vec<u64> = told.iter().filter(|one| one.1 != who).map(|one| one.2).collect();
            peers.sort_unstable();
            let counts = quick.entry(who).or_default();
            // Who was the only one, more than once, has nobody to be compared with.
            if let Some(&middle) = peers.get(peers.len() / 2) {
                counts.0 += u64::from((own as f64) < QUICK * middle as f64);
                counts.1 += 1;
            }
        }
    }
    for (who, mut own) in times {
        own.sort_unstable();
        let habits = found.entry(who).or_default();
        habits.median_active_ms = own[own.len() / 2];
        habits.fast = quick.get(&who).map_or(0.0, |(n, of)| *n as f64 / (*of).max(1) as f64);
    }
}

/// Answers to what is known: the place for everything that is scored by gold.
fn on_gold(ledger: &Ledger, gold: &[(ItemId, u32, Rating)]) -> HashMap<u32, Vec<(u32, f64)>> {
    let mut found: HashMap<u32, Vec<(u32, f64)>> = HashMap::new();
    for (item, shown, known) in gold {
        let Some(number) = ledger.item(item) else { continue };
        for (panel, unit, given) in ledger.of_item(number, Some(*shown)) {
            let panel = &ledger.panels[panel];
            if panel.field.id != known.field || unit != known.unit {
                continue;
            }
            for one in given.iter().filter(|one| one.good_for != Use::Shown) {
                let right = f64::from(u8::from(panel.values[one.value as usize] == known.value));
                found.entry(one.annotator).or_default().push((number, right));
            }
        }
    }
    found
}

/// The reason that somebody gave for most items, where that is more than chance and habit.
pub fn repeated(bodies: &[(ItemId, String)]) -> Option<RepeatedReason> {
    let mut items: HashMap<String, BTreeSet<&ItemId>> = HashMap::new();
    let mut with_reason: BTreeSet<&ItemId> = BTreeSet::new();
    for (item, body) in bodies {
        let Ok(body) = serde_json::from_str::<Annotation>(body) else { continue };
        for reason in body.verdicts.iter().filter_map(|verdict| verdict.rationale.as_ref()) {
            let folded: Vec<String> = reason.split_whitespace().map(str::to_lowercase).collect();
            with_reason.insert(item);
            if folded.len() >= WORDS {
                items.entry(folded.join(" ")).or_default().insert(item);
            }
        }
    }
    let (text, of) = items.into_iter().max_by_key(|(text, items)| (items.len(), std::cmp::Reverse(text.clone())))?;
    let enough = of.len() >= 5 && 3 * of.len() >= with_reason.len();
    enough.then_some(RepeatedReason { text, items: of.len() as u64, of: with_reason.len() as u64 })
}
