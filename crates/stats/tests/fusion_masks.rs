//! Pixel vote and STAPLE on hand-worked examples, against a second implementation, and in a simulation.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::Decision;
use crosscheck_stats::fusion::{Prior, Settings, pixel_vote, staple};
use crosscheck_stats::geometry::Mask;
use crosscheck_stats::matching::{Kind, Mark, Shape, Sheet, Sheets};
use crosscheck_stats::{Rng, fuser};
use support::close;

/// A column of pixels; the numbers count from 1.
fn column(height: u32, marked: &[u32]) -> Mask {
    Mask::from_pixels(1, height, &(1..=height).map(|at| marked.contains(&at)).collect::<Vec<_>>()).unwrap()
}

#[test]
fn pixels_are_voted_on_and_ties_stay() {
    let masks = [column(8, &[1, 2, 3, 4]), column(8, &[3, 4, 5, 6]), column(8, &[4, 5, 6, 7, 8])];
    let all = pixel_vote(&masks, &[1.0; 3]).unwrap();
    assert_eq!((all.marked, all.undecided.size()), (column(8, &[3, 4, 5, 6]), 0));
    let two = pixel_vote(&masks[..2], &[1.0; 2]).unwrap();
    assert_eq!((two.marked, two.undecided), (column(8, &[3, 4]), column(8, &[1, 2, 5, 6])));
    // Whoever weighs as much as the two others makes ties with them, not decisions against them.
    let heavy = pixel_vote(&masks, &[2.0, 1.0, 1.0]).unwrap();
    assert_eq!((heavy.marked, heavy.undecided), (column(8, &[3, 4]), column(8, &[1, 2, 5, 6])));
    assert!(pixel_vote(&masks, &[1.0]).is_err() && pixel_vote(&masks, &[0.0; 3]).is_err());
}

#[test]
fn an_annotator_without_the_label_votes_against_it() {
    let mark = |pixels: &[u32], label| Mark::new(Shape::Mask(column(4, pixels)), label);
    let marks = vec![vec![mark(&[1, 2], 0), mark(&[2, 3], 0), mark(&[4], 1)], vec![mark(&[2, 3], 0)], vec![]];
    let sheets = (0..).zip(marks).map(|(who, marks)| Sheet::new(0, who, marks));
    let sheets = Sheets::new(Kind::Masks, sheets.collect()).unwrap();
    let fusion = fuser("pixel_vote").unwrap().fuse(&sheets, &Settings::default()).unwrap();
    let [fused] = &fusion.items[0].marks[..] else { panic!("{fusion:?}") };
    assert_eq!((&fused.shape, &fused.label), (&Shape::Mask(column(4, &[2, 3])), &Decision::Label(0)));
    close(fused.support, 2.0 / 3.0, 1e-12);
    assert_eq!(fused.members.len(), 3);
    assert_eq!(fusion.items[0].left_out[0].label, Decision::Label(1));
}

/// Ten pixels: three annotators mark the same five, one of them two more. In the limit everybody is right but her
/// specificity, 3/5, and the log likelihood is 5 ln γ + 5 ln(1 - γ) + 2 ln 0.4 + 3 ln 0.6 with γ = 17/30.
#[test]
fn staple_is_what_can_be_worked_by_hand() {
    let masks = [column(10, &[1, 2, 3, 4, 5]), column(10, &[1, 2, 3, 4, 5]), column(10, &[1, 2, 3, 4, 5, 6, 7])];
    let found = staple(&masks, &Settings::default()).unwrap();
    assert_eq!((found.marked, found.undecided.size()), (masks[0].clone(), 0));
    close(found.prior, 17.0 / 30.0, 1e-12);
    for (who, specificity) in [1.0, 1.0, 0.6].into_iter().enumerate() {
        close(found.sensitivity[who].accuracy.unwrap(), 1.0, 1e-9);
        close(found.specificity[who].accuracy.unwrap(), specificity, 1e-9);
    }
    let expected = 5.0 * found.prior.ln() + 5.0 * (1.0 - found.prior).ln() + 2.0 * 0.4f64.ln() + 3.0 * 0.6f64.ln();
    close(*found.convergence.objective.last().unwrap(), expected, 1e-9);
    // Wilson's interval of 3 in 5.
    close(found.specificity[2].low.unwrap(), 0.2307, 1e-4);
    close(found.specificity[2].high.unwrap(), 0.8824, 1e-4);
}

/// Before the first step everybody has sensitivity and specificity s = 0.99999: two votes of three are γs / (γs + (1 - γ)(1 - s)).
#[test]
fn staple_begins_as_the_paper_says() {
    let masks = [column(2, &[1]), column(2, &[1]), column(2, &[2])];
    let start = |prior| {
        let settings = Settings { max_iterations: 0, prior: Prior::Given(prior), ..Settings::default() };
        let found = staple(&masks, &settings).unwrap();
        (found.probability, found.convergence.converged)
    };
    let s = 0.99999;
    for prior in [0.5, 0.1, 1e-9] {
        let (probability, converged) = start(prior);
        close(probability[0].2, prior * s / (prior * s + (1.0 - prior) * (1.0 - s)), 1e-9);
        assert!(!converged);
    }
}

fn picture(side: u32, inside: impl FnMut(u32) -> bool) -> Mask {
    Mask::from_pixels(side, side, &(0..side * side).map(inside).collect::<Vec<_>>()).unwrap()
}

fn flags(mask: &Mask) -> Vec<bool> {
    let n = u64::from(mask.width() * mask.height());
    (0..n).map(|at| mask.ranges().iter().any(|&(from, to)| (from..to).contains(&at))).collect()
}

/// STAPLE pixel by pixel, with products instead of logarithms.
fn naive_staple(masks: &[Mask], iterations: usize) -> (Vec<f64>, Vec<(f64, f64)>) {
    let votes: Vec<Vec<bool>> = masks.iter().map(flags).collect();
    let n = votes[0].len();
    let prior = votes.iter().flatten().filter(|vote| **vote).count() as f64 / (n * votes.len()) as f64;
    let mut rates = vec![(0.99999, 0.99999); votes.len()];
    let mut inside = vec![0.0; n];
    for _ in 0..iterations {
        for (at, inside) in inside.iter_mut().enumerate() {
            let (mut yes, mut no) = (prior, 1.0 - prior);
            for (votes, (p, q)) in votes.iter().zip(&rates) {
                yes *= if votes[at] { *p } else { 1.0 - p };
                no *= if votes[at] { 1.0 - q } else { *q };
            }
            *inside = yes / (yes + no);
        }
        let all: f64 = inside.iter().sum();
        for (votes, rates) in votes.iter().zip(&mut rates) {
            let sum = |of: &dyn Fn(usize) -> f64| (0..n).map(of).sum::<f64>();
            rates.0 = sum(&|at| if votes[at] { inside[at] } else { 0.0 }) / all;
            rates.1 = sum(&|at| if votes[at] { 0.0 } else { 1.0 - inside[at] }) / (n as f64 - all);
        }
    }
    (inside, rates)
}

/// A disc, and five annotators who err in every pixel on their own with known rates.
const RATES: [(f64, f64); 5] = [(0.95, 0.99), (0.8, 0.97), (0.9, 0.9), (0.7, 0.95), (0.6, 0.8)];

fn disc(side: u32, rng: &mut Rng) -> (Mask, Vec<Mask>) {
    let truth = picture(side, |at| {
        let (x, y) = (f64::from(at / side) + 0.5, f64::from(at % side) + 0.5);
        let middle = 0.5 * f64::from(side);
        (x - middle).hypot(y - middle) < 0.35 * f64::from(side)
    });
    let inside = flags(&truth);
    let marked = |(p, q): (f64, f64), rng: &mut Rng| {
        picture(side, |at| if inside[at as usize] { rng.fraction() < p } else { rng.fraction() >= q })
    };
    let masks = RATES.iter().map(|&rates| marked(rates, rng)).collect();
    (truth, masks)
}

#[test]
fn staple_is_the_naive_one() {
    let (_, masks) = disc(24, &mut Rng::seeded(3));
    let found = staple(&masks, &Settings { tolerance: 1e-15, ..Settings::default() }).unwrap();
    let (inside, rates) = naive_staple(&masks, 500);
    for &(from, to, probability) in &found.probability {
        (from..to).for_each(|at| close(probability, inside[at as usize], 1e-6));
    }
    for (who, (p, q)) in rates.into_iter().enumerate() {
        close(found.sensitivity[who].accuracy.unwrap(), p, 1e-6);
        close(found.specificity[who].accuracy.unwrap(), q, 1e-6);
    }
}

#[test]
fn staple_finds_the_rates_that_made_the_masks() {
    let mut rng = Rng::seeded(5);
    let (truth, masks) = disc(120, &mut rng);
    for prior in [Prior::Votes, Prior::Estimated, Prior::Given(0.385)] {
        let found = staple(&masks, &Settings { prior, ..Settings::default() }).unwrap();
        assert!(found.convergence.converged && found.notes.is_empty());
        let never_falls = |pair: &[f64]| pair[1] >= pair[0] - 1e-9 * pair[0].abs();
        assert!(found.convergence.objective.windows(2).all(never_falls));
        for (who, (p, q)) in RATES.into_iter().enumerate() {
            close(found.sensitivity[who].accuracy.unwrap(), p, 0.025);
            close(found.specificity[who].accuracy.unwrap(), q, 0.025);
        }
        let dice = |mask: &Mask| mask.dice(&truth).unwrap().unwrap();
        let vote = pixel_vote(&masks, &[1.0; 5]).unwrap();
        assert!(dice(&found.marked) > dice(&vote.marked) + 0.005);
    }
}

#[test]
fn staple_of_nothing_or_everything_is_no_number_made_up() {
    let nothing = staple(&[column(4, &[]), column(4, &[])], &Settings::default()).unwrap();
    assert_eq!((nothing.marked.size(), nothing.sensitivity[0].accuracy), (0, None));
    close(nothing.specificity[0].accuracy.unwrap(), 1.0, 1e-12);
    let all = [1, 2, 3, 4];
    let all = staple(&[column(4, &all), column(4, &all)], &Settings::default()).unwrap();
    assert_eq!((all.marked.size(), all.specificity[0].accuracy), (4, None));
    let why = |masks: &[Mask], settings: &Settings| staple(masks, settings).unwrap_err();
    assert!(why(&[column(4, &[1])], &Settings::default()).contains("nothing to estimate"));
    assert!(why(&[column(4, &[1]), column(5, &[1])], &Settings::default()).contains("same size"));
    assert!(why(&[column(0, &[]), column(0, &[])], &Settings::default()).contains("no pixels"));
    let certain = Settings { prior: Prior::Given(1.0), ..Settings::default() };
    assert!(why(&[column(4, &[1]), column(4, &[2])], &certain).contains("prior"));
}

#[test]
fn pictures_of_different_sizes_are_said_to_be_so() {
    let marks = vec![Mark::new(Shape::Mask(column(4, &[1])), 0), Mark::new(Shape::Mask(column(5, &[5])), 0)];
    let sheets = Sheets::new(Kind::Masks, vec![Sheet::new(0, 0, marks)]).unwrap();
    for id in ["pixel_vote", "staple"] {
        let fusion = fuser(id).unwrap().fuse(&sheets, &Settings::default()).unwrap();
        assert!(fusion.items[0].undefined.as_ref().unwrap().contains("same size"));
    }
}
