//! What one more rating costs each measure of a field with a million of them: `cargo run --release -p crosscheck-stats --example
//! running [ratings]`.

use std::time::Instant;

use crosscheck_stats::{IntervalMethod, METRICS, Options, Rng, Rows, Running, Scale, breakdown};

const LABELS: [&str; 5] = ["1", "2", "3", "4", "5"];
const PEOPLE: u64 = 50;

fn main() {
    let n: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    for (name, rows) in [
        ("nominal", Rows::nominal(&LABELS)),
        ("ordinal", Rows::ordinal(&LABELS)),
        ("interval", Rows::interval()),
        ("sets", Rows::sets()),
    ] {
        measure(name, rows, n / 3);
    }
}

fn measure(name: &str, rows: Rows, n_units: u64) {
    let mut rng = Rng::seeded(1);
    let mut running = Running::new(rows);
    let begun = Instant::now();
    for unit in 0..n_units {
        let (truth, first) = (rng.below(5), rng.below(PEOPLE));
        for k in 0..3 {
            let who = (first + k * (1 + rng.below(16))) % PEOPLE;
            let value = if rng.fraction() < 0.8 { truth } else { rng.below(5) };
            let unit_name = format!("01KA0000000000000{unit:09}\u{1f}1\u{1f}");
            running.add(&unit_name, &format!("a{who}"), LABELS[value as usize], unit as u32).expect("a value");
        }
    }
    let added = begun.elapsed();
    let begun = Instant::now();
    running.settle();
    println!("{name}: added in {added:.2?}, counted in {:.2?}", begun.elapsed());
    running.add("one more", "a1", "2", n_units as u32).expect("a value");
    let begun = Instant::now();
    let table = running.settle();
    println!("  one more: settled in {:.2?}", begun.elapsed());
    let whole = Instant::now();
    let options = Options { interval: IntervalMethod::Analytic, ..Options::default() };
    for metric in METRICS.iter().filter(|m| m.levels.contains(&table.level) && m.scale != Scale::Difference) {
        let begun = Instant::now();
        let found = metric.estimate(table, &options, &mut Rng::seeded(1));
        println!("  {:>20} {:>9.2?} {:?}", metric.id, begun.elapsed(), found.value);
    }
    let begun = Instant::now();
    let told =
        (breakdown::annotators(table).len(), breakdown::disputed(table, 12).len(), breakdown::confusion(table).is_ok());
    println!("  breakdown {:.2?} {told:?}; all {:.2?}", begun.elapsed(), whole.elapsed());
}
