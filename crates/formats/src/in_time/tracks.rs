//! Tracks of videos in the formats of trackers and of CVAT.

use crosscheck_domain::{Content, Keyframe, MediaKind, Part, Problem, Selector};

use super::{Source, ZIP, each_annotation, media_name, names::Names};
use crate::format::Writer;
use crate::timed::Losses;
use crate::tracks::{MovingDocument, MovingTrack, Video, track_format};
use crate::{ExportContext, Format, FormatError, Purpose, Rows, Sink, Writing};

/// What it does: writes the tracks of videos as boxes in every frame, a folder for each video and annotation. Frames between
/// keyframes are interpolated evenly.
/// When to use it: trackers and their scoring.
/// When not: shapes other than boxes, attributes, keyframes.
/// Example: `1,7,912,484,97,109,1,1,0.8`
/// Reference: P. Dendorfer et al., MOTChallenge: a benchmark for single-camera multiple target tracking, IJCV 2021
pub const MOT: Format = format("mot", "MOT Challenge", "Tracks of videos as a box in every frame", mot);

/// What it does: writes the tracks of videos frame by frame as COCO, with the keyframes in a member of their own.
/// When to use it: trackers and video segmenters that read COCO.
/// When not: long videos with many things, which become large.
/// Example: `{"videos":[…],"images":[{"id":1,"video_id":1,"frame_id":0}],"annotations":[{"image_id":1,"track_id":1,…}]}`
/// Reference: A. Dave et al., TAO: a large-scale benchmark for tracking any object, ECCV 2020
pub const COCO_VIDEO: Format = format("coco_video", "COCO for videos", "Tracks of videos frame by frame", coco_video);

/// What it does: writes the tracks of videos with their keyframes.
/// When to use it: going on in CVAT.
/// When not: tracks that hold their place between keyframes, which take two keyframes each.
/// Example: `<track id="0" label="car"><box frame="0" keyframe="1" outside="0" occluded="0" xtl="1" …/></track>`
/// Reference: <https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/>
pub const CVAT_VIDEO: Format =
    format("cvat_video", "CVAT for video", "Tracks of videos with their keyframes, for CVAT", cvat_video);

const fn format(id: &'static str, title: &'static str, description: &'static str, write: Writer) -> Format {
    let writing = Writing { write, purposes: &[Purpose::Detect, Purpose::Move], loses: LOSES };
    Format { id, title, description, extensions: &["zip"], mime: ZIP, read: None, write: Some(writing) }
}

const LOSES: &[&str] = &[
    "claims, verdicts, omissions, answers and links are left out",
    "annotations that declined their item, called it unusable or were replaced are left out",
    "regions other than tracks are left out; so is what the format has no word for, counted beside each export",
];

fn mot(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "mot")
}

fn coco_video(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "coco_video")
}

fn cvat_video(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "cvat_video")
}

fn write(
    rows: &mut dyn Rows,
    context: &ExportContext,
    sink: &mut dyn Sink,
    id: &str,
) -> Result<Vec<Problem>, FormatError> {
    let format = track_format(id).expect("the list of formats of tracks has it");
    let (mut losses, mut names) = (Losses::default(), Names::default());
    each_annotation(rows, context, &mut losses, &mut |source, losses| {
        let found = documents(source, losses);
        let several = found.len() > 1;
        for (slot, part, document) in found {
            let stem = names.stem(source, several.then_some((slot, part.id.as_str())));
            let files = (format.write)(&document, losses);
            let alone = files.len() == 1;
            for (name, content) in files {
                let name = if alone { format!("{stem}.{}", format.extensions[0]) } else { format!("{stem}/{name}") };
                sink.begin(&name)?;
                sink.write_all(content.as_bytes())?;
            }
        }
        Ok(())
    })?;
    Ok(losses.problems())
}

/// One document for each video with a track.
fn documents<'a>(source: &Source<'a>, losses: &mut Losses) -> Vec<(&'a str, &'a Part, MovingDocument)> {
    let annotation = source.annotation;
    let mut found = Vec::new();
    for (slot, parts) in &source.item.slots {
        for part in parts {
            let here = annotation.regions.iter().filter(|region| region.slot == *slot && region.part == part.id);
            let mut tracks = Vec::new();
            for region in here {
                let Selector::Track { keyframes } = &region.selector else {
                    losses.add("other_regions", "regions other than tracks are left out");
                    continue;
                };
                // What holds for the whole track stands at each keyframe, below what holds from there on.
                let with_attributes = |keyframe: &Keyframe| {
                    let mut attributes = region.attributes.clone();
                    attributes.extend(keyframe.attributes.clone());
                    Keyframe { time_ms: i64::from(keyframe.frame), attributes, ..keyframe.clone() }
                };
                let keyframes = keyframes.iter().map(with_attributes).collect();
                tracks.push(MovingTrack { video: 0, id: region.id.clone(), label: region.label.clone(), keyframes });
            }
            if !tracks.is_empty() {
                found.push((slot.as_str(), part, MovingDocument { videos: vec![video(source, part)], tracks }));
            }
        }
    }
    let n = annotation.verdicts.len() + annotation.omissions.len() + annotation.answers.len() + annotation.links.len();
    losses.add_n(n as u64, "judgements", "verdicts, omissions, answers and links are left out");
    found
}

fn video(source: &Source<'_>, part: &Part) -> Video {
    let name = media_name(source.item, part);
    match &part.content {
        Content::Asset { asset } if asset.info.kind == MediaKind::Video => {
            let info = &asset.info;
            let n_frames = info.frames;
            let seconds = info.duration_ms.map(|ms| ms as f64 / 1000.0).filter(|seconds| *seconds > 0.0);
            let fps = n_frames.zip(seconds).map(|(n, seconds)| f64::from(n) / seconds);
            Video { name, width: info.width, height: info.height, n_frames, fps }
        }
        _ => Video { name, ..Video::default() },
    }
}
