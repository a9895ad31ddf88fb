//! What large senders add: MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672), DNSSEC, CAA (RFC 8659), BIMI. A small site may lack
//! all of it, so nothing here fails but a rule of its own that keeps mail away.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver, Silence},
    facts::{Provider, ends_on_label},
    page::Web,
    report::{Finding, Fix, FixAction, Topic},
};

use super::{
    caa,
    dmarc::with_scheme,
    finding::{With, fix, list, ok, record as fix_record, silent, warn},
    mta_sts, panel,
};

/// Mail hosts that are looked at.
const HOSTS_MAX: usize = 4;

/// What one extra says.
pub(super) enum Extra {
    Found(Finding),
    NotUsed(&'static str),
    Silent(String, Silence),
}

/// Looks at all of them at once.
pub async fn audit<R: Resolver, W: Web>(
    resolver: &R,
    web: &W,
    domain: &str,
    provider: Option<&Provider>,
) -> Vec<Finding> {
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
            Extra::Found(finding) => findings.push(finding),
            Extra::NotUsed(name) => unused.push(name.to_owned()),
            Extra::Silent(name, why) => silence = silence.or(Some((name, why))),
        }
    }
    if let Some((name, silence)) = silence {
        findings.push(silent(Topic::Extras, "unknown", "whether some extras are in use", &name, &silence));
    }
    if !unused.is_empty() {
        let meaning =
            format!("Not in use here: {}. That is fine: a small site does not need it.", list(&unused));
        findings.push(ok(Topic::Extras, "not-used", meaning).why(
            "MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DNSSEC (RFC 9364) and BIMI are for the domain's owner to choose.",
        ));
    }
    findings
}

/// Texts at a name that begin as this extra's do; all else may stand there by a wildcard.
pub(super) fn texts(answer: &Answer, version: &str) -> Vec<String> {
    answer
        .texts()
        .filter(|text| text.split(';').next().is_some_and(|first| first.trim() == version))
        .collect()
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

fn tls_rpt(name: &str, answer: &Answer) -> Extra {
    if let Some(silence) = answer.silence() {
        return Extra::Silent(name.to_owned(), silence.clone());
    }
    let found = texts(answer, "v=TLSRPTv1");
    let seen = found.iter().map(|text| format!("{name}: {text}"));
    let is_address = |uri: &str| ["mailto:", "https:"].iter().any(|scheme| uri.trim().starts_with(scheme));
    Extra::Found(match found.as_slice() {
        [] => return Extra::NotUsed("TLS-RPT"),
        [text] if tag(text, "rua").is_some_and(|uris| uris.split(',').all(is_address)) => {
            ok(Topic::Extras, "tls-rpt.record", "You get reports about the encryption of mail to you.")
                .seen(seen)
                .why("A TLS-RPT record with somewhere to report to (RFC 8460, section 3).")
        }
        found => {
            let meaning = "The record that asks for reports about encryption can't be read, so none are sent. Your mail isn't affected.";
            warn(Topic::Extras, "tls-rpt.unreadable", meaning)
                .seen(seen)
                .why(
                    "One record: v=TLSRPTv1; and rua with mailto: or https: addresses (RFC 8460, section 3).",
                )
                .fix(with_readers(name, found))
        }
    })
}

/// The record with `mailto:` before each address, if that is all that is wrong with it.
fn with_readers(name: &str, found: &[String]) -> Option<Fix> {
    let [text] = found else { return None };
    let uris = tag(text, "rua")?;
    let readers = format!(" rua={}", with_scheme(uris)?);
    // No blank may be before the sign (RFC 8460, section 3).
    let is_readers = |part: &str| part.split_once('=').is_some_and(|(own, _)| own.trim_matches(WSP) == "rua");
    let parts = text.split(';').map(|part| if is_readers(part) { readers.as_str() } else { part });
    let value = parts.collect::<Vec<_>>().join(";");
    let summary = "Change the record to this. The addresses stay, and each begins with mailto:.";
    Some(fix(FixAction::Replace, summary, [fix_record(name, "TXT", value, text)]))
}

fn bimi_note(name: &str, answer: &Answer) -> Extra {
    if let Some(silence) = answer.silence() {
        return Extra::Silent(name.to_owned(), silence.clone());
    }
    let found = texts(answer, "v=BIMI1");
    if found.is_empty() {
        return Extra::NotUsed("BIMI");
    }
    let meaning = "The domain offers a logo to show beside its mail; some mailboxes show it, once forgeries are refused.";
    let why = "BIMI is shown by receivers of their own choice, and only with an enforced DMARC policy (RFC 9989, section 4.7).";
    Extra::Found(
        ok(Topic::Extras, "bimi.record", meaning)
            .seen(found.iter().map(|text| format!("{name}: {text}")))
            .why(why),
    )
}

/// Whether the zone is signed, and what its own mail hosts publish about their certificates.
async fn dane<R: Resolver>(resolver: &R, domain: &str) -> Vec<Extra> {
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
            extras.push(Extra::Silent(apex, silence.clone()));
            return extras;
        }
        answer => !answer.data().is_empty(),
    };
    extras.push(if is_signed {
        let why = "The parent zone holds a DS record (RFC 4034, section 5). Whether every signature is valid is for a validating \
                   resolver to say: with a broken one its answer is SERVFAIL.";
        Extra::Found(ok(Topic::Extras, "dnssec.signed", "The domain's DNS is signed (DNSSEC).").why(why))
    } else {
        Extra::NotUsed("DNSSEC")
    });
    if !certificates.is_empty() {
        let rule = "TLSA records count only where DNSSEC vouches for them (RFC 7672, section 2.1).";
        extras.push(Extra::Found(if is_signed {
            ok(Topic::Extras, "dane.records", "Senders can check that they reach your own mail server (DANE).")
        } else {
            let meaning = "Your mail server publishes its certificate in DNS, which has no effect as long as the domain is not signed.";
            warn(Topic::Extras, "dane.not-signed", meaning)
        }
        .seen(certificates)
        .why(rule)));
    }
    extras
}
