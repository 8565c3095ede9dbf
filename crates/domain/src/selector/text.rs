//! Text selectors: one or more spans of code points.

use super::place::Codepoints;
use crate::{Problem, Span, limits::MAX_POINTS};

pub(super) fn problems(spans: &[Span], text: &Codepoints) -> Vec<Problem> {
    if spans.is_empty() {
        return vec![Problem::new("span_missing", "no text is selected; select some").within("spans")];
    }
    if spans.len() > MAX_POINTS {
        let message = format!("{} spans are too many; use at most {MAX_POINTS}", spans.len());
        return vec![Problem::new("too_many", message).within("spans")];
    }
    text.problems(spans).into_iter().map(|problem| problem.within("spans")).collect()
}

/// Jaccard index of the covered code points.
pub(super) fn overlap(one: &[Span], other: &[Span]) -> f64 {
    let (one, other) = (covered(one), covered(other));
    let size = |spans: &[(usize, usize)]| spans.iter().map(|(start, end)| end - start).sum::<usize>();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        both += a.1.min(b.1).saturating_sub(a.0.max(b.0));
        if a.1 <= b.1 { i += 1 } else { j += 1 }
    }
    let either = size(&one) + size(&other) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// The spans in order and merged, so that nothing counts twice.
fn covered(spans: &[Span]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(usize, usize)> = spans.iter().map(|span| (span.start, span.end.max(span.start))).collect();
    sorted.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(sorted.len());
    for (start, end) in sorted {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}
