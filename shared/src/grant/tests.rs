use super::*;

const APP: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
/// When requests are made, in Unix seconds.
const AT: i64 = 1_800_000_000;

fn client(secret: &str) -> Result<OauthClient, SecretIsAnId> {
    let secret = SecretText::new(secret.into()).expect("a secret");
    OauthClient::new("bakery.example".parse().expect("a domain"), APP.parse().expect("an ID"), secret)
}

#[test]
fn the_request_is_a_form_for_the_tenant() {
    let client = client("a~b&c=d +é").expect("a Value");
    let request = client.token_request(AT).expect("a request");
    assert_eq!((request.host().as_str(), request.path()), (MICROSOFT, "/bakery.example/oauth2/v2.0/token"));
    assert_eq!(
        request.form(),
        format!(
            "grant_type=client_credentials&client_id={APP}&client_secret=a%7Eb%26c%3Dd+%2B%C3%A9\
             &scope=https%3A%2F%2Foutlook.office365.com%2F.default"
        )
    );
    assert!(!format!("{client:?}").contains("a~b"), "a secret is never printed");
}

#[test]
fn a_certificate_signs_its_request() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as URL};
    let certificate =
        ClientCertificate::parse(include_str!("../../fixtures/app.pem")).expect("a certificate");
    let (tenant, application) = ("bakery.example".parse().expect("a domain"), APP.parse().expect("an ID"));
    let client = OauthClient::with_certificate(tenant, application, certificate);
    let assertion = || {
        let request = client.token_request(AT).expect("an RSA key");
        assert_eq!(request.path(), "/bakery.example/oauth2/v2.0/token");
        let start = format!(
            "grant_type=client_credentials&client_id={APP}&client_assertion_type=\
             urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
        );
        let rest = request.form().strip_prefix(&start).expect("an assertion");
        let (assertion, rest) = rest.split_once('&').expect("more fields");
        assert_eq!(rest, "scope=https%3A%2F%2Foutlook.office365.com%2F.default");
        assertion.to_owned()
    };
    let assertion = [assertion(), assertion()];
    let read = |part: &str| -> serde_json::Value {
        serde_json::from_slice(&URL.decode(part).expect("base64")).expect("JSON")
    };
    let claims = assertion.each_ref().map(|one| {
        let parts: Vec<&str> = one.split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("not three parts: {one}") };
        let header = read(header);
        assert_eq!((&header["alg"], &header["typ"]), (&"PS256".into(), &"JWT".into()));
        assert_eq!(header["x5t#S256"].as_str().map(str::len), Some(43), "a SHA-256");
        assert_eq!(URL.decode(signature).expect("base64").len(), 256);
        read(claims)
    });
    let [first, second] = &claims;
    assert_eq!(first["aud"], "https://login.microsoftonline.com/bakery.example/oauth2/v2.0/token");
    assert_eq!((&first["iss"], &first["sub"]), (&APP.into(), &APP.into()));
    assert_eq!((&first["nbf"], &first["exp"]), (&(AT - 300).into(), &(AT + 300).into()));
    assert_ne!(first["jti"], second["jti"], "each request has an ID of its own");
}

#[test]
fn a_secrets_id_is_not_its_value() {
    assert_eq!(client("0F5C8A51-90c6-4dd1-8c22-1d8bb2d2c0aa").unwrap_err(), SecretIsAnId);
    assert!(client("0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa~").is_ok());
}

#[test]
fn ids_and_tenants_are_read() {
    assert_eq!(format!(" {} ", APP.to_uppercase()).parse::<Guid>().expect("an ID").as_str(), APP);
    for wrong in ["4b7e21c96d0f4a589c33e0a1f2b3c4d5", "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4dg", "", "a-b"] {
        assert!(wrong.parse::<Guid>().is_err(), "{wrong:?}");
    }
    let tenant = |text: &str| text.parse::<Tenant>().map(|tenant| tenant.as_str().to_owned());
    assert_eq!(tenant(APP).as_deref(), Ok(APP));
    assert_eq!(tenant("Bakery.onmicrosoft.com").as_deref(), Ok("bakery.onmicrosoft.com"));
    for wrong in ["common", "organizations", "a/b", "..", ""] {
        assert!(tenant(wrong).is_err(), "{wrong:?}");
    }
}

/// Returns a token with these claims, as JSON.
fn token(claims: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as URL};
    format!("{}.{}.c2ln", URL.encode(r#"{"alg":"RS256"}"#), URL.encode(claims))
}

#[test]
fn a_token_and_its_claims_are_read() {
    let text = token(
        r#"{"aud":"https://outlook.office365.com","tid":"t","appid":"a","roles":["SMTP.SendAsApp"],"x":1}"#,
    );
    let body = format!(r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{text}"}}"#);
    let request = client("a~b").expect("a Value").token_request(AT).expect("a request");
    let found = request.answer(200, body.as_bytes()).expect("a token");
    assert_eq!((found.text.expose(), found.lifetime), (&*text, 3599));
    let claims = found.claims.expect("a JSON Web Token");
    assert_eq!(
        (&*claims.aud, &*claims.roles),
        ("https://outlook.office365.com", &["SMTP.SendAsApp".to_owned()][..])
    );
    let opaque = request.answer(200, br#"{"access_token":"ya29.a0AfH6SMB"}"#).expect("a token");
    assert_eq!((opaque.claims, opaque.lifetime), (None, 0));
}

#[test]
fn other_answers_contain_no_token() {
    let request = client("hunter2~").expect("a Value").token_request(AT).expect("a request");
    let refused = b"{\"error\":\"invalid_client\",\n\"error_description\":\"AADSTS7000215: not hunter2~\"}";
    let Refusal(reply) = request.answer(401, refused).unwrap_err();
    assert_eq!(
        reply, r#"{"error":"invalid_client", "error_description":"AADSTS7000215: not [redacted]"}"#,
        "an endpoint that repeats the secret"
    );
    for (status, body) in [(200, "<html>"), (200, "{}"), (200, r#"{"access_token":""}"#), (502, "")] {
        assert!(request.answer(status, body.as_bytes()).unwrap_err().0.is_empty(), "{status} {body}");
    }
}
