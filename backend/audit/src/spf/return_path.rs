//! The return path of sending services: a host of its own below the domain, with an SPF record of its own
//! (RFC 7208, section 2.4).

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{Provider, ReturnPath},
    report::{Finding, Fix, FixAction, Topic},
};

use super::parse::is_spf;
use crate::{
    finding::{With, fix, ok, record as fix_record, silent, warn},
    resolver::{canonical, own},
};

/// Looks at the provider's bounce hosts whose names are the same for everybody. The others only a paste tells. `probe` is
/// a label that nobody has published.
pub async fn return_path<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    probe: &str,
) -> Vec<Finding> {
    let Some(provider) = provider else { return Vec::new() };
    let rows = provider.return_path.iter().filter(|row| !row.host.contains('<') && row.kind != "TXT");
    let rows: Vec<(&ReturnPath, String)> = rows.map(|row| (row, format!("{}.{domain}", row.host))).collect();
    let answers = join_all(rows.iter().map(|(row, name)| async move {
        let hosts = async {
            match row.kind.as_str() {
                "MX" => Some(own(resolver, domain, name, Kind::Mx, probe).await),
                _ => None,
            }
        };
        tokio::join!(own(resolver, domain, name, Kind::Txt, probe), hosts)
    }))
    .await;
    let rows = rows.iter().zip(&answers);
    // What the provider sets up on request only is not missed.
    rows.filter(|((row, _), (texts, _))| !row.on_request || !texts.hops().is_empty())
        .map(|((row, name), (texts, hosts))| judge(provider, row, name, texts, hosts.as_ref()))
        .collect()
}

fn judge(
    provider: &Provider,
    row: &ReturnPath,
    name: &str,
    texts: &Answer,
    hosts: Option<&Answer>,
) -> Finding {
    let rule = "SPF looks at the return path (RFC 7208, section 2.4), and DMARC takes one on a subdomain unless aspf=s is set \
                (RFC 9989).";
    if let Some(silence) = texts.silence().or(hosts.and_then(Answer::silence)) {
        let what = "whether bounces have a way back";
        return silent(Topic::Spf, "return-path-unknown", what, name, silence);
    }
    let hop = texts.hops().first();
    let is_there = match hosts {
        Some(hosts) => !hosts.data().is_empty() && texts.texts().any(|text| is_spf(&text)),
        None => hop.is_some_and(|hop| *hop == canonical(&row.target)),
    };
    let seen = match hop {
        Some(hop) => format!("{name} → {hop}"),
        None if hosts.is_some_and(|hosts| !hosts.data().is_empty()) => {
            format!("{name}: MX without an SPF record")
        }
        None => format!("{name}: not there"),
    };
    let name_of = &provider.name;
    if is_there {
        let meaning = format!("Bounces of what {name_of} sends find their way back, in your domain's name.");
        return ok(Topic::Spf, "return-path", meaning).seen([seen]).why(rule);
    }
    let meaning = format!(
        "{name_of} can send bounces back in your domain's name, and the record for it is not there. Mail works without it as long \
         as it is signed."
    );
    warn(Topic::Spf, "return-path-missing", meaning)
        .seen([seen])
        .why(format!("{rule} An aligned DKIM signature passes without it."))
        .fix(Some(change(provider, row, name, hop)))
}

/// The exact record where it is the same for everybody; else what to copy from the provider's page.
fn change(provider: &Provider, row: &ReturnPath, name: &str, hop: Option<&String>) -> Fix {
    let is_fixed = row.kind == "CNAME" && !row.target.contains('<');
    let record = |value: &str, was: &str| [fix_record(name, &row.kind, value, was)];
    match hop {
        _ if !is_fixed => {
            let summary = format!(
                "Open {}'s page for the sending domain, and copy its records for the return path from there, its SPF record \
                 included. Pasted into this report, they are checked and written for your DNS panel.",
                provider.name
            );
            fix(FixAction::Ask, summary, record("", ""))
        }
        Some(hop) => fix(FixAction::Replace, "Point this record to the provider.", record(&row.target, hop)),
        None => {
            let summary = format!("Add this record, then let {} look for it.", provider.name);
            fix(FixAction::Add, summary, record(&row.target, ""))
        }
    }
}
