//! MTA-STS (RFC 8461): a rule for encrypted mail that a record announces and a web page holds, and whether the domain's
//! own mail servers keep to it.

mod policy;

use std::net::IpAddr;

use futures_util::future::join_all;
pub use policy::{Mode, PolicyFault, StsPolicy, record_id};
use shared::{
    dns::{Kind, Resolver, Silence},
    page::{Fetched, Web},
    report::{Finding, Topic},
    rules::Domain,
};

use super::{
    extras::{Extra, texts},
    finding::{With, fail, list, ok, open, warn},
    resolver::addresses,
};

/// Where the page is, on the host `mta-sts` below the domain.
const PATH: &str = "/.well-known/mta-sts.txt";

/// Lines of a policy that are shown.
const LINES_MAX: usize = 12;

const GOES_ON: &str = "senders go on as if there were none";

/// Reads the record, and where there is one, the page.
pub(super) async fn audit<R: Resolver, W: Web>(resolver: &R, web: &W, domain: &str) -> Extra {
    let name = format!("_mta-sts.{domain}");
    let answer = resolver.ask(&name, Kind::Txt).await;
    if let Some(silence) = answer.silence() {
        return Extra::Silent(name, silence.clone());
    }
    let found = texts(&answer, "v=STSv1");
    let mut seen: Vec<String> = found.iter().map(|text| format!("{name}: {text}")).collect();
    match found.as_slice() {
        [] => return Extra::NotUsed("MTA-STS"),
        [text] if record_id(text).is_some() => {}
        _ => {
            let meaning =
                format!("The record that announces a rule for encrypted mail cannot be read, so {GOES_ON}.");
            let why = "One record: v=STSv1; and an id of 1 to 32 letters and digits (RFC 8461, section 3.1).";
            return Extra::Found(warn(Topic::Extras, "mta-sts.unreadable", meaning).seen(seen).why(why));
        }
    }
    let host = format!("mta-sts.{domain}");
    let found = addresses(resolver, &host).await;
    let addresses: Vec<IpAddr> = found.iter().collect();
    if addresses.is_empty() {
        if let Some(silence) = found.silence() {
            return Extra::Silent(host, silence.clone());
        }
        seen.push(format!("{host}: no address"));
        let meaning = format!(
            "The domain announces a rule for encrypted mail, and the web server that should show it is not there; {GOES_ON}."
        );
        return Extra::Found(warn(Topic::Extras, "mta-sts.no-policy-host", meaning).seen(seen).why(
            "The policy is fetched from https://mta-sts.<domain>/.well-known/mta-sts.txt (RFC 8461, section 3.3).",
        ));
    }
    let (fetched, hosts) = tokio::join!(web.page(&host, &addresses, PATH), mail_hosts(resolver, domain));
    match page(&host, fetched) {
        Err(finding) => {
            seen.extend(finding.seen.iter().cloned());
            Extra::Found(finding.seen(seen))
        }
        Ok(policy) => {
            seen.extend(policy.lines().take(LINES_MAX));
            match hosts {
                Ok(hosts) => Extra::Found(judge(&policy, &hosts).seen(seen)),
                Err(silence) => Extra::Silent(domain.to_owned(), silence),
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
fn page(host: &str, fetched: Fetched) -> Result<StsPolicy, Box<Finding>> {
    let place = format!("https://{host}{PATH}");
    let (code, what, why) = match fetched {
        Fetched::Page { media, body } if media == "text/plain" => {
            match StsPolicy::parse(&String::from_utf8_lossy(&body)) {
                Ok(policy) => return Ok(policy),
                Err(fault) => (
                    "mta-sts.policy-unreadable",
                    "its page cannot be read",
                    format!("In the policy, {fault} (RFC 8461, section 3.2)."),
                ),
            }
        }
        Fetched::Page { media, .. } => (
            "mta-sts.policy-type",
            "its page is not of the kind that it has to be",
            format!("The policy is served as text/plain (RFC 8461, section 3.2); here it is {media:?}."),
        ),
        Fetched::Status(status) => (
            "mta-sts.no-policy",
            "the page that should hold it is not there",
            format!(
                "The web server answers {status}. Only 200 counts, and no redirect is followed (RFC 8461, section 3.3)."
            ),
        ),
        Fetched::Untrusted(detail) => (
            "mta-sts.certificate",
            "the web server that shows it cannot prove to be the right one",
            format!(
                "The certificate has to be valid for {host} and from an authority that senders trust (RFC 8461, section 3.3): \
                 {detail}."
            ),
        ),
        Fetched::Silent => {
            let meaning = format!(
                "We could not find out what the domain's rule for encrypted mail (MTA-STS) says: the web server {host} did not \
                 answer in time. Please ask again in a few minutes."
            );
            let mut finding = open(Topic::Extras, "mta-sts.policy-silent", meaning)
                .seen([format!("{place}: no answer")])
                .why("No answer says nothing about the page. Senders who have the policy already keep to it for its max_age (RFC 8461, section 3.3).");
            finding.silent = Some(host.to_owned());
            return Err(finding.into());
        }
        Fetched::NotAsked => {
            let meaning = "The domain announces a rule for encrypted mail (MTA-STS). The rule itself is a web page, which this \
                           report did not read.";
            let finding = open(Topic::Extras, "mta-sts.policy-not-read", meaning).why(
                "The TXT record is in order (RFC 8461, section 3.1); its id changes whenever the policy does. The policy was not \
                 fetched.",
            );
            return Err(finding.into());
        }
    };
    let meaning = format!("The domain announces a rule for encrypted mail, and {what}; {GOES_ON}.");
    Err(warn(Topic::Extras, code, meaning).seen([place]).why(why).into())
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
fn judge(policy: &StsPolicy, hosts: &[String]) -> Finding {
    let age = format!("Senders remember it for {} seconds (RFC 8461, section 3.2).", policy.max_age);
    if policy.mode == Mode::None {
        let meaning = "The domain's rule for encrypted mail (MTA-STS) is switched off.";
        return ok(Topic::Extras, "mta-sts.off", meaning).why(age);
    }
    let left_out: Vec<String> = hosts.iter().filter(|host| !policy.names(host)).cloned().collect();
    let (lines, all) = (list(&left_out), left_out.len() == hosts.len());
    let rule = format!(
        "The policy's mx lines name every host of the MX records (RFC 8461, sections 3.2 and 4.1); missing: {lines}. After a change \
         the id in the TXT record changes too (section 3.1). {age}"
    );
    match (policy.mode, left_out.is_empty()) {
        (Mode::Enforce, true) => {
            let meaning = "Large senders hand mail to you over a secure connection or not at all (MTA-STS).";
            ok(Topic::Extras, "mta-sts.policy", meaning).why(age)
        }
        (_, true) => {
            let meaning = "The domain's rule for encrypted mail (MTA-STS) is being tried out: senders report, and refuse nothing.";
            ok(Topic::Extras, "mta-sts.policy", meaning).why(age)
        }
        // What nobody can deliver to decides about the report.
        (Mode::Enforce, false) if all => {
            let meaning = format!(
                "Your own rule for encrypted mail (MTA-STS) leaves out your mail server {lines}, so mail from large senders such \
                 as Gmail does not reach you."
            );
            fail(Topic::Mx, "sts-leaves-out", meaning).why(format!(
                "{rule} In mode enforce nothing is delivered to a host that it does not name (section 5)."
            ))
        }
        (Mode::Enforce, false) => {
            let meaning = format!(
                "Your own rule for encrypted mail (MTA-STS) leaves out {lines}, so large senders do not use that server, not even \
                 when the others are down."
            );
            warn(Topic::Extras, "mta-sts.leaves-out", meaning).why(rule)
        }
        (_, false) => {
            let meaning = format!(
                "The domain's rule for encrypted mail (MTA-STS) is being tried out, and leaves out {lines}; once it is in force, \
                 large senders would not deliver there."
            );
            warn(Topic::Extras, "mta-sts.leaves-out", meaning).why(rule)
        }
    }
}
