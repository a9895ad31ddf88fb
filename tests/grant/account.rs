//! A service account at Google. OpenSSL makes its key, and checks what it signs.

use std::{fs, path::Path, process::Command};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use shared::grant::ServiceAccount;

fn openssl(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_service_account_signs_its_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let pem =
        openssl(&["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], folder);
    let file = json!({
        "type": "service_account", "private_key_id": "0a1b", "private_key": pem,
        "client_email": "mailer@bakery.iam.gserviceaccount.com",
    });
    let account = ServiceAccount::parse(&file.to_string()).expect("a key file");
    let request = account.token_request("shop@bakery.example", 1_800_000_000).expect("an RSA key");
    assert_eq!((request.host().as_str(), request.path()), ("oauth2.googleapis.com", "/token"));
    let form = request.form().split_once("&assertion=").expect("an assertion");
    assert_eq!(form.0, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");

    let (signed, signature) = form.1.rsplit_once('.').expect("three parts");
    let (header, claims) = signed.split_once('.').expect("two parts");
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
    };
    assert_eq!(read(header), json!({ "alg": "RS256", "typ": "JWT", "kid": "0a1b" }));
    assert_eq!(
        read(claims),
        json!({
            "iss": "mailer@bakery.iam.gserviceaccount.com", "sub": "shop@bakery.example",
            "scope": "https://mail.google.com/", "aud": "https://oauth2.googleapis.com/token",
            "iat": 1_800_000_000, "exp": 1_800_003_600,
        })
    );
    fs::write(folder.join("key.pem"), &pem).expect("writable");
    fs::write(folder.join("signed"), signed).expect("writable");
    fs::write(folder.join("signature"), URL_SAFE_NO_PAD.decode(signature).expect("base64"))
        .expect("writable");
    let verify = ["dgst", "-sha256", "-prverify", "key.pem", "-signature", "signature", "signed"];
    assert!(openssl(&verify, folder).contains("Verified OK"));
}
