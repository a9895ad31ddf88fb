//! The return path of sending services: a host within the domain that has its own SPF record (RFC 7208, section 2.4).

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{Provider, ReturnPath},
    report::{Change, Edit, Judged, Record, RecordType, Remedy, Seen, SpfAdvice, SpfFinding},
};

use super::parse::is_spf;
use crate::{
    judged::{ok, silent, warn},
    resolver::{canonical, own},
};

/// Checks those bounce hosts of the provider whose names are the same for every customer. Only a paste reveals the
/// others. `probe` is a label that no one has published.
pub async fn return_path<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    probe: &str,
) -> Vec<Judged> {
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
    // A record that the provider sets up only on request isn't reported as missing.
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
) -> Judged {
    if let Some(silence) = texts.silence().or(hosts.and_then(Answer::silence)) {
        return silent(SpfFinding::ReturnPathUnknown, name, silence);
    }
    let hop = texts.hops().first();
    let is_there = match hosts {
        Some(hosts) => !hosts.data().is_empty() && texts.texts().any(|text| is_spf(&text)),
        None => hop.is_some_and(|hop| *hop == canonical(&row.target)),
    };
    let seen = match hop {
        Some(hop) => Seen::Alias { name: name.to_owned(), hops: vec![hop.clone()] },
        None if hosts.is_some_and(|hosts| !hosts.data().is_empty()) => Seen::MxWithoutSpf(name.to_owned()),
        None => Seen::Absent(name.to_owned()),
    };
    let provider_name = provider.name.clone();
    if is_there {
        return ok(SpfFinding::ReturnPath(provider_name)).seen([seen]);
    }
    warn(SpfFinding::ReturnPathMissing(provider_name)).seen([seen]).fix(change(provider, row, name, hop))
}

/// Returns the exact record if it is the same for every customer, or else asks to copy it from the provider's page.
fn change(provider: &Provider, row: &ReturnPath, name: &str, hop: Option<&String>) -> Remedy {
    let kind = RecordType::parse(&row.kind).unwrap_or(RecordType::Cname);
    let provider = provider.name.clone();
    if kind != RecordType::Cname || row.target.contains('<') {
        let edit = Edit::open(name, kind, None);
        return Remedy::new(Change::AskProvider(vec![edit]), SpfAdvice::CopyReturnPath(provider));
    }
    let record = Record::cname(name, &row.target);
    match hop {
        Some(hop) => {
            Remedy::new(Change::Replace(vec![Edit::change(record, hop)]), SpfAdvice::PointToProvider)
        }
        None => Remedy::new(Change::Add(vec![record]), SpfAdvice::AddReturnPath(provider)),
    }
}
