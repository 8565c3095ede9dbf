//! What people should talk about: units that a lead put on the list, until somebody closes them with what came of it.

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    sql::{Cells, composed, sql},
    store::key,
    writer::Tx,
};

/// A unit to be put on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDiscussion {
    /// Made by the client, so that a repetition is one entry.
    pub id: String,
    pub item: ItemId,
    /// Empty for the item itself.
    pub field: String,
    pub unit: String,
    pub note: String,
}

/// What came of a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub outcome: String,
    /// The version of the guideline that says it now, where one does.
    pub guideline_version: Option<u32>,
    pub by: AnnotatorId,
    pub at: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discussion {
    pub id: String,
    pub item: ItemId,
    pub field: String,
    pub unit: String,
    pub note: String,
    pub opened_by: AnnotatorId,
    pub opened_at: i64,
    /// Nothing while it is open.
    pub closed: Option<Closing>,
}

impl Store {
    /// Puts a unit on the list. The same id again is one entry.
    pub async fn open_discussion(
        &self,
        project: &ProjectId,
        new: NewDiscussion,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<Discussion> {
        let id = new.id.clone();
        let input = (project.clone(), new, by.clone(), now);
        self.write(key::project(project), input, |tx, (project, new, by, now)| {
            Box::pin(open(tx, project, new, by, *now))
        })
        .await?;
        self.discussion(project, &id).await
    }

    /// Takes it off the list, with what came of it. A conflict where that was done already.
    pub async fn close_discussion(&self, project: &ProjectId, id: &str, closing: Closing) -> Result<Discussion> {
        self.discussion(project, id).await?;
        let input = (project.clone(), id.to_owned(), closing);
        self.write(key::project(project), input, |tx, (project, id, closing)| {
            Box::pin(close(tx, project, id, closing))
        })
        .await?;
        self.discussion(project, id).await
    }

    pub async fn discussion(&self, project: &ProjectId, id: &str) -> Result<Discussion> {
        let statement = composed(format!("{SELECT} where project = $1 and id = $2"));
        read(&statement.bind(project.as_str()).bind(id).fetch_one(&self.readers).await?)
    }

    /// Everything that is or was on the list, newest first.
    pub async fn discussions(&self, project: &ProjectId) -> Result<Vec<Discussion>> {
        let statement = composed(format!("{SELECT} where project = $1 order by id desc limit 500"));
        statement.bind(project.as_str()).fetch_all(&self.readers).await?.iter().map(read).collect()
    }
}

const SELECT: &str = "select id, item, field, unit, note, opened_by, opened_at, outcome, guideline_version, closed_by,
    closed_at from discussions";

fn read(row: &AnyRow) -> Result<Discussion> {
    let closed = match (row.maybe_text(7)?, row.maybe_text(9)?, row.maybe_int(10)?) {
        (Some(outcome), Some(by), Some(at)) => Some(Closing {
            outcome,
            guideline_version: row.maybe_int(8)?.and_then(|version| u32::try_from(version).ok()),
            by: AnnotatorId(by),
            at,
        }),
        _ => None,
    };
    Ok(Discussion {
        id: row.text(0)?,
        item: ItemId(row.text(1)?),
        field: row.text(2)?,
        unit: row.text(3)?,
        note: row.text(4)?,
        opened_by: AnnotatorId(row.text(5)?),
        opened_at: row.int(6)?,
        closed,
    })
}

async fn open(tx: &mut Tx, project: &ProjectId, new: &NewDiscussion, by: &AnnotatorId, now: i64) -> Result<()> {
    let same =
        sql("select item, note from discussions where id = $1").bind(&new.id).fetch_optional(&mut tx.conn).await?;
    if let Some(same) = same {
        return if same.text(0)? == new.item.as_str() && same.text(1)? == new.note {
            Ok(())
        } else {
            Err(StoreError::conflict("another discussion has this id already; make a new id for a new one"))
        };
    }
    sql("insert into discussions (id, project, item, field, unit, note, opened_by, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&new.id)
    .bind(project.as_str())
    .bind(new.item.as_str())
    .bind(&new.field)
    .bind(&new.unit)
    .bind(&new.note)
    .bind(by.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

async fn close(tx: &mut Tx, project: &ProjectId, id: &str, closing: &Closing) -> Result<()> {
    let changed = sql("update discussions set outcome = $3, guideline_version = $4, closed_by = $5, closed_at = $6
         where project = $1 and id = $2 and closed_at is null")
    .bind(project.as_str())
    .bind(id)
    .bind(&closing.outcome)
    .bind(closing.guideline_version.map(i64::from))
    .bind(closing.by.as_str())
    .bind(closing.at)
    .execute(&mut tx.conn)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(StoreError::conflict("this discussion is closed already; put the item on the list again"));
    }
    Ok(())
}
