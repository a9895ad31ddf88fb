//! What an explanation says, before anybody says it in a language (`shared/words` does).

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

/// Why a check stopped, who must act, and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The cause.
    pub cause: Cause,
    /// What it means.
    pub meaning: Said,
    /// What the client should do now; empty if nothing.
    pub client: Vec<Said>,
    /// What the technician should know; empty if nothing.
    pub technician: Vec<Said>,
    /// Who must act.
    pub acts: Acts,
    /// Where it is done; empty if nowhere in particular.
    pub url: String,
    /// True if the reply says that a wrong secret is the cause.
    pub secret_refused: bool,
    /// True if the secret may be the cause, so that its form is worth a look: it was refused, or the reply gives no
    /// other reason.
    pub secret_doubted: bool,
}

#[cfg(feature = "facts")]
impl Found {
    /// An explanation without a page, whose cause isn't the secret.
    pub(super) fn new(
        cause: Cause,
        acts: Acts,
        meaning: Said,
        client: impl Into<Vec<Said>>,
        technician: impl Into<Vec<Said>>,
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

    /// The cause's own sentences. The client has one unless the technician acts.
    pub(super) fn of(cause: Cause, mailbox: Mailbox, named: &Named, acts: Acts) -> Self {
        let said = |side| Said::Cause(cause, mailbox, side, named.clone());
        let client = if acts == Acts::Technician { Vec::new() } else { vec![said(Side::Client)] };
        Self::new(cause, acts, said(Side::Meaning), client, [said(Side::Technician)])
    }
}

/// Whom a sentence about a cause is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What it means, for everyone.
    Meaning,
    /// What the client should do.
    Client,
    /// What the technician should know.
    Technician,
}

/// The kind of mailbox that a sentence about a cause is true of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Any.
    Any,
    /// A private one, which has no administrator.
    Consumer,
    /// One that an organization's administrator manages.
    Managed,
}

/// What is known beside a cause, for the sentences that name it. Empty if unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The provider's name.
    pub provider: String,
    /// The provider's server for sending.
    pub server: String,
    /// The whole reply.
    pub reply: String,
}

/// Something that a failed check lets us say: one sentence, or two that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The cause's own sentence. It has none for some sides.
    Cause(Cause, Mailbox, Side, Named),
    /// About the sign-in.
    Login(AboutLogin),
    /// About ports.
    Port(AboutPort),
    /// About a connection that ended early.
    End(AboutEnd),
    /// About what is between this machine and the server.
    Network(AboutNetwork),
    /// About a server of another kind.
    Server(AboutServer),
}
