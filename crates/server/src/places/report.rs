//! From what items contribute to the report: values with intervals, the items with least agreement, the words that differ.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_domain::places::{About, Compared, PlaceField, Spot, Words, options};
use crosscheck_domain::{AnnotatorId, ItemId};
use crosscheck_stats::Rng;
use crosscheck_stats::matching::{self, Kind, Matcher, OfItem};
use crosscheck_store::Project;

use super::offsets;
use crate::agreement::{interval_view, names};
use crate::app::App;
use crate::error::Result;
use crate::task::{project_thumbnail, stored_item};
use crate::wire::{
    AnnotatorRef, OffsetSpread, PlaceAgreement, PlaceBehind, PlaceMetric, PlacePart, PlacesReport, SpotView,
    WordDifference, WordPlace,
};

const MOST_PLACES: usize = 12;
const MOST_WORDS: usize = 20;
const PLACES_OF_A_WORD: usize = 3;
const RESAMPLES: u32 = 1_000;
const METHOD: &str = "bootstrap over items";

/// Where in which items.
type Spots = Vec<(ItemId, Spot)>;
/// Words that differ, how often, and some of the places.
type Differing = (Words, u64, Spots);

/// What can be computed of a field without asking the store for names.
pub struct Computed {
    /// The place of the field among those of the design.
    field: usize,
    n_items: u64,
    n_pairs: u64,
    n_annotators: u64,
    n_marks: u64,
    metrics: Vec<PlaceMetric>,
    worst: Vec<(ItemId, f64, Spot)>,
    words: Vec<Differing>,
    offsets: Option<OffsetSpread>,
}

pub fn compute(fields: &[PlaceField], items: &BTreeMap<ItemId, Vec<Option<Compared>>>) -> Vec<Computed> {
    let of_field = |(at, field): (usize, &PlaceField)| {
        let found: Vec<(&ItemId, &Compared)> =
            items.iter().filter_map(|(id, fields)| Some((id, fields.get(at)?.as_ref()?))).collect();
        one(at, field, &found)
    };
    let mut computed: Vec<Computed> = fields.iter().enumerate().map(of_field).collect();
    // A slot lists each way to mark that was used; where none was, the first says why there is nothing.
    let sort = |computed: &Computed| match &fields[computed.field].about {
        About::Regions { slot, .. } => (0, slot.clone()),
        About::Evidence { slot, .. } => (1, slot.clone()),
        About::Reference { slot, reference, .. } => (2, format!("{slot}/{reference}")),
        About::Offsets { .. } => (3, String::new()),
    };
    let used: BTreeSet<_> = computed.iter().filter(|one| one.n_marks > 0).map(sort).collect();
    let mut told = BTreeSet::new();
    computed.retain(|one| one.n_marks > 0 || (!used.contains(&sort(one)) && told.insert(sort(one))));
    computed
}

fn one(at: usize, field: &PlaceField, items: &[(&ItemId, &Compared)]) -> Computed {
    let sum = |of: fn(&Compared) -> usize| items.iter().map(|(_, one)| of(one) as u64).sum();
    let annotators: BTreeSet<&AnnotatorId> = items.iter().flat_map(|(_, one)| &one.annotators).collect();
    let (metrics, values, ascending) = match field.about.kind() {
        Some(kind) => of_marks(field, kind, items),
        None => of_offsets(items),
    };
    let mut worst: Vec<(ItemId, f64, Spot)> = items
        .iter()
        .zip(values)
        .filter_map(|((id, one), value)| Some(((*id).clone(), value?, one.spot.clone()?)))
        .collect();
    worst.sort_by(|a, b| if ascending { a.1.total_cmp(&b.1) } else { b.1.total_cmp(&a.1) });
    worst.truncate(MOST_PLACES);
    Computed {
        field: at,
        n_items: items.iter().filter(|(_, one)| one.n_pairs > 0).count() as u64,
        n_pairs: sum(|one| one.n_pairs),
        n_annotators: annotators.len() as u64,
        n_marks: sum(|one| one.n_marks),
        metrics,
        worst,
        words: words(items),
        offsets: offsets::spread(items),
    }
}

/// The measures, the first of them for each item, and whether a lower value is worse.
type Measured = (Vec<PlaceMetric>, Vec<Option<f64>>, bool);

fn of_marks(field: &PlaceField, kind: Kind, items: &[(&ItemId, &Compared)]) -> Measured {
    let options = options(matches!(field.about, About::Reference { .. }));
    let (mut metrics, mut values, mut ascending) = (Vec::new(), Vec::new(), true);
    for (at, matcher) in matching::by_item(kind).iter().enumerate() {
        let Some(measure) = matcher.by_item(kind, &options) else { continue };
        let of_items: Vec<&OfItem> = items.iter().filter_map(|(_, one)| one.of_measures.get(at)).collect();
        if at == 0 {
            values = of_items.iter().map(|item| measure.value(item).ok()).collect();
            ascending = matcher.perfect > 0.0;
        }
        let told = measure.told(&of_items, &mut Rng::seeded(1));
        let why = told.undefined.map(|why| match &field.about {
            About::Reference { .. } if items.is_empty() => {
                "no item has both a reference text and an answer; import the reference, or collect answers".to_owned()
            }
            _ => why,
        });
        let part = |part: &matching::Part| PlacePart { name: part.name.to_owned(), value: part.value };
        metrics.push(PlaceMetric {
            metric: matcher.id.to_owned(),
            title: matcher.title.to_owned(),
            summary: matcher.summary.to_owned(),
            value: told.value,
            undefined: why,
            interval: told.interval.map(|interval| interval_view(interval, METHOD)),
            perfect: matcher.perfect,
            unit: unit(matcher),
            parts: told.parts.iter().map(part).collect(),
        });
    }
    (metrics, values, ascending)
}

/// Ends of intervals are compared in the unit of the data.
fn unit(matcher: &Matcher) -> Option<String> {
    matcher.id.starts_with("boundary_").then(|| "ms".to_owned())
}

fn of_offsets(items: &[(&ItemId, &Compared)]) -> Measured {
    let nothing = "nobody gave an offset; give an error type of time `offset: true`, and people measure it";
    let metric = |(metric, found): (&'static crosscheck_stats::Metric, Option<crosscheck_stats::Estimate>)| {
        let (value, undefined, interval) = match found {
            Some(found) => (found.value, found.undefined, found.interval),
            None => (None, Some(nothing.to_owned()), None),
        };
        PlaceMetric {
            metric: metric.id.to_owned(),
            title: metric.title.to_owned(),
            summary: metric.summary.to_owned(),
            value,
            undefined,
            interval: interval.map(|interval| interval_view(interval, METHOD)),
            perfect: if offsets::unit(metric).is_some() { 0.0 } else { 1.0 },
            unit: offsets::unit(metric),
            parts: Vec::new(),
        }
    };
    let metrics: Vec<PlaceMetric> = offsets::agreement(items, RESAMPLES).into_iter().map(metric).collect();
    (metrics, items.iter().map(|(_, one)| offsets::difference(one)).collect(), false)
}

/// The differences that are most frequent over all items, each with some places.
fn words(items: &[(&ItemId, &Compared)]) -> Vec<Differing> {
    let mut found: BTreeMap<&Words, (u64, Spots)> = BTreeMap::new();
    for (id, one) in items {
        for wording in &one.wording {
            let known = found.entry(&wording.words).or_default();
            known.0 += u64::from(wording.n);
            if known.1.len() < PLACES_OF_A_WORD {
                known.1.push(((*id).clone(), wording.spot.clone()));
            }
        }
    }
    let mut list: Vec<_> = found.into_iter().map(|(words, (n, places))| (words.clone(), n, places)).collect();
    list.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    list.truncate(MOST_WORDS);
    list
}

/// Adds names, texts and pictures.
pub async fn describe(
    app: &App,
    project: &Project,
    fields: &[PlaceField],
    computed: Vec<Computed>,
    seq: i64,
) -> Result<PlacesReport> {
    let names = names(app).await?;
    let mut described = Vec::new();
    for one in computed {
        let field = &fields[one.field];
        let mut places = Vec::new();
        for (item, value, spot) in one.worst {
            places.push(behind(app, project, &names, (item, value, spot)).await?);
        }
        let mut words = Vec::new();
        for (found, n, at) in one.words {
            let mut places = Vec::new();
            for (item, spot) in at {
                let (row, _) = stored_item(app, project, &item).await?;
                places.push(WordPlace { item: item.0, external_id: row.external_id, spot: view(&spot) });
            }
            words.push(WordDifference { one: found.one, two: found.two, n, places });
        }
        described.push(PlaceAgreement {
            field: field.id.clone(),
            title: field.title.clone(),
            kind: field.about.kind().map_or("offsets", Kind::id).to_owned(),
            n_items: one.n_items,
            n_pairs: one.n_pairs,
            n_annotators: one.n_annotators,
            n_marks: one.n_marks,
            metrics: one.metrics,
            places,
            words,
            offsets: one.offsets,
        });
    }
    Ok(PlacesReport { seq, computed_at: app.now(), fields: described })
}

async fn behind(
    app: &App,
    project: &Project,
    names: &HashMap<AnnotatorId, AnnotatorRef>,
    (item, value, spot): (ItemId, f64, Spot),
) -> Result<PlaceBehind> {
    let (row, _) = stored_item(app, project, &item).await?;
    let name = |id: &AnnotatorId| names.get(id).map_or_else(|| id.0.clone(), |known| known.name.clone());
    Ok(PlaceBehind {
        item: item.0,
        external_id: row.external_id,
        excerpt: row.excerpt,
        thumbnail: project_thumbnail(&project.slug, row.thumbnail_sha.as_ref()),
        value,
        spot: view(&spot),
        annotators: spot.annotators.iter().map(name).collect(),
    })
}

fn view(spot: &Spot) -> SpotView {
    SpotView { t_ms: spot.t_ms, region: spot.region.clone() }
}
