use super::{error::Mark, *};

#[test]
fn domains() {
    assert_eq!("Shop.Test.".parse::<Domain>().unwrap().as_str(), "shop.test");
    for (text, error) in [
        ("", RuleError::Empty),
        ("shop", RuleError::NotAName),
        ("-a.test", RuleError::Hyphen),
        ("a..test", RuleError::TwoDots),
        ("a_b.test", RuleError::Sign('_')),
        ("a\u{200b}.test", RuleError::Control),
        ("1.2.3.4", RuleError::NotAName),
        ("https://shop.test", RuleError::IsUrl),
        ("ada@shop.test", RuleError::HostIsAddress),
        ("bäckerei.test", RuleError::NotAscii),
    ] {
        assert_eq!(text.parse::<Domain>(), Err(error), "{text}");
    }
    assert_eq!(format!("{}.test", "a".repeat(64)).parse::<Domain>(), Err(RuleError::NotAName));
    assert_eq!(format!("{}test", "a.".repeat(125)).parse::<Domain>(), Err(RuleError::TooLong));
}

#[test]
fn a_broken_rule_can_be_parsed_from_a_deserializers_error() {
    let read = |json: &str| {
        let error = serde_json::from_str::<Address>(json).unwrap_err();
        RuleError::of_error(&error.to_string())
    };
    assert_eq!(read("\"ada@@shop.test\""), Some(RuleError::TwoAts));
    assert_eq!(read("\"a(da@shop.test\""), Some(RuleError::LocalSign('(')));
    assert_eq!(read("7"), None);
    for rule in RuleError::PLAIN {
        assert_eq!(RuleError::of_error(&Mark(rule).to_string()), Some(rule));
    }
    assert_eq!(
        RuleError::of_error(&Mark(RuleError::Hidden('\u{200b}')).to_string()),
        Some(RuleError::Hidden('\u{200b}'))
    );
}

#[test]
fn hosts_accept_ip_addresses_only_in_standard_notation() {
    assert_eq!("[::1]".parse::<Host>().unwrap().ip(), Some("::1".parse().unwrap()));
    assert_eq!("127.0.0.1".parse::<Host>().unwrap().ip(), Some("127.0.0.1".parse().unwrap()));
    for text in ["0x7f.1", "2130706433", "127.1", "0177.0.0.1"] {
        assert!(text.parse::<Host>().is_err(), "{text}");
    }
}

#[test]
fn addresses() {
    let address: Address = " Ada.L@Shop.Test ".parse().unwrap();
    assert_eq!(
        (address.as_str(), address.local_part(), address.domain().as_str()),
        ("Ada.L@shop.test", "Ada.L", "shop.test")
    );
    for (text, error) in [
        ("ada", RuleError::NotAnAddress),
        ("@shop.test", RuleError::NotAnAddress),
        ("ada@", RuleError::NotAnAddress),
        ("a@shop", RuleError::NotAnAddress),
        ("a b@shop.test", RuleError::LocalSign(' ')),
        ("\"a\"@shop.test", RuleError::LocalSign('"')),
        ("a@b@shop.test", RuleError::TwoAts),
        ("a@shop_.test", RuleError::Sign('_')),
        ("a\r\nRCPT@shop.test", RuleError::Control),
    ] {
        assert_eq!(text.parse::<Address>(), Err(error), "{text}");
    }
}

#[test]
fn a_wrong_character_is_named() {
    assert_eq!("smtp_out.shop.test".parse::<Domain>(), Err(RuleError::Sign('_')));
    assert_eq!("smtp out.shop.test".parse::<Domain>(), Err(RuleError::Sign(' ')));
    assert_eq!("bjørn@shop.test".parse::<Address>(), Err(RuleError::LocalSign('ø')));
}

#[test]
fn names_have_no_invisible_characters() {
    assert_eq!(" Ada Lövelace ".parse::<Name>().unwrap().as_str(), "Ada Lövelace");
    for (text, error) in [
        (" ", RuleError::Empty),
        ("Ada\u{200b}", RuleError::Hidden('\u{200b}')),
        ("\u{202e}adA", RuleError::Hidden('\u{202e}')),
        ("Ada\x1b]0;x\x07", RuleError::Hidden('\x1b')),
        ("Ada\nEve", RuleError::Hidden('\n')),
    ] {
        assert_eq!(text.parse::<Name>(), Err(error), "{text:?}");
    }
    assert_eq!("é".repeat(51).parse::<Name>(), Err(RuleError::TooLong));
}

#[test]
fn ports() {
    assert_eq!(" 587 ".parse::<Port>().unwrap().get(), 587);
    for text in ["0", "65536", "-1", "smtp"] {
        assert_eq!(text.parse::<Port>(), Err(RuleError::NotAPort), "{text}");
    }
}
