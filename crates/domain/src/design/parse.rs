//! Reading a design file: YAML or JSON text → `Design`, or problems with path and line.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{
    design_schema,
    yaml::{self, Node},
};
use crate::{
    Anchor, Attribute, Choice, Condition, Design, Problem, QuestionOn, TaxonomyNode,
    limits::{MAX_DESIGN_BYTES, MAX_PROBLEMS},
};

impl Design {
    /// The design that a YAML or JSON text describes, checked as `problems` checks it. Each problem says where: the
    /// path in `at`, and the line of the text.
    pub fn parse(text: &str) -> Result<Design, Vec<Problem>> {
        if text.len() > MAX_DESIGN_BYTES {
            let message = format!("the file has {} bytes; keep to {MAX_DESIGN_BYTES}", text.len());
            return Err(vec![Problem::new("design_size", message)]);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source::read(text).map_err(|problem| vec![problem])?;
        let value = without_empty_keys(&source.value);
        let design: Design = serde_path_to_error::deserialize(&value)
            .map_err(|error| vec![source.placed(refined(&value, broken(error)))])?;
        let known = serde_json::to_value(&design).expect("a design has only string keys, so it is always JSON");
        let mut problems = unknown_keys(&source.value, &known, &all_keys());
        problems.extend(design.problems());
        problems.truncate(MAX_PROBLEMS);
        if problems.is_empty() { Ok(design) } else { Err(problems.into_iter().map(|p| source.placed(p)).collect()) }
    }
}

/// A text as a value, with lines where they are known.
struct Source {
    value: Value,
    lines: Option<Node>,
}

impl Source {
    /// JSON is nearly a subset of YAML, but not quite (tabs, surrogate escapes), so it is read as what it is; its lines
    /// still come from the YAML reader.
    fn read(text: &str) -> Result<Source, Problem> {
        let node = yaml::read(text);
        if let Err(problem) = &node
            && problem.code != "design_syntax"
        {
            return Err(problem.clone());
        }
        if text.trim_start().starts_with('{') {
            match serde_json::from_str(text) {
                Ok(value) => return Ok(Source { value, lines: node.ok() }),
                Err(error) if node.is_err() => {
                    let message = format!("the JSON cannot be read: {error}");
                    return Err(Problem::new("design_syntax", message).on_line(error.line() as u64));
                }
                Err(_) => {}
            }
        }
        let node = node?;
        Ok(Source { value: node.value(), lines: Some(node) })
    }

    fn placed(&self, problem: Problem) -> Problem {
        match &self.lines {
            Some(lines) => {
                let line = lines.line(&problem.at);
                problem.on_line(line)
            }
            None => problem,
        }
    }
}

fn broken(error: serde_path_to_error::Error<serde_json::Error>) -> Problem {
    use serde_path_to_error::Segment;
    let at = error.path().iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    let at = at.collect();
    Problem { at, ..Problem::new("design_shape", error.inner().to_string()) }
}

/// Serde forgets the place inside of questions and attributes, whose keys depend on their type. Reads their parts one by
/// one to find it again.
fn refined(value: &Value, problem: Problem) -> Problem {
    let Some(inner) = problem.at.iter().try_fold(value, |value, step| match value {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        Value::Object(map) => map.get(step),
        _ => None,
    }) else {
        return problem;
    };
    type Part = (&'static str, fn(&Value) -> Option<Problem>);
    const PARTS: [Part; 7] = [
        ("options", misread::<Vec<Choice>>),
        ("nodes", misread::<Vec<TaxonomyNode>>),
        ("anchors", misread::<Vec<Anchor>>),
        ("attributes", misread::<Vec<Attribute>>),
        ("on", misread::<QuestionOn>),
        ("required_when", misread::<Condition>),
        ("visible_when", misread::<Condition>),
    ];
    for (key, misread) in PARTS {
        if let Some(mut found) = inner.get(key).and_then(misread) {
            let steps = problem.at.iter().cloned().chain([key.to_owned()]);
            found.at = steps.chain(found.at).collect();
            return found;
        }
    }
    problem
}

fn misread<T: DeserializeOwned>(value: &Value) -> Option<Problem> {
    serde_path_to_error::deserialize::<_, T>(value).err().map(broken)
}

/// A key without a value counts as absent, as people leave keys empty while they edit.
fn without_empty_keys(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let given = map.iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(key, value)| (key.clone(), without_empty_keys(value))).collect())
        }
        Value::Array(list) => list.iter().map(without_empty_keys).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// Keys that were given but mean nothing: they are gone when the design is written again. An empty key is gone in any
/// case, so it only has to mean something somewhere; this finds texts with a comma that lack their quotes.
fn unknown_keys(given: &Value, known: &Value, all: &HashSet<String>) -> Vec<Problem> {
    let inner = |key: &str, value: &Value, known: &Value| -> Vec<Problem> {
        unknown_keys(value, known, all).into_iter().map(|problem| problem.within(key)).collect()
    };
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => given
            .iter()
            .flat_map(|(key, value)| match known.get(key) {
                Some(found) => inner(key, value, found),
                None if value.is_null() && all.contains(key) => Vec::new(),
                None => vec![unknown_key(key, known).within(key)],
            })
            .collect(),
        (Value::Array(given), Value::Array(known)) => {
            let pairs = given.iter().zip(known).enumerate();
            pairs.flat_map(|(index, (given, known))| inner(&index.to_string(), given, known)).collect()
        }
        _ => Vec::new(),
    }
}

fn unknown_key(key: &str, known: &Map<String, Value>) -> Problem {
    let names: Vec<&str> = known.keys().map(String::as_str).collect();
    let message = format!("unknown key `{key}`; quote a text with commas or colons; known here: {}", names.join(", "));
    Problem::new("key_unknown", message)
}

/// Every key that a design file can contain.
fn all_keys() -> HashSet<String> {
    fn collect(schema: &Value, found: &mut HashSet<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            found.extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(map) => map.values().for_each(|inner| collect(inner, found)),
            Value::Array(list) => list.iter().for_each(|inner| collect(inner, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut found = HashSet::new();
    collect(&design_schema(), &mut found);
    found
}
