//! What was preferred to what: comparisons of two in the order in which they were made, and rankings of several.

use crate::interner::Interner;
use crate::table::Names;

/// Who won a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Winner {
    Left,
    Right,
    Tie,
}

impl Winner {
    /// `left`, `right` or `tie`, and what other tools write for them.
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "left" | "a" | "A" | "model_a" => Some(Self::Left),
            "right" | "b" | "B" | "model_b" => Some(Self::Right),
            "tie" | "draw" | "both" | "tie (bothbad)" | "both_bad" => Some(Self::Tie),
            _ => None,
        }
    }
}

/// Comparisons and rankings of entries. Nine bytes a comparison, more only for weights and annotators.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// In alphabetical order, so that the order of rows leaves no trace where a method does not ask for it.
    pub entries: Names,
    pub annotators: Names,
    pub(super) left: Vec<u32>,
    pub(super) right: Vec<u32>,
    pub(super) winner: Vec<Winner>,
    /// Empty where every comparison counts once.
    pub(super) weight: Vec<f64>,
    /// Empty where nobody is named.
    pub(super) annotator: Vec<u32>,
    /// Comparisons of one group are not independent; empty where all are.
    pub(super) group: Vec<u32>,
    /// Tiers of entries, the best first.
    pub(super) rankings: Vec<Vec<Vec<u32>>>,
}

/// Collects rows.
#[derive(Debug)]
pub struct PreferenceRows {
    entries: Interner<u8>,
    annotators: Interner<u8>,
    groups: Interner<u8>,
    names: Interner<u8>,
    found: Preferences,
    /// Ranking, tier and entry of each row.
    placed: Vec<(u32, f64, u32)>,
}

impl Default for PreferenceRows {
    fn default() -> Self {
        let found = Preferences {
            entries: Names::Numbered(0),
            annotators: Names::Numbered(0),
            left: Vec::new(),
            right: Vec::new(),
            winner: Vec::new(),
            weight: Vec::new(),
            annotator: Vec::new(),
            group: Vec::new(),
            rankings: Vec::new(),
        };
        Self {
            entries: Interner::new(),
            annotators: Interner::new(),
            groups: Interner::new(),
            names: Interner::new(),
            found,
            placed: Vec::new(),
        }
    }
}

impl PreferenceRows {
    /// One comparison. A weight of zero or less, or of nothing finite, is refused, and so is an entry against itself.
    pub fn push(
        &mut self,
        (left, right): (&str, &str),
        winner: Winner,
        weight: Option<f64>,
        annotator: Option<&str>,
    ) -> Result<(), String> {
        if left == right {
            return Err(format!("{left:?} is compared with itself; name two entries"));
        }
        if let Some(weight) = weight.filter(|weight| !(weight.is_finite() && *weight > 0.0)) {
            return Err(format!("the weight {weight} is not a positive number; leave the row out or correct it"));
        }
        let found = &mut self.found;
        if weight.is_some() && found.weight.is_empty() {
            found.weight.resize(found.left.len(), 1.0);
        }
        if annotator.is_some() && found.annotator.is_empty() {
            let nobody = if found.left.is_empty() { 0 } else { self.annotators.intern(b"") };
            found.annotator.resize(found.left.len(), nobody);
        }
        if weight.is_some() || !found.weight.is_empty() {
            found.weight.push(weight.unwrap_or(1.0));
        }
        if annotator.is_some() || !found.annotator.is_empty() {
            found.annotator.push(self.annotators.intern(annotator.unwrap_or_default().as_bytes()));
        }
        found.left.push(self.entries.intern(left.as_bytes()));
        found.right.push(self.entries.intern(right.as_bytes()));
        found.winner.push(winner);
        Ok(())
    }

    /// A comparison that belongs with others, for instance of the same two answers by several annotators. `bradley_terry`
    /// and `style_control` then take groups, not comparisons, as independent; every comparison needs a group.
    pub fn push_grouped(
        &mut self,
        sides: (&str, &str),
        winner: Winner,
        weight: Option<f64>,
        annotator: Option<&str>,
        group: &str,
    ) -> Result<(), String> {
        self.push(sides, winner, weight, annotator)?;
        self.found.group.push(self.groups.intern(group.as_bytes()));
        Ok(())
    }

    /// The place of one entry in a ranking: tier 1 is best, and entries of one tier are tied.
    pub fn place(&mut self, ranking: &str, entry: &str, tier: f64) -> Result<(), String> {
        if !tier.is_finite() {
            return Err(format!("the tier {tier} is not a number; number tiers from 1"));
        }
        let row = (self.names.intern(ranking.as_bytes()), tier, self.entries.intern(entry.as_bytes()));
        self.placed.push(row);
        Ok(())
    }

    pub fn finish(mut self) -> Result<Preferences, String> {
        if !self.found.group.is_empty() && self.found.group.len() != self.found.left.len() {
            return Err("some comparisons have a group and others none; give each one, or none at all".to_owned());
        }
        let (entries, moved) = self.entries.sorted();
        for column in [&mut self.found.left, &mut self.found.right] {
            column.iter_mut().for_each(|entry| *entry = moved[*entry as usize]);
        }
        let (annotators, moved_annotators) = self.annotators.sorted();
        self.found.annotator.iter_mut().for_each(|who| *who = moved_annotators[*who as usize]);
        self.placed.iter_mut().for_each(|(_, _, entry)| *entry = moved[*entry as usize]);
        self.placed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for ranking in self.placed.chunk_by(|a, b| a.0 == b.0) {
            let mut seen: Vec<u32> = ranking.iter().map(|(_, _, entry)| *entry).collect();
            seen.sort_unstable();
            if let Some(twice) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
                let entry = String::from_utf8_lossy(entries.get(twice[0] as usize)).into_owned();
                let name = String::from_utf8_lossy(self.names.get(ranking[0].0 as usize)).into_owned();
                return Err(format!("ranking {name:?} places {entry:?} twice; keep one of them"));
            }
            let tiers = ranking.chunk_by(|a, b| a.1 == b.1);
            self.found.rankings.push(tiers.map(|tier| tier.iter().map(|(_, _, entry)| *entry).collect()).collect());
        }
        self.found.rankings.sort_unstable();
        self.found.entries = Names::interned(entries);
        self.found.annotators = Names::interned(annotators);
        Ok(self.found)
    }
}

impl Preferences {
    pub fn n_entries(&self) -> usize {
        self.entries.len()
    }

    pub fn n_comparisons(&self) -> usize {
        self.left.len()
    }

    pub fn n_rankings(&self) -> usize {
        self.rankings.len()
    }

    pub(super) fn weight_of(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }
}
