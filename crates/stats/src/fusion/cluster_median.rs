//! Cluster median: what several annotators marked as the same thing, at the median of its coordinates.

use super::centre::centre;
use super::grouped::grouped;
use super::{Fuser, items};
use crate::matching::Kind;

pub(super) const FUSER: Fuser = Fuser {
    id: "cluster_median",
    title: "Median of clusters",
    summary: "Groups marks that overlap, each annotator at most once, and takes the median of every coordinate.",
    kinds: &[Kind::Boxes, Kind::Points, Kind::Intervals, Kind::Spans, Kind::Polygons, Kind::Masks],
    doc: "## What it does
Pairs the marks of every two annotators so that the sum of overlaps is largest, leaves out pairs below the limit (0.5), and
joins pairs to groups, the best first, with each annotator at most once. A group becomes the weighted median of each
coordinate: the edges of boxes, start and end of intervals and spans, x and y of each point. Where parts are not the same
in number, and for polygons and masks, what more than half of the group marked is taken: each pixel of a picture, each
stretch of a text or of time. Polygons come back with their corners on
whole pixels, so that shapes of a few pixels come out coarse. Labels are voted on inside of the group and
a tie is shown. Groups of fewer than a share of the item's annotators (one half) are left out and listed.
## When to use it
By default for regions, spans and intervals: one careless mark does not move a median of three.
## When not
For detections with scores there is `weighted_box_fusion`. Below an overlap of one half the grouping is no longer unique.
With two annotators a mark of one of them has just half of the support: raise the share to 1 to keep what both marked.
The number of annotators who saw nothing is in the support, not in the shape.
## Example
Three boxes from 0 to 10, 1 to 11 and 2 to 16 become one from 1 to 11 with support 1; a box of one of the three somewhere
else has support 0.33 and is left out.
## Reference
Our own combination of known parts. Pairing: R. Jonker & A. Volgenant, Computing 38, 1987. Weighted median: F. Y.
Edgeworth, On observations relating to several quantities, Hermathena 6, 1887.",
    fuse: |sheets, settings| {
        let kind = sheets.kind;
        Ok(items::each(sheets, settings, |item| grouped(item, settings, |marks, _| centre(kind, marks))))
    },
};
