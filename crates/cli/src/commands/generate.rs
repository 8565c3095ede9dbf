//! Writes what is generated from definitions: the OpenAPI document, the JSON Schema and the reference pages.

use std::path::PathBuf;

use super::Failure;
use crate::{config, methods};

#[derive(clap::Args)]
pub struct Generate {
    /// The root of the repository
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Write nothing; fail when a file is stale
    #[arg(long)]
    check: bool,
}

/// Path below the root, and content.
pub fn files() -> Vec<(&'static str, String)> {
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default() + "\n";
    let document = serde_json::to_value(crosscheck_server::api::document()).unwrap_or_default();
    vec![
        ("docs/reference/openapi.json", pretty(&document)),
        ("docs/reference/design.schema.json", pretty(&crosscheck_domain::design_schema())),
        ("docs/reference/design.md", crosscheck_domain::design_reference()),
        ("docs/reference/configuration.md", config::reference()),
        ("docs/reference/methods.md", methods::reference()),
    ]
}

impl Generate {
    pub fn run(self) -> Result<(), Failure> {
        let mut stale = Vec::new();
        for (path, content) in files() {
            let target = self.root.join(path);
            if std::fs::read_to_string(&target).is_ok_and(|known| known == content) {
                continue;
            }
            if self.check {
                stale.push(path);
                continue;
            }
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&target, content)?;
            println!("wrote {path}");
        }
        if stale.is_empty() {
            Ok(())
        } else {
            Err(Failure::Input(format!("stale: {}; run `make gen`", stale.join(", "))))
        }
    }
}
