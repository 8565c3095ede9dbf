//! COCO for videos: pictures of a video, and annotations of them that share a track.

use std::collections::BTreeMap;

use crosscheck_domain::{Keyframe, Point, Problem, TrackShape};
use serde_json::{Map, Value, json};

use super::document::{MAX_FRAME, bounds, keyframe, with_gaps};
use super::{MovingDocument, MovingTrack, TrackFiles, TrackFormat, Video};
use crate::timed::text::decode;
use crate::timed::{Losses, Reading};

/// What it does: reads videos, their pictures, and annotations with a track id, or lists of boxes by frame; writes a box or
/// polygon for every frame, and the keyframes as they are in the member `crosscheck` of each track.
/// When to use it: trackers and video segmenters that read COCO.
/// When not: long videos with many things, which become large.
/// Example: `{"videos":[…],"images":[{"id":1,"video_id":1,"frame_id":0}],"annotations":[{"image_id":1,"track_id":1,…}]}`
/// Reference: A. Dave et al., TAO: a large-scale benchmark for tracking any object, ECCV 2020
pub const TRACKS: TrackFormat =
    TrackFormat { id: "coco_video", title: "COCO for videos", extensions: &["json"], read, write };

fn invalid(message: impl Into<String>) -> Problem {
    Problem::new("coco_invalid", message)
}

fn list<'a>(root: &'a Value, name: &str) -> &'a [Value] {
    root[name].as_array().map_or(&[], Vec::as_slice)
}

/// A number or a text as a key.
fn key(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn first<'a>(object: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names.iter().map(|name| &object[*name]).find(|value| !value.is_null())
}

fn read(files: &TrackFiles) -> Result<Reading<MovingDocument>, Problem> {
    let text = decode(&files.main)?;
    let root: Value = serde_json::from_str(&text).map_err(|error| {
        let message = format!("the file is not JSON: {error}");
        invalid(message).on_line(error.line() as u64)
    })?;
    if !root["videos"].is_array() {
        return Err(invalid("the file has no list `videos`; COCO of single pictures has no tracks"));
    }
    let mut reader = Reader { out: Reading::default(), videos: BTreeMap::new(), names: BTreeMap::new() };
    for (index, video) in list(&root, "videos").iter().enumerate() {
        reader.videos.insert(key(&video["id"]).unwrap_or_else(|| index.to_string()), index);
        reader.out.document.videos.push(read_video(video));
    }
    for category in list(&root, "categories") {
        if let (Some(id), Some(name)) = (key(&category["id"]), category["name"].as_str()) {
            reader.names.insert(id, name.to_owned());
        }
    }
    let exact = reader.exact(&root);
    let listed = if exact { 0 } else { reader.listed(&root) };
    reader.out.losses.add_n(listed, "masks", "masks and regions without a track are left out");
    Ok(reader.out)
}

fn read_video(video: &Value) -> Video {
    let number = |names: &[&str]| first(video, names).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    Video {
        name: first(video, &["name", "file_name"]).and_then(Value::as_str).unwrap_or_default().to_owned(),
        width: number(&["width"]),
        height: number(&["height"]),
        n_frames: number(&["length", "n_frames"]),
        fps: first(video, &["fps", "frame_rate"]).and_then(Value::as_f64).filter(|fps| *fps > 0.0),
    }
}

struct Reader {
    out: Reading<MovingDocument>,
    videos: BTreeMap<String, usize>,
    /// Category → name.
    names: BTreeMap<String, String>,
}

impl Reader {
    fn video(&self, of: &Value) -> Option<usize> {
        self.videos.get(&key(&of["video_id"])?).copied()
    }

    fn label(&self, of: &Value) -> Option<String> {
        let id = key(&of["category_id"])?;
        self.names.get(&id).cloned().filter(|name| name != UNLABELLED)
    }

    /// Tracks with the keyframes that this program wrote.
    fn exact(&mut self, root: &Value) -> bool {
        let tracks = list(root, "tracks");
        let kept = |track: &Value| {
            let mut keyframes = track["crosscheck"]["keyframes"].clone();
            for keyframe in keyframes.as_array_mut()? {
                let frame = keyframe["frame"].clone();
                keyframe.as_object_mut()?.insert("time_ms".to_owned(), frame);
            }
            let keyframes: Vec<Keyframe> = serde_json::from_value(keyframes).ok()?;
            let ordered = keyframes.windows(2).all(|pair| pair[0].frame < pair[1].frame);
            let fits = !keyframes.is_empty() && ordered && keyframes.iter().all(|keyframe| keyframe.frame <= MAX_FRAME);
            let id = track["crosscheck"]["id"].as_str()?.to_owned();
            fits.then_some(MovingTrack { video: self.video(track)?, id, label: self.label(track), keyframes })
        };
        let found: Option<Vec<MovingTrack>> = tracks.iter().map(kept).collect();
        match found {
            Some(found) if !found.is_empty() => {
                self.out.document.tracks = found;
                true
            }
            _ => false,
        }
    }

    /// Tracks out of annotations; the number of those that were left out.
    fn listed(&mut self, root: &Value) -> u64 {
        let mut frames: BTreeMap<String, (usize, u32)> = BTreeMap::new();
        let mut counted: BTreeMap<usize, u32> = BTreeMap::new();
        for image in list(root, "images") {
            let (Some(id), Some(video)) = (key(&image["id"]), self.video(image)) else { continue };
            let next = counted.entry(video).or_default();
            let given = first(image, &["frame_id", "frame_index", "frame_number"]).and_then(Value::as_u64);
            let frame = given.and_then(|frame| u32::try_from(frame).ok()).unwrap_or(*next);
            *next = frame.saturating_add(1);
            frames.insert(id, (video, frame));
        }
        let mut tracks: BTreeMap<(usize, String), (Option<String>, Vec<Keyframe>)> = BTreeMap::new();
        let mut n_left_out = 0;
        for (index, annotation) in list(root, "annotations").iter().enumerate() {
            let id = first(annotation, &["track_id", "instance_id"]).and_then(key);
            let id = id.or_else(|| key(&annotation["id"]));
            let wrong = |message: &str| invalid(message).within(index).within("annotations");
            let Some(id) = id else {
                self.out.problems.push(wrong("the annotation has neither `track_id` nor `id`"));
                continue;
            };
            let shapes: Vec<(usize, u32, Option<TrackShape>)> = match annotation["bboxes"].as_array() {
                Some(boxes) => match self.video(annotation) {
                    Some(video) => {
                        let there = (0..).zip(boxes).filter(|(_, b)| !b.is_null());
                        there.map(|(frame, b)| (video, frame, box_of(b))).collect()
                    }
                    None => Vec::new(),
                },
                None => {
                    let place = key(&annotation["image_id"]).and_then(|image| frames.get(&image).copied());
                    place.map(|(video, frame)| (video, frame, shape_of(annotation))).into_iter().collect()
                }
            };
            if shapes.is_empty() {
                self.out.problems.push(wrong("the annotation is on no picture of a video; correct its image_id"));
            }
            for (video, frame, shape) in shapes {
                let Some(shape) = shape.filter(|_| frame <= MAX_FRAME) else {
                    n_left_out += 1;
                    continue;
                };
                let mut at = keyframe(frame, shape);
                if let Some(attributes) = annotation["attributes"].as_object() {
                    at.attributes = attributes.clone().into_iter().collect();
                }
                let label = self.label(annotation);
                tracks.entry((video, id.clone())).or_insert_with(|| (label, Vec::new())).1.push(at);
            }
        }
        let track = |((video, id), (label, listed)): ((usize, String), (Option<String>, Vec<Keyframe>))| {
            let boxes = listed.iter().all(|keyframe| matches!(keyframe.shape, TrackShape::Box { .. }));
            let polygons = listed.iter().all(|keyframe| matches!(keyframe.shape, TrackShape::Polygon { .. }));
            let alike = listed.into_iter().map(|mut at| {
                if !boxes && !polygons {
                    let ([x, y, width, height], _) = bounds(&at.shape);
                    at.shape = TrackShape::Box { x, y, width, height, rotation: 0.0 };
                }
                at
            });
            MovingTrack { video, id, label, keyframes: with_gaps(alike.collect()) }
        };
        self.out.document.tracks = tracks.into_iter().map(track).collect();
        n_left_out
    }
}

fn box_of(value: &Value) -> Option<TrackShape> {
    let numbers: Vec<f64> = value.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    let [x, y, width, height] = numbers[..] else { return None };
    Some(TrackShape::Box { x, y, width, height, rotation: 0.0 })
}

/// The polygon, where there is one of a single ring, else the box.
fn shape_of(annotation: &Value) -> Option<TrackShape> {
    if let Some([ring]) = annotation["segmentation"].as_array().map(Vec::as_slice)
        && let Some(numbers) = ring.as_array()
        && numbers.len() >= 6
    {
        let numbers: Option<Vec<f64>> = numbers.iter().map(Value::as_f64).collect();
        let (pairs, _) = numbers.as_deref()?.as_chunks::<2>();
        return Some(TrackShape::Polygon { points: pairs.iter().map(|[x, y]| Point(*x, *y)).collect() });
    }
    box_of(&annotation["bbox"])
}

/// The file counts frames only.
fn without_times(keyframes: &[Keyframe]) -> Value {
    let mut list = json!(keyframes);
    for keyframe in list.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        keyframe.shift_remove("time_ms");
    }
    list
}

/// The category of tracks without a label.
const UNLABELLED: &str = "unlabelled";

fn write(document: &MovingDocument, losses: &mut Losses) -> Vec<(String, String)> {
    let mut labels: Vec<&str> = Vec::new();
    let (mut images, mut annotations, mut tracks) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (number, track) in (1_u64..).zip(&document.tracks) {
        let label = track.label.as_deref().unwrap_or(UNLABELLED);
        let category = labels.iter().position(|known| *known == label).unwrap_or_else(|| {
            labels.push(label);
            labels.len() - 1
        }) + 1;
        for (frame, shape, at) in track.frames(losses) {
            let n = images.len() as u64 + 1;
            let image = *images.entry((track.video, frame)).or_insert(n);
            let (bbox, exact) = bounds(&shape);
            let segmentation: Vec<Vec<f64>> = match &shape {
                TrackShape::Polygon { points } => vec![points.iter().flat_map(|Point(x, y)| [*x, *y]).collect()],
                _ => Vec::new(),
            };
            if !exact && segmentation.is_empty() {
                losses.add("shapes_as_boxes", "turned boxes and points become boxes; the track keeps them as they are");
            }
            let attributes: Map<String, Value> = at.attributes.clone().into_iter().collect();
            annotations.push(json!({
                "id": annotations.len() + 1, "image_id": image, "video_id": track.video + 1, "track_id": number,
                "category_id": category, "bbox": bbox, "area": bbox[2] * bbox[3], "segmentation": segmentation,
                "iscrowd": 0, "occluded": at.occluded, "attributes": attributes,
            }));
        }
        tracks.push(json!({
            "id": number, "video_id": track.video + 1, "category_id": category,
            "crosscheck": { "id": track.id, "keyframes": without_times(&track.keyframes) },
        }));
    }
    let image = |((video, frame), id): (&(usize, u32), &u64)| {
        let Video { name, width, height, .. } = &document.videos[*video];
        let file_name = format!("{name}/{frame:06}.jpg");
        json!({"id": id, "video_id": video + 1, "frame_id": frame, "file_name": file_name, "width": width, "height": height})
    };
    let video = |(number, video): (usize, &Video)| {
        let Video { name, width, height, n_frames, fps } = video;
        json!({"id": number + 1, "name": name, "width": width, "height": height, "length": n_frames, "fps": fps})
    };
    let category = |(number, name): (usize, &&str)| json!({"id": number + 1, "name": name});
    let all = json!({
        "videos": document.videos.iter().enumerate().map(video).collect::<Vec<_>>(),
        "categories": labels.iter().enumerate().map(category).collect::<Vec<_>>(),
        "tracks": tracks,
        "images": images.iter().map(image).collect::<Vec<_>>(),
        "annotations": annotations,
    });
    vec![("annotations.json".to_owned(), format!("{all}\n"))]
}
