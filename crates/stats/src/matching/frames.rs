//! Two sheets of tracks, frame by frame.

use super::shape::Shape;
use super::sheets::Sheet;
use crate::geometry::overlapping;

/// One frame with the tracks that are in it.
pub(super) struct Frame {
    /// Numbers of tracks in either sheet.
    pub one: Vec<u32>,
    pub two: Vec<u32>,
    /// (place in `one`, place in `two`, intersection over union), of those that overlap.
    pub overlaps: Vec<(u32, u32, f64)>,
}

/// The frames that hold anything, ascending.
pub(super) fn frames(one: &Sheet, two: &Sheet) -> Vec<Frame> {
    let (mut a, mut b) = (boxes(one), boxes(two));
    a.sort_by_key(|(frame, track, _)| (*frame, *track));
    b.sort_by_key(|(frame, track, _)| (*frame, *track));
    let (mut i, mut j) = (0, 0);
    let mut frames = Vec::new();
    while i < a.len() || j < b.len() {
        let next = [a.get(i), b.get(j)].into_iter().flatten().map(|entry| entry.0).min();
        let now = next.expect("one of the lists has something left");
        let here = |list: &[Entry], from: usize| from + list[from..].iter().take_while(|entry| entry.0 == now).count();
        let (to_i, to_j) = (here(&a, i), here(&b, j));
        let [rects_one, rects_two] =
            [&a[i..to_i], &b[j..to_j]].map(|list| list.iter().map(|e| e.2).collect::<Vec<_>>());
        let pairs = overlapping(&rects_one, &rects_two);
        let overlap = |&(x, y): &(u32, u32)| (x, y, rects_one[x as usize].iou(&rects_two[y as usize]).unwrap_or(0.0));
        let [one, two] = [&a[i..to_i], &b[j..to_j]].map(|list| list.iter().map(|entry| entry.1).collect());
        frames.push(Frame { one, two, overlaps: pairs.iter().map(overlap).collect() });
        (i, j) = (to_i, to_j);
    }
    frames
}

/// How many frames each track of a sheet is in.
pub(super) fn lengths(sheet: &Sheet) -> Vec<f64> {
    let length = |shape: &Shape| match shape {
        Shape::Track(boxes) => boxes.len() as f64,
        _ => 0.0,
    };
    sheet.marks.iter().map(|mark| length(&mark.shape)).collect()
}

type Entry = (u32, u32, crate::geometry::Rect);

fn boxes(sheet: &Sheet) -> Vec<Entry> {
    let of_mark = |(track, mark): (u32, &super::Mark)| match &mark.shape {
        Shape::Track(boxes) => boxes.iter().map(|&(frame, rect)| (frame, track, rect)).collect(),
        _ => Vec::new(),
    };
    (0u32..).zip(&sheet.marks).flat_map(of_mark).collect()
}
