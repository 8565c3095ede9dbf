//! What every fuser must hold, on random sheets of each kind.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::fusion::{Detail, Fused, Fusion, Settings, TextDistance, recommended_fuser};
use crosscheck_stats::geometry::{Area, Keypoints, Mask, Rect};
use crosscheck_stats::matching::*;
use crosscheck_stats::{FUSERS, Fuser, Rng, fuser};

/// A shape somewhere on a grid of nine places, moved and stretched a little.
fn shape(kind: Kind, place: u32, rng: &mut Rng) -> Shape {
    let (x, y) = (f64::from(place % 3) * 30.0, f64::from(place / 3) * 30.0);
    let mut near = |at: f64| at + 3.0 * rng.fraction();
    let rect = Rect { left: near(x), top: near(y), right: near(x + 18.0), bottom: near(y + 18.0) };
    match kind {
        Kind::Boxes => Shape::Box(rect),
        Kind::Polygons => Shape::Area(Area::from(rect)),
        Kind::Masks => {
            let inside = |at: u32| {
                let (column, row) = (f64::from(at / 90) + 0.5, f64::from(at % 90) + 0.5);
                (rect.left..rect.right).contains(&column) && (rect.top..rect.bottom).contains(&row)
            };
            Shape::Mask(Mask::from_pixels(90, 90, &(0..8100).map(inside).collect::<Vec<_>>()).unwrap())
        }
        Kind::Points => Shape::Points(Keypoints {
            points: vec![Some([rect.left, rect.top]), Some([rect.right, rect.bottom]), None],
            size: 4e4,
        }),
        Kind::Spans | Kind::Intervals => {
            let start = f64::from(place) * 30.0;
            let (start, end) = (near(start), near(start + 15.0));
            let whole = |at: f64| if kind == Kind::Spans { at.floor() } else { at };
            Shape::Stretches(vec![Stretch { start: whole(start), end: whole(end) }])
        }
        Kind::Tracks => {
            let first = rng.below(3) as u32;
            Shape::Track((first..first + 8).map(|frame| (frame, rect)).collect())
        }
        Kind::Transcripts => {
            let mut words: Vec<&str> = "the quick brown fox jumps over the lazy dog".split(' ').collect();
            let at = rng.below(9) as usize;
            match rng.below(4) {
                0 => words[at] = ["cat", "slow", "red"][rng.below(3) as usize],
                1 => _ = words.remove(at),
                2 => words.insert(at, "very"),
                _ => (),
            }
            Shape::Text(words.join(" "))
        }
        _ => unreachable!("nothing fuses {kind:?}"),
    }
}

fn sheet(kind: Kind, item: u32, annotator: u32, rng: &mut Rng) -> Sheet {
    let n = if kind == Kind::Transcripts { 1 } else { 9 };
    let places: Vec<u32> = (0..n).filter(|_| n == 1 || rng.fraction() < 0.7).collect();
    let marks = places.into_iter().map(|place| {
        let label = u32::from(rng.fraction() < 0.2);
        Mark::new(shape(kind, place, rng), label).scored(0.5 + 0.5 * rng.fraction())
    });
    Sheet::new(item, annotator, marks.collect())
}

fn sheets(kind: Kind, n_annotators: u32, rng: &mut Rng) -> Vec<Sheet> {
    (0..4)
        .flat_map(|item| (0..n_annotators).map(move |who| (item, who)))
        .map(|(item, who)| sheet(kind, item, who, rng))
        .collect()
}

fn fuse(fuser: &Fuser, kind: Kind, sheets: &[Sheet], settings: &Settings) -> Fusion {
    let sheets = Sheets::new(kind, sheets.to_vec()).unwrap();
    fuser.fuse(&sheets, settings).unwrap_or_else(|why| panic!("{} of {kind:?}: {why}", fuser.id))
}

fn each(mut check: impl FnMut(&Fuser, Kind, &Settings)) {
    for fuser in FUSERS {
        for &kind in fuser.kinds {
            check(fuser, kind, &Settings::default());
            check(fuser, kind, &Settings { alpha: 0.5, text_distance: TextDistance::WordEdits, ..Settings::default() });
        }
    }
}

/// All numbers of a shape, and its text.
fn numbers(shape: &Shape) -> (Vec<f64>, String) {
    let edges = |rect: &Rect| vec![rect.left, rect.top, rect.right, rect.bottom];
    let found = match shape {
        Shape::Box(rect) => edges(rect),
        Shape::Area(area) => [edges(&area.bounds()), vec![area.size()]].concat(),
        Shape::Mask(mask) => mask.ranges().iter().flat_map(|&(from, to)| [from as f64, to as f64]).collect(),
        Shape::Points(figure) => figure.points.iter().flatten().flatten().copied().collect(),
        Shape::Stretches(list) => list.iter().flat_map(|stretch| [stretch.start, stretch.end]).collect(),
        Shape::Track(track) => {
            track.iter().flat_map(|(frame, rect)| [vec![f64::from(*frame)], edges(rect)].concat()).collect()
        }
        Shape::Text(text) => return (Vec::new(), text.clone()),
        Shape::Line(_) | Shape::Tiers(_) => Vec::new(),
    };
    (found, String::new())
}

#[track_caller]
fn same(one: &[Fused], two: &[Fused], what: &str) {
    assert_eq!(one.len(), two.len(), "{what}");
    for (a, b) in one.iter().zip(two) {
        let ((x, text), (y, other)) = (numbers(&a.shape), numbers(&b.shape));
        assert_eq!((text, a.slot, &a.label, a.members.len()), (other, b.slot, &b.label, b.members.len()), "{what}");
        assert!(x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| (x - y).abs() < 1e-7), "{what}: {x:?} {y:?}");
        assert!((a.support - b.support).abs() < 1e-9 && a.n_undecided() == b.n_undecided(), "{what}");
        assert!((a.score.unwrap_or(0.0) - b.score.unwrap_or(0.0)).abs() < 1e-9, "{what}");
    }
}

#[test]
fn names_and_order_leave_no_trace() {
    let mut rng = Rng::seeded(1);
    for n in [2, 3, 5] {
        each(|fuser, kind, settings| {
            let straight = sheets(kind, n, &mut rng);
            let weights: Vec<f64> = (0..n).map(|_| 0.5 + rng.fraction()).collect();
            let mut turned = straight.clone();
            turned.iter_mut().for_each(|sheet| {
                sheet.annotator = (n - sheet.annotator) % n;
                sheet.marks.reverse();
            });
            turned.reverse();
            let moved = (0..n as usize).map(|who| weights[(n as usize - who) % n as usize]).collect();
            for (one, two) in [(Vec::new(), Vec::new()), (weights, moved)] {
                let with = |weights| Settings { weights, ..settings.clone() };
                let one = fuse(fuser, kind, &straight, &with(one));
                let two = fuse(fuser, kind, &turned, &with(two));
                for (a, b) in one.items.iter().zip(&two.items) {
                    let what = format!("{} of {kind:?}, {n} annotators", fuser.id);
                    same(&a.marks, &b.marks, &what);
                    same(&a.left_out, &b.left_out, &what);
                    assert_eq!(a.undefined, b.undefined);
                }
            }
        });
    }
}

#[test]
fn unanimous_annotators_get_what_they_marked() {
    let mut rng = Rng::seeded(2);
    for n in [2, 3, 4] {
        each(|fuser, kind, settings| {
            let one = sheets(kind, 1, &mut rng);
            let all: Vec<Sheet> = (0..n)
                .flat_map(|annotator| one.iter().map(move |sheet| Sheet { annotator, ..sheet.clone() }))
                .collect();
            let fusion = fuse(fuser, kind, &all, settings);
            for (item, sheet) in fusion.items.iter().zip(&one) {
                // Pixels are voted on by label: all masks of one label are one.
                if !["pixel_vote", "staple"].contains(&fuser.id) {
                    let mut found: Vec<_> = item.marks.iter().map(|fused| numbers(&fused.shape)).collect();
                    let mut given: Vec<_> = sheet.marks.iter().map(|mark| numbers(&mark.shape)).collect();
                    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
                    given.sort_by(|a, b| a.partial_cmp(b).unwrap());
                    assert_eq!(found, given, "{} of {kind:?}", fuser.id);
                }
                for fused in &item.marks {
                    let size = |mark: &Mark| match &mark.shape {
                        Shape::Mask(mask) => mask.size(),
                        _ => 0,
                    };
                    let label = |mark: &&Mark| {
                        crosscheck_stats::aggregation::Decision::Label(mark.label as usize) == fused.label
                    };
                    if let (Shape::Mask(mask), "pixel_vote" | "staple") = (&fused.shape, fuser.id) {
                        assert_eq!(mask.size(), sheet.marks.iter().filter(label).map(size).sum::<u64>());
                    }
                    assert_eq!((fused.support, fused.n_undecided()), (1.0, 0), "{} of {kind:?}", fuser.id);
                }
                assert!(item.left_out.is_empty() && item.undefined.is_none());
            }
        });
    }
}

fn is_sound(fused: &Fused) -> bool {
    let detail = match &fused.detail {
        Some(Detail::Staple(staple)) => staple.probability.iter().all(|run| (0.0..=1.0).contains(&run.2)),
        Some(Detail::Words(words)) => words.iter().flat_map(|word| &word.arcs).all(|arc| arc.score.is_finite()),
        Some(Detail::Distances(apart)) => apart.iter().all(|apart| apart.is_finite()),
        Some(Detail::Frames(frames)) => frames.iter().all(|(_, support)| (0.0..=1.0 + 1e-9).contains(support)),
        Some(Detail::Undecided(_)) | None => true,
    };
    let scored = fused.score.is_none_or(|score| score > 0.0 && score <= 1.0 + 1e-9);
    detail
        && scored
        && (0.0..=1.0 + 1e-9).contains(&fused.support)
        && numbers(&fused.shape).0.iter().all(|x| x.is_finite())
}

#[test]
fn nothing_is_made_up_where_there_is_little() {
    let mut rng = Rng::seeded(3);
    each(|fuser, kind, settings| {
        let none = Sheets::new(kind, Vec::new()).unwrap();
        assert!(fuser.fuse(&none, settings).is_err());
        let empty = fuse(fuser, kind, &[Sheet::new(0, 0, Vec::new()), Sheet::new(0, 3, Vec::new())], settings);
        assert!(empty.items[0].marks.is_empty() && empty.items[0].undefined.is_none());
        let wrong = fuse(fuser, kind, &[Sheet::new(0, 0, vec![Mark::new(Shape::Tiers(Vec::new()), 0)])], settings);
        assert_eq!(wrong.refused.len(), 1, "{} of {kind:?}", fuser.id);
        for n in [1, 2, 3] {
            let mut some = sheets(kind, n, &mut rng);
            some.retain(|_| rng.fraction() < 0.7);
            some.push(sheet(kind, 9, 0, &mut rng));
            for weights in [Vec::new(), vec![0.0; 3], vec![1.0, 0.0, 0.0]] {
                let fusion = fuse(fuser, kind, &some, &Settings { weights, ..settings.clone() });
                for item in &fusion.items {
                    let all = || item.marks.iter().chain(&item.left_out);
                    assert!(all().all(is_sound), "{} of {kind:?}: {item:?}", fuser.id);
                }
            }
        }
    });
}

#[test]
fn settings_that_cannot_be_are_refused() {
    let sheets = Sheets::new(Kind::Boxes, vec![Sheet::new(0, 1, Vec::new())]).unwrap();
    let why = |settings: Settings| fuser("cluster_median").unwrap().fuse(&sheets, &settings).unwrap_err();
    assert!(why(Settings { weights: vec![1.0], ..Settings::default() }).contains("1 weights for 2 annotators"));
    assert!(why(Settings { weights: vec![1.0, -1.0], ..Settings::default() }).contains("negative"));
    assert!(why(Settings { overlap: f64::NAN, ..Settings::default() }).contains("overlap"));
    assert!(why(Settings { caution: -1.0, ..Settings::default() }).contains("caution"));
    assert!(fuser("rover").unwrap().fuse(&sheets, &Settings::default()).unwrap_err().contains("use cluster_median"));
}

#[test]
fn the_registry_is_complete() {
    let mut ids: Vec<&str> = FUSERS.iter().map(|fuser| fuser.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), FUSERS.len());
    for fuser in FUSERS {
        for heading in ["## What it does", "## When to use it", "## When not", "## Example", "## Reference"] {
            assert_eq!(fuser.doc.matches(heading).count(), 1, "{}: {heading}", fuser.id);
        }
        for &kind in fuser.kinds {
            let first = recommended_fuser(kind).unwrap();
            assert!(FUSERS.iter().any(|other| other.id == first && other.kinds.contains(&kind)), "{first}");
        }
    }
}
