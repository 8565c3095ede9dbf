//! Measures item by item: what each item contributes is kept, and only items that change are looked at again.

use super::finding::{Finding, Part};
use super::measure::{Compute, Measure, bootstrap, no_pairs, pairs};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet, Sheets};
use crate::sampling::{Interval, Method, Rng};
use crate::shares;

/// A measure that is computed from what each item contributes.
pub struct ByItem<'a> {
    how: How<'a>,
    options: &'a Options,
}

enum How<'a> {
    Sums(Box<dyn Measure + 'a>),
    Median(fn(&Sheet, &Sheet, &Options) -> Vec<f64>),
}

/// What the sheets of one item contribute to a measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OfItem {
    /// Sums by their number, without those that are zero.
    sums: Vec<(u32, f64)>,
    /// Numbers of which the measure is the median.
    values: Vec<f64>,
    /// Whether anybody marked anything.
    any: bool,
}

/// A value over items with its interval and parts, or why there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    pub value: Option<f64>,
    pub interval: Option<Interval>,
    /// Why there is no value.
    pub undefined: Option<String>,
    pub parts: Vec<Part>,
}

impl Matcher {
    /// This measure item by item; `None` for those that need all sheets together.
    pub fn by_item<'a>(&self, kind: Kind, options: &'a Options) -> Option<ByItem<'a>> {
        let how = match self.compute {
            Compute::Sums(measure) => How::Sums(measure(options, kind)),
            Compute::Median(values) => How::Median(values),
            Compute::Whole(_) => return None,
        };
        Some(ByItem { how, options })
    }
}

/// A measure that is made for these sheets, on all of them.
pub(super) fn estimate<'a>(
    sheets: &Sheets,
    measure: impl Measure + 'a,
    options: &'a Options,
    rng: &mut Rng,
) -> Finding {
    ByItem { how: How::Sums(Box::new(measure)), options }.finding(sheets, rng)
}

impl OfItem {
    /// Adds what other sheets of the same item contribute: those on another version of what it shows.
    pub fn join(&mut self, other: OfItem) {
        for (at, sum) in other.sums {
            match self.sums.binary_search_by_key(&at, |known| known.0) {
                Ok(known) => self.sums[known].1 += sum,
                Err(place) => self.sums.insert(place, (at, sum)),
            }
        }
        self.values.extend(other.values);
        self.any |= other.any;
    }
}

impl ByItem<'_> {
    /// What the sheets of one item contribute; `None` where no two of them are compared.
    pub fn of(&self, item: &[Sheet]) -> Option<OfItem> {
        let mut sums = vec![0.0; self.n_sums()];
        let mut found: Option<OfItem> = None;
        for (one, two) in pairs(item, self.options) {
            let found = found.get_or_insert_default();
            found.any |= !(one.marks.is_empty() && two.marks.is_empty());
            match &self.how {
                How::Sums(measure) => {
                    measure.add(one, two, &mut sums);
                    // Each annotator of a pair is the reference once, so that nobody's order matters.
                    if measure.directed() && self.options.reference.is_none() {
                        measure.add(two, one, &mut sums);
                    }
                }
                How::Median(values) => found.values.extend(values(one, two, self.options)),
            }
        }
        let sums = (0u32..).zip(sums).filter(|(_, sum)| *sum != 0.0).collect();
        found.map(|found| OfItem { sums, ..found })
    }

    /// The finding of all sheets.
    pub(super) fn finding(&self, sheets: &Sheets, rng: &mut Rng) -> Finding {
        let items: Vec<OfItem> = sheets.items().filter_map(|item| self.of(item)).collect();
        let told = self.told(&items.iter().collect::<Vec<_>>(), rng);
        let value = told.value.ok_or_else(|| told.undefined.unwrap_or_default());
        Finding { interval: told.interval, ..Finding::new(sheets, value, told.parts) }
    }

    /// What these items contribute together, as one of several groups of items that [`ByItem::told_of_groups`] takes.
    pub fn joined<'b>(&self, items: impl IntoIterator<Item = &'b OfItem>) -> OfItem {
        let mut joined = OfItem::default();
        let mut sums = vec![0.0; self.n_sums()];
        for item in items {
            item.sums.iter().for_each(|&(at, sum)| sums[at as usize] += sum);
            joined.values.extend(&item.values);
            joined.any |= item.any;
        }
        joined.values.sort_unstable_by(f64::total_cmp);
        joined.sums = (0u32..).zip(sums).filter(|(_, sum)| *sum != 0.0).collect();
        joined
    }

    /// The value over all items of many groups into which items fell by chance, with an interval over the groups. It costs as
    /// much as there are groups, however many items they have.
    ///
    /// Sums: the percentile interval over resampled groups, as for items. Medians: Woodruff's interval (1952, Journal of the
    /// American Statistical Association 47, 635-646): the share of numbers below the median has an interval, clustered by
    /// groups, and its ends are brought back to numbers.
    pub fn told_of_groups(&self, groups: &[&OfItem], rng: &mut Rng) -> Told {
        if let (How::Sums(_), _) | (_, [] | [_]) = (&self.how, groups) {
            return self.told(groups, rng);
        }
        let mut pool: Vec<f64> = groups.iter().flat_map(|group| &group.values).copied().collect();
        // Each group is sorted already, which a stable sort makes use of.
        pool.sort_by(f64::total_cmp);
        let Some(value) = middle(&pool) else {
            return Told { undefined: Some(self.no_median(groups)), ..Told::default() };
        };
        let part = |group: &&OfItem| {
            let before = group.values.partition_point(|&one| one < value);
            let upto = group.values.partition_point(|&one| one <= value);
            // Of what equals the median, half counts as below.
            shares::Part { hits: f64::midpoint(before as f64, upto as f64), of: group.values.len() as f64 }
        };
        let interval = shares::share(&groups.iter().map(part).collect::<Vec<_>>(), self.options.confidence)
            .map(|share| {
                let half = 0.5 * (share.high - share.low);
                let at = |place: f64| pool[((place * pool.len() as f64) as usize).min(pool.len() - 1)];
                let (low, high) = (at((0.5 - half).max(0.0)), at((0.5 + half).min(1.0)));
                Interval { level: self.options.confidence, low, high, method: Method::AnalyticGroups }
            })
            .filter(|interval| interval.high - interval.low > 1e-12);
        Told { value: Some(value), interval, undefined: None, parts: vec![Part::new("n_values", pool.len() as f64)] }
    }

    /// The value of one item alone.
    pub fn value(&self, item: &OfItem) -> Result<f64, String> {
        match &self.how {
            How::Sums(measure) => measure.value(&self.total(&[item])),
            How::Median(_) => Pool::new(&[item]).median(&[1]).ok_or_else(|| self.no_median(&[item])),
        }
    }

    /// The value over items, with an interval over items.
    pub fn told(&self, items: &[&OfItem], rng: &mut Rng) -> Told {
        let (value, parts) = match (items, &self.how) {
            ([], _) => (Err(no_pairs(self.options)), Vec::new()),
            (_, How::Sums(measure)) => {
                let total = self.total(items);
                let value = measure.value(&total);
                let parts = if value.is_ok() { measure.parts(&total) } else { Vec::new() };
                (value, parts)
            }
            (_, How::Median(_)) => {
                let pool = Pool::new(items);
                let value = pool.median(&vec![1; items.len()]).ok_or_else(|| self.no_median(items));
                (value, vec![Part::new("n_values", pool.values.len() as f64)])
            }
        };
        match value {
            Ok(value) => Told { value: Some(value), interval: self.interval(items, rng), undefined: None, parts },
            Err(why) => Told { value: None, interval: None, undefined: Some(why), parts: Vec::new() },
        }
    }

    fn interval(&self, items: &[&OfItem], rng: &mut Rng) -> Option<Interval> {
        match &self.how {
            How::Sums(measure) => {
                let mut total = vec![0.0; self.n_sums()];
                let value_of = |draw: &mut dyn FnMut() -> usize| {
                    total.fill(0.0);
                    let drawn = (0..items.len()).flat_map(|_| &items[draw()].sums);
                    drawn.for_each(|&(at, sum)| total[at as usize] += sum);
                    measure.value(&total).ok()
                };
                bootstrap(items.len(), value_of, self.options, rng)
            }
            How::Median(_) => {
                let pool = Pool::new(items);
                let mut times = vec![0; items.len()];
                let value_of = |draw: &mut dyn FnMut() -> usize| {
                    times.fill(0);
                    (0..items.len()).for_each(|_| times[draw()] += 1);
                    pool.median(&times)
                };
                bootstrap(items.len(), value_of, self.options, rng)
            }
        }
    }

    fn n_sums(&self) -> usize {
        match &self.how {
            How::Sums(measure) => measure.n_sums(),
            How::Median(_) => 0,
        }
    }

    fn total(&self, items: &[&OfItem]) -> Vec<f64> {
        let mut total = vec![0.0; self.n_sums()];
        items.iter().flat_map(|item| &item.sums).for_each(|&(at, sum)| total[at as usize] += sum);
        total
    }

    fn no_median(&self, items: &[&OfItem]) -> String {
        let why = if items.iter().any(|item| item.any) { super::NOTHING_MATCHED } else { NOTHING_MARKED };
        why.to_owned()
    }
}

/// The median of ascending numbers.
fn middle(sorted: &[f64]) -> Option<f64> {
    let n = sorted.len();
    (n > 0).then(|| f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]))
}

/// The numbers of all items, ascending, each with the item that it is from.
struct Pool {
    values: Vec<(f64, u32)>,
}

impl Pool {
    fn new(items: &[&OfItem]) -> Self {
        let of_item =
            |(at, item): (u32, &&OfItem)| item.values.iter().map(move |&value| (value, at)).collect::<Vec<_>>();
        let mut values: Vec<(f64, u32)> = (0u32..).zip(items).flat_map(of_item).collect();
        values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { values }
    }

    /// The median when each item counts so many times; of an even number, the middle of the two in the middle.
    fn median(&self, times: &[u32]) -> Option<f64> {
        let n: u64 = self.values.iter().map(|&(_, item)| u64::from(times[item as usize])).sum();
        let (mut before, mut lower) = (0, None);
        for &(value, item) in &self.values {
            before += u64::from(times[item as usize]);
            if lower.is_none() && 2 * before >= n && before > 0 {
                lower = Some(value);
            }
            if let (Some(lower), true) = (lower, 2 * before > n) {
                return Some(f64::midpoint(lower, value));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_item;
    use super::*;

    fn item(rng: &mut Rng, hard: f64, n_sums: usize) -> OfItem {
        let sums = (0..n_sums as u32).map(|at| (at, 1.0 + hard * rng.fraction())).collect();
        let values = (0..rng.below(4)).map(|_| 100.0 * hard + 30.0 * rng.fraction()).collect();
        OfItem { sums, values, any: true }
    }

    /// The value over groups is that over their items; the interval is about as wide, whichever measure it is.
    #[test]
    fn groups_of_items_tell_what_their_items_tell() {
        let options = Options::default();
        for kind in [Kind::Boxes, Kind::Spans, Kind::Intervals] {
            for matcher in by_item(kind) {
                let measure = matcher.by_item(kind, &options).unwrap();
                let mut rng = Rng::seeded(7);
                let items: Vec<OfItem> = (0..3_000)
                    .map(|_| {
                        let hard = rng.fraction();
                        item(&mut rng, hard, measure.n_sums())
                    })
                    .collect();
                let groups: Vec<OfItem> = items.chunks(12).map(|chunk| measure.joined(chunk)).collect();
                let one = measure.told(&items.iter().collect::<Vec<_>>(), &mut Rng::seeded(1));
                let other = measure.told_of_groups(&groups.iter().collect::<Vec<_>>(), &mut Rng::seeded(1));
                let name = matcher.id;
                assert!((one.value.unwrap() - other.value.unwrap()).abs() < 1e-9, "{name}: {one:?}, {other:?}");
                assert_eq!(one.parts.len(), other.parts.len(), "{name}");
                let width = |told: &Told| told.interval.map(|interval| interval.high - interval.low);
                let (Some(one), Some(other)) = (width(&one), width(&other)) else { panic!("{name}: no interval") };
                assert!((0.8..1.25).contains(&(other / one)), "{name}: {one} and {other}");
            }
        }
    }

    /// Groups of one item each, and none at all, are no special case.
    #[test]
    fn few_groups_have_a_value_or_say_why_not() {
        let options = Options::default();
        let median = by_item(Kind::Intervals).iter().find(|one| one.id == "boundary_median").unwrap();
        let measure = median.by_item(Kind::Intervals, &options).unwrap();
        let nothing = OfItem { any: true, ..OfItem::default() };
        assert!(measure.told_of_groups(&[], &mut Rng::seeded(1)).undefined.is_some());
        assert!(measure.told_of_groups(&[&nothing, &nothing], &mut Rng::seeded(1)).undefined.is_some());
        let some = OfItem { values: vec![2.0, 4.0], ..nothing.clone() };
        let told = measure.told_of_groups(&[&some, &nothing], &mut Rng::seeded(1));
        assert_eq!(told.value, Some(3.0));
    }
}
