//! A simulation of thirty annotators in memory, over the functions that the server uses: how true consensus is beside
//! majority, what stopping saves, who is named. `bench/simulate.mjs` does the same through the API.
//!
//! `cargo run --release -p crosscheck-domain --example consensus [seeds] [items] [hard]`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

mod world;

use std::collections::{HashSet, VecDeque};

use crosscheck_domain::consensus::{Assessment, Given, Learned, Panel, Thresholds, Use, assess, consensus};
use crosscheck_stats::Rng;
use world::{HARD, Kind, PEOPLE, Setting, USUAL, World, kind};

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

/// What one seed told.
#[derive(Default)]
struct Row {
    consensus: f64,
    majority: f64,
    adaptive: f64,
    cost: f64,
    saving: f64,
    spammers: usize,
    /// After so many of their annotations since the change.
    drifter: Option<usize>,
    wrong: usize,
    average: f64,
    held: usize,
    told: usize,
    /// By how much more people are told to be right than they are.
    beyond: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut numbers = arguments.iter().filter_map(|text| text.parse::<usize>().ok());
    let (seeds, n_items) = (numbers.next().unwrap_or(5), numbers.next().unwrap_or(2_000));
    let setting = if arguments.iter().any(|text| text == "hard") { HARD } else { USUAL };
    let mut rows = Vec::new();
    for seed in 1..=seeds as u64 {
        let row = run(setting, seed, n_items);
        println!(
            "seed {seed}: consensus {:.4} majority {:.4} adaptive {:.4} for {:.2} saved {:.3} spammers {} drifter {:?} wrong {} held {}/{}",
            row.consensus,
            row.majority,
            row.adaptive,
            row.cost,
            row.saving,
            row.spammers,
            row.drifter,
            row.wrong,
            row.held,
            row.told
        );
        rows.push(row);
    }
    let told = |name: &str, pick: fn(&Row) -> f64| {
        let n = rows.len() as f64;
        let mean = rows.iter().map(pick).sum::<f64>() / n;
        let error = (rows.iter().map(|row| (pick(row) - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
        println!("{name}: {mean:.4} ± {:.4}", 2.1 * error);
    };
    told("consensus, 3 an item", |row| row.consensus);
    told("majority", |row| row.majority);
    told("beyond majority", |row| row.consensus - row.majority);
    told("adaptive at 0.9", |row| row.adaptive);
    told("annotations an item", |row| row.cost);
    told("saved", |row| row.saving);
    told("an average annotator is right", |row| row.average);
    told("reliability told beyond what is true", |row| row.beyond);
    let sum = |pick: fn(&Row) -> usize| rows.iter().map(pick).sum::<usize>();
    let delays: Vec<usize> = rows.iter().filter_map(|row| row.drifter).collect();
    println!("spammers after 60 each: {} of {}", sum(|row| row.spammers), 3 * rows.len());
    let soon = delays.iter().filter(|delay| **delay <= 60).count();
    println!("drifters: {} named, {soon} within 60, of {}: {delays:?}", delays.len(), rows.len());
    println!("experts and average annotators named: {} of {}", sum(|row| row.wrong), 24 * rows.len());
    println!("intervals that hold: {} of {}", sum(|row| row.held), sum(|row| row.told));
}

fn run(setting: Setting, seed: u64, n_items: usize) -> Row {
    let mut row = Row::default();
    let mut curve = Vec::new();
    for n in 1..=6 {
        let mut rng = Rng::seeded(seed);
        let mut world = World::new(setting, n_items, n_items * n / PEOPLE / 2, &mut rng);
        let (panel, units) = fixed(&mut world, n, &mut rng);
        let learned = Learned::of(&panel);
        let (right, plain) = world.accuracy(&panel, &learned, &units);
        curve.push((n as f64, right));
        if n == 3 {
            (row.consensus, row.majority) = (right, plain);
            people(&world, &panel, &learned, &units, &mut row);
        }
    }
    // Who is named after sixty annotations each, while nobody drifts yet.
    let mut rng = Rng::seeded(seed + 1000);
    let mut world = World::new(setting, 60 * PEOPLE / 3, 10_000, &mut rng);
    let (panel, _) = fixed(&mut world, 3, &mut rng);
    let (found, _) = assess(&[(&panel, &Learned::of(&panel))]);
    let (spam, drift) = named(&found);
    row.spammers = spam.iter().filter(|&&who| kind(who) == Kind::Spammer).count();
    row.wrong += spam.iter().chain(&drift).filter(|&&who| honest(who)).count();

    let mut rng = Rng::seeded(seed);
    let mut world = World::new(setting, n_items, n_items * 3 / PEOPLE / 2, &mut rng);
    let (panel, units, cost) = adaptive(&mut world, (1, 6, 0.9), &mut rng);
    (row.adaptive, _) = world.accuracy(&panel, &Learned::of(&panel), &units);
    row.cost = cost as f64 / n_items as f64;
    let equal = match curve.iter().position(|one| one.1 >= row.adaptive) {
        Some(0) => 1.0,
        Some(at) => {
            let (a, b) = (&curve[at - 1], &curve[at]);
            a.0 + (row.adaptive - a.1) / (b.1 - a.1) * (b.0 - a.0)
        }
        None => 6.0,
    };
    row.saving = 1.0 - row.cost / equal;
    row
}

fn honest(who: usize) -> bool {
    matches!(kind(who), Kind::Average | Kind::Expert)
}

/// Who is named for what, and whose reliability lies in its interval.
fn people(world: &World, panel: &Panel, learned: &Learned, units: &[Vec<usize>], row: &mut Row) {
    let (found, _) = assess(&[(panel, learned)]);
    let (spam, drift) = named(&found);
    row.wrong += spam.iter().chain(&drift).filter(|&&who| honest(who)).count();
    let (mut average, mut averages) = (0.0, 0.0);
    for one in &found {
        let who = one.annotator as usize;
        if kind(who) == Kind::Drifter {
            row.drifter = one.drift.alarm.and_then(|at| at.checked_sub(world.drift_at));
            continue;
        }
        let given = world.items.iter().zip(units).flat_map(|(item, units)| item.claims.iter().zip(units));
        let own = given.flat_map(|(claim, &unit)| {
            let of_one = panel.units[unit].given.iter().filter(|given| given.annotator == one.annotator);
            of_one.map(|given| given.value as usize == claim.truth)
        });
        let answers: Vec<bool> = own.collect();
        let truth = answers.iter().filter(|right| **right).count() as f64 / answers.len() as f64;
        if let Some(share) = one.reliability {
            row.told += 1;
            row.beyond += (share.value - truth) / (PEOPLE - 1) as f64;
            row.held += usize::from(share.low <= truth && truth <= share.high);
        }
        if kind(who) == Kind::Average {
            (average, averages) = (average + truth, averages + 1.0);
        }
    }
    row.average = average / averages;
}
