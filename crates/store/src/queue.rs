//! The queue: who gets what next. Claiming locks and re-checks the standing row of the item.

use crosscheck_domain::{AnnotatorId, AssignmentId, ItemId, ItemState, Policy, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    AnnotatorCounts, Assignment, AssignmentState, Result, Store, StoreError,
    assignment_row::{self, Drawn, NewAssignment, WIDTH},
    assignments, conduct, draw,
    lock::{Locked, hold_project},
    progress::{self, Position, Progress},
    projects::read_policy,
    sql::{Cells, composed, new_id, sql},
    store::key,
    together::Together,
    writer::Tx,
};

/// The answer of the queue.
#[derive(Clone, Debug)]
pub enum Next {
    Lease(Box<Assignment>),
    /// Nothing that this annotator could do now.
    Nothing,
}

/// A lease or nothing, and how far the annotator is.
#[derive(Clone, Debug)]
pub struct Handed {
    pub next: Next,
    pub counts: AnnotatorCounts,
}

/// The first item behind a position. Neither an item nor what was made of it comes to who had the other one, what was
/// made of an item never comes in turn, and nobody is asked about a text of their own.
macro_rules! first {
    () => {
        "select s.item from standings s
         where s.project = $1 and s.claimable = 1 and (s.queue_key, s.sequence) > ($2, $3)
             and s.state = 'open' and s.votes + s.taken < s.wanted
             and not exists (select 1 from assignments a where a.item = s.item and a.annotator = $4
                 and (a.role <> 'annotate' or a.state in ('offered', 'held') or a.state = 'done' and (a.item_revision = s.revision
                     or exists (select 1 from item_revisions v, item_revisions c
                         where v.item = a.item and v.revision = a.item_revision and c.item = s.item
                             and c.revision = s.revision and c.shown = v.shown))))
             and not exists (select 1 from item_authors w where w.item = s.item and w.person = $4)
             and not exists (select 1 from gold_sources g where g.item = s.item and g.made_from is not null)
             and not exists (select 1 from gold_sources g join assignments d on d.item = g.item and d.annotator = $4
                 where g.made_from = s.item)
         order by s.queue_key, s.sequence limit 1"
    };
}

/// Takes a place in the first item behind a position that the annotator neither holds nor has annotated or declined as it
/// shows itself now, by the index over claimable items in the policy's order. Whether there is room is checked in the rows themselves, as
/// they stand under the project's lock.
const CLAIM: &str = concat!(
    "update standings set taken = taken + 1,
         claimable = case when votes + taken + 1 < wanted then 1 else 0 end
     where item = (",
    first!(),
    ")
     returning item, revision, queue_key, sequence,
         (select min(a.id) from assignments a where a.item = standings.item and a.annotator = $4
              and a.state in ('released', 'expired') and a.supersedes is null and a.role = 'annotate'
              and a.design_version = $5 and a.item_revision = standings.revision)"
);
/// The same search beside taking a place in a gold item, so that finding gold costs as much time as finding another item.
const TAKE_GOLD: &str = concat!(
    "update standings set taken = taken + 1, claimable = case when votes + taken + 1 < wanted then claimable else 0 end
     where item = $5 and (select count(*) from (",
    first!(),
    ") f) >= 0"
);

impl Store {
    /// A lease for this annotator: one that is held already (the oldest, or with `after` the other one), else a
    /// direct assignment, else the next item by the policy's order. At most two leases are held.
    pub async fn next(
        &self,
        project: &ProjectId,
        annotator: &AnnotatorId,
        after: Option<&AssignmentId>,
        now: i64,
    ) -> Result<Handed> {
        let input = (project.clone(), annotator.clone(), after.cloned(), now);
        self.write(key::project(project), input, |tx, (project, annotator, after, now)| {
            Box::pin(next_for(tx, project, annotator, after.as_ref(), *now))
        })
        .await
    }

    /// Frees the places of leases that ran out; says how many. Their holders may still submit, late.
    pub async fn expire_leases(&self, now: i64) -> Result<u64> {
        let rows =
            sql("select distinct project from assignments where state = 'held' and deadline < $1 order by project")
                .bind(now)
                .fetch_all(&self.readers)
                .await?;
        let mut freed = 0;
        for row in rows {
            let project = ProjectId(row.text(0)?);
            let work = self.write(key::project(&project), (project, now), |tx, (project, now)| {
                Box::pin(async move {
                    hold_project(tx, project).await?;
                    expire(tx, project, *now).await
                })
            });
            freed += work.await?;
        }
        Ok(freed)
    }
}

/// Who asks, and what is known about the project under its lock.
pub(crate) struct Asking<'a> {
    pub project: &'a ProjectId,
    pub annotator: &'a AnnotatorId,
    /// The lease that the annotator has in front; another one is wanted.
    pub after: Option<&'a AssignmentId>,
    pub policy: &'a Policy,
    pub locked: Locked,
    pub now: i64,
}

impl Asking<'_> {
    /// The newest version of the design.
    fn design_version(&self) -> u32 {
        u32::try_from(self.locked.design_version).unwrap_or(u32::MAX)
    }
}

/// At most four statements in the usual case: the lock, what is there, the place in an item, and all rows together.
async fn next_for(
    tx: &mut Tx,
    project: &ProjectId,
    annotator: &AnnotatorId,
    after: Option<&AssignmentId>,
    now: i64,
) -> Result<Handed> {
    let locked = hold_project(tx, project).await?;
    let rows = load(tx, project, annotator).await?;
    let first = rows.first().ok_or(StoreError::NotFound)?;
    let (policy, mut progress) = (read_policy(&first.text(WIDTH)?)?, progress::read_row(first, WIDTH + 1)?);
    let mine = rows.iter().filter(|row| !matches!(row.maybe_text(0), Ok(None)));
    let mine = mine.map(assignment_row::read).collect::<Result<Vec<_>>>()?;
    let before = progress.clone();
    let asking = Asking { project, annotator, after, policy: &policy, locked, now };
    let mut writes = Together::default();
    let next = find(tx, &asking, Mine::new(mine, after), &mut progress, &mut writes).await?;
    if progress != before {
        progress::store(&mut writes, project, annotator, &progress, now);
    }
    writes.execute(tx).await?;
    Ok(Handed { next, counts: progress.counts(locked.items, now) })
}

/// The annotator's leases and direct assignments, oldest first, each with the policy and the progress; one row of
/// nothing but these where there are none. Reopened assignments are worked on where they were reopened.
async fn load(tx: &mut Tx, project: &ProjectId, annotator: &AnnotatorId) -> Result<Vec<AnyRow>> {
    let statement = composed(format!(
        "select {}, p.policy, {} from projects p
         left join progress g on g.project = p.id and g.annotator = $2
         left join assignments a on a.project = p.id and a.annotator = $2 and a.state in ('offered', 'held')
             and a.supersedes is null and a.role = 'annotate'
         where p.id = $1 order by a.created_at, a.id limit 20",
        assignment_row::COLUMNS,
        progress::COLUMNS,
    ));
    Ok(statement.bind(project.as_str()).bind(annotator.as_str()).fetch_all(&mut tx.conn).await?)
}

/// What the annotator has already.
pub(crate) struct Mine {
    /// Leases and direct assignments, oldest first, without the one in front.
    pub waiting: Vec<Assignment>,
    /// How many leases are in front: one or none.
    pub in_front: i64,
}

impl Mine {
    pub fn new(all: Vec<Assignment>, after: Option<&AssignmentId>) -> Self {
        let is_in_front = |mine: &Assignment| mine.state == AssignmentState::Held && Some(&mine.id) == after;
        let (in_front, waiting): (Vec<_>, Vec<_>) = all.into_iter().partition(is_in_front);
        Self { waiting, in_front: in_front.len() as i64 }
    }
}

/// Finds or makes the lease, and moves the annotator's position. The caller holds the project's lock, stores the progress,
/// and executes what is written; a new lease is added to it. What it brings is executed before leases are expired.
pub(crate) async fn find(
    tx: &mut Tx,
    asking: &Asking<'_>,
    mine: Mine,
    progress: &mut Progress,
    writes: &mut Together,
) -> Result<Next> {
    let Mine { mut waiting, in_front } = mine;
    if conduct::is_paused(tx, asking.project, asking.annotator).await? {
        return Ok(Next::Nothing);
    }
    // Only who holds no lease but the one in front gets another: so nobody holds more than two.
    if let Some(at) = waiting.iter().position(|mine| mine.state == AssignmentState::Held) {
        return renewed(tx, asking, waiting.swap_remove(at)).await;
    }
    // Only offers are left.
    for offered in waiting {
        if let Some(lease) = begun(tx, asking, offered, writes).await? {
            return Ok(Next::Lease(Box::new(lease)));
        }
    }
    if asking.policy.max_per_annotator.is_some_and(|max| progress.submitted + in_front >= i64::from(max)) {
        return Ok(Next::Nothing);
    }
    let next = match draw::lease(tx, asking, progress, writes).await? {
        Some(lease) => Next::Lease(Box::new(lease)),
        None => claim_any(tx, asking, progress, writes).await?,
    };
    progress.draws += i64::from(matches!(next, Next::Lease(_)));
    Ok(next)
}

/// The annotator's leases and direct assignments, oldest first, but for one.
pub(crate) async fn my_assignments(
    tx: &mut Tx,
    asking: &Asking<'_>,
    without: &AssignmentId,
) -> Result<Vec<Assignment>> {
    let statement = composed(format!(
        "select {} from assignments a
         where a.project = $1 and a.annotator = $2 and a.state in ('offered', 'held') and a.supersedes is null
             and a.role = 'annotate' and a.id <> $3
         order by a.created_at, a.id limit 20",
        assignment_row::COLUMNS
    ));
    let statement = statement.bind(asking.project.as_str()).bind(asking.annotator.as_str()).bind(without.as_str());
    let rows = statement.fetch_all(&mut tx.conn).await?;
    rows.iter().map(assignment_row::read).collect()
}

/// A held lease; one that ran out and that nobody freed yet is given a new deadline.
async fn renewed(tx: &mut Tx, asking: &Asking<'_>, mut lease: Assignment) -> Result<Next> {
    if lease.deadline < asking.now {
        lease.deadline = asking.now + assignments::lease_ms(asking.policy);
        hold(tx, &lease).await?;
    }
    Ok(Next::Lease(Box::new(lease)))
}

/// A direct assignment becomes a lease, on the item and the design as they are by now: its place was taken when it was
/// given, and nothing was done under what held then. One whose item was closed since ends instead.
async fn begun(
    tx: &mut Tx,
    asking: &Asking<'_>,
    mut offered: Assignment,
    writes: &mut Together,
) -> Result<Option<Assignment>> {
    let row = sql("select state, revision from standings where item = $1")
        .bind(offered.item.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    if row.text(0)? != ItemState::Open.as_str() {
        // The caller's standing is stored as it was read, so no place of its item may be freed before.
        std::mem::take(writes).execute(tx).await?;
        assignments::release(tx, asking.project, &offered.id).await?;
        return Ok(None);
    }
    if offered.draft.is_none() {
        offered.item_revision = row.small(1)?;
        offered.design_version = asking.design_version();
    }
    offered.state = AssignmentState::Held;
    offered.deadline = asking.now + assignments::lease_ms(asking.policy);
    sql("update assignments set state = 'held', deadline = $2, item_revision = $3, design_version = $4 where id = $1")
        .bind(offered.id.as_str())
        .bind(offered.deadline)
        .bind(i64::from(offered.item_revision))
        .bind(i64::from(offered.design_version))
        .execute(&mut tx.conn)
        .await?;
    Ok(Some(offered))
}

async fn hold(tx: &mut Tx, lease: &Assignment) -> Result<()> {
    sql("update assignments set state = 'held', deadline = $2 where id = $1")
        .bind(lease.id.as_str())
        .bind(lease.deadline)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// Looks behind the annotator's position, then from the start, then among leases that have run out.
async fn claim_any(tx: &mut Tx, asking: &Asking<'_>, progress: &mut Progress, writes: &mut Together) -> Result<Next> {
    let start = progress.start(asking.policy.order, &asking.locked);
    if progress.exhausted_at < asking.locked.queue_version {
        let from_start = [start, Position::START];
        for start in &from_start[usize::from(start == Position::START)..] {
            if let Some(lease) = claim_behind(tx, asking, progress, *start, writes).await? {
                return Ok(Next::Lease(Box::new(lease)));
            }
        }
    }
    // The caller's standing is stored as it was read, so no place of its item may be freed before.
    std::mem::take(writes).execute(tx).await?;
    if expire(tx, asking.project, asking.now).await? > 0
        && let Some(lease) = claim_behind(tx, asking, progress, Position::START, writes).await?
    {
        return Ok(Next::Lease(Box::new(lease)));
    }
    // Until something becomes claimable again, this annotator need not look.
    progress.exhausted_at = asking.locked.queue_version;
    Ok(Next::Nothing)
}

/// Takes a place in the first item behind a position, if there is one.
async fn claim_behind(
    tx: &mut Tx,
    asking: &Asking<'_>,
    progress: &mut Progress,
    start: Position,
    writes: &mut Together,
) -> Result<Option<Assignment>> {
    let row = sql(CLAIM)
        .bind(asking.project.as_str())
        .bind(start.0)
        .bind(start.1)
        .bind(asking.annotator.as_str())
        .bind(asking.locked.design_version)
        .fetch_optional(&mut tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    progress.position = Position(row.int(2)?, row.int(3)?);
    if let Some(earlier) = row.maybe_text(4)? {
        return taken_up(tx, asking, &earlier).await.map(Some);
    }
    let lease = new_lease(asking, ItemId(row.text(0)?), row.small(1)?, Drawn::InTurn);
    assignment_row::insert(writes, &NewAssignment::from(&lease));
    Ok(Some(lease))
}

/// Takes a place in a gold item.
pub(crate) async fn take_gold(tx: &mut Tx, asking: &Asking<'_>, progress: &Progress, item: &ItemId) -> Result<()> {
    sql(TAKE_GOLD)
        .bind(asking.project.as_str())
        .bind(progress.position.0)
        .bind(progress.position.1)
        .bind(asking.annotator.as_str())
        .bind(item.as_str())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// The annotator's own earlier assignment of the item is held again. Its draft is still there.
pub(crate) async fn taken_up(tx: &mut Tx, asking: &Asking<'_>, earlier: &str) -> Result<Assignment> {
    let select = composed(format!("select {} from assignments a where a.id = $1", assignment_row::COLUMNS));
    let row = select.bind(earlier).fetch_one(&mut tx.conn).await?;
    let deadline = asking.now + assignments::lease_ms(asking.policy);
    let again = Assignment { state: AssignmentState::Held, deadline, ..assignment_row::read(&row)? };
    hold(tx, &again).await?;
    Ok(again)
}

pub(crate) fn new_lease(asking: &Asking<'_>, item: ItemId, item_revision: u32, drawn: Drawn) -> Assignment {
    Assignment {
        id: AssignmentId(new_id(asking.now)),
        project: asking.project.clone(),
        item,
        item_revision,
        annotator: asking.annotator.clone(),
        role: assignment_row::ANNOTATE.to_owned(),
        state: AssignmentState::Held,
        design_version: asking.design_version(),
        deadline: asking.now + assignments::lease_ms(asking.policy),
        created_at: asking.now,
        supersedes: None,
        revealed: None,
        draft: None,
        drawn,
    }
}

/// Frees the places of the project's leases that ran out. The caller holds the project's lock.
async fn expire(tx: &mut Tx, project: &ProjectId, now: i64) -> Result<u64> {
    let ended = sql("update assignments set state = 'expired'
         where project = $1 and state = 'held' and deadline < $2
         returning item, case when drawn = 'repeat' then drawn else supersedes end, role")
    .bind(project.as_str())
    .bind(now)
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &ended).await?;
    Ok(ended.len() as u64)
}
