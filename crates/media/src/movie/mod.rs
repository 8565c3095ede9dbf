//! Containers that hold video, sound or both: MP4 with its kin, and Matroska with WebM.

mod fields;
mod matroska;
mod mp4;

use crosscheck_domain::{MediaInfo, MediaKind, Problem};

use crate::probe::unreadable;
use crate::source::{ReadSeek, Source};
use crate::{FrameTable, Limits, Probe};

pub(crate) const PROBE: Probe = Probe {
    kinds: &[MediaKind::Video, MediaKind::Audio],
    mimes: &[
        mp4::VIDEO,
        mp4::QUICKTIME,
        mp4::AUDIO,
        matroska::WEBM,
        matroska::WEBM_AUDIO,
        matroska::MATROSKA,
        matroska::MATROSKA_AUDIO,
    ],
    title: "a video as MP4, MOV, WebM or Matroska; sound as M4A or WebM",
    recognise: |bytes| {
        if mp4::recognise(bytes) { Some(mp4::VIDEO) } else { matroska::recognise(bytes).then_some(matroska::MATROSKA) }
    },
    read,
};

/// What a container holds.
pub(crate) struct Contents {
    pub mime: &'static str,
    pub video: Option<Video>,
    pub sound: Option<Sound>,
    /// When everything has ended.
    pub end_ms: f64,
}

/// The first video of a container.
pub(crate) struct Video {
    pub codec: String,
    /// Pixels as shown: after rotation, and with the shape of its pixels.
    pub size: (u32, u32),
    pub frames: FrameTable,
}

/// The first sound of a container.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sound {
    pub codec: String,
    pub channels: u16,
    pub sample_rate: u32,
    /// How much later than by its own clock it is heard, in milliseconds: what an edit list says.
    pub offset_ms: f64,
}

/// What people call the container, and how much later than by its own clock its sound is heard.
pub(crate) fn sound_offset(
    source: &mut Source<'_>,
    mime: &str,
    limits: &Limits,
) -> Result<(&'static str, f64), Problem> {
    let name = if mime == mp4::VIDEO { mp4::NAME } else { matroska::NAME };
    let sound = contents(source, mime, limits)?.sound;
    sound.map(|sound| (name, sound.offset_ms)).ok_or_else(|| damaged(name, "holds no sound"))
}

fn contents(source: &mut Source<'_>, mime: &str, limits: &Limits) -> Result<Contents, Problem> {
    if mime == mp4::VIDEO { mp4::contents(source, limits) } else { matroska::contents(source, limits) }
}

fn read(source: &mut Source<'_>, mime: &'static str, limits: &Limits) -> Result<MediaInfo, Problem> {
    let found = contents(source, mime, limits)?;
    let kind = if found.video.is_some() { MediaKind::Video } else { MediaKind::Audio };
    let mut info = MediaInfo::new(kind, found.mime, source.size());
    let mut end_ms = found.end_ms;
    if let Some(video) = found.video {
        limits.check_dimensions(video.size.0, video.size.1)?;
        end_ms = end_ms.max(video.frames.ms(video.frames.n() as usize).unwrap_or(0.0));
        info.width = Some(video.size.0);
        info.height = Some(video.size.1);
        info.frames = Some(video.frames.n());
        info.codecs.push(video.codec);
    } else if found.sound.is_none() {
        let message = "the file holds neither video nor sound that can be read; export it again";
        return Err(Problem::new("media_damaged", message));
    }
    if let Some(sound) = found.sound {
        info.channels = Some(sound.channels);
        info.sample_rate = Some(sound.sample_rate);
        info.codecs.push(sound.codec);
    }
    // Rounded up, so that no frame begins behind the end.
    let duration_ms = end_ms.ceil() as u64;
    limits.check_duration(duration_ms)?;
    info.duration_ms = Some(duration_ms);
    Ok(info)
}

/// The frame table of a video, or why it has none.
pub fn frame_table(reader: &mut dyn ReadSeek, limits: &Limits) -> Result<FrameTable, Problem> {
    let mut source = Source::new(reader).map_err(unreadable)?;
    let head = source.head(64).map_err(unreadable)?;
    let mime = (PROBE.recognise)(&head).ok_or_else(no_video)?;
    contents(&mut source, mime, limits)?.video.map(|video| video.frames).ok_or_else(no_video)
}

fn no_video() -> Problem {
    Problem::new("no_video", "the file holds no video; name it in a slot for sound or pictures")
}

/// The size that a browser gives a video with pixels of this shape: the longer way is stretched.
pub(crate) fn natural((width, height): (u32, u32), (across, down): (u32, u32)) -> (u32, u32) {
    if across == 0 || down == 0 || across == down {
        return (width, height);
    }
    let stretched = |edge: u32, by: u32, of: u32| {
        let (edge, by, of) = (u64::from(edge), u64::from(by), u64::from(of));
        u32::try_from((edge * by + of / 2) / of).unwrap_or(u32::MAX)
    };
    if across > down { (stretched(width, across, down), height) } else { (width, stretched(height, down, across)) }
}

/// `what` continues "the MP4 file …".
pub(crate) fn damaged(name: &str, what: &str) -> Problem {
    Problem::new("media_damaged", format!("the {name} file {what}; export it again"))
}

pub(crate) fn truncated(name: &str, size: u64, needed: u64) -> Problem {
    let message =
        format!("the {name} file is cut off: it has {size} bytes and speaks of {needed}; copy or upload it again");
    Problem::new("media_truncated", message)
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn pixels_that_are_not_square_stretch_one_way() {
        assert_eq!(natural((720, 576), (64, 45)), (1024, 576));
        assert_eq!(natural((640, 480), (1, 1)), (640, 480));
        assert_eq!(natural((640, 480), (1, 2)), (640, 960));
        assert_eq!(natural((640, 480), (0, 2)), (640, 480));
    }
}
