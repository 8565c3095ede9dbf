//! Fills an empty server with the sample projects, through the same doors that people use: import jobs and submissions.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use crosscheck_domain::{Annotation, AnnotatorId, ItemId, Outcome, check, ratings};
use crosscheck_store::{
    DecisionKind, ItemFilter, ItemSort, JobState, MemberRole, NewProject, NewUser, Project, Submission, WantNext,
};
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::auth::Caller;
use crate::deciding;
use crate::error::{ApiError, internal};
use crate::jobs::{self, ImportPayload};
use crate::templates::{self, SampleProject};
use crate::upload::Uploaded;
use crate::wire::{DemoPerson, Signature};
use crate::{secret, task};

/// What the caller prints.
#[derive(Debug, Default)]
pub struct Filled {
    pub projects: Vec<String>,
    /// Media that could not be had; the items that need them are left out.
    pub missing: Vec<String>,
}

#[derive(Deserialize)]
struct SampleAnnotator {
    id: String,
    name: String,
    /// Annotators, where none is given.
    #[serde(default)]
    role: Option<String>,
}

/// Somebody invented, and what they are in each project.
struct Sample {
    id: AnnotatorId,
    role: MemberRole,
}

#[derive(Deserialize)]
struct SampleTruth {
    signer: String,
    item: String,
    /// Without id and without what was opened; sources name annotators.
    truth: Value,
}

#[derive(Deserialize)]
struct SampleAnnotation {
    annotator: String,
    item: String,
    body: Value,
}

/// Accounts for the demo with passwords made now: there is no default password anywhere.
pub fn people() -> Vec<DemoPerson> {
    let person = |name: &str, email: &str, role: &str| DemoPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        password: secret::new_secret()[..16].to_owned(),
        role: role.to_owned(),
    };
    vec![
        person("Morgan Manager", "manager@demo.example", "manager"),
        person("Robin Annotator", "annotator@demo.example", "annotator"),
        person("Sascha Annotator", "annotator2@demo.example", "annotator"),
        person("Ellis Expert", "expert@demo.example", "expert"),
    ]
}

/// Makes accounts, projects, items and sample annotations. `media` are the folders that sample media lie in.
pub async fn fill(app: &App, people: &[DemoPerson], media: &[PathBuf], say: impl Fn(&str)) -> Result<Filled, ApiError> {
    let mut members = Vec::new();
    for person in people {
        let hash = secret::hash_password(person.password.clone()).await?;
        let user = account(app, &person.name, &person.email, Some(hash), person.role == "manager").await?;
        members.push(Sample { id: user, role: role(Some(&person.role)) });
    }
    let mut samples: HashMap<String, Sample> = HashMap::new();
    let annotators = templates::text("annotators.json").unwrap_or_else(|| "[]".to_owned());
    for sample in serde_json::from_str::<Vec<SampleAnnotator>>(&annotators).map_err(internal)? {
        let email = format!("{}@sample.example", sample.id);
        let id = account(app, &sample.name, &email, None, false).await?;
        samples.insert(sample.id, Sample { id, role: role(sample.role.as_deref()) });
    }
    let mut filled = Filled::default();
    for (slug, sample) in templates::sample_projects() {
        say(&sample.title);
        let project = project(app, &slug, &sample, &members, &samples).await?;
        filled.missing.extend(items(app, &project, media).await?);
        let known = annotations(app, &project, &samples).await?;
        truths(app, &project, &samples, &known).await?;
        filled.projects.push(sample.title);
    }
    filled.missing.sort();
    filled.missing.dedup();
    Ok(filled)
}

fn role(name: Option<&str>) -> MemberRole {
    name.and_then(MemberRole::parse).unwrap_or(MemberRole::Annotator)
}

async fn account(
    app: &App,
    name: &str,
    email: &str,
    password_hash: Option<String>,
    admin: bool,
) -> Result<AnnotatorId, ApiError> {
    let (name, email) = (name.to_owned(), email.to_owned());
    let new = NewUser { id: secret::new_id().into(), name, email, password_hash, admin };
    Ok(app.store.create_user(new, app.now()).await?.id)
}

async fn project(
    app: &App,
    slug: &str,
    sample: &SampleProject,
    members: &[Sample],
    samples: &HashMap<String, Sample>,
) -> Result<Project, ApiError> {
    let unknown = || internal(format!("the sample project {slug} names no template"));
    let template = templates::template(&sample.template).ok_or_else(unknown)?;
    let new = NewProject {
        id: secret::new_id().into(),
        slug: slug.to_owned(),
        title: sample.title.clone(),
        description: template.description.clone(),
        policy: sample.policy.clone().unwrap_or_default(),
        sample: true,
    };
    let manager = &members.first().ok_or_else(unknown)?.id;
    let design = serde_json::to_string(&template.design).map_err(internal)?;
    let project = app.store.create_project(new, &design, manager, app.now()).await?;
    for member in members.iter().chain(samples.values()) {
        app.store.set_role(&project.id, &member.id, member.role, app.now()).await?;
    }
    Ok(project)
}

/// Imports the sample items whose media are there; returns the names of those that are missing.
async fn items(app: &App, project: &Project, media: &[PathBuf]) -> Result<Vec<String>, ApiError> {
    let lines = templates::text(&format!("projects/{}/items.jsonl", project.slug)).unwrap_or_default();
    let design = app.design(&project.id, project.design_version).await?;
    let (mut kept, mut files, mut missing) = (String::new(), HashMap::new(), Vec::new());
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).map_err(internal)?;
        let mut complete = true;
        for slot in design.slots.iter().filter(|slot| slot.kind != crosscheck_domain::MediaKind::Text) {
            for name in names(&row["slots"][&slot.id]) {
                match media.iter().map(|folder| folder.join(&name)).find(|path| path.is_file()) {
                    Some(path) => _ = files.insert(name, path),
                    None => {
                        complete = false;
                        missing.push(name);
                    }
                }
            }
        }
        if complete {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let mut uploads = vec![upload(app, "items.jsonl", Bytes::from(kept)).await?];
    for (name, path) in files {
        uploads.push(upload_file(app, &name, &path).await?);
    }
    import(app, project, uploads).await?;
    Ok(missing)
}

/// The files that a slot names, with or without a clock.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(many) => many.iter().flat_map(names).collect(),
        Value::Object(part) => part.get("file").map(names).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

async fn upload_file(app: &App, name: &str, path: &Path) -> Result<Uploaded, ApiError> {
    let unreadable = |error: std::io::Error| internal(format!("{}: {error}", path.display()));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    Ok(Uploaded { name: name.to_owned(), sha256: app.store.put_blob_file(path, app.now()).await?, size })
}

async fn upload(app: &App, name: &str, bytes: Bytes) -> Result<Uploaded, ApiError> {
    let size = bytes.len() as u64;
    Ok(Uploaded { name: name.to_owned(), sha256: app.store.put_blob(bytes, app.now()).await?, size })
}

/// Queues an import and works it off here and now.
async fn import(app: &App, project: &Project, files: Vec<Uploaded>) -> Result<(), ApiError> {
    let id = jobs::queue(app, project, None, jobs::IMPORT, &ImportPayload { files }).await?;
    jobs::work_off(app).await;
    let job = app.store.job(&id).await?;
    let problems = app.store.problems(&id, None, 5).await?.items;
    if job.state != JobState::Done || !problems.is_empty() {
        let why: Vec<String> = problems.iter().map(|found| found.problem.to_string()).collect();
        return Err(internal(format!(
            "sample items of {}: {} {}",
            project.slug,
            job.error.unwrap_or_default(),
            why.join("; ")
        )));
    }
    Ok(())
}

/// What was said of the items, by item and annotator as the samples name them.
type Known = HashMap<(String, String), Said>;

struct Said {
    item: ItemId,
    annotation: String,
}

async fn annotations(app: &App, project: &Project, samples: &HashMap<String, Sample>) -> Result<Known, ApiError> {
    let lines = templates::text(&format!("projects/{}/annotations.jsonl", project.slug)).unwrap_or_default();
    let page = app.store.items(&project.id, &ItemFilter::default(), ItemSort::Sequence, None, 500).await?;
    let known: HashMap<String, ItemId> = page.items.into_iter().map(|row| (row.external_id, row.id)).collect();
    let mut said = Known::new();
    for (n, line) in lines.lines().enumerate() {
        let sample: SampleAnnotation = serde_json::from_str(line).map_err(internal)?;
        let (Some(item), Some(annotator)) = (known.get(&sample.item), samples.get(&sample.annotator)) else { continue };
        let annotation = annotate(app, project, item, &annotator.id, n, sample.body).await?;
        said.insert((sample.item, sample.annotator), Said { item: item.clone(), annotation });
    }
    Ok(said)
}

async fn annotate(
    app: &App,
    project: &Project,
    item: &ItemId,
    annotator: &AnnotatorId,
    n: usize,
    mut body: Value,
) -> Result<String, ApiError> {
    let id = sample_id(&format!("{}/{n}", project.slug));
    body["id"] = Value::String(id.clone());
    let annotation: Annotation = serde_json::from_value(body).map_err(internal)?;
    let design = app.design(&project.id, project.design_version).await?;
    let (_, content) = task::stored_item(app, project, item).await?;
    if let Some(problem) = check(&design, &content, &annotation).first() {
        return Err(internal(format!("sample annotation {n} of {}: {problem}", project.slug)));
    }
    let assignment = app.store.assign(&project.id, item, annotator, annotator, app.now()).await?;
    let body = serde_json::to_string(&annotation).map_err(internal)?;
    let submission = Submission {
        assignment: assignment.id,
        annotation_id: annotation.id.clone(),
        body_hash: secret::hash(&body),
        body,
        ratings: if annotation.outcome == Outcome::Complete {
            ratings(&design, &content, &annotation)
        } else {
            Vec::new()
        },
        active_ms: annotation.active_ms,
        supersedes: None,
        after: None,
        outcome: annotation.outcome,
    };
    app.store.submit(&project.id, submission, WantNext::No, app.now()).await?;
    Ok(id)
}

/// Signs what the samples' senior expert settled, by the same doors as people do.
async fn truths(
    app: &App,
    project: &Project,
    samples: &HashMap<String, Sample>,
    known: &Known,
) -> Result<(), ApiError> {
    let lines = templates::text(&format!("projects/{}/truths.jsonl", project.slug)).unwrap_or_default();
    for (n, line) in lines.lines().enumerate() {
        let sample: SampleTruth = serde_json::from_str(line).map_err(internal)?;
        let item = known.iter().find(|((item, _), _)| *item == sample.item).map(|(_, said)| &said.item);
        let (Some(item), Some(signer)) = (item, samples.get(&sample.signer)) else { continue };
        let user = app.store.user(&signer.id).await?;
        let caller = Caller { user, scopes: None };
        let kind = DecisionKind::Adjudicate;
        let lease = app.store.next_decision(&project.id, &signer.id, kind, Some(item), app.now()).await?;
        let lease = lease.ok_or_else(|| internal(format!("sample truth {n} of {}: nothing waits", project.slug)))?;
        let task = deciding::task(app, lease.clone(), kind).await?;
        let id = sample_id(&format!("{}/truth/{n}", project.slug));
        let mut truth = sample.truth;
        truth["id"] = Value::String(id.clone());
        truth["facts"]["id"] = Value::String(id);
        let opened = task.required.iter().map(|what| serde_json::json!({"what": what, "at": app.now()}));
        truth["opened"] = Value::Array(opened.collect());
        for from in truth["sources"].as_array_mut().into_iter().flatten() {
            for name in from["from"].as_array_mut().into_iter().flatten() {
                let who = (sample.item.clone(), name.as_str().unwrap_or_default().to_owned());
                *name = Value::String(known.get(&who).map(|said| said.annotation.clone()).unwrap_or_default());
            }
        }
        let truth = serde_json::from_value(truth).map_err(internal)?;
        deciding::sign(app, &caller, lease.id.as_str(), Signature { truth, seen: task.seen }).await?;
    }
    Ok(())
}

/// The same identifier at every start of the demo.
fn sample_id(name: &str) -> String {
    let hash = secret::sha256(name.as_bytes());
    let bits = u128::from_str_radix(&hash[..20], 16).unwrap_or_default();
    ulid::Ulid::from_parts(1_767_225_600_000, bits).to_string()
}
