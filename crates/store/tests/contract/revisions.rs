//! Revisions of items: what was said about other content stays with it and does not count for what is shown now.

use crosscheck_domain::{ItemState, Policy};
use crosscheck_store::{AssignmentState, ExportFilter, NewItem, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

/// Item 1 with another caption.
fn corrected() -> NewItem {
    let content = "{\"corrected\":1}".to_owned();
    NewItem { content, content_hash: "corrected".to_owned(), shown_hash: "shown-corrected".to_owned(), ..item(1) }
}

async fn standing(world: &World) -> (ItemState, u32, u32) {
    let row = world.store.item(world.id(), &item(1).id).await.unwrap().row;
    (row.state, row.votes, row.taken)
}

pub async fn changed_content_begins_anew(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(2)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    for (person, id) in [(&ann, "a1"), (&bob, "b1")] {
        let next = world.next(person, NOW).await.unwrap();
        world.submit(&next, id, "yes", NOW).await;
    }
    assert_eq!(standing(&world).await, (ItemState::Done, 2, 0));
    assert!(world.next(&ann, NOW).await.is_none());

    world.import([corrected()]).await;
    assert_eq!(standing(&world).await, (ItemState::Open, 0, 0), "nobody has seen this");
    assert_eq!(world.store.counts(world.id()).await.unwrap().open, 1);
    world.check_standings().await;
    let again = world.next(&ann, NOW).await.unwrap();
    assert_eq!((again.item_revision, again.supersedes.as_ref()), (2, None), "the same people may judge it");
    world.submit(&again, "a2", "no", NOW).await;
    assert_eq!(standing(&world).await, (ItemState::Open, 1, 0));
    assert!(world.next(&ann, NOW).await.is_none(), "once");
    let stored = world.store.annotations_of(world.id(), &item(1).id).await.unwrap();
    let seen: Vec<_> = stored.iter().map(|one| (one.id.as_str(), one.item_revision, one.until_seq)).collect();
    assert_eq!(seen, [("a1", 1, None), ("b1", 1, None), ("a2", 2, None)]);
    let shown: Vec<_> =
        world.store.ratings_since(world.id(), 0, 10).await.unwrap().into_iter().map(|row| row.shown).collect();
    assert_eq!(shown, [1, 1, 2]);
    world.check_standings().await;

    // What comes back has its votes again.
    world.import([item(1)]).await;
    assert_eq!(standing(&world).await, (ItemState::Done, 2, 0));
    let revisions = world.store.revisions_shown(&item(1).id).await.unwrap();
    assert_eq!((revisions.len(), revisions[&2], revisions[&3]), (3, 2, 1));
    assert!(world.next(&bob, NOW).await.is_none(), "there is nothing to do");
    assert!(world.store.has_shown(world.id(), "item-1", "shown-corrected").await.unwrap());
    assert!(!world.store.has_shown(world.id(), "item-1", "shown-2").await.unwrap());
    assert!(!world.store.has_shown(world.id(), "item-2", "shown-1").await.unwrap());
    world.check_standings().await;
}

pub async fn what_nobody_sees_changes_nothing(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(2)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "a1", "yes", NOW).await;
    let held = world.next(&bob, NOW).await.unwrap();
    world.import([NewItem { content_hash: "another shelf".to_owned(), ..item(1) }]).await;
    assert_eq!(standing(&world).await, (ItemState::Open, 1, 1));
    assert!(world.next(&ann, NOW).await.is_none());
    assert_eq!(world.next(&bob, NOW).await.unwrap().id, held.id);
    let reply = world.submit(&held, "b1", "yes", NOW).await;
    assert!(!reply.late && !reply.surplus);
    assert_eq!(standing(&world).await, (ItemState::Done, 2, 0));
    world.check_standings().await;
}

pub async fn work_that_was_given_out_stays_with_its_content(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(2)).await;
    let [ann, bob, cleo] = [world.member("ann").await, world.member("bob").await, world.member("cleo").await];
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "a1", "yes", NOW).await;
    let held = world.next(&bob, NOW).await.unwrap();
    let direct = world.store.assign(world.id(), &item(1).id, &cleo, &world.manager, NOW).await.unwrap();
    world.import([corrected()]).await;
    assert_eq!(world.store.assignment(&held.id).await.unwrap().state, AssignmentState::Expired);
    assert_eq!(world.store.assignment(&direct.id).await.unwrap().item_revision, 2);
    assert_eq!(standing(&world).await, (ItemState::Open, 0, 1), "the place of the direct assignment");
    world.check_standings().await;

    // Bob sends what he had on the screen, and then judges what is there now.
    let reply = world.submit(&held, "b1", "yes", NOW).await;
    assert!(reply.late && !reply.surplus);
    assert_eq!(standing(&world).await, (ItemState::Open, 0, 1));
    let anew = world.next(&bob, NOW).await.unwrap();
    assert_eq!(anew.item_revision, 2);
    world.submit(&anew, "b2", "yes", NOW).await;
    assert_eq!(standing(&world).await, (ItemState::Open, 1, 1));
    world.check_standings().await;

    // A correction is about what it corrects.
    let reopened = world.store.reopen(&"a1".into(), NOW).await.unwrap();
    assert_eq!(reopened.item_revision, 1);
    world.submit(&reopened, "a1b", "no", NOW).await;
    assert_eq!(standing(&world).await, (ItemState::Open, 1, 1));
    world.check_standings().await;
    let again = world.store.assign(world.id(), &item(1).id, &bob, &world.manager, NOW).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "he has answered what is there now");
    world.store.assign(world.id(), &item(1).id, &ann, &world.manager, NOW).await.unwrap();
    world.check_standings().await;
}

pub async fn exports_have_what_was_judged(engine: &Engine) {
    let world = World::with_policy(engine, 2, Policy { count_late: true, ..overlap(1) }).await;
    let ann = world.person("ann").await;
    let next = world.next(&ann, NOW).await.unwrap();
    world.submit(&next, "a1", "yes", NOW).await;
    let before = world.store.project("captions").await.unwrap().seq;
    let first = item(1);
    let untouched = NewItem { content_hash: "new".to_owned(), shown_hash: "new".to_owned(), ..item(2) };
    world.import([corrected(), untouched]).await;
    let after = world.store.project("captions").await.unwrap().seq;
    let filter = ExportFilter { with_ratings: true, ..ExportFilter::default() };
    let page = world.store.export_page(world.id(), before, &filter, None, 10).await.unwrap();
    assert!(page.iter().all(|item| item.older.is_empty()));
    let page = world.store.export_page(world.id(), after, &filter, None, 10).await.unwrap();
    assert_eq!((page[0].revision, page[0].body.as_str()), (2, corrected().content.as_str()));
    assert_eq!(page[0].older.iter().collect::<Vec<_>>(), [(&1, &first.content)]);
    assert_eq!(page[0].ratings[&"a1".into()][0].value, "yes");
    assert!(page[1].older.is_empty(), "nobody said anything about it");
    for one in &page {
        let alone = world.store.export_item(world.id(), after, &filter, &one.id).await.unwrap();
        assert_eq!(format!("{alone:?}"), format!("{:?}", Some(one)));
    }
    assert!(world.store.export_item(world.id(), after, &filter, &"i9".into()).await.unwrap().is_none());
    let done = ExportFilter { state: Some((ItemState::Done, overlap(1))), ..filter };
    assert_eq!(world.store.export_page(world.id(), before, &done, None, 10).await.unwrap().len(), 1);
    assert!(world.store.export_page(world.id(), after, &done, None, 10).await.unwrap().is_empty());
}
