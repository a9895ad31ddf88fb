//! The world of a whole journey: the client's domain on a real DNS server, and their provider's real mail server,
//! which answers under the provider's own name.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{
    certificates::Authority,
    dns::{NameServer, Zone},
    mail::MailServer,
    server::Server,
};

/// The client's domain, whose mail is at [`PROVIDER_HOST`].
pub const SITE: &str = "shop.test";

/// The client's email address.
pub const ADDRESS: &str = "ada@shop.test";

/// The app password of that address.
pub const APP_PASSWORD: &str = "abcdefghijklmnop";

/// The app password as the provider's page shows it, and as people copy it.
pub const APP_PASSWORD_AS_COPIED: &str = "abcd efgh ijkl mnop ";

/// The provider's mail server.
pub const PROVIDER_HOST: &str = "smtp.gmail.com";

/// A domain with its own mail server, which its records name.
pub const HOSTED: &str = "hosted.test";

/// A domain whose mail is at Microsoft 365.
pub const OFFICE: &str = "office.test";

/// A domain whose mail is at one company, and whose SPF record names another.
pub const TORN: &str = "torn.test";

/// A domain whose mail goes through a filter.
pub const FILTERED: &str = "filtered.test";

/// A domain that sends through Postmark.
pub const SENDING: &str = "parcel.test";

/// What Postmark's page shows for [`SENDING`], as copied from there.
pub const SENDING_PAGE: &str = "20261125pm._domainkey TXT k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\
    pm-bounces CNAME pm.mtasv.net";

/// The zone of [`SENDING`] before any of those records are added.
pub const SENDING_ZONE: [&str; 4] = [
    "@ A 192.0.2.11",
    "@ MX 10 mail",
    "mail A 192.0.2.11",
    "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:postmaster@parcel.test\"",
];

/// The client's zone before anything is fixed: it receives mail, but mail from the provider isn't authorized.
pub const UNMENDED: [&str; 4] = [
    "@ A 192.0.2.10",
    "@ MX 1 aspmx.l.google.com.",
    "@ MX 5 alt1.aspmx.l.google.com.",
    "@ TXT \"v=spf1 ip4:192.0.2.10 ~all\"",
];

/// The client's zone with everything that the report asks for.
pub const MENDED: [&str; 6] = [
    "@ A 192.0.2.10",
    "@ MX 1 aspmx.l.google.com.",
    "@ MX 5 alt1.aspmx.l.google.com.",
    "@ TXT \"v=spf1 ip4:192.0.2.10 include:_spf.google.com ~all\"",
    "google._domainkey TXT ( \
     \"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHB\" \
     \"wcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\" \
     \"HBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHB\" \
     \"wcHBwcHBwcHBwQIDAQAB\" \
     )",
    "_dmarc TXT \"v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.test\"",
];

/// The DNS server, the mail server, and the authority that both sides trust.
pub struct Lab {
    /// The DNS server, which has the client's domain and the provider's.
    pub dns: NameServer,
    /// The provider's mail server.
    pub mail: MailServer,
    authority: PathBuf,
    _folder: TempDir,
}

impl Lab {
    /// Starts both servers.
    pub fn start() -> Self {
        Self::with_password(APP_PASSWORD)
    }

    /// Like [`Lab::start`], with another app password.
    pub fn with_password(password: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::default();
        let mail = MailServer::start(&authority, PROVIDER_HOST, ADDRESS, password);
        let host = format!("smtp A {}", mail.address());
        let own = format!("mail A {}", mail.address());
        let dns = NameServer::start(vec![
            Zone::new(SITE, &UNMENDED),
            Zone::new("gmail.com", &[&host]),
            Zone::new(SENDING, &SENDING_ZONE),
            Zone::new("mtasv.net", &["pm A 192.0.2.30", "pm TXT \"v=spf1 ip4:192.0.2.30 ~all\""]),
            Zone::new(HOSTED, &["@ MX 10 mail", "_submissions._tcp SRV 0 1 465 mail", &own]),
            Zone::new(OFFICE, &["@ MX 0 office-test.mail.protection.outlook.com."]),
            Zone::new(TORN, &["@ MX 1 aspmx.l.google.com.", "@ TXT \"v=spf1 include:zohomail.eu -all\""]),
            Zone::new(
                FILTERED,
                &[
                    "@ MX 10 eu-smtp-inbound-1.mimecast.com.",
                    "@ TXT \"v=spf1 include:spf.protection.outlook.com -all\"",
                    "_submissions._tcp SRV 0 1 465 mail.hosted.test.",
                ],
            ),
            Zone::new(
                "google.com",
                &[
                    "aspmx.l A 192.0.2.20",
                    "alt1.aspmx.l A 192.0.2.21",
                    "_spf TXT \"v=spf1 include:_netblocks.google.com ~all\"",
                    "_netblocks TXT \"v=spf1 ip4:192.0.2.128/25 ~all\"",
                ],
            ),
        ]);
        Self { dns, mail, authority: authority.save(folder.path()), _folder: folder }
    }

    /// Returns the settings with which a server or a command uses the lab instead of the internet.
    pub fn settings(&self) -> [(&'static str, String); 3] {
        [
            ("SEALPOST_DNS", self.dns.address().to_string()),
            ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8".to_owned()),
            ("SEALPOST_EXTRA_ROOTS", self.authority.display().to_string()),
        ]
    }

    /// Returns the settings with which a server sends mail through the lab's mail server.
    pub fn mail_settings(&self) -> [(&'static str, String); 2] {
        [
            ("SEALPOST_SMTP_URL", self.mail.smtp_url()),
            ("SEALPOST_MAIL_FROM", "sealpost@agency.test".to_owned()),
        ]
    }

    /// Returns the path of the authority's certificate, in PEM.
    pub fn authority(&self) -> &Path {
        &self.authority
    }

    /// Starts a Sealpost server with [`Lab::settings`].
    pub fn server(&self) -> Server {
        self.server_with(&[])
    }

    /// Starts a Sealpost server that sends mail, with more settings. Its setup links are in the mail.
    pub fn server_with_mail(&self, more: &[(&str, &str)]) -> Server {
        let mail = self.mail_settings();
        let mail = mail.iter().map(|(name, value)| (*name, value.as_str()));
        self.server_with(&mail.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// Starts a Sealpost server with more settings.
    pub fn server_with(&self, more: &[(&str, &str)]) -> Server {
        let settings = self.settings();
        let settings = settings.iter().map(|(name, value)| (*name, value.as_str()));
        Server::start(&settings.chain(more.iter().copied()).collect::<Vec<_>>())
    }
}
