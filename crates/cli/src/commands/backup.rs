//! `crosscheck backup`, `restore`, `migrate` and `doctor`.

use std::path::PathBuf;

use crosscheck_store::Store;

use super::{Failure, open};
use crate::Place;

#[derive(clap::Args)]
pub struct Backup {
    /// A folder that does not exist yet, or is empty
    folder: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
pub struct Restore {
    /// A folder that `backup` wrote
    folder: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    pub async fn run(self) -> Result<(), Failure> {
        let app = open(&self.place.config()?).await?;
        std::fs::create_dir_all(&self.folder)?;
        let manifest = app.store.backup(&self.folder, app.now()).await?;
        println!("backed up into {}", self.folder.display());
        complete(&manifest.missing, "the backup is complete but for them")
    }
}

impl Restore {
    pub async fn run(self) -> Result<(), Failure> {
        let app = open(&self.place.config()?).await?;
        let restored = app.store.restore(&self.folder).await?;
        println!("restored from {}", self.folder.display());
        complete(&restored.missing, "everything else is restored")
    }
}

/// Fails when media are missing, after everything else was done.
fn complete(missing: &[String], rest: &str) -> Result<(), Failure> {
    if missing.is_empty() {
        return Ok(());
    }
    for sha256 in missing {
        eprintln!("missing: {sha256}");
    }
    Err(Failure::System(format!("{} media that items or exports name are missing; {rest}", missing.len())))
}

/// Opening the store brings the schema up to date.
pub async fn migrate(place: &Place) -> Result<(), Failure> {
    Store::open(place.config()?.open_options().map_err(Failure::Input)?).await?;
    println!("the database is up to date");
    Ok(())
}

pub async fn doctor(place: &Place) -> Result<(), Failure> {
    let config = place.config()?;
    let app = open(&config).await?;
    app.store.ready().await?;
    println!("database and media can be reached");
    println!("{} accounts", app.store.count_users().await?);
    println!("temporary files go to {}", app.settings.spool.display());
    Ok(())
}
