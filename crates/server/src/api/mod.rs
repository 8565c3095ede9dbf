//! Every route of the API on one screen.

mod account;
mod appeals;
mod assignments;
mod catalog;
mod comments;
mod consensus;
mod decisions;
mod described;
mod designs;
mod discuss;
mod events;
mod exports;
mod gold;
pub mod guideline;
mod guidelines;
mod health;
mod items;
mod jobs;
mod media;
mod mismatch;
mod people;
mod projects;
mod quality;
mod reasons;
mod rounds;
mod stage;
mod submit;
mod truths;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use described::{finished, route};

pub use items::filter_of;
pub use jobs::wire_state;

/// Bodies of ordinary requests; uploads are streamed to disk and have their own limits.
const MAX_BODY: usize = 16 << 20;

#[derive(OpenApi)]
#[openapi(
    info(title = "Crosscheck", description = "Multimodal annotation and evaluation", license(name = "Apache-2.0")),
    components(schemas(
        crate::wire::ErrorBody,
        crate::wire::ItemSort,
        crate::wire::MismatchWhat,
        crosscheck_domain::Annotation
    ))
)]
struct Described;

fn described() -> (Router<App>, Document) {
    let router = OpenApiRouter::with_openapi(Described::openapi())
        .routes(route!(Anyone, account::me))
        .routes(route!(OwnAccount, account::change_password))
        .routes(route!(Anyone, account::sign_in))
        .routes(route!(SignedIn, account::sign_out))
        .routes(route!(Anyone, account::set_up))
        .routes(route!(Anyone, account::invitation))
        .routes(route!(Anyone, account::accept))
        .routes(route!(OwnAccount, account::tokens))
        .routes(route!(OwnAccount, account::make_token))
        .routes(route!(OwnAccount, account::revoke_token))
        .routes(route!(SignedIn, catalog::catalog))
        .routes(route!(SignedIn, catalog::templates))
        .routes(route!(SignedIn, projects::list))
        .routes(route!(AnyManager, projects::create))
        .routes(route!(Annotator, projects::show))
        .routes(route!(Manager, projects::change))
        .routes(route!(SignedIn, designs::check))
        .routes(route!(Anyone, designs::schema))
        .routes(route!(Manager, designs::publish))
        .routes(route!(Reviewer, designs::list))
        .routes(route!(Annotator, designs::show))
        .routes(route!(Reviewer, items::list))
        .routes(route!(Manager, items::import))
        .routes(route!(Manager, items::select))
        .routes(route!(Reviewer, items::show))
        .routes(route!(Manager, media::upload))
        .routes(route!(Annotator, media::cover))
        .routes(route!(Reviewer, media::asset))
        .routes(route!(Reviewer, media::asset_view))
        .routes(route!(Annotator, assignments::next))
        .routes(route!(Owner, assignments::show))
        .routes(route!(Owner, assignments::extend))
        .routes(route!(Owner, assignments::release))
        .routes(route!(Owner, assignments::reveal))
        .routes(route!(Owner, assignments::save_draft))
        .routes(route!(Owner, assignments::media))
        .routes(route!(Owner, assignments::media_view))
        .routes(route!(Owner, submit::submit))
        .routes(route!(Annotator, guideline::read))
        .routes(route!(Manager, guidelines::offers))
        .routes(route!(Manager, guidelines::take))
        .routes(route!(Reviewer, guidelines::report))
        .routes(route!(Annotator, submit::my_work))
        .routes(route!(Owner, submit::reopen))
        .routes(route!(Manager, gold::propose))
        .routes(route!(Reviewer, gold::list))
        .routes(route!(Manager, gold::create))
        .routes(route!(Reviewer, gold::show))
        .routes(route!(Expert, gold::check))
        .routes(route!(Manager, gold::retire))
        .routes(route!(Owner, appeals::create))
        .routes(route!(Annotator, appeals::own))
        .routes(route!(Reviewer, appeals::list))
        .routes(route!(Expert, appeals::decide))
        .routes(route!(Reviewer, decisions::next))
        .routes(route!(Owner, decisions::reveal_readers))
        .routes(route!(Owner, decisions::sign))
        .routes(route!(Owner, decisions::send_back))
        .routes(route!(Owner, reasons::rate))
        .routes(route!(Owner, reasons::own))
        .routes(route!(Reviewer, reasons::report))
        .routes(route!(Reviewer, truths::list))
        .routes(route!(Reviewer, truths::of_item))
        .routes(route!(Expert, truths::reopen))
        .routes(route!(Reviewer, comments::list))
        .routes(route!(Reviewer, comments::write))
        .routes(route!(Reviewer, comments::resolve))
        .routes(route!(Owner, comments::of_assignment))
        .routes(route!(Owner, comments::write_deciding))
        .routes(route!(SignedIn, comments::notifications))
        .routes(route!(SignedIn, comments::read))
        .routes(route!(Reviewer, quality::agreement))
        .routes(route!(Reviewer, quality::cell))
        .routes(route!(Reviewer, quality::places))
        .routes(route!(Reviewer, mismatch::show))
        .routes(route!(Reviewer, mismatch::items))
        .routes(route!(Reviewer, discuss::labels))
        .routes(route!(Reviewer, discuss::items))
        .routes(route!(Annotator, discuss::list))
        .routes(route!(Expert, discuss::open))
        .routes(route!(Expert, discuss::close))
        .routes(route!(Reviewer, quality::changes))
        .routes(route!(Reviewer, consensus::show))
        .routes(route!(Manager, consensus::accept))
        .routes(route!(Reviewer, consensus::forecast))
        .routes(route!(Reviewer, consensus::annotators))
        .routes(route!(Manager, consensus::act))
        .routes(route!(Reviewer, rounds::list))
        .routes(route!(Manager, rounds::open))
        .routes(route!(Manager, rounds::close))
        .routes(route!(Manager, stage::offers))
        .routes(route!(Manager, stage::begin))
        .routes(route!(Annotator, consensus::my_notices))
        .routes(route!(SignedIn, consensus::appeal))
        .routes(route!(SignedIn, events::events))
        .routes(route!(Manager, people::list))
        .routes(route!(ManagerAdmin, people::change_role))
        .routes(route!(ManagerAdmin, people::remove))
        .routes(route!(ManagerAdmin, people::invite))
        .routes(route!(ManagerAdmin, people::withdraw))
        .routes(route!(Manager, people::audit))
        .routes(route!(Manager, jobs::list))
        .routes(route!(Manager, jobs::show))
        .routes(route!(Manager, jobs::problems))
        .routes(route!(Manager, jobs::rejected))
        .routes(route!(Manager, jobs::cancel))
        .routes(route!(Manager, jobs::retry))
        .routes(route!(Manager, exports::list))
        .routes(route!(Manager, exports::create))
        .routes(route!(Manager, exports::file))
        .routes(route!(Manager, exports::manifest))
        .routes(route!(Manager, exports::card));
    finished(router)
}

/// The API, its own description, and the probes of whoever operates the server.
pub fn router() -> Router<App> {
    let (routes, document) = described();
    let json = document.to_json().unwrap_or_default();
    routes
        .route("/api/openapi.json", get(move || async move { ([("content-type", "application/json")], json) }))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// The OpenAPI document, as `make gen` writes it.
pub fn document() -> Document {
    described().1
}
