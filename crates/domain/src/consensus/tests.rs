//! What several answers say together, on small tables.

use crosscheck_stats::Rng;

use super::*;
use crate::{Choice, Field, Level};

const SURE: Thresholds = Thresholds { least: 2, confidence: 0.8 };

fn field(level: Level, labels: &[&str]) -> Field {
    let labels = labels.iter().map(|id| Choice::new(id, id)).collect();
    Field { id: "question/q".to_owned(), title: "Q".to_owned(), level, labels }
}

fn panel(level: Level, labels: &[&str], units: &[&[&str]]) -> Panel {
    let mut panel = Panel::new(field(level, labels));
    for (item, given) in (0u32..).zip(units) {
        let unit = panel.unit(item);
        for (annotator, value) in (0u32..).zip(*given) {
            let value = panel.value(value);
            panel.add(unit, Given { annotator, value, at: item, good_for: Use::Full });
        }
    }
    panel
}

fn of(panel: &Panel, unit: usize) -> Consensus {
    consensus(panel, &Learned::of(panel), &panel.units[unit].given, SURE)
}

#[test]
fn labels_have_a_probability_each() {
    let mut units: Vec<&[&str]> = vec![&["yes", "yes", "no"]; 1];
    units.extend(vec![&["no", "no", "no"] as &[&str]; 30]);
    units.extend(vec![&["yes", "yes", "yes"] as &[&str]; 30]);
    let panel = panel(Level::Nominal, &["no", "yes"], &units);
    let (split, clear) = (of(&panel, 0), of(&panel, 1));
    assert_eq!(split.value.as_deref(), Some("yes"));
    assert!(clear.confidence > 0.95 && clear.status == Status::Agreed, "{clear:?}");
    assert!(split.confidence < clear.confidence);
    assert!((split.support.iter().map(|one| one.probability).sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!((split.support[0].count, split.n, split.method), (2, 3, "dawid_skene"));
}

#[test]
fn sets_are_decided_label_by_label() {
    let (a, both) = (r#"["cat"]"#, r#"["cat","dog"]"#);
    let (mixed, only_a, all_both) = ([both, both, a], [a; 3], [both; 3]);
    let mut units: Vec<&[&str]> = vec![&mixed];
    units.extend(vec![only_a.as_slice(); 20]);
    units.extend(vec![all_both.as_slice(); 20]);
    let panel = panel(Level::Set, &["cat", "dog"], &units);
    assert_eq!(of(&panel, 0).value.as_deref(), Some(both));
    assert_eq!(of(&panel, 1).value.as_deref(), Some(a));
}

#[test]
fn numbers_have_a_median_until_habits_are_known() {
    let few = panel(Level::Interval, &[], &[&["1", "2", "9"], &["2", "2", "2"]]);
    let found = of(&few, 0);
    assert_eq!((found.value.as_deref(), found.method), (Some("2"), "median"));
    let strict: Vec<&[&str]> =
        (0..30).map(|n| if n % 2 == 0 { &["4", "4", "3"] } else { &["7", "7", "6"] as &[&str] }).collect();
    let known = panel(Level::Interval, &[], &strict);
    let found = of(&known, 0);
    assert_eq!(found.method, "bias_corrected_mean");
    assert_eq!((found.confidence, found.status), (1.0, Status::Agreed));
}

#[test]
fn what_is_only_shown_decides_nothing() {
    let mut panel = panel(Level::Nominal, &["no", "yes"], &[&["no", "no"], &["yes", "yes"]]);
    let value = panel.value("yes");
    for annotator in 5..9 {
        panel.add(0, Given { annotator, value, at: 9, good_for: Use::Shown });
    }
    let found = of(&panel, 0);
    assert_eq!((found.value.as_deref(), found.n, found.n_shown), (Some("no"), 2, 4));
    let one = consensus(&panel, &Learned::of(&panel), &panel.units[0].given[..1], SURE);
    assert_eq!(one.status, Status::TooFew);
}

#[test]
fn a_forecast_asks_more_where_less_is_sure() {
    let mut units: Vec<&[&str]> = vec![&["no", "no", "no"]; 40];
    units.extend(vec![&["yes", "yes", "yes"] as &[&str]; 40]);
    // Everybody errs alike, and either way: a yes and a no leave both open.
    for (most, other) in [("no", "yes"), ("yes", "no")] {
        for odd in 0..3 {
            let said: Vec<&str> = (0..3).map(|who| if who == odd { other } else { most }).collect();
            units.extend(vec![&*said.leak(); 8]);
        }
    }
    let panel = panel(Level::Nominal, &["no", "yes"], &units);
    let Learned::Labels(model) = Learned::of(&panel) else { panic!("labels") };
    let items = |said: Vec<(u32, usize)>| vec![(vec![(&model, said.clone())], said.len() as u32)];
    let mut rng = Rng::seeded(2);
    let sure = forecast(&items(vec![(0, 1), (1, 1)]), (2, 6, 0.9), &[0, 1, 2], &mut rng);
    let open = forecast(&items(vec![(0, 1), (1, 0)]), (2, 6, 0.9), &[0, 1, 2], &mut rng);
    assert!(sure.expected < open.expected, "{sure:?} {open:?}");
    assert!(open.low <= open.expected && open.expected <= open.high);
}
