//! How long things are kept, and what the holder of an expired link can still do.

use axum::http::StatusCode;
use shared::{
    link::{Link, Token},
    retention::{DeletionRule, Kind, SetBy},
    status::{Status, Step},
    wire::{
        AlarmRequest, BoardRow, ClientPage, ClientView, DiscoverRequest, Onboarding, Progress,
        ReissueRequest, ReportRequest, Retention, Role, SealedCheck,
    },
};

use super::{Answer, Server, fixture, signed_in};
use crate::say::PROBLEMS;

const DAY: i64 = 24 * 3600;

impl Server {
    /// Creates an onboarding with this status. Returns it with its link.
    async fn at_status(&self, status: Status) -> (BoardRow, Link) {
        let (row, link, set) = self.onboarding().await;
        let (path, token) = (format!("/api/o/{}", link.locator()), link.token());
        let one = format!("/api/onboardings/{}", row.id);
        if status == Status::Started {
            let step = Progress { step: Some(Step::Guide), ..Progress::default() };
            self.post(&format!("{path}/progress"), &token, &step).await;
        }
        if status.has_file() || status == Status::Cleared {
            let submission = fixture::submission(&link, &set, "hunter2");
            self.post(&format!("{path}/submission"), &token, &submission).await;
        }
        let verbs: &[&str] = match status {
            Status::Collected => &["collected"],
            Status::Configured => &["collected", "configured"],
            Status::Cleared => &["collected", "saved-elsewhere"],
            _ => &[],
        };
        for verb in verbs {
            let done = self.post(&format!("{one}/{verb}"), &self.technician, &()).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        }
        match status {
            Status::Revoked => drop(self.post(&format!("{one}/revoke"), &self.manager, &()).await),
            Status::Withdrawn => drop(self.post(&format!("{path}/withdraw"), &token, &()).await),
            _ => {}
        }
        let seen: Onboarding = self.get(&one, &self.manager).await.json(StatusCode::OK);
        assert_eq!(seen.row.status, status);
        (row, link)
    }

    /// Returns the number on the receipt as staff see it, or `None` if nothing was sent.
    async fn number(&self, id: &str) -> Option<String> {
        let seen = self.get(&format!("/api/onboardings/{id}"), &self.manager).await;
        seen.json::<Onboarding>(StatusCode::OK).receipt.map(|receipt| receipt.digest)
    }

    /// Asserts that a link closed by `rule` has no file. If a file was sent, staff and client see one receipt: when it
    /// was deleted, by which rule, and its number.
    async fn assert_closed(
        &self,
        was: Status,
        (id, link): (&str, &Link),
        rule: DeletionRule,
        number: Option<String>,
    ) {
        assert_eq!(self.store().submission(&link.locator()).await.unwrap(), None, "{was:?}");
        let seen = self.get(&format!("/api/onboardings/{id}"), &self.manager).await;
        let staff = seen.json::<Onboarding>(StatusCode::OK).receipt;
        let view = self.view(link).await;
        let expected = match was {
            Status::Cleared => DeletionRule::SavedElsewhere,
            _ => rule,
        };
        let Some(number) = number else {
            assert_eq!(staff, None, "{was:?}");
            let code = if rule == DeletionRule::Revoked || was == Status::Revoked {
                "link-revoked"
            } else {
                "withdrawn"
            };
            view.problem(410, code);
            return;
        };
        let staff = staff.expect("a receipt");
        assert_eq!(staff.digest, number, "{was:?}");
        let deleted = staff.deleted.map(|deleted| (deleted.at, deleted.rule));
        assert_eq!(deleted, Some((self.app.now(), expected)), "{was:?}");
        let ClientPage { view, report, .. } = view.json(StatusCode::OK);
        assert!(view.is_over, "{was:?}");
        assert_eq!((view.receipt, report, view.address), (Some(staff), None, None), "{was:?}");
    }

    async fn view(&self, link: &Link) -> Answer {
        self.get(&format!("/api/o/{}", link.locator()), &link.token()).await
    }

    /// Signs everyone in again, because their sessions have expired.
    async fn sign_in_again(&mut self) {
        let people = self.store().people().await.unwrap();
        for (name, token) in
            [("Mia", &mut self.manager), ("Tess", &mut self.technician), ("Ada", &mut self.admin)]
        {
            let person = people.iter().find(|person| person.name == name).unwrap();
            *token = Token::received(&format!("session of {name} at {}", self.app.now()));
            let opened = self.kept.store.open_session(token.hash(), person, "", 20, self.app.now());
            assert!(opened.await.unwrap());
        }
    }
}

use sealpost_core::store::People;

/// 400 days later, for every final status.
#[tokio::test]
async fn an_expired_link_allows_nothing_but_reading_its_receipt() {
    let server = Server::new().await;
    let mut made = Vec::new();
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Expired) {
        made.push((status, server.at_status(status).await.1));
    }
    server.later(400 * DAY);
    let set = server.store().recipients().await.unwrap().unwrap();
    for (status, link) in made {
        let code = match status {
            Status::Revoked => "link-revoked",
            Status::Withdrawn => "withdrawn",
            _ => "link-expired",
        };
        let (path, token) = (format!("/api/o/{}", link.locator()), link.token());
        let discover = DiscoverRequest { address: "shop@bakery.test".parse().unwrap() };
        server.post(&format!("{path}/discover"), &token, &discover).await.problem(410, code);
        server.post(&format!("{path}/report"), &token, &ReportRequest::default()).await.problem(410, code);
        server.post(&format!("{path}/progress"), &token, &Progress::default()).await.problem(410, code);
        let alarm = AlarmRequest { seen: link.pin() };
        server.post(&format!("{path}/alarm"), &token, &alarm).await.problem(410, code);
        server.get(&format!("{path}/check/key"), &token).await.problem(410, code);
        let check = SealedCheck { sealed: b"age-encryption.org/v1\n".to_vec() };
        server.post(&format!("{path}/check"), &token, &check).await.problem(410, code);
        let submission = fixture::submission(&link, &set, "another");
        server.post(&format!("{path}/submission"), &token, &submission).await.problem(410, code);
        let (locator, now) = (link.locator(), server.app.now());
        let trial = sealpost_core::trial::begin(server.store(), &locator, &token, now).await;
        assert_eq!(trial.unwrap_err().code(), code, "{status:?}: the check on its socket");
        let view = server.view(&link).await;
        if !(status.has_file() || status == Status::Cleared) {
            view.problem(410, code);
            continue;
        }
        let ClientPage { view, report, .. } = view.json(StatusCode::OK);
        assert!(view.is_over && view.receipt.is_some(), "{status:?}");
        assert_eq!((report, view.address, view.progress), (None, None, Progress::default()));
        for _ in 0..2 {
            let gone = server.post(&format!("{path}/withdraw"), &token, &()).await;
            gone.is_empty_with(StatusCode::NO_CONTENT);
        }
        assert_eq!(server.store().submission(&link.locator()).await.unwrap(), None, "{status:?}");
    }
}

#[tokio::test]
async fn withdrawing_and_revoking_work_from_every_status() {
    let server = Server::new().await;
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Expired) {
        let (row, link) = server.at_status(status).await;
        let before = server.number(&row.id).await;
        let withdraw = format!("/api/o/{}/withdraw", link.locator());
        let answer = server.post(&withdraw, &link.token(), &()).await;
        if status == Status::Revoked {
            answer.problem(410, "link-revoked");
        } else {
            answer.is_empty_with(StatusCode::NO_CONTENT);
        }
        server.assert_closed(status, (&row.id, &link), DeletionRule::Withdrawn, before).await;

        let (row, link) = server.at_status(status).await;
        let before = server.number(&row.id).await;
        let revoke = format!("/api/onboardings/{}/revoke", row.id);
        let revoked: BoardRow = server.post(&revoke, &server.manager, &()).await.json(StatusCode::OK);
        assert_eq!(revoked.status, Status::Revoked, "{status:?}");
        server.assert_closed(status, (&row.id, &link), DeletionRule::Revoked, before).await;
    }
}

/// The wrong person may have the old link. Staff see the receipt, and the client has an email and a new link.
#[tokio::test]
async fn holders_of_a_replaced_link_do_not_see_its_receipt() {
    let server = Server::new().await;
    for status in [Status::Submitted, Status::Collected, Status::Configured] {
        let (row, link) = server.at_status(status).await;
        let (new, set) = fixture::link(server.store()).await;
        let request = ReissueRequest { link: fixture::new_link(&new, &set), days: 7 };
        let path = format!("/api/onboardings/{}/reissue", row.id);
        let made: BoardRow = server.post(&path, &server.manager, &request).await.json(StatusCode::OK);
        assert_eq!(made.status, Status::Waiting);
        server.view(&link).await.problem(410, "link-revoked");
        let left = server.store().deleted(&link.locator()).await.unwrap().unwrap();
        assert_eq!((left.at, left.rule), (server.app.now(), DeletionRule::Replaced), "{status:?}");
        let view: ClientView = server.view(&new).await.json(StatusCode::OK);
        assert!(!view.is_over && view.receipt.is_none(), "the new link starts without a receipt");
    }
}

/// From "deleted at most 7 days after your website is set up" to the deletion's receipt.
#[tokio::test]
async fn the_file_is_deleted_on_the_promised_date() {
    let mut server = Server::new().await;
    let (row, link, _) = server.onboarding().await;
    let view: ClientView = server.view(&link).await.json(StatusCode::OK);
    assert_eq!(view.keep.get(), 7);
    let (configured, link) = {
        drop((row, link));
        server.at_status(Status::Configured).await
    };
    let at = server.app.now() + 7 * DAY;
    let path = format!("/api/onboardings/{}", configured.id);
    let view: ClientView = server.view(&link).await.json(StatusCode::OK);
    assert_eq!(view.receipt.as_ref().unwrap().delete_at, Some(at));
    let seen: Onboarding = server.get(&path, &server.technician).await.json(StatusCode::OK);
    assert_eq!(seen.row.delete_at, Some(at), "the technician sees the date");

    server.later(7 * DAY);
    sealpost_core::retention::run(server.store(), &server.app.keep, None, server.app.now()).await.unwrap();
    server.sign_in_again().await;
    let view: ClientView = server.view(&link).await.json(StatusCode::OK);
    let receipt = view.receipt.unwrap();
    assert_eq!(receipt.deleted.map(|it| (it.at, it.rule)), Some((at, DeletionRule::AfterSetup)));
    let sealed = server.get(&format!("{path}/sealed"), &server.technician).await;
    assert_eq!(sealed.problem(409, "not-now").detail, PROBLEMS.settings_deleted());
    let seen: Onboarding = server.get(&path, &server.technician).await.json(StatusCode::OK);
    assert_eq!((seen.row.status, seen.still_read.len()), (Status::Cleared, 0));
}

#[tokio::test]
async fn an_administrators_setting_applies_to_new_links() {
    let server = Server::with("http://127.0.0.1:8080", |parts| {
        parts.keep.insert(Kind::Activity, 30.try_into().unwrap());
    })
    .await;
    let known: Retention = server.get("/api/retention", &server.admin).await.json(StatusCode::OK);
    let of = |known: &Retention, kind: Kind| {
        let kept = known.kinds.iter().find(|kept| kept.kind == kind).unwrap();
        (kept.days.get(), kept.set_by)
    };
    assert_eq!(of(&known, Kind::Sealed), (7, SetBy::Default));
    assert_eq!(of(&known, Kind::Activity), (30, SetBy::Operator));
    let set = async |kind: &str, days: i64| {
        let body = serde_json::json!({ "kinds": [{ "kind": kind, "days": days }] });
        server.send_json("PUT", "/api/retention", &server.admin, &body).await
    };
    let known: Retention = set("sealed", 2).await.json(StatusCode::OK);
    assert_eq!(of(&known, Kind::Sealed), (2, SetBy::Page));
    set("activity", 31).await.problem(409, "set-by-operator");
    set("closed", 3).await.problem(422, "days");
    assert_eq!(set("sealed", 4000).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, link, _) = server.onboarding().await;
    let view: ClientView = server.view(&link).await.json(StatusCode::OK);
    assert_eq!(view.keep.get(), 2);
    let ada = fixture::person(server.store(), "Kim", &[Role::Manager]).await;
    let token = signed_in(server.store(), &ada).await;
    server.get("/api/retention", &token).await.problem(403, "forbidden");
}
