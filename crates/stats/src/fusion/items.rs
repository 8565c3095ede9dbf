//! The walk over items that all fusers share: refuse what is wrong, fuse the rest, put marks in order.

use std::cmp::Ordering;

use super::refused::{Refused, refusal};
use super::{Fused, FusedItem, Fusion, Settings};
use crate::geometry::Rect;
use crate::matching::{Member, Shape, Sheet, Sheets};

/// The sheets of one item without refused marks, and the weights of their annotators, all above zero.
pub(super) struct Item {
    item: u32,
    pub sheets: Vec<Sheet>,
    pub weights: Vec<f64>,
    /// What number each mark that is left had before.
    numbers: Vec<Vec<u32>>,
}

/// What came of an item.
#[derive(Default)]
pub(super) struct Found {
    pub marks: Vec<Fused>,
    pub left_out: Vec<Fused>,
}

impl Item {
    /// The weight of all annotators who looked.
    pub fn total(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// The weight of the annotators of these members, each once, over that of all.
    pub fn support(&self, members: &[Member]) -> f64 {
        let marked = |sheet: usize| members.iter().any(|member| member.sheet as usize == sheet);
        let weight: f64 = self.weights.iter().enumerate().filter(|(at, _)| marked(*at)).map(|(_, weight)| weight).sum();
        weight / self.total()
    }
}

/// The cleaned items, and what was refused.
pub(super) fn items(sheets: &Sheets, settings: &Settings) -> (Vec<Item>, Vec<Refused>) {
    let mut refused = Vec::new();
    let mut clean = |sheet: &Sheet| {
        let mut kept = Vec::new();
        for (mark, found) in (0u32..).zip(&sheet.marks) {
            match refusal(sheets.kind, found) {
                Some(why) => refused.push(Refused { item: sheet.item, annotator: sheet.annotator, mark, why }),
                None => kept.push(mark),
            }
        }
        let marks = kept.iter().map(|&mark| sheet.marks[mark as usize].clone()).collect();
        (Sheet::new(sheet.item, sheet.annotator, marks), kept)
    };
    let item = |found: &[Sheet]| {
        let used = || found.iter().filter(|sheet| settings.weight(sheet.annotator) > 0.0);
        let (sheets_left, numbers): (Vec<_>, Vec<_>) = used().map(&mut clean).unzip();
        let weights = used().map(|sheet| settings.weight(sheet.annotator)).collect();
        Item { item: found[0].item, sheets: sheets_left, weights, numbers }
    };
    let items = sheets.items().map(item).collect();
    (items, refused)
}

/// Fuses each item on its own.
pub(super) fn each(
    sheets: &Sheets,
    settings: &Settings,
    mut fuse: impl FnMut(&Item) -> Result<Found, String>,
) -> Fusion {
    let (items, refused) = items(sheets, settings);
    let fused = items.iter().map(|item| finished(item, fuse(item))).collect();
    Fusion { items: fused, weights: None, convergence: None, refused, notes: Vec::new() }
}

/// An item with its marks in order and its members numbered as in the sheets that were given.
pub(super) fn finished(item: &Item, found: Result<Found, String>) -> FusedItem {
    let (found, undefined) = match found {
        _ if item.sheets.is_empty() => (Found::default(), Some(NO_WEIGHT.to_owned())),
        Ok(found) => (found, None),
        Err(why) => (Found::default(), Some(why)),
    };
    let ordered = |mut marks: Vec<Fused>| {
        for member in marks.iter_mut().flat_map(|mark| &mut mark.members) {
            member.mark = item.numbers[member.sheet as usize][member.mark as usize];
        }
        marks.sort_by(|a, b| {
            let labels = |fused: &Fused| fused.label_votes.iter().map(|vote| vote.0).collect::<Vec<_>>();
            let place = compare(&place(&a.shape), &place(&b.shape));
            a.slot.cmp(&b.slot).then(place).then_with(|| labels(a).cmp(&labels(b)))
        });
        marks
    };
    FusedItem {
        item: item.item,
        annotators: item.sheets.iter().map(|sheet| sheet.annotator).collect(),
        marks: ordered(found.marks),
        left_out: ordered(found.left_out),
        undefined,
    }
}

/// Numbers by which shapes are put in order.
fn place(shape: &Shape) -> Vec<f64> {
    let rect = |rect: &Rect| vec![rect.left, rect.top, rect.right, rect.bottom];
    match shape {
        Shape::Box(found) => rect(found),
        Shape::Area(area) => rect(&area.bounds()),
        Shape::Mask(mask) => rect(&mask.bounds()),
        Shape::Points(figure) => figure.points.iter().flatten().flatten().copied().collect(),
        Shape::Line(points) => points.iter().flatten().copied().collect(),
        Shape::Stretches(stretches) => stretches.iter().flat_map(|stretch| [stretch.start, stretch.end]).collect(),
        Shape::Track(boxes) => {
            boxes.iter().flat_map(|(frame, found)| [vec![f64::from(*frame)], rect(found)].concat()).collect()
        }
        Shape::Text(_) | Shape::Tiers(_) => Vec::new(),
    }
}

pub(super) fn compare(one: &[f64], two: &[f64]) -> Ordering {
    let differ = one.iter().zip(two).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
    differ.unwrap_or_else(|| one.len().cmp(&two.len()))
}

const NO_WEIGHT: &str = "nobody who answered this item has any weight";
