//! What managers do to selected items, and what a new policy changes.

use crosscheck_domain::{ItemId, ItemState, Order, Policy};
use crosscheck_store::{ItemFilter, ItemSort, NewItem, ProjectChange};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

pub async fn requeue_priority_exclude_include(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let (store, manager) = (&world.store, &world.manager);
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "n1", "yes", NOW).await;
    let ids: Vec<ItemId> = world.items().await;
    let state = async |n: usize| store.item(world.id(), &item(n).id).await.unwrap().row.state;

    assert_eq!(state(1).await, ItemState::Done);
    assert_eq!(store.requeue(world.id(), &ids[..1], 1, manager, NOW).await.unwrap(), 1);
    assert_eq!(state(1).await, ItemState::Open);
    world.check_standings().await;

    assert_eq!(store.exclude(world.id(), &ids[1..], "blurred", manager, NOW).await.unwrap(), 2);
    assert_eq!(store.exclude(world.id(), &ids, "blurred", manager, NOW).await.unwrap(), 1, "two are out already");
    assert!(world.next(&bob, NOW).await.is_none());
    world.check_standings().await;
    assert_eq!(store.include(world.id(), &ids, manager, NOW).await.unwrap(), 3);
    assert_eq!(store.include(world.id(), &ids, manager, NOW).await.unwrap(), 0);
    assert_eq!(world.next(&bob, NOW).await.unwrap().item, ids[0]);
    world.check_standings().await;

    assert_eq!(store.set_priority(world.id(), &ids[2..], 5, manager, NOW).await.unwrap(), 1);
    assert_eq!(store.set_priority(world.id(), &ids[2..], 5, manager, NOW).await.unwrap(), 0);
    let first = store.items(world.id(), &ItemFilter::default(), ItemSort::Priority, None, 1).await.unwrap();
    assert_eq!((&first.items[0].id, first.items[0].priority), (&ids[2], 5));
    world.check_standings().await;
    assert_eq!(store.requeue(&"elsewhere".into(), &ids, 1, manager, NOW).await.ok(), None, "another project's items");
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
