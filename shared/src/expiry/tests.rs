use super::*;

/// November 25, 2026, 23:04:05 UTC.
const NOW: i64 = 1_795_647_845;

#[test]
fn only_days_of_the_next_five_years_are_accepted() {
    for (text, expected) in [
        ("2026-11-25", None),
        ("2026-11-26", None),
        ("2028-11-25", None),
        ("2031-11-25", None),
        ("2026-11-24", Some(NotAnExpiry::Past)),
        ("1999-01-01", Some(NotAnExpiry::Past)),
        ("2031-11-27", Some(NotAnExpiry::TooFar)),
        ("9999-12-31", Some(NotAnExpiry::TooFar)),
        ("2027-02-30", Some(NotAnExpiry::NotADay)),
        ("in May", Some(NotAnExpiry::NotADay)),
        ("", Some(NotAnExpiry::NotADay)),
    ] {
        let found = parse(text, NOW);
        assert_eq!(found.err(), expected, "{text}");
        if let Ok(day) = found {
            assert_eq!(at_midnight(day.midnight(), NOW), Ok(day), "the server accepts the same");
            assert_eq!(at_midnight(day.midnight() + 1, NOW), Err(NotAnExpiry::NotADay), "{text}");
        }
    }
}

#[test]
fn no_number_panics() {
    for at in [i64::MIN, -1, i64::MAX] {
        for now in [i64::MIN + 1, 0, i64::MAX] {
            assert_eq!(at_midnight(at, now), Err(NotAnExpiry::NotADay), "{at}, {now}");
        }
    }
}
