//! How many more annotations items need until they are sure enough: simulated from what is believed of them now.

use crosscheck_stats::Rng;
use crosscheck_stats::aggregation::Model;

/// About so many more annotations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    pub expected: f64,
    /// 90 % of simulated courses lie between these.
    pub low: f64,
    pub high: f64,
    /// The share of items that are sure enough in the end.
    pub sure: f64,
}

/// An item: the units that have to be sure, each with what was said of it by whom.
pub type Open<'a> = Vec<(&'a Model, Vec<(u32, usize)>)>;

const COURSES: usize = 20;

/// Plays `COURSES` courses: what is true is drawn from what is believed, whoever is next from the people who work, and what
/// they say as they are known to answer, until an item is sure or has `max` answers. `have` is how many each has.
pub fn forecast(
    items: &[(Open<'_>, u32)],
    (least, max, threshold): (u32, u32, f64),
    people: &[u32],
    rng: &mut Rng,
) -> Forecast {
    let (mut totals, mut sure) = (Vec::with_capacity(COURSES), 0.0);
    for _ in 0..COURSES {
        let mut total = 0.0;
        for (open, have) in items {
            let (more, is_sure) = course(open, *have, (least, max, threshold), people, rng);
            total += f64::from(more);
            sure += f64::from(u8::from(is_sure));
        }
        totals.push(total);
    }
    totals.sort_by(f64::total_cmp);
    let n = (COURSES * items.len()).max(1) as f64;
    let expected = totals.iter().sum::<f64>() / COURSES as f64;
    Forecast {
        expected,
        low: totals[COURSES / 20].min(expected),
        high: totals[COURSES - 1 - COURSES / 20].max(expected),
        sure: sure / n,
    }
}

fn course(
    open: &Open<'_>,
    have: u32,
    (least, max, threshold): (u32, u32, f64),
    people: &[u32],
    rng: &mut Rng,
) -> (u32, bool) {
    let mut said: Vec<Vec<(u32, usize)>> = open.iter().map(|(_, said)| said.clone()).collect();
    let believed = |(model, said): (&Model, &Vec<(u32, usize)>)| {
        model.posterior(said.iter().map(|&(who, label)| (Some(who as usize), label)))
    };
    let truths: Vec<usize> =
        open.iter().zip(&said).map(|((model, _), said)| draw(&believed((model, said)), rng)).collect();
    let mut n = have;
    loop {
        let sure = open
            .iter()
            .zip(&said)
            .all(|((model, _), said)| believed((model, said)).iter().copied().fold(0.0, f64::max) >= threshold);
        if n >= max || sure && n >= least || people.is_empty() {
            return (n - have, sure);
        }
        let who = people[rng.below(people.len() as u64) as usize];
        for (((model, _), said), &truth) in open.iter().zip(&mut said).zip(&truths) {
            let chances: Vec<f64> =
                (0..model.n_labels).map(|label| model.chance(Some(who as usize), truth, label)).collect();
            said.push((who, draw(&chances, rng)));
        }
        n += 1;
    }
}

fn draw(shares: &[f64], rng: &mut Rng) -> usize {
    let mut left = rng.fraction() * shares.iter().sum::<f64>();
    shares
        .iter()
        .position(|share| {
            left -= share;
            left <= 0.0
        })
        .unwrap_or(shares.len().saturating_sub(1))
}
