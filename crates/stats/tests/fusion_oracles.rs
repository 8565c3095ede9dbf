//! Fusers on published and hand-worked examples, each with its source, and against second implementations.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::Decision;
use crosscheck_stats::fusion::{
    Confidence, Detail, Distances, Fused, Fusion, Order, Prior, Settings, Spoken, pixel_vote, reliability, rover,
    staple,
};
use crosscheck_stats::geometry::{Area, Keypoints, Mask, Rect};
use crosscheck_stats::matching::{Kind, Mark, Shape, Sheet, Sheets, Stretch};
use crosscheck_stats::{Rng, fuser};
use support::close;

fn fuse(id: &str, kind: Kind, marks: Vec<Vec<Mark>>, settings: &Settings) -> Fusion {
    let sheets = (0..).zip(marks).map(|(who, marks)| Sheet::new(0, who, marks));
    let sheets = Sheets::new(kind, sheets.collect()).unwrap();
    fuser(id).unwrap().fuse(&sheets, settings).unwrap_or_else(|why| panic!("{id}: {why}"))
}

fn only(fusion: &Fusion) -> &Fused {
    assert_eq!((fusion.items.len(), fusion.items[0].marks.len()), (1, 1), "{fusion:?}");
    &fusion.items[0].marks[0]
}

/// A column of pixels; the numbers count from 1.
fn column(height: u32, marked: &[u32]) -> Mask {
    Mask::from_pixels(1, height, &(1..=height).map(|at| marked.contains(&at)).collect::<Vec<_>>()).unwrap()
}

#[test]
fn pixels_are_voted_on_and_ties_stay() {
    let masks = [column(8, &[1, 2, 3, 4]), column(8, &[3, 4, 5, 6]), column(8, &[4, 5, 6, 7, 8])];
    let all = pixel_vote(&masks, &[1.0; 3]).unwrap();
    assert_eq!((all.marked, all.undecided.size()), (column(8, &[3, 4, 5, 6]), 0));
    let two = pixel_vote(&masks[..2], &[1.0; 2]).unwrap();
    assert_eq!((two.marked, two.undecided), (column(8, &[3, 4]), column(8, &[1, 2, 5, 6])));
    // Whoever weighs as much as the two others makes ties with them, not decisions against them.
    let heavy = pixel_vote(&masks, &[2.0, 1.0, 1.0]).unwrap();
    assert_eq!((heavy.marked, heavy.undecided), (column(8, &[3, 4]), column(8, &[1, 2, 5, 6])));
    assert!(pixel_vote(&masks, &[1.0]).is_err() && pixel_vote(&masks, &[0.0; 3]).is_err());
}

#[test]
fn an_annotator_without_the_label_votes_against_it() {
    let mark = |pixels: &[u32], label| Mark::new(Shape::Mask(column(4, pixels)), label);
    let marks = vec![vec![mark(&[1, 2], 0), mark(&[2, 3], 0), mark(&[4], 1)], vec![mark(&[2, 3], 0)], vec![]];
    let fusion = fuse("pixel_vote", Kind::Masks, marks, &Settings::default());
    let fused = only(&fusion);
    assert_eq!((&fused.shape, &fused.label), (&Shape::Mask(column(4, &[2, 3])), &Decision::Label(0)));
    close(fused.support, 2.0 / 3.0, 1e-12);
    assert_eq!(fused.members.len(), 3);
    assert_eq!(fusion.items[0].left_out[0].label, Decision::Label(1));
}

/// Ten pixels: three annotators mark the same five, one of them two more. In the limit everybody is right but her
/// specificity, 3/5, and the log likelihood is 5 ln γ + 5 ln(1 - γ) + 2 ln 0.4 + 3 ln 0.6 with γ = 17/30.
#[test]
fn staple_is_what_can_be_worked_by_hand() {
    let masks = [column(10, &[1, 2, 3, 4, 5]), column(10, &[1, 2, 3, 4, 5]), column(10, &[1, 2, 3, 4, 5, 6, 7])];
    let found = staple(&masks, &Settings::default()).unwrap();
    assert_eq!((found.marked, found.undecided.size()), (masks[0].clone(), 0));
    close(found.prior, 17.0 / 30.0, 1e-12);
    for (who, specificity) in [1.0, 1.0, 0.6].into_iter().enumerate() {
        close(found.sensitivity[who].accuracy.unwrap(), 1.0, 1e-9);
        close(found.specificity[who].accuracy.unwrap(), specificity, 1e-9);
    }
    let expected = 5.0 * found.prior.ln() + 5.0 * (1.0 - found.prior).ln() + 2.0 * 0.4f64.ln() + 3.0 * 0.6f64.ln();
    close(*found.convergence.objective.last().unwrap(), expected, 1e-9);
    // Wilson's interval of 3 in 5.
    close(found.specificity[2].low.unwrap(), 0.2307, 1e-4);
    close(found.specificity[2].high.unwrap(), 0.8824, 1e-4);
}

/// Before the first step everybody has sensitivity and specificity s = 0.99999: two votes of three are γs / (γs + (1 - γ)(1 - s)).
#[test]
fn staple_begins_as_the_paper_says() {
    let masks = [column(2, &[1]), column(2, &[1]), column(2, &[2])];
    let start = |prior| {
        let settings = Settings { max_iterations: 0, prior: Prior::Given(prior), ..Settings::default() };
        let found = staple(&masks, &settings).unwrap();
        (found.probability, found.convergence.converged)
    };
    let s = 0.99999;
    for prior in [0.5, 0.1, 1e-9] {
        let (probability, converged) = start(prior);
        close(probability[0].2, prior * s / (prior * s + (1.0 - prior) * (1.0 - s)), 1e-9);
        assert!(!converged);
    }
}

fn picture(side: u32, inside: impl FnMut(u32) -> bool) -> Mask {
    Mask::from_pixels(side, side, &(0..side * side).map(inside).collect::<Vec<_>>()).unwrap()
}

fn flags(mask: &Mask) -> Vec<bool> {
    let n = u64::from(mask.width() * mask.height());
    (0..n).map(|at| mask.ranges().iter().any(|&(from, to)| (from..to).contains(&at))).collect()
}

/// STAPLE pixel by pixel, with products instead of logarithms.
fn naive_staple(masks: &[Mask], iterations: usize) -> (Vec<f64>, Vec<(f64, f64)>) {
    let votes: Vec<Vec<bool>> = masks.iter().map(flags).collect();
    let n = votes[0].len();
    let prior = votes.iter().flatten().filter(|vote| **vote).count() as f64 / (n * votes.len()) as f64;
    let mut rates = vec![(0.99999, 0.99999); votes.len()];
    let mut inside = vec![0.0; n];
    for _ in 0..iterations {
        for (at, inside) in inside.iter_mut().enumerate() {
            let (mut yes, mut no) = (prior, 1.0 - prior);
            for (votes, (p, q)) in votes.iter().zip(&rates) {
                yes *= if votes[at] { *p } else { 1.0 - p };
                no *= if votes[at] { 1.0 - q } else { *q };
            }
            *inside = yes / (yes + no);
        }
        let all: f64 = inside.iter().sum();
        for (votes, rates) in votes.iter().zip(&mut rates) {
            let sum = |of: &dyn Fn(usize) -> f64| (0..n).map(of).sum::<f64>();
            rates.0 = sum(&|at| if votes[at] { inside[at] } else { 0.0 }) / all;
            rates.1 = sum(&|at| if votes[at] { 0.0 } else { 1.0 - inside[at] }) / (n as f64 - all);
        }
    }
    (inside, rates)
}

/// A disc, and five annotators who err in every pixel on their own with known rates.
const RATES: [(f64, f64); 5] = [(0.95, 0.99), (0.8, 0.97), (0.9, 0.9), (0.7, 0.95), (0.6, 0.8)];

fn disc(side: u32, rng: &mut Rng) -> (Mask, Vec<Mask>) {
    let truth = picture(side, |at| {
        let (x, y) = (f64::from(at / side) + 0.5, f64::from(at % side) + 0.5);
        let middle = 0.5 * f64::from(side);
        (x - middle).hypot(y - middle) < 0.35 * f64::from(side)
    });
    let inside = flags(&truth);
    let marked = |(p, q): (f64, f64), rng: &mut Rng| {
        picture(side, |at| if inside[at as usize] { rng.fraction() < p } else { rng.fraction() >= q })
    };
    let masks = RATES.iter().map(|&rates| marked(rates, rng)).collect();
    (truth, masks)
}

#[test]
fn staple_is_the_naive_one() {
    let (_, masks) = disc(24, &mut Rng::seeded(3));
    let found = staple(&masks, &Settings { tolerance: 1e-15, ..Settings::default() }).unwrap();
    let (inside, rates) = naive_staple(&masks, 500);
    for &(from, to, probability) in &found.probability {
        (from..to).for_each(|at| close(probability, inside[at as usize], 1e-6));
    }
    for (who, (p, q)) in rates.into_iter().enumerate() {
        close(found.sensitivity[who].accuracy.unwrap(), p, 1e-6);
        close(found.specificity[who].accuracy.unwrap(), q, 1e-6);
    }
}

#[test]
fn staple_finds_the_rates_that_made_the_masks() {
    let mut rng = Rng::seeded(5);
    let (truth, masks) = disc(120, &mut rng);
    for prior in [Prior::Votes, Prior::Estimated, Prior::Given(0.385)] {
        let found = staple(&masks, &Settings { prior, ..Settings::default() }).unwrap();
        assert!(found.convergence.converged && found.notes.is_empty());
        let never_falls = |pair: &[f64]| pair[1] >= pair[0] - 1e-9 * pair[0].abs();
        assert!(found.convergence.objective.windows(2).all(never_falls));
        for (who, (p, q)) in RATES.into_iter().enumerate() {
            close(found.sensitivity[who].accuracy.unwrap(), p, 0.025);
            close(found.specificity[who].accuracy.unwrap(), q, 0.025);
        }
        let dice = |mask: &Mask| mask.dice(&truth).unwrap().unwrap();
        let vote = pixel_vote(&masks, &[1.0; 5]).unwrap();
        assert!(dice(&found.marked) > dice(&vote.marked) + 0.005);
    }
}

#[test]
fn staple_of_nothing_or_everything_is_no_number_made_up() {
    let nothing = staple(&[column(4, &[]), column(4, &[])], &Settings::default()).unwrap();
    assert_eq!((nothing.marked.size(), nothing.sensitivity[0].accuracy), (0, None));
    close(nothing.specificity[0].accuracy.unwrap(), 1.0, 1e-12);
    let all = [1, 2, 3, 4];
    let all = staple(&[column(4, &all), column(4, &all)], &Settings::default()).unwrap();
    assert_eq!((all.marked.size(), all.specificity[0].accuracy), (4, None));
    let why = |masks: &[Mask], settings: &Settings| staple(masks, settings).unwrap_err();
    assert!(why(&[column(4, &[1])], &Settings::default()).contains("nothing to estimate"));
    assert!(why(&[column(4, &[1]), column(5, &[1])], &Settings::default()).contains("same size"));
    assert!(why(&[column(0, &[]), column(0, &[])], &Settings::default()).contains("no pixels"));
    let certain = Settings { prior: Prior::Given(1.0), ..Settings::default() };
    assert!(why(&[column(4, &[1]), column(4, &[2])], &certain).contains("prior"));
}

fn rect(left: f64, right: f64) -> Shape {
    Shape::Box(Rect { left, top: left, right, bottom: right })
}

fn edges(fused: &Fused) -> [f64; 4] {
    let Shape::Box(Rect { left, top, right, bottom }) = fused.shape else { panic!("{fused:?} is no box") };
    [left, top, right, bottom]
}

/// The test `test_box_and_model_avg` of the authors' package ensemble-boxes 1.0.9: two models of weights 2 and 1.
#[test]
fn weighted_box_fusion_is_the_authors() {
    let of = |left: f64, right: f64, score: f64, label: u32| Mark::new(rect(left, right), label).scored(score);
    let one = vec![of(0.1, 0.5, 0.9, 1), of(0.11, 0.51, 0.8, 1), of(0.6, 0.8, 0.7, 1)];
    let two = vec![of(0.59, 0.79, 0.85, 1), of(0.61, 0.81, 0.75, 1), of(0.8, 0.9, 0.65, 0)];
    let settings = Settings { weights: vec![2.0, 1.0], ..Settings::default() };
    let fusion = fuse("weighted_box_fusion", Kind::Boxes, vec![one, two], &settings);
    let marks = &fusion.items[0].marks;
    let left = (0.1 * 1.8 + 0.11 * 1.6) / 3.4;
    let middle = (0.6 * 1.4 + 0.59 * 0.85 + 0.61 * 0.75) / 3.0;
    let expected =
        [(left, left + 0.4, 3.4 / 4.0 * 2.0 / 3.0, 1), (middle, middle + 0.2, 3.0 / 4.0, 1), (0.8, 0.9, 0.65 / 3.0, 0)];
    assert_eq!(marks.len(), expected.len());
    for (mark, (left, right, score, label)) in marks.iter().zip(expected) {
        edges(mark).into_iter().zip([left, left, right, right]).for_each(|(a, b)| close(a, b, 1e-12));
        close(mark.score.unwrap(), score, 1e-12);
        assert_eq!(mark.label, Decision::Label(label));
    }
}

#[test]
fn wrong_boxes_are_refused_and_the_others_go_on() {
    let marks = || {
        vec![
            vec![Mark::new(rect(9.0, 1.0), 0), Mark::new(rect(0.0, 10.0), 0)],
            vec![Mark::new(rect(0.0, 10.0), 0).scored(0.0)],
        ]
    };
    for id in ["weighted_box_fusion", "cluster_median"] {
        let fusion = fuse(id, Kind::Boxes, marks(), &Settings::default());
        let fused = only(&fusion);
        assert_eq!((edges(fused), fused.members[0].mark, fused.support), ([0.0, 0.0, 10.0, 10.0], 1, 0.5));
        let where_found: Vec<_> = fusion.refused.iter().map(|refused| (refused.annotator, refused.mark)).collect();
        assert_eq!(where_found, [(0, 0), (1, 0)]);
        assert!(fusion.refused[0].why.contains("left must be below right") && fusion.refused[1].why.contains("score"));
    }
}

#[test]
fn clusters_become_medians() {
    let marks = vec![
        vec![Mark::new(rect(0.0, 10.0), 1), Mark::new(rect(50.0, 60.0), 0)],
        vec![Mark::new(rect(1.0, 11.0), 1)],
        vec![Mark::new(rect(2.0, 16.0), 2)],
    ];
    let fusion = fuse("cluster_median", Kind::Boxes, marks, &Settings { overlap: 0.3, ..Settings::default() });
    let fused = only(&fusion);
    assert_eq!((edges(fused), &fused.label), ([1.0, 1.0, 11.0, 11.0], &Decision::Label(1)));
    assert_eq!((fused.support, &fused.label_votes[..]), (1.0, &[(1, 2.0), (2, 1.0)][..]));
    close(fusion.items[0].left_out[0].support, 1.0 / 3.0, 1e-12);
    let tie = vec![vec![Mark::new(rect(0.0, 10.0), 3)], vec![Mark::new(rect(0.0, 10.0), 1)]];
    assert_eq!(only(&fuse("cluster_median", Kind::Boxes, tie, &Settings::default())).label, Decision::Tie(vec![1, 3]));
}

#[test]
fn stretches_and_points_become_medians() {
    let spans = |kind, lists: &[&[(f64, f64)]]| {
        let stretches = |list: &&[(f64, f64)]| list.iter().map(|&(start, end)| Stretch { start, end }).collect();
        let marks = lists.iter().map(|list| vec![Mark::new(Shape::Stretches(stretches(list)), 0)]);
        let fusion = fuse("cluster_median", kind, marks.collect(), &Settings::default());
        let Shape::Stretches(found) = &only(&fusion).shape else { panic!("no stretches") };
        found.iter().map(|stretch| (stretch.start, stretch.end)).collect::<Vec<_>>()
    };
    assert_eq!(spans(Kind::Intervals, &[&[(0.0, 9.0)], &[(1.0, 10.0)], &[(2.0, 14.0)]]), [(1.0, 10.0)]);
    assert_eq!(spans(Kind::Intervals, &[&[(0.0, 9.0)], &[(1.0, 10.0)]]), [(0.5, 9.5)]);
    assert_eq!(spans(Kind::Spans, &[&[(0.0, 9.0)], &[(1.0, 10.0)]]), [(0.0, 10.0)]);
    assert_eq!(
        spans(Kind::Spans, &[&[(0.0, 4.0), (6.0, 9.0)], &[(0.0, 9.0)], &[(0.0, 5.0), (6.0, 9.0)]]),
        [(0.0, 5.0), (6.0, 9.0)]
    );
    let figure = |x: f64, second: Option<[f64; 2]>| {
        vec![Mark::new(Shape::Points(Keypoints { points: vec![Some([x, 0.0]), second], size: 1e6 }), 0)]
    };
    let marks = vec![figure(0.0, None), figure(2.0, None), figure(9.0, Some([1.0, 1.0]))];
    let fusion = fuse("cluster_median", Kind::Points, marks, &Settings { overlap: 0.3, ..Settings::default() });
    let Shape::Points(found) = &only(&fusion).shape else { panic!("no points") };
    assert_eq!(found.points, [Some([2.0, 0.0]), None]);
}

#[test]
fn polygons_become_what_most_of_them_cover() {
    let square = |from: f64, to: f64| {
        vec![Mark::new(Shape::Area(Area::new(vec![vec![[from, from], [to, from], [to, to], [from, to]]])), 0)]
    };
    let marks = vec![square(-1.0, 9.0), square(0.0, 10.0), square(1.0, 11.0)];
    let fusion = fuse("cluster_median", Kind::Polygons, marks, &Settings::default());
    let Shape::Area(found) = &only(&fusion).shape else { panic!("no area") };
    // All of 0-10 but the two corners that only one of the others covers too.
    close(found.size(), 98.0, 1e-9);
    assert_eq!((found.rings().len(), found.bounds()), (1, Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 }));
}

#[test]
fn tracks_become_medians_of_frames() {
    let track = |frames: std::ops::Range<u32>, x: f64| {
        vec![Mark::new(Shape::Track(frames.map(|frame| (frame, Rect::sized([x, 0.0], 10.0, 10.0))).collect()), 0)]
    };
    let fusion = fuse(
        "track_median",
        Kind::Tracks,
        vec![track(0..6, 0.0), track(0..6, 1.0), track(2..8, 2.0)],
        &Settings { overlap: 0.4, ..Settings::default() },
    );
    let fused = only(&fusion);
    let Shape::Track(found) = &fused.shape else { panic!("no track") };
    let lefts: Vec<(u32, f64)> = found.iter().map(|(frame, rect)| (*frame, rect.left)).collect();
    assert_eq!(lefts, [(0, 0.5), (1, 0.5), (2, 1.0), (3, 1.0), (4, 1.0), (5, 1.0)]);
    let Some(Detail::Frames(supports)) = &fused.detail else { panic!("no frames") };
    close(supports[0].1, 2.0 / 3.0, 1e-12);
    close(supports[5].1, 1.0, 1e-12);
}

fn texts(list: &[&str], settings: &Settings) -> Fusion {
    let marks = list.iter().map(|text| vec![Mark::new(Shape::Text((*text).to_owned()), 0)]);
    fuse("rover", Kind::Transcripts, marks.collect(), settings)
}

fn text(fused: &Fused) -> &str {
    let Shape::Text(text) = &fused.shape else { panic!("{fused:?} is no text") };
    text
}

/// The toy example in the tests of crowd-kit (D. Ustalov, N. Pavlichenko and B. Tseitlin 2024).
#[test]
fn rover_is_what_crowd_kit_expects() {
    let given = Settings { order: Order::Given(vec![0, 1, 2]), ..Settings::default() };
    for settings in [given, Settings::default()] {
        let fusion = texts(&["a b c d", "b z d e", "b c d e f"], &settings);
        assert_eq!((text(only(&fusion)), only(&fusion).n_undecided()), ("b c d e", 0));
    }
    assert_eq!(text(only(&texts(&["a b c d"], &Settings::default()))), "a b c d");
}

#[test]
fn rover_shows_ties_and_keeps_how_words_are_written() {
    let fusion = texts(&["It's a Cat.", "it’s a dog"], &Settings::default());
    let fused = only(&fusion);
    assert_eq!(fused.n_undecided(), 1);
    let Some(Detail::Words(words)) = &fused.detail else { panic!("no words") };
    let readings: Vec<_> = words[2].arcs.iter().filter_map(|arc| arc.word.as_deref()).collect();
    assert_eq!((readings, words[2].tied), (vec!["Cat.", "dog"], true));
    let fusion = texts(&["A Cat.", "a Cat.", "a cat — "], &Settings::default());
    assert_eq!(text(only(&fusion)), "a Cat.");
    assert_eq!(text(only(&texts(&["", "a b", ""], &Settings::default()))), "");
}

/// Fiscus' score by hand: `the` has 1/3 of the votes and confidence 0.9, `a` has 2/3 and 0.6 and 0.5.
#[test]
fn rover_weighs_votes_against_confidence() {
    let spoken = |words: &str, confidence: f64| Spoken {
        words: words.split(' ').map(str::to_owned).collect(),
        confidences: vec![confidence; 2],
        weight: 1.0,
    };
    let list = [spoken("the cat", 0.9), spoken("a cat", 0.6), spoken("a cat", 0.5)];
    let best = |alpha: f64, confidence_of_word: Confidence| {
        let settings = Settings { alpha, confidence_of_word, ..Settings::default() };
        let words = rover(&list, &[0, 1, 2], &settings).unwrap();
        (words[0].arcs[0].word.clone().unwrap(), words[0].arcs[0].score)
    };
    let check = |(word, score): (String, f64), expected: &str, by_hand: f64| {
        assert_eq!(word, expected);
        close(score, by_hand, 1e-12);
    };
    check(best(1.0, Confidence::Mean), "a", 2.0 / 3.0);
    check(best(0.5, Confidence::Mean), "the", 0.5 / 3.0 + 0.45);
    check(best(0.5, Confidence::Highest), "a", 1.0 / 3.0 + 0.3);
    let silent = Settings { alpha: 0.5, ..Settings::default() };
    assert!(texts(&["a", "b"], &silent).items[0].undefined.as_ref().unwrap().contains("confidence"));
    assert!(rover(&list, &[0, 1, 1], &Settings::default()).is_err());
}

/// The method with answers as points in space, as the paper writes it: squared distances to the weighted mean.
fn naive_reliability(points: &[Vec<Vec<f64>>], quantile: f64, iterations: usize) -> Vec<f64> {
    let n = points[0].len();
    let mut weights = vec![1.0; n];
    let apart = |weights: &[f64], answers: &[Vec<f64>]| -> Vec<f64> {
        let total: f64 = weights.iter().sum();
        let mean = |axis: usize| answers.iter().zip(weights).map(|(p, w)| p[axis] * w).sum::<f64>() / total;
        let centre: Vec<f64> = (0..answers[0].len()).map(mean).collect();
        answers.iter().map(|p| p.iter().zip(&centre).map(|(a, b)| (a - b).powi(2)).sum()).collect()
    };
    let even: f64 = points.iter().flat_map(|answers| apart(&weights, answers)).sum();
    let typical = even / (n * points.len()) as f64;
    for _ in 0..iterations {
        let mut sums = vec![0.25 * typical * points.len() as f64; n];
        for answers in points {
            sums.iter_mut().zip(apart(&weights, answers)).for_each(|(sum, apart)| *sum += apart);
        }
        weights = sums.iter().map(|sum| quantile / sum).collect();
    }
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

#[test]
fn reliability_from_distances_is_that_from_points_and_finds_the_careful() {
    let mut rng = Rng::seeded(9);
    let spread = [0.2, 0.5, 1.0, 1.0, 2.0];
    let noise = |rng: &mut Rng| (0..12).map(|_| rng.fraction()).sum::<f64>() - 6.0;
    let points: Vec<Vec<Vec<f64>>> = (0..40)
        .map(|_| {
            let truth: Vec<f64> = (0..6).map(|_| 5.0 * rng.fraction()).collect();
            spread.iter().map(|s| truth.iter().map(|x| x + s * noise(&mut rng)).collect()).collect()
        })
        .collect();
    let items: Vec<Distances> = points
        .iter()
        .map(|answers| {
            let squared = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>();
            let squared = answers.iter().flat_map(|a| answers.iter().map(move |b| squared(a, b))).collect();
            Distances { annotators: (0..5).collect(), squared }
        })
        .collect();
    let found = reliability(&items, &Settings::default()).unwrap();
    assert!(found.convergence.converged);
    assert!(found.convergence.objective.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9 * pair[0].abs()));
    // The quantile of 40 degrees of freedom at 0.025; it is the same for all, so any number would do.
    let naive = naive_reliability(&points, 24.433, 300);
    found.weights.iter().zip(&naive).for_each(|(a, b)| close(*a, *b, 1e-5));
    assert!(found.weights[0] > found.weights[1] && found.weights[1] > found.weights[2]);
    assert!(found.weights[2] > found.weights[4] && found.weights[3] > found.weights[4]);
}

#[test]
fn the_text_nearest_to_all_is_chosen_and_ties_are_shown() {
    let choose = |list: &[&[&str]]| {
        let mark = |text: &&str| vec![Mark::new(Shape::Text((*text).to_owned()), 0)];
        let sheets = (0..).zip(list).flat_map(|(item, texts)| {
            (0..).zip(texts.iter()).map(move |(who, text)| Sheet::new(item, who, mark(text)))
        });
        let sheets = Sheets::new(Kind::Transcripts, sheets.collect()).unwrap();
        fuser("reliability_weighted").unwrap().fuse(&sheets, &Settings::default()).unwrap()
    };
    let fusion = choose(&[&["a small cat", "a small cat", "one dog"]]);
    assert_eq!((text(only(&fusion)), only(&fusion).n_undecided()), ("a small cat", 0));
    let fusion = choose(&[&["yes", "no"]]);
    assert_eq!((text(only(&fusion)), &only(&fusion).tied[..]), ("no", &[Shape::Text("yes".to_owned())][..]));
    // On the last item two answers stand against each other; the others say whom to believe.
    let mut items: Vec<&[&str]> = vec![&["the red car", "the red car", "blue"]; 6];
    items.push(&["a tall tree", "a tall tree.", "some kind of bush"]);
    items.push(&["an old house", "", "nothing to see"]);
    let fusion = choose(&items);
    let weights = fusion.weights.as_ref().unwrap();
    assert!(weights[0] > 2.0 * weights[2] && (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{weights:?}");
    assert_eq!(text(&fusion.items[6].marks[0]), "a tall tree");
}

#[test]
fn wrong_distances_are_said_to_be_wrong() {
    let check = |annotators: &[u32], squared: &[f64], why: &str| {
        let item = Distances { annotators: annotators.to_vec(), squared: squared.to_vec() };
        let found = reliability(&[item], &Settings::default()).unwrap_err();
        assert!(found.contains(why), "{found}");
    };
    check(&[0, 1], &[0.0, 1.0, 1.0], "give 4");
    check(&[0, 0], &[0.0, 1.0, 1.0, 0.0], "two answers");
    check(&[0, 1], &[0.0, 1.0, 2.0, 0.0], "symmetric");
    check(&[0, 1], &[0.0, f64::NAN, f64::NAN, 0.0], "finite");
    check(&[0, 1], &[1.0, 1.0, 1.0, 0.0], "0 or more");
    assert!(reliability(&[], &Settings::default()).unwrap().weights.is_empty());
}
