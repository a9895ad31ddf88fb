//! What an explanation says, before anybody says it in a language (`shared/words` does).

use super::{Acts, Cause};
use crate::{
    check::Stage,
    details::Oddity,
    rules::{Port, Security},
    timetable::Phase,
};

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
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum Said {
    /// The cause's own sentence. It has none for some sides.
    Cause(Cause, Mailbox, Side, Named),

    /// All that is known is the stage.
    Stopped(Stage),
    /// The catalogue has no row for the reply.
    UnknownReply,
    /// A refusal without a reason.
    NoReasonGiven,

    /// This provider's user names have another form.
    WrongUser { provider: String },
    /// Enter the whole email address.
    EnterWholeAddress,
    /// Copy the same token into both fields.
    EnterTokenTwice,
    /// Copy both fields from this place.
    CopyLogin { place: String },
    /// The API key and the secret key.
    EnterKeyAndSecret,
    /// Enter this word as the user name.
    EnterWord { word: String },
    /// The user name alone explains the refusal.
    OnlyTheUser,
    /// The password usually isn't what the provider wants, such as "an app password".
    WrongSecret { provider: String, secret: String },
    /// Create that secret in this place.
    CreateSecret { secret: String, place: String },
    /// Copy that secret from this place.
    CopySecret { secret: String, place: String },
    /// The account's normal password doesn't work for SMTP.
    NormalPasswordFails,
    /// The user name is the whole email address.
    UserIsAddress,
    /// The secret itself looks wrong.
    Oddity(Oddity),
    /// What a provider has announced.
    Announced(Phase),

    /// Use this kind of encryption for the same port.
    Choose { security: Security, port: Port },
    /// Use this port.
    Use { port: Port, security: Security },
    /// The network blocks a port; another works.
    PortBlocked { port: Port, instead: Port },
    /// The same, for the technician: the provider takes mail there.
    BlockedOnTheWay { port: Port, instead: Port, cause: Cause },
    /// A port doesn't answer; another does.
    OtherAnswers { port: Port, instead: Port },
    /// The same, for the technician: server or firewall, nobody can tell.
    OtherGreeted { port: Port, instead: Port, cause: Cause },
    /// Check the server name: this port's certificate is for another name.
    CertificateElsewhere { port: Port },
    /// Check the server name: this port's certificate is not valid.
    CertificateBad { port: Port },
    /// Check the server name: no other port answered either.
    NoPortAnswered,
    /// Check the server name: this port answers, but not as a mail server.
    NotForSending { port: Port },
    /// No connection, and no greeting on the other ports.
    NoneGreeted { port: Port, cause: Cause },
    /// The server's reply came before TLS.
    SaidInTheClear { reply: String },

    /// A client who typed everything right has nothing to change.
    NothingToChange,
    /// Try again in a few minutes.
    TryInMinutes,

    /// A greeting that was begun and not finished.
    GreetingUnfinished { seconds: u64 },
    /// Servers slow down addresses that they distrust.
    Tarpit,
    /// No greeting on a port; another works.
    NoGreetingOtherWorks { port: Port, instead: Port },
    /// The same, for the technician.
    NoGreetingWithin { seconds: u64, port: Port, instead: Port, security: Security },
    /// No greeting.
    NoGreeting { port: Port },
    /// No greeting, and no TLS on that port either.
    NoGreetingNoTls { seconds: u64 },
    /// The connection was closed without a word; another port works.
    ClosedOtherWorks { port: Port, instead: Port, security: Security },
    /// The same, for the technician.
    EndedOtherGreeted { port: Port, instead: Port, security: Security },
    /// The connection was closed without a word.
    ClosedSilently { port: Port },
    /// The server, or a firewall, ends connections from this address.
    EndsConnections,
    /// The operator doesn't name this port for sending.
    PortNotPublished { operator: String },
    /// The server closed the connection after it had spoken.
    HungUp(When),
    /// The same, for the technician.
    HungUpWhy(When),

    /// Another server answered in place of a published one.
    AnotherAnswered { host: String },
    /// What showed it.
    Redirected { operator: String, host: String, by: Foreign },
    /// The other server's own name.
    CallsItself { name: String },
    /// What to do about a network that redirects.
    StopRedirect { host: String },

    /// Another kind of server.
    OtherServer { port: Port, protocol: Protocol },
    /// What the technician should know of that protocol.
    AboutProtocol(Protocol),
    /// Check the server name and the port.
    CheckNameAndPort,
    /// A server that delivers mail (LMTP).
    Lmtp { port: Port },
    /// The same, for the technician.
    AboutLmtp,
    /// A server without EHLO.
    NoEhlo,
    /// Ask for a server that sign-in works on.
    AskForSignIn,
    /// The same, for the technician.
    AboutNoEhlo,

    /// The encrypted connection was refused, usually by something in between.
    RefusedInBetween { host: String },
    /// The same, for the technician.
    AlertInBetween { operator: String, host: String },
    /// The certificate is a virus scanner's or firewall's.
    ScannerCertificate { issuer: String },
    /// A scanner answered, and couldn't reach the server.
    ScannerAnswered,
    /// The same, for the technician.
    ScannerFailed,

    /// The network can't look up a published name.
    CannotLookUp { host: String },
    /// What the resolver says instead.
    ResolverFails { operator: String, answer: ResolverAnswer },
    /// There is no server with this name.
    NoSuchServer { host: String },
    /// A published name looks much like it.
    DidYouMean { near: String },
    /// The same, for the technician.
    LooksLike { near: String },
    /// A published host can't be reached.
    Unreachable { host: String },
    /// What came of the connection.
    BlockedByNetwork { operator: String, host: String, port: Port, how: HowBlocked },
    /// None of these ports worked either.
    NoneWorked { ports: Vec<u16> },
    /// What to do about blocked ports.
    OpenPorts { operator: String },
}

/// When a server closed the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// After its greeting.
    AfterGreeting,
    /// While encryption was being set up.
    DuringTls,
    /// Between other commands.
    Between,
    /// During the sign-in.
    DuringSignIn,
}

/// What showed that another server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum Foreign {
    /// It has no certificate for the name.
    NoCertificate,
    /// Its certificate is for other names: the first, and how many more.
    Certificate { name: Option<String>, more: usize, issuer: String },
    /// A port lacks what the operator has there.
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

/// What answers on a port, as far as its first words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP.
    Web,
    /// IMAP.
    Imap,
    /// POP3.
    Pop3,
    /// ManageSieve.
    Sieve,
    /// FTP.
    Ftp,
    /// SSH.
    Ssh,
    /// NNTP.
    News,
}

/// What a resolver says of a name that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResolverAnswer {
    /// Nothing.
    Nothing,
    /// That there is no such server.
    NoServer,
    /// An address inside a private network.
    Private,
}

/// What came of a connection that a network blocks.
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
