//! The queue: who gets what next. Claiming locks and re-checks the standing row of the item.

use crosscheck_domain::{AnnotatorId, AssignmentId, ItemId, Policy, ProjectId};

use crate::{
    Assignment, AssignmentState, Result, Store, assignments,
    assignments::NewAssignment,
    lock::{Locked, lock_project},
    progress::{self, Position, Progress},
    sql::{Cells, composed, new_id, sql},
    standings,
    store::key,
    writer::Tx,
};

/// The answer of the queue.
#[derive(Clone, Debug)]
pub enum Next {
    Lease(Box<Assignment>),
    /// Nothing that this annotator could do now.
    Nothing,
}

/// Walks the index over claimable items, in the policy's order.
const CANDIDATE: &str = "select s.item, s.revision, s.queue_key, s.sequence,
         (select min(a.id) from assignments a where a.item = s.item and a.annotator = $4
              and a.state in ('released', 'expired') and a.supersedes is null
              and a.design_version = $5 and a.item_revision = s.revision)
     from standings s
     where s.project = $1 and s.claimable = 1 and (s.queue_key, s.sequence) > ($2, $3)
         and not exists (select 1 from assignments a where a.item = s.item and a.annotator = $4
             and a.state in ('offered', 'held', 'done'))
     order by s.queue_key, s.sequence limit 1";

impl Store {
    /// A lease for this annotator: one that is held already (the oldest, or with `after` the other one), else a
    /// direct assignment, else the next item by the policy's order. At most two leases are held.
    pub async fn next(
        &self,
        project: &ProjectId,
        annotator: &AnnotatorId,
        after: Option<&AssignmentId>,
        now: i64,
    ) -> Result<Next> {
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
                    lock_project(tx, project).await?;
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

async fn next_for(
    tx: &mut Tx,
    project: &ProjectId,
    annotator: &AnnotatorId,
    after: Option<&AssignmentId>,
    now: i64,
) -> Result<Next> {
    let locked = lock_project(tx, project).await?;
    let policy = standings::policy(tx, project).await?;
    let mut progress = progress::read(tx, project, annotator).await?;
    let before = progress.clone();
    let asking = Asking { project, annotator, after, policy: &policy, locked, now };
    let next = find(tx, &asking, &mut progress).await?;
    if progress != before {
        progress::store(tx, project, annotator, &progress, now).await?;
    }
    Ok(next)
}

/// Finds or makes the lease, and moves the annotator's position. The caller holds the project's lock and stores the
/// progress.
pub(crate) async fn find(tx: &mut Tx, asking: &Asking<'_>, progress: &mut Progress) -> Result<Next> {
    let mine = my_assignments(tx, asking).await?;
    let held: Vec<&Assignment> = mine.iter().filter(|mine| mine.state == AssignmentState::Held).collect();
    // Only who holds no lease but the one in front gets another: so nobody holds more than two.
    if let Some(lease) = held.iter().find(|lease| Some(&lease.id) != asking.after) {
        return renewed(tx, asking, (*lease).clone()).await;
    }
    if let Some(offered) = mine.iter().find(|mine| mine.state == AssignmentState::Offered) {
        return begun(tx, asking, offered.clone()).await;
    }
    if asking.policy.max_per_annotator.is_some_and(|max| progress.submitted + held.len() as i64 >= i64::from(max)) {
        return Ok(Next::Nothing);
    }
    claim_any(tx, asking, progress).await
}

/// The annotator's leases and direct assignments, oldest first. Reopened ones are worked on where they were reopened.
async fn my_assignments(tx: &mut Tx, asking: &Asking<'_>) -> Result<Vec<Assignment>> {
    let statement = composed(format!(
        "select {} from assignments a
         where a.project = $1 and a.annotator = $2 and a.state in ('offered', 'held') and a.supersedes is null
         order by a.created_at, a.id limit 20",
        assignments::COLUMNS
    ));
    let rows = statement.bind(asking.project.as_str()).bind(asking.annotator.as_str()).fetch_all(&mut tx.conn).await?;
    rows.iter().map(assignments::read).collect()
}

/// A held lease; one that ran out and that nobody freed yet is given a new deadline.
async fn renewed(tx: &mut Tx, asking: &Asking<'_>, mut lease: Assignment) -> Result<Next> {
    if lease.deadline < asking.now {
        lease.deadline = asking.now + assignments::lease_ms(asking.policy);
        hold(tx, &lease).await?;
    }
    Ok(Next::Lease(Box::new(lease)))
}

/// A direct assignment becomes a lease. Its place was taken when it was given.
async fn begun(tx: &mut Tx, asking: &Asking<'_>, mut offered: Assignment) -> Result<Next> {
    offered.state = AssignmentState::Held;
    offered.deadline = asking.now + assignments::lease_ms(asking.policy);
    hold(tx, &offered).await?;
    Ok(Next::Lease(Box::new(offered)))
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
async fn claim_any(tx: &mut Tx, asking: &Asking<'_>, progress: &mut Progress) -> Result<Next> {
    let start = progress.start(asking.policy.order, &asking.locked);
    if progress.exhausted_at < asking.locked.queue_version {
        if let Some(lease) = claim_behind(tx, asking, progress, start).await? {
            return Ok(Next::Lease(Box::new(lease)));
        }
        if start != Position::START
            && let Some(lease) = claim_behind(tx, asking, progress, Position::START).await?
        {
            return Ok(Next::Lease(Box::new(lease)));
        }
    }
    if expire(tx, asking.project, asking.now).await? > 0
        && let Some(lease) = claim_behind(tx, asking, progress, Position::START).await?
    {
        return Ok(Next::Lease(Box::new(lease)));
    }
    // Until something becomes claimable again, this annotator need not look.
    progress.exhausted_at = asking.locked.queue_version;
    Ok(Next::Nothing)
}

/// An item that could be claimed, and the annotator's own earlier assignment of it that can be taken up again.
struct Candidate {
    item: ItemId,
    revision: i64,
    position: Position,
    earlier: Option<AssignmentId>,
}

async fn claim_behind(
    tx: &mut Tx,
    asking: &Asking<'_>,
    progress: &mut Progress,
    mut start: Position,
) -> Result<Option<Assignment>> {
    while let Some(candidate) = candidate(tx, asking, start).await? {
        start = candidate.position;
        if take_place(tx, &candidate.item).await? {
            progress.position = candidate.position;
            return lease(tx, asking, &candidate).await.map(Some);
        }
    }
    Ok(None)
}

/// The first claimable item behind a position that the annotator has neither annotated nor declined nor holds.
async fn candidate(tx: &mut Tx, asking: &Asking<'_>, start: Position) -> Result<Option<Candidate>> {
    let row = sql(CANDIDATE)
        .bind(asking.project.as_str())
        .bind(start.0)
        .bind(start.1)
        .bind(asking.annotator.as_str())
        .bind(asking.locked.design_version)
        .fetch_optional(&mut tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Candidate {
        item: ItemId(row.text(0)?),
        revision: row.int(1)?,
        position: Position(row.int(2)?, row.int(3)?),
        earlier: row.maybe_text(4)?.map(AssignmentId),
    }))
}

/// The lock and the re-check: the update waits for the standing row and takes a place only while there is one.
async fn take_place(tx: &mut Tx, item: &ItemId) -> Result<bool> {
    let taken = sql("update standings set taken = taken + 1,
             claimable = case when votes + taken + 1 < wanted then 1 else 0 end
         where item = $1 and state = 'open' and votes + taken < wanted")
    .bind(item.as_str())
    .execute(&mut tx.conn)
    .await?;
    Ok(taken.rows_affected() == 1)
}

async fn lease(tx: &mut Tx, asking: &Asking<'_>, candidate: &Candidate) -> Result<Assignment> {
    let deadline = asking.now + assignments::lease_ms(asking.policy);
    if let Some(earlier) = &candidate.earlier {
        // Its draft is still there.
        let select = composed(format!("select {} from assignments a where a.id = $1", assignments::COLUMNS));
        let row = select.bind(earlier.as_str()).fetch_one(&mut tx.conn).await?;
        let again = Assignment { state: AssignmentState::Held, deadline, ..assignments::read(&row)? };
        hold(tx, &again).await?;
        return Ok(again);
    }
    let assignment = Assignment {
        id: AssignmentId(new_id(asking.now)),
        project: asking.project.clone(),
        item: candidate.item.clone(),
        item_revision: u32::try_from(candidate.revision).unwrap_or(u32::MAX),
        annotator: asking.annotator.clone(),
        role: "annotate".to_owned(),
        state: AssignmentState::Held,
        design_version: u32::try_from(asking.locked.design_version).unwrap_or(u32::MAX),
        deadline,
        created_at: asking.now,
        supersedes: None,
        revealed: None,
        draft: None,
    };
    assignments::insert(tx, &NewAssignment::from(&assignment)).await?;
    Ok(assignment)
}

/// Frees the places of the project's leases that ran out. The caller holds the project's lock.
async fn expire(tx: &mut Tx, project: &ProjectId, now: i64) -> Result<u64> {
    let ended = sql("update assignments set state = 'expired'
         where project = $1 and state = 'held' and deadline < $2 returning item, supersedes")
    .bind(project.as_str())
    .bind(now)
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &ended).await?;
    Ok(ended.len() as u64)
}
