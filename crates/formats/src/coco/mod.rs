//! COCO: regions of pictures, for training detectors and segmenters.

mod masks;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_domain::{Annotation, Asset, Content, Item, Outcome, Problem, Region, Selector};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{ExportAnnotation, ExportContext, Format, FormatError, Purpose, Rows, Sink, Writing, clean_path};
use shapes::{Loss, Shape, shape};

/// What it does: writes the regions of current, complete annotations: boxes, polygons, and masks as uncompressed run
/// lengths. What COCO cannot draw is turned into what it can, or left out, and reported. Each annotation also has a member
/// `crosscheck` with the original selector, the annotator and the part.
/// When to use it: training and evaluation of detectors and segmenters.
/// When not: texts, claims, verdicts and answers, which it cannot say.
/// Example: `{"id":1,"image_id":1,"category_id":2,"bbox":[10,10,5,4],"segmentation":[[10,10,15,10,15,14,10,14]],…}`
/// Reference: <https://cocodataset.org/#format-data>
pub const FORMAT: Format = Format {
    id: "coco",
    title: "COCO",
    description: "Regions of pictures: boxes, polygons and masks, with the labels as categories",
    extensions: &["json"],
    mime: "application/json",
    read: None,
    write: Some(Writing {
        write,
        purposes: &[Purpose::Detect, Purpose::Move],
        loses: &[
            "texts and claims, verdicts, omissions, answers and links are left out",
            "annotations that declined their item, called it unusable or were replaced are left out",
            "points and lines, spans of texts and regions without a place are left out",
            "rotated boxes and ellipses become polygons, and polygons with holes become masks",
        ],
    }),
};

/// The category of regions without a label, which are evidence only.
const UNLABELLED: &str = "unlabelled";

/// Annotations are written as they come; images, which are few bytes each, are held until the end.
fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}.coco.json", context.project_slug))?;
    let info = json!({ "description": context.title, "project": context.project_slug, "seq": context.seq });
    write!(sink, "{{\"info\":{info},\n\"annotations\":[")?;
    let categories = Categories::new(context);
    let mut images = Images::default();
    let mut losses = BTreeMap::new();
    let mut separator = "\n";
    while let Some(row) = rows.next_row()? {
        let contents = row.contents()?;
        images.add(row.item_id, &contents.newest);
        for stored in row.annotations.iter().filter(|stored| stored.current) {
            let annotation = stored.body()?;
            if annotation.outcome != Outcome::Complete {
                continue;
            }
            count_judgements(&annotation, &mut losses);
            for region in &annotation.regions {
                if contents.outdated(stored) && !same_picture(region, contents.of(stored), &contents.newest) {
                    *losses.entry(Loss::PictureReplaced).or_default() += 1;
                    continue;
                }
                let place = (row.item_id, region.slot.as_str(), region.part.as_str());
                let Some(one) =
                    object(region, stored, &contents.newest, images.id(place), &categories, context, &mut losses)
                else {
                    continue;
                };
                write!(sink, "{separator}{one}")?;
                separator = ",\n";
            }
        }
    }
    images.write(sink)?;
    categories.write(sink)?;
    Ok(losses.into_iter().map(|(loss, n)| loss.problem(n)).collect())
}

/// The COCO annotation of a region; none where it has no place there.
fn object(
    region: &Region,
    stored: &ExportAnnotation<'_>,
    item: &Item,
    image_id: u64,
    categories: &Categories,
    context: &ExportContext,
    losses: &mut BTreeMap<Loss, u64>,
) -> Option<Value> {
    let Shape { bbox, area, segmentation, loss } = match drawn(region, item) {
        Ok(shape) => shape,
        Err(loss) => {
            *losses.entry(loss).or_default() += 1;
            return None;
        }
    };
    if let Some(loss) = loss {
        *losses.entry(loss).or_default() += 1;
    }
    let attributes: Map<String, Value> = region.attributes.clone().into_iter().collect();
    Some(json!({
        "id": number(&["annotation", stored.id, &region.id]),
        "image_id": image_id,
        "category_id": categories.id(region.label.as_deref()),
        "bbox": bbox,
        "area": area,
        "segmentation": segmentation,
        "iscrowd": 0,
        "attributes": attributes,
        "crosscheck": {
            "annotation": stored.id,
            "region": region.id,
            "annotator": context.annotator(stored.annotator),
            "selector": selector(&region.selector),
        },
    }))
}

/// Whether the item still shows what the region was drawn on. Of anything but pictures the shape tells what is lost.
fn same_picture(region: &Region, then: &Item, now: &Item) -> bool {
    let picture = |item| asset(item, &region.slot, &region.part).map(|asset| &asset.sha256);
    picture(then) == picture(now)
}

fn drawn(region: &Region, item: &Item) -> Result<Shape, Loss> {
    let asset = asset(item, &region.slot, &region.part).ok_or(Loss::NotOnAPicture)?;
    let size = asset.info.width.zip(asset.info.height).ok_or(Loss::NotOnAPicture)?;
    shape(&region.selector, size)
}

/// A mask stands in the segmentation already.
fn selector(selector: &Selector) -> Value {
    match selector {
        Selector::Mask { .. } => json!({ "type": "mask" }),
        other => serde_json::to_value(other).expect("every key is a text"),
    }
}

fn asset<'a>(item: &'a Item, slot: &str, part: &str) -> Option<&'a Asset> {
    match &item.part(slot, part)?.content {
        Content::Asset { asset } => Some(asset),
        Content::Text { .. } => None,
    }
}

/// The name that it was uploaded under, unless a program that opens it could be led out of its folder.
fn file_name(asset: &Asset) -> String {
    asset.name.as_deref().and_then(|name| clean_path(name).ok()).unwrap_or_else(|| asset.sha256.clone())
}

fn count_judgements(annotation: &Annotation, losses: &mut BTreeMap<Loss, u64>) {
    let n = annotation.verdicts.len() + annotation.omissions.len() + annotation.answers.len() + annotation.links.len();
    if n > 0 {
        *losses.entry(Loss::Judgement).or_default() += n as u64;
    }
}

/// A number that stays the same in every export, as far as every program reads numbers exactly.
fn number(path: &[&str]) -> u64 {
    let hash = Sha256::digest(path.join("\n"));
    hash.iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// One image for each picture of an item.
#[derive(Default)]
struct Images {
    lines: Vec<String>,
    /// Of the item that was added last.
    ids: BTreeMap<(String, String, String), u64>,
    used: BTreeSet<u64>,
    licenses: Vec<String>,
}

impl Images {
    fn add(&mut self, item_id: &str, item: &Item) {
        self.ids.clear();
        for (slot, parts) in &item.slots {
            for part in parts {
                let Content::Asset { asset } = &part.content else { continue };
                let mut id = number(&["image", item_id, slot, &part.id]);
                while !self.used.insert(id) {
                    id += 1;
                }
                let mut image = json!({
                    "id": id,
                    "file_name": file_name(asset),
                    "width": asset.info.width,
                    "height": asset.info.height,
                    "sha256": asset.sha256,
                    "item": item_id,
                    "external_id": item.external_id,
                    "slot": slot,
                    "part": part.id,
                });
                if let Some(license) = &asset.provenance.license {
                    image["license"] = self.license(license).into();
                }
                self.ids.insert((item_id.to_owned(), slot.clone(), part.id.clone()), id);
                self.lines.push(image.to_string());
            }
        }
    }

    /// The image at a place of the item that was added last; 0 where there is none, and then nothing is written.
    fn id(&self, (item, slot, part): (&str, &str, &str)) -> u64 {
        self.ids.get(&(item.to_owned(), slot.to_owned(), part.to_owned())).copied().unwrap_or(0)
    }

    fn license(&mut self, name: &str) -> usize {
        match self.licenses.iter().position(|known| known == name) {
            Some(index) => index + 1,
            None => {
                self.licenses.push(name.to_owned());
                self.licenses.len()
            }
        }
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), FormatError> {
        let separator = if self.lines.is_empty() { "" } else { "\n" };
        write!(sink, "\n],\n\"images\":[{separator}{}\n],\n", self.lines.join(",\n"))?;
        let license = |(name, id): (&String, u32)| json!({ "id": id, "name": name });
        let licenses: Vec<Value> = self.licenses.iter().zip(1..).map(license).collect();
        writeln!(sink, "\"licenses\":{},", Value::from(licenses))?;
        Ok(())
    }
}

/// The labels of every version of the design, numbered in the order in which they first appeared.
struct Categories {
    ids: BTreeMap<String, u64>,
    list: Vec<Value>,
}

impl Categories {
    fn new(context: &ExportContext) -> Self {
        let mut categories = Self { ids: BTreeMap::new(), list: Vec::new() };
        for label in context.designs.values().flat_map(|design| &design.ontology.labels) {
            let parent = label.parent.as_deref().unwrap_or("");
            categories.add(&label.id, &label.title, parent);
        }
        categories.add(UNLABELLED, "", "");
        categories
    }

    fn add(&mut self, id: &str, title: &str, parent: &str) {
        if self.ids.contains_key(id) {
            return;
        }
        let number = self.list.len() as u64 + 1;
        self.ids.insert(id.to_owned(), number);
        self.list.push(json!({ "id": number, "name": id, "supercategory": parent, "title": title }));
    }

    fn id(&self, label: Option<&str>) -> u64 {
        let unlabelled = self.ids[UNLABELLED];
        label.map_or(unlabelled, |label| self.ids.get(label).copied().unwrap_or(unlabelled))
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), FormatError> {
        writeln!(sink, "\"categories\":{}}}", Value::from(self.list.clone()))?;
        Ok(())
    }
}
