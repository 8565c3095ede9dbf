//! Average precision of COCO detections in JSON against a reference in JSON, from the files to the twelve numbers.

use std::fs::File;
use std::io::Read as _;

use crosscheck_stats::geometry::Rect;
use crosscheck_stats::matching::coco::{Detection, Truth, evaluate_boxes};

#[derive(serde::Deserialize)]
struct Reference {
    annotations: Vec<Annotation>,
}

#[derive(serde::Deserialize)]
struct Annotation {
    image_id: u32,
    category_id: u32,
    /// Left, top, width, height in pixels.
    bbox: [f64; 4],
    area: f64,
    iscrowd: u8,
}

#[derive(serde::Deserialize)]
struct Found {
    image_id: u32,
    category_id: u32,
    bbox: [f64; 4],
    score: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [reference, found] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "give the reference and the detections")?;
    let reference: Reference = serde_json::from_str(&text(&reference)?)?;
    let found: Vec<Found> = serde_json::from_str(&text(&found)?)?;
    let truth = |each: Annotation| Truth {
        image: each.image_id,
        category: each.category_id,
        rect: rect(each.bbox),
        size: each.area,
        crowd: each.iscrowd != 0,
    };
    let detection = |each: Found| Detection {
        image: each.image_id,
        category: each.category_id,
        rect: rect(each.bbox),
        score: each.score,
    };
    let mut truths: Vec<Truth> = reference.annotations.into_iter().map(truth).collect();
    let mut detections: Vec<Detection> = found.into_iter().map(detection).collect();
    println!("{}", serde_json::to_string(&evaluate_boxes(&mut truths, &mut detections))?);
    Ok(())
}

fn text(path: &str) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

fn rect([left, top, width, height]: [f64; 4]) -> Rect {
    Rect::sized([left, top], width, height)
}
