//! What SPF, DKIM and DMARC say about one message. Pure over a resolver: it opens no connection, and the only time that
//! it measures is how long the lookups take.

mod author;
mod dkim;
mod dmarc;
mod evidence;
pub(crate) mod headers;
mod spf;
#[cfg(test)]
pub(crate) mod tests;

use audit::resolver::Memo;
use shared::{
    delivery::{Aligned, Delivery, Hop, Mailbox, ReturnPath, Seen, SpfCheck, SpfOutcome, Transport, Unknown},
    dns::Resolver,
    rules::Domain,
};

#[cfg(test)]
pub(crate) use self::dkim::tests as dkim_tests;
use self::headers::Message;
pub(crate) use self::{
    author::{date, text_of},
    spf::Asked,
};
use crate::session::{Envelope, ReversePath};

/// What a domain is called in a query if the message doesn't have one. It can't exist (RFC 2606).
const NO_DOMAIN: &str = "sender.invalid";

/// Judges a message as its receiver. `arrived` is the current time, in Unix seconds.
///
/// The lookups take at most 20 seconds. One that gets no answer makes a result unknown, and never a failure.
pub async fn judge(envelope: &Envelope, message: &[u8], arrived: i64, resolver: &impl Resolver) -> Delivery {
    let return_path = match &envelope.mail_from {
        ReversePath::Empty => ReturnPath::Empty,
        ReversePath::Address(address) => return_path(address),
    };
    let transport = envelope.tls.map_or(Transport::Plain, |version| Transport::Tls(Some(version)));
    let ip = envelope.peer.to_canonical();
    let hop = Hop { ip: Some(ip), helo: Some(envelope.helo.clone()), transport, arrived: Some(arrived) };
    let sender = match &envelope.mail_from {
        ReversePath::Empty => "",
        ReversePath::Address(address) => address,
    };
    let asked = Asked { ip, sender, helo: &envelope.helo, receiver: envelope.rcpt_to.domain() };
    let facts = Facts { seen: Seen::Received, return_path, hop, now: arrived };
    facts.judge(&Message::parse(message), Some(asked), resolver).await
}

/// What is known about a message besides its text.
pub(crate) struct Facts {
    pub(crate) seen: Seen,
    pub(crate) return_path: ReturnPath,
    pub(crate) hop: Hop,
    /// The current time, in Unix seconds.
    pub(crate) now: i64,
}

impl Facts {
    /// Judges the message. `asked` is what SPF has to know; without it, its result is unknown.
    pub(crate) async fn judge(
        self,
        message: &Message<'_>,
        asked: Option<Asked<'_>>,
        resolver: &impl Resolver,
    ) -> Delivery {
        let author = author::find(message);
        let about = author.domain().unwrap_or(NO_DOMAIN);
        let memo = Memo::about(resolver, about);
        let checking_spf = async {
            match &asked {
                Some(asked) => spf::check(&memo, asked, self.now).await,
                None => (String::new(), SpfOutcome::Unknown(Unknown::NotInMessage)),
            }
        };
        let (applied, (domain, outcome), mut dkim) = tokio::join!(
            dmarc::find(&memo, author.domain()),
            checking_spf,
            dkim::check(&memo, message, self.now),
        );
        let (spf_mode, dkim_mode) = applied.modes();
        let mut spf = SpfCheck { domain, outcome, aligned: Aligned::Unknown };
        spf.aligned = dmarc::aligned(&memo, Some(&spf.domain), author.domain(), spf_mode).await;
        for check in &mut dkim {
            check.aligned = dmarc::aligned(&memo, check.domain.as_deref(), author.domain(), dkim_mode).await;
        }
        let dmarc = applied.judge(&spf, &dkim);
        let evidence = evidence::keep(message);
        let Self { seen, return_path, hop, .. } = self;
        Delivery { seen, author, return_path, hop, spf, dkim, dmarc, evidence }
    }
}

/// Returns an address with its domain, or `None` if that isn't a valid name.
pub(crate) fn mailbox(address: &str) -> Option<Mailbox> {
    let (local, domain) = address.trim().rsplit_once('@')?;
    let domain: Domain = domain.parse().ok()?;
    (!local.is_empty()).then(|| Mailbox { address: format!("{local}@{domain}"), domain: domain.to_string() })
}

/// Returns the return path with this address.
pub(crate) fn return_path(address: &str) -> ReturnPath {
    mailbox(address).map_or_else(|| ReturnPath::Unreadable(address.to_owned()), ReturnPath::Address)
}
