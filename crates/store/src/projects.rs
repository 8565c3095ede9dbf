//! Projects: a design, a policy and a pile of items.

use crosscheck_domain::{AnnotatorId, AssignmentId, MediaKind, Policy, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Assignment, MemberRole, Result, Store, StoreError, assignment_row, designs,
    lock::lock_project,
    members,
    sql::{Cells, composed, sql},
    store::key,
    writer::Tx,
};

/// A project to be made.
#[derive(Clone, Debug)]
pub struct NewProject {
    pub id: ProjectId,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub policy: Policy,
    /// Made by the demo, and said so wherever it is shown.
    pub sample: bool,
}

#[derive(Clone, Debug)]
pub struct Project {
    pub id: ProjectId,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub policy: Policy,
    pub design_version: u32,
    pub archived: bool,
    pub sample: bool,
    pub created_at: i64,
    /// The sequence number of the newest fact.
    pub seq: i64,
}

/// How many items are where, and who has worked on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub items: u64,
    pub open: u64,
    pub done: u64,
    pub unusable: u64,
    pub excluded: u64,
    pub gold: u64,
    pub disputed: u64,
    pub review: u64,
    pub settled: u64,
    /// Current annotations with outcome `complete` or `unusable`.
    pub annotations: u64,
    pub annotators: u64,
}

/// One line of the project list, as one person sees it.
#[derive(Clone, Debug)]
pub struct ProjectRow {
    pub project: Project,
    /// The viewer's role; none for an administrator who is not a member.
    pub role: Option<MemberRole>,
    pub counts: Counts,
    /// What the viewer submitted, ever and since midnight UTC.
    pub submitted: u64,
    pub today: u64,
    /// The thumbnail of the first item that has one.
    pub cover_sha: Option<String>,
    pub kinds: Vec<MediaKind>,
}

/// A project as one person meets it.
#[derive(Clone, Debug)]
pub struct Membership {
    pub project: Project,
    pub role: Option<MemberRole>,
    /// The person's own assignment that was asked for, if the project has it.
    pub assignment: Option<Assignment>,
}

/// Which projects a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectScope {
    /// Those that the viewer is a member of.
    Member,
    /// All of them, for administrators.
    All,
}

/// What to change of a project; none leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    pub title: Option<String>,
    pub description: Option<String>,
    pub policy: Option<Policy>,
    pub archived: Option<bool>,
}

impl Store {
    /// Makes the project with design version 1 and its creator as manager. A conflict when the slug is taken.
    pub async fn create_project(
        &self,
        project: NewProject,
        design_json: &str,
        creator: &AnnotatorId,
        now: i64,
    ) -> Result<Project> {
        let slug = project.slug.clone();
        let input = (project, design_json.to_owned(), creator.clone(), now);
        self.write(key::project(&input.0.id), input, |tx, (project, design, creator, now)| {
            Box::pin(insert(tx, project, design, creator, *now))
        })
        .await?;
        self.project(&slug).await
    }

    pub async fn project(&self, slug: &str) -> Result<Project> {
        let statement = composed(format!("select {COLUMNS} {FROM} where p.slug = $1"));
        read(&statement.bind(slug).fetch_one(&self.readers).await?)
    }

    pub async fn project_by_id(&self, id: &ProjectId) -> Result<Project> {
        let statement = composed(format!("select {COLUMNS} {FROM} where p.id = $1"));
        read(&statement.bind(id.as_str()).fetch_one(&self.readers).await?)
    }

    /// The project with the person's role in it, and one of the person's own assignments if one is named: what every
    /// request begins with, in one read.
    pub async fn membership(
        &self,
        slug: &str,
        person: &AnnotatorId,
        assignment: Option<&AssignmentId>,
    ) -> Result<Membership> {
        let statement = composed(format!(
            "select {COLUMNS}, m.role, {} {FROM}
             left join members m on m.project = p.id and m.user_id = $2
             left join assignments a on a.id = $3 and a.project = p.id and a.annotator = $2
             where p.slug = $1",
            assignment_row::COLUMNS
        ));
        let statement = statement.bind(slug).bind(person.as_str()).bind(assignment.map_or("", AssignmentId::as_str));
        let row = statement.fetch_one(&self.readers).await?;
        let has_assignment = row.maybe_text(11)?.is_some();
        Ok(Membership {
            project: read(&row)?,
            role: row.maybe_text(10)?.and_then(|role| MemberRole::parse(&role)),
            assignment: has_assignment.then(|| assignment_row::read_from(&row, 11)).transpose()?,
        })
    }

    /// The projects of one person (or all), newest first, each with its counts and with the viewer's own.
    pub async fn projects_for(&self, viewer: &AnnotatorId, scope: ProjectScope, now: i64) -> Result<Vec<ProjectRow>> {
        let condition = match scope {
            ProjectScope::Member => "m.role is not null",
            ProjectScope::All => "1 = 1",
        };
        let statement = composed(format!("{} where {condition} order by p.created_at desc, p.id desc", row_select()));
        let rows = statement.bind(viewer.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(|row| read_row(row, now)).collect()
    }

    /// One line of that list.
    pub async fn project_row(&self, slug: &str, viewer: &AnnotatorId, now: i64) -> Result<ProjectRow> {
        let statement = composed(format!("{} where p.slug = $2", row_select()));
        let row = statement.bind(viewer.as_str()).bind(slug).fetch_one(&self.readers).await?;
        read_row(&row, now)
    }

    /// Changes title, policy and the like. After a new policy the caller walks `standings_page` and calls
    /// `recompute_standings` for all items.
    pub async fn update_project(&self, id: &ProjectId, change: ProjectChange, now: i64) -> Result<Project> {
        let input = (id.clone(), change, now);
        self.write(key::project(id), input, |tx, (id, change, now)| Box::pin(update(tx, id, change, *now))).await?;
        self.project_by_id(id).await
    }

    pub async fn counts(&self, project: &ProjectId) -> Result<Counts> {
        let row = sql("select c.items, c.open, c.done, c.unusable, c.excluded, c.gold, c.disputed, c.review,
             c.settled, c.annotations,
                 (select count(*) from progress g where g.project = c.project and g.submitted > 0)
             from counters c where c.project = $1")
        .bind(project.as_str())
        .fetch_one(&self.readers)
        .await?;
        read_counts(&row, 0)
    }
}

const COLUMNS: &str = "p.id, p.slug, p.title, p.description, p.policy, c.design_version, p.archived_at, p.sample_since,
    p.created_at, c.seq";
const FROM: &str = "from projects p join counters c on c.project = p.id";

/// A project as its viewer, the first argument, sees it.
fn row_select() -> String {
    format!(
        "select {COLUMNS}, m.role, c.items, c.open, c.done, c.unusable, c.excluded, c.gold, c.disputed, c.review,
             c.settled, c.annotations,
             (select count(*) from progress g where g.project = p.id and g.submitted > 0),
             coalesce(mine.submitted, 0), coalesce(mine.day, 0), coalesce(mine.today, 0), c.cover_sha, c.kinds
         {FROM}
         left join members m on m.project = p.id and m.user_id = $1
         left join progress mine on mine.project = p.id and mine.annotator = $1"
    )
}

fn read(row: &AnyRow) -> Result<Project> {
    Ok(Project {
        id: ProjectId(row.text(0)?),
        slug: row.text(1)?,
        title: row.text(2)?,
        description: row.text(3)?,
        policy: read_policy(&row.text(4)?)?,
        design_version: row.small(5)?,
        archived: row.maybe_int(6)?.is_some(),
        sample: row.maybe_int(7)?.is_some(),
        created_at: row.int(8)?,
        seq: row.int(9)?,
    })
}

pub(crate) fn read_policy(json: &str) -> Result<Policy> {
    serde_json::from_str(json).map_err(|_| StoreError::corrupt("policy"))
}

fn policy_json(policy: &Policy) -> String {
    serde_json::to_string(policy).expect("a policy is always JSON")
}

fn read_counts(row: &AnyRow, first: usize) -> Result<Counts> {
    Ok(Counts {
        items: row.count(first)?,
        open: row.count(first + 1)?,
        done: row.count(first + 2)?,
        unusable: row.count(first + 3)?,
        excluded: row.count(first + 4)?,
        gold: row.count(first + 5)?,
        disputed: row.count(first + 6)?,
        review: row.count(first + 7)?,
        settled: row.count(first + 8)?,
        annotations: row.count(first + 9)?,
        annotators: row.count(first + 10)?,
    })
}

fn read_row(row: &AnyRow, now: i64) -> Result<ProjectRow> {
    let worked_today = row.int(23)? == members::day_of(now);
    Ok(ProjectRow {
        project: read(row)?,
        role: row.maybe_text(10)?.and_then(|role| MemberRole::parse(&role)),
        counts: read_counts(row, 11)?,
        submitted: row.count(22)?,
        today: if worked_today { row.count(24)? } else { 0 },
        cover_sha: row.maybe_text(25)?,
        kinds: read_kinds(&row.text(26)?),
    })
}

/// `text image`; a word that this version does not know is left out.
pub(crate) fn read_kinds(words: &str) -> Vec<MediaKind> {
    let known = |word: &str| match word {
        "text" => Some(MediaKind::Text),
        "image" => Some(MediaKind::Image),
        "audio" => Some(MediaKind::Audio),
        "video" => Some(MediaKind::Video),
        _ => None,
    };
    words.split(' ').filter_map(known).collect()
}

pub(crate) fn kinds_text(kinds: &[MediaKind]) -> String {
    let words = kinds.iter().map(|kind| match kind {
        MediaKind::Text => "text",
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
    });
    words.collect::<Vec<_>>().join(" ")
}

async fn insert(tx: &mut Tx, project: &NewProject, design: &str, creator: &AnnotatorId, now: i64) -> Result<()> {
    sql("insert into projects (id, slug, title, description, policy, sample_since, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(project.id.as_str())
    .bind(&project.slug)
    .bind(&project.title)
    .bind(&project.description)
    .bind(policy_json(&project.policy))
    .bind(project.sample.then_some(now))
    .bind(creator.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await
    .map_err(|error| StoreError::from(error).or_taken("another project has this address; choose another one"))?;
    sql("insert into counters (project, seq, design_version, last_sequence, queue_version, priority_version, items,
             open, done, unusable, excluded, annotations, kinds)
         values ($1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, '')")
    .bind(project.id.as_str())
    .execute(&mut tx.conn)
    .await?;
    designs::insert(tx, &project.id, 1, 1, design, design, creator, now).await?;
    members::upsert(tx, &project.id, creator, MemberRole::Manager, now).await
}

/// Changes what is given. Archiving and a new policy matter to the queue, so the project is locked first.
async fn update(tx: &mut Tx, id: &ProjectId, change: &ProjectChange, now: i64) -> Result<()> {
    lock_project(tx, id).await?;
    let changed = sql("update projects set title = coalesce($2, title), description = coalesce($3, description),
             policy = coalesce($4, policy),
             archived_at = case $5 when 'yes' then coalesce(archived_at, $6) when 'no' then null else archived_at end
         where id = $1")
    .bind(id.as_str())
    .bind(change.title.clone())
    .bind(change.description.clone())
    .bind(change.policy.as_ref().map(policy_json))
    .bind(change.archived.map_or("", |archived| if archived { "yes" } else { "no" }))
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    if changed.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
