//! What every ranker of the registry must hold, on random comparisons and rankings.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::ranking::{PreferenceRows, Preferences, RankSettings, Ranking, Winner};
use crosscheck_stats::{RANKERS, Rng, ranker};
use proptest::prelude::*;
use support::crowds::shuffled;

fn score(found: &Ranking, name: &str) -> f64 {
    found.entries.iter().find(|entry| entry.name == name).unwrap().score
}

type Game = (usize, usize, usize, usize);

fn some_games() -> impl Strategy<Value = Vec<Game>> {
    let game = (0usize..4, 1usize..4, 0usize..3, 0usize..3);
    prop::collection::vec(game.prop_map(|(left, by, won, who)| (left, (left + by) % 4, won, who)), 6..30)
}

fn preferences(games: &[Game], name: impl Fn(usize) -> String) -> Preferences {
    let mut rows = PreferenceRows::default();
    for &(left, right, won, who) in games {
        let winner = [Winner::Left, Winner::Right, Winner::Tie][won];
        rows.push((&name(left), &name(right)), winner, None, Some(&who.to_string())).unwrap();
    }
    rows.finish().unwrap()
}

/// Ranking, entry and tier.
type Place = (usize, usize, u32);

fn some_rankings() -> impl Strategy<Value = Vec<Place>> {
    let ranking = prop::collection::vec(prop::option::weighted(0.8, 1u32..4), 5);
    prop::collection::vec(ranking, 3..10).prop_map(|rankings| {
        let places = rankings.iter().enumerate().flat_map(|(ranking, tiers)| {
            tiers.iter().enumerate().filter_map(move |(entry, tier)| tier.map(|tier| (ranking, entry, tier)))
        });
        places.collect()
    })
}

fn ranked(places: &[Place], name: impl Fn(usize) -> String) -> Preferences {
    let mut rows = PreferenceRows::default();
    for &(ranking, entry, tier) in places {
        rows.place(&ranking.to_string(), &name(entry), f64::from(tier)).unwrap();
    }
    rows.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    /// Not a bit may change, intervals included, but for Elo, which is about order.
    #[test]
    fn the_order_of_rows_leaves_no_trace(games in some_games(), seed: u64) {
        let shuffled = shuffled(&games, seed);
        let [straight, other] = [games, shuffled].map(|games| preferences(&games, |entry| entry.to_string()));
        let settings = RankSettings { bootstrap: 20, ..RankSettings::default() };
        for ranker in RANKERS.iter().filter(|ranker| ranker.id != "elo") {
            let [left, right] = [&straight, &other].map(|it| ranker.rank(it, &settings, &mut Rng::seeded(5)));
            prop_assert_eq!(left, right, "{}", ranker.id);
        }
    }

    #[test]
    fn names_mean_nothing(games in some_games()) {
        let straight = preferences(&games, |entry| entry.to_string());
        let renamed = preferences(&games, |entry| (9 - entry).to_string());
        let settings = RankSettings { bootstrap: 1, ..RankSettings::default() };
        for ranker in RANKERS {
            let [left, right] = [&straight, &renamed].map(|it| ranker.rank(it, &settings, &mut Rng::seeded(5)));
            let (Ok(left), Ok(right)) = (left, right) else { continue };
            for entry in &left.entries {
                let other = (9 - entry.name.parse::<usize>().unwrap()).to_string();
                prop_assert!((entry.score - score(&right, &other)).abs() < 1e-6, "{} {left:?} {right:?}", ranker.id);
            }
        }
    }

    /// Sides changed and winners with them, everything stays; winners changed alone, the order is turned round.
    #[test]
    fn sides_mean_nothing_and_winners_everything(games in some_games()) {
        let turned: Vec<Game> = games.iter().map(|&(l, r, won, who)| (r, l, [1, 0, 2][won], who)).collect();
        let lost: Vec<Game> = games.iter().map(|&(l, r, won, who)| (l, r, [1, 0, 2][won], who)).collect();
        let [straight, turned, lost] = [games, turned, lost].map(|games| preferences(&games, |entry| entry.to_string()));
        for id in ["bradley_terry", "newman", "plackett_luce", "win_rate", "davidson"] {
            let [straight, turned, lost] = [&straight, &turned, &lost]
                .map(|it| ranker(id).unwrap().rank(it, &RankSettings { bootstrap: 1, ..RankSettings::default() }, &mut Rng::seeded(5)));
            let (Ok(straight), Ok(turned), Ok(lost)) = (straight, turned, lost) else { continue };
            let middle = if id == "win_rate" { 1.0 } else { 0.0 };
            for entry in &straight.entries {
                prop_assert!((entry.score - score(&turned, &entry.name)).abs() < 1e-6, "{id} {straight:?} {turned:?}");
                prop_assert!((entry.score + score(&lost, &entry.name) - middle).abs() < 1e-6, "{id} {straight:?} {lost:?}");
            }
        }
    }

    /// The same of rankings: order changes no bit, names change rounding at most.
    #[test]
    fn the_order_and_names_of_rankings_mean_nothing(places in some_rankings(), seed: u64) {
        prop_assume!(!places.is_empty());
        let straight = ranked(&places, |entry| entry.to_string());
        let again = ranked(&shuffled(&places, seed), |entry| entry.to_string());
        let renamed = ranked(&places, |entry| (9 - entry).to_string());
        let settings = RankSettings { bootstrap: 5, ..RankSettings::default() };
        for ranker in RANKERS {
            let [one, two, three] =
                [&straight, &again, &renamed].map(|it| ranker.rank(it, &settings, &mut Rng::seeded(5)));
            prop_assert_eq!(&one, &two, "{}", ranker.id);
            let (Ok(one), Ok(three)) = (one, three) else { continue };
            for entry in &one.entries {
                let other = score(&three, &(9 - entry.name.parse::<usize>().unwrap()).to_string());
                prop_assert!((entry.score - other).abs() < 1e-6, "{} {one:?} {three:?}", ranker.id);
            }
        }
    }

    #[test]
    fn the_objective_never_falls(games in some_games()) {
        let preferences = preferences(&games, |entry| entry.to_string());
        for ranker in RANKERS {
            let settings = RankSettings { bootstrap: 1, ..RankSettings::default() };
            let Ok(found) = ranker.rank(&preferences, &settings, &mut Rng::seeded(5)) else { continue };
            for pair in found.objective.windows(2) {
                prop_assert!(pair[1] >= pair[0] - 1e-9 * pair[0].abs(), "{}: {pair:?}", ranker.id);
            }
        }
    }
}

/// Where all agree on an order, every ranker finds that order.
#[test]
fn an_order_that_all_agree_on_is_found() {
    let mut compared = PreferenceRows::default();
    let mut placed = PreferenceRows::default();
    for round in 0..4 {
        for (at, left) in ["a", "b", "c", "d"].iter().enumerate() {
            for right in &["a", "b", "c", "d"][at + 1..] {
                compared.push((left, right), Winner::Left, None, None).unwrap();
            }
            placed.place(&round.to_string(), left, at as f64).unwrap();
        }
    }
    for preferences in [compared.finish().unwrap(), placed.finish().unwrap()] {
        let mut n_found = 0;
        for ranker in RANKERS {
            let Ok(found) = ranker.rank(&preferences, &RankSettings::default(), &mut Rng::seeded(1)) else { continue };
            let order: Vec<&str> = found.entries.iter().map(|entry| entry.name.as_str()).collect();
            // Best and worst say nothing of the middle.
            if ranker.id == "best_worst" {
                assert_eq!((order[0], order[3]), ("a", "d"));
            } else {
                assert_eq!(order, ["a", "b", "c", "d"], "{}", ranker.id);
            }
            n_found += 1;
        }
        assert!(n_found >= 5, "{n_found}");
    }
}

#[test]
fn every_ranker_explains_itself() {
    for ranker in RANKERS {
        for heading in ["What it does", "When to use it", "When not", "Example", "Reference"] {
            assert!(ranker.doc.contains(&format!("## {heading}\n")), "{} lacks {heading:?}", ranker.id);
        }
        assert!(ranker.summary.ends_with('.'));
        assert_eq!(RANKERS.iter().filter(|other| other.id == ranker.id).count(), 1);
    }
}
