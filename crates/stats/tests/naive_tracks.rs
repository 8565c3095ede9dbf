//! HOTA a second time, from sets of boxes as its paper defines it: for every limit the pairs, and for every pair how much
//! of the two tracks runs together (Luiten et al. 2021, section 4). Pairings are found by trying all.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::collections::BTreeSet;

use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::{Kind, Mark, Options, Shape, Sheet, Sheets, matcher};
use crosscheck_stats::{IntervalMethod, Rng};
use proptest::prelude::*;

/// Frame, track and box.
type Boxes = Vec<(u32, u32, Rect)>;
/// The numbers of a truth and of a prediction.
type Pair = (usize, usize);

fn similarity(one: &Rect, two: &Rect) -> f64 {
    let width = one.right.min(two.right) - one.left.max(two.left);
    let height = one.bottom.min(two.bottom) - one.top.max(two.top);
    let both = if width > 0.0 && height > 0.0 { width * height } else { 0.0 };
    let area = |rect: &Rect| (rect.right - rect.left) * (rect.bottom - rect.top);
    both / (area(one) + area(two) - both)
}

/// How much two tracks go together whatever the limit: the authors' code weighs each box by its similarity over all that
/// its two boxes have in their frame.
fn alignment(truths: &Boxes, found: &Boxes, (truth, track): (u32, u32)) -> f64 {
    let mut both = 0.0;
    for one in truths.iter().filter(|one| one.1 == truth) {
        for two in found.iter().filter(|two| two.1 == track && two.0 == one.0) {
            let of_one: f64 =
                found.iter().filter(|other| other.0 == one.0).map(|other| similarity(&one.2, &other.2)).sum();
            let of_two: f64 =
                truths.iter().filter(|other| other.0 == one.0).map(|other| similarity(&other.2, &two.2)).sum();
            let here = similarity(&one.2, &two.2);
            if here > 0.0 {
                both += here / (of_one + of_two - here);
            }
        }
    }
    let n_one = truths.iter().filter(|one| one.1 == truth).count() as f64;
    let n_two = found.iter().filter(|two| two.1 == track).count() as f64;
    both / (n_one + n_two - both)
}

/// The best pairing of a frame among all there are: each truth takes a free prediction or none.
fn best(truths: &[usize], found: &[usize], worth: &dyn Fn(Pair) -> f64) -> (f64, Vec<Pair>) {
    let Some((&first, rest)) = truths.split_first() else { return (0.0, Vec::new()) };
    let mut most = best(rest, found, worth);
    for (at, &other) in found.iter().enumerate() {
        let left = [&found[..at], &found[at + 1..]].concat();
        let (mut sum, mut pairs) = best(rest, &left, worth);
        sum += worth((first, other));
        if sum > most.0 {
            pairs.push((first, other));
            most = (sum, pairs);
        }
    }
    most
}

fn pairing(truths: &Boxes, found: &Boxes) -> Vec<Pair> {
    let frames: BTreeSet<u32> = truths.iter().chain(found).map(|entry| entry.0).collect();
    let worth = |(one, two): Pair| {
        let (one, two) = (&truths[one], &found[two]);
        alignment(truths, found, (one.1, two.1)) * similarity(&one.2, &two.2)
    };
    let in_frame = |list: &Boxes, frame: u32| (0..list.len()).filter(|&at| list[at].0 == frame).collect::<Vec<_>>();
    frames.iter().flat_map(|&frame| best(&in_frame(truths, frame), &in_frame(found, frame), &worth).1).collect()
}

/// HOTA, detection and association accuracy at one limit.
fn at_limit(truths: &Boxes, found: &Boxes, pairs: &[Pair], limit: f64) -> [f64; 3] {
    let enough = |pair: &&Pair| similarity(&truths[pair.0].2, &found[pair.1].2) >= limit - 1e-12;
    let hits: BTreeSet<Pair> = pairs.iter().filter(enough).copied().collect();
    let missed = truths.len() - hits.len();
    let false_alarms = found.len() - hits.len();
    let mut sum = 0.0;
    for hit in &hits {
        let (truth, track) = (truths[hit.0].1, found[hit.1].1);
        let together: BTreeSet<&Pair> =
            hits.iter().filter(|other| truths[other.0].1 == truth && found[other.1].1 == track).collect();
        let of_truth: BTreeSet<usize> = (0..truths.len()).filter(|&at| truths[at].1 == truth).collect();
        let of_track: BTreeSet<usize> = (0..found.len()).filter(|&at| found[at].1 == track).collect();
        let lost = of_truth.iter().filter(|at| !together.iter().any(|pair| pair.0 == **at)).count();
        let foreign = of_track.iter().filter(|at| !together.iter().any(|pair| pair.1 == **at)).count();
        sum += together.len() as f64 / (together.len() + lost + foreign) as f64;
    }
    let all = (hits.len() + missed + false_alarms) as f64;
    let association = if hits.is_empty() { 0.0 } else { sum / hits.len() as f64 };
    [(sum / all).sqrt(), hits.len() as f64 / all, association]
}

fn hota(truths: &Boxes, found: &Boxes) -> [f64; 3] {
    let pairs = pairing(truths, found);
    let mut mean = [0.0; 3];
    for step in 1..=19 {
        let values = at_limit(truths, found, &pairs, 0.05 * f64::from(step));
        mean.iter_mut().zip(values).for_each(|(mean, value)| *mean += value / 19.0);
    }
    mean
}

/// Tracks that wander in a small place, some of them seen in some frames only.
fn tracks() -> impl Strategy<Value = Boxes> {
    let place = (0.0..12.0f64, 0.0..12.0f64, 6.0..10.0f64, 6.0..10.0f64);
    let track = prop::collection::vec(prop::option::weighted(0.8, place), 5);
    prop::collection::vec(track, 1..4).prop_map(|tracks| {
        let mut boxes = Vec::new();
        for (track, places) in (0u32..).zip(&tracks) {
            for (frame, place) in (0u32..).zip(places) {
                boxes.extend(place.map(|(x, y, width, height)| (frame, track, Rect::sized([x, y], width, height))));
            }
        }
        boxes
    })
}

fn sheet(item: u32, annotator: u32, boxes: &Boxes) -> Sheet {
    let track = |track: u32| boxes.iter().filter(|entry| entry.1 == track).map(|entry| (entry.0, entry.2)).collect();
    let all = (0..4).map(|number| Mark::new(Shape::Track(track(number)), 0));
    Sheet::new(item, annotator, all.filter(|mark| mark.shape != Shape::Track(Vec::new())).collect())
}

/// A second recording behind the first: its own frames and its own tracks.
fn behind(first: &Boxes, second: &Boxes) -> Boxes {
    let moved = second.iter().map(|&(frame, track, rect)| (frame + 100, track + 100, rect));
    first.iter().copied().chain(moved).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hota_equals_its_definition(one in tracks(), two in tracks(), three in tracks(), four in tracks()) {
        prop_assume!(!one.is_empty() && !four.is_empty());
        let options = Options { interval: IntervalMethod::None, ..Options::default() };
        let recordings = vec![sheet(0, 0, &one), sheet(0, 1, &two), sheet(1, 0, &three), sheet(1, 1, &four)];
        for (sheets, truths, found) in [
            (recordings[..2].to_vec(), one.clone(), two.clone()),
            (recordings, behind(&one, &three), behind(&two, &four)),
        ] {
            let sheets = Sheets::new(Kind::Tracks, sheets).unwrap();
            let value = matcher("hota").unwrap().estimate(&sheets, &options, &mut Rng::seeded(1));
            let [both, detection, association] = hota(&truths, &found);
            for (value, expected) in [
                (value.value, both),
                (value.part("detection"), detection),
                (value.part("association"), association),
            ] {
                prop_assert!((value.unwrap() - expected).abs() < 1e-9, "{value:?}, not {expected}");
            }
        }
    }
}
