//! A claim as its corrections make it: its words and its time.

use crosscheck_domain::{Annotation, Claim, ClaimError, TimeScope};

use crate::timed::Losses;

fn errors<'a>(annotation: &'a Annotation, claim: &'a Claim) -> impl Iterator<Item = &'a ClaimError> {
    annotation.verdicts.iter().filter(|verdict| verdict.claim == claim.id).flat_map(|verdict| &verdict.errors)
}

/// The words of a claim with the corrections of its errors in place.
pub fn text(annotation: &Annotation, claim: &Claim, losses: &mut Losses) -> String {
    let (start, quoted) = match &claim.spans[..] {
        [span] if span.quote == claim.text => (span.start, true),
        _ => (0, false),
    };
    let length = claim.text.chars().count();
    let mut corrections: Vec<(usize, usize, &str)> = Vec::new();
    for error in errors(annotation, claim) {
        let Some(words) = error.correction.as_deref() else { continue };
        let place = match &error.span {
            None => Some((0, length)),
            Some(span) if claim.spans.contains(span) && claim.spans.len() == 1 => Some((0, length)),
            Some(span) if quoted && span.start >= start && span.end <= start + length && span.start <= span.end => {
                Some((span.start - start, span.end - start))
            }
            Some(_) => None,
        };
        match place {
            Some((from, to)) => corrections.push((from, to, words)),
            None => losses.add("corrections", "corrections of words that the claim does not quote are left out"),
        }
    }
    corrections.sort_unstable();
    corrections.dedup();
    let overlap = |pair: &[(usize, usize, &str)]| pair[1].0 < pair[0].1 || pair[0].0 == pair[1].0;
    if corrections.windows(2).any(overlap) {
        losses.add("corrections_overlap", "claims with corrections that overlap keep their words");
        return claim.text.clone();
    }
    let mut text: Vec<char> = claim.text.chars().collect();
    for (from, to, words) in corrections.into_iter().rev() {
        text.splice(from..to, words.chars());
    }
    text.into_iter().collect::<String>().trim().to_owned()
}

/// The true time of a claim: its own less the offset of its errors.
pub fn time(annotation: &Annotation, claim: &Claim, said: TimeScope, losses: &mut Losses) -> TimeScope {
    let mut offsets: Vec<i64> = errors(annotation, claim).filter_map(|error| error.offset_ms).collect();
    let Some(offset) = offsets.first().copied() else { return said };
    offsets.dedup();
    if offsets.len() > 1 {
        losses.add("offsets_differ", "claims with several offsets are moved by the first one");
    }
    TimeScope { start_ms: said.start_ms - offset, end_ms: said.end_ms - offset }
}

#[cfg(test)]
mod tests {
    use crosscheck_domain::{Annotation, Claim, TimeScope};
    use serde_json::json;

    use super::*;

    fn annotation(errors: serde_json::Value) -> Annotation {
        serde_json::from_value(json!({
            "id": "01J00000000000000000000000", "outcome": {"type": "complete"},
            "verdicts": [{"claim": "c1", "value": "contradicted", "errors": errors}],
        }))
        .unwrap()
    }

    fn claim() -> Claim {
        let span = json!({"start": 10, "end": 24, "quote": "Two cats sleep"});
        serde_json::from_value(json!({"id": "c1", "text": "Two cats sleep", "spans": [span]})).unwrap()
    }

    #[test]
    fn corrections_are_composed_within_the_claim() {
        let check = |errors: serde_json::Value, expected: &str, lost: usize| {
            let mut losses = Losses::default();
            assert_eq!(text(&annotation(errors), &claim(), &mut losses), expected);
            assert_eq!(losses.iter().count(), lost);
        };
        let wrong = |start: usize, end: usize, quote: &str, correction: &str| json!({"type": "t", "span": {"start": start, "end": end, "quote": quote}, "correction": correction});
        check(json!([]), "Two cats sleep", 0);
        check(json!([wrong(14, 18, "cats", "dogs"), wrong(10, 13, "Two", "Three")]), "Three dogs sleep", 0);
        check(json!([{"type": "t", "correction": "Nobody sleeps"}]), "Nobody sleeps", 0);
        check(json!([wrong(10, 24, "Two cats sleep", "")]), "", 0);
        check(json!([wrong(0, 3, "abc", "x")]), "Two cats sleep", 1);
        check(json!([wrong(10, 18, "Two cats", "A dog"), wrong(14, 18, "cats", "dogs")]), "Two cats sleep", 1);
    }

    #[test]
    fn a_cue_that_comes_too_late_is_moved_forward() {
        let said = TimeScope { start_ms: 5000, end_ms: 6000 };
        let found =
            time(&annotation(json!([{"type": "t", "offset_ms": 1500}])), &claim(), said, &mut Losses::default());
        assert_eq!(found, TimeScope { start_ms: 3500, end_ms: 4500 });
    }
}
