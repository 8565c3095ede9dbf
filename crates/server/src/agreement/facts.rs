//! Reads facts into a project's tables: ratings that count are added, those of superseded annotations taken away.

use std::collections::{HashMap, HashSet};

use crosscheck_domain::{Field, ItemId, fields, same_field};
use crosscheck_stats::Running;
use crosscheck_store::{Made, Project, RatingRow, Superseded, Told};

use super::people::People;
use super::report::{no_rows, statistical, unit_name};
use crate::app::App;
use crate::error::Result;

/// Annotations are read in pages of this many.
const PAGE: u32 = 2_000;

/// The ratings of one field.
pub struct FieldTable {
    pub field: Field,
    pub running: Running,
}

/// Every counting rating of a project up to a sequence number by people who had seen nothing of others' answers.
#[derive(Default)]
pub struct Facts {
    /// How far annotations were read.
    pub seq: i64,
    /// The project's sequence number when they were read last.
    read_at: i64,
    /// What the tables are made for: a version of the design, and whether late answers count. With other ones everything is
    /// read anew.
    made_for: Option<(u32, bool)>,
    pub fields: Vec<FieldTable>,
    pub people: People,
    items: HashMap<ItemId, u32>,
    n_of_item: Vec<u32>,
    /// Items with a rating that counts.
    pub n_items: u64,
    /// How far superseded annotations were read: a correction without ratings adds no row, and still takes some away.
    ended_seq: i64,
    /// Annotations that were superseded when they were read, and are still to be met among the superseded.
    never_added: HashSet<i64>,
    /// Whether a version of the design means by a field what the newest one does.
    same: HashMap<(u32, String), bool>,
}

/// Reads what has happened since. Whatever is read is kept if the caller goes away.
pub async fn advance(app: &App, project: &Project, facts: &mut Facts) -> Result<()> {
    let made_for = (project.design_version, project.policy.count_late);
    if facts.made_for != Some(made_for) {
        let design = app.design(&project.id, project.design_version).await?;
        let table = |field: Field| FieldTable { running: Running::new(no_rows(&field)), field };
        let fields = fields(&design).into_iter().map(table).collect();
        *facts = Facts { made_for: Some(made_for), fields, ..Facts::default() };
    }
    if project.seq <= facts.read_at {
        return Ok(());
    }
    loop {
        let page = app.store.told_since(&project.id, facts.seq, PAGE).await?;
        let Some(last) = page.last().map(|told| told.made.seq) else { break };
        let rows: Vec<RatingRow> = page.iter().flat_map(Told::rows).collect();
        for row in &rows {
            facts.know(app, project, row).await?;
        }
        page.iter().for_each(|told| facts.meet(&told.made));
        rows.iter().filter(|row| row.until_seq.is_none()).for_each(|row| facts.add(row));
        facts.seq = last;
    }
    loop {
        let page = app.store.superseded_since(&project.id, facts.ended_seq, PAGE).await?;
        if page.is_empty() {
            facts.read_at = project.seq;
            return Ok(());
        }
        for ended in page {
            end(app, project, facts, ended).await?;
        }
    }
}

/// Takes away what an annotation said, where it was added.
async fn end(app: &App, project: &Project, facts: &mut Facts, ended: Superseded) -> Result<()> {
    let seq = ended.made.seq;
    let was_added = seq <= facts.seq && !facts.never_added.contains(&seq);
    let rows = if was_added { app.store.ratings_of(&ended.annotation).await? } else { Vec::new() };
    for row in &rows {
        facts.know(app, project, row).await?;
    }
    // From here on nothing waits, so that who goes away leaves no annotation half taken away.
    facts.never_added.remove(&seq);
    rows.iter().for_each(|row| facts.take_away(row));
    if was_added {
        facts.people.count(&ended.made, false);
    }
    facts.ended_seq = ended.until_seq;
    Ok(())
}

impl Facts {
    /// Notes whether the field of a row means what it means now.
    async fn know(&mut self, app: &App, project: &Project, row: &RatingRow) -> Result<()> {
        if row.design_version == project.design_version || self.means(row).is_some() {
            return Ok(());
        }
        let old = app.design(&project.id, row.design_version).await?;
        let newest = app.design(&project.id, project.design_version).await?;
        let same = same_field(&old, &newest, &row.field);
        self.same.insert((row.design_version, row.field.clone()), same);
        Ok(())
    }

    fn means(&self, row: &RatingRow) -> Option<bool> {
        if self.made_for.is_some_and(|(version, _)| version == row.design_version) {
            return Some(true);
        }
        self.same.get(&(row.design_version, row.field.clone())).copied()
    }

    /// The table that a row counts in, if it counts.
    fn table_of(&self, row: &RatingRow) -> Option<usize> {
        let count_late = self.made_for.is_some_and(|(_, count_late)| count_late);
        if row.surplus || row.informed || (row.late && !count_late) || self.means(row) != Some(true) {
            return None;
        }
        self.fields.iter().position(|table| table.field.id == row.field)
    }

    /// Counts an annotation that is current; one that was superseded lately is still to be met among those.
    fn meet(&mut self, made: &Made) {
        match made.until_seq {
            None => self.people.count(made, true),
            Some(until_seq) if until_seq > self.ended_seq => _ = self.never_added.insert(made.seq),
            Some(_) => {}
        }
    }

    fn add(&mut self, row: &RatingRow) {
        let Some(at) = self.table_of(row) else { return };
        let next = self.n_of_item.len() as u32;
        let item = *self.items.entry(row.item.clone()).or_insert(next);
        if item == next {
            self.n_of_item.push(0);
        }
        let FieldTable { field, running } = &mut self.fields[at];
        let value = statistical(field.level, &row.value);
        // A value that the field does not know (it cannot, after `check`) is left out.
        if let Err(error) = running.add(&unit_name(row), row.annotator.as_str(), &value, item) {
            tracing::warn!(field = field.id, ?error, "a stored rating does not fit its field");
        }
        let n = &mut self.n_of_item[item as usize];
        *n += 1;
        self.n_items += u64::from(*n == 1);
    }

    fn take_away(&mut self, row: &RatingRow) {
        let Some(at) = self.table_of(row) else { return };
        let FieldTable { field, running } = &mut self.fields[at];
        running.remove(&unit_name(row), row.annotator.as_str(), &statistical(field.level, &row.value));
        if let Some(&item) = self.items.get(&row.item) {
            let n = &mut self.n_of_item[item as usize];
            *n -= 1;
            self.n_items -= u64::from(*n == 0);
        }
    }
}
