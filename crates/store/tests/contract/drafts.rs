//! Drafts and what an assignment has revealed.

use crosscheck_store::{DraftMode, DraftSaved, NewDraft, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World},
};

fn draft(base_revision: u64, body: &str, client: &str) -> NewDraft {
    NewDraft { base_revision, body: body.to_owned(), client: client.to_owned(), mode: DraftMode::Checked }
}

pub async fn a_stale_draft_is_refused_and_kept(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let ann = world.person("ann").await;
    let lease = world.next(&ann, NOW).await.unwrap();
    let put = |draft, now| world.store.put_draft(&lease.id, draft, now);
    assert_eq!(put(draft(0, "one", "left"), NOW).await.unwrap(), DraftSaved::Saved(1));
    assert_eq!(put(draft(1, "two", "left"), NOW + 1).await.unwrap(), DraftSaved::Saved(2));
    let DraftSaved::Stale(stands) = put(draft(1, "other", "right"), NOW + 2).await.unwrap() else {
        panic!("a draft on an old revision must be refused");
    };
    assert_eq!((stands.revision, stands.body.as_str(), stands.client.as_str()), (2, "two", "left"));
    let forced = NewDraft { mode: DraftMode::Forced, ..draft(1, "mine", "right") };
    assert_eq!(put(forced, NOW + 3).await.unwrap(), DraftSaved::Saved(3));
    let stored = world.store.assignment(&lease.id).await.unwrap().draft.unwrap();
    assert_eq!((stored.revision, stored.body.as_str(), stored.saved_at), (3, "mine", NOW + 3));
    let kept: Vec<String> =
        world.store.draft_history(&lease.id).await.unwrap().into_iter().map(|draft| draft.body).collect();
    assert_eq!(kept, ["two", "other"], "both are kept");

    let race = futures_util::future::join_all((0..6).map(|n| put(draft(3, &n.to_string(), "x"), NOW + 4))).await;
    let saved = race.into_iter().filter(|saved| matches!(saved, Ok(DraftSaved::Saved(4)))).count();
    assert_eq!(saved, 1);
    world.submit(&lease, "n1", "yes", NOW + 5).await;
    assert!(matches!(put(draft(4, "late", "left"), NOW + 6).await, Err(StoreError::Gone)));
    assert_eq!(world.store.assignment(&lease.id).await.unwrap().draft, None);
}

pub async fn slots_are_revealed_once(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let ann = world.person("ann").await;
    let lease = world.next(&ann, NOW).await.unwrap();
    assert_eq!(lease.revealed, None);
    let revealed = world.store.reveal(&lease.id, "[1]").await.unwrap();
    assert_eq!(revealed.revealed.as_deref(), Some("[1]"));
    let again = world.store.reveal(&lease.id, "[2]").await.unwrap();
    let more = world.store.reveal_more(&lease.id, "[1]", "[1,2]").await.unwrap();
    assert_eq!(more.revealed.as_deref(), Some("[1,2]"));
    let stale = world.store.reveal_more(&lease.id, "[1]", "[1,3]").await.unwrap();
    assert_eq!(stale.revealed.as_deref(), Some("[1,2]"));
    assert_eq!(again.revealed.as_deref(), Some("[1]"), "the first impression stands");
}
