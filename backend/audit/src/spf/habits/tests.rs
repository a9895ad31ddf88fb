use super::*;

#[test]
fn each_ending_has_its_advice() {
    for (text, expected) in [
        ("v=spf1 mx", Some("v=spf1 mx ~all")),
        ("v=spf1 mx ?all", Some("v=spf1 mx ~all")),
        ("v=spf1 mx -all a", Some("v=spf1 mx a -all")),
        ("v=spf1 mx redirect=spf.mill.test ~all", Some("v=spf1 mx include:spf.mill.test ~all")),
        ("v=spf1 ptr -all", None),
        ("v=spf1 ip4:10.0.0.0/8 -all", None),
    ] {
        let record = Record::parse(text).unwrap();
        let habits = habits(&record, &Walk::default());
        let [habit] = habits.as_slice() else { panic!("{text}: {habits:?}") };
        assert_eq!(habit.answered(&record).as_deref(), expected, "{text}");
    }
    for text in ["v=spf1 mx -all", "v=spf1 redirect=spf.mill.test", "v=spf1 mx exp=why.mill.test ~all"] {
        assert!(habits(&Record::parse(text).unwrap(), &Walk::default()).is_empty(), "{text}");
    }
}
