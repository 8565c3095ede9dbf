//! Appeals: an annotator says that an item is judged wrongly. Each state of one is a fact.

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    lock::{self, Change, lock_project},
    sql::{Cells, FOREVER, composed, sql},
    store::key,
    writer::Tx,
};

/// What has become of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealState {
    Open,
    Upheld,
    Rejected,
}

#[derive(Clone, Debug)]
pub struct NewAppeal {
    /// A ULID made by the client, so that sending it twice is one appeal.
    pub id: String,
    pub annotation: AnnotationId,
    /// `claim:{id}`, or empty for the whole item.
    pub unit: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    pub id: String,
    pub annotation: AnnotationId,
    pub annotator: AnnotatorId,
    pub item: ItemId,
    pub unit: String,
    pub text: String,
    pub state: AppealState,
    /// Who brought it into this state, and why.
    pub made_by: AnnotatorId,
    pub note: String,
    pub seq: i64,
    pub at: i64,
}

impl AppealState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        [Self::Open, Self::Upheld, Self::Rejected]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("state of an appeal"))
    }
}

impl Store {
    /// Appends the appeal. The same id for the same annotation is one; for another it is a conflict.
    pub async fn appeal(&self, project: &ProjectId, appeal: NewAppeal, by: &AnnotatorId, now: i64) -> Result<Appeal> {
        let input = (project.clone(), appeal, by.clone(), now);
        let id = self
            .write(key::project(project), input, |tx, (project, appeal, by, now)| {
                Box::pin(open(tx, project, appeal, by, *now))
            })
            .await?;
        self.one_appeal(project, &id).await
    }

    /// Ends an open appeal; a conflict where it was ended already.
    pub async fn decide_appeal(
        &self,
        project: &ProjectId,
        id: &str,
        state: AppealState,
        note: &str,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<Appeal> {
        let input = (project.clone(), id.to_owned(), state, note.to_owned(), by.clone(), now);
        self.write(key::project(project), input, |tx, (project, id, state, note, by, now)| {
            Box::pin(decide(tx, project, id, *state, note, by, *now))
        })
        .await?;
        self.one_appeal(project, id).await
    }

    pub async fn one_appeal(&self, project: &ProjectId, id: &str) -> Result<Appeal> {
        let statement = composed(format!("{SELECT} and p.id = $3"));
        read(&statement.bind(project.as_str()).bind(FOREVER).bind(id).fetch_one(&self.readers).await?)
    }

    /// All appeals of a project as they stand, newest first; those of one person where one is named.
    pub async fn appeals(&self, project: &ProjectId, by: Option<&AnnotatorId>) -> Result<Vec<Appeal>> {
        let statement = composed(format!("{SELECT} and ($3 = '' or p.annotator = $3) order by p.id desc limit 500"));
        let statement = statement.bind(project.as_str()).bind(FOREVER).bind(by.map_or("", AnnotatorId::as_str));
        statement.fetch_all(&self.readers).await?.iter().map(read).collect()
    }
}

const SELECT: &str =
    "select p.id, p.annotation, p.annotator, p.item, p.unit, p.body, p.state, p.made_by, p.note, p.seq,
         p.created_at
     from appeals p where p.project = $1 and p.until_seq = $2";

fn read(row: &AnyRow) -> Result<Appeal> {
    Ok(Appeal {
        id: row.text(0)?,
        annotation: AnnotationId(row.text(1)?),
        annotator: AnnotatorId(row.text(2)?),
        item: ItemId(row.text(3)?),
        unit: row.text(4)?,
        text: row.text(5)?,
        state: AppealState::parse(&row.text(6)?)?,
        made_by: AnnotatorId(row.text(7)?),
        note: row.text(8)?,
        seq: row.int(9)?,
        at: row.int(10)?,
    })
}

async fn open(tx: &mut Tx, project: &ProjectId, appeal: &NewAppeal, by: &AnnotatorId, now: i64) -> Result<String> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let same = sql("select annotation from appeals where id = $1 limit 1")
        .bind(&appeal.id)
        .fetch_optional(&mut tx.conn)
        .await?;
    if let Some(same) = same {
        return if same.text(0)? == appeal.annotation.as_str() {
            Ok(appeal.id.clone())
        } else {
            Err(StoreError::conflict("another appeal has this id already; make a new id for a new appeal"))
        };
    }
    let row = sql("select n.item, (select count(*) from appeals p where p.annotation = n.id and p.until_seq = $3
             and p.state = 'open')
         from annotations n where n.id = $1 and n.project = $2")
    .bind(appeal.annotation.as_str())
    .bind(project.as_str())
    .bind(FOREVER)
    .fetch_one(&mut tx.conn)
    .await?;
    if row.int(1)? > 0 {
        return Err(StoreError::conflict("an appeal about this annotation is open already; wait for the decision"));
    }
    let opened = Appeal {
        id: appeal.id.clone(),
        annotation: appeal.annotation.clone(),
        annotator: by.clone(),
        item: ItemId(row.text(0)?),
        unit: appeal.unit.clone(),
        text: appeal.text.clone(),
        state: AppealState::Open,
        made_by: by.clone(),
        note: String::new(),
        seq,
        at: now,
    };
    append(tx, project, &opened).await?;
    Ok(opened.id)
}

async fn decide(
    tx: &mut Tx,
    project: &ProjectId,
    id: &str,
    state: AppealState,
    note: &str,
    by: &AnnotatorId,
    now: i64,
) -> Result<()> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let statement = composed(format!("{SELECT} and p.id = $3"));
    let row = statement.bind(project.as_str()).bind(FOREVER).bind(id).fetch_one(&mut tx.conn).await?;
    let before = read(&row)?;
    if before.state != AppealState::Open {
        return Err(StoreError::conflict("this appeal was decided already"));
    }
    sql("update appeals set until_seq = $3 where id = $1 and seq = $2")
        .bind(id)
        .bind(before.seq)
        .bind(seq)
        .execute(&mut tx.conn)
        .await?;
    append(tx, project, &Appeal { state, made_by: by.clone(), note: note.to_owned(), seq, at: now, ..before }).await
}

async fn append(tx: &mut Tx, project: &ProjectId, appeal: &Appeal) -> Result<()> {
    sql("insert into appeals (id, project, annotation, annotator, item, unit, body, state, made_by, note, seq, until_seq,
             created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(&appeal.id)
    .bind(project.as_str())
    .bind(appeal.annotation.as_str())
    .bind(appeal.annotator.as_str())
    .bind(appeal.item.as_str())
    .bind(&appeal.unit)
    .bind(&appeal.text)
    .bind(appeal.state.as_str())
    .bind(appeal.made_by.as_str())
    .bind(&appeal.note)
    .bind(appeal.seq)
    .bind(FOREVER)
    .bind(appeal.at)
    .execute(&mut tx.conn)
    .await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await
}
