//! How far people agree about each field and its labels: kept by item, so that what changes is looked at again and nothing else.

use std::collections::BTreeSet;

use crosscheck_domain::consensus::{Panel, Use};
use crosscheck_domain::{Field, Level};
use crosscheck_stats::breakdown::{Clarity, UnitRatings};

use super::Ledger;
use crate::agreement::statistical;

/// The fields in the order of the panels, and the items that have changed: they are taken out before, and put back when somebody
/// asks.
pub struct Clear {
    panels: Vec<OfPanel>,
    out: BTreeSet<u32>,
}

struct OfPanel {
    clarity: Clarity,
    /// The numbers that the panel's values have here; nothing where one does not fit the field.
    numbers: Vec<Option<u32>>,
}

impl OfPanel {
    fn new(field: &Field) -> Self {
        let ids: Vec<&str> = field.labels.iter().map(|label| label.id.as_str()).collect();
        let level = match field.level {
            Level::Nominal => crosscheck_stats::Level::Nominal,
            Level::Ordinal => crosscheck_stats::Level::Ordinal,
            Level::Interval => crosscheck_stats::Level::Interval,
            Level::Set => crosscheck_stats::Level::Set,
        };
        Self { clarity: Clarity::new(level, &ids), numbers: Vec::new() }
    }

    /// Numbers the values that were given since.
    fn number(&mut self, panel: &Panel) {
        for value in &panel.values[self.numbers.len()..] {
            let number = self.clarity.value(&statistical(panel.field.level, value));
            if number.is_none() {
                tracing::warn!(field = panel.field.id, "a rating does not fit its field");
            }
            self.numbers.push(number);
        }
    }
}

impl Ledger {
    /// To be called before anything of an item changes.
    pub(super) fn leave(&mut self, item: u32) {
        let Some(mut clear) = self.clear.take() else { return };
        if clear.out.insert(item) {
            for (at, panel) in clear.panels.iter_mut().enumerate() {
                panel.clarity.remove(&self.units(at, item, &panel.numbers));
            }
        }
        self.clear = Some(clear);
    }

    /// How clear the field of each panel is, by what independent people said of what items show now.
    pub fn clarity(&mut self) -> Vec<Clarity> {
        let mut clear = self.clear.take().unwrap_or_else(|| Clear {
            panels: self.panels.iter().map(|panel| OfPanel::new(&panel.field)).collect(),
            out: (0..self.of_item.len() as u32).collect(),
        });
        let out = std::mem::take(&mut clear.out);
        for (at, panel) in clear.panels.iter_mut().enumerate() {
            panel.number(&self.panels[at]);
            out.iter().for_each(|&item| panel.clarity.add(&self.units(at, item, &panel.numbers)));
        }
        let told = clear.panels.iter().map(|panel| panel.clarity.clone()).collect();
        self.clear = Some(clear);
        told
    }

    /// What independent people said of each unit of an item.
    fn units(&self, panel: usize, item: u32, numbers: &[Option<u32>]) -> Vec<UnitRatings> {
        let units = self.of_item.get(item as usize).into_iter().flatten();
        let here = units.filter(|(of, _)| *of as usize == panel);
        let ratings = |&(_, unit): &(u32, u32)| -> UnitRatings {
            let given = self.panels[panel].units[unit as usize].given.iter().filter(|one| one.good_for == Use::Full);
            given.filter_map(|one| Some((one.annotator, numbers[one.value as usize]?))).collect()
        };
        here.map(ratings).collect()
    }
}
