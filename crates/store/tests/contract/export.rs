//! The stream of an export stands still at its sequence number.

use crosscheck_domain::ItemState;
use crosscheck_store::{ExportFilter, ExportItem, Intervention, NewItem};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

async fn all(world: &World, seq: i64, filter: ExportFilter) -> Vec<ExportItem> {
    let mut found: Vec<ExportItem> = Vec::new();
    loop {
        let after = found.last().map(|item| item.id.clone());
        let page = world.store.export_page(world.id(), seq, &filter, after.as_ref(), 2).await.unwrap();
        if page.is_empty() {
            return found;
        }
        found.extend(page);
    }
}

fn told(items: &[ExportItem]) -> Vec<String> {
    let line = |item: &ExportItem| {
        let annotations: Vec<_> = item.annotations.iter().map(|one| one.id.as_str()).collect();
        format!("{} r{} {}", item.external_id, item.revision, annotations.join(" "))
    };
    items.iter().map(line).collect()
}

pub async fn pages_at_a_fixed_sequence(engine: &Engine) {
    let world = World::with_policy(engine, 5, overlap(2)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    for n in 1..=3 {
        let next = world.next(&ann, NOW).await.unwrap();
        world.submit(&next, &format!("a{n}"), "yes", NOW).await;
    }
    let next = world.next(&bob, NOW).await.unwrap();
    world.submit(&next, "b1", "no", NOW).await;
    let seq = world.store.project("captions").await.unwrap().seq;
    let first = seq;
    let before = all(&world, seq, ExportFilter::default()).await;
    let expected = ["item-1 r1 a1 b1", "item-2 r1 a2", "item-3 r1 a3", "item-4 r1 ", "item-5 r1 "];
    assert_eq!(told(&before), expected);

    // Later facts: a correction, a revision, a new item, a new annotation.
    let reopened = world.store.reopen(&"a1".into(), NOW).await.unwrap();
    world.submit(&reopened, "a1b", "no", NOW).await;
    world.import([NewItem { content_hash: "new".to_owned(), ..item(2) }, item(6)]).await;
    let next = world.next(&bob, NOW).await.unwrap();
    world.submit(&next, "b2", "no", NOW).await;
    let after = all(&world, seq, ExportFilter::default()).await;
    assert_eq!(format!("{before:?}"), format!("{after:?}"), "the same at the same sequence number");

    let seq = world.store.project("captions").await.unwrap().seq;
    let newest = told(&all(&world, seq, ExportFilter::default()).await);
    assert_eq!(newest[..2], ["item-1 r1 b1 a1b", "item-2 r2 a2 b2"]);
    assert_eq!(newest.len(), 6);
    let superseded = ExportFilter { include_superseded: true, ..ExportFilter::default() };
    let with_superseded = all(&world, seq, superseded).await;
    assert_eq!(told(&with_superseded)[0], "item-1 r1 a1 b1 a1b");
    assert!(with_superseded[0].annotations[0].until_seq.is_some());
    let done = ExportFilter { state: Some((ItemState::Done, overlap(2))), ..ExportFilter::default() };
    assert_eq!(told(&all(&world, first, done.clone()).await), ["item-1 r1 a1 b1"], "the states of that time");
    assert_eq!(told(&all(&world, seq, done).await), ["item-1 r1 b1 a1b", "item-2 r2 a2 b2"]);
    let open = ExportFilter { state: Some((ItemState::Open, overlap(3))), ..ExportFilter::default() };
    assert_eq!(all(&world, seq, open).await.len(), 6, "under another policy all of them want more");
    let known = world.store.annotators_at(world.id(), first).await.unwrap();
    let made = async |seq| world.store.made_at(world.id(), &bob, seq).await.unwrap();
    assert_eq!((made(first).await, made(seq).await), (1, 2));
    assert_eq!(known.into_iter().map(|user| user.id).collect::<Vec<_>>(), [ann, bob]);
    let excluded = ExportFilter { state: Some((ItemState::Excluded, overlap(2))), ..ExportFilter::default() };
    assert!(all(&world, seq, excluded.clone()).await.is_empty());
    let last = world.items().await.remove(5);
    world.intervene(&[last], Intervention::Exclude("broken".to_owned())).await;
    assert!(all(&world, seq, excluded.clone()).await.is_empty(), "it was not excluded then");
    assert_eq!(told(&all(&world, seq + 1, excluded).await), ["item-6 r1 "]);
}
