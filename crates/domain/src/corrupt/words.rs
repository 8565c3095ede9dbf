//! English words and what they are changed into.

use crosscheck_stats::Rng;
use unicode_segmentation::UnicodeSegmentation;

const NUMBERS: [&str; 11] =
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const COLOURS: [&str; 11] =
    ["red", "green", "blue", "yellow", "orange", "purple", "brown", "black", "white", "grey", "pink"];
const SIDES: [(&str, &str); 2] = [("left", "right"), ("right", "left")];
const DEGREES: [(&str, &str); 12] = [
    ("small", "large"),
    ("large", "small"),
    ("mild", "severe"),
    ("severe", "mild"),
    ("minimal", "extensive"),
    ("extensive", "minimal"),
    ("slight", "marked"),
    ("marked", "slight"),
    ("slightly", "markedly"),
    ("markedly", "slightly"),
    ("trace", "large"),
    ("massive", "small"),
];
const DENIED: [(&str, &str); 5] =
    [("is", "is not"), ("are", "are not"), ("was", "was not"), ("were", "were not"), ("can", "cannot")];

/// Words of a text: where they begin and end in code points, and what they are.
pub(super) fn words(text: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let (mut at, mut byte) = (0, 0);
    for (start, word) in text.unicode_word_indices() {
        at += text[byte..start].chars().count();
        let length = word.chars().count();
        found.push((at, at + length, word));
        (at, byte) = (at + length, start + word.len());
    }
    found
}

/// Another number, written as the first one is.
pub(super) fn number(word: &str, rng: &mut Rng) -> Option<String> {
    let step = 1 + rng.below(2);
    if !word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // A leading zero belongs to a code or a time, which is no number of things.
        let value: u64 = word.parse().ok().filter(|_| word == "0" || !word.starts_with('0'))?;
        let lower = value > step && rng.below(2) == 0;
        return Some(if lower { value - step } else { value + step }.to_string());
    }
    let at = NUMBERS.iter().position(|number| *number == word.to_lowercase())?;
    let step = step as usize;
    let other = if at >= step && (at + step >= NUMBERS.len() || rng.below(2) == 0) { at - step } else { at + step };
    Some(as_written(word, NUMBERS[other]))
}

pub(super) fn colour(word: &str, rng: &mut Rng) -> Option<String> {
    let spelled = if word.eq_ignore_ascii_case("gray") { "grey".to_owned() } else { word.to_lowercase() };
    let at = COLOURS.iter().position(|colour| *colour == spelled)?;
    let other = (at + 1 + rng.below(COLOURS.len() as u64 - 1) as usize) % COLOURS.len();
    Some(as_written(word, COLOURS[other]))
}

pub(super) fn side(word: &str) -> Option<String> {
    pair(&SIDES, word)
}

pub(super) fn degree(word: &str) -> Option<String> {
    pair(&DEGREES, word)
}

pub(super) fn denied(word: &str) -> Option<String> {
    pair(&DENIED, word)
}

fn pair(pairs: &[(&str, &str)], word: &str) -> Option<String> {
    let (_, other) = pairs.iter().find(|(one, _)| *one == word.to_lowercase())?;
    Some(as_written(word, other))
}

/// `Two` becomes `Three`, and `TWO` becomes `THREE`.
pub(super) fn as_written(like: &str, word: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match (like.chars().next(), chars.next()) {
        (Some(one), Some(first)) if one.is_uppercase() => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_at_code_points() {
        assert_eq!(words("Où? Two dogs."), [(0, 2, "Où"), (4, 7, "Two"), (8, 12, "dogs")]);
    }

    #[test]
    fn others_are_other_and_written_alike() {
        let mut rng = Rng::seeded(1);
        for _ in 0..1000 {
            assert_ne!(number("3", &mut rng).unwrap(), "3");
            let other = number("Twelve", &mut rng).unwrap();
            assert!(other != "Twelve" && other.starts_with(char::is_uppercase), "{other}");
            assert_ne!(colour("gray", &mut rng).unwrap(), "grey");
        }
        assert_eq!(number("007", &mut rng), None);
        assert_eq!(side("LEFT").unwrap(), "RIGHT");
        assert_eq!(denied("Is").unwrap(), "Is not");
    }
}
