//! Sound and video: what the probe tells, frame tables, peaks and spectrograms of small files that were made for this.

use std::io::Cursor;

use crosscheck_domain::{MediaInfo, MediaKind, Problem};
use crosscheck_media::{FrameTable, Limits, STRIP_EDGE, blank_still, frame_table, peaks, probe, spectrogram, strip};
use image::ImageFormat;

use crate::make::{encoded, gradient};

pub const FILES: [&str; 15] = [
    "cfr.mp4",
    "vfr.mp4",
    "cfr.webm",
    "vfr.webm",
    "cut.mp4",
    "late.mp4",
    "turned.mp4",
    "fragments.mp4",
    "sine.m4a",
    "sine.mp3",
    "sine.aac",
    "sine.flac",
    "sine.wav",
    "vorbis.ogg",
    "opus.ogg",
];

pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn info(name: &str) -> MediaInfo {
    probe(&mut Cursor::new(bytes(name)), &Limits::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn table(name: &str) -> FrameTable {
    frame_table(&mut Cursor::new(bytes(name)), &Limits::default()).unwrap()
}

#[test]
fn videos_are_described() {
    let check = |name: &str, mime: &str, codecs: &[&str], size: (u32, u32), frames: u32, ms: u64| {
        let info = info(name);
        assert_eq!((info.kind, info.mime.as_str()), (MediaKind::Video, mime), "{name}");
        assert_eq!(info.codecs, codecs, "{name}");
        assert_eq!((info.width, info.height), (Some(size.0), Some(size.1)), "{name}");
        assert_eq!((info.frames, info.duration_ms), (Some(frames), Some(ms)), "{name}");
    };
    check("cfr.mp4", "video/mp4", &["h264"], (96, 64), 50, 2000);
    check("vfr.mp4", "video/mp4", &["h264"], (96, 64), 22, 2000);
    check("turned.mp4", "video/mp4", &["h264"], (64, 96), 50, 2000);
    check("cut.mp4", "video/mp4", &["h264"], (96, 64), 37, 1480);
    check("late.mp4", "video/mp4", &["h264"], (96, 64), 50, 2400);
    check("fragments.mp4", "video/mp4", &["h264"], (96, 64), 50, 2080);
    check("cfr.webm", "video/webm", &["vp9", "opus"], (96, 64), 60, 2009);
    check("vfr.webm", "video/webm", &["vp9"], (96, 64), 22, 2000);
}

#[test]
fn sounds_are_described() {
    let check = |name: &str, mime: &str, codec: &str, channels: u16, rate: u32, ms: std::ops::RangeInclusive<u64>| {
        let info = info(name);
        assert_eq!((info.kind, info.mime.as_str()), (MediaKind::Audio, mime), "{name}");
        assert_eq!(info.codecs, [codec], "{name}");
        assert_eq!((info.channels, info.sample_rate), (Some(channels), Some(rate)), "{name}");
        assert!(ms.contains(&info.duration_ms.unwrap()), "{name}: {:?}", info.duration_ms);
    };
    check("sine.wav", "audio/wav", "pcm", 1, 8000, 1000..=1000);
    check("sine.flac", "audio/flac", "flac", 2, 16_000, 500..=500);
    check("sine.m4a", "audio/mp4", "aac", 2, 44_100, 1000..=1000);
    check("sine.mp3", "audio/mpeg", "mp3", 2, 44_100, 1000..=1072);
    check("sine.aac", "audio/aac", "aac", 2, 44_100, 1000..=1050);
    check("vorbis.ogg", "audio/ogg", "vorbis", 2, 44_100, 1000..=1025);
    check("opus.ogg", "audio/ogg", "opus", 2, 48_000, 1000..=1030);
}

/// The times are those that ffprobe tells.
#[test]
fn frame_tables_are_exact() {
    let check = |name: &str, n: usize, first: &[f64], last: f64, end: f64| {
        let table = table(name);
        let ms: Vec<f64> = (0..=n).filter_map(|index| table.ms(index)).collect();
        assert_eq!(table.n() as usize, n, "{name}");
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        let all = first.iter().chain([&last, &end]);
        let found = ms[..first.len()].iter().chain(&ms[n - 1..]);
        assert!(all.zip(found).all(|(a, b)| near(*a, *b)), "{name}: {ms:?}");
        assert_eq!(FrameTable::from_bytes(&table.to_bytes()), Some(table), "{name}");
    };
    check("cfr.mp4", 50, &[0.0, 40.0, 80.0], 1960.0, 2000.0);
    check("vfr.mp4", 22, &[0.0, 120.0, 240.0, 280.0, 360.0, 480.0, 560.0], 1960.0, 2000.0);
    check("vfr.webm", 22, &[0.0, 120.0, 240.0, 280.0, 360.0, 480.0, 560.0], 1960.0, 2000.0);
    check("cfr.webm", 60, &[7.0, 40.0, 74.0, 107.0], 1976.0, 2009.0);
    check("cut.mp4", 37, &[0.0, 40.0, 80.0], 1440.0, 1480.0);
    check("late.mp4", 50, &[400.0, 440.0, 480.0], 2360.0, 2400.0);
    check("fragments.mp4", 50, &[80.0, 120.0, 160.0], 2040.0, 2080.0);
    let problem = frame_table(&mut Cursor::new(bytes("sine.wav")), &Limits::default()).unwrap_err();
    assert_eq!(problem.code, "no_video");
}

/// The head of a peaks file, and its levels: samples of a bin, number of bins, data.
type Levels = (u32, u32, Vec<(u32, Vec<i8>)>);

fn levels(name: &str) -> Result<Levels, Problem> {
    let mut out = Cursor::new(Vec::new());
    peaks(&mut Cursor::new(bytes(name)), &Limits::default(), &mut out, &mut |_| true)?;
    let out = out.into_inner();
    let number = |at: usize| u32::from_le_bytes(out[at..at + 4].try_into().unwrap());
    assert_eq!((&out[..4], number(4)), (&b"CCPK"[..], 1));
    let (channels, rate, n) = (number(8), number(12), number(16));
    let level = |index: u32| {
        let at = 24 + index as usize * 16;
        let (begin, length) = (number(at + 8) as usize, (number(at + 4) * channels * 2) as usize);
        (number(at), out[begin..begin + length].iter().map(|byte| byte.cast_signed()).collect())
    };
    Ok((channels, rate, (0..n).map(level).collect()))
}

#[test]
fn peaks_are_where_the_sound_is() {
    for name in FILES.iter().filter(|name| info(name).channels.is_some()) {
        let info = info(name);
        let (channels, rate, levels) = levels(name).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!((channels, rate), (u32::from(info.channels.unwrap()), info.sample_rate.unwrap()), "{name}");
        let (samples, finest) = &levels[0];
        assert!(samples.abs_diff(rate / 1000) <= 1, "{name}: {samples} samples a bin");
        let bins = finest.len() as u64 / u64::from(channels * 2);
        let ms = bins * u64::from(*samples) * 1000 / u64::from(rate);
        assert!(ms.abs_diff(info.duration_ms.unwrap()) <= 60, "{name}: {ms} ms of {:?}", info.duration_ms);
        // ffmpeg's sine is an eighth of full loudness: about ±16; it sounds from the beginning to the end.
        let from = bins as usize / 4 * channels as usize * 2;
        let heard = finest[from..from * 3].chunks(2).filter(|bin| bin[0] < -4 || bin[1] > 4).count();
        assert!(heard * 10 > from / 2 * 9 * 2, "{name}: {heard} of {} bins are loud", from);
    }
}

#[test]
fn each_level_is_eight_times_coarser() {
    let rate = 8000_u32;
    let samples: Vec<i16> = (0..rate * 40).map(|at| if at % 80 == 0 { 32_767 } else { -8192 }).collect();
    let mut wav = Vec::new();
    let length = u32::try_from(samples.len() * 2).unwrap();
    for part in [
        &b"RIFF"[..],
        &(length + 36).to_le_bytes(),
        b"WAVEfmt ",
        &16_u32.to_le_bytes(),
        &[1, 0, 1, 0],
        &rate.to_le_bytes(),
        &(rate * 2).to_le_bytes(),
        &[2, 0, 16, 0],
        b"data",
        &length.to_le_bytes(),
    ] {
        wav.extend_from_slice(part);
    }
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    let mut out = Cursor::new(Vec::new());
    let mut told = Vec::new();
    peaks(&mut Cursor::new(&wav), &Limits::default(), &mut out, &mut |ms| {
        told.push(ms);
        true
    })
    .unwrap();
    let out = out.into_inner();
    let number = |at: usize| u32::from_le_bytes(out[at..at + 4].try_into().unwrap());
    let heads: Vec<(u32, u32)> = (0..number(16) as usize).map(|n| (number(24 + n * 16), number(28 + n * 16))).collect();
    assert_eq!(heads, [(8, 40_000), (64, 5000), (512, 625)]);
    let at = number(24 + 2 * 16 + 8) as usize;
    assert_eq!(out[at..at + 2].iter().map(|byte| byte.cast_signed()).collect::<Vec<_>>(), [-32, 127]);
    assert!(told.len() >= 39 && told.is_sorted(), "{told:?}");
    let stopped = peaks(&mut Cursor::new(&wav), &Limits::default(), &mut Cursor::new(Vec::new()), &mut |_| false);
    assert_eq!(stopped.unwrap_err().code, "cancelled");
}

#[test]
fn a_spectrogram_shows_the_tone() {
    let check = |name: &str, hertz: f64| {
        let info = info(name);
        let png = spectrogram(&mut Cursor::new(bytes(name)), &Limits::default(), 0).unwrap();
        let picture = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_luma8();
        assert_eq!(picture.dimensions(), (512, 256));
        let loudest = (0..256).max_by_key(|row| picture.get_pixel(12, *row).0[0]).unwrap();
        let expected = 255.0 - hertz / f64::from(info.sample_rate.unwrap()) * 2.0 * 256.0;
        assert!((f64::from(loudest) - expected).abs() < 3.0, "{name}: row {loudest}, expected {expected}");
        let brightness = picture.get_pixel(12, loudest).0[0];
        assert!((190..=225).contains(&brightness), "{name}: an eighth is −18 dB; found {brightness}");
        assert_eq!(picture.get_pixel(300, loudest).0[0], 0, "{name}: after six seconds it is silent");
    };
    check("sine.wav", 1000.0);
    check("cfr.webm", 440.0);
}

#[test]
fn files_that_were_cut_off_say_so() {
    for name in FILES {
        let whole = bytes(name);
        let half = &whole[..whole.len() * 2 / 3];
        let problem = probe(&mut Cursor::new(half), &Limits::default()).expect_err(name);
        let codes = ["media_truncated", "media_damaged"];
        // A stream without a length in front ends wherever it ends.
        assert!(codes.contains(&problem.code.as_str()), "{name}: {problem}");
    }
}

#[test]
fn limits_hold_before_memory_is_taken() {
    let refused = |name: &str, limits: Limits| probe(&mut Cursor::new(bytes(name)), &limits).expect_err(name).code;
    let small = || Limits { max_timed_bytes: 1000, ..Limits::default() };
    assert_eq!(refused("cfr.mp4", small()), "media_too_large");
    assert_eq!(refused("cfr.webm", Limits { max_frames: 59, ..Limits::default() }), "media_too_large");
    assert_eq!(refused("cfr.mp4", Limits { max_frames: 49, ..Limits::default() }), "media_too_large");
    assert_eq!(refused("fragments.mp4", Limits { max_frames: 49, ..Limits::default() }), "media_too_large");
    assert_eq!(refused("sine.wav", Limits { max_duration_ms: 900, ..Limits::default() }), "media_too_large");
    assert_eq!(refused("cfr.mp4", Limits { max_pixels: 6000, ..Limits::default() }), "media_too_large");
}

#[test]
fn stills_are_put_beside_each_other() {
    let one = encoded(gradient(STRIP_EDGE, 90), ImageFormat::Jpeg);
    let row = strip(&vec![one; 30]).unwrap();
    let row = image::load_from_memory(&row).unwrap();
    assert_eq!((row.width(), row.height()), (30 * STRIP_EDGE, 90));
    assert_eq!(strip(&[b"no picture"]).unwrap_err().code, "media_unreadable");
    let still = image::load_from_memory(&blank_still(&info("turned.mp4"))).unwrap();
    assert_eq!((still.width(), still.height()), (106, 160));
}
