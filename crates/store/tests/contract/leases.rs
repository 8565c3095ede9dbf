//! The queue: who gets what, and that nobody gets too much.

use std::collections::{HashMap, HashSet};

use crosscheck_domain::{AnnotatorId, Order, Outcome, Policy};
use crosscheck_store::{
    AssignmentState, DraftMode, ExportFilter, MemberRole, NewDraft, NewItem, Store, StoreError, Submission, WantNext,
};

use crate::{
    engine::Engine,
    world::{HOUR, MINUTE, NOW, World, item, lease, overlap, person, submission},
};

pub async fn two_leases_and_no_more(engine: &Engine) {
    let world = World::new(engine, 5).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    assert_eq!((first.item.clone(), first.state, first.deadline), (item(1).id, AssignmentState::Held, NOW + HOUR));
    assert_eq!(world.next(&ann, NOW + 1).await.unwrap().id, first.id, "repeating returns the lease");
    let second = world.next_after(&ann, &first.id, NOW + 2).await.unwrap();
    assert_eq!(second.item, item(2).id);
    assert_eq!(world.store.held_items(world.id(), &ann).await.unwrap(), [item(1).id, item(2).id]);
    assert_eq!(world.next_after(&ann, &first.id, NOW + 3).await.unwrap().id, second.id);
    assert_eq!(world.next_after(&ann, &second.id, NOW + 3).await.unwrap().id, first.id);
    assert_eq!(world.next(&ann, NOW + 3).await.unwrap().id, first.id, "the oldest one");
    let submitted =
        world.store.submit(world.id(), submission(&first.id, "n1", "yes"), WantNext::Yes, NOW + 4).await.unwrap();
    assert_eq!(world.store.held_items(world.id(), &ann).await.unwrap(), [item(2).id], "judged by now");
    assert_eq!(lease(submitted.next).unwrap().id, second.id, "the prefetched one comes with the reply");
    assert_eq!(world.store.extend(&second.id, NOW + 30 * MINUTE).await.unwrap(), NOW + 90 * MINUTE);
    assert!(matches!(world.store.extend(&first.id, NOW).await, Err(StoreError::Gone)));
    assert!(matches!(world.store.assignment(&"none".into()).await, Err(StoreError::NotFound)));
    world.check_standings().await;

    let world = World::new(engine, 5).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    let second = world.next_after(&ann, &first.id, NOW).await.unwrap();
    let sent = Submission { after: Some(second.id.clone()), ..submission(&first.id, "n1", "yes") };
    let reply = world.store.submit(world.id(), sent, WantNext::Yes, NOW + 1).await.unwrap();
    assert_eq!(lease(reply.next).unwrap().item, item(3).id, "the one in front is not what comes next");
    world.check_standings().await;
}

pub async fn orders(engine: &Engine) {
    let check = async |order: Order, expected: &[usize]| {
        let world = World::with_policy(engine, 0, Policy { order, ..Policy::default() }).await;
        world
            .import((1..=4).map(|n| NewItem { priority: n as i64 % 3, random_key: [4, 2, 9, 1][n - 1], ..item(n) }))
            .await;
        let ann = world.person("ann").await;
        for (step, n) in expected.iter().enumerate() {
            if step == 2 {
                let urgent = NewItem { priority: 7, random_key: 0, ..item(5) };
                world.import([urgent]).await;
            }
            let next = world.next(&ann, NOW).await.unwrap();
            assert_eq!(next.item, item(*n).id, "{order:?}, step {step}");
            world.submit(&next, &format!("n{step}"), "yes", NOW).await;
        }
        assert!(world.next(&ann, NOW).await.is_none());
    };
    check(Order::Sequence, &[1, 2, 3, 4, 5]).await;
    // The new item is in front of the position, so it comes after the wrap.
    check(Order::Random, &[4, 2, 1, 3, 5]).await;
    // A new item of higher priority does not wait.
    check(Order::Priority, &[2, 1, 5, 4, 3]).await;
}

pub async fn nothing_comes_twice(engine: &Engine) {
    let world = World::new(engine, 3).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    world.submit_outcome(&first, "n1", Outcome::Declined { reason: "no".to_owned() }, NOW).await;
    let second = world.next(&ann, NOW).await.unwrap();
    let draft =
        NewDraft { base_revision: 0, body: "{}".to_owned(), client: "tab".to_owned(), mode: DraftMode::Checked };
    world.store.put_draft(&second.id, draft, NOW).await.unwrap();
    world.store.release(&second.id, NOW).await.unwrap();
    assert_eq!(world.store.assignment(&second.id).await.unwrap().state, AssignmentState::Released);
    let third = world.next(&ann, NOW).await.unwrap();
    assert_eq!(third.item, item(3).id, "behind the last position first");
    world.submit(&third, "n3", "yes", NOW).await;
    let again = world.next(&ann, NOW).await.unwrap();
    assert_eq!(
        (&again.id, again.draft.unwrap().body.as_str()),
        (&second.id, "{}"),
        "what was given back waits with its draft"
    );
    world.submit(&world.next(&ann, NOW).await.unwrap(), "n2", "yes", NOW).await;
    assert!(world.next(&ann, NOW).await.is_none(), "a declined item never returns");
    world.check_standings().await;
}

/// Fifty people at once, through two stores on one database, as two server processes are.
pub async fn overlap_is_never_exceeded(engine: &Engine) {
    let place = engine.place();
    let stores = [Store::open(place.clone()).await.unwrap(), Store::open(place).await.unwrap()];
    let world = World::in_store(stores[0].clone(), 40, overlap(3)).await;
    let mut people = Vec::new();
    for n in 0..50 {
        people.push(person(&world.store, &format!("p{n}")).await);
    }
    let work = people.iter().enumerate().map(|(n, ann)| annotate_all(&world, &stores[n % 2], ann));
    let submitted: usize = futures_util::future::join_all(work).await.into_iter().sum();
    assert_eq!(submitted, 120);

    let project = world.store.project("captions").await.unwrap();
    let filter = ExportFilter { include_surplus: true, ..ExportFilter::default() };
    let items = world.store.export_page(world.id(), project.seq, &filter, None, 100).await.unwrap();
    let mut seqs = HashSet::new();
    for item in &items {
        let people: HashSet<&AnnotatorId> = item.annotations.iter().map(|annotation| &annotation.annotator).collect();
        assert_eq!((item.annotations.len(), people.len()), (3, 3));
        assert!(item.annotations.iter().all(|annotation| !annotation.surplus && !annotation.late));
        assert!(item.annotations.iter().all(|annotation| seqs.insert(annotation.seq)), "sequence numbers are unique");
    }
    let counts = world.store.counts(world.id()).await.unwrap();
    assert_eq!((counts.done, counts.annotations), (40, 120));
    world.check_standings().await;
}

/// Annotates until nothing is left, with every second submission sent twice at once.
async fn annotate_all(world: &World, store: &Store, ann: &AnnotatorId) -> usize {
    let mut n = 0;
    let mut next = lease(store.next(world.id(), ann, None, NOW).await.unwrap().next);
    while let Some(assignment) = next {
        let submission = submission(&assignment.id, &format!("{ann}-{n}"), "yes");
        let send = || store.submit(world.id(), submission.clone(), WantNext::Yes, NOW);
        let reply = if n % 2 == 0 {
            send().await.unwrap()
        } else {
            let (one, two) = futures_util::future::join(send(), send()).await;
            let (one, two) = (one.unwrap(), two.unwrap());
            assert!(one.duplicate != two.duplicate && one.seq == two.seq);
            if one.duplicate { two } else { one }
        };
        next = lease(reply.next);
        n += 1;
    }
    n
}

pub async fn expired_leases_are_free_again(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    let held = world.next(&ann, NOW).await.unwrap();
    assert!(world.next(&bob, NOW).await.is_none());
    assert!(world.next(&bob, NOW + HOUR).await.is_none(), "until the deadline it is hers");
    let taken = world.next(&bob, NOW + HOUR + 1).await.unwrap();
    assert_eq!(taken.item, held.item);
    assert_eq!(world.store.assignment(&held.id).await.unwrap().state, AssignmentState::Expired);
    assert!(world.next(&ann, NOW + HOUR + 2).await.is_none());
    world.check_standings().await;
    assert_eq!(world.store.expire_leases(NOW + 3 * HOUR).await.unwrap(), 1);
    assert_eq!(world.store.expire_leases(NOW + 3 * HOUR).await.unwrap(), 0);
    let again = world.next(&ann, NOW + 3 * HOUR).await.unwrap();
    assert_eq!(again.id, held.id, "the earlier assignment is taken up again");
    let renewed = world.next(&ann, NOW + 5 * HOUR).await.unwrap();
    assert_eq!((renewed.id, renewed.deadline), (held.id, NOW + 6 * HOUR), "nobody wanted it, so it goes on");
    world.check_standings().await;
}

pub async fn direct_assignments_come_first(engine: &Engine) {
    let world = World::with_policy(engine, 3, overlap(1)).await;
    let (ann, bob) = (world.member("ann").await, world.member("bob").await);
    let offered = world.store.assign(world.id(), &item(3).id, &ann, &world.manager, NOW).await.unwrap();
    assert_eq!(offered.state, AssignmentState::Offered);
    assert_eq!(world.store.assign(world.id(), &item(3).id, &ann, &world.manager, NOW).await.unwrap().id, offered.id);
    assert_eq!(world.next(&ann, NOW).await.unwrap().id, offered.id);
    for n in 1..=2 {
        let next = world.next(&bob, NOW).await.unwrap();
        world.submit(&next, &format!("b{n}"), "yes", NOW).await;
    }
    assert!(world.next(&bob, NOW).await.is_none(), "the third place is given away");
    assert!(matches!(
        world.store.assign(world.id(), &item(1).id, &bob, &world.manager, NOW).await,
        Err(StoreError::Conflict(_))
    ));
    // Item 1 is done; the direct assignment makes room for one more.
    world.store.assign(world.id(), &item(1).id, &ann, &world.manager, NOW).await.unwrap();
    let row = world.store.item(world.id(), &item(1).id).await.unwrap().row;
    assert_eq!((row.wanted, row.votes, row.taken), (2, 1, 1));
    world.check_standings().await;
    assert!(matches!(
        world.store.assign(world.id(), &"none".into(), &ann, &world.manager, NOW).await,
        Err(StoreError::NotFound)
    ));
}

pub async fn caps_and_late_arrivals(engine: &Engine) {
    let policy = Policy { max_per_annotator: Some(2), ..overlap(2) };
    let world = World::with_policy(engine, 1, policy).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    world.submit(&first, "n1", "yes", NOW).await;
    assert!(world.next(&ann, NOW).await.is_none());
    world.import((2..=4).map(item)).await;
    let second = world.next(&ann, NOW).await.unwrap();
    assert_eq!(second.item, item(2).id, "new items wake an annotator who had nothing left");
    assert!(world.next_after(&ann, &second.id, NOW).await.is_none(), "the lease counts towards the cap");
    world.submit(&second, "n2", "yes", NOW).await;
    assert!(world.next(&ann, NOW).await.is_none());
}

pub async fn removing_a_member_frees_leases(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(1)).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    world.store.set_role(world.id(), &ann, MemberRole::Annotator, NOW).await.unwrap();
    let first = world.next(&ann, NOW).await.unwrap();
    world.next_after(&ann, &first.id, NOW).await.unwrap();
    assert!(world.next(&bob, NOW).await.is_none());
    assert_eq!(world.store.remove_member(world.id(), &ann, NOW).await.unwrap(), 2);
    assert_eq!(world.store.role(world.id(), &ann).await.unwrap(), None);
    assert!(matches!(world.store.remove_member(world.id(), &ann, NOW).await, Err(StoreError::NotFound)));
    assert_eq!(world.next(&bob, NOW).await.unwrap().item, first.item);
    let places: HashMap<_, _> = world
        .store
        .standings_page(world.id(), None, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|standing| (standing.item, standing.taken))
        .collect();
    assert_eq!((places[&item(1).id], places[&item(2).id]), (1, 0));
    world.check_standings().await;
}
