//! Counts what an export holds while it passes: for the manifest, and for the data card beside it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_domain::Problem;
use serde::{Deserialize, Serialize};

use crate::{ExportAnnotation, ExportRow};

/// Groups of which one loss names no more than these.
const MOST_NAMED: usize = 5;

/// What the rows of an export are made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    pub items: u64,
    pub annotations: u64,
    /// How many items have so many current complete annotations.
    pub per_item: BTreeMap<u32, u64>,
    /// `human`, `model` or `imported` → how many annotators.
    pub annotators: BTreeMap<String, u64>,
    /// First and last submission, in epoch milliseconds.
    pub submitted_ms: Option<(i64, i64)>,
    /// Why annotations do not count → how many.
    pub left_out: BTreeMap<String, u64>,
    /// Kind of the current ground truth → how many items.
    pub truths: BTreeMap<String, u64>,
    /// `text`, `image`, … → how many parts.
    pub media: BTreeMap<String, u64>,
    /// SPDX id, or `unknown` → how many media.
    pub licenses: BTreeMap<String, u64>,
    pub sources: BTreeSet<String>,
    pub creators: BTreeSet<String>,
    pub groups: u64,
    /// Side → how many items.
    pub splits: BTreeMap<String, u64>,
}

#[derive(Default)]
pub(crate) struct Tally {
    summary: Summary,
    annotators: BTreeMap<String, String>,
    groups: BTreeMap<String, BTreeSet<String>>,
    /// Media are counted once.
    seen: HashMap<String, ()>,
}

/// What is counted of an item, whatever else it has.
#[derive(Deserialize)]
struct Counted {
    #[serde(default)]
    slots: BTreeMap<String, Vec<CountedPart>>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    split: Option<String>,
}

#[derive(Deserialize)]
struct CountedPart {
    #[serde(default)]
    asset: Option<CountedAsset>,
}

#[derive(Deserialize)]
struct CountedAsset {
    sha256: String,
    info: CountedInfo,
    #[serde(default)]
    provenance: crosscheck_domain::Provenance,
}

#[derive(Deserialize)]
struct CountedInfo {
    kind: String,
}

/// Only the outcome of an annotation is looked at.
#[derive(Deserialize)]
struct Ended {
    outcome: EndedAs,
}

#[derive(Deserialize)]
struct EndedAs {
    #[serde(rename = "type")]
    kind: String,
}

impl Tally {
    pub fn count(&mut self, row: &ExportRow<'_>) {
        self.summary.items += 1;
        self.summary.annotations += row.annotations.len() as u64;
        let complete = row.annotations.iter().filter(|annotation| self.annotation(annotation)).count();
        *self.summary.per_item.entry(u32::try_from(complete).unwrap_or(u32::MAX)).or_default() += 1;
        if let Some(truth) = row.truths.iter().find(|truth| truth.current) {
            *self.summary.truths.entry(truth.kind.to_owned()).or_default() += 1;
        }
        // What cannot be read is the writer's to report.
        let Ok(item) = serde_json::from_str::<Counted>(row.item_json) else { return };
        let split = row.split.map(str::to_owned).or(item.split);
        if let Some(split) = &split {
            *self.summary.splits.entry(split.clone()).or_default() += 1;
        }
        if let Some(group) = item.group {
            self.groups.entry(group).or_default().extend(split);
        }
        for part in item.slots.into_values().flatten() {
            self.part(part);
        }
    }

    /// True where it is a current complete annotation that counts.
    fn annotation(&mut self, annotation: &ExportAnnotation<'_>) -> bool {
        let (kind, summary) = (annotation.annotator_kind, &mut self.summary);
        self.annotators.entry(annotation.annotator.to_owned()).or_insert_with(|| kind.to_owned());
        let at = annotation.submitted_at_ms;
        let (first, last) = summary.submitted_ms.unwrap_or((at, at));
        summary.submitted_ms = Some((first.min(at), last.max(at)));
        let mut reasons = Vec::new();
        let outcome = serde_json::from_str::<Ended>(annotation.body_json).map(|ended| ended.outcome.kind);
        let flags = [
            (!annotation.current, "superseded"),
            (annotation.surplus, "surplus"),
            (annotation.informed, "informed"),
            (annotation.late, "late"),
        ];
        reasons.extend(flags.into_iter().filter(|(set, _)| *set).map(|(_, reason)| reason.to_owned()));
        reasons.extend(outcome.ok().filter(|outcome| outcome != "complete"));
        let counts = reasons.iter().all(|reason| reason == "late");
        for reason in reasons {
            *summary.left_out.entry(reason).or_default() += 1;
        }
        counts
    }

    fn part(&mut self, part: CountedPart) {
        let Some(asset) = part.asset else {
            *self.summary.media.entry("text".to_owned()).or_default() += 1;
            return;
        };
        if self.seen.insert(asset.sha256, ()).is_some() {
            return;
        }
        *self.summary.media.entry(asset.info.kind).or_default() += 1;
        let license = asset.provenance.license.unwrap_or_else(|| "unknown".to_owned());
        *self.summary.licenses.entry(license).or_default() += 1;
        self.summary.sources.extend(asset.provenance.source);
        self.summary.creators.extend(asset.provenance.creator);
    }

    /// Groups that lie on several sides, because their items came with sides of their own.
    pub fn leaks(&self) -> Option<Problem> {
        let torn: Vec<&str> =
            self.groups.iter().filter(|(_, sides)| sides.len() > 1).map(|(group, _)| group.as_str()).collect();
        let named = torn.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
        (!torn.is_empty()).then(|| {
            let message = format!(
                "{} groups lie on several sides of the split, as their items came: {named}; give their items one split",
                torn.len()
            );
            Problem::new("split_leaks", message)
        })
    }

    pub fn summary(&mut self) -> Summary {
        let mut summary = std::mem::take(&mut self.summary);
        for kind in self.annotators.values() {
            *summary.annotators.entry(kind.clone()).or_default() += 1;
        }
        summary.groups = self.groups.len() as u64;
        summary
    }
}
