//! How far people agreed up to a sequence number, in one figure a field: for the manifest and the data card of exports.

use std::collections::{BTreeSet, HashMap};

use crosscheck_domain::{AnnotatorId, Field, Policy, fields, same_field};
use crosscheck_formats::AgreementFigure;
use crosscheck_stats::{self as stats, IntervalMethod, METRICS, Options, Rng, Scale};
use crosscheck_store::{Project, RatingRow};

use super::report;
use crate::app::App;
use crate::error::{Result, internal};

const PAGE: u32 = 2_000;
const RESAMPLES: u32 = 1_000;

/// The recommended measure of each field of the newest design of that moment, with its interval, without some people.
pub async fn figures(
    app: &App,
    project: &Project,
    (seq, policy, without): (i64, &Policy, &BTreeSet<AnnotatorId>),
) -> Result<Vec<AgreementFigure>> {
    let versions = app.store.designs(&project.id).await?;
    let Some(newest) = versions.iter().filter(|row| row.seq <= seq).map(|row| row.version).max() else {
        return Ok(Vec::new());
    };
    let design = app.design(&project.id, newest).await?;
    let mut known: HashMap<(u32, String), bool> = HashMap::new();
    let (mut rows, mut after) = (Vec::new(), 0);
    loop {
        let page = app.store.ratings_since(&project.id, after, PAGE).await?;
        let Some(last) = page.last().map(|row| row.seq) else { break };
        let stays = |row: &RatingRow| counts(row, seq, policy) && !without.contains(&row.annotator);
        for row in page.into_iter().filter(stays) {
            let key = (row.design_version, row.field.clone());
            let same = match known.get(&key) {
                Some(same) => *same,
                None => {
                    let old = app.design(&project.id, row.design_version).await?;
                    let same = row.design_version == newest || same_field(&old, &design, &row.field);
                    known.insert(key, same);
                    same
                }
            };
            if same {
                rows.push(row);
            }
        }
        after = last;
        if last >= seq {
            break;
        }
    }
    let fields = fields(&design);
    let computing =
        tokio::task::spawn_blocking(move || fields.iter().filter_map(|field| figure(field, &rows)).collect());
    computing.await.map_err(internal)
}

fn counts(row: &RatingRow, seq: i64, policy: &Policy) -> bool {
    let current = row.until_seq.is_none_or(|until| until > seq);
    row.seq <= seq && current && !row.surplus && !row.informed && (policy.count_late || !row.late)
}

fn figure(field: &Field, rows: &[RatingRow]) -> Option<AgreementFigure> {
    let rows: Vec<&RatingRow> = rows.iter().filter(|row| row.field == field.id).collect();
    let table = report::table(field, &rows).filter(|_| !rows.is_empty())?;
    let id = stats::recommended(table.level);
    let metric = METRICS.iter().find(|metric| metric.id == id && metric.scale != Scale::Difference)?;
    let options = Options { interval: IntervalMethod::Bootstrap { resamples: RESAMPLES }, ..Options::default() };
    let estimate = metric.estimate(&table, &options, &mut Rng::seeded(1));
    Some(AgreementFigure {
        field: field.id.clone(),
        metric: metric.id.to_owned(),
        value: estimate.value,
        undefined: estimate.undefined,
        interval: estimate.interval.map(|interval| (interval.low, interval.high)),
        n_units: estimate.n_units as u64,
        n_annotators: estimate.n_annotators as u64,
        n_ratings: estimate.n_ratings as u64,
    })
}
