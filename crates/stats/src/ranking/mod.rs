//! From comparisons and rankings to an order: the registry of rankers, one file each.

mod best_worst;
mod bradley_terry;
mod davidson;
mod diagnostics;
mod elo;
mod graph;
mod intervals;
mod logit;
mod newman;
mod noisy_bradley_terry;
mod outcome;
mod plackett_luce;
mod preferences;
mod style_control;
mod tally;
mod win_rate;

pub use diagnostics::{Diagnostics, Share};
pub use graph::Cycles;
pub use outcome::{Attention, Entry, Ranking};
pub use preferences::{PreferenceRows, Preferences, Winner};
pub use style_control::{Controlled, Covariate, Effect, style_control};

use crate::sampling::Rng;
use logit::Fitted;
use tally::Tally;

/// A way to rank entries: what it is called and how it is computed.
pub struct Ranker {
    /// The name in commands, files and addresses; it never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for a list.
    pub summary: &'static str,
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    /// Trusts that there are comparisons or rankings.
    fit: fn(&Request, &mut Rng) -> Result<Fit, String>,
}

/// Every ranker; a new one is a file and a line.
pub const RANKERS: &[Ranker] = &[
    bradley_terry::RANKER,
    davidson::RANKER,
    newman::RANKER,
    noisy_bradley_terry::RANKER,
    plackett_luce::RANKER,
    best_worst::RANKER,
    elo::RANKER,
    win_rate::RANKER,
];

/// What a ranking may be asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankSettings {
    /// The confidence level of intervals.
    pub confidence: f64,
    /// Resamples of comparisons for the intervals. With zero they come from the sandwich covariance, and from two hundred
    /// resamples where a method has none.
    pub bootstrap: usize,
    /// Whether the left side may have an advantage (for `bradley_terry`).
    pub position: bool,
}

impl Default for RankSettings {
    fn default() -> Self {
        Self { confidence: 0.95, bootstrap: 0, position: false }
    }
}

/// The ranker of this id.
pub fn ranker(id: &str) -> Option<&'static Ranker> {
    RANKERS.iter().find(|ranker| ranker.id == id)
}

impl Ranker {
    /// Entries in order with intervals, or why there is no order.
    pub fn rank(&self, preferences: &Preferences, settings: &RankSettings, rng: &mut Rng) -> Result<Ranking, String> {
        if preferences.n_comparisons() + preferences.n_rankings() == 0 {
            return Err("there are no comparisons to rank by".to_owned());
        }
        let n = preferences.n_entries();
        if n > graph::MOST {
            return Err(format!("{n} entries are more than {}, which rankers can hold; rank a part", graph::MOST));
        }
        let wins = Tally::of(preferences).wins();
        let by_annotator = self.id == noisy_bradley_terry::RANKER.id;
        let tally = if by_annotator { Tally::by_annotator(preferences) } else { Tally::of(preferences) };
        let request = Request { preferences, tally: &tally, settings, wins: &wins };
        let mut found = (self.fit)(&request, rng)?;
        if !preferences.group.is_empty() && self.id != bradley_terry::RANKER.id {
            let note =
                "intervals take comparisons of one group as independent and may be too narrow; see bradley_terry";
            found.notes.push(note.to_owned());
        }
        let intervals = intervals::of(self, &request, &found, rng);
        let diagnostics = Diagnostics::of(preferences, &wins, settings.confidence);
        Ok(Ranking::new(preferences, found, intervals, diagnostics))
    }
}

/// What a ranker is asked.
struct Request<'a> {
    preferences: &'a Preferences,
    tally: &'a Tally,
    settings: &'a RankSettings,
    /// Wins of each entry over each other, ties as half.
    wins: &'a [f64],
}

/// What a ranker answers; the rest follows from it.
struct Fit {
    /// Higher is better.
    score: Vec<f64>,
    /// Covariance of the scores, row by row.
    covariance: Option<Vec<f64>>,
    /// Entries and whatever else was estimated.
    all: Vec<f64>,
    /// Named numbers of the model, for instance of ties.
    parameters: Vec<(&'static str, f64)>,
    /// Attention and side of each annotator.
    annotators: Vec<(f64, f64)>,
    /// How many, and whether they led to rest.
    iterations: Option<(usize, bool)>,
    objective: Vec<f64>,
    notes: Vec<String>,
    /// Whether resampled counts make sense for this method.
    resamples: bool,
}

impl Fit {
    fn of(score: Vec<f64>) -> Self {
        Self {
            score,
            covariance: None,
            all: Vec::new(),
            parameters: Vec::new(),
            annotators: Vec::new(),
            iterations: None,
            objective: Vec::new(),
            notes: Vec::new(),
            resamples: true,
        }
    }
}

/// The precision of the prior that keeps strengths finite: one with standard deviation 3.
const WEAK_PRIOR: f64 = 1.0 / 9.0;

/// Whether strengths need a prior to be finite, and what to say of it. `wins` holds what pulls an entry up: with a tie
/// parameter only decided comparisons do, as it could explain any number of ties.
fn regularisation(request: &Request, wins: &[f64]) -> (f64, Vec<String>) {
    let n = request.tally.n_entries;
    if graph::n_parts(&graph::strong_parts(wins, n)) == 1 {
        return (0.0, Vec::new());
    }
    let weak = graph::n_parts(&graph::weak_parts(request.wins, n));
    let why = if weak > 1 {
        format!("the entries fall into {weak} groups that were never compared; scores say nothing between groups")
    } else {
        "some entries only won or only lost against the rest".to_owned()
    };
    (WEAK_PRIOR, vec![format!("{why}, so a weak prior that pulls them to the middle keeps the strengths finite")])
}

/// The strengths of `n` entries from a fit that may hold more.
fn strengths(fitted: Fitted, n: usize) -> Fit {
    let size = fitted.strengths.len();
    let part = |all: Vec<f64>| all.chunks_exact(size).take(n).flat_map(|row| row[..n].to_vec()).collect();
    Fit {
        covariance: fitted.covariance.map(part),
        iterations: Some((fitted.iterations, fitted.converged)),
        all: fitted.strengths.clone(),
        ..Fit::of(fitted.strengths[..n].to_vec())
    }
}
