//! Jobs, their problems, and finished exports.

use crosscheck_domain::{ExportId, Problem};
use crosscheck_store::{Checkpoint, Export, Heartbeat, JobProblem, JobState, NewJob, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World},
};

fn new_job(world: &World, kind: &str) -> NewJob {
    NewJob {
        kind: kind.to_owned(),
        project: Some(world.id().clone()),
        by: Some(world.manager.clone()),
        payload: "{\"file\":1}".to_owned(),
        unit: "rows".to_owned(),
    }
}

pub async fn a_dead_workers_job_is_claimed_again(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let id = store.enqueue(new_job(&world, "import"), NOW).await.unwrap();
    let claims = futures_util::future::join_all((0..6).map(|_| store.claim_job("one", NOW, 1000))).await;
    assert_eq!(claims.into_iter().filter(|claim| matches!(claim, Ok(Some(_)))).count(), 1);
    let checkpoint = |worker: &str| Checkpoint {
        job: id.clone(),
        worker: worker.to_owned(),
        done: 5,
        total: None,
        state_json: "{\"line\":5}".to_owned(),
        problems: Vec::new(),
    };
    store.checkpoint(checkpoint("one")).await.unwrap();
    assert_eq!(store.heartbeat(&id, "one", NOW + 500, 1000).await.unwrap(), Heartbeat::Continue);
    assert!(store.claim_job("two", NOW + 1400, 1000).await.unwrap().is_none(), "the first worker lives");
    let again = store.claim_job("two", NOW + 1600, 1000).await.unwrap().unwrap();
    assert_eq!((again.id, again.attempts, again.checkpoint.as_deref()), (id.clone(), 2, Some("{\"line\":5}")));
    assert_eq!(store.heartbeat(&id, "one", NOW + 1700, 1000).await.unwrap(), Heartbeat::Stop);
    assert!(matches!(store.checkpoint(checkpoint("one")).await, Err(StoreError::JobLost)));
    store.fail(&id, "one", "I lost it", NOW + 1700).await.unwrap();
    store.finish(&id, "one", "{}", NOW + 1700).await.unwrap();
    assert_eq!(store.job(&id).await.unwrap().state, JobState::Running, "the second worker's job goes on");
    store.finish(&id, "two", "{\"kept\":5}", NOW + 1800).await.unwrap();
    let job = store.job(&id).await.unwrap();
    assert_eq!((job.state, job.summary.as_deref(), job.done), (JobState::Done, Some("{\"kept\":5}"), 5));
    assert_eq!(job.finished_at, Some(NOW + 1800));
}

pub async fn jobs_end_once(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let failed = store.enqueue(new_job(&world, "export"), NOW).await.unwrap();
    let cancelled = store.enqueue(new_job(&world, "tiles"), NOW + 1).await.unwrap();
    assert_eq!(store.claim_job("one", NOW, 1000).await.unwrap().unwrap().id, failed, "the oldest first");
    assert_eq!(store.claim_job("one", NOW, 1000).await.unwrap().unwrap().id, cancelled);
    store.fail(&failed, "one", "disk is full", NOW).await.unwrap();
    store.cancel(&cancelled, NOW).await.unwrap();
    assert_eq!(store.heartbeat(&cancelled, "one", NOW, 1000).await.unwrap(), Heartbeat::Stop);
    store.finish(&cancelled, "one", "{}", NOW).await.unwrap();
    let jobs = store.jobs(world.id()).await.unwrap();
    let seen: Vec<_> = jobs.iter().map(|job| (job.kind.as_str(), job.state, job.error.as_deref())).collect();
    assert_eq!(seen, [("tiles", JobState::Cancelled, None), ("export", JobState::Failed, Some("disk is full"))]);
    assert!(store.claim_job("two", NOW + 9000, 1000).await.unwrap().is_none());
    assert!(matches!(store.job(&"none".into()).await, Err(StoreError::NotFound)));

    let problem = |n: u64| JobProblem {
        problem: Problem::new("bad_row", "name a picture").within("image").on_line(n),
        raw: (n == 2).then(|| "a;b".to_owned()),
    };
    store.add_problems(&failed, (1..=3).map(problem).collect()).await.unwrap();
    store.add_problems(&failed, vec![problem(4)]).await.unwrap();
    let first = store.problems(&failed, None, 3).await.unwrap();
    let second = store.problems(&failed, first.next.as_deref(), 3).await.unwrap();
    let all: Vec<_> = first.items.into_iter().chain(second.items).collect();
    assert_eq!(all, (1..=4).map(problem).collect::<Vec<_>>());
    assert_eq!(store.job(&failed).await.unwrap().problems_count, 4);
}

pub async fn a_failed_job_is_tried_again(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let id = store.enqueue(new_job(&world, "import"), NOW).await.unwrap();
    assert!(matches!(store.retry(&id).await, Err(StoreError::Conflict(_))), "it has not ended");
    store.claim_job("one", NOW, 1000).await.unwrap();
    let (job, worker, state_json) = (id.clone(), "one".to_owned(), "{\"line\":5}".to_owned());
    let reached = Checkpoint { job, worker, done: 5, total: Some(9), state_json, problems: Vec::new() };
    store.checkpoint(reached).await.unwrap();
    let kept = async |since| store.payloads_to_keep("import", since).await.unwrap().len();
    assert_eq!((kept(NOW + 99).await, store.payloads_to_keep("export", NOW).await.unwrap().len()), (1, 0));
    store.fail(&id, "one", "the disk was full", NOW + 10).await.unwrap();
    assert_eq!((kept(NOW + 10).await, kept(NOW + 11).await), (1, 0));
    store.retry(&id).await.unwrap();
    let queued = store.job(&id).await.unwrap();
    assert_eq!((queued.state, queued.error, queued.finished_at), (JobState::Queued, None, None));
    let again = store.claim_job("one", NOW + 20, 1000).await.unwrap().unwrap();
    assert_eq!((again.done, again.checkpoint.as_deref()), (5, Some("{\"line\":5}")));
    store.cancel(&id, NOW + 30).await.unwrap();
    store.retry(&id).await.unwrap();
    store.claim_job("two", NOW + 40, 1000).await.unwrap();
    store.finish(&id, "two", "{}", NOW + 50).await.unwrap();
    assert_eq!(kept(NOW).await, 0, "done");
    assert!(matches!(store.retry(&id).await, Err(StoreError::Conflict(_))), "it is done");
    assert!(matches!(store.retry(&"none".into()).await, Err(StoreError::NotFound)));
}

pub async fn a_server_that_begins_goes_on_with_jobs(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let id = store.enqueue(new_job(&world, "import"), NOW).await.unwrap();
    store.claim_job("one", NOW, 1000).await.unwrap().unwrap();
    let freed = store.free_jobs_of_last_run().await.unwrap();
    let again = store.claim_job("two", NOW + 1, 1000).await.unwrap().map(|job| (job.id, job.attempts));
    if engine.is_sqlite() {
        assert_eq!((freed, again), (1, Some((id, 2))));
    } else {
        assert_eq!((freed, again), (0, None), "another process may be at work");
    }
}

pub async fn exports_are_listed(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let export = |id: &str| Export {
        id: ExportId(id.to_owned()),
        project: world.id().clone(),
        job: None,
        format: "native".to_owned(),
        filter_json: "{}".to_owned(),
        seq: 1,
        by: world.manager.clone(),
        created_at: NOW,
        size: 10,
        sha256: "0".repeat(64),
        filename: "captions.jsonl".to_owned(),
        losses_json: "[]".to_owned(),
    };
    world.store.add_export(export("e1")).await.unwrap();
    world.store.add_export(export("e2")).await.unwrap();
    assert_eq!(world.store.exports(world.id()).await.unwrap(), [export("e2"), export("e1")]);
    assert_eq!(world.store.export(&"e1".into()).await.unwrap(), export("e1"));
    assert!(matches!(world.store.export(&"e3".into()).await, Err(StoreError::NotFound)));
}
