//! An organization at Microsoft 365: a token endpoint under Microsoft's name, and a real mail server that asks it about
//! each token.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use shared::{grant::MICROSOFT, status::Step, wire::Progress};
use tempfile::TempDir;

use crate::{
    agency::{Agency, Made, parsed},
    app_key::AppKey,
    certificates::Authority,
    dns::{NameServer, Zone},
    mail::MailServer,
    server::Server,
    web::{self, Requests},
};

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

/// A part of each token, by which tests find it.
pub const TOKEN_MARK: &str = "dG9rZW4tbWFyay1vZi10aGUtdGVzdHM";

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
    dns: NameServer,
    authority: PathBuf,
    _folder: TempDir,
}

impl Tenant {
    /// Starts the servers. The app may send from [`MAILBOX`].
    pub fn start() -> Self {
        Self::with_rights_for(MAILBOX)
    }

    /// Like [`Tenant::start`], but the app may send from another mailbox.
    pub fn with_rights_for(mailbox: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::default();
        let introspection = |at| introspect(at, mailbox);
        let mail = MailServer::with_tokens(&authority, OFFICE_HOST, MAILBOX, "unused", Some(&introspection));
        let at = mail.address();
        let app = Arc::new(AppKey::create());
        let registered = app.clone();
        let requests = web::answer_each_form(&authority, at, MICROSOFT, folder.path(), move |form| {
            let secret = "client_secret=canary%7Ehorse.5f0c7e19ab%2B%2F%3D&";
            let refusal = if form.contains("client_assertion=") {
                registered.refusal(form)
            } else {
                (!form.contains(secret)).then_some(WRONG_SECRET)
            };
            match refusal {
                Some(reply) => ("401 Unauthorized", reply.into()),
                None => ("200 OK", token_answer()),
            }
        });
        let dns = NameServer::start(vec![
            Zone::new(MICROSOFT, &[&format!("@ A {at}")]),
            Zone::new("office365.com", &[&format!("smtp A {at}")]),
            Zone::new(TENANT, &["@ MX 0 office-test.mail.protection.outlook.com."]),
        ]);
        Self { mail, requests, app, dns, authority: authority.save(folder.path()), _folder: folder }
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
        let settings = self.settings();
        Server::start(&settings.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
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

/// Starts a server that says for which mailbox a token is valid. Returns its URL.
fn introspect(at: Ipv4Addr, mailbox: &str) -> String {
    let listener = TcpListener::bind((at, 0)).expect("the address is ours");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    let mailbox = mailbox.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // If the mail server disconnects, it asks again.
            let _ = answer_introspection(stream, &mailbox);
        }
    });
    url
}

fn answer_introspection(mut stream: TcpStream, mailbox: &str) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 2048];
    while !is_whole(&request) {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&buffer[..read]),
        }
    }
    let is_active = String::from_utf8_lossy(&request).contains(TOKEN_MARK);
    let body = format!(r#"{{"active":{is_active},"username":"{mailbox}"}}"#);
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Returns true if a request has arrived with its body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
