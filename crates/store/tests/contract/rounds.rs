//! Calibration rounds: who gets what, when a round is open and after.

use std::collections::HashSet;

use crosscheck_domain::{AnnotatorId, ItemId, ItemState};
use crosscheck_store::{NewRound, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, overlap},
};

fn round(n_items: u32, people: &[&AnnotatorId]) -> NewRound {
    let people = people.iter().map(|one| (*one).clone()).collect();
    NewRound { title: "First".to_owned(), n_items, people }
}

async fn answer(world: &World, who: &AnnotatorId, n: usize) -> HashSet<ItemId> {
    let mut had = HashSet::new();
    for _ in 0..n {
        let task = world.next(who, NOW).await.unwrap();
        world.submit(&task, &format!("{who}-{}", task.item), "yes", NOW).await;
        had.insert(task.item.clone());
    }
    had
}

pub async fn everybody_has_the_same_items_until_the_round_is_closed(engine: &Engine) {
    let world = World::with_policy(engine, 7, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, bob, cat) = (world.member("ann").await, world.member("bob").await, world.member("cat").await);
    let dan = world.member("dan").await;
    let opened = store.open_round(project, round(4, &[&ann, &bob, &cat]), &world.manager, NOW).await.unwrap();
    assert_eq!((opened.number, opened.items.len(), opened.people.len()), (1, 4, 3));
    world.check_standings().await;
    let of_round: HashSet<ItemId> = opened.items.iter().cloned().collect();
    assert_eq!(answer(&world, &ann, 4).await, of_round, "those of the round come first");
    assert_eq!(answer(&world, &bob, 4).await, of_round);
    assert!(answer(&world, &cat, 1).await.is_subset(&of_round));
    assert!(answer(&world, &dan, 3).await.is_disjoint(&of_round), "who is not in it gets none of it");
    let ratings = store.round_ratings(&opened.id).await.unwrap();
    assert_eq!(ratings.iter().filter(|one| one.field == "question/fit").count(), 9);
    let closed = store.close_round(project, &opened.id, &world.manager, NOW + 5).await.unwrap();
    assert_eq!(closed.closed_at, Some(NOW + 5));
    let done: Vec<u32> = closed.people.iter().map(|one| one.1).collect();
    assert_eq!(done.iter().sum::<u32>(), 9);
    world.check_standings().await;
    for item in &closed.items {
        let row = store.item(project, item).await.unwrap().row;
        assert_eq!((row.state, row.wanted), (ItemState::Done, 2), "it has what the policy wants");
    }
    assert!(answer(&world, &cat, 3).await.is_disjoint(&of_round), "what was offered is taken back");
    let again = store.close_round(project, &opened.id, &world.manager, NOW + 9).await.unwrap();
    assert_eq!(again.closed_at, Some(NOW + 5), "closing twice changes nothing");
}

pub async fn what_cannot_be_is_refused(engine: &Engine) {
    let world = World::with_policy(engine, 5, overlap(3)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, bob) = (world.member("ann").await, world.member("bob").await);
    let open =
        async |n, people: &[&AnnotatorId]| store.open_round(project, round(n, people), &world.manager, NOW).await;
    let stranger: AnnotatorId = "nobody".into();
    assert!(matches!(open(2, &[&ann, &stranger]).await, Err(StoreError::Conflict(_))));
    assert!(matches!(open(6, &[&ann, &bob]).await, Err(StoreError::Conflict(text)) if text.starts_with("5 items")));
    assert!(store.rounds(project).await.unwrap().is_empty(), "nothing was begun");
    let first = open(2, &[&ann, &bob]).await.unwrap();
    assert!(matches!(open(2, &[&ann, &bob]).await, Err(StoreError::Conflict(text)) if text.contains("round 1")));
    store.close_round(project, &first.id, &world.manager, NOW).await.unwrap();
    let second = open(2, &[&ann, &bob]).await.unwrap();
    assert_eq!(second.number, 2);
    assert!(second.items.iter().all(|item| !first.items.contains(item)), "other items each time");
    world.check_standings().await;
}
