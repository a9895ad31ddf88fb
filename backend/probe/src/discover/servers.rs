//! A domain's own sending server: what its SRV records say (RFC 6186, RFC 8314), what it publishes for mail programs,
//! or who greets at the usual names.

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

/// MX hosts that are tried.
const MX_MAX: usize = 2;

/// A server, and what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) server: FoundServer,
    pub(super) by: FoundBy,
    pub(super) sure: Sure,
}

/// The best server that there is within `limit`.
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
        // DNS alone could be forged on the way; a server that proves its name is not.
        Ok(_) => Some(Found { server, by, sure: Sure::Certain }),
        // It is there, and its certificate is at fault, which the check explains.
        Err(nothing) if nothing.speaks_tls.is_some() => Some(Found { server, by, sure: Sure::Likely }),
        // Records outlive servers: one that was seen to answer is worth more than one that was not.
        Err(_) => {
            let other = beside_records(egress, address, signs, half).await;
            other.or(Some(Found { server, by, sure: Sure::Likely }))
        }
    }
}

/// What there is besides SRV records.
async fn beside_records(egress: &Egress, address: &Address, signs: &Signs, limit: Duration) -> Option<Found> {
    let places = places(signs);
    let told = async {
        let server = autoconfig::ask(egress, address, limit).await?;
        Some(Found { server, by: FoundBy::Autoconfig, sure: Sure::Certain })
    };
    let greeting = async {
        let ended = find::race_among(egress, &places, limit).await;
        let best = ended.iter().position(|outcome| matches!(outcome, Some(Ok(()))));
        let other = ended.iter().position(|outcome| *outcome == Some(Err(word::TLS_NAME)));
        // A server that greets in the clear has proven no name. One that shows whose it is can.
        let is_proven = best.is_some_and(|best| places[best].1.1 == Security::ImplicitTls);
        if let Some(other) = other.filter(|_| !is_proven)
            && let Some(found) = named::by_certificate(egress, &places[other], limit / 2).await
        {
            return Some(found);
        }
        let (host, candidate) = places[best?].clone();
        Some(Found { server: full_email(host, candidate), by: FoundBy::Greeting, sure: Sure::Guess })
    };
    tokio::pin!(told, greeting);
    // What the domain says goes before what was tried, whichever comes first.
    tokio::select! {
        told = &mut told => match told {
            None => greeting.await,
            found => found,
        },
        greeted = &mut greeting => told.await.or(greeted),
    }
}

/// A server whose mailboxes are signed in to with the whole address, unless something says otherwise (RFC 6186, section 4).
pub(super) fn full_email(host: Host, (port, security): Candidate) -> FoundServer {
    FoundServer { host, port, security, username_form: "full-email".into() }
}

/// The usual names at the usual ports, best first: where TLS comes first a server has to prove its name, so that port
/// goes before any other on all of them.
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
