//! Accounts, sessions, tokens, one-time links and the audit log.

use crosscheck_domain::AnnotatorId;
use crosscheck_store::{Entry, Link, LinkKind, MemberRole, NewToken, NewUser, StoreError};

use crate::{
    engine::Engine,
    world::{HOUR, NOW, World, person},
};

pub async fn accounts(engine: &Engine) {
    let store = engine.store().await;
    store.ready().await.unwrap();
    assert_eq!(store.count_users().await.unwrap(), 0);
    let new = NewUser {
        id: AnnotatorId("u1".to_owned()),
        name: "Ada".to_owned(),
        email: "Ada@Example.org".to_owned(),
        password_hash: Some("secret".to_owned()),
        admin: true,
    };
    let ada = store.create_user(new.clone(), NOW).await.unwrap();
    assert!(ada.admin && ada.kind == "human" && ada.created_at == NOW);
    let again = NewUser { id: AnnotatorId("u2".to_owned()), email: "ada@example.ORG".to_owned(), ..new };
    assert!(matches!(store.create_user(again, NOW).await, Err(StoreError::Conflict(_))));
    assert_eq!(store.user_by_email(" ADA@example.org").await.unwrap().unwrap(), ada);
    assert!(store.user_by_email("eve@example.org").await.unwrap().is_none());
    assert!(matches!(store.user(&"nobody".into()).await, Err(StoreError::NotFound)));
    let bob = person(&store, "bob").await;
    assert_eq!(store.users().await.unwrap().len(), 2);
    assert_eq!(store.count_users().await.unwrap(), 2);

    store.create_session("cookie", &bob, NOW, NOW + HOUR).await.unwrap();
    store.set_password(&bob, "new").await.unwrap();
    assert_eq!(store.user(&bob).await.unwrap().password_hash.as_deref(), Some("new"));
    assert!(store.session("cookie", NOW).await.unwrap().is_none(), "a new password ends every session");
    assert!(matches!(store.set_password(&"nobody".into(), "x").await, Err(StoreError::NotFound)));
}

pub async fn sessions_slide(engine: &Engine) {
    let store = engine.store().await;
    let bob = person(&store, "bob").await;
    store.create_session("cookie", &bob, NOW, NOW + 3 * HOUR).await.unwrap();
    let at = |hours: i64| store.session("cookie", NOW + hours * HOUR);
    assert_eq!(at(0).await.unwrap().unwrap().id, bob);
    assert!(at(2).await.unwrap().is_some());
    assert!(at(4).await.unwrap().is_some(), "use after two hours moved the end to five");
    assert!(at(8).await.unwrap().is_none());
    store.create_session("other", &bob, NOW, NOW + HOUR).await.unwrap();
    store.end_session("other").await.unwrap();
    assert!(store.session("other", NOW).await.unwrap().is_none());
}

pub async fn tokens_can_be_revoked(engine: &Engine) {
    let store = engine.store().await;
    let bob = person(&store, "bob").await;
    let new = NewToken {
        user: bob.clone(),
        name: "script".to_owned(),
        token_hash: "hash".to_owned(),
        scopes: vec!["read".to_owned(), "write".to_owned()],
        expires_at: Some(NOW + HOUR),
    };
    let token = store.create_token(new, NOW).await.unwrap();
    let (user, scopes) = store.token("hash", NOW + 1).await.unwrap().unwrap();
    assert_eq!((user.id, scopes), (bob.clone(), token.scopes.clone()));
    assert_eq!(store.tokens(&bob).await.unwrap()[0].last_used_at, Some(NOW + 1));
    assert!(store.token("hash", NOW + HOUR).await.unwrap().is_none(), "it has expired");
    let mallory = person(&store, "mallory").await;
    assert!(matches!(store.revoke_token(&mallory, &token.id, NOW).await, Err(StoreError::NotFound)));
    store.revoke_token(&bob, &token.id, NOW).await.unwrap();
    assert!(store.token("hash", NOW + 1).await.unwrap().is_none());
    assert!(store.tokens(&bob).await.unwrap().is_empty());
}

pub async fn links_work_once(engine: &Engine) {
    let world = World::new(engine, 0).await;
    let store = &world.store;
    let link = |hash: &str| Link {
        hash: hash.to_owned(),
        kind: LinkKind::Invitation,
        project: Some(world.id().clone()),
        role: Some(MemberRole::Reviewer),
        email: Some("new@example.org".to_owned()),
        expires_at: NOW + HOUR,
        created_by: Some(world.manager.clone()),
    };
    let id = store.create_link(link("a"), NOW).await.unwrap();
    store.create_link(link("b"), NOW + 5).await.unwrap();
    let setup = Link { kind: LinkKind::Setup, project: None, role: None, email: None, created_by: None, ..link("s") };
    store.create_link(setup, NOW).await.unwrap();
    assert_eq!(store.link("s", NOW).await.unwrap().unwrap().link.kind, LinkKind::Setup);
    let stored = store.link("a", NOW).await.unwrap().unwrap();
    assert_eq!((stored.id.as_str(), stored.link.role), (id.as_str(), Some(MemberRole::Reviewer)));
    assert!(store.link("a", NOW + HOUR).await.unwrap().is_none());
    let open: Vec<_> = store.links(world.id(), NOW).await.unwrap().into_iter().map(|link| link.link.hash).collect();
    assert_eq!(open, ["b", "a"]);

    let uses = futures_util::future::join_all((0..8).map(|_| store.consume_link("a", NOW))).await;
    assert_eq!(uses.iter().filter(|used| used.is_ok()).count(), 1);
    assert!(uses.iter().filter_map(|used| used.as_ref().err()).all(|error| matches!(error, StoreError::Gone)));
    assert!(matches!(store.delete_link(world.id(), &id).await, Err(StoreError::NotFound)), "it is used");
    let b = store.link("b", NOW).await.unwrap().unwrap();
    store.delete_link(world.id(), &b.id).await.unwrap();
    assert!(store.links(world.id(), NOW).await.unwrap().is_empty());
}

pub async fn audit_is_paged(engine: &Engine) {
    let world = World::new(engine, 0).await;
    for n in 0..5 {
        let entry = Entry {
            project: Some(world.id().clone()),
            actor: Some(world.manager.clone()),
            action: "policy.change".to_owned(),
            subject: format!("{n}"),
            detail: "{}".to_owned(),
        };
        world.store.audit(entry, NOW + n).await.unwrap();
    }
    let first = world.store.audit_page(world.id(), None, 3).await.unwrap();
    let second = world.store.audit_page(world.id(), first.next.as_deref(), 3).await.unwrap();
    let subjects: Vec<_> = first.items.iter().chain(&second.items).map(|row| row.entry.subject.as_str()).collect();
    assert_eq!(subjects, ["4", "3", "2", "1", "0"]);
    assert_eq!(second.next, None);
    assert_eq!(first.items[0].at, NOW + 4);
}

pub async fn a_guideline_is_read_once(engine: &Engine) {
    let world = World::new(engine, 1).await;
    let (store, ann) = (&world.store, world.member("ann").await);
    assert_eq!(store.guideline_read(world.id(), &ann).await.unwrap(), None);
    for version in [1, 3, 3] {
        store.read_guideline(world.id(), &ann, version, NOW).await.unwrap();
    }
    assert_eq!(store.guideline_read(world.id(), &ann).await.unwrap(), Some(3));
    assert_eq!(store.guideline_read(world.id(), &world.manager).await.unwrap(), None);
    let members = store.members(world.id()).await.unwrap();
    let read: Vec<Option<u32>> = members.iter().map(|member| member.guideline_read).collect();
    assert_eq!(read, [None, Some(3)]);
}
