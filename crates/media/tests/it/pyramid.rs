//! Tiles cover the picture once at every level.

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use crosscheck_media::{CutError, Limits, TILE_SIZE, cut, levels, probe};
use image::ImageFormat;

use crate::make::{encoded, gradient};

type Tiles = BTreeMap<(u8, u32, u32), image::RgbImage>;

fn tiles(width: u32, height: u32) -> Tiles {
    let bytes = encoded(gradient(width, height), ImageFormat::Png);
    let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
    let mut tiles = Tiles::new();
    cut(&bytes, &info, &mut |level, column, row, jpeg| {
        let tile = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap().into_rgb8();
        assert!(tiles.insert((level, column, row), tile).is_none(), "tile {level}/{column}/{row} came twice");
        Ok(())
    })
    .unwrap();
    tiles
}

#[test]
fn levels_end_when_a_picture_fits_the_screen() {
    let check = |width, height, expected| assert_eq!(levels(width, height), expected, "{width} × {height}");
    check(1, 1, 1);
    check(1024, 768, 1);
    check(1025, 10, 2);
    check(2049, 10, 3);
    check(8660, 5774, 5);
    check(65_500, 1, 7);
}

#[test]
fn every_tile_comes_once_with_its_size() {
    let (width, height) = (2301, 1025);
    let tiles = tiles(width, height);
    let (mut width, mut height) = (width, height);
    let mut expected = 0;
    for level in 0..levels(2301, 1025) {
        for row in 0..height.div_ceil(TILE_SIZE) {
            for column in 0..width.div_ceil(TILE_SIZE) {
                let size = ((width - column * TILE_SIZE).min(TILE_SIZE), (height - row * TILE_SIZE).min(TILE_SIZE));
                assert_eq!(tiles[&(level, column, row)].dimensions(), size, "{level}/{column}/{row}");
                expected += 1;
            }
        }
        (width, height) = (width.div_ceil(2), height.div_ceil(2));
    }
    assert_eq!(tiles.len(), expected);
}

#[test]
fn a_pixel_of_a_level_lies_over_its_pixels_of_the_original() {
    let (width, height) = (2301, 1025);
    let original = gradient(width, height);
    for ((level, column, row), tile) in tiles(width, height) {
        for (x, y, pixel) in tile.enumerate_pixels().step_by(997) {
            let at = |tile: u32, within: u32, edge: u32| {
                (((tile * TILE_SIZE + within) << level) + (1 << level) / 2).min(edge - 1)
            };
            let from = original.get_pixel(at(column, x, width), at(row, y, height));
            for channel in 0..3 {
                let difference = pixel[channel].abs_diff(from[channel]);
                assert!(difference <= 6, "{level}/{column}/{row} at {x}, {y}: {pixel:?} is not {from:?}");
            }
        }
    }
}

#[test]
fn the_first_error_of_the_sink_ends_it() {
    let bytes = encoded(gradient(1200, 600), ImageFormat::Png);
    let info = probe(&mut Cursor::new(&bytes), &Limits::default()).unwrap();
    let mut seen = 0;
    let result = cut(&bytes, &info, &mut |_, _, _, _| {
        seen += 1;
        if seen == 2 { Err(io::Error::other("disk full")) } else { Ok(()) }
    });
    assert!(matches!(result, Err(CutError::Sink(error)) if error.to_string() == "disk full"));
    assert_eq!(seen, 2);
}
