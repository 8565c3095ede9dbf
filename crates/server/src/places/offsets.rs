//! Offsets of claims: how they lie, and how far people agree on them.

use crosscheck_domain::ItemId;
use crosscheck_domain::places::{Compared, Offset};
use crosscheck_stats::{self as stats, Estimate, IntervalMethod, METRICS, Metric, Options, Rng, Rows, Table};

use crate::wire::{OffsetBin, OffsetSpread};

/// The first one is in milliseconds.
const MEASURES: [&str; 3] = ["mean_absolute_difference", "icc_2_1", "krippendorff_alpha"];
const MOST_BINS: i64 = 41;
/// Widths of classes, in milliseconds, that people read easily.
const STEPS: [i64; 10] = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/// The measures of agreement on offsets; without an estimate where there is no offset at all.
pub fn agreement(items: &[(&ItemId, &Compared)], interval: IntervalMethod) -> Vec<(&'static Metric, Option<Estimate>)> {
    let table = if items.is_empty() { None } else { table(items) };
    let options = Options { interval, ..Options::default() };
    let known = MEASURES.iter().filter_map(|id| METRICS.iter().find(|metric| metric.id == *id));
    known
        .map(|metric| (metric, table.as_ref().map(|table| metric.estimate(table, &options, &mut Rng::seeded(1)))))
        .collect()
}

fn table(items: &[(&ItemId, &Compared)]) -> Option<Table> {
    let mut rows = Rows::interval();
    for (item, compared) in items {
        for offset in &compared.offsets {
            let unit = format!("{item}/{}", offset.claim);
            let value = offset.ms.to_string();
            if let Err(error) = rows.push_grouped(&unit, offset.annotator.as_str(), &value, item.as_str()) {
                tracing::warn!(%item, ?error, "an offset does not fit");
            }
        }
    }
    rows.finish().inspect_err(|error| tracing::warn!(?error, "no table of offsets")).ok()
}

/// The mean difference of the pairs of one item; nothing where nobody shares a claim.
pub fn difference(compared: &Compared) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0_u32);
    for of_claim in of_claims(&compared.offsets) {
        for (at, one) in of_claim.iter().enumerate() {
            for two in &of_claim[at + 1..] {
                sum += (one.ms - two.ms).abs() as f64;
                n += 1;
            }
        }
    }
    (n > 0).then(|| sum / f64::from(n))
}

fn of_claims(offsets: &[Offset]) -> impl Iterator<Item = &[Offset]> {
    offsets.chunk_by(|a, b| a.claim == b.claim)
}

/// How the offsets lie around zero.
pub fn spread(items: &[(&ItemId, &Compared)]) -> Option<OffsetSpread> {
    let mut all: Vec<i64> = items.iter().flat_map(|(_, one)| &one.offsets).map(|offset| offset.ms).collect();
    all.sort_unstable();
    let (first, last) = (*all.first()?, *all.last()?);
    let bin = |ms: i64, step: i64| (ms + step / 2).div_euclid(step);
    let fits = |step: &i64| bin(last, *step) - bin(first, *step) < MOST_BINS;
    let step = STEPS.into_iter().find(|step| fits(step)).unwrap_or_else(|| (last - first) / (MOST_BINS - 1) + 2);
    // Zero is always to be seen.
    let (from, to) = (bin(first, step).min(0), bin(last, step).max(0));
    let count = |at: i64| all.iter().filter(|ms| bin(**ms, step) == at).count() as u64;
    let bins = (from..=to).map(|at| OffsetBin { at_ms: at * step, n: count(at) }).collect();
    let claims = || items.iter().flat_map(|(_, one)| of_claims(&one.offsets));
    let n = all.len();
    Some(OffsetSpread {
        n: n as u64,
        median_ms: f64::midpoint(all[(n - 1) / 2] as f64, all[n / 2] as f64),
        n_shared: claims().filter(|of_claim| of_claim.len() > 1).count() as u64,
        n_single: claims().filter(|of_claim| of_claim.len() == 1).count() as u64,
        step_ms: step,
        bins,
    })
}

pub fn unit(metric: &Metric) -> Option<String> {
    (metric.scale == stats::Scale::Difference).then(|| "ms".to_owned())
}

#[cfg(test)]
mod tests {
    use crosscheck_domain::AnnotatorId;

    use super::*;

    fn compared(offsets: &[(&str, &str, i64)]) -> Compared {
        let offset = |&(claim, who, ms): &(&str, &str, i64)| Offset {
            claim: claim.to_owned(),
            annotator: AnnotatorId(who.to_owned()),
            ms,
            at_ms: None,
        };
        Compared { offsets: offsets.iter().map(offset).collect(), ..Compared::default() }
    }

    #[test]
    fn zero_is_the_middle_of_a_class() {
        let item = ItemId("i".to_owned());
        let found = compared(&[("c1", "ann", -26), ("c1", "bo", -24), ("c2", "ann", 4)]);
        let spread = spread(&[(&item, &found)]).unwrap();
        assert_eq!((spread.step_ms, spread.n, spread.n_shared, spread.n_single), (10, 3, 1, 1));
        let bins: Vec<(i64, u64)> = spread.bins.iter().map(|bin| (bin.at_ms, bin.n)).collect();
        assert_eq!(bins, [(-30, 1), (-20, 1), (-10, 0), (0, 1)]);
        assert_eq!(spread.median_ms, -24.0);
    }

    #[test]
    fn far_offsets_get_wide_classes_and_none_is_lost() {
        let item = ItemId("i".to_owned());
        for far in [0, 7, 1_500, 90_000, 86_400_000] {
            let found = compared(&[("c1", "ann", -far), ("c2", "ann", far)]);
            let spread = spread(&[(&item, &found)]).unwrap();
            assert!(spread.bins.len() as i64 <= MOST_BINS + 1, "{far}: {}", spread.bins.len());
            assert_eq!(spread.bins.iter().map(|bin| bin.n).sum::<u64>(), 2, "{far}");
            assert!(spread.bins.iter().any(|bin| bin.at_ms == 0), "{far}");
        }
    }

    #[test]
    fn the_difference_is_that_of_shared_claims() {
        assert_eq!(difference(&compared(&[("c1", "ann", 100), ("c1", "bo", -50), ("c2", "ann", 7)])), Some(150.0));
        assert_eq!(difference(&compared(&[("c1", "ann", 100), ("c2", "bo", 100)])), None);
    }
}
