//! Word error rate between transcripts.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::shape::Shape;
use super::words::{Edits, align};
use super::{Kind, Matcher, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "word_error",
    title: "Word error rate",
    summary: "Substituted, deleted and inserted words over the words of the reference; 0 is perfect, above 1 possible.",
    kinds: &[Kind::Transcripts],
    perfect: 0.0,
    chance_corrected: false,
    doc: "## What it does
Aligns two transcripts word by word with the fewest errors and divides all errors by all words of the reference, over the
whole corpus. Each annotator of a pair is the reference once unless one is named. Beside it: the same by characters (CER),
match error rate and word information lost, which stay below 1, and the counts. The normaliser is stated: `verbatim`, where
case and punctuation count, or `letters_and_digits` (the default), which compares what is spoken.
## When to use it
For transcripts and corrected subtitles.
## When not
For languages written without spaces (read the character error rate), or when meaning counts more than wording.
## Example
`i am a short ground truth` against `i am a considerably longer and very much incorrect hypothesis`: 7 errors on 6 words,
1.167; match error rate 0.7; information lost 0.85.
## Reference
A. C. Morris, V. Maier & P. Green, From WER and RIL to MER and WIL, Interspeech 2004.",
    compute: Compute::Sums(|options, _| Box::new(WordError { options })),
};

struct WordError<'a> {
    options: &'a Options,
}

impl Measure for WordError<'_> {
    fn n_sums(&self) -> usize {
        8
    }

    fn directed(&self) -> bool {
        true
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let [one, two] = [one, two].map(|sheet| self.options.normaliser.words(&text(sheet)));
        let [a, b] = [&one, &two].map(|words| words.join(" ").chars().collect::<Vec<char>>());
        let edits = [Edits::of(&align(&one, &two)), Edits::of(&align(&a, &b))];
        let counts = edits.iter().flat_map(|edits| [edits.same, edits.substituted, edits.deleted, edits.inserted]);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count as f64);
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        let edits = edits(&sums[..4]);
        match edits.same + edits.errors() {
            0 => Err("nobody wrote a word, so there is nothing to compare".to_owned()),
            _ => Ok(edits.error_rate()),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let (words, characters) = (edits(&sums[..4]), edits(&sums[4..]));
        vec![
            Part::new("character_error", characters.error_rate()),
            Part::new("match_error", words.match_error_rate()),
            Part::new("information_lost", words.information_lost()),
            Part::new("same", sums[0]),
            Part::new("substituted", sums[1]),
            Part::new("deleted", sums[2]),
            Part::new("inserted", sums[3]),
        ]
    }
}

fn edits(sums: &[f64]) -> Edits {
    let [same, substituted, deleted, inserted] = [0, 1, 2, 3].map(|at| sums[at] as u64);
    Edits { same, substituted, deleted, inserted }
}

/// The text of a sheet; none is the empty text.
fn text(sheet: &Sheet) -> String {
    let texts: Vec<&str> = sheet
        .marks
        .iter()
        .filter_map(|mark| match &mark.shape {
            Shape::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    texts.join(" ")
}
