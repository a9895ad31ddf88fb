//! What large senders also publish: MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672), DNSSEC, CAA (RFC 8659),
//! BIMI. A small site doesn't need any of it, so nothing here fails, except an MTA-STS policy that keeps mail away.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{Provider, ends_on_label},
    page::Web,
    report::{Change, Edit, Extra, ExtrasAdvice, ExtrasFinding, Judged, Record, Remedy, Seen},
};

use super::{
    caa,
    dmarc::with_scheme,
    judged::{ok, silent, warn},
    mta_sts,
    outcome::{Outcome, texts},
    panel,
};

/// How many mail hosts are checked.
const HOSTS_MAX: usize = 4;

/// Checks all extras in parallel.
pub async fn audit<R: Resolver, W: Web>(
    resolver: &R,
    web: &W,
    domain: &str,
    provider: Option<&Provider>,
) -> Vec<Judged> {
    let (tls_name, bimi_name) = (format!("_smtp._tls.{domain}"), format!("default._bimi.{domain}"));
    let (sts, tls, bimi, dane, caa) = tokio::join!(
        mta_sts::audit(resolver, web, domain),
        resolver.ask(&tls_name, Kind::Txt),
        resolver.ask(&bimi_name, Kind::Txt),
        dane(resolver, domain),
        caa::audit(resolver, domain, provider)
    );
    let mut extras = vec![sts, tls_rpt(&tls_name, &tls), bimi_note(&bimi_name, &bimi)];
    extras.extend(dane);
    extras.extend(caa);
    let (mut findings, mut unused, mut silence) = (Vec::new(), Vec::new(), None);
    for extra in extras {
        match extra {
            Outcome::Found(finding) => findings.push(*finding),
            Outcome::NotUsed(extra) => unused.push(extra),
            Outcome::Silent(name, why) => silence = silence.or(Some((name, why))),
        }
    }
    if let Some((name, silence)) = silence {
        findings.push(silent(ExtrasFinding::Unknown, &name, &silence));
    }
    if !unused.is_empty() {
        findings.push(ok(ExtrasFinding::NotUsed(unused)));
    }
    findings
}

/// A space or a tab, and nothing else (RFC 5234, appendix B.1).
const WSP: [char; 2] = [' ', '\t'];

fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let trimmed = |text: &'a str| text.trim_matches(WSP);
    let pairs = text.split(';').filter_map(|part| part.split_once('='));
    pairs
        .map(|(own, value)| (trimmed(own), trimmed(value)))
        .find(|(own, _)| *own == name)
        .map(|(_, value)| value)
}

fn tls_rpt(name: &str, answer: &Answer) -> Outcome {
    if let Some(silence) = answer.silence() {
        return Outcome::Silent(name.to_owned(), silence.clone());
    }
    let found = texts(answer, "v=TLSRPTv1");
    let seen = found.iter().map(|text| Seen::record(name, text));
    let is_address = |uri: &str| ["mailto:", "https:"].iter().any(|scheme| uri.trim().starts_with(scheme));
    Outcome::found(match found.as_slice() {
        [] => return Outcome::NotUsed(Extra::TlsRpt),
        [text] if tag(text, "rua").is_some_and(|uris| uris.split(',').all(is_address)) => {
            ok(ExtrasFinding::TlsRpt).seen(seen)
        }
        found => warn(ExtrasFinding::TlsRptUnreadable).seen(seen).fix(with_readers(name, found)),
    })
}

/// Returns the record with `mailto:` before each address, if nothing else is wrong with it.
fn with_readers(name: &str, found: &[String]) -> Option<Remedy> {
    let [text] = found else { return None };
    let uris = tag(text, "rua")?;
    let readers = format!(" rua={}", with_scheme(uris)?);
    // No space is allowed before the `=` (RFC 8460, section 3).
    let is_readers = |part: &str| part.split_once('=').is_some_and(|(own, _)| own.trim_matches(WSP) == "rua");
    let parts = text.split(';').map(|part| if is_readers(part) { readers.as_str() } else { part });
    let value = parts.collect::<Vec<_>>().join(";");
    let change = Change::Replace(vec![Edit::change(Record::txt(name, value), text)]);
    Some(Remedy::new(change, ExtrasAdvice::AddScheme))
}

fn bimi_note(name: &str, answer: &Answer) -> Outcome {
    if let Some(silence) = answer.silence() {
        return Outcome::Silent(name.to_owned(), silence.clone());
    }
    let found = texts(answer, "v=BIMI1");
    if found.is_empty() {
        return Outcome::NotUsed(Extra::Bimi);
    }
    Outcome::found(ok(ExtrasFinding::Bimi).seen(found.iter().map(|text| Seen::record(name, text))))
}

/// Checks if the zone is signed, and what its own mail hosts publish about their certificates.
async fn dane<R: Resolver>(resolver: &R, domain: &str) -> Vec<Outcome> {
    let signed = async {
        let apex = panel::apex(resolver, domain).await?;
        let answer = resolver.ask(&apex, Kind::Ds).await;
        Some((apex, answer))
    };
    let certificates = async {
        let answer = resolver.ask(domain, Kind::Mx).await;
        let hosts = answer.mail_hosts();
        let own = hosts.iter().map(|(_, host)| *host).filter(|host| ends_on_label(host, domain));
        let names: Vec<String> = own.take(HOSTS_MAX).map(|host| format!("_25._tcp.{host}")).collect();
        let answers = join_all(names.iter().map(|name| resolver.ask(name, Kind::Tlsa))).await;
        let there = names.into_iter().zip(answers).filter(|(_, answer)| !answer.data().is_empty());
        there.map(|(name, _)| name).collect::<Vec<String>>()
    };
    let (signed, certificates) = tokio::join!(signed, certificates);
    let Some((apex, answer)) = signed else { return Vec::new() };
    let mut extras = Vec::new();
    let is_signed = match &answer {
        Answer::Unknown(silence) => {
            extras.push(Outcome::Silent(apex, silence.clone()));
            return extras;
        }
        answer => !answer.data().is_empty(),
    };
    // Only a validating resolver can check every signature. If one is broken, it answers SERVFAIL.
    extras.push(if is_signed {
        Outcome::found(ok(ExtrasFinding::DnssecSigned))
    } else {
        Outcome::NotUsed(Extra::Dnssec)
    });
    if !certificates.is_empty() {
        let finding =
            if is_signed { ok(ExtrasFinding::DaneRecords) } else { warn(ExtrasFinding::DaneNotSigned) };
        extras.push(Outcome::found(finding.seen(certificates.into_iter().map(Seen::Text))));
    }
    extras
}
