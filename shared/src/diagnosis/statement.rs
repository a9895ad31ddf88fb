//! What an explanation says, before `shared/words` puts it into words.

mod end;
mod login;
mod network;
mod port;
mod server;

pub use self::{
    end::{AboutEnd, When},
    login::{AboutLogin, SecretOf},
    network::{AboutNetwork, Foreign, HowBlocked, Lacking, ResolverAnswer},
    port::AboutPort,
    server::{AboutServer, Protocol},
};

use super::{Acts, Cause};

/// Why a check stopped, who has to act, and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The cause.
    pub cause: Cause,
    /// What it means.
    pub meaning: Statement,
    /// What the client should do now; empty if nothing.
    pub client: Vec<Statement>,
    /// What the technician should know; empty if nothing.
    pub technician: Vec<Statement>,
    /// Who has to act.
    pub acts: Acts,
    /// The page on which to do it; empty if there is no particular one.
    pub url: String,
    /// True if the reply says that a wrong secret is the cause.
    pub secret_refused: bool,
    /// True if the secret could be the cause, so its form is worth checking: it was rejected, or the reply gives no
    /// other reason.
    pub secret_doubted: bool,
}

#[cfg(feature = "facts")]
impl Found {
    /// Creates an explanation without a page, whose cause isn't the secret.
    pub(super) fn new(
        cause: Cause,
        acts: Acts,
        meaning: Statement,
        client: impl Into<Vec<Statement>>,
        technician: impl Into<Vec<Statement>>,
    ) -> Self {
        let (client, technician) = (client.into(), technician.into());
        Self {
            cause,
            meaning,
            client,
            technician,
            acts,
            url: String::new(),
            secret_refused: false,
            secret_doubted: false,
        }
    }

    /// Creates an explanation from the cause's own sentences. There is one for the client unless the technician acts.
    pub(super) fn of(cause: Cause, mailbox: Mailbox, named: &Named, acts: Acts) -> Self {
        let cause_says = |side| Statement::Cause(cause, mailbox, side, named.clone());
        let client = if acts == Acts::Technician { Vec::new() } else { vec![cause_says(Side::Client)] };
        Self::new(cause, acts, cause_says(Side::Meaning), client, [cause_says(Side::Technician)])
    }
}

/// Who a sentence about a cause is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What it means, for everyone.
    Meaning,
    /// What the client should do.
    Client,
    /// What the technician should know.
    Technician,
}

/// The kind of mailbox that a sentence about a cause applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Any mailbox.
    Any,
    /// A private mailbox, which has no administrator.
    Consumer,
    /// A mailbox that an organization's administrator manages.
    Managed,
}

/// Names that the sentences about a cause use. Empty if unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The provider's name.
    pub provider: String,
    /// The provider's server for sending.
    pub server: String,
    /// The whole reply.
    pub reply: String,
}

/// One sentence, or two that belong together, about a failed check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// The cause's own sentence. Some causes have none for some sides.
    Cause(Cause, Mailbox, Side, Named),
    /// About the sign-in.
    Login(AboutLogin),
    /// About which port to use.
    Port(AboutPort),
    /// About a connection that ended early.
    End(AboutEnd),
    /// About something between this machine and the server.
    Network(AboutNetwork),
    /// About a server that isn't a mail server for sending.
    Server(AboutServer),
}
