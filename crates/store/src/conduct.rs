//! What is done about annotators: notices, pauses, appeals; and what the model of annotators asks for.

use std::collections::HashMap;

use crosscheck_domain::{AnnotatorId, ItemId, ItemState, ProjectId, Rating};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError, assignments,
    lock::{self, Change, lock_project},
    selection::append,
    sql::{Cells, FOREVER, new_id, sql},
    standings,
    store::key,
    writer::Tx,
};

/// What a person did about an annotator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Something to read and nothing more.
    Notice,
    /// No more work until it is resumed.
    Pause,
    Resume,
}

impl ActionKind {
    pub const ALL: [ActionKind; 3] = [Self::Notice, Self::Pause, Self::Resume];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// An action as stored, with the annotator's appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAction {
    pub id: String,
    pub annotator: AnnotatorId,
    pub kind: ActionKind,
    pub reason: String,
    pub made_by: AnnotatorId,
    pub created_at: i64,
    pub appeal: Option<String>,
    pub appealed_at: Option<i64>,
}

/// What came of asking for one more annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// False where the item still lacks annotations that it wants, or wants none.
    pub asked: bool,
    /// To whom it was offered; anyone may take it where nobody is named.
    pub offered: Option<AnnotatorId>,
}

/// Whom the model asks, and until when an offer stands.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The best first. Who has had the item already, is paused or has left is passed over.
    pub candidates: Vec<AnnotatorId>,
    pub expires_at: i64,
}

impl Store {
    /// Appends the action, and lets the annotator have work or not. `NotFound` for who is no member.
    pub async fn act(
        &self,
        project: &ProjectId,
        annotator: &AnnotatorId,
        (kind, reason): (ActionKind, &str),
        by: &AnnotatorId,
        now: i64,
    ) -> Result<StoredAction> {
        let action = StoredAction {
            id: new_id(now),
            annotator: annotator.clone(),
            kind,
            reason: reason.to_owned(),
            made_by: by.clone(),
            created_at: now,
            appeal: None,
            appealed_at: None,
        };
        let input = (project.clone(), action.clone());
        self.write(key::project(project), input, |tx, (project, action)| Box::pin(act(tx, project, action))).await?;
        Ok(action)
    }

    /// Actions about one annotator or about everybody, newest first.
    pub async fn actions(&self, project: &ProjectId, annotator: Option<&AnnotatorId>) -> Result<Vec<StoredAction>> {
        let rows = sql("select id, annotator, kind, reason, made_by, created_at, appeal, appealed_at
             from annotator_actions where project = $1 and ($2 = '' or annotator = $2) order by id desc limit 500")
        .bind(project.as_str())
        .bind(annotator.map_or("", AnnotatorId::as_str))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_action).collect()
    }

    /// The annotator's word against an action about them. A later one takes its place.
    pub async fn appeal_notice(&self, id: &str, annotator: &AnnotatorId, text: &str, now: i64) -> Result<()> {
        let input = (id.to_owned(), annotator.clone(), text.to_owned(), now);
        self.write(key::other(id), input, |tx, (id, annotator, text, now)| {
            Box::pin(async move {
                let changed = sql("update annotator_actions set appeal = $3, appealed_at = $4
                     where id = $1 and annotator = $2")
                .bind(id.as_str())
                .bind(annotator.as_str())
                .bind(text.as_str())
                .bind(*now)
                .execute(&mut tx.conn)
                .await?;
                if changed.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
            })
        })
        .await
    }

    /// Members who get no work, and since when.
    pub async fn paused(&self, project: &ProjectId) -> Result<HashMap<AnnotatorId, i64>> {
        let rows = sql("select user_id, paused_since from members where project = $1 and paused_since is not null")
            .bind(project.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok((AnnotatorId(row.text(0)?), row.int(1)?))).collect()
    }

    /// Asks for one more annotation of an item that has what it wants, and offers it to the first candidate who may have
    /// it. Looked at under the project's lock, so that two servers ask once.
    pub async fn ask(&self, project: &ProjectId, item: &ItemId, ask: Ask, now: i64) -> Result<Asked> {
        let input = (project.clone(), item.clone(), ask, now);
        self.write(key::project(project), input, |tx, (project, item, how, now)| {
            Box::pin(ask_for(tx, project, item, how, *now))
        })
        .await
    }

    /// Says that the model stays unsure of the item, or is sure of it after all. False where that is known already.
    pub async fn mark_unsure(&self, project: &ProjectId, item: &ItemId, unsure: bool, now: i64) -> Result<bool> {
        let input = (project.clone(), item.clone(), unsure, now);
        self.write(key::project(project), input, |tx, (project, item, unsure, now)| {
            Box::pin(mark(tx, project, item, *unsure, *now))
        })
        .await
    }

    /// Withdraws offers of the model that nobody has begun in time; says how many.
    pub async fn expire_offers(&self, now: i64) -> Result<u64> {
        let rows = sql("select distinct project from assignments where state = 'offered' and expires_at < $1")
            .bind(now)
            .fetch_all(&self.readers)
            .await?;
        let mut ended = 0;
        for row in rows {
            let project = ProjectId(row.text(0)?);
            ended += self
                .write(key::project(&project), (project, now), |tx, (project, now)| {
                    Box::pin(withdraw(tx, project, *now))
                })
                .await?;
        }
        Ok(ended)
    }

    /// The known answers of gold items, each with its item, as it is shown.
    pub async fn gold_ratings(&self, project: &ProjectId) -> Result<Vec<(ItemId, u32, Rating)>> {
        let rows = sql("select t.item, v.shown, r.field, r.unit, r.value from truths t
             join item_revisions v on v.item = t.item and v.revision = t.item_revision
             join truth_ratings r on r.truth = t.id
             where t.project = $1 and t.until_seq = $2 and t.kind = 'gold' order by t.item, r.field, r.unit")
        .bind(project.as_str())
        .bind(FOREVER)
        .fetch_all(&self.readers)
        .await?;
        let read = |row: &AnyRow| {
            let rating = Rating { field: row.text(2)?, unit: row.text(3)?, value: row.text(4)? };
            Ok((ItemId(row.text(0)?), row.small(1)?, rating))
        };
        rows.iter().map(read).collect()
    }

    /// The bodies of somebody's newest complete annotations with their items.
    pub async fn newest_bodies(
        &self,
        project: &ProjectId,
        annotator: &AnnotatorId,
        limit: u32,
    ) -> Result<Vec<(ItemId, String)>> {
        let rows = sql("select item, body from annotations
             where project = $1 and annotator = $2 and until_seq = $3 and outcome = 'complete'
             order by seq desc limit $4")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(FOREVER)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok((ItemId(row.text(0)?), row.text(1)?))).collect()
    }

    /// Projects in which the model of annotators decides how many annotations an item gets: those whose policy says so.
    pub async fn projects_with_policy(&self, word: &str) -> Result<Vec<ProjectId>> {
        let rows = sql("select id, policy from projects where archived_at is null").fetch_all(&self.readers).await?;
        let mut found = Vec::new();
        for row in rows {
            if row.text(1)?.contains(word) {
                found.push(ProjectId(row.text(0)?));
            }
        }
        Ok(found)
    }
}

/// Whether the member gets no work.
pub(crate) async fn is_paused(tx: &mut Tx, project: &ProjectId, annotator: &AnnotatorId) -> Result<bool> {
    let row = sql("select paused_since from members where project = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
    Ok(row.map(|row| row.maybe_int(0)).transpose()?.flatten().is_some())
}

fn read_action(row: &AnyRow) -> Result<StoredAction> {
    Ok(StoredAction {
        id: row.text(0)?,
        annotator: AnnotatorId(row.text(1)?),
        kind: ActionKind::parse(&row.text(2)?).ok_or_else(|| StoreError::corrupt("kind of an action"))?,
        reason: row.text(3)?,
        made_by: AnnotatorId(row.text(4)?),
        created_at: row.int(5)?,
        appeal: row.maybe_text(6)?,
        appealed_at: row.maybe_int(7)?,
    })
}

async fn act(tx: &mut Tx, project: &ProjectId, action: &StoredAction) -> Result<()> {
    let member = sql("select role from members where project = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(action.annotator.as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
    if member.is_none() {
        return Err(StoreError::NotFound);
    }
    let since = match action.kind {
        ActionKind::Notice => None,
        ActionKind::Pause => Some(Some(action.created_at)),
        ActionKind::Resume => Some(None),
    };
    if let Some(since) = since {
        sql("update members set paused_since = $3 where project = $1 and user_id = $2")
            .bind(project.as_str())
            .bind(action.annotator.as_str())
            .bind(since)
            .execute(&mut tx.conn)
            .await?;
    }
    sql("insert into annotator_actions (id, project, annotator, kind, reason, made_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&action.id)
    .bind(project.as_str())
    .bind(action.annotator.as_str())
    .bind(action.kind.as_str())
    .bind(&action.reason)
    .bind(action.made_by.as_str())
    .bind(action.created_at)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

async fn ask_for(tx: &mut Tx, project: &ProjectId, item: &ItemId, how: &Ask, now: i64) -> Result<Asked> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let standing = standings::stored(tx, item).await?;
    let finished = matches!(standing.state, ItemState::Done | ItemState::Disputed | ItemState::Review);
    if !finished || standing.votes < standing.wanted {
        return Ok(Asked::default());
    }
    let by = maker(tx, project).await?;
    append(tx, project, item, ("ask", 1, ""), &by, seq, now).await?;
    sql("update standings set asked = asked + 1 where item = $1").bind(item.as_str()).execute(&mut tx.conn).await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    let standing = standings::recompute(tx, project, item, now).await?;
    if !standing.claimable() {
        return Ok(Asked { asked: true, offered: None });
    }
    for candidate in &how.candidates {
        let had = sql("select (select count(*) from assignments where item = $1 and annotator = $2),
                 (select count(*) from assignments where project = $3 and annotator = $2 and state = 'offered')")
        .bind(item.as_str())
        .bind(candidate.as_str())
        .bind(project.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
        if had.int(0)? > 0 || had.int(1)? >= MOST_OFFERS || is_paused(tx, project, candidate).await? {
            continue;
        }
        match assignments::assign(tx, project, item, candidate, &by, now).await {
            Ok(id) => {
                sql("update assignments set expires_at = $2 where id = $1")
                    .bind(id.as_str())
                    .bind(how.expires_at)
                    .execute(&mut tx.conn)
                    .await?;
                return Ok(Asked { asked: true, offered: Some(candidate.clone()) });
            }
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Asked { asked: true, offered: None })
}

/// So many offers may wait for one person: the best annotator is not the only one.
const MOST_OFFERS: i64 = 2;

/// In whose name the model asks: that of whoever made the project and gave it its policy.
async fn maker(tx: &mut Tx, project: &ProjectId) -> Result<AnnotatorId> {
    let row =
        sql("select created_by from projects where id = $1").bind(project.as_str()).fetch_one(&mut tx.conn).await?;
    Ok(AnnotatorId(row.text(0)?))
}

async fn mark(tx: &mut Tx, project: &ProjectId, item: &ItemId, unsure: bool, now: i64) -> Result<bool> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let standing = standings::stored(tx, item).await?;
    if standing.unsure == unsure {
        return Ok(false);
    }
    let by = maker(tx, project).await?;
    append(tx, project, item, (if unsure { "unsure" } else { "sure" }, 0, ""), &by, seq, now).await?;
    sql("update standings set unsure = $2 where item = $1")
        .bind(item.as_str())
        .bind(i64::from(unsure))
        .execute(&mut tx.conn)
        .await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    standings::recompute(tx, project, item, now).await?;
    Ok(true)
}

async fn withdraw(tx: &mut Tx, project: &ProjectId, now: i64) -> Result<u64> {
    lock_project(tx, project).await?;
    let ended = sql("update assignments set state = 'released'
         where project = $1 and state = 'offered' and expires_at < $2 returning item, supersedes, role")
    .bind(project.as_str())
    .bind(now)
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &ended).await?;
    Ok(ended.len() as u64)
}
