//! Submitting: idempotence, lateness, surplus, corrections, stopping rules, and the streams of facts.

use crosscheck_domain::{ItemState, Outcome, Overlap, Policy};
use crosscheck_store::{AssignmentState, Intervention, ProjectChange, StoreError, WantNext};

use crate::{
    engine::Engine,
    world::{HOUR, NOW, World, item, lease, overlap, submission},
};

pub async fn a_repeated_submission_is_one_annotation(engine: &Engine) {
    let world = World::new(engine, 3).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    let send = |submission, now| world.store.submit(world.id(), submission, WantNext::Yes, now);
    let reply = send(submission(&first.id, "n1", "yes"), NOW + 1).await.unwrap();
    assert!(!reply.duplicate && !reply.late && !reply.surplus);
    let again = send(submission(&first.id, "n1", "yes"), NOW + 2).await.unwrap();
    assert!(again.duplicate);
    assert_eq!((again.seq, again.submitted_at), (reply.seq, NOW + 1));
    let next = lease(reply.next).unwrap();
    assert_eq!(lease(again.next).unwrap().id, next.id, "the same next, too");
    let other_body = send(submission(&first.id, "n1", "no"), NOW).await;
    assert!(matches!(other_body, Err(StoreError::Conflict(_))));
    let other_assignment = send(submission(&next.id, "n1", "yes"), NOW).await;
    assert!(matches!(other_assignment, Err(StoreError::Conflict(_))));
    let second_one = send(submission(&first.id, "n2", "yes"), NOW).await;
    assert!(matches!(second_one, Err(StoreError::Conflict(_))), "one annotation an assignment");
    assert!(matches!(send(submission(&"none".into(), "n3", "yes"), NOW).await, Err(StoreError::NotFound)));
    let stored = world.store.annotation(&"n1".into()).await.unwrap();
    assert_eq!((stored.item.clone(), stored.seq, stored.active_ms), (item(1).id, reply.seq, 1500));
    assert_eq!(world.store.annotations_of(world.id(), &stored.item).await.unwrap(), [stored]);
    assert!(matches!(world.store.annotation(&"n2".into()).await, Err(StoreError::NotFound)));
    assert_eq!(world.store.counts(world.id()).await.unwrap().annotations, 1);
    world.check_standings().await;
}

pub async fn late_and_surplus(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    let late = world.next(&ann, NOW).await.unwrap();
    let in_time = world.next(&bob, NOW + 2 * HOUR).await.unwrap();
    let reply = world.submit(&late, "late", "no", NOW + 2 * HOUR).await;
    assert!(reply.late && reply.surplus, "bob holds the only place");
    let reply = world.submit(&in_time, "in-time", "yes", NOW + 2 * HOUR).await;
    assert!(!reply.late && !reply.surplus);
    let row = world.store.item(world.id(), &item(1).id).await.unwrap().row;
    assert_eq!((row.state, row.votes, row.taken), (ItemState::Done, 1, 0));
    world.check_standings().await;

    let world = World::with_policy(engine, 1, overlap(1)).await;
    let ann = world.person("ann").await;
    let late = world.next(&ann, NOW).await.unwrap();
    world.store.expire_leases(NOW + 2 * HOUR).await.unwrap();
    let reply = world.submit(&late, "late", "no", NOW + 2 * HOUR).await;
    assert!(reply.late && !reply.surplus, "there is still room");
    world.check_standings().await;

    let world = World::with_policy(engine, 1, Policy { count_late: false, ..overlap(1) }).await;
    let ann = world.person("ann").await;
    let late = world.next(&ann, NOW).await.unwrap();
    let reply = world.submit(&late, "late", "no", NOW + 2 * HOUR).await;
    assert!(reply.late && reply.surplus, "the policy does not count late work");
    assert_eq!(world.store.item(world.id(), &item(1).id).await.unwrap().row.state, ItemState::Open);
    world.check_standings().await;
}

pub async fn a_submission_goes_by_the_policy_of_its_moment(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let ann = world.person("ann").await;
    let lease = world.next(&ann, NOW).await.unwrap();
    let change = ProjectChange { policy: Some(overlap(2)), ..ProjectChange::default() };
    world.store.update_project(world.id(), change, NOW).await.unwrap();
    world.store.recompute_standings(world.id(), &[item(1).id], NOW).await.unwrap();
    world.submit(&lease, "n1", "yes", NOW).await;
    let row = world.store.item(world.id(), &item(1).id).await.unwrap().row;
    assert_eq!((row.state, row.wanted), (ItemState::Open, 2));
    world.check_standings().await;
}

pub async fn a_new_design_makes_open_work_late(engine: &Engine) {
    let world = World::new(engine, 2).await;
    let ann = world.person("ann").await;
    let old = world.next(&ann, NOW).await.unwrap();
    world.store.publish_design(world.id(), 1, "{}", "{}", &world.manager, NOW).await.unwrap();
    let reply = world.submit(&old, "n1", "yes", NOW).await;
    assert!(reply.late && !reply.surplus);
    assert_eq!(world.store.annotation(&"n1".into()).await.unwrap().design_version, 1);
    assert_eq!(world.next(&ann, NOW).await.unwrap().design_version, 2);
}

pub async fn reopening_supersedes(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(1)).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    world.submit(&first, "n1", "no", NOW).await;
    let reopened = world.store.reopen(&"n1".into(), NOW).await.unwrap();
    assert_eq!((reopened.supersedes.as_ref().unwrap().as_str(), reopened.state), ("n1", AssignmentState::Held));
    assert_eq!(world.store.reopen(&"n1".into(), NOW).await.unwrap().id, reopened.id);
    assert_eq!(world.next(&ann, NOW).await.unwrap().item, item(2).id, "the queue goes on beside it");
    let reply = world.submit(&reopened, "n1b", "yes", NOW).await;
    assert!(!reply.surplus);
    let both = world.store.annotations_of(world.id(), &first.item).await.unwrap();
    let seen: Vec<_> = both.iter().map(|one| (one.id.as_str(), one.until_seq)).collect();
    assert_eq!(seen, [("n1", Some(reply.seq)), ("n1b", None)]);
    assert_eq!(both[1].supersedes.as_ref(), Some(&both[0].id));
    let counts = world.store.counts_for(world.id(), &ann, NOW).await.unwrap();
    assert_eq!((counts.submitted, counts.today), (1, 1), "a correction is the same piece of work");
    let row = world.store.item(world.id(), &first.item).await.unwrap().row;
    assert_eq!((row.votes, row.taken, row.state), (1, 0, ItemState::Done));
    assert!(matches!(world.store.reopen(&"n1".into(), NOW).await, Err(StoreError::Conflict(_))));
    let gone = world.store.superseded_since(world.id(), 0, 10).await.unwrap();
    assert_eq!((gone.len(), gone[0].annotation.as_str(), gone[0].until_seq), (1, "n1", reply.seq));
    assert_eq!((gone[0].made.outcome.as_str(), gone[0].made.until_seq), ("complete", Some(reply.seq)));
    assert!(world.store.superseded_since(world.id(), reply.seq, 10).await.unwrap().is_empty());
    world.check_standings().await;
}

pub async fn an_old_correction_does_not_undo_a_newer_one(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    world.submit(&first, "n1", "no", NOW).await;
    let current = async || {
        let all = world.store.annotations_of(world.id(), &first.item).await.unwrap();
        let live = all.into_iter().filter(|one| one.until_seq.is_none() && !one.surplus);
        live.map(|one| one.id.0).collect::<Vec<_>>()
    };
    // She opens it on the phone, forgets it there, and corrects it at the desk.
    let forgotten = world.store.reopen(&"n1".into(), NOW + 1).await.unwrap();
    world.store.expire_leases(NOW + 2 * HOUR).await.unwrap();
    let newer = world.store.reopen(&"n1".into(), NOW + 2 * HOUR).await.unwrap();
    assert_ne!(newer.id, forgotten.id);
    world.submit(&newer, "n2", "yes", NOW + 2 * HOUR).await;
    let reply = world.submit(&forgotten, "n3", "no", NOW + 3 * HOUR).await;
    assert!(reply.late && reply.surplus, "kept, and it takes nobody's place");
    assert_eq!(current().await, ["n2"]);
    world.check_standings().await;
    let counts = world.store.counts_for(world.id(), &ann, NOW).await.unwrap();
    let annotations = world.store.counts(world.id()).await.unwrap().annotations;
    // Who means it opens the current one again.
    let meant = world.store.reopen(&"n2".into(), NOW + 3 * HOUR).await.unwrap();
    let reply = world.submit(&meant, "n4", "no", NOW + 3 * HOUR).await;
    assert!(!reply.surplus);
    assert_eq!(current().await, ["n4"]);
    let after = world.store.counts_for(world.id(), &ann, NOW).await.unwrap();
    assert_eq!(
        (counts.submitted, annotations),
        (after.submitted, world.store.counts(world.id()).await.unwrap().annotations)
    );
    world.check_standings().await;

    // The other way round: the one that was opened last is also the one that stays.
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    world.submit(&first, "n1", "no", NOW).await;
    let older = world.store.reopen(&"n1".into(), NOW + 1).await.unwrap();
    world.store.expire_leases(NOW + 2 * HOUR).await.unwrap();
    let newer = world.store.reopen(&"n1".into(), NOW + 2 * HOUR).await.unwrap();
    assert!(!world.submit(&older, "n2", "no", NOW + 2 * HOUR).await.surplus);
    assert!(!world.submit(&newer, "n3", "yes", NOW + 3 * HOUR).await.surplus);
    let all = world.store.annotations_of(world.id(), &first.item).await.unwrap();
    let seen: Vec<_> = all.iter().map(|one| (one.id.as_str(), one.until_seq.is_none())).collect();
    assert_eq!(seen, [("n1", false), ("n2", false), ("n3", true)]);
    world.check_standings().await;
}

pub async fn disagreement_asks_for_more(engine: &Engine) {
    let fields = vec!["question/fit".to_owned()];
    let policy = Policy { overlap: Overlap::Adaptive { start: 2, max: 3, fields }, ..Policy::default() };
    let world = World::with_policy(engine, 2, policy).await;
    let mut people = Vec::new();
    for name in ["ann", "bob", "cleo"] {
        people.push(world.person(name).await);
    }
    for (person, values) in people.iter().zip([["yes", "yes"], ["yes", "no"]]) {
        for value in values {
            let next = world.next(person, NOW).await.unwrap();
            world.submit(&next, &format!("{person}-{}", next.item), value, NOW).await;
        }
    }
    let rows = world.store.standings_page(world.id(), None, 10).await.unwrap();
    assert_eq!((rows[0].state, rows[0].agreement), (ItemState::Done, Some(1.0)));
    assert_eq!((rows[1].state, rows[1].wanted, rows[1].agreement), (ItemState::Open, 3, Some(0.0)));
    let third = world.next(&people[2], NOW).await.unwrap();
    assert_eq!(third.item, item(2).id);
    world.submit(&third, "c", "no", NOW).await;
    assert!(world.next(&people[2], NOW).await.is_none());
    assert_eq!(world.store.counts(world.id()).await.unwrap().done, 2);
    world.check_standings().await;
}

pub async fn unusable_closes_the_item(engine: &Engine) {
    let world = World::new(engine, 1).await;
    for name in ["ann", "bob"] {
        let person = world.person(name).await;
        let next = world.next(&person, NOW).await.unwrap();
        world.submit_outcome(&next, name, Outcome::Unusable { reason: "broken_media".to_owned() }, NOW).await;
    }
    let row = world.store.item(world.id(), &item(1).id).await.unwrap().row;
    assert_eq!((row.state, row.votes), (ItemState::Unusable, 0));
    let cleo = world.person("cleo").await;
    assert!(world.next(&cleo, NOW).await.is_none());
    assert_eq!(world.store.counts(world.id()).await.unwrap().unusable, 1);
    world.check_standings().await;
}

pub async fn my_work_and_totals(engine: &Engine) {
    let world = World::new(engine, 4).await;
    let ann = world.person("ann").await;
    for n in 1..=3 {
        let next = world.next(&ann, NOW).await.unwrap();
        world.submit(&next, &format!("n{n}"), "yes", NOW + n).await;
    }
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit_outcome(&next, "n4", Outcome::Declined { reason: "no".to_owned() }, NOW + 4).await;
    let first = world.store.my_work(world.id(), &ann, None, 3).await.unwrap();
    let second = world.store.my_work(world.id(), &ann, first.next.as_deref(), 3).await.unwrap();
    let seen: Vec<_> = first.items.iter().chain(&second.items).map(|row| row.annotation.as_str()).collect();
    assert_eq!(seen, ["n4", "n3", "n2", "n1"]);
    let last = &second.items[0];
    assert_eq!((last.outcome.as_str(), last.state), ("complete", ItemState::Open));
    let counts = world.store.counts_for(world.id(), &ann, NOW).await.unwrap();
    assert_eq!((counts.submitted, counts.today), (3, 3), "a declined item is no work");
    assert_eq!(world.store.counts_for(world.id(), &ann, NOW + 25 * HOUR).await.unwrap().today, 0);
    assert_eq!(world.store.counts_for(world.id(), &world.manager, NOW).await.unwrap().submitted, 0);
    let told = world.store.told_since(world.id(), 0, 10).await.unwrap();
    let made: Vec<_> =
        told.iter().map(|one| (one.made.outcome.as_str(), one.made.active_ms, one.made.until_seq)).collect();
    let complete = ("complete", 1500, None);
    assert_eq!(made, [complete, complete, complete, ("declined", 1500, None)]);
    assert_eq!(world.store.told_since(world.id(), told[2].made.seq, 10).await.unwrap(), told[3..]);
    let rows: Vec<_> = told.iter().flat_map(crosscheck_store::Told::rows).collect();
    assert_eq!(rows, world.store.ratings_since(world.id(), 0, 10).await.unwrap());
}

pub async fn facts_are_told_in_order(engine: &Engine) {
    let world = World::new(engine, 3).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    for person in [&ann, &bob] {
        for n in 1..=2 {
            let next = world.next(person, NOW).await.unwrap();
            world.submit(&next, &format!("{person}-{n}"), "yes", NOW).await;
        }
    }
    world.intervene(&[item(3).id], Intervention::Exclude("blurred".to_owned())).await;
    world.store.publish_design(world.id(), 1, "{}", "{}", &world.manager, NOW).await.unwrap();
    let mut seen = Vec::new();
    loop {
        let after = seen.last().map_or(0, |(seq, _)| *seq);
        let page = world.store.changes(world.id(), after, 4).await.unwrap();
        if page.is_empty() {
            break;
        }
        seen.extend(page.into_iter().map(|change| (change.seq, change.kind)));
    }
    let kinds: Vec<&str> = seen.iter().map(|(_, kind)| kind.as_str()).collect();
    let expected =
        ["design", "item", "item", "item", "annotation", "annotation", "annotation", "annotation", "exclude", "design"];
    assert_eq!(kinds, expected);
    let seqs: Vec<i64> = seen.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, (1..=10).collect::<Vec<_>>(), "none is missing");
    assert_eq!(world.store.project("captions").await.unwrap().seq, 10);

    let first = world.store.ratings_since(world.id(), 0, 3).await.unwrap();
    let rest = world.store.ratings_since(world.id(), first.last().unwrap().seq, 3).await.unwrap();
    assert_eq!((first.len(), rest.len()), (3, 1));
    let rating = &rest[0];
    assert_eq!((rating.field.as_str(), rating.unit.as_str(), rating.value.as_str()), ("question/fit", "", "yes"));
    assert_eq!((&rating.annotator, &rating.item, rating.until_seq), (&bob, &item(2).id, None));
    assert_eq!(&world.store.ratings_of(&rating.annotation).await.unwrap(), &rest);
}
