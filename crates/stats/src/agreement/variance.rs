//! Components of variance of numbers: units, annotators and the rest, from tables with or without gaps.

use crate::sampling::{Sample, ratings_in};

/// The ratings of units with two ratings or more as numbers. A unit of a pattern that occurs twice counts twice.
pub(super) struct Ratings<'a> {
    pub sample: &'a Sample,
    /// The number that each value stands for.
    pub scores: &'a [f64],
    pub n_annotators: usize,
}

/// Sizes and sums of squares.
pub(super) struct Squares {
    pub n_units: f64,
    pub n_ratings: f64,
    pub n_annotators: f64,
    /// The mean over units of one over the number of ratings.
    pub mean_inverse_size: f64,
    /// The sum over units of the squared number of ratings, over the number of all ratings.
    pub mean_size: f64,
    /// Between the means of units.
    pub between: f64,
    /// Within units.
    pub within: f64,
    /// Left when annotators are accounted for, units are not.
    pub within_annotators: f64,
    /// Left when units and annotators are accounted for.
    pub rest: f64,
    /// The effect of each annotator, with units accounted for.
    pub effects: Vec<f64>,
    /// The mean rating of each annotator.
    pub means: Vec<f64>,
    pub mean: f64,
}

/// Steps of the solver for each unknown; far more than it needs.
const STEPS: usize = 4;

/// With more annotators the equations are not kept.
const MOST_KEPT: usize = 1_000;

impl Ratings<'_> {
    /// The (annotator, number) pairs of a pattern.
    pub(super) fn of(&self, pattern: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        ratings_in(self.sample.pattern(pattern)).map(|(annotator, value)| (annotator, self.scores[value]))
    }

    pub(super) fn size(&self, pattern: usize) -> f64 {
        (self.sample.pattern(pattern).len() / 2) as f64
    }

    pub(super) fn mean_of(&self, pattern: usize) -> f64 {
        self.of(pattern).map(|(_, y)| y).sum::<f64>() / self.size(pattern)
    }

    /// Whether every annotator rated every unit.
    pub(super) fn is_complete(&self) -> bool {
        self.sample.patterns().all(|pattern| pattern.len() == 2 * self.n_annotators)
    }

    /// The sums of squares when pattern `p` occurs in `units[p]` units. Gaps are handled by least squares (Henderson's
    /// third method), which for a table without gaps gives the sums of the textbook.
    pub(super) fn squares(&self, units: &[f64]) -> Squares {
        let present: Vec<(usize, f64)> = units.iter().copied().enumerate().filter(|(_, n)| *n > 0.0).collect();
        let mut n_of = vec![0.0; self.n_annotators];
        let mut means = vec![0.0; self.n_annotators];
        let mut from_unit = vec![0.0; self.n_annotators];
        let (mut n_units, mut n_ratings, mut inverse, mut squared, mut sum) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for &(p, n) in &present {
            let size = self.size(p);
            let mean = self.mean_of(p);
            n_units += n;
            n_ratings += n * size;
            inverse += n / size;
            squared += n * size * size;
            sum += n * size * mean;
            for (annotator, y) in self.of(p) {
                n_of[annotator] += n;
                means[annotator] += n * y;
                from_unit[annotator] += n * (y - mean);
            }
        }
        let mean = sum / n_ratings;
        means.iter_mut().zip(&n_of).for_each(|(mean, n)| *mean /= n.max(1.0));
        let effects = self.effects(&present, &n_of, &from_unit);
        let mut squares = Squares {
            n_units,
            n_ratings,
            n_annotators: n_of.iter().filter(|n| **n > 0.0).count() as f64,
            mean_inverse_size: inverse / n_units,
            mean_size: squared / n_ratings,
            between: 0.0,
            within: 0.0,
            within_annotators: 0.0,
            rest: 0.0,
            effects,
            means,
            mean,
        };
        for &(p, n) in &present {
            let parts = self.parts(&squares, p);
            squares.between += n * parts.between;
            squares.within += n * parts.within;
            squares.within_annotators += n * parts.within_annotators;
            squares.rest += n * parts.rest;
        }
        squares
    }

    /// What one unit of a pattern contributes to each sum of squares.
    pub(super) fn parts(&self, squares: &Squares, pattern: usize) -> UnitSquares {
        let size = self.size(pattern);
        let mean = self.mean_of(pattern);
        let left = self.of(pattern).map(|(annotator, y)| y - squares.effects[annotator]).sum::<f64>() / size;
        let mut parts = UnitSquares { between: size * (mean - squares.mean).powi(2), ..UnitSquares::default() };
        for (annotator, y) in self.of(pattern) {
            parts.within += (y - mean).powi(2);
            parts.within_annotators += (y - squares.means[annotator]).powi(2);
            parts.rest += (y - squares.effects[annotator] - left).powi(2);
        }
        parts
    }

    /// The least-squares effects of annotators, by conjugate gradients on the equations that are left when each unit's
    /// own effect is taken out. They are singular in one direction only, that of all annotators at once, in which the
    /// right side has no part.
    fn effects(&self, present: &[(usize, f64)], n_of: &[f64], right: &[f64]) -> Vec<f64> {
        let kept = (present.len() > 8 * n_of.len() && n_of.len() <= MOST_KEPT).then(|| self.equations(present, n_of));
        let times = |x: &[f64]| match &kept {
            Some(rows) => rows.chunks_exact(x.len()).map(|row| dot(row, x)).collect(),
            None => self.equations_times(present, n_of, x),
        };
        let mut effects = vec![0.0; n_of.len()];
        let mut left = right.to_vec();
        let scale = |left: &[f64]| left.iter().zip(n_of).map(|(x, n)| x / n.max(1.0)).collect::<Vec<f64>>();
        let mut scaled = scale(&left);
        let mut direction = scaled.clone();
        let mut size = dot(&left, &scaled);
        let enough = size * 1e-26;
        for _ in 0..STEPS * n_of.len() + 20 {
            if size <= enough || size == 0.0 {
                break;
            }
            let moved = times(&direction);
            let step = size / dot(&direction, &moved);
            if !step.is_finite() {
                break;
            }
            effects.iter_mut().zip(&direction).for_each(|(x, d)| *x += step * d);
            left.iter_mut().zip(&moved).for_each(|(x, m)| *x -= step * m);
            scaled = scale(&left);
            let next = dot(&left, &scaled);
            direction.iter_mut().zip(&scaled).for_each(|(d, s)| *d = s + next / size * *d);
            size = next;
        }
        effects
    }

    fn equations_times(&self, present: &[(usize, f64)], n_of: &[f64], x: &[f64]) -> Vec<f64> {
        let mut out: Vec<f64> = x.iter().zip(n_of).map(|(x, n)| x * n).collect();
        for &(p, n) in present {
            let mean = self.of(p).map(|(annotator, _)| x[annotator]).sum::<f64>() / self.size(p);
            self.of(p).for_each(|(annotator, _)| out[annotator] -= n * mean);
        }
        out
    }

    /// The same equations row by row, where one look at all patterns is cheaper than one for each step.
    fn equations(&self, present: &[(usize, f64)], n_of: &[f64]) -> Vec<f64> {
        let size = n_of.len();
        let mut rows = vec![0.0; size * size];
        n_of.iter().enumerate().for_each(|(annotator, n)| rows[annotator * size + annotator] = *n);
        for &(p, n) in present {
            let share = n / self.size(p);
            for (one, _) in self.of(p) {
                self.of(p).for_each(|(other, _)| rows[one * size + other] -= share);
            }
        }
        rows
    }

    /// Whether annotators are linked to each other by shared units; otherwise their effects cannot be told from those
    /// of the units.
    pub(super) fn is_connected(&self, units: &[f64]) -> bool {
        let mut parent: Vec<usize> = (0..self.n_annotators).collect();
        let mut used = vec![false; self.n_annotators];
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        for (p, _) in units.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let mut first = None;
            for (annotator, _) in self.of(p) {
                used[annotator] = true;
                let here = root(&mut parent, annotator);
                let first = *first.get_or_insert(here);
                let first = root(&mut parent, first);
                parent[here] = first;
            }
        }
        let mut roots = (0..self.n_annotators).filter(|&annotator| used[annotator] && parent[annotator] == annotator);
        roots.next();
        roots.next().is_none()
    }
}

#[derive(Clone, Copy, Default)]
pub(super) struct UnitSquares {
    pub between: f64,
    pub within: f64,
    pub within_annotators: f64,
    pub rest: f64,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
