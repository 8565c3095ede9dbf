//! Reading a design file: YAML or JSON text → `Design`, or problems with path and line.

use crate::{Design, Problem};

impl Design {
    /// The design that a YAML or JSON text describes.
    pub fn parse(text: &str) -> Result<Design, Vec<Problem>> {
        let design: Design = serde_norway::from_str(text).map_err(|error| {
            let problem = Problem::new("design_syntax", error.to_string());
            vec![match error.location() {
                Some(place) => problem.on_line(place.line() as u64),
                None => problem,
            }]
        })?;
        let problems = design.problems();
        if problems.is_empty() { Ok(design) } else { Err(problems) }
    }
}
