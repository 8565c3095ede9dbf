//! One item: what its annotators' marks of a field contribute to the measures, and where they are furthest apart.

use crosscheck_stats::matching::{self, OfItem, Options, Sheet, Sheets};

use super::offsets::{self, Offset};
use super::sheet::Marked;
use super::spot::{self, Spot};
use super::wording::{self, Wording};
use super::{About, Names};
use crate::{Annotation, AnnotatorId, Item, Outcome};

/// Who said what of the item.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    pub annotator: &'a AnnotatorId,
    pub body: &'a Annotation,
}

/// What one item says of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// What it contributes to each of the measures for the kind ([`matching::by_item`]), in their order.
    pub of_measures: Vec<OfItem>,
    pub annotators: Vec<AnnotatorId>,
    /// Pairs of annotators, or of an annotator and the reference.
    pub n_pairs: usize,
    pub n_marks: usize,
    /// Where they agree least; none where they agree entirely.
    pub spot: Option<Spot>,
    /// Words that differ, each kind of difference once.
    pub wording: Vec<Wording>,
    pub offsets: Vec<Offset>,
}

impl Compared {
    /// Adds what is said of another version of the item's content. A place in this one comes first.
    pub fn join(&mut self, other: Compared, version: u32) {
        for (known, more) in self.of_measures.iter_mut().zip(other.of_measures) {
            known.join(more);
        }
        let more = other.annotators.into_iter().filter(|one| !self.annotators.contains(one)).collect::<Vec<_>>();
        self.annotators.extend(more);
        self.n_pairs += other.n_pairs;
        self.n_marks += other.n_marks;
        self.spot = self.spot.take().or(other.spot);
        self.wording.extend(other.wording);
        // What another version shows is another claim, even under the same id.
        let apart = |offset: Offset| Offset { claim: format!("{}@{version}", offset.claim), ..offset };
        self.offsets.extend(other.offsets.into_iter().map(apart));
    }
}

/// Compares what people said of the same content of an item; nothing where there are not two to compare. Of a person's
/// answers the last one counts.
pub fn compare(about: &About, item: &Item, judged: &[Judged]) -> Result<Option<Compared>, String> {
    let mut last: Vec<Judged> = Vec::new();
    for one in judged.iter().filter(|one| one.body.outcome == Outcome::Complete) {
        last.retain(|known| known.annotator != one.annotator);
        last.push(*one);
    }
    last.sort_by(|a, b| a.annotator.cmp(b.annotator));
    match about.kind() {
        None => Ok(offsets::compare(item, &last)),
        Some(kind) => {
            if about.slot().is_some_and(|slot| !item.slots.contains_key(slot)) {
                return Ok(None);
            }
            let (mut labels, mut media) = (Names::default(), Names::default());
            let mut marked = Vec::new();
            for one in &last {
                marked.push(about.marked(item, one.body, (&mut labels, &mut media))?);
            }
            let reference = about.reference(item);
            if matches!(about, About::Reference { .. }) && reference.is_none() {
                return Ok(None);
            }
            compare_marks(kind, &last, marked, reference)
        }
    }
}

fn compare_marks(
    kind: matching::Kind,
    judged: &[Judged],
    marked: Vec<Marked>,
    reference: Option<Marked>,
) -> Result<Option<Compared>, String> {
    let options = options(reference.is_some());
    // The reference is annotator 0.
    let all: Vec<Marked> = reference.into_iter().chain(marked).collect();
    let sheet = |(at, marked): (u32, &Marked)| Sheet::new(0, at, marked.marks.clone());
    let sheets = Sheets::new(kind, (0u32..).zip(&all).map(sheet).collect()).map_err(|error| error.to_string())?;
    let measures = matching::by_item(kind).iter().filter_map(|matcher| matcher.by_item(kind, &options));
    let Some(of_measures) = measures.map(|measure| measure.of(sheets.sheets())).collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let first = all.len() - judged.len();
    let pairs: Vec<(usize, usize)> = match options.reference {
        Some(_) => (1..all.len()).map(|other| (0, other)).collect(),
        None => (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |two| (one, two))).collect(),
    };
    let annotation = |at: usize| at.checked_sub(first).map(|at| judged[at]);
    let compared: Vec<spot::Pair> = pairs
        .iter()
        .map(|&(one, two)| spot::Pair {
            sheets: [&sheets.sheets()[one], &sheets.sheets()[two]],
            places: [&all[one].places, &all[two].places],
            judged: [annotation(one), annotation(two)],
        })
        .collect();
    let wording = match kind {
        matching::Kind::Transcripts => wording::differences(&compared, options.normaliser),
        _ => Vec::new(),
    };
    let spot = match kind {
        matching::Kind::Transcripts => wording::spot(&compared, options.normaliser),
        matching::Kind::Speech => spot::speech(&compared),
        _ => spot::marks(&compared, &options.closeness),
    };
    Ok(Some(Compared {
        of_measures,
        annotators: judged.iter().map(|one| one.annotator.clone()).collect(),
        n_pairs: pairs.len(),
        n_marks: all[first..].iter().map(|marked| marked.marks.len()).sum(),
        spot,
        wording,
        offsets: Vec::new(),
    }))
}

/// How places and words are compared: with a reference, it is annotator 0.
pub fn options(against_reference: bool) -> Options {
    Options { reference: against_reference.then_some(0), ..Options::default() }
}
