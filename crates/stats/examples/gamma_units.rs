//! Gamma of two annotators' units from lines of `annotator,label,start,end`, from the file to the value.

use std::collections::BTreeMap;

use crosscheck_stats::matching::{Kind, Mark, Options, Sheet, Sheets, matcher};
use crosscheck_stats::{IntervalMethod, Rng};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of annotator,label,start,end")?;
    let text = std::fs::read_to_string(path)?;
    let mut annotators: BTreeMap<&str, Vec<Mark>> = BTreeMap::new();
    let mut labels: Vec<&str> = Vec::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split(',');
        let mut cell = || cells.next().ok_or_else(|| format!("{line:?} has fewer than four cells"));
        let (annotator, label) = (cell()?, cell()?);
        let (start, end): (f64, f64) = (cell()?.parse()?, cell()?.parse()?);
        let label = labels.iter().position(|known| *known == label).unwrap_or_else(|| {
            labels.push(label);
            labels.len() - 1
        });
        annotators.entry(annotator).or_default().push(Mark::stretch(start, end, label as u32));
    }
    let sheets = (0..).zip(annotators.into_values()).map(|(who, marks)| Sheet::new(0, who, marks)).collect();
    let sheets = Sheets::new(Kind::Intervals, sheets)?;
    let gamma = matcher("gamma").ok_or("gamma is not registered")?;
    let options = Options { interval: IntervalMethod::None, ..Options::default() };
    println!("{}", serde_json::to_string(&gamma.estimate(&sheets, &options, &mut Rng::seeded(1)))?);
    Ok(())
}
