//! Decodes the first sound of a file piece by piece, each piece at its place on the timeline that a browser shows.

use crosscheck_domain::Problem;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::{SeekMode, SeekTo};
use symphonia::core::units::Time;

use super::open::{MOST_CHANNELS, MOST_RATE, Sound, broken, damaged, guarded};
use super::opus::Opus;
use crate::source::Source;

/// Packets in a row that cannot be decoded, after which a file is given up.
const MOST_FAILURES: u32 = 1000;

/// A sound that is being decoded.
pub struct Decoder<'s> {
    sound: Sound<'s>,
    codec: Codec,
    name: &'static str,
    /// How much later than its own time it is heard, in milliseconds.
    offset_ms: f64,
    failures: u32,
}

enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Opus(Box<Opus>),
}

/// Decoded samples, channel after channel within each moment.
#[derive(Default)]
pub struct Piece {
    /// The place of the first sample; negative before the beginning.
    pub begin: i64,
    pub sample_rate: u32,
    pub channels: usize,
    pub samples: Vec<f32>,
}

impl<'s> Decoder<'s> {
    pub fn open<'a: 's>(source: &'s mut Source<'a>, name: &'static str, offset_ms: f64) -> Result<Self, Problem> {
        let sound = Sound::open(source, name)?;
        let codec = if sound.params.codec == CODEC_ID_OPUS {
            Codec::Opus(Box::new(Opus::new(&sound.params)?))
        } else {
            let options = AudioDecoderOptions::default();
            let made = guarded(name, || symphonia::default::get_codecs().make_audio_decoder(&sound.params, &options))?;
            Codec::Symphonia(made.map_err(|_| undecodable(name))?)
        };
        Ok(Self { sound, codec, name, offset_ms, failures: 0 })
    }

    /// Fills `piece` with what comes next; false at the end. A packet that is broken is left out.
    pub fn next(&mut self, piece: &mut Piece) -> Result<bool, Problem> {
        loop {
            let packet = match guarded(self.name, || self.sound.reader.next_packet())? {
                Ok(Some(packet)) => packet,
                Ok(None) | Err(Error::ResetRequired) => return Ok(false),
                // What was there is shown; that something is missing was told by the probe.
                Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(broken(self.name, &error)),
            };
            if packet.track_id != self.sound.track.id {
                continue;
            }
            piece.samples.clear();
            let decoded = match &mut self.codec {
                Codec::Opus(opus) => {
                    let decoding = guarded(self.name, || opus.decode(&packet, &mut piece.samples))?;
                    decoding.then_some((48_000, opus.channels))
                }
                Codec::Symphonia(decoder) => guarded(self.name, || {
                    let decoded = decoder.decode(&packet).ok()?;
                    decoded.copy_to_vec_interleaved(&mut piece.samples);
                    Some((decoded.spec().rate(), decoded.spec().channels().count()))
                })?,
            };
            let Some((sample_rate, channels)) = decoded.filter(is_plausible) else {
                self.failures += 1;
                if self.failures > MOST_FAILURES {
                    return Err(damaged(self.name, "cannot be decoded"));
                }
                continue;
            };
            self.failures = 0;
            (piece.sample_rate, piece.channels) = (sample_rate, channels);
            piece.begin = self.place(packet.pts.get(), sample_rate);
            return Ok(true);
        }
    }

    /// The sample at which a packet begins.
    fn place(&self, pts: i64, sample_rate: u32) -> i64 {
        let (up, down) =
            self.sound.track.time_base.map_or((1, sample_rate), |base| (base.numer.get(), base.denom.get()));
        let own = i128::from(pts) * i128::from(up) * i128::from(sample_rate) / i128::from(down);
        let offset = self.offset_ms * f64::from(sample_rate) / 1000.0;
        i64::try_from(own).unwrap_or(i64::MAX).saturating_add(offset.round() as i64)
    }

    /// Goes on at or a little before this time of the timeline.
    pub fn seek(&mut self, ms: f64) -> Result<(), Problem> {
        let own = ((ms - self.offset_ms) / 1000.0).max(0.0);
        let Some(time) = Time::try_from_secs_f64(own) else { return Ok(()) };
        let to = SeekTo::Time { time, track_id: Some(self.sound.track.id) };
        match guarded(self.name, || self.sound.reader.seek(SeekMode::Accurate, to))? {
            Ok(_) => {}
            // Behind the end there is nothing to decode.
            Err(Error::SeekError(_)) => {}
            Err(error) => return Err(broken(self.name, &error)),
        }
        match &mut self.codec {
            Codec::Symphonia(decoder) => guarded(self.name, || decoder.reset()),
            Codec::Opus(opus) => guarded(self.name, || opus.reset()),
        }
    }
}

fn is_plausible((rate, channels): &(u32, usize)) -> bool {
    (1..=MOST_RATE).contains(rate) && (1..=MOST_CHANNELS).contains(channels)
}

/// The sound is of a kind that only another program decodes.
fn undecodable(name: &str) -> Problem {
    let message =
        format!("the sound of the {name} file is of a kind that is decoded only by the program ffmpeg; install it");
    Problem::new("sound_undecodable", message)
}
