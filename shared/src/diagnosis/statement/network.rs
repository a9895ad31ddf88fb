//! What an explanation says about something between this machine and the server.

use crate::rules::Port;

/// What an explanation says about something between this machine and the server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutNetwork {
    /// Another server answered instead of a published one.
    AnotherAnswered { host: String },
    /// How we know that another server answered.
    Redirected { operator: String, host: String, by: Foreign },
    /// The other server's own name.
    CallsItself { name: String },
    /// What to do about a network that redirects.
    StopRedirect { host: String },
    /// The encrypted connection was rejected, usually by something in between.
    RefusedInBetween { host: String },
    /// The same as [`AboutNetwork::RefusedInBetween`], for the technician.
    AlertInBetween { operator: String, host: String },
    /// The certificate belongs to a virus scanner or firewall.
    ScannerCertificate { issuer: String },
    /// A virus scanner answered, and couldn't reach the server.
    ScannerAnswered,
    /// The same as [`AboutNetwork::ScannerAnswered`], for the technician.
    ScannerFailed,
    /// The network can't look up a published name.
    CannotLookUp { host: String },
    /// What the resolver answers instead.
    ResolverFails { operator: String, answer: ResolverAnswer },
    /// There is no server with this name.
    NoSuchServer { host: String },
    /// A published name is similar.
    DidYouMean { near: String },
    /// The same as [`AboutNetwork::DidYouMean`], for the technician.
    LooksLike { near: String },
    /// A published host can't be reached.
    Unreachable { host: String },
    /// How the connection failed.
    BlockedByNetwork { operator: String, host: String, port: Port, how: HowBlocked },
    /// None of these ports worked either.
    NoneWorked { ports: Vec<u16> },
    /// What to do about blocked ports.
    OpenPorts { operator: String },
}

/// How we know that another server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum Foreign {
    /// It has no certificate for the name.
    NoCertificate,
    /// Its certificate is for other names: the first, and how many more.
    Certificate { name: Option<String>, more: usize, issuer: String },
    /// A port lacks what the operator provides there.
    Lacks { port: Port, what: Lacking },
    /// A server with another name refused the connection.
    Refused { name: String },
}

/// What a port lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// STARTTLS.
    Starttls,
    /// TLS.
    Tls,
    /// A mail server that signs people in.
    SignIn,
}

/// What a resolver answers for a name that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResolverAnswer {
    /// Nothing.
    Nothing,
    /// That the name doesn't exist.
    NoServer,
    /// An address inside a private network.
    Private,
}

/// How a connection ended that a network blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowBlocked {
    /// It was refused.
    Refused,
    /// It was closed before the server had spoken.
    Closed,
    /// It was cut off before the server had spoken.
    CutOff,
    /// There was no answer.
    Silent,
}
