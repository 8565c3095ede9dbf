//! Fusers on published and hand-worked examples, each with its source, and against second implementations.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::Decision;
use crosscheck_stats::fusion::{
    Confidence, Detail, Distances, Fused, Fusion, Order, Settings, Spoken, reliability, rover,
};
use crosscheck_stats::geometry::{Area, Keypoints, Rect};
use crosscheck_stats::matching::words::{Edits, align};
use crosscheck_stats::matching::{Closeness, Kind, Mark, Shape, Sheet, Sheets, Stretch};
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

/// The same box in frames 0-5 and 2-7: four frames of eight.
#[test]
fn tracks_overlap_over_all_frames() {
    let track = |frames: std::ops::Range<u32>| {
        Shape::Track(frames.map(|frame| (frame, Rect::sized([0.0, 0.0], 10.0, 10.0))).collect())
    };
    let closeness = Closeness { sigmas: Vec::new(), tolerance: 0.0 };
    let check = |one: Shape, two: Shape, expected: f64| close(one.overlap(&two, &closeness), expected, 1e-12);
    check(track(0..6), track(2..8), 0.5);
    check(track(0..6), track(0..6), 1.0);
    check(track(0..6), track(6..8), 0.0);
    check(track(0..0), track(0..0), 0.0);
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

/// Between two transcripts every difference is a tie, so ties are the errors of the best alignment (Levenshtein).
#[test]
fn two_transcripts_differ_in_as_many_places_as_there_are_errors() {
    let mut rng = Rng::seeded(4);
    for _ in 0..200 {
        let mut words = || (0..rng.below(9)).map(|_| ["a", "b", "c"][rng.below(3) as usize].to_owned()).collect();
        let (one, two): (Vec<String>, Vec<String>) = (words(), words());
        let spoken = |words: &Vec<String>| Spoken { words: words.clone(), confidences: Vec::new(), weight: 1.0 };
        let found = rover(&[spoken(&one), spoken(&two)], &[0, 1], &Settings::default()).unwrap();
        let edits = Edits::of(&align(&one, &two));
        assert_eq!(found.iter().filter(|word| word.tied).count() as u64, edits.errors(), "{one:?} {two:?}");
        assert_eq!(found.len() as u64, edits.errors() + edits.same);
    }
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
