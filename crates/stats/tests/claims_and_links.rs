//! Claims that were split differently and links whose end points shifted, worked by hand.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::*;
use crosscheck_stats::{IntervalMethod, Rng};

fn find(id: &str, kind: Kind, sheets: Vec<Sheet>) -> Finding {
    let options = Options { interval: IntervalMethod::None, ..Options::default() };
    matcher(id).unwrap().estimate(&Sheets::new(kind, sheets).unwrap(), &options, &mut Rng::seeded(1))
}

#[track_caller]
fn close(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?}, not {expected}");
}

const SUPPORTED: u32 = 0;
const CONTRADICTED: u32 = 1;

fn claims(item: u32, annotator: u32, list: &[(f64, f64, u32)]) -> Sheet {
    Sheet::new(item, annotator, list.iter().map(|&(start, end, verdict)| Mark::stretch(start, end, verdict)).collect())
}

/// A sentence of 40 characters. Ann splits it at 20; Bo at 20 too, and his second half once more at 30. The first halves
/// are split alike (2 of 5 claims); Ann's second half shares all characters of either of Bo's quarters, more than half of
/// the shorter, so the three are one group. All five have a counterpart, and both sides cover the same characters.
#[test]
fn two_claims_against_three_are_all_aligned() {
    let ann = claims(0, 0, &[(0.0, 20.0, SUPPORTED), (20.0, 40.0, CONTRADICTED)]);
    let bo = claims(0, 1, &[(0.0, 20.0, SUPPORTED), (20.0, 30.0, CONTRADICTED), (30.0, 40.0, CONTRADICTED)]);
    let found = find("claim_alignment", Kind::Claims, vec![ann.clone(), bo.clone()]);
    close(found.value, 1.0);
    close(found.part("split_alike"), 2.0 / 5.0);
    close(found.part("overlap_of_aligned"), 1.0);
    // Two units: both say supported of the first, contradicted of the second.
    let verdicts = find("claim_verdict_alpha", Kind::Claims, vec![ann, bo]);
    close(verdicts.value, 1.0);
    close(verdicts.part("n_aligned"), 2.0);
}

/// The same split, but Bo supports the last quarter. The units are {supported} against {supported}, and {contradicted}
/// against {supported, contradicted}: Jaccard 1/2, a subset, so MASI is 1 - 1/2 · 2/3 = 2/3. Observed disagreement is the
/// mean over four ratings, (0 + 0 + 2/3 + 2/3) / 4 = 1/3. The four ratings S, S, C, SC make 12 ordered pairs: S–S twice 0;
/// S–C four times 1; S–SC four times 2/3; C–SC twice 2/3, in all 8, over 12: 2/3. Alpha is 1 - (1/3) / (2/3) = 1/2.
#[test]
fn a_part_that_is_judged_differently_costs_a_part() {
    let ann = claims(0, 0, &[(0.0, 20.0, SUPPORTED), (20.0, 40.0, CONTRADICTED)]);
    let bo = claims(0, 1, &[(0.0, 20.0, SUPPORTED), (20.0, 30.0, CONTRADICTED), (30.0, 40.0, SUPPORTED)]);
    close(find("claim_verdict_alpha", Kind::Claims, vec![ann.clone(), bo.clone()]).value, 0.5);
    // How the text was split is not a matter of verdicts.
    close(find("claim_alignment", Kind::Claims, vec![ann, bo]).value, 1.0);
}

/// Ann's claim has two pieces, 0–5 and 15–20; Bo's claims are 0–5 with 16–20 and, between, 5–15. The first shares 9 of
/// Bo's 9 characters with Ann's, the other none: 2 of 3 claims are aligned, and of the pair 9 of 10 characters.
#[test]
fn discontinuous_claims_do_not_meet_what_lies_between() {
    let pieces = |list: &[(f64, f64)]| {
        Mark::new(Shape::Stretches(list.iter().map(|&(start, end)| Stretch { start, end }).collect()), SUPPORTED)
    };
    let ann = Sheet::new(0, 0, vec![pieces(&[(0.0, 5.0), (15.0, 20.0)])]);
    let bo = Sheet::new(0, 1, vec![pieces(&[(16.0, 20.0), (0.0, 5.0)]), pieces(&[(5.0, 15.0)]), pieces(&[])]);
    let found = find("claim_alignment", Kind::Claims, vec![ann, bo]);
    close(found.value, 2.0 / 3.0);
    close(found.part("overlap_of_aligned"), 0.9);
    close(found.part("n_without_place"), 1.0);
}

/// Neighbours that share less than half of the shorter stay apart.
#[test]
fn claims_that_merely_touch_are_not_aligned() {
    let found =
        find("claim_alignment", Kind::Claims, vec![claims(0, 0, &[(0.0, 10.0, 0)]), claims(0, 1, &[(6.0, 16.0, 0)])]);
    close(found.value, 0.0);
}

const TEXT: u32 = 0;
const PICTURE: u32 = 1;

/// Two phrases of a text and two boxes of 10 × 10 in a picture, the second box `shift` to the right.
fn phrases_and_boxes(annotator: u32, shift: f64, links: &[(u32, u32, u32, u32)]) -> Sheet {
    let square = |x: f64| Mark::new(Shape::Box(Rect::sized([x, 0.0], 10.0, 10.0)), 0).on(PICTURE);
    let marks = vec![
        Mark::stretch(0.0, 7.0, 0).on(TEXT),
        Mark::stretch(12.0, 20.0, 0).on(TEXT),
        square(0.0),
        square(100.0 + shift),
    ];
    let link = |&(from, to, kind, verdict): &(u32, u32, u32, u32)| Link { from, to, kind, verdict: Some(verdict) };
    Sheet::new(0, annotator, marks).linked(links.iter().map(link).collect())
}

/// Both link each phrase to its own box. By chance a phrase would meet the other's link half of the time.
#[test]
fn equal_links_are_perfect() {
    let links = [(0, 2, 0, SUPPORTED), (1, 3, 0, CONTRADICTED)];
    let sheets = || vec![phrases_and_boxes(0, 0.0, &links), phrases_and_boxes(1, 0.0, &links)];
    close(find("link_f1", Kind::Links, sheets()).value, 1.0);
    let alpha = find("link_alpha", Kind::Links, sheets());
    close(alpha.value, 1.0);
    close(alpha.part("distance_by_chance"), 0.5);
}

/// The second box is shifted by 5 of 10 pixels: it shares 50 of 150, a third, and has no partner. One link of two is
/// shared: F1 2 / 4. That is a matter of end points, 6 of 8 of which are matched; among links between matched ends all
/// agree. The second source is linked to different targets: distance 1 and 0 observed, mean 1/2; permuted, three of the
/// four combinations differ, mean 3/4: 1 - (1/2) / (3/4) = 1/3.
#[test]
fn a_shifted_end_point_is_told_from_a_different_link() {
    let links = [(0, 2, 0, SUPPORTED), (1, 3, 0, SUPPORTED)];
    let sheets = || vec![phrases_and_boxes(0, 0.0, &links), phrases_and_boxes(1, 5.0, &links)];
    let found = find("link_f1", Kind::Links, sheets());
    close(found.value, 0.5);
    close(found.part("ends_matched"), 0.75);
    close(found.part("f1_of_matched"), 1.0);
    close(find("link_alpha", Kind::Links, sheets()).value, 1.0 / 3.0);
    // Shifted by 2, it shares 80 of 120 and is matched again.
    let near = vec![phrases_and_boxes(0, 0.0, &links), phrases_and_boxes(1, 2.0, &links)];
    close(find("link_f1", Kind::Links, near).value, 1.0);
}

/// The same ends, another type: no link is shared, but all pairs are. The same link with another verdict is shared.
#[test]
fn type_and_verdict_are_judged_after_the_ends() {
    let one = phrases_and_boxes(0, 0.0, &[(0, 2, 0, SUPPORTED)]);
    let other_type =
        find("link_f1", Kind::Links, vec![one.clone(), phrases_and_boxes(1, 0.0, &[(0, 2, 1, SUPPORTED)])]);
    close(other_type.value, 0.0);
    close(other_type.part("pair_f1"), 1.0);
    let other_verdict =
        find("link_f1", Kind::Links, vec![one.clone(), phrases_and_boxes(1, 0.0, &[(0, 2, 0, CONTRADICTED)])]);
    close(other_verdict.value, 1.0);
    close(other_verdict.part("same_verdict"), 0.0);
    // A link the other way round is another link.
    let reversed = find("link_f1", Kind::Links, vec![one, phrases_and_boxes(1, 0.0, &[(2, 0, 0, SUPPORTED)])]);
    close(reversed.value, 0.0);
}
