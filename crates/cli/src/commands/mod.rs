//! One file a command. Exit codes: 0 done, 1 the input is wrong, 2 usage, 3 the system failed.

pub mod aggregate;
pub mod agree;
pub mod answers;
pub mod backup;
pub mod check;
pub mod convert;
pub mod demo;
pub mod generate;
pub mod probe;
pub mod rank;
pub mod serve;
pub mod text;
pub mod transfer;
pub mod user;

use crosscheck_server::{App, Clock};
use crosscheck_store::{Store, StoreError};

use crate::Place;
use crate::config::Config;

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub enum Failure {
    /// The input is wrong; the message names the place.
    Input(String),
    System(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::Input("there is no such thing; check the name".to_owned()),
            StoreError::Conflict(message) => Self::Input(message),
            StoreError::LastManager | StoreError::JobLost => Self::Input(error.to_string()),
            StoreError::Gone | StoreError::Database(_) | StoreError::Blob(_) => Self::System(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::System(error.to_string())
    }
}

pub fn system(error: impl std::fmt::Debug) -> Failure {
    Failure::System(format!("{error:?}"))
}

impl Place {
    /// The configuration with the flags on top.
    pub fn config(&self) -> Result<Config, Failure> {
        let mut config = Config::read(self.config.as_deref()).map_err(Failure::Input)?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        if let Some(database) = &self.database {
            config.database.clone_from(database);
        }
        if let Some(blobs) = &self.blobs {
            config.blobs.clone_from(blobs);
        }
        Ok(config)
    }
}

/// The store and everything around it, as the server has it.
pub async fn open(config: &Config) -> Result<App, Failure> {
    let store = Store::open(config.open_options().map_err(Failure::Input)?).await?;
    Ok(App::new(store, Clock::System, config.settings().map_err(Failure::Input)?))
}
