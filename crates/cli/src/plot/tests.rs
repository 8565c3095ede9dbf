//! Plots are text: what they hold can be read, and nothing of a name can break them.

use super::*;

fn row(name: &str, value: f64) -> Row {
    Row { name: name.to_owned(), value, bounds: Some((value - 0.1, value + 0.1)), note: "9 ratings".to_owned() }
}

fn intervals(rows: Vec<Row>) -> String {
    let (title, subtitle, axis) = ("Reliability".to_owned(), "majority".to_owned(), "share".to_owned());
    Intervals { title, subtitle, axis, rows, reference: None, range: Some((0.0, 1.0)) }.svg()
}

/// Every element is closed, and what is between them is escaped.
fn check_xml(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    let inside = svg.split('<').skip(1).filter_map(|part| part.split_once('>'));
    assert!(inside.clone().all(|(tag, _)| !tag.contains("NaN") && !tag.contains("inf")), "{svg}");
    let (opened, closed) = inside.fold((0, 0), |(opened, closed), (tag, _)| match tag {
        tag if tag.starts_with('/') => (opened, closed + 1),
        tag if tag.ends_with('/') => (opened, closed),
        _ => (opened + 1, closed),
    });
    assert_eq!(opened, closed);
}

#[test]
fn names_cannot_break_a_plot() {
    let svg = intervals(vec![row("<script>&\"\u{1}", 0.9), row("ann", 0.5)]);
    check_xml(&svg);
    assert!(svg.contains("&lt;script&gt;&amp;&quot; "), "{svg}");
    assert_eq!(svg, intervals(vec![row("<script>&\"\u{1}", 0.9), row("ann", 0.5)]));
}

#[test]
fn nothing_and_one_value_have_a_plot() {
    check_xml(&intervals(Vec::new()));
    let points = |points: Vec<(f64, f64)>| {
        let text = || "t".to_owned();
        Scatter { title: text(), subtitle: text(), x: text(), y: text(), points }.svg()
    };
    check_xml(&points(Vec::new()));
    check_xml(&points(vec![(3.0, 0.0)]));
    let (title, subtitle) = (String::new(), String::new());
    check_xml(&Matrix { title, subtitle, labels: vec!["a".to_owned()], counts: vec![vec![0]] }.svg());
}

#[test]
fn a_plot_of_many_is_cut_and_says_so() {
    let svg = intervals((0..100).map(|n| row(&format!("annotator {n}"), 0.5)).collect());
    assert!(svg.contains("the first 60 of 100") && !svg.contains("annotator 60"), "too much, or not told");
}

#[test]
fn only_svg_is_written() {
    assert!(check(Path::new("a.svg")).is_ok());
    let Err(Failure::Input(message)) = check(Path::new("a.png")) else { panic!("a picture was accepted") };
    assert!(message.contains("a.png") && message.contains(".svg"), "{message}");
}
