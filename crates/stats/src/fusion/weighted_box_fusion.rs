//! Weighted box fusion: boxes of one label that overlap become their mean, weighted by score.

use super::fused::label_vote;
use super::items::{self, Found, Item, compare};
use super::{Fused, Fuser, Settings};
use crate::geometry::Rect;
use crate::matching::{Kind, Mark, Member, Shape};

pub(super) const FUSER: Fuser = Fuser {
    id: "weighted_box_fusion",
    title: "Weighted box fusion",
    summary: "Boxes of one label that overlap become their mean, weighted by score; few annotators make a low score.",
    kinds: &[Kind::Boxes],
    doc: "## What it does
Goes through the boxes of one label from the highest score (times the annotator's weight) down. Each joins the fused box
that it overlaps most, if by more than the limit (0.5; the paper uses 0.55), and else begins one. A fused box is the mean
of its boxes, weighted by score, and its score is their weighted mean score times the share of annotators, by weight, who
contributed. This is the published rescaling by the number of models, in the form that the authors' code calls
`box_and_model_avg`, which never exceeds 1. Boxes without score count as 1. Nothing is left out: a box of one of five
annotators has a fifth of its score.
## When to use it
To join detections of several models, or boxes of people and models.
## When not
When two objects of one label stand close together: one annotator's boxes may join the same fused box. For boxes of people
without scores, `cluster_median` does not let one bad box move the result. Scores of different models are not comparable
unless they are calibrated.
## Example
Boxes from 0 to 10 with score 0.8 and from 1 to 11 with score 0.4 become one from 0.33 to 10.33; with a third annotator who
has none, its score is 0.6 · 2/3 = 0.4.
## Reference
R. Solovyev, W. Wang and T. Gabruseva, Weighted boxes fusion: ensembling boxes from different object detection models,
Image and Vision Computing 107, 2021.",
    fuse: |sheets, settings| Ok(items::each(sheets, settings, |item| Ok(fuse(item, settings)))),
};

/// A box on its way into a fused one.
struct Candidate<'a> {
    member: Member,
    mark: &'a Mark,
    rect: Rect,
    /// Score times weight.
    strength: f64,
    weight: f64,
}

fn fuse(item: &Item, settings: &Settings) -> Found {
    let mut groups: Vec<(Rect, Vec<Candidate>)> = Vec::new();
    for candidate in candidates(item) {
        let same = |group: &&mut (Rect, Vec<Candidate>)| {
            let first = group.1[0].mark;
            (first.slot, first.label) == (candidate.mark.slot, candidate.mark.label)
        };
        let overlap = |rect: &Rect| rect.iou(&candidate.rect).unwrap_or(0.0);
        let near = groups.iter_mut().filter(same).filter(|group| overlap(&group.0) > settings.overlap);
        // Of equally near ones the first, which is the stronger.
        match near.reduce(|best, next| if overlap(&next.0) > overlap(&best.0) { next } else { best }) {
            Some(group) => {
                group.1.push(candidate);
                group.0 = mean(&group.1);
            }
            None => groups.push((candidate.rect, vec![candidate])),
        }
    }
    Found { marks: groups.into_iter().map(|(rect, boxes)| fused(item, rect, &boxes)).collect(), left_out: Vec::new() }
}

/// From the strongest down; among equals by place, never by annotator.
fn candidates(item: &Item) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    for ((sheet, marks), &weight) in (0u32..).zip(&item.sheets).zip(&item.weights) {
        for (number, mark) in (0u32..).zip(&marks.marks) {
            if let Shape::Box(rect) = mark.shape {
                let strength = weight * mark.score.unwrap_or(1.0);
                found.push(Candidate { member: Member { sheet, mark: number }, mark, rect, strength, weight });
            }
        }
    }
    let edges = |candidate: &Candidate| {
        let Rect { left, top, right, bottom } = candidate.rect;
        [left, top, right, bottom, candidate.weight]
    };
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then_with(|| compare(&edges(a), &edges(b))));
    found
}

fn mean(boxes: &[Candidate]) -> Rect {
    let total: f64 = boxes.iter().map(|found| found.strength).sum();
    // Written as steps from the first, so that equal boxes give themselves.
    let edge = |edge: fn(&Rect) -> f64| {
        let first = edge(&boxes[0].rect);
        first + boxes.iter().map(|found| found.strength * (edge(&found.rect) - first)).sum::<f64>() / total
    };
    Rect { left: edge(|r| r.left), top: edge(|r| r.top), right: edge(|r| r.right), bottom: edge(|r| r.bottom) }
}

fn fused(item: &Item, rect: Rect, boxes: &[Candidate]) -> Fused {
    let members: Vec<Member> = boxes.iter().map(|found| found.member).collect();
    let mut in_order = members.clone();
    in_order.sort_unstable();
    let support = item.support(&members);
    let strength: f64 = boxes.iter().map(|found| found.strength).sum();
    let weight: f64 = boxes.iter().map(|found| found.weight).sum();
    let (label, label_votes) = label_vote(boxes.iter().map(|found| (found.mark, found.weight)));
    Fused {
        shape: Shape::Box(rect),
        slot: boxes[0].mark.slot,
        label,
        label_votes,
        members: in_order,
        support,
        score: Some(strength / weight * support),
        tied: Vec::new(),
        detail: None,
    }
}
