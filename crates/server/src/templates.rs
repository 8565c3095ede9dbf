//! Task designs that come with the program, each with a first item to look at.

use std::collections::BTreeMap;

use crosscheck_domain::{Content, Design, Item, MediaKind, Part, Policy, Slot};
use crosscheck_formats::timed::{TimedText, Timing, recognised, timed_text};
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::wire::Template;

/// The designs and sample projects of the folder `demo`; media are fetched at set-up and are not among them.
#[derive(RustEmbed)]
#[folder = "../../demo"]
#[include = "designs/*.yaml"]
#[include = "projects/*/*.json"]
#[include = "projects/*/*.jsonl"]
#[include = "media.json"]
#[include = "annotators.json"]
pub struct Samples;

/// One sample project: which design it uses, and how it is worked on.
#[derive(Clone, Debug, Deserialize)]
pub struct SampleProject {
    pub template: String,
    pub title: String,
    /// Where it stands in the list, from 1.
    #[serde(default)]
    pub place: u32,
    #[serde(default)]
    pub policy: Option<Policy>,
}

/// The text of an embedded file.
pub fn text(path: &str) -> Option<String> {
    let file = Samples::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// Every sample project with its slug, last place first: the list shows what was made last on top.
pub fn sample_projects() -> Vec<(String, SampleProject)> {
    let paths = Samples::iter().filter(|path| path.ends_with("/project.json"));
    let mut found: Vec<(String, SampleProject)> = paths
        .filter_map(|path| {
            let slug = path.split('/').nth(1)?.to_owned();
            Some((slug, serde_json::from_str(&text(&path)?).ok()?))
        })
        .collect();
    found.sort_by(|a, b| b.1.place.cmp(&a.1.place).then(a.0.cmp(&b.0)));
    found
}

/// Every template, by id: the name of its design file.
pub fn templates() -> Vec<Template> {
    let mut paths: Vec<String> = Samples::iter().filter(|path| path.starts_with("designs/")).map(Into::into).collect();
    paths.sort();
    paths.iter().filter_map(|path| template(path.strip_prefix("designs/")?.strip_suffix(".yaml")?)).collect()
}

pub fn template(id: &str) -> Option<Template> {
    let text = text(&format!("designs/{id}.yaml"))?;
    let design = Design::parse(&text).ok()?;
    let used = sample_projects().into_iter().find(|(_, project)| project.template == id);
    let policy = used.as_ref().and_then(|(_, project)| project.policy.clone()).unwrap_or_default();
    let sample = used.and_then(|(slug, _)| first_item(&slug, &design)).unwrap_or_else(|| blank(&design));
    let mut kinds: Vec<MediaKind> = Vec::new();
    for slot in &design.slots {
        if !kinds.contains(&slot.kind) {
            kinds.push(slot.kind);
        }
    }
    Some(Template {
        id: id.to_owned(),
        title: design.title.clone(),
        description: design.description.clone(),
        sample: sample.with_claims(&design),
        design,
        text,
        policy,
        kinds,
    })
}

/// The texts of the first sample item; its pictures are not embedded.
fn first_item(slug: &str, design: &Design) -> Option<Item> {
    let lines = text(&format!("projects/{slug}/items.jsonl"))?;
    let row: serde_json::Value = serde_json::from_str(lines.lines().next()?).ok()?;
    let mut item = blank(design);
    item.slots.clear();
    for slot in design.slots.iter().filter(|slot| slot.kind == MediaKind::Text) {
        if let Some(content) = row["slots"][&slot.id].as_str().and_then(|found| content(slot, found)) {
            item.slots.insert(slot.id.clone(), vec![Part::new("0", content)]);
        }
    }
    Some(item)
}

/// A text as an import would store it: with the times of its cues, where the slot takes any.
fn content(slot: &Slot, found: &str) -> Option<Content> {
    if !slot.timed {
        return Some(Content::text(found));
    }
    let reading = (recognised(found)?.read)(found.as_bytes(), &Timing::default()).ok()?;
    let TimedText { text, cues } = timed_text(&reading.document);
    Some(Content::Text { text, cues })
}

fn blank(design: &Design) -> Item {
    let mut slots = BTreeMap::new();
    for slot in design.slots.iter().filter(|slot| slot.kind == MediaKind::Text) {
        let text = "Two dogs sleep on a red sofa. A cat watches them.".to_owned();
        slots.insert(slot.id.clone(), vec![Part::new("0", Content::text(text))]);
    }
    Item {
        external_id: "sample".to_owned(),
        slots,
        claim_sets: Vec::new(),
        group: None,
        split: None,
        priority: 0,
        metadata: serde_json::Map::new(),
    }
}
