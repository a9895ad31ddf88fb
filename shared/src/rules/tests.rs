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

#[test]
fn phone_numbers_can_be_called() {
    for (text, kept, url) in [
        ("+1 (415) 555-0142", "+1 (415) 555-0142", "tel:+14155550142"),
        (" 030 1234567 ", "030 1234567", "tel:0301234567"),
        ("+49\u{a0}30  123-456", "+49 30 123-456", "tel:+4930123456"),
        ("123456", "123456", "tel:123456"),
        ("12345678901234567890", "12345678901234567890", "tel:12345678901234567890"),
        ("+49 (0)30 123456", "+49 30 123456", "tel:+4930123456"),
        ("+49(0)30/123456", "+49 30/123456", "tel:+4930123456"),
        ("+49 (0) (0)30 123456", "+49 30 123456", "tel:+4930123456"),
        ("(030) 123456", "(030) 123456", "tel:030123456"),
        ("(0)30 123456", "(0)30 123456", "tel:030123456"),
        ("415.555.0142", "415.555.0142", "tel:4155550142"),
        ("030/1234567", "030/1234567", "tel:0301234567"),
        ("415\u{2011}555\u{2013}0142", "415-555-0142", "tel:4155550142"),
        ("\u{202a}+1 415 555\u{200b}0142\u{202c}", "+1 415 5550142", "tel:+14155550142"),
        ("030\t1234567", "030 1234567", "tel:0301234567"),
    ] {
        let phone: Phone = text.parse().unwrap();
        assert_eq!((phone.as_str(), phone.url().as_str()), (kept, url), "{text}");
        assert_eq!(phone.as_str().parse::<Phone>(), Ok(phone.clone()), "{text}: it reads back");
    }
    for (text, error) in [
        (" ", RuleError::Empty),
        ("12345", RuleError::NotAPhone),
        ("123456789012345678901", RuleError::NotAPhone),
        ("+", RuleError::NotAPhone),
        ("++1415555", RuleError::NotAPhone),
        ("1415+555", RuleError::NotAPhone),
        ("call 415 555 0142", RuleError::NotAPhone),
        ("415 555 0142;ext=7", RuleError::NotAPhone),
        ("javascript:1234567", RuleError::NotAPhone),
        ("\u{0664}\u{0661}\u{0665}\u{0665}\u{0665}\u{0660}\u{0661}", RuleError::NotAPhone),
        ("\u{200b}", RuleError::Empty),
        ("+49 (0) (0) 12", RuleError::NotAPhone),
        ("+(0)12345", RuleError::NotAPhone),
    ] {
        assert_eq!(text.parse::<Phone>(), Err(error), "{text:?}");
    }
    assert_eq!(format!("1234567{}", "-".repeat(34)).parse::<Phone>(), Err(RuleError::TooLong));
}

#[test]
fn a_note_is_one_visible_line() {
    for (text, kept) in [
        (" The page\nsays  no. ", "The page says no."),
        ("zero\u{200b}width \u{202e} turned", "zerowidth turned"),
        ("1 < 2 & \"quoted\"", "1 < 2 & \"quoted\""),
    ] {
        let note: HelpNote = text.parse().unwrap();
        assert_eq!(note.as_str(), kept, "{text:?}");
        assert_eq!(kept.parse::<HelpNote>(), Ok(note), "it reads back");
    }
    for text in ["", " \n ", "\u{200b}"] {
        assert_eq!(text.parse::<HelpNote>(), Err(RuleError::Empty), "{text:?}");
    }
    assert!("é".repeat(HELP_NOTE_MAX).parse::<HelpNote>().is_ok());
    assert_eq!("é".repeat(HELP_NOTE_MAX + 1).parse::<HelpNote>(), Err(RuleError::TooLong));
}

#[test]
fn colors_have_three_or_six_digits() {
    for (text, kept, rgb) in [
        ("#9b1c31", "#9b1c31", [0x9b, 0x1c, 0x31]),
        (" #FfD500 ", "#ffd500", [0xff, 0xd5, 0x00]),
        ("#0af", "#00aaff", [0x00, 0xaa, 0xff]),
        ("0057B8", "#0057b8", [0x00, 0x57, 0xb8]),
    ] {
        let color: Accent = text.parse().unwrap();
        assert_eq!((color.as_str(), color.rgb()), (kept, rgb), "{text}");
        assert_eq!(kept.parse::<Accent>(), Ok(color), "it reads back");
    }
    assert_eq!("  ".parse::<Accent>(), Err(RuleError::Empty));
    for text in ["#", "#12", "#1234", "#12345", "#9b1c31ff", "#9b1c3g", "red", "#é11", "#９b1c31", "##fff"]
    {
        assert_eq!(text.parse::<Accent>(), Err(RuleError::NotAColor), "{text}");
    }
}

#[test]
fn a_short_text_is_one_visible_line() {
    assert_eq!(" Mon–Fri, 9–17 ".parse::<ShortText>().unwrap().as_str(), "Mon–Fri, 9–17");
    for (text, error) in [
        (" ", RuleError::Empty),
        ("Nord\r\nBcc: eve@shop.test", RuleError::Hidden('\r')),
        ("Nord\u{202e}droN", RuleError::Hidden('\u{202e}')),
    ] {
        assert_eq!(text.parse::<ShortText>(), Err(error), "{text:?}");
    }
    assert!("é".repeat(SHORT_TEXT_MAX).parse::<ShortText>().is_ok());
    assert_eq!("é".repeat(SHORT_TEXT_MAX + 1).parse::<ShortText>(), Err(RuleError::TooLong));
}
