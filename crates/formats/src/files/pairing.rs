//! Groups files that belong to one item by their names.

use std::collections::BTreeMap;

use crosscheck_domain::{Design, MediaKind, Problem, Slot};

use crate::timed::texts::timed_file;

/// Endings of the names that are read as text; the bytes of every other file decide.
const TEXT_EXTENSIONS: [&str; 2] = ["txt", "md"];
const IMAGE_EXTENSIONS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff"];
const AUDIO_EXTENSIONS: [&str; 9] = ["wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "weba"];
const VIDEO_EXTENSIONS: [&str; 5] = ["mp4", "m4v", "mov", "webm", "mkv"];

/// One item: slot → the files of its parts, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paired {
    /// What the names have in common.
    pub id: String,
    pub slots: BTreeMap<String, Vec<String>>,
}

/// Items in the order of their ids. A file goes to the slot that a folder or the ending of its name tells (`left/a.jpg`,
/// `a.left.jpg`, `a_left.jpg`), else to the first slot of its kind; a slot of several parts also takes numbers (`a.1.jpg`).
pub fn pair_media(names: &[String], design: &Design) -> (Vec<Paired>, Vec<Problem>) {
    let mut items: BTreeMap<String, BTreeMap<String, Vec<(u64, String)>>> = BTreeMap::new();
    let mut problems = Vec::new();
    for name in names {
        let Some(kind) = kind(name) else {
            let message = format!("`{name}` is neither a picture, sound, video nor text by its name; it is left out");
            problems.push(Problem::new("file_unknown", message));
            continue;
        };
        let Some(place) = place(name, kind, design) else {
            let message = format!("the design has no slot for `{name}`; it is left out");
            problems.push(Problem::new("file_unplaced", message));
            continue;
        };
        let parts = items.entry(place.item).or_default().entry(place.slot.id.clone()).or_default();
        if !parts.is_empty() && !place.slot.many {
            let message = format!("`{name}` and `{}` belong to the same slot of one item; rename one", parts[0].1);
            problems.push(Problem::new("file_twice", message));
            continue;
        }
        parts.push((place.part, name.clone()));
    }
    (items.into_iter().map(paired).collect(), problems)
}

fn paired((id, slots): (String, BTreeMap<String, Vec<(u64, String)>>)) -> Paired {
    let ordered = |mut parts: Vec<(u64, String)>| {
        parts.sort();
        parts.into_iter().map(|(_, name)| name).collect()
    };
    Paired { id, slots: slots.into_iter().map(|(slot, parts)| (slot, ordered(parts))).collect() }
}

struct Place<'a> {
    item: String,
    slot: &'a Slot,
    part: u64,
}

fn place<'a>(name: &str, kind: MediaKind, design: &'a Design) -> Option<Place<'a>> {
    let (path, _) = name.rsplit_once('.')?;
    let (folders, stem) = path.rsplit_once('/').unwrap_or(("", path));
    // Subtitles go to a slot that takes times; other texts go there only where their name says so.
    let timed = timed_file(name).is_some();
    let slots = || design.slots.iter().filter(move |slot| slot.kind == kind && (slot.timed || !timed));
    let in_folder = slots().find(|slot| folders.split('/').any(|folder| folder == slot.id));
    let by_ending = || slots().find_map(|slot| Some((slot, without_ending(stem, &slot.id)?)));
    let (slot, folders, stem) = if let Some(slot) = in_folder {
        let others: Vec<&str> = folders.split('/').filter(|folder| *folder != slot.id).collect();
        (slot, others.join("/"), stem)
    } else if let Some((slot, stem)) = by_ending() {
        (slot, folders.to_owned(), stem)
    } else {
        let plain = || slots().find(|slot| slot.timed == timed);
        (plain().or_else(|| slots().next())?, folders.to_owned(), stem)
    };
    let (stem, part) = if slot.many { numbered(stem) } else { (stem, 0) };
    let item = if folders.is_empty() { stem.to_owned() } else { format!("{folders}/{stem}") };
    Some(Place { item, slot, part })
}

/// `a` of `a.left`, `a_left` and `a-left`.
fn without_ending<'a>(stem: &'a str, slot: &str) -> Option<&'a str> {
    let rest = stem.strip_suffix(slot)?;
    rest.strip_suffix(['.', '_', '-']).filter(|rest| !rest.is_empty())
}

/// `a` and 1 of `a.1`, `a_1` and `a-1`.
fn numbered(stem: &str) -> (&str, u64) {
    let split = stem.rsplit_once(['.', '_', '-']).and_then(|(rest, digits)| Some((rest, digits.parse().ok()?)));
    split.filter(|(rest, _)| !rest.is_empty()).unwrap_or((stem, 0))
}

fn kind(name: &str) -> Option<MediaKind> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    if TEXT_EXTENSIONS.contains(&extension.as_str()) || timed_file(name).is_some() {
        Some(MediaKind::Text)
    } else if IMAGE_EXTENSIONS.contains(&extension.as_str()) {
        Some(MediaKind::Image)
    } else if AUDIO_EXTENSIONS.contains(&extension.as_str()) {
        Some(MediaKind::Audio)
    } else if VIDEO_EXTENSIONS.contains(&extension.as_str()) {
        Some(MediaKind::Video)
    } else {
        None
    }
}
