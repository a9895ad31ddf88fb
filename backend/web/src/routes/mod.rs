//! HTTP in, HTTP out. The table of routes is in ARCHITECTURE.md.

mod account;
mod admin;
mod body;
mod client;
mod cookie;
mod extract;
mod headers;
mod live;
mod log;
mod manager;
mod members;
pub mod pages;
mod problem;
mod public;
#[cfg(any(debug_assertions, feature = "demo"))]
mod sandbox;
mod session;
mod technician;

#[cfg(test)]
mod tests;

use axum::{
    Router, middleware,
    routing::{delete, get, post, put},
};

use crate::app::App;

pub(crate) fn router(app: App) -> Router {
    let api = Router::new()
        .route("/config", get(public::config))
        .route("/providers", get(public::providers))
        .route("/providers/{id}", get(public::provider))
        .route("/o/{locator}", get(client::view))
        .route("/o/{locator}/progress", post(client::progress))
        .route("/o/{locator}/discover", post(client::discover))
        .route("/o/{locator}/submission", post(client::submit))
        .route("/o/{locator}/withdraw", post(client::withdraw))
        .route("/o/{locator}/report", post(client::report))
        .route("/o/{locator}/alarm", post(client::alarm))
        .route("/o/{locator}/check/key", get(live::plain::key))
        .route("/o/{locator}/check", post(live::plain::check))
        .route("/check/{locator}", get(live::check))
        .route("/setup", post(session::set_up))
        .route("/session", get(session::who).post(session::sign_in).delete(session::sign_out))
        .route("/recipients", get(manager::recipients))
        .route("/onboardings", get(manager::board).post(manager::create))
        .route("/queue", get(technician::queue))
        .route("/onboardings/{id}", get(manager::onboarding))
        .route("/onboardings/{id}/reissue", post(manager::reissue))
        .route("/onboardings/{id}/revoke", post(manager::revoke))
        .route("/onboardings/{id}/sealed", get(technician::sealed))
        .route("/onboardings/{id}/reseal", post(technician::reseal))
        .route("/onboardings/{id}/collected", post(technician::collected))
        .route("/onboardings/{id}/configured", post(technician::configured))
        .route("/onboardings/{id}/saved-elsewhere", post(technician::saved_elsewhere))
        .route("/me/key/challenge", post(technician::challenge))
        .route("/me/key", put(technician::key))
        .route("/me/approvals", get(technician::approvals).put(technician::keep_approvals))
        .route("/me/account", get(account::account))
        .route("/me/password", put(account::change_password))
        .route("/me/factor", post(account::begin_factor).put(account::confirm_factor))
        .route("/me/factor/remove", post(account::remove_factor))
        .route("/me/recovery", post(account::recovery_codes))
        .route("/me/sessions/end", post(account::end_sessions))
        .route("/people/{id}/key", delete(admin::remove_key))
        .route("/people", get(admin::people).post(admin::invite))
        .route("/people/{id}/roles", put(members::set_roles))
        .route("/people/{id}/deactivate", post(members::deactivate))
        .route("/people/{id}/reactivate", post(members::reactivate))
        .route("/people/{id}/setup", post(members::new_link))
        .route("/people/{id}/sign-out", post(members::sign_out))
        .route("/retention", get(admin::retention).put(admin::set_retention))
        .route("/activity", get(admin::activity))
        .fallback(problem::no_route)
        .method_not_allowed_fallback(problem::no_method);
    Router::new()
        .nest("/api", api)
        .fallback(pages::page)
        .layer(middleware::from_fn(body::read))
        .layer(middleware::from_fn_with_state(app.clone(), headers::add))
        .layer(middleware::from_fn_with_state(app.clone(), log::request))
        .with_state(app)
}
