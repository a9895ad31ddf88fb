use super::*;
use crate::{
    details::SecretText,
    grant::ClientCertificate,
    link::{Link, Salt},
    recipients::Pin,
};

const TENANT: &str = "bakery.test";
const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";

fn link(seed: u8) -> HandOverLink {
    let client = Link::new(Pin([7; 16]), |bytes| bytes.fill(9));
    client.hand_over(HandedStep::App, Salt::new(|bytes| bytes.fill(seed)))
}

fn answer(secret: &str) -> Answer {
    let secret = SecretText::new(secret.into()).unwrap();
    let app = OauthClient::new(TENANT.parse().unwrap(), APPLICATION.parse().unwrap(), secret).unwrap();
    Answer::App(app.expiring(Some("2028-11-30".parse().unwrap())))
}

#[test]
fn the_client_opens_what_the_administrator_sealed() {
    for secret in ["canary~horse", "a\"quote\\", &"\"".repeat(4096)] {
        let sealed = answer(secret).seal(&link(1)).unwrap();
        assert!(sealed.file.len() <= ANSWER_MAX, "{}", sealed.file.len());
        assert_eq!(Answer::open(&link(1), HandedStep::App, &sealed).unwrap(), answer(secret));
    }
}

#[test]
fn an_answer_can_have_a_certificate() {
    let certificate = ClientCertificate::parse(include_str!("../../fixtures/app.pem")).unwrap();
    let application = APPLICATION.parse().unwrap();
    let app = OauthClient::with_certificate(TENANT.parse().unwrap(), application, certificate);
    let answer = Answer::App(app);
    let sealed = answer.seal(&link(1)).unwrap();
    assert!(sealed.file.len() <= ANSWER_MAX, "{}", sealed.file.len());
    assert_eq!(Answer::open(&link(1), HandedStep::App, &sealed).unwrap(), answer);
}

#[test]
fn the_length_says_nothing_about_the_secret() {
    // A file's own length is a little different each time, because age adds a part of random length.
    let length = |secret: &str| {
        let (file, identity) = (answer(secret).seal(&link(1)).unwrap().file, link(1).identity());
        decrypt(std::iter::once(&identity as &dyn age::Identity), &file, PLAINTEXT_MAX).unwrap().len()
    };
    assert_eq!(length("short"), length(&"long".repeat(20)));
}

#[test]
fn other_files_are_refused() {
    let sealed = answer("canary").seal(&link(1)).unwrap();
    let changed = |change: fn(&mut Sealed)| {
        let mut sealed = sealed.clone();
        change(&mut sealed);
        sealed
    };
    let forged = {
        // Someone who knew the public half could encrypt, but not authenticate.
        let recipient: Box<dyn age::Recipient> = Box::new(link(1).identity().to_public());
        Sealed { file: encrypt(&[recipient], b"{}").unwrap(), tag: vec![0; 32] }
    };
    for (what, link, sealed) in [
        ("another link", link(2), sealed.clone()),
        ("another file", link(1), changed(|sealed| sealed.file.push(0))),
        ("another tag", link(1), changed(|sealed| sealed.tag[0] ^= 1)),
        ("no tag", link(1), changed(|sealed| sealed.tag.clear())),
        ("a forged file", link(1), forged),
    ] {
        assert_eq!(Answer::open(&link, HandedStep::App, &sealed), Err(OpenError::Damaged), "{what}");
    }
}

#[test]
fn nothing_prints_the_secret() {
    assert!(!format!("{:?}", answer("canary~horse")).contains("canary"));
}
