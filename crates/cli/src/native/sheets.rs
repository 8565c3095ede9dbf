//! What annotators marked, as the measures on structure take it: regions of a slot, claims, or links.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_domain::places::{About, Names, extent, shape};
use crosscheck_domain::{Annotation, Item, Outcome, Region, Span, Target};
use crosscheck_stats::matching::{Kind, Link, Mark, Shape, Sheet, Sheets, Stretch};

use super::{Export, Views};
use crate::commands::Failure;

/// Sheets, with the names of what stands in them as numbers.
pub struct Marked {
    pub sheets: Sheets,
    pub items: Vec<String>,
    pub annotators: Vec<String>,
    /// Slot and part, as `picture/0`.
    pub places: Vec<String>,
    /// Empty for what has no label.
    pub labels: Vec<String>,
    /// The number of the reference among the annotators, where answers are compared with one.
    pub reference: Option<u32>,
}

/// What a field is about.
enum What<'f> {
    /// All regions of a slot, of whatever kind they are.
    Regions(&'f str),
    Links(&'f str),
    Claims,
    /// A place field of the design.
    Placed(About),
}

#[derive(Default)]
struct Collected {
    items: Names,
    annotators: Names,
    places: Names,
    labels: Names,
    kinds: BTreeSet<&'static str>,
    sheets: Vec<Sheet>,
    reference: Option<u32>,
}

impl Export<'_> {
    /// The sheets of a field whose answers have a place.
    pub fn marked(&self, id: &str) -> Result<Marked, Failure> {
        let what = match (self.place(id), id.split_once('/')) {
            (Some(field), _) => What::Placed(field.about),
            (None, Some(("label", slot))) => What::Regions(slot),
            (None, Some(("link", kind))) => What::Links(kind),
            (None, Some(("verdict", _))) => What::Claims,
            (None, None) if id == "verdict" => What::Claims,
            _ => {
                self.field(id)?;
                return Err(self.given.wrong(format!("{id} has no places; measures on structure need some")));
            }
        };
        if !matches!(what, What::Placed(_)) {
            self.field(id)?;
        }
        let mut found = Collected::default();
        self.items(|item| {
            let views = Views::of(item)?;
            let mut with_reference = BTreeSet::new();
            for annotation in item.annotations.iter().filter(|one| self.counts(one, id)) {
                let body = annotation.body().map_err(|problem| problem.to_string())?;
                if body.outcome != Outcome::Complete {
                    continue;
                }
                let number = found.items.of(&views.unit(item, annotation, ""));
                let annotator = found.annotators.of(&annotation.annotator);
                let seen = views.of_annotation(annotation);
                let sheet = Sheet::new(number, annotator, Vec::new());
                let sheet = found.sheet(sheet, (seen, &body), &what)?;
                found.sheets.push(sheet);
                if let What::Placed(about) = &what
                    && with_reference.insert(number)
                    && let Some(reference) = about.reference(seen)
                {
                    let annotator = found.annotators.of("(reference)");
                    found.reference = Some(annotator);
                    found.sheets.push(Sheet::new(number, annotator, reference.marks));
                }
            }
            Ok(())
        })?;
        let kind = self.kind(&what, &found.kinds)?;
        if let What::Placed(About::Reference { reference, .. }) = &what
            && found.reference.is_none()
        {
            return Err(self.given.wrong(format!("no item has a text in {reference} to compare with")));
        }
        Ok(Marked {
            sheets: Sheets::new(kind, found.sheets).map_err(|error| self.given.wrong(error))?,
            items: found.items.into_list(),
            annotators: found.annotators.into_list(),
            places: found.places.into_list(),
            labels: found.labels.into_list(),
            reference: found.reference,
        })
    }

    fn kind(&self, what: &What, kinds: &BTreeSet<&'static str>) -> Result<Kind, Failure> {
        let of_regions = || {
            let kinds: Vec<&str> = kinds.iter().copied().collect();
            Ok(match kinds.as_slice() {
                ["boxes"] => Kind::Boxes,
                ["boxes", "polygons"] | ["polygons"] => Kind::Polygons,
                ["masks"] => Kind::Masks,
                ["points"] => Kind::Points,
                ["lines"] => Kind::Lines,
                ["spans"] => Kind::Spans,
                ["intervals"] => Kind::Intervals,
                ["tracks"] => Kind::Tracks,
                [] => return Err(self.given.wrong("nobody marked anything in this slot")),
                several => {
                    let several = several.join(", ");
                    return Err(self.given.wrong(format!(
                        "the slot holds {several}, which cannot be compared together; name one, as region/SLOT/KIND"
                    )));
                }
            })
        };
        match what {
            What::Regions(_) => of_regions(),
            What::Links(_) => Ok(Kind::Links),
            What::Claims => Ok(Kind::Claims),
            What::Placed(about) => about.kind().ok_or_else(|| {
                self.given.wrong("offsets are numbers and have no place; the quality page shows how far they agree")
            }),
        }
    }
}

impl Collected {
    fn sheet(&mut self, sheet: Sheet, (item, body): (&Item, &Annotation), what: &What) -> Result<Sheet, String> {
        match what {
            What::Regions(slot) => {
                let mut marks = Vec::new();
                for region in body.regions.iter().filter(|region| region.slot == *slot) {
                    marks.extend(self.region(region)?);
                }
                let whole =
                    extent(item, slot).filter(|_| self.kinds.contains("spans") || self.kinds.contains("intervals"));
                Ok(Sheet { marks, extent: whole, ..sheet })
            }
            What::Placed(about) => {
                let marked = about.marked(item, body, (&mut self.labels, &mut self.places))?;
                let timed = matches!(about.kind(), Some(Kind::Spans | Kind::Intervals));
                let whole = about.slot().and_then(|slot| extent(item, slot)).filter(|_| timed);
                let marks = if about.kind() == Some(Kind::Transcripts) { joined(marked.marks) } else { marked.marks };
                Ok(Sheet { marks, extent: whole, ..sheet })
            }
            What::Claims => Ok(Sheet { marks: self.claims(item, body), ..sheet }),
            What::Links(kind) => self.links(sheet, (item, body), kind),
        }
    }

    fn region(&mut self, region: &Region) -> Result<Option<Mark>, String> {
        let Some((kind, shape)) = shape(&region.selector).map_err(|error| format!("region {}: {error}", region.id))?
        else {
            return Ok(None);
        };
        self.kinds.insert(kind.id());
        let place = self.places.of(&format!("{}/{}", region.slot, region.part));
        let label = self.labels.of(region.label.as_deref().unwrap_or_default());
        Ok(Some(Mark::new(shape, label).on(place)))
    }

    /// The shared claims that the annotator kept and the annotator's own, each with its verdict.
    fn claims(&mut self, item: &Item, body: &Annotation) -> Vec<Mark> {
        let kept = |id: &String| !body.dropped.contains(id);
        let shared = item.claim_sets.iter().flat_map(|set| &set.claims).filter(|claim| kept(&claim.id));
        let verdict = |id: &str| body.verdicts.iter().find(|verdict| verdict.claim == id);
        let mark = |claim: &crosscheck_domain::Claim| {
            let value = verdict(&claim.id).map_or("", |verdict| verdict.value.as_str());
            Mark::new(Shape::Stretches(stretches(&claim.spans)), self.labels.of(value))
        };
        shared.chain(&body.claims).map(mark).collect()
    }

    fn links(&mut self, sheet: Sheet, (item, body): (&Item, &Annotation), kind: &str) -> Result<Sheet, String> {
        let mut marks = Vec::new();
        let mut at: BTreeMap<&Target, u32> = BTreeMap::new();
        let mut links = Vec::new();
        for link in body.links.iter().filter(|link| link.link_type == kind) {
            let mut ends = [0, 0];
            for (end, target) in ends.iter_mut().zip([&link.from, &link.to]) {
                *end = match at.get(target) {
                    Some(&known) => known,
                    None => {
                        marks.push(self.end(target, (item, body))?);
                        *at.entry(target).or_insert(marks.len() as u32 - 1)
                    }
                };
            }
            links.push(Link { from: ends[0], to: ends[1], kind: 0, verdict: None });
        }
        Ok(Sheet { marks, ..sheet }.linked(links))
    }

    /// What a link ends at. Without a place, the whole of what is named: it meets the same of another annotator.
    fn end(&mut self, target: &Target, (item, body): (&Item, &Annotation)) -> Result<Mark, String> {
        let region = |id: &String| body.regions.iter().find(|region| region.id == *id);
        if let Target::Region(id) = target
            && let Some(region) = region(id)
            && let Some(mark) = self.region(region)?
        {
            return Ok(mark);
        }
        let claim = |id: &String| item.claim(id).or_else(|| body.claims.iter().find(|claim| claim.id == *id));
        if let Target::Claim(id) = target
            && let Some(claim) = claim(id).filter(|claim| !claim.spans.is_empty())
        {
            let place = self.places.of("claims");
            return Ok(Mark::new(Shape::Stretches(stretches(&claim.spans)), 0).on(place));
        }
        let place = self.places.of(&format!("{target:?}"));
        Ok(Mark::stretch(0.0, 1.0, 0).on(place))
    }
}

fn stretches(spans: &[Span]) -> Vec<Stretch> {
    spans.iter().map(|span| Stretch { start: span.start as f64, end: span.end as f64 }).collect()
}

/// The segments of each medium as one text: fusers take a whole transcript.
fn joined(marks: Vec<Mark>) -> Vec<Mark> {
    let mut whole: Vec<Mark> = Vec::new();
    for mark in marks {
        let known = whole.iter_mut().find(|known| known.slot == mark.slot);
        match (known.map(|known| &mut known.shape), &mark.shape) {
            (Some(Shape::Text(text)), Shape::Text(more)) => *text = format!("{text} {more}"),
            _ => whole.push(mark),
        }
    }
    whole
}
