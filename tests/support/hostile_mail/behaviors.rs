//! The ways in which a server can behave, and how the check must end for each.

mod greeting;
mod login;
mod starttls;
mod tls;

use shared::{
    check::{CheckVerdict, Stage, StageOutcome},
    rules::Security,
};

use super::{Do, Shown};

/// One way of being hostile, or unusual but correct.
#[derive(Debug, Clone)]
pub struct Behavior {
    /// The name that a failing test prints.
    pub name: &'static str,
    /// The kind of encryption.
    pub security: Security,
    /// What the server does.
    pub script: Vec<Do>,
    /// How the check must end.
    pub ends: Ends,
    /// True if the server gets the password, inside TLS: a server with a valid certificate that asks for it properly.
    pub shown: bool,
}

/// How a check ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The verdict.
    pub verdict: CheckVerdict,
    /// The cause's code.
    pub cause: &'static str,
    /// The last stage that the check reached.
    pub stage: Stage,
    /// How that stage ended.
    pub outcome: StageOutcome,
}

/// Returns every behavior.
pub fn all() -> Vec<Behavior> {
    [greeting::all(), starttls::all(), tls::all(), login::all()].concat()
}

impl Behavior {
    fn new(security: Security, name: &'static str, script: Vec<Do>, ends: Ends) -> Self {
        Self { name, security, script, ends, shown: false }
    }

    /// Marks the password as shown.
    fn shown(self) -> Self {
        Self { shown: true, ..self }
    }

    /// Returns true if only a time limit ends the check.
    pub fn stalls(&self) -> bool {
        self.ends.outcome == StageOutcome::TimedOut
    }
}

impl Ends {
    /// The check failed before the server could decide about the login.
    fn unreachable(stage: Stage, cause: &'static str) -> Self {
        Self { verdict: CheckVerdict::Unreachable, cause, stage, outcome: StageOutcome::Fail }
    }

    /// Like [`Ends::unreachable`], because nothing arrived in time.
    fn silent(stage: Stage, cause: &'static str) -> Self {
        Self { outcome: StageOutcome::TimedOut, ..Self::unreachable(stage, cause) }
    }

    /// The server rejected the login.
    fn refused(stage: Stage, cause: &'static str) -> Self {
        Self { verdict: CheckVerdict::Fail, ..Self::unreachable(stage, cause) }
    }

    /// The login works. `outcome` is how the goodbye ended.
    fn well(outcome: StageOutcome) -> Self {
        Self { verdict: CheckVerdict::Ok, cause: "", stage: Stage::Quit, outcome }
    }
}

/// A greeting.
const GREETING: Do = Do::Send(b"220 mx.test ESMTP\r\n");
/// The reply to EHLO before TLS.
const EHLO: Do = Do::Send(b"250-mx.test\r\n250 STARTTLS\r\n");
/// The reply to EHLO inside TLS.
const OFFERS: Do = Do::Send(b"250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n");
/// Like [`OFFERS`], with SCRAM first.
const OFFERS_SCRAM: Do = Do::Send(b"250-mx.test\r\n250 AUTH SCRAM-SHA-256 PLAIN LOGIN\r\n");
/// The reply to STARTTLS.
const GO: Do = Do::Send(b"220 go ahead\r\n");
/// The reply to AUTH.
const SIGNED_IN: Do = Do::Send(b"235 2.7.0 ok\r\n");
/// The reply to any other command.
const OK: Do = Do::Send(b"250 ok\r\n");
const BYE: Do = Do::Send(b"221 bye\r\n");

/// The script up to the unencrypted EHLO.
const HELLO: [Do; 2] = [GREETING, Do::ReadLine];
/// The script up to STARTTLS.
const ASKED: [Do; 4] = [GREETING, Do::ReadLine, EHLO, Do::ReadLine];
/// The script up to the EHLO inside TLS, on a STARTTLS port.
const UP: [Do; 7] = [GREETING, Do::ReadLine, EHLO, Do::ReadLine, GO, Do::Tls(Shown::Good), Do::ReadLine];
/// Like [`UP`], on an implicit-TLS port.
const IN: [Do; 3] = [Do::Tls(Shown::Good), GREETING, Do::ReadLine];
/// The script from the reply to AUTH to the end, line by line.
const REST: [Do; 7] = [SIGNED_IN, Do::ReadLine, OK, Do::ReadLine, OK, Do::ReadLine, BYE];

/// Joins several pieces to one script.
fn script(pieces: &[&[Do]]) -> Vec<Do> {
    pieces.concat()
}

fn starttls(name: &'static str, pieces: &[&[Do]], ends: Ends) -> Behavior {
    Behavior::new(Security::Starttls, name, script(pieces), ends)
}

fn implicit(name: &'static str, pieces: &[&[Do]], ends: Ends) -> Behavior {
    Behavior::new(Security::ImplicitTls, name, script(pieces), ends)
}
