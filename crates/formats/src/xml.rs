//! XML as a small tree: elements with their local names, attributes and texts, and the lines they stand on.

use crosscheck_domain::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::timed::text::line_of;

/// Elements within elements.
const MAX_DEPTH: usize = 64;
/// Elements of one file.
const MAX_ELEMENTS: usize = 4_000_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Without its prefix.
    pub name: String,
    /// Names without prefixes.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub line: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All text below, in order.
    pub fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Element(element) => element.text(),
                Node::Text(text) => text.clone(),
            })
            .collect()
    }
}

/// The root element. Entities other than the five of XML and numbers stay as they are written: nothing is looked up or
/// expanded.
pub fn parse(text: &str) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, byte: 0, line: 1 };
    let mut open: Vec<Element> = Vec::new();
    let mut n_elements = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
            let message = format!("the file is not XML: {error}");
            Problem::new("not_xml", message).on_line(line_of(text, at))
        })?;
        let line = lines.at(at);
        match event {
            Event::Start(start) => {
                n_elements += 1;
                if open.len() == MAX_DEPTH || n_elements > MAX_ELEMENTS {
                    let message = "the file has too many elements, or too many within each other";
                    return Err(Problem::new("xml_too_large", message).on_line(line));
                }
                open.push(element(&start, line)?);
            }
            Event::Empty(start) => {
                n_elements += 1;
                let element = element(&start, line)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::Text(found) => push(&mut open, &String::from_utf8_lossy(&found)),
            Event::CData(found) => push(&mut open, &String::from_utf8_lossy(&found)),
            Event::GeneralRef(found) => {
                let name = String::from_utf8_lossy(&found).into_owned();
                push(&mut open, &unescaped(&format!("&{name};")));
            }
            Event::Eof => {
                let message = "the file ends before its elements do; it was cut off, or is no XML";
                return Err(Problem::new("not_xml", message).on_line(line));
            }
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
}

/// Counts lines once, in the order of the file.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> u64 {
        let byte = byte.min(self.text.len()).max(self.byte);
        let passed = &self.text.as_bytes()[self.byte..byte];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.byte = byte;
        self.line
    }
}

fn push(open: &mut [Element], text: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => element.children.push(Node::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, line: u64) -> Result<Element, Problem> {
    let local = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).into_owned();
        name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.to_owned())
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| {
            let message = format!("an attribute is not XML: {error}");
            Problem::new("not_xml", message).on_line(line)
        })?;
        let value = unescaped(&String::from_utf8_lossy(&attribute.value));
        attributes.push((local(attribute.key.as_ref()), value));
    }
    Ok(Element { name: local(start.name().as_ref()), attributes, children: Vec::new(), line })
}

/// References that are unknown stay as they are.
fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

/// Text for an element or an attribute; characters that XML cannot hold become U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\n' => result.push_str("&#10;"),
            '\r' => result.push_str("&#13;"),
            '\t' => result.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' | '\0'..='\u{1f}' => result.push('\u{fffd}'),
            c => result.push(c),
        }
    }
    result
}
