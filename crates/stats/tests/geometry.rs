//! Shapes against a second way to the same number: counted pixels, clipping, and formulas worked by hand.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::Rng;
use crosscheck_stats::geometry::*;

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9, "{found}, not {expected}");
}

fn whole(rng: &mut Rng, below: u64) -> f64 {
    rng.below(below) as f64
}

/// Counts unit squares by their centres with the even-odd rule; exact for outlines along the grid.
fn raster(area: &Area, other: &Area) -> (f64, f64) {
    let inside = |area: &Area, [x, y]: Point| {
        area.edges()
            .filter(|edge| {
                let ([ax, ay], [bx, by]) = (edge.from, edge.to);
                (ay <= y) != (by <= y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
            })
            .count()
            % 2
            == 1
    };
    let (mut both, mut either) = (0.0, 0.0);
    for at in 0..40 * 40 {
        let centre = [f64::from(at % 40) + 0.5, f64::from(at / 40) + 0.5];
        let (a, b) = (inside(area, centre), inside(other, centre));
        both += f64::from(a && b);
        either += f64::from(a || b);
    }
    (both, either)
}

/// An outline along the grid that may cross itself: each step goes sideways, then up or down.
fn blocky(rng: &mut Rng) -> Vec<Point> {
    let stops: Vec<Point> = (0..4).map(|_| [whole(rng, 40), whole(rng, 40)]).collect();
    let bends = stops.iter().zip(stops.iter().cycle().skip(1));
    bends.flat_map(|(here, next)| [*here, [next[0], here[1]]]).collect()
}

#[test]
fn areas_with_holes_and_crossings_equal_their_counted_pixels() {
    let mut rng = Rng::seeded(3);
    for _ in 0..200 {
        let [a, b] = [0; 2].map(|_| Area::new(vec![blocky(&mut rng), blocky(&mut rng)]));
        let (both, either) = raster(&a, &b);
        close(a.intersection(&b), both);
        close(a.size() + b.size() - a.intersection(&b), either);
        if either > 0.0 {
            close(a.iou(&b).unwrap(), both / either);
            close(a.iou(&b).unwrap(), b.iou(&a).unwrap());
        }
    }
}

/// Sutherland and Hodgman: cuts a convex outline at each edge of another, then the shoelace formula.
fn clipped(subject: &[Point], clip: &[Point]) -> f64 {
    let side = |a: Point, b: Point, p: Point| (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    let mut left = subject.to_vec();
    for (a, b) in clip.iter().zip(clip.iter().cycle().skip(1)) {
        let mut kept = Vec::new();
        for (p, q) in left.iter().zip(left.iter().cycle().skip(1)) {
            let (at_p, at_q) = (side(*a, *b, *p), side(*a, *b, *q));
            if at_p >= 0.0 {
                kept.push(*p);
            }
            if (at_p >= 0.0) != (at_q >= 0.0) {
                let t = at_p / (at_p - at_q);
                kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
            }
        }
        left = kept;
    }
    let twice: f64 = left.iter().zip(left.iter().cycle().skip(1)).map(|(p, q)| p[0] * q[1] - q[0] * p[1]).sum();
    twice.abs() / 2.0
}

#[test]
fn turned_boxes_equal_clipped_outlines() {
    let mut rng = Rng::seeded(4);
    for _ in 0..300 {
        let [a, b] = [0; 2].map(|_| TurnedRect {
            rect: Rect::sized(
                [whole(&mut rng, 20), whole(&mut rng, 20)],
                5.0 + whole(&mut rng, 20),
                5.0 + whole(&mut rng, 20),
            ),
            degrees: 360.0 * rng.fraction(),
        });
        let (one, two) = (a.to_area(), b.to_area());
        close(one.size(), a.rect.area());
        close(one.intersection(&two), clipped(&a.corners(), &b.corners()));
    }
}

fn speckled(rng: &mut Rng, width: u32, height: u32) -> Vec<bool> {
    let density = rng.fraction();
    (0..width * height).map(|_| rng.fraction() < density).collect()
}

#[test]
fn masks_in_runs_equal_masks_in_pixels() {
    let mut rng = Rng::seeded(5);
    for _ in 0..200 {
        let (width, height) = (1 + rng.below(9) as u32, 1 + rng.below(9) as u32);
        let (a, b) = (speckled(&mut rng, width, height), speckled(&mut rng, width, height));
        let [one, two] = [&a, &b].map(|pixels| Mask::from_pixels(width, height, pixels).unwrap());
        let both = a.iter().zip(&b).filter(|(a, b)| **a && **b).count() as f64;
        let sizes = [&a, &b].map(|pixels| pixels.iter().filter(|pixel| **pixel).count() as f64);
        let either = sizes[0] + sizes[1] - both;
        assert_eq!(one.iou(&two).unwrap(), (either > 0.0).then(|| both / either));
        assert_eq!(one.dice(&two).unwrap(), (either > 0.0).then(|| 2.0 * both / (sizes[0] + sizes[1])));
        assert_eq!(Mask::new(width, height, &one.counts()), Ok(one.clone()));
        let rim =
            |pixels: &[bool], reach: i64| -> Vec<bool> { rim(pixels, i64::from(width), i64::from(height), reach) };
        for reach in 0..4 {
            let [a, b] =
                [&a, &b].map(|pixels| Mask::from_pixels(width, height, &rim(pixels, i64::from(reach))).unwrap());
            assert_eq!(boundary_iou(&one, &two, reach).unwrap(), a.iou(&b).unwrap(), "reach {reach}");
        }
    }
}

/// Marked pixels with an unmarked one, or the outside, at most `reach` rows and columns away.
fn rim(pixels: &[bool], width: i64, height: i64, reach: i64) -> Vec<bool> {
    let marked = |x: i64, y: i64| x >= 0 && y >= 0 && x < width && y < height && pixels[(x * height + y) as usize];
    let inside = |x: i64, y: i64| (x - reach..=x + reach).all(|u| (y - reach..=y + reach).all(|v| marked(u, v)));
    (0..width * height).map(|at| (at / height, at % height)).map(|(x, y)| marked(x, y) && !inside(x, y)).collect()
}

#[test]
fn the_outline_of_a_mask_is_as_long_as_its_pixel_edges() {
    let mask = Mask::from_pixels(3, 3, &[false, true, false, true, true, false, false, false, false]).unwrap();
    let length: f64 = mask.outline().iter().map(Segment::length).sum();
    close(length, 8.0);
    assert_eq!(mask.bounds(), Rect { left: 0.0, top: 0.0, right: 2.0, bottom: 2.0 });
}

#[test]
fn masks_of_other_sizes_and_wrong_counts_are_refused() {
    let [a, b] = [(2, 3), (3, 2)].map(|(width, height)| Mask::new(width, height, &[1, 5]).unwrap());
    assert!(matches!(a.iou(&b), Err(MaskError::Sizes { .. })));
    assert!(Mask::new(2, 2, &[1, 2]).unwrap_err().to_string().contains("sum to 3"));
}

/// A square of ten and the same moved right by one: top and bottom edges lie on each other but for one pixel at the end,
/// which is within 1; left and right edges are exactly 1 away.
#[test]
fn surface_dice_counts_what_is_within_the_tolerance() {
    let [a, b] = [0.0, 1.0].map(|x| Area::from(Rect::sized([x, 0.0], 10.0, 10.0)));
    let [a, b]: [Vec<Segment>; 2] = [a, b].map(|area| area.edges().collect());
    close(surface_dice(&a, &b, 1.0).unwrap(), 1.0);
    // Within 0.25 are the shared 9 pixels of top and bottom and a quarter at either end; of the sides, the corner
    // quarters that the other's level edges pass: the moved square's left side crosses the level edges of the first.
    let level = 2.0 * (9.0 + 0.25);
    let sides = 2.0 * 0.25;
    close(surface_dice(&a, &b, 0.25).unwrap(), (level + sides) / 40.0);
    assert_eq!(surface_dice(&[], &[], 1.0), None);
}

#[test]
fn surface_dice_equals_dense_samples() {
    let mut rng = Rng::seeded(6);
    for _ in 0..20 {
        let [a, b] = [0; 2].map(|_| {
            let points: Vec<Point> = (0..5).map(|_| [20.0 * rng.fraction(), 20.0 * rng.fraction()]).collect();
            Area::new(vec![points]).edges().collect::<Vec<_>>()
        });
        let share = |from: &[Segment], to: &[Segment]| -> f64 {
            let near = |piece: &Segment, k: u32| {
                to.iter().any(|other| other.distance(piece.at((f64::from(k) + 0.5) / 4000.0)) <= 2.0)
            };
            from.iter()
                .map(|piece| piece.length() * (0..4000).filter(|&k| near(piece, k)).count() as f64 / 4000.0)
                .sum()
        };
        let total: f64 = a.iter().chain(&b).map(Segment::length).sum();
        let sampled = (share(&a, &b) + share(&b, &a)) / total;
        assert!((surface_dice(&a, &b, 2.0).unwrap() - sampled).abs() < 2e-3);
    }
}

/// With one size and the same points, COCO's formula: distance 10, size 100², sigma 0.05 gives exp(-100 / (8·10⁴·0.0025)).
#[test]
fn key_points_fade_with_distance() {
    let figure = |points: Vec<Option<Point>>| Keypoints { points, size: 1e4 };
    let (a, b) = (figure(vec![Some([0.0, 0.0]), None]), figure(vec![Some([10.0, 0.0]), None]));
    close(oks(&a, &b, &[0.05]).unwrap(), (-0.5f64).exp());
    assert_eq!(oks(&a, &a, &[0.05]), Some(1.0));
    assert_eq!(oks(&a, &figure(vec![None, Some([0.0, 0.0])]), &[0.05]), Some(0.0));
    assert_eq!(oks(&figure(vec![None]), &figure(vec![None]), &[0.05]), None);
}

/// Two level lines three pixels apart, the second half as long: the far end of the first is hypot(5, 3) away.
#[test]
fn lines_are_as_far_apart_as_their_farthest_points() {
    let (a, b) = ([[0.0, 0.0], [10.0, 0.0]], [[0.0, 3.0], [5.0, 3.0]]);
    let found = line_distance(&a, &b, 0.001, 3.0).unwrap();
    close(found.hausdorff, 5.0f64.hypot(3.0));
    // The first line: 5 pixels at 3, then the integral of hypot(x, 3) from 0 to 5; the second: 5 pixels at 3.
    let slope = 0.5 * (5.0 * 34f64.sqrt() + 9.0 * (5.0f64 / 3.0).asinh());
    assert!((found.mean - (15.0 + slope + 15.0) / 15.0).abs() < 1e-6);
    close(found.within, 10.0 / 15.0);
    assert_eq!(line_distance(&[], &b, 1.0, 1.0), None);
}

#[test]
fn only_boxes_that_overlap_are_candidates() {
    let mut rng = Rng::seeded(8);
    for _ in 0..50 {
        let [a, b]: [Vec<Rect>; 2] = [0; 2].map(|_| {
            (0..30)
                .map(|_| {
                    Rect::sized([whole(&mut rng, 50), whole(&mut rng, 50)], whole(&mut rng, 20), whole(&mut rng, 20))
                })
                .collect()
        });
        let all = (0..30u32).flat_map(|i| (0..30u32).map(move |j| (i, j)));
        let expected: Vec<(u32, u32)> =
            all.filter(|&(i, j)| a[i as usize].intersection(&b[j as usize]) > 0.0).collect();
        assert_eq!(overlapping(&a, &b), expected);
    }
}
