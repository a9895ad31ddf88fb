use proptest::prelude::*;

use super::*;

#[test]
fn days_are_read_and_written() {
    for (text, midnight) in [
        ("1970-01-01", 0),
        ("2000-02-29", 951_782_400),
        ("2026-12-05", 1_796_428_800),
        ("2027-05-30", 1_811_635_200),
        ("2100-03-01", 4_107_542_400),
        ("9999-12-31", 253_402_214_400),
    ] {
        let day: Day = format!(" {text}\n").parse().unwrap();
        assert_eq!((day.midnight(), day.to_string().as_str()), (midnight, text));
        assert_eq!(serde_json::to_string(&day).unwrap(), format!("\"{text}\""));
    }
}

#[test]
fn other_texts_are_not_days() {
    for text in [
        "",
        "2027",
        "2027-5-30",
        "2027-05-3",
        "27-05-30",
        "2027-05-30T00:00",
        "2027/05/30",
        "30.05.2027",
        "2027-13-01",
        "2027-00-10",
        "2027-02-29",
        "2027-04-31",
        "2027-05-00",
        "2100-02-29",
        "1969-12-31",
        "0000-01-01",
        "+027-05-30",
        "２027-05-30",
        "2027-05-30-",
        "----------",
    ] {
        assert_eq!(text.parse::<Day>(), Err(NotADay), "{text:?}");
    }
}

#[test]
fn a_day_is_over_at_midnight() {
    let day: Day = "2027-05-30".parse().unwrap();
    let next = day.midnight() + SECONDS;
    assert!(!day.is_over(next - 1) && day.is_over(next));
    assert_eq!((Day::of(next - 1), Day::of(-1)), (Some(day), None));
}

#[test]
fn days_before_1970_are_counted_too() {
    for (date, days) in
        [((1970, 1, 1), 0), ((2000, 2, 29), 11_016), ((2000, 3, 1), 11_017), ((1969, 12, 31), -1)]
    {
        assert_eq!(days_from_civil(date.0, date.1, date.2), days);
        assert_eq!(civil_from_days(days), date);
    }
}

proptest! {
    #[test]
    fn every_day_is_read_back(days in 0..=LAST) {
        let day = Day(days);
        prop_assert_eq!(day.to_string().parse(), Ok(day));
        prop_assert_eq!(Day::of(day.midnight()), Some(day));
    }

    #[test]
    fn no_text_panics(text in ".{0,16}", digits in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
        let _ = text.parse::<Day>();
        if let Ok(day) = digits.parse::<Day>() {
            prop_assert_eq!(day.to_string(), digits);
        }
    }
}
