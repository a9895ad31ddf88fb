//! Tests that every explanation asks one party for one thing. It puts together everything that a check can say, the
//! same way as a check does.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use shared::{
    certificate::Certificate,
    check::{Neighbor, Stage, StageOutcome, StageReport},
    diagnosis::{
        AboutLogin, Acts, Diagnosis, Failed, Found, Statement, User, beside_others,
        context::{self, Context},
        explain, microsoft, word,
    },
    facts,
    rules::{Port, Security},
};
use words::{
    Language,
    diagnosis::{say, tell},
};

use super::diagnosed;

/// The source of the fixed words, so that none is left out.
const SOURCE: &str = include_str!("../../../src/check/word.rs");
const REPLIES: [&str; 2] =
    [include_str!("../../../fixtures/replies.tsv"), include_str!("../../../fixtures/more-replies.tsv")];

/// The words with which explanations name each party that can act.
const PARTIES: [(Acts, &[&str]); 4] = [
    (Acts::Administrator, &["administrator", "admin center", "admin console"]),
    (
        Acts::Provider,
        &[
            "'s support",
            " support about",
            "ask the host",
            "ask the provider",
            "email provider to",
            "tell your email provider",
        ],
    ),
    (Acts::Technician, &["your technician", "the technician"]),
    (Acts::Wait, &["wait ", "try again in", "try again later"]),
];

/// The first words of sentences that ask for something.
const ASKS: [&str; 33] = [
    "activate", "add", "ask", "buy", "change", "check", "choose", "confirm", "contact", "copy", "create",
    "enter", "find", "give", "log", "look", "make", "open", "pay", "please", "remove", "reset", "send",
    "set", "sign", "switch", "tell", "try", "turn", "type", "use", "verify", "wait",
];

/// Returns all constants of [`word`].
fn fixed_words() -> Vec<&'static str> {
    let values = SOURCE.split(": &str = \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    values.collect()
}

/// Returns what is wrong with the requests in an explanation.
fn objections(found: &Diagnosis) -> Vec<String> {
    let client = found.client.to_lowercase();
    let mut objections = Vec::new();
    for (_, words) in PARTIES.iter().filter(|(acts, _)| *acts != found.acts) {
        let named = words.iter().filter(|word| client.contains(**word));
        objections.extend(named.map(|word| format!("names {word:?}")));
    }
    let nothing = say(Language::En, &Statement::Login(AboutLogin::NothingToChange));
    let is_asked = !client.is_empty() && Some(&found.client) != nothing.as_ref();
    if is_asked && found.acts == Acts::Technician {
        objections.push("asks the client".into());
    }
    if !is_asked && found.acts == Acts::Client {
        objections.push("asks nobody".into());
    }
    let begins = |part: &str| part.split([' ', ',']).next().is_some_and(|first| ASKS.contains(&first));
    let asked = client.split(". ").filter(|sentence| begins(sentence)).count();
    let alternatives = client.split(" or ").skip(1).filter(|part| begins(part)).count();
    if asked > 1 || alternatives > 0 {
        objections.push(format!("asks for {asked} things, {alternatives} of them as an alternative"));
    }
    objections
}

/// What a check has seen.
#[derive(Clone, Copy)]
struct Seen<'a> {
    host: &'a str,
    port: u16,
    stage: Stage,
    words: &'a str,
    greeting: &'a str,
    certificate: Option<&'a Certificate>,
    neighbors: &'a [Neighbor],
    user: &'a str,
}

impl Seen<'_> {
    /// Builds the explanation the same way as the check does.
    fn found(&self) -> Found {
        let (host, port) = (self.host.parse().unwrap(), Port::new(self.port).unwrap());
        let security = if self.port == 465 { Security::ImplicitTls } else { Security::Starttls };
        let stage =
            |stage, outcome, detail: &str| StageReport { stage, outcome, millis: 1, detail: detail.into() };
        let mut stages = Vec::new();
        if !self.greeting.is_empty() && self.stage != Stage::Greeting {
            stages.push(stage(Stage::Greeting, StageOutcome::Ok, self.greeting));
        }
        stages.push(stage(self.stage, StageOutcome::Fail, self.words));
        let Self { words, certificate, neighbors, .. } = *self;
        let context = Context {
            host: &host,
            port,
            security,
            stage: self.stage,
            words,
            stages: &stages,
            certificate,
            neighbors,
        };
        if let Some(found) = context::explain(&context) {
            return found;
        }
        let found = self.by_table();
        let tried = beside_others::Tried {
            port,
            security,
            is_silent: self.stage == Stage::Connect,
            is_published: facts::published(self.host)
                .is_some_and(|published| published.takes(port, security)),
        };
        beside_others::explain(found, &tried, neighbors)
    }

    /// Returns the explanation from the tables alone, which other ports and the certificate don't change.
    fn by_table(&self) -> Found {
        type Asked = [String; 5];
        thread_local!(static KNOWN: RefCell<HashMap<Asked, Found>> = RefCell::default());
        let Self { host, stage, words, greeting, user, .. } = *self;
        let asked = [host, stage.as_str(), words, greeting, user].map(str::to_owned);
        KNOWN.with_borrow_mut(|known| {
            known
                .entry(asked)
                .or_insert_with(|| {
                    let provider = facts::provider_by_host(host).map(|provider| provider.id.as_str());
                    let mut found =
                        explain(&Failed { provider, stage, words, host, greeting, user: User::Whole(user) });
                    microsoft::date(&mut found, provider, 1_798_761_600);
                    found
                })
                .clone()
        })
    }
}

const TYPO: &str = "smtp.gmial.com";
const HOSTS: [&str; 3] = ["smtp.office365.com", TYPO, "mail.bakery.example"];
const GREETINGS: [&str; 5] = [
    "",
    "220 mail.bakery.example ESMTP",
    "220 cp7.webhost.example ESMTP Exim 4.98",
    "220 *****2***0*",
    "220 (vsFTPd 3.0.5)",
];
/// Lines that a server sends instead of a greeting.
const LINES: [&str; 8] = [
    "HTTP/1.1 400 Bad Request",
    "* OK [CAPABILITY IMAP4rev1] ready",
    "SSH-2.0-OpenSSH_9.9",
    "500 5.5.1 LHLO expected",
    "502 unimplemented (#5.5.1)",
    "530 Please login with USER and PASS.",
    "421 Cannot connect to SMTP server 203.0.113.9",
    "554 cp7.webhost.example no outgoing SMTP here",
];
const STAGES: [Stage; 6] =
    [Stage::Resolve, Stage::Connect, Stage::Tls, Stage::Greeting, Stage::Ehlo, Stage::Auth];

fn certificates() -> Vec<Certificate> {
    let shown = |name: &str, issuer: &str| Certificate {
        names: vec![name.into()],
        issuer: issuer.into(),
        not_before: 0,
        not_after: 1,
    };
    let foreign = shown("cp7.webhost.example", "R11");
    let own = HOSTS.map(|host| shown(host, "Office CA"));
    [vec![foreign, shown("mail.bakery.example", "Norton Web/Mail Shield Root")], own.to_vec()].concat()
}

/// Returns what other ports did: none tried, none that works, one that works, and the same port with the other kind
/// of encryption.
fn neighbors(port: u16) -> Vec<Vec<Neighbor>> {
    let other = if port == 465 { 587 } else { 465 };
    let one = |port: u16, security, failure: &str| Neighbor {
        port: Port::new(port).unwrap(),
        security,
        answers: failure.is_empty(),
        failure: failure.into(),
    };
    let security = if other == 465 { Security::ImplicitTls } else { Security::Starttls };
    let changed = if port == 465 { Security::Starttls } else { Security::ImplicitTls };
    let mut ways = vec![Vec::new(), vec![one(port, changed, "")]];
    ways.extend(
        ["", word::REFUSED, word::TLS_NAME, word::TLS_EXPIRED, word::NOT_SMTP]
            .map(|failure| vec![one(other, security, failure)]),
    );
    ways.push(vec![one(port, changed, word::TLS_PLAIN_ANSWER)]);
    ways
}

/// Visits failures without a reply, and lines instead of a greeting.
fn by_words(each: &mut impl FnMut(&Seen)) {
    let certificates = certificates();
    let fixed = fixed_words().into_iter().flat_map(|words| STAGES.map(|stage| (words, stage)));
    let lines = LINES.iter().flat_map(|words| [Stage::Greeting, Stage::Ehlo].map(|stage| (*words, stage)));
    let failures: Vec<(&str, Stage)> = fixed.chain(lines).collect();
    for (host, port) in HOSTS.iter().flat_map(|host| [465, 587].map(|port| (*host, port))) {
        let ways = neighbors(port);
        let is_typo = host == TYPO;
        for &(words, stage) in failures.iter().filter(|(_, stage)| !is_typo || *stage == Stage::Resolve) {
            let seen = Seen {
                host,
                port,
                stage,
                words,
                greeting: "",
                certificate: None,
                neighbors: &[],
                user: "ada@shop.test",
            };
            for neighbors in &ways {
                each(&Seen { neighbors, ..seen });
            }
            match stage {
                Stage::Tls => {
                    for shown in &certificates {
                        each(&Seen { certificate: Some(shown), ..seen });
                    }
                }
                Stage::Ehlo => {
                    for greeting in GREETINGS {
                        each(&Seen { greeting, ..seen });
                    }
                }
                _ => {}
            }
        }
    }
}

/// Visits the replies of servers, each for a user in an organization and for another one.
fn by_replies(each: &mut impl FnMut(&Seen)) {
    let ways = neighbors(587);
    let lines = REPLIES.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#'));
    for (line, other) in lines.zip(["ada@gmail.com", "ada@orange.fr", "ada"].iter().cycle()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let stage = columns.iter().find_map(|text| serde_json::from_value((*text).into()).ok());
        let (Some(stage), Some(words)) = (stage, columns.last()) else { continue };
        let own = columns.iter().find_map(|id| facts::provider(id)).and_then(|own| own.endpoints.first());
        let own = own.map(|end| end.host.as_str()).filter(|host| !host.contains('<'));
        let host = own.unwrap_or("mail.bakery.example");
        for (user, neighbors) in
            ["ada@shop.test", other].iter().flat_map(|user| ways[..3].iter().map(move |way| (*user, way)))
        {
            each(&Seen { host, port: 587, stage, words, greeting: "", certificate: None, neighbors, user });
        }
    }
}

/// Returns the objections to the explanations for all these inputs, and the number of explanations.
fn judged(inputs: impl FnOnce(&mut dyn FnMut(&Seen))) -> (BTreeSet<String>, usize) {
    let (mut bad, mut seen) = (BTreeSet::new(), BTreeSet::new());
    inputs(&mut |input| {
        let found = input.found();
        for statement in [&found.meaning].into_iter().chain(&found.client).chain(&found.technician) {
            let is_said = matches!(statement, Statement::Cause(..)) || say(Language::En, statement).is_some();
            assert!(is_said, "no sentence for {statement:?}");
        }
        let found = tell(Language::En, &found);
        for objection in objections(&found) {
            bad.insert(format!("{} ({:?}) {objection}: {:?}", found.cause, found.acts, found.client));
        }
        seen.insert((found.cause, found.client));
    });
    (bad, seen.len())
}

#[test]
fn every_failure_without_a_reply_asks_one_party_for_one_thing() {
    let (bad, seen) = judged(|mut each| by_words(&mut each));
    assert!(seen > 60 && bad.is_empty(), "objections to {seen} explanations: {bad:#?}");
}

#[test]
fn every_reply_asks_one_party_for_one_thing() {
    let (bad, seen) = judged(|mut each| by_replies(&mut each));
    assert!(seen > 150 && bad.is_empty(), "objections to {seen} explanations: {bad:#?}");
}

#[test]
fn explanations_with_two_parties_or_two_requests_are_rejected() {
    let faults = |acts, client: &str| {
        let mut found = diagnosed(None, Stage::Auth, "", "");
        (found.acts, found.client) = (acts, client.to_owned());
        objections(&found).len()
    };
    assert_eq!(faults(Acts::Client, "Use port 465 with SSL/TLS."), 0);
    assert_eq!(faults(Acts::Technician, ""), 0);
    assert_eq!(faults(Acts::Client, "Ask the host for its server name."), 1);
    assert_eq!(faults(Acts::Administrator, "Wait 10 minutes."), 1);
    assert_eq!(faults(Acts::Client, "Use port 465. Check the password."), 1);
    assert_eq!(faults(Acts::Client, "Use port 465, or check the password."), 1);
    assert_eq!(faults(Acts::Technician, "Use port 465."), 1);
    assert_eq!(faults(Acts::Client, ""), 1);
}
