//! An agency for tests: people with real keys, and links like those that a manager's browser creates.

use shared::{
    check::{Attested, CheckReport, CheckVerdict},
    delivery::{
        Advised, Aligned, Answer, Author, Delivery, DmarcCheck, DmarcOutcome, HeaderLine, Hop, Mailbox,
        Origin, ReturnPath, Seen, SpfCheck, SpfOutcome, TlsVersion, Transport,
    },
    details::{Answers, SecretKind},
    link::Link,
    open::Identities,
    proof,
    recipients::{Recipient, RecipientSet},
    retention::{Days, Kind},
    rules::{Port, Security},
    seal::seal,
    secret::Secret,
    wire::{CreateRequest, KeyProof, KeyRequest, NewLink, Proof, Role, SubmitRequest},
};

use crate::{
    keys, password, random,
    store::{JudgedMessage, NewActivity, NewPerson, Person, SeenMessage, Store},
};

/// The time at which the tests begin.
pub const START: i64 = 1_795_305_600;

/// How long these tests keep a sealed file after the site was configured.
pub const KEEP: Days = Kind::Sealed.default_days();

/// Everyone's password.
pub const PASSWORD: &str = "correct horse battery";

/// Creates a person who has joined.
pub async fn person(store: &dyn Store, name: &str, roles: &[Role]) -> Person {
    let email = format!("{}@agency.test", name.to_lowercase()).parse().unwrap();
    let new = NewPerson { id: random::id().unwrap(), name: name.into(), email, roles: roles.to_vec() };
    let activity = NewActivity { at: START, who: name, code: "person.joined", sentence: "" };
    let hash = random::token().unwrap().hash();
    store.invite(&new, hash, START + 1, &activity).await.unwrap().unwrap();
    assert!(store.accept(hash, &password::cheap(PASSWORD), &activity, None).await.unwrap());
    store.person_by_email(&new.email).await.unwrap().unwrap()
}

/// Creates a technician with a key.
pub async fn technician(store: &dyn Store, name: &str) -> (Person, Identities) {
    let person = person(store, name, &[Role::Technician]).await;
    let identity = Identities::generate();
    give_key(store, &person, &identity).await;
    (person, identity)
}

/// Offers a key, opens the challenge and answers it.
pub async fn give_key(store: &dyn Store, person: &Person, identity: &Identities) {
    let recipient = Recipient::new(&person.name, &identity.public_keys()[0]).unwrap();
    let request = KeyRequest { key: recipient.key().to_owned(), proof: Proof::default() };
    let challenge = keys::challenge(store, person, &request, START).await.unwrap();
    let answer = proof::answer(identity, &person.id, &recipient, &challenge.sealed).unwrap();
    keys::prove(store, person, &KeyProof { answer }, START).await.unwrap();
}

/// Creates a link for the current recipients, like the manager's side.
pub async fn link(store: &dyn Store) -> (Link, RecipientSet) {
    let set = store.recipients().await.unwrap().unwrap();
    (Link::new(set.pin(), |bytes| getrandom::fill(bytes).unwrap()), set)
}

pub fn new_link(link: &Link, set: &RecipientSet) -> NewLink {
    NewLink::of(link, None, set).unwrap()
}

pub fn create_request(link: &Link, set: &RecipientSet) -> CreateRequest {
    CreateRequest {
        client: "Bakery Roth".into(),
        site: "bakery.test".parse().unwrap(),
        address: Some("shop@bakery.test".parse().unwrap()),
        email: None,
        days: 14,
        link: new_link(link, set),
    }
}

/// Returns what the client's page submits.
pub fn submission(link: &Link, set: &RecipientSet, secret: &str) -> SubmitRequest {
    let secret = Secret::from_text(SecretKind::AppPassword, secret.into()).unwrap();
    let sealed = seal(link, set, &answers(), &secret, START).unwrap();
    SubmitRequest { sealed, recipients: set.pin(), secret_expires_at: None }
}

pub fn answers() -> Answers {
    Answers {
        provider: "google-workspace".into(),
        host: "smtp.gmail.com".parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        username: "shop@bakery.test".parse().unwrap(),
        address: "shop@bakery.test".parse().unwrap(),
        note: String::new(),
    }
}

pub fn check_report(ok: bool) -> CheckReport {
    let answers = answers();
    CheckReport {
        host: answers.host,
        port: answers.port,
        security: answers.security,
        verdict: if ok { CheckVerdict::Ok } else { CheckVerdict::Fail },
        cause: if ok { String::new() } else { "auth-refused".into() },
        acts: String::new(),
        diagnosis: None,
        stages: Vec::new(),
        tls: None,
        neighbors: Vec::new(),
        source: None,
        at: 0,
        capabilities: Vec::new(),
        attested_by: Attested::Server,
    }
}

/// Returns what was found about a message from the site. Its address had waited for 4 seconds.
pub fn judged(answer: Answer, at: i64) -> JudgedMessage {
    let mailbox = Mailbox { address: "shop@bakery.test".into(), domain: "bakery.test".into() };
    let is_proof = answer == Answer::Yes;
    let delivery = Delivery {
        seen: Seen::Received,
        author: Author::One(mailbox.clone()),
        return_path: ReturnPath::Address(mailbox),
        hop: Hop {
            ip: Some("192.0.2.7".parse().unwrap()),
            helo: Some("mx.host.test".into()),
            transport: Transport::Tls(Some(TlsVersion::Tls13)),
            arrived: Some(at),
        },
        spf: SpfCheck {
            domain: "bakery.test".into(),
            outcome: if is_proof { SpfOutcome::Pass } else { SpfOutcome::Fail },
            aligned: Aligned::Yes,
        },
        dkim: Vec::new(),
        dmarc: DmarcCheck { outcome: DmarcOutcome::NoRecord, applied: None },
        evidence: vec![HeaderLine { name: "From".into(), value: "shop@bakery.test".into() }],
    };
    let advised = Some(Advised { origin: Origin::Unknown, advice: Vec::new() });
    let seen = Some(SeenMessage { delivery, advised });
    JudgedMessage { at, since: Some(at - 4), answer, doubt: None, seen }
}

/// Creates an onboarding whose site this technician configured at that time.
pub async fn configured(store: &dyn Store, technician: &Person, at: i64) -> (String, Link) {
    let (link, set) = link(store).await;
    let row = crate::link::create(store, technician, &create_request(&link, &set), KEEP, at).await.unwrap();
    let sealed = submission(&link, &set, "hunter2");
    super::submit::submit(store, &link.locator(), &link.token(), &sealed, at).await.unwrap();
    super::open::collected(store, technician, &row.id, at).await.unwrap();
    super::configure::configured(store, technician, &row.id, at).await.unwrap();
    (row.id, link)
}
