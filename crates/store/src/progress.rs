//! Where each annotator is in a project's queue, and what they have submitted: one row an annotator and project.

use crosscheck_domain::{AnnotatorId, Order, ProjectId, Tally};
use sqlx::any::AnyRow;

use crate::{AnnotatorCounts, Result, lock::Locked, members::day_of, sql::Cells, together::Together};

/// A place in the queue: the values of the two columns that the policy orders by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position(pub i64, pub i64);

impl Position {
    /// Before everything.
    pub const START: Self = Self(i64::MIN, i64::MIN);
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The order that the position belongs to.
    ordering: String,
    pub position: Position,
    /// The order by priority at that time.
    priority_version: i64,
    /// Nothing was left at this version of the queue.
    pub exhausted_at: i64,
    pub submitted: i64,
    day: i64,
    today: i64,
    /// How many items the queue has given.
    pub draws: i64,
    /// What the answers to gold items came to.
    pub gold: Tally,
}

impl Progress {
    fn new() -> Self {
        Self {
            ordering: String::new(),
            position: Position::START,
            priority_version: 0,
            exhausted_at: 0,
            submitted: 0,
            day: 0,
            today: 0,
            draws: 0,
            gold: Tally::default(),
        }
    }

    /// Where to look from, and from now on under this order: behind the last position, or at the start when another
    /// order, or an item of higher priority, has come.
    pub fn start(&mut self, order: Order, locked: &Locked) -> Position {
        let ordering = order_word(order);
        let stale = order == Order::Priority && self.priority_version != locked.priority_version;
        if self.ordering != ordering || stale {
            ordering.clone_into(&mut self.ordering);
            self.priority_version = locked.priority_version;
            self.position = Position::START;
        }
        self.position
    }

    /// What the annotator has submitted, in a project of so many items.
    pub fn counts(&self, items: i64, now: i64) -> AnnotatorCounts {
        let today = if self.day == day_of(now) { self.today } else { 0 };
        AnnotatorCounts { submitted: count(self.submitted), today: count(today), items: count(items) }
    }

    /// Counts a submission: `change` more annotations stand; a new one is also one of today.
    pub fn submit(&mut self, change: i64, new_today: i64, now: i64) {
        if self.day != day_of(now) {
            (self.day, self.today) = (day_of(now), 0);
        }
        self.submitted += change;
        self.today += new_today;
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

pub(crate) fn order_word(order: Order) -> &'static str {
    match order {
        Order::Sequence => "sequence",
        Order::Random => "random",
        Order::Priority => "priority",
    }
}

pub(crate) const COLUMNS: &str =
    "g.ordering, g.key1, g.key2, g.priority_version, g.exhausted_at, g.submitted, g.day, g.today,
    g.draws, g.gold_right, g.gold_decisions";

/// The progress whose columns begin at `first`; a fresh one where there is no row yet.
pub(crate) fn read_row(row: &AnyRow, first: usize) -> Result<Progress> {
    let Some(ordering) = row.maybe_text(first)? else { return Ok(Progress::new()) };
    Ok(Progress {
        ordering,
        position: Position(row.int(first + 1)?, row.int(first + 2)?),
        priority_version: row.int(first + 3)?,
        exhausted_at: row.int(first + 4)?,
        submitted: row.int(first + 5)?,
        day: row.int(first + 6)?,
        today: row.int(first + 7)?,
        draws: row.int(first + 8)?,
        gold: Tally { right: row.count(first + 9)?, decisions: row.count(first + 10)? },
    })
}

/// Adds the row to what is written, but for what the answers to gold items came to: that is not counted here.
pub(crate) fn store(
    writes: &mut Together,
    project: &ProjectId,
    annotator: &AnnotatorId,
    progress: &Progress,
    now: i64,
) {
    writes
        .add(
            "insert into progress (project, annotator, ordering, key1, key2, priority_version, exhausted_at, submitted,
                 day, today, draws, last_at)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             on conflict (project, annotator) do update set ordering = excluded.ordering, key1 = excluded.key1,
                 key2 = excluded.key2, priority_version = excluded.priority_version,
                 exhausted_at = excluded.exhausted_at, submitted = excluded.submitted, day = excluded.day,
                 today = excluded.today, draws = excluded.draws,
                 last_at = excluded.last_at",
        )
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(progress.ordering.as_str())
        .bind(progress.position.0)
        .bind(progress.position.1)
        .bind(progress.priority_version)
        .bind(progress.exhausted_at)
        .bind(progress.submitted)
        .bind(progress.day)
        .bind(progress.today)
        .bind(progress.draws)
        .bind(now);
}
