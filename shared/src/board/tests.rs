use proptest::prelude::*;

use super::*;

const NOW: i64 = 1_800_000_000;

fn facts(status: Status) -> Facts {
    Facts {
        status,
        help_at: None,
        has_former_reader: false,
        check_failed: false,
        records_wrong: false,
        mail: None,
        changed_at: NOW,
        expires_at: NOW + 30 * DAY,
        secret_expires_at: None,
    }
}

fn need(facts: Facts) -> Option<Need> {
    let placement = facts.placement(NOW);
    assert_eq!(placement.group == Group::NeedsYou, placement.need.is_some());
    placement.need
}

#[test]
fn every_status_has_its_group() {
    let group = |status| facts(status).placement(NOW).group;
    assert_eq!(group(Status::Waiting), Group::Client);
    assert_eq!(group(Status::Started), Group::Client);
    assert_eq!(group(Status::Submitted), Group::Technician);
    assert_eq!(group(Status::Collected), Group::Technician);
    assert_eq!(group(Status::Configured), Group::Done);
    assert_eq!(group(Status::Cleared), Group::Done);
    for closed in [Status::Revoked, Status::Expired, Status::Withdrawn] {
        assert_eq!(group(closed), Group::Closed);
    }
}

#[test]
fn each_reason_to_act_is_named() {
    let [waiting, started, configured] = [Status::Waiting, Status::Started, Status::Configured].map(facts);
    assert_eq!(need(Facts { check_failed: true, ..started }), Some(Need::CheckFailed));
    assert_eq!(need(Facts { expires_at: NOW + DAY, ..started }), Some(Need::LinkExpiring));
    assert_eq!(need(Facts { changed_at: NOW - STALLED, ..waiting }), Some(Need::NotOpened));
    assert_eq!(need(Facts { changed_at: NOW - STALLED, ..started }), Some(Need::Stalled));
    assert_eq!(need(Facts { changed_at: NOW - STALLED + 1, ..started }), None);
    assert_eq!(need(Facts { records_wrong: true, ..configured }), Some(Need::RecordsWrong));
    assert_eq!(need(Facts { records_wrong: true, ..started }), None);
    assert_eq!(need(Facts { mail: Some(Answer::No), ..configured }), Some(Need::MailFails));
    assert_eq!(
        need(Facts { mail: Some(Answer::No), records_wrong: true, ..configured }),
        Some(Need::MailFails)
    );
    assert_eq!(need(Facts { mail: Some(Answer::No), ..started }), None);
    assert_eq!(need(Facts { check_failed: true, ..facts(Status::Submitted) }), None);
    let left = Facts { has_former_reader: true, ..facts(Status::Collected) };
    assert_eq!(need(left), Some(Need::FormerReader));
}

#[test]
fn a_client_secret_needs_someone_from_30_days_before_it_expires() {
    let with = |status, left| Facts { secret_expires_at: Some(NOW + left), ..facts(status) };
    let wrong = Facts { records_wrong: true, ..with(Status::Configured, DAY) };
    assert_eq!(need(wrong), Some(Need::SecretExpiring), "it has a date, and records don't");
    let failing = Facts { mail: Some(Answer::No), ..wrong };
    assert_eq!(need(failing), Some(Need::MailFails), "its mail fails today");
    let stalled = Facts { changed_at: NOW - STALLED, ..with(Status::Started, DAY) };
    assert_eq!(need(stalled), Some(Need::Stalled), "what the new link needs comes first");
    for status in Status::ALL {
        let is_used = !matches!(status, Status::Revoked | Status::Withdrawn);
        let due = is_used.then_some(Need::SecretExpiring);
        for (left, expected) in
            [(SECRET_EXPIRING + 1, None), (SECRET_EXPIRING, due), (0, due), (-400 * DAY, due)]
        {
            assert_eq!(need(with(status, left)), expected, "{status:?}, {left}");
        }
        let until = with(status, SECRET_EXPIRING + 7).placement(NOW).until;
        assert_eq!(until == NOW + 7, is_used, "{status:?}: it moves on that day without a change");
    }
    let done = with(Status::Configured, SECRET_EXPIRING).placement(NOW);
    assert_eq!((done.group, done.until), (Group::NeedsYou, i64::MAX), "it stays until there is a new link");
    assert_eq!(facts(Status::Configured).placement(NOW).until, i64::MAX);
}

#[test]
fn a_client_who_asks_for_help_comes_first_in_every_status() {
    for status in Status::ALL {
        let asks = Facts { help_at: Some(NOW), has_former_reader: true, check_failed: true, ..facts(status) };
        assert_eq!(need(asks), Some(Need::AskedForHelp), "{status:?}");
        let settled = Facts { help_at: None, ..asks };
        assert_eq!(need(settled), Some(Need::FormerReader), "{status:?}: nothing else is forgotten");
    }
}

proptest! {
    /// The board stores a placement, and relies on it until it expires.
    #[test]
    fn a_placement_is_right_until_it_expires(
        status in proptest::sample::select(Status::ALL.to_vec()),
        flags in any::<(bool, bool, bool, bool, bool)>(),
        changed in 0..10 * DAY,
        expires in -5 * DAY..40 * DAY,
        secret in proptest::option::of(-5 * DAY..80 * DAY),
        later in 0..50 * DAY,
    ) {
        let (asked_for_help, has_former_reader, check_failed, records_wrong, mail_fails) = flags;
        let help_at = asked_for_help.then_some(NOW);
        let mail = mail_fails.then_some(Answer::No);
        let (changed_at, expires_at) = (NOW - changed, NOW + expires);
        let secret_expires_at = secret.map(|secret| NOW + secret);
        let facts = Facts {
            status, help_at, has_former_reader, check_failed, records_wrong, mail, changed_at, expires_at,
            secret_expires_at,
        };
        let placement = facts.placement(NOW);
        prop_assert!(placement.until > NOW);
        let then = (NOW + later).min(placement.until - 1);
        prop_assert_eq!((facts.placement(then).group, facts.placement(then).need), (placement.group, placement.need));
    }
}
