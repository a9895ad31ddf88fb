//! Tests what is watched after a proof, and who is told, with made-up DNS. Time is a parameter.

mod reminders;

use std::{net::IpAddr, sync::Mutex};

use async_trait::async_trait;
use audit::zone::Zone;
use net::mail::MailError;
use sealpost_core::{
    Error, NotNow,
    fixture::{self, START},
    link, membership,
    notice::{Mail, Post},
    prove,
    report::Turns,
    store::{Look, NewActivity, NewJudged, Onboarding, Onboardings, Person, Proofs, Watches},
    watch::{self, Means},
};
use shared::{
    delivery::Answer as Shown,
    dns::{Answer, Authorities, Kind, Resolver},
    page::Offline,
    report::{Audit, Finding, Report, Topic, Verdict},
    rules::{Address, Domain},
    wire::{Proven, Role},
};
use store_sqlite::testing::{self, Kept};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
const MONTH: i64 = 30 * DAY;
const MIA: &str = "mia@agency.test";
const TESS: &str = "tess@agency.test";
const OTTO: &str = "otto@agency.test";

const WHOLE: &str = "bakery.test NS ns1.host.test\n\
    bakery.test MX 10 mx.host.test\n\
    mx.host.test A 192.0.2.7\n\
    bakery.test TXT v=spf1 ip4:192.0.2.7 -all\n\
    _dmarc.bakery.test TXT v=DMARC1; p=reject";
const WITHOUT_SPF: &str = "bakery.test NS ns1.host.test\n\
    bakery.test MX 10 mx.host.test\n\
    mx.host.test A 192.0.2.7\n\
    _dmarc.bakery.test TXT v=DMARC1; p=reject";
/// The nameservers don't answer.
const SILENT: &str = "bakery.test TIMEOUT\n_dmarc.bakery.test TIMEOUT";

/// DNS that can be changed.
struct Dns(Mutex<Zone>);

impl Resolver for Dns {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        let zone = self.0.lock().unwrap().clone();
        zone.ask(name, kind).await
    }
}

impl Authorities for Dns {
    fn may_ask(&self, _: IpAddr) -> bool {
        false
    }

    async fn ask_at(&self, _: IpAddr, name: &str, kind: Kind) -> Answer {
        self.ask(name, kind).await
    }
}

/// An email that was sent.
#[derive(Debug, PartialEq, Eq)]
enum Sent {
    Drifted { to: String, topics: Vec<Topic> },
    Due { to: String, at: i64 },
}

/// Collects what is sent.
#[derive(Default)]
struct Outbox {
    sent: Mutex<Vec<Sent>>,
    /// The address whose mail is refused.
    refused: Mutex<Option<&'static str>>,
}

#[async_trait]
impl Post for Outbox {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        if *self.refused.lock().unwrap() == Some(to.as_str()) {
            return Err(MailError::Refused("full".into()));
        }
        let to = to.to_string();
        let sent = match mail {
            Mail::RecordsDrifted(drifted) => {
                let topics = drifted.worse.iter().map(|finding| finding.topic).collect();
                Sent::Drifted { to, topics }
            }
            Mail::ProofDue { at, .. } => Sent::Due { to, at },
            other => panic!("{other:?}"),
        };
        self.sent.lock().unwrap().push(sent);
        Ok(())
    }
}

/// Puts a report into words that are enough for these tests.
fn tell(audit: &Audit) -> Report {
    let finding = |judged: &shared::report::Judged| Finding {
        id: judged.id(),
        topic: judged.topic(),
        verdict: judged.verdict,
        cause: judged.cause().unwrap_or_default().to_owned(),
        silent: judged.silent.as_ref().map(|_| "192.0.2.53".to_owned()),
        meaning: judged.id(),
        seen: Vec::new(),
        why: String::new(),
        fix: None,
    };
    Report {
        domain: audit.domain.clone(),
        provider: String::new(),
        dns_host: None,
        findings: audit.findings.iter().map(finding).collect(),
        spf: audit.spf,
        spf_tree: audit.spf_tree.clone(),
        servers: Vec::new(),
        spread: Vec::new(),
        asked: 0,
        millis: 0,
    }
}

struct World {
    kept: Kept,
    tess: Person,
    mia: Person,
    id: String,
    dns: Dns,
    turns: Turns,
    outbox: Outbox,
}

impl World {
    /// Creates a configured site of Mia's.
    async fn configured() -> Self {
        let kept = testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        let mia = fixture::person(&kept.store, "Mia", &[Role::Manager]).await;
        let (id, _) = fixture::configured(&kept.store, &mia, START).await;
        let dns = Dns(Mutex::new(Zone::new(WHOLE)));
        Self { kept, tess, mia, id, dns, turns: Turns::default(), outbox: Outbox::default() }
    }

    /// Creates a site whose mail was shown to arrive, and which was looked at for the first time.
    async fn watched() -> Self {
        let world = Self::configured().await;
        world.prove(START).await;
        assert_eq!(world.run(START).await, [], "nothing is known yet");
        assert!(!world.look().await.known.topics.is_empty());
        world
    }

    /// Stores a proof, as if Tess had asked for it and a message had arrived.
    async fn prove(&self, at: i64) {
        let store = &self.kept.store;
        let host: Domain = "mx.agency.test".parse().unwrap();
        prove::begin(store, &self.tess, Some(&host), &self.id, at).await.unwrap();
        self.message_arrived(&self.onboarding().await, at).await;
    }

    /// Stores a proof of this onboarding.
    async fn message_arrived(&self, was: &Onboarding, at: i64) {
        let message = fixture::judged(Shown::Yes, at);
        let proven = Proven { at, from: "shop@bakery.test".into(), encrypted: true };
        let entry = NewActivity { at, who: "server", code: "test", sentence: "." };
        let new = NewJudged { message: &message, arrived_at: None, proven: Some(&proven) };
        assert!(self.kept.store.set_judged(was, &new, &entry).await.unwrap());
    }

    async fn onboarding(&self) -> Onboarding {
        self.kept.store.onboarding(&self.id).await.unwrap().unwrap()
    }

    /// Returns the decisive findings of the stored report.
    async fn found(&self) -> Vec<Finding> {
        let mut report = self.kept.store.report(&self.id).await.unwrap().unwrap();
        report.findings.retain(|finding| finding.topic != Topic::Extras);
        report.findings
    }

    async fn look(&self) -> Look {
        self.kept.store.watch(&self.id).await.unwrap().look.unwrap()
    }

    fn serve(&self, zone: &str) {
        *self.dns.0.lock().unwrap() = Zone::new(zone);
    }

    fn refuse(&self, address: Option<&'static str>) {
        *self.outbox.refused.lock().unwrap() = address;
    }

    /// Runs once at that time. Returns the emails that were sent.
    async fn run(&self, now: i64) -> Vec<Sent> {
        self.run_with(Some(&self.outbox), now).await;
        std::mem::take(&mut self.outbox.sent.lock().unwrap())
    }

    async fn run_with(&self, post: Option<&dyn Post>, now: i64) {
        let means = Means { dns: &self.dns, web: &Offline, turns: &self.turns, tell };
        watch::run(&self.kept.store, &means, post, now).await.unwrap();
    }

    /// Returns how many entries with this code the log has.
    async fn logged(&self, code: &str) -> usize {
        let log = self.kept.store.activity(Some(&self.id), None, 100).await.unwrap();
        log.iter().filter(|entry| entry.code == code).count()
    }
}

/// Asserts that exactly one email was sent: to this person, about SPF.
#[track_caller]
fn assert_told(sent: &[Sent], who: &str) {
    let [Sent::Drifted { to, topics }] = sent else { panic!("{sent:?}") };
    assert!(to == who && topics.contains(&Topic::Spf), "{sent:?}");
}

#[tokio::test]
async fn the_manager_is_told_once_that_a_record_is_gone_and_the_log_that_it_is_back() {
    let world = World::watched().await;
    assert_eq!(world.run(START + WEEK).await, [], "nothing has changed");
    world.serve(WITHOUT_SPF);
    assert_told(&world.run(START + 2 * WEEK).await, MIA);
    let was = world.onboarding().await;
    assert!(was.verdict >= Some(Verdict::Warn), "the board follows the report: {:?}", was.verdict);
    let found = world.found().await;
    assert!(found.iter().any(|finding| finding.id == "spf.missing"), "{found:?}");
    assert_eq!(world.run(START + 3 * WEEK).await, [], "not every week");
    assert_eq!((world.logged("records.drifted").await, world.logged("records.fixed").await), (1, 0));

    world.serve(WHOLE);
    assert_eq!(world.run(START + 4 * WEEK).await, [], "good news is only in the log");
    assert_eq!((world.logged("records.drifted").await, world.logged("records.fixed").await), (1, 1));
    assert_eq!(world.run(START + 5 * WEEK).await, []);
    assert_eq!(world.logged("records.fixed").await, 1, "once");
    world.serve(WITHOUT_SPF);
    assert_told(&world.run(START + 6 * WEEK).await, MIA);
    assert_eq!(world.logged("records.drifted").await, 2, "it's gone again");
}

#[tokio::test]
async fn a_site_is_looked_at_once_a_week() {
    let world = World::watched().await;
    let first = world.look().await.at;
    assert!(first > START && first <= START + WEEK, "{first}");
    world.serve(WITHOUT_SPF);
    assert_eq!(world.run(first - 1).await, [], "not a second early");
    assert_told(&world.run(first).await, MIA);
    assert_eq!(world.look().await.at, first + WEEK);
}

#[tokio::test]
async fn lookups_without_an_answer_change_nothing() {
    let world = World::watched().await;
    let before = (world.onboarding().await, world.found().await);
    world.serve(SILENT);
    assert_eq!(world.run(START + WEEK).await, []);
    assert_eq!((world.onboarding().await, world.found().await), before);
    world.serve(WITHOUT_SPF);
    assert_told(&world.run(START + 2 * WEEK).await, MIA);
    world.serve(SILENT);
    assert_eq!(world.run(START + 3 * WEEK).await, []);
    assert_eq!(world.logged("records.fixed").await, 0);
    world.serve(WITHOUT_SPF);
    assert_eq!(world.run(START + 4 * WEEK).await, [], "it was told before");
}

/// What is wrong when a record is seen for the first time can be years old.
#[tokio::test]
async fn what_the_first_look_did_not_see_is_not_new() {
    let world = World::configured().await;
    world.prove(START).await;
    world.serve(&WHOLE.replace("_dmarc.bakery.test TXT v=DMARC1; p=reject", "_dmarc.bakery.test TIMEOUT"));
    assert_eq!(world.run(START).await, []);
    assert_eq!(world.look().await.at, START + DAY, "what wasn't answered is looked at again the next day");
    let without_dmarc = WHOLE.replace("_dmarc.bakery.test TXT v=DMARC1; p=reject", "");
    world.serve(&without_dmarc);
    assert_eq!(world.run(START + DAY).await, []);
    world.serve(&without_dmarc.replace("bakery.test TXT v=spf1 ip4:192.0.2.7 -all\n", ""));
    assert_told(&world.run(START + DAY + WEEK).await, MIA);
}

#[tokio::test]
async fn a_failed_email_is_retried_the_next_day() {
    let world = World::watched().await;
    world.serve(WITHOUT_SPF);
    let due = START + WEEK;
    world.refuse(Some(MIA));
    assert_eq!(world.run(due).await, []);
    assert_eq!(world.logged("records.drifted").await, 0, "a failed email isn't recorded as sent");
    assert!(world.onboarding().await.verdict >= Some(Verdict::Warn), "the board doesn't wait for it");
    world.refuse(None);
    assert_eq!(world.run(due + DAY - 1).await, [], "not every minute");
    assert_told(&world.run(due + DAY).await, MIA);
    assert_eq!(world.run(due + 2 * DAY).await, []);
    assert_eq!(world.logged("records.drifted").await, 1);
}

#[tokio::test]
async fn a_server_that_was_killed_is_replaced_after_an_hour() {
    let world = World::watched().await;
    world.serve(WITHOUT_SPF);
    let (due, was, old) = (START + WEEK, world.onboarding().await, world.look().await);
    let claim = Look { at: due + HOUR, known: old.known.clone() };
    assert!(world.kept.store.set_look(&was, Some(&old), &claim, &[]).await.unwrap());
    assert_eq!(world.run(due).await, [], "another server is looking");
    assert_told(&world.run(due + HOUR).await, MIA);
}

#[tokio::test]
async fn a_report_that_someone_waits_for_comes_first() {
    let world = World::watched().await;
    world.serve(WITHOUT_SPF);
    let turn = world.turns.take(&world.onboarding().await.locator).await.unwrap();
    assert_eq!(world.run(START + WEEK).await, []);
    drop(turn);
    assert_told(&world.run(START + WEEK + 60).await, MIA);
}

#[tokio::test]
async fn without_outgoing_mail_the_change_is_in_the_log_and_on_the_board() {
    let world = World::watched().await;
    world.serve(WITHOUT_SPF);
    world.run_with(None, START + WEEK).await;
    assert_eq!(world.logged("records.drifted").await, 1);
    assert_eq!(world.run(START + 2 * WEEK).await, [], "old news isn't mailed later");
}

/// One of the administrators has an address that is refused.
#[tokio::test]
async fn if_the_manager_has_left_the_administrators_are_told_once() {
    let world = World::watched().await;
    let store = &world.kept.store;
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    let ada = fixture::person(store, "Ada", &[Role::Admin]).await;
    fixture::person(store, "Otto", &[Role::Admin]).await;
    for person in [&world.mia, &world.tess] {
        membership::deactivate(store, &ada, &person.id, START).await.unwrap();
    }
    world.refuse(Some("ada@agency.test"));
    world.serve(WITHOUT_SPF);
    assert_told(&world.run(START + WEEK).await, OTTO);
    assert_eq!(world.run(START + WEEK + HOUR).await, [], "it isn't sent again to anyone");
    assert_eq!(world.run(START + MONTH).await, [Sent::Due { to: OTTO.into(), at: START }]);
    assert_eq!(world.run(START + MONTH + HOUR).await, []);
    assert_eq!((world.logged("records.drifted").await, world.logged("proof.reminded").await), (1, 1));
}

#[tokio::test]
async fn only_a_site_with_a_proof_is_watched_until_its_link_is_revoked() {
    let world = World::configured().await;
    world.run(START).await;
    assert_eq!(world.kept.store.watch(&world.id).await.unwrap().look, None, "no message has arrived");
    world.prove(START).await;
    world.run(START).await;
    link::revoke(&world.kept.store, &world.mia, &world.id, START + 1).await.unwrap();
    world.serve(WITHOUT_SPF);
    assert_eq!(world.run(START + WEEK).await, []);
    assert_eq!(world.logged("records.drifted").await, 0);
}
