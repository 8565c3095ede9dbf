//! Track median: what several annotators followed as the same object, frame by frame.

use super::centre::rect;
use super::fused::EQUAL;
use super::grouped::{Centre, grouped};
use super::{Detail, Fuser, Settings, items};
use crate::geometry::Rect;
use crate::matching::{Kind, Mark, Shape};

pub(super) const FUSER: Fuser = Fuser {
    id: "track_median",
    title: "Median of tracks",
    summary: "Groups tracks that run together, and takes the median box in each frame that enough annotators have.",
    kinds: &[Kind::Tracks],
    doc: "## What it does
Pairs the tracks of every two annotators by what they share over all frames: the sum of intersections over the sum of
unions, where a frame that only one has counts with its whole box. Groups hold each annotator at most once, as in
`cluster_median`. In each frame the track is the weighted median of the edges of the boxes there. A frame is kept when at
least a share (one half) of all annotators of the item have it in this track; its support is listed. Labels are voted on.
## When to use it
For tracks of several annotators over the same frames.
## When not
When annotators give key frames only: fill the frames between first, or frames that not everybody chose are lost. When one
annotator broke a track in two, the longer part joins the group and the other one is left out.
## Example
Two annotators follow an object in frames 0-5, a third in frames 2-7: frames 0-5 are kept, 0 and 1 with support 0.67, and
6 and 7 go.
## Reference
Our own combination of known parts. Overlap: L. Yang, Y. Fan and N. Xu, Video instance segmentation, ICCV 2019.",
    fuse: |sheets, settings| {
        Ok(items::each(sheets, settings, |item| {
            grouped(item, settings, |marks, total| Ok(centre(marks, total, settings)))
        }))
    },
};

fn centre(marks: &[(&Mark, f64)], total: f64, settings: &Settings) -> Centre {
    let mut boxes: Vec<(u32, Rect, f64)> = Vec::new();
    for (mark, weight) in marks {
        if let Shape::Track(track) = &mark.shape {
            boxes.extend(track.iter().map(|&(frame, rect)| (frame, rect, *weight)));
        }
    }
    boxes.sort_by_key(|(frame, _, _)| *frame);
    let frames = || boxes.chunk_by(|a, b| a.0 == b.0);
    let support = |here: &[(u32, Rect, f64)]| here.iter().map(|(_, _, weight)| weight).sum::<f64>() / total;
    let middle = |here: &[(u32, Rect, f64)]| (here[0].0, rect(here.iter().map(|(_, rect, weight)| (*rect, *weight))));
    let is_enough = |here: &&[(u32, Rect, f64)]| support(here) >= settings.support - EQUAL;
    let is_kept = frames().any(|here| is_enough(&here));
    // What is left out altogether is shown with all of its frames.
    let shown: Vec<&[(u32, Rect, f64)]> = frames().filter(|here| !is_kept || is_enough(here)).collect();
    let track = shown.iter().map(|here| middle(here)).collect();
    let supports = shown.iter().map(|here| (here[0].0, support(here))).collect();
    Centre { shape: Shape::Track(track), is_kept, detail: Some(Detail::Frames(supports)) }
}
