//! *Where* in one part of one slot.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Span;

/// A place inside a part. Image coordinates are pixels of the original after EXIF orientation, floats, origin top left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Selector {
    /// The whole part.
    Whole,
    /// One or more half-open ranges of Unicode code points.
    Text {
        spans: Vec<Span>,
    },
    /// `x`, `y` is the top left corner before rotation; `rotation` is degrees clockwise about the centre.
    Box {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        #[serde(default)]
        rotation: f64,
    },
    /// The outer ring and its holes; rings are closed implicitly.
    Polygon {
        points: Vec<Point>,
        #[serde(default)]
        holes: Vec<Vec<Point>>,
    },
    Polyline {
        points: Vec<Point>,
    },
    /// One or more separate points.
    Points {
        points: Vec<Point>,
    },
    /// Centre, radii, and degrees clockwise about the centre.
    Ellipse {
        cx: f64,
        cy: f64,
        rx: f64,
        ry: f64,
        #[serde(default)]
        rotation: f64,
    },
    /// COCO run lengths: counts of alternating 0 and 1 pixels in column-major order, starting with 0.
    Mask {
        width: u32,
        height: u32,
        counts: Vec<u32>,
    },
    /// Explicitly no place, and why. The reason is one of the design's `no_evidence_reasons`.
    None {
        reason: String,
    },
}

/// `[x, y]` in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(value_type = Vec<f64>)]
pub struct Point(pub f64, pub f64);

/// The kinds of selectors that a design can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SelectorKind {
    Whole,
    Text,
    Box,
    Polygon,
    Polyline,
    Points,
    Ellipse,
    Mask,
    None,
}

impl Selector {
    pub fn kind(&self) -> SelectorKind {
        match self {
            Selector::Whole => SelectorKind::Whole,
            Selector::Text { .. } => SelectorKind::Text,
            Selector::Box { .. } => SelectorKind::Box,
            Selector::Polygon { .. } => SelectorKind::Polygon,
            Selector::Polyline { .. } => SelectorKind::Polyline,
            Selector::Points { .. } => SelectorKind::Points,
            Selector::Ellipse { .. } => SelectorKind::Ellipse,
            Selector::Mask { .. } => SelectorKind::Mask,
            Selector::None { .. } => SelectorKind::None,
        }
    }
}

impl Selector {
    /// What is wrong with this selector on this part.
    pub fn check(&self, part: &crate::Part) -> Vec<crate::Problem> {
        let fits = crate::Design::selectors_for(part.content.kind()).contains(&self.kind())
            || self.kind() == SelectorKind::None;
        if fits {
            Vec::new()
        } else {
            vec![crate::Problem::new("selector_kind", "this selector does not fit the medium")]
        }
    }

    /// How much two selectors overlap, 0 to 1.
    pub fn overlap(&self, other: &Selector) -> f64 {
        f64::from(u8::from(self == other))
    }
}
