//! The crosscheck command.

mod commands;
mod config;
mod methods;
mod native;
mod plot;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use commands::Failure;

#[derive(Parser)]
#[command(name = "crosscheck", version, about = "Multimodal annotation and evaluation, self-hosted")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the server's facts and media are; the same for every command that works on them directly.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Configuration file
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the embedded database and the media
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// `postgres://…` in place of the embedded database
    #[arg(long, value_name = "URL", env = "CROSSCHECK_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// `s3://bucket/prefix?endpoint=…` or `file:///folder` for media
    #[arg(long, value_name = "URL")]
    blobs: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Start with sample projects on the embedded database
    #[command(after_help = "Example: crosscheck demo --port 8080")]
    Demo(commands::demo::Demo),
    /// Start the server
    #[command(after_help = "Example: crosscheck serve --data /var/lib/crosscheck --listen 127.0.0.1:8080")]
    Serve(commands::serve::Serve),
    /// Import items into a project
    #[command(after_help = "Example: crosscheck import street-scenes items.jsonl pictures/ --data ./crosscheck-data")]
    Import(commands::transfer::Import),
    /// Export a project
    #[command(after_help = "Example: crosscheck export street-scenes --format native --out scenes.jsonl")]
    Export(commands::transfer::Export),
    /// Turn subtitles, transcripts, marks or tracks into another format
    #[command(after_help = "Example: crosscheck convert talk.srt talk.vtt\n\
        What the other format cannot say is told with its number; what is broken is told with its line, and the rest kept.")]
    Convert(commands::convert::Convert),
    /// Read a design file and say what is wrong with it
    #[command(after_help = "Example: crosscheck check design.yaml")]
    Check(commands::check::Check),
    /// Tell what a media file is
    #[command(after_help = "Example: crosscheck probe picture.jpg --json")]
    Probe(commands::probe::Probe),
    /// Measure agreement in a table of ratings
    #[command(after_help = "Example: crosscheck agree ratings.csv --metric krippendorff_alpha --level nominal\n\
        The table is CSV, JSON lines or Parquet with item, annotator, label and optionally group.")]
    Agree(commands::agree::Agree),
    /// One answer for each item out of several, and how good each annotator is
    #[command(after_help = "Example: crosscheck aggregate ratings.csv --method dawid_skene --out labels.jsonl\n\
        The table is CSV, JSON lines or Parquet with item, annotator, label.")]
    Aggregate(commands::aggregate::Aggregate),
    /// An order out of comparisons or rankings
    #[command(after_help = "Example: crosscheck rank battles.csv --method bradley_terry --plot ranking.svg\n\
        The table is CSV, JSON lines or Parquet with left, right, winner (left, right or tie), and optionally weight,\n\
        annotator, dimension; or with ranking, entry, tier.")]
    Rank(commands::rank::Rank),
    /// Make accounts, set passwords
    #[command(after_help = "Example: crosscheck user add --name Ada --email ada@example.org --admin")]
    User(commands::user::User),
    /// Make a token for a program
    #[command(after_help = "Example: crosscheck token ada@example.org --name pipeline --scope read --scope write")]
    Token(commands::user::Token),
    /// Bring the database up to date, and stop
    #[command(after_help = "Example: crosscheck migrate --data ./crosscheck-data")]
    Migrate(Place),
    /// Copy everything into a folder, while the server goes on
    #[command(after_help = "Example: crosscheck backup ./backup-2026-11-22 --data ./crosscheck-data")]
    Backup(commands::backup::Backup),
    /// Fill an empty place from a backup, on either database
    #[command(after_help = "Example: crosscheck restore ./backup-2026-11-22 --data ./new-data")]
    Restore(commands::backup::Restore),
    /// Check that database and media can be reached
    #[command(after_help = "Example: crosscheck doctor --data ./crosscheck-data")]
    Doctor(Place),
    /// Write the generated files of the repository
    #[command(hide = true)]
    Gen(commands::generate::Generate),
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("CROSSCHECK_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let done = match Cli::parse().command {
        Command::Demo(command) => command.run().await,
        Command::Serve(command) => command.run().await,
        Command::Import(command) => command.run().await,
        Command::Export(command) => command.run().await,
        Command::Check(command) => command.run(),
        Command::Convert(command) => command.run(),
        Command::Probe(command) => command.run(),
        Command::Agree(command) => command.run(),
        Command::Aggregate(command) => command.run(),
        Command::Rank(command) => command.run(),
        Command::User(command) => command.run().await,
        Command::Token(command) => command.run().await,
        Command::Migrate(place) => commands::backup::migrate(&place).await,
        Command::Backup(command) => command.run().await,
        Command::Restore(command) => command.run().await,
        Command::Doctor(place) => commands::backup::doctor(&place).await,
        Command::Gen(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input(message)) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
        Err(Failure::System(message)) => {
            eprintln!("failed: {message}");
            ExitCode::from(3)
        }
    }
}
