use shared::day::Day;

use super::*;

const AT: i64 = 20_000 * DAY;

#[test]
fn emails_are_due_30_and_7_days_before_and_on_the_day() {
    let day = Day::of(AT).unwrap();
    assert_eq!(SecretExpiry::of(day), SecretExpiry { at: AT, tell_at: Some(AT - 30 * DAY) });
    for (now, expected) in [
        (AT - 60 * DAY, Some(AT - 30 * DAY)),
        (AT - 30 * DAY, Some(AT - 7 * DAY)),
        (AT - 7 * DAY - 1, Some(AT - 7 * DAY)),
        (AT - 7 * DAY, Some(AT)),
        (AT - 1, Some(AT)),
        (AT, None),
        (AT + 400 * DAY, None),
    ] {
        assert_eq!(next(AT, now), expected, "{now}");
    }
}

#[test]
fn an_email_that_can_not_be_sent_is_due_again_until_a_week_after_the_day() {
    for (now, is_due) in [(AT - 30 * DAY, true), (AT, true), (AT + 7 * DAY - 1, true), (AT + 7 * DAY, false)]
    {
        assert_eq!(again(AT, now), is_due.then_some(now + 3600), "{now}");
    }
}

#[test]
fn the_email_says_how_far_away_the_day_is() {
    for (now, expected) in [
        (AT - 30 * DAY, When::Ahead),
        (AT - 1, When::Ahead),
        (AT, When::Today),
        (AT + DAY - 1, When::Today),
        (AT + DAY, When::Over),
    ] {
        assert_eq!(when(AT, now), expected, "{now}");
    }
}

#[test]
fn a_new_link_is_advised_only_if_it_takes_nothing_away() {
    for status in Status::ALL {
        let expected = match status {
            Status::Waiting | Status::Started => NextStep::Remind,
            Status::Submitted | Status::Collected => NextStep::Configure,
            _ => NextStep::NewLink,
        };
        assert_eq!(next_step(status), expected, "{status:?}");
    }
}
