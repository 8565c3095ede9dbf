//! What values are: their level of measurement, and what each number in a table stands for.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::interner::Interner;

/// How values relate to each other, which decides the measures that make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Labels without order.
    Nominal,
    /// Labels in a declared order.
    Ordinal,
    /// Numbers whose differences count.
    Interval,
    /// Numbers from a true zero, whose ratios count.
    Ratio,
    /// Any number of labels at once.
    Set,
}

/// What the value numbers of a table stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// In the declared order; undeclared nominal labels follow in alphabetical order.
    Labels(Vec<String>),
    /// Ascending.
    Numbers(Vec<f64>),
    /// Each set lists its labels by ascending number.
    Sets { labels: Vec<String>, sets: Vec<Vec<u32>> },
}

impl Values {
    pub fn len(&self) -> usize {
        match self {
            Self::Labels(labels) => labels.len(),
            Self::Numbers(numbers) => numbers.len(),
            Self::Sets { sets, .. } => sets.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value as a person writes it; the labels of a set are joined by `|`.
    pub fn name(&self, value: usize) -> String {
        match self {
            Self::Labels(labels) => labels[value].clone(),
            Self::Numbers(numbers) => numbers[value].to_string(),
            Self::Sets { labels, sets } => {
                let names: Vec<&str> = sets[value].iter().map(|&label| labels[label as usize].as_str()).collect();
                names.join("|")
            }
        }
    }
}

/// The names of units or of annotators.
#[derive(Debug, Clone)]
pub enum Names {
    /// The table was made from numbers; a name is its number.
    Numbered(usize),
    Interned(InternedNames),
}

/// Names in one flat buffer.
#[derive(Debug, Clone)]
pub struct InternedNames(pub(super) Interner<u8>);

impl Names {
    pub(crate) fn interned(names: Interner<u8>) -> Self {
        Self::Interned(InternedNames(names))
    }

    /// The number of a name, which is stored if it is new. Names that are numbers stay so.
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        match self {
            Self::Numbered(n) => *n as u32,
            Self::Interned(names) => names.0.intern(name.as_bytes()),
        }
    }

    /// The number of a name that is there.
    pub fn find(&self, name: &str) -> Option<u32> {
        match self {
            Self::Numbered(n) => name.parse().ok().filter(|number| (*number as usize) < *n),
            Self::Interned(names) => names.0.find(name.as_bytes()),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Numbered(n) => *n,
            Self::Interned(names) => names.0.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, index: usize) -> Cow<'_, str> {
        match self {
            Self::Numbered(_) => Cow::Owned(index.to_string()),
            Self::Interned(names) => String::from_utf8_lossy(names.0.get(index)),
        }
    }
}
