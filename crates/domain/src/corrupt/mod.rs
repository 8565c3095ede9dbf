//! Corruption: gold made out of a verified item by one known error in what is said about its media.

mod facts;
mod kinds;
mod sound;
mod text;
mod words;

use crosscheck_stats::Rng;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Annotation, Content, Design, Item, Span, TimeScope, check_item};
use text::Change;

/// A way to put one error into an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CorruptionKind {
    /// A statement about another item takes the place of one; the whole caption where it is one statement.
    SwapCaption,
    /// A number becomes another.
    ChangeNumber,
    /// A colour becomes another.
    ChangeColour,
    /// What is affirmed is denied, or the other way round.
    Negate,
    /// Left becomes right, or right left.
    FlipLaterality,
    /// A cue comes too early or too late.
    ShiftCue,
    /// The sound comes too early or too late.
    ShiftAudio,
    /// Two statements that follow each other change places.
    SwapEvents,
    /// How much or how bad: small becomes large, mild severe.
    ChangeSeverity,
    /// A word stands twice.
    RepeatWord,
}

impl CorruptionKind {
    pub const ALL: [Self; 10] = [
        Self::SwapCaption,
        Self::ChangeNumber,
        Self::ChangeColour,
        Self::Negate,
        Self::FlipLaterality,
        Self::ShiftCue,
        Self::ShiftAudio,
        Self::SwapEvents,
        Self::ChangeSeverity,
        Self::RepeatWord,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SwapCaption => "swap_caption",
            Self::ChangeNumber => "change_number",
            Self::ChangeColour => "change_colour",
            Self::Negate => "negate",
            Self::FlipLaterality => "flip_laterality",
            Self::ShiftCue => "shift_cue",
            Self::ShiftAudio => "shift_audio",
            Self::SwapEvents => "swap_events",
            Self::ChangeSeverity => "change_severity",
            Self::RepeatWord => "repeat_word",
        }
    }
}

/// What a corruption may know beside the item.
#[derive(Clone, Copy, Debug)]
pub struct Verified<'a> {
    /// What is true of the item: no statement of it may be wrong. Where absent, every shared claim is right.
    pub facts: Option<&'a Annotation>,
    /// Other items of the project, for statements about something else.
    pub others: &'a [Item],
    /// The key of the new item. It must tell nothing.
    pub external_id: &'a str,
}

/// An item with exactly one known error.
#[derive(Clone, Debug, PartialEq)]
pub struct Corruption {
    pub item: Item,
    /// What is true of the new item.
    pub facts: Annotation,
    pub known: KnownError,
    /// The item still names the medium as it was: one with its sound moved is to take its place.
    pub sound: Option<MovedSound>,
}

/// A medium whose sound is to begin at another time of the same medium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedSound {
    pub slot: String,
    pub part: String,
    /// Milliseconds of the medium. Later by silence ahead of it; earlier by leaving out what comes first.
    pub by_ms: i64,
}

/// What was done, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KnownError {
    pub kind: CorruptionKind,
    /// An id of the design's error types.
    pub error_type: String,
    /// The claim that is wrong now; the first one where a moved sound makes several wrong.
    pub claim: String,
    /// Where the change was made.
    pub slot: String,
    pub part: String,
    /// The wrong words in the new text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The wrong time of the cue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeScope>,
    /// By how much the cue, or the sound of a statement about it, comes too late, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_ms: Option<i64>,
    /// What stood there before.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What a kind does to a claim, before it is known whether the item bears it.
struct Attempt {
    item: Item,
    /// What is wrong now, never empty.
    claims: Vec<String>,
    slot: String,
    part: String,
    span: Option<Span>,
    time: Option<TimeScope>,
    offset_ms: Option<i64>,
    before: String,
    after: String,
    /// Ids of error types that name it, the most fitting first.
    error_types: &'static [&'static str],
    /// Claims of which nothing can be said any more.
    unknown: Vec<String>,
    sound: Option<MovedSound>,
}

/// The item with one error of this kind; none where the item has no place for it, where something about it is wrong or
/// unknown already, or where the design has no error type that fits.
///
/// Words are English. Whoever uses what comes out of it looks at it first: a cushion that was not mentioned may be green.
pub fn corrupt(
    kind: CorruptionKind,
    design: &Design,
    item: &Item,
    verified: &Verified,
    rng: &mut Rng,
) -> Option<Corruption> {
    let rules = design.claims.as_ref()?;
    let base = facts::of_verified(rules, item, verified.facts)?;
    let attempts = kinds::attempts(kind, rules, item, &base, verified.others, rng);
    for attempt in attempts {
        let Some((error_type, mut facts)) = facts::with_error(rules, &base, &attempt) else { continue };
        if attempt.sound.as_ref().is_some_and(|moved| !sound::moves_along(&mut facts, item, moved)) {
            continue;
        }
        let mut made = attempt.item;
        verified.external_id.clone_into(&mut made.external_id);
        // A split keeps both on one side.
        made.group = item.group.clone().or_else(|| Some(item.external_id.clone()));
        if !check_item(design, &made).is_empty() {
            continue;
        }
        let Some(claim) = attempt.claims.into_iter().next() else { continue };
        let known = KnownError {
            kind,
            error_type,
            claim,
            slot: attempt.slot,
            part: attempt.part,
            span: attempt.span,
            time: attempt.time,
            offset_ms: attempt.offset_ms,
            before: attempt.before,
            after: attempt.after,
        };
        return Some(Corruption { item: made, facts, known, sound: attempt.sound });
    }
    None
}

/// The item as it is under another key, with what is true of it: gold without an error, so that nobody learns to find one
/// everywhere. None where something about it is wrong or unknown.
pub fn untouched(design: &Design, item: &Item, verified: &Verified) -> Option<(Item, Annotation)> {
    let facts = facts::of_verified(design.claims.as_ref()?, item, verified.facts)?;
    let group = item.group.clone().or_else(|| Some(item.external_id.clone()));
    let same = Item { external_id: verified.external_id.to_owned(), group, ..item.clone() };
    (!facts.verdicts.is_empty() && check_item(design, &same).is_empty()).then_some((same, facts))
}

/// The text of a part.
fn text_of<'a>(item: &'a Item, slot: &str, part: &str) -> Option<&'a str> {
    match &item.part(slot, part)?.content {
        Content::Text { text, .. } => Some(text),
        Content::Asset { .. } => None,
    }
}
