use super::*;

#[test]
fn names_match_the_json() {
    for status in Status::ALL {
        assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{}\"", status.as_str()));
        assert_eq!(Status::from_name(status.as_str()), Some(status));
    }
}

#[test]
fn a_submission_happens_once() {
    for status in Status::ALL {
        let allowed = matches!(status, Status::Waiting | Status::Started);
        assert_eq!(status.after(Event::Submit).is_ok(), allowed, "{status:?}");
    }
}

#[test]
fn only_a_stored_file_is_reencrypted_and_keeps_its_status() {
    for status in Status::ALL {
        assert_eq!(status.after(Event::Reseal).ok(), status.has_file().then_some(status), "{status:?}");
    }
}

#[test]
fn a_closed_onboarding_only_reopens_with_a_new_link() {
    let always = [Event::Reissue, Event::Revoke, Event::Withdraw];
    for status in [Status::Revoked, Status::Expired, Status::Withdrawn] {
        for event in Event::ALL.into_iter().filter(|event| !always.contains(event)) {
            assert!(status.after(event).is_err(), "{status:?} {event:?}");
        }
    }
}

#[test]
fn revoking_and_withdrawing_work_in_every_status_and_leave_no_file() {
    for status in Status::ALL {
        assert_eq!(status.after(Event::Revoke), Ok(Status::Revoked), "{status:?}");
        let after = status.after(Event::Withdraw).unwrap();
        let expected = if status == Status::Revoked { Status::Revoked } else { Status::Withdrawn };
        assert_eq!(after, expected, "{status:?}");
        assert!(!after.is_open() && !Status::Revoked.is_open());
    }
}

#[test]
fn an_expired_link_is_limited_in_every_status() {
    for status in Status::ALL {
        let expected = match status {
            Status::Submitted | Status::Collected | Status::Configured | Status::Cleared => Access::Receipt,
            Status::Revoked => Access::Closed(Closed::Revoked),
            Status::Withdrawn => Access::Closed(Closed::Withdrawn),
            Status::Waiting | Status::Started | Status::Expired => Access::Closed(Closed::Expired),
        };
        assert_eq!(status.access(true), expected, "{status:?}");
    }
}

#[test]
fn a_file_is_cleared_only_after_the_site_is_configured() {
    for status in Status::ALL {
        let by_time = status.after(Event::EndRetention).ok();
        assert_eq!(by_time, (status == Status::Configured).then_some(Status::Cleared), "{status:?}");
        let is_opened = matches!(status, Status::Collected | Status::Configured);
        let by_word = status.after(Event::SaveElsewhere).ok();
        assert_eq!(by_word, is_opened.then_some(Status::Cleared), "{status:?}");
    }
}

#[test]
fn progress_never_goes_back() {
    for status in Status::ALL.into_iter().filter(|s| *s != Status::Waiting) {
        if let Ok(next) = status.after(Event::Progress) {
            assert_eq!(next, status);
        }
    }
}
