//! The server's half of a blind check: it connects, speaks what is in the clear, and then moves the bytes of a TLS
//! connection whose other end is in the browser. It never holds the login.
//!
//! What passes is bound by the host that was vetted, by bytes, records and time ([`guard`]); what the browser says came
//! of it is bound and held against what passed ([`outcome`]), and explained as any other check is.

pub mod guard;
pub mod hello;
pub mod outcome;
mod pass;
pub mod records;
pub mod turns;

use guard::Guard;
use net::{Connection, Egress};
pub use outcome::Unreadable;
pub use pass::{Browser, Closed, End, Heard};
use shared::{
    check::{Attested, CheckReport, StageReport},
    diagnosis::Found,
    facts::{Provider, provider_by_host},
    link::Locator,
    rules::{Host, Security},
    smtp::Proof,
    wire::RelayTo,
};
use tokio::time::Instant;

use super::check::{Known, Limits, Stopped, Target, concluded, drive};

/// A bound that was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// What the browser sent is no TLS record.
    NotTls,
    /// A record longer than any, or empty.
    RecordLength,
    /// The browser did not begin with a ClientHello.
    NotHello,
    /// Its ClientHello is for another host than the one that was vetted, or hides for which.
    OtherHost,
    /// Its ClientHello asks for another protocol, or for data before the server has answered.
    OtherProtocol,
    /// More than a check sends.
    TooMuchUp,
    /// More than a mail server answers.
    TooMuchDown,
    /// What the server answered is not TLS.
    ServerNotTls,
}

impl Breach {
    /// Stable code, for the log.
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

    /// Whether no page of ours does it, whatever is typed into it and whatever a mail server answers.
    pub fn is_abuse(self) -> bool {
        match self {
            Self::NotTls | Self::RecordLength | Self::NotHello | Self::OtherHost | Self::OtherProtocol => {
                true
            }
            Self::TooMuchUp | Self::TooMuchDown | Self::ServerNotTls => false,
        }
    }
}

/// How the server's own part went.
pub enum Begun {
    /// The connection is the browser's now.
    Open(Box<Open>),
    /// It came to nothing, and this is why.
    Over(Box<CheckReport<Found>>),
}

/// A connection on which the browser shakes hands next.
pub struct Open {
    connection: Connection,
    helo: Host,
    guard: Guard,
    so_far: SoFar,
}

/// What is known of a check whose other part the browser makes.
struct SoFar {
    target: Target,
    known: Known,
    end: Instant,
}

/// Connects, and with STARTTLS speaks up to the handshake.
pub async fn begin(
    egress: &Egress,
    to: &RelayTo,
    limits: Limits,
    at: i64,
    on_stage: &mut (dyn FnMut(&StageReport) + Send),
) -> Begun {
    let mut target = Target {
        provider: to.provider.clone(),
        host: to.host.clone(),
        port: to.port,
        security: to.security,
        attested_by: Attested::Server,
        at,
        limits,
    };
    let mut run = drive::Run::new(&target, on_stage);
    let met = meet(&mut run, egress, to.security).await;
    let (known, end) = (run.known, run.end);
    match met {
        Ok((connection, helo)) => {
            target.attested_by = Attested::Browser;
            let guard = Guard::new(to.host.clone(), &helo, proof(to));
            Begun::Open(Box::new(Open { connection, helo, guard, so_far: SoFar { target, known, end } }))
        }
        Err(stopped) => Begun::Over(Box::new(concluded(egress, &target, known, Some(stopped), end).await)),
    }
}

/// What the secret may be: a token only at a host whose provider is known to take one. What the browser says decides
/// nothing alone, since a token has room that a message could fill.
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
    /// What the browser's EHLO shall say.
    pub fn helo(&self) -> Host {
        self.helo.clone()
    }

    /// Moves bytes until one side has ended or a bound is reached; closes the connection. What is logged is the link,
    /// the host and the reason, never a byte.
    pub async fn relay(mut self, browser: &mut impl Browser, locator: &Locator) -> (End, Relayed) {
        let target = &self.so_far.target;
        let times = pass::Times { end: self.so_far.end, silence: target.limits.silence };
        let (end, reason) = pass::pass(&mut self.connection, &mut self.guard, browser, times).await;
        let (host, port) = (target.host.as_str(), target.port.get());
        match &end {
            End::Abused(_) => tracing::warn!(%locator, host, port, reason, "a relay was refused"),
            End::Closed(_) => tracing::info!(%locator, host, port, reason, "a relay was closed"),
            End::Told(_) | End::Gone => tracing::debug!(%locator, host, port, reason, "a relay has ended"),
        }
        (end, Relayed { so_far: self.so_far, has_data: self.guard.has_data() })
    }
}

/// A relay that is over; what came of the check is the browser's to say.
pub struct Relayed {
    so_far: SoFar,
    has_data: bool,
}

impl Relayed {
    /// The whole report, with what the browser says.
    ///
    /// # Errors
    /// [`Unreadable`] if that cannot be, by its form or by what has passed.
    pub async fn report(self, egress: &Egress, text: &str) -> Result<CheckReport<Found>, Unreadable> {
        let SoFar { target, mut known, end } = self.so_far;
        let bounds = outcome::Bounds {
            security: target.security,
            has_data: self.has_data,
            total: target.limits.total,
        };
        let told = outcome::read(text, &bounds)?;
        known.stages.extend(told.stages);
        known.tls = told.tls;
        known.capabilities = told.capabilities;
        known.user = told.user.into();
        let stopped = told.stopped.map(|stop| {
            let failure = shared::smtp::Failure { words: stop.words, answered: stop.answered };
            Stopped::in_session(stop.stage, failure)
        });
        Ok(concluded(egress, &target, known, stopped, end).await)
    }
}

#[cfg(test)]
mod tests;
