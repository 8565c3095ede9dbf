//! Holds the order of the repository: who may depend on whom, what stands where, and what no file may contain.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The longest file of code, in lines.
const MOST_LINES: usize = 400;
/// Written by a program, from what is described elsewhere.
const GENERATED: [&str; 1] = ["web/src/api/schema.ts"];

/// Crate → what it may depend on.
const EDGES: [(&str, &[&str]); 7] = [
    ("cli", &["server", "store", "formats", "media", "domain", "stats"]),
    ("server", &["store", "formats", "media", "domain", "stats"]),
    ("store", &["domain", "stats"]),
    ("formats", &["domain", "stats"]),
    ("media", &["domain", "stats"]),
    ("domain", &["stats"]),
    ("stats", &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files below a folder with one of these endings, by their path from the root.
fn files(below: &str, endings: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join(below)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.insert(name, read(&path));
            }
        }
    }
    assert!(!found.is_empty(), "{below} has no {endings:?}");
    found
}

/// Everything that is written by hand: the sources and tests of the crates and of the browser side.
fn code() -> BTreeMap<String, String> {
    let mut code = BTreeMap::new();
    for (name, _) in EDGES {
        code.extend(files(&format!("crates/{name}"), &["rs"]));
    }
    code.extend(files("web/src", &["ts", "tsx"]));
    code.retain(|name, _| !GENERATED.contains(&name.as_str()));
    code
}

fn is_source(name: &str) -> bool {
    name.starts_with("web/src") || name.split('/').nth(2) == Some("src")
}

fn dependencies(name: &str) -> Vec<String> {
    let manifest: toml::Table = read(&root().join(format!("crates/{name}/Cargo.toml"))).parse().unwrap();
    manifest
        .get("dependencies")
        .and_then(|table| table.as_table())
        .map_or_else(Vec::new, |table| table.keys().cloned().collect())
}

#[test]
fn crates_depend_downwards() {
    let mut crates: Vec<String> = std::fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    crates.retain(|name| root().join(format!("crates/{name}/Cargo.toml")).exists());
    crates.sort();
    let mut known: Vec<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(crates, known, "a new crate needs a line that says what it may depend on");
    for (name, allowed) in EDGES {
        for used in dependencies(name).iter().filter_map(|used| used.strip_prefix("crosscheck-")) {
            assert!(allowed.contains(&used), "{name} must not depend on {used}");
        }
    }
}

#[test]
fn sql_status_codes_and_clocks_stay_in_their_crates() {
    for (name, _) in EDGES {
        let used = dependencies(name);
        assert!(name == "store" || !used.contains(&"sqlx".to_owned()), "only store speaks SQL, not {name}");
        assert!(name == "server" || !used.contains(&"axum".to_owned()), "only server has status codes, not {name}");
    }
    for (name, text) in code().iter().filter(|(name, _)| name.ends_with(".rs") && is_source(name)) {
        assert!(name.starts_with("crates/store/") || !text.contains("sqlx::"), "{name}: SQL belongs into store");
        if name.starts_with("crates/domain/") || name.starts_with("crates/stats/") {
            for call in ["SystemTime", "Instant::now", "std::env", "std::fs", "std::net"] {
                assert!(!text.contains(call), "{name} must take what {call} gives as an argument");
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (name, text) in code() {
        let first = text.lines().next().unwrap_or_default();
        let told = if name.ends_with(".rs") {
            first.starts_with("//! ")
        } else {
            first.starts_with("// ") || first.starts_with("/** ")
        };
        if !told {
            wrong.push(format!("{name}: the first line does not say what the file is for"));
        }
        let lines = text.lines().count();
        if is_source(&name) && lines > MOST_LINES {
            wrong.push(format!("{name}: {lines} lines; look for the second idea in it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut wrong = Vec::new();
    for (name, text) in code() {
        for (line, text) in (1..).zip(text.lines()) {
            if marks.iter().any(|mark| text.contains(mark)) {
                wrong.push(format!("{name}:{line}: {}", text.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "do it now, or leave it out:\n{}", wrong.join("\n"));
}

#[test]
fn the_guide_names_every_format_and_method() {
    let guide = files("docs", &["md"]);
    let formats = crosscheck_formats::FORMATS.iter().map(|format| format.id);
    let import_export = &guide["docs/import-export.md"];
    let missing: Vec<&str> = formats.filter(|id| !import_export.contains(&format!("`{id}`"))).collect();
    assert!(missing.is_empty(), "docs/import-export.md does not name the formats {missing:?}");
    let named = |id: &str| {
        guide.iter().any(|(name, text)| !name.starts_with("docs/reference/") && text.contains(&format!("`{id}`")))
    };
    let missing: Vec<&str> = methods().into_iter().flatten().filter(|id| !named(id)).collect();
    assert!(missing.is_empty(), "the guide does not name the methods {missing:?}");
}

/// The ids of metrics, matchers, aggregators, fusers and rankers.
fn methods() -> [Vec<&'static str>; 5] {
    use crosscheck_stats::{AGGREGATORS, FUSERS, METRICS, RANKERS, matching::MATCHERS};
    [
        METRICS.iter().map(|one| one.id).collect(),
        MATCHERS.iter().map(|one| one.id).collect(),
        AGGREGATORS.iter().map(|one| one.id).collect(),
        FUSERS.iter().map(|one| one.id).collect(),
        RANKERS.iter().map(|one| one.id).collect(),
    ]
}

#[test]
fn ids_in_registries_are_unique() {
    let formats: Vec<&str> = crosscheck_formats::FORMATS.iter().map(|format| format.id).collect();
    let [metrics, matchers, aggregators, fusers, rankers] = methods();
    // One flag knows metrics and matchers, another aggregators and fusers.
    for mut ids in [formats, [metrics, matchers].concat(), [aggregators, fusers].concat(), rankers] {
        let n = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }
}

/// Paths of the machine that somebody worked on mean nothing to anybody else.
#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Ok(listed) = listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()) else { return };
    let (home, work) = (concat!("/ho", "me/"), concat!("/wo", "rk/"));
    let mut wrong = Vec::new();
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let Ok(text) = std::fs::read_to_string(root().join(name)) else { continue };
        for (line, text) in (1..).zip(text.lines()) {
            if [home, work].iter().any(|place| names_a_place(text, place)) {
                wrong.push(format!("{name}:{line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// True where the place begins a path; in the middle of an address or of a path in the repository it is none.
fn names_a_place(text: &str, place: &str) -> bool {
    text.match_indices(place).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || "})]._-~*$@\\".contains(c)))
    })
}
