//! A folder of files, as uploaded, unpacked or chosen on the command line.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crosscheck_domain::{Design, MediaKind, Problem};

use super::pairing::{Paired, pair_media};
use crate::timed::texts::{read_times, timed_file};
use crate::{MediaRef, ReadContext, ReadLimits, Record, Records, Rejected, clean_path, read_csv, read_jsonl};

const MAX_DEPTH: usize = 32;
/// Bytes of a file of subtitles or annotations.
const MAX_TIMED: u64 = 64 << 20;

/// Files below a root. Links are not followed, and nothing outside of the root is ever opened.
pub struct Folder {
    root: PathBuf,
    /// Sorted, with `/` between folders.
    names: Vec<String>,
    problems: Vec<Problem>,
}

impl Folder {
    pub fn open(root: &Path) -> io::Result<Self> {
        let mut folder = Self { root: root.to_owned(), names: Vec::new(), problems: Vec::new() };
        folder.walk("", 0)?;
        folder.names.sort();
        Ok(folder)
    }

    /// The files below the root, sorted, without what systems put into folders by themselves.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What was left out, and why.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where the file of this name lies; none for a name that is not of this folder.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        Some(self.root.join(name))
    }

    /// The file that a row of the data file `from` names: beside that file, below the root, or anywhere when only one file
    /// has this name.
    pub fn find(&self, from: Option<&str>, value: &str) -> Option<&str> {
        let value = clean_path(value).ok()?;
        let known = |name: &str| self.names.binary_search_by(|known| known.as_str().cmp(name)).ok();
        let beside = from.and_then(|from| from.rsplit_once('/')).map(|(folder, _)| format!("{folder}/{value}"));
        if let Some(index) = beside.as_deref().and_then(known).or_else(|| known(&value)) {
            return Some(&self.names[index]);
        }
        let ending = format!("/{value}");
        let mut same = self.names.iter().filter(|name| name.ends_with(&ending));
        same.next().filter(|_| same.next().is_none()).map(String::as_str)
    }

    /// The rows of every data file; where there is none, one item for each group of files that belong together. Values that
    /// name a file of the folder become its name as in [`Folder::names`].
    pub fn records<'a>(&'a self, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
        let data: Vec<&String> = self.names.iter().filter(|name| is_data(name)).collect();
        if data.is_empty() {
            return Ok(self.paired(context));
        }
        let mut all: Records<'a> = Box::new(std::iter::empty());
        for name in data {
            let rows = self.rows(name, context).map_err(|problem| problem.within(name))?;
            let design = context.design;
            let placed = rows.map(move |row| match row {
                Ok(record) => self.timed(self.placed(Record { file: Some(name.clone()), ..record }, design), design),
                Err(rejected) => Err(Rejected { problem: rejected.problem.within(name), ..rejected }),
            });
            all = Box::new(all.chain(placed));
        }
        Ok(all)
    }

    fn rows<'a>(&'a self, name: &str, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
        let unreadable = |error: io::Error| Problem::new("read_failed", format!("the file cannot be opened: {error}"));
        let reader = BufReader::with_capacity(1 << 16, File::open(self.root.join(name)).map_err(unreadable)?);
        let limits = context.limits.clone();
        if extension(name) == "jsonl" || extension(name) == "ndjson" {
            return Ok(Box::new(read_jsonl(reader, limits, 0)));
        }
        Ok(Box::new(read_csv(reader, context.design, context.columns, limits, 0)?))
    }

    /// Names of media as rows write them → names of files.
    fn placed(&self, mut record: Record, design: &Design) -> Record {
        for (slot, values) in &mut record.slots {
            if design.slot(slot).is_none_or(|slot| slot.kind == MediaKind::Text) {
                continue;
            }
            for value in values.iter_mut().filter(|value| matches!(MediaRef::parse(value), Ok(MediaRef::Path(_)))) {
                if let Some(found) = self.find(record.file.as_deref(), value) {
                    found.clone_into(value);
                }
            }
        }
        record
    }

    /// The record with the times of its texts, out of the files that it names.
    fn timed(&self, mut record: Record, design: &Design) -> Result<Record, Rejected> {
        let (file, line) = (record.file.clone(), record.line);
        let read = read_times(&mut record, design, &mut |name| {
            let missing = || {
                let message = format!("the file {name:?} is not in the upload; send it along with the rows");
                Problem::new("file_missing", message)
            };
            self.timed_bytes(self.find(file.as_deref(), name).ok_or_else(missing)?)
        });
        let within = |problem: Problem| match &file {
            Some(file) => problem.within(file),
            None => problem,
        };
        match read {
            Ok(()) => Ok(record),
            Err(problem) => Err(Rejected::new(within(problem).on_line(line), b"")),
        }
    }

    fn timed_bytes(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let refuse = |why: String| Problem::new("text_refused", format!("`{name}` {why}"));
        let mut bytes = Vec::new();
        File::open(self.root.join(name))
            .and_then(|file| file.take(MAX_TIMED + 1).read_to_end(&mut bytes))
            .map_err(|error| refuse(format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > MAX_TIMED {
            return Err(refuse(format!("is longer than the limit of {MAX_TIMED} bytes; split it")));
        }
        Ok(bytes)
    }

    fn paired<'a>(&'a self, context: &ReadContext<'a>) -> Records<'a> {
        let (items, problems) = pair_media(&self.names, context.design);
        let (design, limits) = (context.design, context.limits);
        let refused = problems.into_iter().map(|problem| Err(Rejected::new(problem, b"")));
        let records = items.into_iter().zip(1..).map(move |(item, number)| {
            let id = item.id.clone();
            let refuse = |problem: Problem| Rejected::new(problem.within(&id), id.as_bytes());
            let record = self.record(item, number, design, limits).map_err(refuse)?;
            self.timed(record, design).map_err(|rejected| refuse(rejected.problem))
        });
        Box::new(records.chain(refused))
    }

    /// An item whose texts are read out of their files.
    fn record(&self, item: Paired, number: u64, design: &Design, limits: &ReadLimits) -> Result<Record, Problem> {
        let mut slots = BTreeMap::new();
        for (slot, names) in item.slots {
            let is_text = design.slot(&slot).is_some_and(|slot| slot.kind == MediaKind::Text);
            let timed = design.slot(&slot).is_some_and(|slot| slot.timed);
            let values = if is_text {
                // A file of subtitles is read later, with its times.
                let value = |name: &String| match timed && timed_file(name).is_some() {
                    true => Ok(name.clone()),
                    false => self.text(name, limits.max_text),
                };
                names.iter().map(value).collect::<Result<_, _>>()?
            } else {
                names
            };
            slots.insert(slot, values);
        }
        let bytes = slots.values().flatten().map(String::len).sum();
        Ok(Record { line: number, bytes, external_id: Some(item.id), slots, ..Record::default() })
    }

    fn text(&self, name: &str, max: usize) -> Result<String, Problem> {
        let refuse = |why: String| Problem::new("text_refused", format!("`{name}` {why}"));
        let mut bytes = Vec::new();
        File::open(self.root.join(name))
            .and_then(|file| file.take(max as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| refuse(format!("cannot be read: {error}")))?;
        if bytes.len() > max {
            return Err(refuse(format!("is longer than the limit of {max} bytes; shorten it")));
        }
        let text = String::from_utf8(bytes).map_err(|_| refuse("is not UTF-8; save it as UTF-8".to_owned()))?;
        // The mark and the line end belong to the file, not to the caption.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        if text.contains('\0') {
            return Err(refuse("contains U+0000, which cannot be stored; remove it".to_owned()));
        }
        Ok(text.to_owned())
    }

    fn walk(&mut self, below: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join(below))? {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(|name| join(below, name)) else {
                let name = entry.file_name().to_string_lossy().into_owned();
                self.leave_out(&name, "has a name that is not UTF-8; rename it");
                continue;
            };
            let kind = entry.file_type()?;
            if is_junk(&name) {
                continue;
            }
            if kind.is_symlink() {
                self.leave_out(&name, "is a link; give the file itself");
            } else if kind.is_dir() && depth < MAX_DEPTH {
                self.walk(&name, depth + 1)?;
            } else if kind.is_file() {
                match clean_path(&name) {
                    Ok(_) => self.names.push(name),
                    Err(problem) => self.problems.push(problem),
                }
            } else {
                self.leave_out(&name, "is no file, or lies too deep");
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, name: &str, why: &str) {
        self.problems.push(Problem::new("entry_refused", format!("`{name}` {why}")));
    }
}

fn join(below: &str, name: &str) -> String {
    if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

fn is_data(name: &str) -> bool {
    ["jsonl", "ndjson", "csv", "tsv"].contains(&extension(name).as_str())
}

/// Files that systems put beside the user's own.
pub fn is_junk(name: &str) -> bool {
    name.split('/')
        .any(|step| step.starts_with('.') || step == "__MACOSX" || step == "Thumbs.db" || step == "desktop.ini")
}
