//! Keys: proven, taken away, and what was sealed to them sealed anew.

use axum::http::StatusCode;
use sha2::Digest as _;
use shared::{
    link::{Link, Token},
    open::{Identities, is_from_link, is_sealed_to, open, open_link},
    proof,
    recipients::{RECIPIENTS_MAX, Recipient, RecipientSet},
    seal,
    status::Status,
    wire::{
        APPROVALS_MAX, Activity, Base64, Board, BoardRow, ClientView, Code, KeepApprovals, KeyChallenge,
        KeyProof, KeyRequest, Me, Onboarding, Password, Person, Proof, Receipt, ResealRequest, Role,
        SealedSubmission, StoredApprovals,
    },
};

use super::{
    Answer, Server,
    accounts::{IRIS, PASSWORD},
    fixture, signed_in,
};
use crate::say::ACTIVITY as SAY;

impl Server {
    async fn me(&self, token: &Token) -> Me {
        self.get("/api/session", token).await.json(StatusCode::OK)
    }

    async fn offer(&self, token: &Token, key: &str) -> Answer {
        let proof = Proof { password: Some(Password(fixture::PASSWORD.into())), code: None };
        self.offer_with(token, key, proof).await
    }

    async fn offer_with(&self, token: &Token, key: &str, proof: Proof) -> Answer {
        self.post("/api/me/key/challenge", token, &KeyRequest { key: key.into(), proof }).await
    }

    /// The answer to a challenge for a new key of this person's.
    async fn challenged(&self, token: &Token, identities: &Identities) -> KeyProof {
        let me = self.me(token).await;
        let recipient = Recipient::new(&me.name, &identities.public_keys()[0]).unwrap();
        let challenge: KeyChallenge = self.offer(token, recipient.key()).await.json(StatusCode::OK);
        KeyProof { answer: proof::answer(identities, &me.id, &recipient, &challenge.sealed).unwrap() }
    }

    async fn prove(&self, token: &Token, proof: &KeyProof) -> Answer {
        self.send_json("PUT", "/api/me/key", token, proof).await
    }

    /// Another technician, signed in, with a key.
    async fn second_technician(&self) -> (Token, Identities) {
        let (person, identities) = fixture::technician(self.store(), "Uma").await;
        (signed_in(self.store(), &person).await, identities)
    }

    async fn take_key_of(&self, name: &str) {
        let people: Vec<Person> = self.get("/api/people", &self.admin).await.json(StatusCode::OK);
        let person = people.iter().find(|person| person.name == name).unwrap();
        let path = format!("/api/people/{}/key", person.id);
        self.send_json("DELETE", &path, &self.admin, &()).await.is_empty_with(StatusCode::NO_CONTENT);
    }

    /// An onboarding whose client has submitted.
    async fn submitted(&self) -> (BoardRow, Link, Receipt) {
        let (row, link, set) = self.onboarding().await;
        let path = format!("/api/o/{}/submission", link.locator());
        let request = fixture::submission(&link, &set, "hunter2");
        let receipt = self.post(&path, &link.token(), &request).await.json(StatusCode::CREATED);
        (row, link, receipt)
    }

    async fn sealed(&self, id: &str) -> SealedSubmission {
        self.get(&format!("/api/onboardings/{id}/sealed"), &self.technician).await.json(StatusCode::OK)
    }

    async fn seen(&self, id: &str) -> Onboarding {
        self.get(&format!("/api/onboardings/{id}"), &self.manager).await.json(StatusCode::OK)
    }

    /// What the technician's browser or command line makes of a submission.
    fn resealed(&self, submission: &SealedSubmission, to: &RecipientSet) -> ResealRequest {
        let opened = open(&self.identity, &submission.sealed.file).unwrap();
        let link = open_link(&self.identity, &submission.sealed_link).unwrap().link;
        ResealRequest {
            opened: submission.sealed.digest().to_vec(),
            sealed: seal::reseal(&link, to, &submission.sealed, &opened, "Tess", fixture::START).unwrap(),
            sealed_link: seal::seal_link(&link, None, to).unwrap(),
            recipients: to.pin(),
        }
    }

    async fn current(&self) -> RecipientSet {
        self.get("/api/recipients", &self.manager).await.json(StatusCode::OK)
    }

    async fn reseal(&self, id: &str, token: &Token, request: &ResealRequest) -> Answer {
        self.post(&format!("/api/onboardings/{id}/reseal"), token, request).await
    }
}

#[tokio::test]
async fn a_key_counts_once_it_is_proven() {
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
async fn a_challenge_runs_out_and_is_replaced_by_the_next() {
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

#[tokio::test]
async fn a_link_for_the_set_before_is_refused() {
    let server = Server::new().await;
    let (link, set) = fixture::link(server.store()).await;
    let stale = fixture::create_request(&link, &set);
    let proof = server.challenged(&server.technician, &Identities::generate()).await;
    assert_eq!(server.prove(&server.technician, &proof).await.status, StatusCode::OK);
    let refused = server.post("/api/onboardings", &server.manager, &stale).await;
    refused.problem(409, "recipients-changed");
}

#[tokio::test]
async fn who_left_and_could_still_read_is_told() {
    let server = Server::new().await;
    server.second_technician().await;
    let (waiting, ..) = server.onboarding().await;
    let (submitted, ..) = server.submitted().await;
    let (revoked, ..) = server.onboarding().await;
    server.post(&format!("/api/onboardings/{}/revoke", revoked.id), &server.manager, &()).await;
    assert_eq!(server.seen(&waiting.id).await.still_read, []);
    server
        .send_json("DELETE", "/api/people/nobody/key", &server.admin, &())
        .await
        .problem(404, "person-unknown");
    server.take_key_of("Uma").await;
    server.take_key_of("Uma").await;
    assert_eq!(server.current().await.names(), ["Tess"]);

    let board: Board = server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK);
    for row in &board.rows {
        let expected: &[&str] = if row.id == revoked.id { &[] } else { &["Uma"] };
        assert_eq!(row.leavers, expected, "{row:?}");
    }
    for id in [&waiting.id, &submitted.id] {
        let seen = server.seen(id).await;
        let [uma] = &seen.still_read[..] else { panic!("{seen:?}") };
        assert_eq!((uma.name.as_str(), uma.has_new_key), ("Uma", false));
        assert_eq!(seen.recipients.names(), ["Tess", "Uma"], "whom it is sealed to, not who is there now");
    }
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let removed: Vec<_> = log.iter().filter(|entry| entry.code == "key.removed").collect();
    assert_eq!(removed.len(), 1);
    assert!(
        removed[0].sentence.starts_with(&SAY.key_removed(&"Ada", &"Uma", &"").replace('.', "")),
        "{}",
        removed[0].sentence
    );

    // Another key of somebody who is still there is told apart: nobody left.
    let proof = server.challenged(&server.technician, &Identities::generate()).await;
    server.prove(&server.technician, &proof).await;
    let seen = server.seen(&waiting.id).await;
    assert_eq!(
        seen.still_read.iter().map(|r| (r.name.as_str(), r.has_new_key)).collect::<Vec<_>>(),
        [("Tess", true), ("Uma", false)]
    );
    assert_eq!(seen.row.leavers, ["Uma"]);
}

#[tokio::test]
async fn a_role_that_is_given_back_brings_no_key_with_it() {
    let server = Server::new().await;
    let (uma, identities) = server.second_technician().await;
    let (row, ..) = server.onboarding().await;
    let readers = async || -> Vec<_> {
        server.seen(&row.id).await.still_read.into_iter().map(|r| (r.name, r.has_new_key)).collect()
    };
    let proof = server.challenged(&uma, &Identities::generate()).await;
    for (role, (status, code)) in
        [(Role::Manager, (403, "forbidden")), (Role::Technician, (409, "not-proven"))]
    {
        let person: Person = server.set_roles("Uma", &[role]).await.json(StatusCode::OK);
        assert_eq!(person.key, None);
        assert_eq!(server.current().await.names(), ["Tess"]);
        assert_eq!(readers().await, [("Uma".to_owned(), false)], "she could still read it");
        server.prove(&uma, &proof).await.problem(status, code);
    }
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let removed: Vec<_> = log.iter().filter(|entry| entry.code == "key.removed").collect();
    let [removed] = removed[..] else { panic!("{removed:?}") };
    assert!(
        removed.sentence.starts_with(&SAY.key_removed(&"Ada", &"Uma", &"").replace('.', "")),
        "{}",
        removed.sentence
    );
    let proof = server.challenged(&uma, &identities).await;
    assert_eq!(server.prove(&uma, &proof).await.status, StatusCode::OK);
    assert_eq!(readers().await, [], "the same key, proven again");
}

/// As it may be in a store that is older than the rule.
#[tokio::test]
async fn a_full_set_is_in_nobodys_way_who_becomes_a_technician() {
    let server = Server::new().await;
    let mia = server.me(&server.manager).await;
    let person = server.store().person(&mia.id).await.unwrap().unwrap();
    fixture::give_key(server.store(), &person, &Identities::generate()).await;
    for n in 1..RECIPIENTS_MAX {
        fixture::technician(server.store(), &format!("T{n}")).await;
    }
    assert_eq!(server.current().await.recipients().len(), RECIPIENTS_MAX);
    let mia: Person = server.set_roles("Mia", &[Role::Technician]).await.json(StatusCode::OK);
    assert_eq!((mia.roles, mia.key), (vec![Role::Technician], None));
    let proof = server.challenged(&server.manager, &Identities::generate()).await;
    server.prove(&server.manager, &proof).await.problem(422, "too-many-recipients");
}

#[tokio::test]
async fn the_last_technician_can_leave_too() {
    let server = Server::new().await;
    let (row, ..) = server.onboarding().await;
    server.take_key_of("Tess").await;
    server.get("/api/recipients", &server.manager).await.problem(404, "no-recipients");
    assert_eq!(server.seen(&row.id).await.row.leavers, ["Tess"]);
    let (_, identities) = server.second_technician().await;
    assert_eq!(server.current().await.recipients()[0].key(), identities.public_keys()[0]);
}

#[tokio::test]
async fn a_submission_is_sealed_anew_without_the_client() {
    let server = Server::new().await;
    let (uma, _) = server.second_technician().await;
    let (row, link, receipt) = server.submitted().await;
    server.take_key_of("Uma").await;
    let (person, kim) = fixture::technician(server.store(), "Kim").await;
    let kims = signed_in(server.store(), &person).await;
    let set = server.current().await;
    let submission = server.sealed(&row.id).await;
    let request = server.resealed(&submission, &set);
    server.reseal(&row.id, &kims, &request).await.problem(409, "not-now");
    for token in [&server.manager, &server.admin] {
        server.reseal(&row.id, token, &request).await.problem(403, "forbidden");
    }
    let after: BoardRow = server.reseal(&row.id, &server.technician, &request).await.json(StatusCode::OK);
    assert_eq!((after.status, after.leavers), (Status::Submitted, vec![]));

    let submission: SealedSubmission =
        server.get(&format!("/api/onboardings/{}/sealed", row.id), &uma).await.json(StatusCode::OK);
    assert_eq!((&submission.sealed, &submission.recipients), (&request.sealed, &set), "the old copy is gone");
    let opened = open(&kim, &submission.sealed.file).unwrap();
    let vouching = open_link(&kim, &submission.sealed_link).unwrap().link;
    assert!(is_from_link(&vouching, &submission.sealed, &opened) && is_sealed_to(&opened, &set));
    assert_eq!(opened.secret.expose(), "hunter2");

    let seen = server.seen(&row.id).await;
    assert_eq!(seen.still_read, []);
    assert_eq!(seen.read_before.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>(), ["Uma"]);
    let entry = &seen.activity[0];
    assert_eq!((entry.code.as_str(), entry.who.as_str()), ("submission.resealed", "Tess"));
    assert_eq!(entry.sentence, SAY.submission_resealed_without(&"Tess", &"Kim and Tess", &"Uma"));

    // The client still sees the receipt of what they sent, who can open it by now, and may take it back.
    let path = format!("/api/o/{}", link.locator());
    let view: ClientView = server.get(&path, &link.token()).await.json(StatusCode::OK);
    let kept = view.receipt.unwrap();
    assert_eq!((kept.digest, kept.submitted_at), (receipt.digest, receipt.submitted_at));
    assert_eq!(
        (kept.recipients, kept.resealed.unwrap().by),
        (vec!["Kim".into(), "Tess".into()], "Tess".into())
    );
    assert_eq!(view.recipients.pin(), link.pin(), "the page checks the pin as before");
    let withdraw = format!("{path}/withdraw");
    server.post(&withdraw, &link.token(), &()).await.is_empty_with(StatusCode::NO_CONTENT);
    server.reseal(&row.id, &server.technician, &request).await.problem(409, "not-now");
}

#[tokio::test]
async fn a_client_who_sends_the_same_again_gets_the_receipt_after_a_resealing_too() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let path = format!("/api/o/{}/submission", link.locator());
    let request = fixture::submission(&link, &set, "hunter2");
    let first: Receipt = server.post(&path, &link.token(), &request).await.json(StatusCode::CREATED);
    fixture::technician(server.store(), "Kim").await;
    let anew = server.resealed(&server.sealed(&row.id).await, &server.current().await);
    assert_eq!(server.reseal(&row.id, &server.technician, &anew).await.status, StatusCode::OK);
    let again: Receipt = server.post(&path, &link.token(), &request).await.json(StatusCode::OK);
    assert_eq!((again.digest, again.recipients), (first.digest, vec!["Kim".into(), "Tess".into()]));
    let other = fixture::submission(&link, &set, "hunter3");
    server.post(&path, &link.token(), &other).await.problem(409, "already-submitted");
}

#[tokio::test]
async fn what_was_opened_has_to_be_what_is_stored_and_the_set_the_current_one() {
    let server = Server::new().await;
    let (row, ..) = server.submitted().await;
    fixture::technician(server.store(), "Kim").await;
    let set = server.current().await;
    let submission = server.sealed(&row.id).await;
    let (first, second) = (server.resealed(&submission, &set), server.resealed(&submission, &set));
    let crowd =
        [&first, &second, &first, &second].map(|request| server.reseal(&row.id, &server.technician, request));
    let answers = futures_util::future::join_all(crowd).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == StatusCode::OK);
    assert_eq!((won.len(), lost.len()), (1, 3));
    for answer in lost {
        answer.problem(409, "sealed-changed");
    }
    let log = server.seen(&row.id).await.activity;
    assert_eq!(log.iter().filter(|entry| entry.code == "submission.resealed").count(), 1);

    let stale = server.resealed(&server.sealed(&row.id).await, &set);
    let mut other_set = stale.clone();
    fixture::technician(server.store(), "Lea").await;
    server.reseal(&row.id, &server.technician, &stale).await.problem(409, "recipients-changed");
    other_set.recipients = server.current().await.pin();
    other_set.sealed.tag.pop();
    server.reseal(&row.id, &server.technician, &other_set).await.problem(422, "not-sealed");
    other_set.sealed.tag.push(0);
    other_set.sealed_link = b"no age file".to_vec();
    server.reseal(&row.id, &server.technician, &other_set).await.problem(422, "not-a-link");
    other_set.opened.clear();
    other_set.sealed_link.clone_from(&stale.sealed_link);
    server.reseal(&row.id, &server.technician, &other_set).await.problem(409, "sealed-changed");

    let (empty, ..) = server.onboarding().await;
    server.reseal(&empty.id, &server.technician, &stale).await.problem(409, "not-now");
    server.reseal("nothing", &server.technician, &stale).await.problem(404, "onboarding-unknown");
}

#[tokio::test]
async fn a_technician_without_the_role_any_more_is_no_recipient() {
    let server = Server::new().await;
    let iris = fixture::person(server.store(), "Iris", &[Role::Manager]).await;
    let token = signed_in(server.store(), &iris).await;
    let key = Identities::generate().public_keys().remove(0);
    server.offer(&token, &key).await.problem(403, "forbidden");
    server.prove(&token, &KeyProof { answer: Token::received("x") }).await.problem(403, "forbidden");
}

/// A session that somebody found open does not decide whom clients seal to.
#[tokio::test]
async fn replacing_a_key_takes_the_password_and_is_written_down() {
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

#[tokio::test]
async fn approvals_are_kept_for_their_person_and_never_over_newer_ones() {
    let server = Server::new().await;
    let (uma, _) = server.second_technician().await;
    let stored = async |token: &Token| -> StoredApprovals {
        server.get("/api/me/approvals", token).await.json(StatusCode::OK)
    };
    let keep = async |was: Option<&[u8]>, sealed: &[u8]| {
        let was = was.map(|was| Base64(sha2::Sha256::digest(was).to_vec()));
        let request = KeepApprovals { was, sealed: Base64(sealed.to_vec()) };
        server.send_json("PUT", "/api/me/approvals", &server.technician, &request).await
    };
    assert_eq!(stored(&server.technician).await.sealed, None);
    keep(Some(b"nothing"), b"one").await.problem(409, "approvals-changed");
    keep(None, b"one").await.is_empty_with(StatusCode::NO_CONTENT);
    keep(None, b"two").await.problem(409, "approvals-changed");
    keep(Some(b"one"), b"two").await.is_empty_with(StatusCode::NO_CONTENT);
    assert_eq!(stored(&server.technician).await.sealed, Some(Base64(b"two".to_vec())));
    assert_eq!(stored(&uma).await.sealed, None, "each has their own");
    keep(Some(b"two"), &vec![0; APPROVALS_MAX + 1]).await.problem(422, "too-long");
}

/// With an authenticator app, the password alone does not replace a key.
#[tokio::test]
async fn replacing_a_key_takes_a_code_too_if_there_is_an_authenticator_app() {
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
