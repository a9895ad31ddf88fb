//! The server's half of a blind check. It connects, speaks the plain-text part, and then relays a TLS connection
//! between the mail server and the browser. It never has the login.
//!
//! [`guard`] limits what passes to the vetted host and limits its bytes, records and time. [`outcome`] limits the
//! browser's result and compares it with what passed. The result is then explained like that of any other check.

pub mod guard;
pub mod hello;
mod one_request;
pub mod outcome;
mod pass;
pub mod records;
mod token;
pub mod turns;

use guard::Guard;
use net::{Connection, Egress};
pub use outcome::Unreadable;
pub use pass::{Browser, Closed, End, FromBrowser};
use shared::{
    check::{Attested, CheckReport, StageReport},
    diagnosis::Found,
    facts::{Provider, provider_by_host},
    link::Locator,
    rules::{Host, Security},
    smtp::Proof,
    wire::RelayTo,
};
pub use token::{TokenOpen, TokenRelayed, begin_token};
use tokio::time::Instant;

use super::check::{Known, Limits, Stopped, Target, concluded, drive};

/// A rule of the relay that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// The browser sent something that isn't a TLS record.
    NotTls,
    /// A TLS record that is empty or too long.
    RecordLength,
    /// The browser didn't start with a ClientHello.
    NotHello,
    /// The ClientHello is for another host than the vetted one, or hides the host name.
    OtherHost,
    /// The ClientHello asks for another protocol, or has early data.
    OtherProtocol,
    /// The browser sent more than a check needs.
    TooMuchUp,
    /// The server sent more than a mail server needs.
    TooMuchDown,
    /// The server's answer isn't TLS.
    ServerNotTls,
}

impl Breach {
    /// Returns a stable code for the log.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotTls => "not-tls",
            Self::RecordLength => "record-length",
            Self::NotHello => "not-hello",
            Self::OtherHost => "other-host",
            Self::OtherProtocol => "other-protocol",
            Self::TooMuchUp => "too-much-up",
            Self::TooMuchDown => "too-much-down",
            Self::ServerNotTls => "server-not-tls",
        }
    }

    /// Returns true if our page never does this, no matter what a person types or what a mail server answers.
    pub fn is_abuse(self) -> bool {
        match self {
            Self::NotTls | Self::RecordLength | Self::NotHello | Self::OtherHost | Self::OtherProtocol => {
                true
            }
            Self::TooMuchUp | Self::TooMuchDown | Self::ServerNotTls => false,
        }
    }
}

/// The result of the server's own part.
pub enum Begun<T> {
    /// The connection is ready for the browser.
    Open(Box<T>),
    /// The check failed, for this reason.
    Over(Box<CheckReport<Found>>),
}

/// A connection that is ready for the browser's TLS handshake.
pub struct Open {
    connection: Connection,
    helo: Host,
    guard: Guard,
    so_far: SoFar,
}

/// What is known about a check before the browser's part.
struct SoFar {
    target: Target,
    known: Known,
    end: Instant,
}

/// Connects, and for STARTTLS speaks up to the handshake. `before` is the stage in which the browser got a token.
pub async fn begin(
    egress: &Egress,
    to: &RelayTo,
    before: Option<StageReport>,
    limits: Limits,
    at: i64,
    on_stage: &mut (dyn FnMut(&StageReport) + Send),
) -> Begun<Open> {
    let mut target = target(to, limits, at);
    let mut run = drive::Run::new(&target, on_stage);
    run.known.stages.extend(before);
    let met = meet(&mut run, egress, to.security).await;
    let (mut known, end) = (run.known, run.end);
    match met {
        Ok((connection, helo)) => {
            target.attested_by = Attested::Browser;
            let guard = Guard::new(to.host.clone(), &helo, proof(to));
            known.proof = proof(to);
            Begun::Open(Box::new(Open { connection, helo, guard, so_far: SoFar { target, known, end } }))
        }
        Err(stopped) => Begun::Over(Box::new(concluded(egress, &target, known, Some(stopped), end).await)),
    }
}

fn target(to: &RelayTo, limits: Limits, at: i64) -> Target {
    Target {
        provider: to.provider.clone(),
        host: to.host.clone(),
        port: to.port,
        security: to.security,
        attested_by: Attested::Server,
        at,
        limits,
    }
}

/// Returns what the secret can be. It is a token only if the host's provider is known to accept tokens. The browser's
/// claim isn't enough, because a token is long enough to hide a message.
fn proof(to: &RelayTo) -> Proof {
    let takes_tokens = provider_by_host(to.host.as_str()).is_some_and(Provider::takes_tokens);
    if takes_tokens { to.proof } else { Proof::Password }
}

async fn meet(
    run: &mut drive::Run<'_>,
    egress: &Egress,
    security: Security,
) -> Result<(Connection, Host), Stopped> {
    let mut connection = run.connected(egress).await?;
    let helo = drive::our_name(egress, connection.local());
    if security == Security::Starttls {
        run.talk_in_the_clear(egress, &mut connection, &helo).await?;
    }
    Ok((connection, helo))
}

impl Open {
    /// Returns the name for the browser's EHLO.
    pub fn helo(&self) -> Host {
        self.helo.clone()
    }

    /// Relays bytes until one side ends or a limit is reached, then closes the connection. Logs the link, the host and
    /// the reason, but never any data.
    pub async fn relay(mut self, browser: &mut impl Browser, locator: &Locator) -> (End, Relayed) {
        let target = &self.so_far.target;
        let times = pass::Times { end: self.so_far.end, silence: target.limits.silence };
        let (end, reason) = pass::pass(&mut self.connection, &mut self.guard, browser, times).await;
        let (host, port) = (target.host.as_str(), target.port.get());
        match &end {
            End::Abused(_) => tracing::warn!(%locator, host, port, reason, "a relay was refused"),
            End::Closed(_) => tracing::info!(%locator, host, port, reason, "a relay was closed"),
            End::Outcome(_) | End::Gone => tracing::debug!(%locator, host, port, reason, "a relay has ended"),
        }
        (end, Relayed { so_far: self.so_far, has_data: self.guard.has_data() })
    }
}

/// A finished relay. Only the browser knows the result of the check.
pub struct Relayed {
    so_far: SoFar,
    has_data: bool,
}

impl Relayed {
    /// Returns the whole report, including the browser's result.
    ///
    /// # Errors
    /// [`Unreadable`] if the result is invalid or contradicts what passed.
    pub async fn report(self, egress: &Egress, text: &str) -> Result<CheckReport<Found>, Unreadable> {
        let SoFar { target, mut known, end } = self.so_far;
        let bounds = outcome::Bounds {
            security: target.security,
            has_data: self.has_data,
            total: target.limits.total,
        };
        let blind = outcome::read(text, &bounds)?;
        known.stages.extend(blind.stages);
        known.tls = blind.tls;
        known.capabilities = blind.capabilities;
        known.user = blind.user.into();
        let stopped = blind.stopped.map(|stop| {
            let failure = shared::smtp::Failure { words: stop.words, answered: stop.answered };
            Stopped::in_session(stop.stage, failure)
        });
        Ok(concluded(egress, &target, known, stopped, end).await)
    }
}

#[cfg(test)]
mod tests;
