//! Jaccard error rate: like the diarization error, but every speaker counts the same.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::speech::{Overlaps, Pieces, Speech};
use super::{Kind, Matcher, NOTHING_MARKED, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "jaccard_error",
    title: "Jaccard error rate",
    summary: "One minus the overlap of the times of mapped speakers, averaged over speakers; from 0, perfect, to 1.",
    kinds: &[Kind::Speech],
    perfect: 0.0,
    chance_corrected: false,
    doc: "## What it does
Maps speakers one to one so that the sum of their intersections over unions is largest. Each speaker of the reference
scores one minus that quotient, or 1 without a partner; the value is the mean over speakers. There is no collar and
overlapping speech counts, whatever is set for the diarization error. Each annotator is the reference once.
## When to use it
Beside the diarization error, where one speaker talks most of the time.
## When not
When the reference splits off speakers of a few words: each weighs as much as the others.
## Example
The reference has A 0–10, the other a 5–10: one minus 5 / 10, 0.5.
## Reference
N. Ryant et al., The second DIHARD diarization challenge, Interspeech 2019.",
    compute: Compute::Sums(|_, _| Box::new(JaccardError)),
};

struct JaccardError;

impl Measure for JaccardError {
    fn n_sums(&self) -> usize {
        2
    }

    fn directed(&self) -> bool {
        true
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let pieces = Pieces::new(one, two, Speech { collar_each_side: 0.0, overlaps: Overlaps::Scored });
        let (mut of_one, mut of_two) = (vec![0.0; pieces.n_one], vec![0.0; pieces.n_two]);
        for piece in &pieces.pieces {
            piece.one.iter().for_each(|&speaker| of_one[speaker] += piece.length);
            piece.two.iter().for_each(|&speaker| of_two[speaker] += piece.length);
        }
        let n = pieces.n_two;
        let quotient = |(at, both): (usize, &f64)| both / (of_one[at / n] + of_two[at % n] - both);
        let quotients: Vec<f64> = pieces.together().iter().enumerate().map(quotient).collect();
        for (speaker, mapped) in pieces.mapping(&quotients).into_iter().enumerate() {
            sums[0] += 1.0 - mapped.map_or(0.0, |other| quotients[speaker * n + other]);
            sums[1] += 1.0;
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[1] > 0.0 { Ok(sums[0] / sums[1]) } else { Err(NOTHING_MARKED.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![Part::new("n_speakers", sums[1])]
    }
}
