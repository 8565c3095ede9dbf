//! `crosscheck aggregate`: one answer for each item out of several.

mod outcome;
mod structure;
mod text;
mod write;

use std::path::PathBuf;

use crosscheck_stats::aggregation::{Settings, recommended_aggregator};
use crosscheck_stats::fusion::{FUSERS, Fuser, fuser};
use crosscheck_stats::{AGGREGATORS, Aggregator, Level, Rng, aggregator};

use super::Failure;
use super::answers::{Answers, LevelName, Read, lone};
use super::text::{confidence, explanation, unknown};
use crate::plot;
use crate::table::Given;
use outcome::{Found, Outcome};

#[derive(clap::Args)]
pub struct Aggregate {
    #[command(flatten)]
    answers: Answers,
    /// The id of a method; the recommended one for the level where absent
    #[arg(long)]
    method: Option<String>,
    /// Items with known answers: a table with item and label
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// Write the items into a file, JSON lines or, when it ends in .csv, CSV
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the quality of each annotator into a file, JSON lines or CSV
    #[arg(long, value_name = "FILE")]
    annotators: Option<PathBuf>,
    /// Confidence level of the intervals
    #[arg(long, default_value_t = 0.95)]
    ci: f64,
    /// Resamples of items for the intervals of annotators; quick intervals without any
    #[arg(long, default_value_t = 0)]
    bootstrap: usize,
    /// Random starts besides the start from the votes, for methods that search
    #[arg(long, default_value_t = 0)]
    restarts: usize,
    /// Stop after so many rounds, converged or not, for methods that iterate
    #[arg(long)]
    iterations: Option<usize>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Draw the annotators with their intervals into an SVG file
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// One line an item
    #[arg(long)]
    json: bool,
    /// Tell when to use a method and when not
    #[arg(long, value_name = "METHOD")]
    explain: Option<String>,
}

impl Aggregate {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(id) = &self.explain {
            println!("{}", known(id)?.explanation());
            return Ok(());
        }
        confidence(self.ci)?;
        // Names are checked before a long file is read.
        let wanted = match self.method.as_deref().map(known).transpose()? {
            Some(Method::Places(fuser)) => return self.structure(fuser),
            Some(Method::Answers(aggregator)) => Some(aggregator),
            None => None,
        };
        self.plot.as_deref().map(plot::check).transpose()?;
        let given = self.answers.given()?;
        let mut read = self.answers.read(&given)?;
        if let Some(gold) = &self.gold {
            if matches!(read.level, LevelName::Interval | LevelName::Ratio) {
                return Err(Failure::Input("--gold is for labels; numbers have no known answers".to_owned()));
            }
            read.know(gold)?;
        }
        let recommended = || aggregator(recommended_aggregator(level(read.level))).expect("what is recommended exists");
        let method = wanted.unwrap_or_else(recommended);
        let outcome = self.outcome(&given, read, method)?;
        self.tell(&outcome)
    }

    fn outcome(&self, given: &Given, read: Read, method: &'static Aggregator) -> Result<Outcome, Failure> {
        let level = level(read.level);
        if !method.levels.contains(&level) {
            let fitting: Vec<&str> =
                AGGREGATORS.iter().filter(|one| one.levels.contains(&level)).map(|one| one.id).collect();
            let level = format!("{level:?}").to_lowercase();
            let message = format!("{} is not made for {level} answers; use one of: {}", method.id, fitting.join(", "));
            return Err(Failure::Input(message));
        }
        let settings = self.settings();
        let found = if matches!(level, Level::Interval | Level::Ratio) {
            let table = read.rows.finish().map_err(|error| self.answers.contradiction(given, &error))?;
            if table.n_annotators() < 2 {
                return Err(lone(given, &table.annotators.get(0), "aggregation"));
            }
            Found::scale(method, table, &settings)
        } else {
            let votes = read.rows.votes().map_err(|error| given.wrong(error))?;
            if votes.n_annotators() < 2 {
                return Err(lone(given, &votes.annotators.get(0), "aggregation"));
            }
            Found::labels(method, votes, level, (&settings, &mut Rng::seeded(self.seed)))
        };
        let found = found.map_err(|why| given.wrong(why))?;
        Ok(Outcome { method, level, confidence: self.ci, found })
    }

    fn settings(&self) -> Settings {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let usual = Settings::default();
        Settings {
            confidence: self.ci,
            bootstrap: self.bootstrap,
            restarts: self.restarts,
            max_iterations: self.iterations.unwrap_or(usual.max_iterations),
            threads,
            ..usual
        }
    }

    fn tell(&self, outcome: &Outcome) -> Result<(), Failure> {
        if let Some(path) = &self.annotators {
            write::annotators(outcome, path)?;
        }
        if let Some(path) = &self.plot {
            plot::write(path, &outcome.plot())?;
        }
        match &self.out {
            Some(path) => write::items(outcome, path)?,
            None if self.json => return Ok(write::json_lines(outcome, &mut std::io::stdout().lock())?),
            None => {}
        }
        if !self.json {
            print!("{}", outcome.text(self.out.is_none()));
        }
        Ok(())
    }
}

/// What makes one of several: answers, or what has a place.
enum Method {
    Answers(&'static Aggregator),
    Places(&'static Fuser),
}

impl Method {
    fn explanation(&self) -> String {
        match self {
            Self::Answers(one) => explanation(one.id, one.title, one.summary, one.doc),
            Self::Places(one) => explanation(one.id, one.title, one.summary, one.doc),
        }
    }
}

fn known(id: &str) -> Result<Method, Failure> {
    let ids = || AGGREGATORS.iter().map(|method| method.id).chain(FUSERS.iter().map(|method| method.id));
    let answers = aggregator(id).map(Method::Answers);
    answers.or_else(|| fuser(id).map(Method::Places)).ok_or_else(|| unknown("method", id, ids()))
}

fn level(name: LevelName) -> Level {
    match name {
        LevelName::Nominal => Level::Nominal,
        LevelName::Ordinal => Level::Ordinal,
        LevelName::Interval => Level::Interval,
        LevelName::Ratio => Level::Ratio,
        LevelName::Set => Level::Set,
    }
}
