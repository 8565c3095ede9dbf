//! Agreement on what has a place: regions, spans, intervals, tracks, speech, transcripts, claims and links of a native export.

use crosscheck_stats::Rng;
use crosscheck_stats::matching::{self, Finding, Kind, Matcher};
use serde_json::{Map, Value, json};

use super::Agree;
use crate::commands::Failure;
use crate::commands::text::{aligned, line, number};
use crate::native::Export;

impl Agree {
    pub(super) fn structure(&self, matcher: &Matcher) -> Result<(), Failure> {
        let field = self.answers.field.as_deref().ok_or_else(|| {
            let message = format!(
                "{} measures places; give a native export and --field, as region/SLOT/KIND or label/SLOT",
                matcher.id
            );
            Failure::Input(message)
        })?;
        if self.plot.is_some() {
            return Err(Failure::Input(format!("there is no plot of {}; --plot shows labels and numbers", matcher.id)));
        }
        let given = self.answers.given()?;
        let export = Export::open(&given)?;
        let marked = export.marked(field)?;
        let sheets = marked.sheets;
        let options = matching::Options {
            interval: self.options().interval,
            confidence: self.ci,
            reference: marked.reference,
            ..matching::Options::default()
        };
        let found = matcher.estimate(&sheets, &options, &mut Rng::seeded(self.seed));
        if self.json {
            println!("{}", object(matcher, (field, sheets.kind), &found));
        } else {
            print!("{}", text(matcher, (field, sheets.kind), &found));
        }
        Ok(())
    }
}

fn object(matcher: &Matcher, (field, kind): (&str, Kind), found: &Finding) -> Value {
    let parts = found.parts.iter().map(|part| (part.name.to_owned(), json!(part.value)));
    let mut out = json!({
        "metric": matcher.id, "field": field, "kind": kind, "value": found.value, "interval": found.interval,
        "n_items": found.n_items, "n_annotators": found.n_annotators, "n_marks": found.n_marks,
        "parts": parts.collect::<Map<_, _>>(),
    });
    if let Some(why) = &found.undefined {
        out["undefined"] = json!(why);
    }
    out
}

fn text(matcher: &Matcher, (field, kind): (&str, Kind), found: &Finding) -> String {
    let kind = format!("{kind:?}").to_lowercase();
    let mut out = String::new();
    let (items, annotators, marks) = (found.n_items, found.n_annotators, found.n_marks);
    line(&mut out, &format!("{field}: {items} items, {annotators} annotators, {marks} marks, {kind}"));
    let bounds = found.interval.as_ref().map(|interval| (interval.low, interval.high)).unzip();
    let mut rows = vec![["measure", "value", "low", "high"].map(str::to_owned).to_vec()];
    rows.push([vec![matcher.title.to_owned()], [found.value, bounds.0, bounds.1].map(number).to_vec()].concat());
    rows.extend(found.parts.iter().map(|part| vec![format!("  {}", part.name.replace('_', " ")), number(part.value)]));
    out += &aligned(&rows);
    if let Some(why) = &found.undefined {
        line(&mut out, &format!("{} undefined: {why}", matcher.title));
    }
    out
}
