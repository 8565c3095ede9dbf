//! STAPLE: the probability of each pixel and the sensitivity and specificity of each annotator, learned together.

use super::fused::EQUAL;
use super::items::{self, Found, Item};
use super::layers::layers;
use super::patterns::Patterns;
use super::pixel_vote::keep;
use super::{Detail, Fuser, Prior, Settings};
use crate::aggregation::{Convergence, Quality, climb, wilson};
use crate::geometry::Mask;
use crate::matching::Kind;
use crate::sampling::normal;

pub(super) const FUSER: Fuser = Fuser {
    id: "staple",
    title: "STAPLE",
    summary: "Learns how often each annotator marks what belongs to the thing and what does not, and weighs pixels by it.",
    kinds: &[Kind::Masks],
    doc: "## What it does
For the masks of one label on one picture, finds the sensitivity and specificity of each annotator that make the votes
most likely, by expectation and maximisation from 0.99999, and the probability that each pixel belongs to the thing. The
mask is where that exceeds one half. The share of marked pixels is the annotators' mean (the default), given, or learned.
The log likelihood never falls, and its path is part of the result. The work is done on distinct patterns of votes, in
logarithms. Rates have Wilson's interval over pixels. Each label of each picture is a problem of its own. Weights given
to annotators are not used, except that 0 leaves one out.
## When to use it
Three annotators or more who differ in care, on one structure.
## When not
With two annotators the data cannot say who is right, and the start decides. In a picture that is nearly all background,
specificity is near 1 for everybody whatever they do: cut the picture to where somebody marked. Pixels are not
independent, so the intervals are too narrow: they say nothing about other pictures. Where annotators' outlines are all
shifted the same way, so is the result.
## Example
Of ten pixels three annotators mark the same five and one of them two more: those get probability 0, she has specificity
3/5, and the others are right everywhere.
## Reference
S. K. Warfield, K. H. Zou and W. M. Wells, Simultaneous truth and performance level estimation (STAPLE), IEEE
Transactions on Medical Imaging 23, 2004, 903-921.",
    fuse: |sheets, settings| Ok(items::each(sheets, settings, |item| fuse(item, settings))),
};

/// What was learned of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Staple {
    /// Where the probability exceeds one half.
    pub marked: Mask,
    /// Where it is one half.
    pub undecided: Mask,
    /// (first pixel, pixel after the last, probability), covering the picture in column-major order.
    pub probability: Vec<(u64, u64, f64)>,
    /// The share of marked pixels that was assumed or learned.
    pub prior: f64,
    /// Of each annotator: the share of what belongs to the thing that was marked, over the expected number of pixels.
    pub sensitivity: Vec<Quality>,
    /// Of each annotator: the share of what does not belong to it that was not marked.
    pub specificity: Vec<Quality>,
    pub convergence: Convergence,
    pub notes: Vec<String>,
}

/// Where all begin: the annotators are nearly always right.
const START: f64 = 0.99999;

/// The truth behind masks of one picture, or why it cannot be said.
pub fn staple(masks: &[Mask], settings: &Settings) -> Result<Staple, String> {
    if masks.len() < 2 {
        return Err("one annotator leaves nothing to estimate; take the mask as it is".to_owned());
    }
    let votes = Patterns::of(masks)?;
    let n_pixels: f64 = votes.patterns.iter().map(|pattern| pattern.n).sum();
    if n_pixels == 0.0 {
        return Err("the picture has no pixels".to_owned());
    }
    let marked: f64 = masks.iter().map(|mask| mask.size() as f64).sum();
    let prior = match settings.prior {
        Prior::Votes | Prior::Estimated => marked / n_pixels / masks.len() as f64,
        Prior::Given(prior) if prior > 0.0 && prior < 1.0 => prior,
        Prior::Given(prior) => return Err(format!("the prior is {prior}; it must be above 0 and below 1")),
    };
    let start = Model { prior, rates: vec![Rates::START; masks.len()] };
    let estimated = settings.prior == Prior::Estimated;
    let (model, convergence) = climb(&settings.search(), start, |model| {
        let expected = model.expected(&votes);
        (expected.likelihood, model.improved(&votes, &expected, estimated))
    });
    Ok(result(&votes, &model, convergence, settings))
}

struct Model {
    prior: f64,
    rates: Vec<Rates>,
}

/// Each rate beside its complement, so that neither loses digits near one.
#[derive(Clone, Copy)]
struct Rates {
    hit: f64,
    miss: f64,
    pass: f64,
    alarm: f64,
}

struct Expected {
    likelihood: f64,
    /// The probabilities of belonging and of not belonging, by pattern.
    inside: Vec<(f64, f64)>,
}

impl Rates {
    const START: Self = Self { hit: START, miss: 1.0 - START, pass: START, alarm: 1.0 - START };
}

impl Model {
    fn expected(&self, votes: &Patterns) -> Expected {
        let mut likelihood = 0.0;
        let inside = votes.patterns.iter().map(|pattern| {
            let (mut yes, mut no) = (self.prior.ln(), (1.0 - self.prior).ln());
            for (vote, rates) in pattern.votes.iter().zip(&self.rates) {
                let (if_inside, if_outside) = if *vote { (rates.hit, rates.alarm) } else { (rates.miss, rates.pass) };
                yes += if_inside.ln();
                no += if_outside.ln();
            }
            // A pattern that occurs has a probability above zero in every iteration, so one of the two is finite.
            let most = yes.max(no);
            let either = most + ((yes - most).exp() + (no - most).exp()).ln();
            likelihood += pattern.n * either;
            ((yes - either).exp(), (no - either).exp())
        });
        let inside = inside.collect();
        Expected { likelihood, inside }
    }

    fn improved(&self, votes: &Patterns, expected: &Expected, learn_prior: bool) -> Self {
        let (mut all_inside, mut all_outside) = (0.0, 0.0);
        let mut sums = vec![Rates { hit: 0.0, miss: 0.0, pass: 0.0, alarm: 0.0 }; self.rates.len()];
        for (pattern, (inside, outside)) in votes.patterns.iter().zip(&expected.inside) {
            let (inside, outside) = (pattern.n * inside, pattern.n * outside);
            all_inside += inside;
            all_outside += outside;
            for (vote, sums) in pattern.votes.iter().zip(&mut sums) {
                let (of_inside, of_outside) =
                    if *vote { (&mut sums.hit, &mut sums.alarm) } else { (&mut sums.miss, &mut sums.pass) };
                *of_inside += inside;
                *of_outside += outside;
            }
        }
        let rates = sums.iter().zip(&self.rates).map(|(sums, old)| {
            // Where nothing belongs to the thing, or everything does, one pair of rates has nothing to learn from.
            let (hit, miss) = shares(sums.hit, sums.miss).unwrap_or((old.hit, old.miss));
            let (pass, alarm) = shares(sums.pass, sums.alarm).unwrap_or((old.pass, old.alarm));
            Rates { hit, miss, pass, alarm }
        });
        let prior = if learn_prior { all_inside / (all_inside + all_outside) } else { self.prior };
        Self { prior, rates: rates.collect() }
    }
}

fn shares(one: f64, two: f64) -> Option<(f64, f64)> {
    let sum = one + two;
    (sum > 0.0).then(|| (one / sum, two / sum))
}

fn result(votes: &Patterns, model: &Model, convergence: Convergence, settings: &Settings) -> Staple {
    let expected = model.expected(votes);
    let inside = |pattern: usize| expected.inside[pattern].0;
    let sizes = votes.patterns.iter().zip(&expected.inside);
    let (n_inside, n_outside) =
        sizes.fold((0.0, 0.0), |sum, (pattern, (yes, no))| (sum.0 + pattern.n * yes, sum.1 + pattern.n * no));
    let z = normal(0.5 + 0.5 * settings.confidence);
    let mut notes = Vec::new();
    if model.rates.len() == 2 {
        notes.push("two annotators: the data cannot say who is right, and the start decides".to_owned());
    }
    if !convergence.converged {
        notes.push(format!("not converged after {} iterations", convergence.iterations));
    }
    Staple {
        marked: votes.mask(|pattern| inside(pattern) > 0.5 + EQUAL),
        undecided: votes.mask(|pattern| (inside(pattern) - 0.5).abs() <= EQUAL),
        probability: votes.segments.iter().map(|&(from, to, pattern)| (from, to, inside(pattern))).collect(),
        prior: model.prior,
        sensitivity: model.rates.iter().map(|rates| quality(rates.hit, n_inside, z)).collect(),
        specificity: model.rates.iter().map(|rates| quality(rates.pass, n_outside, z)).collect(),
        convergence,
        notes,
    }
}

/// A rate over an expected number of pixels; none where less than half a pixel is expected.
fn quality(rate: f64, n: f64, z: f64) -> Quality {
    if n < 0.5 {
        return Quality { n_ratings: 0, accuracy: None, low: None, high: None };
    }
    let (low, high) = wilson(rate, n, z);
    Quality { n_ratings: n.round() as usize, accuracy: Some(rate), low: Some(low), high: Some(high) }
}

fn fuse(item: &Item, settings: &Settings) -> Result<Found, String> {
    let mut found = Found::default();
    for layer in layers(item)? {
        let staple = staple(&layer.masks, settings)?;
        keep(&mut found, item, layer, staple.marked.clone(), Detail::Staple(staple));
    }
    Ok(found)
}
