//! What was made of each unit and item, kept until something changes it: a page over a million units looks again at those few.

use crosscheck_domain::consensus::{Status, Thresholds, consensus};

use super::Ledger;

/// How the units of a panel stand, by the thresholds that were asked for last.
#[derive(Default)]
pub struct Tally {
    made_for: Option<Thresholds>,
    status: Vec<Option<Status>>,
    counts: [u64; 3],
    changed: Vec<u32>,
}

/// How far an item is, where somebody has spoken of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It needs nothing more.
    Closed,
    Open,
}

/// How far items are, by the rule that was asked for last.
#[derive(Default)]
pub struct Courses {
    made_for: Option<(Vec<String>, (u32, u32, f64))>,
    of_item: Vec<Option<Course>>,
    changed: Vec<u32>,
}

impl Tally {
    /// Notes that something else was said of the unit. Where most have changed all are looked at.
    pub fn change(&mut self, unit: u32) {
        if self.made_for.is_some() {
            self.changed.push(unit);
        }
        if self.changed.len() > 1_000 + self.status.len() / 2 {
            *self = Self::default();
        }
    }

    fn set(&mut self, unit: usize, status: Option<Status>) {
        if let Some(before) = self.status[unit] {
            self.counts[place(before)] -= 1;
        }
        if let Some(now) = status {
            self.counts[place(now)] += 1;
        }
        self.status[unit] = status;
    }
}

fn place(status: Status) -> usize {
    match status {
        Status::Agreed => 0,
        Status::Disputed => 1,
        Status::TooFew => 2,
    }
}

impl Courses {
    pub fn change(&mut self, item: u32) {
        if self.made_for.is_some() {
            self.changed.push(item);
        }
        if self.changed.len() > 1_000 + self.of_item.len() / 2 {
            *self = Self::default();
        }
    }
}

impl Ledger {
    /// How many units of a panel are agreed, are disputed, and have too few answers.
    pub fn tally(&mut self, panel: usize, thresholds: Thresholds) -> [u64; 3] {
        let tally = &mut self.tallies[panel];
        let (known, learned) = (&self.panels[panel], &self.learned[panel]);
        let fresh = tally.made_for == Some(thresholds);
        if !fresh {
            *tally = Tally { made_for: Some(thresholds), ..Tally::default() };
        }
        tally.status.resize(known.units.len(), None);
        let changed = std::mem::take(&mut tally.changed);
        let units: Box<dyn Iterator<Item = usize>> = if fresh {
            Box::new(changed.into_iter().map(|unit| unit as usize))
        } else {
            Box::new(0..known.units.len())
        };
        for unit in units {
            let given = &known.units[unit].given;
            let status = (!given.is_empty()).then(|| consensus(known, learned, given, thresholds).status);
            tally.set(unit, status);
        }
        tally.counts
    }

    /// How far each item is by a rule, in the order of their numbers; `course` tells it of one.
    pub fn courses(
        &mut self,
        fields: &[String],
        rule: (u32, u32, f64),
        course: impl Fn(&Self, u32) -> Option<Course>,
    ) -> &[Option<Course>] {
        let mut kept = std::mem::take(&mut self.courses);
        let fresh = kept.made_for.as_ref().is_some_and(|made_for| made_for.0 == fields && made_for.1 == rule);
        if !fresh {
            kept = Courses { made_for: Some((fields.to_vec(), rule)), ..Courses::default() };
        }
        kept.of_item.resize(self.items.names.len(), None);
        let changed = std::mem::take(&mut kept.changed);
        if fresh {
            changed.into_iter().for_each(|item| kept.of_item[item as usize] = course(self, item));
        } else {
            (0..).zip(&mut kept.of_item).for_each(|(item, known)| *known = course(self, item));
        }
        self.courses = kept;
        &self.courses.of_item
    }
}
