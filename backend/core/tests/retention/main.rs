//! Tests that everything is deleted once, when it is due, and that receipts remain. Time is a parameter.

use std::collections::BTreeMap;

use sealpost_core::{
    Error, configure,
    event::{Event, OnboardingEvent},
    fixture::{self, KEEP, START},
    link, open,
    retention::{Operator, Purged, Rules, change, due, purge, run, show},
    status,
    store::{CheckRecord, Limits, NewActivity, Onboardings, Person},
    submit,
};
use shared::{
    check::CheckVerdict,
    link::Link,
    report::Report,
    retention::{Days, DeletionRule, Kind, SetBy},
    status::Status,
    wire::{CheckBrief, KeepRequest, RetentionRequest, Role},
};
use store_sqlite::testing::{self, Kept};

const DAY: i64 = 24 * 3600;

fn days(number: u16) -> Days {
    Days::try_from(number).unwrap()
}

struct World {
    kept: Kept,
    tess: Person,
}

impl World {
    async fn new() -> Self {
        let kept = testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        Self { kept, tess }
    }

    /// Creates an onboarding that was submitted and opened.
    async fn collected(&self, keep: Days) -> (String, Link) {
        let store = &self.kept.store;
        let (link, set) = fixture::link(store).await;
        let request = fixture::create_request(&link, &set);
        let row = link::create(store, &self.tess, &request, keep, START).await.unwrap();
        let sealed = fixture::submission(&link, &set, "hunter2");
        submit::submit(store, &link.locator(), &link.token(), &sealed, START).await.unwrap();
        open::collected(store, &self.tess, &row.id, START).await.unwrap();
        (row.id, link)
    }

    async fn configured(&self, keep: Days, at: i64) -> (String, Link) {
        let (id, link) = self.collected(keep).await;
        configure::configured(&self.kept.store, &self.tess, &id, at).await.unwrap();
        (id, link)
    }

    async fn status(&self, id: &str) -> Status {
        self.kept.store.onboarding(id).await.unwrap().unwrap().status
    }

    async fn due(&self, now: i64) -> Purged {
        due(&self.kept.store, &self.rules().await, now).await.unwrap()
    }

    async fn purge(&self, now: i64) -> Purged {
        purge(&self.kept.store, &self.rules().await, now).await.unwrap()
    }

    async fn rules(&self) -> Rules {
        Rules::read(&self.kept.store, &Operator::new()).await.unwrap()
    }
}

#[tokio::test]
async fn a_sealed_file_is_deleted_on_the_promised_date() {
    let world = World::new().await;
    let (id, link) = world.configured(KEEP, START + DAY).await;
    let store = &world.kept.store;
    let seen = status::client_page(store, &link.locator(), &link.token(), START + DAY).await.unwrap().view;
    let receipt = seen.receipt.unwrap();
    let at = START + DAY + 7 * DAY;
    assert_eq!((seen.keep, receipt.delete_at), (days(7), Some(at)));

    assert_eq!(world.due(at - 1).await.sealed, []);
    assert_eq!(world.purge(at - 1).await.sealed, [], "not a second early");
    let due = world.due(at).await;
    assert_eq!(due.sealed.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), [&id]);
    assert_eq!(world.status(&id).await, Status::Configured, "listing deletes nothing");
    assert_eq!(world.purge(at).await.sealed, due.sealed);
    assert_eq!(world.purge(at).await.sealed, [], "once");
    assert_eq!(world.status(&id).await, Status::Cleared);
    assert_eq!(store.submission(&link.locator()).await.unwrap(), None);
    let after = status::client_page(store, &link.locator(), &link.token(), at).await.unwrap().view;
    let left = after.receipt.unwrap();
    assert_eq!(left.deleted.map(|deleted| (deleted.at, deleted.rule)), Some((at, DeletionRule::AfterSetup)));
    assert_eq!(left.digest, receipt.digest, "the digest of the deleted file");
    let codes = store.activity(Some(&id), None, 2).await.unwrap();
    assert_eq!(codes[0].code, "submission.deleted");
    let deleted = OnboardingEvent::FileDeleted { days: KEEP };
    assert_eq!(Event::of_kept(&codes[0].sentence), Some(Event::Onboarding(deleted)), "{codes:?}");
}

#[tokio::test]
async fn with_zero_days_the_file_is_deleted_at_once() {
    let world = World::new().await;
    let (id, link) = world.configured(Days::NONE, START + 5).await;
    assert_eq!(world.status(&id).await, Status::Cleared);
    let left = world.kept.store.deleted(&link.locator()).await.unwrap().unwrap();
    assert_eq!((left.at, left.rule), (START + 5, DeletionRule::AfterSetup));
}

#[tokio::test]
async fn saving_elsewhere_deletes_early_from_both_statuses() {
    let world = World::new().await;
    for is_configured in [false, true] {
        let (id, link) = world.collected(KEEP).await;
        if is_configured {
            configure::configured(&world.kept.store, &world.tess, &id, START).await.unwrap();
        }
        for _ in 0..2 {
            let row =
                configure::saved_elsewhere(&world.kept.store, &world.tess, &id, START + 9).await.unwrap();
            assert_eq!((row.status, row.delete_at), (Status::Cleared, None));
        }
        let left = world.kept.store.deleted(&link.locator()).await.unwrap().unwrap();
        assert_eq!((left.at, left.rule), (START + 9, DeletionRule::SavedElsewhere));
    }
}

#[tokio::test]
async fn unopened_files_are_not_deleted() {
    let world = World::new().await;
    let store = &world.kept.store;
    let (link, set) = fixture::link(store).await;
    let request = fixture::create_request(&link, &set);
    let row = link::create(store, &world.tess, &request, KEEP, START).await.unwrap();
    let sealed = fixture::submission(&link, &set, "hunter2");
    submit::submit(store, &link.locator(), &link.token(), &sealed, START).await.unwrap();
    for refused in [
        configure::saved_elsewhere(store, &world.tess, &row.id, START).await,
        configure::configured(store, &world.tess, &row.id, START).await,
    ] {
        assert!(matches!(refused, Err(Error::NotNow(_))), "{refused:?}");
    }
    assert_eq!(world.purge(START + 4000 * DAY).await.sealed, []);
    assert!(store.submission(&link.locator()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_later_setting_does_not_change_the_promised_date() {
    let world = World::new().await;
    let (id, _) = world.collected(KEEP).await;
    let request = RetentionRequest { kinds: vec![KeepRequest { kind: Kind::Sealed, days: days(30) }] };
    change(&world.kept.store, &Operator::new(), &world.tess, &request, START).await.unwrap();
    assert_eq!(world.rules().await.days(Kind::Sealed), days(30));
    let row = configure::configured(&world.kept.store, &world.tess, &id, START).await.unwrap();
    assert_eq!(row.delete_at, Some(START + 7 * DAY), "the promised date");
}

#[tokio::test]
async fn operator_settings_override_the_page_which_overrides_defaults() {
    let world = World::new().await;
    let store = &world.kept.store;
    let operator = Operator::from([(Kind::Checks, days(5))]);
    let ask = async |kind, number| {
        let request = RetentionRequest { kinds: vec![KeepRequest { kind, days: days(number) }] };
        change(store, &operator, &world.tess, &request, START).await
    };
    ask(Kind::Reports, 10).await.unwrap();
    assert!(matches!(ask(Kind::Checks, 10).await, Err(Error::SetByOperator)));
    ask(Kind::Checks, 5).await.unwrap();
    assert!(matches!(ask(Kind::Closed, 29).await, Err(Error::Field { field: "closed", .. })));
    let shown: BTreeMap<Kind, (u16, SetBy)> = show(store, &operator)
        .await
        .unwrap()
        .kinds
        .into_iter()
        .map(|kept| (kept.kind, (kept.days.get(), kept.set_by)))
        .collect();
    assert_eq!(shown[&Kind::Reports], (10, SetBy::Page));
    assert_eq!(shown[&Kind::Checks], (5, SetBy::Operator));
    assert_eq!(shown[&Kind::Activity], (365, SetBy::Default));
    let log = store.activity(None, None, 10).await.unwrap();
    let changes = log.iter().filter(|entry| entry.code == "retention.changed").count();
    assert_eq!(changes, 1, "unchanged settings aren't logged");
}

fn a_report() -> Report {
    serde_json::from_value(serde_json::json!({
        "domain": "bakery.test", "provider": "", "dns_host": null, "findings": [], "spf": null, "servers": [], "asked": 1,
        "millis": 1
    }))
    .unwrap()
}

#[tokio::test]
async fn reports_checks_and_activity_are_deleted_by_age() {
    let world = World::new().await;
    let store = &world.kept.store;
    let (id, _) = world.collected(KEEP).await;
    let entry = |at| NewActivity { at, who: "client", code: "test", sentence: "Something happened." };
    let report = fixture::check_report(true);
    assert_eq!(report.verdict, CheckVerdict::Ok);
    for at in [START, START + 10 * DAY] {
        let brief = CheckBrief { ok: true, cause: String::new(), meaning: String::new(), at };
        store.add_check(&id, &CheckRecord { brief: &brief, report: &report }, &entry(at)).await.unwrap();
    }
    store.set_report(&id, &a_report(), START, Some(&entry(START))).await.unwrap();

    let now = START + 90 * DAY;
    let due = world.due(now).await;
    assert_eq!((due.checks, due.reports, due.activity), (1, 1, 0));
    let purged = world.purge(now).await;
    assert_eq!((purged.checks, purged.reports), (1, 1));
    let seen = store.onboarding(&id).await.unwrap().unwrap();
    assert!(seen.check.is_some(), "the newer check stays");
    assert_eq!(seen.verdict, None, "the verdict is deleted with its report");
    assert_eq!(store.report(&id).await.unwrap(), None);

    assert_eq!(world.purge(START + 100 * DAY).await.checks, 1);
    assert_eq!(store.onboarding(&id).await.unwrap().unwrap().check, None);
    assert_eq!(store.last_check(&id).await.unwrap(), None);
    let before = store.activity(Some(&id), None, 100).await.unwrap().len();
    let purged = world.purge(START + 365 * DAY).await;
    assert!(purged.activity > 0 && store.activity(Some(&id), None, 100).await.unwrap().len() < before);
    assert_eq!(world.status(&id).await, Status::Collected, "the onboarding isn't closed");
}

#[tokio::test]
async fn a_closed_onboarding_is_deleted_except_its_deletion_receipt() {
    let world = World::new().await;
    let store = &world.kept.store;
    let (id, link) = world.configured(Days::NONE, START).await;
    let (open, _) = world.collected(KEEP).await;
    assert_eq!(world.due(START + 365 * DAY - 1).await.closed, []);
    let now = START + 365 * DAY;
    assert_eq!(world.due(now).await.closed.len(), 1);
    let purged = world.purge(now).await;
    assert_eq!(purged.closed.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), [&id]);
    assert_eq!(store.onboarding(&id).await.unwrap(), None);
    assert_eq!(store.link(&link.locator()).await.unwrap(), None);
    assert!(store.onboarding(&open).await.unwrap().is_some(), "an open onboarding stays");
    assert!(store.deleted(&link.locator()).await.unwrap().is_some(), "the receipt remains");
    let log = store.activity(None, None, 5).await.unwrap();
    assert!(log.iter().any(|entry| entry.code == "onboarding.deleted"), "{log:?}");
    assert!(!log.iter().any(|entry| entry.sentence.contains("bakery")), "the log doesn't name the client");
}

#[tokio::test]
async fn runs_never_overlap_and_a_killed_run_expires() {
    let world = World::new().await;
    let store = &world.kept.store;
    let (id, _) = world.configured(KEEP, START).await;
    let now = START + 8 * DAY;
    assert!(
        store.take_lease("retention", now, now + 15).await.unwrap(),
        "another server is already running it"
    );
    assert!(!run(store, &Operator::new(), None, now).await.unwrap());
    assert_eq!(world.status(&id).await, Status::Configured);
    assert!(run(store, &Operator::new(), None, now + 15).await.unwrap());
    assert_eq!(world.status(&id).await, Status::Cleared, "the lease of the killed run has expired");
    assert!(run(store, &Operator::new(), None, now + 16).await.unwrap());
}

/// Sites that were configured before deletion dates existed get a date that leaves technicians time to react.
#[tokio::test]
async fn sites_configured_before_dates_existed_get_a_full_period() {
    let world = World::new().await;
    let (id, _) = world.configured(KEEP, START).await;
    let now = START + 500 * DAY;
    world.kept.store.forget_date(&id).await;
    assert_eq!(world.purge(now).await.sealed, []);
    let seen = world.kept.store.onboarding(&id).await.unwrap().unwrap();
    assert_eq!(seen.delete_at, Some(now + 7 * DAY));
}

#[tokio::test]
async fn a_changed_setting_applies_to_new_links() {
    let world = World::new().await;
    let store = &world.kept.store;
    let mia = fixture::person(store, "Mia", &[Role::Manager]).await;
    let (link, set) = fixture::link(store).await;
    let request = fixture::create_request(&link, &set);
    let row = link::create(store, &mia, &request, days(3), START).await.unwrap();
    assert_eq!(store.onboarding(&row.id).await.unwrap().unwrap().keep, days(3));
    let view = status::client_page(store, &link.locator(), &link.token(), START).await.unwrap().view;
    assert_eq!(view.keep.get(), 3);
}

mod expiry;
mod mails;
