//! What annotators said of one field of a native export, as ratings; the designs come from the manifest beside it.

mod sheets;

pub use sheets::Marked;

use std::collections::BTreeMap;

use crosscheck_domain::places::{PlaceField, place_field, place_fields};
use crosscheck_domain::{Choice, Design, Field, Item, Level, fields, same_field, shown};
use crosscheck_formats::native::{NativeAnnotation, NativeItem, is_native, read_native};
use crosscheck_formats::{Manifest, ReadLimits};

use crate::commands::Failure;
use crate::table::{Given, Kind, Rating, Wrong};

/// A native export and the designs that it was made under; none where the manifest is not beside it.
pub struct Export<'a> {
    given: &'a Given,
    designs: BTreeMap<u32, Design>,
}

/// Whether the file is a native export, which has fields in place of columns.
pub fn is_export(given: &Given) -> Result<bool, Failure> {
    Ok(given.kind()? == Kind::JsonLines && is_native(given.reader()?, ReadLimits::default().max_row))
}

impl<'a> Export<'a> {
    pub fn open(given: &'a Given) -> Result<Self, Failure> {
        if !is_export(given)? {
            return Err(given.wrong("--field is for a native export (crosscheck export --format native); leave it out"));
        }
        let mut path = given.path.as_os_str().to_owned();
        path.push(".manifest.json");
        let designs = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let manifest: Manifest = serde_json::from_str(&text)
                    .map_err(|error| Failure::Input(format!("{}: no manifest: {error}", path.display())))?;
                manifest.designs
            }
            Err(_) => BTreeMap::new(),
        };
        Ok(Self { given, designs })
    }

    /// The field of this id, as the newest design has it; without a design, as its values look.
    pub fn field(&self, id: &str) -> Result<Field, Failure> {
        let known = match self.designs.last_key_value() {
            Some((_, newest)) => fields(newest),
            None => self.seen()?,
        };
        let found = known.iter().find(|field| field.id == id).cloned();
        found.ok_or_else(|| {
            let places = self.designs.last_key_value().map(|(_, newest)| place_fields(newest)).unwrap_or_default();
            let ids = known.iter().map(|field| &field.id).chain(places.iter().map(|field| &field.id));
            let ids: Vec<&str> = ids.map(String::as_str).collect();
            let there = if ids.is_empty() { "no field at all".to_owned() } else { ids.join(", ") };
            self.given.wrong(format!("there is no field {id}; there is: {there}"))
        })
    }

    /// The place field of this id, as the newest design has it; none without a design.
    pub fn place(&self, id: &str) -> Option<PlaceField> {
        place_field(self.designs.last_key_value()?.1, id)
    }

    /// Gives each rating of the field that counts to `each`: of annotations that nothing supersedes and that are not
    /// surplus, under a design that means the same by the field.
    pub fn ratings(&self, field: &Field, mut each: impl FnMut(Rating) -> Result<(), Wrong>) -> Result<u64, Failure> {
        let mut n = 0;
        self.items(|item| {
            let views = Views::of(item)?;
            for annotation in item.annotations.iter().filter(|one| self.counts(one, &field.id)) {
                for found in self.said(&views, annotation)?.into_iter().filter(|one| one.field == field.id) {
                    let unit = views.unit(item, annotation, &found.unit);
                    let label = crosscheck_server::statistical(field.level, &found.value);
                    let group = Some(item.external_id.as_str());
                    let rating = Rating { item: &unit, annotator: &annotation.annotator, label: &label, group };
                    each(rating)
                        .map_err(|wrong| format!("annotation {}, {}: {}", annotation.id, field.id, wrong.message))?;
                    n += 1;
                }
            }
            Ok(())
        })?;
        if n == 0 {
            return Err(self.given.wrong(format!("nobody answered {}", field.id)));
        }
        Ok(n)
    }

    /// Every item of the file; what `each` says is wrong gets its line.
    fn items(&self, mut each: impl FnMut(&NativeItem) -> Result<(), String>) -> Result<(), Failure> {
        for item in read_native(self.given.reader()?, ReadLimits::default().max_row, 0) {
            let item = item.map_err(|rejected| self.given.wrong(rejected.problem))?;
            each(&item).map_err(|message| self.given.wrong(format!("line {}: {message}", item.line)))?;
        }
        Ok(())
    }

    fn counts(&self, annotation: &NativeAnnotation, field: &str) -> bool {
        let same = match (self.designs.get(&annotation.design_version), self.designs.last_key_value()) {
            (Some(design), Some((newest, _))) if annotation.design_version != *newest => match self.place(field) {
                Some(place) => place_field(design, field).is_some_and(|old| old.about == place.about),
                None => same_field(design, &self.designs[newest], field),
            },
            _ => true,
        };
        annotation.current && !annotation.surplus && same
    }

    /// The ratings of an annotation: those of the file, or derived anew.
    fn said(&self, views: &Views, annotation: &NativeAnnotation) -> Result<Vec<crosscheck_domain::Rating>, String> {
        match (&annotation.votes, self.designs.get(&annotation.design_version)) {
            (Some(votes), _) => {
                serde_json::from_str(votes.get()).map_err(|error| format!("the votes of {}: {error}", annotation.id))
            }
            (None, Some(design)) => {
                let body = annotation.body().map_err(|problem| problem.to_string())?;
                Ok(crosscheck_domain::ratings(design, views.of_annotation(annotation), &body))
            }
            (None, None) => Err(format!(
                "annotation {} has no votes and there is no manifest; put the manifest of the export beside the file",
                annotation.id
            )),
        }
    }

    /// The fields that the votes of the file name. A value that is a list makes a set, everything else is a label.
    fn seen(&self) -> Result<Vec<Field>, Failure> {
        let mut found: BTreeMap<String, bool> = BTreeMap::new();
        self.items(|item| {
            for votes in item.annotations.iter().filter_map(|annotation| annotation.votes.as_ref()) {
                let votes: Vec<crosscheck_domain::Rating> =
                    serde_json::from_str(votes.get()).map_err(|error| format!("the votes: {error}"))?;
                votes
                    .into_iter()
                    .for_each(|vote| *found.entry(vote.field).or_insert(false) |= vote.value.starts_with('['));
            }
            Ok(())
        })?;
        let level = |is_set: bool| if is_set { Level::Set } else { Level::Nominal };
        let field = |(id, is_set): (String, bool)| Field {
            title: id.clone(),
            level: level(is_set),
            labels: Vec::<Choice>::new(),
            id,
        };
        Ok(found.into_iter().map(field).collect())
    }
}

/// What an item shows now, and what it showed before where somebody judged that.
struct Views {
    now: Item,
    older: Vec<(u32, Item)>,
}

impl Views {
    fn of(item: &NativeItem) -> Result<Self, String> {
        let now = item.item().map_err(|problem| format!("item: {}", problem.message))?;
        let mut older: Vec<(u32, Item)> = Vec::new();
        for revision in &item.revisions {
            older.push((revision.revision, revision.item().map_err(|problem| problem.to_string())?));
        }
        Ok(Self { now, older })
    }

    fn of_annotation(&self, annotation: &NativeAnnotation) -> &Item {
        let older = self.older.iter().find(|(revision, _)| *revision == annotation.item_revision);
        older.map_or(&self.now, |(_, item)| item)
    }

    /// The name of a unit. What the item shows no more is a unit of its own: two people who saw different things did
    /// not judge the same.
    fn unit(&self, item: &NativeItem, annotation: &NativeAnnotation, within: &str) -> String {
        let mut name = item.external_id.clone();
        if self.older.iter().any(|(revision, _)| *revision == annotation.item_revision) {
            let seen = shown(self.of_annotation(annotation));
            let first = self.older.iter().find(|(_, older)| shown(older) == seen);
            name += &format!("@{}", first.map_or(annotation.item_revision, |(revision, _)| *revision));
        }
        if !within.is_empty() {
            name += &format!("/{within}");
        }
        name
    }
}
