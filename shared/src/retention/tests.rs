use super::*;

#[test]
fn names_match_the_json() {
    for kind in Kind::ALL {
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.as_str()));
        assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
        assert!(kind.least() <= kind.default_days());
    }
    for rule in DeletionRule::ALL {
        assert_eq!(serde_json::to_string(&rule).unwrap(), format!("\"{}\"", rule.as_str()));
        assert_eq!(DeletionRule::from_name(rule.as_str()), Some(rule));
    }
}

#[test]
fn settings_are_used_until_they_are_withdrawn_revoked_or_replaced() {
    use DeletionRule::{AfterSetup, Replaced, Revoked, SavedElsewhere, Withdrawn};
    for (rule, was, expected) in [
        (SavedElsewhere, Status::Collected, false),
        (AfterSetup, Status::Configured, false),
        (Withdrawn, Status::Configured, true),
        (Revoked, Status::Cleared, true),
        (Replaced, Status::Submitted, true),
        (Replaced, Status::Collected, true),
        (Replaced, Status::Configured, false),
        (Replaced, Status::Cleared, false),
        // Nothing was sent through the last link, so the site still has what was sent through the one before it.
        (Replaced, Status::Started, false),
        (Replaced, Status::Expired, false),
    ] {
        assert_eq!(rule.ends_use(was), expected, "{rule:?}, {was:?}");
    }
}

#[test]
fn days_are_limited() {
    assert_eq!(serde_json::from_str::<Days>("3650").unwrap().get(), 3650);
    assert!(serde_json::from_str::<Days>("3651").is_err());
    assert!(serde_json::from_str::<Days>("-1").is_err());
    assert_eq!(Days(2).after(5), 5 + 2 * DAY);
    assert_eq!(Days(2).before(5), 5 - 2 * DAY);
}
