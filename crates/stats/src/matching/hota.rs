//! HOTA: tracking as the balance of finding objects and keeping them apart over time.

use super::assignment::{Candidate, assign};
use super::finding::Part;
use super::frames::{Frame, frames, lengths};
use super::measure::{Compute, Measure};
use super::{Kind, Matcher, NOTHING_MARKED, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "hota",
    title: "HOTA",
    summary: "Finding objects and keeping their identity, in equal parts, averaged over nineteen limits of overlap.",
    kinds: &[Kind::Tracks],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs boxes in every frame, preferring tracks that go together over the whole recording. At each limit of overlap from 0.05
to 0.95, detection accuracy is pairs over pairs and all unpaired boxes; association accuracy asks for each pair how much
of the two tracks runs together. HOTA is the root of their product, averaged over limits. Beside it both parts and the
overlap of the pairs (localisation). The same whoever is called the reference.
## When to use it
By default for tracks.
## When not
To count how often an identity is lost; that is `mota`. Labels are not compared.
## Example
A track of ten frames that the other annotator draws exactly but as two of five: detection 1, association 0.5, HOTA 0.707.
## Reference
J. Luiten et al., HOTA: a higher order metric for evaluating multi-object tracking, IJCV 129, 2021.",
    compute: Compute::Sums(|_, _| Box::new(Hota)),
};

struct Hota;

const N_LIMITS: usize = 19;
const BOXES: usize = 3 * N_LIMITS;

/// Pairs, association and overlap at each limit; then the number of boxes of both.
impl Measure for Hota {
    fn n_sums(&self) -> usize {
        BOXES + 1
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let frames = frames(one, two);
        let (of_one, of_two) = (lengths(one), lengths(two));
        let together = together(&frames, &of_one, &of_two);
        let n = of_two.len();
        let mut pairs: Vec<(usize, f64)> = Vec::new();
        for frame in &frames {
            let at = |x: u32, y: u32| frame.one[x as usize] as usize * n + frame.two[y as usize] as usize;
            let gain = |&(x, y, overlap): &(u32, u32, f64)| Candidate {
                left: x,
                right: y,
                gain: together[at(x, y)] * overlap,
            };
            let candidates: Vec<Candidate> = frame.overlaps.iter().map(gain).collect();
            for (x, y) in assign(frame.one.len(), frame.two.len(), &candidates) {
                let overlap =
                    frame.overlaps.iter().find(|found| (found.0, found.1) == (x, y)).map_or(0.0, |found| found.2);
                pairs.push((at(x, y), overlap));
            }
        }
        for step in 0..N_LIMITS {
            let least = f64::from(5 + 5 * step as u32) / 100.0 - 1e-12;
            let mut runs = vec![0.0; together.len()];
            for &(at, overlap) in pairs.iter().filter(|(_, overlap)| *overlap >= least) {
                runs[at] += 1.0;
                sums[3 * step] += 1.0;
                sums[3 * step + 2] += overlap;
            }
            let association = |(at, run): (usize, &f64)| run * run / (of_one[at / n] + of_two[at % n] - run);
            sums[3 * step + 1] += runs.iter().enumerate().filter(|(_, run)| **run > 0.0).map(association).sum::<f64>();
        }
        sums[BOXES] += of_one.iter().chain(&of_two).sum::<f64>();
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[BOXES] == 0.0 {
            return Err(NOTHING_MARKED.to_owned());
        }
        Ok(mean(sums, |limit| (detection(limit, sums[BOXES]) * association(limit)).sqrt()))
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let overlap = |limit: &[f64]| if limit[0] > 0.0 { limit[2] / limit[0] } else { 1.0 };
        vec![
            Part::new("detection", mean(sums, |limit| detection(limit, sums[BOXES]))),
            Part::new("association", mean(sums, association)),
            Part::new("localisation", mean(sums, overlap)),
        ]
    }
}

fn mean(sums: &[f64], of_limit: impl Fn(&[f64]) -> f64) -> f64 {
    sums[..BOXES].chunks_exact(3).map(of_limit).sum::<f64>() / N_LIMITS as f64
}

fn detection(limit: &[f64], n_boxes: f64) -> f64 {
    limit[0] / (n_boxes - limit[0])
}

fn association(limit: &[f64]) -> f64 {
    if limit[0] > 0.0 { limit[1] / limit[0] } else { 0.0 }
}

/// How much each two tracks go together over all frames, whatever the limit: the Jaccard index of soft co-occurrence.
fn together(frames: &[Frame], of_one: &[f64], of_two: &[f64]) -> Vec<f64> {
    let n = of_two.len();
    let mut soft = vec![0.0; of_one.len() * n];
    for frame in frames {
        let (mut rows, mut columns) = (vec![0.0; frame.one.len()], vec![0.0; frame.two.len()]);
        for &(x, y, overlap) in &frame.overlaps {
            rows[x as usize] += overlap;
            columns[y as usize] += overlap;
        }
        for &(x, y, overlap) in frame.overlaps.iter().filter(|found| found.2 > 0.0) {
            let at = frame.one[x as usize] as usize * n + frame.two[y as usize] as usize;
            soft[at] += overlap / (rows[x as usize] + columns[y as usize] - overlap);
        }
    }
    let jaccard = |(at, both): (usize, &f64)| both / (of_one[at / n] + of_two[at % n] - both);
    soft.iter().enumerate().map(jaccard).collect()
}
