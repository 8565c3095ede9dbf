//! Gives each distinct sequence a small number, and keeps all sequences in one flat buffer.

/// Sequences of `T`, each stored once; ids count from zero in order of first appearance.
///
/// Ten million names cost their own bytes plus 24 to 40 bytes each, not an allocation each.
#[derive(Debug, Clone)]
pub(crate) struct Interner<T> {
    items: Vec<T>,
    ends: Vec<usize>,
    /// Open addressing. The length is a power of two.
    slots: Vec<Slot>,
}

/// An id plus one, zero where the slot is free, and part of the sequence's hash: other sequences are passed by, and the
/// table grows, without a look at what they hold, which would be a miss of the cache each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Slot {
    id: u32,
    hash: u32,
}

impl<T: Copy + Ord + Into<u64>> Interner<T> {
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), ends: Vec::new(), slots: vec![Slot::default(); 16] }
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
            self.grow(self.slots.len() * 2);
        }
        let hash = hash(sequence);
        let at = self.place(hash, |id| self.get(id) == sequence);
        if self.slots[at].id == 0 {
            self.items.extend_from_slice(sequence);
            self.ends.push(self.items.len());
            let id = u32::try_from(self.ends.len()).expect("fewer than 2^32 distinct sequences");
            self.slots[at] = Slot { id, hash };
        }
        self.slots[at].id - 1
    }

    /// The id of `sequence`, if it is there.
    pub(crate) fn find(&self, sequence: &[T]) -> Option<u32> {
        let at = self.place(hash(sequence), |id| self.get(id) == sequence);
        self.slots[at].id.checked_sub(1)
    }

    /// A list of sequences that are known to differ: they are only read by number, and nothing is interned afterwards.
    pub(crate) fn listed<'a>(sequences: impl Iterator<Item = &'a [T]>) -> Self
    where
        T: 'a,
    {
        let mut list = Self::new();
        for sequence in sequences {
            list.items.extend_from_slice(sequence);
            list.ends.push(list.items.len());
        }
        list
    }

    /// The same sequences in ascending order, and the new id of each old one.
    pub(crate) fn sorted(&self) -> (Self, Vec<u32>) {
        let mut order: Vec<(u64, u32)> =
            (0..self.ends.len() as u32).map(|id| (beginning(self.get(id as usize)), id)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1 as usize).cmp(self.get(b.1 as usize))));
        let mut sorted = Self::new();
        sorted.items.reserve_exact(self.items.len());
        sorted.ends.reserve_exact(self.ends.len());
        sorted.grow(self.slots.len());
        let mut moved = vec![0; order.len()];
        for (_, old) in order {
            moved[old as usize] = sorted.intern(self.get(old as usize));
        }
        (sorted, moved)
    }

    /// The slot of what has this hash and is the same, or a free one.
    fn place(&self, hash: u32, same: impl Fn(usize) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].id != 0 && !(self.slots[at].hash == hash && same(self.slots[at].id as usize - 1)) {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self, n_slots: usize) {
        let slots = std::mem::replace(&mut self.slots, vec![Slot::default(); n_slots]);
        for slot in slots.into_iter().filter(|slot| slot.id != 0) {
            let at = self.place(slot.hash, |_| false);
            self.slots[at] = slot;
        }
    }
}

/// Multiplies to 128 bits and folds the halves at every step: a plain multiplication leaves the low bits of short
/// numbered ids (`t1`, `t2`, …) nearly equal, which turns the table into a list.
fn hash<T: Copy + Into<u64>>(sequence: &[T]) -> u32 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ sequence.len() as u64;
    for word in sequence.chunks(in_a_word::<T>()).map(packed) {
        let wide = u128::from(state ^ word) * 0xe703_7ed1_a0b4_28db_u128;
        state = (wide as u64) ^ ((wide >> 64) as u64) ^ 0x8ebc_6af0_9c88_c6e3;
    }
    (state ^ (state >> 32)) as u32
}

/// The first items as one number that is in their order; equal where the difference comes later.
fn beginning<T: Copy + Into<u64>>(sequence: &[T]) -> u64 {
    let n = sequence.len().min(in_a_word::<T>());
    let missing = (in_a_word::<T>() - n) * size_of::<T>() * 8;
    packed(&sequence[..n]).checked_shl(missing as u32).unwrap_or(0)
}

const fn in_a_word<T>() -> usize {
    size_of::<u64>() / size_of::<T>()
}

/// At most a word of items in one number, the first in the highest bits.
fn packed<T: Copy + Into<u64>>(items: &[T]) -> u64 {
    items.iter().fold(0u64, |word, &item| word.checked_shl(8 * size_of::<T>() as u32).unwrap_or(0) | item.into())
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

    #[test]
    fn sorting_is_that_of_the_sequences_however_they_begin() {
        let long = |n: usize| format!("the same beginning {}", n * 7919 % 1000);
        let mut texts: Vec<String> =
            (0..1000).map(long).chain((0..1000).map(|n| (n * 31 % 1000).to_string())).collect();
        texts.extend(["", "a", "a\0", "a\0b", "the same", "the sam", "\u{10ffff}"].map(str::to_owned));
        let mut names = Interner::<u8>::new();
        texts.iter().for_each(|text| _ = names.intern(text.as_bytes()));
        let (sorted, moved) = names.sorted();
        let found: Vec<&[u8]> = (0..sorted.len()).map(|id| sorted.get(id)).collect();
        assert!(found.is_sorted() && found.len() == texts.len());
        assert!((0..names.len()).all(|old| sorted.get(moved[old] as usize) == names.get(old)));
        let mut sets = Interner::<u32>::new();
        let of: Vec<Vec<u32>> = (0..500u32).map(|n| (0..n % 5).map(|i| n * 77 % 50 + i).collect()).collect();
        of.iter().for_each(|set| _ = sets.intern(set));
        let (sorted, _) = sets.sorted();
        assert!((1..sorted.len()).all(|id| sorted.get(id - 1) < sorted.get(id)));
    }
}
