//! How much two selectors overlap, whatever their kinds are.

use super::{
    Selector, area::Area, r#box::Rectangle, ellipse::Ellipse, interval, mask::Runs, points, polygon, polyline, text,
    track,
};

impl Selector {
    /// How much two selectors of one part overlap: 0 for nothing shared, 1 for the same place. Symmetric.
    ///
    /// Boxes, polygons, ellipses and masks: intersection over union. Areas are exact (an ellipse is a polygon of 128
    /// corners with its area); a mask is compared with another kind by the pixels whose centres that kind covers.
    /// Text: Jaccard index of code points. Polylines: the share of both lengths within 5 pixels of the other line.
    /// Points: nearest pairs within 10 pixels, see `points`. Intervals of
    /// the same channel: intersection over union of their time; two point events are the same within 50 ms. Tracks: the
    /// mean overlap of their shapes over the time that either is there, see `track`. The whole part overlaps itself, and a mask by the share of
    /// its pixels; explicit absences are equal when their reasons are. Everything else shares nothing.
    pub fn overlap(&self, other: &Selector) -> f64 {
        match (self, other) {
            (Selector::Text { spans: one }, Selector::Text { spans: other }) => text::overlap(one, other),
            (Selector::Polyline { points: one }, Selector::Polyline { points: other }) => polyline::overlap(one, other),
            (Selector::Points { points: one }, Selector::Points { points: other }) => points::overlap(one, other),
            (Selector::Track { keyframes: one }, Selector::Track { keyframes: other }) => track::overlap(one, other),
            (
                Selector::Interval { start_ms: start, end_ms: end, channel: one, .. },
                Selector::Interval { start_ms: from, end_ms: to, channel: other, .. },
            ) => {
                if one == other {
                    interval::overlap((*start, *end), (*from, *to))
                } else {
                    0.0
                }
            }
            (Selector::None { reason: one }, Selector::None { reason: other }) => f64::from(u8::from(one == other)),
            _ => match (self.footprint(), other.footprint()) {
                (Footprint::Rectangle(one), Footprint::Rectangle(other)) => {
                    one.upright_overlap(&other).unwrap_or_else(|| one.area().overlap(&other.area()))
                }
                (Footprint::Pixels(one), Footprint::Pixels(other)) => one.overlap(&other),
                (Footprint::Pixels(pixels), Footprint::Whole) | (Footprint::Whole, Footprint::Pixels(pixels)) => {
                    pixels.n_marked() as f64 / (f64::from(pixels.width) * f64::from(pixels.height)).max(1.0)
                }
                (Footprint::Whole, Footprint::Whole) => 1.0,
                (Footprint::Pixels(pixels), figure) | (figure, Footprint::Pixels(pixels)) => {
                    figure.area().map_or(0.0, |area| Runs::painted(pixels.width, pixels.height, &area).overlap(&pixels))
                }
                (one, other) => match (one.area(), other.area()) {
                    (Some(one), Some(other)) => one.overlap(&other),
                    _ => 0.0,
                },
            },
        }
    }

    fn footprint(&self) -> Footprint {
        match self {
            Selector::Whole => Footprint::Whole,
            Selector::Box { x, y, width, height, rotation } => {
                Footprint::Rectangle(Rectangle { x: *x, y: *y, width: *width, height: *height, rotation: *rotation })
            }
            Selector::Polygon { points, holes } => Footprint::Area(polygon::area(points, holes)),
            Selector::Ellipse { cx, cy, rx, ry, rotation } => {
                Footprint::Area(Ellipse { cx: *cx, cy: *cy, rx: *rx, ry: *ry, rotation: *rotation }.area())
            }
            Selector::Mask { width, height, counts } => Footprint::Pixels(Runs::new(*width, *height, counts)),
            Selector::Text { .. }
            | Selector::Polyline { .. }
            | Selector::Points { .. }
            | Selector::Interval { .. }
            | Selector::Track { .. }
            | Selector::None { .. } => Footprint::Thin,
        }
    }
}

/// What a selector covers, in the form that it is compared in.
enum Footprint {
    Whole,
    Rectangle(Rectangle),
    Area(Area),
    Pixels(Runs),
    /// No area at all.
    Thin,
}

impl Footprint {
    fn area(self) -> Option<Area> {
        match self {
            Footprint::Rectangle(rectangle) => Some(rectangle.area()),
            Footprint::Area(area) => Some(area),
            Footprint::Whole | Footprint::Pixels(_) | Footprint::Thin => None,
        }
    }
}
