//! What annotators mark, and how much two marks of one kind overlap.

use crate::geometry::{Area, Keypoints, Mask, Point, Rect, line_distance, oks};

/// One thing that an annotator marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub shape: Shape,
    /// The medium that it is marked on, as a number: marks on different media never overlap.
    pub slot: u32,
    /// The label, the speaker, or the verdict of a claim, as a number.
    pub label: u32,
    /// How sure a model is of it; people give none.
    pub score: Option<f64>,
}

/// A half-open stretch: code points of a text, or time in any unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    pub start: f64,
    pub end: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Box(Rect),
    /// Polygons with holes, turned boxes, ellipses as polygons.
    Area(Area),
    Mask(Mask),
    Points(Keypoints),
    Line(Vec<Point>),
    /// One stretch or, for discontinuous spans, several that do not overlap, ascending. None for what has no place.
    Stretches(Vec<Stretch>),
    /// The boxes of one object by ascending frame.
    Track(Vec<(u32, Rect)>),
    Text(String),
    /// Entries from best to worst; those of one tier are tied.
    Tiers(Vec<Vec<u32>>),
}

/// What decides how similar points and lines are.
#[derive(Debug, Clone, PartialEq)]
pub struct Closeness {
    /// How exactly each key point can be placed; see [`oks`].
    pub sigmas: Vec<f64>,
    /// How far outlines and lines may be apart, in pixels.
    pub tolerance: f64,
}

impl Mark {
    pub fn new(shape: Shape, label: u32) -> Self {
        Self { shape, slot: 0, label, score: None }
    }

    /// A mark of one stretch.
    pub fn stretch(start: f64, end: f64, label: u32) -> Self {
        Self::new(Shape::Stretches(vec![Stretch { start, end }]), label)
    }

    pub fn on(self, slot: u32) -> Self {
        Self { slot, ..self }
    }

    pub fn scored(self, score: f64) -> Self {
        Self { score: Some(score), ..self }
    }

    /// How much two marks share; zero on different media.
    pub fn overlap(&self, other: &Self, closeness: &Closeness) -> f64 {
        if self.slot == other.slot { self.shape.overlap(&other.shape, closeness) } else { 0.0 }
    }

    /// The stretches of a mark in a text or in time; none for other shapes.
    pub(crate) fn stretches(&self) -> &[Stretch] {
        match &self.shape {
            Shape::Stretches(stretches) => stretches,
            _ => &[],
        }
    }
}

impl Stretch {
    pub fn length(&self) -> f64 {
        (self.end - self.start).max(0.0)
    }
}

impl Shape {
    /// An upright box around the shape, outside of which nothing can overlap it; `None` where there is no such limit.
    pub(super) fn bounds(&self, closeness: &Closeness) -> Option<Rect> {
        match self {
            Self::Box(rect) => Some(*rect),
            Self::Area(area) => Some(area.bounds()),
            Self::Mask(mask) => Some(mask.bounds()),
            Self::Line(points) => {
                let rect = Rect::around_points(points.iter().copied());
                let reach = closeness.tolerance + 1e-9;
                let Rect { left, top, right, bottom } = rect;
                Some(Rect { left: left - reach, top: top - reach, right: right + reach, bottom: bottom + reach })
            }
            Self::Stretches(stretches) => Some(Rect::around_points(
                stretches.iter().flat_map(|stretch| [[stretch.start, 0.0], [stretch.end, 1.0]]),
            )),
            Self::Points(_) | Self::Track(_) | Self::Text(_) | Self::Tiers(_) => None,
        }
    }

    /// How much two marks share, from 0 to 1: intersection over union (of tracks over all frames), the similarity of key
    /// points, or the share of two lines within the tolerance of each other. Zero for shapes that cannot be compared.
    pub fn overlap(&self, other: &Self, closeness: &Closeness) -> f64 {
        let found = match (self, other) {
            (Self::Box(one), Self::Box(two)) => one.iou(two),
            (Self::Area(one), Self::Area(two)) => one.iou(two),
            (Self::Box(one), Self::Area(two)) | (Self::Area(two), Self::Box(one)) => Area::from(*one).iou(two),
            (Self::Mask(one), Self::Mask(two)) => one.iou(two).ok().flatten(),
            (Self::Points(one), Self::Points(two)) => oks(one, two, &closeness.sigmas),
            (Self::Line(one), Self::Line(two)) => {
                line_distance(one, two, f64::INFINITY, closeness.tolerance).map(|distance| distance.within)
            }
            (Self::Stretches(one), Self::Stretches(two)) => {
                let both = shared(one, two);
                crate::geometry::quotient(length(one), length(two), both)
            }
            (Self::Track(one), Self::Track(two)) => {
                let whole = |track: &[(u32, Rect)]| track.iter().map(|(_, rect)| rect.area()).sum();
                crate::geometry::quotient(whole(one), whole(two), together(one, two))
            }
            _ => None,
        };
        found.unwrap_or(0.0)
    }
}

pub(super) fn length(stretches: &[Stretch]) -> f64 {
    stretches.iter().map(Stretch::length).sum()
}

/// The length that two ascending lists of stretches have in common.
pub(super) fn shared(one: &[Stretch], two: &[Stretch]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(a), Some(b)) = (one.get(i), two.get(j)) {
        sum += (a.end.min(b.end) - a.start.max(b.start)).max(0.0);
        if a.end <= b.end { i += 1 } else { j += 1 }
    }
    sum
}

/// What two tracks by ascending frame have in common, in square pixels summed over frames.
fn together(one: &[(u32, Rect)], two: &[(u32, Rect)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((now, a)), Some((then, b))) = (one.get(i), two.get(j)) {
        sum += if now == then { a.intersection(b) } else { 0.0 };
        (i, j) = (i + usize::from(now <= then), j + usize::from(then <= now));
    }
    sum
}
