//! Checks MTA-STS (RFC 8461), a policy for encrypted mail that a DNS record announces and a web page contains. Also
//! checks if the policy lists the domain's own mail servers.

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

/// The path of the policy, on the host `mta-sts` below the domain.
const PATH: &str = "/.well-known/mta-sts.txt";

/// How many lines of a policy are shown.
const LINES_MAX: usize = 12;

/// Reads the record, and the policy if the record announces one.
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

/// Returns true if the domain announces a policy.
pub(super) async fn is_announced<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let answer = resolver.ask(&format!("_mta-sts.{domain}"), Kind::Txt).await;
    !texts(&answer, "v=STSv1").is_empty()
}

/// Returns the policy, or the finding about why there is none.
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

/// Returns the domain's mail servers, without those that certainly don't exist. The findings on MX report those, and no
/// mail is delivered there under any policy.
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

/// Compares the domain's mail servers with its policy.
fn judge(policy: &StsPolicy, hosts: &[String]) -> Judged {
    let max_age = policy.max_age;
    let left_out: Vec<String> = hosts.iter().filter(|host| !policy.names(host)).cloned().collect();
    let is_testing = match policy.mode {
        Mode::None => return ok(ExtrasFinding::StsOff(max_age)),
        Mode::Enforce if left_out.is_empty() => return ok(ExtrasFinding::StsEnforced(max_age)),
        Mode::Testing if left_out.is_empty() => return ok(ExtrasFinding::StsTesting(max_age)),
        // If the policy lists none of the servers, no one can deliver mail.
        Mode::Enforce if left_out.len() == hosts.len() => {
            return fail(MxFinding::StsLeavesOut { hosts: left_out, max_age });
        }
        Mode::Enforce => false,
        Mode::Testing => true,
    };
    warn(ExtrasFinding::StsLeavesOut { hosts: left_out, max_age, is_testing })
}
