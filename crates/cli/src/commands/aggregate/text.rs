//! An aggregation as a person reads it.

use super::outcome::{Annotator, Answer, Found, Item, Outcome};
use crate::commands::text::{aligned, count, line, number};

/// More items than this are no help on a screen.
const MOST_ITEMS: usize = 40;

impl Outcome {
    /// The summary, the items where they go nowhere else, and the annotators.
    pub fn text(&self, with_items: bool) -> String {
        let mut out = String::new();
        self.summary(&mut out);
        if with_items {
            self.first_items(&mut out);
        }
        out.push('\n');
        out += &annotators(self);
        out
    }

    fn summary(&self, out: &mut String) {
        let (mut n, mut ties, mut undecided) = (0, 0, 0);
        for item in self.items() {
            n += 1;
            ties += usize::from(!item.tie.is_empty());
            undecided += usize::from(item.label.is_none() && item.tie.is_empty());
        }
        let annotators = count(self.annotators().len(), "annotator");
        let level = format!("{:?}", self.level).to_lowercase();
        let ratings = count(self.n_ratings(), "rating");
        line(out, &format!("{}: {}, {annotators}, {ratings}, {level}", self.method.title, count(n, "item")));
        line(out, &format!("{} decided, {} tied, {undecided} undecided", n - ties - undecided, ties));
        if let Some(found) = self.convergence() {
            let rest = if found.converged { "converged" } else { "stopped before it converged" };
            let objective = found.objective.last().map_or_else(String::new, |value| format!(", objective {value:.4}"));
            line(out, &format!("{rest} after {}{objective}", count(found.iterations, "iteration")));
        }
        let left_out = self.n_items() - n;
        if left_out > 0 {
            line(
                out,
                &format!("note: {} with a known answer were rated by nobody and are left out", count(left_out, "item")),
            );
        }
        self.notes().iter().for_each(|note| line(out, &format!("note: {note}")));
    }

    /// Ties first, as they ask for somebody to look at them.
    fn first_items(&self, out: &mut String) {
        let open = |item: &Item| item.label.is_none() || !item.tie.is_empty();
        let mut items: Vec<Item> = self.items().filter(open).take(MOST_ITEMS).collect();
        let room = MOST_ITEMS - items.len();
        items.extend(self.items().filter(|item| !open(item)).take(room));
        let scale = matches!(self.found, Found::Scale { .. });
        let header: &[&str] = match scale {
            true => &["item", "value", "low", "high", "ratings"],
            false => &["item", "label", "confidence", "support"],
        };
        let mut rows = vec![header.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()];
        let shown = items.len();
        rows.extend(items.into_iter().map(|item| if scale { numbers(item) } else { labels(item) }));
        out.push('\n');
        *out += &aligned(&rows);
        let more = self.items().count() - shown;
        if more > 0 {
            line(out, &format!("… and {more} more; --json or --out FILE writes all of them"));
        }
    }
}

fn numbers(item: Item) -> Vec<String> {
    let value = match item.label {
        Some(Answer::Number(value)) => Some(value),
        _ => None,
    };
    let bounds = item.interval;
    let bound = |pick: fn(&super::outcome::Bounds) -> f64| number(bounds.as_ref().map(pick));
    vec![item.item, number(value), bound(|one| one.low), bound(|one| one.high), item.n_ratings.to_string()]
}

fn labels(item: Item) -> Vec<String> {
    let tie = item.tie.join(" = ");
    let label = match item.label {
        Some(Answer::Label(label)) => label,
        Some(Answer::Set(labels)) if tie.is_empty() => format!("{{{}}}", labels.join(", ")),
        Some(Answer::Set(labels)) => format!("{{{}}}, tied: {tie}", labels.join(", ")),
        Some(Answer::Number(value)) => number(Some(value)),
        None if tie.is_empty() => "undecided".to_owned(),
        None => format!("tied: {tie}"),
    };
    let support = item.support.unwrap_or_default();
    let support: Vec<String> = support.iter().map(|(label, n)| format!("{label} {n}")).collect();
    vec![item.item, label, number(item.confidence), support.join(", ")]
}

fn annotators(outcome: &Outcome) -> String {
    let all: Vec<Annotator> = outcome.annotators();
    let mut header = vec!["annotator", "ratings", outcome.quality(), "low", "high"];
    let spread = all.iter().any(|one| one.spread.is_some());
    if spread {
        header.push("spread");
    }
    let parameter = all.iter().find_map(|one| one.parameter).map(|(name, _)| name.replace('_', " "));
    header.extend(parameter.as_deref());
    let mut rows = vec![header.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    for one in all {
        let mut row = vec![one.name, one.n_ratings.to_string()];
        row.extend([one.value, one.low, one.high].map(number));
        if spread {
            row.push(number(one.spread));
        }
        row.extend(one.parameter.map(|(_, value)| number(Some(value))));
        rows.push(row);
    }
    aligned(&rows)
}
