//! What may pass: TLS for one host, and little of it. Bytes in, bytes or a breach out; no I/O.

use shared::{rules::Host, smtp::Proof};

use super::{
    Breach, hello,
    records::{self, Content, HEADER, Record},
};

/// Most bytes of application data that may go up with a password. A whole check takes about 500, the end of the
/// handshake included, which TLS 1.3 calls application data too.
pub const UP_MAX: usize = 4 * 1024;

/// The same with an access token, which may be long.
pub const UP_MAX_TOKEN: usize = 16 * 1024;

/// Most records of application data that may go up: twice what the longest dialogue has, where SCRAM comes first and
/// PLAIN after it.
pub const UP_RECORDS_MAX: usize = 24;

/// Most bytes of application data that may come down. TLS 1.3 counts the server's certificates among them: 2 to 6 kB
/// where there are three.
pub const DOWN_MAX: usize = 24 * 1024;

/// Most bytes of all other records that may go up, their headers counted: a ClientHello has about 250, and 1.5 kB with
/// a key exchange that outlives quantum computers.
pub const HANDSHAKE_UP_MAX: usize = 8 * 1024;

/// The same for what comes down: the certificates of TLS 1.2.
pub const HANDSHAKE_DOWN_MAX: usize = 24 * 1024;

/// Holds the bounds of one relayed connection.
#[derive(Debug)]
pub struct Guard {
    host: Host,
    greeted: bool,
    up: Way,
    down: Way,
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
    /// For a connection to `host` on which nothing of TLS was said yet.
    pub fn new(host: Host, proof: Proof) -> Self {
        let up = match proof {
            Proof::Password => UP_MAX,
            Proof::Token => UP_MAX_TOKEN,
        };
        Self {
            host,
            greeted: false,
            up: Way::new(up, UP_RECORDS_MAX, HANDSHAKE_UP_MAX),
            down: Way::new(DOWN_MAX, usize::MAX, HANDSHAKE_DOWN_MAX),
        }
    }

    /// What the browser wants to send. Returns the whole records that may go on: nothing before a ClientHello for the
    /// host that was vetted, and never a part of a record.
    pub fn up(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let (host, greeted) = (&self.host, &mut self.greeted);
        self.up.pass(bytes, |way, record| {
            let is_handshake = record.content == Content::Handshake;
            if !*greeted && !is_handshake {
                return Err(Breach::NotHello);
            }
            // The first has to be one. A server may ask for a second, which is bound by the same name.
            if !*greeted || (is_handshake && hello::is_hello(record.payload)) {
                hello::look(record.payload, host)?;
                *greeted = true;
            }
            if way.count(record) { Ok(()) } else { Err(Breach::TooMuchUp) }
        })
    }

    /// What the server says. Returns the whole records that may go on.
    pub fn down(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Breach> {
        let passed = self.down.pass(
            bytes,
            |way, record| {
                if way.count(record) { Ok(()) } else { Err(Breach::TooMuchDown) }
            },
        );
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
mod tests {
    use proptest::prelude::*;

    use super::{super::hello::tests::client_hello, *};

    const HOST: &str = "smtp.shop.test";

    fn guard() -> Guard {
        Guard::new(HOST.parse().unwrap(), Proof::Password)
    }

    fn record(content: u8, length: usize) -> Vec<u8> {
        let [high, low] = u16::try_from(length).unwrap().to_be_bytes();
        [&[content, 3, 3, high, low][..], &vec![7; length]].concat()
    }

    /// One that has let a ClientHello pass.
    fn greeted() -> Guard {
        let mut guard = guard();
        let hello = client_hello(HOST);
        assert_eq!(guard.up(&hello), Ok(hello));
        guard
    }

    #[test]
    fn nothing_goes_up_before_a_whole_hello_for_the_host() {
        let hello = client_hello(HOST);
        let mut dripped = guard();
        let (last, begin) = hello.split_last().unwrap();
        for byte in begin {
            assert_eq!(dripped.up(&[*byte]), Ok(Vec::new()));
        }
        assert_eq!(dripped.up(&[*last]), Ok(hello));
        for (bytes, breach) in [
            (b"EHLO me\r\n".to_vec(), Breach::NotTls),
            (b"GET / HTTP/1.1\r\n".to_vec(), Breach::NotTls),
            (client_hello("other.test"), Breach::OtherHost),
            (client_hello("192.0.2.7"), Breach::OtherHost),
            (record(23, 10), Breach::NotHello),
            (record(22, 10), Breach::NotHello),
            (record(21, 2), Breach::NotHello),
        ] {
            assert_eq!(guard().up(&bytes), Err(breach), "{bytes:?}");
        }
    }

    #[test]
    fn a_second_hello_is_bound_by_the_same_name() {
        assert!(greeted().up(&client_hello(HOST)).is_ok());
        assert_eq!(greeted().up(&client_hello("other.test")), Err(Breach::OtherHost));
    }

    #[test]
    fn the_budgets_end_where_they_say() {
        let mut password = greeted();
        assert!(password.up(&record(23, UP_MAX)).is_ok());
        assert_eq!(password.up(&record(23, 1)), Err(Breach::TooMuchUp));
        assert_eq!(greeted().up(&record(23, UP_MAX + 1)), Err(Breach::TooMuchUp));
        let mut token = Guard::new(HOST.parse().unwrap(), Proof::Token);
        token.up(&client_hello(HOST)).unwrap();
        assert!(token.up(&record(23, UP_MAX_TOKEN)).is_ok());
        assert_eq!(token.up(&record(23, 1)), Err(Breach::TooMuchUp));
        let mut many = greeted();
        assert!((0..UP_RECORDS_MAX).all(|_| many.up(&record(23, 20)).is_ok()));
        assert_eq!(many.up(&record(23, 20)), Err(Breach::TooMuchUp));
        let mut down = greeted();
        assert!(down.down(&record(23, DOWN_MAX / 2)).is_ok());
        assert!(down.down(&record(23, DOWN_MAX / 2)).is_ok());
        assert_eq!(down.down(&record(23, 1)), Err(Breach::TooMuchDown));
    }

    #[test]
    fn handshakes_and_alerts_are_bound_too() {
        let endless = |pass: &mut dyn FnMut() -> Result<Vec<u8>, Breach>| {
            (0..100_000).find_map(|_| pass().err()).expect("it ends")
        };
        for content in 20..=22 {
            let mut up = greeted();
            assert_eq!(endless(&mut || up.up(&record(content, 1))), Breach::TooMuchUp);
            let mut down = greeted();
            assert_eq!(endless(&mut || down.down(&record(content, 1))), Breach::TooMuchDown);
        }
    }

    #[test]
    fn a_server_without_tls_is_told_from_a_browser_without() {
        assert_eq!(guard().down(b"220 mx.test ESMTP\r\n"), Err(Breach::ServerNotTls));
        assert_eq!(greeted().down(&[23, 3, 3, 255, 255]), Err(Breach::ServerNotTls));
        assert!(!greeted().has_data());
    }

    proptest! {
        /// However the bytes are cut, the same passes, in the same order, and nothing that was not sent.
        #[test]
        fn cuts_do_not_matter(
            lengths in proptest::collection::vec((20..=23_u8, 1..900_usize), 0..12),
            cuts in proptest::collection::vec(1..700_usize, 1..60),
        ) {
            let records = lengths.iter().map(|&(content, length)| record(content, length));
            let sent: Vec<u8> = [client_hello(HOST)].into_iter().chain(records).flatten().collect();
            let whole = guard().up(&sent);
            let (mut cut, mut rest, mut passed) = (guard(), &sent[..], Vec::new());
            let mut breach = None;
            for length in cuts.iter().cycle() {
                if rest.is_empty() || breach.is_some() {
                    break;
                }
                let (piece, after) = rest.split_at((*length).min(rest.len()));
                match cut.up(piece) {
                    Ok(bytes) => passed.extend(bytes),
                    Err(error) => breach = Some(error),
                }
                rest = after;
            }
            prop_assert!(sent.starts_with(&passed));
            match whole {
                Ok(bytes) => prop_assert_eq!((bytes, None), (passed, breach)),
                Err(error) => prop_assert_eq!(Some(error), breach),
            }
        }

        /// Of anything at all, no more passes than the budgets have.
        #[test]
        fn no_more_passes_than_may(pieces in proptest::collection::vec((20..=23_u8, 1..6000_usize), 0..40)) {
            let (mut up, mut down) = (greeted(), guard());
            let (mut sent, mut came) = (0, 0);
            for (content, length) in pieces {
                sent += up.up(&record(content, length)).map_or(0, |bytes| bytes.len());
                came += down.down(&record(content, length)).map_or(0, |bytes| bytes.len());
            }
            prop_assert!(sent <= UP_MAX + UP_RECORDS_MAX * HEADER + HANDSHAKE_UP_MAX);
            prop_assert!(came <= DOWN_MAX + 40 * HEADER + HANDSHAKE_DOWN_MAX);
        }
    }
}
