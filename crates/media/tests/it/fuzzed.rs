//! Sound and video that were changed at random: refused or read, but never a panic and never without end.

use std::io::Cursor;
use std::time::{Duration, Instant};

use crosscheck_media::{Limits, frame_table, peaks, probe, spectrogram};
use proptest::prelude::*;

use crate::timed::{FILES, bytes};

/// Small files are small work, however they are broken; a busy machine still takes its time.
const LONGEST: Duration = Duration::from_secs(120);

/// Everything that is ever done with a file.
fn read(bytes: &[u8]) {
    let begun = Instant::now();
    let limits = Limits { max_frames: 100_000, max_duration_ms: 60_000, ..Limits::default() };
    let probed = probe(&mut Cursor::new(bytes), &limits);
    if probed.is_ok() {
        let _ = frame_table(&mut Cursor::new(bytes), &limits);
        let _ = peaks(&mut Cursor::new(bytes), &limits, &mut Cursor::new(Vec::new()), &mut |_| true);
        let _ = spectrogram(&mut Cursor::new(bytes), &limits, 1);
    }
    assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_harm_nobody(
        file in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
    ) {
        let mut bytes = bytes(FILES[file]);
        for (at, value, early) in changes {
            // Heads and tables stand at the beginning of most files, and at the end of some.
            let within = if early { bytes.len().min(800) } else { bytes.len() };
            let at = at.index(within);
            bytes[at] = value;
        }
        read(&bytes);
    }

    #[test]
    fn cut_and_doubled_pieces_harm_nobody(
        file in 0..FILES.len(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..64_usize, any::<bool>()), 1..4),
    ) {
        let mut bytes = bytes(FILES[file]);
        for (at, length, doubled) in cuts {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            let piece = at..(at + length).min(bytes.len());
            if doubled {
                let again = bytes[piece.clone()].to_vec();
                bytes.splice(at..at, again);
            } else {
                bytes.drain(piece);
            }
        }
        read(&bytes);
    }
}
