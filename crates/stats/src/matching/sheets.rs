//! What annotators marked on items: the input of every measure on structure.

use serde::{Deserialize, Serialize};

use super::shape::{Mark, Shape, Stretch};

/// One annotator's complete answer for one item. An annotator who looked and marked nothing has an empty sheet; one who
/// never saw the item has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub item: u32,
    pub annotator: u32,
    pub marks: Vec<Mark>,
    /// Relations between marks of this sheet.
    pub links: Vec<Link>,
    /// The whole text or time that was looked at; without it, from the first to the last mark of anybody.
    pub extent: Option<Stretch>,
}

/// A directed relation between two marks of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The number of a mark in [`Sheet::marks`].
    pub from: u32,
    pub to: u32,
    /// The type of the relation.
    pub kind: u32,
    pub verdict: Option<u32>,
}

/// What kind of thing was marked, which decides the measures that make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Boxes,
    Polygons,
    Masks,
    Points,
    Lines,
    /// Spans of a text, in code points.
    Spans,
    /// Intervals on a time line.
    Intervals,
    /// Who speaks when; the label is the speaker, under a name that only the annotator knows.
    Speech,
    Transcripts,
    Tracks,
    Rankings,
    /// Statements of a text with their spans; the label is the verdict.
    Claims,
    /// Relations between marks, across media too.
    Links,
}

impl Kind {
    /// The name in addresses and files; it never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Boxes => "boxes",
            Self::Polygons => "polygons",
            Self::Masks => "masks",
            Self::Points => "points",
            Self::Lines => "lines",
            Self::Spans => "spans",
            Self::Intervals => "intervals",
            Self::Speech => "speech",
            Self::Transcripts => "transcripts",
            Self::Tracks => "tracks",
            Self::Rankings => "rankings",
            Self::Claims => "claims",
            Self::Links => "links",
        }
    }
}

/// Sheets of one kind, by item and annotator.
#[derive(Debug, Clone)]
pub struct Sheets {
    pub kind: Kind,
    sheets: Vec<Sheet>,
}

/// Why sheets cannot be compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SheetError {
    #[error("annotator {annotator} has two sheets for item {item}; join them or keep the newer one")]
    Twice { item: u32, annotator: u32 },
    #[error("a link of annotator {annotator} in item {item} names mark {mark}, which is not there; marks count from 0")]
    NoMark { item: u32, annotator: u32, mark: u32 },
    #[error("a stretch of annotator {annotator} in item {item} goes from {start} to {end}; start must be below end")]
    Stretch { item: u32, annotator: u32, start: f64, end: f64 },
    #[error("a coordinate or score of annotator {annotator} in item {item} is not a finite number; leave the mark out")]
    NotFinite { item: u32, annotator: u32 },
}

impl Sheets {
    /// Sheets in any order.
    pub fn new(kind: Kind, mut sheets: Vec<Sheet>) -> Result<Self, SheetError> {
        sheets.sort_by_key(|sheet| (sheet.item, sheet.annotator));
        let same = |pair: &&[Sheet]| (pair[0].item, pair[0].annotator) == (pair[1].item, pair[1].annotator);
        if let Some(pair) = sheets.windows(2).find(same) {
            return Err(SheetError::Twice { item: pair[0].item, annotator: pair[0].annotator });
        }
        sheets.iter_mut().try_for_each(Sheet::check)?;
        Ok(Self { kind, sheets })
    }

    /// The sheets of each item, by ascending annotator.
    pub fn items(&self) -> impl Iterator<Item = &[Sheet]> {
        self.sheets.chunk_by(|a, b| a.item == b.item)
    }

    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    pub(super) fn n_annotators(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.annotator as usize + 1).max().unwrap_or(0)
    }

    /// The whole that the sheets of an item speak of; `None` when they are empty and do not say.
    pub(super) fn extent(item: &[&Sheet]) -> Option<Stretch> {
        let marked = item.iter().flat_map(|sheet| &sheet.marks).flat_map(Mark::stretches);
        let stated = item.iter().filter_map(|sheet| sheet.extent.as_ref());
        let all = marked.chain(stated).copied();
        all.reduce(|a, b| Stretch { start: a.start.min(b.start), end: a.end.max(b.end) })
    }

    pub(super) fn n_labels(&self) -> usize {
        let labels = self.sheets.iter().flat_map(|sheet| &sheet.marks).map(|mark| mark.label as usize + 1);
        labels.max().unwrap_or(0)
    }
}

impl Sheet {
    pub fn new(item: u32, annotator: u32, marks: Vec<Mark>) -> Self {
        Self { item, annotator, marks, links: Vec::new(), extent: None }
    }

    pub fn linked(self, links: Vec<Link>) -> Self {
        Self { links, ..self }
    }

    /// With the whole text or time that was looked at.
    pub fn within(self, start: f64, end: f64) -> Self {
        Self { extent: Some(Stretch { start, end }), ..self }
    }

    fn check(&mut self) -> Result<(), SheetError> {
        let (item, annotator) = (self.item, self.annotator);
        let ends = self.links.iter().flat_map(|link| [link.from, link.to]);
        if let Some(mark) = ends.into_iter().find(|&end| end as usize >= self.marks.len()) {
            return Err(SheetError::NoMark { item, annotator, mark });
        }
        for mark in &mut self.marks {
            if mark.score.is_some_and(|score| !score.is_finite()) || !is_finite(&mark.shape) {
                return Err(SheetError::NotFinite { item, annotator });
            }
            if let Shape::Stretches(stretches) = &mut mark.shape {
                if let Some(wrong) = stretches.iter().find(|stretch| stretch.start >= stretch.end) {
                    let (start, end) = (wrong.start, wrong.end);
                    return Err(SheetError::Stretch { item, annotator, start, end });
                }
                stretches.sort_by(|a, b| a.start.total_cmp(&b.start));
                stretches.dedup_by(|next, last| {
                    let touch = next.start <= last.end;
                    last.end = if touch { last.end.max(next.end) } else { last.end };
                    touch
                });
            }
            if let Shape::Track(boxes) = &mut mark.shape {
                boxes.sort_by_key(|(frame, _)| *frame);
            }
        }
        Ok(())
    }
}

fn is_finite(shape: &Shape) -> bool {
    let rect =
        |rect: &crate::geometry::Rect| [rect.left, rect.top, rect.right, rect.bottom].iter().all(|x| x.is_finite());
    let point = |point: &[f64; 2]| point.iter().all(|x| x.is_finite());
    match shape {
        Shape::Box(found) => rect(found),
        Shape::Area(area) => area.rings().iter().flatten().all(point),
        Shape::Points(figure) => figure.size.is_finite() && figure.points.iter().flatten().all(point),
        Shape::Line(points) => points.iter().all(point),
        Shape::Stretches(stretches) => stretches.iter().all(|s| s.start.is_finite() && s.end.is_finite()),
        Shape::Track(boxes) => boxes.iter().all(|(_, found)| rect(found)),
        Shape::Mask(_) | Shape::Text(_) | Shape::Tiers(_) => true,
    }
}
