//! Plots as SVG: drawn here, the same bytes for the same data, readable on white and without colours.

mod axis;
mod intervals;
mod matrix;
mod scatter;
mod svg;

use std::path::Path;

pub use intervals::{Intervals, Row};
pub use matrix::Matrix;
pub use scatter::Scatter;

use crate::commands::Failure;

/// Refuses files that are no SVG before anything is computed.
pub fn check(path: &Path) -> Result<(), Failure> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return Ok(());
    }
    let shown = path.display();
    let message =
        format!("{shown}: plots are written as SVG; name the file .svg, and convert it where a picture is needed");
    Err(Failure::Input(message))
}

pub fn write(path: &Path, svg: &str) -> Result<(), Failure> {
    std::fs::write(path, svg).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests;
