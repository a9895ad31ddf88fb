//! Requests to the client's API, authorized with the link's token.

use gloo_net::http::Method;
use shared::{
    hand_over::HandedStep,
    link::Link,
    recipients::Pin,
    report::Report,
    rules::Address,
    wire::{
        AlarmRequest, CheckKey, Checked, Config, DiscoverRequest, Discovery, HandOver, HandOverRequest,
        HelpRequest, HelpSent, Problem, Progress, ProviderBrief, ProviderGuide, Receipt, ReportRequest,
        RevokeHandOver, SealedCheck, SubmitRequest,
    },
};
use web_sys::AbortSignal;

use super::{answer, exchange, get, send, start, unexpected};
use crate::json::Object;

/// Timeout for a whole check in milliseconds, longer than its lease on the server.
const CHECK_PATIENCE: u32 = 100_000;

/// Gets the agency's name, and whether this is the sandbox.
pub async fn config() -> Result<Config, Problem> {
    get("/api/config").await
}

/// Gets all providers, sorted by name.
pub async fn providers() -> Result<Vec<ProviderBrief>, Problem> {
    get("/api/providers").await
}

/// Gets a provider's data, or only the fields that `T` has.
pub async fn provider(id: &str) -> Result<ProviderGuide, Problem> {
    get(&format!("/api/providers/{id}")).await
}

/// Gets the content of the link's page: what it asks for, and how far the client has come.
pub(crate) async fn page(link: &Link) -> Result<Object, Problem> {
    let request = start(Method::GET, &route(link, ""), Some(&link.token()));
    Object::parse(&exchange(request.build()).await?).ok_or_else(unexpected)
}

/// Stores the current step and the answers so far, but never the secret.
pub async fn remember(link: &Link, progress: &Progress) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/progress"), Some(&link.token()), progress).await
}

/// Finds the email provider of an address.
pub async fn discover(link: &Link, address: Address) -> Result<Discovery, Problem> {
    send(Method::POST, &route(link, "/discover"), Some(&link.token()), &DiscoverRequest { address }).await
}

/// Sends the sealed file.
pub async fn submit(link: &Link, request: &SubmitRequest) -> Result<Receipt, Problem> {
    send(Method::POST, &route(link, "/submission"), Some(&link.token()), request).await
}

/// Withdraws the submission.
pub async fn withdraw(link: &Link) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/withdraw"), Some(&link.token()), &()).await
}

/// Checks DNS again. With `every_server`, asks each of the domain's nameservers. Compares the result with `pasted`, the
/// records from the provider's page.
pub async fn report(link: &Link, every_server: bool, pasted: &str) -> Result<Report, Problem> {
    let request = ReportRequest { every_server, pasted: pasted.to_owned() };
    send(Method::POST, &route(link, "/report"), Some(&link.token()), &request).await
}

/// Gets the key that logins are sealed to for a server check.
pub async fn check_key(link: &Link) -> Result<CheckKey, Problem> {
    answer(start(Method::GET, &route(link, "/check/key"), Some(&link.token())).build()).await
}

/// Lets the server test the sealed login.
pub async fn check(link: &Link, sealed: Vec<u8>) -> Result<Checked, Problem> {
    let patience = AbortSignal::timeout_with_u32(CHECK_PATIENCE);
    let request = start(Method::POST, &route(link, "/check"), Some(&link.token()));
    answer(request.abort_signal(Some(&patience)).json(&SealedCheck { sealed })).await
}

/// Gets the steps that are handed over, with the answers that have arrived.
pub async fn hand_overs(link: &Link) -> Result<Vec<HandOver>, Problem> {
    answer(start(Method::GET, &route(link, "/handovers"), Some(&link.token())).build()).await
}

/// Stores the link to a step.
pub async fn hand_over(link: &Link, request: &HandOverRequest) -> Result<HandOver, Problem> {
    send(Method::POST, &route(link, "/handovers"), Some(&link.token()), request).await
}

/// Revokes the link to a step.
pub async fn revoke_hand_over(link: &Link, step: HandedStep) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/handovers/revoke"), Some(&link.token()), &RevokeHandOver { step }).await
}

/// Tells the agency that the client is stuck.
pub async fn ask_for_help(link: &Link, request: &HelpRequest) -> Result<HelpSent, Problem> {
    send(Method::POST, &route(link, "/help"), Some(&link.token()), request).await
}

/// Reports that this page rejected the recipients that the server sent.
pub async fn alarm(link: &Link, seen: Pin) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/alarm"), Some(&link.token()), &AlarmRequest { seen }).await
}

fn route(link: &Link, end: &str) -> String {
    format!("/api/o/{}{end}", link.locator())
}
