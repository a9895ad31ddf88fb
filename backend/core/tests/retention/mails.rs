//! Who gets a mail about a deletion, when, and what happens if it can't be sent.

use std::sync::{Arc, atomic::Ordering};

use net::{inbox::Inbox, mail::Mailer};
use sealpost_core::retention::Post;

use super::*;

const HOUR: i64 = 3600;
const CLIENT: &str = "anna@bakery.test";

struct Mailing {
    world: World,
    inbox: Arc<Inbox>,
    mailer: Mailer,
}

impl Mailing {
    async fn new() -> Self {
        let (inbox, mailer) = Inbox::start().await;
        Self { world: World::new().await, inbox, mailer }
    }

    /// An onboarding whose client has an address, opened by the technician.
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

    async fn configured(&self, keep: Days) -> String {
        let (id, _) = self.collected(keep).await;
        configure::configured(&self.world.kept.store, &self.world.tess, &id, START).await.unwrap();
        id
    }

    /// Runs once at that time. Returns the mails that were sent.
    async fn run(&self, now: i64) -> Vec<String> {
        let post = Post { mailer: &self.mailer, agency: "Nord", url: "https://post.test" };
        assert!(run(&self.world.kept.store, &Operator::new(), Some(&post), now).await.unwrap());
        self.inbox.take()
    }

    fn refuse(&self, refuses: bool) {
        self.inbox.refuses.store(refuses, Ordering::Relaxed);
    }

    async fn warnings(&self, id: &str) -> usize {
        let log = self.world.kept.store.activity(Some(id), None, 100).await.unwrap();
        log.iter().filter(|entry| entry.code == "deletion.warned").count()
    }
}

fn is_one_to(mails: &[String], address: &str, words: &str) -> bool {
    matches!(mails, [mail] if mail.starts_with(&format!("RCPT TO:<{address}>")) && mail.contains(words))
}

#[tokio::test]
async fn only_those_who_can_open_the_file_are_warned_once_and_again_if_the_mail_fails() {
    let world = Mailing::new().await;
    let id = world.configured(KEEP).await;
    // She is a technician by now, and the file was not sealed to her.
    fixture::technician(&world.world.kept.store, "Uma").await;
    let soon = START + 5 * DAY;
    assert!(world.run(soon - 1).await.is_empty(), "two days before, and not a second earlier");
    world.refuse(true);
    assert!(world.run(soon).await.is_empty());
    assert_eq!(world.warnings(&id).await, 0, "what was not sent is not written down as sent");
    world.refuse(false);
    assert!(world.run(soon + HOUR - 1).await.is_empty(), "not each minute");
    let sent = world.run(soon + HOUR).await;
    assert!(is_one_to(&sent, "tess@agency.test", &format!("/staff/queue/{id}")), "{sent:?}");
    assert_eq!(world.warnings(&id).await, 1);
    assert!(world.run(soon + 3 * HOUR).await.is_empty(), "once");
}

#[tokio::test]
async fn a_file_that_is_kept_for_a_day_is_warned_of_at_once() {
    let world = Mailing::new().await;
    world.configured(days(1)).await;
    let sent = world.run(START).await;
    assert!(is_one_to(&sent, "tess@agency.test", "will be deleted"), "{sent:?}");
}

#[tokio::test]
async fn a_deletion_waits_for_no_mail_and_the_client_is_told_an_hour_later() {
    let world = Mailing::new().await;
    let id = world.configured(KEEP).await;
    let due = START + 7 * DAY;
    world.refuse(true);
    assert!(world.run(due).await.is_empty());
    assert_eq!(world.world.status(&id).await, Status::Cleared, "as the client was told");
    world.refuse(false);
    assert!(world.run(due + HOUR - 1).await.is_empty());
    let sent = world.run(due + HOUR).await;
    assert!(is_one_to(&sent, CLIENT, "Your email settings were deleted"), "{sent:?}");
    assert!(world.run(due + 3 * HOUR).await.is_empty(), "once");
}

#[tokio::test]
async fn the_client_is_told_of_what_was_saved_elsewhere_and_not_of_what_they_took_back() {
    let world = Mailing::new().await;
    let store = &world.world.kept.store;
    let (_, taken) = world.collected(KEEP).await;
    sealpost_core::withdraw::withdraw(store, &taken.locator(), &taken.token(), START + 1).await.unwrap();
    let (revoked, _) = world.collected(KEEP).await;
    link::revoke(store, &world.world.tess, &revoked, START + 1).await.unwrap();
    assert!(world.run(START + 2).await.is_empty(), "they did it themselves, or hear of it from the agency");
    let (saved, link) = world.collected(KEEP).await;
    configure::saved_elsewhere(store, &world.world.tess, &saved, START + 3).await.unwrap();
    let number = shared::seal::number(&store.deleted(&link.locator()).await.unwrap().unwrap().sent);
    let sent = world.run(START + 4).await;
    assert!(is_one_to(&sent, CLIENT, &number.to_ascii_uppercase()), "{sent:?}");
}
