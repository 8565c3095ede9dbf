//! Calibration rounds: the same items for everybody, ahead of the queue, until the round is closed.

use crosscheck_domain::{AnnotatorId, AssignmentId, ItemId, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    RatingRow, Result, Store, StoreError,
    assignment_row::{ANNOTATE, Drawn, NewAssignment, insert},
    assignments,
    lock::{self, Change, lock_project},
    ratings::{RATING, read_rating},
    selection::append,
    sql::{Cells, FOREVER, composed, new_id, placeholders, sql},
    standings,
    store::key,
    together::Together,
    writer::Tx,
};

/// What a lead asks for.
#[derive(Clone, Debug)]
pub struct NewRound {
    pub title: String,
    /// How many items nobody has had yet, drawn by chance.
    pub n_items: u32,
    /// Members of the project, each once.
    pub people: Vec<AnnotatorId>,
}

/// A round with how far everybody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRound {
    pub id: String,
    pub number: u32,
    pub title: String,
    /// The version of the guideline that held when it was opened.
    pub design_version: u32,
    pub opened_by: AnnotatorId,
    pub opened_at: i64,
    pub closed_at: Option<i64>,
    pub items: Vec<ItemId>,
    /// Everybody, with how many of the items they have answered.
    pub people: Vec<(AnnotatorId, u32)>,
}

/// The offers of one statement.
const OFFERS: usize = 30;

impl Store {
    /// Offers the same items to everybody. A conflict where a round is open already, or too few items are left.
    pub async fn open_round(
        &self,
        project: &ProjectId,
        new: NewRound,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<StoredRound> {
        let input = (project.clone(), new, by.clone(), now);
        let id = self
            .write(key::project(project), input, |tx, (project, new, by, now)| {
                Box::pin(open(tx, project, new, by, *now))
            })
            .await?;
        self.round(project, &id).await
    }

    /// Takes back what nobody has begun, and the places that were added. Closing a closed one changes nothing.
    pub async fn close_round(&self, project: &ProjectId, id: &str, by: &AnnotatorId, now: i64) -> Result<StoredRound> {
        let input = (project.clone(), id.to_owned(), by.clone(), now);
        self.write(key::project(project), input, |tx, (project, id, by, now)| {
            Box::pin(close(tx, project, id, by, *now))
        })
        .await?;
        self.round(project, id).await
    }

    /// The rounds of a project, the first one first.
    pub async fn rounds(&self, project: &ProjectId) -> Result<Vec<StoredRound>> {
        self.read_rounds(project, "").await
    }

    async fn round(&self, project: &ProjectId, id: &str) -> Result<StoredRound> {
        self.read_rounds(project, id).await?.pop().ok_or(StoreError::NotFound)
    }

    /// What its people said of its items, each current answer that was given in turn, with nothing of others' answers seen.
    pub async fn round_ratings(&self, round: &str) -> Result<Vec<RatingRow>> {
        let rows = composed(format!(
            "select {RATING} from round_items i
             join annotations n on n.item = i.item and n.until_seq = $2 and n.informed = 0
             join round_people p on p.round = i.round and p.annotator = n.annotator
             join assignments a on a.id = n.assignment and a.drawn = ''
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             join ratings r on r.annotation = n.id
             where i.round = $1 order by n.seq, r.field, r.unit"
        ))
        .bind(round)
        .bind(FOREVER)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_rating).collect()
    }

    async fn read_rounds(&self, project: &ProjectId, id: &str) -> Result<Vec<StoredRound>> {
        let rows = sql("select id, number, title, design_version, opened_by, opened_at, closed_at from rounds
             where project = $1 and ($2 = '' or id = $2) order by number")
        .bind(project.as_str())
        .bind(id)
        .fetch_all(&self.readers)
        .await?;
        let mut rounds = Vec::new();
        for row in &rows {
            let mut round = read_round(row)?;
            round.items = self.items_of(&round.id).await?;
            round.people = self.people_of(&round.id).await?;
            rounds.push(round);
        }
        Ok(rounds)
    }

    async fn items_of(&self, round: &str) -> Result<Vec<ItemId>> {
        let rows = sql("select item from round_items where round = $1 order by item")
            .bind(round)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok(ItemId(row.text(0)?))).collect()
    }

    async fn people_of(&self, round: &str) -> Result<Vec<(AnnotatorId, u32)>> {
        let rows = sql("select p.annotator,
                 (select count(distinct n.item) from round_items i
                      join annotations n on n.item = i.item and n.annotator = p.annotator and n.until_seq = $2
                      where i.round = p.round)
             from round_people p where p.round = $1 order by p.annotator")
        .bind(round)
        .bind(FOREVER)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok((AnnotatorId(row.text(0)?), row.small(1)?))).collect()
    }
}

fn read_round(row: &AnyRow) -> Result<StoredRound> {
    Ok(StoredRound {
        id: row.text(0)?,
        number: row.small(1)?,
        title: row.text(2)?,
        design_version: row.small(3)?,
        opened_by: AnnotatorId(row.text(4)?),
        opened_at: row.int(5)?,
        closed_at: row.maybe_int(6)?,
        items: Vec::new(),
        people: Vec::new(),
    })
}

async fn open(tx: &mut Tx, project: &ProjectId, new: &NewRound, by: &AnnotatorId, now: i64) -> Result<String> {
    let locked = lock_project(tx, project).await?;
    let number = next_number(tx, project).await?;
    check_people(tx, project, &new.people).await?;
    let fresh = fresh(tx, project, new).await?;
    let id = new_id(now);
    sql("insert into rounds (id, project, number, title, design_version, opened_by, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&id)
    .bind(project.as_str())
    .bind(number)
    .bind(&new.title)
    .bind(locked.design_version)
    .bind(by.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    for annotator in &new.people {
        sql("insert into round_people (round, annotator) values ($1, $2)")
            .bind(&id)
            .bind(annotator.as_str())
            .execute(&mut tx.conn)
            .await?;
    }
    let mut seq = locked.seq;
    for Fresh { item, revision, wanted } in &fresh {
        let extra = i64::try_from(new.people.len()).unwrap_or(i64::MAX).saturating_sub(*wanted).max(0);
        sql("insert into round_items (round, item, extra) values ($1, $2, $3)")
            .bind(&id)
            .bind(item.as_str())
            .bind(extra)
            .execute(&mut tx.conn)
            .await?;
        if extra > 0 {
            seq += 1;
            give(tx, project, item, ("round", extra), by, seq, now).await?;
        }
        offer(tx, project, (item, *revision, locked.design_version), &new.people, now).await?;
        standings::recompute(tx, project, item, now).await?;
    }
    lock::count(tx, project, Change { facts: seq - locked.seq, ..Change::default() }).await?;
    Ok(id)
}

async fn next_number(tx: &mut Tx, project: &ProjectId) -> Result<i64> {
    let row =
        sql("select coalesce(max(number), 0), coalesce(max(case when closed_at is null then number else 0 end), 0)
         from rounds where project = $1")
        .bind(project.as_str())
        .fetch_one(&mut tx.conn)
        .await?;
    match row.int(1)? {
        0 => Ok(row.int(0)? + 1),
        open => Err(StoreError::conflict(format!("round {open} is open; close it first"))),
    }
}

async fn check_people(tx: &mut Tx, project: &ProjectId, people: &[AnnotatorId]) -> Result<()> {
    for annotator in people {
        let row = sql("select count(*) from members where project = $1 and user_id = $2")
            .bind(project.as_str())
            .bind(annotator.as_str())
            .fetch_one(&mut tx.conn)
            .await?;
        if row.int(0)? == 0 {
            return Err(StoreError::conflict("one of these people is not in the project; invite them first"));
        }
    }
    Ok(())
}

/// An item that nobody has had, and nobody of the round wrote.
struct Fresh {
    item: ItemId,
    revision: i64,
    wanted: i64,
}

async fn fresh(tx: &mut Tx, project: &ProjectId, new: &NewRound) -> Result<Vec<Fresh>> {
    let n = new.n_items;
    let statement = composed(format!(
        "select s.item, s.revision, s.wanted from standings s
         where s.project = $1 and s.state = 'open' and s.votes = 0 and s.taken = 0
             and not exists (select 1 from assignments a where a.item = s.item)
             and not exists (select 1 from gold_sources g where g.item = s.item or g.made_from = s.item)
             and not exists (select 1 from item_authors w where w.item = s.item and w.person in ({}))
         order by s.random_key, s.sequence limit $2",
        placeholders(3, new.people.len())
    ));
    let statement = statement.bind(project.as_str().to_owned()).bind(i64::from(n));
    let statement = new.people.iter().fold(statement, |statement, person| statement.bind(person.0.clone()));
    let rows = statement.fetch_all(&mut tx.conn).await?;
    if rows.len() < n as usize {
        let left = rows.len();
        return Err(StoreError::conflict(format!(
            "{left} items are left that nobody has had yet; take as many, or import more first"
        )));
    }
    let read = |row: &AnyRow| Ok(Fresh { item: ItemId(row.text(0)?), revision: row.int(1)?, wanted: row.int(2)? });
    rows.iter().map(read).collect()
}

/// Gives the item places beyond what the policy wants, or takes them back. The caller counts the fact and recomputes the standing.
async fn give(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    (kind, places): (&str, i64),
    by: &AnnotatorId,
    seq: i64,
    now: i64,
) -> Result<()> {
    append(tx, project, item, (kind, places, ""), by, seq, now).await?;
    sql("update standings set extra = extra + $2 where item = $1")
        .bind(item.as_str())
        .bind(places)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn offer(
    tx: &mut Tx,
    project: &ProjectId,
    (item, revision, design_version): (&ItemId, i64, i64),
    people: &[AnnotatorId],
    now: i64,
) -> Result<()> {
    for some in people.chunks(OFFERS) {
        let ids: Vec<AssignmentId> = some.iter().map(|_| AssignmentId(new_id(now))).collect();
        let mut writes = Together::default();
        for (id, annotator) in ids.iter().zip(some) {
            let new = NewAssignment {
                id,
                project,
                item,
                annotator,
                role: ANNOTATE,
                revision,
                state: "offered",
                deadline: FOREVER,
                supersedes: None,
                design_version,
                drawn: Drawn::InTurn,
                now,
            };
            insert(&mut writes, &new);
        }
        writes.execute(tx).await?;
    }
    Ok(())
}

async fn close(tx: &mut Tx, project: &ProjectId, id: &str, by: &AnnotatorId, now: i64) -> Result<()> {
    let locked = lock_project(tx, project).await?;
    let changed = sql("update rounds set closed_by = $3, closed_at = $4
         where id = $1 and project = $2 and closed_at is null")
    .bind(id)
    .bind(project.as_str())
    .bind(by.as_str())
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    let ended = sql("update assignments set state = 'released'
         where state = 'offered' and item in (select item from round_items where round = $1)
             and annotator in (select annotator from round_people where round = $1)
         returning item, supersedes, role")
    .bind(id)
    .fetch_all(&mut tx.conn)
    .await?;
    assignments::free_places(tx, project, &ended).await?;
    let items = sql("select item, extra from round_items where round = $1").bind(id).fetch_all(&mut tx.conn).await?;
    let mut seq = locked.seq;
    for row in &items {
        let (item, extra) = (ItemId(row.text(0)?), row.int(1)?);
        if extra > 0 {
            seq += 1;
            give(tx, project, &item, ("round_end", -extra), by, seq, now).await?;
        }
        standings::recompute(tx, project, &item, now).await?;
    }
    lock::count(tx, project, Change { facts: seq - locked.seq, ..Change::default() }).await
}
