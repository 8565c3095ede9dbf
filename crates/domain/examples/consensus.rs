//! A simulation of thirty annotators in memory, over the functions that the server uses: how true consensus is beside
//! majority, what stopping saves, who is named. `bench/simulate.mjs` does the same through the API.
//!
//! `cargo run --release -p crosscheck-domain --example consensus [seeds] [items]`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::collections::{HashMap, HashSet, VecDeque};

use crosscheck_domain::consensus::{Assessment, Given, Learned, Panel, Thresholds, Use, assess, consensus};
use crosscheck_domain::{Choice, Field, Level};
use crosscheck_stats::Rng;

const VERDICTS: [&str; 3] = ["supported", "contradicted", "not_verifiable"];
const SHARES: [f64; 3] = [0.6, 0.27, 0.13];
const PEOPLE: usize = 30;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Expert,
    Average,
    Spammer,
    Drifter,
    Copier,
}

fn kind(who: usize) -> Kind {
    match who {
        0..6 => Kind::Expert,
        6..24 => Kind::Average,
        24..27 => Kind::Spammer,
        27 => Kind::Drifter,
        _ => Kind::Copier,
    }
}

struct Claim {
    truth: usize,
    /// The wrong answer that everybody who errs here is drawn to.
    tempting: Option<usize>,
}

struct Item {
    difficulty: f64,
    claims: Vec<Claim>,
}

struct World {
    items: Vec<Item>,
    ability: Vec<f64>,
    made: Vec<usize>,
    drift_at: usize,
    copied: HashMap<(usize, usize), Vec<Option<usize>>>,
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
    fn new(n_items: usize, drift_at: usize, rng: &mut Rng) -> Self {
        let items = (0..n_items).map(|_| {
            let difficulty = rng.fraction().powi(2) * 2.6;
            let claims = (0..2 + rng.below(3)).map(|_| {
                let truth = pick(&SHARES, rng);
                let tempting = (rng.fraction() < 0.06).then(|| (truth + 1 + rng.below(2) as usize) % 3);
                Claim { truth, tempting }
            });
            Item { difficulty, claims: claims.collect() }
        });
        let items = items.collect();
        let ability = (0..PEOPLE).map(|who| match kind(who) {
            Kind::Expert => 4.3 + 0.7 * rng.fraction(),
            Kind::Drifter => 3.4,
            _ => 2.5 + 1.0 * rng.fraction(),
        });
        Self { items, ability: ability.collect(), made: vec![0; PEOPLE], drift_at, copied: HashMap::new() }
    }

    /// The verdicts of an annotator on an item; none for a claim that they split otherwise.
    fn answer(&mut self, who: usize, item: usize, rng: &mut Rng) -> Vec<Option<usize>> {
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

    fn panel(&self) -> (Panel, Vec<Vec<usize>>) {
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
    fn accuracy(&self, panel: &Panel, learned: &Learned, units: &[Vec<usize>]) -> (f64, f64) {
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

const SURE: Thresholds = Thresholds { least: 1, confidence: 0.9 };

/// Answers `n` times each item.
fn fixed(world: &mut World, n: usize, rng: &mut Rng) -> (Panel, Vec<Vec<usize>>) {
    let (mut panel, units) = world.panel();
    let mut at = 0;
    for item in 0..world.items.len() {
        let mut had = HashSet::new();
        while had.len() < n {
            let who = rng.below(PEOPLE as u64) as usize;
            if had.insert(who) {
                put(world, &mut panel, &units, (who, item, at), rng);
                at += 1;
            }
        }
    }
    (panel, units)
}

fn put(
    world: &mut World,
    panel: &mut Panel,
    units: &[Vec<usize>],
    (who, item, at): (usize, usize, u32),
    rng: &mut Rng,
) {
    for (&unit, answer) in units[item].iter().zip(world.answer(who, item, rng)) {
        if let Some(label) = answer {
            panel.add(unit, Given { annotator: who as u32, value: label as u32, at, good_for: Use::Full });
        }
    }
}

/// People work one after the other; items go on until the model is sure.
fn adaptive(
    world: &mut World,
    (start, max, threshold): (usize, usize, f64),
    rng: &mut Rng,
) -> (Panel, Vec<Vec<usize>>, usize) {
    let (mut panel, units) = world.panel();
    let n = world.items.len();
    let mut had: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut wanted = vec![start; n];
    let mut queue: VecDeque<usize> = (0..n).collect();
    let mut offers: Vec<VecDeque<usize>> = vec![VecDeque::new(); PEOPLE];
    let mut learned = Learned::Nothing;
    let (mut at, mut best): (u32, Vec<usize>) = (0, Vec::new());
    let mut waiting: Vec<usize> = Vec::new();
    let mut idle = 0;
    while idle < 3 * PEOPLE {
        let who = rng.below(PEOPLE as u64) as usize;
        let item = offers[who].pop_front().or_else(|| {
            let place = queue.iter().take(60).position(|&item| !had[item].contains(&who))?;
            let item = queue[place];
            if had[item].len() + 1 >= wanted[item] {
                queue.remove(place);
            }
            Some(item)
        });
        let Some(item) = item else {
            idle += 1;
            continue;
        };
        idle = 0;
        had[item].push(who);
        put(world, &mut panel, &units, (who, item, at), rng);
        at += 1;
        if (at as usize).is_multiple_of((n / 4).clamp(100, 500)) {
            learned = Learned::of(&panel);
            if let Learned::Labels(model) = &learned {
                let mut order: Vec<usize> = (0..PEOPLE).collect();
                order.sort_by(|&a, &b| model.accuracy(Some(b)).total_cmp(&model.accuracy(Some(a))));
                best = order;
            }
            waiting = (0..n).filter(|&item| had[item].len() == wanted[item]).collect();
        }
        if !waiting.contains(&item) {
            waiting.push(item)
        }
        for item in std::mem::take(&mut waiting) {
            if had[item].len() < wanted[item] {
                continue;
            }
            let sure = units[item]
                .iter()
                .all(|&unit| consensus(&panel, &learned, &panel.units[unit].given, SURE).confidence >= threshold);
            if sure || had[item].len() >= max {
                continue;
            }
            wanted[item] = had[item].len() + 1;
            let next = best.iter().take(PEOPLE / 2).find(|&&who| !had[item].contains(&who) && offers[who].len() < 2);
            match next {
                Some(&who) => offers[who].push_back(item),
                None => queue.push_front(item),
            }
        }
    }
    (panel, units, at as usize)
}

fn named(found: &[Assessment]) -> (Vec<usize>, Vec<usize>) {
    let mut skills: Vec<f64> = found.iter().filter_map(|one| Some(one.skill?.value)).collect();
    skills.sort_by(f64::total_cmp);
    let middle = skills[skills.len() / 2];
    let spam = found.iter().filter(|one| {
        one.n_items >= 20 && one.skill.is_some_and(|skill| skill.high < 0.5 * middle)
            || one.lines.straight(one.n_decisions)
    });
    let drift = found.iter().filter(|one| one.drift.alarm.is_some());
    (spam.map(|one| one.annotator as usize).collect(), drift.map(|one| one.annotator as usize).collect())
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let (seeds, n_items) = (arguments.next().unwrap_or(5), arguments.next().unwrap_or(2_000));
    let mut savings = Vec::new();
    let (mut held, mut told) = (0, 0);
    let (mut bias, mut average, mut averages) = (0.0, 0.0, 0.0);
    for seed in 1..=seeds as u64 {
        let mut curve = Vec::new();
        for n in 1..=6 {
            let mut rng = Rng::seeded(seed);
            let mut world = World::new(n_items, n_items * n / PEOPLE / 2, &mut rng);
            let (panel, units) = fixed(&mut world, n, &mut rng);
            let learned = Learned::of(&panel);
            let (right, plain) = world.accuracy(&panel, &learned, &units);
            curve.push((n as f64, right, plain));
            if n == 3 {
                let (found, pairs) = assess(&[(&panel, &learned)]);
                let (spam, drift) = named(&found);
                if let Learned::Labels(model) = &learned {
                    print!("trust {:.1} ", model.trust);
                }
                println!(
                    "seed {seed}: spam {spam:?} drift {drift:?} (from {}) pairs {:?}",
                    world.drift_at,
                    pairs.iter().map(|p| (p.one, p.two, p.n)).collect::<Vec<_>>()
                );
                for one in &found {
                    if one.annotator == 27 {
                        println!(
                            "  drifter: alarm {:?} since {:?} usual {:.3}",
                            one.drift.alarm, one.drift.since, one.drift.usual
                        );
                    }
                    if one.annotator == 27 {
                        continue;
                    }
                    let (mut right, mut n) = (0.0, 0.0);
                    for (item, units) in world.items.iter().zip(&units) {
                        for (claim, &unit) in item.claims.iter().zip(units) {
                            for given in panel.units[unit].given.iter().filter(|g| g.annotator == one.annotator) {
                                n += 1.0;
                                right += f64::from(u8::from(given.value as usize == claim.truth));
                            }
                        }
                    }
                    let share = one.reliability.unwrap();
                    let truth = right / n;
                    told += 1;
                    bias += share.value - truth;
                    if kind(one.annotator as usize) == Kind::Average {
                        average += truth;
                        averages += 1.0;
                    }
                    held += usize::from(share.low <= truth && truth <= share.high);
                }
                // Who is named after sixty annotations each.
                let mut rng = Rng::seeded(seed + 1000);
                let mut world = World::new(60 * PEOPLE / 3, 10_000, &mut rng);
                let (panel, _) = fixed(&mut world, 3, &mut rng);
                let learned = Learned::of(&panel);
                let (found, _) = assess(&[(&panel, &learned)]);
                println!("  after 60 each: {:?}", named(&found));
            }
        }
        print!("  fixed: ");
        for (n, right, plain) in &curve {
            print!("{n}: {right:.4}/{plain:.4}  ");
        }
        println!();
        for threshold in [0.8, 0.9, 0.95] {
            let mut rng = Rng::seeded(seed);
            let mut world = World::new(n_items, n_items * 3 / PEOPLE / 2, &mut rng);
            let (panel, units, cost) = adaptive(&mut world, (1, 6, threshold), &mut rng);
            let learned = Learned::of(&panel);
            let (right, _) = world.accuracy(&panel, &learned, &units);
            let per = cost as f64 / n_items as f64;
            let equal = |pick: fn(&(f64, f64, f64)) -> f64| {
                let above = curve.iter().position(|one| pick(one) >= right);
                match above {
                    Some(0) => 1.0,
                    Some(at) => {
                        let (a, b) = (&curve[at - 1], &curve[at]);
                        a.0 + (right - pick(a)) / (pick(b) - pick(a)) * (b.0 - a.0)
                    }
                    None => 6.0,
                }
            };
            let (own, plain) = (equal(|one| one.1), equal(|one| one.2));
            println!(
                "  {threshold}: {per:.2} each, {right:.4}; fixed needs {own:.2} ({:.0} % saved), majority {plain:.2} ({:.0} %)",
                100.0 * (1.0 - per / own),
                100.0 * (1.0 - per / plain)
            );
            if threshold == 0.9 {
                savings.push(1.0 - per / own);
            }
        }
    }
    println!(
        "saving at 0.9: mean {:.3}; coverage {held}/{told}, bias {:.3}, average accuracy {:.3}",
        savings.iter().sum::<f64>() / savings.len() as f64,
        bias / told as f64,
        average / averages
    );
}
