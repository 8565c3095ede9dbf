//! From what items contribute to the report: values with intervals, the items with least agreement, the words that differ.

use std::collections::{BTreeSet, HashMap};

use crosscheck_domain::places::{About, Compared, PlaceField, Spot, Words, options};
use crosscheck_domain::{AnnotatorId, ItemId};
use crosscheck_stats::matching::{self, Kind, Matcher, OfItem};
use crosscheck_stats::{IntervalMethod, Rng};
use crosscheck_store::Project;
use futures_util::future::try_join_all;

use super::kept::{Digest, Kept, MOST_PLACES, sort_worst};
use super::offsets;
use crate::agreement::{interval_view, names};
use crate::app::App;
use crate::error::Result;
use crate::task::{project_thumbnail, stored_item};
use crate::wire::{
    AnnotatorRef, OffsetSpread, PlaceAgreement, PlaceBehind, PlaceMetric, PlacePart, PlacesReport, SpotView,
    WordDifference, WordPlace,
};

const MOST_WORDS: usize = 20;
const PLACES_OF_A_WORD: usize = 3;
const RESAMPLES: u32 = 1_000;
/// Of more items than this, groups of items are resampled.
const MOST_RESAMPLED: usize = 1_000;
const METHOD: &str = "bootstrap over items";
const METHOD_OF_GROUPS: &str = "bootstrap over groups of items";

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

/// The report of items that are settled.
pub fn compute(fields: &[PlaceField], kept: &Kept) -> Vec<Computed> {
    let of_field = |(at, field): (usize, &PlaceField)| one(at, field, kept);
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

fn one(at: usize, field: &PlaceField, kept: &Kept) -> Computed {
    let sum = |of: fn(&Digest) -> u64| kept.digests(at).map(of).sum();
    let annotators: BTreeSet<&AnnotatorId> = kept.digests(at).flat_map(|digest| &digest.annotators).collect();
    let n_compared: usize = kept.digests(at).map(|digest| digest.n_compared).sum();
    let (metrics, offsets) = match field.about.kind() {
        Some(kind) => (of_marks(field, kind, kept, (at, n_compared)), None),
        None => {
            let items = kept.compared(at);
            (of_offsets(&items), offsets::spread(&items))
        }
    };
    let mut worst: Vec<(ItemId, f64, Spot)> =
        kept.digests(at).flat_map(|digest| digest.worst.iter().cloned()).collect();
    worst.sort_by(|a, b| a.0.cmp(&b.0));
    sort_worst(field, &mut worst);
    worst.truncate(MOST_PLACES);
    Computed {
        field: at,
        n_items: sum(|digest| digest.n_items),
        n_pairs: sum(|digest| digest.n_pairs),
        n_annotators: annotators.len() as u64,
        n_marks: sum(|digest| digest.n_marks),
        metrics,
        worst,
        words: words(kept, at),
        offsets,
    }
}

/// The measures. Of many items, groups are resampled in place of items: that takes no longer the more there are.
fn of_marks(field: &PlaceField, kind: Kind, kept: &Kept, (at, n_compared): (usize, usize)) -> Vec<PlaceMetric> {
    let options = options(matches!(field.about, About::Reference { .. }));
    let singly = if n_compared > MOST_RESAMPLED { Vec::new() } else { kept.compared(at) };
    let mut metrics = Vec::new();
    for (number, matcher) in matching::by_item(kind).iter().enumerate() {
        let Some(measure) = matcher.by_item(kind, &options) else { continue };
        let rng = &mut Rng::seeded(1);
        let (told, method) = if n_compared > MOST_RESAMPLED {
            let compared = kept.digests(at).filter(|digest| digest.n_compared > 0);
            let groups: Vec<&OfItem> = compared.filter_map(|digest| digest.of_measures.get(number)).collect();
            (measure.told_of_groups(&groups, rng), METHOD_OF_GROUPS)
        } else {
            let items: Vec<&OfItem> = singly.iter().filter_map(|(_, one)| one.of_measures.get(number)).collect();
            (measure.told(&items, rng), METHOD)
        };
        let why = told.undefined.map(|why| match &field.about {
            About::Reference { .. } if n_compared == 0 => {
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
            interval: told.interval.map(|interval| interval_view(interval, method)),
            perfect: matcher.perfect,
            unit: unit(matcher),
            parts: told.parts.iter().map(part).collect(),
        });
    }
    metrics
}

/// Ends of intervals are compared in the unit of the data.
fn unit(matcher: &Matcher) -> Option<String> {
    matcher.id.starts_with("boundary_").then(|| "ms".to_owned())
}

fn of_offsets(items: &[(&ItemId, &Compared)]) -> Vec<PlaceMetric> {
    let nothing = "nobody gave an offset; give an error type of time `offset: true`, and people measure it";
    let (interval, method) = match items.len() {
        0..=MOST_RESAMPLED => (IntervalMethod::Bootstrap { resamples: RESAMPLES }, METHOD),
        _ => (IntervalMethod::Analytic, "analytic, clustered by item"),
    };
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
            interval: interval.map(|interval| interval_view(interval, method)),
            perfect: if offsets::unit(metric).is_some() { 0.0 } else { 1.0 },
            unit: offsets::unit(metric),
            parts: Vec::new(),
        }
    };
    offsets::agreement(items, interval).into_iter().map(metric).collect()
}

/// The differences that are most frequent over all items, each with some places.
fn words(kept: &Kept, at: usize) -> Vec<Differing> {
    let mut list: Vec<_> = kept.words(at).collect();
    list.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    list.truncate(MOST_WORDS);
    let places = |words: &Words, items: &BTreeSet<ItemId>| {
        let of_item = |id: &ItemId| {
            let wording = kept.of_item(id, at).into_iter().flat_map(|one| &one.wording);
            wording.filter(|one| one.words == *words).map(|one| (id.clone(), one.spot.clone())).collect::<Spots>()
        };
        items.iter().take(PLACES_OF_A_WORD).flat_map(of_item).take(PLACES_OF_A_WORD).collect::<Spots>()
    };
    list.into_iter().map(|(words, n, items)| (words.clone(), n, places(words, items))).collect()
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
        // Several at once: each asks the store.
        let places = try_join_all(one.worst.into_iter().map(|place| behind(app, project, &names, place))).await?;
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
