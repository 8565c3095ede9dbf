//! From one foreign format to another, through the neutral documents, with what was lost on the way.

use crosscheck_domain::Problem;

use crate::timed::{Losses, Reading, TIMED, TimedFormat, Timing, recognised, stem, timed_format, timed_format_of};
use crate::tracks::{TRACKS, TrackFiles, TrackFormat, track_format};

/// A format that is read and written without a project.
#[derive(Clone, Copy)]
pub enum Foreign {
    Timed(&'static TimedFormat),
    Tracks(&'static TrackFormat),
}

/// Files to write, what they could not say, and what of the input was broken and left out.
#[derive(Debug, Default)]
pub struct Converted {
    /// Names below the place to write to; the first one is the main file.
    pub files: Vec<(String, String)>,
    pub losses: Losses,
    pub problems: Vec<Problem>,
}

impl Foreign {
    pub fn id(self) -> &'static str {
        match self {
            Foreign::Timed(format) => format.id,
            Foreign::Tracks(format) => format.id,
        }
    }

    /// The format with this id.
    pub fn of_id(id: &str) -> Option<Self> {
        timed_format(id).map(Self::Timed).or_else(|| track_format(id).map(Self::Tracks))
    }

    /// The format that a name tells, and the beginning of the file where there is one.
    pub fn of_file(name: &str, bytes: &[u8]) -> Option<Self> {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]);
        let lower = name.to_lowercase();
        if lower.ends_with(".json") {
            return Self::of_id("coco_video");
        }
        if lower.ends_with(".xml") {
            let timed = recognised(&start).map(Self::Timed);
            return timed.or_else(|| Self::of_id("cvat_video"));
        }
        let folder_of_mot = !lower.rsplit('/').next().unwrap_or_default().contains('.');
        if lower.ends_with("gt.txt") || lower.ends_with("det.txt") || folder_of_mot {
            return Self::of_id("mot");
        }
        timed_format_of(name).or_else(|| recognised(&start)).map(Self::Timed)
    }

    pub fn all() -> impl Iterator<Item = Self> {
        let timed = TIMED.iter().copied().map(Self::Timed);
        timed.chain(TRACKS.iter().copied().map(Self::Tracks))
    }
}

/// The input in the other format. `name` is that of the input, without which some formats cannot name the medium.
pub fn convert(
    input: &TrackFiles,
    name: &str,
    from: Foreign,
    to: Foreign,
    timing: &Timing,
) -> Result<Converted, Problem> {
    match (from, to) {
        (Foreign::Timed(from), Foreign::Timed(to)) => {
            let Reading { mut document, mut losses, problems } = (from.read)(&input.main, timing)?;
            // Tiers of these two are files; those of all others are lanes of one.
            let by_file = |id: &str| ["rttm", "ctm"].contains(&id);
            if by_file(to.id) && !by_file(from.id) && document.media.is_none() {
                document.media = Some(stem(name));
            }
            let text = (to.write)(&document, &mut losses);
            let name = format!("{}.{}", stem(name), to.extensions[0]);
            Ok(Converted { files: vec![(name, text)], losses, problems })
        }
        (Foreign::Tracks(from), Foreign::Tracks(to)) => {
            let Reading { mut document, mut losses, problems } = (from.read)(input)?;
            for video in document.videos.iter_mut().filter(|video| video.fps.is_none()) {
                video.fps = timing.fps;
            }
            let files = (to.write)(&document, &mut losses);
            Ok(Converted { files, losses, problems })
        }
        _ => {
            let message = format!(
                "{} and {} have nothing in common: one holds texts and marks in time, the other shapes that move",
                from.id(),
                to.id()
            );
            Err(Problem::new("formats_apart", message))
        }
    }
}
