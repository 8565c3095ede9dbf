//! Agreement on structure: regions, spans, intervals, speech, transcripts, tracks, rankings, claims and links.
//!
//! What two annotators marked is paired first; how well it pairs, and what they said of the pairs, are two numbers. The
//! registry is [`MATCHERS`], one file each.

mod aligned_claims;
mod assignment;
mod average_precision;
mod boundary_error;
mod boundary_median;
mod by_item;
mod claim_alignment;
mod claim_verdict_alpha;
mod clusters;
pub mod coco;
mod diarization_error;
mod finding;
mod footrule;
mod frames;
pub mod gamma;
mod hota;
mod identity_f1;
mod jaccard_error;
mod label_alpha;
mod link_alpha;
mod link_f1;
mod linked;
mod mean_overlap;
mod measure;
mod mota;
mod ner_score;
mod pairs;
mod panoptic;
mod region_f1;
mod shape;
mod sheets;
mod span_f1;
mod speech;
mod surface;
mod time_alpha;
mod unitized_alpha;
mod word_error;
pub mod words;

pub use aligned_claims::{AlignedClaims, align_claims};
pub use assignment::{Candidate, assign};
pub use by_item::{ByItem, OfItem, Told};
pub use clusters::{Member, clusters};
pub use finding::{Finding, Part};
pub use gamma::Gamma;
pub use ner_score::{ACCEPTABLE, NerError, NerScore, Seriousness, ner_score};
pub use pairs::{Pair, matched, overlaps};
pub use shape::{Closeness, Mark, Shape, Stretch};
pub use sheets::{Kind, Link, Sheet, SheetError, Sheets};
pub use speech::{Overlaps, Speech, disputed_speech};
pub use words::Normaliser;

use measure::Compute;

use crate::geometry::COCO_PERSON_SIGMAS;
use crate::sampling::{IntervalMethod, Rng};

/// A measure of agreement on structure: what it is called, where it applies, how it is computed.
pub struct Matcher {
    /// The name in commands, files and addresses; it never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for a list.
    pub summary: &'static str,
    pub kinds: &'static [Kind],
    /// The value of annotators who marked the same.
    pub perfect: f64,
    /// Whether 0 is what annotators reach who mark and label at random.
    pub chance_corrected: bool,
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    /// Trusts that the kind fits; callers use [`Matcher::estimate`].
    compute: Compute,
}

/// Every measure on structure; a new one is a file and a line.
pub const MATCHERS: &[Matcher] = &[
    region_f1::MATCHER,
    mean_overlap::MATCHER,
    surface::MATCHER,
    panoptic::MATCHER,
    average_precision::MATCHER,
    label_alpha::MATCHER,
    span_f1::MATCHER,
    gamma::MATCHER,
    unitized_alpha::MATCHER,
    time_alpha::MATCHER,
    boundary_error::MATCHER,
    boundary_median::MATCHER,
    diarization_error::MATCHER,
    jaccard_error::MATCHER,
    word_error::MATCHER,
    hota::MATCHER,
    identity_f1::MATCHER,
    mota::MATCHER,
    footrule::MATCHER,
    claim_alignment::MATCHER,
    claim_verdict_alpha::MATCHER,
    link_f1::MATCHER,
    link_alpha::MATCHER,
];

/// What a measure may be asked for beyond its value, and the limits that it states.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub interval: IntervalMethod,
    /// The confidence level of the interval.
    pub confidence: f64,
    /// The annotator whose sheets are the reference. Without one, every annotator is compared with every other.
    pub reference: Option<u32>,
    /// Marks that overlap less are not matched.
    pub overlap: f64,
    pub closeness: Closeness,
    pub gamma: Gamma,
    pub speech: Speech,
    pub normaliser: Normaliser,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            interval: IntervalMethod::Bootstrap { resamples: 1000 },
            confidence: 0.95,
            reference: None,
            overlap: 0.5,
            closeness: Closeness { sigmas: COCO_PERSON_SIGMAS.to_vec(), tolerance: 2.0 },
            gamma: Gamma::default(),
            speech: Speech { collar_each_side: 0.0, overlaps: Overlaps::Scored },
            normaliser: Normaliser::LettersAndDigits,
        }
    }
}

impl Matcher {
    /// The value of this measure for `sheets`, or why it has none.
    pub fn estimate(&self, sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
        if !self.kinds.contains(&sheets.kind) {
            let (kind, use_instead) = (format!("{:?}", sheets.kind).to_lowercase(), recommended(sheets.kind));
            let why = format!("{} is not made for {kind}; use {use_instead}", self.id);
            return Finding::new(sheets, Err(why), Vec::new());
        }
        match (self.compute, self.by_item(sheets.kind, options)) {
            (Compute::Whole(compute), _) => compute(sheets, options, rng),
            (_, by_item) => by_item.expect("only what needs all sheets has no items").finding(sheets, rng),
        }
    }
}

/// The measure of this id.
pub fn matcher(id: &str) -> Option<&'static Matcher> {
    MATCHERS.iter().find(|matcher| matcher.id == id)
}

/// The id of the measure to show first.
pub fn recommended(kind: Kind) -> &'static str {
    match kind {
        Kind::Boxes | Kind::Polygons | Kind::Points | Kind::Lines => region_f1::MATCHER.id,
        Kind::Masks => mean_overlap::MATCHER.id,
        Kind::Spans => span_f1::MATCHER.id,
        Kind::Intervals => gamma::MATCHER.id,
        Kind::Speech => diarization_error::MATCHER.id,
        Kind::Transcripts => word_error::MATCHER.id,
        Kind::Tracks => hota::MATCHER.id,
        Kind::Rankings => footrule::MATCHER.id,
        Kind::Claims => claim_alignment::MATCHER.id,
        Kind::Links => link_f1::MATCHER.id,
    }
}

/// The measures by which items can be compared one by one, the one to show first in front; see [`Matcher::by_item`].
pub fn by_item(kind: Kind) -> &'static [&'static Matcher] {
    match kind {
        Kind::Boxes | Kind::Polygons | Kind::Points | Kind::Lines => &[&region_f1::MATCHER, &mean_overlap::MATCHER],
        Kind::Masks => &[&mean_overlap::MATCHER, &region_f1::MATCHER],
        Kind::Spans => &[&span_f1::MATCHER, &mean_overlap::MATCHER],
        Kind::Intervals => &[&region_f1::MATCHER, &mean_overlap::MATCHER, &boundary_median::MATCHER],
        Kind::Speech => &[&diarization_error::MATCHER, &jaccard_error::MATCHER],
        Kind::Transcripts => &[&word_error::MATCHER],
        Kind::Tracks => &[&hota::MATCHER, &identity_f1::MATCHER],
        Kind::Rankings => &[&footrule::MATCHER],
        Kind::Claims => &[&claim_alignment::MATCHER],
        Kind::Links => &[&link_f1::MATCHER],
    }
}

const NOTHING_MARKED: &str =
    "nobody marked anything, so there is nothing to agree on; absence is a label to be asked for";
const NOTHING_MATCHED: &str =
    "no two marks of different annotators overlap enough; see region_f1, or lower the overlap";
