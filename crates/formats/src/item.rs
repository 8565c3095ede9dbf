//! Turns a row into an item of a design.

use std::collections::BTreeMap;

use crosscheck_domain::{
    Asset, Claim, ClaimOrigin, ClaimSet, Content, Design, Item, MediaKind, Part, Problem, Provenance, Span,
};

use crate::{ClaimInput, MediaRef, Record};

/// The item of a row. `fallback_key` names it where the row has no id; `asset` finds or stores the medium that a value
/// names. Returns every problem of the row at once. Whether the item fits the design is for the domain to check.
pub fn item(
    record: Record,
    design: &Design,
    fallback_key: &str,
    asset: &mut dyn FnMut(&MediaRef) -> Result<Asset, Problem>,
) -> Result<Item, Vec<Problem>> {
    let Record { line, provenance, claims, metadata, group, split, priority, .. } = record;
    let mut problems = Vec::new();
    let mut slots = BTreeMap::new();
    for (id, values) in record.slots {
        match parts(&provenance, design, &id, values, asset) {
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

fn parts(
    provenance: &Provenance,
    design: &Design,
    slot: &str,
    values: Vec<String>,
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
        let content = match kind {
            MediaKind::Text => Ok(Content::Text { text: value }),
            MediaKind::Image => MediaRef::parse(&value)
                .and_then(|reference| asset(&reference))
                .map(|asset| Content::Asset { asset: with_provenance(asset, provenance) }),
        };
        match content {
            Ok(content) => parts.push(Part { id: index.to_string(), content }),
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
    let mut sets: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    let mut problems = Vec::new();
    for (index, input) in claims.iter().enumerate() {
        let part = input.part.as_deref().unwrap_or("0");
        let source = match item.part(&rules.slot, part).map(|part| &part.content) {
            Some(Content::Text { text }) => text.as_str(),
            _ => "",
        };
        match claim(index, input, source) {
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

fn claim(index: usize, input: &ClaimInput, source: &str) -> Result<Claim, Problem> {
    let spans = spans(input, source)?;
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
    })
}

fn spans(input: &ClaimInput, source: &str) -> Result<Vec<Span>, Problem> {
    match (input.start, input.end) {
        (Some(_), Some(_)) if !input.spans.is_empty() => {
            Err(Problem::new("span_twice", "the claim has `start` and `end` as well as `spans`; keep one"))
        }
        (Some(start), Some(end)) => Ok(vec![span(start, end, None, source)?]),
        (None, None) if input.spans.is_empty() => {
            Ok(input.text.as_deref().and_then(|text| find(text, source)).into_iter().collect())
        }
        (None, None) => {
            input.spans.iter().map(|given| span(given.start, given.end, given.quote.as_deref(), source)).collect()
        }
        _ => Err(Problem::new("span_incomplete", "the claim has only one of `start` and `end`; give both")),
    }
}

fn span(start: usize, end: usize, quote: Option<&str>, source: &str) -> Result<Span, Problem> {
    let length = source.chars().count();
    if start >= end || end > length {
        let message = format!(
            "the span {start} to {end} does not lie in the text of {length} characters; count Unicode code points from 0"
        );
        return Err(Problem::new("span_outside", message));
    }
    let covered: String = source.chars().skip(start).take(end - start).collect();
    if quote.is_some_and(|quote| quote != covered) {
        let message = format!("the span {start} to {end} covers `{covered}`, not its quote; count Unicode code points");
        return Err(Problem::new("quote_differs", message));
    }
    Ok(Span { start, end, quote: covered })
}

/// Where the text stands, when it stands there once.
fn find(text: &str, source: &str) -> Option<Span> {
    let mut places = source.match_indices(text);
    let (at, _) = places.next().filter(|_| !text.is_empty())?;
    if places.next().is_some() {
        return None;
    }
    let start = source[..at].chars().count();
    Some(Span { start, end: start + text.chars().count(), quote: text.to_owned() })
}
