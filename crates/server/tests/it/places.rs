//! Agreement on places and words, and where it leads to.

use serde_json::{Value, json};

use crate::app::{Setup, TestApp, Who, picture, ulid};

const PLACES: &str = "/api/projects/scenes/agreement/places";

/// Pictures with boxes, a text with spans, and claims with offsets.
const DESIGN: &str = "
title: Places
slots:
  - {id: image, kind: image, role: context}
  - {id: report, kind: text, role: claim_source}
ontology:
  labels:
    - {id: dog, slots: [image], selectors: [box]}
    - {id: name, slots: [report], selectors: [text]}
claims:
  slot: report
  all_judged: false
  error_types: [{id: out_of_sync, offset: true}]
questions: []
";

async fn app(n_items: u8) -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 3}});
    let app = TestApp::with(Setup { design: DESIGN, policy, ..Setup::default() }).await;
    let mut lines = String::new();
    for n in 1..=n_items {
        let sha = app.asset(Who::Manager, "scenes", picture(64, 48, n)).await;
        let slots = json!({"image": sha, "report": "Rex sleeps."});
        lines += &format!("{}\n", json!({"id": format!("p{n}"), "slots": slots}));
    }
    let job = app.import(&lines).await;
    assert_eq!(job["summary"]["new"], n_items, "{job}");
    app
}

/// A dog at `x`, the name, and by how much the claim is late.
fn marked(n: u32, task: &Value, x: f64, offset: Option<i64>) -> Value {
    let claim = task["item"]["claim_sets"][0]["claims"][0]["id"].clone();
    let errors = offset.map(|ms| json!({"type": "out_of_sync", "offset_ms": ms, "severity": 1}));
    let verdict = json!({"claim": claim, "value": "contradicted", "errors": errors.into_iter().collect::<Vec<_>>(),
        "evidence": [{"region": "dog", "stance": "contradicts"}], "rationale": "it is not so"});
    json!({
        "id": ulid(n), "outcome": {"type": "complete"},
        "regions": [
            {"id": "dog", "slot": "image", "part": "0", "label": "dog",
             "selector": {"type": "box", "x": x, "y": 10.0, "width": 20.0, "height": 20.0}},
            {"id": "rex", "slot": "report", "part": "0", "label": "name",
             "selector": {"type": "text", "spans": [{"start": 0, "end": 3, "quote": "Rex"}]}},
        ],
        "verdicts": if offset.is_some() { vec![verdict] } else { Vec::new() },
    })
}

async fn judge(app: &TestApp, who: Who, first: u32, n: u32, of: impl Fn(&str) -> (f64, Option<i64>)) {
    for n in 0..n {
        let task = app.next(who).await;
        let sha = task["item"]["slots"]["image"][0]["asset"]["sha256"].as_str().unwrap_or_default();
        let (x, offset) = of(sha);
        app.submit(who, &task, marked(first + n, &task, x, offset)).await.expect(200);
    }
}

async fn report(app: &TestApp, who: Who) -> Value {
    app.get(who, PLACES).await.expect(200)
}

fn field<'a>(report: &'a Value, id: &str) -> &'a Value {
    let fields = report["fields"].as_array().unwrap();
    fields.iter().find(|field| field["field"] == id).unwrap_or_else(|| panic!("no {id} in {report}"))
}

#[tokio::test]
async fn two_people_who_mark_the_same_agree_perfectly_and_a_third_one_does_not() {
    let app = app(4).await;
    let nothing = report(&app, Who::Reviewer).await;
    let boxes = field(&nothing, "region/image/boxes");
    assert!(boxes["metrics"][0]["undefined"].as_str().unwrap().contains("second answer"), "{boxes}");

    judge(&app, Who::Annotator, 0, 4, |_| (4.0, Some(1_500))).await;
    judge(&app, Who::Annotator2, 100, 4, |_| (4.0, Some(1_500))).await;
    let equal = report(&app, Who::Reviewer).await;
    let boxes = field(&equal, "region/image/boxes");
    assert_eq!((&boxes["n_items"], &boxes["n_pairs"], &boxes["n_marks"]), (&json!(4), &json!(4), &json!(8)));
    assert_eq!((&boxes["metrics"][0]["metric"], &boxes["metrics"][0]["value"]), (&json!("region_f1"), &json!(1.0)));
    assert_eq!(boxes["places"], json!([]));
    assert_eq!(field(&equal, "region/report/spans")["metrics"][0]["value"], 1.0);
    assert_eq!(field(&equal, "evidence/image/polygons")["metrics"][0]["value"], 1.0);
    let offsets = field(&equal, "offset");
    assert_eq!(offsets["metrics"][0]["value"], 0.0);
    assert_eq!((&offsets["offsets"]["n"], &offsets["offsets"]["median_ms"]), (&json!(8), &json!(1_500.0)));

    // One more answer far away: it is read by itself, and the place behind it is named.
    judge(&app, Who::Annotator3, 200, 1, |_| (40.0, Some(1_000))).await;
    let apart = report(&app, Who::Reviewer).await;
    assert!(apart["seq"].as_i64() > equal["seq"].as_i64());
    let boxes = field(&apart, "region/image/boxes");
    // Six pairs of annotators on four items; two of them share nothing.
    assert_eq!((&boxes["n_pairs"], &boxes["metrics"][0]["value"]), (&json!(6), &json!(8.0 / 12.0)));
    let place = &boxes["places"][0];
    assert!(place["region"].as_str().unwrap().ends_with("/dog"), "{place}");
    assert_eq!((&place["t_ms"], place["annotators"].as_array().unwrap().len()), (&Value::Null, 2));
    assert_eq!(boxes["places"].as_array().unwrap().len(), 1);
    let offsets = field(&apart, "offset");
    assert!(offsets["metrics"][0]["value"].as_f64().unwrap() > 0.0, "{offsets}");
    assert_eq!(offsets["places"].as_array().unwrap().len(), 1);

    // The same as if everything were read anew.
    let anew = app.copy().await;
    let anew = anew.get(Who::Reviewer, PLACES).await.expect(200);
    assert_eq!((&anew["fields"], &anew["seq"]), (&apart["fields"], &apart["seq"]));
}

#[tokio::test]
async fn no_item_is_named_that_one_has_still_to_judge() {
    let app = app(1).await;
    judge(&app, Who::Annotator, 0, 1, |_| (4.0, None)).await;
    judge(&app, Who::Annotator2, 100, 1, |_| (30.0, None)).await;
    let places = async |who| field(&report(&app, who).await, "region/image/boxes")["places"].as_array().unwrap().len();
    assert_eq!(places(Who::Reviewer).await, 1);
    let task = app.next(Who::Reviewer).await;
    assert_eq!((places(Who::Reviewer).await, places(Who::Manager).await), (0, 1));
    app.submit(Who::Reviewer, &task, marked(200, &task, 4.0, None)).await.expect(200);
    assert_eq!(places(Who::Reviewer).await, 1);
    app.get(Who::Annotator, PLACES).await.refused(403);
}

#[tokio::test]
async fn a_correction_takes_the_place_of_what_it_corrects() {
    let app = app(1).await;
    judge(&app, Who::Annotator, 0, 1, |_| (4.0, None)).await;
    judge(&app, Who::Annotator2, 100, 1, |_| (30.0, None)).await;
    let value = async || field(&report(&app, Who::Manager).await, "region/image/boxes")["metrics"][0]["value"].clone();
    assert_eq!(value().await, 0.0);
    let reopened = app.post(Who::Annotator2, &format!("/api/annotations/{}/reopen", ulid(100)), json!({})).await;
    let task = reopened.expect(200);
    let mut corrected = marked(101, &task, 4.0, None);
    corrected["supersedes"] = json!(ulid(100));
    app.submit(Who::Annotator2, &task, corrected).await.expect(200);
    assert_eq!(value().await, 1.0);
    let (kept, anew) = (report(&app, Who::Manager).await, report(&app.copy().await, Who::Manager).await);
    assert_eq!(kept["fields"], anew["fields"]);
}
