//! The simulated world: items with claims, and people whose errors do not follow the aggregator's model.

use std::collections::HashMap;

use crosscheck_domain::consensus::{Learned, Panel, consensus};
use crosscheck_domain::{Choice, Field, Level};
use crosscheck_stats::Rng;

use crate::SURE;

pub const VERDICTS: [&str; 3] = ["supported", "contradicted", "not_verifiable"];
pub const SHARES: [f64; 3] = [0.6, 0.27, 0.13];
pub const PEOPLE: usize = 30;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Expert,
    Average,
    Spammer,
    Drifter,
    Copier,
}

pub fn kind(who: usize) -> Kind {
    match who {
        0..6 => Kind::Expert,
        6..24 => Kind::Average,
        24..27 => Kind::Spammer,
        27 => Kind::Drifter,
        _ => Kind::Copier,
    }
}

/// How able people are, on the scale of an item's difficulty, and how many claims have a wrong answer that tempts everybody.
#[derive(Clone, Copy)]
pub struct Setting {
    pub expert: f64,
    pub average: f64,
    pub drifter: f64,
    pub tempting: f64,
}

pub const USUAL: Setting = Setting { expert: 4.3, average: 2.5, drifter: 3.4, tempting: 0.06 };
/// A world that no rule was tuned on: right in 77 instead of 86 % of the answers, and more mistakes that many share.
pub const HARD: Setting = Setting { expert: 3.4, average: 1.7, drifter: 2.7, tempting: 0.1 };

pub struct Claim {
    pub truth: usize,
    /// The wrong answer that everybody who errs here is drawn to.
    pub tempting: Option<usize>,
}

pub struct Item {
    pub difficulty: f64,
    pub claims: Vec<Claim>,
}

pub struct World {
    pub items: Vec<Item>,
    pub ability: Vec<f64>,
    pub made: Vec<usize>,
    pub drift_at: usize,
    pub copied: HashMap<(usize, usize), Vec<Option<usize>>>,
}

fn pick(shares: &[f64], rng: &mut Rng) -> usize {
    let mut left = rng.fraction();
    shares
        .iter()
        .position(|share| {
            left -= share;
            left <= 0.0
        })
        .unwrap_or(shares.len() - 1)
}

impl World {
    pub fn new(setting: Setting, n_items: usize, drift_at: usize, rng: &mut Rng) -> Self {
        let items = (0..n_items).map(|_| {
            let difficulty = rng.fraction().powi(2) * 2.6;
            let claims = (0..2 + rng.below(3)).map(|_| {
                let truth = pick(&SHARES, rng);
                let tempting = (rng.fraction() < setting.tempting).then(|| (truth + 1 + rng.below(2) as usize) % 3);
                Claim { truth, tempting }
            });
            Item { difficulty, claims: claims.collect() }
        });
        let items = items.collect();
        let ability = (0..PEOPLE).map(|who| match kind(who) {
            Kind::Expert => setting.expert + 0.7 * rng.fraction(),
            Kind::Drifter => setting.drifter,
            _ => setting.average + rng.fraction(),
        });
        Self { items, ability: ability.collect(), made: vec![0; PEOPLE], drift_at, copied: HashMap::new() }
    }

    /// The verdicts of an annotator on an item; none for a claim that they split otherwise.
    pub fn answer(&mut self, who: usize, item: usize, rng: &mut Rng) -> Vec<Option<usize>> {
        self.made[who] += 1;
        if kind(who) == Kind::Copier
            && let Some(other) = self.copied.get(&(item, 57 - who))
            && rng.fraction() < 0.95
        {
            return other.clone();
        }
        let drifted = kind(who) == Kind::Drifter && self.made[who] > self.drift_at;
        let ability = if drifted { 0.7 } else { self.ability[who] };
        let found = &self.items[item];
        let spam = |rng: &mut Rng| match who {
            24 => rng.below(3) as usize,
            25 => 0,
            _ => pick(&SHARES, rng),
        };
        let answers: Vec<Option<usize>> = found
            .claims
            .iter()
            .map(|claim| {
                if rng.fraction() < 0.04 {
                    return None;
                }
                if kind(who) == Kind::Spammer {
                    return Some(spam(rng));
                }
                let tempted = if claim.tempting.is_some() { 1.8 } else { 0.0 };
                let right = 1.0 / (1.0 + f64::exp(-(ability - found.difficulty - tempted)));
                if rng.fraction() < right {
                    return Some(claim.truth);
                }
                Some(claim.tempting.unwrap_or((claim.truth + 1 + rng.below(2) as usize) % 3))
            })
            .collect();
        if kind(who) == Kind::Copier {
            self.copied.insert((item, who), answers.clone());
        }
        answers
    }

    pub fn panel(&self) -> (Panel, Vec<Vec<usize>>) {
        let labels = VERDICTS.iter().map(|id| Choice::new(id, id)).collect();
        let field = Field { id: "verdict".to_owned(), title: "Verdict".to_owned(), level: Level::Nominal, labels };
        let mut panel = Panel::new(field);
        let units = self
            .items
            .iter()
            .enumerate()
            .map(|(item, found)| found.claims.iter().map(|_| panel.unit(item as u32)).collect());
        let units = units.collect();
        (panel, units)
    }

    /// The share of claims that consensus and majority have right.
    pub fn accuracy(&self, panel: &Panel, learned: &Learned, units: &[Vec<usize>]) -> (f64, f64) {
        let (mut n, mut right, mut plain) = (0.0, 0.0, 0.0);
        for (item, units) in self.items.iter().zip(units) {
            for (claim, &unit) in item.claims.iter().zip(units) {
                let found = consensus(panel, learned, &panel.units[unit].given, SURE);
                if found.n == 0 {
                    continue;
                }
                n += 1.0;
                right += f64::from(u8::from(found.value.as_deref() == Some(VERDICTS[claim.truth])));
                // Where several values are as frequent, a fair share of them.
                let most = found.support.iter().map(|one| one.count).max().unwrap();
                let tied: Vec<&str> =
                    found.support.iter().filter(|one| one.count == most).map(|one| one.value.as_str()).collect();
                plain += if tied.contains(&VERDICTS[claim.truth]) { 1.0 / tied.len() as f64 } else { 0.0 };
            }
        }
        (right / n, plain / n)
    }
}
