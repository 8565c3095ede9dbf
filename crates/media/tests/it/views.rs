//! Thumbnails and the version for the screen.

use std::io::Cursor;

use crosscheck_media::{DISPLAY_EDGE, Limits, display, probe, thumbnail};
use image::{ImageEncoder, ImageFormat, codecs::png::PngEncoder};

use crate::make::{encoded, gradient, half_clear, with_exif};

#[test]
fn a_thumbnail_is_small_and_says_nothing_about_its_maker() {
    let bytes = with_exif(gradient(640, 320), 6);
    assert!(bytes.windows(3).any(|window| window == b"Ann"));
    let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
    for view in [thumbnail(&bytes, &info, 100).unwrap(), display(&bytes, &info).unwrap()] {
        assert!(!view.windows(4).any(|window| window == b"Exif" || window == b"Ann\0"));
        assert_eq!(probe(&mut Cursor::new(&view), &Limits::default()).unwrap().mime, "image/jpeg");
    }
    let small = probe(&mut Cursor::new(thumbnail(&bytes, &info, 100).unwrap()), &Limits::default()).unwrap();
    assert_eq!((small.width, small.height), (Some(50), Some(100)));
}

#[test]
fn transparency_stays_in_thumbnails_and_turns_white_on_the_screen() {
    let bytes = half_clear(400, 200);
    let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
    let small = image::load_from_memory_with_format(&thumbnail(&bytes, &info, 100).unwrap(), ImageFormat::Png).unwrap();
    assert_eq!(small.into_rgba8().get_pixel(10, 10)[3], 0);
    let shown = image::load_from_memory_with_format(&display(&bytes, &info).unwrap(), ImageFormat::Jpeg).unwrap();
    let shown = shown.into_rgb8();
    assert!(shown.get_pixel(50, 100).0.iter().all(|channel| *channel > 245));
    assert!(shown.get_pixel(350, 100)[0] > 200 && shown.get_pixel(350, 100)[1] < 50);
}

#[test]
fn a_large_picture_fits_the_screen_and_a_small_one_stays() {
    let check = |size: (u32, u32), expected: (u32, u32)| {
        let bytes = encoded(gradient(size.0, size.1), ImageFormat::Png);
        let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
        let shown = probe(&mut Cursor::new(display(&bytes, &info).unwrap()), &Limits::default()).unwrap();
        assert_eq!((shown.width.unwrap(), shown.height.unwrap()), expected);
    };
    check((DISPLAY_EDGE * 2, 1000), (DISPLAY_EDGE, 500));
    check((300, 200), (300, 200));
    check((1, 1), (1, 1));
}

#[test]
fn colours_keep_their_profile() {
    let mut profile = vec![0; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    let check = |profile: &[u8], kept: bool| {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile.to_vec()).unwrap();
        encoder.write_image(&gradient(30, 20), 30, 20, image::ExtendedColorType::Rgb8).unwrap();
        let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
        let view = display(&bytes, &info).unwrap();
        assert_eq!(view.windows(11).any(|window| window == b"ICC_PROFILE"), kept);
    };
    check(&profile, true);
    profile[16..20].copy_from_slice(b"CMYK");
    check(&profile, false);
}
