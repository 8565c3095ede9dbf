//! `crosscheck convert`: from one foreign format to another, and what got lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crosscheck_formats::timed::Timing;
use crosscheck_formats::tracks::TrackFiles;
use crosscheck_formats::{Converted, Foreign, convert};
use serde_json::{Value, json};

use super::Failure;

#[derive(clap::Args)]
pub struct Convert {
    /// The file to read; of MOT, also the folder of the sequence
    input: PathBuf,
    /// The file to write; of MOT, the folder of the sequence
    output: PathBuf,
    /// The format of the input, where its name does not tell: webvtt, srt, ttml, rttm, ctm, textgrid, eaf, audacity, mot,
    /// coco_video, cvat_video
    #[arg(long, value_name = "F")]
    from: Option<String>,
    /// The format of the output, where its name does not tell
    #[arg(long, value_name = "F")]
    to: Option<String>,
    /// Frames a second, where a file counts frames and does not say how long they are
    #[arg(long, value_name = "N")]
    fps: Option<f64>,
    /// One JSON object with losses and problems in place of the report
    #[arg(long)]
    json: bool,
}

impl Convert {
    pub fn run(self) -> Result<(), Failure> {
        if self.fps.is_some_and(|fps| !(fps.is_finite() && fps > 0.0)) {
            return Err(Failure::Input("--fps must be a number above 0".to_owned()));
        }
        let shown = self.input.display().to_string();
        let files = read(&self.input).map_err(|error| Failure::Input(format!("{shown}: {error}")))?;
        let from = chosen(self.from.as_deref(), &self.input, &files.main, "--from")?;
        let to = chosen(self.to.as_deref(), &self.output, b"", "--to")?;
        let converted = convert(&files, &shown, from, to, &Timing { fps: self.fps })
            .map_err(|problem| Failure::Input(format!("{shown}: {problem}")))?;
        write(&self.output, &converted, to)?;
        if self.json {
            println!("{}", report(&converted, from, to));
        } else {
            for loss in converted.losses.problems() {
                eprintln!("lost: {}", loss.message);
            }
        }
        if converted.problems.is_empty() {
            return Ok(());
        }
        let problems: Vec<String> = converted.problems.iter().map(|problem| format!("{shown}: {problem}")).collect();
        Err(Failure::Input(format!("{}\nthe rest is written", problems.join("\n"))))
    }
}

fn report(converted: &Converted, from: Foreign, to: Foreign) -> Value {
    let loss = |(code, n, what): (&str, u64, &str)| json!({"code": code, "n": n, "what": what});
    json!({
        "from": from.id(),
        "to": to.id(),
        "losses": converted.losses.iter().map(loss).collect::<Vec<_>>(),
        "problems": converted.problems,
    })
}

fn chosen(id: Option<&str>, path: &Path, bytes: &[u8], flag: &str) -> Result<Foreign, Failure> {
    let known = || Foreign::all().map(Foreign::id).collect::<Vec<_>>().join(", ");
    match id {
        Some(id) => {
            Foreign::of_id(id).ok_or_else(|| Failure::Input(format!("there is no format {id}; use {}", known())))
        }
        None => Foreign::of_file(&path.to_string_lossy(), bytes).ok_or_else(|| {
            let name = path.display();
            Failure::Input(format!("the format of {name} is not told by its name; give {flag} with one of {}", known()))
        }),
    }
}

/// The file, and what belongs to it beside or above it.
fn read(path: &Path) -> std::io::Result<TrackFiles> {
    let main = match path.is_dir() {
        false => path.to_owned(),
        true if path.join("gt.txt").exists() => path.join("gt.txt"),
        true => path.join("gt/gt.txt"),
    };
    let folder = main.parent().map(Path::to_owned).unwrap_or_default();
    let mut beside = BTreeMap::new();
    for name in ["labels.txt", "seqinfo.ini"] {
        let places = [folder.join(name), folder.join("..").join(name)];
        if let Some(bytes) = places.iter().find_map(|place| std::fs::read(place).ok()) {
            beside.insert(name.to_owned(), bytes);
        }
    }
    Ok(TrackFiles { main: std::fs::read(&main)?, beside })
}

/// One file under the name that was given; several into a folder of that name.
fn write(output: &Path, converted: &Converted, to: Foreign) -> Result<(), Failure> {
    let failed = |path: &Path, error: std::io::Error| Failure::System(format!("{}: {error}", path.display()));
    if let [(_, text)] = &converted.files[..] {
        return std::fs::write(output, text).map_err(|error| failed(output, error));
    }
    if output.is_file() || output.extension().is_some() {
        let message = format!("{} is several files; give a folder in place of {}", to.id(), output.display());
        return Err(Failure::Input(message));
    }
    for (name, text) in &converted.files {
        let path = output.join(name);
        let folder = path.parent().unwrap_or(output);
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        std::fs::write(&path, text).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}
