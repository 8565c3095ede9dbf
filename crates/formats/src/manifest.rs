//! Hashes and sizes of what an export wrote.

use std::collections::BTreeMap;

use crosscheck_domain::Design;
use serde::{Deserialize, Serialize};

use crate::tally::Summary;
use crate::{AgreementFigure, ExcludedAnnotator, ExportContext, ExportRequest};

/// What an export holds, so that anybody can check that it is whole and made from which facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub project: String,
    pub title: String,
    /// What was asked for.
    #[serde(default)]
    pub request: ExportRequest,
    /// The facts up to this sequence number.
    pub seq: u64,
    pub n_items: u64,
    pub n_annotations: u64,
    /// What the rows are made of.
    #[serde(default)]
    pub contents: Summary,
    /// How far people agreed, by field.
    #[serde(default)]
    pub agreement: Vec<AgreementFigure>,
    /// Whose answers are not in it, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedAnnotator>,
    pub files: Vec<ManifestFile>,
    /// Version → design, so that ids in the files can be understood without the project.
    pub designs: BTreeMap<u32, Design>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    pub(crate) fn new(format: &str, context: &ExportContext, contents: Summary, files: Vec<ManifestFile>) -> Self {
        Self {
            format: format.to_owned(),
            project: context.project_slug.clone(),
            title: context.title.clone(),
            request: context.request.clone(),
            seq: context.seq,
            n_items: contents.items,
            n_annotations: contents.annotations,
            contents,
            agreement: context.agreement.clone(),
            excluded: context.excluded.clone(),
            files,
            designs: context.designs.clone(),
        }
    }

    /// Indented JSON with a line end.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("every key is a text or a number");
        json.push('\n');
        json
    }
}
