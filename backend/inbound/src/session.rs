//! An SMTP receiver without I/O (RFC 5321), with STARTTLS (RFC 3207), 8BITMIME (RFC 6152) and SIZE (RFC 1870).
//!
//! It accepts one message per connection, for one recipient that its caller knows. It never relays, offers no AUTH,
//! and says nothing about other addresses. The caller moves the bytes, does the TLS handshake and has the clock.
//!
//! Only CRLF ends a line, and only CRLF.CRLF ends a message. A CR or LF alone ends the connection, so that no sender
//! can hide a second message in the first (SMTP smuggling).

mod command;
mod lines;
mod reply;
#[cfg(test)]
mod tests;
mod text;

use std::{fmt, net::IpAddr};

use shared::{
    delivery::TlsVersion,
    rules::{Address, Domain},
};
use zeroize::Zeroizing;

use self::{
    command::{Command, Fault},
    lines::{Line, Lines},
    reply::Reply,
    text::{Text, TextEnd},
};

/// The longest command, in bytes with its line end (RFC 5321, section 4.5.3.1.4).
pub const COMMAND_MAX: usize = 512;
/// The longest line of a message, in bytes with its line end (RFC 5321, section 4.5.3.1.6).
pub const TEXT_LINE_MAX: usize = 1000;
/// The largest message, in bytes.
pub const MESSAGE_MAX: usize = 256 * 1024;
/// How many bytes after the end of what fits are read and dropped, so that the sender reads why the message is
/// rejected.
pub const EXCESS_MAX: usize = 1024 * 1024;
/// How many recipients one message can name. One of them has to be known, and no other can be.
pub const RECIPIENTS_MAX: u32 = 5;
/// How many commands one connection can send.
pub const COMMANDS_MAX: u32 = 40;
/// How many of these can be wrong, recipients that aren't known included.
pub const WRONG_MAX: u32 = 10;

/// What the driver has to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Want {
    /// Write all of this, then ask again.
    Write(Vec<u8>),
    /// Drop what was read but not passed on, do a TLS handshake as the server, then call [`Session::tls_done`].
    StartTls,
    /// Find out whether this address is known, then call [`Session::answer`].
    Accepts(Address),
    /// Keep the message. The next reply says that it was accepted.
    Deliver(Box<Received>),
    /// Read, then call [`Session::received`] or [`Session::timed_out`].
    Read,
    /// Close the connection.
    Done,
}

/// Whether a message for an address is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// It is expected.
    Yes,
    /// The address isn't known.
    No,
    /// It can't be found out now. The sending server tries again later.
    Later,
}

impl From<bool> for Accepts {
    fn from(is_known: bool) -> Self {
        if is_known { Self::Yes } else { Self::No }
    }
}

/// What was said before a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The name that the sending server gave with HELO or EHLO.
    pub helo: String,
    /// The address in MAIL FROM.
    pub mail_from: ReversePath,
    /// The recipient that the caller knows.
    pub rcpt_to: Address,
    /// The sending server's IP address.
    pub peer: IpAddr,
    /// The version of TLS; `None` if the connection isn't encrypted.
    pub tls: Option<TlsVersion>,
}

/// The address in MAIL FROM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReversePath {
    /// `<>`.
    Empty,
    /// An address, as it was written.
    Address(String),
}

/// A message and its envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// The envelope.
    pub envelope: Envelope,
    /// The message as it was sent, with CRLF line ends, and without the dots that were added in transit.
    pub message: Zeroizing<Vec<u8>>,
}

/// Shows how long the message is, but nothing of it.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = format_args!("[{} bytes]", self.message.len());
        f.debug_struct("Received").field("envelope", &self.envelope).field("message", &message).finish()
    }
}

/// A connection from a sending server.
#[derive(Debug)]
pub struct Session {
    host: Domain,
    peer: IpAddr,
    tls: Option<TlsVersion>,
    phase: Phase,
    lines: Lines,
    /// The reply that has to be written before anything else is read.
    reply: Option<Reply>,
    /// The message that has to be delivered.
    ready: Option<Box<Received>>,
    helo: Option<String>,
    mail: Option<Mail>,
    commands: u32,
    wrong: u32,
    /// True after the connection's only message.
    is_used: bool,
}

#[derive(Debug)]
enum Phase {
    Commands,
    /// The caller has to say whether it knows this address.
    Asking(Address),
    /// The caller has to do a handshake.
    Handshake,
    Text(Text),
    Done,
}

/// A message that is being announced.
#[derive(Debug)]
struct Mail {
    from: ReversePath,
    to: Option<Address>,
    named: u32,
}

impl Session {
    /// Starts with the greeting. `host` is the receiver's own name, and `peer` the sending server's address.
    pub fn new(host: Domain, peer: IpAddr) -> Self {
        Self {
            reply: Some(Reply::greeting(&host)),
            host,
            peer,
            tls: None,
            phase: Phase::Commands,
            lines: Lines::default(),
            ready: None,
            helo: None,
            mail: None,
            commands: 0,
            wrong: 0,
            is_used: false,
        }
    }

    /// Returns what to do next.
    pub fn want(&mut self) -> Want {
        // The sending server drops the message when it reads that it was accepted, so it is delivered first.
        if let Some(ready) = self.ready.take() {
            return Want::Deliver(ready);
        }
        if let Some(reply) = self.reply.take() {
            return Want::Write(reply.into_bytes());
        }
        match &self.phase {
            Phase::Commands | Phase::Text(_) => Want::Read,
            Phase::Asking(address) => Want::Accepts(address.clone()),
            Phase::Handshake => Want::StartTls,
            Phase::Done => Want::Done,
        }
    }

    /// Takes bytes from the sending server, up to the next point at which [`Session::want`] has something else to do.
    /// Returns how many bytes it took. The others have to be passed again after that, or dropped before a handshake.
    pub fn received(&mut self, bytes: &[u8]) -> usize {
        for (index, &byte) in bytes.iter().enumerate() {
            if !self.is_reading() {
                return index;
            }
            self.take(byte);
        }
        bytes.len()
    }

    /// Says whether the address in [`Want::Accepts`] is known.
    pub fn answer(&mut self, accepts: Accepts) {
        let Phase::Asking(address) = std::mem::replace(&mut self.phase, Phase::Commands) else { return };
        match accepts {
            Accepts::No => self.wrong(Reply::UNKNOWN_RECIPIENT),
            Accepts::Later => self.say(Reply::LATER),
            Accepts::Yes => {
                if let Some(mail) = &mut self.mail {
                    mail.to = Some(address);
                }
                self.say(Reply::RECIPIENT);
            }
        }
    }

    /// Continues after the TLS handshake, as if the connection was new (RFC 3207, section 4.2).
    pub fn tls_done(&mut self, version: TlsVersion) {
        if matches!(self.phase, Phase::Handshake) {
            self.phase = Phase::Commands;
            self.tls = Some(version);
            (self.helo, self.mail) = (None, None);
            self.lines.forget();
        }
    }

    /// Ends the connection because the sending server is too slow.
    pub fn timed_out(&mut self) {
        if !matches!(self.phase, Phase::Done) {
            self.close(Reply::TIMED_OUT);
        }
    }

    /// Returns how many bytes of the sending server's are kept.
    pub fn kept(&self) -> usize {
        let text = if let Phase::Text(text) = &self.phase { text.kept() } else { 0 };
        self.lines.kept() + text
    }

    fn is_reading(&self) -> bool {
        self.reply.is_none() && self.ready.is_none() && matches!(self.phase, Phase::Commands | Phase::Text(_))
    }

    fn take(&mut self, byte: u8) {
        let room = if matches!(self.phase, Phase::Text(_)) { TEXT_LINE_MAX } else { COMMAND_MAX };
        match self.lines.push(byte, room) {
            Line::Open => {}
            Line::Bare => self.close(Reply::BARE_LINE_END),
            Line::Long if matches!(self.phase, Phase::Commands) => self.close(Reply::LONG_COMMAND),
            Line::Long => self.read_text(None),
            Line::Whole(line) => match self.phase {
                Phase::Text(_) => self.read_text(Some(&line)),
                _ => self.read_command(&line),
            },
        }
    }

    /// Adds a line to the message. `None` is a byte that doesn't fit in its line.
    fn read_text(&mut self, line: Option<&[u8]>) {
        let Phase::Text(text) = &mut self.phase else { return };
        let end = match line {
            Some(line) => text.add(line),
            None => text.overflow(),
        };
        match end {
            TextEnd::Open => {}
            TextEnd::Flooded => self.close(Reply::TOO_LARGE),
            TextEnd::Rejected(reply) => {
                (self.phase, self.mail) = (Phase::Commands, None);
                self.wrong(reply);
            }
            TextEnd::Whole(message) => {
                self.phase = Phase::Commands;
                self.finish(message);
            }
        }
    }

    fn finish(&mut self, message: Zeroizing<Vec<u8>>) {
        let (Some(helo), Some(mail)) = (self.helo.clone(), self.mail.take()) else { return };
        let Some(rcpt_to) = mail.to else { return };
        let envelope = Envelope { helo, mail_from: mail.from, rcpt_to, peer: self.peer, tls: self.tls };
        self.ready = Some(Box::new(Received { envelope, message }));
        self.is_used = true;
        self.say(Reply::DELIVERED);
    }

    fn read_command(&mut self, line: &[u8]) {
        self.commands += 1;
        if self.commands > COMMANDS_MAX {
            return self.close(Reply::TOO_MANY_COMMANDS);
        }
        match Command::parse(line) {
            Ok(command) => self.obey(command),
            Err(Fault::Foreign) => self.close(Reply::FOREIGN),
            Err(fault) => self.wrong(Reply::of(fault)),
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Ehlo(name) => self.hello(name, Reply::extensions(&self.host, self.tls.is_some())),
            Command::Helo(name) => self.hello(name, Reply::hello(&self.host)),
            Command::StartTls if self.tls.is_some() => self.wrong(Reply::NOT_NOW),
            Command::StartTls => {
                self.say(Reply::START_TLS);
                self.phase = Phase::Handshake;
            }
            Command::Mail { from, size } => self.mail(from, size),
            Command::Rcpt(address) => self.recipient(address),
            Command::Data => self.data(),
            Command::Rset => {
                self.mail = None;
                self.say(Reply::OK);
            }
            Command::Noop => self.say(Reply::OK),
            Command::Vrfy => self.say(Reply::NO_INFORMATION),
            Command::Quit => self.close(Reply::goodbye(&self.host)),
        }
    }

    fn hello(&mut self, name: String, reply: Reply) {
        (self.helo, self.mail) = (Some(name), None);
        self.say(reply);
    }

    fn mail(&mut self, from: ReversePath, size: Option<u64>) {
        if self.is_used {
            self.close(Reply::ONE_MESSAGE);
        } else if self.helo.is_none() || self.mail.is_some() {
            self.wrong(Reply::NOT_NOW);
        } else if size.is_some_and(|size| size > MESSAGE_MAX as u64) {
            self.wrong(Reply::TOO_LARGE);
        } else {
            self.mail = Some(Mail { from, to: None, named: 0 });
            self.say(Reply::SENDER);
        }
    }

    fn recipient(&mut self, address: Address) {
        let Some(mail) = &mut self.mail else { return self.wrong(Reply::NOT_NOW) };
        mail.named += 1;
        if mail.to.as_ref() == Some(&address) {
            self.say(Reply::RECIPIENT);
        } else if mail.to.is_some() || mail.named > RECIPIENTS_MAX {
            self.wrong(Reply::TOO_MANY_RECIPIENTS);
        } else {
            self.phase = Phase::Asking(address);
        }
    }

    fn data(&mut self) {
        match &self.mail {
            None => self.wrong(Reply::NOT_NOW),
            Some(Mail { to: None, .. }) => self.wrong(Reply::NO_RECIPIENT),
            Some(_) => {
                self.phase = Phase::Text(Text::new());
                self.say(Reply::GO_AHEAD);
            }
        }
    }

    fn say(&mut self, reply: impl Into<Reply>) {
        self.reply = Some(reply.into());
    }

    /// Replies to something wrong, and ends the connection if there was too much of that.
    fn wrong(&mut self, reply: &'static str) {
        self.wrong += 1;
        if self.wrong > WRONG_MAX {
            self.close(Reply::TOO_MANY_WRONG);
        } else {
            self.say(reply);
        }
    }

    fn close(&mut self, reply: impl Into<Reply>) {
        (self.phase, self.mail) = (Phase::Done, None);
        self.lines.forget();
        self.say(reply);
    }
}
