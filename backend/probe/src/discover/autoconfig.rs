//! The mail server settings that a domain publishes at its autoconfig address, in the format that email apps read
//! (Thunderbird's `config-v1.1.xml`). HTTPS only: anyone could forge a plain HTTP response.

mod outgoing;
#[cfg(test)]
mod tests;

use std::time::Duration;

use net::Egress;
use outgoing::{Outgoing, outgoing};
use shared::{
    rules::{Address, Domain, Host, Port, Security},
    wire::FoundServer,
};
use tokio::{task::JoinSet, time::timeout};

/// Asks both of a domain's autoconfig addresses at once. Returns the first usable server, in the order of the
/// addresses.
pub(super) async fn ask(egress: &Egress, address: &Address, limit: Duration) -> Option<FoundServer> {
    let domain = address.domain();
    let local =
        address.local_part().replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('#', "%23");
    let places = [
        (format!("autoconfig.{domain}"), format!("/mail/config-v1.1.xml?emailaddress={local}%40{domain}")),
        (domain.to_string(), "/.well-known/autoconfig/mail/config-v1.1.xml".to_owned()),
    ];
    let mut asking = JoinSet::new();
    for (rank, (host, path)) in places.into_iter().enumerate() {
        let Ok(host) = host.parse::<Host>() else { continue };
        let (egress, address) = (egress.clone(), address.clone());
        asking.spawn(async move {
            let body = timeout(limit, egress.https_get(&host, &path, &address.domain())).await.ok()??;
            Some((rank, read(&String::from_utf8_lossy(&body), &address)?))
        });
    }
    let found = asking.join_all().await;
    found.into_iter().flatten().min_by_key(|(rank, _)| *rank).map(|(_, server)| server)
}

/// Returns the first encrypted outgoing server in an autoconfig file.
pub(super) fn read(xml: &str, address: &Address) -> Option<FoundServer> {
    outgoing(xml).find_map(|found| server(found, address))
}

fn server(found: Outgoing, address: &Address) -> Option<FoundServer> {
    let security = match found.socket_type?.as_str() {
        "SSL" => Security::ImplicitTls,
        "STARTTLS" => Security::Starttls,
        _ => return None,
    };
    // Has to be a name, because no one can prove that an IP address is theirs.
    let host: Domain = found.hostname?.replace("%EMAILDOMAIN%", address.domain().as_str()).parse().ok()?;
    let port = found.port?.parse().ok().and_then(Port::new)?;
    let username_form = username_form(&found.username.unwrap_or_default(), address)?;
    Some(FoundServer { host: host.into(), port, security, username_form })
}

/// Returns the form of the username, as in the provider table.
fn username_form(pattern: &str, address: &Address) -> Option<String> {
    let domain = address.domain();
    let name = pattern
        .replace("%EMAILADDRESS%", address.as_str())
        .replace("%EMAILLOCALPART%", address.local_part())
        .replace("%EMAILDOMAIN%", domain.as_str());
    Some(if name.is_empty() || name == address.as_str() {
        "full-email".into()
    } else if name == address.local_part() {
        "local-part".into()
    } else {
        format!("literal:{}", name.parse::<shared::rules::Username>().ok()?)
    })
}
