//! Import and lists of items.

use crosscheck_domain::{ItemId, ItemState, Policy, Problem};
use crosscheck_store::{Checkpoint, Imported, ItemFilter, ItemSort, JobProblem, NewItem, NewJob, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, overlap},
};

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

pub async fn an_import_knows_its_rows_again(engine: &Engine) {
    let world = World::new(engine, 2).await;
    let changed = NewItem {
        content: "{\"new\":1}".to_owned(),
        content_hash: "other".to_owned(),
        words: words("three cats"),
        priority: 4,
        id: ItemId("unused".to_owned()),
        ..item(2)
    };
    let twice = NewItem { content_hash: "later".to_owned(), content: "{\"later\":1}".to_owned(), ..item(3) };
    let chunk = vec![item(1), changed, item(3), twice];
    let outcomes = world.store.import_chunk(world.id(), chunk, None, NOW + 1).await.unwrap();
    let expected = [
        Imported::Unchanged(item(1).id),
        Imported::Revised(item(2).id),
        Imported::New(item(3).id),
        Imported::Revised(item(3).id),
    ];
    assert_eq!(outcomes, expected);
    let second = world.store.item(world.id(), &item(2).id).await.unwrap();
    assert_eq!((second.body.as_str(), second.row.revision, second.row.priority), ("{\"new\":1}", 2, 4));
    assert_eq!(world.store.item_body(&item(2).id, 1).await.unwrap(), item(2).content);
    assert_eq!(world.store.item(world.id(), &item(3).id).await.unwrap().body, "{\"later\":1}");
    let found = async |q: &str| {
        let filter = ItemFilter { q: Some(q.to_owned()), ..ItemFilter::default() };
        world.store.count_items(world.id(), &filter).await.unwrap()
    };
    assert_eq!((found("cats").await, found("dogs").await), (1, 2), "the words follow the newest revision");
    let counts = world.store.counts(world.id()).await.unwrap();
    assert_eq!((counts.items, counts.open), (3, 3));
    assert!(matches!(world.store.item(&"elsewhere".into(), &item(1).id).await, Err(StoreError::NotFound)));
    assert!(matches!(world.store.item_body(&item(1).id, 9).await, Err(StoreError::NotFound)));
    world.check_standings().await;
}

async fn walk(world: &World, filter: &ItemFilter, sort: ItemSort) -> Vec<String> {
    walk_by(world, filter, sort, 3).await
}

async fn walk_by(world: &World, filter: &ItemFilter, sort: ItemSort, limit: u32) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = world.store.items(world.id(), filter, sort, after.as_deref(), limit).await.unwrap();
        found.extend(page.items.into_iter().map(|row| row.external_id.replace("item-", "")));
        match page.next {
            Some(next) => after = Some(next),
            None => return found,
        }
    }
}

pub async fn lists_are_filtered_sorted_and_paged(engine: &Engine) {
    let world = World::with_policy(engine, 0, overlap(2)).await;
    let rows = (1..=7).map(|n| NewItem {
        priority: if n == 5 { 9 } else { 0 },
        group: (n > 5).then(|| "g".to_owned()),
        ..item(n)
    });
    world.import(rows).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    // Both answer item 1 and 2; they differ on item 1. Ann alone answers item 3.
    for (n, value) in [(1, "yes"), (2, "yes"), (3, "yes")] {
        let lease = world.next(&ann, NOW).await.unwrap();
        world.submit(&lease, &format!("a{n}"), value, NOW + n).await;
    }
    for (n, value) in [(1, "no"), (2, "yes")] {
        let lease = world.next(&bob, NOW).await.unwrap();
        world.submit(&lease, &format!("b{n}"), value, NOW + 10 + n).await;
    }
    let all = ItemFilter::default();
    assert_eq!(walk(&world, &all, ItemSort::Sequence).await, ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(walk(&world, &all, ItemSort::Newest).await, ["7", "6", "5", "4", "3", "2", "1"]);
    assert_eq!(walk(&world, &all, ItemSort::Priority).await, ["5", "1", "2", "3", "4", "6", "7"]);
    assert_eq!(walk(&world, &all, ItemSort::Changed).await, ["2", "1", "3", "7", "6", "5", "4"]);
    assert_eq!(walk(&world, &all, ItemSort::Agreement).await, ["1", "2", "3", "4", "5", "6", "7"]);

    let check = async |filter: ItemFilter, expected: &[&str]| {
        assert_eq!(walk(&world, &filter, ItemSort::Sequence).await, expected, "{filter:?}");
        assert_eq!(world.store.count_items(world.id(), &filter).await.unwrap(), expected.len() as u64);
    };
    check(ItemFilter { state: Some(ItemState::Done), ..all.clone() }, &["1", "2"]).await;
    check(ItemFilter { min_votes: Some(1), ..all.clone() }, &["1", "2", "3"]).await;
    check(ItemFilter { min_votes: Some(1), max_votes: Some(1), ..all.clone() }, &["3"]).await;
    check(ItemFilter { group: Some("g".to_owned()), ..all.clone() }, &["6", "7"]).await;
    check(ItemFilter { ids: vec![item(4).id, item(2).id], ..all.clone() }, &["2", "4"]).await;
    let spared = vec![item(2).id];
    check(ItemFilter { except: spared.clone(), state: Some(ItemState::Done), ..all.clone() }, &["1"]).await;
    let but_one = ["1", "3", "4", "5", "6", "7"];
    check(ItemFilter { except: spared.clone(), q: Some("do SOFA".to_owned()), ..all.clone() }, &but_one).await;
    check(ItemFilter { except: spared, min_votes: Some(1), ..all.clone() }, &["1", "3"]).await;
    check(ItemFilter { q: Some("do SOFA".to_owned()), state: Some(ItemState::Done), ..all.clone() }, &["1", "2"]).await;

    let first = &world.store.items(world.id(), &all, ItemSort::Agreement, None, 2).await.unwrap().items;
    assert_eq!((first[0].agreement, first[1].agreement), (Some(0.0), Some(1.0)));
    assert_eq!((first[0].votes, first[0].wanted, first[0].taken, first[0].state), (2, 2, 0, ItemState::Done));
    let wrong = world.store.items(world.id(), &all, ItemSort::Sequence, Some("' or 1=1"), 3).await;
    assert!(matches!(wrong, Err(StoreError::Conflict(_))));
    world.check_standings().await;
}

pub async fn words_are_found_by_their_beginning(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let texts = ["straße im schnee", "قطتان على الأريكة", "dogged dog", "100%_wild \u{1F600}"];
    let rows = texts
        .iter()
        .enumerate()
        .map(|(n, text)| NewItem { words: crosscheck_domain::search_words(text), ..item(n + 1) });
    world.import(rows).await;
    let check = async |q: &str, expected: &[&str]| {
        let filter = ItemFilter { q: Some(q.to_owned()), ..ItemFilter::default() };
        assert_eq!(walk(&world, &filter, ItemSort::Sequence).await, expected, "{q}");
    };
    check("schn", &["1"]).await;
    check("SCHNEE Straße", &["1"]).await;
    check("قط", &["2"]).await;
    check("dog", &["3"]).await;
    check("dogged do", &["3"]).await;
    check("chnee", &[]).await;
    check("dog schnee", &[]).await;
    check("  ", &["1", "2", "3", "4"]).await;
    check("%", &[]).await;
}

pub async fn a_lost_job_cannot_import(engine: &Engine) {
    let world = World::with_policy(engine, 0, Policy::default()).await;
    let new = NewJob {
        kind: "import".to_owned(),
        project: Some(world.id().clone()),
        by: Some(world.manager.clone()),
        payload: "{}".to_owned(),
        unit: "rows".to_owned(),
    };
    let job = world.store.enqueue(new, NOW).await.unwrap();
    world.store.claim_job("one", NOW, 1000).await.unwrap().unwrap();
    let checkpoint = |worker: &str, done: u64| Checkpoint {
        job: job.clone(),
        worker: worker.to_owned(),
        done,
        total: Some(10),
        state_json: format!("{{\"line\":{done}}}"),
        problems: vec![JobProblem { problem: Problem::new("bad_row", "row is broken").on_line(done), raw: None }],
    };
    world.store.import_chunk(world.id(), vec![item(1)], Some(checkpoint("one", 1)), NOW).await.unwrap();
    let lost = world.store.import_chunk(world.id(), vec![item(2)], Some(checkpoint("two", 2)), NOW).await;
    assert!(matches!(lost, Err(StoreError::JobLost)));
    assert_eq!(world.items().await, [item(1).id], "nothing of the refused chunk is there");
    let job = world.store.job(&job).await.unwrap();
    assert_eq!((job.done, job.total, job.checkpoint.as_deref()), (1, Some(10), Some("{\"line\":1}")));
    assert_eq!(job.problems_count, 1);
}

/// Above two thousand items a word no longer leads the search; the answer is the same.
pub async fn common_words_are_compared_along_the_order(engine: &Engine) {
    let world = World::new(engine, 0).await;
    for first in (1..=2400).step_by(400) {
        let rows = (first..first + 400).map(|n| NewItem {
            words: words(if n % 600 == 0 { "common blue" } else { "common also blurred" }),
            ..item(n)
        });
        world.import(rows).await;
    }
    let check = async |q: &str, sort, after: Option<&str>, expected: &[usize]| {
        let filter = ItemFilter { q: Some(q.to_owned()), ..ItemFilter::default() };
        let page = world.store.items(world.id(), &filter, sort, after, 3).await.unwrap();
        let found: Vec<_> = page.items.into_iter().map(|row| row.id).collect();
        assert_eq!(found, expected.iter().map(|n| item(*n).id).collect::<Vec<_>>(), "{q}");
        page.next
    };
    let next = check("comm", ItemSort::Sequence, None, &[1, 2, 3]).await;
    check("comm", ItemSort::Sequence, next.as_deref(), &[4, 5, 6]).await;
    check("comm bl", ItemSort::Newest, None, &[2400, 2399, 2398]).await;
    check("comm blurr", ItemSort::Newest, None, &[2399, 2398, 2397]).await;
    let next = check("comm blue", ItemSort::Sequence, None, &[600, 1200, 1800]).await;
    assert_eq!(check("comm blue", ItemSort::Sequence, next.as_deref(), &[2400]).await, None);
    let filter = ItemFilter { q: Some("comm blue".to_owned()), ..ItemFilter::default() };
    assert_eq!(world.store.count_items(world.id(), &filter).await.unwrap(), 4);
}

/// What a text is after some items came a second time.
fn text(n: usize, revised: bool) -> String {
    let mut text = format!("no{n}");
    for (every, word) in [(1, "common"), (2, "even"), (7, "seventh"), (311, "rare")] {
        if n.is_multiple_of(every) && !(revised && word == "even") {
            text = format!("{text} {word}");
        }
    }
    if revised { format!("{text} renewed") } else { text }
}

/// Rare words lead the search, common ones are compared along the order; revised items are found by their new words
/// alone. In every order, page by page, the answer is that of reading all items.
pub async fn a_search_finds_what_reading_everything_finds(engine: &Engine) {
    const N: usize = 1300;
    let world = World::with_policy(engine, 0, overlap(1)).await;
    let row = |n: usize, revised: bool| NewItem {
        words: words(&text(n, revised)),
        priority: (n % 5) as i64 - 2,
        content_hash: format!("hash-{n}-{revised}"),
        ..item(n)
    };
    for first in [1, 501, 1001] {
        world.import((first..(first + 500).min(N + 1)).map(|n| row(n, false))).await;
    }
    let is_revised = |n: usize| n.is_multiple_of(40);
    world.import((1..=N).filter(|n| is_revised(*n)).map(|n| row(n, true))).await;
    let ann = world.person("ann").await;
    for n in 0..4 {
        let lease = world.next(&ann, NOW).await.unwrap();
        world.submit(&lease, &format!("a{n}"), "yes", NOW + n).await;
    }
    let orders = [ItemSort::Sequence, ItemSort::Newest, ItemSort::Priority, ItemSort::Changed, ItemSort::Agreement];
    for sort in orders {
        for state in [None, Some(ItemState::Open), Some(ItemState::Done)] {
            let of_state = ItemFilter { state, ..ItemFilter::default() };
            let all = walk_by(&world, &of_state, sort, 500).await;
            assert_eq!(
                all.len(),
                if state == Some(ItemState::Done) { 4 } else { N - 4 * usize::from(state.is_some()) }
            );
            for q in ["common", "even", "comm eve", "seventh", "rare", "no1", "e", "renewed", "even renewed", "nowhere"]
            {
                let has = |id: &&String| {
                    let n = id.parse().unwrap();
                    let text = text(n, is_revised(n));
                    q.split(' ').all(|word| text.split(' ').any(|other| other.starts_with(word)))
                };
                let expected: Vec<&String> = all.iter().filter(has).collect();
                let filter = ItemFilter { q: Some(q.to_owned()), ..of_state.clone() };
                let found = walk_by(&world, &filter, sort, 170).await;
                assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{q} {sort:?} {state:?}");
                assert_eq!(
                    world.store.count_items(world.id(), &filter).await.unwrap(),
                    found.len() as u64,
                    "{filter:?}"
                );
            }
        }
    }
    world.check_standings().await;
}

/// The same picture in two slots, and again in a revision, is one reference.
pub async fn a_picture_may_come_twice(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let twice = NewItem { assets: vec!["a".repeat(64), "a".repeat(64)], ..item(1) };
    world.import([twice.clone()]).await;
    world.import([NewItem { content_hash: "other".to_owned(), ..twice }]).await;
    assert_eq!(world.store.item(world.id(), &item(1).id).await.unwrap().row.revision, 2);
}
