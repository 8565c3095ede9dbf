//! `crosscheck demo`: sample projects on the embedded database, with people who can sign in.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crosscheck_server::demo::{fill, people};
use crosscheck_server::wire::DemoPerson;
use crosscheck_server::{App, Clock};
use crosscheck_store::Store;

use super::serve::listen;
use super::{Failure, system};
use crate::config::Config;

#[derive(clap::Args)]
pub struct Demo {
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the demo's database and media
    #[arg(long, value_name = "DIR", default_value = "./demo-data")]
    data: PathBuf,
    /// Folders with the sample media
    #[arg(long, value_name = "DIR", default_values = [".sample-cache/media", "demo/media"])]
    media: Vec<PathBuf>,
    /// Begin again: everything in the data folder is removed
    #[arg(long)]
    reset: bool,
}

impl Demo {
    pub async fn run(self) -> Result<(), Failure> {
        let listener = listen(&format!("127.0.0.1:{}", self.port)).await?;
        if self.reset && self.data.join("demo.json").exists() {
            std::fs::remove_dir_all(&self.data)?;
        }
        let mut config = Config::read(None).map_err(Failure::Input)?;
        config.data.clone_from(&self.data);
        config.listen = listener.local_addr()?.to_string();
        config.public_url = format!("http://localhost:{}", listener.local_addr()?.port());
        let store = Store::open(config.open_options().map_err(Failure::Input)?).await?;
        let file = self.data.join("demo.json");
        let (people, fresh) = known_people(&file)?;
        let mut settings = config.settings().map_err(Failure::Input)?;
        settings.demo = Some(people.clone());
        let app = App::new(store, Clock::System, settings);
        if fresh {
            self.fill(&app, &people).await?;
            write_private(&file, &serde_json::to_vec_pretty(&people).map_err(system)?)?;
        }
        welcome(&app.settings.public_url, &people);
        crosscheck_server::serve(app, listener).await?;
        Ok(())
    }

    async fn fill(&self, app: &App, people: &[DemoPerson]) -> Result<(), Failure> {
        let say = |title: &str| {
            if std::io::stdout().is_terminal() {
                println!("  making the sample project {title}");
            }
        };
        let filled = fill(app, people, &self.media, say).await.map_err(system)?;
        if !filled.missing.is_empty() {
            println!("These sample media could not be had, so their items are left out: {}", filled.missing.join(", "));
        }
        Ok(())
    }
}

/// The people of an earlier start, or new ones. A folder that was half filled is refused rather than guessed at.
fn known_people(file: &Path) -> Result<(Vec<DemoPerson>, bool), Failure> {
    match std::fs::read(file) {
        Ok(bytes) => Ok((serde_json::from_slice(&bytes).map_err(system)?, false)),
        Err(_) => Ok((people(), true)),
    }
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

fn welcome(url: &str, people: &[DemoPerson]) {
    println!("\nCrosscheck demo is ready: {url}\n\nSign in as");
    for person in people {
        println!("  {:<10} {:<26} password {}", person.role, person.email, person.password);
    }
    println!(
        "\nThe passwords were made for this demo alone. Stop with Ctrl C; start again with --reset to begin anew."
    );
}
