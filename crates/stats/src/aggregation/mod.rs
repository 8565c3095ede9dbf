//! From several answers to one: the registry of aggregators, one file each.

mod bias_corrected;
mod climb;
mod confusion;
mod dawid_skene;
mod glad;
mod gold_majority;
mod hits;
mod kos;
mod mace;
mod majority;
mod median;
mod mmsr;
mod model;
mod one_coin;
mod outcome;
mod posterior;
mod quality;
mod scale;
mod sets;
mod settings;
mod vote;
mod votes;
mod wawa;
mod zbs;

pub use climb::Convergence;
pub(crate) use climb::climb;
pub use model::{MATRIX_FROM, Model};
pub use outcome::{Aggregation, Decision, Quality};
pub use quality::wilson;
pub use scale::{Bias, Scale, ScaleValue};
pub use sets::{SetAggregation, aggregate_sets};
pub use settings::Settings;
pub use votes::Votes;

use crate::sampling::Rng;
use crate::table::{Level, Table};

/// A way to make one answer of several: what it is called, where it applies, how it is computed.
pub struct Aggregator {
    /// The name in commands, files and addresses; it never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for a list.
    pub summary: &'static str,
    pub levels: &'static [Level],
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    fit: Fit,
}

#[derive(Clone, Copy)]
enum Fit {
    /// For labels, with or without order. Trusts that there are ratings and at least two labels.
    Labels(fn(&Votes, &Settings, &mut Rng) -> Result<Aggregation, String>),
    /// For numbers.
    Scale(fn(&Table, &Settings) -> Result<Scale, String>),
}

/// Every aggregator; a new one is a file and a line.
pub const AGGREGATORS: &[Aggregator] = &[
    majority::AGGREGATOR,
    gold_majority::AGGREGATOR,
    wawa::AGGREGATOR,
    zbs::AGGREGATOR,
    dawid_skene::AGGREGATOR,
    one_coin::AGGREGATOR,
    glad::AGGREGATOR,
    mace::AGGREGATOR,
    kos::AGGREGATOR,
    mmsr::AGGREGATOR,
    median::AGGREGATOR,
    bias_corrected::AGGREGATOR,
];

/// Labels one at a time, or a set of them where each is decided for itself.
const LABELS: &[Level] = &[Level::Nominal, Level::Ordinal, Level::Set];
const NUMBERS: &[Level] = &[Level::Interval, Level::Ratio];

/// The aggregator of this id.
pub fn aggregator(id: &str) -> Option<&'static Aggregator> {
    AGGREGATORS.iter().find(|aggregator| aggregator.id == id)
}

/// The id of the aggregator to begin with.
pub fn recommended_aggregator(level: Level) -> &'static str {
    match level {
        Level::Nominal | Level::Ordinal | Level::Set => dawid_skene::AGGREGATOR.id,
        Level::Interval | Level::Ratio => bias_corrected::AGGREGATOR.id,
    }
}

impl Aggregator {
    /// One label for each unit, and the quality of each annotator; or why there is none.
    pub fn aggregate(&self, votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
        let mut found = self.fit(votes, settings, rng)?;
        found.annotators = quality::qualities(votes, &found, settings);
        if settings.bootstrap > 0 {
            let once = Settings { restarts: 0, ..*settings };
            let mut resamples = Vec::with_capacity(settings.bootstrap);
            for _ in 0..settings.bootstrap {
                let resample = votes.resampled(rng);
                let refound = self.fit(&resample, &once, rng)?;
                resamples.push(quality::accuracies(&resample, &refound));
            }
            quality::with_resamples(&mut found.annotators, &resamples, settings.confidence);
        }
        Ok(found)
    }

    /// One number for each unit, and the bias of each annotator; or why there is none.
    pub fn aggregate_scale(&self, table: &Table, settings: &Settings) -> Result<Scale, String> {
        match self.fit {
            Fit::Scale(fit) if table.n_ratings() > 0 => fit(table, settings),
            Fit::Scale(_) => Err(NO_RATINGS.to_owned()),
            Fit::Labels(_) => Err(format!("{} is made for labels; use median or bias_corrected_mean", self.id)),
        }
    }

    fn fit(&self, votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
        if votes.n_ratings() == 0 {
            return Err(NO_RATINGS.to_owned());
        }
        match self.fit {
            // A single label leaves nothing to estimate.
            Fit::Labels(_) if votes.n_labels() < 2 => Ok(majority::majority(votes)),
            Fit::Labels(fit) => fit(votes, settings, rng),
            Fit::Scale(_) => Err(format!("{} is made for numbers; choose the interval level", self.id)),
        }
    }
}

const NO_RATINGS: &str = "there are no ratings to aggregate";
