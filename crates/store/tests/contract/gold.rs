//! Gold: proposed, checked, drawn, scored, contested; repeats; and who had seen what others said.

use std::collections::HashSet;

use crosscheck_domain::{AnnotatorId, GoldRule, ItemState, Policy, RepeatRule, Tally, TruthId, TruthKind};
use crosscheck_store::{
    AppealState, Assignment, Drawn, GoldProposal, GoldState, Intervention, NewAppeal, NewScore, NewTruth, StoreError,
};

use crate::{
    engine::Engine,
    world::{HOUR, NOW, World, item, overlap},
};

const DAY: i64 = 24 * HOUR;

fn policy(gold: f64, repeats: f64) -> Policy {
    Policy {
        gold: GoldRule { share: gold, ..GoldRule::default() },
        repeats: RepeatRule { share: repeats, after_days: 7 },
        ..overlap(3)
    }
}

fn proposal(n: usize, made_from: usize) -> GoldProposal {
    GoldProposal {
        item: item(n),
        made_from: item(made_from).id,
        known: Some(r#"{"kind":"negate"}"#.to_owned()),
        facts: "{}".to_owned(),
    }
}

fn truth(id: &str, n: usize, signer: &AnnotatorId) -> NewTruth {
    NewTruth {
        signed_at: None,
        id: TruthId(id.to_owned()),
        item: item(n).id,
        item_revision: 1,
        kind: TruthKind::Gold,
        design_version: 1,
        signer: signer.clone(),
        assignment: None,
        body: format!(r#"{{"id":"{id}"}}"#),
        body_hash: id.to_owned(),
        ratings: Vec::new(),
    }
}

impl World {
    pub async fn accept(&self, id: &str, n: usize) {
        self.store.accept_gold(self.id(), "{}", truth(id, n, &self.manager), NOW).await.unwrap();
    }

    /// Works until nothing is left; everything that came, in that order.
    async fn work(&self, annotator: &AnnotatorId, prefix: &str, at: i64) -> Vec<Assignment> {
        let mut came = Vec::new();
        while let Some(lease) = self.next(annotator, at).await {
            self.submit(&lease, &format!("{prefix}-{}", came.len()), "yes", at).await;
            came.push(lease);
        }
        came
    }

    async fn score_all(&self, right: u64) -> Vec<AnnotatorId> {
        let waiting = self.store.unscored(100).await.unwrap();
        let concerned = waiting.iter().map(|one| one.annotator.clone()).collect();
        let scores = waiting.into_iter().map(|of| NewScore {
            of,
            tally: Tally { right, decisions: 2 },
            decisions: "[]".to_owned(),
        });
        self.store.keep_scores(self.id(), scores.collect()).await.unwrap();
        concerned
    }
}

pub async fn a_proposal_comes_to_nobody_before_it_is_checked(engine: &Engine) {
    let world = World::with_policy(engine, 1, policy(1.0, 0.0)).await;
    let (store, project) = (&world.store, world.id());
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    store.propose_gold(project, vec![proposal(2, 1), proposal(3, 1)], &world.manager, NOW).await.unwrap();
    world.check_standings().await;
    let listed = store.gold_items(project).await.unwrap();
    assert_eq!(listed.iter().map(|gold| gold.state).collect::<Vec<_>>(), [GoldState::Proposed; 2]);
    assert_eq!(world.next(&bob, NOW).await.unwrap().item, item(1).id, "only the ordinary item is there");
    world.intervene(&[item(3).id], Intervention::Include).await;
    let given = store.assign(project, &item(3).id, &ann, &world.manager, NOW).await;
    assert!(matches!(given, Err(StoreError::Conflict(_) | StoreError::NotFound)));
    store.reject_gold(project, &item(3).id, "the sofa is green after all", &world.manager, NOW).await.unwrap();
    assert!(store.reject_gold(project, &item(3).id, "again", &world.manager, NOW).await.is_err());
    assert!(store.accept_gold(project, "{}", truth("t3", 3, &world.manager), NOW).await.is_err());

    world.accept("t2", 2).await;
    assert!(store.reject_gold(project, &item(2).id, "late", &world.manager, NOW).await.is_err());
    assert_eq!(store.item(project, &item(2).id).await.unwrap().row.state, ItemState::Gold);
    world.check_standings().await;
    let lease = world.next(&ann, NOW).await.unwrap();
    assert_eq!((lease.item.clone(), lease.drawn, lease.role.as_str()), (item(2).id, Drawn::Gold, "annotate"));
    world.check_standings().await;
    world.submit(&lease, "n1", "yes", NOW).await;
    assert!(world.next(&ann, NOW).await.is_none(), "who had the derivative does not get the original");
    let held = world.next(&bob, NOW).await.unwrap();
    assert_eq!(held.item, item(1).id);
    world.submit(&held, "n2", "yes", NOW).await;
    assert!(world.next(&bob, NOW).await.is_none(), "and the other way round");
    world.check_standings().await;
    assert_eq!(world.intervene(&[item(2).id], Intervention::RetireGold("told about".to_owned())).await, 1);
    let retired = store.gold_item(project, &item(2).id).await.unwrap();
    assert_eq!((retired.state, retired.made_from), (GoldState::Retired, Some(item(1).id)));
    assert!(world.next(&world.person("cem").await, NOW).await.unwrap().item == item(1).id);
}

pub async fn gold_is_mixed_in_by_share_and_never_twice(engine: &Engine) {
    let world = World::with_policy(engine, 120, policy(0.3, 0.0)).await;
    for n in 101..=120 {
        world.accept(&format!("t{n}"), n).await;
    }
    world.check_standings().await;
    let ann = world.person("ann").await;
    let came = world.work(&ann, "a", NOW).await;
    let items: HashSet<_> = came.iter().map(|lease| lease.item.clone()).collect();
    assert_eq!(items.len(), came.len(), "nothing comes twice");
    let gold: Vec<usize> = (0..came.len()).filter(|at| came[*at].drawn == Drawn::Gold).collect();
    assert!((18..=20).contains(&gold.len()), "{gold:?}");
    let steps: HashSet<usize> = gold.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.len() >= 3, "not every n-th: {gold:?}");
    let bob = world.person("bob").await;
    let others = world.work(&bob, "b", NOW).await;
    let places = |came: &[Assignment]| came.iter().map(|lease| lease.drawn == Drawn::Gold).collect::<Vec<_>>();
    assert_ne!(places(&came), places(&others), "people get it at different times");
    world.check_standings().await;

    let cem = world.person("cem").await;
    let mut gold = None;
    for n in 0..40 {
        let Some(lease) = world.next(&cem, NOW).await else { break };
        if lease.drawn == Drawn::Gold {
            world.store.release(&lease.id, NOW).await.unwrap();
            gold = Some(lease);
            break;
        }
        world.submit(&lease, &format!("c-{n}"), "yes", NOW).await;
    }
    let gold = gold.expect("a third of what comes");
    world.check_standings().await;
    let later = world.work(&cem, "d", NOW).await;
    assert!(later.iter().any(|lease| lease.id == gold.id), "what was given back comes again, as other items do");
}

pub async fn scores_follow_the_truth_and_touch_only_those_concerned(engine: &Engine) {
    let world = World::with_policy(engine, 3, policy(1.0, 0.0)).await;
    let (store, project) = (&world.store, world.id());
    world.accept("t1", 1).await;
    world.accept("t2", 2).await;
    let (ann, bob) = (world.person("ann").await, world.person("bob").await);
    world.work(&ann, "a", NOW).await;
    let first = world.next(&bob, NOW).await.unwrap();
    world.submit(&first, "b-0", "yes", NOW).await;
    assert_eq!(world.score_all(1).await.len(), 3);
    assert!(world.score_all(1).await.is_empty(), "each is scored once");
    let tallies = async || store.gold_tallies(project).await.unwrap();
    assert_eq!(
        tallies().await,
        [(ann.clone(), Tally { right: 2, decisions: 4 }), (bob.clone(), Tally { right: 1, decisions: 2 })]
    );
    assert_eq!(store.gold_scores(project, None).await.unwrap().len(), 3);

    // Bob has answered one of the two; a new truth of the other one is none of his business.
    let other = if first.item == item(1).id { 2 } else { 1 };
    world.accept("t9", other).await;
    assert_eq!(world.score_all(2).await, std::slice::from_ref(&ann));
    assert_eq!(tallies().await[1], (bob.clone(), Tally { right: 1, decisions: 2 }));
    assert_eq!(tallies().await[0].1, Tally { right: 3, decisions: 4 });
    let scores = store.gold_scores(project, Some(&item(other).id)).await.unwrap();
    assert_eq!((scores.len(), scores[0].truth.as_str()), (1, "t9"));
    assert_eq!(store.gold_item(project, &item(other).id).await.unwrap().tally, Tally { right: 2, decisions: 2 });

    store.reopen_truth(project, &item(other).id, "nobody can tell", &world.manager, NOW).await.unwrap();
    store.recount_gold(project, &item(other).id).await.unwrap();
    assert_eq!(tallies().await[0].1, Tally { right: 1, decisions: 2 });
    world.check_standings().await;

    // A correction is scored in place of what it corrects.
    let again = store.reopen(&"b-0".into(), NOW).await.unwrap();
    assert_eq!(again.drawn, Drawn::Gold);
    world.submit(&again, "b-1", "no", NOW).await;
    assert_eq!(world.score_all(2).await, std::slice::from_ref(&bob));
    assert_eq!(tallies().await[1].1, Tally { right: 2, decisions: 2 });
}

pub async fn repeats_are_no_votes(engine: &Engine) {
    let world = World::with_policy(engine, 3, policy(0.0, 1.0)).await;
    let (store, project) = (&world.store, world.id());
    let ann = world.person("ann").await;
    assert_eq!(world.work(&ann, "a", NOW).await.len(), 3, "nothing is old enough");
    assert!(world.next(&ann, NOW + 6 * DAY).await.is_none());
    let lease = world.next(&ann, NOW + 8 * DAY).await.unwrap();
    assert_eq!((lease.item.clone(), lease.drawn, lease.role.as_str()), (item(1).id, Drawn::Repeat, "annotate"));
    world.check_standings().await;
    let told = world.submit(&lease, "r-0", "no", NOW + 8 * DAY).await;
    assert!(!told.surplus, "nobody is told");
    assert!(!world.submit(&lease, "r-0", "no", NOW + 8 * DAY).await.surplus, "and not when it is sent again");
    world.check_standings().await;
    assert_eq!(store.item(project, &item(1).id).await.unwrap().row.votes, 1);
    assert!(store.annotation(&"r-0".into()).await.unwrap().surplus);
    let next = world.next(&ann, NOW + 8 * DAY).await.unwrap();
    assert_eq!(next.item, item(2).id, "each item once");
    store.release(&next.id, NOW + 8 * DAY).await.unwrap();
    world.check_standings().await;
    let repeated = store.repeated(project).await.unwrap();
    assert_eq!(repeated.len(), 1);
    assert_eq!((repeated[0].first.as_str(), repeated[0].again.as_str()), ("yes", "no"));
}

pub async fn appeals_are_facts(engine: &Engine) {
    let world = World::with_policy(engine, 1, overlap(1)).await;
    let (store, project) = (&world.store, world.id());
    let ann = world.person("ann").await;
    world.work(&ann, "a", NOW).await;
    let appeal = |id: &str| NewAppeal {
        id: id.to_owned(),
        annotation: "a-0".into(),
        unit: "claim:c1".to_owned(),
        text: "the sofa is green".to_owned(),
    };
    let opened = store.appeal(project, appeal("p1"), &ann, NOW).await.unwrap();
    assert_eq!(opened.state, AppealState::Open);
    assert_eq!(store.appeal(project, appeal("p1"), &ann, NOW).await.unwrap(), opened, "sent twice");
    assert!(matches!(store.appeal(project, appeal("p2"), &ann, NOW).await, Err(StoreError::Conflict(_))));
    let decide = async |state| store.decide_appeal(project, "p1", state, "it is", &world.manager, NOW + 1).await;
    let upheld = decide(AppealState::Upheld).await.unwrap();
    assert_eq!(
        (upheld.state, upheld.text.as_str(), upheld.annotator.clone()),
        (AppealState::Upheld, "the sofa is green", ann.clone())
    );
    assert!(decide(AppealState::Rejected).await.is_err(), "once");
    assert_eq!(store.appeals(project, Some(&ann)).await.unwrap(), std::slice::from_ref(&upheld));
    assert!(store.appeals(project, Some(&world.manager)).await.unwrap().is_empty());
    assert_eq!(store.one_appeal(project, "p1").await.unwrap(), upheld);
    let kinds: Vec<String> =
        store.changes(project, opened.seq - 1, 10).await.unwrap().into_iter().map(|one| one.kind).collect();
    assert_eq!(kinds, ["appeal", "appeal"]);
}

pub async fn who_had_seen_others_is_no_independent_voice(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let ann = world.person("ann").await;
    store.mark_seen(project, &[item(1).id], &ann, NOW).await.unwrap();
    store.mark_seen(project, &[item(1).id], &ann, NOW + 1).await.unwrap();
    assert!(store.has_seen(&item(1).id, &ann).await.unwrap());
    assert!(!store.has_seen(&item(2).id, &ann).await.unwrap());
    assert_eq!(store.seen_items(project, &ann).await.unwrap(), [item(1).id].into());
    world.work(&ann, "a", NOW).await;
    let rows = store.ratings_since(project, 0, 10).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.informed).collect::<Vec<_>>(), [true, false]);
    assert_eq!(store.count_informed(project).await.unwrap(), 1);
}
