//! How fast the store is with a hundred thousand items: run it with `--release -- --ignored --nocapture` and read.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "the shared world has more words than this test needs")]

#[path = "shared/engine.rs"]
mod engine;
#[path = "shared/world.rs"]
mod world;

use std::time::Instant;

use crosscheck_domain::{ItemId, ItemState};
use crosscheck_store::{ExportFilter, ItemFilter, ItemSort, NewItem, WantNext};

use crate::{
    engine::Engine,
    world::{NOW, World, item, lease, overlap, person, submission},
};

const ITEMS: usize = 100_000;
const PEOPLE: usize = 16;
const EACH: usize = 500;

#[tokio::test]
#[ignore = "measures, and takes minutes in a debug build"]
async fn pace_on_sqlite() {
    pace(&Engine::sqlite()).await;
}

#[tokio::test]
#[ignore = "measures, and takes minutes in a debug build"]
async fn pace_on_postgres() {
    pace(&Engine::postgres()).await;
}

fn row(n: usize) -> NewItem {
    let mut row = NewItem { id: ItemId(format!("01J000000000000000{n:08}")), ..item(n % 1000) };
    row.external_id = format!("row-{n}");
    row.content = format!(
        "{{\"external_id\":\"row-{n}\",\"slots\":{{\"caption\":\"{}\"}}}}",
        "two dogs on a red sofa ".repeat(10)
    );
    row.words = ["two", "dogs", "red", "sofa"].into_iter().map(str::to_owned).collect();
    row.words.extend([format!("row{n}"), format!("w{}", n % 977), format!("v{}", n % 31)]);
    row
}

async fn pace(engine: &Engine) {
    let world = World::with_policy(engine, 0, overlap(3)).await;
    let begin = Instant::now();
    for first in (0..ITEMS).step_by(500) {
        world.import((first..first + 500).map(row)).await;
    }
    eprintln!("import of {ITEMS} items: {:?}", begin.elapsed());
    annotate(&world).await;
    lists(&world).await;
    export(&world).await;
}

async fn annotate(world: &World) {
    let begin = Instant::now();
    let work = (0..PEOPLE).map(|n| async move {
        let person = person(&world.store, &format!("p{n}")).await;
        let mut next = world.next(&person, NOW).await.unwrap();
        let mut slowest = std::time::Duration::ZERO;
        for n in 0..EACH {
            let sent = Instant::now();
            let submission = submission(&next.id, &format!("{person}-{n}"), "yes");
            let reply = world.store.submit(world.id(), submission, WantNext::Yes, NOW).await.unwrap();
            next = lease(reply.next).unwrap();
            slowest = slowest.max(sent.elapsed());
        }
        slowest
    });
    let slowest = futures_util::future::join_all(work).await.into_iter().max().unwrap();
    let elapsed = begin.elapsed();
    let per_second = (PEOPLE * EACH) as f64 / elapsed.as_secs_f64();
    eprintln!("submit with next, {PEOPLE} people: {per_second:.0} a second, slowest {slowest:?}");
}

async fn lists(world: &World) {
    let all = ItemFilter::default();
    let word = |q: &str| ItemFilter { q: Some(q.to_owned()), ..ItemFilter::default() };
    let done = ItemFilter { state: Some(ItemState::Done), ..all.clone() };
    let cases = [("all", all), ("done", done), ("rare word", word("row77")), ("common word", word("dog sofa"))];
    for (name, filter) in cases {
        for sort in [ItemSort::Sequence, ItemSort::Agreement] {
            let begin = Instant::now();
            let page = world.store.items(world.id(), &filter, sort, None, 50).await.unwrap();
            eprintln!("list {name} by {sort:?}: {} rows, {:?}", page.items.len(), begin.elapsed());
        }
        let begin = Instant::now();
        let n = world.store.count_items(world.id(), &filter).await.unwrap();
        eprintln!("count {name}: {n}, {:?}", begin.elapsed());
    }
}

async fn export(world: &World) {
    let seq = world.store.project("captions").await.unwrap().seq;
    let (begin, mut after, mut n_annotations) = (Instant::now(), None, 0);
    loop {
        let page =
            world.store.export_page(world.id(), seq, &ExportFilter::default(), after.as_ref(), 500).await.unwrap();
        n_annotations += page.iter().map(|item| item.annotations.len()).sum::<usize>();
        match page.last() {
            Some(last) => after = Some(last.id.clone()),
            None => break,
        }
    }
    eprintln!("export of {ITEMS} items with {n_annotations} annotations: {:?}", begin.elapsed());
}
