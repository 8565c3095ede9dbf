//! Which entries are linked by comparisons or rankings, by name: looked for only where they do not link all.

use std::collections::{BTreeMap, HashMap};

use super::input::columns;
use crate::commands::Failure;
use crate::table::{Given, read};

/// Entries by name, and for each the entry that leads towards the first of its group.
#[derive(Default)]
struct Linked {
    numbers: BTreeMap<String, usize>,
    towards: Vec<usize>,
}

/// Reads the file once more. Groups and the names in them are in alphabetical order.
pub fn groups(given: &Given, dimension: Option<&str>) -> Result<Vec<Vec<String>>, Failure> {
    let (columns, rankings) = columns(given)?;
    let mut linked = Linked::default();
    let mut first_of: HashMap<String, usize> = HashMap::new();
    read(given, columns, |row| {
        if row.get(columns.len() - 1) != dimension {
            return Ok(());
        }
        let (one, two) = if rankings {
            let entry = linked.number(row.text(1));
            (*first_of.entry(row.text(0).to_owned()).or_insert(entry), entry)
        } else {
            (linked.number(row.text(0)), linked.number(row.text(1)))
        };
        linked.join(one, two);
        Ok(())
    })?;
    Ok(linked.groups())
}

impl Linked {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&known) = self.numbers.get(name) {
            return known;
        }
        self.numbers.insert(name.to_owned(), self.towards.len());
        self.towards.push(self.towards.len());
        self.towards.len() - 1
    }

    fn first(&self, mut entry: usize) -> usize {
        while self.towards[entry] != entry {
            entry = self.towards[entry];
        }
        entry
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.first(one), self.first(two));
        self.towards[one.max(two)] = one.min(two);
    }

    fn groups(&self) -> Vec<Vec<String>> {
        let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
        for (name, &entry) in &self.numbers {
            let first = self.first(entry);
            match groups.iter_mut().find(|(known, _)| *known == first) {
                Some((_, names)) => names.push(name.clone()),
                None => groups.push((first, vec![name.clone()])),
            }
        }
        groups.into_iter().map(|(_, names)| names).collect()
    }
}
