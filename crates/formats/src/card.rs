//! The data card beside an export: Croissant 1.1 with its vocabulary for responsible AI, filled with what is known.
//!
//! References: <http://mlcommons.org/croissant/1.1> and <http://mlcommons.org/croissant/RAI/1.0>. Nothing is guessed: what
//! the project does not know is left out, or said to be unknown where the format asks for it.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde_json::{Map, Value, json};

use crate::{Format, Manifest, ManifestFile, Summary};

/// The card of an export.
pub fn card(format: &Format, manifest: &Manifest) -> Value {
    let summary = &manifest.contents;
    let mut card = Map::new();
    let mut set = |key: &str, value: Value| {
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            card.insert(key.to_owned(), value);
        }
    };
    set("@context", context());
    set("@type", json!("sc:Dataset"));
    set("conformsTo", json!(["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]));
    set("name", json!(manifest.project));
    set("alternateName", json!(manifest.title));
    set("description", json!(description(manifest)));
    set("url", json!(format!("urn:crosscheck:{}:{}", manifest.project, manifest.seq)));
    set("version", json!(format!("{}.0.0", manifest.seq)));
    set("license", licenses(summary));
    set("creator", creators(summary));
    set("datePublished", summary.submitted_ms.map_or(Value::Null, |(_, last)| json!(day(last))));
    set("dateCreated", summary.submitted_ms.map_or(Value::Null, |(first, _)| json!(day(first))));
    set("isLiveDataset", json!(false));
    set("distribution", manifest.files.iter().map(|file| distribution(format, file)).collect());
    set("recordSet", record_sets(format, manifest));
    for (key, value) in responsible(manifest) {
        set(key, value);
    }
    Value::Object(card)
}

pub(crate) fn card_json(format: &Format, manifest: &Manifest) -> String {
    let mut json = serde_json::to_string_pretty(&card(format, manifest)).expect("every key is a text");
    json.push('\n');
    json
}

/// The terms of Croissant that the card uses.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "http://schema.org/",
        "sc": "http://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "column": "cr:column",
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "recordSet": "cr:recordSet",
        "source": "cr:source",
    })
}

fn description(manifest: &Manifest) -> String {
    let summary = &manifest.contents;
    format!(
        "{}: {} items with {} annotations by {} annotators, as the facts up to number {} have it.",
        manifest.title,
        summary.items,
        summary.annotations,
        summary.annotators.values().sum::<u64>(),
        manifest.seq
    )
}

/// Of the media; the project's own texts and annotations carry none that is known.
fn licenses(summary: &Summary) -> Value {
    let named = summary.licenses.keys().map(|license| match license.as_str() {
        "unknown" => json!("unknown: some media came without a licence"),
        spdx => json!(format!("https://spdx.org/licenses/{spdx}.html")),
    });
    let named: Vec<Value> = named.collect();
    if named.is_empty() { json!("unknown: the texts came without a licence") } else { Value::Array(named) }
}

fn creators(summary: &Summary) -> Value {
    let named: Vec<Value> =
        summary.creators.iter().map(|name| json!({"@type": "sc:Organization", "name": name})).collect();
    if named.is_empty() { json!([{"@type": "sc:Organization", "name": "unknown"}]) } else { Value::Array(named) }
}

fn distribution(format: &Format, file: &ManifestFile) -> Value {
    let ending = file.name.rsplit('.').next().unwrap_or_default();
    let mime = match ending {
        _ if !format.is_bundle() => format.mime,
        "json" => "application/json",
        "jsonl" => "application/x-ndjson",
        "csv" => "text/csv",
        "xml" | "eaf" => "application/xml",
        _ => "text/plain",
    };
    json!({
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": format!("{} B", file.size),
        "encodingFormat": mime,
        "sha256": file.sha256,
    })
}

/// The keys of a line with their types, for formats of one line an item.
fn record_sets(format: &Format, manifest: &Manifest) -> Value {
    let keys: &[(&str, &str, &str)] = match format.id {
        "ground_truth" => &[
            ("id", "sc:Text", "The importer's own key of the item"),
            ("split", "sc:Text", "The side of the split"),
            ("slots", "sc:Text", "Slot → parts, with texts or the SHA-256 of media"),
            ("truth", "sc:Text", "What is accepted as true"),
            ("provenance", "sc:Text", "Who signed it, when, from what, having seen what"),
            ("votes", "sc:Text", "Every counting vote"),
            ("soft", "sc:Text", "The share of votes of each value"),
        ],
        "native" => &[
            ("external_id", "sc:Text", "The importer's own key of the item"),
            ("item", "sc:Text", "Everything that the item shows"),
            ("annotations", "sc:Text", "Every annotation with its votes"),
            ("truths", "sc:Text", "Everything that was signed"),
        ],
        _ => return Value::Null,
    };
    let Some(file) = manifest.files.first() else { return Value::Null };
    let field = |(name, data_type, description): &(&str, &str, &str)| {
        json!({
            "@type": "cr:Field",
            "@id": format!("items/{name}"),
            "name": name,
            "description": description,
            "dataType": data_type,
            "source": {"fileObject": {"@id": file.name}, "extract": {"jsonPath": format!("$.{name}")}},
        })
    };
    let fields: Vec<Value> = keys.iter().map(field).collect();
    let key = format!("items/{}", keys[0].0);
    json!([{"@type": "cr:RecordSet", "@id": "items", "name": "items", "key": {"@id": key}, "field": fields}])
}

/// What the vocabulary for responsible AI asks for and the project knows.
fn responsible(manifest: &Manifest) -> Vec<(&'static str, Value)> {
    let summary = &manifest.contents;
    let newest = manifest.designs.values().next_back();
    let guideline = newest.map(|design| design.guideline.trim().to_owned()).filter(|text| !text.is_empty());
    let versions: Vec<String> = manifest.designs.keys().map(ToString::to_string).collect();
    let protocol = format!(
        "Annotators worked from the design in the manifest (versions {}), each alone and without seeing the answers of \
         others before submitting. {}",
        versions.join(", "),
        guideline.map_or_else(|| "It has no guideline.".to_owned(), |text| format!("Guideline: {text}"))
    );
    let models = summary.annotators.get("model").copied().unwrap_or(0);
    vec![
        ("rai:dataAnnotationPlatform", json!(["Crosscheck"])),
        ("rai:dataAnnotationProtocol", json!(protocol)),
        ("rai:dataAnnotationAnalysis", Value::Array(analysis(manifest))),
        ("rai:annotationsPerItem", json!(per_item(&summary.per_item))),
        ("rai:annotatorDemographics", json!([people(summary)])),
        (
            "rai:machineAnnotationTools",
            if models > 0 { json!([format!("{models} models annotated; their work is marked")]) } else { Value::Null },
        ),
        (
            "rai:dataCollectionRawData",
            if summary.sources.is_empty() { Value::Null } else { json!(listed(&summary.sources)) },
        ),
        (
            "rai:dataCollectionTimeframe",
            summary.submitted_ms.map_or(Value::Null, |(first, last)| json!([day(first), day(last)])),
        ),
        ("rai:dataLimitations", Value::Array(limitations(manifest))),
    ]
}

fn analysis(manifest: &Manifest) -> Vec<Value> {
    let agreement = manifest.agreement.iter().map(|figure| {
        let interval = figure.interval.map_or_else(String::new, |(low, high)| format!(" [{low:.3}, {high:.3}]"));
        let value = match (figure.value, &figure.undefined) {
            (Some(value), _) => format!("{value:.3}{interval}"),
            (None, Some(reason)) => format!("undefined: {reason}"),
            (None, None) => "undefined".to_owned(),
        };
        format!(
            "Agreement on {}: {} {value}, from {} ratings of {} units by {} annotators",
            figure.field, figure.metric, figure.n_ratings, figure.n_units, figure.n_annotators
        )
    });
    let truths = &manifest.contents.truths;
    let settled = (!truths.is_empty()).then(|| format!("Ground truth by kind: {}", counted(truths)));
    let disagreement = "Votes are kept with the accepted values where the format holds them".to_owned();
    agreement.chain(settled).chain([disagreement]).map(Value::String).collect()
}

fn limitations(manifest: &Manifest) -> Vec<Value> {
    let (summary, mut found) = (&manifest.contents, Vec::new());
    let without = summary.per_item.get(&0).copied().unwrap_or(0);
    if without > 0 {
        found.push(format!("{without} of {} items have no complete annotation", summary.items));
    }
    if !summary.left_out.is_empty() {
        found.push(format!("Annotations that do not count, or count apart: {}", counted(&summary.left_out)));
    }
    for one in &manifest.excluded {
        let n = one.n_annotations;
        found.push(format!("{n} annotations of {} are left out: {}", one.annotator, one.reason));
    }
    if summary.licenses.contains_key("unknown") {
        found.push(format!("{} media have no known licence", summary.licenses["unknown"]));
    }
    found.into_iter().map(Value::String).collect()
}

fn people(summary: &Summary) -> String {
    if summary.annotators.is_empty() {
        return "nobody has annotated".to_owned();
    }
    format!("Annotators by kind: {}; nothing else about them is recorded", counted(&summary.annotators))
}

fn per_item(counts: &BTreeMap<u32, u64>) -> String {
    let listed = counts.iter().map(|(n, items)| format!("{n} ({items} items)"));
    listed.collect::<Vec<_>>().join(", ")
}

fn counted(counts: &BTreeMap<String, u64>) -> String {
    counts.iter().map(|(what, n)| format!("{what} {n}")).collect::<Vec<_>>().join(", ")
}

fn listed<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    texts.into_iter().cloned().collect::<Vec<_>>().join("; ")
}

/// The day of a moment in UTC, as ISO 8601 has it.
fn day(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms).map(|at| at.format("%F").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(951_782_400_000), "2000-02-29");
        assert_eq!(day(1_796_000_000_000), "2026-11-30");
        assert_eq!(day(-1), "1969-12-31");
    }
}
