//! Comments on items and what is in them, and what people are told of. Comments are facts; what was read is not.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    lock::{self, Change, lock_project},
    sql::{Cells, composed, new_id, sql},
    store::key,
    writer::Tx,
};

/// What a comment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentKind {
    Comment,
    /// Gives an answer back to whoever made it.
    SendBack,
    /// Ends the thread that it replies to, until somebody replies again.
    Resolve,
}

impl CommentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::SendBack => "send_back",
            Self::Resolve => "resolve",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let all = [Self::Comment, Self::SendBack, Self::Resolve];
        all.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| StoreError::corrupt("kind of a comment"))
    }
}

/// Why somebody is told of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationKind {
    /// They are named in it.
    Mention,
    /// It is in a thread of theirs.
    Reply,
    /// It gives their answer back.
    SentBack,
}

impl NotificationKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::SentBack => "sent_back",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let all = [Self::Mention, Self::Reply, Self::SentBack];
        all.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| StoreError::corrupt("kind of a notification"))
    }
}

/// A comment to be written.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// Made by the client, so that a repetition is one comment.
    pub id: String,
    pub item: ItemId,
    pub author: AnnotatorId,
    pub kind: CommentKind,
    /// What is sent back.
    pub annotation: Option<AnnotationId>,
    /// The first comment of the thread.
    pub reply_to: Option<String>,
    /// What it is about, as JSON.
    pub target: String,
    pub body: String,
    /// Who is named in it.
    pub mentions: Vec<AnnotatorId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredComment {
    pub id: String,
    pub project: ProjectId,
    pub item: ItemId,
    pub seq: i64,
    pub author: AnnotatorId,
    pub author_name: String,
    pub kind: CommentKind,
    pub annotation: Option<AnnotationId>,
    pub reply_to: Option<String>,
    pub target: String,
    pub body: String,
    pub created_at: i64,
}

/// One line of what a person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub id: String,
    pub kind: NotificationKind,
    pub slug: String,
    pub project_title: String,
    pub author_name: String,
    pub body: String,
    /// For those who may see items.
    pub item: Option<ItemId>,
    /// The correction that is asked for.
    pub assignment: Option<AssignmentId>,
    pub created_at: i64,
    pub read_at: Option<i64>,
}

impl Store {
    /// Appends the comment and tells those who are named in it, and those who wrote before in its thread.
    pub async fn comment(&self, project: &ProjectId, comment: NewComment, now: i64) -> Result<StoredComment> {
        let id = comment.id.clone();
        let input = (project.clone(), comment, now);
        self.write(key::project(project), input, |tx, (project, comment, now)| {
            Box::pin(add(tx, project, comment, *now))
        })
        .await?;
        self.one_comment(&id).await
    }

    pub async fn one_comment(&self, id: &str) -> Result<StoredComment> {
        let row = composed(format!("{SELECT} where c.id = $1")).bind(id).fetch_one(&self.readers).await?;
        read(&row)
    }

    /// The comments of an item, oldest first.
    pub async fn comments_of(&self, project: &ProjectId, item: &ItemId) -> Result<Vec<StoredComment>> {
        let statement = composed(format!("{SELECT} where c.project = $1 and c.item = $2 order by c.seq"));
        let rows = statement.bind(project.as_str()).bind(item.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    /// Why this annotation was sent back, oldest first.
    pub async fn comments_to(&self, annotation: &AnnotationId) -> Result<Vec<StoredComment>> {
        let statement = composed(format!("{SELECT} where c.annotation = $1 and c.kind = 'send_back' order by c.seq"));
        statement.bind(annotation.as_str()).fetch_all(&self.readers).await?.iter().map(read).collect()
    }

    /// What the person was told last, newest first.
    pub async fn notifications(&self, user: &AnnotatorId, limit: u32) -> Result<Vec<Notification>> {
        let rows =
            sql("select n.id, n.kind, p.slug, p.title, u.name, c.body, n.item, n.assignment, n.created_at, n.read_at
             from notifications n
             join comments c on c.id = n.comment
             join users u on u.id = c.author
             join projects p on p.id = n.project
             join members m on m.project = n.project and m.user_id = n.user_id
             where n.user_id = $1 order by n.id desc limit $2")
            .bind(user.as_str())
            .bind(i64::from(limit))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read_notification).collect()
    }

    /// How much of it was not read yet.
    pub async fn unread(&self, user: &AnnotatorId) -> Result<u64> {
        let row = sql("select count(*) from notifications n
             join members m on m.project = n.project and m.user_id = n.user_id
             where n.user_id = $1 and n.read_at is null")
        .bind(user.as_str())
        .fetch_one(&self.readers)
        .await?;
        row.count(0)
    }

    /// Marks one of the person's notifications as read, or all of them.
    pub async fn read_notifications(&self, user: &AnnotatorId, id: Option<&str>, now: i64) -> Result<()> {
        let input = (user.clone(), id.unwrap_or_default().to_owned(), now);
        self.write(key::other("notifications"), input, |tx, (user, id, now)| {
            Box::pin(async move {
                sql("update notifications set read_at = $3
                     where user_id = $1 and read_at is null and (id = $2 or $2 = '')")
                .bind(user.as_str())
                .bind(id)
                .bind(*now)
                .execute(&mut tx.conn)
                .await?;
                Ok(())
            })
        })
        .await
    }
}

const SELECT: &str = "select c.id, c.item, c.seq, c.author, u.name, c.kind, c.annotation, c.reply_to, c.target, c.body,
    c.created_at, c.project from comments c join users u on u.id = c.author";

fn read(row: &AnyRow) -> Result<StoredComment> {
    Ok(StoredComment {
        id: row.text(0)?,
        item: ItemId(row.text(1)?),
        seq: row.int(2)?,
        author: AnnotatorId(row.text(3)?),
        author_name: row.text(4)?,
        kind: CommentKind::parse(&row.text(5)?)?,
        annotation: row.maybe_text(6)?.map(AnnotationId),
        reply_to: row.maybe_text(7)?,
        target: row.text(8)?,
        body: row.text(9)?,
        created_at: row.int(10)?,
        project: ProjectId(row.text(11)?),
    })
}

fn read_notification(row: &AnyRow) -> Result<Notification> {
    Ok(Notification {
        id: row.text(0)?,
        kind: NotificationKind::parse(&row.text(1)?)?,
        slug: row.text(2)?,
        project_title: row.text(3)?,
        author_name: row.text(4)?,
        body: row.text(5)?,
        item: row.maybe_text(6)?.map(ItemId),
        assignment: row.maybe_text(7)?.map(AssignmentId),
        created_at: row.int(8)?,
        read_at: row.maybe_int(9)?,
    })
}

async fn add(tx: &mut Tx, project: &ProjectId, comment: &NewComment, now: i64) -> Result<()> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let same =
        sql("select author, body from comments where id = $1").bind(&comment.id).fetch_optional(&mut tx.conn).await?;
    if let Some(same) = same {
        return if same.text(0)? == comment.author.as_str() && same.text(1)? == comment.body {
            Ok(())
        } else {
            Err(StoreError::conflict("another comment has this id already; make a new id for a new one"))
        };
    }
    insert(tx, project, comment, seq, now).await?;
    for person in &comment.mentions {
        let of = (NotificationKind::Mention, Some(&comment.item), None);
        tell(tx, project, person, &comment.id, of, now).await?;
    }
    for person in in_thread(tx, project, comment).await? {
        let of = (NotificationKind::Reply, Some(&comment.item), None);
        tell(tx, project, &person, &comment.id, of, now).await?;
    }
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await
}

/// Who else wrote in the thread, may see items, and is not told already.
async fn in_thread(tx: &mut Tx, project: &ProjectId, comment: &NewComment) -> Result<Vec<AnnotatorId>> {
    let Some(thread) = comment.reply_to.as_ref().filter(|_| comment.kind == CommentKind::Comment) else {
        return Ok(Vec::new());
    };
    let rows = sql("select distinct c.author from comments c
         join members m on m.project = $3 and m.user_id = c.author and m.role <> 'annotator'
         where (c.id = $1 or c.reply_to = $1) and c.author <> $2 order by c.author")
    .bind(thread)
    .bind(comment.author.as_str())
    .bind(project.as_str())
    .fetch_all(&mut tx.conn)
    .await?;
    let people = rows.iter().map(|row| Ok(AnnotatorId(row.text(0)?))).collect::<Result<Vec<_>>>()?;
    Ok(people.into_iter().filter(|person| !comment.mentions.contains(person)).collect())
}

/// Appends one comment. The caller holds the project's lock and counts the sequence number.
pub(crate) async fn insert(tx: &mut Tx, project: &ProjectId, comment: &NewComment, seq: i64, now: i64) -> Result<()> {
    sql("insert into comments (id, project, item, seq, author, kind, annotation, reply_to, target, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(&comment.id)
    .bind(project.as_str())
    .bind(comment.item.as_str())
    .bind(seq)
    .bind(comment.author.as_str())
    .bind(comment.kind.as_str())
    .bind(comment.annotation.as_ref().map(|id| id.0.clone()))
    .bind(comment.reply_to.clone())
    .bind(&comment.target)
    .bind(&comment.body)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Tells one person of a comment, with where to go.
pub(crate) async fn tell(
    tx: &mut Tx,
    project: &ProjectId,
    user: &AnnotatorId,
    comment: &str,
    (kind, item, assignment): (NotificationKind, Option<&ItemId>, Option<&AssignmentId>),
    now: i64,
) -> Result<()> {
    sql("insert into notifications (id, user_id, project, kind, comment, item, assignment, created_at, read_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, null)")
    .bind(new_id(now))
    .bind(user.as_str())
    .bind(project.as_str())
    .bind(kind.as_str())
    .bind(comment)
    .bind(item.map(|id| id.0.clone()))
    .bind(assignment.map(|id| id.0.clone()))
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
