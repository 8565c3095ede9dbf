//! `crosscheck import` and `crosscheck export`: the server's own jobs, worked off here.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crosscheck_domain::{JobId, ProjectId};
use crosscheck_server::wire::NewExport;
use crosscheck_server::{App, local};
use crosscheck_store::{Job, JobState};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Failure, open, system};
use crate::Place;

/// How often there is a look at how far a job is.
const LOOK: Duration = Duration::from_millis(200);

#[derive(clap::Args)]
pub struct Import {
    /// The project's name in its address
    project: String,
    /// JSON lines, CSV, media, zip files, folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
pub struct Export {
    /// The project's name in its address
    project: String,
    /// native, table_csv, table_parquet, coco, web_annotation, …
    #[arg(long)]
    format: String,
    /// The file to write; its manifest gets the same name with .manifest.json behind it
    #[arg(long)]
    out: PathBuf,
    /// Annotations that arrived when their item was full, too
    #[arg(long)]
    include_surplus: bool,
    /// annotator-1, … in place of names
    #[arg(long)]
    pseudonyms: bool,
    #[command(flatten)]
    place: Place,
}

impl Import {
    pub async fn run(self) -> Result<(), Failure> {
        let app = open(&self.place.config()?).await?;
        let project = app.store.project(&self.project).await?;
        let mut files = Vec::new();
        for path in &self.paths {
            // A folder stands for what is in it; its own name is no part of anybody's id.
            let named = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let name = if path.is_dir() { String::new() } else { named };
            collect(path, &name, &mut files)?;
        }
        let id = local::import(&app, &project, files).await.map_err(system)?;
        let job = finish(&app, &id, "rows").await?;
        let told = report(&app, &id).await;
        println!("{}", imported(job.state, job.summary, job.error)?);
        told
    }
}

/// What the import came to. One that failed or was stopped is a failure of the command too.
fn imported(state: JobState, summary: Option<String>, error: Option<String>) -> Result<String, Failure> {
    if state == JobState::Done {
        return Ok(summary.unwrap_or_default());
    }
    let why = error.unwrap_or_else(|| "the import was cancelled".to_owned());
    Err(Failure::Input(format!("{why}; rows read before are kept, import the same files again")))
}

/// Every file below a path, with its name from there on.
fn collect(path: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Failure> {
    let missing = |error: std::io::Error| Failure::Input(format!("{}: {error}", path.display()));
    if path.metadata().map_err(missing)?.is_dir() {
        for entry in path.read_dir().map_err(missing)? {
            let entry = entry?;
            let below = entry.file_name().to_string_lossy().into_owned();
            let below = if name.is_empty() { below } else { format!("{name}/{below}") };
            collect(&entry.path(), &below, files)?;
        }
    } else {
        files.push((name.to_owned(), path.to_owned()));
    }
    Ok(())
}

async fn report(app: &App, id: &JobId) -> Result<(), Failure> {
    let problems = app.store.problems(id, None, 200).await?;
    for found in &problems.items {
        eprintln!("{}", found.problem);
    }
    if problems.items.is_empty() {
        Ok(())
    } else {
        Err(Failure::Input("some rows were rejected; the rest is imported".to_owned()))
    }
}

impl Export {
    pub async fn run(self) -> Result<(), Failure> {
        let app = open(&self.place.config()?).await?;
        let project = app.store.project(&self.project).await?;
        let request = NewExport {
            splits: None,
            exclude: Vec::new(),
            format: self.format,
            state: None,
            include_surplus: self.include_surplus,
            pseudonyms: self.pseudonyms,
            bundle: false,
        };
        let by = first_administrator(&app, &project.id).await?;
        let id = local::export(&app, &project, &by, request).await.map_err(system)?;
        let job = finish(&app, &id, "items").await?;
        if job.state != JobState::Done {
            return Err(Failure::Input(job.error.unwrap_or_else(|| "the export was cancelled".to_owned())));
        }
        let exports = app.store.exports(&project.id).await?;
        let export = exports.into_iter().find(|export| export.job.as_ref() == Some(&id));
        let export = export.ok_or_else(|| Failure::System("the export is gone".to_owned()))?;
        local::save(&app, &export, &self.out).await.map_err(system)?;
        write_manifest(job.summary.as_deref().unwrap_or_default(), &self.out)?;
        println!("{} bytes, SHA-256 {}", export.size, export.sha256);
        Ok(())
    }
}

/// Beside the data, under its name with `.manifest.json` behind it.
fn write_manifest(summary: &str, out: &Path) -> Result<(), Failure> {
    let summary: serde_json::Value = serde_json::from_str(summary).map_err(system)?;
    let mut json = serde_json::to_string_pretty(&summary["manifest"]).map_err(system)?;
    json.push('\n');
    let mut path = out.as_os_str().to_owned();
    path.push(".manifest.json");
    Ok(std::fs::write(path, json)?)
}

async fn first_administrator(app: &App, project: &ProjectId) -> Result<crosscheck_domain::AnnotatorId, Failure> {
    let users = app.store.users().await?;
    let admin = users.into_iter().find(|user| user.admin).map(|user| user.id);
    match admin {
        Some(admin) => Ok(admin),
        None => {
            let members = app.store.members(project).await?;
            let first = members.into_iter().next().map(|member| member.user.id);
            first.ok_or_else(|| Failure::Input("make an account first: crosscheck user add".to_owned()))
        }
    }
}

/// Works the job off with a progress bar on a terminal, or waits for the server that took it.
async fn finish(app: &App, id: &JobId, unit: &str) -> Result<Job, Failure> {
    let bar = ProgressBar::new_spinner();
    bar.set_style(ProgressStyle::with_template("{spinner} {pos} {msg} {elapsed}").map_err(system)?);
    bar.set_message(unit.to_owned());
    loop {
        let working = local::work_off(app);
        tokio::pin!(working);
        while tokio::time::timeout(LOOK, &mut working).await.is_err() {
            bar.set_position(app.store.job(id).await?.done);
        }
        let job = app.store.job(id).await?;
        if !matches!(job.state, JobState::Queued | JobState::Running) {
            bar.finish_and_clear();
            return Ok(job);
        }
        bar.set_position(job.done);
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_that_failed_is_a_failure() {
        let check = |state, error: Option<&str>, expected: &str| match imported(
            state,
            Some("{}".to_owned()),
            error.map(str::to_owned),
        ) {
            Ok(summary) => assert_eq!(summary, expected),
            Err(Failure::Input(message) | Failure::System(message)) => {
                assert!(message.starts_with(expected) && message.contains("import the same files again"), "{message}");
            }
        };
        check(JobState::Done, None, "{}");
        check(JobState::Failed, Some("the disk is full"), "the disk is full; ");
        check(JobState::Cancelled, None, "the import was cancelled; ");
    }
}
