//! The templates and sample projects in `demo/` fit the rules: designs parse, items and annotations pass their checks.

#![allow(clippy::unwrap_used, reason = "a file that is not as expected ends the test")]

#[path = "rules/known_error.rs"]
mod known_error;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crosscheck_domain::{
    Annotation, Asset, Claim, ClaimOrigin, ClaimSet, Clock, Content, CorruptionKind, Cue, Design, Item, MediaInfo,
    MediaKind, Part, Policy, Problem, Provenance, Selector, Slot, Span, Verified, check, check_item, corrupt, fields,
    ratings,
};
use crosscheck_stats::Rng;
use serde_json::Value;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn lines(path: &Path) -> Vec<Value> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read(path).lines().map(parse).collect()
}

/// File name without its ending → path, for everything in a folder.
fn folder(name: &str) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(demo().join(name)).expect("the demo has this folder");
    let named = entries.map(|entry| entry.expect("a readable entry").path());
    named.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path)).collect()
}

fn explained(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("\n  {problem}")).collect()
}

fn design(template: &str) -> Design {
    let text = read(&demo().join(format!("designs/{template}.yaml")));
    Design::parse(&text).unwrap_or_else(|problems| panic!("{template}.yaml:{}", explained(&problems)))
}

/// The name of each sample medium → what it is, as `media.json` declares it.
fn media() -> BTreeMap<String, Asset> {
    let list = json(&demo().join("media.json"));
    let packages = list["packages"].as_array().unwrap().iter().flat_map(|package| package["media"].as_array().unwrap());
    let text =
        |medium: &Value, key: &str| medium[key].as_str().unwrap_or_else(|| panic!("{medium}: no {key}")).to_owned();
    let asset = |medium: &Value| Asset {
        sha256: text(medium, "sha256"),
        name: Some(text(medium, "name")),
        info: info(medium, &text(medium, "mime")),
        provenance: Provenance {
            source: Some(text(medium, "source")),
            license: Some(text(medium, "license")),
            creator: Some(text(medium, "creator")),
        },
    };
    packages.chain(list["drawn"].as_array().unwrap()).map(|medium| (text(medium, "name"), asset(medium))).collect()
}

/// What probing a medium must find. Pictures need a size; what moves or sounds needs a duration; and so on.
fn info(medium: &Value, mime: &str) -> MediaInfo {
    let number = |key: &str| medium[key].as_u64();
    let needed = |key: &str| number(key).unwrap_or_else(|| panic!("{medium}: no {key}"));
    let kind = match mime.split_once('/').unwrap().0 {
        "image" => MediaKind::Image,
        "audio" => MediaKind::Audio,
        "video" => MediaKind::Video,
        other => panic!("{medium}: what is {other}?"),
    };
    let (seen, timed) = (kind != MediaKind::Audio, kind != MediaKind::Image);
    MediaInfo {
        width: seen.then(|| needed("width") as u32),
        height: seen.then(|| needed("height") as u32),
        duration_ms: timed.then(|| needed("duration_ms")),
        frames: (kind == MediaKind::Video).then(|| needed("frames") as u32),
        sample_rate: number("sample_rate").map(|rate| rate as u32),
        channels: number("channels").map(|n| n as u16),
        ..MediaInfo::new(kind, mime, needed("bytes"))
    }
}

/// One part: a text or the name of a medium, or an object that also says how it lies on the master clock.
fn part(slot: &Slot, media: &BTreeMap<String, Asset>, value: &Value) -> Part {
    let named = value.as_str().or(value["file"].as_str()).or(value["text"].as_str()).unwrap();
    let content = match slot.kind {
        MediaKind::Text if slot.timed => webvtt(named),
        MediaKind::Text => Content::text(named),
        MediaKind::Image | MediaKind::Audio | MediaKind::Video => {
            Content::Asset { asset: media.get(named).unwrap_or_else(|| panic!("no {named}")).clone() }
        }
    };
    let clock = value["offset_ms"].as_i64().map(|offset_ms| Clock { offset_ms, drift_ppm: 0.0 });
    Part { clock, ..Part::new("0", content) }
}

/// The plain WebVTT of the samples: one line a cue, at most one voice tag at its beginning.
fn webvtt(text: &str) -> Content {
    let ms = |time: &str| {
        let parts: Vec<i64> = time.split([':', '.']).map(|part| part.parse().unwrap()).collect();
        (parts[0] * 60 + parts[1]) * 1000 + parts[2]
    };
    let mut cues = Vec::new();
    let mut spoken: Vec<&str> = Vec::new();
    let mut start = 0;
    for block in text.strip_prefix("WEBVTT\n\n").expect("WebVTT begins with its name").trim_end().split("\n\n") {
        let (times, line) = block.split_once('\n').unwrap();
        let (start_ms, end_ms) = times.split_once(" --> ").unwrap();
        let (speaker, words) = line.strip_prefix("<v ").map_or((None, line), |rest| {
            let (speaker, words) = rest.split_once('>').unwrap();
            (Some(speaker.to_owned()), words)
        });
        let end = start + words.chars().count();
        cues.push(Cue { start, end, start_ms: ms(start_ms), end_ms: ms(end_ms), speaker });
        spoken.push(words);
        start = end + 1;
    }
    Content::Text { text: spoken.join("\n"), cues }
}

/// The item that an import row stands for.
fn item(design: &Design, media: &BTreeMap<String, Asset>, row: &Value) -> Item {
    let part = |slot: &str, value: &Value| {
        vec![part(design.slot(slot).unwrap_or_else(|| panic!("{row}: no slot {slot}")), media, value)]
    };
    let slots = row["slots"].as_object().unwrap();
    let claim_sets = row["claims"].as_array().map(|claims| imported(design, slots, claims)).into_iter().collect();
    Item {
        external_id: row["id"].as_str().unwrap().to_owned(),
        slots: slots.iter().map(|(slot, value)| (slot.clone(), part(slot, value))).collect(),
        claim_sets,
        group: None,
        split: None,
        priority: 0,
        metadata: row["metadata"].as_object().unwrap().clone(),
    }
}

fn imported(design: &Design, slots: &serde_json::Map<String, Value>, claims: &[Value]) -> ClaimSet {
    let slot = design.claims.as_ref().expect("claims need claim rules").slot.clone();
    let text: Vec<char> = slots[&slot].as_str().unwrap().chars().collect();
    let claim = |row: &Value| {
        let mut fields = row.as_object().unwrap().clone();
        let mut end = |key: &str| fields.remove(key).and_then(|value| value.as_u64()).unwrap() as usize;
        let (start, end) = (end("start"), end("end"));
        let span = Span { start, end, quote: text[start..end].iter().collect() };
        fields.insert("spans".to_owned(), serde_json::to_value([span]).unwrap());
        serde_json::from_value::<Claim>(Value::Object(fields)).unwrap_or_else(|error| panic!("{row}: {error}"))
    };
    let claims = claims.iter().map(claim).collect();
    ClaimSet { id: "imported".to_owned(), slot, part: "0".to_owned(), origin: ClaimOrigin::Imported, claims }
}

/// The annotation of one line. The loader makes its id; any ULID will do here.
fn annotation(row: &Value) -> Annotation {
    let mut body = row["body"].clone();
    body["id"] = Value::from("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    serde_json::from_value(body).unwrap_or_else(|error| panic!("{} of {}: {error}", row["annotator"], row["item"]))
}

struct Sample {
    name: String,
    design: Design,
    items: BTreeMap<String, Item>,
    annotations: Vec<(String, String, Annotation)>,
}

fn samples() -> Vec<Sample> {
    let media = media();
    let sample = |(name, path): (String, PathBuf)| {
        let project = json(&path.join("project.json"));
        let design = design(project["template"].as_str().unwrap());
        let rows = lines(&path.join("items.jsonl"));
        let items: BTreeMap<_, _> =
            rows.iter().map(|row| item(&design, &media, row)).map(|item| (item.external_id.clone(), item)).collect();
        assert_eq!(items.len(), rows.len(), "{name}: an external id stands twice");
        let named = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let annotations = lines(&path.join("annotations.jsonl"));
        let annotations = annotations.iter().map(|row| (named(row, "annotator"), named(row, "item"), annotation(row)));
        Sample { name, design, items, annotations: annotations.collect() }
    };
    folder("projects").into_iter().map(sample).collect()
}

#[test]
fn every_template_parses_and_survives_being_written() {
    let names: Vec<String> = folder("designs").into_keys().collect();
    assert!(names.len() >= 13, "{names:?}");
    for name in names {
        let design = design(&name);
        assert!(!design.title.is_empty() && design.description.ends_with('.'), "{name} needs a title and a sentence");
        assert!(design.guideline.contains("## "), "{name} needs a guideline");
        assert!(!fields(&design).is_empty(), "{name} asks nothing that people can be compared on");
        assert_eq!(Design::parse(&design.to_yaml()).as_ref(), Ok(&design), "{name} changes when it is written");
    }
}

#[test]
fn every_template_has_a_sample_project_with_a_valid_policy() {
    let projects = folder("projects");
    let policy = |path: &PathBuf| {
        let project = json(&path.join("project.json"));
        assert!(project["notice"].as_str().unwrap().starts_with("Sample project."), "{}", path.display());
        let policy: Policy = serde_json::from_value(project["policy"].clone())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let template = project["template"].as_str().unwrap().to_owned();
        let problems = policy.problems(&design(&template));
        assert!(problems.is_empty(), "{}:{}", path.display(), explained(&problems));
        template
    };
    let used: BTreeSet<String> = projects.values().map(policy).collect();
    assert_eq!(used, folder("designs").into_keys().collect());
}

#[test]
fn every_sample_item_passes_its_check() {
    for sample in samples() {
        for (id, item) in &sample.items {
            let problems = check_item(&sample.design, item);
            assert!(problems.is_empty(), "{}/{id}:{}", sample.name, explained(&problems));
        }
    }
}

#[test]
fn every_sample_annotation_passes_its_check() {
    for sample in samples() {
        for (annotator, id, annotation) in &sample.annotations {
            let item = sample.items.get(id).unwrap_or_else(|| panic!("{}: no item {id}", sample.name));
            let problems = check(&sample.design, &item.clone().with_claims(&sample.design), annotation);
            assert!(problems.is_empty(), "{}/{id} by {annotator}:{}", sample.name, explained(&problems));
        }
    }
}

#[test]
fn a_sample_annotation_with_a_fault_is_refused() {
    let samples = samples();
    let sample = samples.iter().find(|sample| sample.name == "photo-captions").unwrap();
    let (_, id, annotation) = &sample.annotations[0];
    let mut broken = annotation.clone();
    broken.verdicts.iter_mut().for_each(|verdict| verdict.evidence.clear());
    let problems = check(&sample.design, &sample.items[id], &broken);
    assert!(problems.iter().any(|problem| problem.at.contains(&"verdicts".to_owned())), "{problems:?}");
}

#[test]
fn samples_are_by_declared_annotators_once_an_item_and_leave_work() {
    let people = json(&demo().join("annotators.json"));
    let people: BTreeSet<&str> =
        people.as_array().unwrap().iter().map(|person| person["id"].as_str().unwrap()).collect();
    for sample in samples() {
        let mut seen = BTreeSet::new();
        for (annotator, id, _) in &sample.annotations {
            assert!(people.contains(annotator.as_str()), "{}: who is {annotator}?", sample.name);
            assert!(seen.insert((annotator, id)), "{}: {annotator} answers {id} twice", sample.name);
        }
        let answered: BTreeSet<&String> = sample.annotations.iter().map(|(_, id, _)| id).collect();
        assert!(sample.items.len() >= answered.len() + 2, "{} leaves a visitor nothing to do", sample.name);
    }
}

#[test]
fn sample_annotators_disagree_in_each_project() {
    for sample in samples() {
        let mut values: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for (_, id, annotation) in &sample.annotations {
            for rating in ratings(&sample.design, &sample.items[id], annotation) {
                let place = (rating.field.clone(), format!("{id}/{}", rating.unit));
                values.entry(place).or_default().insert(format!("{:?}", rating.value));
            }
        }
        assert!(values.values().any(|values| values.len() > 1), "everybody agrees in {}", sample.name);
    }
}

#[test]
fn the_report_that_sees_what_the_film_does_not_is_contradicted() {
    let samples = samples();
    let sample = samples.iter().find(|sample| sample.name == "chest-reports").unwrap();
    let verdict = |(annotator, id, annotation): &(String, String, Annotation)| {
        let wanted = annotator == "ada" && id == "clear-film-left-consolidation";
        wanted.then(|| annotation.verdicts.iter().find(|verdict| verdict.claim == "c1").cloned()).flatten()
    };
    let verdict = sample.annotations.iter().find_map(verdict).expect("ada judges the first claim");
    assert_eq!(verdict.value, "contradicted");
    assert_eq!(verdict.errors[0].error_type, "false_finding");
    assert_eq!(verdict.errors[0].axes["clinical_significance"], "significant");
    assert_eq!(verdict.evidence.len(), 1);
}

fn sample_item(project: &str, id: &str) -> Item {
    let samples = samples();
    let sample = samples.iter().find(|sample| sample.name == project).unwrap();
    sample.items[id].clone().with_claims(&sample.design)
}

#[test]
fn the_subtitles_have_exactly_the_documented_faults() {
    let item = sample_item("prompt-subtitles", "company-menu");
    let claims: Vec<(&str, i64, i64)> = item.claim_sets[0]
        .claims
        .iter()
        .map(|claim| (claim.text.as_str(), claim.time.unwrap().start_ms, claim.time.unwrap().end_ms))
        .collect();
    assert_eq!(claims.len(), 8, "the cue about the directory is missing");
    assert_eq!(claims[1].0, "Waldo's premier provider of perfect projects.");
    assert_eq!((claims[4].1, claims[4].2), (10_700 + 1500, 13_820 + 1500));
    assert!(!claims.iter().any(|(text, ..)| text.contains("directory")));
    assert_eq!(item.slots["sound"][0].clock.map(|clock| clock.offset_ms), Some(120));
}

#[test]
fn the_samples_show_every_tool_of_time() {
    let samples = samples();
    let annotations = || samples.iter().flat_map(|sample| sample.annotations.iter().map(|(_, _, found)| found));
    let regions = || annotations().flat_map(|annotation| &annotation.regions);
    assert!(regions().any(|region| matches!(region.selector, Selector::Interval { .. })));
    assert!(regions().any(|region| matches!(region.selector, Selector::Track { .. })));
    let errors = || annotations().flat_map(|annotation| &annotation.verdicts).flat_map(|verdict| &verdict.errors);
    assert!(errors().any(|error| error.offset_ms.is_some()));
    let links: BTreeSet<&str> =
        annotations().flat_map(|annotation| &annotation.links).map(|link| link.link_type.as_str()).collect();
    for wanted in ["before", "during", "sound_of", "heard_before_seen"] {
        assert!(links.contains(wanted), "no sample has a link {wanted}");
    }
}

/// Two hundred golds of the sample items, by every kind that fits one of them.
#[test]
fn golds_made_of_samples_have_one_known_error_each_where_it_is_said_to_be() {
    let samples = samples();
    let mut rng = Rng::seeded(1);
    let mut made: BTreeMap<CorruptionKind, usize> = BTreeMap::new();
    for _ in 0..400 {
        for sample in &samples {
            let items: Vec<Item> = sample.items.values().map(|item| item.clone().with_claims(&sample.design)).collect();
            let before = &items[rng.below(items.len() as u64) as usize];
            let kind = CorruptionKind::ALL[rng.below(CorruptionKind::ALL.len() as u64) as usize];
            let verified = Verified { facts: None, others: &items, external_id: "k7fq" };
            let Some(found) = corrupt(kind, &sample.design, before, &verified, &mut rng) else { continue };
            known_error::one_known_error(&sample.design, before, &found);
            *made.entry(kind).or_default() += 1;
        }
    }
    assert!(made.values().sum::<usize>() >= 200, "{made:?}");
    assert!(made.len() >= 7, "{made:?}");
}
