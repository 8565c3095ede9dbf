//! The program ffmpeg, where the operator has it: for pictures out of videos, and for what browsers do not play.
//!
//! It reads other people's files, so it gets no network, no demuxer but the one that the bytes were recognised as, limits on
//! time and size, and no argument that comes from a user.

use std::ffi::{OsStr, OsString};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crosscheck_domain::{MediaInfo, Problem};

/// The program, found at the start of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ffmpeg {
    program: PathBuf,
    /// As the program tells it, such as `7.1.1`.
    pub version: String,
}

/// For one picture.
pub const PICTURE_LIMIT: Duration = Duration::from_secs(30);
/// Bytes of what it says that are kept.
const MOST_WORDS: u64 = 300;

impl Ffmpeg {
    /// Looks for the program: in the search path where nothing is configured, nowhere where it is `none`.
    pub fn find(configured: &str) -> Result<Option<Self>, String> {
        let program = match configured {
            "none" => return Ok(None),
            "" => "ffmpeg",
            path => path,
        };
        let told = Command::new(program).arg("-version").stdin(Stdio::null()).output();
        match told {
            Ok(output) if output.status.success() => {
                let words = String::from_utf8_lossy(&output.stdout);
                let version = words.split_whitespace().nth(2).unwrap_or("of an unknown version").to_owned();
                Ok(Some(Self { program: program.into(), version }))
            }
            _ if configured.is_empty() => Ok(None),
            Ok(output) => Err(format!("ffmpeg = {program:?} does not tell its version: {}", output.status)),
            Err(error) => Err(format!("ffmpeg = {program:?} cannot be run: {error}; correct it, or leave it empty")),
        }
    }

    /// Runs the program on a file and waits; it is killed when it takes too long.
    pub async fn run(&self, job: &Conversion<'_>, limit: Duration) -> Result<(), Problem> {
        let mut command = Command::new(&self.program);
        command.args(["-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "1"]);
        command.args(["-protocol_whitelist", "file", "-format_whitelist", demuxers(job.info)]);
        command.args(job.before).arg("-i").arg(file(job.input)).args(job.after);
        command.args(["-map_metadata", "-1", "-fs"]).arg(job.max_bytes.to_string()).arg(file(job.output));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let running = tokio::task::spawn_blocking(move || finish(command, limit));
        running.await.unwrap_or_else(|error| Err(failed(&error.to_string())))
    }
}

/// Waits for the program, and kills it when its time is over.
fn finish(mut command: Command, limit: Duration) -> Result<(), Problem> {
    let mut child = command.spawn().map_err(|error| failed(&error.to_string()))?;
    let (send, receive) = channel();
    // What it says ends when it does; a thread of its own hears that without asking again and again.
    if let Some(said) = child.stderr.take() {
        std::thread::spawn(move || {
            let mut said = BufReader::new(said);
            let (mut kept, mut rest) = (Vec::new(), Vec::new());
            let _ = said.by_ref().take(MOST_WORDS).read_to_end(&mut kept);
            while said.by_ref().take(1 << 16).read_to_end(&mut rest).is_ok_and(|n| n > 0) {
                rest.clear();
            }
            let _ = send.send(String::from_utf8_lossy(&kept).trim().to_owned());
        });
    }
    let said = receive.recv_timeout(limit);
    if said.is_err() {
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| failed(&error.to_string()))?;
    match said {
        Ok(_) if status.success() => Ok(()),
        Ok(words) => Err(failed(&words)),
        Err(_) => Err(failed(&format!("it was not done after {} seconds", limit.as_secs()))),
    }
}

fn failed(why: &str) -> Problem {
    Problem::new("conversion_failed", format!("ffmpeg did not convert the file: {why}"))
}

/// One call of the program.
pub struct Conversion<'a> {
    pub info: &'a MediaInfo,
    pub input: &'a Path,
    /// Arguments on the input.
    pub before: &'a [&'a str],
    /// Arguments on the output.
    pub after: &'a [&'a str],
    pub output: &'a Path,
    pub max_bytes: u64,
}

/// A path that cannot be taken for an option or for another protocol.
fn file(path: &Path) -> OsString {
    let mut named = OsString::from("file:");
    named.push::<&OsStr>(path.as_ref());
    named
}

/// The one demuxer for files of this type. Playlists, which name other files, are among none.
fn demuxers(info: &MediaInfo) -> &'static str {
    match info.mime.as_str() {
        "audio/wav" => "wav",
        "audio/flac" => "flac",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/aac" => "aac",
        mime if mime.ends_with("/webm") || mime.ends_with("/x-matroska") => "matroska",
        _ => "mov",
    }
}
