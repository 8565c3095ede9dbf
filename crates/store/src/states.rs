//! The states of items as they were at a sequence number, computed from the facts up to there.

use std::collections::{BTreeSet, HashMap};

use crosscheck_domain::{
    AnnotatorId, Course, ItemId, ItemState, Meanings, Policy, ProjectId, Rating, Standing, Vote, VoteKind,
    sample_place, standing,
};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError, designs,
    sql::{Cells, sql},
};

/// The states of a range of items.
pub(crate) struct States {
    known: HashMap<ItemId, ItemState>,
    /// Of items about which nothing was said.
    untouched: ItemState,
}

impl States {
    pub fn of(&self, item: &ItemId) -> ItemState {
        self.known.get(item).copied().unwrap_or(self.untouched)
    }
}

/// A vote, by an annotation.
struct Said {
    annotation: String,
    seq: i64,
    vote: Vote,
}

/// What was said about one item.
#[derive(Default)]
struct Facts {
    votes: Vec<Said>,
    extra: i64,
    /// When it was requeued last.
    requeued_seq: i64,
    excluded: bool,
    asked: i64,
    gold: bool,
    settled: bool,
    unsure: bool,
}

impl Facts {
    fn state(&self, item: &ItemId, policy: &Policy, meanings: &Meanings) -> ItemState {
        // See `standings::votes`.
        let counts = |said: &&Said| said.vote.outcome != VoteKind::Unusable || said.seq > self.requeued_seq;
        let votes: Vec<Vote> = self.votes.iter().filter(counts).map(|said| said.vote.clone()).collect();
        let course = Course {
            extra: u32::try_from(self.extra).unwrap_or(0),
            asked: u32::try_from(self.asked).unwrap_or(0),
            excluded: self.excluded,
            gold: self.gold,
            settled: self.settled,
            unsure: self.unsure,
            place: sample_place(item),
        };
        let Standing { state, .. } = standing(policy, &votes, meanings, &course);
        state
    }
}

impl Store {
    /// The states of the items in a range of ids, under this policy.
    pub(crate) async fn states_at(
        &self,
        project: &ProjectId,
        seq: i64,
        policy: &Policy,
        range: &(ItemId, ItemId),
    ) -> Result<States> {
        let mut facts: HashMap<ItemId, Facts> = HashMap::new();
        for row in self.votes_at(project, seq, range).await? {
            add_vote(&mut facts.entry(ItemId(row.text(0)?)).or_default().votes, &row)?;
        }
        for row in self.interventions_at(project, seq, range).await? {
            let of_item = facts.entry(ItemId(row.text(0)?)).or_default();
            match row.text(1)?.as_str() {
                "requeue" => {
                    of_item.extra += row.int(2)?;
                    of_item.requeued_seq = row.int(4)?;
                }
                "round" | "round_end" => of_item.extra += row.int(2)?,
                "exclude" if row.int(3)? > seq => of_item.excluded = true,
                "gold" if row.int(3)? > seq => of_item.gold = true,
                "ask" => of_item.asked += row.int(2)?,
                "unsure" => of_item.unsure = true,
                "sure" => of_item.unsure = false,
                _ => {}
            }
        }
        for row in self.settled_at(project, seq, range).await? {
            facts.entry(ItemId(row.text(0)?)).or_default().settled = true;
        }
        let meanings = self.meanings_of(project, &facts).await?;
        let state = |(item, facts): (ItemId, Facts)| (facts.state(&item, policy, &meanings), item);
        let known = facts.into_iter().map(state).map(|(state, item)| (item, state)).collect();
        let untouched = Facts::default().state(&ItemId(String::new()), policy, &Meanings::default());
        Ok(States { known, untouched })
    }

    async fn meanings_of(&self, project: &ProjectId, facts: &HashMap<ItemId, Facts>) -> Result<Meanings> {
        let votes = facts.values().flat_map(|facts| &facts.votes);
        let versions: BTreeSet<u32> = votes.map(|said| said.vote.design_version).collect();
        let mut meanings = Meanings::default();
        if versions.len() > 1 {
            for version in versions {
                designs::add_meaning(&mut meanings, version, &self.design(project, version).await?.design_json)?;
            }
        }
        Ok(meanings)
    }

    async fn votes_at(&self, project: &ProjectId, seq: i64, range: &(ItemId, ItemId)) -> Result<Vec<AnyRow>> {
        let rows = sql("select n.item, n.id, n.annotator, n.outcome, r.field, r.unit, r.value, n.seq, n.design_version
             from annotations n
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             join item_revisions c on c.item = n.item and c.seq <= $4 and c.until_seq > $4 and c.shown = v.shown
             left join ratings r on r.annotation = n.id
             where n.project = $1 and n.item >= $2 and n.item <= $3 and n.seq <= $4 and n.until_seq > $4
                 and n.surplus = 0
             order by n.item, n.seq")
        .bind(project.as_str())
        .bind(range.0.as_str())
        .bind(range.1.as_str())
        .bind(seq)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows)
    }

    async fn interventions_at(&self, project: &ProjectId, seq: i64, range: &(ItemId, ItemId)) -> Result<Vec<AnyRow>> {
        let rows = sql("select f.item, f.kind, f.amount, f.until_seq, f.seq from interventions f
             where f.project = $1 and f.item >= $2 and f.item <= $3 and f.seq <= $4 order by f.item, f.seq")
        .bind(project.as_str())
        .bind(range.0.as_str())
        .bind(range.1.as_str())
        .bind(seq)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows)
    }
}

impl Store {
    /// The items of the range about which somebody had signed what is true, as they were shown by then.
    async fn settled_at(&self, project: &ProjectId, seq: i64, range: &(ItemId, ItemId)) -> Result<Vec<AnyRow>> {
        let rows = sql("select t.item from truths t
             join item_revisions v on v.item = t.item and v.revision = t.item_revision
             join item_revisions c on c.item = t.item and c.seq <= $4 and c.until_seq > $4 and c.shown = v.shown
             where t.project = $1 and t.item >= $2 and t.item <= $3 and t.seq <= $4 and t.until_seq > $4")
        .bind(project.as_str())
        .bind(range.0.as_str())
        .bind(range.1.as_str())
        .bind(seq)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows)
    }
}

/// Rows of one annotation follow each other, one a rating.
fn add_vote(votes: &mut Vec<Said>, row: &AnyRow) -> Result<()> {
    let annotation = row.text(1)?;
    if votes.last().is_none_or(|last| last.annotation != annotation) {
        let outcome = match row.text(3)?.as_str() {
            "complete" => VoteKind::Complete,
            "unusable" => VoteKind::Unusable,
            "declined" => VoteKind::Declined,
            _ => return Err(StoreError::corrupt("outcome")),
        };
        let (annotator, design_version) = (AnnotatorId(row.text(2)?), row.small(8)?);
        let vote = Vote { annotator, outcome, design_version, ratings: Vec::new() };
        votes.push(Said { annotation, seq: row.int(7)?, vote });
    }
    if let (Some(field), Some(last)) = (row.maybe_text(4)?, votes.last_mut()) {
        last.vote.ratings.push(Rating { field, unit: row.text(5)?, value: row.text(6)? });
    }
    Ok(())
}
