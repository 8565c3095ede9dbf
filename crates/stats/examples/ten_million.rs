//! Two million units with five ratings each, from text rows to every metric; run it under `time -v` to see its cost.

use std::fmt::Write as _;

use crosscheck_stats::{METRICS, Options, Rng, Rows};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n_units: u64 = std::env::args().nth(1).map_or(Ok(2_000_000), |n| n.parse())?;
    let labels = ["a", "b", "c", "d", "e"];
    let mut rng = Rng::seeded(1);
    let mut rows = Rows::nominal(&labels);
    let (mut unit, mut annotator) = (String::new(), String::new());
    for number in 0..n_units {
        unit.clear();
        write!(unit, "t{number}")?;
        let truth = rng.below(5) as usize;
        for slot in 0..5 {
            annotator.clear();
            write!(annotator, "w{}", slot * 1000 + rng.below(1000))?;
            let value = if rng.fraction() < 0.7 { truth } else { rng.below(5) as usize };
            rows.push(&unit, &annotator, labels[value])?;
        }
    }
    let table = rows.finish()?;
    println!("{} ratings of {} units by {} annotators", table.n_ratings(), table.n_units(), table.n_annotators());
    for metric in METRICS {
        let found = metric.estimate(&table, &Options::default(), &mut rng);
        println!("{} {:?} {:?}", metric.id, found.value, found.interval);
    }
    Ok(())
}
