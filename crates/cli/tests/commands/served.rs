//! A server as its own process, killed in the middle of the work: what it acknowledged is there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc;

use crosscheck_domain::{Overlap, Policy};
use serde_json::{Value, json};

use crate::place::{Place, annotation, crosscheck, items, run};

const PEOPLE: [&str; 4] = ["ada@example.org", "ben@example.org", "cem@example.org", "dia@example.org"];

/// A running server; it is killed with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(place: &Place) -> Self {
        let mut command = crosscheck(&["serve", "--data", &place.data(), "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        Self { process, address }
    }

    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One request; none when the server is gone or went in the middle of its answer.
fn post(address: &str, token: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, if body.is_empty() { Value::Null } else { serde_json::from_str(body).ok()? }))
}

/// What one person sent and got acknowledged: the request and the receipt.
type Acknowledged = (String, Value, Value);

const NEXT: &str = "/api/projects/moods/assignments/next";
const SUBMIT: &str = "/api/projects/moods/annotations";

/// Works until nothing is left or nobody answers.
fn work(address: &str, token: &str, person: usize, acknowledged: &mpsc::Sender<Acknowledged>) {
    for n in 0.. {
        let Some((200, task)) = post(address, token, NEXT, &json!({})) else { return };
        let id = format!("01ARZ3NDEKTSV4RRF{person}{n:08}");
        let request = json!({"assignment": task["assignment"]["id"], "annotation": annotation(&id, "good")});
        let Some((status, reply)) = post(address, token, SUBMIT, &request) else { return };
        assert_eq!(status, 200, "{reply}");
        if acknowledged.send((token.to_owned(), request, reply["annotation"].clone())).is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_killed_server_has_every_annotation_that_it_acknowledged() {
    let policy = Policy { overlap: Overlap::Fixed { n: 2 }, ..Policy::default() };
    let place = Place::new(&PEOPLE, policy).await;
    let rows = place.write("rows.jsonl", &items(300));
    run(&["import", "moods", &rows, "--data", &place.data()], 0);
    let token = |email: &&str| run(&["token", email, "--name", "test", "--data", &place.data()], 0).0.trim().to_owned();
    let tokens: Vec<String> = PEOPLE.iter().map(token).collect();
    let server = Server::start(&place);
    let (send, receive) = mpsc::channel();
    let workers: Vec<_> = tokens
        .iter()
        .cloned()
        .enumerate()
        .map(|(person, token)| {
            let (address, send) = (server.address.clone(), send.clone());
            std::thread::spawn(move || work(&address, &token, person, &send))
        })
        .collect();
    drop(send);
    let mut acknowledged: Vec<Acknowledged> = receive.iter().take(100).collect();
    server.kill();
    for worker in workers {
        worker.join().unwrap();
    }
    acknowledged.extend(receive.try_iter());
    assert!((100..600).contains(&acknowledged.len()), "it was killed in the middle of the work");

    let server = Server::start(&place);
    for (token, request, receipt) in &acknowledged {
        let (status, reply) = post(&server.address, token, SUBMIT, request).unwrap();
        assert_eq!((status, &reply["annotation"]["duplicate"]), (200, &json!(true)), "it was lost: {reply}");
        for part in ["id", "seq", "late", "surplus"] {
            assert_eq!(reply["annotation"][part], receipt[part]);
        }
    }
    drop(server);
    standings_are_right(&place).await;
}

/// Nobody was counted twice, and every cached standing is what the facts say.
async fn standings_are_right(place: &Place) {
    let store = place.store().await;
    let project = store.project("moods").await.unwrap();
    let rows = store.standings_page(&project.id, None, 300).await.unwrap();
    assert_eq!(rows.len(), 300);
    for row in rows {
        assert!(row.votes + row.taken <= 2, "{row:?}");
        assert_eq!(store.rebuild_standing(&row.item).await.unwrap(), row);
    }
}

/// Whoever of the two works it off, the command waits for the end and tells it.
#[tokio::test]
async fn an_import_beside_a_server_is_waited_for() {
    let place = Place::new(&PEOPLE[..1], Policy::default()).await;
    let _server = Server::start(&place);
    for n in 1..=4 {
        let rows = place.write("rows.jsonl", &items(20 * n));
        let (out, _) = run(&["import", "moods", &rows, "--data", &place.data()], 0);
        assert!(out.contains("\"new\":20"), "{out}");
    }
}

#[tokio::test]
async fn a_first_start_prints_the_way_in() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut command = crosscheck(&["serve", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let link = lines.map_while(Result::ok).find(|line| line.contains("/setup#"));
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(link.is_some_and(|link| link.trim().len() > 80));
}
