//! Annotations that were made elsewhere: appended as facts of people who cannot sign in, with where they came from.

use std::collections::{BTreeSet, HashMap};

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, Outcome, ProjectId, Rating};

use crate::{
    Checkpoint, NewTruth, Result, Store, StoreError, jobs,
    lock::lock_project,
    problems,
    sql::{Cells, FOREVER, ROWS_PER_STATEMENT, big, composed, insert_many, placeholders, sql},
    standings,
    store::key,
    truths,
    writer::Tx,
};

/// An annotation to be imported, checked and with the ids that it gets here.
#[derive(Clone, Debug)]
pub struct ImportedAnnotation {
    pub id: AnnotationId,
    pub item: ItemId,
    /// Of what the item showed when it was made; the item has a revision that shows it.
    pub shown_hash: String,
    pub annotator: Placeholder,
    pub design_version: u32,
    /// `domain::Annotation` as JSON.
    pub body: String,
    pub body_hash: String,
    pub outcome: Outcome,
    pub ratings: Vec<Rating>,
    pub late: bool,
    pub surplus: bool,
    pub informed: bool,
    pub supersedes: Option<AnnotationId>,
    /// What ended it; none while current. It is imported later in the same call, or is the annotation itself where its
    /// successor is unknown.
    pub ended_by: Option<AnnotationId>,
    pub active_ms: u64,
    pub submitted_at: i64,
    /// Where it came from, as JSON.
    pub origin: String,
}

/// A signature from elsewhere.
#[derive(Clone, Debug)]
pub struct ImportedTruth {
    pub signer: Placeholder,
    /// Of what the item showed when it was signed.
    pub shown_hash: String,
    /// It was taken back there, and nothing signed in its place.
    pub retracted: bool,
    /// Its revision of the item is found by what that showed.
    pub truth: NewTruth,
}

/// Somebody who worked elsewhere: an account without a password, which no address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    pub id: AnnotatorId,
    pub name: String,
    /// `imported` or `model`.
    pub kind: String,
}

impl Store {
    /// Appends those that are not there yet, in the given order, recomputes the standings of their items and moves the
    /// job's checkpoint, all or nothing. Returns how many were appended.
    pub async fn import_annotations(
        &self,
        project: &ProjectId,
        annotations: Vec<ImportedAnnotation>,
        checkpoint: Option<Checkpoint>,
        now: i64,
    ) -> Result<u64> {
        let input = (project.clone(), annotations, checkpoint, now);
        self.write(key::project(project), input, |tx, (project, annotations, checkpoint, now)| {
            Box::pin(import(tx, project, annotations, checkpoint.as_ref(), *now))
        })
        .await
    }

    /// Signs what was signed elsewhere and is not here yet, in the given order, with the account of each signer. A
    /// signature that was taken back there is taken back here. Returns how many were added.
    pub async fn import_truths(&self, project: &ProjectId, truths: Vec<ImportedTruth>, now: i64) -> Result<u64> {
        let input = (project.clone(), truths, now);
        self.write(key::project(project), input, |tx, (project, truths, now)| {
            Box::pin(import_truths(tx, project, truths, *now))
        })
        .await
    }

    /// Which of these annotations are stored, and in which project.
    pub async fn projects_of_annotations(&self, ids: &[AnnotationId]) -> Result<HashMap<AnnotationId, ProjectId>> {
        let mut found = HashMap::new();
        for chunk in ids.chunks(ROWS_PER_STATEMENT) {
            let statement =
                composed(format!("select id, project from annotations where id in ({})", placeholders(1, chunk.len())));
            let bound = chunk.iter().fold(statement, |statement, id| statement.bind(id.0.clone()));
            for row in bound.fetch_all(&self.readers).await? {
                found.insert(AnnotationId(row.text(0)?), ProjectId(row.text(1)?));
            }
        }
        Ok(found)
    }

    /// Where the imported annotations of an item came from, as JSON; the others are missing.
    pub async fn origins_of(&self, item: &ItemId) -> Result<HashMap<AnnotationId, String>> {
        let rows = sql("select o.annotation, o.origin from annotations n
             join annotation_origins o on o.annotation = n.id where n.item = $1")
        .bind(item.as_str())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok((AnnotationId(row.text(0)?), row.text(1)?))).collect()
    }
}

async fn import(
    tx: &mut Tx,
    project: &ProjectId,
    annotations: &[ImportedAnnotation],
    checkpoint: Option<&Checkpoint>,
    now: i64,
) -> Result<u64> {
    let locked = lock_project(tx, project).await?;
    let mut seq = locked.seq;
    let (mut seqs, mut items, mut counted) = (HashMap::new(), BTreeSet::new(), 0);
    for annotation in annotations {
        if is_stored(tx, &annotation.id).await? {
            continue;
        }
        seq += 1;
        seqs.insert(&annotation.id, seq);
        append(tx, project, annotation, seq, now).await?;
        if annotation.ended_by.is_none() && !matches!(annotation.outcome, Outcome::Declined { .. }) {
            counted += 1;
            count_work(tx, project, annotation).await?;
        }
        items.insert(&annotation.item);
    }
    for annotation in annotations.iter().filter(|annotation| seqs.contains_key(&annotation.id)) {
        if let Some(until) = annotation.ended_by.as_ref().and_then(|by| seqs.get(by)) {
            end(tx, &annotation.id, *until).await?;
        }
    }
    sql("update counters set seq = $2, annotations = annotations + $3 where project = $1")
        .bind(project.as_str())
        .bind(seq)
        .bind(counted)
        .execute(&mut tx.conn)
        .await?;
    for item in items {
        standings::recompute(tx, project, item, now).await?;
    }
    if let Some(checkpoint) = checkpoint {
        jobs::move_checkpoint(tx, checkpoint).await?;
        problems::insert(tx, &checkpoint.job, &checkpoint.problems).await?;
    }
    Ok(seqs.len() as u64)
}

async fn import_truths(tx: &mut Tx, project: &ProjectId, truths: &[ImportedTruth], now: i64) -> Result<u64> {
    lock_project(tx, project).await?;
    let mut added = 0;
    for ImportedTruth { signer, shown_hash, retracted, truth } in truths {
        let id = truth.id.as_str();
        if sql("select 1 from truths where id = $1").bind(id).fetch_optional(&mut tx.conn).await?.is_some() {
            continue;
        }
        insert_annotator(tx, signer, now).await?;
        let revision = revision_showing(tx, project, &truth.item, shown_hash).await?;
        let item_revision = u32::try_from(revision).map_err(|_| StoreError::corrupt("revision"))?;
        truths::sign(tx, project, &NewTruth { item_revision, ..truth.clone() }, truth.signed_at.unwrap_or(now)).await?;
        if *retracted {
            truths::reopen(tx, project, &truth.item, "taken back where it was signed", &signer.id, now).await?;
        }
        added += 1;
    }
    Ok(added)
}

/// The newest revision of the item that shows this.
async fn revision_showing(tx: &mut Tx, project: &ProjectId, item: &ItemId, shown_hash: &str) -> Result<i64> {
    let row = sql("select max(revision) from item_revisions where item = $1 and project = $2 and shown_hash = $3")
        .bind(item.as_str())
        .bind(project.as_str())
        .bind(shown_hash)
        .fetch_one(&mut tx.conn)
        .await?;
    row.maybe_int(0)?.ok_or(StoreError::NotFound)
}

async fn is_stored(tx: &mut Tx, id: &AnnotationId) -> Result<bool> {
    let row = sql("select 1 from annotations where id = $1").bind(id.as_str()).fetch_optional(&mut tx.conn).await?;
    Ok(row.is_some())
}

/// The annotator, an assignment that is done, the annotation, its ratings and its origin.
async fn append(tx: &mut Tx, project: &ProjectId, annotation: &ImportedAnnotation, seq: i64, now: i64) -> Result<()> {
    insert_annotator(tx, &annotation.annotator, now).await?;
    let revision = revision_showing(tx, project, &annotation.item, &annotation.shown_hash).await?;
    insert_assignment(tx, project, annotation, revision, now).await?;
    insert_annotation(tx, project, annotation, revision, seq).await?;
    for chunk in annotation.ratings.chunks(ROWS_PER_STATEMENT) {
        let mut statement =
            composed(insert_many(tx.dialect, "ratings (annotation, field, unit, value)", 4, chunk.len()));
        for Rating { field, unit, value } in chunk {
            statement = statement.bind(annotation.id.as_str()).bind(field).bind(unit).bind(value);
        }
        statement.execute(&mut tx.conn).await?;
    }
    sql("insert into annotation_origins (annotation, origin) values ($1, $2)")
        .bind(annotation.id.as_str())
        .bind(&annotation.origin)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn insert_annotator(tx: &mut Tx, annotator: &Placeholder, now: i64) -> Result<()> {
    // The address is in a domain that the standards keep empty, so nobody can be invited there.
    let address = format!("{}@imported.invalid", annotator.id.as_str().to_lowercase());
    sql("insert into users (id, name, email, email_folded, password_hash, kind, created_at)
         values ($1, $2, $3, $3, null, $4, $5) on conflict do nothing")
    .bind(annotator.id.as_str())
    .bind(&annotator.name)
    .bind(address)
    .bind(&annotator.kind)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// An assignment shares the id of its annotation: nobody asks for it, but what it says holds for both.
async fn insert_assignment(
    tx: &mut Tx,
    project: &ProjectId,
    annotation: &ImportedAnnotation,
    revision: i64,
    now: i64,
) -> Result<()> {
    sql(
        "insert into assignments (id, project, item, item_revision, annotator, role, state, design_version, created_at,
             deadline, supersedes, draft_revision)
         values ($1, $2, $3, $4, $5, 'annotate', 'done', $6, $7, $7, $8, 0)",
    )
    .bind(annotation.id.as_str())
    .bind(project.as_str())
    .bind(annotation.item.as_str())
    .bind(revision)
    .bind(annotation.annotator.id.as_str())
    .bind(i64::from(annotation.design_version))
    .bind(now)
    .bind(annotation.supersedes.as_ref().map(|id| id.0.clone()))
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

async fn insert_annotation(
    tx: &mut Tx,
    project: &ProjectId,
    annotation: &ImportedAnnotation,
    revision: i64,
    seq: i64,
) -> Result<()> {
    sql("insert into annotations (id, project, item, item_revision, assignment, annotator, design_version, seq, until_seq,
             outcome, late, surplus, supersedes, active_ms, submitted_at, next_assignment, body_hash, body, informed)
         values ($1, $2, $3, $4, $1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, $15, $16, $17)")
    .bind(annotation.id.as_str())
    .bind(project.as_str())
    .bind(annotation.item.as_str())
    .bind(revision)
    .bind(annotation.annotator.id.as_str())
    .bind(i64::from(annotation.design_version))
    .bind(seq)
    .bind(if annotation.ended_by.is_some() { seq } else { FOREVER })
    .bind(standings::outcome_word(&annotation.outcome))
    .bind(i64::from(annotation.late))
    .bind(i64::from(annotation.surplus))
    .bind(annotation.supersedes.as_ref().map(|id| id.0.clone()))
    .bind(big(annotation.active_ms))
    .bind(annotation.submitted_at)
    .bind(&annotation.body_hash)
    .bind(&annotation.body)
    .bind(i64::from(annotation.informed))
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Counts the annotator among those who annotated. They have no place in the queue.
async fn count_work(tx: &mut Tx, project: &ProjectId, annotation: &ImportedAnnotation) -> Result<()> {
    sql("insert into progress (project, annotator, ordering, key1, key2, priority_version, exhausted_at, submitted, day,
             today, last_at)
         values ($1, $2, '', $3, $3, 0, 0, 1, 0, 0, $4)
         on conflict (project, annotator) do update set submitted = progress.submitted + 1, last_at = excluded.last_at")
    .bind(project.as_str())
    .bind(annotation.annotator.id.as_str())
    .bind(i64::MIN)
    .bind(annotation.submitted_at)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

async fn end(tx: &mut Tx, id: &AnnotationId, until: i64) -> Result<()> {
    sql("update annotations set until_seq = $2 where id = $1")
        .bind(id.as_str())
        .bind(until)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
