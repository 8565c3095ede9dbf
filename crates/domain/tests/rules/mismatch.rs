//! How far texts hold, against cases counted by hand.

use crosscheck_domain::mismatch::{Basis, Behind, By, Group, Holds, Matched, Summary, behind, matched};
use crosscheck_domain::{Annotation, Design, Item};
use serde_json::{Value, json};

use crate::fixtures::{annotation, caption_check, sofa};

/// The verdicts on c1 and c2, each with its error types.
fn said(verdicts: &[(&str, &str, &[&str])], omissions: &[&str]) -> Annotation {
    let error = |name: &&str| json!({"type": name});
    let verdict = |(claim, value, errors): &(&str, &str, &[&str])| json!({"claim": claim, "value": value, "errors": errors.iter().map(error).collect::<Vec<_>>()});
    let omission = |(n, name): (usize, &&str)| json!({"id": format!("o{n}"), "text": "a lamp", "type": name});
    annotation(json!({
        "verdicts": verdicts.iter().map(verdict).collect::<Vec<_>>(),
        "omissions": omissions.iter().enumerate().map(omission).collect::<Vec<_>>(),
    }))
}

/// By everything that tells the claims apart, all of them together first.
fn told(items: &[Matched]) -> Vec<(By, Vec<Group>)> {
    let mut summary = Summary::default();
    items.iter().for_each(|item| summary.add(item));
    summary.groupings(items.iter())
}

fn named(metadata: Value) -> Item {
    let mut item = sofa();
    item.metadata = metadata.as_object().unwrap().clone();
    item
}

fn of(design: &Design, item: &Item, said: &[Annotation]) -> Matched {
    matched(design, item, None, &said.iter().collect::<Vec<_>>()).unwrap()
}

fn ids(item: &Item) -> (String, String) {
    let claims = &item.claim_sets[0].claims;
    (claims[0].id.clone(), claims[1].id.clone())
}

#[test]
fn most_people_decide_and_a_tie_decides_nothing() {
    let (design, item) = (caption_check(), sofa());
    let (a, b) = ids(&item);
    let no = "contradicted";
    let found = of(
        &design,
        &item,
        &[
            said(&[(&a, no, &["count", "attribute"]), (&b, "supported", &[])], &["omission_object"]),
            said(&[(&a, no, &["count"]), (&b, "not_verifiable", &[])], &["omission_object", "omission_event"]),
            said(&[(&a, "supported", &[]), (&b, "subjective_not_checkable", &[])], &[]),
        ],
    );
    let (first, second) = (&found.claims[0], &found.claims[1]);
    assert_eq!((first.holds(), first.basis), (Some(Holds::Contradicted), Basis::Majority));
    // Both who contradict say count, one of two says attribute.
    assert_eq!(first.errors.iter().collect::<Vec<_>>(), ["attribute", "count"]);
    assert_eq!((second.holds(), second.errors.len()), (None, 0));
    assert_eq!(found.omissions.unwrap().into_iter().collect::<Vec<_>>(), ["omission_event", "omission_object"]);

    let tied = of(&design, &item, &[said(&[(&a, no, &[])], &["omission_object"]), said(&[(&a, no, &[])], &[])]);
    assert_eq!(tied.omissions, None);
    let alone = of(&design, &item, &[said(&[(&a, "supported", &[])], &[])]);
    assert_eq!((alone.claims[0].basis, alone.claims.len()), (Basis::One, 1));
    assert_eq!(matched(&design, &item, None, &[]), None);
}

#[test]
fn what_was_signed_outweighs_every_vote() {
    let (design, item) = (caption_check(), sofa());
    let (a, b) = ids(&item);
    let votes = [said(&[(&a, "supported", &[])], &[]), said(&[(&a, "supported", &[])], &[])];
    let truth = said(&[(&a, "contradicted", &["count"]), (&b, "partially_supported", &["action"])], &[]);
    let found = matched(&design, &item, Some(&truth), &votes.iter().collect::<Vec<_>>()).unwrap();
    let holds: Vec<_> = found.claims.iter().map(|claim| (claim.holds(), claim.basis)).collect();
    assert_eq!(holds, [(Some(Holds::Contradicted), Basis::Truth), (Some(Holds::Partly), Basis::Truth)]);
}

#[test]
fn claims_that_most_people_drop_are_none_and_what_the_signer_splits_is_one() {
    let (design, item) = (caption_check(), sofa());
    let (a, b) = ids(&item);
    let dropping = |dropped: &str, kept: &str| {
        annotation(json!({"dropped": [dropped], "verdicts": [{"claim": kept, "value": "supported"}]}))
    };
    let found = of(&design, &item, &[dropping(&a, &b), dropping(&a, &b), said(&[(&a, "supported", &[])], &[])]);
    assert_eq!(found.claims.iter().map(|claim| claim.claim.clone()).collect::<Vec<_>>(), [b]);

    let truth = annotation(json!({
        "dropped": [a],
        "claims": [{"id": "own-1", "text": "Two dogs.", "from": [a]}],
        "verdicts": [{"claim": "own-1", "value": "contradicted", "errors": [{"type": "count"}]}],
    }));
    let found = matched(&design, &item, Some(&truth), &[]).unwrap();
    let own = &found.claims[0];
    assert_eq!((found.claims.len(), own.text.as_str(), own.place.as_str()), (1, "Two dogs.", "caption/0"));
}

/// Two items by a person, three by model B; who contradicts what is counted by hand below.
fn by_two_sources() -> Vec<Matched> {
    let design = caption_check();
    let one = |source: &str, values: [&str; 2], left_out: &[&str]| {
        let item = named(json!({"source": source, "sample": true, "note": "x".repeat(200)}));
        let (a, b) = ids(&item);
        let errors: &[&str] = if values[0] == "contradicted" { &["count"] } else { &[] };
        of(&design, &item, &[said(&[(&a, values[0], errors), (&b, values[1], &[])], left_out)])
    };
    vec![
        one("person", ["supported", "supported"], &[]),
        one("person", ["supported", "contradicted"], &[]),
        one("model B", ["contradicted", "contradicted"], &["omission_object"]),
        one("model B", ["contradicted", "supported"], &[]),
        one("model B", ["not_verifiable", "not_applicable"], &["omission_object"]),
    ]
}

#[test]
fn shares_are_told_by_source() {
    let items = by_two_sources();
    let told = told(&items);
    let [(By::All, all), (by, found)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(*by, By::Metadata("source".to_owned()), "one value, and long texts, tell nothing apart");
    let [model, person] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((model.value.as_str(), person.value.as_str()), ("model B", "person"));

    // Model B: five claims count on three items, one does not apply.
    assert_eq!((model.n_claims, model.n_items, model.not_applicable), (5, 3, 1));
    let contradicted = model.holds.iter().find(|(holds, _)| *holds == Holds::Contradicted).unwrap().1;
    let share = contradicted.share.unwrap();
    assert_eq!((contradicted.n, share.value), (3, 0.6));
    // By hand: squares (2 - 1.2)² + (1 - 1.2)² + (0 - 0.6)² = 1.04; variance 3/2 · 1.04/25 = 0.0624; 0.24/0.0624 = 3.846
    // effective, times (1.959964 / 4.302653)² for two degrees of freedom is 0.798, and nothing is worth less than one.
    assert_eq!((share.worth, share.method()), (1.0, "Wilson, clustered by item"));
    let unverifiable = model.holds.iter().find(|(holds, _)| *holds == Holds::Unverifiable).unwrap().1;
    assert_eq!((unverifiable.n, unverifiable.share.unwrap().value), (1, 0.2));
    assert_eq!((model.errors[0].0.as_str(), model.errors[0].1.n), ("count", 2));
    assert_eq!(model.basis.get(&Basis::One), Some(&5));

    // Omissions are counted by item: two of three.
    assert_eq!((model.n_omission_items, model.omitted.n), (3, 2));
    let omitted = model.omitted.share.unwrap();
    assert!((omitted.value - 2.0 / 3.0).abs() < 1e-12 && omitted.method() == "Wilson");
    assert!((omitted.low - 0.2077).abs() < 1e-4 && (omitted.high - 0.9385).abs() < 1e-4, "{omitted:?}");
    assert_eq!((model.omissions[0].0.as_str(), model.omissions[0].1.n), ("omission_object", 2));
    assert_eq!((person.n_claims, person.omitted.n), (4, 0));
    assert_eq!((all.len(), all[0].n_claims, all[0].n_items), (1, 9, 5));
}

#[test]
fn each_number_leads_to_its_claims() {
    let items = by_two_sources();
    let source = By::Metadata("source".to_owned());
    let count = |by: &By, value: &str, wanted: Behind| {
        let found: Vec<_> = items.iter().filter_map(|item| behind(item, by, value, &wanted)).collect();
        (found.len(), found.iter().map(Vec::len).sum::<usize>())
    };
    assert_eq!(count(&source, "model B", Behind::Holds(Holds::Contradicted)), (2, 3));
    assert_eq!(count(&source, "model B", Behind::Error("count".to_owned())), (2, 2));
    assert_eq!(count(&source, "model B", Behind::Counted), (3, 5));
    assert_eq!(count(&source, "model B", Behind::Omitted(None)), (2, 0));
    assert_eq!(count(&By::All, "", Behind::Omitted(Some("omission_event".to_owned()))), (0, 0));
    assert_eq!(count(&By::Kind, "", Behind::Omitted(None)), (0, 0), "what is left out has no kind");
}

#[test]
fn metadata_may_name_the_source_of_each_part() {
    let design = caption_check();
    let both = named(json!({"model": {"caption/0": "A", "1": "B"}}));
    let other = named(json!({"model": {"caption": "C"}}));
    let value = |item: &Item| of(&design, item, &[said(&[(&ids(item).0, "supported", &[])], &[])]);
    let items = [value(&both), value(&other)];
    let by = By::parse("metadata/model").unwrap();
    let told = told(&items);
    let [(By::All, _), (found, groups)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(*found, by);
    assert_eq!(groups.iter().map(|group| group.value.as_str()).collect::<Vec<_>>(), ["A", "C"]);
    for by in [By::All, By::Place, By::Origin, By::Kind, By::Aspect, by] {
        assert_eq!(By::parse(&by.id()), Some(by));
    }
    assert_eq!(By::parse("metadata/"), None);
}
