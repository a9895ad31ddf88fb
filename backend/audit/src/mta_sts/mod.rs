//! MTA-STS (RFC 8461): a rule for encrypted mail that a record announces and a web page holds, and whether the domain's
//! own mail servers keep to it.

mod policy;

use std::net::IpAddr;

use futures_util::future::join_all;
pub use policy::{Mode, PolicyFault, StsPolicy, record_id};
use shared::{
    dns::{Kind, Resolver, Silence},
    page::{Fetched, Web},
    report::{Extra, ExtrasFinding, Judged, MxFinding, Seen, Silent, StsTrouble},
    rules::Domain,
};

use super::{
    judged::{fail, ok, open, warn},
    outcome::{Outcome, texts},
    resolver::addresses,
};

/// Where the page is, on the host `mta-sts` below the domain.
const PATH: &str = "/.well-known/mta-sts.txt";

/// Lines of a policy that are shown.
const LINES_MAX: usize = 12;

/// Reads the record, and where there is one, the page.
pub(super) async fn audit<R: Resolver, W: Web>(resolver: &R, web: &W, domain: &str) -> Outcome {
    let name = format!("_mta-sts.{domain}");
    let answer = resolver.ask(&name, Kind::Txt).await;
    if let Some(silence) = answer.silence() {
        return Outcome::Silent(name, silence.clone());
    }
    let found = texts(&answer, "v=STSv1");
    let mut seen: Vec<Seen> = found.iter().map(|text| Seen::record(&name, text)).collect();
    match found.as_slice() {
        [] => return Outcome::NotUsed(Extra::MtaSts),
        [text] if record_id(text).is_some() => {}
        _ => return Outcome::found(warn(ExtrasFinding::Sts(StsTrouble::Record)).seen(seen)),
    }
    let host = format!("mta-sts.{domain}");
    let found = addresses(resolver, &host).await;
    let addresses: Vec<IpAddr> = found.iter().collect();
    if addresses.is_empty() {
        if let Some(silence) = found.silence() {
            return Outcome::Silent(host, silence.clone());
        }
        seen.push(Seen::NoAddress(host));
        return Outcome::found(warn(ExtrasFinding::Sts(StsTrouble::NoHost)).seen(seen));
    }
    let (fetched, hosts) = tokio::join!(web.page(&host, &addresses, PATH), mail_hosts(resolver, domain));
    match page(&host, fetched) {
        Err(finding) => {
            seen.extend(finding.seen.iter().cloned());
            Outcome::found(finding.seen(seen))
        }
        Ok(policy) => {
            seen.extend(policy.lines().take(LINES_MAX).map(Seen::Text));
            match hosts {
                Ok(hosts) => Outcome::found(judge(&policy, &hosts).seen(seen)),
                Err(silence) => Outcome::Silent(domain.to_owned(), silence),
            }
        }
    }
}

/// Whether the domain means to have a policy.
pub(super) async fn is_announced<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let answer = resolver.ask(&format!("_mta-sts.{domain}"), Kind::Txt).await;
    !texts(&answer, "v=STSv1").is_empty()
}

/// The policy, or what there is to say about its absence.
fn page(host: &str, fetched: Fetched) -> Result<StsPolicy, Box<Judged>> {
    let place = format!("https://{host}{PATH}");
    let trouble = match fetched {
        Fetched::Page { media, body } if media == "text/plain" => {
            match StsPolicy::parse(&String::from_utf8_lossy(&body)) {
                Ok(policy) => return Ok(policy),
                Err(fault) => StsTrouble::Policy(fault),
            }
        }
        Fetched::Page { media, .. } => StsTrouble::ContentType(media),
        Fetched::Status(status) => StsTrouble::Status(status),
        Fetched::Untrusted(detail) => StsTrouble::Certificate { host: host.to_owned(), detail },
        Fetched::Silent => {
            let finding = open(ExtrasFinding::StsSilent(host.to_owned())).seen([Seen::NoAnswer(place)]);
            return Err(Judged { silent: Some(Silent::Web(host.to_owned())), ..finding }.into());
        }
        Fetched::NotAsked => return Err(open(ExtrasFinding::StsNotRead).into()),
    };
    Err(warn(ExtrasFinding::Sts(trouble)).seen([Seen::Text(place)]).into())
}

/// The domain's mail servers, without those that are known not to be there: `mx` says that of them, and no mail goes there
/// whatever the policy is.
async fn mail_hosts<R: Resolver>(resolver: &R, domain: &str) -> Result<Vec<String>, Silence> {
    let mail = resolver.ask(domain, Kind::Mx).await;
    if let Some(silence) = mail.silence() {
        return Err(silence.clone());
    }
    let hosts = mail.mail_hosts();
    let names = hosts.iter().map(|(_, host)| *host).filter(|host| host.parse::<Domain>().is_ok());
    let looked_up = names.map(|host| async move {
        let is_gone = addresses(resolver, host).await.is_gone();
        (!is_gone).then(|| host.to_owned())
    });
    Ok(join_all(looked_up).await.into_iter().flatten().collect())
}

/// Holds the domain's mail servers against its policy.
fn judge(policy: &StsPolicy, hosts: &[String]) -> Judged {
    let max_age = policy.max_age;
    let left_out: Vec<String> = hosts.iter().filter(|host| !policy.names(host)).cloned().collect();
    let is_testing = match policy.mode {
        Mode::None => return ok(ExtrasFinding::StsOff(max_age)),
        Mode::Enforce if left_out.is_empty() => return ok(ExtrasFinding::StsEnforced(max_age)),
        Mode::Testing if left_out.is_empty() => return ok(ExtrasFinding::StsTesting(max_age)),
        // What no one can deliver to decides about the report.
        Mode::Enforce if left_out.len() == hosts.len() => {
            return fail(MxFinding::StsLeavesOut { hosts: left_out, max_age });
        }
        Mode::Enforce => false,
        Mode::Testing => true,
    };
    warn(ExtrasFinding::StsLeavesOut { hosts: left_out, max_age, is_testing })
}
