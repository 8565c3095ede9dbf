//! `crosscheck agree`: agreement in a table of ratings.

mod input;
mod output;
mod plot;
mod structure;

use std::path::PathBuf;

use clap::ValueEnum;
use crosscheck_stats::matching::{MATCHERS, matcher};
use crosscheck_stats::{
    BENCHMARKS, Benchmark, Distances, Estimate, IntervalMethod, METRICS, Metric, Options, Rng, SetDistance, Table,
    Weighting, alpha_with, benchmark, breakdown, metric, recommended,
};

use super::Failure;
use super::answers::Answers;
use super::text::{confidence, explanation, unknown};
use crate::plot as drawing;

#[derive(clap::Args)]
pub struct Agree {
    #[command(flatten)]
    answers: Answers,
    /// The id of a metric, or `all`; the recommended one for the level where absent
    #[arg(long)]
    metric: Option<String>,
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
    /// Draw the labels that meet, or the differences of numbers, into an SVG file
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    /// Tell when to use a metric and when not
    #[arg(long, value_name = "METRIC")]
    explain: Option<String>,
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
            println!("{}", explained(id)?);
            return Ok(());
        }
        confidence(self.ci)?;
        self.plot.as_deref().map(drawing::check).transpose()?;
        if let Some(matcher) = self.metric.as_deref().and_then(matcher) {
            return self.structure(matcher);
        }
        // Names are checked before a long file is read.
        let wanted = self.metric.as_deref().filter(|id| *id != "all").map(known).transpose()?;
        let benchmark = self.benchmark.as_deref().map(scale).transpose()?;
        let distances = self.own_distances()?;
        let given = self.answers.given()?;
        let table = self.read(&given)?;
        let report = self.report(table, wanted, (benchmark, distances.as_ref()))?;
        if let Some(path) = &self.plot {
            drawing::write(path, &plot::svg(&report.table).map_err(|why| given.wrong(why))?)?;
        }
        if self.json {
            println!("{}", report.json())
        } else {
            print!("{}", report.text())
        }
        Ok(())
    }

    fn report(
        &self,
        table: Table,
        wanted: Option<&'static Metric>,
        (benchmark, distances): (Option<&'static Benchmark>, Option<&Distances>),
    ) -> Result<Report, Failure> {
        let metrics: Vec<&'static Metric> = match (self.metric.as_deref(), wanted) {
            (_, Some(metric)) => vec![metric],
            (Some(_), None) => METRICS.iter().filter(|metric| metric.levels.contains(&table.level)).collect(),
            (None, None) => vec![known(recommended(table.level))?],
        };
        let options = self.options();
        let estimate = |metric: &'static Metric| {
            let mut rng = Rng::seeded(self.seed);
            let estimate = match distances {
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
        Ok(Report { table, estimates, benchmark, categories, confusion, all })
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
    let ids = METRICS.iter().map(|metric| metric.id).chain(MATCHERS.iter().map(|matcher| matcher.id));
    metric(id).ok_or_else(|| unknown("metric", id, ids))
}

fn explained(id: &str) -> Result<String, Failure> {
    match matcher(id) {
        Some(found) => Ok(explanation(found.id, found.title, found.summary, found.doc)),
        None => known(id).map(|found| explanation(found.id, found.title, found.summary, found.doc)),
    }
}

fn scale(id: &str) -> Result<&'static Benchmark, Failure> {
    benchmark(id).ok_or_else(|| unknown("scale", id, BENCHMARKS.iter().map(|scale| scale.id)))
}
