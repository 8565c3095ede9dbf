//! A ranking as JSON, as aligned text, and as a plot.

use crosscheck_stats::ranking::{Attention, Entry, Share};
use serde_json::{Map, Value, json};

use super::Report;
use crate::commands::text::{aligned, count, level, line, number, percent};
use crate::plot::{Intervals, Row};

/// More names of a group than this are only counted.
const MOST_NAMES: usize = 8;

impl Report {
    pub(super) fn json(&self) -> Value {
        let found = &self.ranking;
        let checks = &found.diagnostics;
        let circles = checks.cycles.examples.iter().map(|circle| circle.map(|entry| self.name(entry)));
        let mut out = json!({
            "method": self.method.id, "level": self.confidence, "intervals": found.intervals, "entries": found.entries,
            "cycles": {"triads": checks.cycles.triads, "examples": circles.collect::<Vec<_>>()},
            "connected": checks.groups == 1, "n_entries": checks.n_entries,
            "n_comparisons": checks.n_comparisons, "n_rankings": checks.n_rankings,
            "ties": checks.ties, "left_wins": checks.left_wins,
            "parameters": found.parameters.iter().map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect::<Map<_, _>>(),
            "notes": found.notes,
        });
        if !self.groups.is_empty() {
            out["groups"] = json!(self.groups);
        }
        if let Some((iterations, converged)) = found.iterations {
            out["iterations"] = json!(iterations);
            out["converged"] = json!(converged);
        }
        if !found.annotators.is_empty() {
            out["annotators"] = json!(found.annotators);
        }
        if let Some(dimension) = &self.dimension {
            out["dimension"] = json!(dimension);
        }
        out
    }

    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let (found, checks) = (&self.ranking, &self.ranking.diagnostics);
        let seen = match (checks.n_comparisons, checks.n_rankings) {
            (0, rankings) => count(rankings, "ranking"),
            (comparisons, 0) => count(comparisons, "comparison"),
            (comparisons, rankings) => format!("{comparisons} comparisons, {}", count(rankings, "ranking")),
        };
        let dimension = self.dimension.as_ref().map_or_else(String::new, |name| format!("{name}: "));
        let entries =
            if checks.n_entries == 1 { "1 entry".to_owned() } else { format!("{} entries", checks.n_entries) };
        line(&mut out, &format!("{dimension}{}, {seen}, {entries}", self.method.title));
        let mut rows = vec![["entry", "rank", "score", "low", "high", "ranks"].map(str::to_owned).to_vec()];
        rows.extend(found.entries.iter().map(entry));
        out += &aligned(&rows);
        out.push('\n');
        self.checks(&mut out);
        out
    }

    fn checks(&self, out: &mut String) {
        let (found, checks) = (&self.ranking, &self.ranking.diagnostics);
        match found.intervals {
            "none" => line(out, "no intervals: the method or the data carries none"),
            method => line(out, &format!("intervals: {method}, {} confidence", level(self.confidence))),
        }
        self.connection(out);
        match checks.cycles.examples.first() {
            None => line(out, "cycles: none"),
            Some(circle) => {
                let [a, b, c] = circle.map(|entry| self.name(entry));
                let n = checks.cycles.triads;
                line(out, &format!("cycles: {n} of three entries, for instance {a} > {b} > {c} > {a}"));
            }
        }
        if let Some(ties) = &checks.ties {
            line(out, &format!("ties: {}", share(ties)));
        }
        if let Some(left) = &checks.left_wins {
            line(out, &format!("left wins: {} of decided comparisons; {}", share(left), side(left)));
        }
        for (name, value) in &found.parameters {
            line(out, &format!("{}: {value:.4}", name.replace('_', " ")));
        }
        if let Some((iterations, false)) = found.iterations {
            line(out, &format!("warning: stopped after {iterations} iterations before it converged"));
        }
        found.notes.iter().for_each(|note| line(out, &format!("note: {note}")));
        if !found.annotators.is_empty() {
            *out += &format!("\n{}", self.annotators());
        }
    }

    fn annotators(&self) -> String {
        let mut rows = vec![["annotator", "attention", "left"].map(str::to_owned).to_vec()];
        let row = |one: &Attention| vec![one.name.clone(), number(Some(one.attention)), number(Some(one.left))];
        rows.extend(self.ranking.annotators.iter().map(row));
        aligned(&rows)
    }

    /// Whether everything can be compared with everything, and what to do where it cannot.
    fn connection(&self, out: &mut String) {
        let groups = &self.groups;
        if groups.is_empty() {
            line(out, "connected: every entry is linked to every other by comparisons");
            return;
        }
        let n = groups.len();
        line(out, &format!("NOT CONNECTED: the entries fall into {n} groups that no comparison links:"));
        for (number, names) in (1..).zip(groups) {
            let more = names.len().saturating_sub(MOST_NAMES);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
            line(out, &format!("  group {number}: {}{more}", shown.join(", ")));
        }
        line(
            out,
            "  scores and ranks mean nothing between groups; collect comparisons across them, or rank each alone",
        );
    }

    fn name(&self, entry: usize) -> String {
        self.preferences.entries.get(entry).into_owned()
    }

    pub(super) fn plot(&self) -> String {
        let row = |entry: &Entry| {
            let ranks = ranks(entry).map_or_else(String::new, |ranks| format!("rank {ranks}"));
            Row { name: entry.name.clone(), value: entry.score, bounds: entry.low.zip(entry.high), note: ranks }
        };
        let (level, method) = (level(self.confidence), self.method.title);
        let dimension = self.dimension.as_ref().map_or_else(String::new, |name| format!(": {name}"));
        let strengths = !["win_rate", "elo", "best_worst"].contains(&self.method.id);
        let unit = match self.method.id {
            "elo" => "rating, in Elo points",
            "win_rate" => "share of comparisons won",
            "best_worst" => "share best less share worst",
            _ => "score, as the logarithm of the strength",
        };
        Intervals {
            title: format!("Ranking{dimension}"),
            subtitle: format!("{method}, {level} intervals ({})", self.ranking.intervals),
            axis: unit.to_owned(),
            rows: self.ranking.entries.iter().map(row).collect(),
            reference: strengths.then_some(0.0),
            range: None,
        }
        .svg()
    }
}

fn entry(entry: &Entry) -> Vec<String> {
    let mut row = vec![entry.name.clone(), entry.rank.to_string()];
    row.extend([Some(entry.score), entry.low, entry.high].map(number));
    row.push(ranks(entry).unwrap_or_else(|| "–".to_owned()));
    row
}

/// `2` or `1–3`: what the data leaves open.
fn ranks(entry: &Entry) -> Option<String> {
    let (low, high) = (entry.rank_low?, entry.rank_high?);
    Some(if low == high { low.to_string() } else { format!("{low}–{high}") })
}

/// Whether people favour a side.
fn side(left: &Share) -> &'static str {
    match left {
        Share { low, .. } if *low > 0.5 => "the left side is preferred beyond chance; show both orders",
        Share { high, .. } if *high < 0.5 => "the right side is preferred beyond chance; show both orders",
        _ => "no sign of a preferred side",
    }
}

fn share(share: &Share) -> String {
    format!("{} [{}, {}]", percent(share.share), percent(share.low), percent(share.high))
}
