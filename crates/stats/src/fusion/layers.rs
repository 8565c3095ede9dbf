//! The masks of an item by medium and label: what each annotator marked as that label, all of it together.

use std::collections::BTreeMap;

use super::items::Item;
use crate::geometry::{Mask, MaskError};
use crate::matching::{Member, Shape};

/// One label on one medium.
pub(super) struct Layer {
    pub slot: u32,
    pub label: u32,
    pub members: Vec<Member>,
    /// One for each annotator of the item; empty for those who marked nothing as this label.
    pub masks: Vec<Mask>,
}

/// The layers, by ascending medium and label; an error for pictures of different sizes.
pub(super) fn layers(item: &Item) -> Result<Vec<Layer>, String> {
    let mut members: BTreeMap<(u32, u32), Vec<Member>> = BTreeMap::new();
    for (sheet, found) in (0u32..).zip(&item.sheets) {
        for (mark, found) in (0u32..).zip(&found.marks) {
            members.entry((found.slot, found.label)).or_default().push(Member { sheet, mark });
        }
    }
    members.into_iter().map(|((slot, label), members)| layer(item, slot, label, members)).collect()
}

fn layer(item: &Item, slot: u32, label: u32, members: Vec<Member>) -> Result<Layer, String> {
    let mask = |member: &Member| match &item.sheets[member.sheet as usize].marks[member.mark as usize].shape {
        Shape::Mask(mask) => Some(mask),
        _ => None,
    };
    let size = |mask: &Mask| (mask.width(), mask.height());
    let one = members.iter().find_map(mask).map_or((0, 0), size);
    if let Some(two) = members.iter().filter_map(mask).map(size).find(|two| *two != one) {
        return Err(MaskError::Sizes { one, two }.to_string());
    }
    let of_sheet = |sheet: u32| {
        let own = members.iter().filter(|member| member.sheet == sheet).filter_map(mask);
        let mut ranges: Vec<(u64, u64)> = own.flat_map(|mask| mask.ranges().iter().copied()).collect();
        ranges.sort_unstable();
        Mask::from_ranges(one.0, one.1, ranges.into_iter())
    };
    let masks = (0..item.sheets.len() as u32).map(of_sheet).collect();
    Ok(Layer { slot, label, members, masks })
}
