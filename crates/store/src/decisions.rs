//! Deciding: who may review or settle which item, and what is sent back. Whoever has read an item never decides about it.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ItemState, ProjectId};

use crate::{
    Assignment, AssignmentState, Result, Store, StoreError,
    assignment_row::{self, NewAssignment},
    assignments,
    comments::{self, CommentKind, NewComment, NotificationKind},
    lock::{self, Change, lock_project},
    sql::{Cells, FOREVER, composed, new_id, sql},
    standings,
    store::key,
    together::Together,
    writer::Tx,
};

/// What there is to decide about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// Items in review: accept, put right, or send back.
    Review,
    /// Disputed items.
    Adjudicate,
}

impl DecisionKind {
    /// The role of its assignments.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Adjudicate => "adjudicate",
        }
    }

    /// The state of the items that wait for it.
    pub fn state(self) -> ItemState {
        match self {
            Self::Review => ItemState::Review,
            Self::Adjudicate => ItemState::Disputed,
        }
    }
}

impl Assignment {
    /// What it is to decide; nothing where it is to answer.
    pub fn decides(&self) -> Option<DecisionKind> {
        [DecisionKind::Review, DecisionKind::Adjudicate].into_iter().find(|kind| kind.as_str() == self.role)
    }
}

/// Answers that go back to whoever gave them, with why.
#[derive(Clone, Debug)]
pub struct SendBack {
    /// The review that it ends.
    pub assignment: AssignmentId,
    pub annotations: Vec<AnnotationId>,
    pub body: String,
    /// What it is about: a `Target` as JSON.
    pub target: String,
}

/// Whether the item has an annotation of this person, was begun by them to be annotated, or shows a text of theirs. An offer
/// that was withdrawn unseen was not begun.
const FIRST_READER: &str = "(exists (select 1 from annotations n where n.project = s.project and n.item = s.item
        and n.annotator = $2)
     or exists (select 1 from assignments a where a.item = s.item and a.annotator = $2 and a.role = 'annotate'
        and a.state <> 'offered' and not (a.state = 'released' and a.deadline = $3)) or exists (select 1 from item_authors w where w.item = s.item and w.person = $2))";
/// Somebody else decides about it now.
const IN_HAND: &str = "exists (select 1 from assignments a where a.item = s.item and a.annotator <> $2
        and a.role <> 'annotate' and a.state = 'held' and a.deadline >= $4)";
/// It waits for a correction.
const WAITING: &str = "exists (select 1 from comments c join annotations n on n.id = c.annotation
        where c.item = s.item and c.kind = 'send_back' and n.until_seq = $3)";

impl Store {
    /// A lease to decide: on the named item, else one that is held already, else the first item that waits. Nothing where
    /// nothing waits. That this person has read the named item, or that somebody else decides about it, is a conflict.
    pub async fn next_decision(
        &self,
        project: &ProjectId,
        person: &AnnotatorId,
        kind: DecisionKind,
        item: Option<&ItemId>,
        now: i64,
    ) -> Result<Option<Assignment>> {
        let input = (project.clone(), person.clone(), kind, item.cloned(), now);
        let id = self
            .write(key::project(project), input, |tx, (project, person, kind, item, now)| {
                Box::pin(next(tx, project, person, *kind, item.as_ref(), *now))
            })
            .await?;
        match id {
            Some(id) => Ok(Some(self.assignment(&id).await?)),
            None => Ok(None),
        }
    }

    /// Whether this person may not decide about the item, having read it to answer or written it.
    pub async fn is_first_reader(&self, project: &ProjectId, item: &ItemId, person: &AnnotatorId) -> Result<bool> {
        let statement = composed(format!(
            "select case when {FIRST_READER} then 1 else 0 end from standings s where s.item = $1 and s.project = $4"
        ));
        let row = statement
            .bind(item.as_str())
            .bind(person.as_str())
            .bind(FOREVER)
            .bind(project.as_str())
            .fetch_one(&self.readers)
            .await?;
        Ok(row.int(0)? != 0)
    }

    /// Writes down that the names of the annotators were shown; the first time stands, and is returned.
    pub async fn show_names(&self, assignment: &AssignmentId, now: i64) -> Result<i64> {
        let project = self.project_of_assignment(assignment).await?;
        self.write(key::project(&project), (assignment.clone(), now), |tx, (assignment, now)| {
            Box::pin(async move {
                sql("update assignments set names_shown_at = $2 where id = $1 and names_shown_at is null")
                    .bind(assignment.as_str())
                    .bind(*now)
                    .execute(&mut tx.conn)
                    .await?;
                Ok(())
            })
        })
        .await?;
        Ok(self.names_shown_at(assignment).await?.unwrap_or(now))
    }

    /// When the names of the annotators were shown to whoever has this assignment.
    pub async fn names_shown_at(&self, assignment: &AssignmentId) -> Result<Option<i64>> {
        let row = sql("select names_shown_at from assignments where id = $1")
            .bind(assignment.as_str())
            .fetch_one(&self.readers)
            .await?;
        row.maybe_int(0)
    }

    /// Opens the annotations again for those who made them, each with the comment, and gives the review back: the item
    /// waits for the corrections.
    pub async fn send_back(&self, project: &ProjectId, what: SendBack, by: &AnnotatorId, now: i64) -> Result<()> {
        let input = (project.clone(), what, by.clone(), now);
        self.write(key::project(project), input, |tx, (project, what, by, now)| {
            Box::pin(send_back(tx, project, what, by, *now))
        })
        .await
    }
}

/// How long a correction may take: whoever made the answer may be away.
const CORRECTION_MS: i64 = 30 * 24 * 3_600_000;

async fn next(
    tx: &mut Tx,
    project: &ProjectId,
    person: &AnnotatorId,
    kind: DecisionKind,
    item: Option<&ItemId>,
    now: i64,
) -> Result<Option<AssignmentId>> {
    let locked = lock_project(tx, project).await?;
    if let Some(item) = item {
        check_named(tx, project, person, kind, item, now).await?;
    }
    let deadline = now + assignments::lease_ms(&standings::policy(tx, project).await?);
    for mine in held(tx, project, person, kind).await? {
        if item.is_some_and(|item| *item != mine.item) {
            continue;
        }
        if may_go_on(tx, &mine, kind, now).await? {
            hold(tx, &mine.id, deadline).await?;
            return Ok(Some(mine.id));
        }
        assignments::release(tx, project, &mine.id).await?;
    }
    let Some((item, revision)) = waiting(tx, project, person, kind, item, now).await? else { return Ok(None) };
    if let Some(earlier) = earlier(tx, &item, person, kind, revision, locked.design_version).await? {
        hold(tx, &earlier, deadline).await?;
        return Ok(Some(earlier));
    }
    let id = AssignmentId(new_id(now));
    let new = NewAssignment {
        drawn: crate::assignment_row::Drawn::InTurn,
        id: &id,
        project,
        item: &item,
        annotator: person,
        role: kind.as_str(),
        revision,
        state: "held",
        deadline,
        supersedes: None,
        design_version: locked.design_version,
        now,
    };
    assignments::insert_now(tx, &new).await?;
    Ok(Some(id))
}

/// Says why the named item cannot be had.
async fn check_named(
    tx: &mut Tx,
    project: &ProjectId,
    person: &AnnotatorId,
    kind: DecisionKind,
    item: &ItemId,
    now: i64,
) -> Result<()> {
    let statement = composed(format!(
        "select s.state, case when {FIRST_READER} then 1 else 0 end, case when {IN_HAND} then 1 else 0 end
         from standings s where s.item = $1 and s.project = $5"
    ));
    let row = statement
        .bind(item.as_str())
        .bind(person.as_str())
        .bind(FOREVER)
        .bind(now)
        .bind(project.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    if row.int(1)? != 0 {
        return Err(StoreError::conflict(READ_IT));
    }
    let state = row.text(0)?;
    if state != kind.state().as_str() {
        return Err(StoreError::conflict(format!("the item is {state}: there is nothing to {}", kind.as_str())));
    }
    if row.int(2)? != 0 {
        return Err(StoreError::conflict("somebody else decides about this item now; take another one"));
    }
    Ok(())
}

const READ_IT: &str = "you have read this item yourself, or wrote its text, so somebody else has to decide about it";

/// The caller signs by this assignment: they have not read the item to answer, and it still waits for a decision.
pub(crate) async fn check_signer(
    tx: &mut Tx,
    assignment: &AssignmentId,
    item: &ItemId,
    person: &AnnotatorId,
) -> Result<()> {
    let statement = composed(format!(
        "select s.state, case when {FIRST_READER} then 1 else 0 end, a.state from standings s
         join assignments a on a.id = $4 and a.item = s.item where s.item = $1"
    ));
    let row = statement
        .bind(item.as_str())
        .bind(person.as_str())
        .bind(FOREVER)
        .bind(assignment.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    if row.int(1)? != 0 {
        return Err(StoreError::conflict(READ_IT));
    }
    if row.text(2)? == "done" {
        return Err(StoreError::conflict("this assignment was signed already; reopen the item to decide again"));
    }
    let state = row.text(0)?;
    if state != ItemState::Disputed.as_str() && state != ItemState::Review.as_str() {
        return Err(StoreError::conflict(format!("the item is {state} by now: there is nothing to sign")));
    }
    Ok(())
}

/// Decisions that this person has in hand, oldest first.
async fn held(tx: &mut Tx, project: &ProjectId, person: &AnnotatorId, kind: DecisionKind) -> Result<Vec<Assignment>> {
    let statement = composed(format!(
        "select {} from assignments a where a.project = $1 and a.annotator = $2 and a.state in ('offered', 'held')
             and a.role = $3 order by a.created_at, a.id",
        assignment_row::COLUMNS
    ));
    let statement = statement.bind(project.as_str()).bind(person.as_str()).bind(kind.as_str());
    statement.fetch_all(&mut tx.conn).await?.iter().map(assignment_row::read).collect()
}

/// The item still waits for the decision, and nobody took it up after the lease had run out.
async fn may_go_on(tx: &mut Tx, mine: &Assignment, kind: DecisionKind, now: i64) -> Result<bool> {
    let statement = composed(format!(
        "select s.state, case when {IN_HAND} or {FIRST_READER} then 1 else 0 end, s.revision
         from standings s where s.item = $1"
    ));
    let row = statement
        .bind(mine.item.as_str())
        .bind(mine.annotator.as_str())
        .bind(FOREVER)
        .bind(now)
        .fetch_one(&mut tx.conn)
        .await?;
    Ok(row.text(0)? == kind.state().as_str() && row.int(1)? == 0 && row.small(2)? == mine.item_revision)
}

async fn hold(tx: &mut Tx, id: &AssignmentId, deadline: i64) -> Result<()> {
    sql("update assignments set state = 'held', deadline = $2 where id = $1")
        .bind(id.as_str())
        .bind(deadline)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// The first item that waits for this person's decision, with its revision. Whoever names an item gets it though it waits
/// for a correction: corrections may never come.
async fn waiting(
    tx: &mut Tx,
    project: &ProjectId,
    person: &AnnotatorId,
    kind: DecisionKind,
    item: Option<&ItemId>,
    now: i64,
) -> Result<Option<(ItemId, i64)>> {
    let statement = composed(format!(
        "select s.item, s.revision from standings s where s.project = $1 and s.state = $5
             and (s.item = $6 or $6 = '' and not {WAITING}) and not {FIRST_READER} and not {IN_HAND}
         order by s.sequence limit 1"
    ));
    let row = statement
        .bind(project.as_str())
        .bind(person.as_str())
        .bind(FOREVER)
        .bind(now)
        .bind(kind.state().as_str())
        .bind(item.map_or("", ItemId::as_str))
        .fetch_optional(&mut tx.conn)
        .await?;
    row.map(|row| Ok((ItemId(row.text(0)?), row.int(1)?))).transpose()
}

/// The person's own earlier assignment, which was given back or ran out; its draft is still there.
async fn earlier(
    tx: &mut Tx,
    item: &ItemId,
    person: &AnnotatorId,
    kind: DecisionKind,
    revision: i64,
    design_version: i64,
) -> Result<Option<AssignmentId>> {
    let row = sql("select max(a.id) from assignments a where a.item = $1 and a.annotator = $2 and a.role = $3
             and a.state in ('released', 'expired') and a.item_revision = $4 and a.design_version = $5")
    .bind(item.as_str())
    .bind(person.as_str())
    .bind(kind.as_str())
    .bind(revision)
    .bind(design_version)
    .fetch_one(&mut tx.conn)
    .await?;
    Ok(row.maybe_text(0)?.map(AssignmentId))
}

async fn send_back(tx: &mut Tx, project: &ProjectId, what: &SendBack, by: &AnnotatorId, now: i64) -> Result<()> {
    let mut seq = lock_project(tx, project).await?.seq;
    let select = composed(format!("select {} from assignments a where a.id = $1", assignment_row::COLUMNS));
    let review = select.bind(what.assignment.as_str()).fetch_one(&mut tx.conn).await?;
    let review = assignment_row::read(&review)?;
    if review.state != AssignmentState::Held {
        return Err(StoreError::Gone);
    }
    for annotation in &what.annotations {
        let row = sql("select annotator from annotations where id = $1 and item = $2 and until_seq = $3")
            .bind(annotation.as_str())
            .bind(review.item.as_str())
            .bind(FOREVER)
            .fetch_one(&mut tx.conn)
            .await?;
        let correction = assignments::reopen(tx, project, annotation, now).await?;
        hold(tx, &correction, now + CORRECTION_MS).await?;
        let comment = NewComment {
            id: new_id(now),
            item: review.item.clone(),
            author: by.clone(),
            kind: CommentKind::SendBack,
            annotation: Some(annotation.clone()),
            reply_to: None,
            target: what.target.clone(),
            body: what.body.clone(),
            mentions: Vec::new(),
        };
        seq += 1;
        comments::insert(tx, project, &comment, seq, now).await?;
        let of = (NotificationKind::SentBack, None, Some(&correction));
        comments::tell(tx, project, &AnnotatorId(row.text(0)?), &comment.id, of, now).await?;
        lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    }
    assignments::release(tx, project, &what.assignment).await
}

/// A correction of what was sent back, or of such a correction, was made with a reviewer's remarks in view.
pub(crate) fn inform_correction(writes: &mut Together, correction: &AnnotationId, superseded: &AnnotationId) {
    writes
        .add(
            "update annotations set informed = 1 where id = ? and informed = 0
                 and (exists (select 1 from comments c where c.annotation = ? and c.kind = 'send_back')
                     or exists (select 1 from annotations n where n.id = ? and n.informed = 1))",
        )
        .bind(correction.as_str())
        .bind(superseded.as_str())
        .bind(superseded.as_str());
}
