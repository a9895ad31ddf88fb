//! Finds the name that a mail server's certificate is for. A shared hosting server answers at each customer's name, but
//! its certificate is for its own.

use std::{net::IpAddr, time::Duration};

use net::Egress;
use shared::{
    rules::{Host, Port, Security},
    wire::{FoundBy, Sure},
};
use tokio::time::timeout;

use super::servers::{Found, full_email};
use crate::check::find::{self, Place};

/// How many names of a certificate are tried. It comes from an unknown server, and can have hundreds.
const NAMES_MAX: usize = 3;

/// Returns the server at `place` under the name in its certificate. The name has to have the same address, so that no
/// certificate can redirect a client to another machine, and its certificate has to be valid.
pub(super) async fn by_certificate(egress: &Egress, place: &Place, limit: Duration) -> Option<Found> {
    let (host, candidate) = place;
    let addresses = addresses(egress, host, candidate.0).await?;
    let names = timeout(limit / 2, shown(egress, place)).await.ok()??;
    for name in names {
        let is_same = async {
            self::addresses(egress, &name, candidate.0)
                .await?
                .iter()
                .any(|at| addresses.contains(at))
                .then_some(())
        };
        if is_same.await.is_some() && find::find(egress, &name, &[*candidate], limit / 2).await.is_ok() {
            let server = full_email(name, *candidate);
            return Some(Found { server, by: FoundBy::Certificate, sure: Sure::Likely });
        }
    }
    None
}

async fn addresses(egress: &Egress, host: &Host, port: Port) -> Option<Vec<IpAddr>> {
    let vetted = egress.vet(host, port).await.ok()?;
    Some(vetted.addresses().iter().map(std::net::SocketAddr::ip).collect())
}

/// Returns the names in the certificate of a server that failed verification.
async fn shown(egress: &Egress, (host, (port, security)): &Place) -> Option<Vec<Host>> {
    if *security != Security::ImplicitTls {
        return None;
    }
    let vetted = egress.vet(host, *port).await.ok()?;
    let mut connection = egress.open(&vetted).await.ok()?;
    let certificate = connection.start_tls().await.err()?.certificate?;
    let names = certificate.names.iter().filter_map(|name| name.parse::<Host>().ok());
    Some(names.filter(|name| name != host && name.ip().is_none()).take(NAMES_MAX).collect())
}
