//! Upright boxes, and boxes that are turned about their centre.

use super::{Area, Point, quotient};

/// An upright box, from its left to its right edge and from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A box turned clockwise about its centre. `rect` is the box before the turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurnedRect {
    pub rect: Rect,
    pub degrees: f64,
}

impl Rect {
    /// From the top left corner and the size, as COCO writes boxes.
    pub fn sized([x, y]: Point, width: f64, height: f64) -> Self {
        Self { left: x, top: y, right: x + width, bottom: y + height }
    }

    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    pub fn centre(&self) -> Point {
        [f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom)]
    }

    /// The area that both cover.
    pub fn intersection(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// Intersection over union; `None` when neither has an area.
    pub fn iou(&self, other: &Self) -> Option<f64> {
        quotient(self.area(), other.area(), self.intersection(other))
    }

    /// Intersection over union less the share of the box around both that neither covers (Rezatofighi et al. 2019):
    /// from 1 for the same box towards -1 for boxes far apart.
    pub fn giou(&self, other: &Self) -> Option<f64> {
        let around = self.around(other).area();
        let either = self.area() + other.area() - self.intersection(other);
        self.iou(other).map(|iou| iou - (around - either) / around)
    }

    /// The smallest upright box around both.
    pub fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Top left, top right, bottom right, bottom left.
    pub fn corners(&self) -> [Point; 4] {
        [[self.left, self.top], [self.right, self.top], [self.right, self.bottom], [self.left, self.bottom]]
    }

    /// The smallest upright box around points; empty, at infinity, when there are none.
    pub fn around_points(points: impl IntoIterator<Item = Point>) -> Self {
        let nothing =
            Self { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
        points.into_iter().fold(nothing, |around, [x, y]| Self {
            left: around.left.min(x),
            top: around.top.min(y),
            right: around.right.max(x),
            bottom: around.bottom.max(y),
        })
    }
}

impl TurnedRect {
    /// The corners of the box after the turn, clockwise on the screen.
    pub fn corners(&self) -> [Point; 4] {
        let ([cx, cy], (sin, cos)) = (self.rect.centre(), self.degrees.to_radians().sin_cos());
        self.rect.corners().map(|[x, y]| {
            let (dx, dy) = (x - cx, y - cy);
            [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]
        })
    }

    pub fn to_area(&self) -> Area {
        Area::new(vec![self.corners().to_vec()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: [f64; 4], b: [f64; 4], iou: Option<f64>, giou: Option<f64>) {
        let [a, b] = [a, b].map(|[x, y, w, h]| Rect::sized([x, y], w, h));
        for (a, b) in [(a, b), (b, a)] {
            let near = |found: Option<f64>, wanted: Option<f64>| match (found, wanted) {
                (Some(found), Some(wanted)) => (found - wanted).abs() < 1e-12,
                (found, wanted) => found == wanted,
            };
            assert!(near(a.iou(&b), iou), "{:?}", a.iou(&b));
            assert!(near(a.giou(&b), giou), "{:?}", a.giou(&b));
        }
    }

    #[test]
    fn boxes_share_what_their_edges_say() {
        check([0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 2.0], Some(1.0), Some(1.0));
        check([0.0, 0.0, 2.0, 2.0], [1.0, 0.0, 2.0, 2.0], Some(1.0 / 3.0), Some(1.0 / 3.0));
        // Side by side with a gap as wide as they are: a third of the box around both is empty.
        check([0.0, 0.0, 1.0, 1.0], [2.0, 0.0, 1.0, 1.0], Some(0.0), Some(-1.0 / 3.0));
        check([0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0], None, None);
    }

    #[test]
    fn a_quarter_turn_swaps_width_and_height() {
        let turned = TurnedRect { rect: Rect::sized([0.0, 1.0], 4.0, 2.0), degrees: 90.0 };
        let upright = Rect::sized([1.0, 0.0], 2.0, 4.0);
        let iou = turned.to_area().iou(&Area::from(upright));
        assert!((iou.unwrap() - 1.0).abs() < 1e-12);
    }
}
