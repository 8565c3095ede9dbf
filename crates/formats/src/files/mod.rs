//! Folders of media, and the archives that they come in.

mod archive;
mod folder;
mod pairing;

use crosscheck_domain::Problem;

pub use archive::{ArchiveBudget, ArchiveLimits, UnpackError, Unpacked, new_file, unpack};
pub use folder::Folder;
pub use pairing::{Paired, pair_media};

use crate::{Format, ReadContext, Reader, Records};

/// What it does: reads a folder, or a zip that was unpacked into one. Where it holds `items.jsonl` or `captions.csv` or any
/// other data file, these say what the items are; else files that share a name become one item (`a.jpg` and `a.txt`), and a
/// folder or an ending named like a slot tells slots apart (`left/a.jpg`, `a.left.jpg`).
/// When to use it: pictures from a camera or a collection, with or without captions beside them.
/// When not: media on another server.
/// Example: `a.jpg`, `a.txt`, `b.jpg`, `b.txt`
/// Reference: none; it is how people keep files.
pub const FORMAT: Format = Format {
    id: "media_folder",
    title: "Folder or zip of media",
    description: "Media files with captions beside them, or with a data file that names them",
    extensions: &["zip"],
    mime: "application/zip",
    read: Some(Reader::Folder(read)),
    write: None,
};

fn read<'a>(folder: &'a Folder, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
    folder.records(context)
}
