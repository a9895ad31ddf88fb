//! The name that a mail server has its certificate for. Shared hosting answers under each customer's name, and proves
//! only its own.

use std::{net::IpAddr, time::Duration};

use net::Egress;
use shared::{
    rules::{Host, Port, Security},
    wire::{FoundBy, Sure},
};
use tokio::time::timeout;

use super::servers::{Found, full_email};
use crate::check::find::{self, Place};

/// Names of a certificate that are tried. It is a stranger's, and may have hundreds.
const NAMES_MAX: usize = 3;

/// The server at `place` under the name that its certificate is for. It has to be the same machine, so that nobody's
/// certificate sends a client to another one, and to prove the name.
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

/// The names of the certificate that is shown there instead of a good one.
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
