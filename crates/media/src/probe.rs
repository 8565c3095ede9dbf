//! Finds out what a file is from its bytes alone, without decoding it.

use crosscheck_domain::{MediaInfo, MediaKind, Problem};

use crate::{Limits, image, markup};

/// One kind of medium that can be recognised. Another kind is one file with a constant, and one line in [`PROBES`].
pub struct Probe {
    pub kind: MediaKind,
    /// The types that it can find, as allow-list for everything that serves bytes.
    pub mimes: &'static [&'static str],
    /// What it reads, for people.
    pub title: &'static str,
    /// Looks at the first bytes; the answer is one of `mimes`.
    pub recognise: fn(&[u8]) -> Option<&'static str>,
    /// Reads the header, checks it against the limits, and that the file is complete.
    pub read: fn(&[u8], &'static str, &Limits) -> Result<MediaInfo, Problem>,
}

/// Every kind of medium that Crosscheck accepts.
pub static PROBES: &[Probe] = &[image::PROBE];

/// What the bytes are, or why they are refused. Costs a walk over the file's structure, not a decoding.
pub fn probe(bytes: &[u8], limits: &Limits) -> Result<MediaInfo, Problem> {
    limits.check_size(bytes.len() as u64)?;
    let found = PROBES.iter().find_map(|probe| Some((probe, (probe.recognise)(bytes)?)));
    match found {
        Some((probe, mime)) => (probe.read)(bytes, mime, limits),
        None => Err(markup::refusal(bytes).unwrap_or_else(unknown)),
    }
}

fn unknown() -> Problem {
    let accepted: Vec<&str> = PROBES.iter().map(|probe| probe.title).collect();
    let message = format!("the bytes are of no accepted type; give one of: {}", accepted.join("; "));
    Problem::new("unsupported_media", message)
}
