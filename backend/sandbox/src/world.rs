//! The world around the agency: the client's mail provider, and the client's domain at a DNS host.

use probe::provider::{Account, MailProvider};
use shared::facts::{Endpoint, Provider, sandbox};
use zeroize::Zeroizing;

use crate::{
    Impossible,
    dns::{DnsServer, Zone, ZoneError},
};

/// The client's domain, and the address that the site sends from.
pub const SITE: &str = "lindqvist-bakery.test";
pub const ADDRESS: &str = "orders@lindqvist-bakery.test";

/// The only app password that works, as the provider's page shows it.
pub const APP_PASSWORD: &str = "sand boxe sand boxe";

/// The provider's mail server.
const HOST: &str = "smtp.sandbox-mail.test";

/// The provider's row in the provider table.
const PROVIDER: &str = include_str!("provider.toml");

/// DNS when the client opens the link: mail arrives at the provider, but the site isn't authorized to send through
/// it. The signing key comes from RFC 8463, appendix A.2.
const RECORDS: [(&str, &str, &str); 10] = [
    (SITE, "NS", "ns1.sandbox-dns.test"),
    (SITE, "A", "127.0.0.1"),
    (SITE, "MX", "10 mx.sandbox-mail.test"),
    (SITE, "TXT", "v=spf1 include:_spf.old-web-host.test ~all"),
    ("_spf.old-web-host.test", "TXT", "v=spf1 ip4:192.0.2.0/28 ~all"),
    ("_spf.sandbox-mail.test", "TXT", "v=spf1 ip4:198.51.100.0/28 ~all"),
    (
        "sandbox.dkim.sandbox-mail.test",
        "TXT",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    ),
    ("ns1.sandbox-dns.test", "A", "127.0.0.1"),
    ("mx.sandbox-mail.test", "A", "127.0.0.1"),
    (HOST, "A", "127.0.0.1"),
];

/// The servers. They stop when this is dropped.
pub struct World {
    pub zone: Zone,
    pub dns: DnsServer,
    pub mail: MailProvider,
}

impl World {
    pub async fn start() -> Result<Self, Impossible> {
        let zone = Zone::default();
        reset(&zone).expect("valid records");
        let account = Account {
            username: ADDRESS.into(),
            password: Zeroizing::new(APP_PASSWORD.replace(' ', "")),
            senders: vec![ADDRESS.into()],
        };
        let dns = DnsServer::start(zone.clone()).await.map_err(Impossible::new)?;
        let mail = MailProvider::start(HOST, account).await.map_err(Impossible::new)?;
        Ok(Self { zone, dns, mail })
    }

    /// Returns the ports on which the provider listens.
    pub fn ports(&self) -> [u16; 2] {
        [self.mail.implicit_tls.port(), self.mail.starttls.port()]
    }

    /// Adds the provider to the table, with its ports and the page that shows its app password.
    pub fn join_the_table(&self, page: &str) -> Result<(), Impossible> {
        let mut provider: Provider = toml::from_str(PROVIDER).expect("a valid row");
        page.clone_into(&mut provider.secret_url);
        page.clone_into(&mut provider.help_url);
        for (endpoint, port) in provider.endpoints.iter_mut().zip(self.ports()) {
            *endpoint = Endpoint { port, ..endpoint.clone() };
        }
        if sandbox::add(provider) {
            return Ok(());
        }
        Err(Impossible::new("the table of providers was read already"))
    }
}

/// Resets the records at all names.
pub fn reset(zone: &Zone) -> Result<(), ZoneError> {
    for (name, kind, _) in zone.records() {
        zone.set(&name, &kind, &[])?;
    }
    RECORDS.into_iter().try_for_each(|(name, kind, value)| zone.add(name, kind, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_providers_row_and_records_are_valid() {
        let provider: Provider = toml::from_str(PROVIDER).unwrap();
        assert_eq!(provider.endpoints.len(), 2);
        assert!(words::guides(words::Language::En).of(&provider.id).is_some(), "the provider has a guide");
        assert!(provider.endpoints.iter().all(|endpoint| endpoint.host == HOST));
        let zone = Zone::default();
        reset(&zone).unwrap();
        zone.set(SITE, "TXT", &["v=spf1 -all"]).unwrap();
        zone.add("_dmarc.lindqvist-bakery.test", "TXT", "v=DMARC1; p=none").unwrap();
        reset(&zone).unwrap();
        assert_eq!(zone.records().len(), RECORDS.len());
    }
}
