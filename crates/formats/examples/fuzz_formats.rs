//! Feeds every reader of foreign formats with mutated files for some minutes: none may crash or hang.
//!
//! `cargo run --release --example fuzz_formats -- --minutes 10 [SEED_FILE…]`

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crosscheck_formats::Foreign;
use crosscheck_formats::timed::{Losses, Timing};
use crosscheck_formats::tracks::TrackFiles;

/// One file may take this long at most.
const SLOW: Duration = Duration::from_secs(2);
/// Longer seeds are cut, so that many are tried.
const MOST_SEED: usize = 20_000;

/// A generator that needs no crate: xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

fn main() {
    let mut minutes = 1.0;
    let mut seeds: Vec<Vec<u8>> = SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--minutes" {
            minutes = arguments.next().and_then(|minutes| minutes.parse().ok()).unwrap_or(minutes);
        } else if let Ok(bytes) = std::fs::read(&argument) {
            seeds.push(bytes[..bytes.len().min(MOST_SEED)].to_vec());
        }
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let begin = Instant::now();
    let (mut n, mut n_read, mut slowest) = (0_u64, BTreeMap::new(), Duration::ZERO);
    while begin.elapsed().as_secs_f64() < minutes * 60.0 {
        let bytes = mutated(&seeds, &mut random);
        for foreign in Foreign::all() {
            let at = Instant::now();
            let known = std::panic::catch_unwind(|| tried(foreign, &bytes));
            let took = at.elapsed();
            slowest = slowest.max(took);
            if known.is_err() || took > SLOW {
                let name = format!("fuzz-{}-{n}.bin", foreign.id());
                let written = std::fs::write(&name, &bytes);
                println!("{} took {took:?}, failed {}: {name} {written:?}", foreign.id(), known.is_err());
                std::process::exit(1);
            }
            *n_read.entry(foreign.id()).or_insert(0_u64) += u64::from(known.unwrap_or(false));
        }
        n += 1;
    }
    println!("{n} files to {} readers, slowest {slowest:?}; understood: {n_read:?}", Foreign::all().count());
}

/// Reads, writes what was read, and reads that again: it must be understood. Whether the first reading succeeded.
fn tried(foreign: Foreign, bytes: &[u8]) -> bool {
    match foreign {
        Foreign::Timed(format) => {
            let Ok(found) = (format.read)(bytes, &Timing::default()) else { return false };
            let again = (format.write)(&found.document, &mut Losses::default());
            // A file without a line that gives a time is no subtitle to some readers.
            let empty = found.document.segments().next().is_none() || again.trim().is_empty();
            let read = (format.read)(again.as_bytes(), &Timing::default());
            assert!(empty || read.is_ok(), "{}: {read:?}", format.id);
            for other in Foreign::all() {
                if let Foreign::Timed(other) = other {
                    let _ = (other.write)(&found.document, &mut Losses::default());
                }
            }
            true
        }
        Foreign::Tracks(format) => {
            let files = TrackFiles { main: bytes.to_vec(), ..TrackFiles::default() };
            let Ok(found) = (format.read)(&files) else { return false };
            // Millions of frames are written correctly, but they take their time.
            let long = |track: &crosscheck_formats::tracks::MovingTrack| {
                track.keyframes.last().is_some_and(|last| last.frame > 10_000)
            };
            if found.document.tracks.iter().any(long) {
                return true;
            }
            let again = (format.write)(&found.document, &mut Losses::default());
            if let Some((_, main)) = again.first().filter(|_| !found.document.tracks.is_empty()) {
                let files = TrackFiles { main: main.clone().into_bytes(), ..TrackFiles::default() };
                let read = (format.read)(&files);
                assert!(main.is_empty() || read.is_ok(), "{}: {read:?}", format.id);
            }
            true
        }
    }
}

fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 => bytes.truncate(at),
            2 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
            3 if at < bytes.len() => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 if at < bytes.len() => {
                let end = (at + random.below(200)).min(bytes.len());
                let copied = bytes[at..end].to_vec();
                bytes.splice(at..at, copied);
            }
            5 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let end = (from + random.below(200)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + (random.next() % 10) as u8;
                }
            }
        }
    }
    bytes
}

const TOKENS: &[&str] = &[
    "-->",
    "\n\n",
    "\r",
    "\t",
    "\0",
    "\"",
    "\"\"",
    "<v A>",
    "</v>",
    "<00:01.000>",
    "&lt;",
    "&#x110000;",
    "&",
    "<",
    ">",
    "99999999999",
    "-1",
    "NaN",
    "1e308",
    "-1e-300",
    "inf",
    ",",
    ";",
    "<NA>",
    "SPEAKER",
    "é",
    "😍",
    "\u{feff}",
    "<exists>",
    "![CDATA[",
    "<!--",
    "]]>",
    "frame=\"4294967295\"",
    "[",
    "]",
    "{",
    "}",
    "null",
    "\\\t1\t2\n",
    "00:00:00:00",
    "{\\an8}",
    "NOTE",
    "STYLE",
    "xmin = ",
    "1000000",
];

const SEEDS: &[&str] = &[
    "WEBVTT - t\nKind: captions\n\nNOTE a\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:05.000 align:start\n<v Ann>Hi.</v> \
     <00:02.000><v Bob>Hello &amp; bye</v>\n\n00:06.000 --> 00:07.000\n<i>x</i>\ny\n",
    "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<i>Two</i> dogs.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nb\r\n",
    "<tt xmlns=\"http://www.w3.org/ns/ttml\" ttp:frameRate=\"25\"><head><metadata><ttm:agent xml:id=\"a\"><ttm:name>Ann</ttm:name>\
     </ttm:agent></metadata></head><body begin=\"1s\"><div><p begin=\"00:00:01:12\" dur=\"30f\" ttm:agent=\"a\">a<br/>b\
     <span begin=\"0.5s\" end=\"1s\">c</span></p></div></body></tt>",
    "SPEAKER m 1 6.690 0.430 <NA> <NA> Ann <NA> <NA>\nLEXEME m 1 6.69 0.1 hi lex Ann 0.5 <NA>\n",
    ";; c\nm A 0.2 0.3 hello 0.9\nm A 0.5 0.4 <ALT_BEGIN> 1\nm B * * <ALT>\n",
    "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = 2\ntiers? <exists>\nsize = 2\nitem []:\n\
     item [1]:\nclass = \"IntervalTier\"\nname = \"w\"\nxmin = 0\nxmax = 2\nintervals: size = 1\nintervals [1]:\nxmin = 0\n\
     xmax = 2\ntext = \"a \"\"b\"\"\"\nitem [2]:\nclass = \"TextTier\"\nname = \"p\"\nxmin = 0\nxmax = 2\npoints: size = 1\n\
     points [1]:\nnumber = 1\nmark = \"x\"\n",
    "<ANNOTATION_DOCUMENT><HEADER TIME_UNITS=\"milliseconds\"/><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"0\"/>\
     <TIME_SLOT TIME_SLOT_ID=\"t2\"/><TIME_SLOT TIME_SLOT_ID=\"t3\" TIME_VALUE=\"100\"/></TIME_ORDER><TIER TIER_ID=\"a\" \
     PARTICIPANT=\"P\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\">\
     <ANNOTATION_VALUE>x</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION><ALIGNABLE_ANNOTATION \
     ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"t2\" TIME_SLOT_REF2=\"t3\"/></ANNOTATION></TIER><TIER TIER_ID=\"b\"><ANNOTATION>\
     <REF_ANNOTATION ANNOTATION_ID=\"a3\" ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>y</ANNOTATION_VALUE></REF_ANNOTATION>\
     </ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    "1.500000\t2.000000\tsiren\n\\\t100.0\t2000.0\n3.0\t3.0\t\n",
    "1,1,10,20,30,40,1,1,1\n2,1,12,20,30,40,1,1,0.5\n4,-1,16,20,30,40,1,1,1\n",
    "{\"videos\":[{\"id\":1,\"name\":\"v\"}],\"images\":[{\"id\":1,\"video_id\":1,\"frame_id\":3}],\"categories\":[{\"id\":1,\
     \"name\":\"a\"}],\"annotations\":[{\"id\":1,\"image_id\":1,\"track_id\":2,\"category_id\":1,\"bbox\":[1,2,3,4],\
     \"segmentation\":[[1,2,3,4,5,6]]},{\"id\":2,\"video_id\":1,\"bboxes\":[null,[1,2,3,4]],\"category_id\":1}],\"tracks\":\
     [{\"id\":1,\"video_id\":1,\"crosscheck\":{\"id\":\"r\",\"keyframes\":[]}}]}",
    "<annotations><meta><task><name>t</name><size>9</size></task></meta><track id=\"0\" label=\"a\"><box frame=\"0\" \
     keyframe=\"1\" outside=\"0\" occluded=\"1\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\" rotation=\"3\"><attribute \
     name=\"c\">r</attribute></box><box frame=\"5\" keyframe=\"1\" outside=\"1\" occluded=\"0\" xtl=\"1\" ytl=\"2\" xbr=\"3\" \
     ybr=\"4\"/></track><track id=\"1\" label=\"b\"><polygon frame=\"2\" points=\"1,2;3,4;5,6\"/></track></annotations>",
];
