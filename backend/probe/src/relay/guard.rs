//! Decides what can pass: TLS for one host, in small amounts, and in turns. Takes bytes, and returns bytes or a breach.
//! Does no I/O.

use shared::{rules::Host, smtp::Proof};

use super::{
    Breach,
    hello::{self, Suite},
    one_request::OneRequest,
    records::{self, Content, HEADER, Record},
    turns::Turns,
};

/// The maximum bytes of application data from the browser, for a password. A whole check needs about 500, including the
/// end of the handshake, which is application data in TLS 1.3.
pub const UP_MAX: usize = 4 * 1024;

/// The same for an access token, which can be long, at a provider that accepts one.
pub const UP_MAX_TOKEN: usize = 16 * 1024;

/// The maximum number of application data records from the browser: the end of the handshake, EHLO, the commands, RSET,
/// QUIT and TLS's close_notify. [`Turns`] checks their order.
pub const UP_RECORDS_MAX: usize = 15;

/// The maximum bytes of application data from the server. In TLS 1.3, this includes the server's certificates: 2 to 6
/// kB for three of them.
pub const DOWN_MAX: usize = 24 * 1024;

/// The same for a token endpoint. Its answer has about 4 kB.
pub const DOWN_MAX_TOKEN: usize = 48 * 1024;

/// The maximum bytes of all other records from the browser, including headers. A ClientHello has about 250, or 1.5 kB
/// with a post-quantum key exchange.
pub const HANDSHAKE_UP_MAX: usize = 8 * 1024;

/// The same for records from the server, which include the certificates in TLS 1.2.
pub const HANDSHAKE_DOWN_MAX: usize = 24 * 1024;

/// The length of an alert (RFC 8446, section 6).
const ALERT: usize = 2;

/// The limits of one relayed connection.
#[derive(Debug)]
pub struct Guard {
    host: Host,
    due: Due,
    /// The start of the server's first handshake message, even if it is split over records.
    answer: Vec<u8>,
    rules: Rules,
    up: Way,
    down: Way,
}

/// What can be said inside TLS.
#[derive(Debug)]
enum Rules {
    /// A check's session with a mail server.
    Mail(Turns),
    /// One request to a token endpoint.
    Token(OneRequest),
}

impl Rules {
    fn up(&mut self, payload: usize, suite: Suite) -> bool {
        match self {
            Self::Mail(turns) => turns.up(payload, suite),
            Self::Token(request) => request.up(payload, suite),
        }
    }

    fn down(&mut self, payload: usize, suite: Suite) -> bool {
        match self {
            Self::Mail(turns) => turns.down(payload, suite),
            // An answer of any length can come, up to the limit on bytes.
            Self::Token(_) => true,
        }
    }
}

/// What the browser's next handshake record has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// A ClientHello, and nothing else.
    Hello,
    /// Only an alert. It is the server's turn, and it hasn't shown yet that it speaks TLS.
    Answer,
    /// The rest of a TLS 1.2 handshake, whose last record is encrypted. TLS 1.3 has no more handshake records.
    Rest,
    /// Another ClientHello, because the server asked for one.
    HelloAgain,
    /// No handshake record. Only TLS 1.3 asks for a second ClientHello, so the rest is application data.
    Nothing,
}

impl Due {
    /// Returns what is due after this record.
    fn after(self, record: &Record<'_>, host: &Host) -> Result<Self, Breach> {
        let is_handshake = record.content == Content::Handshake;
        match self {
            Self::Hello if is_handshake => hello::look(record.payload, host).map(|()| Self::Answer),
            Self::Answer if record.content == Content::Alert && record.payload.len() == ALERT => Ok(self),
            Self::HelloAgain if is_handshake => hello::look(record.payload, host).map(|()| Self::Nothing),
            Self::HelloAgain if record.content != Content::ApplicationData => Ok(self),
            Self::Rest if !(is_handshake && hello::is_hello(record.payload)) => Ok(self),
            Self::Nothing if !is_handshake => Ok(self),
            _ => Err(Breach::NotHello),
        }
    }
}

/// One direction of the connection.
#[derive(Debug)]
struct Way {
    /// The start of a record that isn't complete yet.
    begun: Vec<u8>,
    data: Budget,
    records: Budget,
    handshake: Budget,
}

/// A limit, and how much of it is used.
#[derive(Debug)]
struct Budget {
    used: usize,
    most: usize,
}

impl Budget {
    fn of(most: usize) -> Self {
        Self { used: 0, most }
    }

    fn take(&mut self, count: usize) -> bool {
        self.used = self.used.saturating_add(count);
        self.used <= self.most
    }
}

impl Way {
    fn new(data: usize, records: usize, handshake: usize) -> Self {
        let [data, records, handshake] = [data, records, handshake].map(Budget::of);
        Self { begun: Vec::new(), data, records, handshake }
    }

    /// Adds bytes, and passes each complete record to `look`. Keeps an incomplete record for the next call.
    fn pass(
        &mut self,
        bytes: &[u8],
        mut look: impl FnMut(&mut Self, &Record<'_>) -> Result<(), Breach>,
    ) -> Result<Vec<u8>, Breach> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut passed = 0;
        while let Some(record) = records::first(&all[passed..])? {
            look(self, &record)?;
            passed += record.whole.len();
        }
        self.begun = all.split_off(passed);
        Ok(all)
    }

    fn count(&mut self, record: &Record<'_>) -> bool {
        match record.content {
            Content::ApplicationData => self.data.take(record.payload.len()) && self.records.take(1),
            _ => self.handshake.take(HEADER + record.payload.len()),
        }
    }
}

impl Guard {
    /// Creates a guard for a connection to `host` before TLS starts. `helo` is the name that EHLO will use.
    pub fn new(host: Host, helo: &Host, proof: Proof) -> Self {
        let up = match proof {
            Proof::Password => UP_MAX,
            Proof::Token => UP_MAX_TOKEN,
        };
        Self::with(host, Rules::Mail(Turns::new(helo)), up, DOWN_MAX)
    }

    /// Creates a guard for one request to a provider's token endpoint.
    pub fn for_token(host: Host) -> Self {
        Self::with(host, Rules::Token(OneRequest::default()), UP_MAX, DOWN_MAX_TOKEN)
    }

    fn with(host: Host, rules: Rules, up: usize, down: usize) -> Self {
        Self {
            host,
            due: Due::Hello,
            answer: Vec::new(),
            rules,
            up: Way::new(up, UP_RECORDS_MAX, HANDSHAKE_UP_MAX),
            down: Way::new(down, usize::MAX, HANDSHAKE_DOWN_MAX),
        }
    }

    /// Takes bytes from the browser and returns the complete records that can be forwarded. Forwards nothing before a
    /// ClientHello for the vetted host, and never part of a record.
    pub fn up(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let (host, due, rules) = (&self.host, &mut self.due, &mut self.rules);
        let suite = hello::suite(&self.answer);
        self.up.pass(bytes, |way, record| {
            *due = due.after(record, host)?;
            let is_data = record.content == Content::ApplicationData;
            let fits = way.count(record) && (!is_data || rules.up(record.payload.len(), suite));
            if fits { Ok(()) } else { Err(Breach::TooMuchUp) }
        })
    }

    /// Takes bytes from the server and returns the complete records that can be forwarded.
    pub fn down(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let (due, answer, rules) = (&mut self.due, &mut self.answer, &mut self.rules);
        let passed = self.down.pass(bytes, |way, record| {
            if *due == Due::Answer {
                *due = Due::Rest;
            }
            if *due == Due::Rest && record.content == Content::Handshake {
                let missing = hello::SUITE_END.saturating_sub(answer.len());
                answer.extend(record.payload.iter().take(missing));
                if hello::asks_again(answer) {
                    *due = Due::HelloAgain;
                }
            }
            let is_data = record.content == Content::ApplicationData;
            let fits =
                way.count(record) && (!is_data || rules.down(record.payload.len(), hello::suite(answer)));
            if fits { Ok(()) } else { Err(Breach::TooMuchDown) }
        });
        passed.map_err(|breach| match breach {
            Breach::NotTls | Breach::RecordLength => Breach::ServerNotTls,
            other => other,
        })
    }

    /// Returns true if encrypted data passed in both directions. Without that, the browser can't have received a reply.
    pub fn has_data(&self) -> bool {
        self.up.data.used > 0 && self.down.data.used > 0
    }
}

#[cfg(test)]
mod tests;
