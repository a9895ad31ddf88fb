//! CAA (RFC 8659). Reported only if mail needs a certificate for a name in the domain and CAA forbids all authorities
//! from issuing one.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Data, Kind, Resolver, Silence},
    facts::Provider,
    report::{ExtrasFinding, Judged, Seen},
};

use super::{judged::warn, mta_sts, outcome::Outcome};

/// How many names are checked for one host: the host and its parents.
const PARENTS_MAX: usize = 8;

/// Checks the names that need a certificate. Returns `None` if there are none, or if some authority can issue one.
pub(super) async fn audit<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
) -> Option<Outcome> {
    let mut hosts = own_servers(domain, provider);
    if mta_sts::is_announced(resolver, domain).await {
        hosts.push(format!("mta-sts.{domain}"));
    }
    let mut shut: Vec<(String, String)> = Vec::new();
    for (host, found) in hosts.iter().zip(join_all(hosts.iter().map(|host| shut_at(resolver, host))).await) {
        match found {
            Ok(Some(at)) => shut.push((host.clone(), at)),
            Ok(None) => {}
            Err((name, silence)) => return Some(Outcome::Silent(name, silence)),
        }
    }
    (!shut.is_empty()).then(|| Outcome::found(finding(&shut)))
}

/// Returns the sending servers within the domain. The hosting provider manages their certificates.
fn own_servers(domain: &str, provider: Option<&Provider>) -> Vec<String> {
    let endpoints = provider.into_iter().flat_map(|provider| &provider.endpoints);
    let mut hosts: Vec<String> = endpoints
        .filter(|endpoint| endpoint.host.ends_with(".<domain>"))
        .map(|endpoint| endpoint.host.replace("<domain>", domain))
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// Returns the name whose records forbid all authorities from issuing a certificate for a host. The records at the host
/// count; if there are none, those at its closest parent that has any (RFC 8659, section 3).
async fn shut_at<R: Resolver>(resolver: &R, host: &str) -> Result<Option<String>, (String, Silence)> {
    let above = std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, rest)| rest));
    let names: Vec<&str> = above.take(PARENTS_MAX).collect();
    let answers = join_all(names.iter().map(|name| resolver.ask(name, Kind::Caa))).await;
    for (name, answer) in names.iter().zip(&answers) {
        if let Some(silence) = answer.silence() {
            return Err(((*name).to_owned(), silence.clone()));
        }
        if !answer.data().is_empty() {
            return Ok(is_shut(answer).then(|| (*name).to_owned()));
        }
    }
    Ok(None)
}

/// Returns true if there is an `issue` property and none of them names an issuer (RFC 8659, section 4.2).
fn is_shut(answer: &Answer) -> bool {
    let issue = answer.data().iter().filter_map(|data| match data {
        Data::Caa { tag, value } if tag.eq_ignore_ascii_case("issue") => Some(value.as_str()),
        _ => None,
    });
    let named: Vec<bool> =
        issue.map(|value| !value.split(';').next().unwrap_or_default().trim().is_empty()).collect();
    !named.is_empty() && !named.contains(&true)
}

fn finding(shut: &[(String, String)]) -> Judged {
    let hosts = shut.iter().map(|(host, _)| host.clone()).collect();
    let mut seen: Vec<Seen> = shut.iter().map(|(_, at)| Seen::record(at, "CAA issue \";\"")).collect();
    seen.dedup();
    warn(ExtrasFinding::CaaShut(hosts)).seen(seen)
}
