//! The JSON Schema of the design file, generated from the types that read it.

use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::Design;

/// The JSON Schema (2020-12) of the design file.
pub fn design_schema() -> Value {
    let mut parts = Vec::new();
    Design::schemas(&mut parts);
    let root = serde_json::to_value(Design::schema()).expect("a schema is always JSON");
    let defs: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|(name, part)| (name, serde_json::to_value(part).expect("a schema is always JSON")))
        .collect();
    let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Crosscheck design" });
    for (key, value) in root.as_object().into_iter().flatten() {
        schema[key.as_str()] = value.clone();
    }
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
