//! An organization with Google Workspace: a service account, a token endpoint under Google's name that checks what the
//! account's key signed, and a real mail server that asks about each token.

use std::{
    fs,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use shared::{grant::GOOGLE, status::Step, wire::Progress};
use tempfile::TempDir;

use crate::{
    agency::{Agency, Made, parsed},
    app_key::{now, openssl, read},
    certificates::Authority,
    dns::{NameServer, Zone},
    introspection::{TOKEN_MARK, introspect},
    lab::{ADDRESS, PROVIDER_HOST, SITE},
    mail::MailServer,
    server::Server,
    web::{self, Requests},
};

/// The service account.
pub const ACCOUNT: &str = "mailer@bakery.iam.gserviceaccount.com";
/// The ID of its key.
const KEY_ID: &str = "0f5c8a5190c64dd18c221d8bb2d2c0aa0f5c8a51";
/// The permission that the administrator has given the account.
const SCOPE: &str = "https://mail.google.com/";

/// What Google replies to an assertion that another key signed.
const BAD_SIGNATURE: &str = r#"{"error":"invalid_grant","error_description":"Invalid JWT Signature."}"#;
/// What Google replies to an assertion from another time.
const OTHER_TIME: &str = r#"{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."}"#;
/// What Google replies if the account can't act for the mailbox, or not with this permission.
const NOT_DELEGATED: &str = r#"{"error":"unauthorized_client","error_description":"Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."}"#;

/// The key of the service account.
pub struct AccountKey {
    pem: String,
    public: Vec<u8>,
}

impl AccountKey {
    /// Creates a key of 2048 bits.
    pub fn create() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let options = "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem";
        openssl(folder, options).expect("a key");
        let public = openssl(folder, "pkey -in key.pem -pubout").expect("a public key");
        Self { pem: fs::read_to_string(folder.join("key.pem")).expect("readable"), public }
    }

    /// Returns the key file, in one line. A browser removes the line breaks from what is pasted into a field.
    pub fn file(&self) -> String {
        json!({
            "type": "service_account", "project_id": "bakery", "private_key_id": KEY_ID,
            "private_key": self.pem, "client_email": ACCOUNT, "client_id": "104857600000000000001",
            "token_uri": format!("https://{GOOGLE}/token"), "universe_domain": "googleapis.com",
        })
        .to_string()
    }

    /// Returns Google's reply to a form with an assertion, or `None` if it gives a token for [`ADDRESS`].
    pub fn refusal(&self, form: &str) -> Option<&'static str> {
        let (_, rest) = form.split_once("&assertion=").expect("an assertion");
        let (signed, signature) = rest.split('&').next()?.rsplit_once('.').expect("three parts");
        let (header, claims) = signed.split_once('.').expect("two parts");
        let (header, claims) = (read(header), read(claims));
        assert_eq!((&header["alg"], &header["typ"]), (&"RS256".into(), &"JWT".into()), "{header}");
        let endpoint = format!("https://{GOOGLE}/token");
        assert_eq!((&claims["aud"], &claims["iss"]), (&endpoint.into(), &ACCOUNT.into()), "{claims}");
        if header["kid"] != KEY_ID || !self.verifies(signed, signature) {
            return Some(BAD_SIGNATURE);
        }
        let time = |name: &str| claims[name].as_i64().expect("a time");
        let (since, until) = (time("iat"), time("exp"));
        assert!(until - since <= 3600, "an assertion is valid for an hour at most: {claims}");
        if !(since..until).contains(&now()) {
            return Some(OTHER_TIME);
        }
        (claims["sub"] != ADDRESS || claims["scope"] != SCOPE).then_some(NOT_DELEGATED)
    }

    fn verifies(&self, signed: &str, signature: &str) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64");
        for (name, content) in
            [("public.pem", &self.public[..]), ("signature", &signature[..]), ("signed", signed.as_bytes())]
        {
            fs::write(folder.path().join(name), content).expect("writable");
        }
        let options = "dgst -sha256 -verify public.pem -signature signature signed";
        openssl(folder.path(), options).is_some()
    }
}

/// The organization's servers, and the authority that all sides trust.
pub struct Workspace {
    /// The mail server.
    pub mail: MailServer,
    /// The requests that the token endpoint has received.
    pub requests: Requests,
    /// The key of the service account.
    pub key: Arc<AccountKey>,
    dns: NameServer,
    authority: PathBuf,
    _folder: TempDir,
}

impl Workspace {
    /// Starts the servers. The service account may send from [`ADDRESS`].
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::default();
        let introspection = |at| introspect(at, ADDRESS);
        let login = (ADDRESS, "unused");
        let mail = MailServer::with_tokens(&authority, PROVIDER_HOST, login, &introspection, None);
        let at = mail.address();
        let key = Arc::new(AccountKey::create());
        let requests = answer_requests(&authority, at, folder.path(), key.clone());
        let dns = NameServer::start(vec![
            Zone::new(GOOGLE, &[&format!("@ A {at}")]),
            Zone::new("gmail.com", &[&format!("smtp A {at}")]),
            Zone::new(SITE, &["@ MX 1 aspmx.l.google.com."]),
        ]);
        Self { mail, requests, key, dns, authority: authority.save(folder.path()), _folder: folder }
    }

    /// Starts a Sealpost server that uses these servers instead of the internet.
    pub fn server(&self) -> Server {
        let (dns, roots) = (self.dns.address().to_string(), self.authority.display().to_string());
        Server::start(&[
            ("SEALPOST_DNS", &dns),
            ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"),
            ("SEALPOST_EXTRA_ROOTS", &roots),
        ])
    }
}

/// Creates an onboarding whose client is at Google's guide.
pub fn at_guide(agency: &Agency) -> Made {
    let made = agency.onboarding("Bakery Winter", SITE);
    let progress = Progress {
        step: Some(Step::Guide),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    };
    assert_eq!(agency.client(&made.link).progress(&progress).status, 204);
    made
}

/// Starts the token endpoint.
fn answer_requests(authority: &Authority, at: Ipv4Addr, folder: &Path, key: Arc<AccountKey>) -> Requests {
    web::answer_each_form(authority, at, GOOGLE, folder, move |form| {
        if let Some(reply) = key.refusal(form) {
            return ("400 Bad Request", reply.into());
        }
        // Google's tokens have no parts that anyone else can read.
        let token = format!("ya29.c.b0{TOKEN_MARK}");
        let answer = json!({ "access_token": token, "expires_in": 3599, "token_type": "Bearer" });
        ("200 OK", answer.to_string())
    })
}
