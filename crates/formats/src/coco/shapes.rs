//! How each selector looks in COCO, and what is lost on the way.

use crosscheck_domain::{Point, Problem, Selector};
use serde_json::{Value, json};

use super::masks::Mask;

/// Corners of the polygon that stands for an ellipse.
const ELLIPSE_POINTS: u32 = 64;

/// A region as COCO has it.
pub struct Shape {
    /// Left, top, width, height.
    pub bbox: [f64; 4],
    pub area: f64,
    pub segmentation: Value,
    pub loss: Option<Loss>,
}

/// What COCO cannot say. Counted, and reported once each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    RotatedBox,
    Ellipse,
    Holes,
    PointsOrLines,
    Nowhere,
    NotOnAPicture,
    PictureReplaced,
    Judgement,
}

impl Loss {
    pub fn problem(self, n: u64) -> Problem {
        let (code, what) = match self {
            Self::RotatedBox => ("rotated_box_as_polygon", "rotated boxes are written as polygons"),
            Self::Ellipse => ("ellipse_as_polygon", "ellipses are written as polygons of 64 corners"),
            Self::Holes => ("holes_as_mask", "polygons with holes are written as masks, rounded to pixels"),
            Self::PointsOrLines => ("points_left_out", "points and lines are left out"),
            Self::Nowhere => ("placeless_left_out", "regions without a place are left out"),
            Self::NotOnAPicture => ("text_left_out", "regions that are not on a picture are left out"),
            Self::PictureReplaced => {
                ("replaced_left_out", "regions on pictures that the item does not show any more are left out")
            }
            Self::Judgement => ("judgements_left_out", "verdicts, omissions, answers and links are left out"),
        };
        Problem::new(code, format!("{n} × {what}; the native format keeps them as they are"))
    }
}

/// The shape of a selector on a picture of this width and height.
pub fn shape(selector: &Selector, size: (u32, u32)) -> Result<Shape, Loss> {
    match selector {
        Selector::Whole => Ok(polygon(&rectangle(0.0, 0.0, size.0.into(), size.1.into()), None)),
        Selector::Box { x, y, width, height, rotation } => {
            let corners = rectangle(*x, *y, *width, *height);
            if rotation.rem_euclid(360.0) == 0.0 {
                return Ok(polygon(&corners, None));
            }
            let centre = Point(x + width / 2.0, y + height / 2.0);
            let turned: Vec<Point> = corners.iter().map(|corner| turned(*corner, centre, *rotation)).collect();
            Ok(polygon(&turned, Some(Loss::RotatedBox)))
        }
        Selector::Polygon { points, holes } if holes.is_empty() => Ok(polygon(points, None)),
        Selector::Polygon { points, holes } => {
            let rings: Vec<&[Point]> = std::iter::once(points).chain(holes).map(Vec::as_slice).collect();
            let mask = Mask::fill(&rings, size);
            Ok(Shape { loss: Some(Loss::Holes), ..masked(&mask) })
        }
        Selector::Ellipse { cx, cy, rx, ry, rotation } => {
            let corner = |step: u32| {
                let angle = f64::from(step) / f64::from(ELLIPSE_POINTS) * std::f64::consts::TAU;
                turned(Point(cx + rx * angle.cos(), cy + ry * angle.sin()), Point(*cx, *cy), *rotation)
            };
            Ok(polygon(&(0..ELLIPSE_POINTS).map(corner).collect::<Vec<_>>(), Some(Loss::Ellipse)))
        }
        Selector::Mask { width, height, counts } => {
            Ok(masked(&Mask { width: *width, height: *height, counts: counts.clone() }))
        }
        Selector::Polyline { .. } | Selector::Points { .. } => Err(Loss::PointsOrLines),
        Selector::Text { .. } | Selector::Interval { .. } | Selector::Track { .. } => Err(Loss::NotOnAPicture),
        Selector::None { .. } => Err(Loss::Nowhere),
    }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> [Point; 4] {
    [Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height)]
}

/// Clockwise on a picture, whose y axis points down.
fn turned(point: Point, centre: Point, degrees: f64) -> Point {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (dx, dy) = (point.0 - centre.0, point.1 - centre.1);
    Point(round(centre.0 + dx * cos - dy * sin), round(centre.1 + dx * sin + dy * cos))
}

/// A ten-thousandth of a pixel: what a machine makes of a sine must not show.
fn round(number: f64) -> f64 {
    let rounded = (number * 1e4).round() / 1e4;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn polygon(points: &[Point], loss: Option<Loss>) -> Shape {
    let edges = |pick: fn(&Point) -> f64| {
        let values = points.iter().map(pick);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (edges(|point| point.0), edges(|point| point.1));
    let next = points.iter().cycle().skip(1);
    let twice: f64 = points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    let flat: Vec<f64> = points.iter().flat_map(|point| [point.0, point.1]).collect();
    Shape {
        bbox: [left, top, round(right - left), round(bottom - top)],
        area: round(twice.abs() / 2.0),
        segmentation: json!([flat]),
        loss,
    }
}

fn masked(mask: &Mask) -> Shape {
    Shape {
        bbox: mask.bounds(),
        area: mask.area(),
        segmentation: json!({ "size": [mask.height, mask.width], "counts": mask.counts }),
        loss: None,
    }
}
