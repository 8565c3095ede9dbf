//! Verdicts: one per claim and aspect, with what its value needs.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    evidence::{self, need_problem},
    subject::Subject,
    words,
};
use crate::{
    Choice, Claim, ClaimError, ClaimRules, ErrorAxis, Problem, Severity, Span, Verdict, VerdictValue, default_aspect,
};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let Some(rules) = &subject.design.claims else { return Vec::new() };
    let aspects = aspects(rules);
    let mut seen = HashSet::with_capacity(subject.annotation.verdicts.len());
    let mut problems = Vec::new();
    for (index, verdict) in subject.annotation.verdicts.iter().enumerate() {
        let mut found = verdict_problems(subject, rules, &aspects, verdict);
        if !seen.insert((&verdict.claim, &verdict.aspect)) {
            let message = format!("claim `{}` is judged twice; keep one verdict", verdict.claim);
            found.push(Problem::new("verdict_twice", message).within("claim"));
        }
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("verdicts")));
    }
    problems.extend(children_problems(subject, rules));
    if rules.all_judged {
        let missing = |claim: &&Claim, aspect: &Choice| !seen.contains(&(&claim.id, &aspect.id));
        let missing = subject
            .judged
            .iter()
            .flat_map(|claim| aspects.iter().map(move |aspect| (claim, aspect)))
            .filter(|(claim, aspect)| missing(claim, aspect));
        problems.extend(missing.map(|(claim, aspect)| unjudged(rules, claim, aspect)));
    }
    problems
}

/// The declared aspects, or the one unnamed aspect.
fn aspects(rules: &ClaimRules) -> Vec<Choice> {
    if rules.aspects.is_empty() { vec![Choice::new(&default_aspect(), "")] } else { rules.aspects.clone() }
}

fn unjudged(rules: &ClaimRules, claim: &Claim, aspect: &Choice) -> Problem {
    let under = if rules.aspects.is_empty() { String::new() } else { format!(" under `{}`", aspect.id) };
    let message = format!("claim `{}` has no verdict{under}; judge it", claim.id);
    Problem::new("verdict_missing", message).within(&claim.id).within("verdicts")
}

fn verdict_problems(subject: &Subject, rules: &ClaimRules, aspects: &[Choice], verdict: &Verdict) -> Vec<Problem> {
    let mut problems = Vec::new();
    let claim = subject.claims.get(verdict.claim.as_str());
    if claim.is_none() {
        let message = format!("no claim `{}` to judge; name one that is shown and not dropped", verdict.claim);
        problems.push(Problem::new("claim_unknown", message).within("claim"));
    }
    problems.extend(words::choice("aspect", aspects, &verdict.aspect).map(|problem| problem.within("aspect")));
    let Some(value) = rules.verdict(&verdict.value) else {
        let known: Vec<&str> = rules.verdicts.iter().map(|value| value.id.as_str()).collect();
        let message = format!("no verdict `{}`; choose one of: {}", verdict.value, known.join(", "));
        problems.push(Problem::new("verdict_unknown", message).within("value"));
        return problems;
    };
    problems.extend(need_problems(value, verdict));
    problems.extend(reason_problem(value, verdict.reason.as_deref()).map(|problem| problem.within("reason")));
    problems.extend(evidence::problems(subject, rules, &verdict.evidence));
    for (index, error) in verdict.errors.iter().enumerate() {
        let found = error_problems(subject, rules, claim.copied(), error).into_iter();
        problems.extend(found.map(|problem| problem.within(index).within("errors")));
    }
    problems.extend(verdict.rationale.as_deref().and_then(words::remark).map(|problem| problem.within("rationale")));
    if verdict.confidence.is_some_and(|confidence| !(0.0..=1.0).contains(&confidence)) {
        let message = "the confidence is off the scale; give a number from 0 to 1";
        problems.push(Problem::new("value_range", message).within("confidence"));
    }
    problems
}

fn need_problems(value: &VerdictValue, verdict: &Verdict) -> Vec<Problem> {
    let explained = verdict.rationale.as_deref().is_some_and(|text| !text.trim().is_empty());
    let needs = [
        (value.evidence, !verdict.evidence.is_empty(), "evidence", "draw a region, or say why there is none"),
        (value.error, !verdict.errors.is_empty(), "error", "choose its type"),
        (value.rationale, explained, "rationale", "say why"),
    ];
    let problems = needs.into_iter().filter_map(|(need, given, name, missing)| {
        let at = if name == "error" { "errors" } else { name };
        Some(need_problem(need, given, name, &value.id, missing)?.within(at))
    });
    problems.collect()
}

fn reason_problem(value: &VerdictValue, reason: Option<&str>) -> Option<Problem> {
    match reason {
        Some(reason) => words::choice("reason", &value.reasons, reason),
        None if value.reasons.is_empty() => None,
        None => {
            let known: Vec<&str> = value.reasons.iter().map(|reason| reason.id.as_str()).collect();
            let message = format!("verdict `{}` needs a reason; choose one of: {}", value.id, known.join(", "));
            Some(Problem::new("reason_missing", message))
        }
    }
}

fn error_problems(subject: &Subject, rules: &ClaimRules, claim: Option<&Claim>, error: &ClaimError) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(error_type_problem(rules, &error.error_type, OfOmission::No).map(|problem| problem.within("type")));
    problems.extend(offset_problem(rules, error).map(|problem| problem.within("offset_ms")));
    problems.extend(severity_problem(&rules.severities, error.severity).map(|problem| problem.within("severity")));
    problems.extend(axis_problems(&rules.error_axes, &error.axes));
    problems.extend(error.correction.as_deref().and_then(words::remark).map(|problem| problem.within("correction")));
    let Some(claim) = claim else { return problems };
    match &error.span {
        Some(span) => problems.extend(span_problem(subject, rules, claim, span).map(|problem| problem.within("span"))),
        None if error.correction.is_some() && claim.spans.len() > 1 => {
            let message = "the claim stands in several places; select the words that the correction replaces";
            problems.push(Problem::new("span_missing", message).within("span"));
        }
        None => {}
    }
    problems
}

/// A time belongs only to errors whose type declares it.
fn offset_problem(rules: &ClaimRules, error: &ClaimError) -> Option<Problem> {
    let declared = rules.error_type(&error.error_type).is_none_or(|declared| declared.offset);
    let message = || format!("errors of type `{}` have no offset in time; leave it out", error.error_type);
    (error.offset_ms.is_some() && !declared).then(|| Problem::new("offset_unexpected", message()))
}

/// The wrong words stand in the text, between the first and the last word of their claim.
fn span_problem(subject: &Subject, rules: &ClaimRules, claim: &Claim, span: &Span) -> Option<Problem> {
    let Some(text) = subject.source(rules, claim) else {
        return Some(Problem::new("span_outside", "there is no text to mark words in; leave the span out"));
    };
    if let Some(problem) = text.problem(span) {
        return Some(problem);
    }
    let (start, end) = (claim.spans.iter().map(|s| s.start).min()?, claim.spans.iter().map(|s| s.end).max()?);
    let outside = span.start < start || span.end > end;
    let message = || format!("“{}” does not stand in claim `{}`; mark words of the claim", span.quote, claim.id);
    outside.then(|| Problem::new("span_outside", message()))
}

/// Whether an error type is asked for an omission.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OfOmission {
    Yes,
    No,
}

pub(super) fn error_type_problem(rules: &ClaimRules, id: &str, of: OfOmission) -> Option<Problem> {
    let fitting = |omission: bool| omission == (of == OfOmission::Yes);
    if rules.error_type(id).is_some_and(|error| fitting(error.omission)) {
        return None;
    }
    let known: Vec<&str> =
        rules.error_types.iter().filter(|error| fitting(error.omission)).map(|error| error.id.as_str()).collect();
    let what = if of == OfOmission::Yes { "omission type" } else { "error type" };
    Some(Problem::new("error_type_unknown", format!("no {what} `{id}`; choose one of: {}", known.join(", "))))
}

pub(super) fn severity_problem(severities: &[Severity], given: Option<i64>) -> Option<Problem> {
    let given = given.filter(|given| severities.iter().all(|severity| severity.value != *given))?;
    let known: Vec<String> = severities.iter().map(|severity| severity.value.to_string()).collect();
    Some(Problem::new("severity_unknown", format!("no severity {given}; choose one of: {}", known.join(", "))))
}

pub(super) fn axis_problems(axes: &[ErrorAxis], given: &BTreeMap<String, String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, option) in given {
        let problem = match axes.iter().find(|axis| axis.id == *id) {
            Some(axis) => words::choice("option", &axis.options, option),
            None => Some(Problem::new("axis_unknown", format!("no axis `{id}` in the design; leave it out"))),
        };
        problems.extend(problem.map(|problem| problem.within(id).within("axes")));
    }
    for axis in axes.iter().filter(|axis| axis.required && !given.contains_key(&axis.id)) {
        let message = format!("axis `{}` is missing; choose one of its options", axis.id);
        problems.push(Problem::new("axis_missing", message).within(&axis.id).within("axes"));
    }
    problems
}

/// A child of a claim that fails, or that is itself not applicable, is not applicable under the same aspect.
fn children_problems(subject: &Subject, rules: &ClaimRules) -> Vec<Problem> {
    let verdicts = &subject.annotation.verdicts;
    let values: HashMap<(&str, &str), &VerdictValue> = verdicts
        .iter()
        .filter_map(|verdict| Some(((verdict.claim.as_str(), verdict.aspect.as_str()), rules.verdict(&verdict.value)?)))
        .collect();
    let mut problems = Vec::new();
    for (index, verdict) in verdicts.iter().enumerate() {
        let Some(claim) = subject.claims.get(verdict.claim.as_str()) else { continue };
        let fails = |parent: &&String| {
            let value = values.get(&(parent.as_str(), verdict.aspect.as_str()));
            value.is_some_and(|value| value.fails_children || value.not_applicable)
        };
        let not_applicable = rules.verdict(&verdict.value).is_none_or(|value| value.not_applicable);
        if let Some(parent) = claim.parents.iter().find(fails).filter(|_| !not_applicable) {
            let expected = rules.verdicts.iter().find(|value| value.not_applicable).map_or("", |value| &value.id);
            let message = format!("claim `{}` depends on `{parent}`, which fails; judge it `{expected}`", claim.id);
            problems.push(Problem::new("parent_failed", message).within("value").within(index).within("verdicts"));
        }
    }
    problems
}
