//! Handlers for how the agency presents itself to its clients.

use axum::{Json, extract::State};
use sealpost_core::brand;
use shared::{
    brand::Brand,
    wire::{BrandView, LogoRequest},
};

use super::{
    extract::{Administer, Body, Staff},
    problem::Result,
};
use crate::app::App;

pub(super) async fn show(_: Staff<Administer>, State(app): State<App>) -> Result<Json<BrandView>> {
    view(&app).await
}

pub(super) async fn set(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Body(request): Body<Brand>,
) -> Result<Json<BrandView>> {
    brand::change(app.store(), &who, &request, app.now()).await?;
    view(&app).await
}

pub(super) async fn set_logo(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Body(LogoRequest { logo }): Body<LogoRequest>,
) -> Result<Json<BrandView>> {
    brand::set_logo(app.store(), &who, logo.0, app.now()).await?;
    view(&app).await
}

pub(super) async fn remove_logo(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
) -> Result<Json<BrandView>> {
    brand::remove_logo(app.store(), &who, app.now()).await?;
    view(&app).await
}

async fn view(app: &App) -> Result<Json<BrandView>> {
    Ok(Json(brand::show(app.store(), &app.config.agency).await?))
}
