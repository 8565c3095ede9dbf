//! Which groups of units to take so that no unit is taken twice and the gain is largest.

/// A group of units, by ascending number, and what taking it gains.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub members: Vec<u32>,
    pub gain: f64,
}

/// More open possibilities than this at one unit are cut down to the best ones, and the result is not proven.
const MOST_OPEN: usize = 20_000;

/// The largest gain, and whether it is proven.
///
/// Units are numbered along the continuum and groups are local, so the units are passed once: what matters of the past is
/// only which of the next units are taken. Prices of units that no group exceeds bound what the rest can still gain.
pub(super) fn best_packing(n_units: usize, options: Vec<Group>) -> (f64, bool) {
    let options = undominated(options);
    let prices = prices(n_units, &options);
    let rest = suffix_sums(&prices);
    let enough = greedy(n_units, &options);
    let mut by_first: Vec<Vec<(u128, f64)>> = vec![Vec::new(); n_units];
    let mut exact = true;
    for option in &options {
        let first = option.members[0];
        if option.members.iter().any(|member| member - first >= 128) {
            exact = false;
            continue;
        }
        let mask = option.members.iter().fold(0u128, |mask, member| mask | 1 << (member - first));
        by_first[first as usize].push((mask, option.gain));
    }
    let mut open: Vec<(u128, f64)> = vec![(0, 0.0)];
    let mut next = Vec::new();
    for unit in 0..n_units {
        next.clear();
        for &(taken, gain) in &open {
            next.push((taken >> 1, gain));
            if taken & 1 == 0 {
                let fits = by_first[unit].iter().filter(|(mask, _)| mask & taken == 0);
                next.extend(fits.map(|(mask, more)| ((taken | mask) >> 1, gain + more)));
            }
        }
        next.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        next.dedup_by_key(|state| state.0);
        let bound = |&(taken, gain): &(u128, f64)| gain + rest[unit + 1] - price_of(taken, &prices[unit + 1..]);
        next.retain(|state| bound(state) >= enough - 1e-9);
        if next.len() > MOST_OPEN {
            exact = false;
            next.sort_by(|a, b| bound(b).total_cmp(&bound(a)).then(a.0.cmp(&b.0)));
            next.truncate(MOST_OPEN);
        }
        std::mem::swap(&mut open, &mut next);
    }
    let found = open.iter().map(|state| state.1).fold(enough, f64::max);
    (found, exact)
}

/// Drops groups that gain no more than one of their parts with the other units alone.
fn undominated(mut options: Vec<Group>) -> Vec<Group> {
    options.sort_by(|a, b| a.members.cmp(&b.members));
    let gain = |members: &[u32]| {
        let at = options.binary_search_by(|option| option.members.as_slice().cmp(members)).ok();
        at.map_or(0.0, |at| options[at].gain)
    };
    let is_needed = |option: &Group| {
        let without = |left_out: usize| {
            let part: Vec<u32> =
                (0..option.members.len()).filter(|&at| at != left_out).map(|at| option.members[at]).collect();
            gain(&part)
        };
        option.members.len() < 3 || (0..option.members.len()).all(|at| without(at) < option.gain)
    };
    let needed: Vec<bool> = options.iter().map(is_needed).collect();
    options.into_iter().zip(needed).filter(|(_, needed)| *needed).map(|(option, _)| option).collect()
}

/// A price for each unit such that no group gains more than its units cost; lowered one after the other.
fn prices(n_units: usize, options: &[Group]) -> Vec<f64> {
    let mut prices = vec![0.0f64; n_units];
    let mut of_unit: Vec<Vec<u32>> = vec![Vec::new(); n_units];
    for (number, option) in (0u32..).zip(options) {
        for &member in &option.members {
            prices[member as usize] = prices[member as usize].max(option.gain / option.members.len() as f64);
            of_unit[member as usize].push(number);
        }
    }
    for round in 0..20 {
        for at in 0..n_units {
            let unit = if round % 2 == 0 { at } else { n_units - 1 - at };
            let least = |&number: &u32| {
                let option = &options[number as usize];
                let others = option.members.iter().filter(|&&member| member as usize != unit);
                option.gain - others.map(|&member| prices[member as usize]).sum::<f64>()
            };
            let least = of_unit[unit].iter().map(least).fold(0.0, f64::max);
            // Half of the way leaves room for the neighbours to be lowered too.
            prices[unit] = if round < 16 { f64::midpoint(prices[unit], least) } else { least };
        }
    }
    prices
}

fn suffix_sums(prices: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; prices.len() + 1];
    for at in (0..prices.len()).rev() {
        sums[at] = sums[at + 1] + prices[at];
    }
    sums
}

fn price_of(mut taken: u128, prices: &[f64]) -> f64 {
    let mut sum = 0.0;
    while taken != 0 {
        sum += prices.get(taken.trailing_zeros() as usize).copied().unwrap_or(0.0);
        taken &= taken - 1;
    }
    sum
}

/// Takes the best group that still fits until none does.
fn greedy(n_units: usize, options: &[Group]) -> f64 {
    let mut order: Vec<&Group> = options.iter().collect();
    let share = |option: &Group| option.gain / option.members.len() as f64;
    order.sort_by(|a, b| share(b).total_cmp(&share(a)).then(a.members.cmp(&b.members)));
    let mut taken = vec![false; n_units];
    let mut gain = 0.0;
    for option in order {
        if option.members.iter().all(|&member| !taken[member as usize]) {
            option.members.iter().for_each(|&member| taken[member as usize] = true);
            gain += option.gain;
        }
    }
    gain
}
