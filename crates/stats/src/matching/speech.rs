//! Who speaks when: the pieces of time in which nothing changes, and which names mean the same speaker.

use super::assignment::{Candidate, assign};
use super::shape::Stretch;
use super::sheets::Sheet;

/// What is counted when two annotations of speakers are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speech {
    /// Time around each end of a reference turn that does not count, *on either side*: twice this in all.
    pub collar_each_side: f64,
    pub overlaps: Overlaps,
}

/// Whether time in which the reference has several speakers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlaps {
    Scored,
    Skipped,
}

/// Time in which nothing changes, with the speakers of both.
pub(super) struct Piece {
    pub start: f64,
    pub length: f64,
    /// Numbers of speakers, ascending.
    pub one: Vec<usize>,
    pub two: Vec<usize>,
}

pub(super) struct Pieces {
    pub pieces: Vec<Piece>,
    pub n_one: usize,
    pub n_two: usize,
}

impl Pieces {
    /// Cuts time at all ends of both, and leaves out what does not count. The first sheet is the reference.
    pub fn new(one: &Sheet, two: &Sheet, rules: Speech) -> Self {
        let (turns, others) = (turns(one), turns(two));
        let collar = rules.collar_each_side;
        let reference_ends = || turns.iter().flat_map(|turn| [turn.0, turn.1]);
        let mut silent: Vec<(f64, f64)> = reference_ends().map(|end| (end - collar, end + collar)).collect();
        silent.retain(|zone| zone.0 < zone.1);
        silent.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut cuts: Vec<f64> = reference_ends().chain(others.iter().flat_map(|turn| [turn.0, turn.1])).collect();
        cuts.extend(silent.iter().flat_map(|zone| [zone.0, zone.1]));
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let mut pieces = Vec::new();
        let mut sweeps = (Sweep::new(&turns), Sweep::new(&others));
        let (mut next_zone, mut silent_until) = (0, f64::NEG_INFINITY);
        for pair in cuts.windows(2) {
            let (one, two) = (sweeps.0.at(pair[0]), sweeps.1.at(pair[0]));
            while let Some(zone) = silent.get(next_zone).filter(|zone| zone.0 <= pair[0]) {
                silent_until = silent_until.max(zone.1);
                next_zone += 1;
            }
            let skipped = rules.overlaps == Overlaps::Skipped && one.len() > 1;
            if silent_until <= pair[0] && !skipped && !(one.is_empty() && two.is_empty()) {
                pieces.push(Piece { start: pair[0], length: pair[1] - pair[0], one, two });
            }
        }
        let n = |turns: &[Turn]| turns.iter().map(|turn| turn.2 + 1).max().unwrap_or(0);
        Self { pieces, n_one: n(&turns), n_two: n(&others) }
    }

    /// The time in which both speak, by pair of speakers, row by row.
    pub fn together(&self) -> Vec<f64> {
        let mut together = vec![0.0; self.n_one * self.n_two];
        for piece in &self.pieces {
            for &a in &piece.one {
                piece.two.iter().for_each(|&b| together[a * self.n_two + b] += piece.length);
            }
        }
        together
    }

    /// For each speaker of the first, the speaker of the second that is meant, by the largest sum of gains.
    pub fn mapping(&self, gains: &[f64]) -> Vec<Option<usize>> {
        let n = self.n_two;
        let candidates: Vec<Candidate> = (0..gains.len())
            .map(|at| Candidate { left: (at / n) as u32, right: (at % n) as u32, gain: gains[at] })
            .collect();
        let mut mapping = vec![None; self.n_one];
        for (one, two) in assign(self.n_one, n, &candidates) {
            mapping[one as usize] = Some(two as usize);
        }
        mapping
    }
}

/// The longest stretch in which two annotators, once the names of their speakers are mapped, do not hear the same ones.
pub fn disputed_speech(one: &Sheet, two: &Sheet) -> Option<Stretch> {
    let pieces = Pieces::new(one, two, Speech { collar_each_side: 0.0, overlaps: Overlaps::Scored });
    let mapping = pieces.mapping(&pieces.together());
    let mut longest: Option<Stretch> = None;
    for piece in &pieces.pieces {
        let right = piece.one.iter().filter(|&&who| mapping[who].is_some_and(|who| piece.two.contains(&who))).count();
        let equal = right == piece.one.len() && right == piece.two.len();
        if !equal && longest.is_none_or(|known| known.length() < piece.length) {
            longest = Some(Stretch { start: piece.start, end: piece.start + piece.length });
        }
    }
    longest
}

/// Start, end, and the number of the speaker in this sheet.
type Turn = (f64, f64, usize);

/// Turns by start. Turns of one speaker that overlap count once, since a speaker is a set's element.
fn turns(sheet: &Sheet) -> Vec<Turn> {
    let mut names: Vec<u32> = sheet.marks.iter().map(|mark| mark.label).collect();
    names.sort_unstable();
    names.dedup();
    let number = |label: u32| names.binary_search(&label).expect("every label is among the names");
    let of_mark = |mark: &super::Mark| {
        let speaker = number(mark.label);
        mark.stretches().iter().map(move |stretch| (stretch.start, stretch.end, speaker)).collect::<Vec<_>>()
    };
    let mut turns: Vec<Turn> = sheet.marks.iter().flat_map(of_mark).collect();
    turns.sort_by(|a, b| a.0.total_cmp(&b.0));
    turns
}

/// Walks through turns in time.
struct Sweep<'a> {
    turns: &'a [Turn],
    next: usize,
    open: Vec<(f64, usize)>,
}

impl<'a> Sweep<'a> {
    fn new(turns: &'a [Turn]) -> Self {
        Self { turns, next: 0, open: Vec::new() }
    }

    /// Who speaks from this moment on, ascending.
    fn at(&mut self, time: f64) -> Vec<usize> {
        while let Some(&(_, end, speaker)) = self.turns.get(self.next).filter(|turn| turn.0 <= time) {
            self.open.push((end, speaker));
            self.next += 1;
        }
        self.open.retain(|(end, _)| *end > time);
        let mut speakers: Vec<usize> = self.open.iter().map(|(_, speaker)| *speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        speakers
    }
}
