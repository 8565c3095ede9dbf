//! Ground truths: signed once, superseded, reopened; and what they make of an item.

use crosscheck_domain::{AnnotatorId, ItemState, Rating, TruthId, TruthKind};
use crosscheck_store::{Intervention, ItemFilter, NewTruth, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

pub fn truth(id: &str, signer: &AnnotatorId, value: &str) -> NewTruth {
    NewTruth {
        id: TruthId(id.to_owned()),
        item: item(1).id,
        item_revision: 1,
        kind: TruthKind::Adjudicated,
        design_version: 1,
        signer: signer.clone(),
        assignment: None,
        body: format!(r#"{{"value":"{value}"}}"#),
        body_hash: value.to_owned(),
        ratings: vec![Rating { field: "verdict".to_owned(), unit: "claim:c1".to_owned(), value: value.to_owned() }],
        signed_at: None,
    }
}

pub async fn a_signature_settles_and_history_stays(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(1)).await;
    let (store, project) = (&world.store, world.id());
    let eve = world.person("eve").await;
    let state = async || store.item(project, &item(1).id).await.unwrap().row.state;

    let first = store.sign(project, truth("t1", &eve, "yes"), NOW).await.unwrap();
    assert_eq!((first.kind, first.supersedes.clone(), first.until_seq), (TruthKind::Adjudicated, None, None));
    assert_eq!(state().await, ItemState::Settled);
    world.check_standings().await;
    assert_eq!(store.sign(project, truth("t1", &eve, "yes"), NOW + 1).await.unwrap(), first, "signed once");
    let other = store.sign(project, truth("t1", &eve, "no"), NOW).await;
    assert!(matches!(other, Err(StoreError::Conflict(_))));

    let second = store.sign(project, truth("t2", &eve, "no"), NOW + 2).await.unwrap();
    assert_eq!(second.supersedes, Some(first.id.clone()));
    let history = store.truths_of(project, &item(1).id).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(history[1].until_seq, Some(second.seq));
    assert_eq!(store.current_truth(project, &item(1).id).await.unwrap(), Some(second.clone()));
    assert_eq!(store.truth_ratings(&second.id).await.unwrap()[0].value, "no");
    assert_eq!(store.truths_page(project, None, 10).await.unwrap(), std::slice::from_ref(&second));

    assert!(store.reopen_truth(project, &item(1).id, "a second look", &eve, NOW + 3).await.unwrap());
    assert!(!store.reopen_truth(project, &item(1).id, "again", &eve, NOW + 3).await.unwrap());
    let reopened = store.reopenings(project, &item(1).id).await.unwrap();
    assert_eq!((reopened.len(), reopened[0].reason.as_str(), &reopened[0].by), (1, "a second look", &eve));
    assert_eq!(state().await, ItemState::Open);
    assert_eq!(store.truths_of(project, &item(1).id).await.unwrap().len(), 2, "nothing is lost");
    world.check_standings().await;
    let kinds: Vec<String> =
        store.changes(project, first.seq - 1, 10).await.unwrap().into_iter().map(|change| change.kind).collect();
    assert_eq!(kinds, ["truth", "truth", "reopen"]);
}

pub async fn gold_and_asked_items_stand_apart(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(1)).await;
    let ann = world.person("ann").await;
    let ids = world.items().await;
    assert_eq!(world.intervene(&ids[..1], Intervention::Gold).await, 1);
    assert_eq!(world.intervene(&ids[..1], Intervention::Gold).await, 0, "it is gold already");
    world.check_standings().await;
    let next = world.next(&ann, NOW).await.unwrap();
    assert_eq!(next.item, ids[1], "gold is not in the queue");
    assert_eq!(world.intervene(&ids[..1], Intervention::RetireGold("told about".to_owned())).await, 1);
    world.check_standings().await;
    assert_eq!(world.intervene(&ids[1..], Intervention::Ask(1)).await, 1);
    world.check_standings().await;
    let filter = ItemFilter { state: Some(ItemState::Gold), ..ItemFilter::default() };
    assert_eq!(world.store.count_items(world.id(), &filter).await.unwrap(), 0);
}
