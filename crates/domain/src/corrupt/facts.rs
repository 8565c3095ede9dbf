//! What is true of an item before and after one error was put into it.

use std::collections::BTreeSet;

use super::Attempt;
use crate::{
    Annotation, AnnotationId, Choice, ClaimError, ClaimRules, Evidence, Item, Need, Outcome, Tone, Verdict,
    VerdictValue, default_aspect,
};

/// The facts of an item of which nothing is wrong: those that are known, or that every shared claim is right. None where
/// the facts name an error, something left out, or have another claim than the shared ones.
pub(super) fn of_verified(rules: &ClaimRules, item: &Item, known: Option<&Annotation>) -> Option<Annotation> {
    if let Some(known) = known {
        let sound = known.outcome == Outcome::Complete
            && known.claims.is_empty()
            && known.dropped.is_empty()
            && known.omissions.is_empty()
            && known.verdicts.iter().all(|verdict| verdict.errors.is_empty() && !fails(rules, verdict));
        // Answers are about the item as it was; so are links to what they were about.
        return sound.then(|| Annotation { answers: Vec::new(), links: Vec::new(), ..known.clone() });
    }
    let right = rules.verdicts.iter().find(|value| value.tone == Tone::Supported && value.reasons.is_empty())?;
    let mut verdicts = Vec::new();
    for (_, claim) in item.claims_in_use(None) {
        verdicts.extend(aspects(rules).into_iter().map(|aspect| judged(rules, &claim.id, &aspect, right)));
    }
    Some(Annotation { verdicts, ..Annotation::empty(AnnotationId(String::new())) })
}

fn fails(rules: &ClaimRules, verdict: &Verdict) -> bool {
    rules.verdict(&verdict.value).is_none_or(|value| {
        value.fails_children
            || value.error == Need::Required
            || matches!(value.tone, Tone::Contradicted | Tone::Partial)
    })
}

/// The claim is known to be right.
pub(super) fn is_right(rules: &ClaimRules, base: &Annotation, claim: &str) -> bool {
    let mut verdicts = base.verdicts.iter().filter(|verdict| verdict.claim == claim).peekable();
    let right = |verdict: &Verdict| rules.verdict(&verdict.value).is_some_and(|value| value.tone == Tone::Supported);
    verdicts.peek().is_some() && verdicts.all(right)
}

fn aspects(rules: &ClaimRules) -> Vec<String> {
    if rules.aspects.is_empty() {
        vec![default_aspect()]
    } else {
        rules.aspects.iter().map(|aspect| aspect.id.clone()).collect()
    }
}

fn judged(rules: &ClaimRules, claim: &str, aspect: &str, value: &VerdictValue) -> Verdict {
    let evidence = match (value.evidence, rules.no_evidence_reasons.first()) {
        (Need::Required, Some(Choice { id, .. })) => vec![Evidence::Absent { none: id.clone() }],
        _ => Vec::new(),
    };
    Verdict {
        claim: claim.to_owned(),
        aspect: aspect.to_owned(),
        value: value.id.clone(),
        reason: None,
        evidence,
        errors: Vec::new(),
        rationale: None,
        confidence: None,
    }
}

/// The facts with the attempt's error, and its type; none where the design has no word for it.
pub(super) fn with_error(rules: &ClaimRules, base: &Annotation, attempt: &Attempt) -> Option<(String, Annotation)> {
    let error_type = attempt.error_types.iter().find_map(|id| {
        let found = rules.error_type(id).filter(|found| !found.omission)?;
        (attempt.offset_ms.is_none() || found.offset).then_some(found)
    })?;
    let wrong = rules.verdicts.iter().find(|value| value.tone == Tone::Contradicted && value.reasons.is_empty())?;
    if wrong.error == Need::Forbidden {
        return None;
    }
    let aspect = aspect_for(rules, attempt.offset_ms.is_some())?;
    let mut facts = base.clone();
    facts.verdicts.retain(|verdict| !attempt.unknown.contains(&verdict.claim));
    let error = ClaimError {
        error_type: error_type.id.clone(),
        severity: None,
        span: attempt.span.clone(),
        correction: attempt.span.as_ref().map(|_| attempt.before.clone()),
        offset_ms: attempt.offset_ms,
        axes: rules
            .error_axes
            .iter()
            .filter(|axis| axis.required)
            .filter_map(|axis| Some((axis.id.clone(), axis.options.first()?.id.clone())))
            .collect(),
    };
    let rationale = format!("“{}” was made of “{}”", attempt.after, attempt.before);
    for claim in &attempt.claims {
        let at = facts.verdicts.iter().position(|one| one.claim == *claim && one.aspect == aspect)?;
        facts.verdicts[at] = Verdict {
            errors: vec![error.clone()],
            rationale: (wrong.rationale != Need::Forbidden).then(|| rationale.clone()),
            ..judged(rules, claim, &aspect, wrong)
        };
        if wrong.fails_children {
            fail_children(rules, &attempt.item, &mut facts, claim, &aspect)?;
        }
    }
    Some((error_type.id.clone(), facts))
}

/// The id of an aspect, or of a kind of claims, is that of being in time.
pub(super) fn about_time(id: &str) -> bool {
    ["tim", "sync"].iter().any(|word| id.contains(word))
}

/// Which aspect of a claim a wrong time, or a wrong wording, is a matter of.
fn aspect_for(rules: &ClaimRules, of_time: bool) -> Option<String> {
    let aspects = aspects(rules);
    match &aspects[..] {
        [only] => Some(only.clone()),
        _ if of_time => aspects.into_iter().find(|id| about_time(id)),
        _ => aspects.into_iter().find(|id| !about_time(id)),
    }
}

/// What depends on the wrong claim is not applicable.
fn fail_children(rules: &ClaimRules, item: &Item, facts: &mut Annotation, claim: &str, aspect: &str) -> Option<()> {
    let mut failed = BTreeSet::from([claim.to_owned()]);
    loop {
        let depends = |one: &crate::Claim| one.parents.iter().any(|parent| failed.contains(parent));
        let next: Vec<String> = item
            .claim_sets
            .iter()
            .flat_map(|set| &set.claims)
            .filter(|one| !failed.contains(&one.id) && depends(one))
            .map(|one| one.id.clone())
            .collect();
        if next.is_empty() {
            break;
        }
        failed.extend(next);
    }
    failed.remove(claim);
    if failed.is_empty() {
        return Some(());
    }
    let value = rules.verdicts.iter().find(|value| value.not_applicable)?;
    for verdict in facts.verdicts.iter_mut().filter(|one| failed.contains(&one.claim) && one.aspect == aspect) {
        *verdict = judged(rules, &verdict.claim.clone(), aspect, value);
    }
    Some(())
}
