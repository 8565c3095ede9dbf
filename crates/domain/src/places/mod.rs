//! What annotators can be compared on beside their ratings: where things are, when, and in which words.

mod compare;
pub mod fused;
mod names;
mod offsets;
mod shape;
mod sheet;
mod spot;
mod wording;

use crosscheck_stats::matching::Kind;

use crate::{Design, Label, MediaKind, QuestionKind, Role, SelectorKind, Slot, Split, fields::titled};

pub use compare::{Compared, Judged, compare, options};
pub use names::Names;
pub use offsets::Offset;
pub(crate) use shape::stretches;
pub use shape::{SAMPLE_MS, shape};
pub use sheet::{Marked, Place, extent, text_of};
pub use spot::Spot;
pub use wording::{Wording, Words};

/// The attribute of an interval that holds what is said in it.
pub const TEXT: &str = "text";
/// The attribute of an interval that names who speaks in it.
pub const SPEAKER: &str = "speaker";

/// One thing that has a place, a time or a wording, and that annotators can be compared on.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceField {
    /// `region/{slot}/{kind}`, `evidence/{slot}/{kind}`, `reference/{slot}/{reference slot}` or `offset`.
    pub id: String,
    pub title: String,
    pub about: About,
}

/// What a field is about. Two versions of a design in which this is equal mean the same by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Regions with one of these labels.
    Regions { slot: String, kind: Kind, labels: Vec<String> },
    /// Regions that speak for or against a claim, claim by claim.
    Evidence { slot: String, kind: Kind, claims: ClaimText },
    /// What annotators wrote under these labels, against the text of a reference.
    Reference { slot: String, reference: String, labels: Vec<String> },
    /// By how much claims are out of time.
    Offsets { claims: ClaimText },
}

/// Where claims come from: two designs that differ in it have other claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimText {
    pub slot: String,
    pub split: Split,
}

impl About {
    /// What is compared, where it is marks; offsets are numbers.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Regions { kind, .. } | Self::Evidence { kind, .. } => Some(*kind),
            Self::Reference { .. } => Some(Kind::Transcripts),
            Self::Offsets { .. } => None,
        }
    }

    /// The slot in which the marks are.
    pub fn slot(&self) -> Option<&str> {
        match self {
            Self::Regions { slot, .. } | Self::Evidence { slot, .. } | Self::Reference { slot, .. } => Some(slot),
            Self::Offsets { .. } => None,
        }
    }
}

/// The fields of a design in the order of its slots: first labelled regions, then evidence, then offsets.
pub fn place_fields(design: &Design) -> Vec<PlaceField> {
    let mut found: Vec<PlaceField> = design.slots.iter().flat_map(|slot| labelled(design, slot)).collect();
    if let Some(rules) = &design.claims {
        let allowed = |slot: &&Slot| match rules.evidence_slots.as_slice() {
            [] => slot.id != rules.slot,
            slots => slots.contains(&slot.id),
        };
        let claims = ClaimText { slot: rules.slot.clone(), split: rules.split };
        found.extend(design.slots.iter().filter(allowed).flat_map(|slot| evidence(slot, &claims)));
        if rules.error_types.iter().any(|error| error.offset) {
            found.push(PlaceField {
                id: "offset".to_owned(),
                title: "Offsets of claims".to_owned(),
                about: About::Offsets { claims },
            });
        }
    }
    found
}

/// The field of this id.
pub fn place_field(design: &Design, id: &str) -> Option<PlaceField> {
    place_fields(design).into_iter().find(|field| field.id == id)
}

fn labelled<'a>(design: &'a Design, slot: &'a Slot) -> impl Iterator<Item = PlaceField> + 'a {
    let drawable = Design::selectors_for(slot.kind);
    let ways = move |label: &'a Label| {
        let ways: &[SelectorKind] = if label.selectors.is_empty() { drawable } else { &label.selectors };
        ways.iter().copied().filter(|way| drawable.contains(way)).collect::<Vec<_>>()
    };
    let here = move |label: &&Label| label.slots.is_empty() || label.slots.contains(&slot.id);
    let labels: Vec<(&Label, Vec<SelectorKind>)> =
        design.ontology.labels.iter().filter(here).map(|label| (label, ways(label))).collect();
    let with = |fits: &dyn Fn(&Label, &[SelectorKind]) -> bool| -> Vec<String> {
        labels.iter().filter(|(label, ways)| fits(label, ways)).map(|(label, _)| label.id.clone()).collect()
    };
    let mut found = Vec::new();
    let mut push = |kind: Kind, labels: Vec<String>| {
        if !labels.is_empty() {
            found.push(PlaceField {
                id: format!("region/{}/{}", slot.id, kind.id()),
                title: format!("{} in {}", title(kind), titled(&slot.title, &slot.id)),
                about: About::Regions { slot: slot.id.clone(), kind, labels },
            });
        }
    };
    let areas = with(&|_, ways| ways.iter().any(|way| is_area(*way)));
    let only_boxes = labels.iter().all(|(_, ways)| ways.iter().all(|way| !is_area(*way) || *way == SelectorKind::Box));
    push(if only_boxes { Kind::Boxes } else { Kind::Polygons }, areas);
    for (way, kind) in SINGLE {
        push(kind, with(&|_, ways| ways.contains(&way)));
    }
    let timed = |ways: &[SelectorKind]| ways.contains(&SelectorKind::Interval);
    push(Kind::Speech, with(&|label, ways| timed(ways) && names_speaker(label)));
    let written = with(&|label, ways| timed(ways) && has_text(label));
    push(Kind::Transcripts, written.clone());
    let is_reference = |other: &&Slot| other.role == Role::Reference && other.kind == MediaKind::Text;
    let references = design.slots.iter().filter(is_reference).filter(|_| !written.is_empty());
    found.extend(references.map(|other| PlaceField {
        id: format!("reference/{}/{}", slot.id, other.id),
        title: format!("Words in {} against {}", titled(&slot.title, &slot.id), titled(&other.title, &other.id)),
        about: About::Reference { slot: slot.id.clone(), reference: other.id.clone(), labels: written.clone() },
    }));
    found.into_iter()
}

fn evidence<'a>(slot: &'a Slot, claims: &'a ClaimText) -> impl Iterator<Item = PlaceField> + 'a {
    let drawable = Design::selectors_for(slot.kind);
    let areas = drawable.iter().any(|way| is_area(*way)).then_some(Kind::Polygons);
    let single = SINGLE.iter().filter(|(way, _)| drawable.contains(way)).map(|(_, kind)| *kind);
    areas.into_iter().chain(single).map(|kind| PlaceField {
        id: format!("evidence/{}/{}", slot.id, kind.id()),
        title: format!("Evidence in {}: {}", titled(&slot.title, &slot.id), title(kind).to_lowercase()),
        about: About::Evidence { slot: slot.id.clone(), kind, claims: claims.clone() },
    })
}

/// Ways to draw that are a kind of their own.
const SINGLE: [(SelectorKind, Kind); 6] = [
    (SelectorKind::Mask, Kind::Masks),
    (SelectorKind::Points, Kind::Points),
    (SelectorKind::Polyline, Kind::Lines),
    (SelectorKind::Text, Kind::Spans),
    (SelectorKind::Interval, Kind::Intervals),
    (SelectorKind::Track, Kind::Tracks),
];

/// Boxes, polygons and ellipses are compared with each other.
fn is_area(way: SelectorKind) -> bool {
    matches!(way, SelectorKind::Box | SelectorKind::Polygon | SelectorKind::Ellipse)
}

fn has_text(label: &Label) -> bool {
    label.attributes.iter().any(|one| one.id == TEXT && matches!(one.kind, QuestionKind::Text { .. }))
}

fn names_speaker(label: &Label) -> bool {
    label.attributes.iter().any(|one| one.id == SPEAKER)
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Boxes => "Boxes",
        Kind::Polygons => "Areas",
        Kind::Masks => "Masks",
        Kind::Points => "Points",
        Kind::Lines => "Lines",
        Kind::Spans => "Spans",
        Kind::Intervals => "Intervals",
        Kind::Speech => "Speakers",
        Kind::Transcripts => "Words",
        Kind::Tracks => "Tracks",
        Kind::Rankings => "Rankings",
        Kind::Claims => "Claims",
        Kind::Links => "Links",
    }
}

#[cfg(test)]
mod tests;
