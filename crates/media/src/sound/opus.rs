//! Opus, which the other decoders leave out.

use crosscheck_domain::Problem;
use opus_decoder::{OpusDecoder, OpusMultistreamDecoder};
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::packet::Packet;

use super::open::damaged;

/// Samples a second of everything that Opus decodes.
const RATE: u32 = 48_000;
/// The longest packet: 120 milliseconds.
const LONGEST: usize = 5760;
const NAME: &str = "Opus";

pub struct Opus {
    decoder: Streams,
    pub channels: usize,
    buffer: Vec<f32>,
}

enum Streams {
    One(Box<OpusDecoder>),
    Many(Box<OpusMultistreamDecoder>),
}

impl Opus {
    /// Reads the head of the stream: `OpusHead`, version, channels, …, and how channels are mapped to streams.
    pub fn new(params: &AudioCodecParameters) -> Result<Self, Problem> {
        let head = params.extra_data.as_deref().unwrap_or_default();
        let told = params.channels.as_ref().map_or(2, |channels| channels.count());
        let channels = head.get(9).map_or(told, |n| usize::from(*n));
        if channels == 0 {
            return Err(damaged(NAME, "has no channels"));
        }
        let decoder = match head.get(18).copied().unwrap_or(0) {
            0 => Streams::One(Box::new(OpusDecoder::new(RATE, channels.min(2)).map_err(refused)?)),
            _ => {
                let (Some(n), Some(coupled), Some(mapping)) = (head.get(19), head.get(20), head.get(21..21 + channels))
                else {
                    return Err(damaged(NAME, "does not say how its channels are mapped"));
                };
                let (n, coupled) = (usize::from(*n), usize::from(*coupled));
                Streams::Many(Box::new(
                    OpusMultistreamDecoder::new(RATE, channels, n, coupled, mapping).map_err(refused)?,
                ))
            }
        };
        let channels = if matches!(decoder, Streams::One(_)) { channels.min(2) } else { channels };
        Ok(Self { decoder, channels, buffer: vec![0.0; LONGEST * channels] })
    }

    /// Appends the samples of a packet, without those that the container cuts off; false where it is broken.
    pub fn decode(&mut self, packet: &Packet, samples: &mut Vec<f32>) -> bool {
        if packet.data.is_empty() {
            return false;
        }
        let decoded = match &mut self.decoder {
            Streams::One(decoder) => decoder.decode_float(&packet.data, &mut self.buffer, false),
            Streams::Many(decoder) => decoder.decode_float(&packet.data, &mut self.buffer, false),
        };
        let Ok(n) = decoded else { return false };
        let cut = |ticks: u64| usize::try_from(ticks).unwrap_or(usize::MAX).min(n);
        let (first, last) = (cut(packet.trim_start.get()), n - cut(packet.trim_end.get()));
        samples.extend(self.buffer.get(first * self.channels..last * self.channels).unwrap_or_default());
        true
    }

    pub fn reset(&mut self) {
        match &mut self.decoder {
            Streams::One(decoder) => decoder.reset(),
            Streams::Many(decoder) => decoder.reset(),
        }
    }
}

fn refused(error: opus_decoder::OpusError) -> Problem {
    damaged(NAME, &format!("cannot be decoded ({error})"))
}
