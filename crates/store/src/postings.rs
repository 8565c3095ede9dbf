//! Sets of sequence numbers: packed as text in the word index, and as bits while a search compares them.

use crate::{Result, StoreError};

/// The first of the 64 characters that a packed number is written with; each holds five bits, least first.
const ZERO: u8 = b'0';
/// Set in every character of a number but its last.
const MORE: u8 = 32;
/// No project has as many facts. A packed number above is damage, and must not reserve memory.
const MOST: i64 = 1 << 36;

/// Appends the distances between ascending numbers to a text, one character for each that is below 32.
pub(crate) fn pack(numbers: &[i64], into: &mut String) {
    let mut last = 0;
    for number in numbers {
        let mut rest = number.abs_diff(last);
        last = *number;
        while rest >= u64::from(MORE) {
            into.push(char::from(ZERO + MORE + (rest % 32) as u8));
            rest /= 32;
        }
        into.push(char::from(ZERO + rest as u8));
    }
}

/// Some sequence numbers of a project, as one bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seqs {
    bits: Vec<u64>,
}

impl Seqs {
    /// Adds the numbers of a packed text.
    pub fn add_packed(&mut self, packed: &str) -> Result<()> {
        let (mut last, mut distance, mut shift) = (0_i64, 0_i64, 0);
        for byte in packed.bytes() {
            let digit = byte.wrapping_sub(ZERO);
            if digit >= 2 * MORE || shift > 35 {
                return Err(StoreError::corrupt("words"));
            }
            distance |= i64::from(digit % MORE) << shift;
            shift += 5;
            if digit < MORE {
                last += distance;
                self.add(last)?;
                (distance, shift) = (0, 0);
            }
        }
        if shift == 0 { Ok(()) } else { Err(StoreError::corrupt("words")) }
    }

    fn add(&mut self, number: i64) -> Result<()> {
        if !(0..MOST).contains(&number) {
            return Err(StoreError::corrupt("words"));
        }
        let at = number.unsigned_abs() as usize;
        if at / 64 >= self.bits.len() {
            self.bits.resize(at / 64 + 1, 0);
        }
        self.bits[at / 64] |= 1 << (at % 64);
        Ok(())
    }

    pub fn contains(&self, number: i64) -> bool {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Keeps what the other set has too.
    pub fn keep(&mut self, other: &Self) {
        self.bits.truncate(other.bits.len());
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits &= others;
        }
    }

    pub fn len(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.bits.iter().enumerate().flat_map(|(at, bits)| {
            let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
            set.map(move |bit| (at * 64 + bit) as i64)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(numbers: &[i64]) -> Seqs {
        let (mut text, mut set) = (String::new(), Seqs::default());
        pack(numbers, &mut text);
        set.add_packed(&text).unwrap();
        set
    }

    #[test]
    fn numbers_are_read_back() {
        let check = |numbers: &[i64]| assert_eq!(set(numbers).iter().collect::<Vec<_>>(), numbers);
        check(&[]);
        check(&[1]);
        check(&[0, 31, 32, 63, 64, 1056, 1_000_000, 1_000_001]);
        let mut text = String::new();
        pack(&[5, 36, 67], &mut text);
        assert_eq!(text.len(), 3, "neighbours take a character each");
    }

    #[test]
    fn sets_are_compared() {
        let mut found = set(&[1, 5, 700]);
        assert!(found.contains(700) && !found.contains(6) && !found.contains(-1) && !found.contains(90_000));
        found.keep(&set(&[2, 5, 6]));
        assert_eq!((found.iter().collect::<Vec<_>>(), found.len()), (vec![5], 1));
    }

    #[test]
    fn damage_is_an_error() {
        for text in ["p", "P", "ooooooooo0", "é"] {
            assert!(Seqs::default().add_packed(text).is_err(), "{text}");
        }
    }
}
