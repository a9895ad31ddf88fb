//! Replies, with their enhanced status codes (RFC 3463).

use std::borrow::Cow;

use shared::rules::Domain;

use super::{MESSAGE_MAX, command::Fault};

/// A reply, with its line ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply(Cow<'static, str>);

impl From<&'static str> for Reply {
    fn from(line: &'static str) -> Self {
        Self(Cow::Borrowed(line))
    }
}

impl Reply {
    pub(super) const OK: &'static str = "250 2.0.0 OK\r\n";
    pub(super) const SENDER: &'static str = "250 2.1.0 Sender OK\r\n";
    pub(super) const RECIPIENT: &'static str = "250 2.1.5 Recipient OK\r\n";
    pub(super) const DELIVERED: &'static str = "250 2.0.0 Message received\r\n";
    pub(super) const GO_AHEAD: &'static str = "354 End the message with a line that has only a dot\r\n";
    pub(super) const START_TLS: &'static str = "220 2.0.0 Start TLS\r\n";
    pub(super) const NO_INFORMATION: &'static str = "252 2.1.5 We don't verify addresses\r\n";
    pub(super) const TIMED_OUT: &'static str = "421 4.4.2 Timed out\r\n";
    pub(super) const TOO_MANY_COMMANDS: &'static str = "421 4.7.0 Too many commands\r\n";
    pub(super) const TOO_MANY_WRONG: &'static str = "421 4.7.0 Too many errors\r\n";
    pub(super) const ONE_MESSAGE: &'static str = "421 4.7.0 One message per connection\r\n";
    pub(super) const FOREIGN: &'static str = "421 4.7.0 This is a mail server\r\n";
    pub(super) const LATER: &'static str = "451 4.3.0 Try again later\r\n";
    pub(super) const TOO_MANY_RECIPIENTS: &'static str = "452 4.5.3 Too many recipients\r\n";
    pub(super) const LONG_COMMAND: &'static str = "500 5.5.2 Command too long\r\n";
    pub(super) const LONG_LINE: &'static str = "554 5.6.0 A line has more than 1000 bytes\r\n";
    pub(super) const NOT_NOW: &'static str = "503 5.5.1 Wrong order of commands\r\n";
    pub(super) const BARE_LINE_END: &'static str = "521 5.5.2 Lines end in CR LF\r\n";
    pub(super) const UNKNOWN_RECIPIENT: &'static str = "550 5.1.1 No such address here\r\n";
    pub(super) const TOO_LARGE: &'static str = "552 5.3.4 Message too large\r\n";
    pub(super) const NO_RECIPIENT: &'static str = "554 5.5.1 No valid recipients\r\n";

    /// Returns the reply to a command that can't be read.
    pub(super) fn of(fault: Fault) -> &'static str {
        match fault {
            Fault::Characters => "500 5.5.2 Commands are in ASCII\r\n",
            Fault::Unknown | Fault::Foreign => "500 5.5.1 Unknown command\r\n",
            Fault::NotOffered => "502 5.5.1 Not offered\r\n",
            Fault::Syntax => "501 5.5.4 Syntax error\r\n",
            Fault::Sender => "501 5.1.7 Bad sender address\r\n",
            Fault::Recipient => "501 5.1.3 Bad recipient address\r\n",
            Fault::Parameter => "555 5.5.4 Parameter not offered\r\n",
        }
    }

    pub(super) fn greeting(host: &Domain) -> Self {
        Self(format!("220 {host} ESMTP\r\n").into())
    }

    pub(super) fn hello(host: &Domain) -> Self {
        Self(format!("250 {host}\r\n").into())
    }

    pub(super) fn extensions(host: &Domain, is_encrypted: bool) -> Self {
        let tls = if is_encrypted { "" } else { "250-STARTTLS\r\n" };
        let last = "250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n";
        Self(format!("250-{host}\r\n{tls}250-SIZE {MESSAGE_MAX}\r\n{last}").into())
    }

    pub(super) fn goodbye(host: &Domain) -> Self {
        Self(format!("221 2.0.0 {host} closes the connection\r\n").into())
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_owned().into_bytes()
    }
}
