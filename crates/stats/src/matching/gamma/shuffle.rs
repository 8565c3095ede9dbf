//! What chance looks like: every annotator's units, shifted round the continuum by a random amount.

use super::super::Stretch;
use super::alignment::Unit;
use crate::sampling::Rng;

/// The units of each annotator, each shifted by an amount of their own (after Mathet et al. 2015, section 5.2). A unit that
/// passes the end comes back at the start in one piece.
///
/// Unlike there, every amount is equally likely, also small ones: annotators are shifted against each other, never against
/// themselves, and leaving out what lies near would give annotators without any agreement a value above 0.
pub(super) fn shifted(units: &[Vec<Unit>], extent: Stretch, rng: &mut Rng) -> Vec<Vec<Unit>> {
    let length = extent.length();
    let moved = |unit: &Unit, shift: f64| {
        let start = extent.start + (unit.start - extent.start + shift) % length;
        Unit { start, end: start + unit.end - unit.start, label: unit.label }
    };
    let mut shifted = |units: &Vec<Unit>| {
        let shift = rng.fraction() * length;
        let mut shifted: Vec<Unit> = units.iter().map(|unit| moved(unit, shift)).collect();
        shifted.sort_by(|a, b| a.start.total_cmp(&b.start));
        shifted
    };
    units.iter().map(&mut shifted).collect()
}
