//! What may pass: TLS for one host, little of it, and in turns. Bytes in, bytes or a breach out; no I/O.

use shared::{rules::Host, smtp::Proof};

use super::{
    Breach, hello,
    records::{self, Content, HEADER, Record},
    turns::Turns,
};

/// Most bytes of application data that may go up with a password. A whole check takes about 500, the end of the
/// handshake included, which TLS 1.3 calls application data too.
pub const UP_MAX: usize = 4 * 1024;

/// The same with an access token, which may be long, at a provider that takes one.
pub const UP_MAX_TOKEN: usize = 16 * 1024;

/// Most records of application data that may go up: the end of the handshake, EHLO, the commands, RSET, QUIT and TLS's
/// goodbye. [`Turns`] says which when.
pub const UP_RECORDS_MAX: usize = 15;

/// Most bytes of application data that may come down. TLS 1.3 counts the server's certificates among them: 2 to 6 kB
/// where there are three.
pub const DOWN_MAX: usize = 24 * 1024;

/// Most bytes of all other records that may go up, their headers counted: a ClientHello has about 250, and 1.5 kB with
/// a key exchange that outlives quantum computers.
pub const HANDSHAKE_UP_MAX: usize = 8 * 1024;

/// The same for what comes down: the certificates of TLS 1.2.
pub const HANDSHAKE_DOWN_MAX: usize = 24 * 1024;

/// Bytes of an alert (RFC 8446, section 6).
const ALERT: usize = 2;

/// Holds the bounds of one relayed connection.
#[derive(Debug)]
pub struct Guard {
    host: Host,
    due: Due,
    /// How the server's first handshake message begins, over however many records.
    answer: Vec<u8>,
    turns: Turns,
    up: Way,
    down: Way,
}

/// What the browser's next handshake record has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// A ClientHello. Nothing else may come.
    Hello,
    /// Nothing but a goodbye: it is the server's turn, which has not shown yet that it speaks TLS.
    Answer,
    /// What TLS 1.2 has to say, the last of it encrypted. TLS 1.3 has no more handshake records.
    Rest,
    /// Another ClientHello, for which the server has asked.
    HelloAgain,
    /// None: TLS 1.3 alone asks for a second ClientHello.
    Nothing,
}

impl Due {
    /// What is due after this record.
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

/// One direction.
#[derive(Debug)]
struct Way {
    /// The beginning of a record whose rest has not come yet.
    begun: Vec<u8>,
    data: Budget,
    records: Budget,
    handshake: Budget,
}

/// How much was used of how much.
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

    /// Adds what came, and gives each record that is whole to `look`. What is left is less than a record.
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
    /// For a connection to `host` on which nothing of TLS was said yet. `helo` is the name that EHLO will say.
    pub fn new(host: Host, helo: &Host, proof: Proof) -> Self {
        let up = match proof {
            Proof::Password => UP_MAX,
            Proof::Token => UP_MAX_TOKEN,
        };
        Self {
            host,
            due: Due::Hello,
            answer: Vec::new(),
            turns: Turns::new(helo),
            up: Way::new(up, UP_RECORDS_MAX, HANDSHAKE_UP_MAX),
            down: Way::new(DOWN_MAX, usize::MAX, HANDSHAKE_DOWN_MAX),
        }
    }

    /// What the browser wants to send. Returns the whole records that may go on: nothing before a ClientHello for the
    /// host that was vetted, and never a part of a record.
    pub fn up(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let (host, due, turns) = (&self.host, &mut self.due, &mut self.turns);
        let suite = hello::suite(&self.answer);
        self.up.pass(bytes, |way, record| {
            *due = due.after(record, host)?;
            let is_data = record.content == Content::ApplicationData;
            let fits = way.count(record) && (!is_data || turns.up(record.payload.len(), suite));
            if fits { Ok(()) } else { Err(Breach::TooMuchUp) }
        })
    }

    /// What the server says. Returns the whole records that may go on.
    pub fn down(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let (due, answer, turns) = (&mut self.due, &mut self.answer, &mut self.turns);
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
                way.count(record) && (!is_data || turns.down(record.payload.len(), hello::suite(answer)));
            if fits { Ok(()) } else { Err(Breach::TooMuchDown) }
        });
        passed.map_err(|breach| match breach {
            Breach::NotTls | Breach::RecordLength => Breach::ServerNotTls,
            other => other,
        })
    }

    /// Whether anything encrypted passed both ways, without which nobody has heard a reply.
    pub fn has_data(&self) -> bool {
        self.up.data.used > 0 && self.down.data.used > 0
    }
}

#[cfg(test)]
mod tests;
