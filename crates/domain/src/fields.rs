//! Fields: what annotators can be compared on, derived from a design.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Choice, ClaimRules, Design, Question, QuestionKind, SelectorKind, TaxonomyNode, rating::number};

/// One thing that annotators can be compared on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Field {
    /// `verdict`, `verdict/{aspect}`, `severity`, `question/{id}`, `label/{slot}` or `link/{type}`.
    pub id: String,
    pub title: String,
    pub level: Level,
    /// The possible values, in order where the level has one; empty where any number is possible.
    pub labels: Vec<Choice>,
}

/// How values of a field relate to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Equal or not.
    Nominal,
    /// Ordered.
    Ordinal,
    /// Ordered, and differences have a meaning.
    Interval,
    /// A set of labels.
    Set,
}

/// A scale with more steps than this lists none of them.
const MAX_LISTED_STEPS: f64 = 101.0;

/// The fields of a design in the order of the workbench. Free text is no field.
pub fn fields(design: &Design) -> Vec<Field> {
    let mut found = Vec::new();
    if let Some(rules) = &design.claims {
        found.extend(verdict_fields(rules));
        if !rules.severities.is_empty() {
            let labels = rules.severities.iter().map(|level| Choice::new(&level.value.to_string(), &level.title));
            let labels = labels.collect();
            found.push(Field { id: "severity".into(), title: "Severity".into(), level: Level::Ordinal, labels });
        }
    }
    found.extend(design.questions.iter().filter_map(question_field));
    found.extend(label_slots(design).map(|slot| label_field(design, slot)));
    found.extend(design.links.iter().map(|link| Field {
        id: format!("link/{}", link.id),
        title: format!("Links: {}", titled(&link.title, &link.id)),
        level: Level::Interval,
        labels: Vec::new(),
    }));
    found
}

/// Whether answers under `old` and `new` may be counted together for this field: everything that gives a value its
/// meaning (option ids, level, scale, and for claims how the text is split) is equal. Titles may differ.
pub fn same_field(old: &Design, new: &Design, field: &str) -> bool {
    match (meaning(old, field), meaning(new, field)) {
        (Some(old), Some(new)) => old == new,
        _ => false,
    }
}

/// What fields mean in several versions of a design. Without any, all versions mean the same.
#[derive(Clone, Debug, Default)]
pub struct Meanings(BTreeMap<u32, BTreeMap<String, String>>);

impl Meanings {
    pub fn add(&mut self, version: u32, design: &Design) {
        let meaning = |field: Field| Some((meaning(design, &field.id)?, field.id));
        let meanings = fields(design).into_iter().filter_map(meaning).map(|(meaning, id)| (id, meaning));
        self.0.insert(version, meanings.collect());
    }

    /// Whether values of the field that were given under the two versions may be compared.
    pub fn same(&self, one: u32, other: u32, field: &str) -> bool {
        let meaning = |version: u32| self.0.get(&version).and_then(|meanings| meanings.get(field));
        one == other || meaning(one) == meaning(other)
    }
}

/// The slots in which a region can carry a label.
pub(crate) fn label_slots(design: &Design) -> impl Iterator<Item = &str> {
    design.slots.iter().map(|slot| slot.id.as_str()).filter(|slot| labels_in(design, slot).next().is_some())
}

fn labels_in<'a>(design: &'a Design, slot: &'a str) -> impl Iterator<Item = &'a crate::Label> {
    let drawable: &[SelectorKind] = design.slot(slot).map_or(&[], |slot| Design::selectors_for(slot.kind));
    design.ontology.labels.iter().filter(move |label| {
        (label.slots.is_empty() || label.slots.iter().any(|id| id == slot))
            && (label.selectors.is_empty() || label.selectors.iter().any(|kind| drawable.contains(kind)))
    })
}

fn verdict_fields(rules: &ClaimRules) -> Vec<Field> {
    let labels: Vec<Choice> = rules.verdicts.iter().map(|v| Choice::new(&v.id, titled(&v.title, &v.id))).collect();
    let field = |id: String, title: String| Field { id, title, level: Level::Nominal, labels: labels.clone() };
    match rules.aspects.as_slice() {
        [] | [_] => vec![field("verdict".to_owned(), "Verdict".to_owned())],
        several => several
            .iter()
            .map(|aspect| {
                field(format!("verdict/{}", aspect.id), format!("Verdict: {}", titled(&aspect.title, &aspect.id)))
            })
            .collect(),
    }
}

fn question_field(question: &Question) -> Option<Field> {
    let (level, labels) = match &question.kind {
        QuestionKind::Choice { options } => (Level::Nominal, choices(options)),
        QuestionKind::MultiChoice { options, .. } => (Level::Set, choices(options)),
        QuestionKind::Taxonomy { nodes, .. } => (Level::Nominal, node_choices(nodes)),
        QuestionKind::Scale { min, max, step, anchors } => {
            let title = |value: f64| {
                let anchor = anchors.iter().find(|anchor| anchor.value == value);
                anchor.map_or_else(|| number(value), |anchor| anchor.title.clone())
            };
            let steps = steps(*min, *max, *step);
            (Level::Ordinal, steps.map(|value| Choice::new(&number(value), &title(value))).collect())
        }
        QuestionKind::Number { .. } => (Level::Interval, Vec::new()),
        QuestionKind::Text { .. } => return None,
    };
    let title = titled(&question.title, &question.id).to_owned();
    Some(Field { id: format!("question/{}", question.id), title, level, labels })
}

fn label_field(design: &Design, slot: &str) -> Field {
    let slot_title = design.slot(slot).map_or(slot, |found| titled(&found.title, &found.id));
    let labels = labels_in(design, slot).map(|label| Choice::new(&label.id, titled(&label.title, &label.id))).collect();
    Field { id: format!("label/{slot}"), title: format!("Labels in {slot_title}"), level: Level::Set, labels }
}

fn steps(min: f64, max: f64, step: f64) -> impl Iterator<Item = f64> {
    let count = if step > 0.0 && max >= min { ((max - min) / step + 1e-9).floor() + 1.0 } else { 0.0 };
    let count = if count <= MAX_LISTED_STEPS { count as u32 } else { 0 };
    (0..count).map(move |index| min + f64::from(index) * step)
}

fn choices(options: &[Choice]) -> Vec<Choice> {
    options.iter().map(|option| Choice::new(&option.id, titled(&option.title, &option.id))).collect()
}

fn node_choices(nodes: &[TaxonomyNode]) -> Vec<Choice> {
    let with_children = |node: &TaxonomyNode| {
        let mut found = vec![Choice::new(&node.id, titled(&node.title, &node.id))];
        found.extend(node_choices(&node.children));
        found
    };
    nodes.iter().flat_map(with_children).collect()
}

/// Titles fall back to ids.
pub(crate) fn titled<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}

/// Everything that gives the values of a field their meaning, as text that can be compared.
fn meaning(design: &Design, id: &str) -> Option<String> {
    let field = fields(design).into_iter().find(|field| field.id == id)?;
    let mut values: Vec<&str> = field.labels.iter().map(|label| label.id.as_str()).collect();
    if field.level != Level::Ordinal {
        values.sort_unstable();
    }
    let mut parts = vec![format!("{:?} {values:?}", field.level)];
    let mut on_claims = id == "severity" || id.starts_with("verdict");
    if let Some(question) = id.strip_prefix("question/").and_then(|id| design.question(id)) {
        parts.push(format!("{:?}", std::mem::discriminant(&question.on)));
        on_claims = matches!(question.on, crate::QuestionOn::Claim { .. });
        match &question.kind {
            QuestionKind::Scale { min, max, step, .. } => parts.push(format!("{min} {max} {step}")),
            QuestionKind::Number { integer, unit, .. } => parts.push(format!("{integer} {unit:?}")),
            QuestionKind::Taxonomy { nodes, .. } => parts.push(tree(nodes)),
            QuestionKind::Choice { .. } | QuestionKind::MultiChoice { .. } | QuestionKind::Text { .. } => {}
        }
    }
    if let Some(rules) = design.claims.as_ref().filter(|_| on_claims) {
        parts.push(format!("{} {:?}", rules.slot, rules.split));
    }
    Some(parts.join("\n"))
}

/// The shape of a taxonomy without its titles: what stands below what.
fn tree(nodes: &[TaxonomyNode]) -> String {
    let mut shapes: Vec<String> = nodes.iter().map(|node| format!("{}({})", node.id, tree(&node.children))).collect();
    shapes.sort_unstable();
    shapes.join(" ")
}
