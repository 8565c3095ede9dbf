//! Proposals: items with one known error, or none, made of items of which everything said is known to be right.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crosscheck_domain::{
    Annotation, AnnotatorId, CorruptionKind, Design, GroundTruth, Item, ItemId, ItemState, Tone, Verified, corrupt,
    untouched,
};
use crosscheck_stats::Rng;
use crosscheck_store::{GoldProposal, ItemFilter, ItemSort, Project};

use crate::app::App;
use crate::error::{Result, internal};
use crate::jobs::new_item;
use crate::secret;
use crate::wire::{GoldOrder, GoldProposed};

/// No more items than these are looked at.
const MOST_LOOKED_AT: usize = 2_000;
/// Statements about something else come from so many items.
const OTHERS: usize = 200;
/// Two people at least must have called everything right where nobody signed it.
const WITNESSES: usize = 2;

struct Source {
    id: ItemId,
    item: Arc<Item>,
    facts: Option<Annotation>,
}

/// Makes what was ordered, as far as the project's verified items bear it. Each gives at most one of each kind.
pub async fn propose(app: &App, project: &Project, by: &AnnotatorId, order: &GoldOrder) -> Result<GoldProposed> {
    let design = app.design(&project.id, project.design_version).await?;
    let mut used: HashSet<(ItemId, Option<CorruptionKind>)> = HashSet::new();
    let mut derived: HashSet<ItemId> = HashSet::new();
    for gold in app.store.gold_items(&project.id).await? {
        let kind = gold.known.and_then(|known| serde_json::from_str::<crosscheck_domain::KnownError>(&known).ok());
        if let Some(from) = gold.made_from {
            derived.insert(gold.item);
            used.insert((from, kind.map(|known| known.kind)));
        }
    }
    let mut sources = verified(app, project, &design, &derived).await?;
    let mut rng = Rng::seeded(order.seed);
    for at in (1..sources.len()).rev() {
        sources.swap(at, rng.below(at as u64 + 1) as usize);
    }
    let others: Vec<Item> = sources.iter().take(OTHERS).map(|source| source.item.as_ref().clone()).collect();
    let mut made =
        Made { design: &design, others: &others, used, proposals: Vec::new(), kinds: BTreeMap::new(), clean: 0 };
    made.corrupted(&sources, order, &mut rng)?;
    made.untouched(&sources, order.clean)?;
    let Made { proposals, kinds, clean, .. } = made;
    if !proposals.is_empty() {
        app.store.propose_gold(&project.id, proposals, by, app.now()).await?;
    }
    Ok(GoldProposed { kinds, clean, verified: u32::try_from(sources.len()).unwrap_or(u32::MAX) })
}

struct Made<'a> {
    design: &'a Design,
    others: &'a [Item],
    used: HashSet<(ItemId, Option<CorruptionKind>)>,
    proposals: Vec<GoldProposal>,
    kinds: BTreeMap<CorruptionKind, u32>,
    clean: u32,
}

impl Made<'_> {
    /// Kinds by turns, until as many are made as were asked for or a whole round has made none.
    fn corrupted(&mut self, sources: &[Source], order: &GoldOrder, rng: &mut Rng) -> Result<()> {
        let mut left = order.n;
        let mut fruitful = true;
        while left > 0 && fruitful {
            fruitful = false;
            for kind in &order.kinds {
                if left > 0 && self.one(sources, *kind, rng)? {
                    left -= 1;
                    fruitful = true;
                }
            }
        }
        Ok(())
    }

    fn one(&mut self, sources: &[Source], kind: CorruptionKind, rng: &mut Rng) -> Result<bool> {
        for source in sources {
            // Whether it bears the kind or not, it is not asked again.
            if !self.used.insert((source.id.clone(), Some(kind))) {
                continue;
            }
            let external_id = key();
            let verified = Verified { facts: source.facts.as_ref(), others: self.others, external_id: &external_id };
            let Some(made) = corrupt(kind, self.design, &source.item, &verified, rng) else { continue };
            let known = serde_json::to_string(&made.known).map_err(internal)?;
            self.add(source, made.item, &made.facts, Some(known))?;
            *self.kinds.entry(kind).or_default() += 1;
            return Ok(true);
        }
        Ok(false)
    }

    fn untouched(&mut self, sources: &[Source], n: u32) -> Result<()> {
        for source in sources {
            if self.clean == n {
                break;
            }
            if !self.used.insert((source.id.clone(), None)) {
                continue;
            }
            let external_id = key();
            let verified = Verified { facts: source.facts.as_ref(), others: &[], external_id: &external_id };
            let Some((item, facts)) = untouched(self.design, &source.item, &verified) else { continue };
            self.add(source, item, &facts, None)?;
            self.clean += 1;
        }
        Ok(())
    }

    fn add(&mut self, source: &Source, item: Item, facts: &Annotation, known: Option<String>) -> Result<()> {
        let item = new_item(self.design, item, 0).map_err(|_| internal("an item that was made cannot be stored"))?;
        let facts = serde_json::to_string(facts).map_err(internal)?;
        self.proposals.push(GoldProposal { item, made_from: source.id.clone(), known, facts });
        Ok(())
    }
}

/// A key that tells nothing.
fn key() -> String {
    secret::new_id()[14..].to_lowercase()
}

/// Items with a ground truth, or of which several people said that everything is right and nobody said otherwise.
async fn verified(app: &App, project: &Project, design: &Design, derived: &HashSet<ItemId>) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for state in [ItemState::Settled, ItemState::Done, ItemState::Open] {
        let filter = ItemFilter {
            state: Some(state),
            min_votes: (state != ItemState::Settled).then_some(2),
            ..ItemFilter::default()
        };
        let mut after = None;
        while sources.len() < MOST_LOOKED_AT {
            let page = app.store.items(&project.id, &filter, ItemSort::Sequence, after.as_deref(), 500).await?;
            for row in page.items.iter().filter(|row| !derived.contains(&row.id)) {
                let item = app.item(&row.id, row.revision).await?;
                let truth = app.store.current_truth(&project.id, &row.id).await?;
                let truth = truth.filter(|truth| truth.item_revision == row.revision);
                let facts = match truth {
                    Some(truth) => Some(serde_json::from_str::<GroundTruth>(&truth.body).map_err(internal)?.facts),
                    None if all_right(app, project, design, &row.id, row.revision, &item).await? => None,
                    None => continue,
                };
                sources.push(Source { id: row.id.clone(), item, facts });
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(sources)
}

async fn all_right(
    app: &App,
    project: &Project,
    design: &Design,
    id: &ItemId,
    revision: u32,
    item: &Item,
) -> Result<bool> {
    let Some(rules) = &design.claims else { return Ok(false) };
    let mut witnesses: HashMap<String, usize> =
        item.claims_in_use(None).map(|(_, claim)| (claim.id.clone(), 0)).collect();
    for stored in app.store.annotations_of(&project.id, id).await? {
        if stored.until_seq.is_some()
            || stored.surplus
            || stored.outcome != "complete"
            || stored.item_revision != revision
        {
            continue;
        }
        let said: Annotation = serde_json::from_str(&stored.body).map_err(internal)?;
        if !said.omissions.is_empty() || !said.claims.is_empty() || !said.dropped.is_empty() {
            return Ok(false);
        }
        for verdict in &said.verdicts {
            if rules.verdict(&verdict.value).is_none_or(|value| value.tone != Tone::Supported) {
                return Ok(false);
            }
            witnesses.entry(verdict.claim.clone()).and_modify(|n| *n += 1);
        }
    }
    Ok(!witnesses.is_empty() && witnesses.values().all(|n| *n >= WITNESSES))
}
