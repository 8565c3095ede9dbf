//! Which marks cannot be fused: a mistake in one mark is reported, and the others go on.

use crate::geometry::Rect;
use crate::matching::{Kind, Mark, Shape};

/// A mark that was left aside, where it is, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub item: u32,
    pub annotator: u32,
    /// The number of the mark in the annotator's sheet.
    pub mark: u32,
    pub why: String,
}

/// Why a mark cannot be fused with others of this kind.
pub(super) fn refusal(kind: Kind, mark: &Mark) -> Option<String> {
    if let Some(score) = mark.score.filter(|score| !(*score > 0.0 && *score <= 1.0)) {
        return Some(format!("the score is {score}; give one above 0 and up to 1, or none"));
    }
    match (&mark.shape, kind) {
        (Shape::Box(rect), Kind::Boxes) => empty(rect),
        (Shape::Area(area), Kind::Polygons) => {
            (area.size() <= 0.0).then(|| "the area is empty; draw at least three corners".to_owned())
        }
        (Shape::Points(figure), Kind::Points) if figure.points.iter().all(Option::is_none) => {
            Some("no point is marked; leave the figure out".to_owned())
        }
        (Shape::Points(figure), Kind::Points) if figure.size <= 0.0 => {
            Some(format!("the size of the figure is {}; it must be above 0", figure.size))
        }
        (Shape::Stretches(stretches), Kind::Spans | Kind::Intervals) => {
            stretches.is_empty().then(|| "it has no place; give a start and an end".to_owned())
        }
        (Shape::Track(boxes), Kind::Tracks) => track(boxes),
        (Shape::Points(_), Kind::Points) | (Shape::Mask(_), Kind::Masks) | (Shape::Text(_), Kind::Transcripts) => None,
        _ => Some(format!("the shape is not one of {}", format!("{kind:?}").to_lowercase())),
    }
}

fn track(boxes: &[(u32, Rect)]) -> Option<String> {
    if boxes.is_empty() {
        return Some("the track has no box; leave it out".to_owned());
    }
    if let Some(pair) = boxes.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Some(format!("the track has two boxes in frame {}; keep one", pair[0].0));
    }
    boxes.iter().find_map(|(frame, rect)| empty(rect).map(|why| format!("frame {frame}: {why}")))
}

fn empty(rect: &Rect) -> Option<String> {
    let Rect { left, top, right, bottom } = rect;
    (left >= right || top >= bottom).then(|| {
        format!(
            "the box goes from {left} to {right} and from {top} to {bottom}; left must be below right, top below bottom"
        )
    })
}
