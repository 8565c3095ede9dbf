//! What was acknowledged is there after the process was killed in the middle of its work.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "the shared world has more words than this test needs")]

#[path = "shared/engine.rs"]
mod engine;
#[path = "shared/world.rs"]
mod world;

use std::{
    ffi::OsString,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use crosscheck_store::{OpenOptions, Store, WantNext};

use crate::{
    engine::Engine,
    world::{NOW, World, item, lease, overlap, person, submission},
};

/// Set in the process that is to be killed: the folder of its database.
const FOLDER: &str = "CROSSCHECK_STORE_KILLED_TEST_FOLDER";

fn place(folder: &OsString) -> OpenOptions {
    let folder = folder.to_str().unwrap();
    OpenOptions { database_url: format!("sqlite://{folder}/a.db"), blobs_url: format!("file://{folder}/blobs") }
}

#[tokio::test]
async fn acknowledged_annotations_survive_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return annotate_until_killed(&folder).await;
    }
    let folder = tempfile::tempdir().unwrap().keep().into_os_string();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["acknowledged_annotations_survive_kill", "--exact", "--nocapture"])
        .env(FOLDER, &folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|line| line.unwrap());
    let mut acknowledged: Vec<String> = lines.by_ref().filter_map(acknowledgement).take(150).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    // What was on its way through the pipe was acknowledged too.
    acknowledged.extend(lines.filter_map(acknowledgement));

    let store = Store::open(place(&folder)).await.unwrap();
    for id in &acknowledged {
        store.annotation(&id.as_str().into()).await.unwrap();
    }
    let project = store.project("captions").await.unwrap();
    let counts = store.counts(&project.id).await.unwrap();
    assert!(counts.annotations as usize >= acknowledged.len() && counts.annotations < 6000);
    let world = World { store, manager: "user-manager".into(), project };
    world.check_standings().await;
    std::fs::remove_dir_all(folder).unwrap();
}

fn acknowledgement(line: String) -> Option<String> {
    line.strip_prefix("acknowledged ").map(str::to_owned)
}

/// Twenty people annotate at once; each reply is told on the standard output.
async fn annotate_until_killed(folder: &OsString) {
    let store = Store::open(place(folder)).await.unwrap();
    let world = World::in_store(store, 0, overlap(3)).await;
    for first in [1, 501, 1001, 1501] {
        world.import((first..first + 500).map(item)).await;
    }
    let work = (0..20).map(|n| {
        let world = &world;
        async move {
            let person = person(&world.store, &format!("p{n}")).await;
            let mut next = world.next(&person, NOW).await;
            while let Some(assignment) = next {
                let id = format!("{person}-{}", assignment.item);
                let sent = world.store.submit(world.id(), submission(&assignment.id, &id, "yes"), WantNext::Yes, NOW);
                next = lease(sent.await.unwrap().next);
                let mut out = std::io::stdout().lock();
                writeln!(out, "acknowledged {id}").unwrap();
                out.flush().unwrap();
            }
        }
    });
    futures_util::future::join_all(work).await;
}

/// A restart of PostgreSQL is not noticed by the callers.
#[tokio::test]
async fn a_lost_connection_is_replaced() {
    let engine = Engine::postgres();
    let world = World::new(&engine, 3).await;
    let ann = world.person("ann").await;
    let first = world.next(&ann, NOW).await.unwrap();
    engine.drop_connections();
    world.submit(&first, "n1", "yes", NOW).await;
    assert_eq!(world.next(&ann, NOW).await.unwrap().item, item(2).id);
    world.check_standings().await;
}
