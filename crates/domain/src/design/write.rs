//! Writing a design as YAML, as short as the defaults allow.

use serde_json::{Value, json};

use crate::Design;

/// Lists whose default is not empty: leaving an empty one out would bring the default back.
const FILLED_BY_DEFAULT: [&str; 5] =
    ["verdicts", "error_types", "severities", "no_evidence_reasons", "unusable_reasons"];

impl Design {
    /// The design as YAML that `Design::parse` reads back to an equal design. What equals its default is left out.
    pub fn to_yaml(&self) -> String {
        let full = serde_json::to_value(self).expect("a design has only string keys, so it is always JSON");
        let defaults = serde_json::to_value(self.with_default_lists()).expect("a design is always JSON");
        let mut short = full.clone();
        shorten(&mut short, &said_by_default());
        leave_out_default_lists(&mut short, &full, &defaults);
        let same = serde_json::from_value::<Design>(short.clone()).is_ok_and(|read| read == *self);
        serde_norway::to_string(if same { &short } else { &full }).expect("JSON is always YAML")
    }

    /// The same design with each list that has a default set to it.
    fn with_default_lists(&self) -> Design {
        let bare = json!({
            "title": "", "slots": [], "claims": self.claims.as_ref().map(|rules| json!({ "slot": rules.slot })),
        });
        serde_json::from_value(bare).expect("title and slots are all that a design needs")
    }
}

/// Removes what says nothing: empty texts and lists, and what is off.
fn shorten(value: &mut Value, defaults: &[(&str, Value)]) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(|inner| shorten(inner, defaults));
            // `required` is on by default for a slot, and off everywhere else.
            let slot = map.contains_key("role");
            if slot && map.get("required") == Some(&Value::Bool(true)) {
                map.shift_remove("required");
            }
            map.retain(|key, value| {
                let empty = match value {
                    _ if defaults.iter().any(|(name, default)| name == key && default == value) => true,
                    Value::Null => true,
                    Value::Bool(false) => !ON_BY_DEFAULT.contains(&key.as_str()) || (key == "required" && !slot),
                    Value::String(text) => text.is_empty(),
                    Value::Array(list) => list.is_empty() && !FILLED_BY_DEFAULT.contains(&key.as_str()),
                    Value::Object(map) => map.is_empty(),
                    Value::Bool(true) | Value::Number(_) => false,
                };
                !empty
            });
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| shorten(inner, defaults)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Switches that are on unless a design turns them off.
const ON_BY_DEFAULT: [&str; 4] = ["editable", "omissions", "all_judged", "required"];

/// Keys with the value that they have when they are left out.
fn said_by_default() -> Vec<(&'static str, Value)> {
    let mut defaults = vec![
        ("split", json!("sentences")),
        ("tone", json!("neutral")),
        ("on", json!({ "target": "item" })),
        ("step", json!(1.0)),
    ];
    defaults.extend(["evidence", "error", "rationale"].map(|need| (need, json!("optional"))));
    defaults.extend(["editable", "omissions", "all_judged"].map(|switch| (switch, json!(true))));
    defaults
}

fn leave_out_default_lists(short: &mut Value, full: &Value, defaults: &Value) {
    let Value::Object(map) = short else { return };
    for (key, default) in defaults.as_object().into_iter().flatten() {
        if FILLED_BY_DEFAULT.contains(&key.as_str()) && full.get(key) == Some(default) {
            map.shift_remove(key);
        }
    }
    if let (Some(short), Some(full)) = (map.get_mut("claims"), full.get("claims")) {
        leave_out_default_lists(short, full, &defaults["claims"]);
    }
}
