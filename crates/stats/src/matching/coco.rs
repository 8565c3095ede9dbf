//! Average precision and recall of scored detections against a reference, number for number as COCO computes them.

use crate::geometry::Rect;

/// A region of the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truth {
    pub image: u32,
    pub category: u32,
    pub rect: Rect,
    /// Its size in square pixels, for the split into small, medium and large; of a mask, not of its box.
    pub size: f64,
    /// A crowd may be found any number of times, or not at all.
    pub crowd: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    pub image: u32,
    pub category: u32,
    pub rect: Rect,
    pub score: f64,
}

/// COCO's twelve numbers; `None` where the reference has nothing of the size.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Summary {
    /// The mean over overlaps from 0.5 to 0.95.
    pub ap: Option<f64>,
    pub ap_50: Option<f64>,
    pub ap_75: Option<f64>,
    /// Up to 32², up to 96² and larger.
    pub ap_by_size: [Option<f64>; 3],
    /// Mean recall with at most 1, 10 and 100 detections a picture.
    pub ar: [Option<f64>; 3],
    pub ar_by_size: [Option<f64>; 3],
}

/// Sorts both lists and evaluates boxes. Detections beyond the best hundred of a picture and category do not count.
pub fn evaluate_boxes(truths: &mut [Truth], detections: &mut [Detection]) -> Summary {
    truths.sort_by_key(|truth| (truth.category, truth.image));
    detections.sort_by(|a, b| (a.category, a.image).cmp(&(b.category, b.image)).then(b.score.total_cmp(&a.score)));
    let mut totals = Totals::default();
    let mut overlaps = Vec::new();
    let (mut t, mut d) = (0, 0);
    while t < truths.len() || d < detections.len() {
        let next = [truths.get(t).map(|truth| truth.category), detections.get(d).map(|found| found.category)];
        let category = next.into_iter().flatten().min().expect("one of the lists has something left");
        let of_truths = run(&truths[t..], |truth| truth.category == category);
        let of_found = run(&detections[d..], |found| found.category == category);
        let mut curve = Category::default();
        let (mut i, mut j) = (0, 0);
        while i < of_truths.len() || j < of_found.len() {
            let next = [of_truths.get(i).map(|truth| truth.image), of_found.get(j).map(|found| found.image)];
            let image = next.into_iter().flatten().min().expect("one of the lists has something left");
            let here = run(&of_truths[i..], |truth| truth.image == image);
            let found = run(&of_found[j..], |found| found.image == image);
            let counted = &found[..found.len().min(MOST)];
            overlaps.clear();
            overlaps.extend(counted.iter().flat_map(|found| here.iter().map(move |truth| overlap(found, truth))));
            let marks = here.iter().map(|truth| (truth.size, truth.crowd));
            curve.add(marks, counted.iter().map(|found| (found.rect.area(), found.score)), &overlaps);
            i += here.len();
            j += found.len();
        }
        totals.add(curve);
        t += of_truths.len();
        d += of_found.len();
    }
    totals.summary()
}

fn run<T>(list: &[T], belongs: impl Fn(&T) -> bool) -> &[T] {
    &list[..list.iter().position(|entry| !belongs(entry)).unwrap_or(list.len())]
}

/// With a crowd, the share of the detection that lies in it.
fn overlap(found: &Detection, truth: &Truth) -> f64 {
    let both = found.rect.intersection(&truth.rect);
    let either = found.rect.area() + if truth.crowd { 0.0 } else { truth.rect.area() - both };
    if either > 0.0 { both / either } else { 0.0 }
}

const MOST: usize = 100;
const N_OVERLAPS: usize = 10;
const N_SIZES: usize = 4;
/// All, small, medium, large; both ends belong to the range.
const SIZES: [(f64, f64); N_SIZES] = [(0.0, 1e10), (0.0, 1024.0), (1024.0, 9216.0), (9216.0, 1e10)];
const LIMITS: [u8; 3] = [1, 10, 100];

/// One detection, with what it hit: a bit for each overlap, for each range of sizes.
struct Record {
    score: f64,
    rank: u8,
    hit: [u16; N_SIZES],
    ignored: [u16; N_SIZES],
}

/// Everything found of one category.
#[derive(Default)]
pub(super) struct Category {
    records: Vec<Record>,
    n_truths: [u32; N_SIZES],
    order: Vec<usize>,
    taken: Vec<bool>,
}

impl Category {
    /// One picture: sizes of the reference with its crowds, sizes and scores of at most a hundred detections, the best
    /// first, and the overlap of each detection with each of the reference.
    pub fn add(
        &mut self,
        truths: impl Iterator<Item = (f64, bool)> + Clone,
        found: impl ExactSizeIterator<Item = (f64, f64)>,
        overlaps: &[f64],
    ) {
        let first = self.records.len();
        let mut out_of = [0u8; MOST];
        for (rank, (size, score)) in found.enumerate() {
            out_of[rank] = outside(size);
            self.records.push(Record { score, rank: rank as u8, hit: [0; N_SIZES], ignored: [0; N_SIZES] });
        }
        let truths: Vec<(u8, bool)> =
            truths.map(|(size, crowd)| (outside(size) | if crowd { 15 } else { 0 }, crowd)).collect();
        for size in 0..N_SIZES {
            let ignored = |truth: usize| truths[truth].0 & (1 << size) != 0;
            self.order.clear();
            self.order.extend((0..truths.len()).filter(|&truth| !ignored(truth)));
            let n_counted = self.order.len();
            self.order.extend((0..truths.len()).filter(|&truth| ignored(truth)));
            self.n_truths[size] += n_counted as u32;
            for step in 0..N_OVERLAPS {
                self.taken.clear();
                self.taken.resize(truths.len(), false);
                let least = (f64::from(50 + 5 * step as u32) / 100.0).min(1.0 - 1e-10);
                for (rank, record) in self.records[first..].iter_mut().enumerate() {
                    let row = &overlaps[rank * truths.len()..(rank + 1) * truths.len()];
                    let free = |truth: usize| !self.taken[truth] || truths[truth].1;
                    let hit = hit(&self.order, n_counted, row, least, free);
                    record.hit[size] |= u16::from(hit.is_some()) << step;
                    let is_ignored = hit.map_or(out_of[rank] & (1 << size) != 0, |(truth, counts)| {
                        self.taken[truth] = true;
                        !counts
                    });
                    record.ignored[size] |= u16::from(is_ignored) << step;
                }
            }
        }
    }
}

/// The free truth with the largest overlap, and whether it counts. One that counts goes before any that is ignored; the
/// later of two equal ones wins.
fn hit(
    order: &[usize],
    n_counted: usize,
    row: &[f64],
    least: f64,
    free: impl Fn(usize) -> bool,
) -> Option<(usize, bool)> {
    let best = |truths: &[usize]| {
        let enough = truths.iter().copied().filter(|&truth| row[truth] >= least && free(truth));
        enough.reduce(|best, truth| if row[truth] >= row[best] { truth } else { best })
    };
    let counted = best(&order[..n_counted]).map(|truth| (truth, true));
    counted.or_else(|| best(&order[n_counted..]).map(|truth| (truth, false)))
}

/// A bit for each range of sizes that this one is not in.
fn outside(size: f64) -> u8 {
    (0..N_SIZES).filter(|&range| size < SIZES[range].0 || size > SIZES[range].1).map(|range| 1 << range).sum()
}

/// Sums over categories.
#[derive(Default)]
pub(super) struct Totals {
    precision: [[f64; N_OVERLAPS]; N_SIZES],
    /// Recall with at most 1, 10 and 100 detections for all sizes, and with 100 for each range.
    recall: [f64; 3],
    recall_by_size: [f64; N_SIZES],
    n_categories: [f64; N_SIZES],
}

impl Totals {
    pub fn add(&mut self, mut category: Category) {
        category.records.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut hits: Vec<(f64, f64)> = Vec::new();
        for size in 0..N_SIZES {
            let n_truths = f64::from(category.n_truths[size]);
            if n_truths == 0.0 {
                continue;
            }
            self.n_categories[size] += 1.0;
            for step in 0..N_OVERLAPS {
                let n_hit = curve(&category.records, size, step, n_truths, &mut hits);
                self.precision[size][step] += interpolated(&mut hits);
                self.recall_by_size[size] += n_hit / n_truths / N_OVERLAPS as f64;
                if size == 0 {
                    for (limit, recall) in LIMITS.iter().zip(&mut self.recall) {
                        let bit = 1 << step;
                        let counts =
                            |record: &&Record| record.rank < *limit && record.hit[0] & !record.ignored[0] & bit != 0;
                        let n = category.records.iter().filter(counts).count() as f64;
                        *recall += n / n_truths / N_OVERLAPS as f64;
                    }
                }
            }
        }
    }

    pub fn summary(&self) -> Summary {
        let mean = |sum: f64, size: usize| (self.n_categories[size] > 0.0).then(|| sum / self.n_categories[size]);
        let ap = |size: usize| mean(self.precision[size].iter().sum::<f64>() / N_OVERLAPS as f64, size);
        Summary {
            ap: ap(0),
            ap_50: mean(self.precision[0][0], 0),
            ap_75: mean(self.precision[0][5], 0),
            ap_by_size: [1, 2, 3].map(ap),
            ar: self.recall.map(|sum| mean(sum, 0)),
            ar_by_size: [1, 2, 3].map(|size| mean(self.recall_by_size[size], size)),
        }
    }
}

/// The points (recall, precision) by falling score; returns the number of hits.
fn curve(records: &[Record], size: usize, step: usize, n_truths: f64, points: &mut Vec<(f64, f64)>) -> f64 {
    let (mut n_hit, mut n_false) = (0.0, 0.0);
    points.clear();
    for record in records.iter().filter(|record| record.ignored[size] & (1 << step) == 0) {
        if record.hit[size] & (1 << step) != 0 {
            n_hit += 1.0
        } else {
            n_false += 1.0
        }
        points.push((n_hit / n_truths, n_hit / (n_hit + n_false)));
    }
    n_hit
}

/// The mean of 101 precisions at recalls of 0, 0.01, … 1, each the best at that recall or a larger one.
fn interpolated(points: &mut [(f64, f64)]) -> f64 {
    for at in (1..points.len()).rev() {
        points[at - 1].1 = points[at - 1].1.max(points[at].1);
    }
    let (mut at, mut sum) = (0, 0.0);
    for step in 0..=100u32 {
        // COCO's steps are those of numpy, where 0.35 is 35 × 0.01 and a little more: 7 of 20 do not reach it.
        let recall = f64::from(step) * 0.01;
        while points.get(at).is_some_and(|point| point.0 < recall) {
            at += 1;
        }
        sum += points.get(at).map_or(0.0, |point| point.1);
    }
    sum / 101.0
}
