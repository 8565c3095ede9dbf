//! Whether an annotator has become worse: a cumulative sum of how much likelier each decision is under a raised rate of
//! errors than under the usual one (Page 1954; Bernoulli CUSUM of Reynolds and Stoumbos 1999).

/// One decision of an annotator, in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// Decisions on the same item come together, and count less than as many on different ones.
    pub item: u32,
    /// How likely it is wrong, by what everybody says of the same.
    pub wrong: f64,
    /// How likely the others are wrong on the same, over how likely they are on the whole: what is hard for all is no drift.
    pub hard: f64,
}

/// The course of an annotator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drift {
    /// The sum after each item; it falls to zero and never below.
    pub sums: Vec<f64>,
    /// The usual share of errors, and the raised one that is looked for.
    pub usual: f64,
    pub raised: f64,
    /// The item, counted from the annotator's first, at which the sum passed the limit.
    pub alarm: Option<usize>,
    /// Where the rise began that ended in the alarm.
    pub since: Option<usize>,
}

impl Drift {
    /// An alarm is raised where the sum passes this. By Wald's inequality a rise from zero gets here with a probability of
    /// less than exp(-6), one in four hundred, while the share of errors is the usual one; that one is set too high on
    /// purpose, so that it is far less often in fact.
    pub const LIMIT: f64 = 6.0;
}

/// The usual share is learned from so many first items.
const FIRST: usize = 25;
/// What is usual is learned from items that lie so many behind, or a change would be taken for usual before the sum tells it
/// (a guard band, as in EARS: Hutwagner et al. 2003).
const BEHIND: usize = 40;
/// Decisions of a peer that come with the first ones.
const BORROWED: f64 = 20.0;
/// Drift is a rise of the odds of an error by this factor.
const FACTOR: f64 = 3.5;
/// How much decisions on one item are alike.
const ALIKE: f64 = 0.35;

/// The course of an annotator whose peers err with the share `peers`. What is usual is learned from the first items, and
/// on from those that lie a while back whenever the sum is at zero (self-starting, Hawkins 1987): the longer somebody works evenly, the
/// narrower it is known.
pub fn drift(decisions: &[Decision], peers: f64) -> Drift {
    let items: Vec<&[Decision]> = decisions.chunk_by(|a, b| a.item == b.item).collect();
    let mut known = Known { n: BORROWED, wrong: BORROWED * peers };
    items.iter().take(FIRST).for_each(|item| known.add(item));
    let mut drift = Drift { usual: known.usual(), ..Drift::default() };
    drift.raised = odds_times(drift.usual, FACTOR);
    let (mut sum, mut began, mut pending) = (0.0_f64, 0, FIRST);
    for (at, item) in items.iter().enumerate() {
        if sum <= 0.0 {
            began = at;
            while pending + BEHIND < at {
                known.add(items[pending]);
                pending += 1;
            }
            drift.usual = known.usual();
            drift.raised = odds_times(drift.usual, FACTOR);
        }
        let step: f64 = item.iter().map(|one| increment(one, drift.usual, drift.raised)).sum();
        let weight = 1.0 / (1.0 + ALIKE * (item.len() as f64 - 1.0));
        sum = (sum + step * weight).max(0.0);
        drift.sums.push(sum);
        if sum > Drift::LIMIT && drift.alarm.is_none() {
            (drift.alarm, drift.since) = (Some(at), Some(began));
        }
    }
    drift
}

/// What was seen of an annotator while nothing had changed.
struct Known {
    n: f64,
    wrong: f64,
}

impl Known {
    fn add(&mut self, item: &[Decision]) {
        self.n += item.len() as f64;
        self.wrong += item.iter().map(|one| one.wrong).sum::<f64>();
    }

    /// A share above what was seen, by one standard error: somebody lucky at first is no drifter later.
    fn usual(&self) -> f64 {
        let share = self.wrong / self.n;
        (share + (share * (1.0 - share) / self.n).sqrt()).clamp(0.03, 0.6)
    }
}

/// The log likelihood ratio of one decision. Both shares are raised where the unit is hard for everybody.
fn increment(one: &Decision, usual: f64, raised: f64) -> f64 {
    let harder = one.hard.clamp(1.0, 6.0);
    let (usual, raised) = (odds_times(usual, harder), odds_times(raised, harder));
    one.wrong * (raised / usual).ln() + (1.0 - one.wrong) * ((1.0 - raised) / (1.0 - usual)).ln()
}

fn odds(share: f64) -> f64 {
    share / (1.0 - share)
}

fn odds_times(share: f64, factor: f64) -> f64 {
    let raised = odds(share) * factor;
    raised / (1.0 + raised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rng;

    fn course(seed: u64, n: usize, error: impl Fn(usize) -> f64) -> Drift {
        let mut rng = Rng::seeded(seed);
        let mut decisions = Vec::new();
        for item in 0..n {
            // Some items are harder, for all their decisions.
            let factor = if rng.fraction() < 0.2 { 2.0 } else { 0.75 };
            for _ in 0..3 {
                let wrong = f64::from(u8::from(rng.fraction() < error(item) * factor));
                decisions.push(Decision { item: item as u32, wrong, hard: 1.0 });
            }
        }
        drift(&decisions, 0.2)
    }

    #[test]
    fn average_annotators_raise_no_alarm() {
        let alarms = (0..400).filter(|&seed| course(seed, 400, |_| 0.2).alarm.is_some()).count();
        assert!(alarms <= 4, "{alarms} of 400 over 400 items each");
    }

    #[test]
    fn a_drifter_is_found_within_sixty_items() {
        for seed in 0..100 {
            let found = course(seed, 260, |item| if item < 200 { 0.15 } else { 0.5 });
            let alarm = found.alarm.expect("an alarm");
            assert!((200..260).contains(&alarm), "{seed}: {alarm}");
            assert!(found.since.is_some_and(|since| since > 150));
        }
    }

    #[test]
    fn what_has_just_changed_is_not_taken_for_usual() {
        // One item in ten is wrong, and after a hundred items one in five; the sum falls to zero in between.
        let wrong = |item: u32| item.is_multiple_of(if item < 100 { 10 } else { 5 });
        let decision = |at: u32| Decision { item: at / 3, wrong: f64::from(u8::from(wrong(at / 3))), hard: 1.0 };
        let worse_for = |n: u32| drift(&(0..3 * (100 + n)).map(decision).collect::<Vec<_>>(), 0.1);
        let before = worse_for(0);
        let after = worse_for(30);
        assert!(after.sums[110..].contains(&0.0), "{:?}", &after.sums[100..]);
        assert!((after.usual - before.usual).abs() < 0.01, "{} became {}", before.usual, after.usual);
    }
}
