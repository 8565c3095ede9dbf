//! What each item contributes to each field, in groups, so that one item that changes costs no more than its group.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_domain::places::{About, Compared, PlaceField, Spot, Words, options};
use crosscheck_domain::{AnnotatorId, ItemId};
use crosscheck_stats::matching::{self, OfItem};

use super::offsets;

/// Items fall into so many groups, by their ids alone: the same facts make the same groups.
const GROUPS: usize = 256;
/// How many items with least agreement are told of.
pub const MOST_PLACES: usize = 12;

/// What one item contributes, field by field.
pub type OfFields = Vec<Option<Compared>>;

/// Every item that somebody marked something of.
pub struct Kept {
    groups: Vec<Group>,
    /// Words that differ, by field: how often, and in which items.
    words: Vec<BTreeMap<Words, (u64, BTreeSet<ItemId>)>>,
}

#[derive(Default)]
struct Group {
    items: BTreeMap<ItemId, OfFields>,
    /// What they come to, where none of them has changed since.
    digests: Option<Vec<Digest>>,
}

/// What the items of a group come to in one field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// Items that were compared at all, and those with a pair.
    pub n_compared: usize,
    pub n_items: u64,
    pub n_pairs: u64,
    pub n_marks: u64,
    pub annotators: BTreeSet<AnnotatorId>,
    pub of_measures: Vec<OfItem>,
    /// The items with least agreement, the worst first.
    pub worst: Vec<(ItemId, f64, Spot)>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { groups: (0..GROUPS).map(|_| Group::default()).collect(), words: Vec::new() }
    }
}

impl Kept {
    /// Replaces what an item contributes.
    pub fn put(&mut self, id: &ItemId, now: Option<OfFields>) {
        let group = &mut self.groups[number(id)];
        let before = group.items.remove(id);
        if before.is_none() && now.is_none() {
            return;
        }
        group.digests = None;
        for (at, compared) in before.iter().flatten().enumerate() {
            compared.iter().for_each(|compared| forget_words(&mut self.words[at], id, compared));
        }
        let Some(now) = now else { return };
        self.words.resize_with(self.words.len().max(now.len()), BTreeMap::new);
        for (at, compared) in now.iter().enumerate() {
            for wording in compared.iter().flat_map(|compared| &compared.wording) {
                let known = self.words[at].entry(wording.words.clone()).or_default();
                known.0 += u64::from(wording.n);
                known.1.insert(id.clone());
            }
        }
        group.items.insert(id.clone(), now);
    }

    /// Counts the groups that have changed.
    pub fn settle(&mut self, fields: &[PlaceField]) {
        for group in &mut self.groups {
            if group.digests.is_none() {
                let of_field = |(at, field): (usize, &PlaceField)| digest(at, field, &group.items);
                group.digests = Some(fields.iter().enumerate().map(of_field).collect());
            }
        }
    }

    /// What each group comes to in a field, once all is settled.
    pub fn digests(&self, at: usize) -> impl Iterator<Item = &Digest> {
        self.groups.iter().filter_map(move |group| group.digests.as_ref()?.get(at))
    }

    /// All that was compared in a field, in the order of the items' ids.
    pub fn compared(&self, at: usize) -> Vec<(&ItemId, &Compared)> {
        let items = self.groups.iter().flat_map(|group| &group.items);
        let mut found: Vec<(&ItemId, &Compared)> =
            items.filter_map(|(id, fields)| Some((id, fields.get(at)?.as_ref()?))).collect();
        found.sort_unstable_by_key(|(id, _)| *id);
        found
    }

    /// What one item contributes to a field.
    pub fn of_item(&self, id: &ItemId, at: usize) -> Option<&Compared> {
        self.groups[number(id)].items.get(id)?.get(at)?.as_ref()
    }

    /// Words that differ in a field: how often, and the items.
    pub fn words(&self, at: usize) -> impl Iterator<Item = (&Words, u64, &BTreeSet<ItemId>)> {
        self.words.get(at).into_iter().flatten().map(|(words, (n, items))| (words, *n, items))
    }
}

fn forget_words(known: &mut BTreeMap<Words, (u64, BTreeSet<ItemId>)>, id: &ItemId, compared: &Compared) {
    for wording in &compared.wording {
        let Some((n, items)) = known.get_mut(&wording.words) else { continue };
        *n = n.saturating_sub(u64::from(wording.n));
        items.remove(id);
        if items.is_empty() {
            known.remove(&wording.words);
        }
    }
}

/// The group of an item: a hash of its id (FNV-1a, mixed as in MurmurHash3), as ids that were made together are alike.
fn number(id: &ItemId) -> usize {
    let hash = id
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((mixed >> 32) % GROUPS as u64) as usize
}

fn digest(at: usize, field: &PlaceField, items: &BTreeMap<ItemId, OfFields>) -> Digest {
    let found: Vec<(&ItemId, &Compared)> =
        items.iter().filter_map(|(id, fields)| Some((id, fields.get(at)?.as_ref()?))).collect();
    let sum = |of: fn(&Compared) -> usize| found.iter().map(|(_, one)| of(one) as u64).sum();
    Digest {
        n_compared: found.len(),
        n_items: found.iter().filter(|(_, one)| one.n_pairs > 0).count() as u64,
        n_pairs: sum(|one| one.n_pairs),
        n_marks: sum(|one| one.n_marks),
        annotators: found.iter().flat_map(|(_, one)| &one.annotators).cloned().collect(),
        of_measures: joined(field, &found),
        worst: worst(field, &found),
    }
}

/// What the items contribute to each measure together.
fn joined(field: &PlaceField, found: &[(&ItemId, &Compared)]) -> Vec<OfItem> {
    let Some(kind) = field.about.kind() else { return Vec::new() };
    let options = options(matches!(field.about, About::Reference { .. }));
    let measures = matching::by_item(kind).iter().filter_map(|matcher| matcher.by_item(kind, &options)).enumerate();
    let of_measure = |(at, measure): (usize, matching::ByItem)| {
        measure.joined(found.iter().filter_map(|(_, one)| one.of_measures.get(at)))
    };
    measures.map(of_measure).collect()
}

/// The items with least agreement by the first measure; of equal ones those whose ids come first.
fn worst(field: &PlaceField, found: &[(&ItemId, &Compared)]) -> Vec<(ItemId, f64, Spot)> {
    let options = options(matches!(field.about, About::Reference { .. }));
    let first = field.about.kind().and_then(|kind| matching::by_item(kind).first()?.by_item(kind, &options));
    let value = |one: &Compared| match &first {
        Some(measure) => measure.value(one.of_measures.first()?).ok(),
        None => offsets::difference(one),
    };
    let mut worst: Vec<_> = found.iter().filter_map(|(id, one)| Some((*id, value(one)?, one.spot.as_ref()?))).collect();
    sort_worst(field, &mut worst);
    worst.truncate(MOST_PLACES);
    worst.into_iter().map(|(id, value, spot)| (id.clone(), value, spot.clone())).collect()
}

/// The worst first; what is as bad stays in its order.
pub fn sort_worst<I, S>(field: &PlaceField, worst: &mut [(I, f64, S)]) {
    let matcher = field.about.kind().and_then(|kind| matching::by_item(kind).first());
    if matcher.is_some_and(|matcher| matcher.perfect > 0.0) {
        worst.sort_by(|a, b| a.1.total_cmp(&b.1));
    } else {
        worst.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crosscheck_domain::places::{Offset, Wording, place_fields};
    use crosscheck_stats::Rng;

    use super::*;

    /// Two fields: spans, and offsets of claims.
    fn fields() -> Vec<PlaceField> {
        let design = "
title: Places
slots: [{id: report, kind: text, role: claim_source}]
ontology: {labels: [{id: name, slots: [report], selectors: [text]}]}
claims: {slot: report, error_types: [{id: out_of_sync, offset: true}]}
questions: []
";
        let fields = place_fields(&crosscheck_domain::Design::parse(design).unwrap());
        assert_eq!(fields.len(), 2, "{fields:?}");
        fields
    }

    fn compared(rng: &mut Rng, n: u64) -> Compared {
        let mut pick = |n: u64| rng.below(n);
        let spot = |n: u64| Spot { t_ms: Some(n as i64), region: None, annotators: Vec::new() };
        let word = |n: u64| Words { one: Some(format!("w{n}")), two: None };
        let person = |n: u64| AnnotatorId(format!("p{n}"));
        let offset =
            |who: u64, ms: u64| Offset { claim: "c".to_owned(), annotator: person(who), ms: ms as i64, at_ms: None };
        Compared {
            annotators: (0..pick(4)).map(person).collect(),
            n_pairs: pick(3) as usize,
            n_marks: pick(5) as usize,
            spot: (pick(2) == 0).then(|| spot(n)),
            wording: (0..pick(3))
                .map(|_| Wording { words: word(pick(6)), n: 1 + pick(3) as u32, spot: spot(n) })
                .collect(),
            offsets: (0..pick(3)).map(|who| offset(who, pick(1_000))).collect(),
            of_measures: Vec::new(),
        }
    }

    /// Whatever items came, changed and went: groups and words are those of the items that are left.
    #[test]
    fn what_came_and_went_leaves_no_trace() {
        let fields = fields();
        for seed in 0..12 {
            let mut rng = Rng::seeded(seed);
            let (mut left, mut kept): (BTreeMap<ItemId, OfFields>, _) = (BTreeMap::new(), Kept::default());
            for step in 0..300 {
                let id = ItemId(format!("item-{}", rng.below(90)));
                let now = (rng.fraction() < 0.7)
                    .then(|| vec![Some(compared(&mut rng, step)), Some(compared(&mut rng, step))]);
                kept.put(&id, now.clone());
                match now {
                    Some(now) => _ = left.insert(id, now),
                    None => _ = left.remove(&id),
                }
                if step % 60 == 0 {
                    kept.settle(&fields);
                }
            }
            let mut anew = Kept::default();
            left.iter().for_each(|(id, now)| anew.put(id, Some(now.clone())));
            kept.settle(&fields);
            anew.settle(&fields);
            for at in 0..fields.len() {
                assert!(kept.digests(at).eq(anew.digests(at)), "seed {seed}");
                assert!(kept.words(at).eq(anew.words(at)), "seed {seed}");
                assert_eq!(kept.compared(at), anew.compared(at), "seed {seed}");
                let n: usize = kept.digests(at).map(|digest| digest.n_compared).sum();
                assert_eq!(n, left.len(), "seed {seed}");
                let marks: u64 = kept.digests(at).map(|digest| digest.n_marks).sum();
                let whole = left.values().filter_map(|of| of[at].as_ref()).map(|one| one.n_marks as u64).sum::<u64>();
                assert_eq!(marks, whole, "seed {seed}");
            }
        }
    }

    #[test]
    fn ids_that_are_alike_fall_into_all_groups() {
        let used: BTreeSet<usize> =
            (0..4_000).map(|n| number(&ItemId(format!("01KA0000000000000000{n:06}")))).collect();
        assert_eq!(used.len(), GROUPS);
    }
}
