//! Stages: what somebody wrote in one project is what others judge in the next one.

use serde_json::Value;

use crate::places::{About, place_fields, text_of};
use crate::{
    Annotation, Content, Cue, Design, Item, MediaKind, Outcome, Part, Problem, QuestionKind, QuestionOn, Role,
    Selector, Slot, Target, check::medium, correction::corrected_slot, fields::titled,
};

/// A place of a design where people write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// `question/{id}`, `corrected/{slot}` or `transcript/{slot}`.
    pub id: String,
    pub title: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// The answer to a question on the item.
    Question(String),
    /// The text of this slot with the corrections in place.
    Corrected(String),
    /// What intervals of this slot say, under these labels.
    Transcript { slot: String, labels: Vec<String> },
}

/// Every place of the design where people write, questions first.
pub fn writings(design: &Design) -> Vec<Writing> {
    let on_item = design
        .questions
        .iter()
        .filter(|one| one.on == QuestionOn::Item && matches!(one.kind, QuestionKind::Text { .. }));
    let questions = on_item.map(|question| Writing {
        id: format!("question/{}", question.id),
        title: titled(&question.title, &question.id).to_owned(),
        kind: Kind::Question(question.id.clone()),
    });
    let corrected = design.claims.iter().filter_map(|rules| design.slot(&rules.slot)).map(|slot| Writing {
        id: format!("corrected/{}", slot.id),
        title: format!("{}, corrected", titled(&slot.title, &slot.id)),
        kind: Kind::Corrected(slot.id.clone()),
    });
    let transcripts = place_fields(design).into_iter().filter_map(|field| match field.about {
        About::Regions { slot, kind: crosscheck_stats::matching::Kind::Transcripts, labels } => {
            let title = design.slot(&slot).map_or("", |slot| titled(&slot.title, &slot.id));
            let id = format!("transcript/{slot}");
            Some(Writing { id, title: format!("Transcript of {title}"), kind: Kind::Transcript { slot, labels } })
        }
        _ => None,
    });
    questions.chain(corrected).chain(transcripts).collect()
}

impl Writing {
    /// Whether whoever writes it works on a text that is there, rather than a new one.
    pub fn changes_a_text(&self) -> bool {
        matches!(self.kind, Kind::Corrected(_))
    }

    /// What this annotation has written there; nothing where it wrote nothing, or only blanks.
    pub fn text(&self, item: &Item, annotation: &Annotation) -> Option<Content> {
        if annotation.outcome != Outcome::Complete {
            return None;
        }
        let content = match &self.kind {
            Kind::Question(id) => {
                let mine = annotation.answers.iter().find(|one| one.question == *id && one.target == Target::Item)?;
                Content::text(mine.value.as_str()?)
            }
            Kind::Corrected(slot) => Content::text(corrected_slot(item, annotation, slot)?),
            Kind::Transcript { slot, labels } => transcript(annotation, slot, labels),
        };
        match &content {
            Content::Text { text, .. } if text.trim().is_empty() => None,
            _ => Some(content),
        }
    }
}

/// A line for each interval that says something, in the order of time, with its times.
fn transcript(annotation: &Annotation, slot: &str, labels: &[String]) -> Content {
    let here = annotation
        .regions
        .iter()
        .filter(|region| region.slot == slot && region.label.as_ref().is_some_and(|label| labels.contains(label)));
    let mut said: Vec<(i64, i64, &str, Option<String>)> = here
        .filter_map(|region| {
            let Selector::Interval { start_ms, end_ms, .. } = &region.selector else { return None };
            let words = text_of(region)?.trim();
            let speaker = region.attributes.get(crate::places::SPEAKER).and_then(Value::as_str).map(str::to_owned);
            (!words.is_empty()).then_some((*start_ms, *end_ms, words, speaker))
        })
        .collect();
    said.sort_by_key(|one| (one.0, one.1));
    let (mut text, mut cues, mut length) = (String::new(), Vec::new(), 0);
    for (start_ms, end_ms, words, speaker) in said {
        if !text.is_empty() {
            text.push('\n');
            length += 1;
        }
        let start = length;
        text.push_str(words);
        length += words.chars().count();
        cues.push(Cue { start, end: length, start_ms, end_ms, speaker });
    }
    Content::Text { text, cues }
}

/// The slots of the next stage that the texts can go into.
pub fn claim_sources(design: &Design) -> impl Iterator<Item = &Slot> {
    design.slots.iter().filter(|slot| slot.kind == MediaKind::Text && slot.role == Role::ClaimSource)
}

/// Why items of one design cannot become items of the other one, slot by slot.
pub fn stage_problems(from: &Design, to: &Design, into: &str) -> Vec<Problem> {
    let problem = |index: usize, message: String| Problem::new("stage_slot", message).within(index).within("slots");
    to.slots
        .iter()
        .enumerate()
        .filter(|(_, slot)| slot.id != into)
        .filter_map(|(index, slot)| match from.slot(&slot.id) {
            None if slot.required => Some(problem(
                index,
                format!(
                    "slot `{}` is required here, and the other project has no slot of that name; make it optional",
                    slot.id
                ),
            )),
            Some(other) if other.kind != slot.kind => Some(problem(
                index,
                format!(
                    "slot `{}` takes {} here and {} in the other project; give it the same kind, or another name",
                    slot.id,
                    medium(slot),
                    medium(other)
                ),
            )),
            Some(other) if other.many && !slot.many => Some(problem(
                index,
                format!(
                    "slot `{}` takes one part here and several in the other project; give it `many: true`",
                    slot.id
                ),
            )),
            Some(other) if other.timed && !slot.timed => Some(problem(
                index,
                format!("slot `{}` has times in the other project and takes none here; give it `timed: true`", slot.id),
            )),
            _ => None,
        })
        .collect()
}

/// The item of the next stage: `text` in the slot `into`, and the other slots that both designs know as they are. Claims
/// are made anew. All that comes of one item stays in one group, as it shares the media.
pub fn staged(item: Item, to: &Design, (into, text): (&str, Content), external_id: String) -> Item {
    let mut slots = item.slots;
    slots.retain(|id, _| id != into && to.slot(id).is_some());
    let text = match text {
        Content::Text { text, .. } if !to.slot(into).is_some_and(|slot| slot.timed) => Content::text(text),
        text => text,
    };
    slots.insert(into.to_owned(), vec![Part::new("0", text)]);
    let group = item.group.or(Some(item.external_id));
    let Item { split, priority, metadata, .. } = item;
    Item { external_id, slots, claim_sets: Vec::new(), group, split, priority, metadata }.with_claims(to)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn design(value: Value) -> Design {
        serde_json::from_value(value).unwrap()
    }

    fn films() -> Design {
        design(json!({"title": "Films",
            "slots": [{"id": "film", "kind": "video", "role": "context"},
                {"id": "caption", "kind": "text", "role": "claim_source"}],
            "ontology": {"labels": [{"id": "said", "selectors": ["interval"], "slots": ["film"],
                "attributes": [{"id": "text", "type": "text"}, {"id": "speaker", "type": "text"}]}]},
            "claims": {"slot": "caption"},
            "questions": [{"id": "better", "title": "A better one", "type": "text"},
                {"id": "why", "type": "text", "on": {"target": "claim"}},
                {"id": "fit", "type": "choice", "options": [{"id": "good"}]}]}))
    }

    fn item() -> Item {
        let item = json!({"external_id": "f1", "metadata": {"model": "m"},
            "slots": {"caption": [{"id": "0", "content": "text", "text": "Two dogs. A red sofa."}],
                "note": [{"id": "0", "content": "text", "text": "not here"}]}});
        serde_json::from_value::<Item>(item).unwrap().with_claims(&films())
    }

    fn annotation(value: Value) -> Annotation {
        let mut whole = json!({"id": "01", "outcome": {"type": "complete"}});
        whole.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        serde_json::from_value(whole).unwrap()
    }

    fn text_of(id: &str, given: Value) -> Option<Content> {
        let all = writings(&films());
        all.iter().find(|one| one.id == id).unwrap().text(&item(), &annotation(given))
    }

    #[test]
    fn people_write_in_answers_corrections_and_transcripts() {
        let found: Vec<(String, String)> = writings(&films()).into_iter().map(|one| (one.id, one.title)).collect();
        let expected = [
            ("question/better", "A better one"),
            ("corrected/caption", "caption, corrected"),
            ("transcript/film", "Transcript of film"),
        ];
        assert_eq!(found, expected.map(|(id, title)| (id.to_owned(), title.to_owned())));
        let answer = |text: &str| json!({"answers": [{"question": "better", "target": {"on": "item"}, "value": text}]});
        assert_eq!(text_of("question/better", answer(" Three cats.")), Some(Content::text(" Three cats.")));
        assert_eq!(text_of("question/better", answer("  ")), None);
        assert_eq!(text_of("question/better", json!({})), None);
        let claim = &item().claim_sets[0].claims[0];
        let wrong = json!({"verdicts": [{"claim": claim.id, "value": "contradicted", "errors": [{"type": "object",
            "span": {"start": 4, "end": 8, "quote": "dogs"}, "correction": "cats"}]}]});
        assert_eq!(text_of("corrected/caption", wrong), Some(Content::text("Two cats. A red sofa.")));
        assert_eq!(text_of("corrected/caption", json!({})), None, "who corrects nothing has written nothing");
    }

    #[test]
    fn a_transcript_keeps_its_times() {
        let said = |id: &str, start: i64, text: &str| {
            json!({"id": id, "slot": "film", "part": "0", "label": "said", "attributes": {"text": text, "speaker": "Ann"},
                "selector": {"type": "interval", "start_ms": start, "end_ms": start + 500}})
        };
        let given = json!({"regions": [said("b", 900, "and you?"), said("a", 0, "Ça va"), said("c", 2000, " ")]});
        let Some(Content::Text { text, cues }) = text_of("transcript/film", given) else { panic!() };
        assert_eq!(text, "Ça va\nand you?");
        let places: Vec<_> = cues.iter().map(|cue| (cue.start, cue.end, cue.start_ms, cue.end_ms)).collect();
        assert_eq!(places, [(0, 5, 0, 500), (6, 14, 900, 1400)]);
        assert_eq!(cues[0].speaker.as_deref(), Some("Ann"));
    }

    #[test]
    fn what_the_next_stage_knows_is_taken_over() {
        let next = design(json!({"title": "Review",
            "slots": [{"id": "film", "kind": "video", "role": "context", "required": false},
                {"id": "text", "kind": "text", "role": "claim_source"}],
            "claims": {"slot": "text"}}));
        let made = staged(item(), &next, ("text", Content::text("Three cats. A sofa.")), "f1/x".to_owned());
        assert_eq!(made.slots.keys().collect::<Vec<_>>(), ["text"]);
        assert_eq!(made.claim_sets[0].claims.len(), 2, "the claims are those of the new text");
        assert_eq!((made.group.as_deref(), made.external_id.as_str()), (Some("f1"), "f1/x"));
        assert!(crate::check_item(&next, &made).is_empty());
    }

    #[test]
    fn slots_that_do_not_fit_are_named() {
        let next = |slot: Value| {
            design(json!({"title": "Review", "slots": [slot, {"id": "text", "kind": "text", "role": "claim_source"}]}))
        };
        let problems = |slot: Value| {
            let found = stage_problems(&films(), &next(slot), "text");
            found.into_iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(problems(json!({"id": "film", "kind": "video", "role": "context"})), "");
        assert_eq!(problems(json!({"id": "photo", "kind": "image", "role": "context", "required": false})), "");
        assert!(
            problems(json!({"id": "photo", "kind": "image", "role": "context"})).starts_with("slots/0: slot `photo`")
        );
        assert!(
            problems(json!({"id": "film", "kind": "audio", "role": "context"})).contains("a sound here and a video")
        );
    }
}
