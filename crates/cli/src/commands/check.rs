//! `crosscheck check`: a design file, with the line of every mistake.

use std::path::PathBuf;

use crosscheck_domain::Design;

use super::Failure;

#[derive(clap::Args)]
pub struct Check {
    /// YAML or JSON files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Check {
    pub fn run(self) -> Result<(), Failure> {
        let mut found = Vec::new();
        for path in self.files {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
            match Design::parse(&text) {
                Ok(design) => println!("{}: {} is in order", path.display(), design.title),
                Err(problems) => found.extend(problems.iter().map(|problem| format!("{}: {problem}", path.display()))),
            }
        }
        if found.is_empty() { Ok(()) } else { Err(Failure::Input(found.join("\n"))) }
    }
}
