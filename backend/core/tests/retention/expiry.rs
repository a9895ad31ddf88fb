//! Tests who is told that a client secret expires, when, and what ends that. Time is a parameter.

use std::sync::Mutex;

use async_trait::async_trait;
use net::mail::MailError;
use sealpost_core::{
    Fault, board,
    notice::{Mail, NextStep, Post, When},
};
use shared::{
    board::{Group, Need},
    expiry::NotAnExpiry,
    rules::Address,
    wire::{ReissueRequest, SubmitRequest},
};

use super::*;

const HOUR: i64 = 3600;
const AT: i64 = START + 60 * DAY;
const MIA: &str = "mia@agency.test";

/// Collects the emails: to whom, and how far away the day is.
#[derive(Default)]
struct Outbox {
    sent: Mutex<Vec<(String, When)>>,
    /// What each of them says to do next.
    steps: Mutex<Vec<NextStep>>,
    /// The address whose mail is refused.
    refused: Mutex<Option<&'static str>>,
}

impl Outbox {
    fn refuses(&self, address: Option<&'static str>) {
        *self.refused.lock().unwrap() = address;
    }
}

#[async_trait]
impl Post for Outbox {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        if *self.refused.lock().unwrap() == Some(to.as_str()) {
            return Err(MailError::Refused("full".into()));
        }
        if let Mail::SecretExpires { when, next, .. } = mail {
            self.sent.lock().unwrap().push((to.to_string(), when));
            self.steps.lock().unwrap().push(next);
        }
        Ok(())
    }
}

struct Watching {
    world: World,
    mia: Person,
    outbox: Outbox,
}

impl Watching {
    async fn new() -> Self {
        let world = World::new().await;
        let mia = fixture::person(&world.kept.store, "Mia", &[Role::Manager]).await;
        Self { world, mia, outbox: Outbox::default() }
    }

    /// Creates an onboarding whose client sends a secret that expires at this time, and opens it.
    async fn collected(&self, at: i64) -> (String, Link) {
        self.collected_for(&self.mia, at).await
    }

    async fn collected_for(&self, manager: &Person, at: i64) -> (String, Link) {
        let store = &self.world.kept.store;
        let (link, set) = fixture::link(store).await;
        let request = fixture::create_request(&link, &set);
        let row = link::create(store, manager, &request, KEEP, START).await.unwrap();
        let submission =
            SubmitRequest { secret_expires_at: Some(at), ..fixture::submission(&link, &set, "hunter2") };
        submit::submit(store, &link.locator(), &link.token(), &submission, START).await.unwrap();
        open::collected(store, &self.world.tess, &row.id, START).await.unwrap();
        (row.id, link)
    }

    /// Runs once at that time. Returns the emails that were sent.
    async fn run(&self, now: i64) -> Vec<(String, When)> {
        assert!(run(&self.world.kept.store, &Operator::new(), Some(&self.outbox), now).await.unwrap());
        std::mem::take(&mut self.outbox.sent.lock().unwrap())
    }

    async fn told(&self, id: &str) -> usize {
        let log = self.world.kept.store.activity(Some(id), None, 100).await.unwrap();
        log.iter().filter(|entry| entry.code == "secret.expiry-told").count()
    }

    async fn need(&self, id: &str, now: i64) -> (Group, Option<Need>) {
        let shown = board::board(&self.world.kept.store, "", None, now).await.unwrap();
        let row = shown.rows.into_iter().find(|row| row.id == id).unwrap();
        let counted = shown.counts.iter().any(|count| count.group == row.group);
        assert!(counted, "the counts follow the row: {:?}", shown.counts);
        (row.group, row.need)
    }
}

fn to_mia(when: When) -> (String, When) {
    (MIA.into(), when)
}

#[tokio::test]
async fn the_manager_is_told_30_and_7_days_before_and_on_the_day_each_once() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    configure::configured(&watching.world.kept.store, &watching.world.tess, &id, START).await.unwrap();
    for (now, expected) in [
        (AT - 30 * DAY - 1, None),
        (AT - 30 * DAY, Some(When::Ahead)),
        (AT - 30 * DAY + HOUR, None),
        (AT - 7 * DAY - 1, None),
        (AT - 7 * DAY, Some(When::Ahead)),
        (AT - 6 * DAY, None),
        (AT - 1, None),
        (AT, Some(When::Today)),
        (AT + DAY, None),
        (AT + 300 * DAY, None),
    ] {
        assert_eq!(watching.run(now).await, expected.map(to_mia).into_iter().collect::<Vec<_>>(), "{now}");
    }
    assert_eq!(watching.world.status(&id).await, Status::Cleared, "long after the sealed file was deleted");
    assert_eq!(watching.told(&id).await, 3);
}

#[tokio::test]
async fn one_email_replaces_those_that_a_stopped_server_missed() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    assert_eq!(watching.run(AT + 3 * DAY).await, [to_mia(When::Over)]);
    assert!(watching.run(AT + 4 * DAY).await.is_empty());
    assert_eq!(watching.told(&id).await, 1);
}

#[tokio::test]
async fn a_secret_that_expires_soon_is_told_at_once() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(START + 10 * DAY).await;
    for (days, expected) in
        [(0, Some(When::Ahead)), (1, None), (3, Some(When::Ahead)), (10, Some(When::Today)), (11, None)]
    {
        let sent = watching.run(START + days * DAY).await;
        assert_eq!(sent, expected.map(to_mia).into_iter().collect::<Vec<_>>(), "after {days} days");
    }
    assert_eq!(watching.told(&id).await, 3);
}

#[tokio::test]
async fn failed_mail_is_retried_after_an_hour_and_a_killed_run_tells_no_one_twice() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    let due = AT - 30 * DAY;
    watching.outbox.refuses(Some(MIA));
    assert!(watching.run(due).await.is_empty());
    assert_eq!(watching.told(&id).await, 0, "a failed email isn't recorded as sent");
    watching.outbox.refuses(None);
    assert!(watching.run(due + HOUR - 1).await.is_empty(), "not every minute");
    assert_eq!(watching.run(due + HOUR).await, [to_mia(When::Ahead)]);
    assert!(watching.run(due + 3 * HOUR).await.is_empty(), "once");

    // Another server holds the email and was killed, so it is sent when that server's lease ends.
    let store = &watching.world.kept.store;
    let week = AT - 7 * DAY;
    assert!(store.take_lease(&format!("expiry:{id}:{week}"), week, week + HOUR).await.unwrap());
    assert!(watching.run(week).await.is_empty(), "the other server is sending it");
    assert_eq!(watching.run(week + HOUR).await, [to_mia(When::Ahead)]);
    assert_eq!(watching.told(&id).await, 2);
}

#[tokio::test]
async fn withdrawing_and_revoking_end_the_reminders_and_saving_elsewhere_does_not() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (_, withdrawn) = watching.collected(AT).await;
    let (revoked, _) = watching.collected(AT).await;
    let (saved, _) = watching.collected(AT).await;
    let (locator, token) = (withdrawn.locator(), withdrawn.token());
    sealpost_core::withdraw::withdraw(store, &locator, &token, START + 1).await.unwrap();
    link::revoke(store, &watching.mia, &revoked, START + 1).await.unwrap();
    configure::saved_elsewhere(store, &watching.world.tess, &saved, START + 1).await.unwrap();
    assert_eq!(watching.run(AT - 30 * DAY).await, [to_mia(When::Ahead)], "only about the third");
    assert_eq!(watching.told(&saved).await, 1);
}

#[tokio::test]
async fn the_email_advises_what_the_onboarding_needs_next() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (id, _) = watching.collected(AT).await;
    let advised = async |now: i64| {
        assert_eq!(watching.run(now).await.len(), 1, "{now}");
        std::mem::take(&mut *watching.outbox.steps.lock().unwrap())
    };
    assert_eq!(advised(AT - 30 * DAY).await, [NextStep::Configure], "no site uses the settings");
    configure::saved_elsewhere(store, &watching.world.tess, &id, AT - 29 * DAY).await.unwrap();
    assert_eq!(advised(AT - 7 * DAY).await, [NextStep::NewLink]);
    let (link, set) = fixture::link(store).await;
    let request = ReissueRequest { days: 14, link: fixture::new_link(&link, &set) };
    link::reissue(store, &watching.mia, &id, &request, KEEP, AT - DAY).await.unwrap();
    assert_eq!(advised(AT).await, [NextStep::Remind], "another link would revoke this one");
}

#[tokio::test]
async fn a_link_that_expired_is_replaced_and_not_reminded_of() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (id, _) = watching.collected(AT).await;
    configure::saved_elsewhere(store, &watching.world.tess, &id, START).await.unwrap();
    let (link, set) = fixture::link(store).await;
    let request = ReissueRequest { days: 1, link: fixture::new_link(&link, &set) };
    link::reissue(store, &watching.mia, &id, &request, KEEP, START).await.unwrap();
    assert_eq!(watching.run(AT - 30 * DAY).await, [to_mia(When::Ahead)]);
    assert_eq!(*watching.outbox.steps.lock().unwrap(), [NextStep::NewLink]);
}

#[tokio::test]
async fn if_the_manager_has_left_the_administrators_are_told() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (id, _) = watching.collected(AT).await;
    let ada = fixture::person(store, "Ada", &[Role::Admin]).await;
    sealpost_core::membership::deactivate(store, &ada, &watching.mia.id, START).await.unwrap();
    assert_eq!(watching.run(AT - 30 * DAY).await, [("ada@agency.test".to_owned(), When::Ahead)]);
    assert_eq!(watching.told(&id).await, 1);
}

#[tokio::test]
async fn an_address_that_is_refused_does_not_make_the_others_get_the_email_again() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (id, _) = watching.collected(AT).await;
    let ada = fixture::person(store, "Ada", &[Role::Admin]).await;
    fixture::person(store, "Otto", &[Role::Admin]).await;
    sealpost_core::membership::deactivate(store, &ada, &watching.mia.id, START).await.unwrap();
    watching.outbox.refuses(Some("ada@agency.test"));
    let due = AT - 30 * DAY;
    assert_eq!(watching.run(due).await, [("otto@agency.test".to_owned(), When::Ahead)]);
    for hours in 1..=3 {
        assert!(watching.run(due + hours * HOUR).await.is_empty(), "{hours}");
    }
    assert_eq!(watching.told(&id).await, 1);
}

#[tokio::test]
async fn emails_that_can_not_be_sent_do_not_hold_up_the_rest() {
    let watching = Watching::new().await;
    let nora = fixture::person(&watching.world.kept.store, "Nora", &[Role::Manager]).await;
    for _ in 0..21 {
        watching.collected(AT).await;
    }
    watching.collected_for(&nora, AT + DAY).await;
    watching.outbox.refuses(Some(MIA));
    let due = AT - 29 * DAY;
    assert!(watching.run(due).await.is_empty(), "one run tries the most overdue ones");
    assert_eq!(watching.run(due + 60).await, [("nora@agency.test".to_owned(), When::Ahead)]);
    watching.outbox.refuses(None);
    let sent = watching.run(due + 2 * HOUR).await.len() + watching.run(due + 2 * HOUR + 60).await.len();
    assert_eq!(sent, 21, "they are tried again");
}

#[tokio::test]
async fn an_email_that_can_not_be_sent_is_given_up_a_week_after_the_day() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    watching.outbox.refuses(Some(MIA));
    assert!(watching.run(AT + 7 * DAY - 1).await.is_empty());
    assert!(watching.run(AT + 7 * DAY + HOUR).await.is_empty(), "this was the last time");
    watching.outbox.refuses(None);
    assert!(watching.run(AT + 30 * DAY).await.is_empty());
    assert_eq!(watching.told(&id).await, 0);
}

/// The answer to the first request was lost, and the client changed the choice before sending the same file again.
#[tokio::test]
async fn a_repeated_submission_updates_the_reminder_until_the_file_is_opened() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (link, set) = fixture::link(store).await;
    let request = fixture::create_request(&link, &set);
    let row = link::create(store, &watching.mia, &request, KEEP, START).await.unwrap();
    let submission = fixture::submission(&link, &set, "hunter2");
    let send = async |at: Option<i64>, now: i64| {
        let request = SubmitRequest { secret_expires_at: at, ..submission.clone() };
        submit::submit(store, &link.locator(), &link.token(), &request, now).await
    };
    let stored = async || {
        let now = store.onboarding(&row.id).await.unwrap().unwrap();
        now.secret_expiry.map(|expiry| expiry.at)
    };
    let first = send(Some(AT), START).await.unwrap();
    let soon = Some(START + 10 * DAY);
    for at in [None, None, Some(AT), Some(AT + DAY), None, soon] {
        let again = send(at, START + 1).await.unwrap();
        assert_eq!((&again.receipt, &again.fresh), (&first.receipt, &None), "{at:?}");
        assert_eq!(stored().await, at);
    }
    let refused = send(Some(START - DAY), START + 1).await.unwrap_err();
    assert!(matches!(refused, Error::Field { field: "secret_expires_at", .. }), "{refused:?}");
    assert_eq!(stored().await, soon);

    assert!(watching.run(START + DAY).await.is_empty(), "whoever has the link can't cause email after email");
    assert_eq!(watching.run(START + DAY + 1).await, [to_mia(When::Ahead)]);
    send(soon, START + DAY + 2).await.unwrap();
    assert!(watching.run(START + 2 * DAY + 2).await.is_empty(), "the same day isn't a new one");

    let opened_at = START + 2 * DAY + 3;
    open::collected(store, &watching.world.tess, &row.id, opened_at).await.unwrap();
    let opened = send(None, opened_at + 1).await.unwrap();
    assert_eq!((opened.fresh, opened.receipt.collected_at), (None, Some(opened_at)));
    assert_eq!(stored().await, soon, "the technician knows this one");
}

#[tokio::test]
async fn the_board_moves_a_configured_site_on_the_day() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    configure::saved_elsewhere(&watching.world.kept.store, &watching.world.tess, &id, START).await.unwrap();
    assert_eq!(watching.need(&id, START).await, (Group::Done, None));
    assert_eq!(watching.need(&id, AT - 30 * DAY - 1).await, (Group::Done, None));
    let due = (Group::NeedsYou, Some(Need::SecretExpiring));
    assert_eq!(watching.need(&id, AT - 30 * DAY).await, due);
    assert_eq!(watching.need(&id, AT + 300 * DAY).await, due, "until there is a new secret");
}

#[tokio::test]
async fn the_board_moves_a_site_on_the_day_before_it_is_configured() {
    let watching = Watching::new().await;
    let (id, _) = watching.collected(AT).await;
    assert_eq!(watching.need(&id, AT - 30 * DAY - 1).await, (Group::Technician, None));
    assert_eq!(watching.need(&id, AT - 30 * DAY).await, (Group::NeedsYou, Some(Need::SecretExpiring)));
}

#[tokio::test]
async fn impossible_days_are_refused_and_a_repeated_submission_is_not() {
    let watching = Watching::new().await;
    let store = &watching.world.kept.store;
    let (link, set) = fixture::link(store).await;
    let request = fixture::create_request(&link, &set);
    link::create(store, &watching.mia, &request, KEEP, START).await.unwrap();
    let submission = fixture::submission(&link, &set, "hunter2");
    let submit = async |at: i64, now: i64| {
        let request = SubmitRequest { secret_expires_at: Some(at), ..submission.clone() };
        submit::submit(store, &link.locator(), &link.token(), &request, now).await
    };
    let today = START.div_euclid(DAY) * DAY;
    for (at, expected) in [
        (today + 1, NotAnExpiry::NotADay),
        (-DAY, NotAnExpiry::NotADay),
        (i64::MAX, NotAnExpiry::NotADay),
        (today - DAY, NotAnExpiry::Past),
        (today + 6 * 365 * DAY, NotAnExpiry::TooFar),
    ] {
        let refused = submit(at, START).await.unwrap_err();
        let Error::Field { field, fault } = &refused else { panic!("{at}: {refused:?}") };
        assert_eq!((*field, *fault), ("secret_expires_at", Fault::SecretExpiry(expected)), "{at}");
    }
    assert_eq!(store.submission(&link.locator()).await.unwrap(), None, "nothing was stored");
    let first = submit(today, START).await.unwrap();
    let again = submit(today, START + 5 * DAY).await.unwrap();
    assert_eq!((again.receipt, again.fresh), (first.receipt, None), "although the day is over by then");
}
