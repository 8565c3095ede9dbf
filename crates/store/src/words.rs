//! The word index: which revisions have a word that begins like this.
//!
//! A row holds what one import chunk adds to the words of one beginning (their first two letters), packed:
//! `dog <numbers> dogs <numbers>`. The numbers are the sequence numbers of the revisions that have the word, so nothing
//! is ever taken out: a revision that has ended is in no standing, and whoever looks an item up passes over it.

use std::collections::{BTreeMap, HashMap};

use crosscheck_domain::ProjectId;
use sqlx::Row;

use crate::{
    Result, Store, StoreError,
    postings::{Seqs, pack},
    rows::Batch,
    sql::sql,
    writer::Tx,
};

/// Letters of a word that its row is found by.
const BEGINNING: usize = 2;

/// The words of the revisions of one chunk.
#[derive(Debug, Default)]
pub(crate) struct Segment<'a> {
    words: HashMap<&'a str, Vec<i64>>,
    /// The first revision; it tells the segments of a project apart.
    first: Option<i64>,
}

impl<'a> Segment<'a> {
    /// Adds the words of a revision; sequence numbers ascend.
    pub fn add(&mut self, words: &'a [String], seq: i64) {
        self.first.get_or_insert(seq);
        for word in words {
            let seqs = self.words.entry(word).or_default();
            if seqs.last() != Some(&seq) {
                seqs.push(seq);
            }
        }
    }

    pub async fn write(&self, tx: &mut Tx, project: &ProjectId) -> Result<()> {
        let Some(first) = self.first else { return Ok(()) };
        let shared = [project.as_str().into(), first.into()];
        let mut rows = Batch::new("words", &shared, "project, segment", "beginning, entries");
        for (beginning, entries) in self.packed() {
            rows.add([beginning.into(), entries.into()]);
        }
        rows.write(tx).await
    }

    /// Beginning → its words with their numbers.
    fn packed(&self) -> BTreeMap<&'a str, String> {
        let mut words: Vec<(&str, &Vec<i64>)> = self.words.iter().map(|(word, seqs)| (*word, seqs)).collect();
        words.sort_unstable();
        let mut rows: BTreeMap<&str, String> = BTreeMap::new();
        for (word, seqs) in words {
            let entries = rows.entry(beginning(word)).or_default();
            if !entries.is_empty() {
                entries.push(' ');
            }
            entries.push_str(word);
            entries.push(' ');
            pack(seqs, entries);
        }
        rows
    }
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(BEGINNING).map_or(word, |(end, _)| &word[..end])
}

impl Store {
    /// The revisions in which each of the words begins a word; some of them may have ended.
    pub(crate) async fn having(&self, project: &ProjectId, words: &[String]) -> Result<Seqs> {
        let mut found: Option<Seqs> = None;
        for word in words {
            let with_word = self.with_word(project, word).await?;
            match &mut found {
                Some(found) => found.keep(&with_word),
                None => found = Some(with_word),
            }
        }
        Ok(found.unwrap_or_default())
    }

    async fn with_word(&self, project: &ProjectId, word: &str) -> Result<Seqs> {
        let exact = word.chars().count() >= BEGINNING;
        let (from, to) = (beginning(word), if exact { beginning(word).to_owned() } else { end_of(word) });
        let rows = sql("select entries from words where project = $1 and beginning >= $2 and beginning <= $3")
            .bind(project.as_str())
            .bind(from)
            .bind(to)
            .fetch_all(&self.readers)
            .await?;
        let mut seqs = Seqs::default();
        for row in &rows {
            add_matching(row.try_get(0)?, word, &mut seqs)?;
        }
        Ok(seqs)
    }
}

fn add_matching(entries: &str, word: &str, seqs: &mut Seqs) -> Result<()> {
    let mut parts = entries.split(' ');
    while let Some(of_row) = parts.next() {
        let packed = parts.next().ok_or_else(|| StoreError::corrupt("words"))?;
        if of_row.starts_with(word) {
            seqs.add_packed(packed)?;
        }
    }
    Ok(())
}

/// A text behind all that begin with this one: the greatest code point is in no word.
fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_the_words_of_one_beginning() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (first, second) = (words("dog dogs a دار"), words("door dog dog"));
        let mut segment = Segment::default();
        segment.add(&first, 7);
        segment.add(&second, 9);
        let rows = segment.packed();
        let keys: Vec<&&str> = rows.keys().collect();
        assert_eq!(keys, [&"a", &"do", &"دا"]);
        let check = |word: &str, expected: &[i64]| {
            let mut seqs = Seqs::default();
            add_matching(&rows["do"], word, &mut seqs).unwrap();
            assert_eq!(seqs.iter().collect::<Vec<_>>(), expected, "{word}");
        };
        check("dog", &[7, 9]);
        check("dogs", &[7]);
        check("doo", &[9]);
        check("dogsled", &[]);
    }
}
