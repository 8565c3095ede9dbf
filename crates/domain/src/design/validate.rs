//! What is wrong with a design beyond its syntax.

use std::collections::HashSet;

use crate::{Design, Problem};

impl Design {
    /// What is wrong with this design; empty when it may be published.
    pub fn problems(&self) -> Vec<Problem> {
        let mut seen = HashSet::new();
        let twice = self.slots.iter().filter(|slot| !seen.insert(&slot.id));
        twice
            .map(|slot| {
                Problem::new("id_twice", format!("slot `{}` is declared twice; rename one", slot.id)).within("slots")
            })
            .collect()
    }
}
