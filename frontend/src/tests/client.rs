//! A client's link, and the server's data about it.

use std::rc::Rc;

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage, StageOutcome, StageReport},
    details::{Answers, Cleaning, SecretKind, SecretText},
    diagnosis::{Acts, Diagnosis},
    facts::ProviderKind,
    grant::OauthClient,
    identities::Identities,
    link::Link,
    recipients::{Recipient, RecipientSet},
    retention::Days,
    rules::{Port, Security},
    secret::Secret,
    status::{Status, Step},
    wire::{
        ClientPage, ClientView, Config, Contact, FoundServer, Problem, Progress, ProviderBrief,
        ProviderGuide, ProviderServer, Receipt, SecondFactor,
    },
};

use super::{DAY, NOW};

/// The private keys of Ada and Sam. They are public, because they come from age's test kit.
pub(crate) const IDENTITIES: [&str; 2] = [
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0",
    "AGE-SECRET-KEY-143WN7DCXU4G8R5AXQSSYD9AEPYDNT3HXSLWSPK36CDU6E8M59SSSAGZ3KG",
];

/// Returns the public key of an identity.
pub(crate) fn public(identity: &str) -> String {
    Identities::parse(identity).expect("an identity").public_keys().remove(0)
}

/// Returns the technicians: Ada and Sam.
pub(crate) fn recipients() -> RecipientSet {
    let [ada, sam] = IDENTITIES.map(public);
    let people = [("Ada Moreau", ada), ("Sam Okafor", sam)];
    let people = people.map(|(name, key)| Recipient::new(name, &key).expect("a key"));
    RecipientSet::new(3, people.to_vec()).expect("a set")
}

/// Returns a link for the two technicians.
pub(crate) fn link() -> Rc<Link> {
    Rc::new(Link::new(recipients().pin(), |secret| secret.fill(7)))
}

pub(crate) fn config() -> Config {
    Config {
        agency: "Studio Nord".into(),
        public_url: "https://mail.studio.test".into(),
        sandbox: false,
        server_check: true,
        second_factor: SecondFactor::Required,
    }
}

/// Returns the link's view for a client who hasn't started.
pub(crate) fn view() -> ClientView {
    ClientView {
        client: "Lindqvist Bakery".into(),
        site: "bakery.test".parse().expect("a domain"),
        address: None,
        manager: "Mia Berg".into(),
        contact_name: "Mia Berg".into(),
        status: Status::Waiting,
        step: Step::Welcome,
        progress: Progress::default(),
        recipients: recipients(),
        checked: false,
        checks_left: 5,
        check_wait: 0,
        receipt: None,
        expires_at: NOW + 30 * DAY,
        is_over: false,
        keep: Days::try_from(7).expect("days"),
    }
}

/// Returns how Mia can be reached.
pub(crate) fn contact() -> Contact {
    Contact {
        email: Some("mia@studio.test".parse().expect("an address")),
        phone: Some("+1 415 555-0142".parse().expect("a phone number")),
    }
}

/// Returns the whole page for this view.
pub(crate) fn page(view: ClientView) -> ClientPage {
    ClientPage { view, report: None, proven: None, contact: contact(), help: None }
}

/// Returns the provider that most tests use, which has app passwords.
pub(crate) fn provider() -> ProviderGuide {
    ProviderGuide {
        id: "mailhaus".into(),
        name: "Mailhaus".into(),
        endpoints: vec![
            endpoint("smtp.mailhaus.test", 465, Security::ImplicitTls),
            endpoint("smtp.mailhaus.test", 587, Security::Starttls),
        ],
        username_form: "full-email".into(),
        username_note: String::new(),
        secret_kind: SecretKind::AppPassword,
        secret_pattern: "^[a-z]{16}$".into(),
        secret_shape: "16 letters".into(),
        secret_normalize: Cleaning::RemoveWhitespace,
        secret_url: "https://mailhaus.test/passwords".into(),
        help_url: "https://mailhaus.test/help".into(),
        guide: vec!["Open the page.".into(), "Create a password.".into()],
        admin: vec!["Allow app passwords.".into()],
        gotchas: vec!["It is shown once.".into()],
    }
}

fn endpoint(host: &str, port: u16, security: Security) -> ProviderServer {
    ProviderServer { host: host.into(), port, security, note: String::new() }
}

/// Returns a provider as an entry in the list.
pub(crate) fn brief(id: &str, name: &str, kind: ProviderKind) -> ProviderBrief {
    ProviderBrief { id: id.into(), name: name.into(), aliases: Vec::new(), kind }
}

/// Returns a server that was found for the client's domain.
pub(crate) fn found_server() -> FoundServer {
    FoundServer {
        host: "mail.bakery.test".parse().expect("a host"),
        port: port(465),
        security: Security::ImplicitTls,
        username_form: "full-email".into(),
    }
}

pub(crate) fn port(number: u16) -> Port {
    Port::new(number).expect("a port")
}

/// Returns valid details.
pub(crate) fn answers() -> Answers {
    Answers {
        provider: "mailhaus".into(),
        host: "smtp.mailhaus.test".parse().expect("a host"),
        port: port(465),
        security: Security::ImplicitTls,
        username: "info@bakery.test".parse().expect("a user name"),
        address: "info@bakery.test".parse().expect("an address"),
        note: String::new(),
    }
}

/// Returns an app password.
pub(crate) fn app_password(text: &str) -> Secret {
    Secret::from_text(SecretKind::AppPassword, text.into()).expect("a secret")
}

/// Returns an app registration with this client secret.
pub(crate) fn app(secret: &str) -> OauthClient {
    let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().expect("an ID");
    let secret = SecretText::new(secret.into()).expect("a secret");
    OauthClient::new("bakery.test".parse().expect("a domain"), application, secret).expect("a Value")
}

pub(crate) fn secret(text: &str) -> Rc<SecretText> {
    Rc::new(SecretText::new(text.into()).expect("a secret"))
}

pub(crate) fn stage(stage: Stage, outcome: StageOutcome, detail: &str) -> StageReport {
    StageReport { stage, outcome, millis: 120, detail: detail.into() }
}

/// Returns a check that passed.
pub(crate) fn passed() -> CheckReport {
    let stages = [
        Stage::Resolve,
        Stage::Connect,
        Stage::Tls,
        Stage::Greeting,
        Stage::Ehlo,
        Stage::Auth,
        Stage::Sender,
        Stage::Quit,
    ];
    CheckReport {
        host: answers().host,
        port: port(465),
        security: Security::ImplicitTls,
        verdict: CheckVerdict::Ok,
        cause: "ok".into(),
        acts: "client".into(),
        diagnosis: None,
        stages: stages.map(|one| stage(one, StageOutcome::Ok, "")).to_vec(),
        tls: None,
        neighbors: Vec::new(),
        source: None,
        at: NOW,
        capabilities: Vec::new(),
        attested_by: Attested::Browser,
    }
}

/// Returns a check whose sign-in was rejected, and whose diagnosis says that `acts` has to act.
pub(crate) fn rejected(acts: Acts) -> CheckReport {
    let mut report = passed();
    report.verdict = CheckVerdict::Refused;
    report.cause = "535-5.7.8".into();
    report.stages.truncate(5);
    report.stages.push(stage(Stage::Auth, StageOutcome::Fail, "535 5.7.8 rejected"));
    report.diagnosis = Some(Diagnosis {
        cause: "535-5.7.8".into(),
        meaning: "Mailhaus rejected the sign-in.".into(),
        client: "Create a new app password.".into(),
        technician: "Sign-in logs name the reason.".into(),
        acts,
        url: "https://mailhaus.test/passwords".into(),
        secret_refused: acts == Acts::Client,
        secret_doubted: acts == Acts::Client,
    });
    report
}

/// Returns the receipt of settings that nobody has opened.
pub(crate) fn receipt() -> Receipt {
    Receipt {
        submitted_at: NOW - 3600,
        recipients: vec!["Ada Moreau".into(), "Sam Okafor".into()],
        digest: "7K2M9QX4TBW3".into(),
        collected_at: None,
        resealed: None,
        delete_at: None,
        deleted: None,
    }
}

/// Returns a problem with this status and code.
pub(crate) fn problem(status: u16, code: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: "Refused".into(),
        status,
        detail: format!("The server says {code}."),
        code: code.into(),
        field: None,
        retry_after: None,
        ask: None,
    }
}
