//! What the readers of one item say differently: the differences first, and which of their marks mean the same.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_stats::matching::{Mark, Member, Shape, Sheet, align_claims, clusters};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::places::{Names, options, shape, stretches};
use crate::{Annotation, Rating};

/// One field of one unit, with what each reader says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// `verdict`, `verdict/{aspect}`, `severity`, `question/{id}`, `label/{slot}` or `link/{type}`.
    pub field: String,
    /// Empty for the item, else `claim:{id}` or `candidate:{slot}/{part}`.
    pub unit: String,
    /// One a reader, in their order; null where a reader says nothing of it.
    pub values: Vec<Option<String>>,
    /// Whether two readers say different things, or one nothing.
    pub differs: bool,
    /// How many different things are said.
    pub n_values: u32,
}

/// What readers marked or wrote, each on their own, that means the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    pub kind: GroupKind,
    pub members: Vec<GroupMember>,
    /// The number of the member that is most like the others.
    pub typical: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    Region,
    /// Claims that readers made themselves, on the same words of the text.
    Claim,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupMember {
    /// The number of the reader, from 0.
    pub reader: u32,
    /// The id of the region or claim in that reader's annotation.
    pub id: String,
}

/// Marks that share at least this much of their union mean the same.
const SAME_PLACE: f64 = 0.3;
/// Claims that share at least half of the words of the shorter one stand in one group.
const SAME_WORDS: f64 = 0.5;

/// What each reader says, field by field: the most different first, else in the order of the fields and units.
pub fn differences(ratings: &[Vec<Rating>]) -> Vec<Difference> {
    let mut found: BTreeMap<(&str, &str), Vec<Option<String>>> = BTreeMap::new();
    for (reader, said) in ratings.iter().enumerate() {
        for rating in said {
            let values = found.entry((&rating.field, &rating.unit)).or_insert_with(|| vec![None; ratings.len()]);
            values[reader] = Some(rating.value.clone());
        }
    }
    let difference = |((field, unit), values): ((&str, &str), Vec<Option<String>>)| {
        let n_values = values.iter().collect::<BTreeSet<_>>().len() as u32;
        Difference { field: field.to_owned(), unit: unit.to_owned(), values, differs: n_values > 1, n_values }
    };
    let mut all: Vec<Difference> = found.into_iter().map(difference).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.n_values));
    all
}

/// The regions of the readers by place, and their own claims by words. What stands alone is a group of one.
pub fn groups(readers: &[&Annotation]) -> Vec<Group> {
    let (regions, ids) = region_sheets(readers);
    let closeness = options(false).closeness;
    let of_regions = clusters(&regions, SAME_PLACE, &closeness);
    let overlap = |a: &Member, b: &Member| {
        let mark = |member: &Member| &regions[member.sheet as usize].marks[member.mark as usize];
        mark(a).overlap(mark(b), &closeness)
    };
    let mut found: Vec<Group> = of_regions
        .into_iter()
        .map(|members| Group {
            kind: GroupKind::Region,
            typical: typical(&members, overlap),
            members: named(&members, &ids),
        })
        .collect();
    let (claims, ids) = claim_sheets(readers);
    let aligned = align_claims(&claims, SAME_WORDS);
    let alone = aligned.without_place.into_iter().map(|member| vec![member]);
    found.extend(aligned.groups.into_iter().chain(alone).map(|members| Group {
        kind: GroupKind::Claim,
        members: named(&members, &ids),
        typical: 0,
    }));
    found
}

/// Sheets of one item, and the ids of their marks.
type Named = (Vec<Sheet>, Vec<Vec<String>>);

fn region_sheets(readers: &[&Annotation]) -> Named {
    let (mut labels, mut media) = (Names::default(), Names::default());
    let (mut sheets, mut ids) = (Vec::new(), Vec::new());
    for (reader, annotation) in (0u32..).zip(readers) {
        let (mut marks, mut of_marks) = (Vec::new(), Vec::new());
        for region in &annotation.regions {
            // What has no place, or none that can be compared, stands alone on the page.
            let Ok(Some((_, shape))) = shape(&region.selector) else { continue };
            let label = labels.of(region.label.as_deref().unwrap_or_default());
            marks.push(Mark::new(shape, label).on(media.of(&format!("{}/{}", region.slot, region.part))));
            of_marks.push(region.id.clone());
        }
        sheets.push(Sheet::new(0, reader, marks));
        ids.push(of_marks);
    }
    (sheets, ids)
}

fn claim_sheets(readers: &[&Annotation]) -> Named {
    let sheet = |(reader, annotation): (u32, &&Annotation)| {
        let mark = |claim: &crate::Claim| Mark::new(Shape::Stretches(stretches(&claim.spans)), 0);
        Sheet::new(0, reader, annotation.claims.iter().map(mark).collect())
    };
    let ids = |annotation: &&Annotation| annotation.claims.iter().map(|claim| claim.id.clone()).collect();
    ((0u32..).zip(readers).map(sheet).collect(), readers.iter().map(ids).collect())
}

fn named(members: &[Member], ids: &[Vec<String>]) -> Vec<GroupMember> {
    let member = |member: &Member| GroupMember {
        reader: member.sheet,
        id: ids[member.sheet as usize][member.mark as usize].clone(),
    };
    members.iter().map(member).collect()
}

/// The number of the member that overlaps most with all others.
fn typical(members: &[Member], overlap: impl Fn(&Member, &Member) -> f64) -> u32 {
    let shared =
        |one: &Member| members.iter().filter(|other| *other != one).map(|other| overlap(one, other)).sum::<f64>();
    let best = members.iter().enumerate().max_by(|(i, a), (j, b)| shared(a).total_cmp(&shared(b)).then(j.cmp(i)));
    best.map_or(0, |(at, _)| at as u32)
}
