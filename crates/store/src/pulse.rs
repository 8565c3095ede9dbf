//! What a whole process of listeners has to know each second: how far projects are, who is in them, which jobs run.

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    JobState, MemberRole, Result, Store, StoreError,
    sql::{Cells, composed, placeholders, sql},
};

/// Listeners that one statement asks for.
const ASKED_AT_ONCE: usize = 200;

/// One look at everything that somebody listens to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// The memberships of those who were asked for.
    pub members: Vec<MemberPulse>,
    /// All projects; empty unless they were asked for.
    pub projects: Vec<ProjectPulse>,
    /// Jobs that wait or run, and those that ended lately.
    pub jobs: Vec<JobPulse>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectPulse {
    pub id: ProjectId,
    pub slug: String,
    pub seq: i64,
}

/// A person in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPulse {
    pub user: AnnotatorId,
    pub project: ProjectPulse,
    pub role: MemberRole,
    /// Items that a manager assigned to them and that they have not begun.
    pub offered: u64,
    /// What they were told of and have not read.
    pub unread: u64,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPulse {
    pub id: JobId,
    pub project: ProjectId,
    pub kind: String,
    pub state: JobState,
    pub done: u64,
    pub total: Option<u64>,
    pub problems_count: u64,
}

impl Store {
    /// The memberships of these people, and jobs that run or ended at `since` or later.
    pub async fn pulse(&self, users: &[AnnotatorId], since: i64) -> Result<Pulse> {
        let mut members = Vec::new();
        for asked in users.chunks(ASKED_AT_ONCE) {
            members.extend(self.member_pulses(asked).await?);
        }
        Ok(Pulse { members, projects: Vec::new(), jobs: self.job_pulses(since).await? })
    }

    /// The same with all projects, for administrators.
    pub async fn pulse_of_all(&self, users: &[AnnotatorId], since: i64) -> Result<Pulse> {
        let rows = sql("select p.id, p.slug, c.seq from projects p join counters c on c.project = p.id order by p.id")
            .fetch_all(&self.readers)
            .await?;
        let projects = rows.iter().map(|row| read_project(row, 0)).collect::<Result<_>>()?;
        Ok(Pulse { projects, ..self.pulse(users, since).await? })
    }

    async fn member_pulses(&self, users: &[AnnotatorId]) -> Result<Vec<MemberPulse>> {
        // The first half of the condition on the state is in words of the partial index.
        let statement = composed(format!(
            "select m.user_id, m.role, p.id, p.slug, c.seq,
                 (select count(*) from assignments a where a.project = m.project and a.annotator = m.user_id
                  and a.state in ('offered', 'held') and a.state = 'offered'),
                 (select count(*) from notifications n
                  where n.user_id = m.user_id and n.project = m.project and n.read_at is null)
             from members m join projects p on p.id = m.project join counters c on c.project = m.project
             where m.user_id in ({}) order by m.user_id, m.project",
            placeholders(1, users.len())
        ));
        let bound = users.iter().fold(statement, |statement, user| statement.bind(user.0.clone()));
        bound.fetch_all(&self.readers).await?.iter().map(read_member).collect()
    }

    async fn job_pulses(&self, since: i64) -> Result<Vec<JobPulse>> {
        let rows = sql("select j.id, j.project, j.kind, j.state, j.done, j.total, j.problems from jobs j
             where j.state in ('queued', 'running') and j.project is not null
             union all
             select j.id, j.project, j.kind, j.state, j.done, j.total, j.problems from jobs j
             where j.finished_at >= $1 and j.project is not null")
        .bind(since)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_job).collect()
    }
}

fn read_project(row: &AnyRow, at: usize) -> Result<ProjectPulse> {
    Ok(ProjectPulse { id: ProjectId(row.text(at)?), slug: row.text(at + 1)?, seq: row.int(at + 2)? })
}

fn read_member(row: &AnyRow) -> Result<MemberPulse> {
    Ok(MemberPulse {
        user: AnnotatorId(row.text(0)?),
        role: MemberRole::parse(&row.text(1)?).ok_or_else(|| StoreError::corrupt("role"))?,
        project: read_project(row, 2)?,
        offered: row.count(5)?,
        unread: row.count(6)?,
    })
}

fn read_job(row: &AnyRow) -> Result<JobPulse> {
    Ok(JobPulse {
        id: JobId(row.text(0)?),
        project: ProjectId(row.text(1)?),
        kind: row.text(2)?,
        state: JobState::parse(&row.text(3)?)?,
        done: row.count(4)?,
        total: row.maybe_int(5)?.map(i64::unsigned_abs),
        problems_count: row.count(6)?,
    })
}
