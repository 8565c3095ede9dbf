//! Who may use which route. A new route does not pass the tests before it stands here.

use crate::app::Who;

/// Who may; everybody above in a project may as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Even with a token that may only read: the request brings its own credentials.
    Anyone,
    /// Whoever holds the invitation; programs only with the scope `admin`.
    Invited,
    SignedIn,
    /// Members of the project.
    Annotator,
    Reviewer,
    Expert,
    Manager,
    /// Managers, and programs only with the scope `admin`.
    ManagerAdmin,
    /// Whoever manages some project, and administrators.
    AnyManager,
    /// The person whose lease or annotation it is.
    Owner,
    /// Everybody for their own account, and programs only with the scope `admin`.
    OwnAccount,
    /// The manager whose token it is.
    TokenOwner,
}

/// What is sent along.
#[derive(Clone, Copy, Debug)]
pub enum Given {
    Nothing,
    Json(&'static str),
    Lines(&'static str),
    Picture,
}

pub struct Route {
    pub method: &'static str,
    /// As the API describes itself.
    pub template: &'static str,
    /// With placeholders for what the test prepared.
    pub path: &'static str,
    pub body: Given,
    pub may: May,
    /// What those get who may.
    pub status: u16,
}

impl Route {
    pub fn allows(&self, who: Who) -> bool {
        let in_scope = match who {
            Who::ReadToken => self.method == "GET",
            Who::WriteToken => self.may != May::Invited,
            _ => true,
        };
        let rank = match who {
            Who::SignedOut | Who::Stranger => 0,
            Who::Annotator | Who::Annotator2 | Who::Annotator3 => 1,
            Who::Reviewer => 2,
            Who::Expert => 3,
            Who::Manager | Who::Admin | Who::ReadToken | Who::WriteToken | Who::AdminToken => 4,
        };
        let managing = !matches!(who, Who::ReadToken | Who::WriteToken);
        self.may == May::Anyone
            || in_scope
                && match self.may {
                    May::Anyone | May::Invited => true,
                    May::SignedIn => who != Who::SignedOut,
                    May::Annotator => rank >= 1,
                    May::Reviewer => rank >= 2,
                    May::Expert => rank >= 3,
                    May::Manager => rank >= 4,
                    May::ManagerAdmin => rank >= 4 && managing,
                    May::AnyManager => rank >= 4 || who == Who::Stranger,
                    May::Owner => who == Who::Annotator,
                    May::OwnAccount => who != Who::SignedOut && managing,
                    May::TokenOwner => matches!(who, Who::Manager | Who::AdminToken),
                }
    }
}

impl Route {
    /// As the document says it.
    pub fn role(&self) -> &'static str {
        match self.may {
            May::Anyone | May::Invited => "anyone",
            May::SignedIn | May::OwnAccount | May::TokenOwner => "signed_in",
            May::Annotator => "annotator",
            May::Reviewer => "reviewer",
            May::Expert => "expert",
            May::Manager | May::ManagerAdmin => "manager",
            May::AnyManager => "manager_of_any",
            May::Owner => "owner",
        }
    }

    /// The scope that a token needs.
    pub fn scope(&self) -> Option<&'static str> {
        match self.may {
            May::Anyone | May::Invited => None,
            May::ManagerAdmin | May::OwnAccount | May::TokenOwner => Some("admin"),
            _ if self.method == "GET" => Some("read"),
            _ => Some("write"),
        }
    }
}

const fn get(template: &'static str, path: &'static str, may: May) -> Route {
    Route { method: "GET", template, path, body: Given::Nothing, may, status: 200 }
}

const fn post(template: &'static str, path: &'static str, body: Given, may: May, status: u16) -> Route {
    Route { method: "POST", template, path, body, may, status }
}

const fn other(
    method: &'static str,
    template: &'static str,
    path: &'static str,
    body: Given,
    may: May,
    status: u16,
) -> Route {
    Route { method, template, path, body, may, status }
}

use Given::{Json, Lines, Nothing, Picture};
use May::{
    Annotator, AnyManager, Anyone, Expert, Invited, Manager, ManagerAdmin, OwnAccount, Owner, Reviewer, SignedIn,
    TokenOwner,
};

const CREDENTIALS: &str = r#"{"email": "ada@example.org", "password": "two dogs, one red sofa"}"#;
const PASSWORD: &str = r#"{"current": "not the one that it is", "password": "long enough it is"}"#;
const SETUP: &str = r#"{"token": "x", "name": "Eve", "email": "eve@example.org", "password": "long enough it is"}"#;
const ACCOUNT: &str = r#"{"name": "Fay", "email": "fay@example.org", "password": "long enough it is"}"#;
const DESIGN: &str =
    r#"{"base_version": 1, "text": "title: New\nslots: [{id: caption, kind: text, role: context}]\n"}"#;
const TALK: &str = r#"{"id": "<NEW>", "item": "<ITEM>", "note": "is a puppy a dog?"}"#;
const EXCLUDE: &str = r#"{"filter": {}, "action": {"type": "exclude", "reason": "broken"}}"#;
const ORDER: &str = r#"{"n": 1, "kinds": ["change_number"]}"#;
const KNOWN: &str = r#"{"item": "<ITEM>", "facts": {"id": "", "outcome": {"type": "complete"},
    "verdicts": [{"claim": "c1", "value": "supported"}]}}"#;
const APPEAL: &str = r#"{"id": "<APPEAL>", "annotation": "<ANNOTATION>", "text": "It is green."}"#;
const REJECT: &str = r#"{"type": "reject", "reason": "the cat is there"}"#;
const REASON: &str = r#"{"reason": "told about"}"#;
const DECISION: &str = r#"{"type": "reject", "note": "It is red."}"#;
const IMPRESSION: &str = r#"{"answers": [{"question": "accuracy", "target": {"on": "item"}, "value": 3}]}"#;
const SIGNATURE: &str = r#"{"seen": "", "truth": {"id": "<NEW>", "kind": "adjudicated",
    "facts": {"id": "<NEW>", "outcome": {"type": "complete"}}}}"#;
const COMMENT: &str = r#"{"id": "<NEW>", "body": "left or right?", "anchors": [{"on": "claim", "id": "c1"}]}"#;
/// From the project itself, which is refused.
const STAGE: &str = r#"{"from": "scenes", "text": "corrected/caption", "into": "caption"}"#;
const SUBMISSION: &str = r#"{"assignment": "<HELD>", "annotation": {"id": "<NEW>", "outcome": {"type": "complete"},
    "verdicts": [{"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}],
    "answers": [{"question": "accuracy", "target": {"on": "item"}, "value": 5}]}}"#;

pub const ROUTES: &[Route] = &[
    get("/api/me", "/api/me", Anyone),
    post("/api/me/password", "/api/me/password", Json(PASSWORD), OwnAccount, 422),
    post("/api/session", "/api/session", Json(CREDENTIALS), Anyone, 200),
    other("DELETE", "/api/session", "/api/session", Nothing, SignedIn, 200),
    post("/api/setup", "/api/setup", Json(SETUP), Anyone, 410),
    get("/api/invitations/{token}", "/api/invitations/<SECRET>", Anyone),
    post("/api/invitations/{token}/accept", "/api/invitations/<SECRET>/accept", Json(ACCOUNT), Invited, 200),
    get("/api/tokens", "/api/tokens", OwnAccount),
    post("/api/tokens", "/api/tokens", Json(r#"{"name": "n", "scopes": ["read"]}"#), OwnAccount, 200),
    other("DELETE", "/api/tokens/{id}", "/api/tokens/<TOKEN>", Nothing, TokenOwner, 204),
    get("/api/catalog", "/api/catalog", SignedIn),
    get("/api/templates", "/api/templates", SignedIn),
    get("/api/projects", "/api/projects", SignedIn),
    post("/api/projects", "/api/projects", Json(r#"{"title": "New", "template": "caption-check"}"#), AnyManager, 201),
    get("/api/projects/{slug}", "/api/projects/scenes", Annotator),
    other("PATCH", "/api/projects/{slug}", "/api/projects/scenes", Json(r#"{"title": "Newer"}"#), Manager, 200),
    post("/api/design/check", "/api/design/check", Json(r#"{"text": "title: x"}"#), SignedIn, 200),
    get("/api/design/schema", "/api/design/schema", Anyone),
    post("/api/projects/{slug}/design", "/api/projects/scenes/design", Json(DESIGN), Manager, 201),
    get("/api/projects/{slug}/designs", "/api/projects/scenes/designs", Reviewer),
    get("/api/projects/{slug}/design/{version}", "/api/projects/scenes/design/1", Annotator),
    get("/api/projects/{slug}/items", "/api/projects/scenes/items", Reviewer),
    post("/api/projects/{slug}/items", "/api/projects/scenes/items", Lines("{\"id\": \"new\"}"), Manager, 202),
    post("/api/projects/{slug}/items/select", "/api/projects/scenes/items/select", Json(EXCLUDE), Manager, 202),
    get("/api/projects/{slug}/items/{id}", "/api/projects/scenes/items/<ITEM>", Reviewer),
    post("/api/projects/{slug}/assets", "/api/projects/scenes/assets", Picture, Manager, 201),
    get("/api/projects/{slug}/cover", "/api/projects/scenes/cover", Annotator),
    get("/api/projects/{slug}/assets/{sha}", "/api/projects/scenes/assets/<SHA>", Reviewer),
    get("/api/projects/{slug}/assets/{sha}/{view}", "/api/projects/scenes/assets/<SHA>/thumbnail", Reviewer),
    post(
        "/api/projects/{slug}/assignments/next",
        "/api/projects/scenes/assignments/next",
        Json(r#"{}"#),
        Annotator,
        200,
    ),
    get("/api/assignments/{id}", "/api/assignments/<HELD>", Owner),
    post("/api/assignments/{id}/extend", "/api/assignments/<HELD>/extend", Nothing, Owner, 200),
    post("/api/assignments/{id}/release", "/api/assignments/<HELD>/release", Nothing, Owner, 204),
    post("/api/assignments/{id}/reveal", "/api/assignments/<HELD>/reveal", Json(IMPRESSION), Owner, 200),
    other(
        "PUT",
        "/api/assignments/{id}/draft",
        "/api/assignments/<HELD>/draft",
        Json(r#"{"body": {"n": 1}, "client": "tab"}"#),
        Owner,
        200,
    ),
    get("/api/assignments/{id}/media/{slot}/{part}", "/api/assignments/<HELD>/media/image/0", Owner),
    get("/api/assignments/{id}/media/{slot}/{part}/{view}", "/api/assignments/<HELD>/media/image/0/thumbnail", Owner),
    post("/api/projects/{slug}/annotations", "/api/projects/scenes/annotations", Json(SUBMISSION), Owner, 200),
    get("/api/projects/{slug}/my-work", "/api/projects/scenes/my-work", Annotator),
    post("/api/annotations/{id}/reopen", "/api/annotations/<ANNOTATION>/reopen", Nothing, Owner, 200),
    post("/api/projects/{slug}/gold/proposals", "/api/projects/scenes/gold/proposals", Json(ORDER), Manager, 202),
    get("/api/projects/{slug}/gold", "/api/projects/scenes/gold", Reviewer),
    post("/api/projects/{slug}/gold", "/api/projects/scenes/gold", Json(KNOWN), Manager, 204),
    get("/api/projects/{slug}/gold/{id}", "/api/projects/scenes/gold/<GOLD>", Reviewer),
    post(
        "/api/projects/{slug}/gold/{id}/check",
        "/api/projects/scenes/gold/<PROPOSAL>/check",
        Json(REJECT),
        Expert,
        204,
    ),
    post(
        "/api/projects/{slug}/gold/{id}/retire",
        "/api/projects/scenes/gold/<GOLD>/retire",
        Json(REASON),
        Manager,
        204,
    ),
    post("/api/projects/{slug}/appeals", "/api/projects/scenes/appeals", Json(APPEAL), Owner, 200),
    get("/api/projects/{slug}/my-appeals", "/api/projects/scenes/my-appeals", Annotator),
    get("/api/projects/{slug}/appeals", "/api/projects/scenes/appeals", Reviewer),
    post("/api/projects/{slug}/appeals/{id}", "/api/projects/scenes/appeals/<APPEAL>", Json(DECISION), Expert, 200),
    post(
        "/api/projects/{slug}/decisions/next",
        "/api/projects/scenes/decisions/next",
        Json(r#"{"kind": "review"}"#),
        Reviewer,
        204,
    ),
    // The lease is one to answer, not to decide.
    post("/api/assignments/{id}/reveal-readers", "/api/assignments/<HELD>/reveal-readers", Nothing, Owner, 409),
    post("/api/assignments/{id}/truth", "/api/assignments/<HELD>/truth", Json(SIGNATURE), Owner, 409),
    post(
        "/api/assignments/{id}/send-back",
        "/api/assignments/<HELD>/send-back",
        Json(r#"{"to": ["R1"], "comment": "look again"}"#),
        Owner,
        409,
    ),
    post(
        "/api/assignments/{id}/reasons",
        "/api/assignments/<HELD>/reasons",
        Json(r#"{"reader": "R1", "unit": "claim:c1/default", "rating": "good"}"#),
        Owner,
        409,
    ),
    Route { status: 409, ..get("/api/assignments/{id}/reasons", "/api/assignments/<HELD>/reasons", Owner) },
    get("/api/projects/{slug}/guideline/offers", "/api/projects/scenes/guideline/offers", Manager),
    post(
        "/api/projects/{slug}/guideline/take",
        "/api/projects/scenes/guideline/take",
        Json(r#"{"project": "scenes", "version": 1, "base_version": 1}"#),
        Manager,
        409,
    ),
    get("/api/projects/{slug}/quality/guideline", "/api/projects/scenes/quality/guideline", Reviewer),
    get("/api/projects/{slug}/quality/reasons", "/api/projects/scenes/quality/reasons", Reviewer),
    get("/api/projects/{slug}/ground-truth", "/api/projects/scenes/ground-truth", Reviewer),
    get("/api/projects/{slug}/items/{id}/truths", "/api/projects/scenes/items/<ITEM>/truths", Reviewer),
    post(
        "/api/projects/{slug}/items/{id}/reopen",
        "/api/projects/scenes/items/<ITEM>/reopen",
        Json(r#"{"reason": "a second look"}"#),
        Expert,
        409,
    ),
    get("/api/projects/{slug}/items/{id}/comments", "/api/projects/scenes/items/<ITEM>/comments", Reviewer),
    post(
        "/api/projects/{slug}/items/{id}/comments",
        "/api/projects/scenes/items/<ITEM>/comments",
        Json(COMMENT),
        Reviewer,
        201,
    ),
    post("/api/comments/{id}/resolve", "/api/comments/<COMMENT>/resolve", Nothing, Reviewer, 204),
    get("/api/assignments/{id}/comments", "/api/assignments/<HELD>/comments", Owner),
    // The lease is one to answer, not to decide.
    post("/api/assignments/{id}/comments", "/api/assignments/<HELD>/comments", Json(COMMENT), Owner, 409),
    get("/api/notifications", "/api/notifications", SignedIn),
    post("/api/notifications/read", "/api/notifications/read", Json("{}"), SignedIn, 204),
    get("/api/projects/{slug}/agreement", "/api/projects/scenes/agreement", Reviewer),
    get("/api/projects/{slug}/agreement/places", "/api/projects/scenes/agreement/places", Reviewer),
    get("/api/projects/{slug}/quality/mismatch", "/api/projects/scenes/quality/mismatch", Reviewer),
    get("/api/projects/{slug}/quality/labels", "/api/projects/scenes/quality/labels", Reviewer),
    get(
        "/api/projects/{slug}/quality/labels/items",
        "/api/projects/scenes/quality/labels/items?field=verdict",
        Reviewer,
    ),
    get("/api/projects/{slug}/discussions", "/api/projects/scenes/discussions", Annotator),
    post("/api/projects/{slug}/discussions", "/api/projects/scenes/discussions", Json(TALK), Expert, 204),
    post(
        "/api/projects/{slug}/discussions/{id}/close",
        "/api/projects/scenes/discussions/<TALK>/close",
        Json(r#"{"outcome": "dogs are dogs"}"#),
        Expert,
        204,
    ),
    get(
        "/api/projects/{slug}/quality/mismatch/items",
        "/api/projects/scenes/quality/mismatch/items?by=all&what=counted",
        Reviewer,
    ),
    get(
        "/api/projects/{slug}/agreement/cell",
        "/api/projects/scenes/agreement/cell?field=verdict&a=supported&b=contradicted",
        Reviewer,
    ),
    get("/api/projects/{slug}/consensus", "/api/projects/scenes/consensus", Reviewer),
    post(
        "/api/projects/{slug}/consensus/accept",
        "/api/projects/scenes/consensus/accept",
        Json(r#"{"min_confidence": 0.9, "preview": true}"#),
        Manager,
        200,
    ),
    get("/api/projects/{slug}/forecast", "/api/projects/scenes/forecast", Reviewer),
    get("/api/projects/{slug}/annotators", "/api/projects/scenes/annotators", Reviewer),
    post(
        "/api/projects/{slug}/annotators/{id}/actions",
        "/api/projects/scenes/annotators/<MEMBER>/actions",
        Json(r#"{"kind": "notice", "reason": "Look at the corners too."}"#),
        Manager,
        201,
    ),
    get("/api/projects/{slug}/rounds", "/api/projects/scenes/rounds", Reviewer),
    post(
        "/api/projects/{slug}/rounds",
        "/api/projects/scenes/rounds",
        Json(r#"{"title": "First", "items": 100}"#),
        Manager,
        409,
    ),
    post("/api/projects/{slug}/rounds/{id}/close", "/api/projects/scenes/rounds/none/close", Nothing, Manager, 404),
    get("/api/projects/{slug}/stage", "/api/projects/scenes/stage", Manager),
    post("/api/projects/{slug}/stage", "/api/projects/scenes/stage", Json(STAGE), Manager, 400),
    get("/api/projects/{slug}/my-notices", "/api/projects/scenes/my-notices", Annotator),
    post("/api/notices/{id}/appeal", "/api/notices/none/appeal", Json(r#"{"text": "No."}"#), SignedIn, 404),
    get("/api/projects/{slug}/changes", "/api/projects/scenes/changes?after=0", Reviewer),
    get("/api/events", "/api/events", SignedIn),
    get("/api/projects/{slug}/people", "/api/projects/scenes/people", Manager),
    other(
        "PATCH",
        "/api/projects/{slug}/people/{user}",
        "/api/projects/scenes/people/<MEMBER>",
        Json(r#"{"role": "reviewer"}"#),
        ManagerAdmin,
        204,
    ),
    other(
        "DELETE",
        "/api/projects/{slug}/people/{user}",
        "/api/projects/scenes/people/<MEMBER>",
        Nothing,
        ManagerAdmin,
        200,
    ),
    post(
        "/api/projects/{slug}/invitations",
        "/api/projects/scenes/invitations",
        Json(r#"{"role": "manager"}"#),
        ManagerAdmin,
        201,
    ),
    other(
        "DELETE",
        "/api/projects/{slug}/invitations/{id}",
        "/api/projects/scenes/invitations/<INVITATION>",
        Nothing,
        ManagerAdmin,
        204,
    ),
    get("/api/projects/{slug}/audit", "/api/projects/scenes/audit", Manager),
    get("/api/projects/{slug}/jobs", "/api/projects/scenes/jobs", Manager),
    get("/api/jobs/{id}", "/api/jobs/<JOB>", Manager),
    get("/api/jobs/{id}/problems", "/api/jobs/<JOB>/problems", Manager),
    get("/api/jobs/{id}/rejected", "/api/jobs/<JOB>/rejected", Manager),
    post("/api/jobs/{id}/cancel", "/api/jobs/<QUEUED>/cancel", Nothing, Manager, 204),
    post("/api/jobs/{id}/retry", "/api/jobs/<CANCELLED>/retry", Nothing, Manager, 204),
    post(
        "/api/projects/{slug}/guideline/read",
        "/api/projects/scenes/guideline/read",
        Json(r#"{"version": 1}"#),
        Annotator,
        204,
    ),
    get("/api/projects/{slug}/exports", "/api/projects/scenes/exports", Manager),
    post("/api/projects/{slug}/exports", "/api/projects/scenes/exports", Json(r#"{"format": "native"}"#), Manager, 202),
    get("/api/exports/{id}/manifest", "/api/exports/<EXPORT>/manifest", Manager),
    get("/api/exports/{id}/card", "/api/exports/<EXPORT>/card", Manager),
    get("/api/exports/{id}/file", "/api/exports/<EXPORT>/file", Manager),
];
