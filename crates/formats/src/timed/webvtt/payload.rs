//! The text of a WebVTT cue: voices, inner times, markup and character references.

use super::super::Losses;
use super::super::text::clock_ms;

/// What one speaker says in a cue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utterance {
    pub start_ms: i64,
    pub end_ms: i64,
    pub speaker: Option<String>,
    pub text: String,
}

/// One utterance for each voice. It begins at the time that stands before it, else with the cue, and ends where the time
/// of the next one is given, else with the cue.
pub fn utterances(payload: &str, cue: (i64, i64), losses: &mut Losses) -> Vec<Utterance> {
    let mut scanner = Scanner { pieces: Vec::new(), current: Piece::default(), time: None, losses };
    let mut rest = payload;
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '<' => match rest.find('>') {
                Some(end) => {
                    scanner.tag(&rest[1..end]);
                    &rest[end + 1..]
                }
                None => scanner.take(rest, 1),
            },
            '&' => match reference(rest) {
                Some((c, length)) => {
                    scanner.push(c);
                    &rest[length..]
                }
                None => scanner.take(rest, 1),
            },
            c => scanner.take(rest, c.len_utf8()),
        };
    }
    scanner.finish();
    timed(scanner.pieces, cue)
}

#[derive(Default)]
struct Piece {
    start_ms: Option<i64>,
    speaker: Option<String>,
    text: String,
}

struct Scanner<'a> {
    pieces: Vec<Piece>,
    current: Piece,
    /// A time that was given and that no text has taken yet.
    time: Option<i64>,
    losses: &'a mut Losses,
}

impl Scanner<'_> {
    fn take<'t>(&mut self, rest: &'t str, length: usize) -> &'t str {
        rest[..length].chars().for_each(|c| self.push(c));
        &rest[length..]
    }

    fn push(&mut self, c: char) {
        if !c.is_whitespace()
            && let Some(time) = self.time.take()
        {
            if self.current.text.trim().is_empty() {
                self.current.start_ms = Some(time);
            } else {
                self.losses.add("inner_times", "times within an utterance are left out");
            }
        }
        self.current.text.push(c);
    }

    fn tag(&mut self, tag: &str) {
        if let Some(ms) = clock_ms(tag.trim()) {
            self.time = Some(ms);
            return;
        }
        let (name, annotation) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
        let (name, classes) = name.split_once('.').unwrap_or((name, ""));
        match name {
            "v" => {
                if !classes.is_empty() {
                    self.markup();
                }
                self.finish();
                let speaker: String = plain(annotation).split_whitespace().collect::<Vec<_>>().join(" ");
                self.current.speaker = Some(speaker).filter(|name| !name.is_empty());
            }
            "/v" => self.finish(),
            name if name.starts_with('/') => {}
            _ => self.markup(),
        }
    }

    fn markup(&mut self) {
        self.losses.add("markup", "tags and classes within a text are left out");
    }

    /// Keeps the current piece where it says something.
    fn finish(&mut self) {
        let piece = std::mem::take(&mut self.current);
        if !piece.text.trim().is_empty() {
            self.pieces.push(piece);
        }
    }
}

fn timed(pieces: Vec<Piece>, (start_ms, end_ms): (i64, i64)) -> Vec<Utterance> {
    if pieces.is_empty() {
        return vec![Utterance { start_ms, end_ms, ..Utterance::default() }];
    }
    let within = |ms: &i64| (start_ms..=end_ms).contains(ms);
    let starts: Vec<Option<i64>> = pieces.iter().map(|piece| piece.start_ms.filter(within)).collect();
    let said = |(index, piece): (usize, Piece)| {
        let own = starts[index].unwrap_or(start_ms);
        let next = starts.get(index + 1).copied().flatten().filter(|next| *next > own);
        let text = piece.text.trim().to_owned();
        Utterance { start_ms: own, end_ms: next.unwrap_or(end_ms), speaker: piece.speaker, text }
    };
    pieces.into_iter().enumerate().map(said).collect()
}

fn plain(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (c, length) = reference(rest).unwrap_or((first, first.len_utf8()));
        result.push(c);
        rest = &rest[length..];
    }
    result
}

/// The character that a reference at the beginning stands for, and the bytes of the reference.
fn reference(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(12).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')?
        }
    };
    Some((c, end + 2))
}
