//! A small project to test with, and short words for what its people do.

use crosscheck_domain::{
    AnnotationId, AnnotatorId, AssignmentId, ItemId, MediaKind, Outcome, Overlap, Policy, ProjectId, Rating,
};
use crosscheck_store::{
    Assignment, Intervention, ItemFilter, ItemSort, MemberRole, NewItem, NewProject, NewUser, Next, Project, Store,
    Submission, Submitted, WantNext,
};

use crate::engine::Engine;

/// Some moment; tests add to it.
pub const NOW: i64 = 1_750_000_000_000;
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;

pub struct World {
    pub store: Store,
    pub project: Project,
    pub manager: AnnotatorId,
}

impl World {
    /// A project with three annotations an item and `n_items` items `item-1`, `item-2`, …
    pub async fn new(engine: &Engine, n_items: usize) -> Self {
        Self::with_policy(engine, n_items, Policy::default()).await
    }

    pub async fn with_policy(engine: &Engine, n_items: usize, policy: Policy) -> Self {
        Self::in_store(engine.store().await, n_items, policy).await
    }

    pub async fn in_store(store: Store, n_items: usize, policy: Policy) -> Self {
        let manager = person(&store, "manager").await;
        let project = NewProject {
            id: ProjectId("01J0000000000000000000000P".to_owned()),
            slug: "captions".to_owned(),
            title: "Captions".to_owned(),
            description: String::new(),
            policy,
            sample: false,
        };
        let project = store.create_project(project, "{}", &manager, NOW).await.unwrap();
        let world = Self { store, project, manager };
        world.import((1..=n_items).map(item)).await;
        world
    }

    pub fn id(&self) -> &ProjectId {
        &self.project.id
    }

    pub async fn person(&self, name: &str) -> AnnotatorId {
        person(&self.store, name).await
    }

    /// An annotator of the project.
    pub async fn member(&self, name: &str) -> AnnotatorId {
        let person = person(&self.store, name).await;
        self.store.set_role(self.id(), &person, MemberRole::Annotator, NOW).await.unwrap();
        person
    }

    /// What the manager does to items; says how many were changed.
    pub async fn intervene(&self, items: &[ItemId], what: Intervention) -> u64 {
        self.store.intervene(self.id(), items, what, &self.manager, None, NOW).await.unwrap()
    }

    pub async fn import(&self, items: impl IntoIterator<Item = NewItem>) {
        self.store.import_chunk(self.id(), items.into_iter().collect(), None, NOW).await.unwrap();
    }

    /// The lease that `next` gives, if any.
    pub async fn next(&self, annotator: &AnnotatorId, now: i64) -> Option<Assignment> {
        lease(self.store.next(self.id(), annotator, None, now).await.unwrap().next)
    }

    pub async fn next_after(&self, annotator: &AnnotatorId, after: &AssignmentId, now: i64) -> Option<Assignment> {
        lease(self.store.next(self.id(), annotator, Some(after), now).await.unwrap().next)
    }

    /// Submits a complete annotation with one rating, and does not ask for the next item.
    pub async fn submit(&self, assignment: &Assignment, id: &str, value: &str, now: i64) -> Submitted {
        let submission = submission(&assignment.id, id, value);
        self.store.submit(self.id(), submission, WantNext::No, now).await.unwrap()
    }

    pub async fn submit_outcome(&self, assignment: &Assignment, id: &str, outcome: Outcome, now: i64) -> Submitted {
        let submission = Submission { outcome, ratings: Vec::new(), ..submission(&assignment.id, id, "") };
        self.store.submit(self.id(), submission, WantNext::No, now).await.unwrap()
    }

    /// The ids of all items in the order of their import.
    pub async fn items(&self) -> Vec<ItemId> {
        let page = self.store.items(self.id(), &ItemFilter::default(), ItemSort::Sequence, None, 500).await.unwrap();
        page.items.into_iter().map(|row| row.id).collect()
    }

    /// Every stored standing is what facts and leases say, and the counters are the sums of the standings.
    pub async fn check_standings(&self) {
        let mut states = std::collections::HashMap::new();
        for stored in self.store.standings_page(self.id(), None, 10_000).await.unwrap() {
            assert_eq!(self.store.rebuild_standing(&stored.item).await.unwrap(), stored);
            *states.entry(stored.state.as_str()).or_insert(0_u64) += 1;
        }
        let counts = self.store.counts(self.id()).await.unwrap();
        let count = |state: &str| states.get(state).copied().unwrap_or(0);
        assert_eq!(
            [counts.open, counts.done, counts.unusable, counts.excluded],
            [count("open"), count("done"), count("unusable"), count("excluded")],
        );
        assert_eq!(
            [counts.gold, counts.disputed, counts.review, counts.settled],
            [count("gold"), count("disputed"), count("review"), count("settled")],
        );
        assert_eq!(counts.items, states.values().sum::<u64>());
    }
}

pub fn lease(next: Next) -> Option<Assignment> {
    match next {
        Next::Lease(assignment) => Some(*assignment),
        Next::Nothing => None,
    }
}

pub fn overlap(n: u32) -> Policy {
    Policy { overlap: Overlap::Fixed { n }, ..Policy::default() }
}

pub async fn person(store: &Store, name: &str) -> AnnotatorId {
    let user = NewUser {
        id: AnnotatorId(format!("user-{name}")),
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        password_hash: None,
        admin: false,
    };
    store.create_user(user, NOW).await.unwrap().id
}

/// Item number `n`, a picture with a caption.
pub fn item(n: usize) -> NewItem {
    NewItem {
        id: ItemId(format!("01J0000000000000000000{n:04}")),
        external_id: format!("item-{n}"),
        line: Some(n as u64),
        content: format!("{{\"external_id\":\"item-{n}\"}}"),
        content_hash: format!("hash-{n}"),
        shown_hash: format!("shown-{n}"),
        excerpt: format!("two dogs on sofa {n}"),
        words: ["two", "dogs", "on", "sofa", &n.to_string()].map(str::to_owned).to_vec(),
        kinds: vec![MediaKind::Image, MediaKind::Text],
        thumbnail_sha: None,
        group: None,
        split: None,
        priority: 0,
        random_key: (n as i64 * 7919) % 101,
        assets: Vec::new(),
        authors: Vec::new(),
    }
}

/// A complete annotation that answers one question.
pub fn submission(assignment: &AssignmentId, id: &str, value: &str) -> Submission {
    let rating = Rating { field: "question/fit".to_owned(), unit: String::new(), value: value.to_owned() };
    Submission {
        assignment: assignment.clone(),
        annotation_id: AnnotationId(id.to_owned()),
        body: format!("{{\"id\":\"{id}\",\"value\":\"{value}\"}}"),
        body_hash: format!("hash of {value}"),
        outcome: Outcome::Complete,
        ratings: vec![rating],
        active_ms: 1500,
        supersedes: None,
        after: None,
    }
}
