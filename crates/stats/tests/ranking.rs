//! Rankers on published data, against second implementations, and what they must recover or refuse.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::ranking::{Entry, PreferenceRows, Preferences, RankSettings, Ranking, Winner};
use crosscheck_stats::{RANKERS, Rng, ranker};
use support::close;

fn rank(id: &str, preferences: &Preferences) -> Ranking {
    let found = ranker(id).unwrap().rank(preferences, &RankSettings::default(), &mut Rng::seeded(1));
    found.unwrap_or_else(|why| panic!("{id}: {why}"))
}

fn compared<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, Winner)>) -> Preferences {
    let mut collected = PreferenceRows::default();
    rows.into_iter().for_each(|(left, right, winner)| collected.push((left, right), winner, None, None).unwrap());
    collected.finish().unwrap()
}

/// `n` wins of the first over the second.
fn wins(counts: &[(&'static str, &'static str, usize)]) -> Preferences {
    compared(counts.iter().flat_map(|&(left, right, n)| std::iter::repeat_n((left, right, Winner::Left), n)))
}

fn score(found: &Ranking, name: &str) -> f64 {
    found.entries.iter().find(|entry| entry.name == name).unwrap().score
}

/// Strengths brought to a sum of one.
fn strength(found: &Ranking, name: &str) -> f64 {
    score(found, name).exp() / found.entries.iter().map(|entry| entry.score.exp()).sum::<f64>()
}

/// The dishes of the tests of Evalica 0.4.2: initials of left and right, and who won.
const FOOD: &str = "PiSu< BuPa> TaPi< SuTa> BuPi< PaSu> TaBu< PiPa= SuBu> PaTa< BuSu> TaPi< SuPa= BuTa< PiBu> PaTa> BuSu> \
                    TaPa< PiTa> SuBu< PaPi> BuSu> TaPa< PiSu< SuBu> PaTa> TaPi< BuPa> SuTa< PiBu>";

fn food() -> Preferences {
    compared(FOOD.split_whitespace().map(|game| {
        let winner = match &game[4..] {
            "<" => Winner::Left,
            ">" => Winner::Right,
            _ => Winner::Tie,
        };
        (&game[..2], &game[2..4], winner)
    }))
}

#[test]
fn dishes_of_evalica() {
    let food = food();
    assert_eq!((food.n_comparisons(), food.n_entries()), (30, 5));
    let check = |id: &str, within: f64, of: &dyn Fn(&Ranking, &str) -> f64, expected: [(&str, f64); 5]| {
        let found = rank(id, &food);
        expected.iter().for_each(|(name, value)| close(of(&found, name), *value, within));
    };
    let rates = [0.7, 0.47916666666666663, 0.4583333333333333, 0.4375, 0.425];
    let names = ["Ta", "Su", "Bu", "Pi", "Pa"];
    check("win_rate", 1e-12, &score, std::array::from_fn(|i| (names[i], rates[i])));
    let ratings = [1013.3587771887543, 1002.0980590208538, 998.0260933346951, 992.325764574259, 994.1913058814378];
    check("elo", 1e-9, &score, std::array::from_fn(|i| (names[i], ratings[i])));
    let strengths =
        [0.43428982771223773, 0.19060028489839073, 0.14797665121689418, 0.09897982556928168, 0.1281534106031957];
    check("bradley_terry", 2e-4, &strength, std::array::from_fn(|i| (names[i], strengths[i])));
    check("plackett_luce", 2e-4, &strength, std::array::from_fn(|i| (names[i], strengths[i])));
    // Its own iteration does not quite reach the maximum; ours and Newton's method do.
    let newman = [2.6652107229187254, 1.0906271591532, 0.8296600883232509, 0.536812511441843, 0.7101537820870093];
    let total: f64 = newman.iter().sum();
    check("newman", 5e-4, &strength, std::array::from_fn(|i| (names[i], newman[i] / total)));
    let (iterated, solved) = (rank("newman", &food), rank("davidson", &food));
    names.iter().for_each(|name| close(score(&iterated, name), score(&solved, name), 1e-8));
    close(iterated.parameters[0].1, solved.parameters[0].1, 1e-8);
    assert!(iterated.iterations.unwrap().1);
    close(iterated.diagnostics.ties.unwrap().share, 2.0 / 30.0, 1e-12);
}

/// Wikipedia, Bradley–Terry model: strengths with geometric mean one.
#[test]
fn example_of_wikipedia() {
    let games = wins(&[
        ("A", "B", 2),
        ("B", "A", 3),
        ("A", "D", 1),
        ("D", "A", 4),
        ("B", "C", 5),
        ("C", "B", 3),
        ("C", "D", 1),
        ("D", "C", 3),
    ]);
    for id in ["bradley_terry", "newman"] {
        let found = rank(id, &games);
        for (name, value) in [("A", 0.64), ("B", 1.043), ("C", 0.66), ("D", 2.27)] {
            close(score(&found, name).exp(), value, 1e-3);
        }
        assert_eq!(found.entries[0].name, "D");
    }
}

/// Maximum likelihood of the tests of choix 0.4.1, as centred logarithms.
#[test]
fn pairs_and_choices_of_choix() {
    let circle = rank("bradley_terry", &wins(&[("0", "1", 1), ("1", "2", 1), ("2", "0", 1)]));
    circle.entries.iter().for_each(|entry| close(entry.score, 0.0, 1e-9));
    assert_eq!((circle.diagnostics.cycles.triads, circle.entries[2].rank), (1, 1));
    let more = rank("bradley_terry", &wins(&[("0", "1", 2), ("1", "2", 1), ("2", "0", 1)]));
    for (name, value) in [("0", 0.419617624), ("1", -0.419617624), ("2", 0.0)] {
        close(score(&more, name), value, 1e-8);
    }
    let mut choices = PreferenceRows::default();
    for (ranking, best, others) in [("a", "0", vec!["1"]), ("b", "1", vec!["2"]), ("c", "2", vec!["0", "1"])] {
        choices.place(ranking, best, 1.0).unwrap();
        others.iter().for_each(|other| choices.place(ranking, other, 2.0).unwrap());
    }
    let found = rank("plackett_luce", &choices.finish().unwrap());
    for (name, value) in [("0", 0.16040395), ("1", -0.32080789), ("2", 0.16040394)] {
        close(score(&found, name), value, 1e-7);
    }
}

/// Zermelo's fixed point, straight from its formula.
fn naive_bradley_terry(wins: &[Vec<f64>]) -> Vec<f64> {
    let n = wins.len();
    let mut strength = vec![1.0; n];
    for _ in 0..200_000 {
        let old = strength.clone();
        for i in 0..n {
            let won: f64 = wins[i].iter().sum();
            let met: f64 =
                (0..n).filter(|&j| j != i).map(|j| (wins[i][j] + wins[j][i]) / (strength[i] + strength[j])).sum();
            strength[i] = won / met;
        }
        let mean = (strength.iter().map(|s| s.ln()).sum::<f64>() / n as f64).exp();
        strength.iter_mut().for_each(|s| *s /= mean);
        if strength.iter().zip(&old).all(|(a, b)| (a / b - 1.0).abs() < 1e-15) {
            break;
        }
    }
    strength.iter().map(|s| s.ln()).collect()
}

#[test]
fn bradley_terry_equals_its_definition() {
    let mut rng = Rng::seeded(8);
    for _ in 0..40 {
        let names = ["a", "b", "c", "d", "e"];
        let mut counts = vec![vec![0.0; 5]; 5];
        let mut rows = Vec::new();
        for i in 0..5 {
            for j in (0..5).filter(|&j| j != i) {
                for _ in 0..1 + rng.below(3) {
                    let winner = [Winner::Left, Winner::Right, Winner::Tie][rng.below(3) as usize];
                    rows.push((names[i], names[j], winner));
                    match winner {
                        Winner::Left => counts[i][j] += 1.0,
                        Winner::Right => counts[j][i] += 1.0,
                        Winner::Tie => {
                            counts[i][j] += 0.5;
                            counts[j][i] += 0.5;
                        }
                    }
                }
            }
        }
        let found = rank("bradley_terry", &compared(rows));
        if found.diagnostics.parts == 1 {
            let naive = naive_bradley_terry(&counts);
            names.iter().zip(naive).for_each(|(name, value)| close(score(&found, name), value, 1e-9));
        }
    }
}

/// Where plain strengths do not exist, they stay finite and the result says why.
#[test]
fn the_undefeated_and_the_unmet_are_told() {
    let undefeated = rank("bradley_terry", &wins(&[("a", "b", 3), ("b", "c", 2), ("c", "b", 2)]));
    assert_eq!((undefeated.diagnostics.groups, undefeated.diagnostics.parts), (1, 2));
    assert!(undefeated.notes[0].contains("only won") && undefeated.entries[0].name == "a", "{:?}", undefeated.notes);
    let apart = rank("newman", &wins(&[("a", "b", 3), ("b", "a", 1), ("c", "d", 1), ("d", "c", 2)]));
    assert_eq!(apart.diagnostics.groups, 2);
    assert!(apart.notes[0].contains("2 groups"), "{:?}", apart.notes);
    assert!(apart.entries.iter().all(|entry| entry.score.abs() < 10.0));
}

/// Evalica's Newman jumps between two orders here; ours comes to rest.
#[test]
fn newman_comes_to_rest() {
    let games = wins(&[("a", "b", 9), ("b", "c", 9), ("c", "a", 1), ("b", "a", 4), ("c", "b", 4), ("a", "c", 1)]);
    let (iterated, solved) = (rank("newman", &games), rank("bradley_terry", &games));
    assert!(iterated.iterations.unwrap().1);
    ["a", "b", "c"].iter().for_each(|name| close(score(&iterated, name), score(&solved, name), 1e-8));
    assert_eq!(iterated.entries[0].name, "a");
}

/// A weight moves as many points as it takes from the other.
#[test]
fn weighted_elo_keeps_the_sum() {
    let mut rows = PreferenceRows::default();
    for winner in [Winner::Left, Winner::Tie, Winner::Right, Winner::Left] {
        rows.push(("a", "b"), winner, Some(2.0), None).unwrap();
    }
    let found = rank("elo", &rows.finish().unwrap());
    close(found.entries.iter().map(|entry| entry.score).sum::<f64>(), 2000.0, 1e-9);
}

fn games(rng: &mut Rng, strengths: &[f64], n: usize, who: usize) -> Vec<(usize, usize, bool, usize)> {
    let game = |rng: &mut Rng| {
        let left = rng.below(strengths.len() as u64) as usize;
        let right = (left + 1 + rng.below(strengths.len() as u64 - 1) as usize) % strengths.len();
        let chance = 1.0 / (1.0 + (strengths[right] - strengths[left]).exp());
        (left, right, rng.fraction() < chance, rng.below(who as u64) as usize)
    };
    (0..n).map(|_| game(rng)).collect()
}

/// How often nominal 95 % intervals of strengths hold the truth.
#[test]
fn intervals_of_strengths_cover() {
    let strengths = [1.0, 0.5, 0.0, -0.5, -1.0];
    let mut rng = Rng::seeded(21);
    let (mut covered, mut asked) = ([0u32; 2], 0u32);
    for _ in 0..150 {
        let mut rows = PreferenceRows::default();
        for (left, right, won, _) in games(&mut rng, &strengths, 400, 1) {
            let winner = if won { Winner::Left } else { Winner::Right };
            rows.push((&left.to_string(), &right.to_string()), winner, None, None).unwrap();
        }
        let preferences = rows.finish().unwrap();
        let ranker = ranker("bradley_terry").unwrap();
        let sandwich = ranker.rank(&preferences, &RankSettings::default(), &mut rng).unwrap();
        let bootstrap = RankSettings { bootstrap: 200, ..RankSettings::default() };
        let resampled = ranker.rank(&preferences, &bootstrap, &mut rng).unwrap();
        assert_eq!((sandwich.intervals, resampled.intervals), ("sandwich", "bootstrap"));
        for (covered, found) in covered.iter_mut().zip([sandwich, resampled]) {
            for entry in &found.entries {
                let truth = strengths[entry.name.parse::<usize>().unwrap()];
                *covered += u32::from(entry.low.unwrap() <= truth && truth <= entry.high.unwrap());
            }
        }
        asked += 5;
    }
    let shares = covered.map(|covered| f64::from(covered) / f64::from(asked));
    assert!(shares.iter().all(|share| (0.93..=0.97).contains(share)), "{shares:?}");
}

/// Every comparison in a group of its own is as without groups, but for n - 1; five equal ones in a group are worth one.
#[test]
fn groups_of_comparisons_count_once() {
    let strengths = [0.8, 0.0, -0.8];
    let (mut alone, mut single, mut repeated) =
        (PreferenceRows::default(), PreferenceRows::default(), PreferenceRows::default());
    let games = games(&mut Rng::seeded(12), &strengths, 200, 1);
    for (game, (left, right, won, _)) in games.into_iter().enumerate() {
        let names = (left.to_string(), right.to_string());
        let (names, winner) = ((&*names.0, &*names.1), if won { Winner::Left } else { Winner::Right });
        alone.push(names, winner, None, None).unwrap();
        single.push_grouped(names, winner, None, None, &game.to_string()).unwrap();
        (0..5).for_each(|_| repeated.push_grouped(names, winner, None, None, &game.to_string()).unwrap());
    }
    let [alone, single, repeated] =
        [alone, single, repeated].map(|rows| rank("bradley_terry", &rows.finish().unwrap()));
    for (alone, (single, repeated)) in alone.entries.iter().zip(single.entries.iter().zip(&repeated.entries)) {
        let half = |entry: &Entry| entry.high.unwrap() - entry.score;
        close(single.score, alone.score, 1e-9);
        close(half(single), half(alone) * (200.0f64 / 199.0).sqrt(), 1e-9);
        close(repeated.score, alone.score, 1e-9);
        close(half(repeated), half(single), 1e-9);
    }
    let mut mixed = PreferenceRows::default();
    mixed.push(("a", "b"), Winner::Left, None, None).unwrap();
    mixed.push_grouped(("a", "b"), Winner::Left, None, None, "g").unwrap();
    assert!(mixed.finish().unwrap_err().contains("group"));
}

/// Two of eight annotators pick left whatever they see.
#[test]
fn inattentive_annotators_are_found() {
    let strengths = [1.2, 0.6, 0.0, -0.6, -1.2];
    let mut rng = Rng::seeded(4);
    let mut rows = PreferenceRows::default();
    for (left, right, won, who) in games(&mut rng, &strengths, 3000, 8) {
        let winner = if won || who < 2 { Winner::Left } else { Winner::Right };
        rows.push((&left.to_string(), &right.to_string()), winner, None, Some(&who.to_string())).unwrap();
    }
    let preferences = rows.finish().unwrap();
    let noisy = rank("noisy_bradley_terry", &preferences);
    assert!(noisy.annotators[..2].iter().all(|who| who.attention < 0.2 && who.left > 0.8), "{:?}", noisy.annotators);
    assert!(noisy.annotators[2..].iter().all(|who| who.attention > 0.6), "{:?}", noisy.annotators);
    noisy.objective.windows(2).for_each(|pair| assert!(pair[1] >= pair[0] - 1e-8, "{pair:?}"));
    let plain = rank("bradley_terry", &preferences);
    let order: Vec<&str> = noisy.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(order, ["0", "1", "2", "3", "4"]);
    assert!(plain.diagnostics.left_wins.unwrap().low > 0.5);
    let with_side = RankSettings { position: true, ..RankSettings::default() };
    let sided = ranker("bradley_terry").unwrap().rank(&preferences, &with_side, &mut rng).unwrap();
    assert!(sided.parameters[0].0 == "position" && sided.parameters[0].1 > 0.3);
}

/// With a tie parameter, ties alone do not keep an entry that never won at a finite distance.
#[test]
fn ties_do_not_hold_the_winless() {
    let games = compared([("a", "b", Winner::Left), ("a", "b", Winner::Left), ("a", "b", Winner::Tie)]);
    for id in ["davidson", "newman"] {
        let found = rank(id, &games);
        assert!(found.notes.len() == 1 && score(&found, "a") < 10.0, "{id}: {found:?}");
    }
    let draws = compared([("a", "b", Winner::Tie)]);
    let why = ranker("davidson").unwrap().rank(&draws, &RankSettings::default(), &mut Rng::seeded(1)).unwrap_err();
    assert!(why.contains("every comparison is a tie"), "{why}");
}

#[test]
fn best_and_worst_are_counted() {
    let mut rows = PreferenceRows::default();
    for ranking in ["x", "y"] {
        [("a", 1.0), ("b", 2.0), ("c", 2.0), ("d", 3.0)]
            .iter()
            .for_each(|(name, tier)| rows.place(ranking, name, *tier).unwrap());
    }
    rows.place("z", "d", 1.0).unwrap();
    rows.place("z", "a", 2.0).unwrap();
    let found = rank("best_worst", &rows.finish().unwrap());
    close(score(&found, "a"), 1.0 / 3.0, 1e-12);
    close(score(&found, "b"), 0.0, 1e-12);
    close(score(&found, "d"), -1.0 / 3.0, 1e-12);
}

#[test]
fn wrong_rows_are_refused() {
    let mut rows = PreferenceRows::default();
    assert!(rows.push(("a", "a"), Winner::Left, None, None).unwrap_err().contains("itself"));
    for weight in [-1.0, 0.0, f64::NAN] {
        assert!(rows.push(("a", "b"), Winner::Left, Some(weight), None).unwrap_err().contains("weight"));
    }
    assert!(rows.place("x", "a", f64::NAN).is_err());
    rows.place("x", "a", 1.0).unwrap();
    rows.place("x", "a", 2.0).unwrap();
    assert!(rows.finish().unwrap_err().contains("twice"));
    let none = PreferenceRows::default().finish().unwrap();
    assert!(RANKERS[0].rank(&none, &RankSettings::default(), &mut Rng::seeded(1)).is_err());
}
