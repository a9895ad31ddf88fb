//! What anyone can ask.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use shared::{
    facts::{self, Provider},
    wire::{Config, ProviderBrief},
};

use super::{
    extract::Segment,
    problem::{BadRequest, Result},
};
use crate::app::App;

/// The table changes with a release, not in between.
const CACHE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "public, max-age=3600")];

pub(super) async fn config(State(app): State<App>) -> Json<Config> {
    Json(app.config.clone())
}

pub(super) async fn providers() -> impl IntoResponse {
    let brief = |provider: &Provider| ProviderBrief {
        id: provider.id.clone(),
        name: provider.name.clone(),
        aliases: provider.aliases.clone(),
        kind: provider.kind,
    };
    let list: Vec<ProviderBrief> = facts::providers().iter().map(brief).collect();
    (CACHE, Json(list))
}

pub(super) async fn provider(Segment(id): Segment) -> Result<impl IntoResponse> {
    Ok((CACHE, Json(facts::provider(&id).ok_or(BadRequest::UnknownProvider)?)))
}
