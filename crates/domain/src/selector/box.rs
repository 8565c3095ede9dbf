//! Box selectors: a rectangle, possibly turned about its centre.

use super::{area::Area, place::Canvas, positive};
use crate::{Point, Problem};

/// The fields of `Selector::Box`.
#[derive(Clone, Copy)]
pub(super) struct Rectangle {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub rotation: f64,
}

impl Rectangle {
    pub fn problems(&self, canvas: &Canvas) -> Vec<Problem> {
        let mut problems: Vec<Problem> =
            [positive("width", self.width), positive("height", self.height), finite_angle(self.rotation)]
                .into_iter()
                .flatten()
                .collect();
        if problems.is_empty() {
            problems.extend(canvas.problem(self.corners()));
        }
        problems
    }

    /// The corners, clockwise on the screen from the one that is top left before rotation.
    fn corners(&self) -> [Point; 4] {
        let Rectangle { x, y, width, height, rotation } = *self;
        let (cx, cy) = (x + width / 2.0, y + height / 2.0);
        [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            .map(|(px, py)| if rotation == 0.0 { Point(px, py) } else { turned(px - cx, py - cy, cx, cy, rotation) })
    }

    pub fn area(&self) -> Area {
        Area::new(vec![self.corners().to_vec()])
    }

    /// The exact quotient for two upright boxes; nothing when one is turned.
    pub fn upright_overlap(&self, other: &Rectangle) -> Option<f64> {
        if self.rotation != 0.0 || other.rotation != 0.0 {
            return None;
        }
        let shared = |a: f64, a_size: f64, b: f64, b_size: f64| ((a + a_size).min(b + b_size) - a.max(b)).max(0.0);
        let both =
            shared(self.x, self.width, other.x, other.width) * shared(self.y, self.height, other.y, other.height);
        let either = self.width * self.height + other.width * other.height - both;
        Some(if either > 0.0 { both / either } else { 0.0 })
    }
}

/// A point given relative to a centre, turned clockwise about it. The y axis points down.
pub(super) fn turned(dx: f64, dy: f64, cx: f64, cy: f64, degrees: f64) -> Point {
    let (sin, cos) = degrees.to_radians().sin_cos();
    Point(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos)
}

pub(super) fn finite_angle(rotation: f64) -> Option<Problem> {
    let message = "the rotation is not a number of degrees; give one, such as 0";
    (!rotation.is_finite()).then(|| Problem::new("not_a_number", message).within("rotation"))
}
