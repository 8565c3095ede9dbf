//! Annotations that come from elsewhere.

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ItemState, Outcome, Rating};
use crosscheck_store::{Checkpoint, ExportFilter, ImportedAnnotation, NewJob, Placeholder, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, overlap},
};

fn id(n: u32) -> AnnotationId {
    AnnotationId(format!("01J00000000000000000000B{n:02}"))
}

fn annotation(n: u32, item: &ItemId, who: &str, value: &str) -> ImportedAnnotation {
    let rating = Rating { field: "question/fit".to_owned(), unit: String::new(), value: value.to_owned() };
    ImportedAnnotation {
        id: id(n),
        item: item.clone(),
        shown_hash: "shown-1".to_owned(),
        annotator: Placeholder {
            id: AnnotatorId(format!("imported-{who}")),
            name: who.to_owned(),
            kind: "imported".to_owned(),
        },
        design_version: 1,
        body: format!("{{\"value\":\"{value}\"}}"),
        body_hash: value.to_owned(),
        outcome: Outcome::Complete,
        ratings: vec![rating],
        late: false,
        surplus: false,
        informed: false,
        supersedes: None,
        ended_by: None,
        active_ms: 1200,
        submitted_at: NOW - 86_400_000,
        origin: format!("{{\"id\":\"{n}\"}}"),
    }
}

pub async fn annotations_from_elsewhere_count(engine: &Engine) {
    let world = World::with_policy(engine, 2, overlap(2)).await;
    let (store, project) = (&world.store, world.id());
    let item = world.items().await.remove(0);
    let first = ImportedAnnotation { ended_by: Some(id(2)), ..annotation(1, &item, "ada", "no") };
    let second = ImportedAnnotation { supersedes: Some(id(1)), ..annotation(2, &item, "ada", "yes") };
    let all = vec![first, second, annotation(3, &item, "ben", "yes")];
    assert_eq!(store.import_annotations(project, all.clone(), None, NOW).await.unwrap(), 3);
    let stored = store.annotations_of(project, &item).await.unwrap();
    let seqs: Vec<_> = stored.iter().map(|one| (one.id.clone(), one.until_seq)).collect();
    assert_eq!(seqs, [(id(1), Some(stored[1].seq)), (id(2), None), (id(3), None)]);
    assert_eq!((stored[1].supersedes.as_ref(), stored[1].submitted_at), (Some(&id(1)), NOW - 86_400_000));
    assert_eq!(store.origins_of(&item).await.unwrap()[&id(3)], "{\"id\":\"3\"}");
    let counts = store.counts(project).await.unwrap();
    assert_eq!((counts.annotations, counts.annotators, counts.done), (2, 2, 1), "two of two agree");
    world.check_standings().await;
    let standing = &store.standings_page(project, None, 1).await.unwrap()[0];
    assert_eq!((standing.state, standing.votes), (ItemState::Done, 2));

    // Again: nothing is there twice, and a person is one account.
    let seq = store.project("captions").await.unwrap().seq;
    assert_eq!(store.import_annotations(project, all, None, NOW).await.unwrap(), 0);
    assert_eq!(store.project("captions").await.unwrap().seq, seq);
    let ada = store.user(&AnnotatorId("imported-ada".to_owned())).await.unwrap();
    assert_eq!((ada.kind.as_str(), ada.password_hash), ("imported", None));
    let known = store.projects_of_annotations(&[id(1), id(9)]).await.unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), [(id(1), project.clone())]);
    let filter = ExportFilter { state: None, include_surplus: true, include_superseded: true, with_ratings: true };
    let page = store.export_page(project, seq, &filter, None, 10).await.unwrap();
    assert_eq!(page[0].annotations.len(), 3);
    assert_eq!(page[0].ratings[&id(1)][0].value, "no");
}

pub async fn a_refused_import_leaves_nothing(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let (store, project) = (&world.store, world.id());
    let item = world.items().await.remove(0);
    let good = annotation(1, &item, "ada", "yes");
    let lost = annotation(2, &ItemId("01J0000000000000000000NONE".to_owned()), "ben", "yes");
    let refused = store.import_annotations(project, vec![good.clone(), lost], None, NOW).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    let job = NewJob {
        kind: "import".to_owned(),
        project: Some(project.clone()),
        by: None,
        payload: "{}".to_owned(),
        unit: "rows".to_owned(),
    };
    let job = store.enqueue(job, NOW).await.unwrap();
    store.claim_job("other", NOW, 1000).await.unwrap().unwrap();
    let checkpoint = Checkpoint {
        job,
        worker: "one".to_owned(),
        done: 1,
        total: None,
        state_json: "{}".to_owned(),
        problems: Vec::new(),
    };
    let refused = store.import_annotations(project, vec![good], Some(checkpoint), NOW).await;
    assert!(matches!(refused, Err(StoreError::JobLost)), "another worker has the job: {refused:?}");
    assert!(store.annotations_of(project, &item).await.unwrap().is_empty());
    assert!(store.user(&AnnotatorId("imported-ada".to_owned())).await.is_err());
}
