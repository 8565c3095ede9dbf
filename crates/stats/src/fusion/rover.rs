//! ROVER: transcripts aligned to a network of words, and a vote in every place.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::fused::{EQUAL, label_vote};
use super::items::{self, Found, Item};
use super::network::{Arc, Network, Spoken, Word};
use super::{Confidence, Detail, Fused, Fuser, Order, Settings};
use crate::matching::words::{Edits, align};
use crate::matching::{Kind, Mark, Member, Shape};

pub(super) const FUSER: Fuser = Fuser {
    id: "rover",
    title: "ROVER",
    summary: "Aligns transcripts word by word and takes in each place what most annotators wrote, or nothing.",
    kinds: &[Kind::Transcripts],
    doc: "## What it does
Brings transcripts into one network, one after the other, each aligned with the fewest errors: a word that somebody has in
a place is no error there. In each place every reading, and having no word, gets alpha times its share of the annotators
plus 1 - alpha times its confidence, which is the mean or highest score of the transcripts that have it. The best reading
is the answer. Every place is listed with all readings and their support; two best ones are a tie, where the text takes
what joined first and the place says so. The order matters: by default the transcript nearest to all others begins, and
the others follow by distance to it, whoever wrote them. Words are compared after normalising and written as most wrote
them; white space becomes one blank.
## When to use it
Three or more transcripts of the same recording.
## When not
With two transcripts every difference is a tie unless scores settle it. Translations and summaries are not aligned word by
word; see `reliability_weighted`. Voting place by place can make a sentence that nobody wrote.
## Example
a b c d, b z d e and b c d e f, in this order, give b c d e.
## Reference
J. G. Fiscus, A post-processing system to yield reduced word error rates: recognizer output voting error reduction (ROVER),
IEEE Workshop on Automatic Speech Recognition and Understanding, 1997, 347-354.",
    fuse: |sheets, settings| Ok(items::each(sheets, settings, |item| fuse(item, settings))),
};

/// The places of the fused transcript. `order` holds the numbers of the transcripts, each once; whoever is first settles
/// what a tie is written as. An error for settings or numbers that cannot be.
pub fn rover(texts: &[Spoken], order: &[usize], settings: &Settings) -> Result<Vec<Word>, String> {
    let mut numbers = order.to_vec();
    numbers.sort_unstable();
    if numbers != (0..texts.len()).collect::<Vec<_>>() {
        return Err(format!("the order must name each of the {} transcripts once", texts.len()));
    }
    check(texts, settings)?;
    let keys = keys(texts, settings);
    let mut network = Network::new(&keys);
    order.iter().for_each(|&text| network.join(text));
    let total: f64 = texts.iter().map(|text| text.weight).sum();
    Ok(network.places.iter().map(|place| vote(texts, &keys, order, place, total, settings)).collect())
}

fn check(texts: &[Spoken], settings: &Settings) -> Result<(), String> {
    let total: f64 = texts.iter().map(|text| text.weight).sum();
    if !texts.is_empty() && (texts.iter().any(|text| text.weight < 0.0) || !(total.is_finite() && total > 0.0)) {
        return Err("weights are 0 or more, and one of them above 0".to_owned());
    }
    let short = |text: &Spoken| !text.confidences.is_empty() && text.confidences.len() != text.words.len();
    if texts.iter().any(short) {
        return Err("give a confidence for each word of a transcript, or none".to_owned());
    }
    if texts.iter().flat_map(|text| &text.confidences).any(|value| !(0.0..=1.0).contains(value)) {
        return Err("a confidence is a share from 0 to 1".to_owned());
    }
    let silent = |text: &Spoken| text.confidences.is_empty() && !text.words.is_empty();
    if settings.alpha < 1.0 && texts.iter().any(silent) {
        return Err("alpha below 1 needs a confidence for each transcript; set alpha to 1".to_owned());
    }
    Ok(())
}

/// Words as numbers: the same after normalising. A word of which nothing would be left stays as it is.
fn keys(texts: &[Spoken], settings: &Settings) -> Vec<Vec<u32>> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut number = |word: &String| {
        let plain = settings.normaliser.words(word).join(" ");
        let next = numbers.len() as u32;
        *numbers.entry(if plain.is_empty() { word.clone() } else { plain }).or_insert(next)
    };
    texts.iter().map(|text| text.words.iter().map(&mut number).collect()).collect()
}

/// One reading while votes are counted.
#[derive(Default)]
struct Reading {
    weight: f64,
    confidence: f64,
    highest: f64,
    texts: Vec<u32>,
    /// How the word was written, with weights.
    written: BTreeMap<String, f64>,
}

fn vote(
    texts: &[Spoken],
    keys: &[Vec<u32>],
    order: &[usize],
    place: &[Option<u32>],
    total: f64,
    settings: &Settings,
) -> Word {
    let mut readings: Vec<(Option<u32>, Reading)> = Vec::new();
    for (&text, at) in order.iter().zip(place) {
        let (spoken, key) = (&texts[text], at.map(|at| keys[text][at as usize]));
        let known = readings.iter().position(|reading| reading.0 == key).unwrap_or_else(|| {
            readings.push((key, Reading::default()));
            readings.len() - 1
        });
        let reading = &mut readings[known].1;
        reading.weight += spoken.weight;
        reading.texts.push(text as u32);
        if let Some(at) = at {
            let confidence = spoken.confidences.get(*at as usize).copied().unwrap_or(0.0);
            reading.confidence += spoken.weight * confidence;
            reading.highest = reading.highest.max(confidence);
            *reading.written.entry(spoken.words[*at as usize].clone()).or_default() += spoken.weight;
        }
    }
    let mut arcs: Vec<Arc> = readings.into_iter().map(|(_, reading)| arc(reading, total, settings)).collect();
    // A stable sort leaves equals in the order in which they joined.
    arcs.sort_by_key(|arc| Reverse(rounded(arc.score)));
    let tied = arcs.len() > 1 && rounded(arcs[0].score) == rounded(arcs[1].score);
    Word { arcs, tied }
}

/// Equal but for rounding is equal.
fn rounded(value: f64) -> i64 {
    (value / EQUAL).round() as i64
}

fn arc(reading: Reading, total: f64, settings: &Settings) -> Arc {
    let most = reading.written.values().copied().fold(0.0, f64::max);
    let word = reading.written.into_iter().find(|(_, weight)| most - weight <= EQUAL).map(|(word, _)| word);
    let confidence = match (&word, settings.confidence_of_word) {
        (None, _) => settings.confidence_of_none,
        (Some(_), Confidence::Highest) => reading.highest,
        (Some(_), Confidence::Mean) if reading.weight > 0.0 => reading.confidence / reading.weight,
        (Some(_), Confidence::Mean) => 0.0,
    };
    let support = reading.weight / total;
    let score = settings.alpha * support + (1.0 - settings.alpha) * confidence;
    let mut texts = reading.texts;
    texts.sort_unstable();
    Arc { word, support, score, texts }
}

fn fuse(item: &Item, settings: &Settings) -> Result<Found, String> {
    let mut found = Found::default();
    let mut slots: BTreeMap<u32, Vec<(Member, &Mark)>> = BTreeMap::new();
    for (sheet, marks) in (0u32..).zip(&item.sheets) {
        for (number, mark) in (0u32..).zip(&marks.marks) {
            slots.entry(mark.slot).or_default().push((Member { sheet, mark: number }, mark));
        }
    }
    for (slot, marks) in slots {
        if marks.windows(2).any(|pair| pair[0].0.sheet == pair[1].0.sheet) {
            return Err("an annotator has two transcripts of the same recording; join them".to_owned());
        }
        found.marks.push(transcript(item, slot, &marks, settings)?);
    }
    Ok(found)
}

fn transcript(item: &Item, slot: u32, marks: &[(Member, &Mark)], settings: &Settings) -> Result<Fused, String> {
    let spoken = |(member, mark): &(Member, &Mark)| {
        let text = if let Shape::Text(text) = &mark.shape { text.as_str() } else { "" };
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let confidences = mark.score.map_or(Vec::new(), |score| vec![score; words.len()]);
        Spoken { words, confidences, weight: item.weights[member.sheet as usize] }
    };
    let texts: Vec<Spoken> = marks.iter().map(spoken).collect();
    let order = match &settings.order {
        Order::Central => central(&keys(&texts, settings), &texts),
        Order::Given(annotators) => {
            let who = |text: &usize| item.sheets[marks[*text].0.sheet as usize].annotator;
            let rank = |text: &usize| annotators.iter().position(|named| *named == who(text)).unwrap_or(usize::MAX);
            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.sort_by_key(|text| (rank(text), who(text)));
            order
        }
    };
    let words = rover(&texts, &order, settings)?;
    let best = words.iter().filter_map(|word| word.arcs.first()?.word.as_deref());
    let members: Vec<Member> = marks.iter().map(|(member, _)| *member).collect();
    let support = item.support(&members);
    let weighted = marks.iter().map(|(member, mark)| (*mark, item.weights[member.sheet as usize]));
    let (label, label_votes) = label_vote(weighted);
    Ok(Fused {
        shape: Shape::Text(best.collect::<Vec<_>>().join(" ")),
        slot,
        label,
        label_votes,
        members,
        support,
        score: None,
        tied: Vec::new(),
        detail: Some(Detail::Words(words)),
    })
}

/// The transcript with the fewest errors against all others, by weight, then the others by errors against it. What is
/// left equal is settled by the words.
fn central(keys: &[Vec<u32>], texts: &[Spoken]) -> Vec<usize> {
    let n = keys.len();
    let errors = |one: usize, two: usize| Edits::of(&align(&keys[one], &keys[two])).errors() as f64;
    let mut apart = vec![0.0; n * n];
    for one in 0..n {
        for two in 0..one {
            apart[one * n + two] = errors(one, two);
            apart[two * n + one] = apart[one * n + two];
        }
    }
    let others = |one: usize| (0..n).map(|two| texts[two].weight * apart[one * n + two]).sum::<f64>();
    let written = |one: usize, two: usize| {
        let weight = texts[two].weight.total_cmp(&texts[one].weight);
        weight.then_with(|| texts[one].words.cmp(&texts[two].words))
    };
    let first =
        (0..n).min_by(|&one, &two| rounded(others(one)).cmp(&rounded(others(two))).then_with(|| written(one, two)));
    let Some(first) = first else { return Vec::new() };
    let mut order: Vec<usize> = (0..n).collect();
    let rank = |text: usize| if text == first { -1.0 } else { apart[first * n + text] };
    order.sort_by(|&one, &two| rank(one).total_cmp(&rank(two)).then_with(|| written(one, two)));
    order
}
