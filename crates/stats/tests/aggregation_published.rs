//! Aggregators on published data.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::{Decision, Settings};
use crosscheck_stats::{AGGREGATORS, Level, Rng, Rows, Votes};
use support::close;
use support::crowds::aggregate;

/// Dawid and Skene (1979), table 1: 45 patients, five anaesthetists; the first assessed each patient three times.
const PATIENTS: [&str; 45] = [
    "111 1 1 1 1",
    "333 4 3 3 4",
    "112 2 1 2 2",
    "222 3 1 2 1",
    "222 3 2 2 2",
    "222 3 3 2 2",
    "122 2 1 1 1",
    "333 3 4 3 3",
    "222 2 2 2 3",
    "232 2 2 2 3",
    "444 4 4 4 4",
    "222 3 3 4 3",
    "111 1 1 1 1",
    "222 3 2 1 2",
    "121 1 1 1 1",
    "111 2 1 1 1",
    "111 1 1 1 1",
    "111 1 1 1 1",
    "222 2 2 2 1",
    "222 1 3 2 2",
    "222 2 2 2 2",
    "222 2 2 2 1",
    "222 3 2 2 2",
    "221 2 2 2 2",
    "111 1 1 1 1",
    "111 1 1 1 1",
    "232 2 2 2 2",
    "111 1 1 1 1",
    "111 1 1 1 1",
    "112 1 1 2 1",
    "111 1 1 1 1",
    "333 3 2 3 3",
    "111 1 1 1 1",
    "222 2 2 2 2",
    "222 3 2 3 2",
    "433 4 3 4 3",
    "221 2 2 3 2",
    "232 3 2 3 3",
    "333 3 4 3 2",
    "111 1 1 1 1",
    "111 1 1 1 1",
    "121 2 1 1 1",
    "232 2 2 2 2",
    "121 1 1 1 1",
    "222 2 2 2 2",
];

fn patients() -> Votes {
    let mut rows = Rows::nominal::<&str>(&[]);
    for (patient, line) in PATIENTS.iter().enumerate() {
        for (who, labels) in line.split(' ').enumerate() {
            for label in labels.chars() {
                rows.push(&patient.to_string(), &who.to_string(), &label.to_string()).unwrap();
            }
        }
    }
    rows.votes().unwrap()
}

/// The label shares are those of the paper, to two digits 0.40, 0.42, 0.11, 0.07; further digits from an independent
/// implementation in numpy that starts from the shares of the votes.
#[test]
fn dawid_and_skene_1979() {
    let votes = patients();
    assert_eq!(votes.n_ratings(), 315);
    let found = aggregate("dawid_skene", &votes, &Settings { tolerance: 1e-15, ..Settings::default() });
    let shares = [0.3995547528821581, 0.42198339191383455, 0.11179518853734069, 0.06666666666666667];
    found.prior.as_ref().unwrap().iter().zip(shares).for_each(|(found, share)| close(*found, share, 1e-9));
    let search = found.convergence.as_ref().unwrap();
    let first = [-205.09113838, -194.55095236, -193.15944549, -192.94242396, -192.90931016];
    search.objective.iter().zip(first).for_each(|(found, value)| close(*found, value, 1e-7));
    close(*search.objective.last().unwrap(), -192.8908812142053, 1e-9);
    assert!(search.converged && search.start == 0);
    for (patient, expected) in [
        (0, [0.9999999679401289, 3.205987112686775e-08, 0.0, 0.0]),
        (6, [0.9810202950387241, 0.018979704961275868, 0.0, 0.0]),
        (11, [0.0, 1.1025125034213174e-14, 0.9999999999999889, 0.0]),
        (29, [0.9991458753667816, 0.0008541246332184592, 0.0, 0.0]),
        (34, [0.0, 0.9479952020134388, 0.05200479798656121, 0.0]),
        (37, [0.0, 0.02120048417560404, 0.9787995158243958, 0.0]),
    ] {
        found.of_unit(patient).iter().zip(expected).for_each(|(found, value)| close(*found, value, 1e-7));
    }
    let confusion = found.confusion.as_ref().unwrap();
    let first = [0.8894883486860509, 0.11051165131394923, 0.0, 0.0, 0.0705854505298951, 0.8763799368401489];
    confusion.iter().zip(first).for_each(|(found, value)| close(*found, value, 1e-7));
    close(confusion[2 * 16 + 2 * 4 + 1], 0.40367141431673764, 1e-7);
}

/// The likelihood has several maxima; 47 of 200 random starts of the independent implementation go higher, up to -191.5689.
#[test]
fn restarts_can_find_a_higher_maximum() {
    let found = aggregate("dawid_skene", &patients(), &Settings { restarts: 40, ..Settings::default() });
    let search = found.convergence.unwrap();
    assert!(search.start > 0 && *search.objective.last().unwrap() > -192.0, "{:?}", search.objective.last());
}

/// The toy data of the tests of Crowd-Kit 1.4.2.
const TOY: [&str; 5] =
    ["no yes . yes no", "yes yes yes no no", "yes no no yes no", "yes yes yes yes yes", "yes no no no no"];

fn toy(mut rows: Rows) -> Rows {
    for (unit, line) in TOY.iter().enumerate() {
        for (who, label) in line.split(' ').enumerate().filter(|(_, label)| *label != ".") {
            rows.push(&format!("t{}", unit + 1), &format!("w{}", who + 1), label).unwrap();
        }
    }
    rows
}

#[test]
fn toy_data_of_crowd_kit() {
    let votes = toy(Rows::nominal::<&str>(&[])).votes().unwrap();
    let shares = aggregate("majority", &votes, &Settings::default());
    let expected = [0.5, 0.6, 0.4, 1.0, 0.2];
    (0..5).for_each(|unit| close(shares.of_unit(unit)[1], expected[unit], 1e-12));
    assert_eq!(shares.decision(0), Decision::Tie(vec![0, 1]));
    for id in ["dawid_skene", "one_coin"] {
        let found = aggregate(id, &votes, &Settings::default());
        let yes: Vec<bool> = (0..5).map(|unit| found.of_unit(unit)[1] > 0.999).collect();
        assert_eq!(yes, [true, true, false, true, false], "{id}");
        assert_eq!(found.decision(0), Decision::Label(1), "{id}");
    }
    // Crowd-Kit's GLAD stops a little before the maximum.
    let glad = aggregate("glad", &votes, &Settings { max_iterations: 20_000, tolerance: 1e-14, ..Settings::default() });
    assert!(glad.convergence.as_ref().unwrap().converged);
    let expected =
        [0.8801694701580384, 0.9134770637058497, 0.001134517924680957, 0.9999988541462413, 1.0279330887841536e-07];
    (0..5).for_each(|unit| close(glad.of_unit(unit)[1], expected[unit], 1e-2));
}

#[test]
fn known_labels_are_kept_and_teach() {
    let mut rows = toy(Rows::nominal::<&str>(&[]));
    rows.know("t1", "no").unwrap();
    rows.know("t4", "yes").unwrap();
    rows.know("t9", "maybe").unwrap();
    let votes = rows.votes().unwrap();
    assert_eq!((votes.n_known(), votes.n_labels(), votes.n_units()), (3, 3, 6));
    for aggregator in AGGREGATORS.iter().filter(|found| found.levels.contains(&Level::Nominal) && found.id != "kos") {
        let found = aggregator.aggregate(&votes, &Settings::default(), &mut Rng::seeded(1)).unwrap();
        assert_eq!(found.decision(0), Decision::Label(1), "{}", aggregator.id);
        assert_eq!(found.decision(3), Decision::Label(2), "{}", aggregator.id);
        assert_eq!(found.decision(5), Decision::Label(0), "{}", aggregator.id);
    }
    let found = aggregate("gold_majority", &votes, &Settings::default());
    assert_eq!(found.parameter.unwrap().1, [1.0, 0.5, 1.0, 0.5, 1.0]);
}
