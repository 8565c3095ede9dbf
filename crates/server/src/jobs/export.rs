//! Writes an export: pages of items at a fixed sequence number, through a format, into one blob.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::io::{BufWriter, Write};

use crosscheck_domain::{AnnotationId, AnnotatorId, Design, ExportId, ItemId, Policy, Rating};
use crosscheck_formats::{
    self as formats, ExcludedAnnotator, ExportAnnotation, ExportContext, ExportRequest, ExportRow, ExportTruth,
    FormatError, Rows,
};
use crosscheck_store::{Export, ExportFilter, ExportItem, Store, StoredAnnotation, StoredTruth, User};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::sides::Sides;
use super::{Stop, Work};
use crate::agreement;
use crate::error::internal;
use crate::secret;
use crate::wire::NewExport;

const PAGE: u32 = 500;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportPayload {
    /// The facts up to this one.
    pub seq: i64,
    /// The policy of that moment, by which a state is told.
    pub policy: Policy,
    pub request: NewExport,
}

pub async fn run(work: Work) -> Result<Value, Stop> {
    let mut payload: ExportPayload = work.payload()?;
    let unknown = || Stop::Failed(format!("there is no format {}", payload.request.format));
    let format = formats::format(&payload.request.format).ok_or_else(unknown)?;
    // What loses nothing leaves nothing out: surplus annotations are there and say so.
    payload.request.include_surplus |= format.keeps_everything();
    let sides = Sides::of(&work, payload.seq, payload.request.splits).await?;
    let bundle = payload.request.bundle || format.is_bundle();
    let people = work.app.store.annotators_at(&work.project.id, payload.seq).await?;
    let context = context(&work, &payload, &people).await?;
    let filter = ExportFilter {
        state: payload.request.state.map(|state| (state, payload.policy.clone())),
        include_surplus: payload.request.include_surplus,
        include_superseded: true,
        with_ratings: format.wants_votes(),
    };
    let path = work.app.settings.spool.join(secret::new_id());
    let file = BufWriter::with_capacity(1 << 20, std::fs::File::create(&path)?);
    let mut rows = Pages::new(&work, payload.seq, filter, &people, sides);
    rows.without = without(&payload.request);
    let writing = tokio::task::spawn_blocking(move || {
        let write = if bundle { formats::export_bundle } else { formats::export };
        let (manifest, losses, mut out) = write(format, &mut rows, &context, file)?;
        out.flush()?;
        Ok::<_, FormatError>((manifest, losses))
    });
    let written = writing.await.map_err(internal)?.map_err(|error| Stop::Failed(error.to_string()));
    let stored = match &written {
        Ok(_) => work.app.store.put_blob_file(&path, work.app.now()).await.map_err(Stop::from),
        Err(_) => Ok(String::new()),
    };
    let size = std::fs::metadata(&path).map(|found| found.len());
    let _ = std::fs::remove_file(&path);
    let ((manifest, losses), sha256, size) = (written?, stored?, size?);
    let ending = if bundle { "zip" } else { format.extensions.first().copied().unwrap_or("bin") };
    let export = Export {
        id: ExportId(secret::new_id()),
        project: work.project.id.clone(),
        job: Some(work.id().clone()),
        format: format.id.to_owned(),
        filter_json: serde_json::to_string(&payload.request)?,
        seq: payload.seq,
        by: work.job.by.clone().ok_or_else(|| Stop::Failed("nobody asked for this export".to_owned()))?,
        created_at: work.app.now(),
        size,
        sha256: sha256.clone(),
        filename: format!("{}-{}-{}.{ending}", work.project.slug, format.id.replace('_', "-"), payload.seq),
        losses_json: serde_json::to_string(&losses)?,
    };
    let id = export.id.0.clone();
    work.app.store.add_export(export).await?;
    let card = formats::card(format, &manifest);
    Ok(json!({
        "export": id,
        "size": size,
        "sha256": sha256,
        "manifest": manifest,
        "card": card,
        "losses": losses.len(),
    }))
}

async fn context(work: &Work, payload: &ExportPayload, people: &[User]) -> Result<ExportContext, Stop> {
    let request = &payload.request;
    let mut designs: BTreeMap<u32, Design> = BTreeMap::new();
    for row in work.app.store.designs(&work.project.id).await? {
        if row.seq <= payload.seq {
            let design = work.app.design(&work.project.id, row.version).await?;
            designs.insert(row.version, design.as_ref().clone());
        }
    }
    let annotators = if request.pseudonyms { pseudonyms(people) } else { names(people) };
    Ok(ExportContext {
        project_slug: work.project.slug.clone(),
        // The project's own title may change without a fact.
        title: designs.values().next_back().map(|design| design.title.clone()).unwrap_or_default(),
        request: ExportRequest {
            state: request.state,
            include_surplus: request.include_surplus,
            pseudonyms: request.pseudonyms,
            splits: request.splits,
        },
        seq: u64::try_from(payload.seq).unwrap_or_default(),
        designs,
        excluded: excluded(work, payload, &annotators).await?,
        annotators,
        agreement: agreement::figures(&work.app, &work.project, (payload.seq, &payload.policy, &without(request)))
            .await?,
    })
}

fn without(request: &NewExport) -> BTreeSet<AnnotatorId> {
    request.exclude.iter().map(|one| AnnotatorId(one.annotator.clone())).collect()
}

/// Whom the export leaves out, under the name that it would have given them.
async fn excluded(
    work: &Work,
    payload: &ExportPayload,
    annotators: &BTreeMap<String, String>,
) -> Result<Vec<ExcludedAnnotator>, Stop> {
    let mut found = Vec::new();
    for one in &payload.request.exclude {
        let id = AnnotatorId(one.annotator.clone());
        found.push(ExcludedAnnotator {
            annotator: annotators.get(&one.annotator).unwrap_or(&one.annotator).clone(),
            reason: one.reason.trim().to_owned(),
            n_annotations: work.app.store.made_at(&work.project.id, &id, payload.seq).await?,
        });
    }
    Ok(found)
}

fn pseudonyms(people: &[User]) -> BTreeMap<String, String> {
    people.iter().zip(1..).map(|(user, n)| (user.id.0.clone(), format!("annotator-{n}"))).collect()
}

/// Two people of one name are told apart, as whatever reads the export knows them by name.
fn names(people: &[User]) -> BTreeMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut name = |user: &User| {
        let numbered = (2..).map(|n| format!("{} ({n})", user.name));
        let mut free = std::iter::once(user.name.clone()).chain(numbered).filter(|name| !taken.contains(name));
        let name = free.next().unwrap_or_default();
        taken.insert(name.clone());
        name
    };
    people.iter().map(|user| (user.id.0.clone(), name(user))).collect()
}

/// Items of the store, a page at a time, for a writer on a blocking thread.
struct Pages {
    store: Store,
    runtime: tokio::runtime::Handle,
    project: crosscheck_domain::ProjectId,
    seq: i64,
    filter: ExportFilter,
    /// Annotator → `human`, `model` or `imported`.
    kinds: HashMap<String, String>,
    page: VecDeque<ExportItem>,
    current: Option<ExportItem>,
    /// Annotation of the current item → its ratings as JSON.
    votes: HashMap<AnnotationId, String>,
    last: Option<ItemId>,
    /// Where each item was dealt to.
    sides: Sides,
    /// Whose annotations are left out.
    without: BTreeSet<AnnotatorId>,
    ended: bool,
    progress: Box<dyn FnMut(u64) -> Result<(), Stop> + Send>,
    done: u64,
}

impl Pages {
    fn new(work: &Work, seq: i64, filter: ExportFilter, people: &[User], sides: Sides) -> Self {
        let runtime = tokio::runtime::Handle::current();
        let (handle, store) = (runtime.clone(), work.app.store.clone());
        let (job, worker) = (work.job.id.clone(), work.worker.clone());
        let progress = move |done| {
            let state_json = "{}".to_owned();
            let (job, worker) = (job.clone(), worker.clone());
            let checkpoint =
                crosscheck_store::Checkpoint { job, worker, done, total: None, state_json, problems: Vec::new() };
            handle.block_on(store.checkpoint(checkpoint)).map_err(Stop::from)
        };
        Self {
            store: work.app.store.clone(),
            runtime,
            project: work.project.id.clone(),
            seq,
            filter,
            kinds: people.iter().map(|user| (user.id.0.clone(), user.kind.clone())).collect(),
            page: VecDeque::new(),
            current: None,
            votes: HashMap::new(),
            last: None,
            sides,
            without: BTreeSet::new(),
            ended: false,
            progress: Box::new(progress),
            done: 0,
        }
    }

    fn turn(&mut self) -> Result<(), FormatError> {
        let asked = self.store.export_page(&self.project, self.seq, &self.filter, self.last.as_ref(), PAGE);
        let page = self.runtime.block_on(asked).map_err(|error| FormatError::Rows(Box::new(error)))?;
        self.ended = page.len() < PAGE as usize;
        self.last = page.last().map(|item| item.id.clone()).or(self.last.take());
        self.done += page.len() as u64;
        self.page = page.into();
        (self.progress)(self.done).map_err(|_| FormatError::Rows("the job was cancelled".into()))
    }
}

impl Rows for Pages {
    fn next_row(&mut self) -> Result<Option<ExportRow<'_>>, FormatError> {
        if self.page.is_empty() && !self.ended {
            self.turn()?;
        }
        self.current = self.page.pop_front();
        if let Some(item) = &mut self.current {
            item.annotations.retain(|one| !self.without.contains(&one.annotator));
        }
        self.votes = match &self.current {
            Some(item) if self.filter.with_ratings => {
                votes(item).map_err(|error| FormatError::Rows(Box::new(error)))?
            }
            _ => HashMap::new(),
        };
        let sides = &self.sides;
        Ok(self.current.as_ref().map(|item| row(item, &self.kinds, &self.votes, sides.of_item(&item.id))))
    }
}

fn votes(item: &ExportItem) -> serde_json::Result<HashMap<AnnotationId, String>> {
    let json = |ratings| serde_json::to_string::<Vec<Rating>>(ratings);
    item.ratings.iter().map(|(id, ratings)| Ok((id.clone(), json(ratings)?))).collect()
}

fn row<'a>(
    item: &'a ExportItem,
    kinds: &'a HashMap<String, String>,
    votes: &'a HashMap<AnnotationId, String>,
    split: Option<&'a str>,
) -> ExportRow<'a> {
    let with_votes = |stored: &'a StoredAnnotation| ExportAnnotation {
        votes_json: votes.get(&stored.id).map(String::as_str),
        ..exported(stored, kinds)
    };
    ExportRow {
        item_id: item.id.as_str(),
        external_id: &item.external_id,
        revision: item.revision,
        item_json: &item.body,
        older: item.older.iter().map(|(revision, body)| (*revision, body.as_str())).collect(),
        annotations: item.annotations.iter().map(with_votes).collect(),
        truths: item.truths.iter().map(signed).collect(),
        split,
    }
}

fn exported<'a>(stored: &'a StoredAnnotation, kinds: &'a HashMap<String, String>) -> ExportAnnotation<'a> {
    ExportAnnotation {
        id: stored.id.as_str(),
        annotator: stored.annotator.as_str(),
        annotator_kind: kinds.get(stored.annotator.as_str()).map_or("human", String::as_str),
        item_revision: stored.item_revision,
        design_version: stored.design_version,
        seq: u64::try_from(stored.seq).unwrap_or_default(),
        submitted_at_ms: stored.submitted_at,
        late: stored.late,
        surplus: stored.surplus,
        informed: stored.informed,
        current: stored.until_seq.is_none(),
        supersedes: stored.supersedes.as_ref().map(|id| id.as_str()),
        active_ms: stored.active_ms,
        votes_json: None,
        body_json: &stored.body,
    }
}

fn signed(stored: &StoredTruth) -> ExportTruth<'_> {
    ExportTruth {
        id: stored.id.as_str(),
        kind: stored.kind.as_str(),
        signer: stored.signer.as_str(),
        item_revision: stored.item_revision,
        design_version: stored.design_version,
        seq: u64::try_from(stored.seq).unwrap_or_default(),
        signed_at_ms: stored.created_at,
        current: stored.until_seq.is_none(),
        supersedes: stored.supersedes.as_ref().map(|id| id.as_str()),
        body_json: &stored.body,
    }
}
