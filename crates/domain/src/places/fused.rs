//! Several annotators' places of one item brought together, and shapes written as the native format has them.

use crosscheck_stats::aggregation::Decision;
use crosscheck_stats::fusion::{Fused, Settings, fuser, recommended_fuser};
use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::{Kind, Shape, Sheet, Sheets, Stretch};
use serde_json::{Value, json};

use super::{About, Names, SAMPLE_MS};
use crate::{Annotation, AnnotatorId, Item, Outcome};

/// What one item's annotators marked together.
#[derive(Clone, Debug, Default)]
pub struct FusedPlaces {
    /// The id of the fuser.
    pub method: &'static str,
    pub n_annotators: u32,
    pub marks: Vec<FusedPlace>,
    /// What too few annotators marked.
    pub left_out: u32,
    /// Why there is nothing.
    pub undefined: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FusedPlace {
    pub slot: String,
    pub part: String,
    /// `{claim}/{aspect}`, of evidence.
    pub about: Option<String>,
    /// None where it is tied, or has none. Of evidence, its stance.
    pub label: Option<String>,
    /// The share of annotators who marked it.
    pub support: f64,
    pub selector: Value,
}

/// Brings together what was marked of a field; nothing where nobody has a way to, the item lacks the slot, or nobody
/// marked anything.
pub fn fuse(about: &About, item: &Item, said: &[(&AnnotatorId, &Annotation)]) -> Option<FusedPlaces> {
    let kind = about.kind().filter(|_| !matches!(about, About::Reference { .. }))?;
    let method = fuser(recommended_fuser(kind)?)?;
    about.slot().filter(|slot| item.slots.contains_key(*slot))?;
    let (mut labels, mut media) = (Names::default(), Names::default());
    let mut sheets = Vec::new();
    for (number, (_, body)) in (0u32..).zip(said.iter().filter(|(_, body)| body.outcome == Outcome::Complete)) {
        let marked = about.marked(item, body, (&mut labels, &mut media)).ok()?;
        sheets.push(Sheet::new(0, number, marked.marks));
    }
    if sheets.iter().all(|sheet| sheet.marks.is_empty()) {
        return None;
    }
    let kind = of_one_kind(kind, &mut sheets);
    let n_annotators = sheets.len() as u32;
    let (labels, media) = (labels.into_list(), media.into_list());
    let found = Sheets::new(kind, sheets)
        .map_err(|error| error.to_string())
        .and_then(|sheets| method.fuse(&sheets, &Settings::default()));
    let mut places = FusedPlaces { method: method.id, n_annotators, ..FusedPlaces::default() };
    match found.map(|mut fusion| fusion.items.pop()) {
        Ok(Some(fused)) => {
            places.marks = fused.marks.iter().map(|mark| place(kind, mark, &labels, &media)).collect();
            places.left_out = fused.left_out.len() as u32;
            places.undefined = fused.undefined;
        }
        Ok(None) => {}
        Err(why) => places.undefined = Some(why),
    }
    Some(places)
}

/// Where polygons may be drawn, boxes may be as well: they stay boxes where all are, and become polygons among such.
fn of_one_kind(kind: Kind, sheets: &mut [Sheet]) -> Kind {
    let mut marks = sheets.iter_mut().flat_map(|sheet| &mut sheet.marks);
    if kind != Kind::Polygons || marks.by_ref().all(|mark| matches!(mark.shape, Shape::Box(_))) {
        return if kind == Kind::Polygons { Kind::Boxes } else { kind };
    }
    for mark in sheets.iter_mut().flat_map(|sheet| &mut sheet.marks) {
        if let Shape::Box(rect) = mark.shape {
            mark.shape = Shape::Area(rect.into());
        }
    }
    kind
}

fn place(kind: Kind, mark: &Fused, labels: &[String], media: &[String]) -> FusedPlace {
    let at = media.get(mark.slot as usize).map_or("", String::as_str);
    let (slot, rest) = at.split_once('/').unwrap_or((at, ""));
    let (place, about) = rest.split_once('/').map_or((rest, None), |(place, about)| (place, Some(about.to_owned())));
    let part = place.split('#').next().unwrap_or_default();
    let label = match &mark.label {
        Decision::Label(label) => labels.get(*label).filter(|label| !label.is_empty()).cloned(),
        Decision::Tie(_) | Decision::Undecided => None,
    };
    FusedPlace {
        slot: slot.to_owned(),
        part: part.to_owned(),
        about,
        label,
        support: mark.support,
        selector: selector(kind, &mark.shape),
    }
}

/// The shape as the native format has places.
pub fn selector(kind: Kind, shape: &Shape) -> Value {
    match shape {
        Shape::Box(rect) => upright(rect),
        Shape::Area(area) => match area.rings() {
            [] => json!({"type": "polygon", "points": [], "holes": []}),
            [outer, holes @ ..] => json!({"type": "polygon", "points": outer, "holes": holes}),
        },
        Shape::Mask(mask) => {
            json!({"type": "mask", "width": mask.width(), "height": mask.height(), "counts": mask.counts()})
        }
        Shape::Points(figure) => json!({"type": "points", "points": figure.points}),
        Shape::Line(points) => json!({"type": "polyline", "points": points}),
        Shape::Stretches(stretches) if matches!(kind, Kind::Intervals | Kind::Speech) => {
            let ends = [stretches.first().map(|one| one.start), stretches.last().map(|one| one.end)];
            let [start, end] = ends.map(|end| end.map(f64::round));
            json!({"type": "interval", "start_ms": start, "end_ms": end})
        }
        Shape::Stretches(stretches) => {
            let span = |one: &Stretch| json!({"start": one.start, "end": one.end});
            json!({"type": "text", "spans": stretches.iter().map(span).collect::<Vec<_>>()})
        }
        Shape::Track(boxes) => {
            let one = |(frame, rect): &(u32, Rect)| json!({"time_ms": i64::from(*frame) * SAMPLE_MS, "selector": upright(rect)});
            json!({"type": "track", "boxes": boxes.iter().map(one).collect::<Vec<_>>()})
        }
        Shape::Text(text) => json!(text),
        Shape::Tiers(tiers) => json!(tiers),
    }
}

fn upright(rect: &Rect) -> Value {
    let Rect { left, top, .. } = rect;
    json!({"type": "box", "x": left, "y": top, "width": rect.width(), "height": rect.height(), "rotation": 0.0})
}
