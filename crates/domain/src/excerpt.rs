//! Short views of an item's texts: one line for lists, and the words that a search finds it by.

use std::collections::HashSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::{Content, Item};

const EXCERPT_LENGTH: usize = 120;
const WORD_LENGTH: usize = 64;

/// The first 120 code points of the item's texts on one line, never ending inside a visible character; an ellipsis says
/// that they go on.
pub fn excerpt(item: &Item) -> String {
    let texts = item.slots.values().flatten().filter_map(|part| match &part.content {
        Content::Text { text, .. } => Some(text.as_str()),
        Content::Asset { .. } => None,
    });
    let mut line = String::new();
    let mut length = 0;
    for word in texts.flat_map(|text| text.split(|c: char| c.is_whitespace() || c.is_control())) {
        let gap = if line.is_empty() || word.is_empty() { "" } else { " " };
        // Without control characters, each character of ASCII is a visible one.
        if word.is_ascii() && length + gap.len() + word.len() <= EXCERPT_LENGTH {
            length += gap.len() + word.len();
            line.push_str(gap);
            line.push_str(word);
            continue;
        }
        for visible in gap.graphemes(true).chain(word.graphemes(true)) {
            length += visible.chars().count();
            if length > EXCERPT_LENGTH {
                return format!("{}…", line.trim_end());
            }
            line.push_str(visible);
        }
    }
    line
}

/// The words of a text for a word-prefix index: folded (lower case, no accents, compatibility forms), each once, in the
/// order of the text. A query is folded by the same function.
pub fn search_words(text: &str) -> Vec<String> {
    let folded: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
    };
    let mut seen = HashSet::new();
    let shortened = |word| match str::char_indices(word).nth(WORD_LENGTH) {
        Some((end, _)) => &word[..end],
        None => word,
    };
    folded.unicode_words().map(shortened).filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}
