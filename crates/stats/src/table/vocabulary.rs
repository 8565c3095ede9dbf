//! Reads the text of a value, and gives values their final order.

use super::{RowError, Values};
use crate::interner::Interner;

/// The values seen so far, numbered by first appearance.
#[derive(Debug, Clone)]
pub(super) enum Vocabulary {
    Labels { seen: Interner<u8>, n_declared: usize, closed: bool },
    Numbers { seen: Interner<u64>, from_zero: bool },
    Sets { labels: Interner<u8>, seen: Interner<u32> },
}

impl Vocabulary {
    pub(super) fn open<S: AsRef<str>>(declared: &[S]) -> Self {
        let seen = interned(declared);
        Self::Labels { n_declared: seen.len(), seen, closed: false }
    }

    pub(super) fn closed<S: AsRef<str>>(order: &[S]) -> Self {
        let seen = interned(order);
        Self::Labels { n_declared: seen.len(), seen, closed: true }
    }

    pub(super) fn numbers() -> Self {
        Self::Numbers { seen: Interner::new(), from_zero: false }
    }

    pub(super) fn numbers_from_zero() -> Self {
        Self::Numbers { seen: Interner::new(), from_zero: true }
    }

    pub(super) fn sets() -> Self {
        Self::Sets { labels: Interner::new(), seen: Interner::new() }
    }

    pub(super) fn read(&mut self, value: &str) -> Result<u32, RowError> {
        match self {
            Self::Labels { seen, n_declared, closed } => {
                let id = seen.intern(value.as_bytes());
                // An unknown label of a closed list stays interned beyond the declared ones, where no rating uses it.
                if *closed && id as usize >= *n_declared {
                    let order: Vec<String> = (0..*n_declared).map(|id| text(seen, id)).collect();
                    return Err(RowError::UndeclaredLabel { label: value.to_owned(), order: order.join(", ") });
                }
                Ok(id)
            }
            Self::Numbers { seen, from_zero } => {
                let number = number(value)?;
                if *from_zero && number < 0.0 {
                    return Err(RowError::Negative { text: value.to_owned() });
                }
                Ok(seen.intern(&[number.to_bits()]))
            }
            Self::Sets { labels, seen } => {
                let names = value.split('|').map(str::trim).filter(|name| !name.is_empty());
                let mut set: Vec<u32> = names.map(|name| labels.intern(name.as_bytes())).collect();
                set.sort_unstable();
                set.dedup();
                Ok(seen.intern(&set))
            }
        }
    }

    /// The values in their final order, and the final number of each number given so far.
    pub(super) fn finish(&self) -> (Values, Vec<u32>) {
        match self {
            Self::Labels { seen, n_declared, closed } => {
                let n = if *closed { *n_declared } else { seen.len() };
                let mut order: Vec<usize> = (0..n).collect();
                order[*n_declared..].sort_unstable_by_key(|&id| seen.get(id));
                (Values::Labels(order.iter().map(|&id| text(seen, id)).collect()), moved(&order))
            }
            Self::Numbers { seen, .. } => {
                let value = |id: usize| f64::from_bits(seen.get(id)[0]);
                let mut order: Vec<usize> = (0..seen.len()).collect();
                order.sort_unstable_by(|&a, &b| value(a).total_cmp(&value(b)));
                (Values::Numbers(order.iter().map(|&id| value(id)).collect()), moved(&order))
            }
            Self::Sets { labels, seen } => finish_sets(labels, seen),
        }
    }
}

fn finish_sets(labels: &Interner<u8>, seen: &Interner<u32>) -> (Values, Vec<u32>) {
    let (labels, moved_labels) = labels.sorted();
    let sets: Vec<Vec<u32>> = (0..seen.len())
        .map(|id| {
            let mut set: Vec<u32> = seen.get(id).iter().map(|&label| moved_labels[label as usize]).collect();
            set.sort_unstable();
            set
        })
        .collect();
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_unstable_by_key(|&id| &sets[id]);
    let labels = (0..labels.len()).map(|id| text(&labels, id)).collect();
    let moved = moved(&order);
    (Values::Sets { labels, sets: order.into_iter().map(|id| sets[id].clone()).collect() }, moved)
}

fn interned<S: AsRef<str>>(names: &[S]) -> Interner<u8> {
    let mut seen = Interner::new();
    for name in names {
        seen.intern(name.as_ref().as_bytes());
    }
    seen
}

fn moved(order: &[usize]) -> Vec<u32> {
    let mut moved = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        moved[old] = new as u32;
    }
    moved
}

fn number(text: &str) -> Result<f64, RowError> {
    match text.trim().parse::<f64>() {
        // Adding zero turns negative zero into zero, which is the same number.
        Ok(number) if number.is_finite() => Ok(number + 0.0),
        _ => Err(RowError::NotANumber { text: text.to_owned() }),
    }
}

fn text(names: &Interner<u8>, id: usize) -> String {
    String::from_utf8_lossy(names.get(id)).into_owned()
}
