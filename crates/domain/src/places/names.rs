//! Names that stand as numbers in the sheets of `stats`.

use std::collections::HashMap;

#[derive(Default)]
pub struct Names(HashMap<String, u32>);

impl Names {
    /// The number of a name; a new one gets the next.
    pub fn of(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.0.get(name) {
            return known;
        }
        let next = self.0.len() as u32;
        self.0.insert(name.to_owned(), next);
        next
    }

    /// The names by their numbers.
    pub fn into_list(self) -> Vec<String> {
        let mut names = vec![String::new(); self.0.len()];
        for (name, number) in self.0 {
            names[number as usize] = name;
        }
        names
    }
}
