//! Submitting an annotation: facts appended, lease closed, standing recomputed, next lease handed out, in one transaction.

use crosscheck_domain::{
    AnnotationId, AssignmentId, ItemId, ItemState, Meanings, Outcome, Policy, ProjectId, Rating, Vote, VoteKind,
    standing,
};
use sqlx::any::AnyRow;

use crate::{
    AnnotatorCounts, Assignment, AssignmentState, Drawn, Next, Result, StandingRow, Store, StoreError,
    assignment_row::{self, ANNOTATE},
    decisions, designs,
    lock::{self, Change, hold_project},
    progress::{self, Progress},
    projects::read_policy,
    queue::{self, Asking, Mine},
    ratings,
    sql::{Cells, FOREVER, big, composed},
    standings,
    store::key,
    together::Together,
    writer::Tx,
};

/// A checked submission.
#[derive(Clone, Debug)]
pub struct Submission {
    pub assignment: AssignmentId,
    pub annotation_id: AnnotationId,
    /// `domain::Annotation` as JSON.
    pub body: String,
    pub body_hash: String,
    pub outcome: Outcome,
    pub ratings: Vec<Rating>,
    pub active_ms: u64,
    pub supersedes: Option<AnnotationId>,
    /// The lease that the annotator has in front by now; the next one is another.
    pub after: Option<AssignmentId>,
}

/// Whether the reply should carry the next lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantNext {
    Yes,
    No,
}

/// The reply to a submission; a repetition gets the same.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub seq: i64,
    pub late: bool,
    /// Nobody is told of a repeat that it is no vote.
    pub surplus: bool,
    pub duplicate: bool,
    pub submitted_at: i64,
    pub next: Next,
    pub counts: AnnotatorCounts,
}

impl Store {
    /// Appends the annotation and its ratings, closes the lease, recomputes the item's standing and hands out the next
    /// lease, in one transaction. The same id with the same body gets the stored reply; with another body a conflict.
    pub async fn submit(
        &self,
        project: &ProjectId,
        submission: Submission,
        want_next: WantNext,
        now: i64,
    ) -> Result<Submitted> {
        let input = (project.clone(), submission, want_next, now);
        let reply = self
            .write(key::project(project), input, |tx, (project, submission, want_next, now)| {
                Box::pin(submit(tx, project, submission, *want_next, *now))
            })
            .await?;
        match reply {
            Reply::New(submitted) => Ok(submitted),
            Reply::Stored(submitted, None) => Ok(submitted),
            Reply::Stored(submitted, Some(id)) => {
                let next = Next::Lease(Box::new(self.assignment(&id).await?));
                Ok(Submitted { next, ..submitted })
            }
        }
    }
}

/// What the transaction answers.
enum Reply {
    New(Submitted),
    /// The annotation was there already, with the same body; the lease that was given with it.
    Stored(Submitted, Option<AssignmentId>),
}

/// What stands before the submission.
struct Before {
    assignment: Assignment,
    standing: StandingRow,
    progress: Progress,
    /// The item has current annotations that count.
    voted: bool,
    /// The annotator's other leases and direct assignments.
    others: i64,
    /// Of these, the lease in front.
    in_front: i64,
    /// The item shows something else by now.
    outdated: bool,
    /// The annotator was shown what others had said of it.
    informed: bool,
}

impl Before {
    fn leased(&self) -> bool {
        matches!(self.assignment.state, AssignmentState::Held | AssignmentState::Offered)
    }

    fn is_repeat(&self) -> bool {
        self.assignment.drawn == Drawn::Repeat
    }
}

/// What the submission turns out to be.
struct Verdict {
    late: bool,
    surplus: bool,
    /// The current annotation that it takes the place of, and whether that one counted as submitted work.
    superseded: Option<Superseded>,
}

struct Superseded {
    id: AnnotationId,
    counted: bool,
}

/// At most 16 statements, with the next lease, for up to fifty ratings; usually four, or three without the next lease:
/// what is there, the votes on the item if there are any, a place in the next item, and all rows together. (The first
/// one of a transaction locks the project too, and the last one counts.)
async fn submit(
    tx: &mut Tx,
    project: &ProjectId,
    submission: &Submission,
    want_next: WantNext,
    now: i64,
) -> Result<Reply> {
    let locked = hold_project(tx, project).await?;
    let row = load(tx, project, submission).await?;
    let before = read_before(&row)?;
    if let Some(reply) = stored_reply(&row, submission, before.progress.counts(locked.items, now))? {
        return Ok(reply);
    }
    let (mine, policy) = (live_annotation(&row)?, &read_policy(&row.text(52)?)?);
    let votes = if before.voted { standings::votes(tx, project, &before.standing.item).await? } else { Vec::new() };
    let verdict = judge(&before, submission, mine, &votes, policy, locked.design_version, now)?;
    let seq = locked.seq + 1;
    let (_, cast): (Vec<_>, Vec<Vote>) = votes.iter().cloned().unzip();
    let meanings = designs::meanings(tx, project, &cast, Some(before.assignment.design_version)).await?;
    let (after, change) = recount(&before, submission, &verdict, votes, &meanings, policy);
    let mut writes = Together::default();
    close(&mut writes, &before.assignment, &verdict, seq);
    standings::store(&mut writes, &after, now);
    let mut progress = before.progress.clone();
    progress.submit(change, i64::from(change == 1 && verdict.superseded.is_none()), now);
    let annotator = &before.assignment.annotator;
    let next = match want_next {
        WantNext::Yes => {
            let asking = Asking { project, annotator, after: submission.after.as_ref(), policy, locked, now };
            if !before.leased() {
                // The queue passes over the item of a lease. Where there is none, the assignment has to end before.
                std::mem::take(&mut writes).execute(tx).await?;
            }
            let mine = mine_beside(tx, &before, &asking).await?;
            queue::find(tx, &asking, mine, &mut progress, &mut writes).await?
        }
        WantNext::No => Next::Nothing,
    };
    progress::store(&mut writes, project, annotator, &progress, now);
    insert(&mut writes, &before, submission, &verdict, seq, &next, now);
    if let Some(superseded) = &verdict.superseded {
        decisions::inform_correction(&mut writes, &submission.annotation_id, &superseded.id);
    }
    ratings::store_with(tx, writes, &submission.annotation_id, &submission.ratings).await?;
    let moved = standings::moved(&before.standing, &after);
    lock::count(tx, project, Change { facts: 1, annotations: change, ..moved }).await?;
    let Verdict { late, .. } = verdict;
    let surplus = verdict.surplus && !before.is_repeat();
    let counts = progress.counts(locked.items, now);
    Ok(Reply::New(Submitted { seq, late, surplus, duplicate: false, submitted_at: now, next, counts }))
}

/// What the annotator has beside the lease that ends.
async fn mine_beside(tx: &mut Tx, before: &Before, asking: &Asking<'_>) -> Result<Mine> {
    if before.others == before.in_front {
        return Ok(Mine { waiting: Vec::new(), in_front: before.in_front });
    }
    Ok(Mine::new(queue::my_assignments(tx, asking, &before.assignment.id).await?, asking.after))
}

/// One row with the assignment, the standing, the progress, an annotation of the same id, the annotator's live one, how
/// many votes and other assignments there are, and the policy as it is under the project's lock.
async fn load(tx: &mut Tx, project: &ProjectId, submission: &Submission) -> Result<AnyRow> {
    let statement = composed(format!(
        "select {}, {}, {},
             same.seq, same.late, same.surplus, same.submitted_at, same.next_assignment, same.body_hash, same.assignment,
             live.id, live.surplus, live.outcome,
             (select count(*) from annotations n where n.project = a.project and n.item = a.item
                 and n.until_seq = $3 and n.surplus = 0),
             (select count(*) from assignments m where m.project = a.project and m.annotator = a.annotator
                 and m.state in ('offered', 'held') and m.supersedes is null and m.role = 'annotate' and m.id <> a.id),
             (select count(*) from assignments m where m.id = $4 and m.project = a.project
                 and m.annotator = a.annotator and m.state = 'held' and m.supersedes is null and m.role = 'annotate'
                 and m.id <> a.id),
             p.policy, given.created_at,
             case when s.revision = a.item_revision then 0 else (select count(*) from item_revisions v, item_revisions c
                 where v.item = a.item and v.revision = a.item_revision and c.item = a.item and c.revision = s.revision
                     and c.shown <> v.shown) end,
             (select count(*) from seen_items e where e.item = a.item and e.person = a.annotator)
         from assignments a
         join projects p on p.id = a.project
         join standings s on s.item = a.item
         left join progress g on g.project = a.project and g.annotator = a.annotator
         left join annotations same on same.id = $2
         left join annotations live on live.project = a.project and live.item = a.item and live.annotator = a.annotator
             and live.until_seq = $3
         left join assignments given on given.id = live.assignment
         where a.id = $1 and a.project = $5 order by case when live.id = a.supersedes then 0 else 1 end, live.surplus limit 1",
        assignment_row::COLUMNS,
        standings::COLUMNS,
        progress::COLUMNS,
    ));
    let row = statement
        .bind(submission.assignment.as_str())
        .bind(submission.annotation_id.as_str())
        .bind(FOREVER)
        .bind(submission.after.as_ref().map_or("", AssignmentId::as_str))
        .bind(project.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    Ok(row)
}

fn stored_reply(row: &AnyRow, submission: &Submission, counts: AnnotatorCounts) -> Result<Option<Reply>> {
    let Some(seq) = row.maybe_int(39)? else { return Ok(None) };
    if row.text(44)? != submission.body_hash || row.text(45)? != submission.assignment.as_str() {
        return Err(StoreError::conflict("another annotation has this id already; make a new id for a new annotation"));
    }
    let repeat = assignment_row::read(row)?.drawn == Drawn::Repeat;
    let (late, surplus, submitted_at) = (row.int(40)? != 0, row.int(41)? != 0 && !repeat, row.int(42)?);
    let next = row.maybe_text(43)?.map(AssignmentId);
    let stored = Submitted { seq, late, surplus, duplicate: true, submitted_at, next: Next::Nothing, counts };
    Ok(Some(Reply::Stored(stored, next)))
}

fn read_before(row: &AnyRow) -> Result<Before> {
    Ok(Before {
        assignment: assignment_row::read(row)?,
        standing: standings::read_from(row, ItemId(row.text(2)?), 17)?,
        progress: progress::read_row(row, 28)?,
        voted: row.int(49)? > 0,
        others: row.int(50)?,
        in_front: row.int(51)?,
        outdated: row.int(54)? > 0,
        informed: row.int(55)? > 0,
    })
}

/// The annotator's current annotation of the item.
struct Live {
    id: AnnotationId,
    surplus: bool,
    counted: bool,
    /// When the assignment that it came by was made.
    given_at: i64,
}

fn live_annotation(row: &AnyRow) -> Result<Option<Live>> {
    let Some(id) = row.maybe_text(46)? else { return Ok(None) };
    let (surplus, counted) = (row.int(47)? != 0, row.text(48)? != "declined");
    Ok(Some(Live { id: AnnotationId(id), surplus, counted, given_at: row.int(53)? }))
}

/// Late: the lease or the design version ended. Surplus: it finds no room, or its annotator has a vote already.
///
/// A correction takes the place of what its annotator has by now, unless that came by a newer assignment than its own:
/// then this one was given up before that was begun, and is kept beside it as surplus.
fn judge(
    before: &Before,
    submission: &Submission,
    mine: Option<Live>,
    votes: &[(String, Vote)],
    policy: &Policy,
    design_version: i64,
    now: i64,
) -> Result<Verdict> {
    let Before { assignment, standing, .. } = before;
    if assignment.role != ANNOTATE {
        return Err(StoreError::conflict("this assignment is to decide, not to answer: sign what is true"));
    }
    if assignment.state == AssignmentState::Done {
        return Err(StoreError::conflict("this assignment has its annotation already; reopen it to correct it"));
    }
    let leased = matches!(assignment.state, AssignmentState::Held | AssignmentState::Offered);
    let late = !leased || assignment.deadline < now || i64::from(assignment.design_version) < design_version;
    let mut outdone = false;
    if let (Some(named), Some(mine)) = (&assignment.supersedes, mine) {
        outdone = *named != mine.id && mine.given_at > assignment.created_at;
        if !outdone {
            let superseded = Superseded { id: mine.id, counted: mine.counted };
            return Ok(Verdict { late, surplus: mine.surplus, superseded: Some(superseded) });
        }
    }
    let has_voted =
        votes.iter().any(|(_, vote)| vote.annotator == assignment.annotator && vote.outcome != VoteKind::Declined);
    let full = match standing.state {
        ItemState::Excluded | ItemState::Unusable | ItemState::Settled => true,
        ItemState::Gold => false,
        _ if leased => standing.votes >= standing.wanted,
        _ => standing.votes + standing.taken >= standing.wanted,
    };
    let refused = late && !policy.count_late;
    let declined = matches!(submission.outcome, Outcome::Declined { .. });
    // What was made on something else takes no place, so it finds none taken either.
    let no_room = !before.outdated && (has_voted || full);
    Ok(Verdict { late, surplus: before.is_repeat() || !declined && (no_room || refused || outdone), superseded: None })
}

/// Ends the lease and the draft, and the annotation that is superseded.
fn close(writes: &mut Together, assignment: &Assignment, verdict: &Verdict, seq: i64) {
    writes
        .add("update assignments set state = 'done', draft_body = null, draft_client = null, draft_saved_at = null where id = ?")
        .bind(assignment.id.as_str());
    if let Some(superseded) = &verdict.superseded {
        writes.add("update annotations set until_seq = ? where id = ?").bind(seq).bind(superseded.id.as_str());
    }
}

/// The standing after the submission, and by how many the annotations that count as work change.
fn recount(
    before: &Before,
    submission: &Submission,
    verdict: &Verdict,
    votes: Vec<(String, Vote)>,
    meanings: &Meanings,
    policy: &Policy,
) -> (StandingRow, i64) {
    let gone = verdict.superseded.as_ref().map(|superseded| superseded.id.as_str());
    let kept = votes.into_iter().filter(|(id, _)| Some(id.as_str()) != gone);
    let mut votes: Vec<Vote> = kept.map(|(_, vote)| vote).collect();
    let outcome = VoteKind::from(&submission.outcome);
    if !verdict.surplus && !before.outdated {
        let (annotator, design_version) = (before.assignment.annotator.clone(), before.assignment.design_version);
        votes.push(Vote { annotator, outcome, design_version, ratings: submission.ratings.clone() });
    }
    let had = &before.standing;
    let mut after = standings::with_standing(had, standing(policy, &votes, meanings, &had.course()));
    if before.leased() && before.assignment.supersedes.is_none() && !before.is_repeat() {
        after.taken = had.taken.saturating_sub(1);
    }
    let counted = verdict.superseded.as_ref().is_some_and(|superseded| superseded.counted);
    (after, i64::from(outcome != VoteKind::Declined) - i64::from(counted))
}

fn insert(
    writes: &mut Together,
    before: &Before,
    submission: &Submission,
    verdict: &Verdict,
    seq: i64,
    next: &Next,
    now: i64,
) {
    let assignment = &before.assignment;
    let next = if let Next::Lease(lease) = next { Some(lease.id.0.clone()) } else { None };
    writes
        .add(
            "insert into annotations (id, project, item, item_revision, assignment, annotator, design_version, seq,
                 until_seq, outcome, late, surplus, supersedes, active_ms, submitted_at, next_assignment, body_hash,
                 informed, body)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(submission.annotation_id.as_str())
        .bind(assignment.project.as_str())
        .bind(assignment.item.as_str())
        .bind(i64::from(assignment.item_revision))
        .bind(assignment.id.as_str())
        .bind(assignment.annotator.as_str())
        .bind(i64::from(assignment.design_version))
        .bind(seq)
        .bind(FOREVER)
        .bind(standings::outcome_word(&submission.outcome))
        .bind(i64::from(verdict.late))
        .bind(i64::from(verdict.surplus))
        .bind(verdict.superseded.as_ref().map(|superseded| superseded.id.0.clone()))
        .bind(big(submission.active_ms))
        .bind(now)
        .bind(next)
        .bind(submission.body_hash.as_str())
        .bind(i64::from(before.informed))
        .bind(submission.body.as_str());
}
