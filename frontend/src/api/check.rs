//! The live check. In a blind check, the browser signs in and the server relays bytes that it can't read. In a server
//! check, the login is sealed to a key that exists only in the server's memory.

mod message;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use js_sys::{Array, Uint8Array};
use shared::{
    check::{CheckReport, StageReport},
    details::Answers,
    link::Link,
    rules::Host,
    seal::{seal_check, seal_check_to_any},
    secret::Secret,
    smtp::Proof,
    wire::{
        CheckHello, Problem, RelayTo,
        worker::{self, Begin, TokenFor},
    },
};
use wasm_bindgen::{JsCast, JsValue};

use self::message::{Message, checked};
use super::{
    client,
    inbox::{Inbox, Received, Who},
    offline,
    socket::Socket,
    unexpected,
    worker::Worker,
};
use crate::json::read;

/// Timeout for loading the worker, in milliseconds: a quarter of a megabyte on a slow connection.
const LOADING: u32 = 20_000;

/// Longest silence during a check, in milliseconds. A mail server can delay its greeting for most of a minute.
const WAITING: u32 = 75_000;

/// Timeout for opening a socket, and again for its first message, in milliseconds.
const OPENING: u32 = 10_000;

/// The login to test.
pub struct Trial<'a> {
    /// The client's link.
    pub link: &'a Link,
    /// The answers, with the server and the user name.
    pub answers: &'a Answers,
    /// The secret.
    pub secret: &'a Secret,
}

/// The reason why there is no report.
pub enum Failed {
    /// The server refused the check or couldn't be reached.
    Problem(Problem),
    /// This browser or its network can't run the test.
    NotHere,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The report, and what remains of the limit on checks.
pub type Checked = (CheckReport, Left);

/// What remains of the limit on checks.
#[derive(Clone, Copy)]
pub struct Left {
    /// Checks remaining in this hour.
    pub checks: u32,
    /// Seconds until the next check can start; 0 if one can start now.
    pub wait: u32,
}

/// Tests a login from this browser. Calls `on_stage` after each stage.
pub async fn blind(trial: &Trial<'_>, on_stage: impl Fn(StageReport)) -> Result<Checked, Failed> {
    let inbox = Inbox::default();
    let Some(worker) = Worker::start(&inbox, LOADING).await else { return Err(why_not(trial).await) };
    let Answers { provider, host, port, security, .. } = trial.answers;
    let relay = RelayTo {
        provider: Some(provider.clone()).filter(|id| !id.is_empty()),
        host: host.clone(),
        port: *port,
        security: *security,
        proof: trial.proof(),
        needs_token: trial.proof() == Proof::Token,
    };
    let Some(socket) = open(trial, &inbox, Some(relay)).await else { return Err(why_not(trial).await) };
    loop {
        let Received { from, what } = inbox.next(WAITING).await.ok_or_else(offline)?;
        match (from, what) {
            (Who::Socket, Some(what)) => match what.as_string() {
                Some(text) => {
                    let done = of_server(&text, &worker, trial, &on_stage)?;
                    if let Some(checked) = done {
                        return Ok(checked);
                    }
                }
                None => worker.pass_on(&what).ok_or(Failed::NotHere)?,
            },
            (Who::Worker, Some(what)) => of_worker(&what, &socket, &on_stage)?,
            (Who::Socket, None) => return Err(offline().into()),
            (Who::Worker, None) => return Err(Failed::NotHere),
        }
    }
}

fn of_server(
    text: &str,
    worker: &Worker,
    trial: &Trial<'_>,
    on_stage: &impl Fn(StageReport),
) -> Result<Option<Checked>, Failed> {
    match Message::read(text).ok_or_else(unexpected)? {
        Message::TokenRelay => {
            let who = TokenFor::of(trial.secret, &trial.answers.username).ok_or_else(unexpected)?;
            worker.get_token(&who, trial.secret.text()).ok_or(Failed::NotHere)?;
        }
        Message::Relay(helo) => {
            worker.begin(&trial.begin(helo), trial.secret.typed()).ok_or(Failed::NotHere)?;
        }
        Message::Closed { word, detail } => worker.closed(&word, &detail).ok_or(Failed::NotHere)?,
        Message::Stage(stage) => on_stage(stage),
        Message::Done(checked) => return Ok(Some(checked)),
        Message::Refused(problem) => return Err(problem.into()),
        // The server sends a key only for a server check.
        Message::Key(_) => return Err(unexpected().into()),
    }
    Ok(None)
}

fn of_worker(what: &JsValue, socket: &Socket, on_stage: &impl Fn(StageReport)) -> Result<(), Failed> {
    let Some(message) = what.dyn_ref::<Array>() else { return Ok(()) };
    let (kind, what) = (message.get(0).as_string().unwrap_or_default(), message.get(1));
    match (kind.as_str(), what.as_string()) {
        (worker::tag::BYTES, None) => {
            socket.pass_on(what.unchecked_ref::<Uint8Array>()).ok_or_else(offline)?;
        }
        (worker::tag::STAGE, Some(stage)) => on_stage(read(&stage).ok_or_else(unexpected)?),
        // Passes the outcome on to the server, which has the rules to interpret it.
        (worker::tag::TOKEN | worker::tag::OUTCOME, Some(outcome)) => {
            socket.send_text(&outcome).ok_or_else(offline)?;
        }
        _ => {}
    }
    Ok(())
}

impl Trial<'_> {
    /// Returns what the sign-in proves itself with.
    fn proof(&self) -> Proof {
        if self.secret.typed().is_some() { Proof::Password } else { Proof::Token }
    }

    fn begin(&self, helo: Host) -> Begin {
        Begin {
            host: self.answers.host.clone(),
            security: self.answers.security,
            helo,
            username: self.answers.username.clone(),
            proof: self.proof(),
            address: Some(self.answers.address.clone()),
        }
    }
}

/// Lets the server test the login. Calls `on_stage` after each stage.
pub async fn by_server(trial: &Trial<'_>, on_stage: impl Fn(StageReport)) -> Result<Checked, Failed> {
    let inbox = Inbox::default();
    let Some(socket) = open(trial, &inbox, None).await else { return plainly(trial).await };
    loop {
        let received = inbox.next(WAITING).await.and_then(|received| received.what).ok_or_else(offline)?;
        let text = received.as_string().ok_or_else(unexpected)?;
        match Message::read(&text).ok_or_else(unexpected)? {
            Message::Key(key) => {
                let sealed = seal_check(&key, trial.answers, trial.secret).map_err(|_| unexpected())?;
                socket.send_bytes(&sealed).ok_or_else(offline)?;
            }
            Message::Stage(stage) => on_stage(stage),
            Message::Done(checked) => return Ok(checked),
            Message::Refused(problem) => return Err(problem.into()),
            // The server relays a connection only in a blind check.
            Message::TokenRelay | Message::Relay(_) | Message::Closed { .. } => {
                return Err(unexpected().into());
            }
        }
    }
}

/// Runs a server check with plain requests instead of a socket. The stages come with the report.
async fn plainly(trial: &Trial<'_>) -> Result<Checked, Failed> {
    match plainly_once(trial).await {
        // The server restarted in between, and its key is gone.
        Err(problem) if problem.code == "check-key-gone" => Ok(plainly_once(trial).await?),
        ended => Ok(ended?),
    }
}

async fn plainly_once(trial: &Trial<'_>) -> Result<Checked, Problem> {
    let keys = client::check_key(trial.link).await?;
    let sealed = seal_check_to_any(keys.all(), trial.answers, trial.secret).map_err(|_| unexpected())?;
    client::check(trial.link, sealed).await.map(checked)
}

/// Finds out why the worker didn't load or the socket didn't open: either the server can't be reached, or only plain
/// requests work.
async fn why_not(trial: &Trial<'_>) -> Failed {
    match client::check_key(trial.link).await {
        Err(problem) if problem.code != "server-check-off" => problem.into(),
        _ => Failed::NotHere,
    }
}

/// Opens a socket and waits for the server's first message, which stays in the inbox. Returns `None` if the network
/// blocks sockets or their messages.
async fn open(trial: &Trial<'_>, inbox: &Inbox, relay: Option<RelayTo>) -> Option<Socket> {
    let path = format!("/api/check/{}", trial.link.locator());
    let socket = Socket::open(&path, inbox, OPENING).await?;
    let hello = CheckHello { token: trial.link.token(), relay };
    socket.send_text(&serde_json::to_string(&hello).ok()?)?;
    let first = inbox.next(OPENING).await?;
    first.what.is_some().then(|| inbox.put_back(first)).map(|()| socket)
}
