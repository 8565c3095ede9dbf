//! A page of SVG that shapes are drawn on.

use std::fmt::{Display, Write};

/// Okabe and Ito's palette, which people of every kind of colour vision tell apart.
pub const BLUE: &str = "#0072b2";
pub const VERMILION: &str = "#d55e00";
pub const INK: &str = "#1a1a1a";
pub const GREY: &str = "#5f5f5f";
pub const FAINT: &str = "#dddddd";

/// Where a text stands to its place.
#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// The size of letters, in pixels.
pub const SMALL: f64 = 12.0;
pub const LARGE: f64 = 17.0;

pub struct Page {
    width: f64,
    height: f64,
    body: String,
}

impl Page {
    /// An empty white page with its title at the top.
    pub fn new(width: f64, height: f64, title: &str, subtitle: &str) -> Self {
        let mut page = Self { width, height, body: String::new() };
        page.add(format_args!("<title>{}</title>", escaped(title)));
        page.add(format_args!(r##"<rect width="100%" height="100%" fill="#ffffff"/>"##));
        page.add(format_args!(
            r#"<text x="24" y="32" font-size="{LARGE}" font-weight="600" fill="{INK}">{}</text>"#,
            escaped(title)
        ));
        page.text((24.0, 52.0), Anchor::Start, GREY, subtitle);
        page
    }

    fn add(&mut self, element: impl Display) {
        writeln!(self.body, "{element}").expect("a text takes every line");
    }

    pub fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, colour: &str, text: &str) {
        let anchor = name(anchor);
        let (x, y, text) = (short(x), short(y), escaped(text));
        self.add(format_args!(r#"<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{text}</text>"#));
    }

    /// A text that is read from the bottom to the top.
    pub fn turned(&mut self, (x, y): (f64, f64), text: &str) {
        let (x, y, text) = (short(x), short(y), escaped(text));
        self.add(format_args!(
            r#"<text transform="translate({x} {y}) rotate(-90)" text-anchor="middle" fill="{INK}">{text}</text>"#
        ));
    }

    /// A text that leans, for names below narrow columns.
    pub fn leaning(&mut self, (x, y): (f64, f64), text: &str) {
        let (x, y, text) = (short(x), short(y), escaped(text));
        self.add(format_args!(
            r#"<text transform="translate({x} {y}) rotate(-40)" text-anchor="end" fill="{INK}">{text}</text>"#
        ));
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
        self.stroke(from, to, colour, (width, ""));
    }

    pub fn dashed(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        self.stroke(from, to, colour, (1.2, r#" stroke-dasharray="5 4""#));
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, (width, more): (f64, &str)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(short);
        self.add(format_args!(
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"{more}/>"#
        ));
    }

    pub fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
        let [x, y, width, height] = [x, y, width, height].map(short);
        self.add(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#));
    }

    pub fn dot(&mut self, (x, y): (f64, f64), radius: f64, opacity: f64) {
        let [x, y, radius] = [x, y, radius].map(short);
        self.add(format_args!(r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{BLUE}" fill-opacity="{opacity}"/>"#));
    }

    pub fn finish(self) -> String {
        let (width, height, body) = (short(self.width), short(self.height), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
             {height}\" font-family=\"system-ui, 'DejaVu Sans', Arial, sans-serif\" font-size=\"{SMALL}\" \
             role=\"img\">\n{body}</svg>\n"
        )
    }
}

fn name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// A hundredth of a pixel is enough, and the same on every machine.
fn short(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0 + 0.0;
    rounded.to_string()
}

/// Text that cannot end an element, and holds nothing that XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A name that fits into so many letters.
pub fn fitted(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    name.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}

/// About how wide a text is in small letters, in pixels.
pub fn width_of(text: &str) -> f64 {
    text.chars().count() as f64 * 6.9
}
