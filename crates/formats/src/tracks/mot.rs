//! MOT Challenge: a box of each thing in each frame.

use std::collections::BTreeMap;

use crosscheck_domain::{Keyframe, Problem, TrackShape};
use serde_json::Value;

use super::document::{MAX_FRAME, bounds, keyframe, with_gaps};
use super::{MovingDocument, MovingTrack, TrackFiles, TrackFormat, Video};
use crate::timed::text::decode;
use crate::timed::{Losses, Reading};

/// What it does: reads and writes `gt.txt` with `seqinfo.ini` and `labels.txt`: frame from 1, id, box, whether it counts, class
/// and visibility.
/// When to use it: trackers and their scoring.
/// When not: shapes other than boxes, attributes, keyframes.
/// Example: `1,7,912,484,97,109,1,1,0.8`
/// Reference: P. Dendorfer et al., MOTChallenge: a benchmark for single-camera multiple target tracking, IJCV 2021
pub const TRACKS: TrackFormat = TrackFormat { id: "mot", title: "MOT Challenge", extensions: &["txt"], read, write };

/// Attributes that keep what the last columns say.
const CONFIDENCE: &str = "confidence";
const VISIBILITY: &str = "visibility";

fn read(files: &TrackFiles) -> Result<Reading<MovingDocument>, Problem> {
    let text = decode(&files.main)?;
    let beside = |name: &str| files.beside.get(name).map(|bytes| decode(bytes)).transpose();
    let labels: Vec<String> = beside("labels.txt")?.unwrap_or_default().lines().map(|l| l.trim().to_owned()).collect();
    let mut out: Reading<MovingDocument> = Reading::default();
    out.document.videos.push(video(&beside("seqinfo.ini")?.unwrap_or_default()));
    let mut tracks: BTreeMap<(i64, u64), (Option<String>, Vec<Keyframe>)> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match row(line) {
            Ok(row) => {
                // Without an identity, each box is a track of its own.
                let key = (row.id, if row.id < 0 { number } else { 0 });
                let label = labels.get((row.class - 1).max(0) as usize).filter(|_| row.class > 0).cloned();
                let label = label.or_else(|| (row.class > 0).then(|| format!("class_{}", row.class)));
                tracks.entry(key).or_insert_with(|| (label, Vec::new())).1.push(row.keyframe);
            }
            Err(message) => out.problems.push(Problem::new("line_invalid", message).on_line(number)),
        }
    }
    if tracks.is_empty()
        && let Some(problem) = out.problems.first()
    {
        return Err(problem.clone());
    }
    let track = |((id, line), (label, keyframes)): ((i64, u64), (Option<String>, Vec<Keyframe>))| {
        let id = if line == 0 { id.to_string() } else { format!("line-{line}") };
        MovingTrack { video: 0, id, label, keyframes: with_gaps(keyframes) }
    };
    out.document.tracks = tracks.into_iter().map(track).collect();
    Ok(out)
}

struct Row {
    id: i64,
    class: i64,
    keyframe: Keyframe,
}

fn row(line: &str) -> Result<Row, String> {
    let fields: Result<Vec<f64>, _> = line.split([',', ' ', '\t']).filter(|f| !f.is_empty()).map(str::parse).collect();
    let fields = fields.ok().filter(|fields| fields.len() >= 6 && fields.iter().all(|field| field.is_finite()));
    let Some(fields) = fields else {
        return Err("the line is not `frame,id,left,top,width,height,counts,class,visibility`".to_owned());
    };
    if !(1.0..=f64::from(MAX_FRAME)).contains(&fields[0]) {
        return Err(format!("there is no frame {}; they count from 1", fields[0]));
    }
    let [x, y, width, height] = [fields[2], fields[3], fields[4], fields[5]];
    let shape = TrackShape::Box { x, y, width, height, rotation: 0.0 };
    let mut keyframe = keyframe(fields[0] as u32 - 1, shape);
    for (index, name) in [(6, CONFIDENCE), (8, VISIBILITY)] {
        if let Some(value) = fields.get(index).filter(|value| **value != 1.0) {
            keyframe.attributes.insert(name.to_owned(), Value::from(*value));
        }
    }
    Ok(Row { id: fields[1] as i64, class: fields.get(7).map_or(-1, |class| *class as i64), keyframe })
}

fn video(ini: &str) -> Video {
    let value = |name: &str| {
        let pairs = ini.lines().filter_map(|line| line.split_once('='));
        pairs
            .into_iter()
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
    };
    let number = |name: &str| value(name).and_then(|value| value.parse().ok());
    let fps = value("frameRate").and_then(|value| value.parse().ok()).filter(|fps: &f64| fps.is_finite() && *fps > 0.0);
    Video {
        name: value("name").unwrap_or_default(),
        width: number("imWidth"),
        height: number("imHeight"),
        n_frames: number("seqLength"),
        fps,
    }
}

fn write(document: &MovingDocument, losses: &mut Losses) -> Vec<(String, String)> {
    let mut labels: Vec<&str> = Vec::new();
    for label in document.tracks.iter().filter_map(|track| track.label.as_deref()) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let mut files = Vec::new();
    for (index, video) in document.videos.iter().enumerate() {
        let tracks: Vec<&MovingTrack> = document.tracks.iter().filter(|track| track.video == index).collect();
        let rows = rows(&tracks, &labels, losses);
        let folder = match document.videos.len() {
            1 => String::new(),
            _ => format!("{}/", crate::in_time::safe(&format!("{}-{}", index + 1, video.name))),
        };
        files.push((format!("{folder}gt/gt.txt"), rows));
        files.push((
            format!("{folder}gt/labels.txt"),
            labels.iter().map(|label| format!("{}\n", one_line(label))).collect(),
        ));
        files.push((format!("{folder}seqinfo.ini"), seqinfo(video, &tracks)));
    }
    files
}

fn rows(tracks: &[&MovingTrack], labels: &[&str], losses: &mut Losses) -> String {
    let mut rows: Vec<(u32, usize, String)> = Vec::new();
    let numbers: Option<std::collections::BTreeSet<u32>> = tracks.iter().map(|track| track.id.parse().ok()).collect();
    let own = numbers.is_some_and(|numbers| numbers.len() == tracks.len());
    for (index, track) in tracks.iter().enumerate() {
        let id = if own { track.id.clone() } else { (index + 1).to_string() };
        let class = track.label.as_deref().and_then(|label| labels.iter().position(|known| *known == label));
        let class = class.map_or(-1, |class| class as i64 + 1);
        for (frame, shape, at) in track.frames(losses) {
            let ([x, y, width, height], exact) = bounds(&shape);
            if !exact {
                losses.add("shapes_as_boxes", "shapes other than upright boxes become the boxes around them");
            }
            let number = |name: &str| at.attributes.get(name).and_then(Value::as_f64);
            let visibility = number(VISIBILITY).unwrap_or(if at.occluded { 0.0 } else { 1.0 });
            let counts = number(CONFIDENCE).unwrap_or(1.0);
            rows.push((
                frame,
                index,
                format!("{},{id},{x},{y},{width},{height},{counts},{class},{visibility}\n", frame + 1),
            ));
        }
        let occluded = track.keyframes.iter().filter(|keyframe| keyframe.occluded).count() as u64;
        losses.add_n(occluded, "occluded", "stretches in which a thing is occluded have the visibility 0");
        let others = |k: &Keyframe| {
            k.attributes.keys().filter(|name| ![CONFIDENCE, VISIBILITY].contains(&name.as_str())).count()
        };
        let n: usize = track.keyframes.iter().map(others).sum();
        losses.add_n(n as u64, "attributes", "attributes are left out");
    }
    rows.sort_by_key(|(frame, index, _)| (*frame, *index));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn seqinfo(video: &Video, tracks: &[&MovingTrack]) -> String {
    let last = tracks.iter().filter_map(|track| track.keyframes.last()).map(|keyframe| keyframe.frame + 1).max();
    let length = video.n_frames.or(last).unwrap_or(0);
    let mut ini = format!("[Sequence]\nname={}\nimDir=img1\n", one_line(&video.name));
    if let Some(fps) = video.fps {
        ini.push_str(&format!("frameRate={fps}\n"));
    }
    ini.push_str(&format!("seqLength={length}\n"));
    if let (Some(width), Some(height)) = (video.width, video.height) {
        ini.push_str(&format!("imWidth={width}\nimHeight={height}\n"));
    }
    ini.push_str("imExt=.jpg\n");
    ini
}

fn one_line(text: &str) -> String {
    crate::timed::text::on_one_line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written() {
        let gt = "1,1,10,20,30,40,1,1,1\n2,1,12,20,30,40,1,1,0.5\n4,1,16,20,30,40,1,1,1\n4,2,0,0,5,5,0,2,1\n";
        let ini =
            b"[Sequence]\nname=walk\nimDir=img1\nframeRate=25\nseqLength=4\nimWidth=64\nimHeight=48\nimExt=.jpg\n";
        let beside = [("seqinfo.ini", &ini[..]), ("labels.txt", b"person\ndog\n")];
        let beside = beside.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
        let read = read(&TrackFiles { main: gt.as_bytes().to_vec(), beside }).unwrap();
        assert!(read.problems.is_empty());
        assert_eq!(read.document.tracks[1].label.as_deref(), Some("dog"));
        let mut losses = Losses::default();
        let written = write(&read.document, &mut losses);
        assert_eq!(written[0].1, gt);
        assert_eq!(written[2].1.as_bytes(), ini);
        assert!(losses.is_empty());
    }
}
