//! The reference of the design file as Markdown, generated from its JSON Schema.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::{
    default_error_types, default_no_evidence_reasons, default_severities, default_unusable_reasons, default_verdicts,
    design_schema,
};

/// The Markdown reference of the design file: every key with its type and meaning, and the lists that are there by
/// default.
pub fn design_reference() -> String {
    let schema = design_schema();
    let mut page = String::from(
        "# Design file\n\nA design is a YAML or JSON file. Ids are made of `a–z`, `0–9`, `_` and `-` and keep their meaning \
         for ever; titles may be reworded at any time. A key that is left out has its default.\n",
    );
    section(&mut page, "Design", &schema);
    for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
        section(&mut page, &spaced(name), part);
    }
    defaults(&mut page);
    page
}

fn section(page: &mut String, title: &str, schema: &Value) {
    let _ = write!(page, "\n## {title}\n\n");
    if let Some(description) = schema["description"].as_str() {
        let _ = write!(page, "{description}\n\n");
    }
    body(page, schema);
}

fn body(page: &mut String, schema: &Value) {
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values.iter().filter_map(Value::as_str).map(|value| format!("`{value}`")).collect();
        let _ = writeln!(page, "One of {}.", values.join(", "));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        match part["$ref"].as_str() {
            Some(target) => {
                let _ = write!(page, "With all keys of {}, and:\n\n", link(target));
            }
            None => body(page, part),
        }
    }
    for (index, variant) in schema["oneOf"].as_array().into_iter().flatten().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        let described = variant["description"].as_str().map(|text| format!("\n{text}\n")).unwrap_or_default();
        let _ = write!(page, "{gap}### {}\n{described}\n", variant_title(variant));
        body(page, variant);
    }
    if let Some(properties) = schema["properties"].as_object() {
        table(page, properties, &schema["required"]);
    }
}

fn table(page: &mut String, properties: &Map<String, Value>, required: &Value) {
    let is_required = |key: &str| required.as_array().is_some_and(|list| list.iter().any(|name| name == key));
    let mut keys: Vec<&String> = properties.keys().collect();
    // What must be given comes first; `id` and `title` lead, because they do in every file.
    let lead = |key: &str| ["id", "type", "title"].iter().position(|name| *name == key).unwrap_or(3);
    keys.sort_by_key(|key| (!is_required(key), lead(key), key.as_str()));
    page.push_str("| key | value | |\n|---|---|---|\n");
    for key in keys {
        let property = &properties[key];
        let meaning = property["description"].as_str().or_else(|| {
            property["oneOf"].as_array().into_iter().flatten().find_map(|option| option["description"].as_str())
        });
        let given = if is_required(key) { "**Required.** " } else { "" };
        let meaning = meaning.unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(page, "| `{key}` | {} | {} |", value_type(property), format!("{given}{meaning}").trim());
    }
}

/// What stands in a key, in words: `list of [Choice](#choice)`.
fn value_type(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return link(target);
    }
    if let Some(options) = schema["oneOf"].as_array() {
        let given = options.iter().filter(|option| option["type"] != "null").map(value_type);
        return given.collect::<Vec<_>>().join(" or ");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .filter_map(Value::as_str)
            .map(|value| format!("`{value}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let of_type = |name: &str| match name {
        "string" => "text".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "whole number".to_owned(),
        "array" => format!("list of {}", value_type(&schema["items"])),
        "object" => "any value".to_owned(),
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str).filter(|name| *name != "null");
            names.map(of_type).collect::<Vec<_>>().join(" or ")
        }
        _ => "any value".to_owned(),
    }
}

/// The fixed value that tells one variant from the others, such as `type: scale`.
fn variant_title(variant: &Value) -> String {
    let properties = variant["properties"].as_object();
    let fixed = properties.into_iter().flatten().find_map(|(key, value)| {
        let only = value["enum"].as_array()?.first()?.as_str()?;
        Some(format!("`{key}: {only}`"))
    });
    let first = || properties.and_then(|map| map.keys().next()).map(|key| format!("`{key}`"));
    fixed.or_else(first).unwrap_or_default()
}

fn link(target: &str) -> String {
    let name = spaced(target.rsplit('/').next().unwrap_or(target));
    format!("[{name}](#{})", name.to_lowercase().replace(' ', "-"))
}

/// `ClaimRules` → `Claim rules`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for (index, letter) in name.chars().enumerate() {
        if index > 0 && letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

fn defaults(page: &mut String) {
    page.push_str("\n## Defaults\n\nLists that are there unless a design gives its own.\n");
    let choices = |choices: Vec<super::Choice>| choices.into_iter().map(|choice| (choice.id, choice.title)).collect();
    let lists: [(&str, Vec<(String, String)>); 5] = [
        ("claims.verdicts", default_verdicts().into_iter().map(|value| (value.id, value.title)).collect()),
        ("claims.error_types", default_error_types().into_iter().map(|error| (error.id, error.title)).collect()),
        ("claims.severities", default_severities().into_iter().map(|s| (s.value.to_string(), s.title)).collect()),
        ("claims.no_evidence_reasons", choices(default_no_evidence_reasons())),
        ("unusable_reasons", choices(default_unusable_reasons())),
    ];
    for (name, entries) in lists {
        let _ = write!(page, "\n### `{name}`\n\n| id | title |\n|---|---|\n");
        for (id, title) in entries {
            let _ = writeln!(page, "| `{id}` | {title} |");
        }
    }
}
