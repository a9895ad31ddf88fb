use proptest::prelude::*;

use super::*;

const NOW: i64 = 1_800_000_000;

fn facts(status: Status) -> Facts {
    Facts {
        status,
        has_former_reader: false,
        check_failed: false,
        records_wrong: false,
        mail: None,
        changed_at: NOW,
        expires_at: NOW + 30 * DAY,
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

proptest! {
    /// The board stores a placement, and relies on it until it expires.
    #[test]
    fn a_placement_is_right_until_it_expires(
        status in proptest::sample::select(Status::ALL.to_vec()),
        flags in any::<(bool, bool, bool, bool)>(),
        changed in 0..10 * DAY,
        expires in -5 * DAY..40 * DAY,
        later in 0..50 * DAY,
    ) {
        let (has_former_reader, check_failed, records_wrong, mail_fails) = flags;
        let mail = mail_fails.then_some(Answer::No);
        let (changed_at, expires_at) = (NOW - changed, NOW + expires);
        let facts =
            Facts { status, has_former_reader, check_failed, records_wrong, mail, changed_at, expires_at };
        let placement = facts.placement(NOW);
        prop_assert!(placement.until > NOW);
        let then = (NOW + later).min(placement.until - 1);
        prop_assert_eq!((facts.placement(then).group, facts.placement(then).need), (placement.group, placement.need));
    }
}
