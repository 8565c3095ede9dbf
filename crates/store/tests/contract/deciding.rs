//! Who reviews and settles what; what is sent back; comments and what people are told.

use crosscheck_domain::{Adjudicate, AdjudicationRule, AnnotationId, AnnotatorId, ItemState, Policy, ReviewRule};
use crosscheck_store::{
    AssignmentState, CommentKind, DecisionKind, DraftMode, MemberRole, NewComment, NewDraft, NewTruth,
    NotificationKind, SendBack, StoreError,
};

use crate::{
    engine::Engine,
    truths::truth,
    world::{HOUR, MINUTE, NOW, World, item, overlap},
};

/// Two answers an item; those that differ are disputed, all others are reviewed.
fn policy() -> Policy {
    let adjudication = AdjudicationRule { when: Adjudicate::Disputed, fields: Vec::new(), agree: 2 };
    Policy { adjudication, review: ReviewRule { share: 1.0 }, ..overlap(2) }
}

/// A project whose first item ann and ben answered, with an expert.
async fn answered(engine: &Engine, values: [&str; 2]) -> (World, [AnnotatorId; 3]) {
    let world = World::with_policy(engine, 1, policy()).await;
    let (ann, ben, eve) = (world.member("ann").await, world.member("ben").await, world.person("eve").await);
    world.store.set_role(world.id(), &eve, MemberRole::Expert, NOW).await.unwrap();
    for (person, id, value) in [(&ann, "01A", values[0]), (&ben, "01B", values[1])] {
        let lease = world.next(person, NOW).await.unwrap();
        world.submit(&lease, id, value, NOW).await;
    }
    (world, [ann, ben, eve])
}

fn refused<T: std::fmt::Debug>(reply: Result<T, StoreError>, word: &str) {
    match reply {
        Err(StoreError::Conflict(message)) => assert!(message.contains(word), "{message}"),
        other => panic!("{other:?}"),
    }
}

pub async fn who_has_read_an_item_does_not_decide(engine: &Engine) {
    let (world, [ann, ben, eve]) = answered(engine, ["yes", "no"]).await;
    let (store, project, id) = (&world.store, world.id(), item(1).id);
    let decide = async |person: &AnnotatorId, kind, named| store.next_decision(project, person, kind, named, NOW).await;
    assert!(decide(&ann, DecisionKind::Adjudicate, None).await.unwrap().is_none(), "passed over");
    refused(decide(&ann, DecisionKind::Adjudicate, Some(&id)).await, "read this item");
    assert!(store.is_first_reader(project, &id, &ben).await.unwrap());
    assert!(!store.is_first_reader(project, &id, &eve).await.unwrap());
    assert!(decide(&eve, DecisionKind::Review, None).await.unwrap().is_none(), "it is disputed");
    refused(decide(&eve, DecisionKind::Review, Some(&id)).await, "disputed");

    let lease = decide(&eve, DecisionKind::Adjudicate, Some(&id)).await.unwrap().unwrap();
    assert_eq!((lease.role.as_str(), lease.decides()), ("adjudicate", Some(DecisionKind::Adjudicate)));
    world.check_standings().await;
    assert_eq!(store.item(project, &id).await.unwrap().row.taken, 0, "who decides takes no place");
    let answer =
        store.submit(project, crate::world::submission(&lease.id, "01E", "yes"), crosscheck_store::WantNext::No, NOW);
    refused(answer.await, "to decide");
    let asked = store.assign(project, &id, &eve, &world.manager, NOW).await;
    refused(asked, "answers of others");

    let signed = NewTruth { assignment: Some(lease.id.clone()), ..truth("t1", &eve, "yes") };
    let first = store.sign(project, signed.clone(), NOW).await.unwrap();
    assert_eq!(store.sign(project, signed, NOW).await.unwrap(), first, "signed once");
    let again = NewTruth { assignment: Some(lease.id.clone()), ..truth("t2", &eve, "no") };
    refused(store.sign(project, again, NOW).await, "signed already");
    assert_eq!(store.assignment(&lease.id).await.unwrap().state, AssignmentState::Done);
    assert!(store.reopen_truth(project, &id, "look again", &eve, NOW).await.unwrap());
    let second = decide(&eve, DecisionKind::Adjudicate, None).await.unwrap().unwrap();
    assert_ne!(second.id, lease.id);
    let by_reader = NewTruth { assignment: Some(second.id), ..truth("t3", &ann, "no") };
    refused(store.sign(project, by_reader, NOW).await, "read this item");
    world.check_standings().await;
}

pub async fn one_decides_at_a_time_and_a_draft_survives(engine: &Engine) {
    let (world, [_, _, eve]) = answered(engine, ["yes", "no"]).await;
    let (store, project, id) = (&world.store, world.id(), item(1).id);
    let eva = world.person("eva").await;
    store.set_role(project, &eva, MemberRole::Expert, NOW).await.unwrap();
    let kind = DecisionKind::Adjudicate;
    let lease = store.next_decision(project, &eve, kind, None, NOW).await.unwrap().unwrap();
    assert_eq!(store.next_decision(project, &eve, kind, None, NOW).await.unwrap().unwrap().id, lease.id);
    assert!(store.next_decision(project, &eva, kind, None, NOW).await.unwrap().is_none());
    refused(store.next_decision(project, &eva, kind, Some(&id), NOW).await, "somebody else");

    assert_eq!(store.names_shown_at(&lease.id).await.unwrap(), None);
    assert_eq!(store.show_names(&lease.id, NOW + 1).await.unwrap(), NOW + 1);
    assert_eq!(store.show_names(&lease.id, NOW + 2).await.unwrap(), NOW + 1, "the first time stands");
    let draft =
        NewDraft { base_revision: 0, body: "{}".to_owned(), client: "tab".to_owned(), mode: DraftMode::Checked };
    store.put_draft(&lease.id, draft, NOW).await.unwrap();
    store.release(&lease.id, NOW).await.unwrap();
    world.check_standings().await;
    let again = store.next_decision(project, &eve, kind, None, NOW + MINUTE).await.unwrap().unwrap();
    assert_eq!((&again.id, again.draft.is_some()), (&lease.id, true));

    // Who stays away loses the item to the next one.
    let later = NOW + 3 * HOUR;
    assert_eq!(store.expire_leases(later).await.unwrap(), 1);
    world.check_standings().await;
    assert!(store.next_decision(project, &eva, kind, None, later).await.unwrap().is_some());
    refused(store.next_decision(project, &eve, kind, Some(&id), later).await, "somebody else");
}

pub async fn what_is_sent_back_waits_for_its_correction(engine: &Engine) {
    let (world, [ann, _, eve]) = answered(engine, ["yes", "yes"]).await;
    let (store, project, id) = (&world.store, world.id(), item(1).id);
    assert_eq!(store.item(project, &id).await.unwrap().row.state, ItemState::Review);
    let kind = DecisionKind::Review;
    let review = store.next_decision(project, &eve, kind, None, NOW).await.unwrap().unwrap();
    let back = SendBack {
        assignment: review.id.clone(),
        annotations: vec![AnnotationId("01A".to_owned())],
        body: "look at the left".to_owned(),
        target: r#"{"on":"item"}"#.to_owned(),
    };
    store.send_back(project, back.clone(), &eve, NOW).await.unwrap();
    assert!(matches!(store.send_back(project, back, &eve, NOW).await, Err(StoreError::Gone)), "once");
    assert!(store.next_decision(project, &eve, kind, None, NOW).await.unwrap().is_none(), "it waits");
    assert!(store.next_decision(project, &eve, kind, Some(&id), NOW).await.unwrap().is_some(), "unless it is named");

    let told = store.notifications(&ann, 10).await.unwrap().remove(0);
    assert_eq!((told.kind, told.item, told.body.as_str()), (NotificationKind::SentBack, None, "look at the left"));
    let correction = store.assignment(&told.assignment.unwrap()).await.unwrap();
    assert_eq!(correction.supersedes, Some(AnnotationId("01A".to_owned())));
    assert_eq!(store.comments_to(&AnnotationId("01A".to_owned())).await.unwrap()[0].kind, CommentKind::SendBack);
    let submission = crosscheck_store::Submission {
        supersedes: correction.supersedes.clone(),
        ..crate::world::submission(&correction.id, "01C", "no")
    };
    let sent = store.submit(project, submission, crosscheck_store::WantNext::No, NOW + 24 * HOUR).await.unwrap();
    assert!(!sent.late && !sent.surplus);
    world.check_standings().await;
    assert_eq!(store.item(project, &id).await.unwrap().row.state, ItemState::Disputed);
}

pub async fn comments_are_facts_and_people_are_told(engine: &Engine) {
    let (world, [_, _, eve]) = answered(engine, ["yes", "no"]).await;
    let (store, project) = (&world.store, world.id());
    let rob = world.person("rob").await;
    store.set_role(project, &rob, MemberRole::Reviewer, NOW).await.unwrap();
    let comment = |id: &str, author: &AnnotatorId, body: &str| NewComment {
        id: id.to_owned(),
        item: item(1).id,
        author: author.clone(),
        kind: CommentKind::Comment,
        annotation: None,
        reply_to: None,
        target: r#"{"on":"claim","id":"c1"}"#.to_owned(),
        body: body.to_owned(),
        mentions: Vec::new(),
    };
    let first = NewComment { mentions: vec![rob.clone()], ..comment("k1", &eve, "@rob is this the left?") };
    let stored = store.comment(project, first.clone(), NOW).await.unwrap();
    assert_eq!(store.comment(project, first, NOW).await.unwrap(), stored, "written once");
    refused(store.comment(project, comment("k1", &eve, "other words"), NOW).await, "this id");
    let reply = NewComment { reply_to: Some("k1".to_owned()), ..comment("k2", &rob, "it is") };
    store.comment(project, reply, NOW + 1).await.unwrap();
    let resolved =
        NewComment { kind: CommentKind::Resolve, reply_to: Some("k1".to_owned()), ..comment("k3", &eve, "") };
    assert_eq!(store.comment(project, resolved, NOW + 2).await.unwrap(), store.one_comment("k3").await.unwrap());
    let all = store.comments_of(project, &item(1).id).await.unwrap();
    assert_eq!(all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["k1", "k2", "k3"]);
    let kinds: Vec<String> =
        store.changes(project, stored.seq - 1, 10).await.unwrap().into_iter().map(|change| change.kind).collect();
    assert_eq!(kinds, ["comment", "comment", "resolve"]);

    let told = store.notifications(&rob, 10).await.unwrap();
    assert_eq!((told.len(), told[0].kind, told[0].author_name.as_str()), (1, NotificationKind::Mention, "eve"));
    assert_eq!(told[0].item, Some(item(1).id));
    assert_eq!(store.notifications(&eve, 10).await.unwrap()[0].kind, NotificationKind::Reply);
    assert_eq!(store.unread(&rob).await.unwrap(), 1);
    assert_eq!(store.pulse(std::slice::from_ref(&rob), NOW).await.unwrap().members[0].unread, 1);
    store.read_notifications(&rob, Some("no such"), NOW).await.unwrap();
    assert_eq!(store.unread(&rob).await.unwrap(), 1);
    store.read_notifications(&rob, None, NOW + 3).await.unwrap();
    assert_eq!((store.unread(&rob).await.unwrap(), store.unread(&eve).await.unwrap()), (0, 1));
}
