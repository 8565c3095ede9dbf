//! Key points of a figure, and how near those of two annotators are for a figure of that size.

use super::Point;

/// The points of one figure in a fixed order; `None` where the annotator marked no point.
#[derive(Debug, Clone, PartialEq)]
pub struct Keypoints {
    pub points: Vec<Option<Point>>,
    /// The size of the figure in square pixels, which sets the scale.
    pub size: f64,
}

/// How exactly people place each of the 17 points of a person: nose, eyes, ears, shoulders, elbows, wrists, hips,
/// knees, ankles, left before right (COCO key point task; Ruggero Ronchi & Perona 2017).
pub const COCO_PERSON_SIGMAS: [f64; 17] = [
    0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089,
    0.089,
];

/// Object key point similarity: the mean over points of exp(-d² / (8 size σ²)), from 0 to 1.
///
/// Points that only one annotator marked count as 0, and the size is the mean of both, so that neither annotator is the
/// reference; with the same points and one size this is COCO's value. A `sigmas` shorter than the points is repeated.
/// `None` when neither marked a point, or without any sigma.
pub fn oks(one: &Keypoints, two: &Keypoints, sigmas: &[f64]) -> Option<f64> {
    let size = f64::midpoint(one.size, two.size);
    let (mut sum, mut n) = (0.0, 0.0);
    for index in 0..one.points.len().max(two.points.len()) {
        let sigma = sigmas.get(index % sigmas.len().max(1))?;
        let [a, b] = [one, two].map(|figure| figure.points.get(index).copied().flatten());
        n += if a.is_some() || b.is_some() { 1.0 } else { 0.0 };
        if let (Some(a), Some(b)) = (a, b) {
            let square = (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
            sum += if square == 0.0 { 1.0 } else { (-square / (8.0 * size * sigma * sigma)).exp() };
        }
    }
    (n > 0.0).then(|| sum / n)
}
