//! Bradley–Terry with covariates: what it recovers, what it equals without them, and what it refuses.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::ranking::{
    Controlled, Covariate, PreferenceRows, Preferences, RankSettings, Winner, style_control,
};
use crosscheck_stats::{Rng, ranker};
use proptest::prelude::*;
use support::close;

const STRENGTHS: [f64; 4] = [0.8, 0.3, -0.2, -0.9];
/// What one unit of length and of lists adds to the log odds.
const WORTH: [f64; 2] = [0.7, -0.25];

#[derive(Clone)]
struct Games {
    /// Left, right and who won.
    rows: Vec<(usize, usize, Winner)>,
    /// Length and number of lists of both sides.
    styles: [Vec<[f64; 2]>; 2],
}

/// The best entry writes at greatest length, so that plain strengths are led astray.
fn games(rng: &mut Rng, n: usize) -> Games {
    let mut rows = Vec::new();
    let mut styles = [Vec::new(), Vec::new()];
    for _ in 0..n {
        let left = rng.below(4) as usize;
        let right = (left + 1 + rng.below(3) as usize) % 4;
        let length = [left, right].map(|entry| 3.0 * rng.fraction() - STRENGTHS[entry]);
        let lists = [0, 1].map(|_| rng.below(4) as f64);
        let appeal =
            STRENGTHS[left] - STRENGTHS[right] + WORTH[0] * (length[0] - length[1]) + WORTH[1] * (lists[0] - lists[1]);
        let winner = if rng.fraction() < 1.0 / (1.0 + (-appeal).exp()) { Winner::Left } else { Winner::Right };
        rows.push((left, right, winner));
        styles[0].push(length);
        styles[1].push(lists);
    }
    Games { rows, styles }
}

fn preferences(games: &Games) -> Preferences {
    let mut rows = PreferenceRows::default();
    for (left, right, winner) in &games.rows {
        rows.push((&left.to_string(), &right.to_string()), *winner, None, None).unwrap();
    }
    rows.finish().unwrap()
}

fn controlled(games: &Games) -> Controlled {
    let covariates =
        [Covariate::difference("length", &games.styles[0]), Covariate::difference("lists", &games.styles[1])];
    style_control(&preferences(games), &covariates, &RankSettings::default()).unwrap()
}

fn score(found: &Controlled, name: &str) -> f64 {
    found.ranking.entries.iter().find(|entry| entry.name == name).unwrap().score
}

#[test]
fn strengths_and_effects_are_recovered() {
    let games = games(&mut Rng::seeded(3), 40_000);
    let found = controlled(&games);
    (0..4).for_each(|entry| close(score(&found, &entry.to_string()), STRENGTHS[entry], 0.06));
    for (effect, worth) in found.effects.iter().zip(WORTH) {
        close(effect.coefficient / effect.deviation, worth, 0.03);
    }
    let plain = ranker("bradley_terry").unwrap();
    let plain = plain.rank(&preferences(&games), &RankSettings::default(), &mut Rng::seeded(1)).unwrap();
    let astray = plain.entries.iter().find(|entry| entry.name == "0").unwrap();
    assert!(astray.score < STRENGTHS[0] - 0.2, "length hides the best: {}", astray.score);
}

/// How often nominal 95 % intervals of coefficients and strengths hold the truth.
#[test]
fn intervals_cover() {
    let mut rng = Rng::seeded(17);
    let (mut covered, mut asked) = (0.0, 0.0);
    for _ in 0..300 {
        let found = controlled(&games(&mut rng, 400));
        for (effect, worth) in found.effects.iter().zip(WORTH) {
            let truth = worth * effect.deviation;
            covered += f64::from(u8::from(effect.low <= truth && truth <= effect.high));
            asked += 1.0;
        }
        for entry in &found.ranking.entries {
            let truth = STRENGTHS[entry.name.parse::<usize>().unwrap()];
            covered += f64::from(u8::from(entry.low.unwrap() <= truth && truth <= entry.high.unwrap()));
            asked += 1.0;
        }
    }
    assert!((0.93..=0.97).contains(&(covered / asked)), "{}", covered / asked);
}

/// The example of the documentation: the longer of two equal answers wins three times in four.
#[test]
fn equal_entries_differ_by_length_alone() {
    let mut rows = PreferenceRows::default();
    let mut lengths = Vec::new();
    for game in 0..16 {
        let longer_is_left = game % 2 == 0;
        let longer_wins = game / 4 != 3;
        let winner = if longer_is_left == longer_wins { Winner::Left } else { Winner::Right };
        let names = if game / 2 % 2 == 0 { ("a", "b") } else { ("b", "a") };
        rows.push(names, winner, None, None).unwrap();
        lengths.push(if longer_is_left { [30.0, 10.0] } else { [10.0, 30.0] });
    }
    let preferences = rows.finish().unwrap();
    for (length, deviation) in
        [(Covariate::difference("length", &lengths), 20.0), (Covariate::relative_difference("length", &lengths), 0.5)]
    {
        let found = style_control(&preferences, &[length], &RankSettings::default()).unwrap();
        close(found.effects[0].coefficient, 3f64.ln(), 1e-9);
        close(found.effects[0].deviation, deviation, 1e-12);
        close(score(&found, "a"), 0.0, 1e-9);
    }
}

#[test]
fn what_says_nothing_is_refused_with_the_reason() {
    let games = games(&mut Rng::seeded(5), 60);
    let n = games.styles[0].len();
    let length = Covariate::difference("length", &games.styles[0]);
    let refused = |covariates: &[Covariate]| {
        style_control(&preferences(&games), covariates, &RankSettings::default()).unwrap_err()
    };
    let why = refused(&[Covariate::difference("age", &vec![[7.0, 5.0]; n])]);
    assert!(why.contains("\"age\"") && why.contains("every comparison") && why.contains("position"), "{why}");
    let twice: Vec<[f64; 2]> = games.styles[0].iter().map(|sides| sides.map(|side| 2.0 * side + 1.0)).collect();
    let why = refused(&[length.clone(), Covariate::difference("letters", &twice)]);
    assert!(why.contains("\"letters\"") && why.contains("before it"), "{why}");
    assert!(refused(&[Covariate::difference("short", &[[1.0, 2.0]])]).contains("1 values for 60 comparisons"));
    let mut broken = games.styles[0].clone();
    broken[3][0] = f64::NAN;
    assert!(refused(&[Covariate::difference("length", &broken)]).contains("comparison 4"));
    // Length belongs to the entry alone.
    let mut rows = PreferenceRows::default();
    let mut lengths = Vec::new();
    for (game, (left, right)) in [("a", "b"), ("b", "c"), ("c", "a")].into_iter().cycle().take(30).enumerate() {
        let winner = if game % 4 == 0 { Winner::Left } else { Winner::Right };
        rows.push((left, right), winner, None, None).unwrap();
        lengths.push([left, right].map(|name| f64::from(u32::from(name.as_bytes()[0]).pow(2))));
    }
    let own = [Covariate::difference("length", &lengths)];
    let why = style_control(&rows.finish().unwrap(), &own, &RankSettings::default()).unwrap_err();
    assert!(why.contains("follows from the entries"), "{why}");
}

#[test]
fn a_covariate_that_tells_every_winner_has_no_finite_effect() {
    let mut rows = PreferenceRows::default();
    let mut lengths = Vec::new();
    for game in 0..12 {
        let winner = [Winner::Left, Winner::Right][game % 2];
        rows.push([("a", "b"), ("b", "a")][game / 6], winner, None, None).unwrap();
        lengths.push([[9.0 + game as f64, 1.0], [1.0, 8.0 + game as f64]][game % 2]);
    }
    let length = [Covariate::difference("length", &lengths)];
    let why = style_control(&rows.finish().unwrap(), &length, &RankSettings::default()).unwrap_err();
    assert!(why.contains("no finite effect"), "{why}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Scores, intervals, ranks, notes and the advantage of a side.
    #[test]
    fn without_covariates_it_is_bradley_terry(
        games in prop::collection::vec((0usize..4, 1usize..4, 0usize..3, prop::option::of(1u32..4)), 4..30),
        position: bool,
    ) {
        let mut rows = PreferenceRows::default();
        for (left, by, won, weight) in games {
            let winner = [Winner::Left, Winner::Right, Winner::Tie][won];
            let names = (left.to_string(), ((left + by) % 4).to_string());
            rows.push((&names.0, &names.1), winner, weight.map(f64::from), None).unwrap();
        }
        let preferences = rows.finish().unwrap();
        let settings = RankSettings { position, ..RankSettings::default() };
        let plain = ranker("bradley_terry").unwrap().rank(&preferences, &settings, &mut Rng::seeded(1)).unwrap();
        prop_assume!(plain.iterations.unwrap().1 && plain.entries[0].low.is_some());
        let found = style_control(&preferences, &[], &settings).unwrap();
        prop_assert!(found.effects.is_empty());
        for one in &plain.entries {
            let two = found.ranking.entries.iter().find(|entry| entry.name == one.name).unwrap();
            for (one, two) in [(one.score, two.score), (one.low.unwrap(), two.low.unwrap()), (one.high.unwrap(), two.high.unwrap())] {
                prop_assert!((one - two).abs() < 1e-9, "{one} {two}");
            }
        }
        prop_assert_eq!(&plain.notes, &found.ranking.notes);
        if position {
            prop_assert!((plain.parameters[0].1 - found.ranking.parameters[0].1).abs() < 1e-9);
        }
    }

    /// Sides changed, and winners and styles with them: nothing changes.
    #[test]
    fn sides_mean_nothing(seed: u64) {
        let straight = games(&mut Rng::seeded(seed), 120);
        let mut turned = straight.clone();
        for (left, right, winner) in &mut turned.rows {
            std::mem::swap(left, right);
            *winner = if *winner == Winner::Left { Winner::Right } else { Winner::Left };
        }
        turned.styles.iter_mut().flatten().for_each(|sides| sides.reverse());
        let (one, two) = (controlled(&straight), controlled(&turned));
        for (one, two) in one.effects.iter().zip(&two.effects) {
            prop_assert!((one.coefficient - two.coefficient).abs() < 1e-9);
            prop_assert!((one.standard_error - two.standard_error).abs() < 1e-9);
        }
        for entry in ["0", "1", "2", "3"] {
            prop_assert!((score(&one, entry) - score(&two, entry)).abs() < 1e-9);
        }
    }
}
