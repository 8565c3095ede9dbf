//! Reads randomly broken sound and video for as long as it is told: `cargo run --release --example fuzz_media -- --minutes 10 --seed 1`.
//!
//! Begins with the files of the tests and whatever folders are named behind. A file that makes it panic, or that takes longer than
//! ten seconds, is kept in the working folder as `fuzz-….bin`, and the search goes on.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crosscheck_media::{Limits, frame_table, peaks, probe, spectrogram};

const SLOW: Duration = Duration::from_secs(10);
/// Larger files would be read too seldom.
const LARGEST: usize = 600_000;

fn main() {
    let (mut minutes, mut seed) = (1.0, 1_u64);
    let mut folders = vec![format!("{}/tests/data", env!("CARGO_MANIFEST_DIR"))];
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--seed" {
            seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(seed);
        } else if argument == "--minutes" {
            minutes = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(minutes);
        } else {
            folders.push(argument);
        }
    }
    let mut files = Vec::new();
    for folder in &folders {
        collect(Path::new(folder), &mut files);
    }
    println!("{} files, seed {seed}", files.len());
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (begun, mut n, mut read, mut found) = (Instant::now(), 0_u64, 0_u64, 0);
    while begun.elapsed().as_secs_f64() < minutes * 60.0 && !files.is_empty() {
        let bytes = broken(&files[random.below(files.len())], &mut random);
        let one = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&bytes)));
        n += 1;
        read += u64::from(matches!(outcome, Ok(true)));
        if outcome.is_err() || one.elapsed() > SLOW {
            found += 1;
            let kept = format!("fuzz-{seed}-{n}.bin");
            println!("{kept}: panicked: {}, took {:?}", outcome.is_err(), one.elapsed());
            let _ = std::fs::write(kept, &bytes);
        }
    }
    println!("{n} files in {:?}, {read} were read as sound or video, {found} are to be looked at", begun.elapsed());
}

/// Every file below a folder that is small enough.
fn collect(folder: &Path, files: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), files);
        } else if let Ok(bytes) = std::fs::read(entry.path())
            && bytes.len() <= LARGEST
            && probe(&mut Cursor::new(&bytes), &Limits::default()).is_ok_and(|info| info.duration_ms.is_some())
        {
            files.push(bytes);
        }
    }
}

fn work(bytes: &[u8]) -> bool {
    let limits = Limits { max_frames: 1_000_000, max_duration_ms: 600_000, ..Limits::default() };
    if probe(&mut Cursor::new(bytes), &limits).is_err() {
        return false;
    }
    let _ = frame_table(&mut Cursor::new(bytes), &limits);
    let _ = peaks(&mut Cursor::new(bytes), &limits, &mut Cursor::new(Vec::new()), &mut |_| true);
    let _ = spectrogram(&mut Cursor::new(bytes), &limits, 1);
    true
}

/// A copy with some bytes, numbers and pieces changed.
fn broken(whole: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=random.below(6) {
        if bytes.len() < 8 {
            break;
        }
        let within = if random.below(2) == 0 { bytes.len().min(2000) } else { bytes.len() };
        let at = random.below(within - 4);
        match random.below(6) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => {
                let numbers = [0, 1, 0x7fff_ffff, 0xffff_ffff, 0x8000_0000, 0x0001_0000, bytes.len() as u32];
                bytes[at..at + 4].copy_from_slice(&numbers[random.below(numbers.len())].to_be_bytes());
            }
            3 => bytes.truncate(at.max(64)),
            4 => {
                let end = (at + 1 + random.below(200)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + 1 + random.below(200)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}
