//! What managers do to selected items, and what a new policy changes.

use crosscheck_domain::{ItemId, ItemState, Order, Outcome, Policy};
use crosscheck_store::{
    Checkpoint, ExportFilter, Intervention, ItemFilter, ItemSort, NewItem, NewJob, ProjectChange, StoreError, WantNext,
};

use crate::{
    engine::Engine,
    world::{NOW, World, item, lease, overlap, submission},
};

pub async fn requeue_priority_exclude_include(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let store = &world.store;
    let act = async |items: &[ItemId], what: Intervention| world.intervene(items, what).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "n1", "yes", NOW).await;
    let ids: Vec<ItemId> = world.items().await;
    let state = async |n: usize| store.item(world.id(), &item(n).id).await.unwrap().row.state;

    assert_eq!(state(1).await, ItemState::Done);
    assert_eq!(act(&ids[..1], Intervention::Requeue(1)).await, 1);
    assert_eq!(state(1).await, ItemState::Open);
    world.check_standings().await;

    assert_eq!(act(&ids[1..], Intervention::Exclude("blurred".to_owned())).await, 2);
    assert_eq!(act(&ids, Intervention::Exclude("blurred".to_owned())).await, 1, "two are out already");
    assert!(world.next(&bob, NOW).await.is_none());
    world.check_standings().await;
    assert_eq!(act(&ids, Intervention::Include).await, 3);
    assert_eq!(act(&ids, Intervention::Include).await, 0);
    assert_eq!(world.next(&bob, NOW).await.unwrap().item, ids[0]);
    world.check_standings().await;

    assert_eq!(act(&ids[2..], Intervention::Priority(5)).await, 1);
    assert_eq!(act(&ids[2..], Intervention::Priority(5)).await, 0);
    let first = store.items(world.id(), &ItemFilter::default(), ItemSort::Priority, None, 1).await.unwrap();
    assert_eq!((&first.items[0].id, first.items[0].priority), (&ids[2], 5));
    world.check_standings().await;
    let elsewhere =
        store.intervene(&"elsewhere".into(), &ids, Intervention::Requeue(1), &world.manager, None, NOW).await;
    assert_eq!(elsewhere.ok(), None, "another project's items");
    let all = ItemFilter { ids: vec!["none".into()], ..ItemFilter::default() };
    assert_eq!(store.count_items(world.id(), &all).await.unwrap(), 0);
}

pub async fn a_new_policy_recomputes_standings(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let ann = world.person("ann").await;
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "n1", "yes", NOW).await;
    let change = ProjectChange { policy: Some(overlap(2)), ..ProjectChange::default() };
    world.store.update_project(world.id(), change, NOW).await.unwrap();
    recompute_all(&world).await;
    let counts = world.store.counts(world.id()).await.unwrap();
    assert_eq!((counts.open, counts.done), (3, 0));
    world.check_standings().await;
}

/// What the job after a new policy does.
async fn recompute_all(world: &World) {
    let mut after = None;
    loop {
        let page = world.store.standings_page(world.id(), after.as_ref(), 2).await.unwrap();
        let items: Vec<ItemId> = page.iter().map(|standing| standing.item.clone()).collect();
        world.store.recompute_standings(world.id(), &items, NOW).await.unwrap();
        match page.last() {
            Some(last) => after = Some(last.item.clone()),
            None => break,
        }
    }
}

pub async fn a_new_order_moves_the_queue(engine: &Engine) {
    let world = World::with_policy(engine, 0, overlap(1)).await;
    let row = |n: usize| NewItem { priority: n as i64, random_key: [3, 1, 2, 4][n - 1], ..item(n) };
    world.import((1..=4).map(row)).await;
    let first = async |order: Order, who: &str| {
        let change = ProjectChange { policy: Some(Policy { order, ..overlap(1) }), ..ProjectChange::default() };
        world.store.update_project(world.id(), change, NOW).await.unwrap();
        recompute_all(&world).await;
        world.next(&world.person(who).await, NOW).await.unwrap().item
    };
    assert_eq!(first(Order::Sequence, "ann").await, item(1).id);
    assert_eq!(first(Order::Priority, "bob").await, item(4).id);
    assert_eq!(first(Order::Random, "eve").await, item(2).id);
    assert_eq!(first(Order::Sequence, "kim").await, item(3).id);
    world.check_standings().await;
}

/// A job that is killed behind a chunk goes on behind it, and asks nobody twice.
pub async fn a_chunk_commits_with_its_checkpoint(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let (store, ids) = (&world.store, world.items().await);
    let (kind, unit) = ("select".to_owned(), "items".to_owned());
    let new = NewJob { kind, project: Some(world.id().clone()), by: None, payload: "{}".to_owned(), unit };
    let job = store.enqueue(new, NOW).await.unwrap();
    store.claim_job("one", NOW, 1000).await.unwrap().unwrap();
    let chunk = async |worker: &'static str| {
        let job = job.clone();
        let reached = move |changed: u64| Checkpoint {
            job: job.clone(),
            worker: worker.to_owned(),
            done: 3,
            total: Some(3),
            state_json: format!("{{\"changed\":{changed}}}"),
            problems: Vec::new(),
        };
        let requeue = Intervention::Requeue(2);
        store.intervene(world.id(), &ids, requeue, &world.manager, Some(Box::new(reached)), NOW).await
    };
    assert_eq!(chunk("one").await.unwrap(), 3);
    assert!(matches!(chunk("two").await, Err(StoreError::JobLost)), "it is not the job of this one");
    let rows = store.standings_page(world.id(), None, 10).await.unwrap();
    assert!(rows.iter().all(|row| row.extra == 2), "nothing of the refused chunk is there");
    let job = store.job(&job).await.unwrap();
    assert_eq!((job.done, job.checkpoint.as_deref()), (3, Some("{\"changed\":3}")));
    world.check_standings().await;
}

pub async fn a_requeue_opens_what_was_called_unusable(engine: &Engine) {
    let world = World::with_policy(engine, 1, Policy { unusable_limit: 1, ..overlap(1) }).await;
    let unusable = || Outcome::Unusable { reason: "broken_media".to_owned() };
    let ann = world.person("ann").await;
    let lease = world.next(&ann, NOW).await.unwrap();
    world.submit_outcome(&lease, "n1", unusable(), NOW).await;
    let closed_at = world.store.project("captions").await.unwrap().seq;
    let state = async || world.store.item(world.id(), &item(1).id).await.unwrap().row.state;
    assert_eq!(state().await, ItemState::Unusable);
    assert_eq!(world.intervene(&[item(1).id], Intervention::Requeue(1)).await, 1);
    assert_eq!(state().await, ItemState::Open);
    world.check_standings().await;
    let requeued_at = world.store.project("captions").await.unwrap().seq;
    assert!(world.next(&ann, NOW).await.is_none(), "she has said what she has to say");
    let bob = world.person("bob").await;
    let lease = world.next(&bob, NOW).await.unwrap();
    world.submit(&lease, "n2", "yes", NOW).await;
    assert_eq!(state().await, ItemState::Open, "one more is wanted than the policy asks for");
    world.check_standings().await;
    // Who calls it unusable again, after that, is heard.
    let again = world.store.reopen(&"n1".into(), NOW).await.unwrap();
    world.submit_outcome(&again, "n3", unusable(), NOW).await;
    assert_eq!(state().await, ItemState::Unusable);
    world.check_standings().await;
    let in_state = async |seq: i64, state: ItemState| {
        let filter = ExportFilter { state: Some((state, world.project.policy.clone())), ..ExportFilter::default() };
        world.store.export_page(world.id(), seq, &filter, None, 10).await.unwrap().len()
    };
    assert_eq!((in_state(closed_at, ItemState::Unusable).await, in_state(closed_at, ItemState::Open).await), (1, 0));
    assert_eq!(
        (in_state(requeued_at, ItemState::Unusable).await, in_state(requeued_at, ItemState::Open).await),
        (0, 1)
    );
}

pub async fn offers_are_given_to_members_and_withdrawn(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let (ann, bob) = (world.member("ann").await, world.person("bob").await);
    let ids = world.items().await;
    assert_eq!(world.intervene(&ids[..1], Intervention::Assign(ann.clone())).await, 1);
    world.store.assign(world.id(), &ids[1], &ann, &world.manager, NOW + 1).await.unwrap();
    assert_eq!(world.intervene(&ids, Intervention::Assign(bob.clone())).await, 0, "he is not in the project");
    let refused = world.store.assign(world.id(), &ids[0], &bob, &world.manager, NOW).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    let begun = world.next(&ann, NOW).await.unwrap();
    assert_eq!(begun.item, ids[0]);
    assert_eq!(world.intervene(&ids, Intervention::Unassign).await, 1, "what was begun is hers");
    assert_eq!(world.next(&bob, NOW).await.unwrap().item, ids[1], "the place is free again");
    world.check_standings().await;
    world.submit(&begun, "n1", "yes", NOW).await;
    assert_eq!(world.next(&ann, NOW).await.unwrap().item, ids[2]);
}

pub async fn an_offer_is_begun_as_things_are_by_then(engine: &Engine) {
    let world = World::with_policy(engine, 4, overlap(1)).await;
    let (ann, ids) = (world.member("ann").await, world.items().await);
    for (item, at) in ids[..3].iter().zip(NOW..) {
        world.store.assign(world.id(), item, &ann, &world.manager, at).await.unwrap();
    }
    world.store.publish_design(world.id(), 1, "{}", "{}", &world.manager, NOW).await.unwrap();
    world.import([NewItem { content_hash: "another".to_owned(), ..item(3) }]).await;
    world.intervene(&ids[..1], Intervention::Exclude("blurred".to_owned())).await;
    let broken = NewItem { content_hash: "another".to_owned(), ..item(2) };
    world.import([broken]).await;
    let begun = world.next(&ann, NOW).await.unwrap();
    assert_eq!((&begun.item, begun.item_revision, begun.design_version), (&ids[1], 2, 2), "the first one is out");
    let sent = world.store.submit(world.id(), submission(&begun.id, "n1", "yes"), WantNext::Yes, NOW).await.unwrap();
    assert!(!sent.late);
    let next = lease(sent.next).unwrap();
    assert_eq!((&next.item, next.item_revision, next.design_version), (&ids[2], 2, 2));
    let stored = world.store.assignment(&next.id).await.unwrap();
    assert_eq!((stored.item_revision, stored.design_version), (2, 2));
    world.check_standings().await;
}
