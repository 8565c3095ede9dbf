//! The reference page of statistical methods, written from their own documentation.

use std::fmt::Write;

use crosscheck_stats::fusion::{FUSERS, recommended_fuser};
use crosscheck_stats::matching::{Kind, MATCHERS, recommended};
use crosscheck_stats::{AGGREGATORS, BENCHMARKS, Level, METRICS, RANKERS};

/// `docs/reference/methods.md`.
pub fn reference() -> String {
    let mut page =
        "# Methods\n\nGenerated from the registries by `crosscheck gen`; [statistics](../statistics.md) says which \
                    to choose.\n"
            .to_owned();
    agreement(&mut page);
    structure(&mut page);
    aggregation(&mut page);
    fusion(&mut page);
    ranking(&mut page);
    page
}

fn agreement(page: &mut String) {
    line(page, format_args!("\n## Agreement\n\n| id | name | values | weights |\n|---|---|---|---|"));
    for metric in METRICS {
        let weights = if metric.weighted { "yes" } else { "" };
        let values = levels(metric.levels);
        line(page, format_args!("| [`{}`](#{}) | {} | {values} | {weights} |", metric.id, metric.id, metric.title));
    }
    line(page, format_args!("\n{WEIGHTS}"));
    line(page, format_args!("\nScales of adjectives for `--benchmark`, from the highest band:\n"));
    for scale in BENCHMARKS {
        let bands = scale.bands.iter().map(|(from, name)| match *from {
            -1.0 => (*name).to_owned(),
            from => format!("{name} from {}", (from * 1000.0).round() / 1000.0),
        });
        line(page, format_args!("- `{}`, {}: {}", scale.id, scale.title, bands.collect::<Vec<_>>().join(", ")));
    }
    METRICS.iter().for_each(|metric| explained(page, metric.id, metric.summary, metric.doc));
}

fn structure(page: &mut String) {
    line(
        page,
        format_args!(
            "\n## Agreement on structure\n\n{STRUCTURE}\n\n| id | name | what is marked | chance corrected |\n|---|---|---|---|"
        ),
    );
    for matcher in MATCHERS {
        let kinds = kinds(matcher.kinds, |kind| recommended(kind) == matcher.id);
        let chance = if matcher.chance_corrected { "yes" } else { "" };
        line(page, format_args!("| [`{}`](#{}) | {} | {kinds} | {chance} |", matcher.id, matcher.id, matcher.title));
    }
    MATCHERS.iter().for_each(|matcher| explained(page, matcher.id, matcher.summary, matcher.doc));
}

fn aggregation(page: &mut String) {
    line(page, format_args!("\n## Aggregation\n\n| id | name | values |\n|---|---|---|"));
    for one in AGGREGATORS {
        line(page, format_args!("| [`{}`](#{}) | {} | {} |", one.id, one.id, one.title, levels(one.levels)));
    }
    AGGREGATORS.iter().for_each(|one| explained(page, one.id, one.summary, one.doc));
}

fn fusion(page: &mut String) {
    line(page, format_args!("\n## Fusion\n\n{FUSION}\n\n| id | name | what is marked |\n|---|---|---|"));
    for one in FUSERS {
        let kinds = kinds(one.kinds, |kind| recommended_fuser(kind) == Some(one.id));
        line(page, format_args!("| [`{}`](#{}) | {} | {kinds} |", one.id, one.id, one.title));
    }
    FUSERS.iter().for_each(|one| explained(page, one.id, one.summary, one.doc));
}

/// The kinds by name; bold where the method is the one to begin with.
fn kinds(kinds: &[Kind], first: impl Fn(Kind) -> bool) -> String {
    let name = |kind: &Kind| {
        let name = format!("{kind:?}").to_lowercase();
        if first(*kind) { format!("**{name}**") } else { name }
    };
    kinds.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn ranking(page: &mut String) {
    line(page, format_args!("\n## Ranking\n\n| id | name | in short |\n|---|---|---|"));
    for one in RANKERS {
        line(page, format_args!("| [`{}`](#{}) | {} | {} |", one.id, one.id, one.title, one.summary));
    }
    RANKERS.iter().for_each(|one| explained(page, one.id, one.summary, one.doc));
}

fn explained(page: &mut String, id: &str, summary: &str, doc: &str) {
    line(page, format_args!("\n### `{id}`\n\n{summary}\n\n{}", doc.replace("## ", "#### ")));
}

const STRUCTURE: &str = "For what has a place: `crosscheck agree export.jsonl --field label/SLOT --metric ID`. Where a name is \
                         bold, this is the measure to begin with.";

const FUSION: &str = "Several annotators' places become one: `crosscheck aggregate export.jsonl --field label/SLOT --method ID`. \
                      Tracks and transcripts are for the library so far. Where a name is bold, this is the method to begin with.";

const WEIGHTS: &str = "Weights are `identity`, `linear`, `quadratic`, `ordinal`, `radical`, `ratio`, `circular` and `bipolar` \
                       (Gwet 2014); all but the first need an order (`--order`) or numbers (`--values`, `--level interval`).";

fn levels(levels: &[Level]) -> String {
    levels.iter().map(|level| format!("{level:?}").to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn line(page: &mut String, text: std::fmt::Arguments) {
    writeln!(page, "{text}").expect("a text takes every line");
}
