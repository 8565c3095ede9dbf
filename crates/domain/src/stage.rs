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
