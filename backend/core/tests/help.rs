//! Tests of clients who ask for help: who gets an email, what the board shows, and when the request ends. Time is a parameter.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use net::mail::MailError;
use sealpost_core::{
    Error, Fault, account, board,
    fixture::{self, KEEP, START},
    help::{self, Asked},
    limits, link,
    notice::{Mail, Post},
    retention, status,
    store::{Accounts, CheckRecord, Helps, Membership, NewActivity, Onboardings, Person, UnmailedHelp},
    submit, withdraw,
};
use shared::{
    board::{Group, Need},
    link::Link,
    rules::Address,
    status::Step,
    utc_offset::UtcOffset,
    wire::{Call, CheckBrief, Contact, ContactSettings, HelpAsked, HelpRequest, HelpSent, Role, Situation},
};
use store_sqlite::testing::{self, Kept};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Collects the emails about requests: to whom, and the meaning of the failed test.
#[derive(Default)]
struct Outbox {
    sent: Mutex<Vec<(String, Option<String>)>>,
    refuses: AtomicBool,
}

impl Outbox {
    fn take(&self) -> Vec<(String, Option<String>)> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }
}

#[async_trait]
impl Post for Outbox {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        let Mail::HelpAsked(asked) = mail else { return Err(MailError::Refused("another email".into())) };
        if self.refuses.load(Ordering::Relaxed) {
            return Err(MailError::Refused("full".into()));
        }
        self.sent.lock().unwrap().push((to.to_string(), asked.meaning.map(str::to_owned)));
        Ok(())
    }
}

struct World {
    kept: Kept,
    mia: Person,
    id: String,
    link: Link,
}

impl World {
    /// Creates an onboarding of Mia's.
    async fn new() -> Self {
        let kept = testing::store().await;
        fixture::technician(&kept.store, "Tess").await;
        let mia = fixture::person(&kept.store, "Mia", &[Role::Manager]).await;
        let (link, set) = fixture::link(&kept.store).await;
        let request = fixture::create_request(&link, &set);
        let row = link::create(&kept.store, &mia, &request, KEEP, START).await.unwrap();
        Self { kept, mia, id: row.id, link }
    }

    async fn ask(&self, request: &HelpRequest, now: i64) -> sealpost_core::Result<Asked> {
        help::ask(&self.kept.store, &self.link.locator(), &self.link.token(), request, now).await
    }

    /// Sends the client's settings.
    async fn submit(&self) {
        let (store, link) = (&self.kept.store, &self.link);
        let set = store.recipient_set(1).await.unwrap().unwrap();
        let sealed = fixture::submission(link, &set, "hunter2");
        submit::submit(store, &link.locator(), &link.token(), &sealed, START).await.unwrap();
    }

    /// Asks with the token of another link.
    async fn ask_with(&self, other: &Link) -> sealpost_core::Result<Asked> {
        help::ask(&self.kept.store, &self.link.locator(), &other.token(), &stuck(), START).await
    }

    async fn need(&self, now: i64) -> (Group, Option<Need>) {
        let shown = board::board(&self.kept.store, "", None, now).await.unwrap();
        (shown.rows[0].group, shown.rows[0].need)
    }

    async fn open(&self, now: i64) -> Vec<HelpAsked> {
        status::onboarding(&self.kept.store, &self.id, now).await.unwrap().help
    }

    /// Returns what the client's page shows.
    async fn seen(&self, now: i64) -> (String, Contact, Option<HelpSent>) {
        let (locator, token) = (self.link.locator(), self.link.token());
        let page = status::client_page(&self.kept.store, &locator, &token, now).await.unwrap();
        (page.view.contact_name, page.contact, page.help)
    }

    /// Asks for help, and returns who gets an email.
    async fn told(&self, request: &HelpRequest, now: i64) -> Vec<(String, Option<String>)> {
        let unmailed = self.ask(request, now).await.unwrap().fresh.unwrap();
        let outbox = Outbox::default();
        retention::tell_help(&self.kept.store, &outbox, &unmailed, now).await.unwrap();
        outbox.take()
    }
}

fn stuck() -> HelpRequest {
    HelpRequest { step: Step::Guide, situation: Situation::Nothing, note: None, call: None }
}

fn called(from: i64, until: i64) -> HelpRequest {
    let phone = "030 1234567".parse().unwrap();
    HelpRequest { call: Some(Call { phone, from, until, offset: UtcOffset::UTC }), ..stuck() }
}

fn entry(at: i64) -> NewActivity<'static> {
    NewActivity { at, who: "test", code: "test", sentence: "." }
}

#[tokio::test]
async fn a_request_is_on_the_board_and_the_page_until_someone_helps() {
    let world = World::new().await;
    let now = START + HOUR;
    let request = HelpRequest { note: Some("I see no button.".parse().unwrap()), ..called(now, now + HOUR) };
    let asked = world.ask(&request, now).await.unwrap();
    let fresh = asked.fresh.clone().unwrap();
    assert_eq!((fresh.onboarding_id.as_str(), fresh.due, &fresh.help.note), (&*world.id, now, &request.note));
    assert_eq!(world.need(now).await, (Group::NeedsYou, Some(Need::AskedForHelp)));
    let again = world.ask(&request, now + 60).await.unwrap();
    assert_eq!(again, Asked { fresh: None, ..asked.clone() }, "the same request is sent once");
    let [open] = &world.open(now).await[..] else { panic!("one request") };
    assert_eq!((open.at, open.step, open.note.as_ref()), (now, Step::Guide, request.note.as_ref()));
    assert_eq!((&open.call, open.cause.as_deref()), (&request.call, None));
    assert_eq!(world.seen(now).await.2, Some(asked.sent));

    // The client asks something else while the manager helps.
    let later = HelpRequest { step: Step::Check, ..stuck() };
    assert!(world.ask(&later, now + 120).await.unwrap().fresh.is_some());
    let settle = async |until, at| help::settle(&world.kept.store, &world.mia, &world.id, until, at).await;
    let row = settle(now, now + 180).await.unwrap();
    assert_eq!(row.need, Some(Need::AskedForHelp), "no one has seen the second request");
    assert_eq!(world.open(now + 180).await.len(), 1);
    for _ in 0..2 {
        let row = settle(now + 120, now + 240).await.unwrap();
        assert_eq!((row.group, row.need), (Group::Client, None));
    }
    let settled = world.seen(now + 240).await.2.unwrap().settled.unwrap();
    assert_eq!((settled.at, settled.by.as_str()), (now + 240, "Mia"));
    assert!(world.ask(&later, now + 300).await.unwrap().fresh.is_some(), "asking again is a new request");
    let unknown = help::settle(&world.kept.store, &world.mia, "nowhere000", now, now).await;
    assert!(matches!(unknown, Err(Error::NoOnboarding)), "{unknown:?}");
}

#[tokio::test]
async fn a_link_asks_five_times_a_day() {
    let world = World::new().await;
    for n in 0..5 {
        let note = Some(format!("Question {n}").parse().unwrap());
        assert!(world.ask(&HelpRequest { note, ..stuck() }, START + n).await.is_ok());
    }
    let last = HelpRequest { note: Some("Question 4".parse().unwrap()), ..stuck() };
    for n in 5..20 {
        let repeated = world.ask(&last, START + n).await;
        let is_same = matches!(repeated, Ok(Asked { fresh: None, .. }));
        assert!(is_same, "the same message isn't counted: {repeated:?}");
    }
    let sixth = world.ask(&stuck(), START + 20).await;
    let Err(Error::HelpsUsedUp { times: 5, name, .. }) = sixth else { panic!("{sixth:?}") };
    assert_eq!(name, "Mia", "who can be called instead");
    assert_eq!(world.open(START + 20).await.len(), 5);
    assert!(world.ask(&stuck(), START + limits::HELPS.seconds + 4).await.is_ok(), "a day later");
}

#[tokio::test]
async fn a_call_is_in_the_next_days() {
    let world = World::new().await;
    for (from, until, is_possible) in [
        (START, START + HOUR, true),
        (START - HOUR, START + 1, true),
        (START + 8 * DAY, START + 8 * DAY + HOUR, true),
        (START - 2 * HOUR, START - HOUR, false),
        (START - HOUR, START, false),
        (START + HOUR, START + HOUR, false),
        (START + HOUR, START, false),
        (START + 8 * DAY + 1, START + 9 * DAY, false),
        (START, START + 12 * HOUR + 1, false),
        (i64::MIN, i64::MAX, false),
        (i64::MAX, i64::MIN, false),
    ] {
        let asked = world.ask(&called(from, until), START).await;
        let is_refused = matches!(asked, Err(Error::Field { field: "call", fault: Fault::CallTime }));
        assert_eq!(!is_refused, is_possible, "{from} to {until}: {asked:?}");
    }
}

#[tokio::test]
async fn the_manager_is_told_and_after_them_the_administrators() {
    let world = World::new().await;
    let store = &world.kept.store;
    let brief = CheckBrief { ok: false, cause: "auth-refused".into(), meaning: "No.".into(), at: START };
    let report = fixture::check_report(false);
    store.add_check(&world.id, &CheckRecord { brief: &brief, report: &report }, &entry(START)).await.unwrap();
    let failed = HelpRequest { situation: Situation::CheckFailed, ..stuck() };
    let told = world.told(&failed, START).await;
    assert_eq!(world.open(START).await[0].cause.as_deref(), Some("auth-refused"));
    let told: Vec<(&str, Option<&str>)> =
        told.iter().map(|(to, meaning)| (to.as_str(), meaning.as_deref())).collect();
    assert_eq!(told, [("mia@agency.test", Some("No."))]);
    assert_eq!(world.seen(START).await.0, "Mia");
    let email = Some("mia@agency.test".parse().unwrap());
    assert_eq!(world.seen(START).await.1, Contact { email, phone: None }, "unless she says otherwise");

    let phone: Option<shared::rules::Phone> = Some("+1 415 555-0142".parse().unwrap());
    let settings = ContactSettings { phone: phone.clone(), shows_email: false };
    assert!(account::set_contact(store, &world.mia, &settings, START).await.unwrap());
    let mia = store.person(&world.mia.id).await.unwrap().unwrap();
    assert!(!account::set_contact(store, &mia, &settings, START).await.unwrap(), "nothing changes");
    assert_eq!(world.seen(START).await.1, Contact { email: None, phone: phone.clone() });

    let [ada, _] = [
        fixture::person(store, "Ada", &[Role::Admin]).await,
        fixture::person(store, "Zoe", &[Role::Admin]).await,
    ];
    let settings = ContactSettings { phone, shows_email: true };
    assert!(account::set_contact(store, &ada, &settings, START).await.unwrap());
    store.change_member(&world.mia.id, Membership::Deactivate, &entry(START)).await.unwrap();
    let told: Vec<String> = world.told(&stuck(), START + 1).await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["ada@agency.test", "zoe@agency.test"]);
    let email = Some("ada@agency.test".parse().unwrap());
    let (name, contact, _) = world.seen(START).await;
    assert_eq!(
        (name.as_str(), contact),
        ("Ada", Contact { email, phone: None }),
        "not an administrator's phone"
    );
}

#[tokio::test]
async fn a_receipt_can_ask_and_a_revoked_link_cannot() {
    let world = World::new().await;
    let store = &world.kept.store;
    world.submit().await;
    withdraw::withdraw(store, &world.link.locator(), &world.link.token(), START + 1).await.unwrap();
    let over = HelpRequest { situation: Situation::LinkOver, step: Step::Receipt, ..stuck() };
    assert!(world.ask(&over, START + 2).await.is_ok());
    assert_eq!(world.need(START + 2).await.1, Some(Need::AskedForHelp));
    assert!(world.seen(START + 2).await.2.is_some(), "the page says that it was sent");

    let other = World::new().await;
    link::revoke(&other.kept.store, &other.mia, &other.id, START).await.unwrap();
    let revoked = other.ask(&stuck(), START).await;
    assert!(matches!(revoked, Err(Error::LinkRevoked)), "{revoked:?}");
    let stranger = world.ask_with(&other.link).await;
    assert!(matches!(stranger, Err(Error::LinkUnknown)), "{stranger:?}");
}

/// Its holder can still read the receipt of what was sent.
#[tokio::test]
async fn a_revoked_link_with_a_receipt_shows_no_number_and_sends_nothing() {
    let world = World::new().await;
    let store = &world.kept.store;
    world.submit().await;
    assert!(world.ask(&called(START + 1, START + HOUR), START).await.is_ok());
    assert!(world.seen(START).await.2.unwrap().call.is_some());
    link::revoke(store, &world.mia, &world.id, START + 1).await.unwrap();
    assert_eq!(world.seen(START + 2).await.2, None);
    let revoked = world.ask(&stuck(), START + 2).await;
    assert!(matches!(revoked, Err(Error::LinkRevoked)), "{revoked:?}");
    assert_eq!(world.open(START + 2).await, []);
    assert_ne!(world.need(START + 2).await.1, Some(Need::AskedForHelp));
}

/// The number could be read by whoever finds the link later.
#[tokio::test]
async fn a_receipt_shows_that_a_message_was_sent_but_no_number() {
    let world = World::new().await;
    let store = &world.kept.store;
    world.submit().await;
    withdraw::withdraw(store, &world.link.locator(), &world.link.token(), START + 1).await.unwrap();
    assert!(world.ask(&called(START + 2, START + HOUR), START + 2).await.is_ok());
    let shown = world.seen(START + 3).await.2.unwrap();
    assert_eq!((shown.at, shown.call), (START + 2, None));
    assert!(world.open(START + 3).await[0].call.is_some(), "the agency sees it");
}

#[tokio::test]
async fn each_of_two_quick_requests_is_mailed_with_its_own_words() {
    let world = World::new().await;
    let notes = ["First question", "Second question"];
    let mut due: Vec<UnmailedHelp> = Vec::new();
    for note in notes {
        let request = HelpRequest { note: Some(note.parse().unwrap()), ..stuck() };
        due.push(world.ask(&request, START).await.unwrap().fresh.unwrap());
    }
    let kept: Vec<&str> = due.iter().filter_map(|one| Some(one.help.note.as_ref()?.as_str())).collect();
    assert_eq!(kept, notes);
    assert_eq!(world.kept.store.unmailed_helps(START, 10).await.unwrap(), due);
}

#[tokio::test]
async fn an_email_that_fails_is_sent_an_hour_later_and_once() {
    let world = World::new().await;
    let store = &world.kept.store;
    let outbox = Outbox::default();
    let run = async |now| {
        retention::run(store, &retention::Operator::new(), Some(&outbox), now).await.unwrap();
        outbox.take().len()
    };
    let unmailed = world.ask(&stuck(), START).await.unwrap().fresh.unwrap();
    outbox.refuses.store(true, Ordering::Relaxed);
    retention::tell_help(store, &outbox, &unmailed, START).await.unwrap();
    outbox.refuses.store(false, Ordering::Relaxed);
    assert_eq!(run(START + HOUR - 1).await, 0, "not every minute");
    assert_eq!(run(START + HOUR).await, 1);
    assert_eq!(run(START + 3 * HOUR).await, 0, "once");
    retention::tell_help(store, &outbox, &unmailed, START + 3 * HOUR).await.unwrap();
    assert_eq!(outbox.take().len(), 0, "it was sent since it was read");

    // The task that sends it ended with the server.
    let later = HelpRequest { step: Step::Check, ..stuck() };
    world.ask(&later, START + 4 * HOUR).await.unwrap();
    assert_eq!((run(START + 4 * HOUR).await, run(START + 6 * HOUR).await), (1, 0));

    outbox.refuses.store(true, Ordering::Relaxed);
    world.ask(&stuck(), START + DAY).await.unwrap();
    for day in 1..9 {
        assert_eq!(run(START + day * DAY).await, 0);
    }
    outbox.refuses.store(false, Ordering::Relaxed);
    assert_eq!(run(START + 10 * DAY).await, 0, "after a week, it is no longer news");
}

#[tokio::test]
async fn what_a_client_wrote_is_deleted_thirty_days_after_someone_helped() {
    let world = World::new().await;
    let store = &world.kept.store;
    world.ask(&called(START + 1, START + HOUR), START).await.unwrap();
    help::settle(store, &world.mia, &world.id, START, START + DAY).await.unwrap();
    let rules = retention::Rules::read(store, &retention::Operator::new()).await.unwrap();
    let run = async |now| {
        let due = retention::due(store, &rules, now).await.unwrap().helps;
        (due, retention::purge(store, &rules, now).await.unwrap().helps)
    };
    assert_eq!(run(START + 31 * DAY - 1).await, (0, 0));
    assert_eq!(run(START + 31 * DAY).await, (1, 1));
    assert_eq!(run(START + 31 * DAY).await, (0, 0), "once");
    let left = store.last_help(&world.id, &world.link.locator()).await.unwrap().unwrap();
    assert_eq!((left.note, left.call, left.settled.map(|it| it.by)), (None, None, Some("Mia".into())));
}

#[tokio::test]
async fn a_contact_is_changed_ten_times_an_hour() {
    let world = World::new().await;
    let store = &world.kept.store;
    let change = async |n: i64| {
        let mia = store.person(&world.mia.id).await.unwrap().unwrap();
        let phone = Some(format!("030 12345{n:02}").parse().unwrap());
        account::set_contact(store, &mia, &ContactSettings { phone, shows_email: true }, START + n).await
    };
    for n in 0..10 {
        assert!(change(n).await.unwrap());
    }
    let eleventh = change(10).await;
    assert!(matches!(eleventh, Err(Error::TooOften(_))), "{eleventh:?}");
    assert!(!change(9).await.unwrap(), "saving the same again changes nothing");
    assert!(change(limits::CONTACTS.seconds + 9).await.unwrap(), "an hour later");
}
