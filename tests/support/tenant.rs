//! An organization at Microsoft 365: a token endpoint under Microsoft's name, and a real mail server that asks it about
//! each token.

use std::{
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use shared::{grant::MICROSOFT, status::Step, wire::Progress};
use tempfile::TempDir;

use crate::{
    agency::{Agency, Made, parsed},
    app_key::AppKey,
    certificates::Authority,
    dns::{NameServer, Zone},
    introspection::introspect,
    mail::{MailServer, Onward},
    server::Server,
    signer::Signer,
    web::{self, Requests},
};

pub use crate::introspection::TOKEN_MARK;

/// The organization's domain.
pub const TENANT: &str = "office.test";
/// The app registration.
pub const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
/// The Value of its client secret.
pub const CLIENT_SECRET: &str = "canary~horse.5f0c7e19ab+/=";
/// The mailbox from which the app may send.
pub const MAILBOX: &str = "shop@office.test";
/// The mail server.
pub const OFFICE_HOST: &str = "smtp.office365.com";
/// The selector of the organization's DKIM key.
pub const SELECTOR: &str = "selector1";

/// What Microsoft replies to a wrong client secret.
const WRONG_SECRET: &str = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5'.","error_codes":[7000215]}"#;

/// The organization's servers, and the authority that all sides trust.
pub struct Tenant {
    /// The mail server.
    pub mail: MailServer,
    /// The requests that the token endpoint has received.
    pub requests: Requests,
    /// The certificate in the app registration, and its private key.
    pub app: Arc<AppKey>,
    /// Signs the mail, if some of it is sent on.
    signer: Option<Signer>,
    dns: NameServer,
    authority: PathBuf,
    _folder: TempDir,
}

impl Tenant {
    /// Starts the servers. The app may send from [`MAILBOX`].
    pub fn start() -> Self {
        Self::begin(MAILBOX, None)
    }

    /// Like [`Tenant::start`], but the app may send from another mailbox.
    pub fn with_rights_for(mailbox: &str) -> Self {
        Self::begin(mailbox, None)
    }

    /// Like [`Tenant::start`], but mail to one domain is signed and sent on, so that its receiver can check it.
    pub fn that_sends_on(onward: &Onward<'_>) -> Self {
        Self::begin(MAILBOX, Some(onward))
    }

    fn begin(mailbox: &str, onward: Option<&Onward<'_>>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::default();
        let introspection = |at| introspect(at, mailbox);
        let login = (MAILBOX, "unused");
        let mail = MailServer::with_tokens(&authority, OFFICE_HOST, login, &introspection, onward);
        let at = mail.address();
        let app = Arc::new(AppKey::create());
        let requests = answer_requests(&authority, at, folder.path(), app.clone());
        let signer = onward.map(|onward| Signer::start((at, onward.signer), TENANT, SELECTOR));
        let dns = NameServer::start(zones(at, signer.as_ref()));
        Self { mail, requests, app, signer, dns, authority: authority.save(folder.path()), _folder: folder }
    }

    /// Returns the settings with which a server or a command uses these servers instead of the internet.
    pub fn settings(&self) -> [(&'static str, String); 3] {
        [
            ("SEALPOST_DNS", self.dns.address().to_string()),
            ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8".to_owned()),
            ("SEALPOST_EXTRA_ROOTS", self.authority.display().to_string()),
        ]
    }

    /// Returns the path of the authority's certificate, in PEM.
    pub fn authority(&self) -> &Path {
        &self.authority
    }

    /// Starts a Sealpost server with [`Tenant::settings`].
    pub fn server(&self) -> Server {
        self.server_with(&[])
    }

    /// Starts a Sealpost server with more settings.
    pub fn server_with(&self, more: &[(&str, &str)]) -> Server {
        let settings = self.settings();
        let settings = settings.iter().map(|(name, value)| (*name, value.as_str()));
        Server::start(&settings.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// Returns the logs of the mail server and the signer.
    pub fn log(&self) -> String {
        self.mail.log() + self.signer.as_ref().map(Signer::log).unwrap_or_default().as_str()
    }
}

/// Starts the token endpoint. It checks the client secret, or what the app's key signed.
fn answer_requests(authority: &Authority, at: Ipv4Addr, folder: &Path, app: Arc<AppKey>) -> Requests {
    web::answer_each_form(authority, at, MICROSOFT, folder, move |form| {
        let secret = "client_secret=canary%7Ehorse.5f0c7e19ab%2B%2F%3D&";
        let refusal = if form.contains("client_assertion=") {
            app.refusal(form)
        } else {
            (!form.contains(secret)).then_some(WRONG_SECRET)
        };
        match refusal {
            Some(reply) => ("401 Unauthorized", reply.into()),
            None => ("200 OK", token_answer()),
        }
    })
}

/// Returns the zones. If mail is sent on, SPF allows only this mail server, and DMARC rejects everything that isn't
/// authentic.
fn zones(at: Ipv4Addr, signer: Option<&Signer>) -> Vec<Zone> {
    let mut zones = vec![
        Zone::new(MICROSOFT, &[&format!("@ A {at}")]),
        Zone::new("office365.com", &[&format!("smtp A {at}")]),
    ];
    let mut own = vec!["@ MX 0 office-test.mail.protection.outlook.com."];
    if let Some(signer) = signer {
        own.extend([
            "@ A 192.0.2.10",
            "@ TXT \"v=spf1 include:spf.protection.outlook.com -all\"",
            "_dmarc TXT \"v=DMARC1; p=reject\"",
            signer.record(),
        ]);
        let spf = format!("spf.protection TXT \"v=spf1 ip4:{at} -all\"");
        zones.push(Zone::new("outlook.com", &[&spf, "office-test.mail.protection A 192.0.2.20"]));
    }
    zones.push(Zone::new(TENANT, &own));
    zones
}

/// Creates an onboarding whose client is at Microsoft's guide.
pub fn at_guide(agency: &Agency) -> Made {
    let made = agency.onboarding("Bakery Winter", TENANT);
    let progress = Progress {
        step: Some(Step::Guide),
        address: Some(parsed(MAILBOX)),
        provider: Some("microsoft-365".into()),
        server: None,
    };
    assert_eq!(agency.client(&made.link).progress(&progress).status, 204);
    made
}

/// Returns an answer with a new token, which looks like Microsoft's.
fn token_answer() -> String {
    let claims = "eyJhdWQiOiJodHRwczovL291dGxvb2sub2ZmaWNlMzY1LmNvbSIsInRpZCI6Im9mZmljZSJ9";
    format!(
        r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"eyJhbGciOiJSUzI1NiJ9.{claims}.{TOKEN_MARK}"}}"#
    )
}
