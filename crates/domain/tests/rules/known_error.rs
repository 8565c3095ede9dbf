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
    if made.known.kind == CorruptionKind::ShiftAudio {
        return one_moved_sound(design, before, made);
    }
    let Corruption { item, facts, known, sound } = made;
    assert_eq!(*sound, None);
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

/// The sound is what was changed, and every statement that this makes wrong says by how much; nothing else is wrong.
fn one_moved_sound(design: &Design, before: &Item, made: &Corruption) {
    let Corruption { item, facts, known, sound } = made;
    let moved = sound.as_ref().unwrap();
    assert_eq!((&moved.slot, &moved.part), (&known.slot, &known.part));
    assert!((600..=2_000).contains(&moved.by_ms.abs()), "{moved:?}");
    assert_eq!(shown(before), shown(item), "the medium itself is still to be made");
    let claims = &before.claim_sets[0].claims;
    let timed = claims.iter().any(|claim| claim.time.is_some());
    let offset = if timed { -moved.by_ms } else { moved.by_ms };
    assert_eq!(known.offset_ms, Some(offset));
    for claim in claims {
        let concerned = claim.time.is_some() || claim.kind.as_deref() == Some("sync");
        let mut verdicts = facts.verdicts.iter().filter(|verdict| verdict.claim == claim.id).peekable();
        assert_eq!(verdicts.peek().is_none(), !timed && claim.kind.as_deref() == Some("order"), "{claim:?}");
        let errors = verdicts.flat_map(|verdict| &verdict.errors);
        let errors: Vec<_> = errors.map(|error| (error.error_type.as_str(), error.offset_ms)).collect();
        let expected = if concerned { vec![("out_of_sync", Some(offset))] } else { Vec::new() };
        assert_eq!(errors, expected, "{claim:?}");
    }
    assert!(facts.verdicts.iter().any(|verdict| verdict.claim == known.claim && !verdict.errors.is_empty()));
    let mut facts = facts.clone();
    facts.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV".into();
    let unsaid = claims.iter().filter(|claim| facts.verdicts.iter().all(|verdict| verdict.claim != claim.id));
    if unsaid.count() == 0 {
        assert_eq!(serious(design, item, &facts), [], "{known:?}");
    }
    let right = score(design, item, &facts, &facts);
    assert!(!right.is_empty() && right.iter().all(|decision| decision.right), "{right:?}");
}
