//! A sending server that wants to harm our receiver, and messages that want to harm whoever judges them.

use inbound::{
    judge, pasted,
    session::{
        COMMANDS_MAX, Envelope, MESSAGE_MAX, RECIPIENTS_MAX, ReversePath, Session, TEXT_LINE_MAX, Want,
    },
};
use shared::{
    delivery::{DmarcOutcome, EVIDENCE_BYTES_MAX, EVIDENCE_MAX, TlsVersion},
    dns::{Answer, Data, Found, Kind, Resolver, Txt},
};

const KNOWN: &str = "x7@agency.test";

/// The first byte chooses the size of the pieces in which the rest arrives.
pub fn session(bytes: &[u8]) {
    let Some((&how, sent)) = bytes.split_first() else { return };
    let mut session =
        Session::new("mx.agency.test".parse().expect("a name"), "192.0.2.7".parse().expect("an address"));
    let (mut pieces, mut rest) = (sent.chunks(1 + usize::from(how)), &[][..]);
    let (mut replies, mut asked, mut delivered) = (0, 0, 0);
    loop {
        match session.want() {
            Want::Write(reply) => {
                assert!(reply.ends_with(b"\r\n") && reply.is_ascii(), "{reply:?}");
                replies += 1;
            }
            Want::StartTls => {
                rest = &[];
                session.tls_done(TlsVersion::Tls13);
            }
            Want::Accepts(address) => {
                asked += 1;
                session.answer((address.as_str() == KNOWN).into());
            }
            Want::Deliver(received) => {
                delivered += 1;
                assert_eq!(received.envelope.rcpt_to.as_str(), KNOWN);
                let text = &received.message;
                let lines = text.split(|byte| *byte == b'\n').rev().skip(1);
                assert!(lines.into_iter().all(|line| line.ends_with(b"\r")), "a bare LF was accepted");
                assert!(text.len() <= MESSAGE_MAX, "{} bytes", text.len());
            }
            Want::Read if rest.is_empty() => match pieces.next() {
                Some(piece) => rest = piece,
                None => break,
            },
            Want::Read => {
                rest = &rest[session.received(rest)..];
                assert!(session.kept() <= MESSAGE_MAX + TEXT_LINE_MAX, "{} bytes are kept", session.kept());
            }
            Want::Done => break,
        }
    }
    assert!(replies <= 2 * COMMANDS_MAX + 2 && asked <= COMMANDS_MAX, "{replies} replies, {asked} questions");
    assert!(delivered <= 1 && RECIPIENTS_MAX < COMMANDS_MAX, "{delivered} messages");
}

/// Fuzzes a message. Every name in DNS has the record in its first line.
pub fn message(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (record, message) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let zone = Everywhere(record);
    let envelope = Envelope {
        helo: "mx.host.test".into(),
        mail_from: ReversePath::Address("ada@shop.test".into()),
        rcpt_to: KNOWN.parse().expect("an address"),
        peer: "192.0.2.7".parse().expect("an address"),
        tls: None,
    };
    let mut judged = vec![run(judge(&envelope, message, 0, &zone))];
    judged.extend(run(pasted::judge(message, 0, &zone)));
    for delivery in judged {
        assert!(delivery.evidence.len() <= EVIDENCE_MAX, "{} headers", delivery.evidence.len());
        for line in &delivery.evidence {
            assert!(line.value.len() <= EVIDENCE_BYTES_MAX, "{} bytes", line.value.len());
            assert!(!line.value.contains(['\r', '\n', '\u{1b}']), "{:?}", line.value);
        }
        let has_author = delivery.author.domain().is_some();
        assert_eq!(delivery.dmarc.outcome == DmarcOutcome::NoAuthor, !has_author, "{delivery:?}");
        let json = serde_json::to_string(&delivery).expect("a delivery can be written");
        assert_eq!(serde_json::from_str::<shared::delivery::Delivery>(&json).expect("and read"), delivery);
    }
}

/// Answers for every name with the same TXT record.
struct Everywhere<'a>(&'a [u8]);

impl Resolver for Everywhere<'_> {
    async fn ask(&self, _: &str, kind: Kind) -> Answer {
        match kind {
            Kind::Txt => {
                let data = vec![Data::Txt(Txt(self.0.chunks(255).map(<[u8]>::to_vec).collect()))];
                Answer::Found(Found { data, ttl: 300, hops: Vec::new() })
            }
            _ => Answer::NoData { hops: Vec::new() },
        }
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime without I/O").block_on(work)
}
