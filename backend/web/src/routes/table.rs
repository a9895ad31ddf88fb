//! The only list of routes. The router, the API's document (`/api/openapi.json`), its page (`/api/docs`), and the
//! tests of roles and limits are all made from these rows. So a route can't exist without a row that says who can call
//! it.

mod client;
mod gives;
mod route;
mod sketch;
mod staff;
mod takes;
mod team;

use std::sync::LazyLock;

use axum::{Router, http::Method, middleware};
use shared::wire::BODY_MAX;

pub(super) use client::{client, everyone, helper};
pub(super) use route::{Route, Socket};
use route::{delete, get, post, put};
pub(super) use sketch::{Caller, Shape};
use staff::{account, onboardings, sessions, technician};
use team::team;

use super::{body, headers, log, pages, problem};
use crate::{app::App, say::API};

/// Routes that belong together, under one heading.
pub(super) struct Group {
    /// The group's name in the document.
    pub(super) tag: &'static str,
    pub(super) heading: &'static str,
    pub(super) routes: Vec<Route>,
}

/// Returns all routes.
pub(super) fn groups() -> Vec<Group> {
    let group = |tag, heading, routes| Group { tag, heading, routes };
    vec![
        group("everyone", API.everyone(), everyone()),
        group("client", API.client(), client()),
        group("helper", API.helper(), helper()),
        group("session", API.sessions(), sessions()),
        group("account", API.account(), account()),
        group("onboardings", API.onboardings(), onboardings()),
        group("technician", API.technician(), technician()),
        group("team", API.team(), team()),
    ]
}

/// All routes, built once.
pub(super) static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(groups);

/// Returns how many bytes the body of a request with this method and path can have.
fn most(method: &Method, path: &str) -> usize {
    let routes = GROUPS.iter().flat_map(|group| &group.routes);
    let mut larger = routes.filter(|route| route.most > BODY_MAX);
    larger.find(|route| route.method == *method && route.fits(path)).map_or(BODY_MAX, |route| route.most)
}

/// Returns the whole server, as a service.
pub(crate) fn router(app: App) -> Router {
    let mut api = Router::new();
    for route in groups().into_iter().flat_map(|group| group.routes) {
        let (path, handler) = route.into_handler();
        api = api.route(path, handler);
    }
    let api = api.fallback(problem::no_route).method_not_allowed_fallback(problem::no_method);
    Router::new()
        .nest("/api", api)
        .fallback(pages::page)
        .layer(middleware::from_fn_with_state((most as body::Most, app.clone()), body::read))
        .layer(middleware::from_fn_with_state(app.clone(), headers::add))
        .layer(middleware::from_fn_with_state(app.clone(), log::request))
        .with_state(app)
}
