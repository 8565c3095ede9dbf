//! What those who listen are told.

use crosscheck_store::{JobState, MemberRole, NewJob};

use crate::{
    engine::Engine,
    world::{HOUR, MINUTE, NOW, World},
};

pub async fn everybody_hears_of_their_own_projects(engine: &Engine) {
    let world = World::new(engine, 2).await;
    let (store, project) = (&world.store, world.id());
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    store.set_role(project, &ada, MemberRole::Annotator, NOW).await.unwrap();
    let asked = [ada.clone(), ben.clone()];
    let pulse = store.pulse(&asked, NOW).await.unwrap();
    assert_eq!((pulse.members.len(), pulse.projects.len()), (1, 0), "ben is in no project: {pulse:?}");
    let before = &pulse.members[0];
    assert_eq!((&before.user, before.role, before.offered), (&ada, MemberRole::Annotator, 0));
    assert_eq!(before.project.slug, "captions");

    let item = world.items().await.remove(0);
    store.assign(project, &item, &ada, &world.manager, NOW).await.unwrap();
    assert_eq!(store.pulse(&asked, NOW).await.unwrap().members[0].offered, 1);
    let assignment = world.next(&ada, NOW).await.unwrap();
    world.submit(&assignment, "01J00000000000000000000A01", "yes", NOW).await;
    let after = store.pulse(&asked, NOW).await.unwrap().members.remove(0);
    assert_eq!(after.offered, 0, "begun and done");
    assert!(after.project.seq > before.project.seq);
    let all = store.pulse_of_all(&[], NOW).await.unwrap();
    assert_eq!((all.members, all.projects), (Vec::new(), vec![after.project]));
    store.remove_member(project, &ada, NOW).await.unwrap();
    assert!(store.pulse(&asked, NOW).await.unwrap().members.is_empty());
}

pub async fn jobs_are_told_while_they_run_and_shortly_after(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let job = NewJob {
        kind: "export".to_owned(),
        project: Some(world.id().clone()),
        by: None,
        payload: "{}".to_owned(),
        unit: "items".to_owned(),
    };
    let id = store.enqueue(job, NOW).await.unwrap();
    let states = async |since| {
        let pulse = store.pulse(&[], since).await.unwrap();
        pulse.jobs.into_iter().map(|job| (job.id, job.state)).collect::<Vec<_>>()
    };
    assert_eq!(states(NOW + HOUR).await, [(id.clone(), JobState::Queued)]);
    store.claim_job("one", NOW, MINUTE).await.unwrap();
    store.fail(&id, "one", "disk is full", NOW + MINUTE).await.unwrap();
    assert_eq!(states(NOW + MINUTE).await, [(id, JobState::Failed)]);
    assert_eq!(states(NOW + MINUTE + 1).await, []);
}
