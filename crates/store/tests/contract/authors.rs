//! Texts that somebody wrote elsewhere: their authors are passed over, whichever way an item would reach them.

use crosscheck_domain::{AnnotatorId, GoldRule, ItemId, ItemState, Policy};
use crosscheck_store::{DecisionKind, NewItem, NewRound, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

fn written_by(n: usize, authors: &[&AnnotatorId]) -> NewItem {
    NewItem { authors: authors.iter().map(|one| (*one).clone()).collect(), ..item(n) }
}

pub async fn nobody_judges_a_text_of_their_own(engine: &Engine) {
    let world = World::with_policy(engine, 0, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, ben) = (world.member("ann").await, world.member("ben").await);
    world.import([written_by(1, &[&ann]), written_by(2, &[&ben]), item(3), item(4)]).await;
    let ids = world.items().await;
    assert!(matches!(
        store.assign(project, &ids[0], &ann, &world.manager, NOW).await,
        Err(StoreError::Conflict(text)) if text.starts_with("this person wrote")
    ));
    let two = |n_items| NewRound { title: String::new(), n_items, people: vec![ann.clone(), ben.clone()] };
    assert!(matches!(
        store.open_round(project, two(3), &world.manager, NOW).await,
        Err(StoreError::Conflict(text)) if text.starts_with("2 items")
    ));
    for (who, own) in [(&ann, &ids[0]), (&ben, &ids[1])] {
        let mut had: Vec<ItemId> = Vec::new();
        while let Some(task) = world.next(who, NOW).await {
            world.submit(&task, &format!("{who}-{}", task.item), "yes", NOW).await;
            had.push(task.item);
        }
        assert_eq!(had.len(), 3);
        assert!(!had.contains(own), "the own text is passed over");
    }
    world.check_standings().await;
    gold_and_decisions(engine).await;
}

/// Neither as gold, nor to settle.
async fn gold_and_decisions(engine: &Engine) {
    let gold = GoldRule { share: 1.0, ..GoldRule::default() };
    let world = World::with_policy(engine, 0, Policy { gold, ..overlap(2) }).await;
    let (store, project) = (&world.store, world.id());
    let (ann, ben) = (world.member("ann").await, world.member("ben").await);
    world.import([written_by(1, &[&ann])]).await;
    let id = world.items().await.remove(0);
    assert!(store.is_first_reader(project, &id, &ann).await.unwrap());
    assert!(!store.is_first_reader(project, &id, &ben).await.unwrap());
    let settled = store.next_decision(project, &ann, DecisionKind::Adjudicate, Some(&id), NOW).await;
    assert!(matches!(settled, Err(StoreError::Conflict(_))));
    world.accept("t1", 1).await;
    assert_eq!(store.item(project, &id).await.unwrap().row.state, ItemState::Gold);
    assert!(world.next(&ann, NOW).await.is_none(), "not to check them either");
    assert_eq!(world.next(&ben, NOW).await.map(|task| task.item), Some(id));
}

pub async fn who_wrote_a_text_is_known(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let (store, project) = (&world.store, world.id());
    let (ann, ben) = (world.member("ann").await, world.member("ben").await);
    world.import([written_by(1, &[&ann]), item(2)]).await;
    let ids = world.items().await;
    let authors = store.authors_of(&ids).await.unwrap();
    assert_eq!((authors.len(), &authors[&ids[0]]), (1, &vec![ann.clone()]));
    world.import([NewItem { content_hash: "put right".to_owned(), ..written_by(1, &[&ann, &ben]) }]).await;
    assert_eq!(store.authors_of(&ids).await.unwrap()[&ids[0]], [ann.clone(), ben], "who put it right wrote it too");
    let asked = ["item-1", "item-2", "item-3"].map(str::to_owned);
    let known = store.known_external_ids(project, &asked).await.unwrap();
    assert_eq!(known.len(), 2);
    assert!(!known.contains("item-3"));
}
