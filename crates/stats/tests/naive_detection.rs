//! COCO's figures a second time, straight from its evaluation code and slow, on random small pictures.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::coco::{Detection, Truth, evaluate_boxes};
use crosscheck_stats::matching::{Kind, Mark, Options, Shape, Sheet, Sheets, matcher};
use crosscheck_stats::{IntervalMethod, Rng};
use proptest::prelude::*;

/// The limits of `numpy.linspace`, rounding included: 0.5, 0.55, … 0.95.
fn limits() -> Vec<f64> {
    (0..10).map(|step| 0.5 + f64::from(step) * ((0.95 - 0.5) / 9.0)).collect()
}

fn area(rect: &Rect) -> f64 {
    (rect.right - rect.left) * (rect.bottom - rect.top)
}

fn overlap(found: &Detection, truth: &Truth) -> f64 {
    let width = found.rect.right.min(truth.rect.right) - found.rect.left.max(truth.rect.left);
    let height = found.rect.bottom.min(truth.rect.bottom) - found.rect.top.max(truth.rect.top);
    let both = if width > 0.0 && height > 0.0 { width * height } else { 0.0 };
    if truth.crowd { both / area(&found.rect) } else { both / (area(&found.rect) + area(&truth.rect) - both) }
}

/// What became of a detection.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Hit,
    Miss,
    Ignored,
}

/// The sizes that count, the largest overlap that is asked for, and how many detections of a picture count.
#[derive(Clone, Copy)]
struct Rule {
    sizes: (f64, f64),
    limit: f64,
    most: usize,
}

/// One picture and category: the fate of each detection with its score, and how many truths count.
fn picture(truths: &[Truth], found: &[Detection], rule: Rule) -> (Vec<(f64, Fate)>, usize) {
    let is_outside = |size: f64| size < rule.sizes.0 || size > rule.sizes.1;
    let ignored = |truth: &Truth| truth.crowd || is_outside(truth.size);
    let mut truths = truths.to_vec();
    truths.sort_by_key(ignored);
    let mut found = found.to_vec();
    found.sort_by(|a, b| b.score.partial_cmp(&a.score).unwrap());
    found.truncate(100);
    let mut taken = vec![false; truths.len()];
    let mut fates = Vec::new();
    for detection in &found {
        let (mut best, mut chosen) = (rule.limit.min(1.0 - 1e-10), None::<usize>);
        for (at, truth) in truths.iter().enumerate() {
            if taken[at] && !truth.crowd {
                continue;
            }
            if chosen.is_some_and(|chosen| !ignored(&truths[chosen])) && ignored(truth) {
                break;
            }
            if overlap(detection, truth) >= best {
                (best, chosen) = (overlap(detection, truth), Some(at));
            }
        }
        let fate = match chosen {
            Some(at) if ignored(&truths[at]) => Fate::Ignored,
            Some(_) => Fate::Hit,
            None if is_outside(area(&detection.rect)) => Fate::Ignored,
            None => Fate::Miss,
        };
        chosen.into_iter().for_each(|at| taken[at] = true);
        fates.push((detection.score, fate));
    }
    fates.truncate(rule.most);
    (fates, truths.iter().filter(|truth| !ignored(truth)).count())
}

/// Average precision and recall of one category; `None` without truths that count.
fn category(truths: &[Truth], found: &[Detection], rule: Rule) -> Option<(f64, f64)> {
    let (mut fates, mut n_truths) = (Vec::new(), 0);
    for image in 0..10 {
        let here: Vec<Truth> = truths.iter().filter(|truth| truth.image == image).copied().collect();
        let seen: Vec<Detection> = found.iter().filter(|found| found.image == image).copied().collect();
        let (more, n) = picture(&here, &seen, rule);
        fates.extend(more);
        n_truths += n;
    }
    fates.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap());
    fates.retain(|(_, fate)| *fate != Fate::Ignored);
    let point = |n: usize| {
        let n_hit = fates[..n].iter().filter(|(_, fate)| *fate == Fate::Hit).count() as f64;
        (n_hit / n_truths as f64, n_hit / n as f64)
    };
    let points: Vec<(f64, f64)> = (1..=fates.len()).map(point).collect();
    let precision_from = |recall: f64| points.iter().filter(|point| point.0 >= recall).map(|p| p.1).fold(0.0, f64::max);
    let precision = (0..=100).map(|step| precision_from(f64::from(step) * 0.01)).sum::<f64>() / 101.0;
    (n_truths > 0).then(|| (precision, points.last().map_or(0.0, |point| point.0)))
}

/// Means over categories and limits of average precision and of recall.
fn mean(truths: &[Truth], found: &[Detection], sizes: (f64, f64), most: usize, limits: &[f64]) -> [Option<f64>; 2] {
    let mut values = Vec::new();
    for of in 0..10 {
        let truths: Vec<Truth> = truths.iter().filter(|truth| truth.category == of).copied().collect();
        let found: Vec<Detection> = found.iter().filter(|found| found.category == of).copied().collect();
        values.extend(limits.iter().filter_map(|&limit| category(&truths, &found, Rule { sizes, limit, most })));
    }
    let n = values.len() as f64;
    let means =
        [values.iter().map(|value| value.0).sum::<f64>() / n, values.iter().map(|value| value.1).sum::<f64>() / n];
    means.map(|mean| (!values.is_empty()).then_some(mean))
}

const ALL: (f64, f64) = (0.0, 1e10);
const SIZES: [(f64, f64); 3] = [(0.0, 1024.0), (1024.0, 9216.0), (9216.0, 1e10)];

fn same(found: Option<f64>, expected: Option<f64>) -> Result<(), TestCaseError> {
    match (found, expected) {
        (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-9, "{found}, not {expected}"),
        (found, expected) => prop_assert_eq!(found, expected),
    }
    Ok(())
}

fn check(mut truths: Vec<Truth>, mut found: Vec<Detection>) -> Result<(), TestCaseError> {
    let limits = limits();
    let naive = |sizes, most, limits: &[f64]| mean(&truths, &found, sizes, most, limits);
    let [ap, _] = naive(ALL, 100, &limits);
    let by_size = SIZES.map(|sizes| naive(sizes, 100, &limits));
    let (at_50, at_75) = (naive(ALL, 100, &limits[..1])[0], naive(ALL, 100, &limits[5..6])[0]);
    let recalls = [1, 10, 100].map(|most| naive(ALL, most, &limits)[1]);
    let summary = evaluate_boxes(&mut truths, &mut found);
    same(summary.ap, ap)?;
    same(summary.ap_50, at_50)?;
    same(summary.ap_75, at_75)?;
    for size in 0..3 {
        same(summary.ap_by_size[size], by_size[size][0])?;
        same(summary.ar_by_size[size], by_size[size][1])?;
        same(summary.ar[size], recalls[size])?;
    }
    Ok(())
}

/// Boxes on a coarse grid, so that equal overlaps and overlaps at a limit occur; scores in tenths, so that ties do.
fn boxes(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(u32, u32, Rect, u32)>> {
    let side = prop_oneof![1u32..5, 1u32..20];
    let one = (0u32..3, 0u32..2, (0u32..4, 0u32..4), (side.clone(), side), 0u32..10);
    let placed = one.prop_map(|(image, category, (x, y), (width, height), score)| {
        let corner = [f64::from(10 * x), f64::from(10 * y)];
        (image, category, Rect::sized(corner, f64::from(10 * width), f64::from(10 * height)), score)
    });
    prop::collection::vec(placed, n)
}

fn truth((image, category, rect, draw): (u32, u32, Rect, u32)) -> Truth {
    Truth { image, category, rect, size: area(&rect), crowd: draw == 0 }
}

fn detection((image, category, rect, draw): (u32, u32, Rect, u32)) -> Detection {
    Detection { image, category, rect, score: f64::from(draw) / 10.0 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_twelve_numbers_equal_their_definition(truths in boxes(0..14), found in boxes(0..24), copies in 0usize..10) {
        // Some detections are truths again, so that there is something to find.
        let again = truths.iter().take(copies).copied();
        let found = again.chain(found).map(detection).collect();
        check(truths.into_iter().map(truth).collect(), found)?;
    }

    /// Twenty truths and a detection for each, right or wrong: recalls that are multiples of 0.05 meet the steps of recall.
    #[test]
    fn recalls_that_meet_a_step_are_rounded_as_numpy_does(right in prop::collection::vec(any::<bool>(), 20)) {
        let rect = |at: usize| Rect::sized([100.0 * at as f64, 0.0], 10.0, 10.0);
        let truths = (0..20).map(|at| Truth { image: 0, category: 0, rect: rect(at), size: 100.0, crowd: false });
        let found = right.iter().enumerate().map(|(at, &right)| {
            let rect = rect(if right { at } else { at + 50 });
            Detection { image: 0, category: 0, rect, score: 1.0 - at as f64 / 100.0 }
        });
        check(truths.collect(), found.collect())?;
    }

    /// The same definition behind the measure on sheets.
    #[test]
    fn average_precision_equals_its_definition(truths in boxes(1..8), found in boxes(1..14)) {
        let sheet = |list: &[(u32, u32, Rect, u32)], item: u32, scored: bool| {
            let here = list.iter().filter(|mark| mark.0 == item);
            let mark = |&(_, category, rect, draw): &(u32, u32, Rect, u32)| {
                let mark = Mark::new(Shape::Box(rect), category);
                if scored { mark.scored(f64::from(draw) / 10.0) } else { mark }
            };
            Sheet::new(item, u32::from(scored), here.map(mark).collect())
        };
        let sheets = (0..3).flat_map(|item| [sheet(&truths, item, false), sheet(&found, item, true)]);
        let options = Options { interval: IntervalMethod::None, ..Options::default() };
        let sheets = Sheets::new(Kind::Boxes, sheets.collect()).unwrap();
        let value = matcher("average_precision").unwrap().estimate(&sheets, &options, &mut Rng::seeded(1)).value;
        let truths: Vec<Truth> = truths.into_iter().map(|mark| Truth { crowd: false, ..truth(mark) }).collect();
        let found: Vec<Detection> = found.into_iter().map(detection).collect();
        same(value, mean(&truths, &found, ALL, 100, &limits())[0])?;
    }
}
