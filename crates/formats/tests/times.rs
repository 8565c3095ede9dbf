//! Formats of time: what is written comes back, nothing crashes a reader, and files that others made are understood.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::path::{Path, PathBuf};

use crosscheck_domain::{Keyframe, Point, TrackShape};
use crosscheck_formats::timed::{
    CueFrame, Losses, Segment, TIMED, Tier, TierKind, TimedDocument, Timing, timed_format, timed_format_of,
};
use crosscheck_formats::tracks::{MovingDocument, MovingTrack, TRACKS, TrackFiles, Video, track_format};
use crosscheck_formats::{Foreign, convert};
use proptest::prelude::*;

/// What a written document is when it is read again, and what was lost on the way.
fn again(id: &str, document: &TimedDocument) -> (TimedDocument, Losses) {
    let format = timed_format(id).unwrap();
    let mut losses = Losses::default();
    let text = (format.write)(document, &mut losses);
    let read = (format.read)(text.as_bytes(), &Timing::default()).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(read.problems.is_empty(), "{:?}: {text}", read.problems);
    losses.merge(&read.losses);
    (read.document, losses)
}

fn segment(words: &'static str) -> impl Strategy<Value = Segment> {
    (0_i64..4_000_000, 1_i64..100_000, words).prop_map(|(start_ms, length, text)| Segment {
        start_ms,
        end_ms: start_ms + length,
        text,
        ..Segment::default()
    })
}

/// A document whose segments do not overlap.
fn in_turn(words: &'static str) -> impl Strategy<Value = Vec<Segment>> {
    prop::collection::vec((1_i64..5000, 1_i64..5000, words), 0..20).prop_map(|pieces| {
        let mut at = 0;
        let piece = |(gap, length, text): (i64, i64, String)| {
            let start_ms = at + gap;
            at = start_ms + length;
            Segment { start_ms, end_ms: at, text, ..Segment::default() }
        };
        pieces.into_iter().map(piece).collect()
    })
}

fn one_tier(name: &str, segments: Vec<Segment>) -> TimedDocument {
    TimedDocument::of(Tier { name: name.to_owned(), kind: TierKind::Interval, segments })
}

/// Lines of words that every subtitle format can hold.
const PLAIN: &str = "[a-zé😍.!?']{1,12}( [a-z0-9é终]{1,8}){0,3}(\n[a-z]{1,9})?";
/// Whatever a person might type on one line.
const ANYTHING: &str = "[!-~é终😍]( ?[!-~é终😍]){0,20}";

proptest! {
    #[test]
    fn subtitles_come_back(segments in prop::collection::vec(segment(PLAIN), 1..20)) {
        let plain = one_tier("", segments.clone());
        prop_assert_eq!(again("srt", &plain), (plain.clone(), Losses::default()));
        let (ttml, losses) = again("ttml", &plain);
        prop_assert_eq!((ttml, losses), (plain, Losses::default()));
    }

    #[test]
    fn webvtt_says_voices_ids_and_any_text(
        segments in prop::collection::vec((segment(ANYTHING), prop::option::of("[A-Z][a-z&<> ]{0,8}[a-z]"), "[a-z0-9]{0,4}"), 1..20),
    ) {
        let mut document = TimedDocument::default();
        let mut cues = Vec::new();
        for (mut segment, speaker, id) in segments {
            segment.cue = Some(cues.len());
            segment.speaker = speaker.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
            cues.push(CueFrame { id: Some(id).filter(|id| !id.is_empty()), settings: None });
            document.tiers.resize(1, Tier { name: String::new(), kind: TierKind::Interval, segments: Vec::new() });
            document.tiers[0].segments.push(segment);
        }
        document.cues = cues;
        prop_assert_eq!(again("webvtt", &document), (document, Losses::default()));
    }

    #[test]
    fn lanes_come_back(segments in in_turn(ANYTHING)) {
        let mut document = one_tier("words", segments);
        let (mut found, losses) = again("textgrid", &document);
        found.duration_ms = None;
        if document.segments().next().is_some() {
            prop_assert_eq!(found, document.clone());
        }
        prop_assert!(losses.is_empty());
        for segment in &mut document.tiers[0].segments {
            segment.speaker = Some("Ann & Bob".to_owned());
        }
        if document.segments().next().is_some() {
            prop_assert_eq!(again("eaf", &document), (document, Losses::default()));
        }
    }

    #[test]
    fn lines_come_back(segments in prop::collection::vec((segment("[!-:=-~é]{1,9}"), 0.0..1.0_f64), 1..20)) {
        let words = segments.iter().map(|(segment, confidence)| Segment {
            channel: Some("A".to_owned()), confidence: Some(*confidence), ..segment.clone()
        });
        let words = one_tier("file", words.collect());
        prop_assert_eq!(again("ctm", &words), (words, Losses::default()));
        let speech = segments.iter().map(|(segment, _)| Segment {
            channel: Some("1".to_owned()), speaker: Some(segment.text.clone()), text: String::new(), ..segment.clone()
        });
        let speech = one_tier("file", speech.collect());
        prop_assert_eq!(again("rttm", &speech), (speech, Losses::default()));
        let marks = segments.iter().map(|(segment, low)| Segment {
            low_hz: Some(*low), high_hz: Some(low + 100.0), ..segment.clone()
        });
        let marks = one_tier("labels", marks.collect());
        prop_assert_eq!(again("audacity", &marks), (marks, Losses::default()));
    }

    #[test]
    fn tracks_come_back(
        steps in prop::collection::vec((1_u32..30, 0.0..500.0_f64, any::<bool>(), any::<bool>()), 1..12),
        polygon in any::<bool>(),
    ) {
        let mut frame = 0;
        let keyframes = steps.iter().map(|(step, at, outside, occluded)| {
            frame += step;
            let at = at.round();
            let shape = if polygon {
                TrackShape::Polygon { points: vec![Point(at, 0.0), Point(at + 9.0, 1.0), Point(at, 8.0)] }
            } else {
                TrackShape::Box { x: at, y: 2.0, width: 10.0, height: 20.0, rotation: 0.0 }
            };
            let attributes = [("state".to_owned(), format!("s{step}").into())].into();
            Keyframe { time_ms: i64::from(frame), frame, shape, outside: *outside, occluded: *occluded, hold: false, attributes }
        });
        let track = MovingTrack { video: 0, id: "7".to_owned(), label: Some("car".to_owned()), keyframes: keyframes.collect() };
        let video = Video { name: "walk".to_owned(), width: Some(600), height: Some(400), n_frames: Some(900), fps: None };
        let document = MovingDocument { videos: vec![video], tracks: vec![track] };
        for id in ["coco_video", "cvat_video"] {
            let format = track_format(id).unwrap();
            let mut losses = Losses::default();
            let files = (format.write)(&document, &mut losses);
            let read = (format.read)(&TrackFiles { main: files[0].1.clone().into_bytes(), ..TrackFiles::default() }).unwrap();
            // A last keyframe that is outside, one frame behind an equal shape, is how CVAT says that the track ends.
            let ends = document.tracks[0].keyframes.windows(2).last().is_some_and(|pair| {
                pair[1].outside && pair[1].frame == pair[0].frame + 1 && pair[0].shape == pair[1].shape
            });
            if id == "coco_video" || !ends {
                prop_assert_eq!(&read.document, &document, "{}", id);
            }
            prop_assert!(losses.is_empty(), "{:?}", losses);
        }
    }

    #[test]
    fn no_bytes_crash_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,300}") {
        for bytes in [&bytes[..], text.as_bytes(), format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}").as_bytes()] {
            for format in TIMED {
                let _ = (format.read)(bytes, &Timing::default());
            }
            for format in TRACKS {
                let _ = (format.read)(&TrackFiles { main: bytes.to_vec(), ..TrackFiles::default() });
            }
        }
    }
}

/// Files with one of these endings below a folder of real data, the place of which `CROSSCHECK_DATA` tells; none, with a
/// word about it, where it is not there.
#[expect(clippy::disallowed_methods, reason = "the data lie where each machine has them")]
fn real(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = std::env::var("CROSSCHECK_DATA").unwrap_or_default();
    let (mut found, mut folders) = (Vec::new(), vec![Path::new(&root).join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if endings
                .iter()
                .any(|ending| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        println!("skipped: no {endings:?} in {root}/{folder}");
    }
    found
}

#[test]
fn files_of_others_are_understood() {
    let endings = ["vtt", "srt", "ttml", "rttm", "ctm", "TextGrid", "eaf"];
    let mut files = real("exports/public", &endings);
    files.extend(real("speech", &endings));
    files.extend(real("diarization", &endings));
    files.extend(real("video", &endings));
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let format = timed_format_of(&name).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let read = (format.read)(&bytes, &Timing::default());
        let broken =
            ["invalid", "missing", "empty", "no_caption", "one_caption"].iter().any(|word| name.contains(word));
        let Ok(read) = read else {
            assert!(broken, "{}: {:?}", path.display(), read.err());
            continue;
        };
        assert!(broken || read.problems.is_empty(), "{}: {:?}", path.display(), read.problems);
        let n = read.document.segments().count();
        assert!(broken || n > 0, "{} has nothing in it", path.display());
        let written = (format.write)(&read.document, &mut Losses::default());
        let again = (format.read)(written.as_bytes(), &Timing::default()).unwrap();
        if read.losses.is_empty() && !broken {
            assert_eq!(again.document.segments().count(), n, "{}", path.display());
        }
        for other in TIMED {
            (other.write)(&read.document, &mut Losses::default());
        }
    }
    for path in real("exports/public/datumaro/mot_dataset", &["txt"]).iter().filter(|path| path.ends_with("gt/gt.txt"))
    {
        let main = std::fs::read(path).unwrap();
        let read = (track_format("mot").unwrap().read)(&TrackFiles { main, ..TrackFiles::default() }).unwrap();
        assert_eq!((read.document.tracks.len(), read.problems.len()), (1, 0));
    }
}

#[test]
fn conversion_tells_what_it_loses() {
    let vtt = "WEBVTT\n\nNOTE x\n\na\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hi <i>there</i>.</v>\n<v Bob>Yes.</v>\n";
    let input = TrackFiles { main: vtt.as_bytes().to_vec(), ..TrackFiles::default() };
    let to = |id: &str| {
        convert(
            &input,
            "talk.vtt",
            Foreign::of_file("talk.vtt", b"").unwrap(),
            Foreign::of_id(id).unwrap(),
            &Timing::default(),
        )
    };
    let srt = to("srt").unwrap();
    assert_eq!(srt.files[0].1, "1\n00:00:01,000 --> 00:00:02,000\nHi there.\nYes.\n\n");
    let codes: Vec<_> = srt.losses.iter().map(|(code, n, _)| (code, n)).collect();
    assert_eq!(codes, [("asides", 1), ("cue_ids", 1), ("markup", 1), ("positions", 1), ("speakers", 2)]);
    let rttm = to("rttm").unwrap();
    assert_eq!(rttm.files[0].1.lines().next(), Some("SPEAKER talk 1 1.000 1.000 Hi_there. <NA> Ann <NA> <NA>"));
    assert_eq!(to("mot").unwrap_err().code, "formats_apart");
}
