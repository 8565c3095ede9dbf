//! The place on an item where two annotators are furthest apart.

use crosscheck_stats::matching::{Closeness, Sheet, disputed_speech, overlaps};

use super::compare::Judged;
use super::sheet::Place;
use crate::AnnotatorId;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Milliseconds of the master clock, where it has a time.
    pub t_ms: Option<i64>,
    /// A region there, as `annotation/region`.
    pub region: Option<String>,
    /// Whose answers differ there.
    pub annotators: Vec<AnnotatorId>,
}

/// Two sheets, where their marks are from, and who made them; nobody made a reference.
pub(super) struct Pair<'a> {
    pub sheets: [&'a Sheet; 2],
    pub places: [&'a [Place]; 2],
    pub judged: [Option<Judged<'a>>; 2],
}

impl Pair<'_> {
    /// The place of a mark of one side.
    pub fn spot(&self, side: usize, mark: usize) -> Spot {
        let place = &self.places[side][mark];
        Spot { t_ms: place.t_ms, region: self.region(side, mark), annotators: self.annotators() }
    }

    pub fn region(&self, side: usize, mark: usize) -> Option<String> {
        let region = self.places[side][mark].region.as_ref()?;
        self.judged[side].map(|one| format!("{}/{region}", one.body.id))
    }

    pub fn annotators(&self) -> Vec<AnnotatorId> {
        self.judged.iter().flatten().map(|one| one.annotator.clone()).collect()
    }
}

/// The mark that overlaps least with any of the other; the earliest of several.
pub(super) fn marks(pairs: &[Pair], closeness: &Closeness) -> Option<Spot> {
    let mut worst: Option<(f64, Spot)> = None;
    for pair in pairs {
        let [one, two] = pair.sheets;
        let mut best = [vec![0.0_f64; one.marks.len()], vec![0.0_f64; two.marks.len()]];
        for found in overlaps(&one.marks, &two.marks, closeness) {
            for (side, mark) in [found.one, found.two].into_iter().enumerate() {
                let known = &mut best[side][mark as usize];
                *known = known.max(found.overlap);
            }
        }
        for (side, shares) in best.iter().enumerate() {
            for (mark, &share) in shares.iter().enumerate().filter(|(_, share)| **share < 1.0 - 1e-9) {
                let spot = pair.spot(side, mark);
                let key = |share: f64, spot: &Spot| (share, spot.t_ms.unwrap_or(i64::MAX));
                let worse = worst.as_ref().is_none_or(|(known, at)| {
                    let (a, b) = (key(share, &spot), key(*known, at));
                    a < b || (a == b && spot.region < at.region)
                });
                if worse {
                    worst = Some((share, spot));
                }
            }
        }
    }
    worst.map(|(_, spot)| spot)
}

/// Where the longest stretch begins in which two do not hear the same speakers.
pub(super) fn speech(pairs: &[Pair]) -> Option<Spot> {
    let of_pair = |pair: &Pair| {
        let stretch = disputed_speech(pair.sheets[0], pair.sheets[1])?;
        let spot = Spot { t_ms: Some(stretch.start.round() as i64), region: None, annotators: pair.annotators() };
        Some((stretch.length(), spot))
    };
    let longest = pairs.iter().filter_map(of_pair).reduce(|a, b| if b.0 > a.0 { b } else { a });
    longest.map(|(_, spot)| spot)
}
