//! Reliability weighted choice: of several texts the one nearest to the centre, where reliable annotators count more.

use super::fused::{EQUAL, label_vote};
use super::items::{Found, Item, finished, items};
use super::{Detail, Distances, Fused, Fuser, Fusion, Settings, reliability};
use crate::matching::{Kind, Member, Shape, Sheets};

pub(super) const FUSER: Fuser = Fuser {
    id: "reliability_weighted",
    title: "Reliability weighted choice",
    summary: "Chooses of several texts the one nearest to all, where annotators who are often near the others count more.",
    kinds: &[Kind::Transcripts],
    doc: "## What it does
Measures how far the texts of an item are apart, and learns a weight for each annotator over all items: a quantile of χ²
for as many answers (0.025, so that few answers weigh little) over the sum of squared distances to the weighted centre of the
answers. The text nearest to the centre is the answer; it is always one that somebody gave. Texts that are equally near
are a tie: one stands as the shape, the others beside it. The centre is found from distances alone, which gives the same
numbers as the mean of embeddings would, so distances from elsewhere may be given to `reliability`. Built in are counts of
runs of one to four characters, and word edits. Where it departs from the paper: each answer comes with a quarter of an
imagined one of average distance (`caution`), because without it the weight of whoever happens to be nearest grows without
bound. Weights given to annotators are not used, except that 0 leaves one out.
## When to use it
Free text answers of three or more annotators: captions, translations, summaries, rewritten claims.
## When not
With two annotators the texts of an item are equally near unless other items tell them apart. The built-in distances know
spelling, not meaning: two good answers in different words are far apart. Then let people rank the answers.
## Example
The answers a small cat, a small cat and one dog of three annotators give a small cat.
## Reference
J. Li and F. Fukumoto, A dataset of crowdsourced word sequences: collections and answer aggregation for ground truth
creation (RASA), AnnoNLP 2019, 24-28. The quantile: Q. Li et al., A confidence-aware approach for truth discovery on
long-tail data, PVLDB 8, 2014.",
    fuse,
};

/// The texts of one item on one medium.
struct Question<'a> {
    item: usize,
    slot: u32,
    members: Vec<Member>,
    texts: Vec<&'a str>,
}

fn fuse(sheets: &Sheets, settings: &Settings) -> Result<Fusion, String> {
    let (items, refused) = items(sheets, settings);
    let mut questions = Vec::new();
    let mut wrong: Vec<Option<String>> = vec![None; items.len()];
    for (number, item) in items.iter().enumerate() {
        match of_item(number, item) {
            Ok(found) => questions.extend(found),
            Err(why) => wrong[number] = Some(why),
        }
    }
    let distances: Vec<Distances> = questions
        .iter()
        .map(|question| Distances {
            annotators: question
                .members
                .iter()
                .map(|m| items[question.item].sheets[m.sheet as usize].annotator)
                .collect(),
            squared: settings.text_distance.between_all(&question.texts, settings.normaliser),
        })
        .collect();
    let learned = reliability(&distances, settings)?;
    let mut found: Vec<Result<Found, String>> =
        wrong.into_iter().map(|why| why.map_or_else(|| Ok(Found::default()), Err)).collect();
    for (question, apart) in questions.iter().zip(&learned.from_centre) {
        if let Ok(found) = &mut found[question.item] {
            found.marks.push(choice(&items[question.item], question, apart));
        }
    }
    let mut notes = Vec::new();
    if !learned.convergence.converged {
        notes.push(format!("not converged after {} iterations", learned.convergence.iterations));
    }
    let items = items.iter().zip(found).map(|(item, found)| finished(item, found)).collect();
    let (weights, convergence) = (Some(learned.weights), Some(learned.convergence));
    Ok(Fusion { items, weights, convergence, refused, notes })
}

fn of_item(number: usize, item: &Item) -> Result<Vec<Question<'_>>, String> {
    let mut questions: Vec<Question> = Vec::new();
    for (sheet, marks) in (0u32..).zip(&item.sheets) {
        for (mark, found) in (0u32..).zip(&marks.marks) {
            let Shape::Text(text) = &found.shape else { continue };
            let known = questions.iter().position(|question| question.slot == found.slot).unwrap_or_else(|| {
                questions.push(Question { item: number, slot: found.slot, members: Vec::new(), texts: Vec::new() });
                questions.len() - 1
            });
            let question = &mut questions[known];
            if question.members.last().is_some_and(|last| last.sheet == sheet) {
                return Err("an annotator has two texts for the same question; keep one".to_owned());
            }
            question.members.push(Member { sheet, mark });
            question.texts.push(text);
        }
    }
    Ok(questions)
}

fn choice(item: &Item, question: &Question, apart: &[f64]) -> Fused {
    let least = apart.iter().copied().fold(f64::INFINITY, f64::min);
    let nearest = apart.iter().zip(&question.texts).filter(|(apart, _)| **apart - least <= EQUAL);
    let mut best: Vec<&str> = nearest.map(|(_, text)| *text).collect();
    best.sort_unstable();
    best.dedup();
    let mark = |member: &Member| &item.sheets[member.sheet as usize].marks[member.mark as usize];
    let (label, label_votes) = label_vote(question.members.iter().map(|member| (mark(member), 1.0)));
    let mut shapes = best.into_iter().map(|text| Shape::Text(text.to_owned()));
    Fused {
        shape: shapes.next().unwrap_or(Shape::Text(String::new())),
        slot: question.slot,
        label,
        label_votes,
        members: question.members.clone(),
        support: item.support(&question.members),
        score: None,
        tied: shapes.collect(),
        detail: Some(Detail::Distances(apart.to_vec())),
    }
}
