//! Passwords, links, tokens and the last manager.

use axum::http::Method;
use crosscheck_server::{first_start, secret};
use crosscheck_store::{Link, LinkKind, MemberRole, NewToken};
use serde_json::json;

use crate::app::{NOW, PASSWORD, Reply, TestApp, Who, id_of};

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Reply {
    app.post(Who::SignedOut, "/api/session", json!({"email": email, "password": password})).await
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let app = TestApp::new().await;
    let email = Who::Annotator.email();
    let signed_in = sign_in(&app, &email.to_uppercase(), PASSWORD).await;
    let cookie = signed_in.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!signed_in.text().contains("argon2"));
    for _ in 0..10 {
        assert_eq!(sign_in(&app, &email, "wrong").await.refused(401), "wrong_credentials");
    }
    assert_eq!(sign_in(&app, &email.to_uppercase(), PASSWORD).await.refused(429), "too_many_attempts");
    sign_in(&app, &Who::Annotator2.email(), PASSWORD).await.expect(200);
    let unknown = sign_in(&app, "nobody@example.org", "wrong").await;
    assert_eq!(unknown.refused(401), "wrong_credentials", "an unknown address is answered like a wrong password");
}

#[tokio::test]
async fn another_spelling_of_an_address_is_no_other_address() {
    let app = TestApp::new().await;
    let email = Who::Annotator.email();
    for n in 0..10 {
        sign_in(&app, &format!("{}{email}{}", " ".repeat(n), "\t".repeat(n)), "wrong").await.refused(401);
    }
    sign_in(&app, &format!(" {email} "), PASSWORD).await.refused(429);
}

#[tokio::test]
async fn endless_addresses_are_not_remembered() {
    let app = TestApp::new().await;
    let endless = "x".repeat(1 << 20);
    for _ in 0..12 {
        assert_eq!(sign_in(&app, &endless, "wrong").await.refused(401), "wrong_credentials");
    }
}

#[tokio::test]
async fn guessing_all_at_once_does_not_help() {
    let app = TestApp::new().await;
    let email = Who::Annotator.email();
    let all = futures_util::future::join_all((0..40).map(|_| sign_in(&app, &email, "wrong"))).await;
    let tried = all.iter().filter(|reply| reply.status.as_u16() == 401).count();
    assert!(tried <= 10, "{tried} guesses were looked at");
}

#[tokio::test]
async fn no_secret_stands_in_an_error() {
    let app = TestApp::new().await;
    let hidden = "hunter2-hunter2";
    let bodies = [
        json!({"email": "ada@example.org", "password": hidden}),
        json!({"email": {"x": hidden}, "password": [hidden]}),
        json!({"token": hidden, "name": "n", "email": "no-address", "password": hidden}),
        json!({"name": "", "email": "x", "password": hidden}),
        json!({"name": "n", "email": "e@example.org", "password": {"is": hidden}}),
    ];
    for path in ["/api/session", "/api/setup", &format!("/api/invitations/{hidden}/accept")] {
        for body in &bodies {
            let reply = app.post(Who::SignedOut, path, body.clone()).await;
            assert!(reply.status.is_client_error() && !reply.text().contains("hunter2"), "{reply}");
        }
    }
    let request =
        app.request(Who::SignedOut, Method::GET, "/api/projects").header("authorization", format!("Bearer {hidden}"));
    let reply = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(reply.refused(401) == "signed_out" && !reply.text().contains("hunter2"));
    let everything = app.everything().await;
    for who in Who::ALL {
        assert!(who == Who::SignedOut || !everything.contains(&who.secret()), "only hashes of secrets are stored");
    }
}

fn account(email: &str) -> serde_json::Value {
    json!({"name": "Fay", "email": email, "password": "long enough it is"})
}

#[tokio::test]
async fn an_invitation_is_good_for_one() {
    let app = TestApp::new().await;
    let invite = json!({"role": "reviewer", "days": 2});
    let invited = app.post(Who::Manager, "/api/projects/scenes/invitations", invite.clone()).await.expect(201);
    let secret = invited["url"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
    let path = format!("/api/invitations/{secret}");
    assert_eq!(app.get(Who::SignedOut, &path).await.expect(200)["project"]["slug"], "scenes");
    let short = json!({"name": "Fay", "email": "fay@example.org", "password": "short"});
    app.post(Who::SignedOut, &format!("{path}/accept"), short).await.refused(422);
    let taken = account(&Who::Manager.email());
    app.post(Who::SignedOut, &format!("{path}/accept"), taken).await.refused(409);
    let accept = format!("{path}/accept");
    let both = ["fay@example.org", "gus@example.org"].map(|email| app.post(Who::SignedOut, &accept, account(email)));
    let mut statuses: Vec<u16> =
        futures_util::future::join_all(both).await.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
    app.get(Who::SignedOut, &path).await.refused(410);
    app.post(Who::Stranger, &format!("{path}/accept"), json!({})).await.refused(410);

    let invited = app.post(Who::Manager, "/api/projects/scenes/invitations", invite).await.expect(201);
    app.advance(3 * 24 * 3_600_000);
    let old = invited["url"].as_str().unwrap().rsplit('#').next().unwrap();
    app.get(Who::SignedOut, &format!("/api/invitations/{old}")).await.refused(410);
}

/// Where the invitation that is made with this body is accepted.
async fn invited(app: &TestApp, who: Who, body: serde_json::Value) -> String {
    let invited = app.post(who, "/api/projects/scenes/invitations", body).await.expect(201);
    let url = invited["url"].as_str().unwrap();
    format!("/api/invitations/{}/accept", url.rsplit('#').next().unwrap())
}

#[tokio::test]
async fn a_token_never_becomes_a_session() {
    let app = TestApp::new().await;
    let path = invited(&app, Who::Manager, json!({"role": "manager"})).await;
    for who in [Who::ReadToken, Who::WriteToken] {
        app.post(who, &path, json!({})).await.refused(403);
    }
    let joined = app.post(Who::AdminToken, &path, json!({})).await;
    joined.expect(200);
    assert!(!joined.headers.contains_key("set-cookie"), "{joined}");
}

#[tokio::test]
async fn an_invitation_with_an_address_is_for_that_address() {
    let app = TestApp::new().await;
    let invite = json!({"role": "manager", "email": format!(" {} ", Who::Annotator.email().to_uppercase())});
    let path = invited(&app, Who::Manager, invite).await;
    app.post(Who::Annotator2, &path, json!({})).await.refused(403);
    app.post(Who::Annotator, &path, json!({})).await.expect(200);
}

#[tokio::test]
async fn links_of_a_former_manager_open_nothing() {
    let app = TestApp::new().await;
    app.join(Who::Annotator, MemberRole::Manager).await;
    app.join(Who::Annotator2, MemberRole::Manager).await;
    let first = invited(&app, Who::Annotator, json!({"role": "manager", "days": 90})).await;
    let second = invited(&app, Who::Annotator2, json!({"role": "manager", "days": 90})).await;
    let kept = invited(&app, Who::Manager, json!({"role": "annotator"})).await;
    let person = |who| format!("/api/projects/scenes/people/{}", id_of(who));
    app.delete(Who::Manager, &person(Who::Annotator)).await.expect(200);
    app.json(Who::Manager, Method::PATCH, &person(Who::Annotator2), json!({"role": "annotator"})).await;
    app.post(Who::Annotator, &first, json!({})).await.refused(410);
    app.post(Who::Annotator2, &second, json!({})).await.refused(410);
    app.advance(1);
    app.post(Who::Stranger, &kept, json!({})).await.expect(200);
    let audit = app.get(Who::Manager, "/api/projects/scenes/audit").await.expect(200);
    assert_eq!(audit["items"][0]["action"], "people.join", "{audit}");
}

#[tokio::test]
async fn accepting_never_lowers_a_role() {
    let app = TestApp::new().await;
    let path = invited(&app, Who::Manager, json!({"role": "annotator"})).await;
    app.post(Who::Reviewer, &path, json!({})).await.expect(200);
    assert_eq!(app.get(Who::Reviewer, "/api/projects/scenes").await.expect(200)["role"], "reviewer");
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let empty = TestApp::new().await;
    let setup = |token: &str, email: &str| json!({"token": token, "name": "Op", "email": email, "password": "long enough it is"});
    assert!(first_start(&empty.app).await.unwrap().is_none(), "there are accounts already");
    empty.post(Who::SignedOut, "/api/setup", setup("guess", "eve@example.org")).await.refused(410);
    // A link that was printed before somebody else made the first account opens nothing any more.
    let link = Link {
        hash: secret::hash("printed earlier"),
        kind: LinkKind::Setup,
        project: None,
        role: None,
        email: None,
        expires_at: NOW + 1_000_000,
        created_by: None,
    };
    empty.app.store.create_link(link, NOW).await.unwrap();
    empty.post(Who::SignedOut, "/api/setup", setup("printed earlier", "eve@example.org")).await.refused(410);
    empty.get(Who::SignedOut, "/api/invitations/printed%20earlier").await.refused(410);
}

#[tokio::test]
async fn the_setup_link_works_on_an_empty_server_and_only_once() {
    let app = TestApp::empty().await;
    assert_eq!(app.get(Who::SignedOut, "/api/me").await.expect(200)["setup_needed"], true);
    let url = first_start(&app.app).await.unwrap().expect("a link");
    let token = url.rsplit('#').next().unwrap();
    let setup = |email: &str| json!({"token": token, "name": "Op", "email": email, "password": "long enough it is"});
    let made = app.post(Who::SignedOut, "/api/setup", setup("op@example.org")).await;
    assert!(made.header("set-cookie").contains("crosscheck_session="));
    assert_eq!(made.expect(200)["user"]["admin"], true);
    app.post(Who::SignedOut, "/api/setup", setup("eve@example.org")).await.refused(410);
    assert_eq!(app.app.store.count_users().await.unwrap(), 1);
}

#[tokio::test]
async fn the_last_manager_stays() {
    let app = TestApp::new().await;
    let person = |who| format!("/api/projects/scenes/people/{}", id_of(who));
    for who in [Who::Manager, Who::Admin] {
        assert_eq!(app.delete(who, &person(Who::Manager)).await.refused(409), "last_manager");
        let lower = json!({"role": "reviewer"});
        assert_eq!(app.json(who, Method::PATCH, &person(Who::Manager), lower).await.refused(409), "last_manager");
    }
    app.json(Who::Manager, Method::PATCH, &person(Who::Reviewer), json!({"role": "manager"})).await.expect(204);
    app.delete(Who::Manager, &person(Who::Manager)).await.expect(200);
    app.get(Who::Manager, "/api/projects/scenes").await.refused(404);
    app.get(Who::WriteToken, "/api/projects/scenes").await.refused(404);
    app.delete(Who::Reviewer, &person(Who::Stranger)).await.refused(404);
}

#[tokio::test]
async fn tokens_end_when_they_should() {
    let app = TestApp::new().await;
    let made = app.post(Who::Manager, "/api/tokens", json!({"name": "t", "scopes": ["read"], "expires_days": 1})).await;
    let made = made.expect(200);
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let ask = || {
        let request = app.request(Who::SignedOut, Method::GET, "/api/projects/scenes").header("authorization", &bearer);
        app.send(request.body(axum::body::Body::empty()).unwrap())
    };
    ask().await.expect(200);
    let listed = app.get(Who::Manager, "/api/tokens").await;
    assert!(!listed.text().contains(made["secret"].as_str().unwrap()), "the secret is shown once");
    app.advance(25 * 3_600_000);
    ask().await.refused(401);
    let token = NewToken {
        user: Who::Manager.id(),
        name: "revoked".to_owned(),
        token_hash: secret::hash("cc_revoked"),
        scopes: vec!["read".to_owned()],
        expires_at: None,
    };
    let token = app.app.store.create_token(token, app.app.now()).await.unwrap();
    app.delete(Who::Manager, &format!("/api/tokens/{}", token.id)).await.expect(204);
    assert!(app.app.store.token(&secret::hash("cc_revoked"), app.app.now()).await.unwrap().is_none());
    app.post(Who::Manager, "/api/tokens", json!({"name": "t", "scopes": []})).await.refused(422);
    app.post(Who::Manager, "/api/tokens", json!({"name": "t", "scopes": ["root"]})).await.refused(422);
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    const NEWER: &str = "one dog, two red sofas";
    let app = TestApp::new().await;
    let email = Who::Annotator.email();
    let session = |reply: &Reply| reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let change = |cookie: &str, current: &str, password: &str| {
        let request = app.request(Who::SignedOut, Method::POST, "/api/me/password");
        let request = request.header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let body = json!({"current": current, "password": password}).to_string();
        app.send(request.header("content-type", "application/json").body(body.into()).unwrap())
    };
    let here = session(&sign_in(&app, &email, PASSWORD).await);
    let elsewhere = session(&sign_in(&app, &email, PASSWORD).await);
    assert_eq!(change(&here, "three dogs", NEWER).await.refused(422), "invalid");
    change(&here, PASSWORD, "short").await.refused(422);
    let changed = change(&here, PASSWORD, NEWER).await;
    changed.expect(200);
    for ended in [&here, &elsewhere] {
        change(ended, NEWER, PASSWORD).await.refused(401);
    }
    sign_in(&app, &email, PASSWORD).await.refused(401);
    sign_in(&app, &email, NEWER).await.expect(200);
    for _ in 0..10 {
        change(&session(&changed), "a guess", PASSWORD).await.refused(422);
    }
    assert_eq!(change(&session(&changed), NEWER, PASSWORD).await.refused(429), "too_many_attempts");
}
