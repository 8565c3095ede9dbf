//! Formats of time: subtitles, transcripts, speakers and marks, all through one neutral document.

mod audacity;
mod ctm;
mod document;
mod eaf;
mod lanes;
pub(crate) mod losses;
mod rttm;
mod srt;
pub(crate) mod text;
mod textgrid;
pub(crate) mod texts;
mod ttml;
mod webvtt;

use crosscheck_domain::Problem;

pub use document::{Aside, AsideKind, CueFrame, Segment, Tier, TierKind, TimedDocument};
pub(crate) use eaf::stem;
pub use losses::Losses;
pub use texts::{TimedText, timed_text};

/// One format of things in time. Another one is one file with a constant, and one line in [`TIMED`].
pub struct TimedFormat {
    pub id: &'static str,
    pub title: &'static str,
    /// Endings of file names, the usual one first.
    pub extensions: &'static [&'static str],
    pub mime: &'static str,
    pub read: fn(&[u8], &Timing) -> Result<Reading<TimedDocument>, Problem>,
    /// The file, with what could not be said added to the losses.
    pub write: fn(&TimedDocument, &mut Losses) -> String,
}

/// What the caller knows and a file may not say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timing {
    /// Frames a second.
    pub fps: Option<f64>,
}

/// What was read, what of the file has no place in it, and what was left out because it is broken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<T> {
    pub document: T,
    pub losses: Losses,
    pub problems: Vec<Problem>,
}

pub static TIMED: &[&TimedFormat] = &[
    &webvtt::TIMED,
    &srt::TIMED,
    &ttml::TIMED,
    &rttm::TIMED,
    &ctm::TIMED,
    &textgrid::TIMED,
    &eaf::TIMED,
    &audacity::TIMED,
];

/// The format with this id.
pub fn timed_format(id: &str) -> Option<&'static TimedFormat> {
    TIMED.iter().copied().find(|format| format.id == id)
}

/// The format that the ending of a file name tells.
pub fn timed_format_of(name: &str) -> Option<&'static TimedFormat> {
    let (_, ending) = name.rsplit_once('.')?;
    TIMED.iter().copied().find(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// The subtitle format that a text plainly is in; none for other texts.
pub fn recognised(text: &str) -> Option<&'static TimedFormat> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("WEBVTT") {
        return Some(&webvtt::TIMED);
    }
    if text.starts_with('<') {
        let start: String = text.chars().take(4000).collect();
        let element = |name: &str| start.contains(&format!("<{name}")) || start.contains(&format!(":{name}"));
        return if element("ANNOTATION_DOCUMENT") { Some(&eaf::TIMED) } else { element("tt").then_some(&ttml::TIMED) };
    }
    if text.starts_with("File type = \"ooTextFile") || text.starts_with("\"ooTextFile") {
        return Some(&textgrid::TIMED);
    }
    text.lines().take(20).any(srt::is_timing).then_some(&srt::TIMED)
}
