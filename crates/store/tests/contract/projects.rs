//! Projects, their designs and members, assets and blobs.

use bytes::Bytes;
use crosscheck_domain::{Asset, MediaInfo, MediaKind, Policy, ProjectId};
use crosscheck_store::{MemberRole, NewProject, ProjectChange, ProjectScope, StoreError};

use crate::{
    engine::Engine,
    world::{HOUR, NOW, World, item, overlap},
};

pub async fn a_project_has_its_first_design_and_its_manager(engine: &Engine) {
    let world = World::new(engine, 3).await;
    let (store, project) = (&world.store, &world.project);
    assert_eq!((project.design_version, project.archived, project.sample), (1, false, false));
    assert_eq!(project.policy, Policy::default());
    assert_eq!(store.design(world.id(), 1).await.unwrap().design_json, "{}");
    assert_eq!(store.role(world.id(), &world.manager).await.unwrap(), Some(MemberRole::Manager));
    assert!(matches!(store.project("other").await, Err(StoreError::NotFound)));
    let taken = NewProject {
        id: ProjectId("01J0000000000000000000000Q".to_owned()),
        slug: "captions".to_owned(),
        title: String::new(),
        description: String::new(),
        policy: Policy::default(),
        sample: true,
    };
    let refused = store.create_project(taken.clone(), "{}", &world.manager, NOW).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    let second = NewProject { slug: "second".to_owned(), ..taken };
    assert!(store.create_project(second, "{}", &world.manager, NOW + 1).await.unwrap().sample);

    let ann = world.person("ann").await;
    let slugs = async |viewer, scope| {
        let rows = store.projects_for(viewer, scope, NOW).await.unwrap();
        rows.into_iter().map(|row| row.project.slug).collect::<Vec<_>>()
    };
    assert_eq!(slugs(&world.manager, ProjectScope::Member).await, ["second", "captions"]);
    assert!(slugs(&ann, ProjectScope::Member).await.is_empty());
    assert_eq!(slugs(&ann, ProjectScope::All).await.len(), 2);

    let lease = world.next(&ann, NOW).await.unwrap();
    world.submit(&lease, "n1", "yes", NOW).await;
    let row = store.project_row("captions", &ann, NOW).await.unwrap();
    assert_eq!((row.counts.items, row.counts.open, row.counts.annotations, row.counts.annotators), (3, 3, 1, 1));
    assert_eq!((row.submitted, row.today, row.role), (1, 1, None));
    assert_eq!(row.kinds, [MediaKind::Image, MediaKind::Text]);
    assert_eq!(store.project_row("captions", &ann, NOW + 25 * HOUR).await.unwrap().today, 0);

    let change = ProjectChange {
        title: Some("New".to_owned()),
        policy: Some(overlap(1)),
        archived: Some(true),
        ..ProjectChange::default()
    };
    let changed = store.update_project(world.id(), change, NOW).await.unwrap();
    assert_eq!((changed.title.as_str(), changed.policy, changed.archived), ("New", overlap(1), true));
    let back = ProjectChange { archived: Some(false), ..ProjectChange::default() };
    assert!(!store.update_project(world.id(), back, NOW).await.unwrap().archived);
    assert_eq!(store.project_by_id(world.id()).await.unwrap().title, "New");
}

pub async fn designs_are_published_on_the_newest_base(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let publish = |base| world.store.publish_design(world.id(), base, "{\"v\":2}", "v: 2 # why", &world.manager, NOW);
    assert_eq!(publish(1).await.unwrap(), 2);
    assert!(matches!(publish(1).await, Err(StoreError::Conflict(_))));
    let stored = world.store.design(world.id(), 2).await.unwrap();
    assert_eq!((stored.design_json.as_str(), stored.text.as_str()), ("{\"v\":2}", "v: 2 # why"));
    assert!(matches!(world.store.design(world.id(), 3).await, Err(StoreError::NotFound)));
    let versions: Vec<u32> = world.store.designs(world.id()).await.unwrap().iter().map(|row| row.version).collect();
    assert_eq!(versions, [2, 1]);
    let project = world.store.project("captions").await.unwrap();
    assert_eq!((project.design_version, project.seq), (2, stored.seq));
}

pub async fn members_and_their_roles(engine: &Engine) {
    let world = World::new(engine, 2).await;
    let ann = world.person("ann").await;
    world.store.set_role(world.id(), &ann, MemberRole::Annotator, NOW).await.unwrap();
    world.next(&ann, NOW + 3).await.unwrap();
    let members = world.store.members(world.id()).await.unwrap();
    let seen: Vec<_> = members.iter().map(|m| (m.user.name.as_str(), m.role, m.open_leases, m.last_seen)).collect();
    let expected = [("manager", MemberRole::Manager, 0, None), ("ann", MemberRole::Annotator, 1, Some(NOW + 3))];
    assert_eq!(seen, expected);
    world.store.set_role(world.id(), &ann, MemberRole::Reviewer, NOW).await.unwrap();
    assert_eq!(world.store.role(world.id(), &ann).await.unwrap(), Some(MemberRole::Reviewer));
}

pub async fn one_manager_stays(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let (store, project) = (&world.store, world.id());
    let ann = world.person("ann").await;
    assert!(matches!(store.change_role(project, &ann, MemberRole::Reviewer).await, Err(StoreError::NotFound)));
    store.set_role(project, &ann, MemberRole::Manager, NOW).await.unwrap();
    let managers: Vec<_> = store.members(project).await.unwrap().into_iter().map(|member| member.user.id).collect();
    let [first, second] = managers.as_slice() else { panic!("{managers:?}") };
    let (removed, lowered) = tokio::join!(
        store.remove_member(project, first, NOW),
        store.change_role(project, second, MemberRole::Reviewer)
    );
    let refused = [removed.err(), lowered.err()].into_iter().flatten().collect::<Vec<_>>();
    assert!(matches!(refused.as_slice(), [StoreError::LastManager]), "{refused:?}");
    let roles = store.members(project).await.unwrap().into_iter().map(|member| member.role);
    assert_eq!(roles.filter(|role| *role == MemberRole::Manager).count(), 1);
}

fn asset(sha256: &str) -> Asset {
    let info = MediaInfo { width: Some(2), height: Some(1), ..MediaInfo::new(MediaKind::Image, "image/png", 8) };
    Asset { sha256: sha256.to_owned(), name: Some("a.png".to_owned()), info, provenance: Default::default() }
}

pub async fn assets_and_blobs(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let blobs = world.store.blobs();
    let sha = world.store.put_blob(Bytes::from_static(b"two dogs"), NOW).await.unwrap();
    assert_eq!(sha, world.store.put_blob(Bytes::from_static(b"two dogs"), NOW).await.unwrap());
    assert_eq!(blobs.get(&sha).await.unwrap(), "two dogs");
    assert_eq!(blobs.get_range(&sha, 4..8).await.unwrap(), "dogs");
    assert_eq!(blobs.size(&sha).await.unwrap(), Some(8));
    assert!(!blobs.exists(&"0".repeat(64)).await.unwrap());
    assert!(matches!(blobs.get("../../etc/passwd").await, Err(StoreError::NotFound)));
    blobs.put_derived(&sha, "tiles/0/1/2.jpg", Bytes::from_static(b"tile")).await.unwrap();
    assert_eq!(blobs.get_derived(&sha, "tiles/0/1/2.jpg").await.unwrap().unwrap(), "tile");
    assert_eq!(blobs.get_derived(&sha, "peaks").await.unwrap(), None);
    assert!(blobs.put_derived(&sha, "../x", Bytes::new()).await.is_err());

    let file = tempfile::NamedTempFile::new().unwrap();
    let big: Vec<u8> = (0..9_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    std::fs::write(file.path(), &big).unwrap();
    let big_sha = world.store.put_blob_file(file.path(), NOW).await.unwrap();
    assert!(blobs.get(&big_sha).await.unwrap() == big, "a file in several pieces is the same file");

    world.store.add_asset(world.id(), &asset(&sha), NOW).await.unwrap();
    let renamed = Asset { name: Some("b.png".to_owned()), ..asset(&sha) };
    world.store.add_asset(world.id(), &renamed, NOW).await.unwrap();
    assert_eq!(world.store.asset(world.id(), &sha).await.unwrap(), Some(asset(&sha)), "the first description stays");
    assert_eq!(world.store.asset(&"elsewhere".into(), &sha).await.unwrap(), None, "assets belong to a project");
}

pub async fn unreferenced_blobs_are_collected(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let blobs = world.store.blobs();
    let mut shas = Vec::new();
    for text in ["used", "unused", "fresh"] {
        shas.push(world.store.put_blob(Bytes::from(text), NOW).await.unwrap());
    }
    for (sha, seen) in shas.iter().zip([NOW, NOW, NOW + 2 * HOUR]) {
        world.store.add_asset(world.id(), &asset(sha), seen).await.unwrap();
    }
    blobs.put_derived(&shas[1], "thumbnail", Bytes::from_static(b"t")).await.unwrap();
    let mut with_asset = item(1);
    with_asset.assets.push(shas[0].clone());
    world.import([with_asset]).await;
    assert_eq!(world.store.collect_blobs(NOW + HOUR).await.unwrap(), 1);
    let left = [
        blobs.exists(&shas[0]).await.unwrap(),
        blobs.exists(&shas[1]).await.unwrap(),
        blobs.exists(&shas[2]).await.unwrap(),
    ];
    assert_eq!(left, [true, false, true]);
    assert_eq!(blobs.get_derived(&shas[1], "thumbnail").await.unwrap(), None);
    assert_eq!(world.store.asset(world.id(), &shas[1]).await.unwrap(), None);
}

/// What somebody is about to name, or brings again, is not collected under their hands.
pub async fn bytes_that_are_wanted_again_are_kept(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let put = async |text: &'static str, at: i64| store.put_blob(Bytes::from(text), at).await.unwrap();
    let (named, again) = (put("named", NOW).await, put("again", NOW).await);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "upload").unwrap();
    let upload = store.keep_file(file.path(), NOW).await.unwrap();
    for sha in [&named, &again] {
        store.add_asset(world.id(), &asset(sha), NOW).await.unwrap();
    }
    let later = NOW + 24 * HOUR;
    assert_eq!(store.asset_to_name(world.id(), &named, later).await.unwrap(), Some(asset(&named)));
    assert_eq!(store.asset_to_name(world.id(), &"0".repeat(64), later).await.unwrap(), None);
    put("again", later).await;
    assert_eq!(store.collect_blobs(NOW + HOUR).await.unwrap(), 1, "an upload whose job is over");
    assert!(!store.blobs().exists(&upload).await.unwrap());
    assert!(store.blobs().exists(&named).await.unwrap() && store.blobs().exists(&again).await.unwrap());
    store.keep_file(file.path(), later).await.unwrap();
    store.see_blobs(std::slice::from_ref(&upload), later + 24 * HOUR).await.unwrap();
    assert_eq!(store.collect_blobs(later + HOUR).await.unwrap(), 2, "nobody came back for the others");
    assert!(store.blobs().exists(&upload).await.unwrap());
}
