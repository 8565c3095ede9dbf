//! Turns a row into an item of a design.

use std::collections::BTreeMap;

use crosscheck_domain::limits::{MAX_CLAIMS, MAX_PROBLEMS};
use crosscheck_domain::{
    Asset, Claim, ClaimOrigin, ClaimSet, Clock, Codepoints, Content, Cue, Design, Item, MediaKind, Part, Problem,
    Provenance, Span,
};
use memchr::memmem;

use crate::timed::texts::read_times;
use crate::{ClaimInput, MediaRef, Record};

/// Bytes that the claims of one item may quote. A span is short in the row, and as long as the text in the item.
const MOST_QUOTED: usize = 16 << 20;

/// The item of a row. `fallback_key` names it where the row has no id; `asset` finds or stores the medium that a value
/// names. Returns every problem of the row at once. Whether the item fits the design is for the domain to check.
pub fn item(
    mut record: Record,
    design: &Design,
    fallback_key: &str,
    asset: &mut dyn FnMut(&MediaRef) -> Result<Asset, Problem>,
) -> Result<Item, Vec<Problem>> {
    let mut problems = untimed(&mut record, design);
    let Record { line, provenance, claims, metadata, group, split, priority, mut clocks, mut cues, .. } = record;
    let mut slots = BTreeMap::new();
    for (id, values) in record.slots {
        let times =
            Times { clocks: clocks.remove(&id).unwrap_or_default(), cues: cues.remove(&id).unwrap_or_default() };
        match parts(&provenance, design, &id, values, times, asset) {
            Ok(parts) => _ = slots.insert(id, parts),
            Err(found) => problems.extend(found.into_iter().map(|problem| problem.within(&id).within("slots"))),
        }
    }
    let external_id = record.external_id.unwrap_or_else(|| fallback_key.to_owned());
    let mut item = Item { external_id, slots, claim_sets: Vec::new(), group, split, priority, metadata };
    if problems.is_empty() && !claims.is_empty() {
        match claim_sets(&claims, design, &item) {
            Ok(sets) => item.claim_sets = sets,
            Err(found) => problems.extend(found),
        }
    }
    let placed = |problem: Problem| if line > 0 { problem.on_line(line) } else { problem };
    if problems.is_empty() { Ok(item) } else { Err(problems.into_iter().map(placed).collect()) }
}

/// Reads the times of texts that no folder has read. Whatever is wrong with them refuses the row.
fn untimed(record: &mut Record, design: &Design) -> Vec<Problem> {
    let known = record.remarks.len();
    let missing = |name: &str| {
        let message = format!("the file {name:?} is not in the upload; send it along with the rows");
        Err(Problem::new("file_missing", message))
    };
    let read = read_times(record, design, &mut { missing });
    let mut problems: Vec<Problem> = record.remarks.drain(known..).collect();
    problems.extend(read.err());
    problems
}

/// Clocks and cues of the parts of a slot.
struct Times {
    clocks: BTreeMap<usize, Clock>,
    cues: BTreeMap<usize, Vec<Cue>>,
}

/// Cues on the master clock.
fn on_master(cues: Vec<Cue>, clock: Option<&Clock>) -> Vec<Cue> {
    let Some(clock) = clock else { return cues };
    let ms = |own: i64| clock.master_ms(own as f64).round() as i64;
    cues.into_iter().map(|cue| Cue { start_ms: ms(cue.start_ms), end_ms: ms(cue.end_ms), ..cue }).collect()
}

fn parts(
    provenance: &Provenance,
    design: &Design,
    slot: &str,
    values: Vec<String>,
    mut times: Times,
    asset: &mut dyn FnMut(&MediaRef) -> Result<Asset, Problem>,
) -> Result<Vec<Part>, Vec<Problem>> {
    let Some(kind) = design.slot(slot).map(|slot| slot.kind) else {
        let slots: Vec<&str> = design.slots.iter().map(|slot| slot.id.as_str()).collect();
        let message = format!("the design has no such slot; it has: {}", slots.join(", "));
        return Err(vec![Problem::new("slot_unknown", message)]);
    };
    let mut parts = Vec::with_capacity(values.len());
    let mut problems = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        let clock = times.clocks.get(&index).copied();
        let content = match kind {
            MediaKind::Text => {
                let cues = on_master(times.cues.remove(&index).unwrap_or_default(), clock.as_ref());
                Ok(Content::Text { text: value, cues })
            }
            MediaKind::Image | MediaKind::Audio | MediaKind::Video => MediaRef::parse(&value)
                .and_then(|reference| asset(&reference))
                .map(|asset| Content::Asset { asset: with_provenance(asset, provenance) }),
        };
        match content {
            Ok(content) => parts.push(Part { id: index.to_string(), clock, content }),
            Err(problem) => problems.push(problem.within(index)),
        }
    }
    if problems.is_empty() { Ok(parts) } else { Err(problems) }
}

fn with_provenance(mut asset: Asset, given: &Provenance) -> Asset {
    let given = given.clone();
    let known = &mut asset.provenance;
    known.source = given.source.or(known.source.take());
    known.license = given.license.or(known.license.take());
    known.creator = given.creator.or(known.creator.take());
    asset
}

/// One set for each part of the claim source that has claims; the id of a set is `imported`, or `imported-2` for part 2.
fn claim_sets(claims: &[ClaimInput], design: &Design, item: &Item) -> Result<Vec<ClaimSet>, Vec<Problem>> {
    let Some(rules) = &design.claims else {
        return Err(vec![
            Problem::new("claims_unexpected", "the design has no claims; remove them from the row").within("claims"),
        ]);
    };
    if claims.len() > MAX_CLAIMS {
        return Err(vec![too_many_claims(claims.len()).within("claims")]);
    }
    let mut sets: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    let mut sources: BTreeMap<&str, Source> = BTreeMap::new();
    let (mut room, mut problems) = (MOST_QUOTED, Vec::new());
    for (index, input) in claims.iter().enumerate() {
        if problems.len() == MAX_PROBLEMS {
            break;
        }
        let part = input.part.as_deref().unwrap_or("0");
        let source = sources.entry(part).or_insert_with(|| Source::new(item, &rules.slot, part));
        match claim(index, input, source, &mut room) {
            Ok(claim) => sets.entry(part).or_default().push(claim),
            Err(problem) => problems.push(problem.within(index).within("claims")),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let set = |(part, claims): (&str, Vec<Claim>)| ClaimSet {
        id: if part == "0" { "imported".to_owned() } else { format!("imported-{part}") },
        slot: rules.slot.clone(),
        part: part.to_owned(),
        origin: ClaimOrigin::Imported,
        claims,
    };
    Ok(sets.into_iter().map(set).collect())
}

/// The refusal of more claims than an item may have.
pub fn too_many_claims(n: usize) -> Problem {
    Problem::new("too_many", format!("{n} claims are too many; keep to {MAX_CLAIMS}"))
}

fn claim(index: usize, input: &ClaimInput, source: &Source, room: &mut usize) -> Result<Claim, Problem> {
    let spans = spans(input, source, room)?;
    let words = || spans.iter().map(|span| span.quote.as_str()).collect::<Vec<_>>().join(" … ");
    let text = match &input.text {
        Some(text) => text.clone(),
        None if !spans.is_empty() => words(),
        None => return Err(Problem::new("claim_empty", "the claim has neither a text nor a span; give one")),
    };
    Ok(Claim {
        id: input.id.clone().unwrap_or_else(|| format!("c{}", index + 1)),
        text,
        spans,
        kind: input.kind.clone(),
        polarity: input.polarity,
        certainty: input.certainty,
        attributes: input.attributes.clone(),
        parents: input.parents.clone(),
        from: Vec::new(),
        time: input.time,
        speaker: input.speaker.clone(),
    })
}

fn spans(input: &ClaimInput, source: &Source, room: &mut usize) -> Result<Vec<Span>, Problem> {
    let mut span = |start, end, quote| source.span(start, end, quote, room);
    match (input.start, input.end) {
        (Some(_), Some(_)) if !input.spans.is_empty() => {
            Err(Problem::new("span_twice", "the claim has `start` and `end` as well as `spans`; keep one"))
        }
        (Some(start), Some(end)) => Ok(vec![span(start, end, None)?]),
        (None, None) if input.spans.is_empty() => {
            Ok(input.text.as_deref().and_then(|text| source.find(text)).into_iter().collect())
        }
        (None, None) => input.spans.iter().map(|given| span(given.start, given.end, given.quote.as_deref())).collect(),
        _ => Err(Problem::new("span_incomplete", "the claim has only one of `start` and `end`; give both")),
    }
}

/// The text that claims are made of.
struct Source<'a> {
    text: &'a str,
    points: Codepoints<'a>,
}

impl<'a> Source<'a> {
    fn new(item: &'a Item, slot: &str, part: &str) -> Self {
        let text = match item.part(slot, part).map(|part| &part.content) {
            Some(Content::Text { text, .. }) => text.as_str(),
            _ => "",
        };
        Self { text, points: Codepoints::new(text) }
    }

    /// The span with its words, which are taken from the room for them.
    fn span(&self, start: usize, end: usize, quote: Option<&str>, room: &mut usize) -> Result<Span, Problem> {
        let Some(covered) = self.points.slice(start, end).filter(|_| start < end) else {
            let message = format!(
                "the span {start} to {end} does not lie in the text of {} characters; count Unicode code points from 0",
                self.points.n()
            );
            return Err(Problem::new("span_outside", message));
        };
        if quote.is_some_and(|quote| quote != covered) {
            let shown: String = covered.chars().take(60).collect();
            let message =
                format!("the span {start} to {end} covers `{shown}`, not its quote; count Unicode code points");
            return Err(Problem::new("quote_differs", message));
        }
        *room = room.checked_sub(covered.len()).ok_or_else(|| {
            let message = format!("the spans of the claims cover more than {MOST_QUOTED} bytes together; shorten them");
            Problem::new("spans_too_long", message)
        })?;
        Ok(Span { start, end, quote: covered.to_owned() })
    }

    /// Where the text stands, when it stands there once.
    fn find(&self, text: &str) -> Option<Span> {
        let mut places = memmem::find_iter(self.text.as_bytes(), text.as_bytes());
        let at = places.next().filter(|_| !text.is_empty())?;
        if places.next().is_some() {
            return None;
        }
        let start = self.points.at_byte(at)?;
        Some(Span { start, end: start + text.chars().count(), quote: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crosscheck_domain::{Design, Span};

    use super::{MAX_CLAIMS, item};
    use crate::{ClaimInput, Record};

    /// The spans of the claims in a caption, or the codes of what is wrong with them.
    fn spans(caption: &str, claims: Vec<ClaimInput>) -> Result<Vec<Vec<Span>>, Vec<String>> {
        let design = r#"{"title":"t","slots":[{"id":"caption","kind":"text","role":"claim_source"}],
            "claims":{"slot":"caption"}}"#;
        let design: Design = serde_json::from_str(design).unwrap();
        let slots = BTreeMap::from([("caption".to_owned(), vec![caption.to_owned()])]);
        let record = Record { slots, claims, ..Record::default() };
        let item = item(record, &design, "1", &mut |_| panic!("a text names no medium"));
        let spans = |set: &crosscheck_domain::ClaimSet| set.claims.iter().map(|claim| claim.spans.clone()).collect();
        item.map(|item| item.claim_sets.first().map(spans).unwrap_or_default())
            .map_err(|problems| problems.into_iter().map(|problem| problem.code).collect())
    }

    fn between(start: usize, end: usize) -> ClaimInput {
        ClaimInput { start: Some(start), end: Some(end), ..ClaimInput::default() }
    }

    fn saying(text: &str) -> ClaimInput {
        ClaimInput { text: Some(text.to_owned()), ..ClaimInput::default() }
    }

    #[test]
    fn spans_count_code_points_of_every_length() {
        let caption = "é🐶x".repeat(1000);
        let check = |claim: ClaimInput, start: usize, end: usize, quote: &str| {
            let expected = Span { start, end, quote: quote.to_owned() };
            assert_eq!(spans(&format!("{caption}é終"), vec![claim]), Ok(vec![vec![expected]]));
        };
        check(between(0, 1), 0, 1, "é");
        check(between(127, 130), 127, 130, "🐶xé");
        check(between(2999, 3002), 2999, 3002, "xé終");
        check(saying("é終"), 3000, 3002, "é終");
        assert_eq!(spans("a dog", vec![saying("dog")]).unwrap()[0][0].start, 2);
        assert_eq!(spans("a dog, a dog", vec![saying("dog")]), Ok(vec![vec![]]), "it stands there twice");
        for claim in [between(0, 3003), between(5, 5), between(6, 5), between(usize::MAX, usize::MAX)] {
            assert_eq!(spans(&caption, vec![claim]), Err(vec!["span_outside".to_owned()]));
        }
    }

    #[test]
    fn claims_are_counted_before_they_are_looked_at() {
        let caption = "a dog ".repeat(150_000);
        let many = |n| spans(&caption, vec![between(899_990, 899_995); n]);
        assert_eq!(many(200_000), Err(vec!["too_many".to_owned()]));
        assert_eq!(many(MAX_CLAIMS).map(|spans| spans.len()), Ok(MAX_CLAIMS));
    }

    #[test]
    fn claims_do_not_quote_a_book_each() {
        let book = "a dog ".repeat(150_000);
        assert_eq!(spans(&book, vec![between(0, 900_000); 10]).map(|spans| spans.len()), Ok(10));
        let many = spans(&book, vec![between(0, 900_000); 1000]);
        assert!(many.unwrap_err().iter().all(|code| code == "spans_too_long"));
    }
}
