//! Before a submission nobody is told what others said, which items are gold, or where anything comes from: each route of
//! the table with each role; and gold looks, and takes time, as other work does.

use std::collections::BTreeSet;
use std::time::Instant;

use crosscheck_store::Drawn;
use serde_json::{Value, json};

use super::{GOLD, policy, sound};
use crate::app::{CAPTION, SENTIMENT, Setup, TestApp, Who, assignment, contradiction, mood, picture, ulid};

/// What an annotator, or a reviewer about an item in hand, may ask for.
const ASKED: &[&str] = &[
    "/api/me",
    "/api/catalog",
    "/api/projects",
    "/api/projects/scenes",
    "/api/projects/scenes/design/1",
    "/api/projects/scenes/my-work",
    "/api/projects/scenes/my-appeals",
    "/api/assignments/<HELD>",
    "/api/assignments/<HELD>/media/image/0",
    "/api/assignments/<HELD>/media/image/0/thumbnail",
    "/api/projects/scenes/cover",
];
/// What a reviewer may ask for beside that.
const REVIEWED: &[&str] = &[
    "/api/projects/scenes/items/<ITEM>",
    "/api/projects/scenes/agreement",
    "/api/projects/scenes/agreement/places",
    "/api/projects/scenes/agreement/cell?field=verdict&a=supported&b=contradicted",
    "/api/projects/scenes/appeals",
    "/api/projects/scenes/gold",
];

#[tokio::test]
async fn nothing_leaks_before_the_submission() {
    let app = TestApp::with(Setup { policy: policy(1.0), ..Setup::default() }).await;
    let mut lines = String::new();
    for n in 1..=2_u8 {
        let sha = app.asset(Who::Manager, "scenes", picture(640, 480, n)).await;
        let row = json!({"id": format!("secret-key-{n}"), "slots": {"image": sha, "caption": CAPTION},
            "source": "secret-origin", "group": "secret-group", "metadata": {"model": "secret-model"}});
        lines += &format!("{row}\n");
    }
    assert_eq!(app.import(&lines).await["summary"]["new"], 2);
    let gold = app.known("secret-key-1", sound()).await;
    // A peer has answered both, the gold one first.
    for n in [1, 2] {
        let task = app.next(Who::Annotator2).await;
        let mut said = contradiction(n);
        said["note"] = json!("secret-note");
        app.submit(Who::Annotator2, &task, said).await.expect(200);
    }
    let sha = app.row("secret-key-1").await["thumbnail"].as_str().unwrap().split('/').nth(5).unwrap().to_owned();
    for (who, asked) in [(Who::Annotator, [ASKED, &[]].concat()), (Who::Reviewer, [ASKED, REVIEWED].concat())] {
        for of in ["gold", "other"] {
            let task = app.next(who).await;
            let held = app.app.store.assignment(&assignment(&task).as_str().into()).await.unwrap();
            assert_eq!(held.drawn == Drawn::Gold, of == "gold", "gold first, while there is some");
            let about = |place: &str| place.replace("<HELD>", held.id.as_str()).replace("<ITEM>", held.item.as_str());
            for place in &asked {
                let reply = app.get(who, &about(place)).await;
                assert!(reply.status.is_success(), "{reply}");
                let headers: String =
                    reply.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
                // A count that annotators are never told has a name, and is nought for everybody.
                let told = format!("{headers}{}", reply.text()).replace("\"gold\":0", "");
                let about_others = ["secret-note", "plainly green", "a lamp stands behind", "Ben Annotator"];
                let origins =
                    ["secret-key", "secret-group", "secret-model", "secret-origin", "\"gold\"", gold.as_str(), &sha];
                let hidden: &[&str] = if who == Who::Annotator { &origins } else { &[] };
                for secret in about_others.iter().chain(hidden) {
                    let known_to_reviewers = *secret == "Ben Annotator" && who == Who::Reviewer;
                    let found = told.contains(secret) && !known_to_reviewers;
                    assert!(!found, "{who:?}, {of}: {place} tells {secret}: {told}");
                }
                let about_gold = place.ends_with("/gold") && told.contains(held.item.as_str());
                assert!(!about_gold, "{who:?} is shown the gold that is in hand: {told}");
            }
            let reply = app.submit(who, &task, contradiction(30 + u32::from(of == "gold") + 10 * who as u32)).await;
            let told = reply.expect(200);
            assert_eq!(told["annotation"]["surplus"], false);
            assert!(!told.to_string().contains("gold"), "{told}");
        }
    }
}

/// Names of everything in a reply, with the lengths of ids, but no values.
fn shape(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| shape(value, &format!("{path}.{name}"), found)),
        Value::Array(values) => values.iter().for_each(|value| shape(value, &format!("{path}[]"), found)),
        Value::String(text) if path.ends_with("id") => _ = found.insert(format!("{path} of {}", text.len())),
        Value::String(_) => _ = found.insert(format!("{path} text")),
        Value::Number(_) => _ = found.insert(format!("{path} number")),
        Value::Bool(_) | Value::Null => _ = found.insert(format!("{path} {value}")),
    }
}

/// The two-sided p of the rank-sum test of Mann and Whitney (1947), by its normal approximation.
fn mann_whitney(one: &[f64], other: &[f64]) -> f64 {
    let wins: f64 = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| f64::from(u8::from(a > b)) + 0.5 * f64::from(u8::from(a == b))))
        .sum();
    let (n, m) = (one.len() as f64, other.len() as f64);
    let z = (wins - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt();
    // Abramowitz and Stegun 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let tail = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum: f64 = tail.iter().rev().fold(0.0, |sum, b| (sum + b) * t);
    2.0 * sum * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[tokio::test]
async fn leases_on_gold_cannot_be_told_apart() {
    let setup = Setup { design: SENTIMENT, policy: policy(0.5), ..Setup::default() };
    let app = TestApp::with(setup).await;
    app.texts(440).await;
    let page = async |after: &str| {
        app.get(Who::Manager, &format!("/api/projects/scenes/items?limit=200&after={after}")).await.expect(200)
    };
    let mut ids = Vec::new();
    let mut after = String::new();
    while ids.len() < 440 {
        let path = if after.is_empty() { "/api/projects/scenes/items?limit=200".to_owned() } else { String::new() };
        let found = if path.is_empty() { page(&after).await } else { app.get(Who::Manager, &path).await.expect(200) };
        ids.extend(found["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        after = found["next"].as_str().unwrap_or_default().to_owned();
    }
    // Every other one, so that its place in the import says nothing either.
    for id in ids.iter().step_by(2) {
        let facts = json!({"id": "", "outcome": {"type": "complete"},
            "answers": [{"question": "mood", "target": {"on": "item"}, "value": "good"}]});
        app.post(Who::Manager, GOLD, json!({"item": id, "facts": facts})).await.expect(204);
    }
    let mut times = [Vec::new(), Vec::new()];
    let mut answers = [Vec::new(), Vec::new()];
    let mut shapes = [BTreeSet::new(), BTreeSet::new()];
    let mut order = Vec::new();
    for n in 0..440_u32 {
        if times.iter().all(|times: &Vec<f64>| times.len() >= 205) {
            break;
        }
        let begun = Instant::now();
        let reply =
            app.post(Who::Annotator, "/api/projects/scenes/assignments/next", json!({"design_version": 1})).await;
        let took = begun.elapsed().as_secs_f64();
        if reply.status.as_u16() == 204 {
            break;
        }
        let task = reply.expect(200);
        let held = app.app.store.assignment(&assignment(&task).as_str().into()).await.unwrap();
        let kind = usize::from(held.drawn == Drawn::Gold);
        order.push(kind);
        assert_eq!((held.role.as_str(), held.deadline), ("annotate", app.app.now() + 3_600_000));
        shape(&task, "", &mut shapes[kind]);
        let begun = Instant::now();
        let told = app.submit(Who::Annotator, &task, mood(n, "good")).await.expect(200);
        answers[kind].push(begun.elapsed().as_secs_f64());
        shape(&told, "", &mut shapes[kind]);
        // The first ones find everything cold.
        if n >= 10 {
            times[kind].push(took);
        }
    }
    assert_eq!(shapes[0], shapes[1], "the same names, and ids of the same length");
    assert!(times.iter().all(|times| times.len() >= 150), "{} and {}", times[0].len(), times[1].len());
    for (what, [one, other]) in [("a lease", &times), ("a submission", &answers)] {
        let p = mann_whitney(one, other);
        let median = |times: &[f64]| {
            let mut sorted = times.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted[sorted.len() / 2] * 1e3
        };
        eprintln!(
            "{what}: p = {p:.6}; medians {:.3} and {:.3} ms of {} and {}",
            median(one),
            median(other),
            one.len(),
            other.len()
        );
        assert!(p > 1e-4, "the time of {what} tells: p = {p}");
    }
    let changes = order.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let expected = order.len() as f64 / 2.0;
    assert!((changes as f64 - expected).abs() < 4.0 * expected.sqrt(), "no rhythm: {changes} of {}", order.len());
    assert_eq!(ulid(1).len(), 26);
}
