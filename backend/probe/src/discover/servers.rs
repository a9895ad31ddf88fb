//! Finds a domain's own outgoing server: from its SRV records (RFC 6186, RFC 8314), from its autoconfig file, or by
//! trying the usual names.

#[cfg(test)]
mod tests;

use std::time::Duration;

use net::Egress;
use shared::{
    diagnosis::word,
    rules::{Address, Host, Security},
    wire::{FoundBy, FoundServer, Sure},
};

use super::{autoconfig, named, signs::Signs};
use crate::check::find::{self, Candidate, usual};

/// How many MX hosts are tried.
const MX_MAX: usize = 2;

/// A server, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) server: FoundServer,
    pub(super) by: FoundBy,
    pub(super) sure: Sure,
}

/// Returns the best server found within `limit`.
pub(super) async fn find(
    egress: &Egress,
    address: &Address,
    signs: &Signs,
    limit: Duration,
) -> Option<Found> {
    let Some((host, port, security)) = signs.srv.clone() else {
        return beside_records(egress, address, signs, limit).await;
    };
    let (half, by) = (limit / 2, FoundBy::Srv);
    let server = full_email(host.clone(), (port, security));
    match find::find(egress, &host, &[(port, security)], half).await {
        // DNS alone could be forged, so this is certain only because the server also answered under that name.
        Ok(_) => Some(Found { server, by, sure: Sure::Certain }),
        // The server exists but its certificate is invalid, which the check will explain.
        Err(nothing) if nothing.speaks_tls.is_some() => Some(Found { server, by, sure: Sure::Likely }),
        // SRV records can be outdated, so a server that answers is preferred to one that doesn't.
        Err(_) => {
            let other = beside_records(egress, address, signs, half).await;
            other.or(Some(Found { server, by, sure: Sure::Likely }))
        }
    }
}

/// Finds a server without SRV records.
async fn beside_records(egress: &Egress, address: &Address, signs: &Signs, limit: Duration) -> Option<Found> {
    let places = places(signs);
    let answer = async {
        let server = autoconfig::ask(egress, address, limit).await?;
        Some(Found { server, by: FoundBy::Autoconfig, sure: Sure::Certain })
    };
    let greeting = async {
        let ended = find::race_among(egress, &places, limit).await;
        let best = ended.iter().position(|outcome| matches!(outcome, Some(Ok(()))));
        let other = ended.iter().position(|outcome| *outcome == Some(Err(word::TLS_NAME)));
        // A plain-text greeting doesn't prove the server's name, but a certificate can.
        let is_proven = best.is_some_and(|best| places[best].1.1 == Security::ImplicitTls);
        if let Some(other) = other.filter(|_| !is_proven)
            && let Some(found) = named::by_certificate(egress, &places[other], limit / 2).await
        {
            return Some(found);
        }
        let (host, candidate) = places[best?].clone();
        Some(Found { server: full_email(host, candidate), by: FoundBy::Greeting, sure: Sure::Guess })
    };
    tokio::pin!(answer, greeting);
    // The domain's own settings take precedence over a server that greeted, even if they arrive later.
    tokio::select! {
        answer = &mut answer => match answer {
            None => greeting.await,
            found => found,
        },
        greeted = &mut greeting => answer.await.or(greeted),
    }
}

/// Returns a server whose user names are full email addresses, which is the default (RFC 6186, section 4).
pub(super) fn full_email(host: Host, (port, security): Candidate) -> FoundServer {
    FoundServer { host, port, security, username_form: "full-email".into() }
}

/// Returns the usual names at the usual ports, best first. With implicit TLS, a server has to prove its name, so that
/// port comes first on all names.
fn places(signs: &Signs) -> Vec<(Host, Candidate)> {
    let domain = &signs.domain;
    let mut names = vec![format!("smtp.{domain}"), format!("mail.{domain}"), domain.to_string()];
    if signs.gateway.is_none() {
        names.extend(signs.mx.iter().take(MX_MAX).cloned());
    }
    let mut hosts: Vec<Host> = Vec::new();
    for host in names.iter().filter_map(|name| name.parse().ok()) {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    usual()
        .into_iter()
        .flat_map(|candidate| hosts.iter().map(move |host| (host.clone(), candidate)))
        .collect()
}
