//! What somebody might do about an annotator, and why. Speed alone proposes nothing but a talk.

use crate::wire::{AnnotatorQuality, PairView, Proposal, ProposalKind};

/// Nobody is judged by fewer items.
const LEAST_ITEMS: u64 = 20;
/// Somebody with less than this share of the middle annotator's skill adds hardly anything.
const LITTLE: f64 = 0.5;
/// Too quick on more than this share of items.
const HASTE: f64 = 0.5;

pub fn of(annotators: &[AnnotatorQuality], pairs: &[PairView]) -> Vec<Proposal> {
    let mut skills: Vec<f64> = annotators
        .iter()
        .filter(|one| one.n_items >= LEAST_ITEMS)
        .filter_map(|one| Some(one.skill.as_ref()?.value))
        .collect();
    skills.sort_by(f64::total_cmp);
    // Between two or three people there is no middle.
    let middle = (skills.len() >= 4).then(|| skills[skills.len() / 2]);
    annotators.iter().filter_map(|one| proposal(one, middle, pairs)).collect()
}

fn proposal(one: &AnnotatorQuality, middle: Option<f64>, pairs: &[PairView]) -> Option<Proposal> {
    if one.n_items < LEAST_ITEMS {
        return None;
    }
    let mut reasons: Vec<(ProposalKind, String)> = Vec::new();
    if let (Some(skill), Some(middle)) = (&one.skill, middle)
        && middle > 0.0
    {
        if skill.interval.high < LITTLE * middle {
            let text = format!(
                "right beyond chance by {}, at most {}; half of the annotators reach {} or more",
                percent(skill.value),
                percent(skill.interval.high),
                percent(middle)
            );
            reasons.push((ProposalKind::Pause, text));
        } else if skill.interval.high < 0.8 * middle {
            let text = format!(
                "right beyond chance by {}; half of the annotators reach {} or more",
                percent(skill.value),
                percent(middle)
            );
            reasons.push((ProposalKind::MoreGold, text));
        }
    }
    if one.lines.straight {
        let text = format!(
            "answers hardly vary: {:.2} bits, others {:.2} on the same items; the longest run of one answer is {}",
            one.lines.entropy, one.lines.expected, one.lines.longest_run
        );
        reasons.push((ProposalKind::Pause, text));
    }
    if one.drift.alarm.is_some() {
        let text = format!("makes more errors than before, when it was {} of the answers", percent(one.drift.usual));
        reasons.push((ProposalKind::Retrain, text));
    }
    for pair in pairs.iter().filter(|pair| pair.one.id == one.annotator.id || pair.two.id == one.annotator.id) {
        let other = if pair.one.id == one.annotator.id { &pair.two } else { &pair.one };
        let text = format!(
            "agrees with {} on {} of {} answers; {} would be expected",
            other.name,
            percent(pair.agreement),
            pair.n,
            percent(pair.expected)
        );
        reasons.push((ProposalKind::Talk, text));
    }
    if let Some(repeated) = &one.repeated_reason {
        let text = format!("gave the same reason for {} of {} items", repeated.items, repeated.of);
        reasons.push((ProposalKind::Talk, text));
    }
    if one.fast > HASTE {
        let text = format!("took less than three tenths of the others' time on {} of the items", percent(one.fast));
        reasons.push((ProposalKind::Talk, text));
    }
    let kind = reasons.iter().map(|(kind, _)| *kind).min_by_key(|kind| weight(*kind))?;
    let reasons = reasons.into_iter().map(|(_, text)| text).collect();
    Some(Proposal { annotator: one.annotator.clone(), kind, reasons })
}

/// The gravest comes first.
fn weight(kind: ProposalKind) -> u8 {
    match kind {
        ProposalKind::Pause => 0,
        ProposalKind::Retrain => 1,
        ProposalKind::MoreGold => 2,
        ProposalKind::Talk => 3,
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
