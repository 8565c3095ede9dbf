//! One change of a text, with everything that points into it moved along.

use std::ops::Range;

use serde_json::Value;

use crate::{Claim, Content, Item, Span};

/// Words of one text part that become others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub slot: String,
    pub part: String,
    /// Code points of the text.
    pub range: Range<usize>,
    pub before: String,
    pub after: String,
}

impl Change {
    /// Where the new words stand.
    pub fn span(&self) -> Span {
        let end = self.range.start + self.after.chars().count();
        Span { start: self.range.start, end, quote: self.after.clone() }
    }

    /// A stretch of the text after the change; none where the change cuts into it.
    fn moved(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (length, grown) = (self.range.len(), self.after.chars().count());
        if end <= self.range.start {
            Some((start, end))
        } else if start >= self.range.end {
            Some((start - length + grown, end - length + grown))
        } else if start <= self.range.start && end >= self.range.end {
            Some((start, end - length + grown))
        } else {
            None
        }
    }

    fn lies_in(&self, span: &Span) -> bool {
        span.start <= self.range.start && self.range.end <= span.end
    }

    /// The item after the change; none where it would cut a claim or a cue in two, or where the wording of a claim that
    /// holds the changed words does not have them.
    pub fn apply(&self, item: &Item) -> Option<Item> {
        let mut changed = item.clone();
        let part = changed.slots.get_mut(&self.slot)?.iter_mut().find(|part| part.id == self.part)?;
        let Content::Text { text, cues } = &mut part.content else { return None };
        let chars: Vec<char> = text.chars().collect();
        let mut replaced: Vec<char> = chars.get(..self.range.start)?.to_vec();
        replaced.extend(self.after.chars());
        replaced.extend(chars.get(self.range.end..)?);
        for cue in cues {
            (cue.start, cue.end) = self.moved(cue.start, cue.end)?;
        }
        *text = replaced.iter().collect();
        for set in changed.claim_sets.iter_mut().filter(|set| set.slot == self.slot && set.part == self.part) {
            for claim in &mut set.claims {
                self.reword(claim, &replaced)?;
            }
        }
        Some(changed)
    }

    fn reword(&self, claim: &mut Claim, text: &[char]) -> Option<()> {
        if claim.spans.iter().any(|span| self.lies_in(span)) {
            let quoted = claim.spans.len() == 1 && claim.spans[0].quote == claim.text;
            claim.text = if quoted { self.in_span(&claim.spans[0]) } else { self.in_wording(&claim.text)? };
            for value in claim.attributes.values_mut() {
                self.adapt(value);
            }
        }
        for span in &mut claim.spans {
            (span.start, span.end) = self.moved(span.start, span.end)?;
            span.quote = text.get(span.start..span.end)?.iter().collect();
        }
        Some(())
    }

    fn in_span(&self, span: &Span) -> String {
        let (from, to) = (self.range.start - span.start, self.range.end - span.start);
        let chars: Vec<char> = span.quote.chars().collect();
        chars[..from].iter().chain(self.after.chars().collect::<Vec<_>>().iter()).chain(&chars[to..]).collect()
    }

    /// A wording of its own, in which the words stand once.
    fn in_wording(&self, wording: &str) -> Option<String> {
        let mut places = wording.match_indices(&self.before);
        let (at, found) = places.next().filter(|_| places.next().is_none())?;
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let (head, tail) = (&wording[..at], &wording[at + found.len()..]);
        (apart(head.chars().next_back()) && apart(tail.chars().next())).then(|| format!("{head}{}{tail}", self.after))
    }

    /// What is noted about the claim says the same as its words.
    fn adapt(&self, value: &mut Value) {
        if value.as_str() == Some(&self.before.to_lowercase()) {
            *value = Value::from(self.after.to_lowercase());
        } else if let (Some(noted), Ok(before), Ok(after)) =
            (value.as_f64(), self.before.parse::<f64>(), self.after.parse::<f64>())
            && noted == before
        {
            *value = if after.fract() == 0.0 { Value::from(after as i64) } else { Value::from(after) };
        }
    }
}
