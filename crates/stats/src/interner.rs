//! Gives each distinct sequence a small number, and keeps all sequences in one flat buffer.

/// Sequences of `T`, each stored once; ids count from zero in order of first appearance.
///
/// Ten million names cost their own bytes plus twelve bytes each, not an allocation each.
#[derive(Debug, Clone)]
pub(crate) struct Interner<T> {
    items: Vec<T>,
    ends: Vec<usize>,
    /// Open addressing; a slot holds an id plus one, and zero is free. The length is a power of two.
    slots: Vec<u32>,
}

impl<T: Copy + Ord + Into<u64>> Interner<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), ends: Vec::new(), slots: vec![0; 16] }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, id: usize) -> &[T] {
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.items[start..self.ends[id]]
    }

    /// The id of `sequence`, which is stored if it is new.
    pub(crate) fn intern(&mut self, sequence: &[T]) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(sequence);
        if self.slots[slot] == 0 {
            self.items.extend_from_slice(sequence);
            self.ends.push(self.items.len());
            self.slots[slot] = u32::try_from(self.ends.len()).expect("fewer than 2^32 distinct sequences");
        }
        self.slots[slot] - 1
    }

    /// The same sequences in ascending order, and the new id of each old one.
    pub(crate) fn sorted(&self) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.ends.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| self.get(a as usize).cmp(self.get(b as usize)));
        let mut sorted = Self::new();
        let mut moved = vec![0; order.len()];
        for old in order {
            moved[old as usize] = sorted.intern(self.get(old as usize));
        }
        (sorted, moved)
    }

    fn slot(&self, sequence: &[T]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(sequence) as usize & mask;
        while self.slots[slot] != 0 && self.get(self.slots[slot] as usize - 1) != sequence {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for id in 0..self.ends.len() {
            let slot = self.slot(self.get(id));
            self.slots[slot] = id as u32 + 1;
        }
    }
}

/// Multiplies to 128 bits and folds the halves at every step: a plain multiplication leaves the low bits of short
/// numbered ids (`t1`, `t2`, …) nearly equal, which turns the table into a list.
fn hash<T: Copy + Into<u64>>(sequence: &[T]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ sequence.len() as u64;
    for &item in sequence {
        let wide = u128::from(state ^ item.into()) * 0xe703_7ed1_a0b4_28db_u128;
        state = (wide as u64) ^ ((wide >> 64) as u64) ^ 0x8ebc_6af0_9c88_c6e3;
    }
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sequences_share_an_id_and_different_ones_do_not() {
        let mut names = Interner::<u8>::new();
        let ids: Vec<u32> = (0..50_000).map(|i| names.intern(format!("t{i}").as_bytes())).collect();
        assert_eq!(ids, (0..50_000).collect::<Vec<_>>());
        assert_eq!(names.intern(b"t777"), 777);
        assert_eq!(names.get(49_999), b"t49999");
        assert_eq!(names.len(), 50_000);
    }

    #[test]
    fn the_empty_sequence_is_a_sequence() {
        let mut sets = Interner::<u32>::new();
        assert_eq!(sets.intern(&[3]), 0);
        assert_eq!(sets.intern(&[]), 1);
        assert_eq!(sets.intern(&[]), 1);
        assert!(sets.get(1).is_empty());
    }

    #[test]
    fn sorting_says_where_each_sequence_went() {
        let mut names = Interner::<u8>::new();
        for name in ["b", "c", "a"] {
            names.intern(name.as_bytes());
        }
        let (sorted, moved) = names.sorted();
        assert_eq!(moved, [1, 2, 0]);
        assert_eq!(sorted.get(0), b"a");
    }
}
