//! Scores against known answers, and items with one known error: exactly one, and where it is said to be.

use crosscheck_domain::{
    Annotation, Clock, Content, CorruptionKind, Cue, Design, Evidence, GoldRule, Item, Part, Selector, Span, Tally,
    TimeScope, Verified, corrupt, draw_place, same_answer, score, shown, untouched,
};
use crosscheck_stats::Rng;
use proptest::prelude::*;
use serde_json::json;

use crate::{
    fixtures::{annotation, caption_check, film, image, item, recording, sofa, text},
    known_error::one_known_error,
};

/// `field/unit`, with a mark before what is wrong, of each decision that counts.
fn told(gold: &Annotation, given: &Annotation) -> Vec<String> {
    let decisions = score(&caption_check(), &sofa(), gold, given);
    let told = decisions.iter().filter(|decision| decision.weight > 0).map(|decision| {
        let mark = if decision.right { "" } else { "✗ " };
        format!("{mark}{}/{}", decision.field, decision.unit)
    });
    told.collect()
}

fn three_dogs() -> Annotation {
    annotation(json!({
        "regions": [{"id": "r", "slot": "image", "part": "0",
            "selector": {"type": "box", "x": 0, "y": 0, "width": 100, "height": 100}}],
        "verdicts": [
            {"claim": "c1", "value": "contradicted", "evidence": [{"region": "r"}], "rationale": "there are three",
             "errors": [{"type": "count", "severity": 2, "span": {"start": 0, "end": 3, "quote": "Two"}}]},
            {"claim": "c2", "value": "supported"}],
        "omissions": [{"id": "o", "text": "a lamp", "type": "omission_object"}],
    }))
}

#[test]
fn the_known_answers_are_all_right() {
    let gold = three_dogs();
    let all = [
        "verdict/claim:c1",
        "verdict/claim:c2",
        "error/claim:c1",
        "error_place/claim:c1",
        "evidence/claim:c1",
        "omission/omission:o",
    ];
    assert_eq!(told(&gold, &gold), all);
}

#[test]
fn each_wrong_thing_is_told_apart() {
    let gold = three_dogs();
    let mut given = gold.clone();
    given.verdicts[0].errors[0].span = Some(Span { start: 14, end: 17, quote: "red".to_owned() });
    assert!(told(&gold, &given).contains(&"✗ error_place/claim:c1".to_owned()));
    given.verdicts[0].errors[0].span = None;
    let whole = told(&gold, &given);
    assert!(whole.contains(&"error_place/claim:c1".to_owned()), "without words the whole claim is meant: {whole:?}");
    given.verdicts[0].errors[0].error_type = "attribute".to_owned();
    given.verdicts[0].errors[0].severity = Some(4);
    given.verdicts[0].evidence = vec![Evidence::Absent { none: "absent".to_owned() }];
    given.omissions.clear();
    let wrong =
        ["verdict/claim:c1", "verdict/claim:c2", "✗ error/claim:c1", "✗ evidence/claim:c1", "✗ omission/omission:o"];
    assert_eq!(told(&gold, &given), wrong);
    let blind =
        annotation(json!({"verdicts": [{"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}]}));
    let tally = Tally::of(&score(&caption_check(), &sofa(), &gold, &blind));
    assert_eq!((tally.right, tally.decisions), (1, 5));
}

#[test]
fn what_is_called_unusable_is_one_wrong_decision_and_what_is_declined_none() {
    let gold = three_dogs();
    let unusable = annotation(json!({"outcome": {"type": "unusable", "reason": "broken_media"}}));
    assert_eq!(told(&gold, &unusable), ["✗ outcome/"]);
    let declined = annotation(json!({"outcome": {"type": "declined", "reason": "not for me"}}));
    assert!(told(&gold, &declined).is_empty());
}

#[test]
fn the_share_of_gold_comes_down_with_trust() {
    let rule = GoldRule { share: 0.5, trusted_share: 0.1, trusted_at: 0.8 };
    let share = |right, decisions| rule.share_for(Tally { right, decisions });
    assert_eq!(share(0, 0), 0.5);
    assert!((share(1000, 1000) - 0.1).abs() < 1e-9);
    assert!(share(30, 30) < share(9, 10) && share(9, 10) < share(1, 2) && share(1, 2) < 0.5);
    let ten = Tally { right: 9, decisions: 10 }.share().unwrap();
    assert!((ten.low - 0.5958).abs() < 1e-3 && (ten.high - 0.9821).abs() < 1e-3, "{ten:?}: Wilson's 9 of 10");
}

#[test]
fn draws_are_even_and_have_no_period() {
    let draws = |who: &str| (0..4000).map(|n| draw_place(&"p".into(), &who.into(), n)).collect::<Vec<_>>();
    let ann = draws("ann");
    assert_eq!(ann, draws("ann"));
    assert_ne!(ann, draws("bob"));
    let share = ann.iter().filter(|place| **place < 0.2).count() as f64 / 4000.0;
    assert!((share - 0.2).abs() < 0.03, "{share}");
    let mean = ann.iter().sum::<f64>() / 4000.0;
    let variance: f64 = ann.iter().map(|place| (place - mean).powi(2)).sum();
    for lag in 1..200 {
        let together: f64 = ann.windows(lag + 1).map(|window| (window[0] - mean) * (window[lag] - mean)).sum();
        assert!((together / variance).abs() < 0.08, "draws {lag} apart go together: {}", together / variance);
    }
}

const SENTENCES: &[&str] = &[
    "Two dogs are on a red sofa.",
    "A cat sleeps beside the left lamp.",
    "There are 3 small boats in the bay.",
    "Is it über-grün? The blue house was large.",
    "No bird is in sight.",
    "The man on the right is not smiling.",
    "Four yellow cups were on the table.",
];

/// Every word for an error that a kind may want, and cues.
fn design() -> Design {
    Design::parse(
        "title: T
slots:
  - {id: image, kind: image, role: context}
  - {id: film, kind: video, role: context, required: false}
  - {id: sound, kind: audio, role: context, required: false}
  - {id: words, kind: text, role: claim_source, timed: true}
ontology:
  labels: [{id: heard, slots: [sound], selectors: [interval]}]
claims:
  slot: words
  kinds: [{id: sync}, {id: order}]
  error_types:
    - {id: object_hallucinated}
    - {id: count}
    - {id: colour}
    - {id: negation}
    - {id: laterality}
    - {id: out_of_sync, offset: true}
    - {id: wrong_order}
    - {id: severity}
    - {id: repetition}
",
    )
    .unwrap()
}

fn made_up(design: &Design, rng: &mut Rng, timed: bool) -> Item {
    let chosen: Vec<&str> = (0..2 + rng.below(4)).map(|_| SENTENCES[rng.below(7) as usize]).collect();
    let mut cues = Vec::new();
    let mut at = 0;
    for (n, sentence) in chosen.iter().enumerate() {
        let end = at + sentence.chars().count();
        let start_ms = n as i64 * 3_000;
        cues.push(Cue { start: at, end, start_ms, end_ms: start_ms + 2_500, speaker: None });
        at = end + 1;
    }
    let words = chosen.join(" ");
    let content = Content::Text { text: words, cues: if timed { cues.clone() } else { Vec::new() } };
    let mut made = item(&[("image", vec![image()]), ("words", vec![Part::new("0", content)])]).with_claims(design);
    if timed {
        for (claim, cue) in made.claim_sets[0].claims.iter_mut().zip(&cues) {
            claim.time = Some(TimeScope { start_ms: cue.start_ms, end_ms: cue.end_ms });
        }
    }
    made
}

fn property(kind: CorruptionKind, seed: u64) -> bool {
    let design = design();
    let mut rng = Rng::seeded(seed);
    let timed = kind == CorruptionKind::ShiftCue || (kind != CorruptionKind::SwapEvents && rng.below(2) == 0);
    let mut before = made_up(&design, &mut rng, timed);
    if kind == CorruptionKind::ShiftAudio {
        before.slots.insert("film".to_owned(), vec![film()]);
        before.slots.insert("sound".to_owned(), vec![recording()]);
        let claims = &mut before.claim_sets[0].claims;
        claims[0].kind = (!timed).then(|| "sync".to_owned());
        claims[1].kind = (rng.below(2) == 0).then(|| "order".to_owned());
    }
    let mut other = made_up(&design, &mut rng, timed);
    "other".clone_into(&mut other.external_id);
    let others = [other];
    let verified = Verified { facts: None, others: &others, external_id: "k7fq" };
    let made = corrupt(kind, &design, &before, &verified, &mut rng);
    if let Some(made) = &made {
        assert_eq!(made.known.kind, kind);
        one_known_error(&design, &before, made);
    }
    made.is_some()
}

macro_rules! kinds {
    ($($name:ident: $kind:ident),* $(,)?) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
            $(#[test]
            fn $name(seed in any::<u64>()) {
                property(CorruptionKind::$kind, seed);
            })*
        }

        #[test]
        fn every_kind_finds_its_places() {
            $(let found = (0..200).filter(|seed| property(CorruptionKind::$kind, *seed)).count();
            assert!(found > 80, "{}: {found} of 200", stringify!($kind));)*
        }
    };
}

kinds! {
    a_swapped_statement_is_the_only_error: SwapCaption,
    a_changed_number_is_the_only_error: ChangeNumber,
    a_changed_colour_is_the_only_error: ChangeColour,
    a_denial_is_the_only_error: Negate,
    a_changed_side_is_the_only_error: FlipLaterality,
    a_shifted_cue_is_the_only_error: ShiftCue,
    a_moved_sound_is_the_only_error: ShiftAudio,
    swapped_events_are_the_only_error: SwapEvents,
    a_changed_degree_is_the_only_error: ChangeSeverity,
    a_repeated_word_is_the_only_error: RepeatWord,
}

#[test]
fn what_is_wrong_already_gets_no_second_error() {
    let (design, mut rng) = (caption_check(), Rng::seeded(3));
    let gold = three_dogs();
    let verified = Verified { facts: Some(&gold), others: &[], external_id: "x" };
    for kind in CorruptionKind::ALL {
        assert_eq!(corrupt(kind, &design, &sofa(), &verified, &mut rng), None);
    }
    assert_eq!(untouched(&design, &sofa(), &verified), None);
    assert!(same_answer("[\"a\",\"b\"]", "[\"b\",\"a\"]") && same_answer("2.0", "2") && !same_answer("1", "01"));
    let verified = Verified { facts: None, others: &[], external_id: "x" };
    let (same, facts) = untouched(&design, &sofa(), &verified).unwrap();
    assert_eq!((shown(&same), facts.verdicts.len()), (shown(&sofa()), 2));
    let plain = item(&[("image", vec![image()]), ("caption", text("Nothing to change here."))]).with_claims(&design);
    let verified = Verified { facts: None, others: &[], external_id: "x" };
    assert_eq!(corrupt(CorruptionKind::ChangeColour, &design, &plain, &verified, &mut rng), None);
}

/// Half a minute of speech with two cues, of which the second has evidence in the sound.
fn verified_subtitles() -> (Item, Annotation) {
    let mut rng = Rng::seeded(1);
    let mut made = made_up(&design(), &mut rng, true);
    made.slots.insert("sound".to_owned(), vec![recording()]);
    let claims = made.claim_sets[0].claims.clone();
    let verdicts: Vec<_> = claims.iter().map(|claim| json!({"claim": claim.id, "value": "supported"})).collect();
    let facts = annotation(json!({
        "regions": [{"id": "r", "slot": "sound", "part": "0",
            "selector": {"type": "interval", "start_ms": 3_100, "end_ms": 4_000}}],
        "verdicts": verdicts,
    }));
    (made, facts)
}

#[test]
fn marks_in_a_sound_move_along_with_it() {
    let (subtitles, facts) = verified_subtitles();
    let mut directions = [0, 0];
    for seed in 0..40 {
        let verified = Verified { facts: Some(&facts), others: &[], external_id: "x" };
        let made = corrupt(CorruptionKind::ShiftAudio, &design(), &subtitles, &verified, &mut Rng::seeded(seed));
        let made = made.unwrap();
        let by = made.sound.as_ref().unwrap().by_ms;
        directions[usize::from(by < 0)] += 1;
        let Selector::Interval { start_ms, end_ms, .. } = made.facts.regions[0].selector else { panic!("an interval") };
        assert_eq!((start_ms, end_ms), (3_100 + by, 4_000 + by));
        one_known_error(&design(), &subtitles, &made);
    }
    // The first cue begins with the sound, so that there is nothing to leave out.
    assert_eq!(directions, [40, 0]);
}

#[test]
fn a_sound_that_begins_before_its_words_may_come_earlier() {
    let (mut subtitles, mut facts) = verified_subtitles();
    facts.regions.clear();
    subtitles.slots.get_mut("sound").unwrap()[0].clock = Some(Clock { offset_ms: -2_000, drift_ppm: 0.0 });
    let verified = Verified { facts: Some(&facts), others: &[], external_id: "x" };
    let by = |seed| {
        let mut rng = Rng::seeded(seed);
        corrupt(CorruptionKind::ShiftAudio, &design(), &subtitles, &verified, &mut rng).unwrap().sound.unwrap().by_ms
    };
    let earlier = (0..200).map(by).filter(|by| (-2_000..=-600).contains(by)).count();
    assert!((60..140).contains(&earlier), "{earlier} of 200");
}

#[test]
fn two_sounds_or_a_mark_in_a_film_that_sounds_are_left_alone() {
    let (mut subtitles, mut facts) = verified_subtitles();
    let audible = |mut part: Part| {
        let Content::Asset { asset } = &mut part.content else { panic!("an asset") };
        asset.info.channels = Some(2);
        part
    };
    let found = |item: &Item, facts: &Annotation| {
        let verified = Verified { facts: Some(facts), others: &[], external_id: "x" };
        corrupt(CorruptionKind::ShiftAudio, &design(), item, &verified, &mut Rng::seeded(1)).is_some()
    };
    assert!(found(&subtitles, &facts));
    subtitles.slots.insert("film".to_owned(), vec![audible(film())]);
    assert!(!found(&subtitles, &facts), "nobody knows which of both the cues belong to");
    subtitles.slots.remove("sound");
    facts.regions.clear();
    assert!(found(&subtitles, &facts));
    let seen = json!({"regions": [{"id": "r", "slot": "film", "part": "0",
        "selector": {"type": "interval", "start_ms": 3_100, "end_ms": 4_000}}]});
    facts.regions = annotation(seen).regions;
    assert!(!found(&subtitles, &facts), "it may be a mark of the pictures");
}
