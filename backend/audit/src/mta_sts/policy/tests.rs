use super::*;

#[test]
fn record_ids_are_read() {
    assert_eq!(record_id("v=STSv1; id=20261125;"), Some("20261125"));
    assert_eq!(record_id("v=STSv1 ;x=y;id=a1;id=b2"), Some("a1"));
    for text in
        ["v=STSv1", "v=STSv1; id=", "v=STSv1; id=a-b", "v=STSv2; id=1", "id=1; v=STSv1", "v=stsv1; id=1"]
    {
        assert_eq!(record_id(text), None, "{text}");
    }
    assert_eq!(record_id(&format!("v=STSv1; id={}", "1".repeat(33))), None);
}

#[test]
fn a_policy_is_parsed() {
    let text = "version: STSv1\r\nmode:enforce \r\nmx: MX.Shop.Test\r\nmx: *.mail.test\r\nmax_age: 604800\r\n\
                mode: none\r\nnew: thing\r\n\r\n";
    let policy = StsPolicy::parse(text).unwrap();
    let lines: Vec<String> = policy.lines().collect();
    assert_eq!(lines, ["mode: enforce", "max_age: 604800", "mx: mx.shop.test", "mx: *.mail.test"]);
    for host in ["mx.shop.test", "MX.shop.test", "a.mail.test"] {
        assert!(policy.names(host), "{host}");
    }
    for host in ["shop.test", "a.mx.shop.test", "mail.test", "b.a.mail.test", ""] {
        assert!(!policy.names(host), "{host}");
    }
}

#[test]
fn invalid_policies_are_rejected() {
    let fault = |text: &str| StsPolicy::parse(&text.replace(", ", "\n")).unwrap_err();
    let age = |age: &str| fault(&format!("version: STSv1, mode: none, max_age: {age}"));
    assert_eq!(fault("<html>"), PolicyFault::Line(1));
    assert_eq!(fault(""), PolicyFault::Version);
    assert_eq!(fault("version: STSv2, mode: none, max_age: 1"), PolicyFault::Version);
    assert_eq!(fault("version: STSv1, mode: Enforce, max_age: 1"), PolicyFault::Mode);
    assert_eq!(fault("version: STSv1, mode: testing, max_age: 1"), PolicyFault::NoPattern);
    for number in ["", "+1", "-1", "1 day", "31557601", "00000000001", "99999999999999999999"] {
        assert_eq!(age(number), PolicyFault::MaxAge, "{number}");
    }
    for pattern in [".mail.test", "*", "*.", "a.*.test", "192.0.2.1", "mx shop.test"] {
        assert_eq!(fault(&format!("version: STSv1, mx: {pattern}")), PolicyFault::Pattern(2), "{pattern}");
    }
}
