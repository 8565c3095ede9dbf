//! Standings: one row an item, a cache that one pure function computes from facts and leases.

use crosscheck_domain::{
    AnnotatorId, Course, ItemId, ItemState, Outcome, Policy, ProjectId, Rating, Standing, Vote, VoteKind, sample_place,
    standing,
};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError, designs,
    lock::{self, Change, lock_project},
    progress::order_word,
    projects::read_policy,
    sql::{Cells, FOREVER, composed, sql},
    store::key,
    together::Together,
    writer::Tx,
};

/// The standing of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingRow {
    pub item: ItemId,
    pub state: ItemState,
    pub wanted: u32,
    /// Leases and direct assignments.
    pub taken: u32,
    pub votes: u32,
    pub agreement: Option<f64>,
    /// Additional annotations that a manager asked for.
    pub extra: u32,
    pub excluded: bool,
    pub priority: i64,
    /// Additional annotations that the model of annotators asked for.
    pub asked: u32,
    /// It has known answers and is handed out to check people.
    pub gold: bool,
    /// Somebody signed what is true of it as it is now.
    pub settled: bool,
    /// It has all the annotations it may have, and the model of annotators is still unsure of it.
    pub unsure: bool,
}

/// The columns that `read_from` reads, in its order.
pub(crate) const COLUMNS: &str =
    "s.state, s.wanted, s.taken, s.votes, s.agreement, s.extra, s.excluded_seq, s.descending,
    s.asked, s.gold, s.settled + 2 * s.unsure";

impl Store {
    /// Standings in the order of their items.
    pub async fn standings_page(
        &self,
        project: &ProjectId,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<StandingRow>> {
        let rows = composed(format!(
            "select s.item, {COLUMNS} from items i join standings s on s.item = i.id
             where i.project = $1 and i.id > $2 order by i.id limit $3"
        ))
        .bind(project.as_str())
        .bind(after.map_or("", ItemId::as_str))
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Computes the standings of a few items from facts and leases under the project's policy, and stores them: in one
    /// transaction, so that a whole project takes few commits.
    pub async fn recompute_standings(&self, project: &ProjectId, items: &[ItemId], now: i64) -> Result<()> {
        let input = (project.clone(), items.to_vec(), now);
        self.write(key::project(project), input, |tx, (project, items, now)| {
            Box::pin(async move {
                lock_project(tx, project).await?;
                let policy = policy(tx, project).await?;
                for item in items {
                    recompute_by(tx, project, &policy, item, *now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Computes the standing from facts and leases, and stores nothing.
    pub async fn rebuild_standing(&self, item: &ItemId) -> Result<StandingRow> {
        let project = self.project_of_item(item).await?;
        self.write(key::project(&project), (project, item.clone()), |tx, (project, item)| {
            Box::pin(rebuild(tx, project, item))
        })
        .await
    }
}

impl Store {
    pub(crate) async fn project_of_item(&self, item: &ItemId) -> Result<ProjectId> {
        let row = sql("select project from items where id = $1").bind(item.as_str()).fetch_one(&self.readers).await?;
        Ok(ProjectId(row.text(0)?))
    }
}

fn read(row: &AnyRow) -> Result<StandingRow> {
    read_from(row, ItemId(row.text(0)?), 1)
}

/// The standing of an item whose columns begin at `first`.
pub(crate) fn read_from(row: &AnyRow, item: ItemId, first: usize) -> Result<StandingRow> {
    Ok(StandingRow {
        item,
        state: read_state(&row.text(first)?)?,
        wanted: row.small(first + 1)?,
        taken: row.small(first + 2)?,
        votes: row.small(first + 3)?,
        agreement: read_agreement(row.double(first + 4)?),
        extra: row.small(first + 5)?,
        excluded: row.maybe_int(first + 6)?.is_some(),
        priority: row.int(first + 7)?.saturating_neg(),
        asked: row.small(first + 8)?,
        gold: row.int(first + 9)? != 0,
        settled: row.int(first + 10)? & 1 != 0,
        unsure: row.int(first + 10)? & 2 != 0,
    })
}

pub(crate) fn read_state(text: &str) -> Result<ItemState> {
    ItemState::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| StoreError::corrupt("state"))
}

/// What stands in the column where there is no agreement yet.
pub(crate) const NO_AGREEMENT: f64 = -1.0;

pub(crate) fn read_agreement(stored: f64) -> Option<f64> {
    (stored >= 0.0).then_some(stored)
}

/// The order by agreement: least first, items without one last. Whole numbers, so that both engines page alike.
pub(crate) fn agreement_rank(agreement: Option<f64>) -> i64 {
    agreement.map_or(2_000_000, |agreement| (agreement.clamp(0.0, 1.0) * 1_000_000.0).round() as i64)
}

/// The standing as stored. The caller holds the project's lock.
pub(crate) async fn stored(tx: &mut Tx, item: &ItemId) -> Result<StandingRow> {
    let statement = composed(format!("select s.item, {COLUMNS} from standings s where s.item = $1"));
    read(&statement.bind(item.as_str()).fetch_one(&mut tx.conn).await?)
}

/// What counts towards the overlap: the current annotations that are not surplus and were made on what the item shows
/// now, with their ratings. Those that called the item unusable before it was requeued count no more, else it could never
/// be opened again.
pub(crate) async fn votes(tx: &mut Tx, project: &ProjectId, item: &ItemId) -> Result<Vec<(String, Vote)>> {
    // Sorted here: asked for an order by sequence number, SQLite would walk the whole project by that index.
    let mut rows = sql("select n.id, n.annotator, n.outcome, r.field, r.unit, r.value, n.seq, n.design_version
         from annotations n
         join item_revisions v on v.item = n.item and v.revision = n.item_revision
         left join ratings r on r.annotation = n.id
         where n.project = $1 and n.item = $2 and n.until_seq = $3 and n.surplus = 0
             and v.shown = (select c.shown from item_revisions c where c.item = $2 and c.until_seq = $3)
             and (n.outcome <> 'unusable' or n.seq > (select coalesce(max(f.seq), 0) from interventions f
                 where f.item = $2 and f.kind = 'requeue'))")
    .bind(project.as_str())
    .bind(item.as_str())
    .bind(FOREVER)
    .fetch_all(&mut tx.conn)
    .await?;
    rows.sort_by_key(|row| row.int(6).unwrap_or(FOREVER));
    let mut votes: Vec<(String, Vote)> = Vec::new();
    for row in &rows {
        let id = row.text(0)?;
        if votes.last().is_none_or(|(last, _)| *last != id) {
            let (annotator, outcome) = (AnnotatorId(row.text(1)?), read_outcome(&row.text(2)?)?);
            votes.push((id, Vote { annotator, outcome, design_version: row.small(7)?, ratings: Vec::new() }));
        }
        if let (Some(field), Some((_, vote))) = (row.maybe_text(3)?, votes.last_mut()) {
            vote.ratings.push(Rating { field, unit: row.text(4)?, value: row.text(5)? });
        }
    }
    Ok(votes)
}

/// The word that `read_outcome` reads.
pub(crate) fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "complete",
        Outcome::Unusable { .. } => "unusable",
        Outcome::Declined { .. } => "declined",
    }
}

fn read_outcome(text: &str) -> Result<VoteKind> {
    match text {
        "complete" => Ok(VoteKind::Complete),
        "unusable" => Ok(VoteKind::Unusable),
        "declined" => Ok(VoteKind::Declined),
        _ => Err(StoreError::corrupt("outcome")),
    }
}

/// The row after its standing was computed anew.
pub(crate) fn with_standing(before: &StandingRow, standing: Standing) -> StandingRow {
    let Standing { state, wanted, votes, agreement } = standing;
    StandingRow { state, wanted, votes, agreement, ..before.clone() }
}

/// How a change of a standing moves the project's counters.
pub(crate) fn moved(before: &StandingRow, after: &StandingRow) -> Change {
    let mut change = Change { opened: i64::from(after.claimable() && !before.claimable()), ..Change::default() };
    *items_in(&mut change, before.state) -= 1;
    *items_in(&mut change, after.state) += 1;
    change
}

fn items_in(change: &mut Change, state: ItemState) -> &mut i64 {
    match state {
        ItemState::Open => &mut change.open,
        ItemState::Done => &mut change.done,
        ItemState::Unusable => &mut change.unusable,
        ItemState::Excluded => &mut change.excluded,
        ItemState::Gold => &mut change.gold,
        ItemState::Disputed => &mut change.disputed,
        ItemState::Review => &mut change.review,
        ItemState::Settled => &mut change.settled,
    }
}

impl StandingRow {
    /// Somebody else may claim it.
    pub(crate) fn claimable(&self) -> bool {
        self.state == ItemState::Open && self.votes + self.taken < self.wanted
    }

    /// What was decided about it beside its votes.
    pub(crate) fn course(&self) -> Course {
        Course {
            extra: self.extra,
            asked: self.asked,
            excluded: self.excluded,
            gold: self.gold,
            settled: self.settled,
            unsure: self.unsure,
            place: sample_place(&self.item),
        }
    }
}

/// Adds the row to what is written. The caller holds the project's lock and moves the counters.
pub(crate) fn store(writes: &mut Together, row: &StandingRow, now: i64) {
    writes
        .add(
            "update standings set state = ?, wanted = ?, taken = ?, votes = ?, agreement = ?, agreement_rank = ?,
                 claimable = ?, changed_at = ?, asked = ?, gold = ?, settled = ?, unsure = ? where item = ?",
        )
        .bind(row.state.as_str())
        .bind(i64::from(row.wanted))
        .bind(i64::from(row.taken))
        .bind(i64::from(row.votes))
        .bind(row.agreement.unwrap_or(NO_AGREEMENT))
        .bind(agreement_rank(row.agreement))
        .bind(i64::from(row.claimable()))
        .bind(now)
        .bind(i64::from(row.asked))
        .bind(i64::from(row.gold))
        .bind(i64::from(row.settled))
        .bind(i64::from(row.unsure))
        .bind(row.item.as_str());
}

/// Computes one standing anew, under the project's lock, from what is stored of its course; and its place in the
/// queue, which a new policy or priority may have moved.
pub(crate) async fn recompute(tx: &mut Tx, project: &ProjectId, item: &ItemId, now: i64) -> Result<StandingRow> {
    lock_project(tx, project).await?;
    let policy = policy(tx, project).await?;
    recompute_by(tx, project, &policy, item, now).await
}

/// The caller holds the project's lock, under which it read the policy.
async fn recompute_by(
    tx: &mut Tx,
    project: &ProjectId,
    policy: &Policy,
    item: &ItemId,
    now: i64,
) -> Result<StandingRow> {
    reorder(tx, policy, item).await?;
    let before = stored(tx, item).await?;
    let votes: Vec<Vote> = votes(tx, project, item).await?.into_iter().map(|(_, vote)| vote).collect();
    let meanings = designs::meanings(tx, project, &votes, None).await?;
    let settled = is_settled(tx, item).await?;
    let course = Course { settled, ..before.course() };
    let mut after = StandingRow { settled, ..with_standing(&before, standing(policy, &votes, &meanings, &course)) };
    after.taken = taken(tx, item).await?;
    if after != before {
        let mut writes = Together::default();
        store(&mut writes, &after, now);
        writes.execute(tx).await?;
        lock::count(tx, project, moved(&before, &after)).await?;
    }
    Ok(after)
}

/// Whether somebody signed what is true of the item as it is shown now.
async fn is_settled(tx: &mut Tx, item: &ItemId) -> Result<bool> {
    let row = sql("select count(*) from truths t
         join item_revisions v on v.item = t.item and v.revision = t.item_revision
         join item_revisions c on c.item = t.item and c.until_seq = $2 and c.shown = v.shown
         where t.item = $1 and t.until_seq = $2")
    .bind(item.as_str())
    .bind(FOREVER)
    .fetch_one(&mut tx.conn)
    .await?;
    Ok(row.int(0)? > 0)
}

/// Puts the item where the policy's order has it.
async fn reorder(tx: &mut Tx, policy: &Policy, item: &ItemId) -> Result<()> {
    sql("update standings
         set queue_key = case $2 when 'sequence' then sequence when 'random' then random_key else descending end
         where item = $1")
    .bind(item.as_str())
    .bind(order_word(policy.order))
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Computes the whole row from facts and leases alone: nothing of the stored row is believed but its item.
async fn rebuild(tx: &mut Tx, project: &ProjectId, item: &ItemId) -> Result<StandingRow> {
    lock_project(tx, project).await?;
    let policy = policy(tx, project).await?;
    let facts = sql("select
             (select cast(coalesce(sum(f.amount), 0) as bigint) from interventions f where f.item = $1
                  and f.kind in ('requeue', 'round', 'round_end')),
             (select max(f.seq) from interventions f where f.item = $1 and f.kind = 'exclude' and f.until_seq = $2),
             (select f.amount from interventions f where f.item = $1 and f.kind = 'priority' order by f.seq desc limit 1),
             (select r.priority from item_revisions r where r.item = $1 and r.until_seq = $2),
             (select cast(coalesce(sum(f.amount), 0) as bigint) from interventions f where f.item = $1 and f.kind = 'ask'),
             (select max(f.seq) from interventions f where f.item = $1 and f.kind = 'gold' and f.until_seq = $2),
             (select max(t.seq) from truths t
              join item_revisions v on v.item = t.item and v.revision = t.item_revision
              join item_revisions c on c.item = t.item and c.until_seq = $2 and c.shown = v.shown
              where t.item = $1 and t.until_seq = $2),
             (select f.kind from interventions f where f.item = $1 and f.kind in ('unsure', 'sure')
              order by f.seq desc limit 1)")
    .bind(item.as_str())
    .bind(FOREVER)
    .fetch_one(&mut tx.conn)
    .await?;
    let (extra, excluded) = (facts.small(0)?, facts.maybe_int(1)?.is_some());
    let votes: Vec<Vote> = votes(tx, project, item).await?.into_iter().map(|(_, vote)| vote).collect();
    let meanings = designs::meanings(tx, project, &votes, None).await?;
    let (asked, gold, settled) = (facts.small(4)?, facts.maybe_int(5)?.is_some(), facts.maybe_int(6)?.is_some());
    let unsure = facts.maybe_text(7)?.is_some_and(|kind| kind == "unsure");
    let course = Course { extra, asked, excluded, gold, settled, unsure, place: sample_place(item) };
    let Standing { state, wanted, votes, agreement } = standing(&policy, &votes, &meanings, &course);
    let priority = facts.maybe_int(2)?.or(facts.maybe_int(3)?).unwrap_or(0);
    let taken = taken(tx, item).await?;
    let item = item.clone();
    Ok(StandingRow {
        item,
        state,
        wanted,
        taken,
        votes,
        agreement,
        extra,
        excluded,
        priority,
        asked,
        gold,
        settled,
        unsure,
    })
}

pub(crate) async fn policy(tx: &mut Tx, project: &ProjectId) -> Result<Policy> {
    let row = sql("select policy from projects where id = $1").bind(project.as_str()).fetch_one(&mut tx.conn).await?;
    read_policy(&row.text(0)?)
}

/// Leases and direct assignments of the item. Reopened ones and repeats take no place: the first annotation has it.
async fn taken(tx: &mut Tx, item: &ItemId) -> Result<u32> {
    let row = sql("select count(*) from assignments
         where item = $1 and state in ('offered', 'held') and supersedes is null and drawn <> 'repeat'
             and role = 'annotate'")
    .bind(item.as_str())
    .fetch_one(&mut tx.conn)
    .await?;
    row.small(0)
}
