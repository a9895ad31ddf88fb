//! The agency's people, and the data they see.

use std::rc::Rc;

use shared::{
    board::Group,
    delivery::{Answer, HeaderLine},
    diagnosis::Acts,
    link::Link,
    recipients::Recipient,
    report::Verdict,
    seal::{seal, seal_link},
    status::{Status, Step},
    voucher::VouchingKey,
    wire::{
        Activity, BoardRow, CheckBrief, DeliveryFix, DeliveryView, Judged, Me, Onboarding, Person, Role,
        SealedSubmission, Waiting,
    },
};
use yew::prelude::*;

use super::{
    DAY, NOW,
    client::{self, IDENTITIES, answers, app_password, config, link, recipients},
};
use crate::staff::Session;

/// Returns a user with these roles.
pub(crate) fn me(roles: &[Role]) -> Me {
    Me {
        id: "mia".into(),
        name: "Mia Berg".into(),
        email: "mia@studio.test".parse().expect("an address"),
        roles: roles.to_vec(),
        key: None,
        second_factor: true,
        token: None,
    }
}

/// Returns Ada, whose key opens the submissions in these tests.
pub(crate) fn ada() -> Me {
    Me {
        id: "ada".into(),
        name: "Ada Moreau".into(),
        email: "ada@studio.test".parse().expect("an address"),
        key: Some(client::public(IDENTITIES[0])),
        ..me(&[Role::Technician])
    }
}

/// Returns this user's session.
pub(crate) fn session(me: Me) -> Session {
    Session { me: Rc::new(me), config: Rc::new(config()), changed: Callback::noop(), ended: Callback::noop() }
}

/// Returns a row of the board.
pub(crate) fn row(id: &str, status: Status, group: Group) -> BoardRow {
    BoardRow {
        id: id.into(),
        client: "Lindqvist Bakery".into(),
        site: "bakery.test".parse().expect("a domain"),
        status,
        group,
        need: None,
        step: Step::Welcome,
        provider: String::new(),
        check: None,
        report: None,
        manager: "Mia Berg".into(),
        changed_at: NOW - 3600,
        expires_at: NOW + 30 * DAY,
        leavers: Vec::new(),
        delete_at: None,
        mail: None,
        proven_at: None,
        secret_expires_at: None,
    }
}

pub(crate) fn brief(ok: bool) -> CheckBrief {
    CheckBrief { ok, cause: "535".into(), meaning: "Rejected.".into(), at: NOW - 600 }
}

/// Returns a person for the list of the agency's people.
pub(crate) fn person(id: &str, name: &str, roles: &[Role]) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        email: format!("{id}@studio.test").parse().expect("an address"),
        roles: roles.to_vec(),
        key: None,
        joined: true,
        active: true,
        second_factor: true,
    }
}

/// Returns an onboarding in this state.
pub(crate) fn onboarding(status: Status, group: Group) -> Onboarding {
    Onboarding {
        row: row("7K2M", status, group),
        address: None,
        email: Some("owner@bakery.test".parse().expect("an address")),
        locator: link().locator(),
        recipients: recipients(),
        still_read: Vec::new(),
        read_before: Vec::new(),
        created_at: NOW - 10 * DAY,
        receipt: None,
        check: None,
        report: None,
        help: Vec::new(),
        activity: Vec::new(),
    }
}

/// Returns what is known about a configured website's email before the first message.
pub(crate) fn delivery() -> DeliveryView {
    DeliveryView { waiting: None, receives: true, judged: None, remind_monthly: false }
}

/// Returns an address that accepts a message from now on, for an hour.
pub(crate) fn waiting() -> Waiting {
    let address = "proof-7k2m9qx4tb@proof.studio.test".parse().expect("an address");
    Waiting { address, since: NOW, until: NOW + 3600, arrived_at: None }
}

/// Returns what is known about a message, which was judged 10 minutes ago.
pub(crate) fn judged(answer: Answer) -> Judged {
    let header = |name: &str, value: &str| HeaderLine { name: name.into(), value: value.into() };
    Judged {
        at: NOW - 600,
        answer,
        doubt: None,
        arrival: vec!["It came from mail.bakery.test.".into(), "The connection was encrypted.".into()],
        spf: vec!["SPF passes for bakery.test.".into()],
        dkim: vec!["The message isn't signed.".into()],
        dmarc: "DMARC passes.".into(),
        advice: Vec::new(),
        evidence: vec![header("Received", "from mail.bakery.test"), header("From", "info@bakery.test")],
    }
}

/// Returns something that is wrong with a message.
pub(crate) fn delivery_fix(verdict: Verdict, acts: Acts) -> DeliveryFix {
    DeliveryFix { verdict, acts, meaning: "What is wrong.".into(), fix: "What to do.".into() }
}

/// Returns an activity log entry.
pub(crate) fn activity(id: i64, who: &str) -> Activity {
    Activity {
        id,
        at: NOW - 60 * id,
        who: who.into(),
        code: "created".into(),
        sentence: format!("Event {id}."),
        about: None,
    }
}

/// Returns Mia's key, which signs links.
pub(crate) fn vouching_key() -> VouchingKey {
    VouchingKey::new(|bytes| bytes.fill(5))
}

/// Returns a client's submission through a link that Mia signed.
pub(crate) fn submission() -> SealedSubmission {
    submission_through(&link())
}

/// Returns a submission through this link, although Mia signed a different one.
pub(crate) fn submission_through(through: &Link) -> SealedSubmission {
    let (set, site) = (recipients(), "bakery.test".parse().expect("a domain"));
    let voucher = vouching_key().vouch("Mia Berg", &link(), &site);
    SealedSubmission {
        sealed: seal(through, &set, &answers(), &app_password("abcdefghijklmnop"), NOW)
            .expect("encryption works"),
        sealed_link: seal_link(&link(), Some(&voucher), &set).expect("encryption works"),
        recipients: set,
        site,
        client: "Lindqvist Bakery".into(),
        keep: client::view().keep,
    }
}

/// Returns the fingerprint of Ada's key, formatted as on the pages.
pub(crate) fn ada_fingerprint() -> String {
    Recipient::new("Ada Moreau", &client::public(IDENTITIES[0])).expect("a key").fingerprint()
}
