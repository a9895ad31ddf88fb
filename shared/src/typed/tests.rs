use super::*;
use proptest::prelude::*;

/// Replaces the browser's or the library's converter.
fn to_ascii(name: &str) -> Option<String> {
    match name {
        "smtp.bäckerei.test" => Some("smtp.xn--bckerei-5wa.test".into()),
        "bäckerei.test" => Some("xn--bckerei-5wa.test".into()),
        _ => None,
    }
}

#[test]
fn servers_with_one_meaning() {
    let tls = Some(Security::ImplicitTls);
    for (text, host, port, security) in [
        ("smtp.shop.test", "smtp.shop.test", None, None),
        ("smtp.shop.test.", "smtp.shop.test", None, None),
        ("smtp.shop.test/", "smtp.shop.test", None, None),
        ("SMTPS://smtp.zoho.eu/", "smtp.zoho.eu", None, tls),
        ("ssl://smtp.shop.test:465", "smtp.shop.test", Some(465), tls),
        ("smtp://smtp.shop.test:587/path", "smtp.shop.test", Some(587), None),
        ("starttls://smtp.shop.test", "smtp.shop.test", None, Some(Security::Starttls)),
        ("smtp.shop.test:465", "smtp.shop.test", Some(465), None),
        ("smtp.shop.test 465", "smtp.shop.test", Some(465), None),
        ("smtp.shop.test, port 587", "smtp.shop.test", Some(587), None),
        ("smtp.shop.test Port: 587", "smtp.shop.test", Some(587), None),
        ("smtp.shop.test:465 (SSL)", "smtp.shop.test", Some(465), None),
        ("“smtp.shop.test”,", "smtp.shop.test", None, None),
        ("<smtp.shop.test>", "smtp.shop.test", None, None),
        ("smtp.\u{200b}shop.test\u{feff}", "smtp.shop.test", None, None),
        ("ｓｍｔｐ．ｓｈｏｐ．ｔｅｓｔ：４６５", "smtp.shop.test", Some(465), None),
        ("smtp。shop。test", "smtp.shop.test", None, None),
        ("smtp.bäckerei.test", "smtp.xn--bckerei-5wa.test", None, None),
        ("smtp.srv12", "smtp.srv12", None, None),
        ("192.0.2.4:587", "192.0.2.4", Some(587), None),
        ("2001:db8::25", "2001:db8::25", None, None),
        ("[2001:db8::25]:587", "2001:db8::25", Some(587), None),
    ] {
        let read = server(text, &to_ascii).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(
            (read.host.as_str(), read.port.map(Port::get), read.security),
            (host, port, security),
            "{text}"
        );
    }
}

#[test]
fn servers_with_a_wrong_character() {
    for (text, error) in [
        ("", RuleError::Empty),
        (" / ", RuleError::Empty),
        ("smtp_out.shop.test", RuleError::Sign('_')),
        ("smtp shop.test", RuleError::Sign(' ')),
        ("smtp,shop.test", RuleError::Sign(',')),
        ("smtp.käse_.test", RuleError::Sign('_')),
        ("smtp.✉.test", RuleError::Sign('✉')),
        ("smtp..test", RuleError::TwoDots),
        ("-smtp.shop.test", RuleError::Hyphen),
        ("mailserver", RuleError::NotAName),
        ("https://smtp.shop.test/", RuleError::IsUrl),
        ("imaps://imap.shop.test", RuleError::OtherScheme),
        ("smtp.shop.test/webmail", RuleError::IsUrl),
        ("smtps://ada:hunter2@smtp.shop.test", RuleError::HasLogin),
        ("ada@shop.test", RuleError::HostIsAddress),
        ("smtp.shop.test:0", RuleError::NotAPort),
        ("smtp.shop.test:70000", RuleError::NotAPort),
        ("smtp.shop.test:46S", RuleError::PortSign('S')),
    ] {
        assert_eq!(server(text, &to_ascii), Err(error), "{text}");
    }
}

#[test]
fn ports_in_other_text() {
    for text in ["465", " 465 ", "465 (SSL)", "Port: 465", "465/tcp", "４６５", "SSL 465"] {
        assert_eq!(port(text).map(Port::get), Ok(465), "{text}");
    }
    for (text, error) in [
        ("", RuleError::Empty),
        ("smtp", RuleError::NotAPort),
        ("0", RuleError::NotAPort),
        ("65536", RuleError::NotAPort),
        ("465 587", RuleError::NotAPort),
        ("-1", RuleError::PortSign('-')),
        ("46S", RuleError::PortSign('S')),
    ] {
        assert_eq!(port(text), Err(error), "{text}");
    }
}

#[test]
fn addresses_in_other_text() {
    for text in [
        "Ada.L@Shop.Test",
        "mailto:Ada.L@shop.test?subject=x",
        "Ada Winter <Ada.L@shop.test>",
        "“Ada.L@shop.test”,",
        "Ada.L＠shop．test",
        "Ada.L@shop.test.",
    ] {
        assert_eq!(address(text, &to_ascii).unwrap().as_str(), "Ada.L@shop.test", "{text}");
    }
    assert_eq!(address("info@bäckerei.test", &to_ascii).unwrap().as_str(), "info@xn--bckerei-5wa.test");
    for (text, error) in [
        ("ada", RuleError::NotAnAddress),
        ("müller@shop.test", RuleError::LocalSign('ü')),
        ("a b@shop.test", RuleError::LocalSign(' ')),
        ("\"ada\"@shop.test", RuleError::LocalSign('"')),
        ("ada@b@shop.test", RuleError::TwoAts),
        ("ada@shop,test", RuleError::Sign(',')),
        ("ada@shop", RuleError::NotAnAddress),
        ("ada@käse_.test", RuleError::Sign('_')),
        (".ada@shop.test", RuleError::NotAnAddress),
    ] {
        assert_eq!(address(text, &to_ascii), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn no_input_causes_a_panic(text: String) {
        let none = |_: &str| None;
        let _ = (server(&text, &none), port(&text), address(&text, &none));
    }
}
