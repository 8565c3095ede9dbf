//! Reads facts into the ledger.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crosscheck_domain::consensus::{Given, Learned, Panel, Use};
use crosscheck_domain::{AnnotationId, fields, same_field};
use crosscheck_store::{Project, RatingRow, Told};

use super::kept::Tally;
use super::{Key, Ledger};
use crate::app::App;
use crate::error::Result;

/// Ratings are read in pages of this many annotations.
const PAGE: u32 = 2_000;

/// One annotation that is current.
pub struct Entry {
    pub annotation: AnnotationId,
    pub item: u32,
    pub annotator: u32,
    pub shown: u32,
    pub active_ms: u64,
    pub at: i64,
    pub informed: bool,
    pub live: bool,
}

pub async fn advance(app: &App, project: &Project, ledger: &mut Ledger) -> Result<()> {
    let made_for = (project.design_version, project.policy.count_late);
    if ledger.made_for != Some(made_for) {
        begin(app, project, ledger).await?;
        ledger.made_for = Some(made_for);
    }
    if project.seq <= ledger.read_at {
        return Ok(());
    }
    let mut meanings = Meanings::default();
    loop {
        let page = app.store.told_since(&project.id, ledger.seq, PAGE).await?;
        let Some(last) = page.last().map(|told| told.made.seq) else { break };
        for row in page.iter().flat_map(Told::rows).filter(|row| row.until_seq.is_none()) {
            if let Some(panel) = ledger.panels.iter().position(|panel| panel.field.id == row.field)
                && meanings.same(app, project, &row).await?
            {
                ledger.add(panel, &row, project.policy.count_late);
            }
        }
        ledger.seq = last;
    }
    loop {
        let ended = app.store.superseded_since(&project.id, ledger.ended_seq, PAGE).await?;
        let Some(last) = ended.last().map(|ended| ended.until_seq) else { break };
        ended.iter().for_each(|ended| ledger.end(&ended.annotation));
        ledger.ended_seq = last;
    }
    ledger.seq = ledger.seq.max(project.seq);
    ledger.read_at = project.seq;
    Ok(())
}

async fn begin(app: &App, project: &Project, ledger: &mut Ledger) -> Result<()> {
    let design = app.design(&project.id, project.design_version).await?;
    *ledger = Ledger::default();
    for field in fields(&design) {
        ledger.panels.push(Arc::new(Panel::new(field)));
        ledger.tallies.push(Tally::default());
        ledger.unit_of.push(HashMap::new());
        ledger.keys.push(Vec::new());
        ledger.learned.push(Learned::Nothing);
        ledger.learned_at.push(0);
    }
    Ok(())
}

/// Which fields mean in an older version of the design what they mean now.
#[derive(Default)]
struct Meanings {
    same: HashSet<(u32, String)>,
    other: HashSet<(u32, String)>,
}

impl Meanings {
    async fn same(&mut self, app: &App, project: &Project, row: &RatingRow) -> Result<bool> {
        if row.design_version == project.design_version {
            return Ok(true);
        }
        let key = (row.design_version, row.field.clone());
        if self.same.contains(&key) || self.other.contains(&key) {
            return Ok(self.same.contains(&key));
        }
        let old = app.design(&project.id, row.design_version).await?;
        let newest = app.design(&project.id, project.design_version).await?;
        let same = same_field(&old, &newest, &row.field);
        if same {
            self.same.insert(key)
        } else {
            self.other.insert(key)
        };
        Ok(same)
    }
}

impl Ledger {
    fn add(&mut self, panel: usize, row: &RatingRow, count_late: bool) {
        let item = self.items.of(row.item.as_str());
        self.leave(item);
        let entry = self.entry_for(row);
        let name = self.unit_names.of(&row.unit);
        let unit = self.unit_for(panel, Key { item, shown: row.shown, name });
        let good_for = match () {
            () if row.surplus || row.late && !count_late || row.shown < self.shown(item) => Use::Shown,
            () if row.late || row.informed => Use::Value,
            () => Use::Full,
        };
        let annotator = self.entries[entry as usize].annotator;
        let known = Arc::make_mut(&mut self.panels[panel]);
        let value = known.value(&row.value);
        known.add(unit as usize, Given { annotator, value, at: entry, good_for });
        self.tallies[panel].change(unit);
        self.courses.change(item);
        self.touched.insert(item);
    }

    fn entry_for(&mut self, row: &RatingRow) -> u32 {
        if let Some(&known) = self.entry_of.get(&row.annotation) {
            return known;
        }
        let item = self.items.of(row.item.as_str());
        if self.of_item.len() <= item as usize {
            self.of_item.resize_with(item as usize + 1, Vec::new);
            self.shown.resize(item as usize + 1, row.shown);
        }
        if row.shown > self.shown[item as usize] {
            self.outdate(item);
            self.shown[item as usize] = row.shown;
        }
        let at = self.entries.len() as u32;
        self.entries.push(Entry {
            annotation: row.annotation.clone(),
            item,
            annotator: self.annotators.of(row.annotator.as_str()),
            shown: row.shown,
            active_ms: row.active_ms,
            at: row.submitted_at,
            informed: row.informed,
            live: true,
        });
        self.entry_of.insert(row.annotation.clone(), at);
        at
    }

    fn unit_for(&mut self, panel: usize, key: Key) -> u32 {
        if let Some(&known) = self.unit_of[panel].get(&key) {
            return known;
        }
        let unit = Arc::make_mut(&mut self.panels[panel]).unit(key.item) as u32;
        self.unit_of[panel].insert(key, unit);
        self.keys[panel].push(key);
        self.of_item[key.item as usize].push((panel as u32, unit));
        unit
    }

    /// What was said of content that the item shows no more is only shown.
    fn outdate(&mut self, item: u32) {
        for &(panel, unit) in &self.of_item[item as usize] {
            let given = &mut Arc::make_mut(&mut self.panels[panel as usize]).units[unit as usize].given;
            given.iter_mut().for_each(|one| one.good_for = Use::Shown);
            self.tallies[panel as usize].change(unit);
        }
    }

    /// A superseded annotation says nothing any more.
    fn end(&mut self, annotation: &AnnotationId) {
        let Some(&at) = self.entry_of.get(annotation) else { return };
        let entry = &mut self.entries[at as usize];
        if !std::mem::replace(&mut entry.live, false) {
            return;
        }
        let item = entry.item;
        self.leave(item);
        for &(panel, unit) in &self.of_item[item as usize] {
            self.tallies[panel as usize].change(unit);
            let panel = Arc::make_mut(&mut self.panels[panel as usize]);
            let given = &mut panel.units[unit as usize].given;
            let before = given.len();
            given.retain(|one| one.at != at);
            panel.n_ratings -= before - given.len();
        }
        self.courses.change(item);
        self.touched.insert(item);
    }
}
