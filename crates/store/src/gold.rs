//! Gold items: proposed, checked by somebody, handed out, retired.

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId, Tally, TruthId};
use sqlx::any::AnyRow;

use crate::{
    Intervention, NewItem, NewTruth, Result, Store, StoreError, import,
    lock::{self, Change, lock_project},
    selection::{self, append_all},
    sql::{Cells, FOREVER, composed, sql},
    store::key,
    truths,
    writer::Tx,
};

/// An item that was made to have known answers. Nobody gets it before somebody has checked it.
#[derive(Clone, Debug)]
pub struct GoldProposal {
    pub item: NewItem,
    pub made_from: ItemId,
    /// `domain::KnownError` as JSON; none where it is as right as what it was made of.
    pub known: Option<String>,
    /// What is true of it, as `domain::Annotation`.
    pub facts: String,
}

/// How far a gold item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoldState {
    /// Nobody has checked it.
    Proposed,
    Rejected,
    /// Handed out to check people.
    Active,
    Retired,
}

/// A gold item with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldItem {
    pub item: ItemId,
    pub external_id: String,
    pub excerpt: String,
    pub state: GoldState,
    pub made_from: Option<ItemId>,
    pub known: Option<String>,
    pub facts: String,
    pub proposed_by: AnnotatorId,
    pub proposed_at: i64,
    /// Annotations that were scored by its current truth, and their right decisions.
    pub answered: u64,
    pub tally: Tally,
    /// Appeals against judgements of it that nobody has decided.
    pub contested: u64,
}

/// Why a proposal is out of the queue.
const UNCHECKED: &str = "known answers that nobody has checked yet";

impl Store {
    /// Adds up to a few hundred proposals, all or nothing. They are out of the queue from the beginning.
    pub async fn propose_gold(
        &self,
        project: &ProjectId,
        proposals: Vec<GoldProposal>,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<()> {
        let input = (project.clone(), proposals, by.clone(), now);
        self.write(key::project(project), input, |tx, (project, proposals, by, now)| {
            Box::pin(propose(tx, project, proposals, by, *now))
        })
        .await
    }

    /// Signs the known answers of an item, and hands it out to check people from now on: a proposal, an ordinary item, or
    /// again one that was retired.
    pub async fn accept_gold(&self, project: &ProjectId, facts: &str, truth: NewTruth, now: i64) -> Result<()> {
        let input = (project.clone(), facts.to_owned(), truth, now);
        self.write(key::project(project), input, |tx, (project, facts, truth, now)| {
            Box::pin(accept(tx, project, facts, truth, *now))
        })
        .await
    }

    /// A proposal is no good: it stays out for ever. A conflict where it was checked already.
    pub async fn reject_gold(
        &self,
        project: &ProjectId,
        item: &ItemId,
        reason: &str,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<()> {
        let input = (project.clone(), item.clone(), reason.to_owned(), by.clone(), now);
        self.write(key::project(project), input, |tx, (project, item, reason, by, now)| {
            Box::pin(reject(tx, project, item, reason, by, *now))
        })
        .await
    }

    /// Every item that has or had known answers, newest first.
    pub async fn gold_items(&self, project: &ProjectId) -> Result<Vec<GoldItem>> {
        let statement = composed(format!("{SELECT} where g.project = $1 order by g.item desc"));
        let rows = statement.bind(project.as_str()).bind(FOREVER).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    pub async fn gold_item(&self, project: &ProjectId, item: &ItemId) -> Result<GoldItem> {
        let statement = composed(format!("{SELECT} where g.project = $1 and g.item = $3"));
        read(&statement.bind(project.as_str()).bind(FOREVER).bind(item.as_str()).fetch_one(&self.readers).await?)
    }
}

const SELECT: &str =
    "select g.item, i.external_id, r.excerpt, g.made_from, g.known, g.facts, g.proposed_by, g.created_at,
         s.gold,
         (select count(*) from interventions f where f.item = g.item and f.kind = 'reject_gold'),
         (select count(*) from interventions f where f.item = g.item and f.kind = 'retire_gold'),
         (select count(*) from gold_scores c join annotations n on n.id = c.annotation and n.until_seq = $2
             join truths t on t.id = c.truth and t.until_seq = $2 where c.item = g.item),
         (select cast(coalesce(sum(c.right_count), 0) as bigint) from gold_scores c
             join annotations n on n.id = c.annotation and n.until_seq = $2
             join truths t on t.id = c.truth and t.until_seq = $2 where c.item = g.item),
         (select cast(coalesce(sum(c.n_decisions), 0) as bigint) from gold_scores c
             join annotations n on n.id = c.annotation and n.until_seq = $2
             join truths t on t.id = c.truth and t.until_seq = $2 where c.item = g.item),
         (select count(*) from appeals p where p.item = g.item and p.until_seq = $2 and p.state = 'open')
     from gold_sources g
     join items i on i.id = g.item
     join standings s on s.item = g.item
     join item_revisions r on r.item = g.item and r.until_seq = $2";

fn read(row: &AnyRow) -> Result<GoldItem> {
    let state = match (row.int(8)? != 0, row.int(9)? > 0, row.int(10)? > 0) {
        (true, _, _) => GoldState::Active,
        (false, true, _) => GoldState::Rejected,
        (false, false, true) => GoldState::Retired,
        (false, false, false) => GoldState::Proposed,
    };
    Ok(GoldItem {
        item: ItemId(row.text(0)?),
        external_id: row.text(1)?,
        excerpt: row.text(2)?,
        state,
        made_from: row.maybe_text(3)?.map(ItemId),
        known: row.maybe_text(4)?,
        facts: row.text(5)?,
        proposed_by: AnnotatorId(row.text(6)?),
        proposed_at: row.int(7)?,
        answered: row.count(11)?,
        tally: Tally { right: row.count(12)?, decisions: row.count(13)? },
        contested: row.count(14)?,
    })
}

async fn propose(
    tx: &mut Tx,
    project: &ProjectId,
    proposals: &[GoldProposal],
    by: &AnnotatorId,
    now: i64,
) -> Result<()> {
    let items: Vec<NewItem> = proposals.iter().map(|proposal| proposal.item.clone()).collect();
    import::import(tx, project, &items, None, now).await?;
    for proposal in proposals {
        let known = (Some(&proposal.made_from), proposal.known.as_deref());
        source(tx, project, &proposal.item.id, known, &proposal.facts, by, now).await?;
    }
    // In the same transaction: nobody can have been given one of them in between.
    let ids: Vec<ItemId> = items.into_iter().map(|item| item.id).collect();
    append_all(tx, project, &ids, &Intervention::Exclude(UNCHECKED.to_owned()), by, now).await?;
    Ok(())
}

async fn source(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    (made_from, known): (Option<&ItemId>, Option<&str>),
    facts: &str,
    by: &AnnotatorId,
    now: i64,
) -> Result<()> {
    sql("insert into gold_sources (item, project, made_from, known, facts, proposed_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (item) do nothing")
    .bind(item.as_str())
    .bind(project.as_str())
    .bind(made_from.map(|id| id.0.clone()))
    .bind(known.map(str::to_owned))
    .bind(facts)
    .bind(by.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// The items' state under the lock: made of another item, gold now, and rejected.
async fn checked(tx: &mut Tx, project: &ProjectId, item: &ItemId) -> Result<(bool, bool, bool)> {
    let row =
        sql("select s.gold, (select count(*) from gold_sources g where g.item = s.item and g.made_from is not null),
             (select count(*) from interventions f where f.item = s.item and f.kind = 'reject_gold')
         from standings s where s.item = $1 and s.project = $2")
        .bind(item.as_str())
        .bind(project.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    Ok((row.int(1)? > 0, row.int(0)? != 0, row.int(2)? > 0))
}

async fn accept(tx: &mut Tx, project: &ProjectId, facts: &str, truth: &NewTruth, now: i64) -> Result<()> {
    lock_project(tx, project).await?;
    let (made, gold, rejected) = checked(tx, project, &truth.item).await?;
    if rejected {
        return Err(StoreError::conflict("this proposal was rejected already; generate another one"));
    }
    source(tx, project, &truth.item, (None, None), facts, &truth.signer, now).await?;
    truths::sign(tx, project, truth, now).await?;
    let item = std::slice::from_ref(&truth.item);
    if made && !gold {
        append_all(tx, project, item, &Intervention::Include, &truth.signer, now).await?;
    }
    append_all(tx, project, item, &Intervention::Gold, &truth.signer, now).await?;
    Ok(())
}

async fn reject(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    reason: &str,
    by: &AnnotatorId,
    now: i64,
) -> Result<()> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let (made, gold, rejected) = checked(tx, project, item).await?;
    let signed = sql("select count(*) from truths where item = $1").bind(item.as_str()).fetch_one(&mut tx.conn).await?;
    if !made || gold || rejected || signed.int(0)? > 0 {
        return Err(StoreError::conflict("this item was checked already; retire it instead"));
    }
    selection::append(tx, project, item, ("reject_gold", 0, reason), by, seq, now).await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await
}

/// The id of the gold truth that holds of the item now.
pub(crate) async fn current(tx: &mut Tx, item: &ItemId) -> Result<Option<TruthId>> {
    let row = sql("select id from truths where item = $1 and until_seq = $2 and kind = 'gold'")
        .bind(item.as_str())
        .bind(FOREVER)
        .fetch_optional(&mut tx.conn)
        .await?;
    row.map(|row| Ok(TruthId(row.text(0)?))).transpose()
}
