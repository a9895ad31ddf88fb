//! Sets up outgoing connections and our own mail from the settings.

use std::{fmt, fs, path::Path};

use net::{Egress, OwnAddresses, Policy, dns::Dns, url::PublicUrl};
use shared::rules::Host;

use super::{Settings, SettingsError};
use crate::say::SAY;

/// Who asks for a connection, and so what limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// The server, for others: only what `SEALPOST_CHECK_PORTS`, `SEALPOST_ALLOW_TARGETS` and `SEALPOST_REFUSE_TARGETS`
    /// allow, and never itself.
    Server,
    /// A person on their own machine: anywhere.
    Person,
}

impl Settings {
    /// Sets up outgoing connections. Reads the file with extra roots.
    pub fn egress(&self, asker: Asker) -> Result<Egress, SettingsError> {
        let policy = match asker {
            Asker::Server => Policy {
                allow: self.allow_targets.clone(),
                refuse: self.refuse_targets.clone(),
                ports: Some(self.check_ports.clone()),
                own: OwnAddresses::Refused,
            },
            Asker::Person => Policy::anywhere(),
        };
        let wrong = |path: &Path, error: &dyn fmt::Display| SettingsError::Wrong {
            name: "SEALPOST_EXTRA_ROOTS",
            reason: SAY.settings_roots(&path.display(), &error),
        };
        let roots = self.extra_roots.as_deref();
        let pem = roots.map(|path| fs::read(path).map_err(|error| wrong(path, &error))).transpose()?;
        let egress = Egress::new(policy, self.resolvers(), pem.as_deref())
            .map_err(|error| wrong(roots.unwrap_or(Path::new("")), &error))?;
        // A person's own machine has no name by which others know it.
        let public_url = self.public_url.as_ref().filter(|_| asker == Asker::Server);
        let mail = self.mail.as_ref().filter(|mail| asker == Asker::Server && !mail.url.has_login());
        let trusts_us = mail.and_then(|mail| mail.url.host().parse().ok());
        Ok(egress.known_as(public_url.and_then(PublicUrl::domain).map(Host::from), trusts_us))
    }

    /// Returns the resolvers from the settings, or the system's. Authoritative servers on loopback are queried only if the
    /// settings already use loopback.
    pub fn resolvers(&self) -> Dns {
        let resolver = self.dns.iter().any(|server| server.ip().is_loopback());
        let target = self.allow_targets.iter().any(|net| net.addr().is_loopback());
        if self.dns.is_empty() { Dns::system() } else { Dns::new(self.dns.clone(), resolver || target) }
    }
}

#[cfg(test)]
mod tests {
    use net::EgressError;
    use sandbox::dns::{DnsServer, Zone};
    use shared::rules::Port;

    use super::*;

    fn settings(set: &[(&str, &str)]) -> Settings {
        let set = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::parse(set, None).unwrap()
    }

    async fn vet(egress: &Egress, host: &str) -> Result<(), EgressError> {
        egress.vet(&host.parse().unwrap(), Port::new(465).unwrap()).await.map(|_| ())
    }

    fn excluded(host: &str) -> Result<(), EgressError> {
        Err(EgressError::Excluded { host: host.parse().unwrap() })
    }

    /// A server that accepts our notices because of our address would accept anyone's mail from that address.
    #[tokio::test]
    async fn a_mail_server_that_accepts_our_mail_without_a_sign_in_is_refused() {
        let through = |url| {
            let set = [("SEALPOST_SMTP_URL", url), ("SEALPOST_MAIL_FROM", "post@agency.test")];
            settings(&set).egress(Asker::Server).unwrap()
        };
        for url in ["smtps://192.5.6.30", "smtp://192.5.6.30:587?tls=required"] {
            assert_eq!(vet(&through(url), "192.5.6.30").await, excluded("192.5.6.30"), "{url}");
            assert!(vet(&through(url), "192.5.6.31").await.is_ok());
        }
        assert!(
            vet(&through("smtps://post:pass@192.5.6.30"), "192.5.6.30").await.is_ok(),
            "it requires a sign-in"
        );
    }

    #[test]
    fn a_name_is_announced_only_if_others_know_it() {
        let announced_name = |url, asker| {
            let egress = settings(&[("SEALPOST_PUBLIC_URL", url)]).egress(asker).unwrap();
            egress.name().map(ToString::to_string)
        };
        assert_eq!(
            announced_name("https://Post.agency.test:8443", Asker::Server).as_deref(),
            Some("post.agency.test")
        );
        assert_eq!(announced_name("https://post.agency.test", Asker::Person), None);
        for url in ["https://192.0.2.7", "http://localhost:8080", "https://post.localhost"] {
            assert_eq!(announced_name(url, Asker::Server), None, "{url}");
        }
    }

    /// The name by which others know the server resolves to its addresses, even behind a router.
    #[tokio::test]
    async fn addresses_of_our_public_name_are_refused() {
        let zone = Zone::default();
        for name in ["post.agency.test", "mail.shop.test"] {
            zone.add(name, "A", "192.5.6.30").unwrap();
        }
        let server = DnsServer::start(zone).await.unwrap();
        let dns = server.address().to_string();
        let through = |asker, more: &[(&str, &str)]| {
            let set = [("SEALPOST_DNS", dns.as_str()), ("SEALPOST_LISTEN", "127.0.0.1:0")];
            settings(&[&set, more].concat()).egress(asker).unwrap()
        };
        let named = [("SEALPOST_PUBLIC_URL", "https://post.agency.test")];
        for host in ["mail.shop.test", "192.5.6.30"] {
            assert_eq!(vet(&through(Asker::Server, &named), host).await, excluded(host));
            assert!(vet(&through(Asker::Server, &[]), host).await.is_ok(), "not known as our own address");
            assert!(vet(&through(Asker::Person, &named), host).await.is_ok(), "a person's own machine");
            let refused = [("SEALPOST_REFUSE_TARGETS", "192.5.6.0/24")];
            assert_eq!(vet(&through(Asker::Server, &refused), host).await, excluded(host));
        }
        assert!(vet(&through(Asker::Server, &named), "192.5.6.31").await.is_ok(), "another machine");
    }
}
