//! Files that somebody sends to do harm, and files that broke on their way.

use std::io::Cursor;

use crosscheck_media::{Limits, Picture, decoded_bytes, probe};
use image::{DynamicImage, ImageFormat};

use crate::make::{FORMATS, encoded, gradient, header_only_png, headers, png_that_says};

/// Probes `bytes` and expects a refusal with this code, whose message has this in it.
fn refused(bytes: &[u8], code: &str, says: &str) {
    let problem = probe(&mut Cursor::new(bytes), &Limits::default()).expect_err("it is refused");
    assert_eq!(problem.code, code, "{problem}");
    assert!(problem.message.contains(says), "{problem}");
}

#[test]
fn markup_is_refused() {
    let jpeg = encoded(gradient(8, 8), ImageFormat::Jpeg);
    let page = [b"<!doctype html><script>alert(1)</script>".as_slice(), &jpeg].concat();
    refused(&page, "unsupported_media", "HTML");
    refused(b"\xef\xbb\xbf \n<HTML><body>", "unsupported_media", "HTML");
    refused(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "unsupported_media", "SVG");
    refused(b"<?xml version='1.0'?>\n<!-- x -->\n<svg onload='x()'/>", "unsupported_media", "SVG");
    refused(b"<note/>", "unsupported_media", "markup");
}

#[test]
fn what_is_no_picture_is_refused() {
    refused(b"", "media_empty", "empty");
    refused(b"BM is how this text begins, and a weak sign", "unsupported_media", "PNG");
    refused(b"PK\x03\x04", "unsupported_media", "JPEG");
    refused(b"plain words", "unsupported_media", "TIFF");
}

#[test]
fn a_picture_with_markup_behind_it_is_only_a_picture() {
    for (format, mime) in FORMATS {
        let mut bytes = encoded(gradient(20, 10), format);
        bytes.extend(b"<html><script>alert(1)</script></html>");
        let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
        assert_eq!(info.mime, mime);
        let view = Picture::decode(&bytes, &info).unwrap().display();
        assert!(!view.windows(7).any(|window| window == b"<script"), "{mime}: the view carries the script");
    }
}

#[test]
fn a_huge_header_is_refused_before_decoding() {
    for (width, height, says) in [
        (60_000, 50_000, "60000 × 50000"),
        (60_000, 50_000, "400 megapixels"),
        (65_535, 1, "65500 pixels a side"),
        (1, 65_535, "65500 pixels a side"),
        (100_000, 100_000, "100000 × 100000"),
    ] {
        for (format, bytes) in headers(width, height) {
            let problem = probe(&mut Cursor::new(&bytes), &Limits::default()).expect_err(format);
            assert_eq!(problem.code, "media_too_large", "{format}: {problem}");
            assert!(problem.message.contains(says), "{format}: {problem}");
        }
    }
    refused(&header_only_png(0, 10), "media_damaged", "no width");
}

#[test]
fn wide_pixels_count_as_what_they_take_decoded() {
    let wide = || DynamicImage::new_rgba16(2, 2);
    refused(&png_that_says(wide(), 20_000, 20_000), "media_too_large", "takes 3200 megabytes once it is decoded");
    refused(&png_that_says(DynamicImage::new_rgb16(2, 2), 20_000, 20_000), "media_too_large", "the limit is 1600");
    let accepted = |image: DynamicImage, width, height| {
        let info = probe(&mut Cursor::new(png_that_says(image, width, height)), &Limits::default()).unwrap();
        assert!(decoded_bytes(&info) >= u64::from(width) * u64::from(height) * 4);
    };
    accepted(wide(), 8660, 5774);
    accepted(DynamicImage::new_rgba8(2, 2), 20_000, 20_000);
    accepted(DynamicImage::new_rgb8(2, 2), 20_000, 20_000);
    accepted(DynamicImage::new_luma16(2, 2), 20_000, 20_000);
}

#[test]
fn more_bytes_than_allowed_are_refused() {
    let bytes = encoded(gradient(20, 10), ImageFormat::Bmp);
    let problem = probe(&mut Cursor::new(&bytes), &Limits { max_bytes: 100, ..Limits::default() }).unwrap_err();
    assert_eq!(problem.code, "media_too_large");
    assert!(problem.message.contains("the limit is 100"));
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    for (format, mime) in FORMATS {
        let bytes = encoded(gradient(200, 100), format);
        for kept in [30, bytes.len() / 2, bytes.len() - 5] {
            let problem = probe(&mut Cursor::new(&bytes[..kept]), &Limits::default())
                .expect_err(&format!("{mime} with {kept} bytes"));
            let codes = ["media_truncated", "media_damaged", "unsupported_media"];
            assert!(codes.contains(&problem.code.as_str()), "{problem}");
            if kept == bytes.len() / 2 {
                assert_eq!(problem.code, "media_truncated", "{mime}: {problem}");
            }
        }
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).expect("it has 31 bits")
    };
    for (format, _) in FORMATS {
        let whole = encoded(gradient(40, 30), format);
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                let at = random() % bytes.len().min(400);
                bytes[at] = u8::try_from(random() % 256).expect("it is a byte");
            }
            let limits = Limits { max_pixels: 1_000_000, ..Limits::default() };
            if let Ok(info) = probe(&mut Cursor::new(&bytes), &limits) {
                let decoded = Picture::decode(&bytes, &info).map(|picture| picture.dimensions());
                assert!(decoded.is_err() || decoded == Ok((info.width.unwrap(), info.height.unwrap())));
            }
        }
    }
}

#[test]
fn another_size_than_probed_is_refused() {
    let small = encoded(gradient(20, 10), ImageFormat::Png);
    let info = probe(&mut Cursor::new(&small), &Limits::default()).unwrap();
    let large = encoded(gradient(200, 100), ImageFormat::Png);
    assert_eq!(Picture::decode(&large, &info).err().unwrap().code, "media_damaged");
}
