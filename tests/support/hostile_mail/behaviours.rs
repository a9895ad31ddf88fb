//! What a server can do to a check, and how the check has to end.

mod greeting;
mod login;
mod starttls;
mod tls;

use shared::{
    check::{CheckVerdict, Stage, StageOutcome},
    rules::Security,
};

use super::{Do, Shown};

/// One way of being hostile, or of being odd and still right.
#[derive(Debug, Clone)]
pub struct Behaviour {
    /// What it is called where something is wrong.
    pub name: &'static str,
    /// How the connection is made.
    pub security: Security,
    /// What the server does.
    pub script: Vec<Do>,
    /// How the check ends.
    pub ends: Ends,
    /// Whether the password is shown to the server, inside TLS: a server with a good certificate that asks for it
    /// the right way gets it.
    pub shown: bool,
}

/// How a check ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The verdict.
    pub verdict: CheckVerdict,
    /// The cause's code.
    pub cause: &'static str,
    /// The last stage.
    pub stage: Stage,
    /// How it ended.
    pub outcome: StageOutcome,
}

/// All of them.
pub fn all() -> Vec<Behaviour> {
    [greeting::all(), starttls::all(), tls::all(), login::all()].concat()
}

impl Behaviour {
    fn new(security: Security, name: &'static str, script: Vec<Do>, ends: Ends) -> Self {
        Self { name, security, script, ends, shown: false }
    }

    /// The same, where the password is shown.
    fn shown(self) -> Self {
        Self { shown: true, ..self }
    }

    /// Whether the check waits until a limit ends it.
    pub fn stalls(&self) -> bool {
        self.ends.outcome == StageOutcome::TimedOut
    }
}

impl Ends {
    /// The login could not be asked about.
    fn unreachable(stage: Stage, cause: &'static str) -> Self {
        Self { verdict: CheckVerdict::Unreachable, cause, stage, outcome: StageOutcome::Fail }
    }

    /// The same, because nothing came in time.
    fn silent(stage: Stage, cause: &'static str) -> Self {
        Self { outcome: StageOutcome::TimedOut, ..Self::unreachable(stage, cause) }
    }

    /// The server was asked, and said no.
    fn refused(stage: Stage, cause: &'static str) -> Self {
        Self { verdict: CheckVerdict::Fail, ..Self::unreachable(stage, cause) }
    }

    /// The login works, whatever became of the goodbye.
    fn well(outcome: StageOutcome) -> Self {
        Self { verdict: CheckVerdict::Ok, cause: "", stage: Stage::Quit, outcome }
    }
}

/// A greeting.
const GREETING: Do = Do::Say(b"220 mx.test ESMTP\r\n");
/// EHLO's answer before TLS.
const EHLO: Do = Do::Say(b"250-mx.test\r\n250 STARTTLS\r\n");
/// EHLO's answer inside TLS.
const OFFERS: Do = Do::Say(b"250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n");
/// The same where SCRAM comes first.
const OFFERS_SCRAM: Do = Do::Say(b"250-mx.test\r\n250 AUTH SCRAM-SHA-256 PLAIN LOGIN\r\n");
/// STARTTLS's answer.
const GO: Do = Do::Say(b"220 go ahead\r\n");
/// AUTH's.
const SIGNED_IN: Do = Do::Say(b"235 2.7.0 ok\r\n");
/// Anything's.
const OK: Do = Do::Say(b"250 ok\r\n");
const BYE: Do = Do::Say(b"221 bye\r\n");

/// Up to the EHLO that is sent in the clear.
const HELLO: [Do; 2] = [GREETING, Do::Hear];
/// Up to STARTTLS.
const ASKED: [Do; 4] = [GREETING, Do::Hear, EHLO, Do::Hear];
/// Up to the EHLO inside TLS, on a port for STARTTLS.
const UP: [Do; 7] = [GREETING, Do::Hear, EHLO, Do::Hear, GO, Do::Tls(Shown::Good), Do::Hear];
/// The same on a port for TLS.
const IN: [Do; 3] = [Do::Tls(Shown::Good), GREETING, Do::Hear];
/// From AUTH's answer to the end, a line at a time.
const REST: [Do; 7] = [SIGNED_IN, Do::Hear, OK, Do::Hear, OK, Do::Hear, BYE];

/// One script of several pieces.
fn script(pieces: &[&[Do]]) -> Vec<Do> {
    pieces.concat()
}

fn starttls(name: &'static str, pieces: &[&[Do]], ends: Ends) -> Behaviour {
    Behaviour::new(Security::Starttls, name, script(pieces), ends)
}

fn implicit(name: &'static str, pieces: &[&[Do]], ends: Ends) -> Behaviour {
    Behaviour::new(Security::ImplicitTls, name, script(pieces), ends)
}
