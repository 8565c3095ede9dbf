//! Finds out what a file is from its bytes alone, without decoding it.

use crosscheck_domain::{MediaInfo, MediaKind, Problem};

use crate::source::{ReadSeek, Source};
use crate::{Limits, image, markup, movie, sound};

/// How many of the first bytes tell what a file is.
const HEAD: u64 = 4096;

/// One family of files that can be recognised. Another is one file with a constant, and one line in [`PROBES`].
pub struct Probe {
    /// What such a file may turn out to be.
    pub kinds: &'static [MediaKind],
    /// The types that it can find, as allow-list for everything that serves bytes.
    pub mimes: &'static [&'static str],
    /// What it reads, for people.
    pub title: &'static str,
    /// Looks at the first bytes; the answer is one of `mimes`, which a closer look may change into another.
    pub recognise: fn(&[u8]) -> Option<&'static str>,
    /// Reads the header, checks it against the limits, and that the file is complete.
    pub read: fn(&mut Source<'_>, &'static str, &Limits) -> Result<MediaInfo, Problem>,
}

/// Every kind of medium that Crosscheck accepts.
pub static PROBES: &[Probe] = &[image::PROBE, movie::PROBE, sound::PROBE];

/// What the bytes are, or why they are refused. Costs a walk over the file's structure, not a decoding. Pictures are read
/// whole; of sound and video, only the structure is held in memory.
pub fn probe(reader: &mut dyn ReadSeek, limits: &Limits) -> Result<MediaInfo, Problem> {
    let mut source = Source::new(reader).map_err(unreadable)?;
    let head = source.head(HEAD).map_err(unreadable)?;
    let found = PROBES.iter().find_map(|probe| Some((probe, (probe.recognise)(&head)?)));
    match found {
        Some((probe, mime)) => {
            limits.check_size(source.size(), probe.kinds)?;
            (probe.read)(&mut source, mime, limits)
        }
        None if head.is_empty() => Err(Problem::new("media_empty", "the file is empty; export or upload it again")),
        None => Err(markup::refusal(&head).unwrap_or_else(unknown)),
    }
}

fn unknown() -> Problem {
    let accepted: Vec<&str> = PROBES.iter().map(|probe| probe.title).collect();
    let message = format!("the bytes are of no accepted type; give one of: {}", accepted.join("; "));
    Problem::new("unsupported_media", message)
}

pub(crate) fn unreadable(error: std::io::Error) -> Problem {
    Problem::new("media_unreadable", format!("the file cannot be read: {error}; try again"))
}
