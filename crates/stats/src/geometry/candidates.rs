//! Which of two lists of boxes can overlap at all, without comparing every one with every other.

use super::Rect;

/// The pairs (index in `one`, index in `two`) whose boxes share more than an edge, ascending.
///
/// A line sweeps from left to right and holds the boxes that it cuts, so ten thousand small boxes on each side cost a
/// few comparisons each.
pub fn overlapping(one: &[Rect], two: &[Rect]) -> Vec<(u32, u32)> {
    let mut order: Vec<(f64, bool, u32)> = starts(one, true).chain(starts(two, false)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut open_one, mut open_two): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for (left, is_one, index) in order {
        let (own, ours, theirs, others) =
            if is_one { (one, &mut open_one, &mut open_two, two) } else { (two, &mut open_two, &mut open_one, one) };
        let rect = &own[index as usize];
        theirs.retain(|&other| others[other as usize].right > left);
        let touching = theirs.iter().filter(|&&other| {
            let other = &others[other as usize];
            other.top < rect.bottom && rect.top < other.bottom
        });
        found.extend(touching.map(|&other| if is_one { (index, other) } else { (other, index) }));
        ours.push(index);
    }
    found.sort_unstable();
    found
}

fn starts(rects: &[Rect], is_one: bool) -> impl Iterator<Item = (f64, bool, u32)> + '_ {
    let has_extent = |(_, rect): &(u32, &Rect)| rect.left < rect.right && rect.top < rect.bottom;
    (0u32..).zip(rects).filter(has_extent).map(move |(index, rect)| (rect.left, is_one, index))
}
