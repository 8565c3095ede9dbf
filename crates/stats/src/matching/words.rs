//! The alignment of two texts word by word, and what is left out before words are compared.

use serde::{Deserialize, Serialize};

/// What is done to a text before it is cut into words at white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normaliser {
    /// Nothing: case and punctuation count.
    Verbatim,
    /// Lower case, and only letters, digits and apostrophes and hyphens inside of words.
    LettersAndDigits,
}

/// One step of an alignment; numbers count from 0 in either text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Same {
        reference: u32,
        other: u32,
    },
    Substituted {
        reference: u32,
        other: u32,
    },
    /// Only the reference has it.
    Deleted {
        reference: u32,
    },
    /// Only the other has it.
    Inserted {
        other: u32,
    },
}

/// How often each step occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Edits {
    pub same: u64,
    pub substituted: u64,
    pub deleted: u64,
    pub inserted: u64,
}

impl Normaliser {
    pub fn id(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::LettersAndDigits => "letters_and_digits",
        }
    }

    pub fn words(self, text: &str) -> Vec<String> {
        match self {
            Self::Verbatim => text.split_whitespace().map(str::to_owned).collect(),
            Self::LettersAndDigits => {
                let spoken = |c: char| if c.is_alphanumeric() || "'’-".contains(c) { c } else { ' ' };
                let plain: String = text.to_lowercase().chars().map(spoken).collect();
                let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'");
                plain.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
            }
        }
    }
}

impl Edits {
    pub fn of(steps: &[Step]) -> Self {
        let mut edits = Self::default();
        for step in steps {
            match step {
                Step::Same { .. } => edits.same += 1,
                Step::Substituted { .. } => edits.substituted += 1,
                Step::Deleted { .. } => edits.deleted += 1,
                Step::Inserted { .. } => edits.inserted += 1,
            }
        }
        edits
    }

    pub fn errors(&self) -> u64 {
        self.substituted + self.deleted + self.inserted
    }

    pub fn n_reference(&self) -> u64 {
        self.same + self.substituted + self.deleted
    }

    pub fn n_other(&self) -> u64 {
        self.same + self.substituted + self.inserted
    }

    /// Errors over words of the reference; against an empty reference, the number of words that should not be there.
    pub fn error_rate(&self) -> f64 {
        self.errors() as f64 / self.n_reference().max(1) as f64
    }

    /// Errors over steps: from 0 to 1. No step is no error.
    pub fn match_error_rate(&self) -> f64 {
        self.errors() as f64 / (self.same + self.errors()).max(1) as f64
    }

    /// One minus the product of the shares that both texts have in common (word information lost); zero for two empty
    /// texts.
    pub fn information_lost(&self) -> f64 {
        if self.n_reference() + self.n_other() == 0 {
            return 0.0;
        }
        let share = |n: u64| self.same as f64 / n.max(1) as f64;
        1.0 - share(self.n_reference()) * share(self.n_other())
    }
}

/// The alignment with the fewest substitutions, deletions and insertions (Levenshtein), from first to last. Among equal
/// ones the one with most words in common is taken.
pub fn align<T: PartialEq>(reference: &[T], other: &[T]) -> Vec<Step> {
    // Common ends are common in a best alignment too, and most texts have long ones.
    let head = reference.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&reference[head..], &other[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let same = |i: usize, j: usize| Step::Same { reference: i as u32, other: j as u32 };
    let mut steps: Vec<Step> = (0..head).map(|at| same(at, at)).collect();
    steps.extend(middle(a, b, head));
    steps.extend((0..tail).map(|at| same(head + a.len() + at, head + b.len() + at)));
    steps
}

/// Errors first, then fewer words in common: one number a cell orders both.
const ERROR: u64 = 1 << 32;

fn middle<T: PartialEq>(a: &[T], b: &[T], offset: usize) -> Vec<Step> {
    let width = b.len() + 1;
    let mut from = vec![0u8; (a.len() + 1) * width];
    let mut costs: Vec<u64> = (0..width as u64).map(|j| j * ERROR + j).collect();
    from[1..width].fill(LEFT);
    for (i, word) in a.iter().enumerate() {
        let row = &mut from[(i + 1) * width..(i + 2) * width];
        let mut diagonal = costs[0];
        costs[0] += ERROR + 1;
        row[0] = UP;
        for (j, other) in b.iter().enumerate() {
            // A substitution uses a word of each text without gain, an insertion or deletion one of them.
            let across = diagonal + if word == other { 0 } else { ERROR + 2 };
            diagonal = costs[j + 1];
            let (up, left) = (costs[j + 1] + ERROR + 1, costs[j] + ERROR + 1);
            let best = across.min(up).min(left);
            costs[j + 1] = best;
            row[j + 1] = match () {
                () if best == across => {
                    if word == other {
                        SAME
                    } else {
                        ACROSS
                    }
                }
                () if best == up => UP,
                () => LEFT,
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut steps = Vec::with_capacity(i.max(j));
    while i > 0 || j > 0 {
        let how = from[i * width + j];
        i -= usize::from(how != LEFT);
        j -= usize::from(how != UP);
        let (reference, other) = ((offset + i) as u32, (offset + j) as u32);
        steps.push(match how {
            SAME => Step::Same { reference, other },
            ACROSS => Step::Substituted { reference, other },
            UP => Step::Deleted { reference },
            _ => Step::Inserted { other },
        });
    }
    steps.reverse();
    steps
}

const SAME: u8 = 1;
const ACROSS: u8 = 2;
const UP: u8 = 3;
const LEFT: u8 = 4;
