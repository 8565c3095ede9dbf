//! A data folder with a project in it, and the binary that works on it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crosscheck_domain::{Design, Policy};
use crosscheck_store::{NewProject, NewUser, OpenOptions, Store};
use tempfile::TempDir;

pub const DESIGN: &str = "
title: Sentiment
slots:
  - {id: text, kind: text, role: context}
questions:
  - {id: mood, title: Which mood?, type: choice, options: [{id: good}, {id: bad}], required: true}
";

pub struct Place {
    folder: TempDir,
}

/// The binary with these arguments, and nothing of the caller's environment.
pub fn crosscheck(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

#[track_caller]
pub fn run(arguments: &[&str], code: i32) -> (String, String) {
    let Output { status, stdout, stderr } = crosscheck(arguments).output().unwrap();
    let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.code(), Some(code), "{arguments:?} said {out}{err}");
    (out, err)
}

impl Place {
    /// Accounts with the addresses of `people`, and the project `moods` managed by the first.
    pub async fn new(people: &[&str], policy: Policy) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        let store = place.store().await;
        for email in people {
            let (id, name) = (format!("{:0>26}", email.split('@').next().unwrap().to_uppercase()), (*email).to_owned());
            let user = NewUser { id: id.into(), name, email: (*email).to_owned(), password_hash: None, admin: true };
            store.create_user(user, 1).await.unwrap();
        }
        let manager = store.user_by_email(people[0]).await.unwrap().unwrap().id;
        let project = NewProject {
            id: format!("{:0>26}", "MOODS").into(),
            slug: "moods".to_owned(),
            title: "Moods".to_owned(),
            description: String::new(),
            policy,
            sample: false,
        };
        let design = serde_json::to_string(&Design::parse(DESIGN).unwrap()).unwrap();
        store.create_project(project, &design, &manager, 1).await.unwrap();
        place
    }

    pub async fn store(&self) -> Store {
        let options = OpenOptions {
            database_url: format!("sqlite://{}/crosscheck.db", self.data()),
            blobs_url: format!("file://{}/blobs", self.data()),
        };
        Store::open(options).await.unwrap()
    }

    pub fn data(&self) -> String {
        self.path("data")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = PathBuf::from(self.path(name));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        self.path(name)
    }

    /// The bytes of a native export.
    pub fn export(&self, data: &str, name: &str) -> Vec<u8> {
        let out = self.path(name);
        run(&["export", "moods", "--format", "native", "--out", &out, "--data", data], 0);
        std::fs::read(Path::new(&out)).unwrap()
    }
}

/// Lines for an import.
pub fn items(n: usize) -> String {
    (1..=n).map(|n| format!("{{\"id\": \"t{n}\", \"slots\": {{\"text\": \"text {n}\"}}}}\n")).collect()
}

/// An annotation that fits the design.
pub fn annotation(id: &str, mood: &str) -> serde_json::Value {
    serde_json::json!({
        "id": id, "outcome": {"type": "complete"},
        "answers": [{"question": "mood", "target": {"on": "item"}, "value": mood}],
    })
}
