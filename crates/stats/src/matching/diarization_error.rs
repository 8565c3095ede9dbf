//! Diarization error rate: how much speech has the wrong speaker, none, or one too many.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::speech::Pieces;
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "diarization_error",
    title: "Diarization error rate",
    summary: "Missed speech, false speech and wrong speakers over all speech of the reference; 0 is perfect, above 1 possible.",
    kinds: &[Kind::Speech],
    perfect: 0.0,
    chance_corrected: false,
    doc: "## What it does
Maps the speakers of one annotator to those of the other so that they speak together longest, one to one for each
recording. Missed, false and confused time are divided by the speech of the reference, where two speakers at once count
twice. Each annotator of a pair is the reference once unless one is named. By default there is no collar and overlapping
speech counts. The collar is given *for each side* of an end: 0.25 s here is `-c 0.25` of md-eval and `collar=0.5` of
tools that name the total width; both widths are among the parts.
## When to use it
For speaker turns, and to compare with published systems: state the collar and whether overlaps count.
## When not
When short speakers matter as much as long ones: `jaccard_error`.
## Example
Reference: A 0–10, B 12–20, A 24–27, C 30–40. Hypothesis: a 2–13, d 13–14, b 14–20, c 22–38, d 38–40. Missed 2, false 7,
confused 7, over 31: 0.516.
## Reference
NIST, Rich Transcription evaluation plan, 2009. H. Bredin, pyannote.metrics, Interspeech 2017.",
    compute: Compute::Sums(|options, _| Box::new(DiarizationError { options })),
};

struct DiarizationError<'a> {
    options: &'a Options,
}

const SPEECH: usize = 0;
const MISSED: usize = 1;
const FALSE: usize = 2;
const CONFUSED: usize = 3;

impl Measure for DiarizationError<'_> {
    fn n_sums(&self) -> usize {
        4
    }

    fn directed(&self) -> bool {
        true
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let pieces = Pieces::new(one, two, self.options.speech);
        let mapping = pieces.mapping(&pieces.together());
        for piece in &pieces.pieces {
            let (wanted, found) = (piece.one.len() as f64, piece.two.len() as f64);
            let is_right = |&&speaker: &&usize| mapping[speaker].is_some_and(|mapped| piece.two.contains(&mapped));
            let right = piece.one.iter().filter(is_right).count() as f64;
            sums[SPEECH] += piece.length * wanted;
            sums[MISSED] += piece.length * (wanted - found).max(0.0);
            sums[FALSE] += piece.length * (found - wanted).max(0.0);
            sums[CONFUSED] += piece.length * (wanted.min(found) - right);
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match sums[SPEECH] > 0.0 {
            true => Ok((sums[MISSED] + sums[FALSE] + sums[CONFUSED]) / sums[SPEECH]),
            false => Err(NOTHING_MARKED.to_owned()),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let collar = self.options.speech.collar_each_side;
        vec![
            Part::new("speech", sums[SPEECH]),
            Part::new("missed", sums[MISSED]),
            Part::new("false_speech", sums[FALSE]),
            Part::new("confused", sums[CONFUSED]),
            Part::new("collar_each_side", collar),
            Part::new("collar_total", 2.0 * collar),
        ]
    }
}
