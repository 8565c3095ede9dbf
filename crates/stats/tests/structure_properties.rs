//! What every measure on structure must hold, on random sheets of each kind.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::geometry::{Area, Keypoints, Mask, Rect};
use crosscheck_stats::matching::*;
use crosscheck_stats::{IntervalMethod, Rng};

/// A small limit of overlap, so that random marks have something to do with each other.
fn options() -> Options {
    Options { interval: IntervalMethod::None, overlap: 0.1, ..Options::default() }
}

fn find(matcher: &Matcher, kind: Kind, sheets: &[Sheet]) -> Finding {
    matcher.estimate(&Sheets::new(kind, sheets.to_vec()).unwrap(), &options(), &mut Rng::seeded(1))
}

fn each(mut check: impl FnMut(&Matcher, Kind)) {
    for matcher in MATCHERS {
        matcher.kinds.iter().for_each(|&kind| check(matcher, kind));
    }
}

fn shape(kind: Kind, rng: &mut Rng) -> Shape {
    let mut real = |scale: f64| scale * rng.fraction();
    match kind {
        Kind::Boxes => Shape::Box(Rect::sized([real(60.0), real(60.0)], 5.0 + real(30.0), 5.0 + real(30.0))),
        Kind::Polygons => {
            let (x, y, w, h) = (real(60.0), real(60.0), 5.0 + real(30.0), 5.0 + real(30.0));
            Shape::Area(Area::new(vec![vec![[x, y], [x + w, y + real(5.0)], [x + real(w), y + h]]]))
        }
        Kind::Masks => {
            let (x, y, w, h) = (real(6.0) as u32, real(6.0) as u32, 1 + real(5.0) as u32, 1 + real(5.0) as u32);
            let inside = |at: u32| (x..x + w).contains(&(at / 12)) && (y..y + h).contains(&(at % 12));
            Shape::Mask(Mask::from_pixels(12, 12, &(0..144).map(inside).collect::<Vec<_>>()).unwrap())
        }
        Kind::Points => Shape::Points(Keypoints {
            points: (0..4)
                .map(|_| (real(1.0) < 0.8).then(|| [real(9.0), real(9.0)]))
                .chain([Some([0.0, 0.0])])
                .collect(),
            size: 4000.0,
        }),
        Kind::Lines => Shape::Line((0..3).map(|_| [real(8.0), real(8.0)]).collect()),
        Kind::Spans | Kind::Intervals | Kind::Speech | Kind::Claims => {
            let start = real(50.0).floor();
            Shape::Stretches(vec![Stretch { start, end: start + 1.0 + real(12.0).floor() }])
        }
        Kind::Transcripts => Shape::Text((0..6).map(|_| ["a ", "b ", "c "][real(3.0) as usize]).collect()),
        Kind::Tracks => {
            let (first, x) = (real(5.0) as u32, real(20.0));
            let there = |t: u32| (t, Rect::sized([x + f64::from(t), 0.0], 10.0, 10.0));
            Shape::Track((first..first + 2 + real(6.0) as u32).map(there).collect())
        }
        Kind::Rankings => {
            let mut tiers = vec![Vec::new(); 3];
            (0..5).for_each(|entry| tiers[real(3.0) as usize].push(entry));
            Shape::Tiers(tiers)
        }
        Kind::Links => {
            let place = real(4.0).floor() * 20.0;
            Shape::Box(Rect::sized([place + real(3.0), 0.0], 10.0, 10.0))
        }
    }
}

fn sheet(kind: Kind, item: u32, annotator: u32, rng: &mut Rng) -> Sheet {
    let n = match kind {
        Kind::Transcripts | Kind::Rankings => 1,
        _ => 2 + rng.below(4),
    };
    let marks = (0..n).map(|_| Mark::new(shape(kind, rng), rng.below(3) as u32));
    let sheet = Sheet::new(item, annotator, marks.collect());
    match kind {
        Kind::Links => {
            let end = |rng: &mut Rng| rng.below(n) as u32;
            let links = (0..3).map(|_| Link {
                from: end(rng),
                to: end(rng),
                kind: rng.below(2) as u32,
                verdict: Some(rng.below(2) as u32),
            });
            sheet.linked(links.collect())
        }
        Kind::Spans | Kind::Intervals => sheet.within(0.0, 64.0),
        _ => sheet,
    }
}

/// Sheets of random marks; for average precision the first annotator gives scores, all of them different.
fn sheets_for(matcher: &Matcher, kind: Kind, n_annotators: u32, rng: &mut Rng) -> Vec<Sheet> {
    let mut list = sheets(kind, 12, n_annotators, rng);
    if matcher.id == "average_precision" {
        for sheet in list.iter_mut().filter(|sheet| sheet.annotator == 0) {
            sheet.marks.iter_mut().for_each(|mark| mark.score = Some(rng.fraction()));
        }
    }
    list
}

fn sheets(kind: Kind, n_items: u32, n_annotators: u32, rng: &mut Rng) -> Vec<Sheet> {
    (0..n_items)
        .flat_map(|item| (0..n_annotators).map(move |who| (item, who)))
        .map(|(item, who)| sheet(kind, item, who, rng))
        .collect()
}

#[track_caller]
fn same(matcher: &Matcher, kind: Kind, one: &[Sheet], two: &[Sheet], within: f64) {
    let [a, b] = [one, two].map(|sheets| {
        let found = find(matcher, kind, sheets);
        found.value.unwrap_or_else(|| panic!("{} of {kind:?} compares nothing: {:?}", matcher.id, found.undefined))
    });
    assert!((a - b).abs() <= within, "{} of {kind:?}: {a} and {b}", matcher.id);
}

#[test]
fn annotators_and_items_may_be_swapped_and_labels_renamed() {
    for n_annotators in [2, 3] {
        each(|matcher, kind| {
            // Each measure has sheets of its own, so that one more measure does not change those of the others.
            let mut rng = Rng::seeded(matcher.id.bytes().map(u64::from).sum());
            // What gamma expects by chance is sampled, and other annotators get other shifts.
            let within = if matcher.id == "gamma" { 0.2 } else { 1e-6 };
            let straight = sheets_for(matcher, kind, n_annotators, &mut rng);
            let mut swapped = straight.clone();
            swapped.iter_mut().for_each(|sheet| sheet.annotator = n_annotators - 1 - sheet.annotator);
            same(matcher, kind, &straight, &swapped, within);
            let mut moved = straight.clone();
            moved.iter_mut().for_each(|sheet| sheet.item = 30 - 2 * sheet.item);
            same(matcher, kind, &straight, &moved, within);
            let mut renamed = straight.clone();
            renamed.iter_mut().flat_map(|sheet| &mut sheet.marks).for_each(|mark| mark.label = 2 - mark.label);
            same(matcher, kind, &straight, &renamed, 1e-6);
        });
    }
}

#[test]
fn the_order_of_marks_and_sheets_leaves_no_trace() {
    let mut rng = Rng::seeded(3);
    each(|matcher, kind| {
        let straight = sheets_for(matcher, kind, 2, &mut rng);
        let mut turned = straight.clone();
        turned.reverse();
        for sheet in &mut turned {
            sheet.marks.reverse();
            let n = sheet.marks.len() as u32;
            for link in &mut sheet.links {
                (link.from, link.to) = (n - 1 - link.from, n - 1 - link.to);
            }
        }
        same(matcher, kind, &straight, &turned, 1e-6);
    });
}

#[test]
fn equal_sheets_have_the_perfect_value() {
    let mut rng = Rng::seeded(4);
    each(|matcher, kind| {
        let mut list = sheets(kind, 6, 1, &mut rng);
        let mut other = list.clone();
        for sheet in &mut other {
            sheet.annotator = 1;
            if matcher.id == "average_precision" {
                sheet.marks.iter_mut().for_each(|mark| mark.score = Some(0.5));
            }
        }
        list.extend(other);
        let found = find(matcher, kind, &list);
        let value = found.value.unwrap_or_else(|| panic!("{} of {kind:?}: {:?}", matcher.id, found.undefined));
        assert!((value - matcher.perfect).abs() < 1e-9, "{} of {kind:?}: {value}", matcher.id);
    });
}

#[test]
fn nothing_marked_is_undefined_with_a_reason() {
    each(|matcher, kind| {
        let empty = [Sheet::new(0, 0, Vec::new()), Sheet::new(0, 1, Vec::new())];
        for sheets in [&empty[..], &empty[..1], &[]] {
            let found = find(matcher, kind, sheets);
            assert_eq!(found.value, None, "{} of {kind:?}", matcher.id);
            assert!(found.undefined.is_some_and(|why| why.len() > 20), "{} of {kind:?}", matcher.id);
        }
    });
}

/// Sheets of two annotators that have nothing to do with each other. Units lie anywhere on a long continuum, since the ends
/// of a short one are something that annotators share.
fn strangers(kind: Kind, rng: &mut Rng) -> Vec<Sheet> {
    let mut list = sheets(kind, 150, 2, rng);
    if matches!(kind, Kind::Spans | Kind::Intervals) {
        for sheet in &mut list {
            let mark = |_| {
                let start = 296.0 * rng.fraction();
                Mark::stretch(start, start + 4.0, rng.below(3) as u32)
            };
            *sheet = Sheet::new(sheet.item, sheet.annotator, (0..12).map(mark).collect()).within(0.0, 300.0);
        }
    }
    list
}

/// Annotators who know nothing of each other: every chance-corrected measure is 0 within its interval, or nearly.
#[test]
fn chance_alone_gives_nothing() {
    let mut rng = Rng::seeded(5);
    each(|matcher, kind| {
        if matcher.chance_corrected {
            let list = Sheets::new(kind, strangers(kind, &mut rng)).unwrap();
            let options = Options {
                interval: IntervalMethod::Bootstrap { resamples: 300 },
                confidence: 0.99,
                ..Options::default()
            };
            let options = Options { overlap: 0.3, ..options };
            let found = matcher.estimate(&list, &options, &mut rng);
            let value = found.value.unwrap_or_else(|| panic!("{} of {kind:?}: {:?}", matcher.id, found.undefined));
            let interval =
                found.interval.unwrap_or_else(|| panic!("{} of {kind:?}: {value} without interval", matcher.id));
            assert!(
                interval.low <= 0.02 && interval.high >= -0.02,
                "{} of {kind:?}: {value} in {interval:?}",
                matcher.id
            );
        }
    });
}

#[test]
fn ids_are_unique_and_documents_have_their_headings() {
    for (at, matcher) in MATCHERS.iter().enumerate() {
        assert!(MATCHERS[..at].iter().all(|other| other.id != matcher.id));
        let headings: Vec<&str> = matcher.doc.lines().filter(|line| line.starts_with("## ")).collect();
        let wanted = ["## What it does", "## When to use it", "## When not", "## Example", "## Reference"];
        assert_eq!(headings, wanted, "{}", matcher.id);
    }
}

#[test]
fn a_measure_says_for_what_kind_it_is_not_made() {
    let found = find(matcher("hota").unwrap(), Kind::Boxes, &[]);
    assert_eq!(found.undefined.as_deref(), Some("hota is not made for boxes; use region_f1"));
}

#[test]
fn wrong_sheets_are_refused() {
    let new = |sheets| Sheets::new(Kind::Intervals, sheets).unwrap_err();
    let twice = vec![Sheet::new(3, 1, Vec::new()), Sheet::new(3, 1, Vec::new())];
    assert_eq!(new(twice), SheetError::Twice { item: 3, annotator: 1 });
    assert!(matches!(new(vec![Sheet::new(0, 0, vec![Mark::stretch(5.0, 5.0, 0)])]), SheetError::Stretch { .. }));
    assert!(matches!(new(vec![Sheet::new(0, 0, vec![Mark::stretch(f64::NAN, 5.0, 0)])]), SheetError::NotFinite { .. }));
    let link = Link { from: 0, to: 1, kind: 0, verdict: None };
    let missing = Sheet::new(0, 0, vec![Mark::stretch(0.0, 5.0, 0)]).linked(vec![link]);
    assert!(matches!(new(vec![missing]), SheetError::NoMark { mark: 1, .. }));
}

/// What items contribute one by one is the same value as that of all sheets together, and the order of items is free.
#[test]
fn items_one_by_one_make_the_same_value() {
    let mut rng = Rng::seeded(7);
    each(|matcher, kind| {
        let options = Options { interval: IntervalMethod::Bootstrap { resamples: 50 }, ..options() };
        let Some(by_item) = matcher.by_item(kind, &options) else { return };
        let sheets = Sheets::new(kind, sheets_for(matcher, kind, 3, &mut rng)).unwrap();
        let whole = matcher.estimate(&sheets, &options, &mut Rng::seeded(1));
        let items: Vec<OfItem> = sheets.items().filter_map(|item| by_item.of(item)).collect();
        let told = by_item.told(&items.iter().collect::<Vec<_>>(), &mut Rng::seeded(1));
        assert_eq!((told.value, told.interval), (whole.value, whole.interval), "{} of {kind:?}", matcher.id);
        let turned = by_item.told(&items.iter().rev().collect::<Vec<_>>(), &mut Rng::seeded(1));
        let apart = (turned.value.unwrap() - told.value.unwrap()).abs();
        assert!(apart < 1e-9, "{} of {kind:?}: {apart}", matcher.id);
        let mut joined = OfItem::default();
        items.iter().cloned().for_each(|item| joined.join(item));
        let apart = (by_item.value(&joined).unwrap() - told.value.unwrap()).abs();
        assert!(apart < 1e-9, "{} of {kind:?} joined: {apart}", matcher.id);
    });
}

#[test]
fn the_first_measure_by_item_has_an_item_and_fits_its_kind() {
    for matcher in MATCHERS {
        for &kind in matcher.kinds {
            for first in by_item(kind) {
                assert!(first.kinds.contains(&kind) && first.by_item(kind, &options()).is_some(), "{}", first.id);
            }
        }
    }
}

/// The example of its documentation.
#[test]
fn the_median_boundary_difference_by_hand() {
    let ann = vec![Mark::stretch(1000.0, 2000.0, 0), Mark::stretch(5000.0, 6000.0, 0)];
    let bo = vec![Mark::stretch(1100.0, 1950.0, 0), Mark::stretch(5000.0, 6020.0, 0)];
    let sheets = Sheets::new(Kind::Intervals, vec![Sheet::new(0, 0, ann), Sheet::new(0, 1, bo)]).unwrap();
    let found = matcher("boundary_median").unwrap().estimate(&sheets, &options(), &mut Rng::seeded(1));
    assert_eq!((found.value, found.part("n_values")), (Some(35.0), Some(4.0)));
}
