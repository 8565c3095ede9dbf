//! A copy taken while writes go on can be restored, on either engine.

use bytes::Bytes;
use crosscheck_domain::{Asset, MediaInfo, MediaKind};
use crosscheck_store::{ExportFilter, NewItem, Store, StoreError};

use crate::{
    engine::Engine,
    world::{NOW, World, item, lease, overlap, submission},
};

pub async fn a_copy_can_be_restored(engine: &Engine) {
    let world = World::with_policy(engine, 30, overlap(2)).await;
    let sha = world.store.put_blob(Bytes::from_static(b"picture"), NOW).await.unwrap();
    let info = MediaInfo::new(MediaKind::Image, "image/png", 7);
    let asset = Asset { sha256: sha.clone(), name: None, info, provenance: Default::default() };
    world.store.add_asset(world.id(), &asset, NOW).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("copy");
    let work = async {
        for name in ["ann", "bob"] {
            let person = world.person(name).await;
            let mut next = world.next(&person, NOW).await;
            while let Some(assignment) = next {
                let submission = submission(&assignment.id, &format!("{name}-{}", assignment.item), "yes");
                let sent = world.store.submit(world.id(), submission, crosscheck_store::WantNext::Yes, NOW);
                next = lease(sent.await.unwrap().next);
            }
        }
    };
    let (manifest, ()) = futures_util::future::join(world.store.backup(&dir, NOW), work).await;
    let manifest = manifest.unwrap();
    assert_eq!((manifest.rows["items"], manifest.blobs, manifest.created_at), (30, 1, NOW));
    assert!(matches!(world.store.backup(&dir, NOW).await, Err(StoreError::Conflict(_))), "a backup is not overwritten");

    let sqlite = Engine::sqlite();
    for restored in [engine.store().await, sqlite.store().await] {
        restored.restore(&dir).await.unwrap();
        same_facts(&world.store, &restored, manifest.rows["annotations"]).await;
        assert_eq!(restored.blobs().get(&sha).await.unwrap(), "picture");
        assert!(matches!(restored.restore(&dir).await, Err(StoreError::Conflict(_))), "only into an empty store");
        let world = World { store: restored, project: world.project.clone(), manager: world.manager.clone() };
        world.check_standings().await;
        let cleo = world.person("cleo").await;
        if let Some(next) = world.next(&cleo, NOW).await {
            world.submit(&next, "cleo-1", "yes", NOW).await;
        }
    }
    std::fs::write(dir.join("rows.jsonl"), "[]").unwrap();
    assert!(matches!(engine.store().await.restore(&dir).await, Err(StoreError::Conflict(_))), "damage is noticed");
    assert!(matches!(engine.store().await.restore(folder.path()).await, Err(StoreError::Conflict(_))));
}

pub async fn missing_media_are_reported(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let folder = tempfile::tempdir().unwrap();
    let put = async |text: &'static str| world.store.put_blob(Bytes::from_static(text.as_bytes()), NOW).await.unwrap();
    let (kept, lost) = (put("kept").await, put("lost").await);
    let gone = "0".repeat(64);
    world.import([NewItem { assets: vec![kept.clone(), lost.clone(), gone.clone()], ..item(1) }]).await;
    let dir = folder.path().join("copy");
    let manifest = world.store.backup(&dir, NOW).await.unwrap();
    assert_eq!((manifest.blobs, &manifest.missing), (2, &vec![gone.clone()]));
    let whole = engine.store().await.restore(&dir).await.unwrap();
    assert_eq!((&whole.manifest, &whole.missing), (&manifest, &vec![gone.clone()]));
    std::fs::remove_file(dir.join("blobs").join(&lost)).unwrap();
    let store = engine.store().await;
    let mut expected = vec![gone, lost];
    expected.sort();
    assert_eq!(store.restore(&dir).await.unwrap().missing, expected);
    assert!(store.blobs().exists(&kept).await.unwrap());
    assert_eq!(store.counts(world.id()).await.unwrap().items, 1, "what is there comes back");
}

/// At the sequence number of the copy, both tell the same.
async fn same_facts(original: &Store, restored: &Store, n_annotations: u64) {
    let project = restored.project("captions").await.unwrap();
    let page = async |store: &Store| {
        store.export_page(&project.id, project.seq, &ExportFilter::default(), None, 100).await.unwrap()
    };
    let (theirs, ours) = (page(original).await, page(restored).await);
    assert_eq!(ours.len(), 30);
    assert_eq!(ours.iter().map(|item| item.annotations.len() as u64).sum::<u64>(), n_annotations);
    assert_eq!(format!("{theirs:?}"), format!("{ours:?}"));
}
