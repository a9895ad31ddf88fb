//! Requests of the person who does a step for a client, authorized with the token of the step's link.

use gloo_net::http::Method;
use shared::{
    link::HandOverLink,
    wire::{HandOverAnswer, HandOverView, Problem},
};

use super::{answer, send, start};

/// Gets what the page shows.
pub async fn view(link: &HandOverLink) -> Result<HandOverView, Problem> {
    answer(start(Method::GET, &route(link, ""), Some(&link.token())).build()).await
}

/// Reports that someone has started with the step.
pub async fn opened(link: &HandOverLink) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/opened"), Some(&link.token()), &()).await
}

/// Sends the encrypted answer.
pub async fn done(link: &HandOverLink, request: &HandOverAnswer) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/done"), Some(&link.token()), request).await
}

fn route(link: &HandOverLink, end: &str) -> String {
    format!("/api/h/{}{end}", link.locator())
}
