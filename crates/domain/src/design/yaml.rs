//! Reading YAML into plain values that remember their lines, within limits on depth and size.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use saphyr::Scalar;
use saphyr_parser::{Event, Parser, StrInput};
use serde_json::{Map, Value};

use crate::{
    Problem,
    limits::{MAX_DESIGN_DEPTH, MAX_DESIGN_NODES},
};

/// A value and the line on which it, or the key before it, begins.
#[derive(Clone)]
pub(super) struct Node {
    line: u64,
    kind: Kind,
    /// Values within, itself included.
    size: usize,
    /// Levels within, itself included.
    depth: usize,
}

#[derive(Clone)]
enum Kind {
    Scalar(Value),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value without lines.
    pub fn value(&self) -> Value {
        match &self.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::List(list) => list.iter().map(Node::value).collect(),
            Kind::Map(map) => {
                Value::Object(map.iter().map(|(key, node)| (key.clone(), node.value())).collect::<Map<_, _>>())
            }
        }
    }

    /// The line of the place that a path leads to, or of the last step that exists.
    pub fn line(&self, path: &[String]) -> u64 {
        let Some((step, rest)) = path.split_first() else { return self.line };
        let inner = match &self.kind {
            Kind::Scalar(_) => None,
            Kind::List(list) => step.parse().ok().and_then(|index: usize| list.get(index)),
            Kind::Map(map) => map.iter().find(|(key, _)| key == step).map(|(_, node)| node),
        };
        inner.map_or(self.line, |inner| inner.line(rest))
    }
}

/// The one document of a YAML text.
pub(super) fn read(text: &str) -> Result<Node, Problem> {
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), n_nodes: 0 };
    let mut root = None;
    while let Some((event, line)) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamEnd | Event::Nothing => {}
            content if root.is_none() => root = Some(reader.node(content, line, 1)?),
            _ => return Err(syntax("the file holds several documents; keep one").on_line(line)),
        }
    }
    root.ok_or_else(|| syntax("the file is empty; describe a design"))
}

fn syntax(message: impl Into<String>) -> Problem {
    Problem::new("design_syntax", message)
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    n_nodes: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, u64)>, Problem> {
        let Some(next) = self.parser.next_event() else { return Ok(None) };
        let (event, span) = next.map_err(|error| syntax(error.info()).on_line(error.marker().line() as u64))?;
        Ok(Some((event, span.start.line() as u64)))
    }

    fn inner(&mut self) -> Result<(Event<'a>, u64), Problem> {
        self.next()?.ok_or_else(|| syntax("the file ends too early; close what was opened"))
    }

    fn node(&mut self, event: Event<'a>, line: u64, level: usize) -> Result<Node, Problem> {
        let (kind, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = Scalar::parse_from_cow_and_metadata(text, style, tag.as_ref());
                let value = scalar
                    .and_then(plain)
                    .ok_or_else(|| syntax("the value does not fit its tag; leave the tag out").on_line(line))?;
                (Kind::Scalar(value), anchor)
            }
            Event::SequenceStart(anchor, _) => (self.list(level)?, anchor),
            Event::MappingStart(anchor, _) => (self.map(level)?, anchor),
            Event::Alias(anchor) => return self.alias(anchor, line, level),
            _ => return Err(syntax("the text is not a value; correct it").on_line(line)),
        };
        let (size, depth) = measure(&kind);
        self.count(1, level, line)?;
        let node = Node { line, kind, size, depth };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// An alias stands for a copy, so that a few lines can become very many: what it brings is counted before copying.
    fn alias(&mut self, anchor: usize, line: u64, level: usize) -> Result<Node, Problem> {
        let Some(known) = self.anchors.get(&anchor) else {
            return Err(syntax("the alias names nothing that is complete before it; write the value out").on_line(line));
        };
        let (size, depth) = (known.size, known.depth);
        self.count(size, level + depth, line)?;
        Ok(Node { line, ..self.anchors[&anchor].clone() })
    }

    fn count(&mut self, size: usize, level: usize, line: u64) -> Result<(), Problem> {
        self.n_nodes = self.n_nodes.saturating_add(size);
        if self.n_nodes > MAX_DESIGN_NODES {
            let message =
                format!("the file has more than {MAX_DESIGN_NODES} values; make it smaller or use fewer aliases");
            return Err(Problem::new("design_size", message).on_line(line));
        }
        if level > MAX_DESIGN_DEPTH {
            let message = format!("values are nested deeper than {MAX_DESIGN_DEPTH} levels; flatten them");
            return Err(Problem::new("design_depth", message).on_line(line));
        }
        Ok(())
    }

    fn list(&mut self, level: usize) -> Result<Kind, Problem> {
        let mut list = Vec::new();
        loop {
            match self.inner()? {
                (Event::SequenceEnd, _) => return Ok(Kind::List(list)),
                (event, line) => {
                    self.count(0, level, line)?;
                    list.push(self.node(event, line, level + 1)?);
                }
            }
        }
    }

    fn map(&mut self, level: usize) -> Result<Kind, Problem> {
        let mut map: Vec<(String, Node)> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        loop {
            let (key, line) = match self.inner()? {
                (Event::MappingEnd, _) => return Ok(Kind::Map(map)),
                (Event::Scalar(key, ..), line) => (Cow::into_owned(key), line),
                (_, line) => return Err(syntax("a key is not a word; write it as one").on_line(line)),
            };
            self.count(0, level, line)?;
            if !known.insert(key.clone()) {
                let message = format!("key `{key}` is given twice; keep one");
                return Err(Problem::new("key_twice", message).on_line(line));
            }
            let (event, value_line) = self.inner()?;
            let node = self.node(event, value_line, level + 1)?;
            map.push((key, Node { line, ..node }));
        }
    }
}

fn measure(kind: &Kind) -> (usize, usize) {
    let grown = |(size, depth): (usize, usize), node: &Node| (size + node.size, depth.max(node.depth + 1));
    match kind {
        Kind::Scalar(_) => (1, 1),
        Kind::List(list) => list.iter().fold((1, 1), grown),
        Kind::Map(map) => map.iter().map(|(_, node)| node).fold((1, 1), grown),
    }
}

fn plain(scalar: Scalar) -> Option<Value> {
    match scalar {
        Scalar::Null => Some(Value::Null),
        Scalar::Boolean(value) => Some(value.into()),
        Scalar::Integer(value) => Some(value.into()),
        Scalar::FloatingPoint(value) => serde_json::Number::from_f64(value.into_inner()).map(Value::Number),
        Scalar::String(value) => Some(value.into_owned().into()),
    }
}
