//! One guideline in several projects: taken over with where it comes from, and how far people agree under it in each.

use std::collections::HashMap;

use crosscheck_domain::{Design, ProjectId};
use crosscheck_store::{Project, ProjectScope};

use crate::agreement;
use crate::app::App;
use crate::auth::{Caller, wire_role};
use crate::error::{Result, conflict, internal};
use crate::wire::{
    FieldAgreement, GuidelineOffer, GuidelineProject, GuidelineReport, GuidelineSource, Role, SharedAgreement,
    SharedField, TakeGuideline,
};

/// A project that the caller may read, with its newest design.
async fn readable(app: &App, caller: &Caller) -> Result<Vec<(Project, Role)>> {
    let scope = if caller.user.admin { ProjectScope::All } else { ProjectScope::Member };
    let rows = app.store.projects_for(caller.id(), scope, app.now()).await?;
    let role = |row: &crosscheck_store::ProjectRow| row.role.map_or(Role::Manager, wire_role);
    Ok(rows
        .into_iter()
        .map(|row| (role(&row), row))
        .filter(|(role, _)| *role >= Role::Reviewer)
        .map(|(role, row)| (row.project, role))
        .collect())
}

/// Every version of the caller's other projects whose guideline says something else than the one before, newest first.
pub async fn offers(app: &App, caller: &Caller, project: &Project) -> Result<Vec<GuidelineOffer>> {
    let mut found = Vec::new();
    for (other, _) in readable(app, caller).await? {
        if other.id == project.id {
            continue;
        }
        let mut before = String::new();
        let mut versions = Vec::new();
        for version in 1..=other.design_version {
            let design = app.design(&other.id, version).await?;
            let text = design.guideline.trim();
            if !text.is_empty() && text != before {
                versions.push(GuidelineOffer {
                    project: other.slug.clone(),
                    title: other.title.clone(),
                    version,
                    text: text.to_owned(),
                });
            }
            text.clone_into(&mut before);
        }
        found.extend(versions.into_iter().rev());
    }
    Ok(found)
}

/// Publishes the next version with the other project's guideline, and writes down where it comes from.
pub async fn take(app: &App, caller: &Caller, project: &Project, given: &TakeGuideline) -> Result<u32> {
    let other = app.access(caller, &given.project, Role::Reviewer).await?.project;
    let text = app.design(&other.id, given.version).await?.guideline.clone();
    let mut design = Design::clone(app.design(&project.id, project.design_version).await?.as_ref());
    if text.trim() == design.guideline.trim() {
        return Err(conflict("same_guideline", "the guideline says that already; nothing was published"));
    }
    design.guideline = text;
    let json = serde_json::to_string(&design).map_err(internal)?;
    let (id, base, now) = (&project.id, given.base_version, app.now());
    let version = app.store.publish_design(id, base, &json, &design.to_yaml(), caller.id(), now).await?;
    app.store.name_guideline_source(id, version, (&other.id, given.version), caller.id(), now).await?;
    Ok(version)
}

/// Agreement in every readable project whose newest guideline says the same.
pub async fn report(app: &App, caller: &Caller, project: &Project) -> Result<GuidelineReport> {
    let readable = readable(app, caller).await?;
    let known: HashMap<&ProjectId, &Project> = readable.iter().map(|(project, _)| (&project.id, project)).collect();
    let sources = app.store.guideline_sources(&project.id).await?.into_iter().map(|source| {
        let from = known.get(&source.from);
        GuidelineSource {
            version: source.version,
            project: from.map(|project| project.slug.clone()),
            title: from.map(|project| project.title.clone()),
            from_version: source.from_version,
            at: source.at,
        }
    });
    let sources = sources.collect();
    let mine = app.design(&project.id, project.design_version).await?;
    let (mut projects, mut fields) = (Vec::new(), Vec::new());
    let own = readable.iter().filter(|(other, _)| other.id == project.id);
    for (other, role) in own.chain(readable.iter().filter(|(other, _)| other.id != project.id)) {
        let design = app.design(&other.id, other.design_version).await?;
        let same = !mine.guideline.trim().is_empty() && design.guideline.trim() == mine.guideline.trim();
        if other.id != project.id && !same {
            continue;
        }
        let report = agreement::report(app, other).await?;
        projects.push(GuidelineProject {
            project: other.slug.clone(),
            title: other.title.clone(),
            version: other.design_version,
            role: *role,
            seq: report.seq,
        });
        fields.push((other.slug.clone(), report.fields));
    }
    Ok(GuidelineReport { sources, projects, fields: shared(&fields) })
}

/// Fields of the first project that another one has too, with the recommended measure of each.
fn shared(of_projects: &[(String, Vec<FieldAgreement>)]) -> Vec<SharedField> {
    let Some((_, own)) = of_projects.first() else { return Vec::new() };
    let field = |one: &FieldAgreement| {
        let same = of_projects.iter().filter_map(|(slug, fields)| {
            let found = fields.iter().find(|other| other.field == one.field && other.level == one.level)?;
            Some(recommended(slug, found))
        });
        let values: Vec<SharedAgreement> = same.collect();
        (values.len() > 1).then(|| SharedField { field: one.field.clone(), title: one.title.clone(), values })
    };
    own.iter().filter_map(field).collect()
}

fn recommended(slug: &str, field: &FieldAgreement) -> SharedAgreement {
    let metric = field.metrics.iter().find(|metric| metric.metric == field.recommended);
    SharedAgreement {
        project: slug.to_owned(),
        metric: field.recommended.clone(),
        metric_title: metric.map(|metric| metric.title.clone()).unwrap_or_default(),
        value: metric.and_then(|metric| metric.value),
        undefined: metric.and_then(|metric| metric.undefined.clone()),
        interval: metric.and_then(|metric| metric.interval.clone()),
        n_units: field.n_units,
        n_annotators: field.n_annotators,
    }
}
