//! A whole server in one value: a temporary database, a fixed clock, and people of every role.

mod reply;
mod samples;
mod who;

pub use reply::Reply;
pub use samples::*;
pub use who::Who;

use std::path::Path;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header, request::Builder};
use axum::response::Response;
use crosscheck_domain::{AnnotatorId, Design, Policy, ProjectId};
use crosscheck_media::Limits;
use crosscheck_server::{AllowedHost, App, Clock, Ffmpeg, Settings, Spool, local, router, secret};
use crosscheck_store::{MemberRole, NewProject, NewToken, NewUser, OpenOptions, Store};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// Where the clock stands when a test begins.
pub const NOW: i64 = 1_800_000_000_000;
pub const MINUTE: i64 = 60_000;
/// Everybody's password.
pub const PASSWORD: &str = "two dogs, one red sofa";

/// What a test may want otherwise.
pub struct Setup {
    pub design: &'static str,
    pub policy: Value,
    pub allowed_hosts: Vec<&'static str>,
    pub limits: Limits,
    pub ffmpeg: Option<Ffmpeg>,
    /// Where the media lie, if not in a folder.
    pub blobs: Option<String>,
    /// A SQLite file of its own, if none.
    pub database_url: Option<String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            design: CAPTION_CHECK,
            policy: json!({}),
            allowed_hosts: Vec::new(),
            limits: Limits::default(),
            ffmpeg: None,
            blobs: None,
            database_url: None,
        }
    }
}

/// The server with two projects: `scenes` with everybody in it, and `elsewhere`, which only the stranger manages.
pub struct TestApp {
    pub app: App,
    router: Router,
    folder: TempDir,
    settings: Settings,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(Setup::default()).await
    }

    pub async fn with(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            public_url: "http://label.example.org".to_owned(),
            allowed_hosts: setup.allowed_hosts.iter().map(|host| AllowedHost::parse(host)).collect(),
            limits: setup.limits,
            ffmpeg: setup.ffmpeg,
            demo: None,
            spool: Spool::open(&folder.path().join("spool")).unwrap(),
            data: Some(folder.path().to_owned()),
        };
        let own = places_in(&folder);
        let places = OpenOptions {
            database_url: setup.database_url.unwrap_or(own.database_url),
            blobs_url: setup.blobs.unwrap_or(own.blobs_url),
        };
        let this = Self::open(folder, settings, places).await;
        this.people().await;
        let policy = serde_json::from_value(setup.policy).unwrap();
        this.project("scenes", setup.design, policy, Who::Manager).await;
        this.project("elsewhere", setup.design, Policy::default(), Who::Stranger).await;
        for (who, role) in [
            (Who::Reviewer, MemberRole::Reviewer),
            (Who::Expert, MemberRole::Expert),
            (Who::Annotator, MemberRole::Annotator),
            (Who::Annotator2, MemberRole::Annotator),
            (Who::Annotator3, MemberRole::Annotator),
        ] {
            this.join(who, role).await;
        }
        this
    }

    /// A server that was never used.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            public_url: "http://label.example.org".to_owned(),
            allowed_hosts: Vec::new(),
            limits: Limits::default(),
            ffmpeg: None,
            demo: None,
            spool: Spool::open(&folder.path().join("spool")).unwrap(),
            data: None,
        };
        let places = places_in(&folder);
        Self::open(folder, settings, places).await
    }

    async fn open(folder: TempDir, mut settings: Settings, places: OpenOptions) -> Self {
        settings.spool = Spool::open(&folder.path().join("spool")).unwrap();
        let store = Store::open(places).await.unwrap();
        let app = App::new(store, Clock::set_to(NOW), settings.clone());
        Self { router: router(app.clone()), app, folder, settings }
    }

    /// Another server that begins with everything this one has.
    pub async fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), folder.path());
        let places = places_in(&folder);
        Self::open(folder, self.settings.clone(), places).await
    }

    async fn people(&self) {
        for who in Who::PEOPLE {
            let user = NewUser {
                id: who.id(),
                name: who.name().to_owned(),
                email: who.email(),
                password_hash: Some(cheap_hash()),
                admin: who == Who::Admin,
            };
            self.app.store.create_user(user, NOW).await.unwrap();
            self.sign_in(who).await;
        }
        for who in Who::TOKENS {
            let token = NewToken {
                user: Who::Manager.id(),
                name: who.name().to_owned(),
                token_hash: secret::hash(&who.secret()),
                scopes: who.scopes().iter().map(|&scope| scope.to_owned()).collect(),
                expires_at: None,
            };
            self.app.store.create_token(token, NOW).await.unwrap();
        }
    }

    /// A session that lasts two weeks.
    pub async fn sign_in(&self, who: Who) {
        let (hash, now) = (secret::hash(&who.secret()), self.app.now());
        self.app.store.create_session(&hash, &who.id(), now, now + 14 * 24 * 60 * MINUTE).await.unwrap();
    }

    pub async fn sign_out(&self, who: Who) {
        self.app.store.end_session(&secret::hash(&who.secret())).await.unwrap();
    }

    pub async fn project(&self, slug: &str, design: &str, policy: Policy, manager: Who) {
        let design = Design::parse(design).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(policy.problems(&design), []);
        let project = NewProject {
            id: ProjectId(format!("{slug:0>26}")),
            slug: slug.to_owned(),
            title: slug.to_owned(),
            description: String::new(),
            policy,
            sample: false,
        };
        let json = serde_json::to_string(&design).unwrap();
        self.app.store.create_project(project, &json, &manager.id(), NOW).await.unwrap();
    }

    pub async fn join(&self, who: Who, role: MemberRole) {
        self.app.store.set_role(&self.scenes().await, &who.id(), role, NOW).await.unwrap();
    }

    pub async fn scenes(&self) -> ProjectId {
        self.app.store.project("scenes").await.unwrap().id
    }

    pub fn advance(&self, ms: i64) {
        self.app.clock.advance(ms);
    }

    /// Everything that is stored, as one text: equal texts mean that nothing happened.
    pub async fn everything(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        self.app.store.backup(folder.path(), NOW).await.unwrap();
        std::fs::read_to_string(folder.path().join("rows.jsonl")).unwrap()
    }

    /// A request as this person's browser or program sends it.
    pub fn request(&self, who: Who, method: Method, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "label.example.org");
        match who {
            Who::SignedOut => request,
            who if Who::TOKENS.contains(&who) => {
                request.header(header::AUTHORIZATION, format!("Bearer {}", who.secret()))
            }
            who => request
                .header(header::COOKIE, format!("theme=dark; crosscheck_session={}", who.secret()))
                .header("sec-fetch-site", "same-origin"),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let asked = format!("{} {}", request.method(), request.uri());
        Reply::read(asked, self.response(request).await).await
    }

    /// The answer as it arrives, for bodies that have no end.
    pub async fn response(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Ends every stream, as a process does that ends itself.
    pub fn close_streams(&self) {
        self.app.events.close();
    }

    pub async fn get(&self, who: Who, path: &str) -> Reply {
        self.send(self.request(who, Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn delete(&self, who: Who, path: &str) -> Reply {
        self.send(self.request(who, Method::DELETE, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, who: Who, path: &str, body: Value) -> Reply {
        self.json(who, Method::POST, path, body).await
    }

    pub async fn json(&self, who: Who, method: Method, path: &str, body: Value) -> Reply {
        let request = self.request(who, method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn bytes(&self, who: Who, path: &str, kind: &str, body: impl Into<Body>) -> Reply {
        let request = self.request(who, Method::POST, path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Works off every queued job.
    pub async fn work(&self) {
        local::work_off(&self.app).await;
    }

    /// What the server does a moment after submissions: looks where the model is not sure enough.
    pub async fn look_for_doubt(&self) -> u64 {
        local::look_for_doubt(&self.app, &self.scenes().await).await
    }
}

/// A database and a folder of media of their own.
fn places_in(folder: &TempDir) -> OpenOptions {
    let folder = folder.path().display();
    OpenOptions {
        database_url: format!("sqlite://{folder}/crosscheck.db"),
        blobs_url: format!("file://{folder}/blobs"),
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            // The index of the log belongs to the running process; it is made again.
            false if entry.file_name().to_string_lossy().ends_with("-shm") => {}
            false => _ = std::fs::copy(entry.path(), target).unwrap(),
        }
    }
}

/// The hash of everybody's password with the cheapest parameters, so that signing in costs a test nothing.
fn cheap_hash() -> String {
    let cheap = Params::new(8, 1, 1, None).unwrap();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap);
    hasher.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
}

/// The id of a person, as other people's requests name it.
pub fn id_of(who: Who) -> String {
    let AnnotatorId(id) = who.id();
    id
}
