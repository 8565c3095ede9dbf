//! The reference page of statistical methods, written from their own documentation.

use std::fmt::Write;

use crosscheck_stats::{BENCHMARKS, METRICS, Metric};

/// `docs/reference/methods.md`.
pub fn reference() -> String {
    let mut page =
        "# Methods\n\nGenerated from the registries by `crosscheck gen`; [statistics](../statistics.md) says which to \
                    choose.\n\n## Agreement\n\n| id | name | values | weights |\n|---|---|---|---|\n"
            .to_owned();
    for metric in METRICS {
        let weights = if metric.weighted { "yes" } else { "" };
        line(
            &mut page,
            format_args!("| [`{}`](#{}) | {} | {} | {weights} |", metric.id, metric.id, metric.title, levels(metric)),
        );
    }
    line(&mut page, format_args!("\n{WEIGHTS}"));
    line(&mut page, format_args!("\nScales of adjectives for `--benchmark`, from the highest band:\n"));
    for scale in BENCHMARKS {
        let bands = scale.bands.iter().map(|(from, name)| match *from {
            -1.0 => (*name).to_owned(),
            from => format!("{name} from {}", (from * 1000.0).round() / 1000.0),
        });
        line(&mut page, format_args!("- `{}`, {}: {}", scale.id, scale.title, bands.collect::<Vec<_>>().join(", ")));
    }
    for metric in METRICS {
        let doc = metric.doc.replace("## ", "#### ");
        line(&mut page, format_args!("\n### `{}`\n\n{}\n\n{doc}", metric.id, metric.summary));
    }
    page
}

const WEIGHTS: &str = "Weights are `identity`, `linear`, `quadratic`, `ordinal`, `radical`, `ratio`, `circular` and `bipolar` \
                       (Gwet 2014); all but the first need an order (`--order`) or numbers (`--values`, `--level interval`).";

fn levels(metric: &Metric) -> String {
    metric.levels.iter().map(|level| format!("{level:?}").to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn line(page: &mut String, text: std::fmt::Arguments) {
    writeln!(page, "{text}").expect("a text takes every line");
}
