//! Decomposition: how a text becomes shared claims when the import brought none.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    Certainty, Claim, ClaimOrigin, ClaimRules, ClaimSet, Codepoints, Content, Cue, Design, Item, Polarity, Span, Split,
    TimeScope,
};

/// The claims of one text by the design's rule. Ids count from `c1`; white space around a claim is outside its span.
pub fn split_claims(rules: &ClaimRules, slot: &str, part: &str, text: &str, cues: &[Cue]) -> ClaimSet {
    let pieces: Vec<&str> = match rules.split {
        Split::None => Vec::new(),
        Split::Sentences => text.split_sentence_bounds().collect(),
        Split::Whole => vec![text],
        Split::Cues => return cue_claims(slot, part, text, cues),
    };
    let mut claims = Vec::new();
    let mut start = 0;
    for piece in pieces {
        let words = piece.trim();
        if !words.is_empty() {
            let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
            let span = Span { start: start + lead, end: start + lead + words.chars().count(), quote: words.to_owned() };
            claims.push(claim(format!("c{}", claims.len() + 1), span));
        }
        start += piece.chars().count();
    }
    ClaimSet { id: "rule".to_owned(), slot: slot.to_owned(), part: part.to_owned(), origin: ClaimOrigin::Rule, claims }
}

fn claim(id: String, span: Span) -> Claim {
    Claim {
        id,
        text: span.quote.clone(),
        spans: vec![span],
        kind: None,
        polarity: Polarity::Affirmed,
        certainty: Certainty::Certain,
        attributes: Default::default(),
        parents: Vec::new(),
        from: Vec::new(),
        time: None,
        speaker: None,
    }
}

/// One claim a cue that says anything, with its time and speaker.
fn cue_claims(slot: &str, part: &str, text: &str, cues: &[Cue]) -> ClaimSet {
    let text = Codepoints::new(text);
    let mut claims = Vec::with_capacity(cues.len());
    for cue in cues {
        let Some(words) = text.slice(cue.start, cue.end).filter(|words| !words.trim().is_empty()) else { continue };
        let span = Span { start: cue.start, end: cue.end, quote: words.to_owned() };
        let time = Some(TimeScope { start_ms: cue.start_ms, end_ms: cue.end_ms });
        claims.push(Claim { time, speaker: cue.speaker.clone(), ..claim(format!("c{}", claims.len() + 1), span) });
    }
    ClaimSet { id: "cues".to_owned(), slot: slot.to_owned(), part: part.to_owned(), origin: ClaimOrigin::Rule, claims }
}

impl Item {
    /// The item with a rule set for each text of the claim source that has no set yet.
    ///
    /// Where the claim source has several parts, ids carry the part (`0.c1`), because claim ids are unique in an item.
    pub fn with_claims(mut self, design: &Design) -> Item {
        let Some(rules) = design.claims.as_ref().filter(|rules| rules.split != Split::None) else { return self };
        let Some(parts) = self.slots.get(&rules.slot) else { return self };
        let places = self.claim_sets.iter().filter(|set| set.slot == rules.slot).map(|set| set.part.as_str());
        let decomposed: HashSet<&str> = places.collect();
        let mut made = Vec::new();
        for part in parts.iter().filter(|part| !decomposed.contains(part.id.as_str())) {
            let Content::Text { text, cues } = &part.content else { continue };
            let mut set = split_claims(rules, &rules.slot, &part.id, text, cues);
            if parts.len() > 1 {
                set.id = format!("{}.{}", set.id, part.id);
                for claim in &mut set.claims {
                    claim.id = format!("{}.{}", part.id, claim.id);
                }
            }
            made.push(set);
        }
        self.claim_sets.extend(made);
        self
    }

    /// The shared claims that an annotation works on: for each text the set that it names, else the first one.
    pub fn claims_in_use<'a>(&'a self, named: Option<&'a str>) -> impl Iterator<Item = (&'a ClaimSet, &'a Claim)> {
        let mut chosen: HashMap<(&str, &str), &ClaimSet> = HashMap::new();
        for set in &self.claim_sets {
            let place = chosen.entry((&set.slot, &set.part)).or_insert(set);
            if Some(set.id.as_str()) == named {
                *place = set;
            }
        }
        let in_use = move |set: &&ClaimSet| chosen.get(&(&set.slot, &set.part)).is_some_and(|one| one.id == set.id);
        self.claim_sets.iter().filter(in_use).flat_map(|set| set.claims.iter().map(move |claim| (set, claim)))
    }
}
