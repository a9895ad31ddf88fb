//! Handlers that anyone can call.

use axum::{Json, extract::State};
use shared::{
    facts::{self, Provider},
    wire::{ProviderBrief, ProviderGuide, PublicConfig},
};

use super::{
    answer::Cached,
    extract::Segment,
    problem::{BadRequest, Result},
};
use crate::{app::App, say::GUIDES};

pub(super) async fn config(State(app): State<App>) -> Json<PublicConfig> {
    Json(app.public_config().await)
}

pub(super) async fn providers() -> Cached<Vec<ProviderBrief>> {
    let brief = |provider: &Provider| ProviderBrief {
        id: provider.id.clone(),
        name: provider.name.clone(),
        aliases: provider.aliases.clone(),
        kind: provider.kind,
    };
    Cached(facts::providers().iter().map(brief).collect())
}

pub(super) async fn provider(Segment(id): Segment) -> Result<Cached<ProviderGuide>> {
    let provider = facts::provider(&id).ok_or(BadRequest::UnknownProvider)?;
    Ok(Cached(GUIDES.tell(provider)))
}
