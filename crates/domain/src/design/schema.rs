//! The JSON Schema of the design file, and the reference that is generated from it.

use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::Design;

/// The JSON Schema (2020-12) of the design file.
pub fn design_schema() -> Value {
    let mut parts = Vec::new();
    Design::schemas(&mut parts);
    let mut schema = serde_json::to_value(Design::schema()).expect("a schema is always JSON");
    let defs: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|(name, part)| (name, serde_json::to_value(part).expect("a schema is always JSON")))
        .collect();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$defs"] = Value::Object(defs);
    rewrite_references(&mut schema);
    schema
}

fn rewrite_references(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                match inner {
                    Value::String(target) if key == "$ref" => {
                        *target = target.replace("#/components/schemas/", "#/$defs/");
                    }
                    _ => rewrite_references(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(rewrite_references),
        _ => {}
    }
}

/// The Markdown reference of the design file.
pub fn design_reference() -> String {
    let schema = design_schema();
    let mut page = String::from("# Design file\n");
    for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
        page.push_str(&format!("\n## {name}\n\n{}\n", part["description"].as_str().unwrap_or_default()));
    }
    page
}
