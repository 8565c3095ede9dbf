//! What was measured, as JSON and as aligned text.

use crosscheck_stats::{Estimate, Metric, Scale, breakdown, metric};
use serde_json::{Value, json};

use super::Report;
use crate::commands::text::{aligned, line, number};

impl Report {
    fn level(&self) -> String {
        format!("{:?}", self.table.level).to_lowercase()
    }

    /// The share of equal pairs, which is there when other measures are not.
    fn percent(&self) -> Option<f64> {
        let options = crosscheck_stats::Options {
            interval: crosscheck_stats::IntervalMethod::None,
            ..crosscheck_stats::Options::default()
        };
        metric("percent_agreement")?.estimate(&self.table, &options, &mut crosscheck_stats::Rng::seeded(1)).value
    }

    fn band(&self, metric: &Metric, estimate: &Estimate) -> Option<crosscheck_stats::Membership> {
        self.benchmark.filter(|_| metric.scale == Scale::BeyondChance)?.membership(estimate)
    }

    pub(super) fn json(&self) -> Value {
        let one = |(metric, estimate): &(&'static Metric, Estimate)| {
            let mut out = json!({
                "metric": metric.id, "level": self.level(), "value": estimate.value, "interval": estimate.interval,
                "n_items": estimate.n_units, "n_annotators": estimate.n_annotators, "n_ratings": estimate.n_ratings,
            });
            if let Some(why) = &estimate.undefined {
                out["undefined"] = json!(why);
                out["percent_agreement"] = json!(self.percent());
            }
            if let Some(band) = self.band(metric, estimate) {
                out["benchmark"] = json!(band);
            }
            out
        };
        let mut all: Vec<Value> = self.estimates.iter().map(one).collect();
        if self.categories.is_none() && self.confusion.is_none() {
            return if self.all { Value::Array(all) } else { all.remove(0) };
        }
        let mut out = json!({ "metrics": all });
        if let Some(categories) = &self.categories {
            out["categories"] = json!(categories);
        }
        match &self.confusion {
            Some(Ok(confusion)) => out["confusion"] = json!(confusion),
            Some(Err(why)) => out["confusion"] = json!({ "undefined": why }),
            None => {}
        }
        out
    }

    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let Some((_, first)) = self.estimates.first() else { return out };
        let (units, annotators, ratings) = (first.n_units, first.n_annotators, first.n_ratings);
        line(&mut out, &format!("{units} items, {annotators} annotators, {ratings} ratings, {}", self.level()));
        let mut rows = vec![["measure", "value", "low", "high", "band"].map(str::to_owned).to_vec()];
        for (metric, estimate) in &self.estimates {
            let band = self.band(metric, estimate).map(|found| found.band.to_owned()).unwrap_or_default();
            let bound = |pick: fn(&crosscheck_stats::Interval) -> f64| estimate.interval.as_ref().map(pick);
            let numbers = [estimate.value, bound(|interval| interval.low), bound(|interval| interval.high)];
            let numbers = numbers.map(number);
            rows.push([vec![metric.title.to_owned()], numbers.to_vec(), vec![band]].concat());
        }
        out += &aligned(&rows);
        for (metric, estimate) in &self.estimates {
            if let Some(why) = &estimate.undefined {
                let percent =
                    self.percent().map_or_else(String::new, |share| format!(" (percent agreement {share:.4})"));
                line(&mut out, &format!("{} undefined: {why}{percent}", metric.title));
            }
        }
        if let Some(categories) = &self.categories {
            let mut rows = vec![["category", "ratings", "specific", "kappa", "alpha"].map(str::to_owned).to_vec()];
            rows.extend(categories.iter().map(|one| {
                let numbers = [one.specific, one.kappa, one.alpha].map(number);
                [vec![one.category.clone(), one.n_ratings.to_string()], numbers.to_vec()].concat()
            }));
            out += &format!("\n{}", aligned(&rows));
        }
        match &self.confusion {
            Some(Ok(confusion)) => out += &format!("\n{}", matrix(confusion)),
            Some(Err(why)) => line(&mut out, why),
            None => {}
        }
        out
    }
}

fn matrix(confusion: &breakdown::Confusion) -> String {
    let header = [vec![String::new()], confusion.values.clone()].concat();
    let counts = confusion.values.iter().zip(&confusion.counts);
    let row = |(value, counts): (&String, &Vec<u64>)| {
        [vec![value.clone()], counts.iter().map(u64::to_string).collect()].concat()
    };
    aligned(&[header].into_iter().chain(counts.map(row)).collect::<Vec<_>>())
}
