//! Pictures of ten seconds of a sound: time to the right, frequency upwards, loudness as brightness.

use crosscheck_domain::Problem;
use image::{GrayImage, ImageEncoder, codecs::png::PngEncoder};
use rustfft::{FftPlanner, num_complex::Complex};

use super::decode::{Decoder, Piece};
use crate::Limits;
use crate::probe::unreadable;
use crate::source::{ReadSeek, Source};

pub const COLUMNS: u32 = 512;
pub const ROWS: u32 = 256;
/// Milliseconds of a column.
const COLUMN_MS: f64 = 20.0;
/// Decoders need a little of what came before.
const RUN_UP_MS: f64 = 200.0;
/// Black, in decibels under the loudest sine.
const FLOOR: f32 = -100.0;

/// Milliseconds of a picture.
pub const PICTURE_MS: u64 = 10_240;

/// The picture of number `n`, from `n` times [`PICTURE_MS`] on, as grey PNG: from half the sample rate at the top to zero at the
/// bottom, −100 dB black and 0 dB white, all channels mixed. Black where there is no sound.
pub fn spectrogram(reader: &mut dyn ReadSeek, limits: &Limits, n: u32) -> Result<Vec<u8>, Problem> {
    let mut source = Source::new(reader).map_err(unreadable)?;
    let (name, offset_ms) = super::found(&mut source, limits)?;
    let mut decoder = Decoder::open(&mut source, name, offset_ms)?;
    let start_ms = f64::from(n) * PICTURE_MS as f64;
    if n > 0 {
        decoder.seek((start_ms - RUN_UP_MS).max(0.0))?;
    }
    let (mixed, sample_rate) = mixed(&mut decoder, start_ms)?;
    let picture = drawn(&mixed, sample_rate);
    let mut png = Vec::new();
    let written = PngEncoder::new(&mut png).write_image(&picture, COLUMNS, ROWS, image::ExtendedColorType::L8);
    written.map_err(|error| Problem::new("media_unreadable", format!("the picture cannot be made: {error}")))?;
    Ok(png)
}

/// The samples of the picture and of half a window before and behind it.
fn mixed(decoder: &mut Decoder<'_>, start_ms: f64) -> Result<(Vec<f32>, u32), Problem> {
    let mut piece = Piece::default();
    let (mut samples, mut rate): (Vec<f32>, u32) = (Vec::new(), 48_000);
    while decoder.next(&mut piece)? {
        if samples.is_empty() {
            rate = piece.sample_rate;
            samples = vec![0.0; picture_samples(rate) + window(rate)];
        }
        if piece.sample_rate != rate {
            continue;
        }
        let first = (start_ms * f64::from(rate) / 1000.0) as i64 - (window(rate) / 2) as i64;
        let begin = piece.begin.saturating_sub(first);
        if begin >= samples.len() as i64 {
            break;
        }
        for (at, moment) in (begin..).zip(piece.samples.chunks_exact(piece.channels)) {
            if let Some(sample) = usize::try_from(at).ok().and_then(|at| samples.get_mut(at)) {
                *sample = moment.iter().sum::<f32>() / piece.channels as f32;
            }
        }
    }
    Ok((samples, rate))
}

fn picture_samples(sample_rate: u32) -> usize {
    (PICTURE_MS * u64::from(sample_rate) / 1000) as usize
}

/// Samples of one transform: at least two for each row, and enough that no sample falls between columns.
fn window(sample_rate: u32) -> usize {
    let column = (f64::from(sample_rate) * COLUMN_MS / 1000.0).ceil() as usize;
    column.next_power_of_two().max(2 * ROWS as usize)
}

fn drawn(samples: &[f32], sample_rate: u32) -> GrayImage {
    let mut picture = GrayImage::new(COLUMNS, ROWS);
    let size = window(sample_rate);
    if samples.len() < size {
        return picture;
    }
    let transform = FftPlanner::new().plan_fft_forward(size);
    let turn = 2.0 * std::f32::consts::PI / size as f32;
    let shape: Vec<f32> = (0..size).map(|at| 0.5 - 0.5 * (turn * at as f32).cos()).collect();
    // A sine of full loudness has this magnitude.
    let full = shape.iter().sum::<f32>() / 2.0;
    let per_row = size / 2 / ROWS as usize;
    let mut buffer = vec![Complex::default(); size];
    let mut scratch = vec![Complex::default(); transform.get_inplace_scratch_len()];
    for column in 0..COLUMNS {
        // The middle of the column is the middle of the window.
        let begin = ((f64::from(column) + 0.5) * COLUMN_MS * f64::from(sample_rate) / 1000.0) as usize;
        let Some(heard) = samples.get(begin..begin + size) else { break };
        for (value, (sample, shape)) in buffer.iter_mut().zip(heard.iter().zip(&shape)) {
            *value = Complex::new(sample * shape, 0.0);
        }
        transform.process_with_scratch(&mut buffer, &mut scratch);
        for row in 0..ROWS as usize {
            let loudest =
                buffer[row * per_row..(row + 1) * per_row].iter().map(|value| value.norm_sqr()).fold(0.0, f32::max);
            let decibels = 10.0 * (loudest / (full * full)).max(1e-20).log10();
            let grey = ((decibels - FLOOR) / -FLOOR * 255.0).round().clamp(0.0, 255.0);
            picture.put_pixel(column, ROWS - 1 - row as u32, image::Luma([grey as u8]));
        }
    }
    picture
}
