//! How a route describes itself: an id that no other has, its group, and who may use it.

use axum::Router;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::app::App;
use crate::auth::{COOKIE_NAME, scope_name};
use crate::wire::Scope;

/// Who may use a route; in a project, everybody above may as well. The handler is who refuses: this is what the
/// document tells, and a test compares both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    Anyone,
    SignedIn,
    /// Members of the project.
    Annotator,
    Reviewer,
    Expert,
    Manager,
    /// Managers, and programs only with the scope `admin`.
    ManagerAdmin,
    /// Whoever manages some project, and administrators of the server.
    AnyManager,
    /// The person whose assignment or annotation it is.
    Owner,
    /// Whoever is signed in, for their own account; programs only with the scope `admin`.
    OwnAccount,
}

impl May {
    /// As the document says it in `x-role`.
    fn role(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::SignedIn | Self::OwnAccount => "signed_in",
            Self::Annotator => "annotator",
            Self::Reviewer => "reviewer",
            Self::Expert => "expert",
            Self::Manager | Self::ManagerAdmin => "manager",
            Self::AnyManager => "manager_of_any",
            Self::Owner => "owner",
        }
    }

    /// What a token must carry.
    fn scope(self, reads: bool) -> Option<Scope> {
        match self {
            Self::Anyone => None,
            Self::ManagerAdmin | Self::OwnAccount => Some(Scope::Admin),
            _ if reads => Some(Scope::Read),
            _ => Some(Scope::Write),
        }
    }
}

/// One line of the list of routes: who may use which function of which module.
macro_rules! route {
    ($may:ident, $module:ident::$function:ident) => {
        $crate::api::described::named(
            stringify!($module),
            $crate::api::described::May::$may,
            utoipa_axum::routes!($module::$function),
        )
    };
}
pub(super) use route;

/// Gives the operation its id, `module_function`, the module as its group, and who may use it.
pub fn named(module: &str, may: May, route: UtoipaMethodRouter<App>) -> UtoipaMethodRouter<App> {
    let (schemas, mut paths, methods) = route;
    for item in paths.paths.values_mut() {
        for (reads, operation) in operations(item) {
            let function = operation.operation_id.take().unwrap_or_default();
            operation.operation_id = Some(format!("{module}_{function}"));
            operation.tags = Some(vec![module.to_owned()]);
            operation.extensions.get_or_insert_default().insert("x-role".to_owned(), may.role().into());
            operation.security = Some(security(may.scope(reads)));
        }
    }
    (schemas, paths, methods)
}

/// The operations of a path, and whether they only read.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let writing = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    let reading = item.get.iter_mut().map(|operation| (true, operation));
    reading.chain(writing.into_iter().flatten().map(|operation| (false, operation)))
}

fn security(scope: Option<Scope>) -> Vec<SecurityRequirement> {
    let Some(scope) = scope else { return Vec::new() };
    let nothing: [&str; 0] = [];
    vec![SecurityRequirement::new("session", nothing), SecurityRequirement::new("token", [scope_name(scope)])]
}

/// The router, and the document with what holds for all of it.
pub fn finished(router: OpenApiRouter<App>) -> (Router<App>, Document) {
    let (routes, mut document) = router.split_for_parts();
    let components = document.components.get_or_insert_with(Components::default);
    let cookie =
        ApiKeyValue::with_description(COOKIE_NAME, "The browser's session; writes must come from our own pages");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let mut token = Http::new(HttpAuthScheme::Bearer);
    token.description = Some("A program's token, with the scopes read, write and admin".to_owned());
    components.add_security_scheme("token", SecurityScheme::Http(token));
    // The router's sign for the rest of a path is none of OpenAPI's.
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths.into_iter().map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    (routes, document)
}
