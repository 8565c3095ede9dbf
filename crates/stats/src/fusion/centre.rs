//! The middle of marks that mean the same thing: medians of coordinates, or what more than half of them cover.

use super::grouped::Centre;
use super::median::median;
use super::{Detail, pixel_vote};
use crate::geometry::{Area, Grid, Keypoints, Mask, Point, Rect};
use crate::matching::{Kind, Mark, Shape, Stretch};

/// The middle of one or more marks of a kind, with weights above zero.
pub(super) fn centre(kind: Kind, marks: &[(&Mark, f64)]) -> Result<Centre, String> {
    let first = &marks[0].0.shape;
    if marks.iter().all(|(mark, _)| mark.shape == *first) {
        return Ok(Centre { shape: first.clone(), is_kept: true, detail: None });
    }
    let (shape, undecided) = match first {
        Shape::Box(_) => (Shape::Box(boxes(marks)), None),
        Shape::Points(_) => (Shape::Points(points(marks)), None),
        Shape::Stretches(_) => (Shape::Stretches(stretches(kind, marks)), None),
        Shape::Area(_) => areas(marks)?,
        Shape::Mask(_) => masks(marks)?,
        Shape::Line(_) | Shape::Track(_) | Shape::Text(_) | Shape::Tiers(_) => {
            return Err(format!("there is no middle of {kind:?}").to_lowercase());
        }
    };
    let is_kept = match &shape {
        Shape::Area(area) => area.size() > 0.0,
        Shape::Mask(mask) => mask.size() > 0,
        Shape::Points(figure) => figure.points.iter().any(Option::is_some),
        Shape::Stretches(stretches) => !stretches.is_empty(),
        _ => true,
    };
    Ok(Centre { shape, is_kept, detail: undecided.map(Detail::Undecided) })
}

fn boxes(marks: &[(&Mark, f64)]) -> Rect {
    rect(marks.iter().filter_map(|(mark, weight)| match &mark.shape {
        Shape::Box(rect) => Some((*rect, *weight)),
        _ => None,
    }))
}

/// The median of each edge.
pub(super) fn rect(rects: impl Iterator<Item = (Rect, f64)> + Clone) -> Rect {
    let edge = |edge: fn(&Rect) -> f64| {
        let edges = rects.clone().map(|(rect, weight)| (edge(&rect), weight));
        median(edges).expect("every box has a weight")
    };
    Rect { left: edge(|r| r.left), top: edge(|r| r.top), right: edge(|r| r.right), bottom: edge(|r| r.bottom) }
}

/// The median of each point that at least half of the weight placed.
fn points(marks: &[(&Mark, f64)]) -> Keypoints {
    let figures = || {
        marks.iter().filter_map(|(mark, weight)| match &mark.shape {
            Shape::Points(figure) => Some((figure, *weight)),
            _ => None,
        })
    };
    let total: f64 = marks.iter().map(|(_, weight)| weight).sum();
    let n = figures().map(|(figure, _)| figure.points.len()).max().unwrap_or(0);
    let place = |index: usize| -> Option<Point> {
        let placed = || figures().filter_map(move |(figure, weight)| Some(((*figure.points.get(index)?)?, weight)));
        let weight: f64 = placed().map(|(_, weight)| weight).sum();
        let axis = |axis: usize| median(placed().map(|(point, weight)| (point[axis], weight)));
        if weight >= 0.5 * total - 1e-9 * total { Some([axis(0)?, axis(1)?]) } else { None }
    };
    let size = median(figures().map(|(figure, weight)| (figure.size, weight)));
    Keypoints { points: (0..n).map(place).collect(), size: size.expect("every figure has a weight") }
}

/// Medians of starts and ends where all have as many stretches, else what more than half of the weight covers. Spans of
/// a text stay on whole code points: a half is settled towards the longer span.
fn stretches(kind: Kind, marks: &[(&Mark, f64)]) -> Vec<Stretch> {
    let lists: Vec<(&[Stretch], f64)> = marks.iter().map(|(mark, weight)| (mark.stretches(), *weight)).collect();
    let n = lists[0].0.len();
    if lists.iter().any(|(list, _)| list.len() != n) {
        return covered(&lists);
    }
    let whole = kind == Kind::Spans;
    let mut found: Vec<Stretch> = Vec::new();
    for index in 0..n {
        let edge = |edge: fn(&Stretch) -> f64| {
            let edges = lists.iter().map(|(list, weight)| (edge(&list[index]), *weight));
            median(edges).expect("every mark has a weight")
        };
        let (start, end) = (edge(|stretch| stretch.start), edge(|stretch| stretch.end));
        let (start, end) = if whole { (start.floor(), end.ceil()) } else { (start, end) };
        match found.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = last.end.max(end),
            None => found.push(Stretch { start, end }),
        }
    }
    found
}

fn covered(lists: &[(&[Stretch], f64)]) -> Vec<Stretch> {
    let half = 0.5 * lists.iter().map(|(_, weight)| weight).sum::<f64>();
    let mut changes: Vec<(f64, f64)> = Vec::new();
    for (list, weight) in lists {
        changes.extend(list.iter().flat_map(|stretch| [(stretch.start, *weight), (stretch.end, -weight)]));
    }
    changes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut found: Vec<Stretch> = Vec::new();
    let mut weight = 0.0;
    for pair in changes.windows(2) {
        weight += pair[0].1;
        let (start, end) = (pair[0].0, pair[1].0);
        if weight > half * (1.0 + 1e-9) && end > start {
            match found.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = end,
                None => found.push(Stretch { start, end }),
            }
        }
    }
    found
}

fn masks(marks: &[(&Mark, f64)]) -> Result<(Shape, Option<Mask>), String> {
    let masks = marks.iter().filter_map(|(mark, _)| match &mark.shape {
        Shape::Mask(mask) => Some(mask.clone()),
        _ => None,
    });
    let vote = pixel_vote(&masks.collect::<Vec<_>>(), &weights(marks))?;
    Ok((Shape::Mask(vote.marked), Some(vote.undecided)))
}

fn areas(marks: &[(&Mark, f64)]) -> Result<(Shape, Option<Mask>), String> {
    let areas: Vec<&Area> = marks
        .iter()
        .filter_map(|(mark, _)| match &mark.shape {
            Shape::Area(area) => Some(area),
            _ => None,
        })
        .collect();
    let around = areas.iter().map(|area| area.bounds()).reduce(|a, b| a.around(&b));
    let grid = around.and_then(Grid::around).ok_or("the areas are too large for a vote on pixels")?;
    let masks: Vec<Mask> = areas.iter().map(|area| grid.mask(area)).collect();
    let vote = pixel_vote(&masks, &weights(marks))?;
    Ok((Shape::Area(grid.area(&vote.marked)), Some(vote.undecided)))
}

fn weights(marks: &[(&Mark, f64)]) -> Vec<f64> {
    marks.iter().map(|(_, weight)| *weight).collect()
}
