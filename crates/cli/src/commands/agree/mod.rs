//! `crosscheck agree`: agreement in a table of ratings.

mod input;
mod output;

use std::path::PathBuf;

use clap::ValueEnum;
use crosscheck_stats::{
    Benchmark, Estimate, IntervalMethod, METRICS, Metric, Options, Rng, SetDistance, Table, Weighting, alpha_with,
    benchmark, breakdown, metric, recommended,
};

use super::Failure;

#[derive(clap::Args)]
pub struct Agree {
    /// CSV, JSON lines or Parquet with item, annotator, label and optionally group
    table: Option<PathBuf>,
    /// The id of a metric, or `all`; the recommended one for the level where absent
    #[arg(long)]
    metric: Option<String>,
    /// Nominal where absent, ordinal with `--order` or `--values`
    #[arg(long, value_enum)]
    level: Option<LevelName>,
    /// Labels in order, separated by commas; needed for ordinal labels
    #[arg(long, value_delimiter = ',', value_name = "LABELS")]
    order: Vec<String>,
    /// What labels are worth: none=0,mild=1,severe=5
    #[arg(long, value_delimiter = ',', value_name = "LABEL=NUMBER", conflicts_with = "order")]
    values: Vec<String>,
    /// Partial credit for near misses
    #[arg(long, value_enum, default_value_t = WeightsName::Identity)]
    weights: WeightsName,
    /// For alpha: `masi`, `jaccard`, or a CSV file with a row and a column for each label
    #[arg(long, value_name = "NAME|FILE")]
    distance: Option<String>,
    /// Confidence level of the interval
    #[arg(long, default_value_t = 0.95)]
    ci: f64,
    /// How intervals are found
    #[arg(long, value_enum, default_value_t = IntervalName::Bootstrap)]
    interval: IntervalName,
    /// Resamples of the bootstrap
    #[arg(long, default_value_t = 1000)]
    bootstrap: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Also the agreement of each category
    #[arg(long, value_enum, value_name = "category")]
    by: Option<Breakdown>,
    /// Also which labels are given where another annotator gives which
    #[arg(long)]
    confusion: bool,
    /// Adjectives by cumulative membership: landis_koch, fleiss, altman, cicchetti or krippendorff
    #[arg(long, value_name = "SCALE")]
    benchmark: Option<String>,
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum WeightsName {
    Identity,
    Linear,
    Quadratic,
    Ordinal,
    Radical,
    Ratio,
    Circular,
    Bipolar,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum IntervalName {
    Bootstrap,
    Analytic,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Breakdown {
    Category,
}

/// What was measured, before it is written.
struct Report {
    table: Table,
    estimates: Vec<(&'static Metric, Estimate)>,
    benchmark: Option<&'static Benchmark>,
    categories: Option<Vec<breakdown::CategoryAgreement>>,
    confusion: Option<Result<breakdown::Confusion, String>>,
    /// Whether the answer is a list, although it may hold one measure.
    all: bool,
}

impl Agree {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(id) = &self.explain {
            println!("{}", known(id)?.doc);
            return Ok(());
        }
        if !(self.ci > 0.0 && self.ci < 1.0) {
            return Err(Failure::Input(format!("--ci {} is no confidence level; give 0.95 or the like", self.ci)));
        }
        let path = self.table.as_deref().ok_or_else(|| Failure::Input("give a table of ratings".to_owned()))?;
        // Names are checked before a long file is read.
        let wanted = self.metric.as_deref().filter(|id| *id != "all").map(known).transpose()?;
        let benchmark = self.benchmark.as_deref().map(scale).transpose()?;
        let distances = self.own_distances()?;
        let table = self.read(path)?;
        let metrics: Vec<&'static Metric> = match (self.metric.as_deref(), wanted) {
            (_, Some(metric)) => vec![metric],
            (Some(_), None) => METRICS.iter().filter(|metric| metric.levels.contains(&table.level)).collect(),
            (None, None) => vec![known(recommended(table.level))?],
        };
        let options = self.options();
        let estimate = |metric: &'static Metric| {
            let mut rng = Rng::seeded(self.seed);
            let estimate = match &distances {
                Some(distances) if metric.id == "krippendorff_alpha" => {
                    alpha_with(distances, &table, &options, &mut rng)
                }
                _ => metric.estimate(&table, &options, &mut rng),
            };
            (metric, estimate)
        };
        let estimates = metrics.into_iter().map(estimate).collect();
        let categories = self.by.map(|Breakdown::Category| breakdown::categories(&table));
        let confusion = self.confusion.then(|| breakdown::confusion(&table));
        let all = self.metric.as_deref() == Some("all");
        let report = Report { table, estimates, benchmark, categories, confusion, all };
        if self.json {
            println!("{}", report.json())
        } else {
            print!("{}", report.text())
        }
        Ok(())
    }

    fn options(&self) -> Options {
        let interval = match self.interval {
            IntervalName::Bootstrap => IntervalMethod::Bootstrap { resamples: self.bootstrap },
            IntervalName::Analytic => IntervalMethod::Analytic,
            IntervalName::None => IntervalMethod::None,
        };
        let weights = match self.weights {
            WeightsName::Identity => Weighting::Identity,
            WeightsName::Linear => Weighting::Linear,
            WeightsName::Quadratic => Weighting::Quadratic,
            WeightsName::Ordinal => Weighting::Ordinal,
            WeightsName::Radical => Weighting::Radical,
            WeightsName::Ratio => Weighting::Ratio,
            WeightsName::Circular => Weighting::Circular,
            WeightsName::Bipolar => Weighting::Bipolar,
        };
        let jaccard = self.distance.as_deref() == Some("jaccard");
        let set_distance = if jaccard { SetDistance::Jaccard } else { SetDistance::Masi };
        Options { interval, confidence: self.ci, weights, set_distance }
    }
}

fn known(id: &str) -> Result<&'static Metric, Failure> {
    let ids: Vec<&str> = METRICS.iter().map(|metric| metric.id).collect();
    metric(id).ok_or_else(|| Failure::Input(format!("there is no metric {id}; there are: {}", ids.join(", "))))
}

fn scale(id: &str) -> Result<&'static Benchmark, Failure> {
    let ids: Vec<&str> = crosscheck_stats::BENCHMARKS.iter().map(|scale| scale.id).collect();
    benchmark(id).ok_or_else(|| Failure::Input(format!("there is no scale {id}; there are: {}", ids.join(", "))))
}
