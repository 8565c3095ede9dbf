//! Proposals: items with one known error, or none, made of items of which everything said is known to be right.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crosscheck_domain::{
    Annotation, Asset, Content, CorruptionKind, Design, GroundTruth, Item, ItemId, ItemState, MovedSound, Problem,
    Tone, Verified, corrupt, untouched,
};
use crosscheck_stats::Rng;
use crosscheck_store::{GoldProposal, ItemFilter, ItemSort, Project};

use crate::app::App;
use crate::error::{ApiError, Result, internal};
use crate::jobs::new_item;
use crate::media;
use crate::secret;
use crate::wire::GoldOrder;

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

/// Makes what was ordered, one proposal after the other, as far as the project's verified items bear it. Each gives at most
/// one of each kind.
pub struct Proposing<'a> {
    app: &'a App,
    project: &'a Project,
    design: Arc<Design>,
    sources: Vec<Source>,
    others: Vec<Item>,
    used: HashSet<(ItemId, Option<CorruptionKind>)>,
    rng: Rng,
    /// The kinds that are still fruitful, the next one first.
    kinds: VecDeque<CorruptionKind>,
}

/// One proposal, or why an item gave none.
pub enum Proposed {
    Made {
        proposal: Box<GoldProposal>,
        /// None where nothing is wrong.
        kind: Option<CorruptionKind>,
        /// A medium that was made for it.
        medium: Option<Asset>,
    },
    Refused(Problem),
}

impl<'a> Proposing<'a> {
    pub async fn open(app: &'a App, project: &'a Project, order: &GoldOrder) -> Result<Self> {
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
        let others = sources.iter().take(OTHERS).map(|source| source.item.as_ref().clone()).collect();
        Ok(Self { app, project, design, sources, others, used, rng, kinds: order.kinds.iter().copied().collect() })
    }

    /// How many items there are of which everything said is known to be right.
    pub fn n_verified(&self) -> usize {
        self.sources.len()
    }

    /// An item with one known error, kinds by turns; none where the items bear no more.
    pub async fn corrupted(&mut self) -> Result<Option<Proposed>> {
        while let Some(kind) = self.kinds.pop_front() {
            if let Some(found) = self.of_kind(kind).await? {
                self.kinds.push_back(kind);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    async fn of_kind(&mut self, kind: CorruptionKind) -> Result<Option<Proposed>> {
        for source in &self.sources {
            // Whether it bears the kind or not, it is not asked again.
            if !self.used.insert((source.id.clone(), Some(kind))) {
                continue;
            }
            let external_id = key();
            let verified = Verified { facts: source.facts.as_ref(), others: &self.others, external_id: &external_id };
            let Some(mut made) = corrupt(kind, &self.design, &source.item, &verified, &mut self.rng) else { continue };
            let mut medium = None;
            if let Some(moved) = &made.sound {
                match self.with_sound(&mut made.item, moved).await? {
                    Ok(copy) => medium = Some(copy),
                    Err(problem) => {
                        return Ok(Some(Proposed::Refused(problem.within(&source.item.external_id))));
                    }
                }
            }
            let known = serde_json::to_string(&made.known).map_err(internal)?;
            let proposal = self.proposal(source, made.item, &made.facts, Some(known))?;
            return Ok(Some(Proposed::Made { proposal, kind: Some(kind), medium }));
        }
        Ok(None)
    }

    /// Puts a medium with its sound moved in the place of the old one.
    async fn with_sound(&self, item: &mut Item, moved: &MovedSound) -> Result<std::result::Result<Asset, Problem>> {
        let mut parts = item.slots.get_mut(&moved.slot).into_iter().flatten();
        let part = parts.find(|part| part.id == moved.part).map(|part| &mut part.content);
        let Some(Content::Asset { asset }) = part else { return Err(internal("a sound that is no asset")) };
        match media::moved_sound(self.app, &self.project.id, asset, moved.by_ms).await {
            Ok(copy) => {
                asset.clone_from(&copy);
                Ok(Ok(copy))
            }
            Err(ApiError::Refused { message, .. }) => Ok(Err(Problem::new("sound_not_moved", message))),
            Err(error) => Err(error),
        }
    }

    /// An item without an error; none where the items bear no more.
    pub fn untouched(&mut self) -> Result<Option<Proposed>> {
        for source in &self.sources {
            if !self.used.insert((source.id.clone(), None)) {
                continue;
            }
            let external_id = key();
            let verified = Verified { facts: source.facts.as_ref(), others: &[], external_id: &external_id };
            let Some((item, facts)) = untouched(&self.design, &source.item, &verified) else { continue };
            let proposal = self.proposal(source, item, &facts, None)?;
            return Ok(Some(Proposed::Made { proposal, kind: None, medium: None }));
        }
        Ok(None)
    }

    fn proposal(
        &self,
        source: &Source,
        item: Item,
        facts: &Annotation,
        known: Option<String>,
    ) -> Result<Box<GoldProposal>> {
        let item = new_item(&self.design, item, 0).map_err(|_| internal("an item that was made cannot be stored"))?;
        let facts = serde_json::to_string(facts).map_err(internal)?;
        Ok(Box::new(GoldProposal { item, made_from: source.id.clone(), known, facts }))
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
