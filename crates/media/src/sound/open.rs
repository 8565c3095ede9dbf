//! Opens the first sound of a file for reading packet by packet.

use std::io::{Read, Result, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crosscheck_domain::Problem;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known as codec;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;

use crate::source::Source;

/// Samples a second, and channels, that are believed.
pub const MOST_RATE: u32 = 768_000;
pub const MOST_CHANNELS: usize = 64;

/// The first sound of a file.
pub struct Sound<'s> {
    pub reader: Box<dyn FormatReader + 's>,
    pub track: Track,
    pub params: AudioCodecParameters,
    pub sample_rate: u32,
}

/// A source as the demuxers want it.
struct Stream<'s, 'a> {
    source: &'s mut Source<'a>,
}

impl Read for Stream<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.source.read(buffer)
    }
}

impl Seek for Stream<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.source.seek(to)
    }
}

impl MediaSource for Stream<'_, '_> {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.source.size())
    }
}

impl<'s> Sound<'s> {
    /// Finds the first sound; `name` is what people call the format.
    pub fn open<'a: 's>(source: &'s mut Source<'a>, name: &str) -> std::result::Result<Self, Problem> {
        source.rewind().map_err(crate::probe::unreadable)?;
        let stream = MediaSourceStream::new(Box::new(Stream { source }), Default::default());
        let opening = guarded(name, move || {
            let (format, metadata) = (FormatOptions::default(), MetadataOptions::default());
            symphonia::default::get_probe().probe(&Hint::new(), stream, format, metadata)
        })?;
        let reader = opening.map_err(|error| broken(name, &error))?;
        let track = reader.default_track(TrackType::Audio).cloned().ok_or_else(|| no_sound(name))?;
        let params = track.codec_params.as_ref().and_then(|params| params.audio()).cloned();
        let params = params.ok_or_else(|| no_sound(name))?;
        let given = params.sample_rate.filter(|rate| *rate > 0);
        let base = track.time_base.map(|base| base.denom.get());
        let sample_rate = if params.codec == codec::CODEC_ID_OPUS { Some(48_000) } else { given.or(base) };
        let sample_rate = sample_rate.ok_or_else(|| no_sound(name))?;
        if sample_rate > MOST_RATE || params.channels.as_ref().is_some_and(|channels| channels.count() > MOST_CHANNELS)
        {
            return Err(damaged(name, "speaks of more samples or channels than any sound has"));
        }
        Ok(Self { reader, track, params, sample_rate })
    }

    /// What its codec is called.
    pub fn codec(&self) -> &'static str {
        match self.params.codec {
            codec::CODEC_ID_VORBIS => "vorbis",
            codec::CODEC_ID_OPUS => "opus",
            codec::CODEC_ID_FLAC => "flac",
            codec::CODEC_ID_MP3 => "mp3",
            codec::CODEC_ID_MP2 => "mp2",
            codec::CODEC_ID_MP1 => "mp1",
            codec::CODEC_ID_AAC => "aac",
            codec::CODEC_ID_ALAC => "alac",
            codec::CODEC_ID_PCM_MULAW => "pcm_mulaw",
            codec::CODEC_ID_PCM_ALAW => "pcm_alaw",
            codec::CODEC_ID_ADPCM_MS => "adpcm_ms",
            codec::CODEC_ID_ADPCM_IMA_WAV => "adpcm_ima_wav",
            codec::CODEC_ID_SPEEX => "speex",
            _ => "pcm",
        }
    }
}

/// Calls into the decoders, which should not panic on any file, but are other people's code on hostile bytes.
pub fn guarded<T>(name: &str, call: impl FnOnce() -> T) -> std::result::Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| damaged(name, "cannot be decoded"))
}

pub fn broken(name: &str, error: &Error) -> Problem {
    match error {
        Error::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            let message = format!("the {name} file is cut off; copy or upload it again");
            Problem::new("media_truncated", message)
        }
        Error::IoError(error) => crate::probe::unreadable(std::io::Error::new(error.kind(), error.to_string())),
        Error::Unsupported(what) => damaged(name, &format!("uses what is not supported ({what})")),
        other => damaged(name, &format!("is broken ({other})")),
    }
}

/// `what` continues "the WAV file …".
pub fn damaged(name: &str, what: &str) -> Problem {
    Problem::new("media_damaged", format!("the {name} file {what}; export it again, as WAV where it goes on"))
}

fn no_sound(name: &str) -> Problem {
    damaged(name, "holds no sound that can be read")
}
