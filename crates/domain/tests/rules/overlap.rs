//! How much selectors overlap: known values, and what holds for all of them.

use crosscheck_domain::{Point, Selector, Span};
use proptest::prelude::*;

fn check(one: &Selector, other: &Selector, expected: f64) {
    let found = one.overlap(other);
    assert!((found - expected).abs() < 1e-3, "{one:?} and {other:?} overlap by {found}, not {expected}");
    assert_eq!(found, other.overlap(one), "overlap is symmetric");
}

fn a_box(x: f64, y: f64, width: f64, height: f64, rotation: f64) -> Selector {
    Selector::Box { x, y, width, height, rotation }
}

fn ring(points: &[(f64, f64)]) -> Vec<Point> {
    points.iter().map(|(x, y)| Point(*x, *y)).collect()
}

fn polygon(points: &[(f64, f64)]) -> Selector {
    Selector::Polygon { points: ring(points), holes: Vec::new() }
}

fn square(x: f64, y: f64, size: f64) -> Vec<Point> {
    ring(&[(x, y), (x + size, y), (x + size, y + size), (x, y + size)])
}

fn text(spans: &[(usize, usize)]) -> Selector {
    let spans = spans.iter().map(|(start, end)| Span { start: *start, end: *end, quote: String::new() });
    Selector::Text { spans: spans.collect() }
}

#[test]
fn boxes() {
    check(&a_box(0.0, 0.0, 10.0, 10.0, 0.0), &a_box(5.0, 0.0, 10.0, 10.0, 0.0), 1.0 / 3.0);
    check(&a_box(0.0, 0.0, 10.0, 10.0, 0.0), &a_box(10.0, 0.0, 10.0, 10.0, 0.0), 0.0);
    check(&a_box(0.0, 0.0, 10.0, 10.0, 0.0), &a_box(0.0, 0.0, 10.0, 10.0, 90.0), 1.0);
    // A square and itself turned by 45 degrees share an octagon: 1/√2 of the union's share.
    check(&a_box(0.0, 0.0, 2.0, 2.0, 0.0), &a_box(0.0, 0.0, 2.0, 2.0, 45.0), std::f64::consts::FRAC_1_SQRT_2);
    check(&a_box(0.0, 0.0, 20.0, 10.0, 0.0), &a_box(5.0, -5.0, 10.0, 20.0, 90.0), 1.0);
}

#[test]
fn polygons_with_holes() {
    check(&polygon(&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]), &a_box(0.0, 0.0, 10.0, 10.0, 0.0), 0.5);
    let frame = Selector::Polygon { points: square(0.0, 0.0, 10.0), holes: vec![square(2.5, 2.5, 5.0)] };
    check(&frame, &frame, 1.0);
    check(&frame, &a_box(0.0, 0.0, 10.0, 10.0, 0.0), 0.75);
    check(&frame, &a_box(2.5, 2.5, 5.0, 5.0, 0.0), 0.0);
    let cross = polygon(&[(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]);
    check(&cross, &a_box(0.0, 0.0, 10.0, 10.0, 0.0), 0.5);
}

#[test]
fn large_polygons_are_close() {
    let circle = |n: u32| {
        let corner = |i: u32| (f64::from(i) * std::f64::consts::TAU / f64::from(n)).sin_cos();
        let points: Vec<_> = (0..n).map(corner).map(|(y, x)| (500.0 + 400.0 * x, 500.0 + 400.0 * y)).collect();
        polygon(&points)
    };
    check(&circle(1_000), &circle(5_000), 1.0);
    check(&circle(5_000), &Selector::Ellipse { cx: 500.0, cy: 500.0, rx: 400.0, ry: 400.0, rotation: 30.0 }, 1.0);
}

#[test]
fn ellipses() {
    let ellipse = |cx: f64, rx: f64, ry: f64, rotation: f64| Selector::Ellipse { cx, cy: 0.0, rx, ry, rotation };
    check(&ellipse(0.0, 10.0, 5.0, 0.0), &ellipse(0.0, 5.0, 10.0, 90.0), 1.0);
    check(&ellipse(0.0, 10.0, 10.0, 0.0), &a_box(-10.0, -10.0, 20.0, 20.0, 0.0), std::f64::consts::FRAC_PI_4);
    check(&ellipse(0.0, 10.0, 10.0, 0.0), &ellipse(20.1, 10.0, 10.0, 0.0), 0.0);
}

#[test]
fn masks_are_compared_by_runs() {
    let mask = |counts: &[u32]| Selector::Mask { width: 4, height: 4, counts: counts.to_vec() };
    check(&mask(&[0, 8, 8]), &mask(&[4, 8, 4]), 1.0 / 3.0);
    check(&mask(&[0, 16]), &mask(&[0, 4, 4, 4, 4]), 0.5);
    // Column-major: the first eight pixels are the two columns on the left.
    check(&mask(&[0, 8, 8]), &a_box(0.0, 0.0, 2.0, 4.0, 0.0), 1.0);
    check(&mask(&[0, 8, 8]), &a_box(0.0, 0.0, 4.0, 2.0, 0.0), 1.0 / 3.0);
    check(&mask(&[0, 8, 8]), &Selector::Whole, 0.5);
    check(&mask(&[0, 8, 8]), &Selector::Mask { width: 2, height: 8, counts: vec![0, 8, 8] }, 0.0);
    let huge = Selector::Mask { width: 8_000, height: 6_000, counts: vec![0, 24_000_000, 24_000_000] };
    check(&huge, &a_box(0.0, 0.0, 4_000.0, 6_000.0, 0.0), 1.0);
}

#[test]
fn texts() {
    check(&text(&[(0, 10)]), &text(&[(5, 15)]), 1.0 / 3.0);
    check(&text(&[(0, 5), (10, 15)]), &text(&[(0, 15)]), 2.0 / 3.0);
    check(&text(&[(0, 5)]), &text(&[(5, 9)]), 0.0);
    check(&text(&[(0, 5), (3, 8)]), &text(&[(0, 8)]), 1.0);
}

#[test]
fn lines_and_points() {
    let line = |points: &[(f64, f64)]| Selector::Polyline { points: ring(points) };
    check(&line(&[(0.0, 0.0), (100.0, 0.0)]), &line(&[(100.0, 3.0), (0.0, 3.0)]), 1.0);
    check(&line(&[(0.0, 0.0), (100.0, 0.0)]), &line(&[(0.0, 50.0), (100.0, 50.0)]), 0.0);
    let half = line(&[(0.0, 0.0), (100.0, 0.0)]).overlap(&line(&[(0.0, 0.0), (200.0, 0.0)]));
    assert!((0.66..0.70).contains(&half), "{half}");
    let points = |points: &[(f64, f64)]| Selector::Points { points: ring(points) };
    check(&points(&[(0.0, 0.0)]), &points(&[(5.0, 0.0)]), 0.5);
    check(&points(&[(0.0, 0.0), (50.0, 50.0)]), &points(&[(50.0, 50.0)]), 0.5);
    check(&points(&[(0.0, 0.0)]), &points(&[(11.0, 0.0)]), 0.0);
    check(&points(&[(0.0, 0.0)]), &a_box(0.0, 0.0, 1.0, 1.0, 0.0), 0.0);
}

#[test]
fn wholes_and_absences() {
    let none = |reason: &str| Selector::None { reason: reason.to_owned() };
    check(&Selector::Whole, &Selector::Whole, 1.0);
    check(&none("absent"), &none("absent"), 1.0);
    check(&none("absent"), &none("negated"), 0.0);
    check(&none("absent"), &Selector::Whole, 0.0);
    check(&text(&[(0, 5)]), &a_box(0.0, 0.0, 1.0, 1.0, 0.0), 0.0);
}

fn any_area() -> impl Strategy<Value = Selector> {
    let coordinate = 0.0..100.0_f64;
    let size = 1.0..60.0_f64;
    let points = prop::collection::vec((coordinate.clone(), coordinate.clone()), 3..8);
    prop_oneof![
        (coordinate.clone(), coordinate.clone(), size.clone(), size.clone(), 0.0..360.0_f64)
            .prop_map(|(x, y, width, height, rotation)| a_box(x, y, width, height, rotation)),
        (coordinate.clone(), coordinate, size.clone(), size, 0.0..360.0_f64)
            .prop_map(|(cx, cy, rx, ry, rotation)| Selector::Ellipse { cx, cy, rx, ry, rotation }),
        points.prop_map(|points| polygon(&points)),
        prop::collection::vec(1_u32..500, 2..20).prop_map(|counts| {
            let total: u32 = counts.iter().sum();
            Selector::Mask { width: 100, height: 100, counts: [counts, vec![10_000 - total.min(10_000)]].concat() }
        }),
    ]
}

proptest! {
    #[test]
    fn overlap_is_symmetric_and_within_bounds(one in any_area(), other in any_area()) {
        let found = one.overlap(&other);
        prop_assert!((0.0..=1.0).contains(&found), "{}", found);
        prop_assert!((found - other.overlap(&one)).abs() < 1e-9);
        prop_assert!((one.overlap(&one) - 1.0).abs() < 1e-9);
    }
}
