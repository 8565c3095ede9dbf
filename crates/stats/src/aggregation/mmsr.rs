//! M-MSR: skills from how often each pair of annotators agrees, by robust completion of a matrix of rank one.

use super::hits::of_accuracy;
use super::{Aggregation, Aggregator, Convergence, Fit, LABELS, Settings, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "mmsr",
    title: "M-MSR",
    summary: "Finds skills from the agreement of pairs of annotators, and tolerates some that are hostile.",
    levels: LABELS,
    doc: "## What it does
Corrected for chance, two annotators agree by the product of their skills. The skills that explain all pairs are found step
by step, each from the ratios that its partners suggest, where the largest and the smallest quarter is left out. The skills
then weigh the votes by their log odds.
## When to use it
When some annotators may work together or against the aim, and most pairs share many units.
## When not
When pairs of annotators share few units: their agreement is then noise. Skills have no sign of their own; they are
turned so that most are positive.
## Example
Ten annotators with skill 0.6 and two who always lie: the two get skills near zero or below.
## Reference
Q. Ma and A. Olshevsky, Adversarial crowdsourcing through robust rank-one matrix completion, NeurIPS 2020.",
    fit: Fit::Labels(|votes, settings, _| fit(votes, settings)),
};

const STILL: f64 = 1e-10;

/// For each annotator: every partner and how much they agree beyond chance.
type Partners = Vec<Vec<(u32, f64)>>;

fn fit(votes: &Votes, settings: &Settings) -> Result<Aggregation, String> {
    let k = votes.n_labels() as f64;
    let partners = partners(votes);
    if partners.iter().all(Vec::is_empty) {
        return Err("mmsr needs annotators who rated the same units; collect a second rating for some".to_owned());
    }
    let mut skill = vec![0.5; votes.n_annotators()];
    let mut convergence = Convergence { iterations: 0, converged: false, objective: Vec::new(), start: 0 };
    while convergence.iterations < settings.max_iterations && !convergence.converged {
        convergence.iterations += 1;
        // All move together and half way: in turns, the order of annotators would matter, and whole steps can circle.
        let next = |(annotator, skill_now): (usize, &f64)| {
            let suggested = suggested(&partners[annotator], &skill).unwrap_or(*skill_now);
            0.5 * (skill_now + suggested.clamp(-1.0, 1.0))
        };
        let next: Vec<f64> = skill.iter().enumerate().map(next).collect();
        let apart = next.iter().zip(&skill).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        skill = next;
        convergence.converged = apart < STILL;
    }
    if skill.iter().sum::<f64>() < 0.0 {
        skill.iter_mut().for_each(|skill| *skill = -*skill);
    }
    let accuracy = skill.iter().map(|skill| ((1.0 + (k - 1.0) * skill) / k).clamp(1e-4, 1.0 - 1e-4));
    let model = of_accuracy(&accuracy.collect::<Vec<_>>(), vec![-k.ln(); votes.n_labels()]);
    let mut found = Aggregation::of(votes, model.posterior(votes));
    let alone = partners.iter().filter(|partners| partners.is_empty()).count();
    if alone > 0 {
        found.notes.push(format!("{alone} annotators share no unit with anybody and keep the skill 0.5"));
    }
    found.parameter = Some(("skill", skill));
    found.convergence = Some(convergence);
    Ok(found)
}

/// The least-squares skill over the partners, without the quarter of them that suggests most and that suggests least.
fn suggested(partners: &[(u32, f64)], skill: &[f64]) -> Option<f64> {
    let mut ratios: Vec<(f64, f64)> = partners
        .iter()
        .map(|&(partner, together)| (together, skill[partner as usize]))
        .filter(|(_, skill)| skill.abs() > 1e-6)
        .map(|(together, skill)| (together / skill, skill * skill))
        .collect();
    ratios.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let cut = ratios.len() / 4;
    let kept = &ratios[cut..ratios.len() - cut];
    let weight: f64 = kept.iter().map(|(_, weight)| weight).sum();
    (weight > 0.0).then(|| kept.iter().map(|(ratio, weight)| ratio * weight).sum::<f64>() / weight)
}

fn partners(votes: &Votes) -> Partners {
    let mut pairs: Vec<(u64, bool)> = Vec::new();
    for slot in 0..votes.n_slots() {
        let ratings = votes.ratings(slot);
        for (i, (left, label)) in ratings.clone().enumerate() {
            for (right, other) in ratings.clone().skip(i + 1).filter(|(right, _)| *right != left) {
                pairs.push(((left as u64) << 32 | right as u64, label == other));
            }
        }
    }
    pairs.sort_unstable();
    let k = votes.n_labels() as f64;
    let mut partners = vec![Vec::new(); votes.n_annotators()];
    for pair in pairs.chunk_by(|a, b| a.0 == b.0) {
        let agreed = pair.iter().filter(|(_, same)| *same).count() as f64 / pair.len() as f64;
        let beyond_chance = (k * agreed - 1.0) / (k - 1.0);
        let (left, right) = ((pair[0].0 >> 32) as u32, pair[0].0 as u32);
        partners[left as usize].push((right, beyond_chance));
        partners[right as usize].push((left, beyond_chance));
    }
    partners
}
