//! `crosscheck agree`: agreement in a table of ratings.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use crosscheck_stats::{
    Estimate, IntervalMethod, METRICS, Metric, Options, Rng, RowError, Rows, Table, metric, recommended,
};
use serde_json::{Value, json};

use super::Failure;
use crate::table::{Rating, Wrong, ratings};

#[derive(clap::Args)]
pub struct Agree {
    /// CSV, JSON lines or Parquet with item, annotator, label and optionally group
    table: Option<PathBuf>,
    /// The id of a metric, or `all`; the recommended one for the level where absent
    #[arg(long)]
    metric: Option<String>,
    #[arg(long, value_enum, default_value_t = LevelName::Nominal)]
    level: LevelName,
    /// Labels in order, separated by commas; needed for ordinal labels
    #[arg(long, value_delimiter = ',')]
    order: Vec<String>,
    /// Confidence level of the interval
    #[arg(long, default_value_t = 0.95)]
    ci: f64,
    /// Resamples of the bootstrap
    #[arg(long, default_value_t = 1000)]
    bootstrap: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    json: bool,
    /// Tell when to use a metric and when not
    #[arg(long, value_name = "METRIC")]
    explain: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelName {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
    Set,
}

impl Agree {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(id) = &self.explain {
            println!("{}", known(id)?.doc);
            return Ok(());
        }
        let path = self.table.as_deref().ok_or_else(|| Failure::Input("give a table of ratings".to_owned()))?;
        let table = self.read(path)?;
        let metrics: Vec<&Metric> = match self.metric.as_deref() {
            Some("all") => METRICS.iter().filter(|metric| metric.levels.contains(&table.level)).collect(),
            Some(id) => vec![known(id)?],
            None => vec![known(recommended(table.level))?],
        };
        let interval = IntervalMethod::Bootstrap { resamples: self.bootstrap };
        let options = Options { interval, confidence: self.ci, ..Options::default() };
        let estimates: Vec<(&Metric, Estimate)> = metrics
            .into_iter()
            .map(|metric| (metric, metric.estimate(&table, &options, &mut Rng::seeded(self.seed))))
            .collect();
        if self.json {
            let level = format!("{:?}", table.level).to_lowercase();
            let mut all: Vec<Value> =
                estimates.iter().map(|(metric, estimate)| as_json(metric, estimate, &level)).collect();
            let out = if self.metric.as_deref() == Some("all") { Value::Array(all) } else { all.remove(0) };
            println!("{out}");
        } else {
            estimates.iter().for_each(|(metric, estimate)| print(metric, estimate));
        }
        Ok(())
    }

    fn read(&self, path: &Path) -> Result<Table, Failure> {
        let mut rows = match self.level {
            LevelName::Nominal => Rows::nominal(&self.order),
            LevelName::Ordinal if self.order.is_empty() => {
                return Err(Failure::Input("ordinal labels need their order: --order low,middle,high".to_owned()));
            }
            LevelName::Ordinal => Rows::ordinal(&self.order),
            LevelName::Interval => Rows::interval(),
            LevelName::Ratio => Rows::ratio(),
            LevelName::Set => Rows::sets(),
        };
        ratings(path, |rating| {
            let Rating { item, annotator, label, group } = rating;
            let pushed = match group {
                Some(group) => rows.push_grouped(item, annotator, label, group),
                None => rows.push(item, annotator, label),
            };
            pushed.map_err(|error| match error {
                RowError::GroupChanged { .. } => Wrong::group(error),
                error => Wrong::label(error),
            })
        })?;
        rows.finish().map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
    }
}

fn known(id: &str) -> Result<&'static Metric, Failure> {
    let ids: Vec<&str> = METRICS.iter().map(|metric| metric.id).collect();
    metric(id).ok_or_else(|| Failure::Input(format!("there is no metric {id}; there are: {}", ids.join(", "))))
}

fn as_json(metric: &Metric, estimate: &Estimate, level: &str) -> Value {
    let mut out = json!({
        "metric": metric.id, "level": level, "value": estimate.value, "interval": estimate.interval,
        "n_items": estimate.n_units, "n_annotators": estimate.n_annotators, "n_ratings": estimate.n_ratings,
    });
    if let Some(why) = &estimate.undefined {
        out["undefined"] = json!(why);
    }
    out
}

fn print(metric: &Metric, estimate: &Estimate) {
    let value = match (estimate.value, &estimate.interval) {
        (Some(value), Some(interval)) => format!("{value:.4}  [{:.4}, {:.4}]", interval.low, interval.high),
        (Some(value), None) => format!("{value:.4}"),
        (None, _) => format!("undefined: {}", estimate.undefined.as_deref().unwrap_or_default()),
    };
    println!("{:<24} {value}", metric.title);
    let (units, annotators, ratings) = (estimate.n_units, estimate.n_annotators, estimate.n_ratings);
    println!("{:<24} {units} items, {annotators} annotators, {ratings} ratings", "");
}
