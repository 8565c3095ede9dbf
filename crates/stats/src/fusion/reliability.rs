//! How far each annotator is from the weighted centre of the answers, and the weights that follow, from distances alone.

use super::Settings;
use crate::aggregation::{Convergence, climb};
use crate::sampling::chi_squared;

/// Squared distances between the answers to one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Distances {
    /// Who gave each answer, by number.
    pub annotators: Vec<u32>,
    /// Row by row: symmetric, zero or more, zero on the diagonal.
    pub squared: Vec<f64>,
}

/// The weights of annotators, and how far each answer is from the centre of its item.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// By number of annotator, adding up to 1; 0 without answers that others answered too.
    pub weights: Vec<f64>,
    /// For each item the squared distance of each answer to the weighted centre.
    pub from_centre: Vec<Vec<f64>>,
    pub convergence: Convergence,
}

/// The share of the distribution from which the cautious weight of few answers is taken.
const TAIL: f64 = 0.025;

/// Weights that go with distances, or why there are none.
///
/// The centre of an item is the mean of its answers by weight. Answers need no coordinates for that: with weights b that
/// add up to 1, the squared distance of answer k to it is Σ b(l) d(k, l) - ½ Σ b(l) b(m) d(l, m). An annotator's weight
/// is a quantile of χ² for as many answers, over the sum of these distances. Both steps climb Σ c ln w - Σ w S, where c
/// are the quantiles and S the sums.
pub fn reliability(items: &[Distances], settings: &Settings) -> Result<Reliability, String> {
    let data = Data::of(items, settings)?;
    let start = data.even();
    let (weights, convergence) = climb(&settings.search(), start, |weights| data.step(weights));
    let from_centre = items.iter().map(|item| from_centre(item, &weights)).collect();
    let total: f64 = weights.iter().sum();
    let weights = weights.iter().map(|weight| if total > 0.0 { weight / total } else { 0.0 }).collect();
    Ok(Reliability { weights, from_centre, convergence })
}

struct Data<'a> {
    items: &'a [Distances],
    /// Of each annotator: answers that others answered too, the quantile for as many, and the distance that is added.
    n: Vec<f64>,
    quantile: Vec<f64>,
    added: Vec<f64>,
}

impl<'a> Data<'a> {
    fn of(items: &'a [Distances], settings: &Settings) -> Result<Self, String> {
        items.iter().try_for_each(check)?;
        let n_annotators = items.iter().flat_map(|item| &item.annotators).max().map_or(0, |most| *most as usize + 1);
        let mut n = vec![0.0; n_annotators];
        let shared = || items.iter().filter(|item| item.annotators.len() > 1);
        shared().flat_map(|item| &item.annotators).for_each(|&who| n[who as usize] += 1.0);
        let all: f64 = n.iter().sum();
        let even = vec![1.0; n_annotators];
        let apart: f64 = shared().flat_map(|item| from_centre(item, &even)).sum();
        let typical = if all > 0.0 { apart / all } else { 0.0 };
        // Rounding only; without caution a sum of distances may be zero.
        let least = 1e-9 * typical;
        let added = n.iter().map(|n| n * (settings.caution * typical).max(least)).collect();
        let quantile = n.iter().map(|&n| if n > 0.0 { chi_squared(TAIL, n) } else { 0.0 }).collect();
        Ok(Self { items, n, quantile, added })
    }

    /// Every annotator the same.
    fn even(&self) -> Vec<f64> {
        self.n.iter().map(|n| if *n > 0.0 { 1.0 } else { 0.0 }).collect()
    }

    fn step(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let mut sums = self.added.clone();
        for item in self.items.iter().filter(|item| item.annotators.len() > 1) {
            let apart = from_centre(item, weights);
            item.annotators.iter().zip(apart).for_each(|(&who, apart)| sums[who as usize] += apart);
        }
        if sums.iter().all(|sum| *sum <= 0.0) {
            return (0.0, weights.to_vec());
        }
        let used = || (0..sums.len()).filter(|&who| self.n[who] > 0.0);
        let value = used().map(|who| self.quantile[who] * weights[who].ln() - weights[who] * sums[who]).sum();
        let mut next = vec![0.0; sums.len()];
        used().for_each(|who| next[who] = self.quantile[who] / sums[who]);
        (value, next)
    }
}

fn check(item: &Distances) -> Result<(), String> {
    let n = item.annotators.len();
    if item.squared.len() != n * n {
        return Err(format!("there are {} distances between {n} answers; give {}", item.squared.len(), n * n));
    }
    let mut seen = item.annotators.clone();
    seen.sort_unstable();
    if let Some(pair) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("annotator {} has two answers to one item; keep one", pair[0]));
    }
    for one in 0..n {
        for two in 0..=one {
            let (there, back) = (item.squared[one * n + two], item.squared[two * n + one]);
            let is_sound = there.is_finite() && there >= 0.0 && there == back && (one != two || there == 0.0);
            if !is_sound {
                return Err(format!(
                    "answers {one} and {two} are {there} and {back} apart; distances are finite, symmetric, 0 or more"
                ));
            }
        }
    }
    Ok(())
}

fn from_centre(item: &Distances, weights: &[f64]) -> Vec<f64> {
    let n = item.annotators.len();
    let own: Vec<f64> = item.annotators.iter().map(|&who| weights[who as usize]).collect();
    let total: f64 = own.iter().sum();
    // An item that nobody else answered has weight from nowhere; its answers count the same.
    let shares: Vec<f64> = own.iter().map(|w| if total > 0.0 { w / total } else { 1.0 / n as f64 }).collect();
    let to_others = |row: &[f64]| row.iter().zip(&shares).map(|(apart, share)| apart * share).sum::<f64>();
    let means: Vec<f64> = item.squared.chunks_exact(n.max(1)).map(to_others).collect();
    let spread = 0.5 * to_others(&means);
    means.iter().map(|mean| (mean - spread).max(0.0)).collect()
}
