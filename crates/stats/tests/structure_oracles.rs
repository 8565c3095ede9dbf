//! Published and worked values of the measures on structure, each with its source.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::gamma::{Dissimilarity, Unit, disorder};
use crosscheck_stats::matching::words::{Edits, align};
use crosscheck_stats::matching::*;
use crosscheck_stats::{IntervalMethod, Rng};

#[track_caller]
fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found}, not {expected} within {within}");
}

fn plain() -> Options {
    Options { interval: IntervalMethod::None, ..Options::default() }
}

fn find(id: &str, kind: Kind, sheets: Vec<Sheet>, options: &Options) -> Finding {
    let sheets = Sheets::new(kind, sheets).unwrap();
    matcher(id).unwrap().estimate(&sheets, options, &mut Rng::seeded(1))
}

fn stretches(list: &[(f64, f64, u32)]) -> Vec<Mark> {
    list.iter().map(|&(start, end, label)| Mark::stretch(start, end, label)).collect()
}

/// K. Krippendorff, On the reliability of unitizing continuous data, 1995, as given in the tests of DKPro Agreement:
/// observed disagreement and alpha in the limit (there within 0.02; the last
/// numbers are the limit by hand: for C 2/24 · 2389.3 / 2200 is expected), with the sign in the expected disagreement corrected.
#[test]
fn alpha_for_unitizing_is_krippendorffs_of_1995() {
    let check = |one: &[(f64, f64, u32)], two: &[(f64, f64, u32)], observed: f64, alpha: f64, by_hand: f64| {
        let sheets =
            [one, two].into_iter().zip(0..).map(|(list, who)| Sheet::new(0, who, stretches(list)).within(0.0, 24.0));
        let found = find("unitized_alpha", Kind::Intervals, sheets.collect(), &plain());
        close(found.part("observed").unwrap() / 24.0, observed, 1e-5);
        close(found.value.unwrap(), alpha, 0.02);
        close(found.value.unwrap(), by_hand, 5e-4);
    };
    check(&[(2.0, 10.0, 0), (14.0, 20.0, 0)], &[(4.0, 8.0, 0), (15.0, 17.0, 0)], 0.03125, 0.553, 0.553);
    let c_one = [(2.0, 8.0, 0), (10.0, 12.0, 0), (14.0, 18.0, 0), (20.0, 22.0, 0)];
    let c_two = [(0.0, 2.0, 0), (4.0, 8.0, 0), (10.0, 14.0, 0), (16.0, 18.0, 0), (20.0, 22.0, 0)];
    check(&c_one, &c_two, 0.02777, 0.679, 0.69308);
    let short = [(0.0, 2.0), (2.0, 3.0), (3.0, 4.0), (4.0, 5.0), (5.0, 6.0), (6.0, 9.0), (9.0, 10.0)];
    check(&[(0.0, 18.0, 0)], &short.map(|(start, end)| (start, end, 0)), 2.26736, -0.926, -0.9284);
}

/// Dissimilarities and the disorder of the best alignment from pygamma-agreement 0.5.9 (32-bit floats) with alpha, beta
/// and delta-empty of 1: units shifted by one, unequal numbers of units, and equal ones.
#[test]
fn gamma_has_the_disorder_of_its_reference() {
    let unit = |(start, end, label)| Unit { start, end, label };
    let weights = Dissimilarity { place: 1.0, label: 1.0, empty: 1.0 };
    let a = [(1.0, 5.0, 0), (6.0, 10.0, 1), (11.0, 15.0, 0)].map(unit).to_vec();
    let b = [(2.0, 6.0, 0), (7.0, 11.0, 1), (12.0, 16.0, 0)].map(unit).to_vec();
    let expected = [[0.0625, 3.25, 7.5625], [2.0, 0.0625, 3.25], [5.0625, 2.0, 0.0625]];
    for (a, row) in a.iter().zip(expected) {
        b.iter().zip(row).for_each(|(b, expected)| close(weights.between(a, b), expected, 1e-9));
    }
    close(disorder(&[a.clone(), b], &weights).0, 0.0625, 1e-9);
    let many = [(1.0, 5.0, 0), (6.0, 10.0, 1), (20.0, 24.0, 0), (30.0, 34.0, 1)].map(unit).to_vec();
    let few = [(2.0, 6.0, 0), (31.0, 35.0, 1)].map(unit).to_vec();
    close(disorder(&[many, few], &weights).0, 0.7083333134651184, 1e-6);
    assert_eq!(disorder(&[a.clone(), a.clone(), a], &weights), (0.0, true));
}

/// Three annotators: the same best alignment by trying every way to give each unit of the first a unit or none of the
/// others.
#[test]
fn the_best_alignment_of_three_is_not_beaten_by_any() {
    let weights = Dissimilarity { place: 1.0, label: 1.0, empty: 1.0 };
    fn best(left: &mut [Vec<Unit>; 3], weights: &Dissimilarity) -> f64 {
        let Some(who) = (0..3).find(|&who| !left[who].is_empty()) else { return 0.0 };
        let unit = left[who].pop().unwrap();
        let others: Vec<usize> = (who + 1..3).collect();
        let mut least = f64::INFINITY;
        let n = |who: usize, left: &[Vec<Unit>; 3]| if others.contains(&who) { left[who].len() } else { 0 };
        let (n_one, n_two) = (n(1, left), n(2, left));
        for i in 0..=n_one {
            for j in 0..=n_two {
                let one = (i < n_one).then(|| left[1].remove(i));
                let two = (j < n_two).then(|| left[2].remove(j));
                let between = |a: Option<Unit>, b: Option<Unit>| match (a, b) {
                    (Some(a), Some(b)) => weights.between(&a, &b),
                    _ => weights.empty,
                };
                let cost = (between(Some(unit), one) + between(Some(unit), two) + between(one, two)) / 3.0;
                least = least.min(cost + best(left, weights));
                two.into_iter().for_each(|unit| left[2].insert(j, unit));
                one.into_iter().for_each(|unit| left[1].insert(i, unit));
            }
        }
        left[who].push(unit);
        least
    }
    let mut rng = Rng::seeded(11);
    for _ in 0..60 {
        let mut units: [Vec<Unit>; 3] = Default::default();
        for list in &mut units {
            for _ in 0..rng.below(4) {
                let start = 12.0 * rng.fraction();
                list.push(Unit { start, end: start + 0.5 + 4.0 * rng.fraction(), label: rng.below(2) as u32 });
            }
            list.sort_by(|a, b| a.start.total_cmp(&b.start));
        }
        let n: usize = units.iter().map(Vec::len).sum();
        let (found, exact) = disorder(&units, &weights);
        assert!(exact);
        if n > 0 {
            close(found, best(&mut units, &weights) * 3.0 / n as f64, 1e-9);
        }
    }
}

/// The example of the documentation and tests of pyannote.metrics (H. Bredin 2017), and its collar, which names the total.
#[test]
fn diarization_errors_are_pyannotes() {
    let reference = [(0.0, 10.0, 0), (12.0, 20.0, 1), (24.0, 27.0, 0), (30.0, 40.0, 2)];
    let other = [(2.0, 13.0, 0), (13.0, 14.0, 3), (14.0, 20.0, 1), (22.0, 38.0, 2), (38.0, 40.0, 3)];
    let sheets = || vec![Sheet::new(0, 0, stretches(&reference)), Sheet::new(0, 1, stretches(&other))];
    let options = Options { reference: Some(0), ..plain() };
    let found = find("diarization_error", Kind::Speech, sheets(), &options);
    close(found.value.unwrap(), 0.5161290322580645, 1e-12);
    let parts = ["speech", "missed", "false_speech", "confused"].map(|name| found.part(name).unwrap());
    assert_eq!(parts, [31.0, 2.0, 7.0, 7.0]);
    let alone = vec![Sheet::new(0, 0, stretches(&[(0.0, 10.0, 0)])), Sheet::new(0, 1, Vec::new())];
    let speech = Speech { collar_each_side: 0.5, overlaps: Overlaps::Scored };
    let found = find("diarization_error", Kind::Speech, alone, &Options { speech, ..options });
    assert_eq!((found.part("speech"), found.value), (Some(9.0), Some(1.0)));
}

#[test]
fn the_jaccard_error_counts_speakers_alike() {
    let sheets = vec![
        Sheet::new(0, 0, stretches(&[(0.0, 10.0, 0), (20.0, 21.0, 1)])),
        Sheet::new(0, 1, stretches(&[(5.0, 10.0, 7)])),
    ];
    let found = find("jaccard_error", Kind::Speech, sheets, &Options { reference: Some(0), ..plain() });
    // Speaker 0: one minus 5 of 10; speaker 1 has no partner.
    assert_eq!(found.value, Some(0.75));
}

/// Morris, Maier & Green 2004 and the tests of jiwer 4: reference, other, WER, MER, WIL.
#[test]
fn word_errors_are_those_of_the_literature() {
    let cases = [
        ("X", "X", 0.0, 0.0, 0.0),
        ("X", "X X Y Y", 3.0, 0.75, 0.75),
        ("X Y X", "X Z", 2.0 / 3.0, 2.0 / 3.0, 5.0 / 6.0),
        ("X", "Y", 1.0, 1.0, 1.0),
        ("X", "Y Z", 2.0, 1.0, 1.0),
        ("This is a test", "This test", 0.5, 0.5, 0.5),
        (
            "i am a short ground truth",
            "i am a considerably longer and very much incorrect hypothesis",
            7.0 / 6.0,
            0.7,
            0.85,
        ),
    ];
    for (reference, other, wer, mer, wil) in cases {
        let [a, b] = [reference, other].map(|text| Normaliser::Verbatim.words(text));
        let edits = Edits::of(&align(&a, &b));
        close(edits.error_rate(), wer, 1e-12);
        close(edits.match_error_rate(), mer, 1e-12);
        close(edits.information_lost(), wil, 1e-12);
    }
    let empty: [&str; 0] = [];
    assert_eq!(Edits::of(&align(&empty, &empty)).error_rate(), 0.0);
    assert_eq!(Edits::of(&align(&empty, &["peaceful", "silence"])).error_rate(), 2.0);
    assert_eq!(
        Normaliser::LettersAndDigits.words("The dog’s bowl, well-worn — NEW."),
        ["the", "dog's", "bowl", "well-worn", "new"]
    );
}

/// A sheet of tracks from the frames in which each is, and the place of its box: one box a place, none overlap.
fn tracks(annotator: u32, tracks: &[&[(u32, u32)]]) -> Sheet {
    let rect = |place: u32| Rect::sized([f64::from(place) * 10.0, 0.0], 5.0, 5.0);
    let mark = |frames: &&[(u32, u32)]| {
        Mark::new(Shape::Track(frames.iter().map(|&(t, place)| (t, rect(place))).collect()), 0)
    };
    Sheet::new(0, annotator, tracks.iter().map(mark).collect())
}

/// The case "no confusion" of the tests of TrackEval: which boxes lie on each other is given frame by frame.
#[test]
fn tracks_are_counted_as_trackeval_does() {
    let reference = tracks(0, &[&[(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)], &[(0, 1), (1, 1), (2, 1)]]);
    let other = tracks(1, &[&[(0, 1), (1, 1), (2, 2), (3, 2)], &[(0, 3), (1, 3), (2, 3), (3, 0), (4, 0)]]);
    let options = Options { reference: Some(0), ..plain() };
    let found = find("mota", Kind::Tracks, vec![reference.clone(), other.clone()], &options);
    close(found.value.unwrap(), -0.125, 1e-12);
    let parts = ["found", "missed", "false_boxes", "switches"].map(|name| found.part(name).unwrap());
    assert_eq!(parts, [4.0, 4.0, 5.0, 0.0]);
    let found = find("identity_f1", Kind::Tracks, vec![reference, other], &options);
    close(found.value.unwrap(), 0.47058823529411764, 1e-12);
}

/// Ten frames drawn exactly but as two tracks of five: every pair runs together with half of the long track.
#[test]
fn hota_halves_association_when_a_track_is_cut() {
    let whole: Vec<(u32, u32)> = (0..10).map(|t| (t, 0)).collect();
    let sheets = vec![tracks(0, &[&whole]), tracks(1, &[&whole[..5], &whole[5..]])];
    let found = find("hota", Kind::Tracks, sheets.clone(), &plain());
    close(found.value.unwrap(), 0.5f64.sqrt(), 1e-12);
    assert_eq!((found.part("detection"), found.part("association")), (Some(1.0), Some(0.5)));
    let found = find("mota", Kind::Tracks, sheets, &Options { reference: Some(0), ..plain() });
    assert_eq!(found.part("switches"), Some(1.0));
}

/// The example in `time_alpha`: of 100 s, 0–50 against 0–40.
#[test]
fn alpha_over_time_weighs_seconds() {
    let sheets = [50.0, 40.0]
        .iter()
        .zip(0..)
        .map(|(&end, who)| Sheet::new(0, who, stretches(&[(0.0, end, 0)])).within(0.0, 100.0));
    let found = find("time_alpha", Kind::Intervals, sheets.collect(), &plain());
    close(found.value.unwrap(), 1.0 - 0.1 / (2.0 * 0.45 * 0.55), 1e-12);
}
