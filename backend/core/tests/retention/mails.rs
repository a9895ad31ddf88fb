//! Tests who gets an email about a deletion, when, and what happens if it can't be sent.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use net::mail::MailError;
use sealpost_core::notice::{Mail, Post};
use shared::rules::Address;

use super::*;

const HOUR: i64 = 3600;
const CLIENT: &str = "anna@bakery.test";
const TESS: &str = "tess@agency.test";

/// An email that was sent: to whom, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sent {
    Soon { to: String, onboarding: String },
    Deleted { to: String, number: String },
}

/// Collects what is sent.
#[derive(Default)]
struct Outbox {
    sent: Mutex<Vec<Sent>>,
    refuses: AtomicBool,
}

#[async_trait]
impl Post for Outbox {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        if self.refuses.load(Ordering::Relaxed) {
            return Err(MailError::Refused("full".into()));
        }
        let to = to.to_string();
        let sent = match mail {
            Mail::DeletionSoon { onboarding, .. } => Sent::Soon { to, onboarding: onboarding.into() },
            Mail::Deleted { number, .. } => Sent::Deleted { to, number: number.into() },
            other => panic!("{other:?}"),
        };
        self.sent.lock().unwrap().push(sent);
        Ok(())
    }
}

struct Mailing {
    world: World,
    outbox: Outbox,
}

impl Mailing {
    async fn new() -> Self {
        Self { world: World::new().await, outbox: Outbox::default() }
    }

    /// Creates an onboarding whose client has an address, and opens it as the technician.
    async fn collected(&self, keep: Days) -> (String, Link) {
        let (store, tess) = (&self.world.kept.store, &self.world.tess);
        let (link, set) = fixture::link(store).await;
        let request = shared::wire::CreateRequest {
            email: Some(CLIENT.parse().unwrap()),
            ..fixture::create_request(&link, &set)
        };
        let row = link::create(store, tess, &request, keep, START).await.unwrap();
        let sealed = fixture::submission(&link, &set, "hunter2");
        submit::submit(store, &link.locator(), &link.token(), &sealed, START).await.unwrap();
        open::collected(store, tess, &row.id, START).await.unwrap();
        (row.id, link)
    }

    async fn configured(&self, keep: Days) -> (String, Link) {
        let (id, link) = self.collected(keep).await;
        configure::configured(&self.world.kept.store, &self.world.tess, &id, START).await.unwrap();
        (id, link)
    }

    /// Runs once at that time. Returns the emails that were sent.
    async fn run(&self, now: i64) -> Vec<Sent> {
        assert!(run(&self.world.kept.store, &Operator::new(), Some(&self.outbox), now).await.unwrap());
        std::mem::take(&mut self.outbox.sent.lock().unwrap())
    }

    fn refuse(&self, refuses: bool) {
        self.outbox.refuses.store(refuses, Ordering::Relaxed);
    }

    async fn number(&self, link: &Link) -> String {
        let deleted = self.world.kept.store.deleted(&link.locator()).await.unwrap();
        shared::seal::number(&deleted.unwrap().sent)
    }

    async fn warnings(&self, id: &str) -> usize {
        let log = self.world.kept.store.activity(Some(id), None, 100).await.unwrap();
        log.iter().filter(|entry| entry.code == "deletion.warned").count()
    }
}

fn soon(onboarding: &str) -> Sent {
    Sent::Soon { to: TESS.into(), onboarding: onboarding.into() }
}

#[tokio::test]
async fn technicians_who_can_open_the_file_are_warned_once_and_failed_mail_is_retried() {
    let world = Mailing::new().await;
    let (id, _) = world.configured(KEEP).await;
    // She is a technician now, but the file isn't encrypted for her.
    fixture::technician(&world.world.kept.store, "Uma").await;
    let begin = START + 5 * DAY;
    assert!(world.run(begin - 1).await.is_empty(), "two days before, not a second earlier");
    world.refuse(true);
    assert!(world.run(begin).await.is_empty());
    assert_eq!(world.warnings(&id).await, 0, "a failed warning isn't recorded as sent");
    world.refuse(false);
    assert!(world.run(begin + HOUR - 1).await.is_empty(), "not every minute");
    assert_eq!(world.run(begin + HOUR).await, [soon(&id)]);
    assert_eq!(world.warnings(&id).await, 1);
    assert!(world.run(begin + 3 * HOUR).await.is_empty(), "once");
}

#[tokio::test]
async fn a_file_that_is_kept_for_a_day_gets_its_warning_at_once() {
    let world = Mailing::new().await;
    let (id, _) = world.configured(days(1)).await;
    assert_eq!(world.run(START).await, [soon(&id)]);
}

#[tokio::test]
async fn failed_mail_does_not_delay_a_deletion_and_is_retried_after_an_hour() {
    let world = Mailing::new().await;
    let (id, link) = world.configured(KEEP).await;
    let due = START + 7 * DAY;
    world.refuse(true);
    assert!(world.run(due).await.is_empty());
    assert_eq!(world.world.status(&id).await, Status::Cleared, "on the promised date");
    world.refuse(false);
    assert!(world.run(due + HOUR - 1).await.is_empty());
    let number = world.number(&link).await;
    assert_eq!(world.run(due + HOUR).await, [Sent::Deleted { to: CLIENT.into(), number }]);
    assert!(world.run(due + 3 * HOUR).await.is_empty(), "once");
}

#[tokio::test]
async fn the_client_gets_mail_after_saving_elsewhere_but_not_after_withdrawing() {
    let world = Mailing::new().await;
    let store = &world.world.kept.store;
    let (_, taken) = world.collected(KEEP).await;
    sealpost_core::withdraw::withdraw(store, &taken.locator(), &taken.token(), START + 1).await.unwrap();
    let (revoked, _) = world.collected(KEEP).await;
    link::revoke(store, &world.world.tess, &revoked, START + 1).await.unwrap();
    assert!(
        world.run(START + 2).await.is_empty(),
        "they did it themselves, or hear about it from the agency"
    );
    let (saved, link) = world.collected(KEEP).await;
    configure::saved_elsewhere(store, &world.world.tess, &saved, START + 3).await.unwrap();
    let number = world.number(&link).await;
    assert_eq!(world.run(START + 4).await, [Sent::Deleted { to: CLIENT.into(), number }]);
}
