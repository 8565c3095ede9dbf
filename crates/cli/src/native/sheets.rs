//! What annotators marked, as the measures on structure take it: regions of a slot, claims, or links.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_domain::{Annotation, Content, Field, Item, Outcome, Point, Region, Selector, Span, Target};
use crosscheck_stats::geometry::{Area, Keypoints, Mask, Rect, TurnedRect};
use crosscheck_stats::matching::{Kind, Link, Mark, Shape, Sheet, Sheets, Stretch};

use super::{Export, Views};
use crate::commands::Failure;

/// Names that stand as numbers in the sheets.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, name: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name.to_owned()).or_insert(next)
    }

    /// The names by their numbers.
    fn names(self) -> Vec<String> {
        let mut names = vec![String::new(); self.0.len()];
        for (name, number) in self.0 {
            names[number as usize] = name;
        }
        names
    }
}

/// Sheets, with the names of what stands in them as numbers.
pub struct Marked {
    pub sheets: Sheets,
    pub items: Vec<String>,
    pub annotators: Vec<String>,
    /// Slot and part, as `picture/0`.
    pub places: Vec<String>,
    /// Empty for what has no label.
    pub labels: Vec<String>,
}

/// What a field is about.
enum What<'f> {
    Regions(&'f str),
    Links(&'f str),
    Claims,
}

#[derive(Default)]
struct Collected {
    items: Numbers,
    annotators: Numbers,
    places: Numbers,
    labels: Numbers,
    kinds: BTreeSet<&'static str>,
    sheets: Vec<Sheet>,
}

impl Export<'_> {
    /// The sheets of a field whose answers have a place.
    pub fn marked(&self, field: &Field) -> Result<Marked, Failure> {
        let what = match field.id.split_once('/') {
            Some(("label", slot)) => What::Regions(slot),
            Some(("link", kind)) => What::Links(kind),
            Some(("verdict", _)) => What::Claims,
            None if field.id == "verdict" => What::Claims,
            _ => return Err(self.given.wrong(format!("{} has no places; measures on structure need some", field.id))),
        };
        let mut found = Collected::default();
        self.items(|item| {
            let views = Views::of(item)?;
            for annotation in item.annotations.iter().filter(|one| self.counts(one, &field.id)) {
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
            }
            Ok(())
        })?;
        let kind = self.kind(&what, &found.kinds)?;
        Ok(Marked {
            sheets: Sheets::new(kind, found.sheets).map_err(|error| self.given.wrong(error))?,
            items: found.items.names(),
            annotators: found.annotators.names(),
            places: found.places.names(),
            labels: found.labels.names(),
        })
    }

    fn kind(&self, what: &What, kinds: &BTreeSet<&'static str>) -> Result<Kind, Failure> {
        let of_regions = || {
            let kinds: Vec<&str> = kinds.iter().copied().collect();
            Ok(match kinds.as_slice() {
                ["box"] => Kind::Boxes,
                ["box", "polygon"] | ["polygon"] => Kind::Polygons,
                ["mask"] => Kind::Masks,
                ["points"] => Kind::Points,
                ["line"] => Kind::Lines,
                ["text"] => Kind::Spans,
                [] => return Err(self.given.wrong("nobody marked anything in this slot")),
                several => {
                    let several = several.join(", ");
                    return Err(self
                        .given
                        .wrong(format!("the slot holds {several}, which cannot be compared together")));
                }
            })
        };
        match what {
            What::Regions(_) => of_regions(),
            What::Links(_) => Ok(Kind::Links),
            What::Claims => Ok(Kind::Claims),
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
                let length = length(item, slot).filter(|_| self.kinds.contains("text"));
                let sheet = Sheet { marks, ..sheet };
                Ok(match length {
                    Some(length) => sheet.within(0.0, length),
                    None => sheet,
                })
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
        self.kinds.insert(kind);
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

/// The code points of the only text in the slot.
fn length(item: &Item, slot: &str) -> Option<f64> {
    match item.slots.get(slot)?.as_slice() {
        [part] => match &part.content {
            Content::Text { text, .. } => Some(text.chars().count() as f64),
            Content::Asset { .. } => None,
        },
        _ => None,
    }
}

fn stretches(spans: &[Span]) -> Vec<Stretch> {
    spans.iter().map(|span| Stretch { start: span.start as f64, end: span.end as f64 }).collect()
}

/// The shape of a selector and what kind it is of; none for the whole medium and for no place.
fn shape(selector: &Selector) -> Result<Option<(&'static str, Shape)>, String> {
    let ring = |points: &[Point]| points.iter().map(|point| [point.0, point.1]).collect::<Vec<_>>();
    Ok(match selector {
        Selector::Whole | Selector::Track { .. } | Selector::None { .. } => None,
        Selector::Interval { start_ms, end_ms, .. } => {
            let stretch = Stretch { start: *start_ms as f64, end: *end_ms as f64 };
            Some(("interval", Shape::Stretches(vec![stretch])))
        }
        Selector::Text { spans } => Some(("text", Shape::Stretches(stretches(spans)))),
        Selector::Box { x, y, width, height, rotation } => {
            let rect = Rect::sized([*x, *y], *width, *height);
            Some(match *rotation {
                0.0 => ("box", Shape::Box(rect)),
                degrees => ("polygon", Shape::Area(TurnedRect { rect, degrees }.to_area())),
            })
        }
        Selector::Polygon { points, holes } => {
            let rings = [vec![ring(points)], holes.iter().map(|hole| ring(hole)).collect()].concat();
            Some(("polygon", Shape::Area(Area::new(rings))))
        }
        Selector::Polyline { points } => Some(("line", Shape::Line(ring(points)))),
        Selector::Points { points } => {
            let found = ring(points);
            let around = Rect::around_points(found.iter().copied());
            Some((
                "points",
                Shape::Points(Keypoints {
                    size: around.area().max(1.0),
                    points: found.into_iter().map(Some).collect(),
                }),
            ))
        }
        Selector::Ellipse { cx, cy, rx, ry, rotation } => {
            Some(("polygon", Shape::Area(ellipse([*cx, *cy], (*rx, *ry), *rotation))))
        }
        Selector::Mask { width, height, counts } => {
            Some(("mask", Shape::Mask(Mask::new(*width, *height, counts).map_err(|error| error.to_string())?)))
        }
    })
}

/// A polygon of 128 corners with the area of the ellipse.
fn ellipse([cx, cy]: [f64; 2], (rx, ry): (f64, f64), degrees: f64) -> Area {
    let step = std::f64::consts::TAU / 128.0;
    let grown = (step / step.sin()).sqrt();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let corner = |index: u32| {
        let (dy, dx) = (step * f64::from(index)).sin_cos();
        let (dx, dy) = (dx * rx * grown, dy * ry * grown);
        [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]
    };
    Area::new(vec![(0..128).map(corner).collect()])
}
