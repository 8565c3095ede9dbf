//! Live updates: one look at the database a second for all listeners of a process, and what each of them may know of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};
use crosscheck_store::{JobPulse, JobState, MemberPulse, MemberRole, ProjectPulse, Pulse, StoreError};
use tokio::sync::watch;

use crate::app::App;
use crate::auth::{Caller, wire_role};
use crate::error::{Result, too_many};
use crate::wire::{Event, JobEvent, NotificationsEvent, OffersEvent, ProjectEvent};

/// How often the database is asked, while anybody listens.
const LOOK: Duration = Duration::from_secs(1);
/// Jobs that ended are told for this long, so that who was cut off hears of them.
const REMEMBERED_MS: i64 = 120_000;
/// A client that was cut off for longer reads everything again anyway.
const LONGEST_CUT_MS: i64 = 3_600_000;
/// Clocks of several processes differ by less.
const OVERLAP_MS: i64 = 5_000;
/// Streams of one person: some browsers with some tabs each.
const MOST_STREAMS: usize = 16;

/// The listeners of this process. Each look at the database reaches all of them.
pub struct Hub {
    looked: watch::Sender<Arc<Pulse>>,
    listeners: Mutex<Listeners>,
    closed: watch::Sender<bool>,
}

#[derive(Default)]
struct Listeners {
    /// Streams by person.
    people: HashMap<AnnotatorId, usize>,
    /// Streams of administrators, who see all projects.
    n_admins: usize,
    looking: bool,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            looked: watch::Sender::new(Arc::default()),
            listeners: Mutex::default(),
            closed: watch::Sender::new(false),
        }
    }
}

impl Hub {
    /// Ends every stream, so that the process can end.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    fn listeners(&self) -> std::sync::MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn enter(&self, user: &AnnotatorId, admin: bool) -> Result<()> {
        let mut listeners = self.listeners();
        let mine = listeners.people.entry(user.clone()).or_default();
        if *mine >= MOST_STREAMS {
            return Err(too_many("this account has too many open streams; close some tabs or programs"));
        }
        *mine += 1;
        listeners.n_admins += usize::from(admin);
        Ok(())
    }

    fn keep_looking(&self, app: &App) {
        let before = std::mem::replace(&mut self.listeners().looking, true);
        if !before {
            tokio::spawn(look_on(app.clone()));
        }
    }

    fn leave(&self, user: &AnnotatorId, admin: bool) {
        let mut listeners = self.listeners();
        listeners.n_admins -= usize::from(admin);
        if let Some(n) = listeners.people.get_mut(user) {
            *n -= 1;
            if *n == 0 {
                listeners.people.remove(user);
            }
        }
    }
}

/// One open stream.
pub struct Listener {
    app: App,
    user: AnnotatorId,
    admin: bool,
    looked: watch::Receiver<Arc<Pulse>>,
    closed: watch::Receiver<bool>,
    told: Told,
    /// What the stream begins with.
    first: Option<Arc<Pulse>>,
    confirmed: Instant,
}

/// What is new, and when it was seen.
pub struct News {
    pub at: i64,
    pub events: Vec<Event>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.app.events.leave(&self.user, self.admin);
    }
}

impl Listener {
    /// Begins with how everything stands now, and with the jobs that ended since the client heard `last`.
    pub async fn new(app: &App, caller: &Caller, last: Option<i64>) -> Result<Self> {
        app.events.enter(caller.id(), caller.user.admin)?;
        let mut listener = Self {
            app: app.clone(),
            user: caller.id().clone(),
            admin: caller.user.admin,
            looked: app.events.looked.subscribe(),
            closed: app.events.closed.subscribe(),
            told: Told::default(),
            first: None,
            confirmed: Instant::now(),
        };
        let now = app.now();
        let since = last.map_or(now - REMEMBERED_MS, |last| last.clamp(now - LONGEST_CUT_MS, now) - OVERLAP_MS);
        let users = std::slice::from_ref(&listener.user);
        listener.first = Some(Arc::new(look(app, users, listener.admin, since).await?));
        app.events.keep_looking(app);
        Ok(listener)
    }

    /// Waits until there is something to tell. None when the process ends.
    pub async fn next(&mut self) -> Option<News> {
        loop {
            let pulse = match self.first.take() {
                Some(first) => first,
                None => {
                    tokio::select! {
                        _ = self.closed.wait_for(|closed| *closed) => return None,
                        changed = self.looked.changed() => changed.ok()?,
                    }
                    self.looked.borrow_and_update().clone()
                }
            };
            let events = self.told.news(&mine(&pulse, &self.user, self.admin), &pulse.jobs);
            if !events.is_empty() {
                return Some(News { at: self.app.now(), events });
            }
        }
    }

    /// Whether it is time to ask again who listens.
    pub fn is_due(&self, after: Duration) -> bool {
        self.confirmed.elapsed() >= after
    }

    /// Goes on while the listener is the same person with the same rights; otherwise the client has to begin anew.
    pub fn confirm(&mut self, caller: &Caller) -> Option<()> {
        self.confirmed = Instant::now();
        (*caller.id() == self.user && caller.user.admin == self.admin).then_some(())
    }
}

async fn look(app: &App, users: &[AnnotatorId], all: bool, since: i64) -> std::result::Result<Pulse, StoreError> {
    if all { app.store.pulse_of_all(users, since).await } else { app.store.pulse(users, since).await }
}

/// Looks as long as somebody listens.
async fn look_on(app: App) {
    loop {
        let (people, all) = {
            let mut listeners = app.events.listeners();
            if listeners.people.is_empty() {
                listeners.looking = false;
                return;
            }
            (listeners.people.keys().cloned().collect::<Vec<_>>(), listeners.n_admins > 0)
        };
        match look(&app, &people, all, app.now() - REMEMBERED_MS).await {
            Ok(pulse) => _ = app.events.looked.send_replace(Arc::new(pulse)),
            Err(error) => tracing::warn!(%error, "cannot look for changes"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// A project as one person sees it.
struct Seen {
    project: ProjectPulse,
    role: MemberRole,
    offered: u64,
    unread: u64,
}

/// The projects of the person; for an administrator, all.
fn mine(pulse: &Pulse, user: &AnnotatorId, admin: bool) -> BTreeMap<ProjectId, Seen> {
    let own = pulse.members.iter().filter(|member| member.user == *user);
    let seen = |member: &MemberPulse| Seen {
        project: member.project.clone(),
        role: if admin { MemberRole::Manager } else { member.role },
        offered: member.offered,
        unread: member.unread,
    };
    let mut mine: BTreeMap<_, _> = own.map(|member| (member.project.id.clone(), seen(member))).collect();
    for project in pulse.projects.iter().filter(|_| admin) {
        let unseen = || Seen { project: project.clone(), role: MemberRole::Manager, offered: 0, unread: 0 };
        mine.entry(project.id.clone()).or_insert_with(unseen);
    }
    mine
}

/// What a stream has told, so that it tells nothing twice.
#[derive(Default)]
struct Told {
    projects: HashMap<ProjectId, ProjectEvent>,
    offered: HashMap<ProjectId, u64>,
    unread: u64,
    jobs: HashMap<JobId, (JobState, u64)>,
}

impl Told {
    fn news(&mut self, mine: &BTreeMap<ProjectId, Seen>, jobs: &[JobPulse]) -> Vec<Event> {
        let mut events = Vec::new();
        for (id, seen) in mine {
            let (project, seq) = (seen.project.slug.clone(), seen.project.seq);
            let now = ProjectEvent { project, seq, role: Some(wire_role(seen.role)) };
            if self.projects.insert(id.clone(), now.clone()).as_ref() != Some(&now) {
                events.push(Event::Project(now));
            }
            if self.offered.insert(id.clone(), seen.offered).unwrap_or_default() != seen.offered {
                events.push(Event::Offers(OffersEvent { project: seen.project.slug.clone(), offered: seen.offered }));
            }
        }
        let unread = mine.values().map(|seen| seen.unread).sum();
        if std::mem::replace(&mut self.unread, unread) != unread {
            events.push(Event::Notifications(NotificationsEvent { unread }));
        }
        let left = self.projects.extract_if(|id, _| !mine.contains_key(id));
        events.extend(left.map(|(_, known)| Event::Project(ProjectEvent { role: None, ..known })));
        self.offered.retain(|id, _| mine.contains_key(id));
        self.of_jobs(mine, jobs, &mut events);
        events
    }

    /// Jobs are for managers.
    fn of_jobs(&mut self, mine: &BTreeMap<ProjectId, Seen>, jobs: &[JobPulse], events: &mut Vec<Event>) {
        let managed = |job: &&JobPulse| mine.get(&job.project).is_some_and(|seen| seen.role == MemberRole::Manager);
        let mut there = HashSet::new();
        for job in jobs.iter().filter(managed) {
            there.insert(job.id.clone());
            let now = (job.state, job.done);
            if self.jobs.insert(job.id.clone(), now) != Some(now) {
                events.push(Event::Job(JobEvent {
                    project: mine[&job.project].project.slug.clone(),
                    id: job.id.0.clone(),
                    kind: job.kind.clone(),
                    state: crate::api::wire_state(job.state),
                    done: job.done,
                    total: job.total,
                    n_problems: job.problems_count,
                }));
            }
        }
        self.jobs.retain(|id, _| there.contains(id));
    }
}
