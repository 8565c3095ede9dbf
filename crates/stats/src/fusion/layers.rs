//! The masks of an item by medium and label: what each annotator marked as that label, all of it together.

use std::collections::BTreeMap;

use super::items::Item;
use crate::geometry::Mask;
use crate::matching::{Member, Shape};

/// One label on one medium.
pub(super) struct Layer {
    pub slot: u32,
    pub label: u32,
    pub members: Vec<Member>,
    /// One for each annotator of the item; empty for those who marked nothing as this label.
    pub masks: Vec<Mask>,
}

/// The layers, by ascending medium and label.
pub(super) fn layers(item: &Item) -> Vec<Layer> {
    let mut members: BTreeMap<(u32, u32), Vec<Member>> = BTreeMap::new();
    for (sheet, found) in (0u32..).zip(&item.sheets) {
        for (mark, found) in (0u32..).zip(&found.marks) {
            members.entry((found.slot, found.label)).or_default().push(Member { sheet, mark });
        }
    }
    members.into_iter().map(|((slot, label), members)| layer(item, slot, label, members)).collect()
}

fn layer(item: &Item, slot: u32, label: u32, members: Vec<Member>) -> Layer {
    let mask = |member: &Member| match &item.sheets[member.sheet as usize].marks[member.mark as usize].shape {
        Shape::Mask(mask) => Some(mask),
        _ => None,
    };
    let size = members.iter().find_map(mask).map_or((0, 0), |mask| (mask.width(), mask.height()));
    let of_sheet = |sheet: u32| {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        let mut own = size;
        for mask in members.iter().filter(|member| member.sheet == sheet).filter_map(mask) {
            // Where one annotator's masks differ in size, the odd one is kept, and the vote says what is wrong.
            own = if (mask.width(), mask.height()) == size { own } else { (mask.width(), mask.height()) };
            ranges.extend(mask.ranges());
        }
        ranges.sort_unstable();
        Mask::from_ranges(own.0, own.1, ranges.into_iter())
    };
    let masks = (0..item.sheets.len() as u32).map(of_sheet).collect();
    Layer { slot, label, members, masks }
}
