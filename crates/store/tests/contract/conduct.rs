//! What is done about annotators, and what the model of annotators asks for.

use crosscheck_domain::{
    Adjudicate, AdjudicationRule, AnnotatorId, ItemState, Overlap, Policy, Rating, TruthId, TruthKind,
};
use crosscheck_store::{ActionKind, Ask, NewTruth, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

fn confident(start: u32, max: u32) -> Policy {
    Policy {
        overlap: Overlap::Confident { start, max, threshold: 0.9, fields: vec!["verdict".to_owned()] },
        adjudication: AdjudicationRule { when: Adjudicate::Disputed, agree: 1, ..AdjudicationRule::default() },
        ..overlap(1)
    }
}

async fn answer(world: &World, who: &AnnotatorId, value: &str) {
    let task = world.next(who, NOW).await.unwrap();
    world.submit(&task, &format!("by-{who}"), value, NOW).await;
}

pub async fn actions_are_told_and_appealed(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, bob) = (world.member("ann").await, world.member("bob").await);
    let act = async |who, kind, reason| store.act(project, who, (kind, reason), &world.manager, NOW).await;
    let paused = act(&ann, ActionKind::Pause, "a talk first").await.unwrap();
    assert_eq!(store.paused(project).await.unwrap().get(&ann), Some(&NOW));
    assert!(world.next(&ann, NOW).await.is_none(), "who is paused gets nothing");
    assert!(world.next(&bob, NOW).await.is_some());
    store.appeal_notice(&paused.id, &ann, "why?", NOW + 1).await.unwrap();
    assert!(matches!(store.appeal_notice(&paused.id, &bob, "mine", NOW).await, Err(StoreError::NotFound)));
    act(&ann, ActionKind::Resume, "talked").await.unwrap();
    act(&bob, ActionKind::Notice, "well done").await.unwrap();
    assert!(store.paused(project).await.unwrap().is_empty());
    assert!(world.next(&ann, NOW).await.is_some());
    let mine = store.actions(project, Some(&ann)).await.unwrap();
    assert_eq!((mine.len(), mine.iter().filter(|one| one.appeal.as_deref() == Some("why?")).count()), (2, 1));
    assert_eq!(store.actions(project, None).await.unwrap().len(), 3);
    let stranger = "nobody".into();
    assert!(matches!(act(&stranger, ActionKind::Pause, "x").await, Err(StoreError::NotFound)));
}

pub async fn the_model_asks_once_and_offers_end(engine: &Engine) {
    let world = World::with_policy(engine, 1, confident(1, 3)).await;
    let (store, project, id) = (&world.store, world.id(), item(1).id);
    let (ann, bob) = (world.member("ann").await, world.member("bob").await);
    let ask = |candidates: &[&AnnotatorId]| Ask {
        candidates: candidates.iter().map(|one| (*one).clone()).collect(),
        expires_at: NOW + 1_000,
    };
    assert!(!store.ask(project, &id, ask(&[]), NOW).await.unwrap().asked, "it lacks what it wants anyway");
    answer(&world, &ann, "yes").await;
    let asked = store.ask(project, &id, ask(&[&ann, &bob]), NOW).await.unwrap();
    assert_eq!(asked.offered.as_ref(), Some(&bob), "ann has had it");
    assert!(!store.ask(project, &id, ask(&[&bob]), NOW).await.unwrap().asked, "it is open already");
    world.check_standings().await;
    assert_eq!(store.expire_offers(NOW + 500).await.unwrap(), 0);
    assert_eq!(store.expire_offers(NOW + 2_000).await.unwrap(), 1);
    world.check_standings().await;
    answer(&world, &bob, "no").await;
    world.check_standings().await;
    assert_eq!(store.projects_with_policy("\"confident\"").await.unwrap(), std::slice::from_ref(project));
    assert!(store.projects_with_policy("\"unheard\"").await.unwrap().is_empty());
    assert_eq!(store.newest_bodies(project, &bob, 5).await.unwrap().len(), 1);
}

pub async fn what_stays_unsure_is_disputed(engine: &Engine) {
    let world = World::with_policy(engine, 1, confident(1, 1)).await;
    let (store, project, id) = (&world.store, world.id(), item(1).id);
    let ann = world.member("ann").await;
    answer(&world, &ann, "yes").await;
    let state = async || store.item(project, &id).await.unwrap().row.state;
    assert_eq!(state().await, ItemState::Done);
    assert!(store.mark_unsure(project, &id, true, NOW).await.unwrap());
    assert!(!store.mark_unsure(project, &id, true, NOW).await.unwrap());
    assert_eq!(state().await, ItemState::Disputed);
    world.check_standings().await;
    assert!(store.mark_unsure(project, &id, false, NOW).await.unwrap());
    assert_eq!(state().await, ItemState::Done);
    world.check_standings().await;
    let gold = NewTruth {
        signed_at: None,
        id: TruthId("g1".to_owned()),
        item: id.clone(),
        item_revision: 1,
        kind: TruthKind::Gold,
        design_version: 1,
        signer: ann,
        assignment: None,
        body: "{}".to_owned(),
        body_hash: "g".to_owned(),
        ratings: vec![Rating { field: "verdict".to_owned(), unit: String::new(), value: "yes".to_owned() }],
    };
    store.sign(project, gold, NOW).await.unwrap();
    let known = store.gold_ratings(project).await.unwrap();
    assert_eq!((known.len(), &known[0].0, known[0].1), (1, &id, 1));
}
