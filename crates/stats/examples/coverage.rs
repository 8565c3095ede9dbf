//! How often nominal 95 % intervals hold the truth: simulated tables, a row for each measure, design and interval.

use std::ops::Range;

use crosscheck_stats::aggregation::Settings;
use crosscheck_stats::ranking::{PreferenceRows, Preferences, RankSettings, Ranking, Winner};
use crosscheck_stats::{Estimate, IntervalMethod, Options, Rng, Rows, Table, Votes, aggregator, metric, ranker};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let replications: u64 = std::env::args().nth(1).map_or(Ok(2000), |n| n.parse())?;
    println!("| measure | design | interval | truth | coverage | ± | truth below, above | mean width |");
    println!("|---|---|---|---:|---:|---:|---:|---:|");
    for design in [HUNDRED_BY_FIVE, TWO_HUNDRED_BY_THREE, CLAIMS] {
        for measure in ["krippendorff_alpha", "gwet_ac"] {
            agreement(measure, &design, replications)?;
        }
    }
    CONTESTS.iter().try_for_each(|contest| strengths(contest, replications))?;
    CROWDS.iter().try_for_each(|crowd| accuracies(crowd, replications))
}

/// Labels and how common each is; annotators guess with the same chances.
const SHARES: [f64; 3] = [0.5, 0.3, 0.2];

/// Units in groups, each rated by the same annotators. They see the truth with a probability that is one of two, the same
/// for all units of a group, and guess otherwise.
struct Design {
    name: &'static str,
    n_groups: usize,
    n_units: usize,
    n_annotators: usize,
    skills: [f64; 2],
    /// How often a unit's truth is that of its group.
    alike: f64,
}

const HUNDRED_BY_FIVE: Design =
    Design {
        name: "100 units × 5 raters", n_groups: 100, n_units: 1, n_annotators: 5, skills: [0.7, 0.7], alike: 0.0
    };
const TWO_HUNDRED_BY_THREE: Design =
    Design { name: "200 units × 3 raters", n_groups: 200, n_annotators: 3, ..HUNDRED_BY_FIVE };
const CLAIMS: Design = Design {
    name: "100 items × 5 claims, 3 raters, grouped",
    n_units: 5,
    n_annotators: 3,
    skills: [0.9, 0.5],
    alike: 0.6,
    ..HUNDRED_BY_FIVE
};

impl Design {
    fn table(&self, rng: &mut Rng) -> Result<Table, Failure> {
        let mut rows = Rows::nominal(&["0", "1", "2"]);
        for group in 0..self.n_groups {
            let skill = self.skills[rng.below(2) as usize];
            let theme = guess(rng);
            for unit in 0..self.n_units {
                let truth = if rng.fraction() < self.alike { theme } else { guess(rng) };
                for annotator in 0..self.n_annotators {
                    let value = if rng.fraction() < skill { truth } else { guess(rng) };
                    let name = format!("{group}/{unit}");
                    let (annotator, value) = (annotator.to_string(), value.to_string());
                    if self.n_units > 1 {
                        rows.push_grouped(&name, &annotator, &value, &group.to_string())?;
                    } else {
                        rows.push(&name, &annotator, &value)?;
                    }
                }
            }
        }
        Ok(rows.finish()?)
    }

    /// Two annotators both see the truth with the mean squared skill, and agree by chance otherwise; for alpha chance is the
    /// sum of squared shares, for AC1 it is Gwet's.
    fn truth(&self, measure: &str) -> f64 {
        let both = self.skills.iter().map(|skill| skill * skill).sum::<f64>() / 2.0;
        let squares: f64 = SHARES.iter().map(|share| share * share).sum();
        let observed = both + (1.0 - both) * squares;
        let chance = if measure == "gwet_ac" { (1.0 - squares) / 2.0 } else { squares };
        (observed - chance) / (1.0 - chance)
    }
}

fn guess(rng: &mut Rng) -> usize {
    let at = rng.fraction();
    if at < SHARES[0] { 0 } else { 1 + usize::from(at >= SHARES[0] + SHARES[1]) }
}

fn agreement(measure: &str, design: &Design, replications: u64) -> Result<(), Failure> {
    let metric = metric(measure).ok_or("no such metric")?;
    let truth = design.truth(measure);
    for (name, interval) in
        [("analytic", IntervalMethod::Analytic), ("bootstrap", IntervalMethod::Bootstrap { resamples: 1000 })]
    {
        let options = Options { interval, ..Options::default() };
        let once = |rng: &mut Rng| -> Result<Vec<Bounds>, Failure> {
            let found: Estimate = metric.estimate(&design.table(rng)?, &options, rng);
            let bounds = found.interval.map_or(NOWHERE, |found| (found.low, found.high));
            Ok(vec![Bounds { interval: bounds, truth }])
        };
        report(&[metric.title, design.name, name], Some(truth), replications, &once)?;
    }
    Ok(())
}

const STRENGTHS: [f64; 5] = [1.0, 0.5, 0.0, -0.5, -1.0];

/// Two answers to each prompt, compared by several raters. On a prompt one answer is better or worse by `luck` than its
/// entry is elsewhere, which the raters share.
struct Contest {
    name: &'static str,
    n_prompts: usize,
    n_raters: usize,
    luck: f64,
    grouped: bool,
}

const CONTESTS: [Contest; 4] = [
    Contest { name: "100 units × 5 raters", n_prompts: 100, n_raters: 5, luck: 0.0, grouped: false },
    Contest { name: "200 units × 3 raters", n_prompts: 200, n_raters: 3, luck: 0.0, grouped: false },
    Contest { name: "100 prompts × 5 raters, grouped", n_prompts: 100, n_raters: 5, luck: 1.0, grouped: true },
    Contest {
        name: "100 prompts × 5 raters, groups left out", n_prompts: 100, n_raters: 5, luck: 1.0, grouped: false
    },
];

fn chance(appeal: f64) -> f64 {
    1.0 / (1.0 + (-appeal).exp())
}

impl Contest {
    fn preferences(&self, rng: &mut Rng) -> Result<Preferences, Failure> {
        let mut rows = PreferenceRows::default();
        for prompt in 0..self.n_prompts {
            let left = rng.below(5) as usize;
            let right = (left + 1 + rng.below(4) as usize) % 5;
            let luck = if rng.below(2) == 0 { self.luck } else { -self.luck };
            let chance = chance(STRENGTHS[left] - STRENGTHS[right] + luck);
            let names = (left.to_string(), right.to_string());
            for _ in 0..self.n_raters {
                let winner = if rng.fraction() < chance { Winner::Left } else { Winner::Right };
                if self.grouped {
                    rows.push_grouped((&names.0, &names.1), winner, None, None, &prompt.to_string())?;
                } else {
                    rows.push((&names.0, &names.1), winner, None, None)?;
                }
            }
        }
        Ok(rows.finish()?)
    }

    /// The strengths that fit the chances of all pairs best.
    fn truth(&self) -> Result<Ranking, Failure> {
        let mut rows = PreferenceRows::default();
        for (left, strength) in STRENGTHS.iter().enumerate() {
            for (right, other) in STRENGTHS.iter().enumerate().filter(|(right, _)| *right != left) {
                let apart = strength - other;
                let wins = 0.5 * (chance(apart + self.luck) + chance(apart - self.luck));
                let names = (left.to_string(), right.to_string());
                rows.push((&names.0, &names.1), Winner::Left, Some(wins), None)?;
                rows.push((&names.0, &names.1), Winner::Right, Some(1.0 - wins), None)?;
            }
        }
        let ranker = ranker("bradley_terry").ok_or("no such ranker")?;
        Ok(ranker.rank(&rows.finish()?, &RankSettings::default(), &mut Rng::seeded(1))?)
    }
}

fn strengths(contest: &Contest, replications: u64) -> Result<(), Failure> {
    let ranker = ranker("bradley_terry").ok_or("no such ranker")?;
    let truth = contest.truth()?;
    let of = |name: &str| truth.entries.iter().find(|entry| entry.name == name).map_or(f64::NAN, |entry| entry.score);
    for (name, bootstrap) in [("sandwich", 0), ("bootstrap", 400)] {
        if bootstrap > 0 && contest.grouped {
            continue;
        }
        let settings = RankSettings { bootstrap, ..RankSettings::default() };
        let once = |rng: &mut Rng| -> Result<Vec<Bounds>, Failure> {
            let found: Ranking = ranker.rank(&contest.preferences(rng)?, &settings, rng)?;
            let bounds = found
                .entries
                .iter()
                .map(|entry| Bounds { interval: entry.low.zip(entry.high).unwrap_or(NOWHERE), truth: of(&entry.name) });
            Ok(bounds.collect())
        };
        report(&[ranker.title, contest.name, name], None, replications, &once)?;
    }
    Ok(())
}

/// How often each annotator is right; those of 0 always say the same.
struct Crowd {
    name: &'static str,
    n_units: usize,
    accuracy: [f64; 8],
    /// How many of the units each annotator rates.
    rated: f64,
}

const CROWDS: [Crowd; 4] = [
    Crowd { name: "150 units × 6.4 of 8 raters", n_units: 150, accuracy: ONE_COIN, rated: 0.8 },
    Crowd { name: "150 units × 3.6 of 8 raters", n_units: 150, accuracy: ONE_COIN, rated: 0.45 },
    Crowd { name: "400 units × 2.8 of 8 raters", n_units: 400, accuracy: ONE_COIN, rated: 0.35 },
    Crowd {
        name: "150 units × 6.4, one rater always says the same",
        n_units: 150,
        accuracy: [0.0, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8, 0.8],
        rated: 0.8,
    },
];
const ONE_COIN: [f64; 8] = [0.9, 0.85, 0.8, 0.8, 0.75, 0.7, 0.6, 0.55];

impl Crowd {
    fn votes(&self, rng: &mut Rng) -> Result<Votes, Failure> {
        let mut rows = Rows::nominal(&["0", "1"]);
        for unit in 0..self.n_units {
            let truth = rng.below(2);
            for (who, accuracy) in self.accuracy.iter().enumerate() {
                let label = match *accuracy {
                    0.0 => 0,
                    accuracy if rng.fraction() < accuracy => truth,
                    _ => 1 - truth,
                };
                if rng.fraction() < self.rated {
                    rows.push(&unit.to_string(), &who.to_string(), &label.to_string())?;
                }
            }
        }
        Ok(rows.votes()?)
    }
}

/// Of annotators who are better than chance.
fn accuracies(crowd: &Crowd, replications: u64) -> Result<(), Failure> {
    let one_coin = aggregator("one_coin").ok_or("no such aggregator")?;
    for (name, bootstrap) in [("sandwich", 0), ("bootstrap", 200)] {
        let settings = Settings { bootstrap, tolerance: 1e-9, ..Settings::default() };
        let once = |rng: &mut Rng| -> Result<Vec<Bounds>, Failure> {
            let found = one_coin.aggregate(&crowd.votes(rng)?, &settings, rng)?;
            let good = found.annotators.iter().zip(crowd.accuracy).filter(|(_, accuracy)| *accuracy > 0.5);
            let bounds = good.map(|(who, truth)| Bounds { interval: who.low.zip(who.high).unwrap_or(NOWHERE), truth });
            Ok(bounds.collect())
        };
        report(&[one_coin.title, crowd.name, name], None, replications, &once)?;
    }
    Ok(())
}

struct Bounds {
    interval: (f64, f64),
    truth: f64,
}

/// An interval that is left out holds nothing.
const NOWHERE: (f64, f64) = (f64::NAN, f64::NAN);

/// Of each replication: the share of intervals that hold the truth, that lie above it, that lie below it, and their width.
type Shares = [f64; 4];

type Once<'a> = dyn Fn(&mut Rng) -> Result<Vec<Bounds>, Failure> + Sync + 'a;

/// One row of the table. A replication has a generator of its own, so that threads change nothing.
fn report(names: &[&str; 3], truth: Option<f64>, replications: u64, once: &Once) -> Result<(), Failure> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let size = replications.div_ceil(n_threads);
    let run = |seeds: Range<u64>| -> Result<Vec<Shares>, String> {
        seeds.map(|seed| Ok(shares(&once(&mut Rng::seeded(seed)).map_err(|why| why.to_string())?))).collect()
    };
    let parts: Vec<Result<Vec<Shares>, String>> = std::thread::scope(|scope| {
        let start = |thread: u64| scope.spawn(move || run(thread * size..((thread + 1) * size).min(replications)));
        let threads: Vec<_> = (0..n_threads).map(start).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(Err("a thread stopped".to_owned()))).collect()
    });
    let all: Vec<Shares> = parts.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    let n = all.len() as f64;
    let mean = |at: usize| all.iter().map(|shares| shares[at]).sum::<f64>() / n;
    let coverage = mean(0);
    let error = (all.iter().map(|shares| (shares[0] - coverage).powi(2)).sum::<f64>() / n / n).sqrt();
    let truth = truth.map_or("each".to_owned(), |truth| format!("{truth:.3}"));
    println!(
        "| {} | {truth} | {:.1} % | {:.1} % | {:.1}, {:.1} % | {:.3} |",
        names.join(" | "),
        100.0 * coverage,
        100.0 * error,
        100.0 * mean(1),
        100.0 * mean(2),
        mean(3),
    );
    Ok(())
}

fn shares(bounds: &[Bounds]) -> Shares {
    let share = |holds: &dyn Fn(&Bounds) -> bool| bounds.iter().filter(|one| holds(one)).count() as f64;
    let n = bounds.len() as f64;
    [
        share(&|one| one.interval.0 <= one.truth && one.truth <= one.interval.1) / n,
        share(&|one| one.interval.0 > one.truth) / n,
        share(&|one| one.interval.1 < one.truth) / n,
        bounds.iter().map(|one| one.interval.1 - one.interval.0).sum::<f64>() / n,
    ]
}
