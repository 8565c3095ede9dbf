//! Ellipse selectors: centre, radii and a turn about the centre.

use std::f64::consts::TAU;

use super::{
    area::Area,
    r#box::{finite_angle, turned},
    place::Canvas,
    positive,
};
use crate::{Point, Problem};

/// The fields of `Selector::Ellipse`.
#[derive(Clone, Copy)]
pub(super) struct Ellipse {
    pub cx: f64,
    pub cy: f64,
    pub rx: f64,
    pub ry: f64,
    pub rotation: f64,
}

/// Corners of the polygon that stands for an ellipse.
const CORNERS: u32 = 128;

impl Ellipse {
    pub fn problems(&self, canvas: &Canvas) -> Vec<Problem> {
        let mut problems: Vec<Problem> =
            [positive("rx", self.rx), positive("ry", self.ry), finite_angle(self.rotation)]
                .into_iter()
                .flatten()
                .collect();
        if problems.is_empty() {
            let (width, height) = self.half_extent();
            let corners = [Point(self.cx - width, self.cy - height), Point(self.cx + width, self.cy + height)];
            problems.extend(canvas.problem(corners));
        }
        problems
    }

    /// Half the width and height of the upright rectangle around it.
    fn half_extent(&self) -> (f64, f64) {
        let (sin, cos) = self.rotation.to_radians().sin_cos();
        ((self.rx * cos).hypot(self.ry * sin), (self.rx * sin).hypot(self.ry * cos))
    }

    /// A polygon with the area of the ellipse.
    pub fn area(&self) -> Area {
        Area::new(vec![self.corners()])
    }

    pub fn corners(&self) -> Vec<Point> {
        let step = TAU / f64::from(CORNERS);
        let grown = (step / step.sin()).sqrt();
        let corner = |index: u32| {
            let (sin, cos) = (step * f64::from(index)).sin_cos();
            turned(self.rx * grown * cos, self.ry * grown * sin, self.cx, self.cy, self.rotation)
        };
        (0..CORNERS).map(corner).collect()
    }
}
