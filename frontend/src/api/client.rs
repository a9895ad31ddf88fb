//! The client's routes, under the link's token.

use gloo_net::http::Method;
use serde::{Deserialize, de::DeserializeOwned};
use shared::{
    check::{CheckReport, StageReport},
    details::{Answers, Secret},
    link::Link,
    recipients::Pin,
    report::Report,
    rules::Address,
    seal::seal_check,
    wire::{
        AlarmRequest, CheckHello, ClientView, Config, DiscoverRequest, Discovery, Problem, Progress,
        ProviderBrief, Receipt, ReportRequest, SubmitRequest,
    },
};

use super::{PATIENCE, answer, get, offline, send, socket::Socket, start, unexpected};
use crate::json::read;

/// The agency and whether this is the sandbox.
pub async fn config() -> Result<Config, Problem> {
    get("/api/config").await
}

/// All providers, by name.
pub async fn providers() -> Result<Vec<ProviderBrief>, Problem> {
    get("/api/providers").await
}

/// What is known of one provider, or the part of it that `T` asks for.
pub async fn provider<T: DeserializeOwned>(id: &str) -> Result<T, Problem> {
    get(&format!("/api/providers/{id}")).await
}

/// What the link leads to.
pub async fn view(link: &Link) -> Result<ClientView, Problem> {
    answer(start(Method::GET, &route(link, ""), Some(&link.token())).build()).await
}

/// Remembers the step and the answers so far; never the secret.
pub async fn remember(link: &Link, progress: &Progress) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/progress"), Some(&link.token()), progress).await
}

/// Finds the provider of an address.
pub async fn discover(link: &Link, address: Address) -> Result<Discovery, Problem> {
    send(Method::POST, &route(link, "/discover"), Some(&link.token()), &DiscoverRequest { address }).await
}

/// Hands over the sealed file.
pub async fn submit(link: &Link, request: &SubmitRequest) -> Result<Receipt, Problem> {
    send(Method::POST, &route(link, "/submission"), Some(&link.token()), request).await
}

/// Takes the submission back.
pub async fn withdraw(link: &Link) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/withdraw"), Some(&link.token()), &()).await
}

/// Asks DNS anew; with `every_server`, each name server of the domain on its own. What was pasted of the provider's
/// page is compared.
pub async fn report(link: &Link, every_server: bool, pasted: &str) -> Result<Report, Problem> {
    let request = ReportRequest { every_server, pasted: pasted.to_owned() };
    send(Method::POST, &route(link, "/report"), Some(&link.token()), &request).await
}

/// Says that this page refused the recipient set that it was shown.
pub async fn alarm(link: &Link, seen: Pin) -> Result<(), Problem> {
    send(Method::POST, &route(link, "/alarm"), Some(&link.token()), &AlarmRequest { seen }).await
}

/// Tries a login live, in the server form of the check: the login is sealed to a key that lives only in
/// that server process's memory. `on_stage` is called as each stage ends. The answer is the whole
/// report, and how many checks are left in this hour.
pub async fn check(
    link: &Link,
    answers: &Answers,
    secret: &Secret,
    on_stage: impl Fn(StageReport),
) -> Result<(CheckReport, u32), Problem> {
    let mut socket =
        Socket::open(&format!("/api/check/{}", link.locator()), PATIENCE).await.ok_or_else(offline)?;
    let hello =
        serde_json::to_string(&CheckHello { token: link.token(), relay: None }).map_err(|_| unexpected())?;
    socket.send_text(&hello).ok_or_else(offline)?;
    loop {
        let text = socket.next(PATIENCE).await.ok_or_else(offline)?;
        match read(&text).ok_or_else(unexpected)? {
            Heard { key: Some(key), .. } => {
                let sealed = seal_check(&key, answers, secret).map_err(|_| unexpected())?;
                socket.send_bytes(&sealed).ok_or_else(offline)?;
            }
            Heard { stage: Some(stage), .. } => on_stage(stage),
            Heard { report: Some(report), checks_left: Some(left), .. } => return Ok((report, left)),
            Heard { problem, .. } => return Err(problem.unwrap_or_else(unexpected)),
        }
    }
}

/// [`shared::wire::CheckMessage`], whose variants no field of another has. A tagged enum makes serde build a
/// second decoder for all that is in it, which a client would have to load.
#[derive(Deserialize)]
struct Heard {
    key: Option<String>,
    stage: Option<StageReport>,
    report: Option<CheckReport>,
    checks_left: Option<u32>,
    problem: Option<Problem>,
}

fn route(link: &Link, end: &str) -> String {
    format!("/api/o/{}{end}", link.locator())
}
