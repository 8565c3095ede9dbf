//! What can be told of each annotator from the answers of all: how often they are right, beyond chance, and whether that
//! changes; answers without variety; pairs who agree too well.

use std::collections::BTreeMap;

use crosscheck_stats::aggregation::Model;
use crosscheck_stats::monitoring::{
    Both, Copying, Decision, Drift, Lines, Share, Skill, copying, drift, lines, share, skill,
};

use super::{Learned, Panel, Use};

/// What is known of an annotator, over all fields with labels.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    pub annotator: u32,
    pub n_items: usize,
    pub n_decisions: usize,
    pub reliability: Option<Share>,
    pub skill: Option<Skill>,
    pub drift: Drift,
    pub lines: Lines,
}

/// Two who agree more than their reliability explains, by number.
pub type Pair = Copying;

/// One answer as it is judged.
struct Judged {
    at: u32,
    item: u32,
    field: usize,
    label: usize,
    /// By everybody, the annotator too.
    right: f64,
    /// How likely the others are wrong on the unit; none where there are no others.
    hard: Option<f64>,
    chance: f64,
}

/// What can be told of everybody, and pairs that stand out.
pub fn assess(fields: &[(&Panel, &Learned)]) -> (Vec<Assessment>, Vec<Pair>) {
    let mut judged: BTreeMap<u32, Vec<Judged>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (field, (panel, learned)) in fields.iter().enumerate() {
        if let Learned::Labels(model) = learned {
            pairs.extend(judge(field, panel, model, &mut judged));
        }
    }
    let (peers, hard) = peers(&judged);
    let found = judged.into_iter().map(|(annotator, mut own)| {
        own.sort_by_key(|one| (one.at, one.field));
        assessment(annotator, &own, (peers, hard), fields)
    });
    (found.collect(), copying(pairs))
}

/// Judges every answer of a field, and gives every two answers to one unit with how likely they are equal.
fn judge(field: usize, panel: &Panel, model: &Model, judged: &mut BTreeMap<u32, Vec<Judged>>) -> Vec<Both> {
    let k = model.n_labels;
    let shares = answer_shares(panel, k);
    let chance: BTreeMap<u32, f64> =
        shares.iter().map(|(who, own)| (*who, own.iter().zip(&model.prior).map(|(a, b)| a * b).sum())).collect();
    let mut pairs = Vec::new();
    for unit in &panel.units {
        let given: Vec<(u32, usize, u32)> = unit
            .given
            .iter()
            .filter(|one| one.good_for == Use::Full && (one.value as usize) < k)
            .map(|one| (one.annotator, one.value as usize, one.at))
            .collect();
        let without = |left_out: &[u32]| {
            let kept = given.iter().filter(|one| !left_out.contains(&one.0));
            model.posterior(kept.map(|one| (Some(one.0 as usize), one.1)))
        };
        let all = without(&[]);
        for &(who, label, at) in &given {
            let hard = (given.len() > 1).then(|| {
                let others = without(&[who]);
                let wrong = given.iter().filter(|one| one.0 != who).map(|one| 1.0 - others[one.1]);
                wrong.sum::<f64>() / (given.len() - 1) as f64
            });
            let chance = chance.get(&who).copied().unwrap_or(0.0);
            judged.entry(who).or_default().push(Judged {
                at,
                item: unit.item,
                field,
                label,
                right: all[label],
                hard,
                chance,
            });
        }
        for (at, one) in given.iter().enumerate() {
            for two in &given[at + 1..] {
                let chance = alike(model, &without(&[one.0, two.0]), (one.0, two.0));
                pairs.push(Both { one: one.0, two: two.0, equal: one.1 == two.1, chance });
            }
        }
    }
    pairs
}

/// How likely two give the same label where this is believed to be true.
fn alike(model: &Model, believed: &[f64], (one, two): (u32, u32)) -> f64 {
    let same = |truth: usize| -> f64 {
        let of = |who: u32, label: usize| model.chance(Some(who as usize), truth, label);
        (0..model.n_labels).map(|label| of(one, label) * of(two, label)).sum()
    };
    believed.iter().enumerate().map(|(truth, share)| share * same(truth)).sum()
}

/// How often each annotator gave each label.
fn answer_shares(panel: &Panel, k: usize) -> BTreeMap<u32, Vec<f64>> {
    let mut shares: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for one in panel.units.iter().flat_map(|unit| &unit.given).filter(|one| one.good_for == Use::Full) {
        if let Some(cell) = shares.entry(one.annotator).or_insert_with(|| vec![0.0; k]).get_mut(one.value as usize) {
            *cell += 1.0;
        }
    }
    for own in shares.values_mut() {
        let total: f64 = own.iter().sum();
        own.iter_mut().for_each(|cell| *cell /= total.max(1.0));
    }
    shares
}

/// The share of errors of the middle annotator, and how often the others are wrong on the whole.
fn peers(judged: &BTreeMap<u32, Vec<Judged>>) -> (f64, f64) {
    let share = |own: &Vec<Judged>| {
        let wrong: Vec<f64> = own.iter().map(|one| 1.0 - one.right).collect();
        (wrong.len() >= 10).then(|| wrong.iter().sum::<f64>() / wrong.len() as f64)
    };
    let mut shares: Vec<f64> = judged.values().filter_map(share).collect();
    shares.sort_by(f64::total_cmp);
    let hard: Vec<f64> = judged.values().flatten().filter_map(|one| one.hard).collect();
    let mean = hard.iter().sum::<f64>() / hard.len().max(1) as f64;
    (shares.get(shares.len() / 2).copied().unwrap_or(0.2), mean.max(0.01))
}

fn assessment(
    annotator: u32,
    own: &[Judged],
    (peers, usually_hard): (f64, f64),
    fields: &[(&Panel, &Learned)],
) -> Assessment {
    let mut by_item: Vec<(u32, f64)> = own.iter().map(|one| (one.item, one.right)).collect();
    by_item.sort_by_key(|one| one.0);
    let reliability = share(&by_item, SHARED * peers, CONFIDENCE);
    let chance = own.iter().map(|one| one.chance).sum::<f64>() / own.len().max(1) as f64;
    let decision = |one: &Judged| {
        let hard = one.hard? / usually_hard;
        Some(Decision { item: one.item, wrong: 1.0 - one.right, hard })
    };
    let decisions: Vec<Decision> = own.iter().filter_map(decision).collect();
    let mut items: Vec<u32> = by_item.iter().map(|one| one.0).collect();
    items.dedup();
    Assessment {
        annotator,
        n_items: items.len(),
        n_decisions: own.len(),
        skill: reliability.as_ref().map(|share| skill(share, chance)),
        reliability,
        drift: drift(&decisions, peers),
        lines: straight(annotator, own, fields),
    }
}

const CONFIDENCE: f64 = 0.95;
/// Mistakes that many people share look right to any model of answers alone. They are a part of all mistakes, so this part of
/// the middle annotator's share of errors is a standard error that no number of answers removes.
const SHARED: f64 = 0.12;

/// The variety of the answers in the field that the annotator answered most.
fn straight(annotator: u32, own: &[Judged], fields: &[(&Panel, &Learned)]) -> Lines {
    let mut counts = vec![0; fields.len()];
    own.iter().for_each(|one| counts[one.field] += 1);
    let Some(field) = (0..counts.len()).max_by_key(|&field| counts[field]) else { return Lines::default() };
    let labels: Vec<usize> = own.iter().filter(|one| one.field == field).map(|one| one.label).collect();
    let (panel, _) = fields[field];
    let mut others = vec![0.0; panel.values.len()];
    for unit in panel.units.iter().filter(|unit| unit.given.iter().any(|one| one.annotator == annotator)) {
        for one in unit.given.iter().filter(|one| one.annotator != annotator && one.good_for == Use::Full) {
            others[one.value as usize] += 1.0;
        }
    }
    lines(&labels, &others)
}
