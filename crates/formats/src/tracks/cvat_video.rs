//! CVAT for video 1.1: tracks with keyframes, as XML.

use crosscheck_domain::{Keyframe, Point, Problem, TrackShape};
use serde_json::Value;

use super::document::{MAX_FRAME, keyframe};
use super::{MovingDocument, MovingTrack, TrackFiles, TrackFormat, Video};
use crate::timed::text::decode;
use crate::timed::{Losses, Reading};
use crate::xml::{self, Element};

/// What it does: reads and writes tracks of boxes, polygons and points with keyframes, outside, occluded and attributes.
/// Frames count from 0; a shape that follows the last keyframe and is outside ends the track.
/// When to use it: going on in CVAT.
/// When not: tracks that hold their place between keyframes, which take two keyframes each.
/// Example: `<track id="0" label="car"><box frame="0" keyframe="1" outside="0" occluded="0" xtl="1" …/></track>`
/// Reference: <https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/>
pub const TRACKS: TrackFormat =
    TrackFormat { id: "cvat_video", title: "CVAT for video", extensions: &["xml"], read, write };

fn read(files: &TrackFiles) -> Result<Reading<MovingDocument>, Problem> {
    let root = xml::parse(&decode(&files.main)?)?;
    if root.name != "annotations" {
        let message = "the file is no CVAT for video XML: it does not begin with <annotations>";
        return Err(Problem::new("not_cvat", message).on_line(root.line));
    }
    let mut out: Reading<MovingDocument> = Reading::default();
    out.document.videos.push(video(&root));
    for element in root.elements() {
        match element.name.as_str() {
            "track" => track(element, &mut out),
            "image" => out.losses.add("images", "shapes of single pictures are left out"),
            _ => {}
        }
    }
    Ok(out)
}

fn video(root: &Element) -> Video {
    let meta = root.child("meta");
    let task = meta.and_then(|meta| meta.child("task").or_else(|| meta.child("job")).or_else(|| meta.child("project")));
    let text =
        |element: Option<&Element>, name: &str| element.and_then(|e| e.child(name)).map(|e| e.text().trim().to_owned());
    let size =
        task.and_then(|task| task.child("original_size")).or_else(|| meta.and_then(|m| m.child("original_size")));
    let number = |element: Option<&Element>, name: &str| text(element, name).and_then(|value| value.parse().ok());
    Video {
        name: text(task, "name").unwrap_or_default(),
        width: number(size, "width"),
        height: number(size, "height"),
        n_frames: number(task, "size"),
        fps: None,
    }
}

fn track(element: &Element, out: &mut Reading<MovingDocument>) {
    let id = element.attribute("id").unwrap_or_default().to_owned();
    let label = element.attribute("label").filter(|label| !label.is_empty()).map(str::to_owned);
    let shapes: Vec<&Element> = element.elements().collect();
    let mut keyframes: Vec<Keyframe> = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        // Shapes in between are computed; the last one tells how long the thing is there.
        if shape.attribute("keyframe") == Some("0") && index + 1 < shapes.len() {
            continue;
        }
        match read_shape(shape) {
            Ok(Some(keyframe)) => keyframes.push(keyframe),
            Ok(None) => out.losses.add("other_shapes", "shapes other than boxes, polygons and points are left out"),
            Err(message) => out.problems.push(Problem::new("shape_invalid", message).on_line(shape.line)),
        }
    }
    keyframes.sort_by_key(|keyframe| keyframe.frame);
    keyframes.dedup_by_key(|keyframe| keyframe.frame);
    if let [.., last, end] = &keyframes[..]
        && end.outside
        && !last.outside
        && end.frame == last.frame + 1
        && end.shape == last.shape
    {
        keyframes.pop();
    }
    if !keyframes.is_empty() {
        out.document.tracks.push(MovingTrack { video: 0, id, label, keyframes });
    }
}

fn read_shape(element: &Element) -> Result<Option<Keyframe>, String> {
    let number = |name: &str| {
        let value = element.attribute(name).and_then(|value| value.parse::<f64>().ok()).filter(|n| n.is_finite());
        value.ok_or_else(|| format!("the <{}> has no number `{name}`", element.name))
    };
    let shape = match element.name.as_str() {
        "box" => {
            let (x, y) = (number("xtl")?, number("ytl")?);
            let rotation = if element.attribute("rotation").is_some() { number("rotation")? } else { 0.0 };
            TrackShape::Box { x, y, width: number("xbr")? - x, height: number("ybr")? - y, rotation }
        }
        "polygon" => TrackShape::Polygon { points: points(element)? },
        "points" => TrackShape::Points { points: points(element)? },
        _ => return Ok(None),
    };
    let frame = element.attribute("frame").and_then(|frame| frame.parse().ok()).filter(|frame| *frame <= MAX_FRAME);
    let frame: u32 = frame.ok_or("the shape has no frame, or one beyond the millionth")?;
    let is = |name: &str| element.attribute(name) == Some("1");
    let attribute = |element: &Element| Some((element.attribute("name")?.to_owned(), Value::from(element.text())));
    Ok(Some(Keyframe {
        outside: is("outside"),
        occluded: is("occluded"),
        attributes: element.named("attribute").filter_map(attribute).collect(),
        ..keyframe(frame, shape)
    }))
}

fn points(element: &Element) -> Result<Vec<Point>, String> {
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        let [x, y]: [f64; 2] = [x.trim().parse().ok()?, y.trim().parse().ok()?];
        (x.is_finite() && y.is_finite()).then_some(Point(x, y))
    };
    let given = element.attribute("points").unwrap_or_default().split(';').map(point).collect::<Option<Vec<_>>>();
    given.ok_or_else(|| format!("the points of the <{}> are not `x,y;x,y`", element.name))
}

fn write(document: &MovingDocument, losses: &mut Losses) -> Vec<(String, String)> {
    let several = document.videos.len() > 1;
    let file = |(index, video): (usize, &Video)| {
        let tracks: Vec<&MovingTrack> = document.tracks.iter().filter(|track| track.video == index).collect();
        let name = if several { format!("annotations-{}.xml", index + 1) } else { "annotations.xml".to_owned() };
        (name, one(video, &tracks, losses))
    };
    document.videos.iter().enumerate().map(file).collect()
}

fn one(video: &Video, tracks: &[&MovingTrack], losses: &mut Losses) -> String {
    let last = tracks.iter().filter_map(|track| track.keyframes.last()).map(|keyframe| keyframe.frame + 1).max();
    let n_frames = video.n_frames.or(last).unwrap_or(0);
    let mut labels: Vec<&str> = tracks.iter().filter_map(|track| track.label.as_deref()).collect();
    labels.sort_unstable();
    labels.dedup();
    let label = |label: &&str| format!("<label><name>{}</name></label>", xml::escaped(label));
    let labels: String = labels.iter().map(label).collect();
    let size = match (video.width, video.height) {
        (Some(width), Some(height)) => {
            format!("<original_size><width>{width}</width><height>{height}</height></original_size>")
        }
        _ => String::new(),
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n  <meta><task><name>{}</name>\
         <size>{n_frames}</size><mode>interpolation</mode><start_frame>0</start_frame><stop_frame>{}</stop_frame>\
         <labels>{labels}</labels>{size}</task></meta>\n",
        xml::escaped(&video.name),
        n_frames.saturating_sub(1),
    );
    for (number, track) in tracks.iter().enumerate() {
        let id = if track.id.parse::<u32>().is_ok() { track.id.clone() } else { number.to_string() };
        let label = xml::escaped(track.label.as_deref().unwrap_or_default());
        out.push_str(&format!("  <track id=\"{id}\" label=\"{label}\" source=\"manual\">\n"));
        for (index, keyframe) in track.keyframes.iter().enumerate() {
            shape(&mut out, keyframe, losses);
            let next = track.keyframes.get(index + 1);
            if keyframe.hold && next.is_some_and(|next| next.frame > keyframe.frame + 1) {
                losses.add("hold", "keyframes that hold their place become two keyframes");
                let frame = next.map_or(keyframe.frame, |next| next.frame - 1);
                shape(&mut out, &Keyframe { frame, ..keyframe.clone() }, losses);
            }
        }
        if let Some(last) = track.keyframes.last().filter(|last| !last.outside) {
            shape(&mut out, &Keyframe { frame: last.frame + 1, outside: true, ..last.clone() }, losses);
        }
        out.push_str("  </track>\n");
    }
    out.push_str("</annotations>\n");
    out
}

fn shape(out: &mut String, keyframe: &Keyframe, losses: &mut Losses) {
    let listed = |points: &[Point]| points.iter().map(|Point(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(";");
    let (name, place) = match &keyframe.shape {
        TrackShape::Box { x, y, width, height, rotation } => {
            let turn = if *rotation == 0.0 { String::new() } else { format!(" rotation=\"{rotation}\"") };
            let (right, bottom) = (x + width, y + height);
            ("box", format!("xtl=\"{x}\" ytl=\"{y}\" xbr=\"{right}\" ybr=\"{bottom}\"{turn}"))
        }
        TrackShape::Polygon { points } => ("polygon", format!("points=\"{}\"", listed(points))),
        TrackShape::Points { points } => ("points", format!("points=\"{}\"", listed(points))),
    };
    let (outside, occluded) = (u8::from(keyframe.outside), u8::from(keyframe.occluded));
    out.push_str(&format!(
        "    <{name} frame=\"{}\" keyframe=\"1\" outside=\"{outside}\" occluded=\"{occluded}\" {place} z_order=\"0\">",
        keyframe.frame
    ));
    for (id, value) in &keyframe.attributes {
        let text = match value {
            Value::String(text) => text.clone(),
            other => {
                losses.add("attribute_types", "attribute values that are no texts become texts");
                other.to_string()
            }
        };
        out.push_str(&format!("<attribute name=\"{}\">{}</attribute>", xml::escaped(id), xml::escaped(&text)));
    }
    out.push_str(&format!("</{name}>\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keyframes_come_back() {
        let xml = r#"<annotations><version>1.1</version><meta><task><name>t</name><size>20</size></task></meta>
<track id="3" label="car">
<box frame="0" keyframe="1" outside="0" occluded="1" xtl="1" ytl="2" xbr="11" ybr="22"><attribute name="c">red</attribute></box>
<box frame="1" keyframe="0" outside="0" occluded="1" xtl="2" ytl="2" xbr="12" ybr="22"/>
<box frame="5" keyframe="1" outside="0" occluded="0" xtl="6" ytl="2" xbr="16" ybr="22" rotation="30"/>
<box frame="6" keyframe="1" outside="1" occluded="0" xtl="6" ytl="2" xbr="16" ybr="22" rotation="30"/>
</track><track id="4" label="x"><cuboid frame="0"/><points frame="2" points="1,2;3,x"/></track></annotations>"#;
        let files = TrackFiles { main: xml.as_bytes().to_vec(), ..TrackFiles::default() };
        let found = read(&files).unwrap();
        let [track] = &found.document.tracks[..] else { panic!("one track") };
        assert_eq!(track.keyframes.iter().map(|k| (k.frame, k.outside)).collect::<Vec<_>>(), [(0, false), (5, false)]);
        assert_eq!((found.problems[0].line, found.losses.iter().count()), (Some(7), 1));
        let written = write(&found.document, &mut Losses::default());
        let again = read(&TrackFiles { main: written[0].1.clone().into_bytes(), ..TrackFiles::default() }).unwrap();
        assert_eq!(again.document, found.document);
    }
}
