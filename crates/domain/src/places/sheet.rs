//! What one annotator marked for one field, as marks that `stats` compares, each with where it is from.

use crosscheck_stats::matching::{Kind, Mark, Shape, Stretch};
use serde_json::Value;

use super::shape::{shape, stretch};
use super::{About, Names, SPEAKER, TEXT};
use crate::{Annotation, Content, Evidence, Item, Region, Selector};

/// The marks of one annotator on one item.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    pub marks: Vec<Mark>,
    /// Where each mark is from.
    pub places: Vec<Place>,
}

/// Where a mark is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When it begins on the master clock, where it has a time.
    pub t_ms: Option<i64>,
    /// A region of the annotation; none in a reference.
    pub region: Option<String>,
}

impl About {
    /// The marks of an annotation in the order of time. `labels` and `media` number what is called alike across annotators.
    pub fn marked(
        &self,
        item: &Item,
        body: &Annotation,
        (labels, media): (&mut Names, &mut Names),
    ) -> Result<Marked, String> {
        let mut found: Vec<(Mark, Place)> = Vec::new();
        match self {
            Self::Regions { slot, kind, labels: wanted } => {
                for region in labelled(body, slot, wanted) {
                    found.extend(mark(region, *kind, "", (labels, media))?);
                }
            }
            Self::Reference { slot, labels: wanted, .. } => {
                for region in labelled(body, slot, wanted) {
                    found.extend(mark(region, Kind::Transcripts, "", (labels, media))?);
                }
            }
            Self::Evidence { slot, kind, .. } => {
                for (region, claim, stance) in evidence(item, body, slot) {
                    if let Some((mark, place)) = mark(region, *kind, &claim, (labels, media))? {
                        found.push((Mark { label: labels.of(&stance), ..mark }, place));
                    }
                }
            }
            Self::Offsets { .. } => {}
        }
        found.sort_by(|a, b| a.1.cmp(&b.1));
        let (marks, places) = found.into_iter().unzip();
        Ok(Marked { marks, places })
    }

    /// The words of the reference, cue by cue where it has cues; none where the field has no reference or the item none.
    pub fn reference(&self, item: &Item) -> Option<Marked> {
        let Self::Reference { reference, .. } = self else { return None };
        let mut found = Marked::default();
        for part in item.slots.get(reference)? {
            let Content::Text { text, cues } = &part.content else { continue };
            if cues.is_empty() {
                found.marks.push(Mark::new(Shape::Text(text.clone()), 0));
                found.places.push(Place::default());
            }
            for cue in cues {
                let words: String = text.chars().skip(cue.start).take(cue.end.saturating_sub(cue.start)).collect();
                found.marks.push(Mark::new(Shape::Text(words), 0));
                found.places.push(Place { t_ms: Some(cue.start_ms), region: None });
            }
        }
        (!found.marks.is_empty()).then_some(found)
    }
}

fn labelled<'a>(body: &'a Annotation, slot: &'a str, labels: &'a [String]) -> impl Iterator<Item = &'a Region> {
    let wanted = move |region: &&Region| {
        region.slot == slot && region.label.as_ref().is_some_and(|label| labels.contains(label))
    };
    body.regions.iter().filter(wanted)
}

/// The evidence for shared claims with the claim, aspect and stance that it is for.
fn evidence<'a>(item: &'a Item, body: &'a Annotation, slot: &'a str) -> Vec<(&'a Region, String, String)> {
    let mut found = Vec::new();
    for verdict in body.verdicts.iter().filter(|verdict| item.claim(&verdict.claim).is_some()) {
        for piece in &verdict.evidence {
            let Evidence::Region { region: id, stance } = piece else { continue };
            let region = body.regions.iter().find(|region| region.id == *id && region.slot == slot);
            let about = format!("{}/{}", verdict.claim, verdict.aspect);
            found.extend(region.map(|region| (region, about, format!("{stance:?}"))));
        }
    }
    found
}

/// A region as a mark of this kind; none where it is of another.
fn mark(
    region: &Region,
    kind: Kind,
    about: &str,
    (labels, media): (&mut Names, &mut Names),
) -> Result<Option<(Mark, Place)>, String> {
    let place = Place { t_ms: region.selector.extent().map(|extent| extent.start_ms), region: Some(region.id.clone()) };
    let label = region.label.as_deref().unwrap_or_default();
    let channel = match &region.selector {
        Selector::Interval { channel: Some(channel), .. } => format!("#{channel}"),
        _ => String::new(),
    };
    let about = if about.is_empty() { String::new() } else { format!("/{about}") };
    let mut on = |mark: Mark| mark.on(media.of(&format!("{}/{}{channel}{about}", region.slot, region.part)));
    let found = match (kind, &region.selector) {
        (Kind::Transcripts, Selector::Interval { .. }) => {
            text_of(region).map(|text| on(Mark::new(Shape::Text(text.to_owned()), labels.of(label))))
        }
        (Kind::Speech, Selector::Interval { start_ms, end_ms, .. }) => (start_ms < end_ms).then(|| {
            let speaker = labels.of(&speaker_of(region));
            on(Mark::new(Shape::Stretches(vec![stretch(*start_ms, *end_ms)]), speaker))
        }),
        (_, selector) => {
            let found = shape(selector).map_err(|error| format!("region {}: {error}", region.id))?;
            let fits = |found: &Kind| {
                *found == kind || matches!((kind, found), (Kind::Polygons, Kind::Boxes) | (Kind::Boxes, Kind::Polygons))
            };
            found.filter(|(found, _)| fits(found)).map(|(_, shape)| on(Mark::new(shape, labels.of(label))))
        }
    };
    Ok(found.map(|mark| (mark, place)))
}

/// What is said in an interval.
pub fn text_of(region: &Region) -> Option<&str> {
    region.attributes.get(TEXT)?.as_str()
}

fn speaker_of(region: &Region) -> String {
    match region.attributes.get(SPEAKER) {
        Some(Value::String(name)) => name.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// The whole text or time of the only part of a slot: code points, or milliseconds of the master clock.
pub fn extent(item: &Item, slot: &str) -> Option<Stretch> {
    let [part] = item.slots.get(slot)?.as_slice() else { return None };
    match &part.content {
        Content::Text { text, .. } => Some(Stretch { start: 0.0, end: text.chars().count() as f64 }),
        Content::Asset { asset } => {
            let clock = part.clock.unwrap_or_default();
            let duration = asset.info.duration_ms? as f64;
            Some(Stretch { start: clock.master_ms(0.0), end: clock.master_ms(duration) })
        }
    }
}
