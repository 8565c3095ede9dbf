//! Submitting an annotation: facts appended, lease closed, standing recomputed, next lease handed out, in one transaction.

use crosscheck_domain::{
    AnnotationId, AssignmentId, ItemId, ItemState, Outcome, Policy, ProjectId, Rating, Vote, VoteKind, standing,
};
use sqlx::any::AnyRow;

use crate::{
    Assignment, AssignmentState, Next, Result, StandingRow, Store, StoreError, assignments,
    lock::lock_project,
    progress::{self, Progress},
    queue::{self, Asking},
    sql::{Cells, FOREVER, ROWS_PER_STATEMENT, big, composed, insert_many, sql},
    standings::{self, Moved},
    store::key,
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
    pub surplus: bool,
    pub duplicate: bool,
    pub submitted_at: i64,
    pub next: Next,
}

impl Store {
    /// Appends the annotation and its ratings, closes the lease, recomputes the item's standing and hands out the next
    /// lease, in one transaction. The same id with the same body gets the stored reply; with another body a conflict.
    pub async fn submit(
        &self,
        submission: Submission,
        want_next: WantNext,
        policy: &Policy,
        now: i64,
    ) -> Result<Submitted> {
        let project = self.project_of_assignment(&submission.assignment).await?;
        let input = (project, submission, want_next, policy.clone(), now);
        let (seq, late, surplus, duplicate, submitted_at, next) = {
            let submitted = self
                .write(key::project(&input.0), input, |tx, (project, submission, want_next, policy, now)| {
                    Box::pin(submit(tx, project, submission, *want_next, policy, *now))
                })
                .await?;
            match submitted {
                Reply::New(submitted) => return Ok(submitted),
                Reply::Stored { seq, late, surplus, submitted_at, next } => {
                    (seq, late, surplus, true, submitted_at, next)
                }
            }
        };
        let next = match next {
            Some(id) => Next::Lease(Box::new(self.assignment(&id).await?)),
            None => Next::Nothing,
        };
        Ok(Submitted { seq, late, surplus, duplicate, submitted_at, next })
    }
}

/// What the transaction answers.
enum Reply {
    New(Submitted),
    /// The annotation was there already, with the same body.
    Stored {
        seq: i64,
        late: bool,
        surplus: bool,
        submitted_at: i64,
        next: Option<AssignmentId>,
    },
}

/// What stands before the submission.
struct Before {
    assignment: Assignment,
    standing: StandingRow,
    progress: Progress,
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

/// At most 15 statements, with the next lease, for up to fifty ratings. The first one locks the project.
async fn submit(
    tx: &mut Tx,
    project: &ProjectId,
    submission: &Submission,
    want_next: WantNext,
    policy: &Policy,
    now: i64,
) -> Result<Reply> {
    let locked = lock_project(tx, project).await?;
    let row = load(tx, submission).await?;
    if let Some(reply) = stored_reply(&row, submission)? {
        return Ok(reply);
    }
    let before = read_before(&row)?;
    let item = before.assignment.item.clone();
    let mine = live_annotation(&row)?;
    let votes = standings::votes(tx, project, &item).await?;
    let verdict = judge(&before, submission, mine, &votes, policy, locked.design_version, now)?;
    let seq = locked.seq + 1;
    close(tx, &before.assignment, &verdict, seq).await?;
    let (after, change) = recount(&before, submission, &verdict, votes, policy);
    standings::store(tx, &after, now).await?;
    let mut progress = before.progress.clone();
    progress.submit(change, i64::from(change == 1 && verdict.superseded.is_none()), now);
    let next = match want_next {
        WantNext::Yes => {
            let annotator = &before.assignment.annotator;
            let after = submission.after.as_ref();
            let asking = Asking { project, annotator, after, policy, locked, now };
            queue::find(tx, &asking, &mut progress).await?
        }
        WantNext::No => Next::Nothing,
    };
    progress::store(tx, project, &before.assignment.annotator, &progress, now).await?;
    insert(tx, &before.assignment, submission, &verdict, seq, &next, now).await?;
    insert_ratings(tx, submission).await?;
    standings::count(tx, project, Moved::between(&before.standing, &after), 1, change).await?;
    let Verdict { late, surplus, .. } = verdict;
    Ok(Reply::New(Submitted { seq, late, surplus, duplicate: false, submitted_at: now, next }))
}

/// One row with the assignment, the standing, the progress, an annotation of the same id, and the annotator's live one.
async fn load(tx: &mut Tx, submission: &Submission) -> Result<AnyRow> {
    let statement = composed(format!(
        "select {}, s.state, s.wanted, s.taken, s.votes, s.agreement, s.extra, s.excluded_seq, s.descending, {},
             same.seq, same.late, same.surplus, same.submitted_at, same.next_assignment, same.body_hash, same.assignment,
             live.id, live.surplus, live.outcome
         from assignments a
         join standings s on s.item = a.item
         left join progress g on g.project = a.project and g.annotator = a.annotator
         left join annotations same on same.id = $2
         left join annotations live on live.project = a.project and live.item = a.item and live.annotator = a.annotator
             and live.until_seq = $3
         where a.id = $1 order by case when live.id = a.supersedes then 0 else 1 end, live.surplus limit 1",
        assignments::COLUMNS,
        progress::COLUMNS,
    ));
    let row = statement
        .bind(submission.assignment.as_str())
        .bind(submission.annotation_id.as_str())
        .bind(FOREVER)
        .fetch_one(&mut tx.conn)
        .await?;
    Ok(row)
}

fn stored_reply(row: &AnyRow, submission: &Submission) -> Result<Option<Reply>> {
    let Some(seq) = row.maybe_int(32)? else { return Ok(None) };
    if row.text(37)? != submission.body_hash || row.text(38)? != submission.assignment.as_str() {
        return Err(StoreError::conflict("another annotation has this id already; make a new id for a new annotation"));
    }
    Ok(Some(Reply::Stored {
        seq,
        late: row.int(33)? != 0,
        surplus: row.int(34)? != 0,
        submitted_at: row.int(35)?,
        next: row.maybe_text(36)?.map(AssignmentId),
    }))
}

fn read_before(row: &AnyRow) -> Result<Before> {
    let assignment = assignments::read(row)?;
    let standing = standings::read_from(row, ItemId(row.text(2)?), 16)?;
    Ok(Before { assignment, standing, progress: progress::read_row(row, 24)? })
}

/// The annotator's current annotation of the item.
struct Live {
    id: AnnotationId,
    surplus: bool,
    counted: bool,
}

fn live_annotation(row: &AnyRow) -> Result<Option<Live>> {
    let Some(id) = row.maybe_text(39)? else { return Ok(None) };
    Ok(Some(Live { id: AnnotationId(id), surplus: row.int(40)? != 0, counted: row.text(41)? != "declined" }))
}

/// Late: the lease or the design version ended. Surplus: it finds no room, or its annotator has a vote already.
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
    if assignment.state == AssignmentState::Done {
        return Err(StoreError::conflict("this assignment has its annotation already; reopen it to correct it"));
    }
    let leased = matches!(assignment.state, AssignmentState::Held | AssignmentState::Offered);
    let late = !leased || assignment.deadline < now || i64::from(assignment.design_version) < design_version;
    if assignment.supersedes.is_some()
        && let Some(mine) = mine
    {
        let superseded = Superseded { id: mine.id, counted: mine.counted };
        return Ok(Verdict { late, surplus: mine.surplus, superseded: Some(superseded) });
    }
    let has_voted =
        votes.iter().any(|(_, vote)| vote.annotator == assignment.annotator && vote.outcome != VoteKind::Declined);
    let full = match standing.state {
        ItemState::Excluded | ItemState::Unusable => true,
        ItemState::Open | ItemState::Done if leased => standing.votes >= standing.wanted,
        ItemState::Open | ItemState::Done => standing.votes + standing.taken >= standing.wanted,
    };
    let refused = late && !policy.count_late;
    let declined = matches!(submission.outcome, Outcome::Declined { .. });
    Ok(Verdict { late, surplus: !declined && (has_voted || full || refused), superseded: None })
}

/// Ends the lease and the draft, and the annotation that is superseded.
async fn close(tx: &mut Tx, assignment: &Assignment, verdict: &Verdict, seq: i64) -> Result<()> {
    sql("update assignments set state = 'done', draft_body = null, draft_client = null, draft_saved_at = null
         where id = $1")
    .bind(assignment.id.as_str())
    .execute(&mut tx.conn)
    .await?;
    if let Some(superseded) = &verdict.superseded {
        sql("update annotations set until_seq = $2 where id = $1")
            .bind(superseded.id.as_str())
            .bind(seq)
            .execute(&mut tx.conn)
            .await?;
    }
    Ok(())
}

/// The standing after the submission, and by how many the annotations that count as work change.
fn recount(
    before: &Before,
    submission: &Submission,
    verdict: &Verdict,
    votes: Vec<(String, Vote)>,
    policy: &Policy,
) -> (StandingRow, i64) {
    let gone = verdict.superseded.as_ref().map(|superseded| superseded.id.as_str());
    let kept = votes.into_iter().filter(|(id, _)| Some(id.as_str()) != gone);
    let mut votes: Vec<Vote> = kept.map(|(_, vote)| vote).collect();
    let outcome = VoteKind::from(&submission.outcome);
    if !verdict.surplus {
        let annotator = before.assignment.annotator.clone();
        votes.push(Vote { annotator, outcome, ratings: submission.ratings.clone() });
    }
    let had = &before.standing;
    let mut after = standings::with_standing(had, standing(policy, &votes, had.extra, had.excluded));
    let leased = matches!(before.assignment.state, AssignmentState::Held | AssignmentState::Offered);
    if leased && before.assignment.supersedes.is_none() {
        after.taken = had.taken.saturating_sub(1);
    }
    let counted = verdict.superseded.as_ref().is_some_and(|superseded| superseded.counted);
    (after, i64::from(outcome != VoteKind::Declined) - i64::from(counted))
}

async fn insert(
    tx: &mut Tx,
    assignment: &Assignment,
    submission: &Submission,
    verdict: &Verdict,
    seq: i64,
    next: &Next,
    now: i64,
) -> Result<()> {
    let next = match next {
        Next::Lease(lease) => Some(lease.id.0.clone()),
        Next::Nothing => None,
    };
    sql("insert into annotations (id, project, item, item_revision, assignment, annotator, design_version, seq, until_seq,
             outcome, late, surplus, supersedes, active_ms, submitted_at, next_assignment, body_hash, body)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)")
    .bind(submission.annotation_id.as_str())
    .bind(assignment.project.as_str())
    .bind(assignment.item.as_str())
    .bind(i64::from(assignment.item_revision))
    .bind(assignment.id.as_str())
    .bind(assignment.annotator.as_str())
    .bind(i64::from(assignment.design_version))
    .bind(seq)
    .bind(FOREVER)
    .bind(outcome_word(&submission.outcome))
    .bind(i64::from(verdict.late))
    .bind(i64::from(verdict.surplus))
    .bind(verdict.superseded.as_ref().map(|superseded| superseded.id.0.clone()))
    .bind(big(submission.active_ms))
    .bind(now)
    .bind(next)
    .bind(&submission.body_hash)
    .bind(&submission.body)
    .execute(&mut tx.conn)
    .await
    .map(|_| ())
    .map_err(StoreError::from)
}

fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "complete",
        Outcome::Unusable { .. } => "unusable",
        Outcome::Declined { .. } => "declined",
    }
}

async fn insert_ratings(tx: &mut Tx, submission: &Submission) -> Result<()> {
    for chunk in submission.ratings.chunks(ROWS_PER_STATEMENT) {
        let mut statement =
            composed(insert_many(tx.dialect, "ratings (annotation, field, unit, value)", 4, chunk.len()));
        for Rating { field, unit, value } in chunk {
            statement = statement.bind(submission.annotation_id.as_str()).bind(field).bind(unit).bind(value);
        }
        statement.execute(&mut tx.conn).await?;
    }
    Ok(())
}
