use super::*;

#[test]
fn only_a_text_that_is_almost_a_record_is_repaired() {
    for (text, expected) in [
        ("v=DMARC1 p=none rua=mailto:a@shop.test", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
        ("\"v=dmarc1\\; p=none\"", "v=DMARC1; p=none"),
        ("\"v=DMARC1; p=reject", "v=DMARC1; p=reject"),
        (" v=DMARC1; p=reject", "v=DMARC1; p=reject"),
        ("\u{feff}v=DMARC1; p=reject", "v=DMARC1; p=reject"),
        ("&quot;v=DMARC1;&nbsp;p=none&quot;", "v=DMARC1; p=none"),
        ("v=DMARC1,p=reject; sp=none", "v=DMARC1; p=reject; sp=none"),
        ("v=DMARC1, p=quarantine, rua=mailto:a@shop.test", "v=DMARC1; p=quarantine; rua=mailto:a@shop.test"),
        ("v = DMARC 1; p=none", "v=DMARC1; p=none"),
        ("v:DMARC1; p=none", "v=DMARC1; p=none"),
        ("DMARC1; p=none", "v=DMARC1; p=none"),
        ("p=none; v=DMARC1", "v=DMARC1; p=none"),
        ("TXT v=DMARC1; p=none", "v=DMARC1; p=none"),
        ("“v=DMARC1; p=none”", "v=DMARC1; p=none"),
        ("v=DMARC1: p=none", "v=DMARC1; p=none"),
        ("v=DMARC2; p=reject", "v=DMARC1; p=reject"),
        ("DMARC: v=DMARC1; p=reject", "v=DMARC1; p=reject"),
        ("_dmarc IN TXT v=DMARC1; p=none", "v=DMARC1; p=none"),
        ("&quot;v=DMARC1; p=none; rua mailto:a@shop.test&quot;", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
        ("p=quarantine; rua=mailto:a@shop.test", "v=DMARC1; p=quarantine; rua=mailto:a@shop.test"),
        ("v=DMARC1 p:none rua:mailto:a@shop.test", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
    ] {
        assert!(is_meant_as_dmarc(text), "{text}");
        assert_eq!(mended(text).expect(text).text(), expected, "{text}");
    }
    for other in ["v=DMARC123; p=none", "v=DMARC1", "v=DMARC1 policy none", "v=DMÄRC1;", "v=spf1 -all", ""] {
        assert_eq!(mended(other), None, "{other}");
    }
}

#[test]
fn the_fault_of_a_record_is_named() {
    for (text, expected) in [
        (" v=DMARC1; p=none", Fault::BlankInFront),
        ("\u{200b}v=DMARC1; p=none", Fault::BlankInFront),
        ("\"v=DMARC1; p=none\"", Fault::Quotes),
        ("v=DMARC1,p=none", Fault::Separator),
        ("v=DMARC1 p=none", Fault::Separator),
        ("v=dmarc1; p=none", Fault::Version),
        ("p=none; v=DMARC1", Fault::Version),
    ] {
        assert_eq!(fault(text), expected, "{text}");
    }
}

#[test]
fn a_record_loses_its_mistakes_and_nothing_else() {
    for (text, expected) in [
        ("v=DMARC1; policy=reject; rua=mailto:a@shop.test", "v=DMARC1; p=reject; rua=mailto:a@shop.test"),
        ("v=DMARC1; rua=mailto:a@shop.test; pol=none", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
        ("v=DMARC1; p=rejct", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=quarantaine; sp=none", "v=DMARC1; p=quarantine; sp=none"),
        ("v=DMARC1;&nbsp;p=none", "v=DMARC1; p=none"),
        ("v=DMARC1; p=none; rua=a@shop.test", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
        (
            "v=DMARC1; p=none; rua=mailto:a@shop.test; mailto:b@shop.test",
            "v=DMARC1; p=none; rua=mailto:a@shop.test,mailto:b@shop.test",
        ),
        ("v=DMARC1; p=none; rua=mailto:a@shop.test IN TXT 3600", "v=DMARC1; p=none; rua=mailto:a@shop.test"),
        ("v=DMARC1; p=reject, rua=mailto:a@shop.test", "v=DMARC1; p=reject; rua=mailto:a@shop.test"),
        ("v=DMARC1; p=reject sp=none", "v=DMARC1; p=reject; sp=none"),
        ("v=DMARC1; p:reject; rua:mailto:a@shop.test", "v=DMARC1; p=reject; rua=mailto:a@shop.test"),
        ("v=DMARC1; p reject; rua a@shop.test", "v=DMARC1; p=reject; rua=mailto:a@shop.test"),
        ("v=DMARC1; p - none; sp:none", "v=DMARC1; p=none; sp=none"),
        ("v=DMARC1; p=none; P=none", "v=DMARC1; p=none"),
        (
            "v=DMARC1; p=none; rua=mailto:a@shop.test; rua=b@shop.test",
            "v=DMARC1; p=none; rua=mailto:a@shop.test,mailto:b@shop.test",
        ),
    ] {
        let record = DmarcRecord::parse(text).expect(text);
        assert_eq!(repaired(&record).expect(text).0.text(), expected, "{text}");
    }
    for right in [
        "v=DMARC1; p=none; rua=mailto:a@shop.test!10m, mailto:b@shop.test; fo=1:d:s",
        "v=DMARC1 ; p=Reject ; rua = mailto:a@shop.test ;",
        "v=DMARC1; p=strict",
        "v=DMARC1; x-note=reject; p=none",
        "v=DMARC1",
    ] {
        assert_eq!(repaired(&DmarcRecord::parse(right).unwrap()), None, "{right}");
    }
}
