//! What the interface may offer, from the registries.

use axum::extract::State;
use crosscheck_domain::{Design, MediaKind, SelectorKind};
use crosscheck_stats as stats;

use crate::app::App;
use crate::auth::Caller;
use crate::json::Json;
use crate::templates;
use crate::wire::{Catalog, FormatOption, LimitsView, MetricOption, PlainOption, Role, SelectorOption, Template};

/// Formats, statistical methods, selectors, question kinds, policies, roles and limits.
#[utoipa::path(get, path = "/api/catalog", responses((status = 200, body = Catalog)))]
pub async fn catalog(State(app): State<App>, _caller: Caller) -> Json<Catalog> {
    let limits = &app.settings.limits;
    Json(Catalog {
        formats: formats(),
        metrics: metrics(),
        matchers: matchers(),
        aggregators: aggregators(),
        fusers: fusers(),
        rankers: rankers(),
        selectors: selectors(),
        question_kinds: plain(&[
            ("choice", "Choice", "exactly one of several options"),
            ("multi_choice", "Multiple choice", "any number of several options"),
            ("taxonomy", "Taxonomy", "one node of a tree"),
            ("scale", "Scale", "a value on an ordered scale with anchors"),
            ("number", "Number", "a number, with its unit"),
            ("text", "Text", "words of the annotator"),
        ]),
        policies: plain(&[
            ("fixed", "Fixed overlap", "every item is judged by the same number of people"),
            ("adaptive", "Adaptive overlap", "begin with a few people and ask more only where they disagree"),
        ]),
        roles: vec![Role::Manager, Role::Reviewer, Role::Annotator],
        limits: LimitsView {
            max_bytes: limits.max_bytes,
            max_timed_bytes: limits.max_timed_bytes,
            max_pixels: limits.max_pixels,
            max_text: limits.max_text as u64,
        },
        ffmpeg: app.settings.ffmpeg.as_ref().map(|ffmpeg| ffmpeg.version.clone()),
    })
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn formats() -> Vec<FormatOption> {
    let option = |format: &crosscheck_formats::Format| FormatOption {
        id: format.id.to_owned(),
        title: format.title.to_owned(),
        description: format.description.to_owned(),
        import: format.read.is_some(),
        export: format.write.is_some(),
        extensions: owned(format.extensions),
        purposes: format.write.iter().flat_map(|writing| writing.purposes).map(|one| one.as_str().to_owned()).collect(),
        loses: format.write.map(|writing| owned(writing.loses)).unwrap_or_default(),
    };
    crosscheck_formats::FORMATS.iter().map(option).collect()
}

fn metrics() -> Vec<MetricOption> {
    stats::METRICS.iter().map(|one| method((one.id, one.title, one.summary), levels(one.levels))).collect()
}

fn matchers() -> Vec<MetricOption> {
    let option = |one: &stats::matching::Matcher| method((one.id, one.title, one.summary), kinds(one.kinds));
    stats::matching::MATCHERS.iter().map(option).collect()
}

fn fusers() -> Vec<MetricOption> {
    let option = |one: &stats::fusion::Fuser| method((one.id, one.title, one.summary), kinds(one.kinds));
    stats::fusion::FUSERS.iter().map(option).collect()
}

fn kinds(kinds: &[stats::matching::Kind]) -> Vec<String> {
    kinds.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect()
}

fn aggregators() -> Vec<MetricOption> {
    stats::AGGREGATORS.iter().map(|one| method((one.id, one.title, one.summary), levels(one.levels))).collect()
}

fn rankers() -> Vec<MetricOption> {
    stats::RANKERS.iter().map(|one| method((one.id, one.title, one.summary), Vec::new())).collect()
}

fn method((id, title, summary): (&str, &str, &str), levels: Vec<String>) -> MetricOption {
    MetricOption { id: id.to_owned(), title: title.to_owned(), summary: summary.to_owned(), levels }
}

fn levels(levels: &[stats::Level]) -> Vec<String> {
    levels.iter().map(|level| format!("{level:?}").to_lowercase()).collect()
}

fn selectors() -> Vec<SelectorOption> {
    let kinds = [
        (SelectorKind::Whole, "Whole medium"),
        (SelectorKind::Text, "Text span"),
        (SelectorKind::Box, "Box"),
        (SelectorKind::Polygon, "Polygon"),
        (SelectorKind::Polyline, "Line"),
        (SelectorKind::Points, "Points"),
        (SelectorKind::Ellipse, "Ellipse"),
        (SelectorKind::Mask, "Mask"),
        (SelectorKind::Interval, "Interval"),
        (SelectorKind::Track, "Track"),
    ];
    let media = [MediaKind::Text, MediaKind::Image, MediaKind::Audio, MediaKind::Video];
    let option = |(id, title): (SelectorKind, &str)| SelectorOption {
        id,
        title: title.to_owned(),
        media: media.into_iter().filter(|kind| Design::selectors_for(*kind).contains(&id)).collect(),
    };
    kinds.into_iter().map(option).collect()
}

fn plain(options: &[(&str, &str, &str)]) -> Vec<PlainOption> {
    let option = |(id, title, description): &(&str, &str, &str)| PlainOption {
        id: (*id).to_owned(),
        title: (*title).to_owned(),
        description: (*description).to_owned(),
    };
    options.iter().map(option).collect()
}

/// Designs to begin with, each with a first item.
#[utoipa::path(get, path = "/api/templates", responses((status = 200, body = Vec<Template>)))]
pub async fn templates(_caller: Caller) -> Json<Vec<Template>> {
    Json(templates::templates())
}
