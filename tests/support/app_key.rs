//! A certificate for an app, which OpenSSL makes, and what Microsoft's token endpoint checks about an assertion.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use shared::grant::ClientCertificate;

use crate::tenant::APPLICATION;

/// What Microsoft replies to an assertion with a certificate that the app doesn't have.
const NOT_REGISTERED: &str = r#"{"error":"invalid_client","error_description":"AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]","error_codes":[700027]}"#;
/// What Microsoft replies to an assertion that another key signed.
const BAD_SIGNATURE: &str = r#"{"error":"invalid_client","error_description":"AADSTS700027: Client assertion failed signature validation. [Reason - Key was found, but use of the key to verify the signature failed.]","error_codes":[700027]}"#;
/// What Microsoft replies to an assertion from another time.
const OTHER_TIME: &str = r#"{"error":"invalid_client","error_description":"AADSTS700024: Client assertion is not within its valid time range.","error_codes":[700024]}"#;
/// What Microsoft replies to an assertion that isn't for it, or isn't the app's.
const OTHER_CLAIMS: &str = r#"{"error":"invalid_client","error_description":"AADSTS700023: Client assertion audience claim does not match Realm issuer.","error_codes":[700023]}"#;

/// An app's certificate and its private key.
pub struct AppKey {
    certificate: String,
    key: String,
    public: Vec<u8>,
    thumbprint: String,
}

impl AppKey {
    /// Creates a key of 2048 bits, and a certificate for it.
    pub fn create() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let options =
            "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=website -keyout key.pem -out cert.pem";
        openssl(folder, options).expect("a key");
        let run = |arguments| openssl(folder, arguments).expect("a certificate");
        let public = run("x509 -in cert.pem -pubkey -noout");
        run("x509 -in cert.pem -outform DER -out cert.der");
        let thumbprint = URL_SAFE_NO_PAD.encode(run("dgst -sha256 -binary cert.der"));
        let [certificate, key] =
            ["cert.pem", "key.pem"].map(|name| fs::read_to_string(folder.join(name)).expect("readable"));
        Self { certificate, key, public, thumbprint }
    }

    /// Returns the certificate in PEM.
    pub fn certificate(&self) -> String {
        self.certificate.clone()
    }

    /// Returns the certificate and its private key in PEM.
    pub fn pem(&self) -> String {
        format!("{}{}", self.certificate, self.key)
    }

    /// Returns the same as Sealpost reads it.
    pub fn read(&self) -> ClientCertificate {
        ClientCertificate::parse(&self.pem()).expect("a certificate and its key")
    }

    /// Returns Microsoft's reply to a form with an assertion, or `None` if it gives a token.
    pub fn refusal(&self, form: &str) -> Option<&'static str> {
        let (_, rest) = form.split_once("client_assertion=").expect("an assertion");
        self.refusal_of(rest.split('&').next().unwrap_or_default())
    }

    /// Returns Microsoft's reply to an assertion, or `None` if it gives a token.
    pub fn refusal_of(&self, assertion: &str) -> Option<&'static str> {
        let (signed, signature) = assertion.rsplit_once('.').expect("three parts");
        let (header, claims) = signed.split_once('.').expect("two parts");
        let (header, claims) = (read(header), read(claims));
        assert_eq!((&header["alg"], &header["typ"]), (&"PS256".into(), &"JWT".into()), "{header}");
        if header["x5t#S256"] != self.thumbprint {
            return Some(NOT_REGISTERED);
        }
        if !self.verifies(signed, signature) {
            return Some(BAD_SIGNATURE);
        }
        let endpoint = claims["aud"].as_str().unwrap_or_default();
        let is_ours = endpoint.starts_with("https://login.microsoftonline.com/")
            && endpoint.ends_with("/oauth2/v2.0/token")
            && [&claims["iss"], &claims["sub"]].into_iter().all(|id| *id == APPLICATION)
            && claims["jti"].as_str().is_some_and(|id| id.len() >= 22);
        if !is_ours {
            return Some(OTHER_CLAIMS);
        }
        let time = |name: &str| claims[name].as_i64().expect("a time");
        let (from, to) = (time("nbf"), time("exp"));
        assert!(to - from <= 600, "an assertion is valid for 10 minutes at most: {claims}");
        (!(from..to).contains(&now())).then_some(OTHER_TIME)
    }

    fn verifies(&self, signed: &str, signature: &str) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64");
        for (name, content) in
            [("public.pem", &self.public[..]), ("signature", &signature[..]), ("signed", signed.as_bytes())]
        {
            fs::write(folder.path().join(name), content).expect("writable");
        }
        let options = "dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify public.pem \
                       -signature signature signed";
        openssl(folder.path(), options).is_some()
    }
}

/// Runs OpenSSL in a folder. Returns what it prints, or `None` if it fails.
pub(crate) fn openssl(folder: &Path, arguments: &str) -> Option<Vec<u8>> {
    let mut openssl = Command::new("openssl");
    let output =
        openssl.args(arguments.split_whitespace()).current_dir(folder).output().expect("openssl runs");
    output.status.success().then_some(output.stdout)
}

/// Reads a part of a JSON Web Token.
pub(crate) fn read(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

/// Returns the time in Unix seconds.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("before the year 292 billion")
}
