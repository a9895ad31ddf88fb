//! Keys that are verified and removed, and files that are re-encrypted.

use axum::http::StatusCode;
use shared::{
    link::{Link, Token},
    open::{Identities, open, open_link},
    proof,
    recipients::{Recipient, RecipientSet},
    seal,
    wire::{
        Activity, BoardRow, Code, KeyChallenge, KeyProof, KeyRequest, Me, Onboarding, Password, Person,
        Proof, Receipt, ResealRequest, Role, SealedSubmission,
    },
};

use super::{
    Answer, Server,
    accounts::{IRIS, PASSWORD},
    fixture, signed_in,
};

impl Server {
    pub(super) async fn me(&self, token: &Token) -> Me {
        self.get("/api/session", token).await.json(StatusCode::OK)
    }

    pub(super) async fn offer(&self, token: &Token, key: &str) -> Answer {
        let proof = Proof { password: Some(Password(fixture::PASSWORD.into())), code: None };
        self.offer_with(token, key, proof).await
    }

    pub(super) async fn offer_with(&self, token: &Token, key: &str, proof: Proof) -> Answer {
        self.post("/api/me/key/challenge", token, &KeyRequest { key: key.into(), proof }).await
    }

    /// Returns the answer to the challenge for this person's new key.
    pub(super) async fn challenged(&self, token: &Token, identities: &Identities) -> KeyProof {
        let me = self.me(token).await;
        let recipient = Recipient::new(&me.name, &identities.public_keys()[0]).unwrap();
        let challenge: KeyChallenge = self.offer(token, recipient.key()).await.json(StatusCode::OK);
        KeyProof { answer: proof::answer(identities, &me.id, &recipient, &challenge.sealed).unwrap() }
    }

    pub(super) async fn prove(&self, token: &Token, proof: &KeyProof) -> Answer {
        self.send_json("PUT", "/api/me/key", token, proof).await
    }

    /// Adds another technician with a key, signed in.
    pub(super) async fn second_technician(&self) -> (Token, Identities) {
        let (person, identities) = fixture::technician(self.store(), "Uma").await;
        (signed_in(self.store(), &person).await, identities)
    }

    pub(super) async fn take_key_of(&self, name: &str) {
        let people: Vec<Person> = self.get("/api/people", &self.admin).await.json(StatusCode::OK);
        let person = people.iter().find(|person| person.name == name).unwrap();
        let path = format!("/api/people/{}/key", person.id);
        self.send_json("DELETE", &path, &self.admin, &()).await.is_empty_with(StatusCode::NO_CONTENT);
    }

    /// Creates an onboarding whose client has submitted.
    pub(super) async fn submitted(&self) -> (BoardRow, Link, Receipt) {
        let (row, link, set) = self.onboarding().await;
        let path = format!("/api/o/{}/submission", link.locator());
        let request = fixture::submission(&link, &set, "hunter2");
        let receipt = self.post(&path, &link.token(), &request).await.json(StatusCode::CREATED);
        (row, link, receipt)
    }

    pub(super) async fn sealed(&self, id: &str) -> SealedSubmission {
        self.get(&format!("/api/onboardings/{id}/sealed"), &self.technician).await.json(StatusCode::OK)
    }

    pub(super) async fn seen(&self, id: &str) -> Onboarding {
        self.get(&format!("/api/onboardings/{id}"), &self.manager).await.json(StatusCode::OK)
    }

    /// Re-encrypts a submission, like the technician's browser or command line.
    pub(super) fn resealed(&self, submission: &SealedSubmission, to: &RecipientSet) -> ResealRequest {
        let opened = open(&self.identity, &submission.sealed.file).unwrap();
        let link = open_link(&self.identity, &submission.sealed_link).unwrap().link;
        ResealRequest {
            opened: submission.sealed.digest().to_vec(),
            sealed: seal::reseal(&link, to, &submission.sealed, &opened, "Tess", fixture::START).unwrap(),
            sealed_link: seal::seal_link(&link, None, to).unwrap(),
            recipients: to.pin(),
        }
    }

    pub(super) async fn current(&self) -> RecipientSet {
        self.get("/api/recipients", &self.manager).await.json(StatusCode::OK)
    }

    pub(super) async fn reseal(&self, id: &str, token: &Token, request: &ResealRequest) -> Answer {
        self.post(&format!("/api/onboardings/{id}/reseal"), token, request).await
    }
}

#[tokio::test]
async fn a_key_counts_only_after_it_is_verified() {
    let server = Server::new().await;
    let technician = &server.technician;
    let offered = async |key: &str| server.offer(technician, key).await;
    assert_eq!(offered("age1nonsense").await.problem(422, "not-a-key").field.as_deref(), Some("key"));
    let secret = Identities::generate().to_file();
    offered(secret.lines().last().unwrap()).await.problem(422, "is-secret-key");
    offered("age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt")
        .await
        .problem(422, "key-needs-plugin");

    let before = server.current().await;
    let identities = Identities::generate();
    let right = server.challenged(technician, &identities).await;
    assert_eq!(server.current().await, before, "an offer changes nothing");
    let wrong = KeyProof { answer: Token::received("wrong") };
    server.prove(technician, &wrong).await.problem(409, "not-proven");
    let (other, _) = server.second_technician().await;
    server.prove(&other, &right).await.problem(409, "not-proven");
    let me: Me = server.prove(technician, &right).await.json(StatusCode::OK);
    assert_eq!(me.key.as_ref(), identities.public_keys().first());
    server.prove(technician, &right).await.problem(409, "not-proven");
    assert!(server.current().await.version() > before.version());

    let taken = server.offer(&other, &identities.public_keys()[0]).await;
    assert_eq!(taken.problem(422, "key-taken").field.as_deref(), Some("key"));
}

#[tokio::test]
async fn a_challenge_expires_and_is_replaced_by_the_next() {
    let server = Server::new().await;
    let technician = &server.technician;
    let identities = Identities::generate();
    let first = server.challenged(technician, &identities).await;
    let second = server.challenged(technician, &identities).await;
    server.prove(technician, &first).await.problem(409, "not-proven");
    server.later(10 * 60);
    server.prove(technician, &second).await.problem(409, "not-proven");
    let third = server.challenged(technician, &identities).await;
    server.later(10 * 60 - 1);
    assert_eq!(server.prove(technician, &third).await.status, StatusCode::OK);
    for _ in 0..20 {
        server.offer(technician, &identities.public_keys()[0]).await;
    }
    server.offer(technician, &identities.public_keys()[0]).await.problem(429, "too-often");
}

/// Someone who finds an open session must not be able to change whom clients encrypt to.
#[tokio::test]
async fn replacing_a_key_needs_the_password_and_is_logged() {
    let server = Server::new().await;
    let (technician, before) = (&server.technician, server.current().await);
    let new = Identities::generate();
    let key = &new.public_keys()[0];
    let offer = async |password: Option<&str>| {
        let password = password.map(|password| Password(password.into()));
        server.offer_with(technician, key, Proof { password, code: None }).await
    };
    offer(None).await.problem(422, "password-needed");
    offer(Some("not the password")).await.problem(422, "wrong-password");
    let own = &server.identity.public_keys()[0];
    let same = server.offer_with(technician, own, Proof::default()).await;
    assert_eq!(same.status, StatusCode::OK, "the same key replaces nothing");
    assert_eq!(server.current().await, before);

    let right = server.challenged(technician, &new).await;
    let me: Me = server.prove(technician, &right).await.json(StatusCode::OK);
    assert_eq!(me.key.as_ref(), Some(key));
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let entry = log.iter().find(|entry| entry.code == "key.replaced").unwrap();
    let print = |key: &str| Recipient::new("Tess", key).unwrap().fingerprint();
    assert!(
        entry.sentence.contains(&print(own)) && entry.sentence.contains(&print(key)),
        "{}",
        entry.sentence
    );
}

/// With an authenticator app, the password alone isn't enough to replace a key.
#[tokio::test]
async fn replacing_a_key_also_needs_a_code_with_an_authenticator_app() {
    let server = Server::strict().await;
    let iris = server.iris(&[Role::Technician]).await;
    let person = server.store().person_by_email(&IRIS.parse().unwrap()).await.unwrap().unwrap();
    let (old, new) = (Identities::generate(), Identities::generate());
    fixture::give_key(server.store(), &person, &old).await;
    let set = async || server.store().recipients().await.unwrap().unwrap();
    let before = set().await;
    let key = &new.public_keys()[0];
    let offer = async |code: Option<&str>| {
        let code = code.map(|code| Code(code.into()));
        let proof = Proof { password: Some(Password(PASSWORD.into())), code };
        server.offer_with(&iris.token, key, proof).await
    };
    server.later(30);
    let code = server.shown(&iris.key);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    offer(None).await.problem(422, "code-needed");
    offer(Some(wrong)).await.problem(422, "wrong-code");
    assert_eq!(set().await, before, "nothing has changed");
    let challenge: KeyChallenge = offer(Some(&code)).await.json(StatusCode::OK);
    offer(Some(&code)).await.problem(422, "wrong-code");
    assert_eq!(set().await, before, "an offer changes nothing");
    let recipient = Recipient::new("Iris", key).unwrap();
    let answer = proof::answer(&new, &person.id, &recipient, &challenge.sealed).unwrap();
    let me: Me = server.prove(&iris.token, &KeyProof { answer }).await.json(StatusCode::OK);
    assert_eq!(me.key.as_ref(), Some(key));
    assert!(set().await.recipients().iter().any(|recipient| recipient.key() == key));
}
