//! One Web Annotation for each thing that an annotator said.

use crosscheck_domain::{
    Annotation, Answer, Content, Evidence, Item, Link, MediaKind, Omission, Region, Selector, Span, Target, Verdict,
    claim_source,
};
use serde_json::{Value, json};

use super::{selectors, time};
use crate::{ExportAnnotation, ExportContext};

/// An annotation with everything that is needed to say where its places are.
pub struct Source<'a> {
    pub item_id: &'a str,
    /// As it was when the annotation was made.
    pub item: &'a Item,
    /// It shows something else by now, so its texts are not those that its name leads to.
    pub outdated: bool,
    pub stored: &'a ExportAnnotation<'a>,
    pub body: &'a Annotation,
    pub context: &'a ExportContext,
}

impl Source<'_> {
    pub fn statements(&self) -> Vec<Value> {
        let regions = self.body.regions.iter().map(|region| self.region(region));
        let verdicts = self.body.verdicts.iter().map(|verdict| self.verdict(verdict));
        let omissions = self.body.omissions.iter().map(|omission| self.omission(omission));
        let answers = self.body.answers.iter().enumerate().map(|(index, answer)| self.answer(index, answer));
        let links = self.body.links.iter().map(|link| self.link(link));
        regions.chain(verdicts).chain(omissions).chain(answers).chain(links).collect()
    }

    fn region(&self, region: &Region) -> Value {
        let mut bodies: Vec<Value> = region.label.iter().map(|label| textual("tagging", label)).collect();
        if !region.attributes.is_empty() {
            bodies.push(json!({
                "type": "crosscheck:Attributes", "purpose": "describing", "crosscheck:attributes": region.attributes,
            }));
        }
        let motivation = if region.label.is_some() { "tagging" } else { "highlighting" };
        let targets = selectors::targets(&self.part(&region.slot, &region.part), &self.on_own_clock(region));
        self.statement(&format!("region/{}", region.id), motivation, bodies, targets)
    }

    fn verdict(&self, verdict: &Verdict) -> Value {
        let mut value = textual("assessing", &verdict.value);
        value["crosscheck:aspect"] = verdict.aspect.as_str().into();
        value["crosscheck:reason"] = verdict.reason.clone().into();
        value["crosscheck:confidence"] = verdict.confidence.into();
        let mut bodies = vec![value];
        for error in &verdict.errors {
            let mut body = textual("classifying", &error.error_type);
            body["crosscheck:severity"] = error.severity.into();
            body["crosscheck:axes"] = json!(error.axes);
            body["crosscheck:offset_ms"] = error.offset_ms.into();
            body["crosscheck:span"] = error.span.as_ref().map(selectors::text).into();
            bodies.push(body);
            bodies.extend(error.correction.iter().map(|text| textual("editing", text)));
        }
        bodies.extend(verdict.rationale.iter().map(|text| textual("commenting", text)));
        bodies.extend(self.evidence(&verdict.evidence));
        let id = format!("verdict/{}/{}", verdict.claim, verdict.aspect);
        self.statement(&id, "assessing", bodies, self.claim(&verdict.claim))
    }

    fn omission(&self, omission: &Omission) -> Value {
        let mut text = textual("commenting", &omission.text);
        text["crosscheck:severity"] = omission.severity.into();
        text["crosscheck:axes"] = json!(omission.axes);
        text["crosscheck:kind"] = omission.kind.clone().into();
        text["crosscheck:polarity"] = json!(omission.polarity);
        text["crosscheck:certainty"] = json!(omission.certainty);
        text["crosscheck:attributes"] = json!(omission.attributes);
        let mut bodies = vec![text];
        bodies.extend(omission.error_type.iter().map(|kind| textual("classifying", kind)));
        bodies.extend(omission.rationale.iter().map(|text| textual("describing", text)));
        bodies.extend(self.evidence(&omission.evidence));
        self.statement(&format!("omission/{}", omission.id), "commenting", bodies, vec![self.whole_item()])
    }

    fn answer(&self, index: usize, answer: &Answer) -> Value {
        let value = answer.value.as_str().map_or_else(|| answer.value.to_string(), str::to_owned);
        let mut body = textual("describing", &value);
        body["crosscheck:question"] = answer.question.as_str().into();
        self.statement(&format!("answer/{index}"), "describing", vec![body], self.target(&answer.target))
    }

    fn link(&self, link: &Link) -> Value {
        let mut bodies = vec![textual("classifying", &link.link_type)];
        let to = self.target(&link.to).into_iter();
        bodies.extend(to.map(|target| json!({ "type": "SpecificResource", "purpose": "linking", "source": target })));
        self.statement(&format!("link/{}", link.id), "linking", bodies, self.target(&link.from))
    }

    /// The regions as linking bodies; an explicit absence as a comment on why there is none.
    fn evidence(&self, evidence: &[Evidence]) -> Vec<Value> {
        let one = |evidence: &Evidence| match evidence {
            Evidence::Region { region, stance } => json!({
                "type": "SpecificResource",
                "purpose": "linking",
                "source": self.urn(&format!("region/{region}")),
                "crosscheck:stance": stance,
            }),
            Evidence::Absent { none } => {
                json!({ "type": "crosscheck:NoEvidence", "purpose": "linking", "crosscheck:reason": none })
            }
        };
        evidence.iter().map(one).collect()
    }

    fn statement(&self, id: &str, motivation: &str, bodies: Vec<Value>, targets: Vec<Value>) -> Value {
        let kind = if self.stored.annotator_kind == "model" { "Software" } else { "Person" };
        json!({
            "@context": ["http://www.w3.org/ns/anno.jsonld", { "crosscheck": "urn:crosscheck:vocabulary:" }],
            "id": self.urn(id),
            "type": "Annotation",
            "motivation": motivation,
            "creator": { "type": kind, "nickname": self.context.annotator(self.stored.annotator) },
            "created": time::iso(self.stored.submitted_at_ms),
            "body": bodies.into_iter().map(without_nothing).collect::<Vec<_>>(),
            "target": targets,
        })
    }

    fn target(&self, target: &Target) -> Vec<Value> {
        match target {
            Target::Item => vec![self.whole_item()],
            Target::Claim(id) => self.claim(id),
            Target::Region(id) => vec![self.urn(&format!("region/{id}")).into()],
            Target::Omission(id) => vec![self.urn(&format!("omission/{id}")).into()],
            Target::Link(id) => vec![self.urn(&format!("link/{id}")).into()],
            Target::Candidate(place) => {
                let (slot, part) = place.split_once('/').unwrap_or((place, "0"));
                vec![self.part(slot, part)]
            }
        }
    }

    /// Where the claim stands in its text; its own words where it stands nowhere.
    fn claim(&self, id: &str) -> Vec<Value> {
        let own = self.body.claims.iter().find(|claim| claim.id == id);
        let Some(claim) = own.or_else(|| self.item.claim(id)) else { return vec![self.whole_item()] };
        let (Some((_, slot, part)), false) = (claim_source(self.item, self.body, id), claim.spans.is_empty()) else {
            return vec![
                json!({ "id": self.item_urn(&format!(":claim/{id}")), "type": "Text", "crosscheck:text": claim.text }),
            ];
        };
        let source = self.part(slot, part);
        let place = |span: &Span| json!({ "type": "SpecificResource", "source": source["id"], "selector": selectors::text(span) });
        claim.spans.iter().map(place).collect()
    }

    /// The medium at a place, by its hash where it has one.
    fn part(&self, slot: &str, part: &str) -> Value {
        match self.item.part(slot, part).map(|part| &part.content) {
            Some(Content::Asset { asset }) => json!({
                "id": format!("urn:sha256:{}", asset.sha256),
                "type": match asset.info.kind {
                    MediaKind::Text => "Text",
                    MediaKind::Image => "Image",
                    MediaKind::Audio => "Sound",
                    MediaKind::Video => "Video",
                },
                "format": asset.info.mime,
            }),
            _ => {
                json!({ "id": self.item_urn(&format!(":slot/{slot}/{part}")), "type": "Text", "format": "text/plain" })
            }
        }
    }

    /// A media fragment counts as the medium itself does, whatever the master clock of the item.
    fn on_own_clock(&self, region: &Region) -> Selector {
        let clock = self.item.part(&region.slot, &region.part).and_then(|part| part.clock);
        let mut selector = region.selector.clone();
        let Some(clock) = clock else { return selector };
        let own = |ms: &mut i64| *ms = clock.own_ms(*ms as f64).round() as i64;
        match &mut selector {
            Selector::Interval { start_ms, end_ms, .. } => [start_ms, end_ms].into_iter().for_each(own),
            Selector::Track { keyframes } => keyframes.iter_mut().for_each(|keyframe| own(&mut keyframe.time_ms)),
            _ => {}
        }
        selector
    }

    fn whole_item(&self) -> Value {
        json!({ "id": self.item_urn(""), "type": "Dataset" })
    }

    fn item_urn(&self, place: &str) -> String {
        let revision = if self.outdated { format!(":revision:{}", self.stored.item_revision) } else { String::new() };
        format!("urn:crosscheck:{}:item:{}{revision}{place}", self.context.project_slug, self.item_id)
    }

    fn urn(&self, place: &str) -> String {
        format!("urn:crosscheck:{}:annotation:{}:{place}", self.context.project_slug, self.stored.id)
    }
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": value })
}

/// A body without the members that have nothing to say.
fn without_nothing(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|_, value| !value.is_null() && value.as_object().is_none_or(|object| !object.is_empty()));
    }
    body
}
