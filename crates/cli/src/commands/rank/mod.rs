//! `crosscheck rank`: an order out of comparisons or rankings.

mod groups;
mod input;
mod output;

use std::path::PathBuf;

use crosscheck_stats::ranking::{Preferences, RankSettings, Ranking};
use crosscheck_stats::{RANKERS, Ranker, Rng, ranker};

use super::Failure;
use super::text::{confidence, explanation, unknown};
use crate::plot;
use crate::table::Given;

#[derive(clap::Args)]
pub struct Rank {
    /// CSV, JSON lines or Parquet with left, right, winner and optionally weight, annotator, dimension; or with ranking,
    /// entry, tier; `-` reads standard input
    table: Option<PathBuf>,
    /// The id of a method; for comparisons bradley_terry where absent, for rankings plackett_luce
    #[arg(long)]
    method: Option<String>,
    /// Confidence level of the intervals
    #[arg(long, default_value_t = 0.95)]
    ci: f64,
    /// Resamples of comparisons for the intervals; the robust formula where absent
    #[arg(long, default_value_t = 0)]
    bootstrap: usize,
    /// Let the left side have an advantage, and say how large it is (bradley_terry)
    #[arg(long)]
    position: bool,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only comparisons under this dimension
    #[arg(long)]
    dimension: Option<String>,
    /// Draw the scores with their intervals into an SVG file
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// One object; one a line where there are several dimensions
    #[arg(long)]
    json: bool,
    /// Tell when to use a method and when not
    #[arg(long, value_name = "METHOD")]
    explain: Option<String>,
}

/// What was ranked, before it is written.
struct Report {
    method: &'static Ranker,
    confidence: f64,
    /// Where the table has dimensions.
    dimension: Option<String>,
    preferences: Preferences,
    ranking: Ranking,
    /// The names of each group, where comparisons do not link all entries.
    groups: Vec<Vec<String>>,
}

impl Rank {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(id) = &self.explain {
            let method = known(id)?;
            println!("{}", explanation(method.id, method.title, method.summary, method.doc));
            return Ok(());
        }
        confidence(self.ci)?;
        // Names are checked before a long file is read.
        let wanted = self.method.as_deref().map(known).transpose()?;
        self.plot.as_deref().map(plot::check).transpose()?;
        let path = self.table.as_deref().ok_or_else(|| Failure::Input("give a table of comparisons".to_owned()))?;
        let given = Given::new(path)?;
        let mut reports = Vec::new();
        for (dimension, preferences) in self.read(&given)? {
            reports.push(self.report(&given, wanted, dimension, preferences)?);
        }
        if let Some(path) = &self.plot {
            match reports.as_slice() {
                [report] => plot::write(path, &report.plot())?,
                _ => return Err(given.wrong("a plot shows one dimension; choose it with --dimension")),
            }
        }
        for (index, report) in reports.iter().enumerate() {
            match (self.json, index) {
                (true, _) => println!("{}", report.json()),
                (false, 0) => print!("{}", report.text()),
                (false, _) => print!("\n{}", report.text()),
            }
        }
        Ok(())
    }

    fn report(
        &self,
        given: &Given,
        wanted: Option<&'static Ranker>,
        dimension: Option<String>,
        preferences: Preferences,
    ) -> Result<Report, Failure> {
        let method = match wanted {
            Some(method) => method,
            None if preferences.n_comparisons() == 0 => known("plackett_luce")?,
            None => known("bradley_terry")?,
        };
        let settings = RankSettings { confidence: self.ci, bootstrap: self.bootstrap, position: self.position };
        let ranking =
            method.rank(&preferences, &settings, &mut Rng::seeded(self.seed)).map_err(|why| given.wrong(why))?;
        let connected = ranking.diagnostics.groups == 1;
        let groups = if connected { Vec::new() } else { groups::groups(given, dimension.as_deref())? };
        Ok(Report { method, confidence: self.ci, dimension, preferences, ranking, groups })
    }
}

fn known(id: &str) -> Result<&'static Ranker, Failure> {
    ranker(id).ok_or_else(|| unknown("method", id, RANKERS.iter().map(|method| method.id)))
}
