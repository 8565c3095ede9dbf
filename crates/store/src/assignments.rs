//! Assignments: permission and duty to annotate one item until a deadline.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Assignment, MemberRole, Result, Store, StoreError,
    assignment_row::{ANNOTATE, COLUMNS, Drawn, NewAssignment, WIDTH, insert, read},
    lock::{self, Change, bump_queue, hold_project, lock_project},
    sql::{Cells, FOREVER, composed, new_id, sql},
    standings,
    store::key,
    together::Together,
    writer::Tx,
};

impl Store {
    pub async fn assignment(&self, id: &AssignmentId) -> Result<Assignment> {
        let statement = composed(format!("select {COLUMNS} from assignments a where a.id = $1"));
        read(&statement.bind(id.as_str()).fetch_one(&self.readers).await?)
    }

    /// An assignment of this person, and the person's role in its project by now.
    pub async fn own_assignment(
        &self,
        id: &AssignmentId,
        annotator: &AnnotatorId,
    ) -> Result<(Assignment, Option<MemberRole>)> {
        let statement = composed(format!(
            "select {COLUMNS}, m.role from assignments a
             left join members m on m.project = a.project and m.user_id = a.annotator
             where a.id = $1 and a.annotator = $2"
        ));
        let row = statement.bind(id.as_str()).bind(annotator.as_str()).fetch_one(&self.readers).await?;
        Ok((read(&row)?, row.maybe_text(WIDTH)?.and_then(|role| MemberRole::parse(&role))))
    }

    /// The items that this person has in hand and has not judged yet.
    pub async fn held_items(&self, project: &ProjectId, annotator: &AnnotatorId) -> Result<Vec<ItemId>> {
        let rows = sql("select a.item from assignments a where a.project = $1 and a.annotator = $2
             and a.state in ('offered', 'held') and a.supersedes is null order by a.item")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok(ItemId(row.text(0)?))).collect()
    }

    /// Moves the deadline of a lease to one full lease from now, and returns it. `Gone` when it is no lease any more.
    pub async fn extend(&self, id: &AssignmentId, now: i64) -> Result<i64> {
        let project = self.project_of_assignment(id).await?;
        let input = (project, id.clone(), now);
        self.write(key::project(&input.0), input, |tx, (project, id, now)| Box::pin(extend(tx, project, id, *now)))
            .await
    }

    /// Gives the place back. The draft is kept.
    pub async fn release(&self, id: &AssignmentId, _now: i64) -> Result<()> {
        let project = self.project_of_assignment(id).await?;
        self.write(key::project(&project), (project, id.clone()), |tx, (project, id)| {
            Box::pin(release(tx, project, id))
        })
        .await
    }

    /// Records the answers after which further slots are shown. The first ones stand.
    pub async fn reveal(&self, id: &AssignmentId, answers_json: &str) -> Result<Assignment> {
        let project = self.project_of_assignment(id).await?;
        let input = (project, id.clone(), answers_json.to_owned());
        self.write(key::project(&input.0), input, |tx, (project, id, answers)| {
            Box::pin(reveal(tx, project, id, answers))
        })
        .await?;
        self.assignment(id).await
    }

    /// Adds answers to the ones that are recorded, where slots open one after the other. What was recorded since stands.
    pub async fn reveal_more(&self, id: &AssignmentId, known_json: &str, answers_json: &str) -> Result<Assignment> {
        let project = self.project_of_assignment(id).await?;
        let input = (project, id.clone(), known_json.to_owned(), answers_json.to_owned());
        self.write(key::project(&input.0), input, |tx, (project, id, known, answers)| {
            Box::pin(reveal_more(tx, project, id, known, answers))
        })
        .await?;
        self.assignment(id).await
    }

    /// Gives the item to one member, ahead of the queue; a full item gets one more place, which `by` asks for. A person
    /// who has already annotated it is a conflict.
    pub async fn assign(
        &self,
        project: &ProjectId,
        item: &ItemId,
        annotator: &AnnotatorId,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<Assignment> {
        let input = (project.clone(), item.clone(), annotator.clone(), by.clone(), now);
        let id = self
            .write(key::project(project), input, |tx, (project, item, annotator, by, now)| {
                Box::pin(assign(tx, project, item, annotator, by, *now))
            })
            .await?;
        self.assignment(&id).await
    }

    /// An assignment whose annotation will supersede this one. Repeating it returns the same assignment.
    pub async fn reopen(&self, annotation: &AnnotationId, now: i64) -> Result<Assignment> {
        let row = sql("select project from annotations where id = $1")
            .bind(annotation.as_str())
            .fetch_one(&self.readers)
            .await?;
        let input = (ProjectId(row.text(0)?), annotation.clone(), now);
        let id = self
            .write(key::project(&input.0), input, |tx, (project, annotation, now)| {
                Box::pin(reopen(tx, project, annotation, *now))
            })
            .await?;
        self.assignment(&id).await
    }
}

impl Store {
    /// The project never changes, so it may be asked for before the transaction begins.
    pub(crate) async fn project_of_assignment(&self, id: &AssignmentId) -> Result<ProjectId> {
        let row =
            sql("select project from assignments where id = $1").bind(id.as_str()).fetch_one(&self.readers).await?;
        Ok(ProjectId(row.text(0)?))
    }
}

/// Gives back the places of assignments that just ended: rows of the item, of something where none was taken, and of the
/// role. Only who answers takes a place.
/// The caller holds the project's lock.
pub(crate) async fn free_places(tx: &mut Tx, project: &ProjectId, ended: &[AnyRow]) -> Result<()> {
    for row in ended {
        if row.maybe_text(1)?.is_some() || row.text(2)? != ANNOTATE {
            continue;
        }
        sql("update standings set taken = taken - 1,
                 claimable = case when state = 'open' and votes + taken - 1 < wanted then 1 else 0 end
             where item = $1")
        .bind(row.text(0)?)
        .execute(&mut tx.conn)
        .await?;
    }
    if ended.is_empty() { Ok(()) } else { bump_queue(tx, project).await }
}

/// How long a lease lasts, in milliseconds.
pub(crate) fn lease_ms(policy: &crosscheck_domain::Policy) -> i64 {
    i64::from(policy.lease_minutes.max(1)) * 60_000
}

async fn extend(tx: &mut Tx, project: &ProjectId, id: &AssignmentId, now: i64) -> Result<i64> {
    hold_project(tx, project).await?;
    let deadline = now + lease_ms(&standings::policy(tx, project).await?);
    let changed = sql("update assignments set deadline = $2 where id = $1 and state = 'held'")
        .bind(id.as_str())
        .bind(deadline)
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 0 { Err(StoreError::Gone) } else { Ok(deadline) }
}

pub(crate) async fn release(tx: &mut Tx, project: &ProjectId, id: &AssignmentId) -> Result<()> {
    hold_project(tx, project).await?;
    let ended = sql("update assignments set state = 'released' where id = $1 and state in ('offered', 'held')
         returning item, case when drawn = 'repeat' then drawn else supersedes end, role")
    .bind(id.as_str())
    .fetch_all(&mut tx.conn)
    .await?;
    free_places(tx, project, &ended).await
}

async fn reveal(tx: &mut Tx, project: &ProjectId, id: &AssignmentId, answers: &str) -> Result<()> {
    hold_project(tx, project).await?;
    sql("update assignments set revealed = $2 where id = $1 and revealed is null")
        .bind(id.as_str())
        .bind(answers)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn reveal_more(tx: &mut Tx, project: &ProjectId, id: &AssignmentId, known: &str, answers: &str) -> Result<()> {
    hold_project(tx, project).await?;
    sql("update assignments set revealed = $3 where id = $1 and revealed = $2")
        .bind(id.as_str())
        .bind(known)
        .bind(answers)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// Membership is looked at under the project's lock: nobody else could take up what is offered to somebody who left.
pub(crate) async fn assign(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    annotator: &AnnotatorId,
    by: &AnnotatorId,
    now: i64,
) -> Result<AssignmentId> {
    let locked = lock_project(tx, project).await?;
    let row = sql("select revision, state, wanted, taken, votes,
             (select min(a.id) from assignments a where a.item = $1 and a.annotator = $3 and a.state in ('offered', 'held')
                  and a.role = 'annotate'),
             (select count(*) from assignments a join item_revisions v on v.item = a.item and v.revision = a.item_revision
                  where a.item = $1 and a.annotator = $3 and a.state = 'done' and v.shown = (select c.shown
                      from item_revisions c where c.item = $1 and c.revision = standings.revision)),
             (select count(*) from members m where m.project = $2 and m.user_id = $3),
             (select count(*) from assignments a where a.item = $1 and a.annotator = $3 and a.role <> 'annotate')
         from standings where item = $1 and project = $2")
    .bind(item.as_str())
    .bind(project.as_str())
    .bind(annotator.as_str())
    .fetch_one(&mut tx.conn)
    .await?;
    if row.int(7)? == 0 {
        return Err(StoreError::conflict("this person is not in the project; invite them first"));
    }
    if let Some(held) = row.maybe_text(5)? {
        return Ok(AssignmentId(held));
    }
    if row.int(8)? > 0 {
        return Err(StoreError::conflict(
            "this person has seen the answers of others, to review or to settle the item",
        ));
    }
    if row.int(6)? > 0 {
        return Err(StoreError::conflict("this person has answered the item already; reopen that annotation instead"));
    }
    if crate::authors::has_written(tx, item, annotator).await? {
        return Err(StoreError::conflict("this person wrote the text of the item; somebody else has to judge it"));
    }
    if crate::draw::had_relative(tx, item, annotator).await? {
        return Err(StoreError::conflict(
            "this item is handed out by the queue alone, or this person had one that was made of it; choose another",
        ));
    }
    if row.text(1)? == "excluded" {
        return Err(StoreError::conflict("the item is excluded; include it first"));
    }
    if row.int(3)? + row.int(4)? >= row.int(2)? {
        crate::selection::append(tx, project, item, ("requeue", 1, ""), by, locked.seq + 1, now).await?;
        sql("update standings set extra = extra + 1 where item = $1").bind(item.as_str()).execute(&mut tx.conn).await?;
        lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    }
    let id = AssignmentId(new_id(now));
    let revision = row.int(0)?;
    let new = NewAssignment {
        id: &id,
        project,
        item,
        annotator,
        role: ANNOTATE,
        revision,
        state: "offered",
        deadline: FOREVER,
        supersedes: None,
        design_version: locked.design_version,
        drawn: Drawn::InTurn,
        now,
    };
    insert_now(tx, &new).await?;
    standings::recompute(tx, project, item, now).await?;
    Ok(id)
}

pub(crate) async fn reopen(
    tx: &mut Tx,
    project: &ProjectId,
    annotation: &AnnotationId,
    now: i64,
) -> Result<AssignmentId> {
    let locked = lock_project(tx, project).await?;
    let row = sql("select n.item, n.annotator, n.until_seq, n.item_revision,
             (select min(a.id) from assignments a where a.item = n.item and a.annotator = n.annotator
                  and a.supersedes = n.id and a.state = 'held'),
             (select a.drawn from assignments a where a.id = n.assignment)
         from annotations n where n.id = $1")
    .bind(annotation.as_str())
    .fetch_one(&mut tx.conn)
    .await?;
    if row.int(2)? != FOREVER {
        return Err(StoreError::conflict("this annotation was corrected already; reopen the newer one"));
    }
    if let Some(held) = row.maybe_text(4)? {
        return Ok(AssignmentId(held));
    }
    let id = AssignmentId(new_id(now));
    let (item, annotator) = (ItemId(row.text(0)?), AnnotatorId(row.text(1)?));
    let deadline = now + lease_ms(&standings::policy(tx, project).await?);
    let new = NewAssignment {
        id: &id,
        project,
        item: &item,
        annotator: &annotator,
        role: ANNOTATE,
        revision: row.int(3)?,
        state: "held",
        deadline,
        supersedes: Some(annotation),
        design_version: locked.design_version,
        drawn: Drawn::parse(&row.text(5)?)?,
        now,
    };
    insert_now(tx, &new).await?;
    Ok(id)
}

pub(crate) async fn insert_now(tx: &mut Tx, new: &NewAssignment<'_>) -> Result<()> {
    let mut writes = Together::default();
    insert(&mut writes, new);
    writes.execute(tx).await
}
