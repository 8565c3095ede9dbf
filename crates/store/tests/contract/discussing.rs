//! What people talk about: the list of discussions, how reasons are found, and where guidelines come from.

use crosscheck_domain::AnnotationId;
use crosscheck_store::{Closing, NewDiscussion, ReasonRating, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

pub async fn what_is_discussed_is_closed_once(engine: &Engine) {
    let world = World::new(engine, 2).await;
    let (store, project, lead) = (&world.store, world.id(), &world.manager);
    let new = |id: &str, note: &str| NewDiscussion {
        id: id.to_owned(),
        item: item(1).id,
        field: "verdict".to_owned(),
        unit: "claim:c1".to_owned(),
        note: note.to_owned(),
    };
    let first = store.open_discussion(project, new("d1", "is a puppy a dog?"), lead, NOW).await.unwrap();
    assert_eq!((first.unit.as_str(), first.opened_by.clone(), first.closed.clone()), ("claim:c1", lead.clone(), None));
    let again = store.open_discussion(project, new("d1", "is a puppy a dog?"), lead, NOW + 5).await.unwrap();
    assert_eq!(again, first, "the same id again is one entry");
    let other = store.open_discussion(project, new("d1", "something else"), lead, NOW).await;
    assert!(matches!(other, Err(StoreError::Conflict(_))));
    store.open_discussion(project, new("d2", "and a wolf?"), lead, NOW + 1).await.unwrap();

    let closing = || Closing {
        outcome: "puppies are dogs".to_owned(),
        guideline_version: Some(1),
        by: lead.clone(),
        at: NOW + 9,
    };
    let closed = store.close_discussion(project, "d1", closing()).await.unwrap();
    assert_eq!(closed.closed, Some(closing()));
    assert!(matches!(store.close_discussion(project, "d1", closing()).await, Err(StoreError::Conflict(_))));
    assert!(matches!(store.close_discussion(project, "d9", closing()).await, Err(StoreError::NotFound)));
    let elsewhere = store.discussion(&"another".into(), "d1").await;
    assert!(matches!(elsewhere, Err(StoreError::NotFound)));
    let listed = store.discussions(project).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["d2", "d1"]);
}

pub async fn the_newest_word_on_a_reason_counts(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, bob) = (world.member("ann").await, world.member("bob").await);
    let task = world.next(&ann, NOW).await.unwrap();
    world.submit(&task, "by-ann", "yes", NOW).await;
    let annotation = AnnotationId("by-ann".to_owned());
    let rate = async |unit: &str, rating, by, now| {
        store.rate_reason(project, (&annotation, unit), rating, by, now).await.unwrap();
    };
    rate("claim:c1/default", ReasonRating::Thin, &bob, NOW).await;
    // Many in one millisecond, and one after the clock was set back: what was said last counts.
    for _ in 0..8 {
        rate("claim:c1/default", ReasonRating::Wrong, &bob, NOW).await;
    }
    rate("claim:c1/default", ReasonRating::Good, &bob, NOW - 5).await;
    rate("claim:c1/default", ReasonRating::Wrong, &world.manager, NOW + 2).await;
    rate("omission:o1", ReasonRating::Thin, &bob, NOW + 3).await;
    let found = store.rated_reasons(project, None).await.unwrap();
    let mut words: Vec<_> = found.iter().map(|one| (one.unit.as_str(), one.rating, &one.rated_by)).collect();
    words.sort_by_key(|(unit, rating, _)| (*unit, rating.as_str()));
    assert_eq!(
        words,
        [
            ("claim:c1/default", ReasonRating::Good, &bob),
            ("claim:c1/default", ReasonRating::Wrong, &world.manager),
            ("omission:o1", ReasonRating::Thin, &bob),
        ]
    );
    assert!(found.iter().all(|one| one.annotator == ann && one.annotation == annotation));
    assert_eq!(store.rated_reasons(project, Some(&item(1).id)).await.unwrap().len(), 3);
    assert!(store.rated_reasons(project, Some(&item(2).id)).await.unwrap().is_empty());
    assert!(store.rated_reasons(&"another".into(), None).await.unwrap().is_empty());
}

pub async fn a_guideline_says_where_it_was_taken_from(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let (store, project, by) = (&world.store, world.id(), &world.manager);
    assert!(store.guideline_sources(project).await.unwrap().is_empty());
    store.name_guideline_source(project, 2, (project, 1), by, NOW).await.unwrap();
    store.name_guideline_source(project, 3, (project, 2), by, NOW + 1).await.unwrap();
    store.name_guideline_source(project, 3, (project, 1), by, NOW + 2).await.unwrap();
    let found = store.guideline_sources(project).await.unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.version, one.from_version, one.at)).collect();
    assert_eq!(told, [(3, 2, NOW + 1), (2, 1, NOW)], "the first word stands");
    assert!(found.iter().all(|one| one.from == *project && one.by == *by));
}
