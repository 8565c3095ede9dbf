//! What must hold of every item that was made with one known error.

use crosscheck_domain::{
    Annotation, Claim, Content, Corruption, CorruptionKind, Design, Item, Problem, check, check_item, score, shown,
};

fn serious(design: &Design, item: &Item, facts: &Annotation) -> Vec<Problem> {
    let asked = |problem: &Problem| problem.at.first().is_some_and(|at| at == "verdicts" || at == "regions");
    check(design, item, facts).into_iter().filter(asked).collect()
}

/// The item fits the design, its facts pass the check, exactly one error is known, and it lies where it is said to.
pub fn one_known_error(design: &Design, before: &Item, made: &Corruption) {
    let Corruption { item, facts, known } = made;
    assert_eq!(check_item(design, item), [], "{known:?}");
    assert_ne!(shown(before), shown(item));
    let errors: Vec<_> = facts.verdicts.iter().flat_map(|verdict| &verdict.errors).collect();
    assert_eq!(errors.len(), 1, "{known:?}");
    assert_eq!(errors[0].error_type, known.error_type);
    let wrong = facts.verdicts.iter().find(|verdict| !verdict.errors.is_empty()).unwrap();
    assert_eq!(wrong.claim, known.claim);
    let mut facts = facts.clone();
    facts.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV".into();
    // Of the second of two swapped statements nothing is known.
    if known.kind != CorruptionKind::SwapEvents {
        assert_eq!(serious(design, item, &facts), [], "{known:?}");
    }
    let claim: &Claim = item.claim(&known.claim).unwrap();
    let words = |item: &Item| match &item.part(&known.slot, &known.part).unwrap().content {
        Content::Text { text, .. } => text.chars().collect::<Vec<_>>(),
        Content::Asset { .. } => panic!("a text"),
    };
    let (old, new) = (words(before), words(item));
    match &known.span {
        Some(span) => {
            assert_eq!(new[span.start..span.end].iter().collect::<String>(), span.quote);
            assert!(claim.spans.iter().any(|one| one.start <= span.start && span.end <= one.end));
            assert_ne!(known.before, known.after);
            let same_before = new[..span.start] == old[..span.start];
            let restored: String = new[..span.start].iter().collect::<String>()
                + &known.before
                + &new[span.end..].iter().collect::<String>();
            assert!(same_before);
            if known.kind != CorruptionKind::SwapEvents {
                assert_eq!(restored, old.iter().collect::<String>(), "nothing else has changed");
            }
        }
        None => {
            assert_eq!(old, new);
            let shifted = claim.time.unwrap().start_ms - before.claim(&known.claim).unwrap().time.unwrap().start_ms;
            assert_eq!((Some(shifted), known.time), (known.offset_ms, claim.time));
        }
    }
    assert!(!item.external_id.contains("gold") && item.group.is_some());
    let right = score(design, item, &facts, &facts);
    assert!(right.iter().all(|decision| decision.right), "{right:?}");
}
