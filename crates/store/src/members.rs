//! Who may do what in a project.

use crosscheck_domain::{AnnotatorId, ProjectId};
use serde::{Deserialize, Serialize};

use crate::{
    Result, Store, StoreError, User, assignments,
    lock::lock_project,
    sql::{Cells, composed, sql},
    store::key,
    users,
    writer::Tx,
};

/// What a member may do. (An administrator of the server may do everything.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    Manager,
    /// Settles what annotators disagree on.
    Expert,
    Reviewer,
    Annotator,
}

impl MemberRole {
    pub const ALL: [MemberRole; 4] = [Self::Manager, Self::Expert, Self::Reviewer, Self::Annotator];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Expert => "expert",
            Self::Reviewer => "reviewer",
            Self::Annotator => "annotator",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person in a project.
#[derive(Clone, Debug)]
pub struct Member {
    pub user: User,
    pub role: MemberRole,
    pub joined_at: i64,
    pub submitted: u64,
    pub open_leases: u64,
    pub last_seen: Option<i64>,
    /// The newest version of the design whose guideline they have read.
    pub guideline_read: Option<u32>,
}

impl Store {
    pub async fn role(&self, project: &ProjectId, user: &AnnotatorId) -> Result<Option<MemberRole>> {
        let row = sql("select role from members where project = $1 and user_id = $2")
            .bind(project.as_str())
            .bind(user.as_str())
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| row.text(0)).transpose()?.and_then(|role| MemberRole::parse(&role)))
    }

    /// Makes somebody a member, or gives a member this role.
    pub async fn set_role(&self, project: &ProjectId, user: &AnnotatorId, role: MemberRole, now: i64) -> Result<()> {
        let input = (project.clone(), user.clone(), role, now);
        self.write(key::project(project), input, |tx, (project, user, role, now)| {
            Box::pin(upsert(tx, project, user, *role, *now))
        })
        .await
    }

    /// Changes a member's role. The last manager stays one.
    pub async fn change_role(&self, project: &ProjectId, user: &AnnotatorId, role: MemberRole) -> Result<()> {
        let input = (project.clone(), user.clone(), role);
        self.write(key::project(project), input, |tx, (project, user, role)| {
            Box::pin(change_role(tx, project, user, *role))
        })
        .await
    }

    /// Managers first, then by name.
    pub async fn members(&self, project: &ProjectId) -> Result<Vec<Member>> {
        let statement = composed(format!(
            "select {}, m.role, m.joined_at, coalesce(g.submitted, 0), g.last_at,
                 (select count(*) from assignments a
                  where a.project = m.project and a.annotator = m.user_id and a.state in ('offered', 'held')),
                 (select max(d.version) from guideline_reads d where d.project = m.project and d.user_id = m.user_id)
             from members m join users u on u.id = m.user_id
             left join progress g on g.project = m.project and g.annotator = m.user_id
             where m.project = $1
             order by case m.role when 'manager' then 1 when 'expert' then 2 when 'reviewer' then 3 else 4 end, u.name, u.id",
            users::COLUMNS
        ));
        let rows = statement.bind(project.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    /// Ends the membership and frees the leases; says how many. Annotations stay, and so does the last manager.
    pub async fn remove_member(&self, project: &ProjectId, user: &AnnotatorId, _now: i64) -> Result<u64> {
        let input = (project.clone(), user.clone());
        self.write(key::project(project), input, |tx, (project, user)| Box::pin(remove(tx, project, user))).await
    }
}

/// Days since 1970, in UTC.
pub(crate) fn day_of(now: i64) -> i64 {
    now.div_euclid(86_400_000)
}

fn read(row: &sqlx::any::AnyRow) -> Result<Member> {
    Ok(Member {
        user: users::read(row, 0)?,
        role: MemberRole::parse(&row.text(7)?).ok_or_else(|| StoreError::corrupt("role"))?,
        joined_at: row.int(8)?,
        submitted: row.count(9)?,
        last_seen: row.maybe_int(10)?,
        open_leases: row.count(11)?,
        guideline_read: row.maybe_int(12)?.and_then(|version| u32::try_from(version).ok()),
    })
}

pub(crate) async fn upsert(
    tx: &mut Tx,
    project: &ProjectId,
    user: &AnnotatorId,
    role: MemberRole,
    now: i64,
) -> Result<()> {
    sql("insert into members (project, user_id, role, joined_at) values ($1, $2, $3, $4)
         on conflict (project, user_id) do update set role = excluded.role")
    .bind(project.as_str())
    .bind(user.as_str())
    .bind(role.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Fails unless the person is a member without whom the project still has a manager. The caller holds the project's
/// lock, so that two managers cannot remove each other.
async fn may_go(tx: &mut Tx, project: &ProjectId, user: &AnnotatorId) -> Result<()> {
    let row = sql("select role, (select count(*) from members m where m.project = $1 and m.role = 'manager')
         from members where project = $1 and user_id = $2")
    .bind(project.as_str())
    .bind(user.as_str())
    .fetch_one(&mut tx.conn)
    .await?;
    let last = row.text(0)? == MemberRole::Manager.as_str() && row.int(1)? == 1;
    if last { Err(StoreError::LastManager) } else { Ok(()) }
}

/// Nobody comes back, or lets others in, by links made while still a manager.
async fn withdraw_invitations(tx: &mut Tx, project: &ProjectId, user: &AnnotatorId) -> Result<()> {
    sql("delete from links where project = $1 and created_by = $2 and used_at is null")
        .bind(project.as_str())
        .bind(user.as_str())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn change_role(tx: &mut Tx, project: &ProjectId, user: &AnnotatorId, role: MemberRole) -> Result<()> {
    lock_project(tx, project).await?;
    if role != MemberRole::Manager {
        may_go(tx, project, user).await?;
        withdraw_invitations(tx, project, user).await?;
    }
    let changed = sql("update members set role = $3 where project = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(user.as_str())
        .bind(role.as_str())
        .execute(&mut tx.conn)
        .await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

async fn remove(tx: &mut Tx, project: &ProjectId, user: &AnnotatorId) -> Result<u64> {
    lock_project(tx, project).await?;
    may_go(tx, project, user).await?;
    sql("delete from members where project = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(user.as_str())
        .execute(&mut tx.conn)
        .await?;
    withdraw_invitations(tx, project, user).await?;
    let freed = sql("update assignments set state = 'released'
         where project = $1 and annotator = $2 and state in ('offered', 'held')
         returning item, case when drawn = 'repeat' then drawn else supersedes end, role")
    .bind(project.as_str())
    .bind(user.as_str())
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &freed).await?;
    Ok(freed.len() as u64)
}
