use super::*;

const APP: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";

fn client(secret: &str) -> Result<OauthClient, SecretIsAnId> {
    let secret = SecretText::new(secret.into()).expect("a secret");
    OauthClient::new("bakery.example".parse().expect("a domain"), APP.parse().expect("an ID"), secret)
}

#[test]
fn the_request_is_a_form_for_the_tenant() {
    let client = client("a~b&c=d +é").expect("a Value");
    let request = client.token_request();
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
    let request = client("a~b").expect("a Value").token_request();
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
    let request = client("hunter2~").expect("a Value").token_request();
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
