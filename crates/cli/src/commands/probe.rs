//! `crosscheck probe`: what a media file is.

use std::fs::File;
use std::path::PathBuf;

use crosscheck_domain::MediaInfo;
use crosscheck_media::Limits;

use super::{Failure, system};

#[derive(clap::Args)]
pub struct Probe {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// When each frame of a video begins, in milliseconds, one a line; last when the last one ends
    #[arg(long, conflicts_with = "json")]
    frames: bool,
}

impl Probe {
    pub fn run(self) -> Result<(), Failure> {
        let mut wrong = Vec::new();
        for path in &self.files {
            let shown = path.display();
            let mut file = File::open(path).map_err(|error| Failure::Input(format!("{shown}: {error}")))?;
            if self.frames {
                match crosscheck_media::frame_table(&mut file, &Limits::default()) {
                    Ok(table) => {
                        (0..table.ticks.len()).filter_map(|at| table.ms(at)).for_each(|ms| println!("{ms:.3}"))
                    }
                    Err(problem) => wrong.push(format!("{shown}: {problem}")),
                }
                continue;
            }
            match crosscheck_media::probe(&mut file, &Limits::default()) {
                Ok(info) if self.json => {
                    let info = serde_json::to_value(&info).map_err(system)?;
                    println!("{}", serde_json::json!({"file": shown.to_string(), "info": info}));
                }
                Ok(info) => println!("{shown}: {}", described(&info)),
                Err(problem) => wrong.push(format!("{shown}: {problem}")),
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Failure::Input(wrong.join("\n"))) }
    }
}

fn described(info: &MediaInfo) -> String {
    let mut facts = vec![info.mime.clone()];
    if !info.codecs.is_empty() {
        facts.push(info.codecs.join(" + "));
    }
    if let (Some(width), Some(height)) = (info.width, info.height) {
        facts.push(format!("{width} × {height} pixels"));
    }
    if let Some(ms) = info.duration_ms {
        facts.push(format!("{}.{:03} s", ms / 1000, ms % 1000));
    } else {
        facts.push(format!("orientation {}", info.orientation));
    }
    facts.extend(info.frames.map(|n| format!("{n} frames")));
    if let (Some(channels), Some(rate)) = (info.channels, info.sample_rate) {
        facts.push(format!("{channels} channel{} at {rate} Hz", if channels == 1 { "" } else { "s" }));
    }
    facts.push(format!("{} bytes", info.size));
    facts.join(", ")
}
