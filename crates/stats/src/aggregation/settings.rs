//! What an aggregation may be asked for.

/// How long to search, from how many starts, and which intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    pub max_iterations: usize,
    /// Converged is an iteration that moves the objective by no more than this share of its size.
    pub tolerance: f64,
    /// Random starts besides the start from the votes, each with a seed of its own; the best objective wins.
    pub restarts: usize,
    /// Imagined ratings that are added to each cell of a confusion matrix; zero is plain maximum likelihood.
    pub smoothing: f64,
    /// The confidence level of intervals.
    pub confidence: f64,
    /// Resamples of units for the intervals of annotators. With zero they come from the sandwich covariance, which is quick
    /// but too narrow where a few hundred units have three ratings each or fewer, or where an annotator does not look at
    /// all: where there is time, take two hundred.
    pub bootstrap: usize,
    /// Threads to work with; the result is the same to the last bit for any number.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_iterations: 500,
            tolerance: 1e-12,
            restarts: 0,
            smoothing: 0.0,
            confidence: 0.95,
            bootstrap: 0,
            threads: 1,
        }
    }
}
