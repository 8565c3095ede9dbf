//! `crosscheck probe`: what a media file is.

use std::path::PathBuf;

use crosscheck_media::Limits;

use super::{Failure, system};

#[derive(clap::Args)]
pub struct Probe {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Probe {
    pub fn run(self) -> Result<(), Failure> {
        let mut wrong = Vec::new();
        for path in &self.files {
            let shown = path.display();
            let bytes = std::fs::read(path).map_err(|error| Failure::Input(format!("{shown}: {error}")))?;
            match crosscheck_media::probe(&bytes, &Limits::default()) {
                Ok(info) if self.json => {
                    let info = serde_json::to_value(&info).map_err(system)?;
                    println!("{}", serde_json::json!({"file": shown.to_string(), "info": info}));
                }
                Ok(info) => {
                    let size = |edge: Option<u32>| edge.map_or_else(|| "?".to_owned(), |edge| edge.to_string());
                    let (width, height) = (size(info.width), size(info.height));
                    println!(
                        "{shown}: {} {width} × {height} pixels, orientation {}, {} bytes",
                        info.mime, info.orientation, info.size
                    );
                }
                Err(problem) => wrong.push(format!("{shown}: {problem}")),
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Failure::Input(wrong.join("\n"))) }
    }
}
