//! Everyone's machines: the DNS of all domains, the client's mail provider with its DKIM signer, the agency's server,
//! which receives mail, and the website's host.

use std::path::Path;

use support::{
    certificates::Authority,
    dns::{NameServer, Zone},
    lab::{ADDRESS, APP_PASSWORD, PROVIDER_HOST, SITE},
    mail::{MailServer, Onward},
    server::Server,
    signer::Signer,
    wordpress::{Outside, Wordpress},
};
use tempfile::TempDir;

/// The domain whose mail the agency's server receives.
pub(crate) const RECEIVING: &str = "mx.agency.test";
/// The selector of the provider's DKIM key.
pub(crate) const SELECTOR: &str = "google";

// A test has three addresses: one for DNS, one for Sealpost's pages, and the provider's, which has these servers too.
const RECEIVER_PORT: u16 = 2525;
const SIGNER_PORT: u16 = 8891;
const SITE_PORT: u16 = 8080;

pub(crate) struct World {
    pub(crate) mail: MailServer,
    pub(crate) server: Server,
    pub(crate) site: Wordpress,
    signer: Signer,
    _dns: NameServer,
    _folder: TempDir,
}

impl World {
    /// Starts everything. The site is new, and has no settings for mail.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::default();
        let onward = Onward { domain: RECEIVING, receiver: RECEIVER_PORT, signer: SIGNER_PORT };
        let mail = MailServer::that_sends_on(&authority, PROVIDER_HOST, (ADDRESS, APP_PASSWORD), &onward);
        let signer = Signer::start((mail.address(), SIGNER_PORT), SITE, SELECTOR);
        let dns = NameServer::start(zones(&mail, &signer));
        let authority = authority.save(folder.path());
        let server = start_server(&mail, &dns, &authority);
        let outside = Outside { hosts: &[PROVIDER_HOST], address: mail.address(), authority: &authority };
        let site = Wordpress::start((mail.address(), SITE_PORT).into(), ADDRESS, &outside);
        Self { mail, server, site, signer, _dns: dns, _folder: folder }
    }

    /// Returns what all servers have logged.
    pub(crate) fn log(&self) -> String {
        [
            ("WordPress", self.site.log()),
            ("the provider", self.mail.log()),
            ("the DKIM signer", self.signer.log()),
            ("Sealpost", self.server.log()),
        ]
        .map(|(name, log)| format!("---- {name} ----\n{log}\n"))
        .concat()
    }
}

/// Returns the zones: SPF allows only the provider's server, and DMARC rejects everything that isn't authentic.
fn zones(mail: &MailServer, signer: &Signer) -> Vec<Zone> {
    let at = mail.address();
    vec![
        Zone::new(
            SITE,
            &[
                "@ A 192.0.2.10",
                "@ MX 1 aspmx.l.google.com.",
                "@ TXT \"v=spf1 include:_spf.google.com -all\"",
                "_dmarc TXT \"v=DMARC1; p=reject\"",
                signer.record(),
            ],
        ),
        Zone::new("gmail.com", &[&format!("smtp A {at}")]),
        Zone::new(
            "google.com",
            &[
                "aspmx.l A 192.0.2.20",
                "_spf TXT \"v=spf1 include:_netblocks.google.com ~all\"",
                &format!("_netblocks TXT \"v=spf1 ip4:{at} ~all\""),
            ],
        ),
        Zone::new("agency.test", &["mx MX 10 mx", &format!("mx A {at}")]),
    ]
}

/// Starts a Sealpost server that receives mail.
fn start_server(mail: &MailServer, dns: &NameServer, authority: &Path) -> Server {
    let settings = [
        ("SEALPOST_DNS", dns.address().to_string()),
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8".to_owned()),
        ("SEALPOST_EXTRA_ROOTS", authority.display().to_string()),
        ("SEALPOST_INBOUND", format!("{RECEIVING}@{}:{RECEIVER_PORT}", mail.address())),
    ];
    Server::start(&settings.each_ref().map(|(name, value)| (*name, value.as_str())))
}
