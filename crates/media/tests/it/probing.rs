//! Files that people really have: every format, every orientation.

use std::io::Cursor;

use crosscheck_domain::MediaKind;
use crosscheck_media::{Limits, PROBES, Picture, probe};
use image::{Rgb, RgbImage};

use crate::make::{FORMATS, encoded, gradient, with_exif};

#[test]
fn every_format_is_recognised_by_its_bytes() {
    for (format, mime) in FORMATS {
        let bytes = encoded(gradient(70, 50), format);
        let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
        assert_eq!(info.kind, MediaKind::Image);
        assert_eq!(info.mime, mime);
        assert_eq!((info.width, info.height, info.orientation), (Some(70), Some(50), 1), "{mime}");
        assert_eq!(info.size, bytes.len() as u64);
        assert!(PROBES.iter().any(|probe| probe.mimes.contains(&mime)));
        assert_eq!(Picture::decode(&bytes, &info).unwrap().dimensions(), (70, 50), "{mime}");
    }
}

#[test]
fn every_orientation_is_turned_upright() {
    // Where the red corner of the stored picture ends up, as EXIF defines the eight values.
    let left_top = [1, 5];
    let right_top = [2, 6];
    let right_bottom = [3, 7];
    for orientation in 1..=8 {
        let mut image = RgbImage::from_pixel(64, 32, Rgb([0, 0, 255]));
        for (x, y) in (0..16).flat_map(|x| (0..16).map(move |y| (x, y))) {
            image.put_pixel(x, y, Rgb([255, 0, 0]));
        }
        let bytes = with_exif(image, orientation);
        let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
        let expected = if orientation < 5 { (64, 32) } else { (32, 64) };
        assert_eq!((info.width.unwrap(), info.height.unwrap()), expected, "orientation {orientation}");
        assert_eq!(info.orientation, orientation);

        let picture = Picture::decode(&bytes, &info).unwrap();
        let upright = image::load_from_memory(&picture.display()).unwrap().into_rgb8();
        assert_eq!(upright.dimensions(), expected);
        let x = if left_top.contains(&orientation) || [4, 8].contains(&orientation) { 8 } else { expected.0 - 8 };
        let top = left_top.contains(&orientation) || right_top.contains(&orientation);
        let y = if top { 8 } else { expected.1 - 8 };
        assert!(upright.get_pixel(x, y)[0] > 200, "orientation {orientation}: no red at {x}, {y}");
        assert!(!right_bottom.contains(&orientation) || upright.get_pixel(8, 8)[2] > 200);
    }
}

#[test]
fn a_senseless_orientation_is_upright() {
    let info = probe(&mut Cursor::new(with_exif(gradient(64, 32), 9)), &Limits::default()).unwrap();
    assert_eq!((info.width, info.height, info.orientation), (Some(64), Some(32), 1));
}
