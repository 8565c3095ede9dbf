//! The configuration: a commented default file, a file of the operator's own, and flags on top.

use std::path::{Path, PathBuf};

use crosscheck_media::Limits;
use crosscheck_server::{AllowedHost, Ffmpeg, Settings, Spool};
use crosscheck_store::OpenOptions;
use serde::Deserialize;

/// The default file; it is read at every start, so it cannot drift from the program.
pub const DEFAULT: &str = include_str!("default.toml");

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: String,
    pub public_url: String,
    pub data: PathBuf,
    pub database: String,
    pub blobs: String,
    pub allowed_hosts: Vec<String>,
    pub ffmpeg: String,
    pub limits: ConfigLimits,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigLimits {
    pub max_bytes: u64,
    pub max_timed_bytes: u64,
    pub max_pixels: u64,
}

impl Config {
    /// The defaults, with what the file sets. Errors name file and line.
    pub fn read(file: Option<&Path>) -> Result<Self, String> {
        let mut table: toml::Table = DEFAULT.parse().map_err(|error| format!("default configuration: {error}"))?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let own: toml::Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
            merge(&mut table, own);
        }
        let place = file.map_or_else(|| "default configuration".to_owned(), |path| path.display().to_string());
        table.try_into().map_err(|error| format!("{place}: {error}"))
    }

    pub fn open_options(&self) -> Result<OpenOptions, String> {
        let data = self.data_folder()?;
        let database_url = match self.database.as_str() {
            "" => format!("sqlite://{}", data.join("crosscheck.db").display()),
            url => url.to_owned(),
        };
        let blobs_url = match self.blobs.as_str() {
            "" => format!("file://{}", data.join("blobs").display()),
            url => url.to_owned(),
        };
        Ok(OpenOptions { database_url, blobs_url })
    }

    /// The data folder as an absolute path, made where it is missing.
    pub fn data_folder(&self) -> Result<PathBuf, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.data.display());
        std::fs::create_dir_all(&self.data).map_err(failed)?;
        self.data.canonicalize().map_err(failed)
    }

    pub fn settings(&self) -> Result<Settings, String> {
        let data = self.data_folder()?;
        let spool = data.join("spool");
        let spool = Spool::open(&spool).map_err(|error| format!("{}: {error}", spool.display()))?;
        let public_url = match self.public_url.trim_end_matches('/') {
            "" => format!("http://{}", self.listen),
            url => url.to_owned(),
        };
        Ok(Settings {
            public_url,
            allowed_hosts: self.allowed_hosts.iter().map(|text| AllowedHost::parse(text)).collect(),
            limits: Limits {
                max_bytes: self.limits.max_bytes,
                max_timed_bytes: self.limits.max_timed_bytes,
                max_pixels: self.limits.max_pixels,
                ..Limits::default()
            },
            ffmpeg: Ffmpeg::find(&self.ffmpeg)?,
            demo: None,
            spool,
            data: (self.database.is_empty() && self.blobs.is_empty()).then_some(data),
        })
    }
}

fn merge(into: &mut toml::Table, own: toml::Table) {
    for (key, value) in own {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(own)) => merge(below, own),
            (_, value) => _ = into.insert(key, value),
        }
    }
}

/// The reference page of the configuration: the default file itself.
pub fn reference() -> String {
    format!(
        "# Configuration\n\nGenerated from the default file by `make gen`; do not edit.\n\n\
         `crosscheck serve --config FILE` reads a TOML file with any of these settings:\n\n```toml\n{DEFAULT}```\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_is_complete() {
        assert_eq!(Config::read(None).unwrap().listen, "127.0.0.1:8080");
    }

    #[test]
    fn own_settings_win_and_mistakes_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(&file, "listen = \"0.0.0.0:80\"\n[limits]\nmax_bytes = 5\n").unwrap();
        let config = Config::read(Some(&file)).unwrap();
        assert_eq!(
            (config.listen.as_str(), config.limits.max_bytes, config.limits.max_pixels),
            ("0.0.0.0:80", 5, 400_000_000)
        );
        std::fs::write(&file, "lisen = \"x\"\n").unwrap();
        let error = Config::read(Some(&file)).unwrap_err();
        assert!(error.contains("c.toml") && error.contains("lisen"), "{error}");
    }
}
