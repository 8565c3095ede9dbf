//! Every route of the API on one screen.

mod account;
mod assignments;
mod catalog;
mod designs;
mod exports;
mod health;
mod items;
mod jobs;
mod media;
mod people;
mod projects;
mod quality;
mod submit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub use items::filter_of;

/// Bodies of ordinary requests; uploads are streamed to disk and have their own limits.
const MAX_BODY: usize = 16 << 20;

#[derive(OpenApi)]
#[openapi(
    info(title = "Crosscheck", description = "Multimodal annotation and evaluation", license(name = "Apache-2.0")),
    components(schemas(crate::wire::ErrorBody, crate::wire::ItemSort, crosscheck_domain::Annotation))
)]
struct Described;

fn described() -> (Router<App>, Document) {
    OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(account::me))
        .routes(routes!(account::sign_in, account::sign_out))
        .routes(routes!(account::set_up))
        .routes(routes!(account::invitation))
        .routes(routes!(account::accept))
        .routes(routes!(account::tokens, account::make_token))
        .routes(routes!(account::revoke_token))
        .routes(routes!(catalog::catalog))
        .routes(routes!(catalog::templates))
        .routes(routes!(projects::list, projects::create))
        .routes(routes!(projects::show, projects::change))
        .routes(routes!(designs::check))
        .routes(routes!(designs::schema))
        .routes(routes!(designs::publish))
        .routes(routes!(designs::list))
        .routes(routes!(designs::show))
        .routes(routes!(items::list, items::import))
        .routes(routes!(items::select))
        .routes(routes!(items::show))
        .routes(routes!(media::upload))
        .routes(routes!(media::cover))
        .routes(routes!(media::asset))
        .routes(routes!(media::asset_view))
        .routes(routes!(assignments::next))
        .routes(routes!(assignments::show))
        .routes(routes!(assignments::extend))
        .routes(routes!(assignments::release))
        .routes(routes!(assignments::reveal))
        .routes(routes!(assignments::save_draft))
        .routes(routes!(assignments::media))
        .routes(routes!(assignments::media_view))
        .routes(routes!(submit::submit))
        .routes(routes!(submit::my_work))
        .routes(routes!(submit::reopen))
        .routes(routes!(quality::agreement))
        .routes(routes!(quality::changes))
        .routes(routes!(people::list))
        .routes(routes!(people::change_role, people::remove))
        .routes(routes!(people::invite))
        .routes(routes!(people::withdraw))
        .routes(routes!(people::audit))
        .routes(routes!(jobs::list))
        .routes(routes!(jobs::show))
        .routes(routes!(jobs::problems))
        .routes(routes!(jobs::rejected))
        .routes(routes!(jobs::cancel))
        .routes(routes!(exports::list, exports::create))
        .routes(routes!(exports::file))
        .routes(routes!(exports::manifest))
        .split_for_parts()
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
