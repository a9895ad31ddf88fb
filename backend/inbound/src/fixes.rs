//! What is still wrong with a delivered message, and who can fix it.

mod origin;
#[cfg(test)]
mod tests;

use audit::resolver::Memo;
use shared::{
    delivery::{
        Advised, Aligned, Author, Delivery, DeliveryAdvice, DkimFailure, DkimOutcome, DmarcOutcome, Origin,
        SpfOutcome, Transport,
    },
    dns::Resolver,
    facts::Provider,
    rules::Address,
};

/// What an onboarding expects of a site's messages.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The address that the site should send from.
    pub from: Address,
    /// The provider that it should send through, if it is in the table.
    pub provider: Option<&'a Provider>,
}

/// Compares a delivery with what is expected. The cause of other problems comes first, and without its fix they aren't
/// listed: a message that the web host's own server sent says nothing about the provider's.
pub async fn advise(delivery: &Delivery, expected: &Expected<'_>, resolver: &impl Resolver) -> Advised {
    let memo = Memo::about(resolver, expected.from.domain().as_str());
    let origin = match (delivery.hop.ip, expected.provider) {
        (Some(ip), Some(provider)) => origin::find(&memo, ip, provider).await,
        _ => Origin::Unknown,
    };
    let mut advice: Vec<DeliveryAdvice> = wrong_from(&delivery.author, &expected.from).into_iter().collect();
    if let Some(provider) = expected.provider.filter(|_| origin == Origin::Elsewhere) {
        let (server, provider) = (server(delivery), provider.name.clone());
        advice.push(DeliveryAdvice::NotThroughProvider { server, provider });
        return Advised { origin, advice };
    }
    if let Some(domain) = delivery.author.domain() {
        advice.extend(spf(delivery));
        advice.extend(dkim(delivery, domain));
        advice.extend(return_path(delivery, domain));
    }
    let server = server(delivery);
    if delivery.hop.transport == Transport::Plain && !server.is_empty() {
        advice.push(DeliveryAdvice::NotEncrypted { server });
    }
    Advised { origin, advice }
}

/// Returns the server's name, or else its address.
fn server(delivery: &Delivery) -> String {
    let ip = delivery.hop.ip.map(|ip| ip.to_string());
    delivery.hop.helo.clone().or(ip).unwrap_or_default()
}

fn wrong_from(author: &Author, expected: &Address) -> Option<DeliveryAdvice> {
    match author {
        Author::One(found) if found.address.eq_ignore_ascii_case(expected.as_str()) => None,
        Author::One(found) => {
            Some(DeliveryAdvice::WrongFrom { found: found.clone(), expected: expected.to_string() })
        }
        Author::Missing | Author::Several(_) | Author::Unreadable(_) => {
            Some(DeliveryAdvice::NoFrom { expected: expected.to_string() })
        }
    }
}

/// Returns what is wrong with the SPF record of the sender's own organization. Another one's record isn't theirs to
/// change.
fn spf(delivery: &Delivery) -> Option<DeliveryAdvice> {
    let check = &delivery.spf;
    let domain = check.domain.clone();
    match (check.outcome, delivery.hop.ip) {
        _ if check.aligned != Aligned::Yes => None,
        (SpfOutcome::Fail | SpfOutcome::SoftFail | SpfOutcome::Neutral, Some(ip)) => {
            Some(DeliveryAdvice::SpfMissesServer { domain, ip })
        }
        (SpfOutcome::None, _) => Some(DeliveryAdvice::NoSpf { domain }),
        (SpfOutcome::PermError, _) => Some(DeliveryAdvice::SpfInvalid { domain }),
        _ => None,
    }
}

/// Returns why no signature counts for the sender's domain. If a lookup got no answer, nothing is certain.
fn dkim(delivery: &Delivery, domain: &str) -> Option<DeliveryAdvice> {
    if delivery.has_aligned_signature() {
        return None;
    }
    let Some(first) = delivery.dkim.first() else {
        return Some(DeliveryAdvice::NotSigned { domain: domain.to_owned() });
    };
    let is_open =
        |outcome: &DkimOutcome, aligned| *outcome == DkimOutcome::Unknown || aligned == Aligned::Unknown;
    let own = delivery.dkim.iter().find_map(|check| match (&check.outcome, check.aligned) {
        (DkimOutcome::Fail(failure), Aligned::Yes) => Some((check, failure)),
        _ => None,
    });
    let signer = |name: Option<&String>| name.cloned().unwrap_or_default();
    match own {
        Some((_, DkimFailure::NoKey { name })) => Some(DeliveryAdvice::KeyMissing { name: name.clone() }),
        Some((check, failure)) => Some(DeliveryAdvice::SignatureFails {
            signer: signer(check.domain.as_ref()),
            failure: failure.clone(),
        }),
        None => match delivery.dkim.iter().find(|check| check.outcome == DkimOutcome::Pass) {
            _ if delivery.dkim.iter().any(|check| is_open(&check.outcome, check.aligned)) => None,
            passing => Some(DeliveryAdvice::SignedForOther {
                signer: signer(passing.unwrap_or(first).domain.as_ref()),
                domain: domain.to_owned(),
            }),
        },
    }
}

fn return_path(delivery: &Delivery, domain: &str) -> Option<DeliveryAdvice> {
    let return_path = delivery.return_path.domain().filter(|_| delivery.spf.aligned == Aligned::No)?;
    let (return_path, domain) = (return_path.to_owned(), domain.to_owned());
    let decides = delivery.dmarc.outcome == DmarcOutcome::Fail && delivery.spf.outcome == SpfOutcome::Pass;
    Some(if decides {
        DeliveryAdvice::SpfForOther { return_path, domain }
    } else {
        DeliveryAdvice::ReturnPathElsewhere { return_path, domain }
    })
}
