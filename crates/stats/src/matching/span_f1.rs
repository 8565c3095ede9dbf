//! Whether annotators mark the same spans of a text.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::pairs::{best, overlaps, same_label};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "span_f1",
    title: "F1 of spans",
    summary: "The share of spans that the other annotator has too, with the same ends and label; beside it a relaxed count.",
    kinds: &[Kind::Spans],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Twice the spans that both have, with equal ends and equal labels, over all spans of both; counts of all pairs of
annotators and of all items together (micro). Relaxed: ends may differ as long as the intersection over union is 0.5 or
more. Both also without regard to labels. A discontinuous span is one span.
## When to use it
By default for named entities and evidence in text. There is no number of true negatives, so kappa on spans would have to
invent one, and kappa on tokens mostly counts tokens that nobody marks; F1 is what kappa tends to as they grow.
## When not
When spans are long and their ends a matter of taste: read the relaxed count, or `gamma`.
## Example
Ann marks `New York` and `Ben`, Bo marks `York` and `Ben`: exact 0.5; relaxed 1, as 4 of 8 characters are shared.
## Reference
G. Hripcsak & A. S. Rothschild, Agreement, the F-measure, and reliability in information retrieval, JAMIA 12, 2005.",
    compute: Compute::Sums(|options, _| Box::new(SpanF1 { options })),
};

struct SpanF1<'a> {
    options: &'a Options,
}

const SPANS: usize = 4;
const EXACT: f64 = 1.0 - 1e-12;

impl Measure for SpanF1<'_> {
    fn n_sums(&self) -> usize {
        5
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let any = overlaps(&one.marks, &two.marks, &self.options.closeness);
        let same = same_label(&one.marks, &two.marks, &any);
        let counted = [(&same, EXACT), (&same, self.options.overlap), (&any, EXACT), (&any, self.options.overlap)];
        for (sum, (overlaps, least)) in sums.iter_mut().zip(counted) {
            *sum += best(&one.marks, &two.marks, overlaps, least, &self.options.closeness).len() as f64;
        }
        sums[SPANS] += (one.marks.len() + two.marks.len()) as f64;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[SPANS] > 0.0 { Ok(2.0 * sums[0] / sums[SPANS]) } else { Err(NOTHING_MARKED.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let names = ["exact", "relaxed", "exact_any_label", "relaxed_any_label"];
        names.into_iter().zip(sums).map(|(name, &pairs)| Part::share(name, 2.0 * pairs, sums[SPANS])).collect()
    }
}
