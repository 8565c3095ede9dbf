//! Walks every route of the API with everybody, and compares with the table of who may.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, header};
use crosscheck_server::api;
use serde_json::{Value, json};

use crate::app::{Reply, TestApp, Who, assignment, contradiction, form, id_of, picture, ulid};
use table::{Given, May, ROUTES, Route};

/// What the table's placeholders stand for in the prepared server.
struct World {
    app: TestApp,
    names: Vec<(&'static str, String)>,
}

/// One item done by Ada, one in her hands; an import, an export, an open invitation.
async fn world() -> World {
    let app = TestApp::new().await;
    app.captions(3).await;
    let first = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &first, contradiction(1)).await.expect(200);
    let held = app.next(Who::Annotator).await;
    let (export, _) = app.export(json!({"format": "native"})).await;
    let sha = app.asset(Who::Manager, "scenes", picture(640, 480, 1)).await;
    let item = app.row("p1").await["id"].as_str().unwrap().to_owned();
    let jobs = app.get(Who::Manager, "/api/projects/scenes/jobs").await.expect(200);
    let invited = json!({"role": "annotator"});
    let invited = app.post(Who::Manager, "/api/projects/scenes/invitations", invited).await.expect(201);
    let secret = invited["url"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
    let token = json!({"name": "pipeline", "scopes": ["read"]});
    let token = app.post(Who::Manager, "/api/tokens", token).await.expect(200);
    let cancelled = app.post(Who::Manager, "/api/projects/scenes/exports", json!({"format": "coco"})).await.expect(202);
    let cancelled = cancelled["job"]["id"].as_str().unwrap().to_owned();
    app.post(Who::Manager, &format!("/api/jobs/{cancelled}/cancel"), json!(null)).await.expect(204);
    let queued = app.post(Who::Manager, "/api/projects/scenes/exports", json!({"format": "coco"})).await.expect(202);
    let (gold, proposal) = golds(&app).await;
    let contest = json!({"id": ulid(7), "annotation": ulid(1), "text": "It is green."});
    app.post(Who::Annotator, "/api/projects/scenes/appeals", contest).await.expect(200);
    let comment = json!({"id": ulid(90), "body": "is this the left?"});
    let path = format!("/api/projects/scenes/items/{item}/comments");
    app.post(Who::Reviewer, &path, comment).await.expect(201);
    let talk = json!({"id": ulid(91), "item": item, "note": "is a cat a dog?"});
    app.post(Who::Expert, "/api/projects/scenes/discussions", talk).await.expect(204);
    let names = vec![
        ("TALK", ulid(91)),
        ("GOLD", gold),
        ("PROPOSAL", proposal),
        ("APPEAL", ulid(7)),
        ("COMMENT", ulid(90)),
        ("SHA", sha),
        ("ITEM", item),
        ("JOB", jobs[0]["id"].as_str().unwrap().to_owned()),
        ("EXPORT", export["id"].as_str().unwrap().to_owned()),
        ("HELD", assignment(&held)),
        ("ANNOTATION", ulid(1)),
        ("NEW", ulid(99)),
        ("INVITATION", invited["id"].as_str().unwrap().to_owned()),
        ("SECRET", secret),
        ("TOKEN", token["id"].as_str().unwrap().to_owned()),
        ("CANCELLED", cancelled),
        ("QUEUED", queued["job"]["id"].as_str().unwrap().to_owned()),
        ("MEMBER", id_of(Who::Annotator3)),
    ];
    // The first use of a session or a token is written down; from here on the clock stands.
    for who in Who::ALL {
        app.get(who, "/api/me").await.expect(200);
    }
    // A stream would have no end.
    app.close_streams();
    World { app, names }
}

/// The third item has known answers, and one that was made of it waits to be checked.
async fn golds(app: &TestApp) -> (String, String) {
    let id = app.row("p3").await["id"].as_str().unwrap().to_owned();
    let facts = json!({"id": "", "outcome": {"type": "complete"}, "verdicts": [
        {"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}]});
    let known = json!({"item": id, "facts": facts});
    app.post(Who::Manager, "/api/projects/scenes/gold", known.clone()).await.expect(204);
    let retire = format!("/api/projects/scenes/gold/{id}/retire");
    app.post(Who::Manager, &retire, json!({"reason": "for a while"})).await.expect(204);
    let order = json!({"n": 1, "kinds": ["change_colour"]});
    let made = app.post(Who::Manager, "/api/projects/scenes/gold/proposals", order).await.expect(202);
    let made = app.finished(&made["job"]).await;
    assert_eq!(made["summary"]["kinds"]["change_colour"], 1, "{made}");
    app.post(Who::Manager, "/api/projects/scenes/gold", known).await.expect(204);
    let listed = app.get(Who::Manager, "/api/projects/scenes/gold").await.expect(200);
    let proposed = listed["items"].as_array().unwrap().iter().find(|row| row["state"] == "proposed").unwrap();
    (id, proposed["item"].as_str().unwrap().to_owned())
}

impl World {
    fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, value) in &self.names {
            filled = filled.replace(&format!("<{name}>"), value);
        }
        assert!(!filled.contains('<'), "{filled} has a placeholder that nothing stands for");
        filled
    }

    async fn ask(&self, app: &TestApp, route: &Route, who: Who) -> Reply {
        let method: Method = route.method.parse().unwrap();
        let request = app.request(who, method, &self.fill(route.path));
        let (kind, body) = match route.body {
            Given::Nothing => return app.send(request.body(Body::empty()).unwrap()).await,
            Given::Json(text) => ("application/json".to_owned(), self.fill(text).into_bytes()),
            Given::Lines(text) => ("application/x-ndjson".to_owned(), text.as_bytes().to_vec()),
            Given::Picture => ("application/octet-stream".to_owned(), picture(8, 8, 200)),
        };
        let request = request.header(header::CONTENT_TYPE, kind).header(header::IF_MATCH, "\"0\"");
        app.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// The status that somebody gets who may not.
fn refusal(route: &Route, who: Who) -> &'static [u16] {
    match (who, route.may) {
        (Who::SignedOut, _) => &[401],
        // Strangers are told that there is no such thing, whatever it is.
        (Who::Stranger, _) => &[404],
        // A lease is its holder's own, even for managers; a token may fall over its scope first.
        (Who::ReadToken | Who::WriteToken | Who::AdminToken, _) => &[403, 404],
        (_, May::Owner | May::TokenOwner) => &[404],
        _ => &[403],
    }
}

#[test]
fn the_table_is_complete() {
    let known: BTreeSet<String> = operations().into_iter().map(|(address, _)| address).collect();
    let listed: BTreeSet<String> = ROUTES.iter().map(|route| format!("{} {}", route.method, route.template)).collect();
    let (missing, stale): (Vec<_>, Vec<_>) = (known.difference(&listed).collect(), listed.difference(&known).collect());
    assert!(missing.is_empty(), "say in the table who may use: {missing:?}");
    assert!(stale.is_empty(), "not routes any more: {stale:?}");
}

/// Every operation of the document, as `METHOD path`.
fn operations() -> Vec<(String, Value)> {
    let document = serde_json::to_value(api::document()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let named = methods.as_object().unwrap().iter();
        operations.extend(named.map(|(method, one)| (format!("{} {path}", method.to_uppercase()), one.clone())));
    }
    operations
}

#[test]
fn operations_have_names_of_their_own_and_say_what_they_do() {
    let mut names = BTreeSet::new();
    for (address, operation) in operations() {
        let name = operation["operationId"].as_str().unwrap_or_default();
        let group = operation["tags"][0].as_str().unwrap_or_else(|| panic!("{address}: add it with `route!`"));
        assert!(name.strip_prefix(group).is_some_and(|rest| rest.len() > 1), "{address} is called {name}");
        assert!(names.insert(name.to_owned()), "{address}: another operation is called {name}");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.ends_with('.')), "{address}: {operation}");
        let placeholders = address.matches('{').count();
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.filter(|parameter| parameter["in"] == "path").count();
        assert_eq!(placeholders, in_path, "{address}: {operation}");
    }
}

#[test]
fn the_document_tells_who_may_as_the_table_does() {
    let operations: BTreeMap<String, Value> = operations().into_iter().collect();
    for route in ROUTES {
        let operation = &operations[&format!("{} {}", route.method, route.template)];
        let scope = operation["security"][1]["token"][0].as_str();
        assert_eq!((operation["x-role"].as_str(), scope), (Some(route.role()), route.scope()), "{}", route.template);
    }
}

#[tokio::test]
async fn who_may_not_is_refused_and_changes_nothing() {
    let world = world().await;
    for route in ROUTES {
        let before = world.app.everything().await;
        let mut refused = 0;
        for who in Who::ALL.into_iter().filter(|who| !route.allows(*who)) {
            let reply = world.ask(&world.app, route, who).await;
            let expected = refusal(route, who);
            assert!(expected.contains(&reply.status.as_u16()), "{who:?} should get {expected:?}: {reply}");
            reply.refused(reply.status.as_u16());
            refused += 1;
        }
        if refused > 0 {
            assert!(before == world.app.everything().await, "{} {} changed something", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn who_may_is_answered() {
    let world = world().await;
    for route in ROUTES {
        for who in Who::ALL.into_iter().filter(|who| route.allows(*who)) {
            // What is done once cannot be done again: everybody gets a server of their own.
            let fresh = if route.method == "GET" { None } else { Some(world.app.copy().await) };
            let reply = world.ask(fresh.as_ref().unwrap_or(&world.app), route, who).await;
            assert_eq!(reply.status.as_u16(), route.status, "{who:?}: {reply}");
        }
    }
}

#[tokio::test]
async fn the_stranger_cannot_reach_over_from_an_own_project() {
    let world = world().await;
    let (app, stranger) = (&world.app, Who::Stranger);
    for path in ["items/<ITEM>", "assets/<SHA>", "assets/<SHA>/thumbnail", "design/7"] {
        app.get(stranger, &world.fill(&format!("/api/projects/elsewhere/{path}"))).await.refused(404);
    }
    let before = app.everything().await;
    app.delete(stranger, &world.fill("/api/projects/elsewhere/invitations/<INVITATION>")).await.refused(404);
    app.delete(stranger, &world.fill("/api/projects/elsewhere/people/<MEMBER>")).await.refused(404);
    let role = json!({"role": "manager"});
    let member = world.fill("/api/projects/elsewhere/people/<MEMBER>");
    app.json(stranger, Method::PATCH, &member, role).await.refused(404);
    let theirs = json!({"assignment": world.fill("<HELD>"), "annotation": contradiction(50)});
    app.post(stranger, "/api/projects/elsewhere/annotations", theirs.clone()).await.refused(404);
    app.post(Who::Annotator2, "/api/projects/scenes/annotations", theirs).await.refused(404);
    let assign = json!({"filter": {}, "action": {"type": "assign", "annotator": id_of(Who::Annotator)}});
    app.post(stranger, "/api/projects/elsewhere/items/select", assign).await.refused(422);
    assert!(before == app.everything().await);
    let exclude = json!({"filter": {"ids": [world.fill("<ITEM>")]}, "action": {"type": "exclude", "reason": "mine"}});
    let reply = app.post(stranger, "/api/projects/elsewhere/items/select", exclude).await.expect(202);
    assert_eq!(reply["count"], 0);
    app.work().await;
    assert_eq!(app.row("p1").await["state"], "open", "an item of another project was excluded");
    // A hash is worth nothing without the project that has the asset.
    let row = json!({"id": "stolen", "slots": {"image": world.fill("<SHA>"), "caption": "x."}}).to_string();
    let (kind, body) = form(&[("rows.jsonl", row.as_bytes())]);
    let job = app.bytes(stranger, "/api/projects/elsewhere/items", &kind, body).await.expect(202)["job"].clone();
    app.work().await;
    let path = format!("/api/jobs/{}/problems", job["id"].as_str().unwrap());
    let problems = app.get(stranger, &path).await.expect(200);
    assert_eq!(problems["items"][0]["code"], "asset_unknown", "{problems}");
}
