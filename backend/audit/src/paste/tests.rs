use proptest::prelude::*;
use shared::report::{Change, Record};

use super::*;
use crate::zonefile;

fn lines(text: &str) -> Vec<String> {
    let pasted = parse(text, "shop.test");
    assert_eq!(pasted.foreign, [""; 0], "{text}");
    assert_eq!(pasted.unread, [""; 0], "{text}");
    pasted.records.iter().map(|record| format!("{} {} {}", record.name, record.kind, record.value)).collect()
}

#[test]
fn every_way_to_show_a_record_is_read() {
    let alias = "a1._domainkey.shop.test CNAME a1.dkim.amazonses.com";
    for text in [
        "a1._domainkey.shop.test. 3600 IN CNAME a1.dkim.amazonses.com.",
        "a1._domainkey CNAME a1.dkim.amazonses.com",
        "CNAME a1._domainkey.shop.test a1.dkim.amazonses.com",
        "CNAME\ta1._domainkey.shop.test\ta1.dkim.amazonses.com",
        "| Type | Name | Value |\n|---|---|---|\n| CNAME | `a1._domainkey` | `a1.dkim.amazonses.com` |",
        "Type,Name,Value\nCNAME,a1._domainkey.shop.test,a1.dkim.amazonses.com",
        "\"Value\",\"Type\",\"Name\"\n",
        "Type: CNAME\nName: a1._domainkey.shop.test\nValue: a1.dkim.amazonses.com",
        "Hostname\na1._domainkey\nPoints to\na1.dkim.amazonses.com\n",
        "CNAME\na1._domainkey.shop.test\na1.dkim.amazonses.com\n3600",
        "A1._DOMAINKEY.SHOP.TEST\nCNAME\na1.dkim.amazonses.com",
        "Record type: CNAME Record\nHost name = a1._domainkey\n\u{200b}TTL: 3600\nTarget:\u{a0}a1.dkim.amazonses.com",
    ] {
        if text.starts_with("\"Value\"") {
            assert!(lines(text).is_empty(), "a heading isn't a record");
            continue;
        }
        assert_eq!(lines(text), [alias], "{text}");
    }
}

#[test]
fn records_from_a_dns_hosts_api_are_read() {
    let text = "s1._domainkey.shop.test TXT v=DKIM1; k=rsa; p=MIIBIDAQAB";
    for json in [
        r#"{"Name":"s1._domainkey.shop.test.","Type":"TXT","TTL":300,"ResourceRecords":[{"Value":"\"v=DKIM1; k=rsa; p=MIIB\" \"IDAQAB\""}]}"#,
        r#"{"result":[{"type":"TXT","name":"s1._domainkey.shop.test","content":"v=DKIM1; k=rsa; p=MIIBIDAQAB","ttl":1}],"success":true}"#,
        r#"[{"name":"s1._domainkey.shop.test.","type":"TXT","rrdatas":["\"v=DKIM1; k=rsa; p=MIIBIDAQAB\""]}]"#,
        r#"{"Answer":[{"name":"s1._domainkey.shop.test.","type":16,"TTL":300,"data":"\"v=DKIM1; k=rsa; p=MIIBIDAQAB\""}]}"#,
        r#"{"dns":{"record":"dkim","type":"txt","host":"s1._domainkey","value":"v=DKIM1; k=rsa; p=MIIBIDAQAB"}}"#,
    ] {
        assert_eq!(lines(json), [text], "{json}");
    }
    let both = r#"{"records":[{"record":"DKIM","name":"a1._domainkey","type":"CNAME","value":"a1.dkim.amazonses.com"},
        {"record":"SPF","name":"send","type":"MX","priority":10,"value":"feedback-smtp.eu-west-1.amazonses.com"}]}"#;
    assert_eq!(
        lines(both),
        [
            "a1._domainkey.shop.test CNAME a1.dkim.amazonses.com",
            "send.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com"
        ]
    );
    assert_eq!(parse(r#"{"type":"TXT"}"#, "shop.test").records, []);
}

#[test]
fn texts_are_joined_and_kept() {
    for text in [
        "s1._domainkey IN TXT ( \"v=DKIM1; k=rsa; \"\n  \"p=MIIB\" \"IDAQAB\" )",
        "s1._domainkey TXT \"v=DKIM1; k=rsa; p=MIIB\" \"IDAQAB\" ; a comment",
        "s1._domainkey TXT v=DKIM1\\; k=rsa\\; p=MIIBIDAQAB",
        "Name: s1._domainkey\nType: TXT\nValue: v=DKIM1; k=rsa; p=MIIBIDAQAB",
        "Name\tType\tTTL\tContent\ns1._domainkey\tTXT\t3600\tv=DKIM1; k=rsa; p=MIIBIDAQAB",
        "Host: s1._domainkey\nValue: v=DKIM1; k=rsa; p=MIIBIDAQAB",
    ] {
        assert_eq!(lines(text), ["s1._domainkey.shop.test TXT v=DKIM1; k=rsa; p=MIIBIDAQAB"], "{text}");
    }
}

const KEY: &str = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALbRkj7P2xzzfIRLFmhNwYRJUNDDNm1pAqDPNbEqBiEKZUkIITRSrmAR9FWEe3xeCXcoqNV7BaPcfLjMGIk2bW8CAwEAAQ==";

#[test]
fn a_key_is_read_no_matter_how_a_tool_or_a_page_breaks_it() {
    let (a, b) = KEY.split_at(60);
    let record = format!("s1._domainkey.shop.test TXT v=DKIM1; k=rsa; p={KEY}");
    for text in [
        format!(
            "s1._domainkey\tIN\tTXT\t( \"v=DKIM1; k=rsa; \"\n\t  \"p={a}\"\n\t  \"{b}\" )  ; ----- DKIM key s1 for shop.test"
        ),
        format!(
            "$ORIGIN shop.test.\n$TTL\t3600\ns1._domainkey\tIN\tTXT\t(\t\"v=DKIM1; k=rsa; \"\n\t\"p={a}\"\n\t\"{b}\"\t)\t; key"
        ),
        format!("$ORIGIN _domainkey.shop.test.\ns1 3600 IN TXT \"v=DKIM1; k=rsa; p={a}\" \"{b}\""),
        format!(
            "s1._domainkey.shop.test.\t1\tIN\tTXT\t\"v=DKIM1; k=rsa; p={a}\"\t\"{b}\" ; cf_tags=cf-proxied:false"
        ),
        format!("s1._domainkey IN txt ( \"v=DKIM1; k=rsa; p={a}\" \"{b}\" ) ; remark (of a tool)"),
        format!("s1._domainkey\nv=DKIM1; k=rsa; p={a}\n{b}"),
        format!("Name: s1._domainkey\nType: TXT\nValue: v=DKIM1; k=rsa; p={a}\n{b}"),
    ] {
        assert_eq!(lines(&text), [record.as_str()], "{text}");
    }
}

#[test]
fn a_key_without_a_name_gets_the_only_possible_name() {
    let (a, b) = KEY.split_at(60);
    let value = format!("v=DKIM1; k=rsa; p={KEY}");
    for text in [
        format!("v=DKIM1; k=rsa; p={a}\n{b}"),
        format!("\"v=DKIM1; k=rsa; p={a}\" \"{b}\""),
        format!("-----BEGIN PUBLIC KEY-----\n{a}\n{b}\n-----END PUBLIC KEY-----\n"),
    ] {
        let pasted = parse(&text, "shop.test");
        assert_eq!((pasted.records.len(), pasted.unread.len()), (1, 0), "{text}");
        assert!(pasted.is_nameless() && pasted.records[0].value == value, "{pasted:?}");
        let named = pasted.named("shop.test", shared::facts::provider("cpanel"), &[]);
        assert_eq!(
            (named.records.len(), named.records[0].name.as_str()),
            (1, "default._domainkey.shop.test")
        );
        let open = parse(&text, "shop.test").named("shop.test", shared::facts::provider("postmark"), &[]);
        assert!(open.is_nameless(), "the selector is unknown");
        let records = parse(&text, "shop.test").named(
            "shop.test",
            shared::facts::provider("postmark"),
            &["2pm".into()],
        );
        assert_eq!(records.records[0].name, "2pm._domainkey.shop.test");
    }
    for text in
        ["-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", "abcd efgh ijkl mnop", "p=secret"]
    {
        assert!(parse(text, "shop.test").records.is_empty(), "{text}");
    }
}

#[test]
fn several_records_of_all_kinds_are_read() {
    let text = "bounce\nMX\n10\nfeedback-smtp.eu-west-1.amazonses.com\n\
                bounce TXT \"v=spf1 include:amazonses.com ~all\"\n\
                @ MX mx.provider.test\n";
    assert_eq!(
        lines(text),
        [
            "bounce.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com",
            "bounce.shop.test TXT v=spf1 include:amazonses.com ~all",
            "shop.test MX 10 mx.provider.test",
        ]
    );
    let table = "MX,bounce.shop.test,10,feedback-smtp.eu-west-1.amazonses.com";
    assert_eq!(lines(table), ["bounce.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com"]);
}

#[test]
fn other_domains_and_plain_words_are_reported() {
    let pasted = parse(
        "s1._domainkey.other.test CNAME s1.provider.test\nem1.other.test. CNAME x.provider.test",
        "shop.test",
    );
    assert_eq!(pasted.foreign, ["s1._domainkey.other.test", "em1.other.test"]);
    let pasted = parse("Please add these records\n\ns1._domainkey CNAME not a host", "shop.test");
    assert!(pasted.records.is_empty());
    assert_eq!(pasted.unread.len(), 2, "{pasted:?}");
}

proptest! {
    #[test]
    fn no_text_causes_a_panic_or_too_many_records(text in "(?s).{0,400}") {
        let pasted = parse(&text, "shop.test");
        prop_assert!(pasted.records.len() <= RECORDS_MAX);
    }

    #[test]
    fn written_records_can_be_read_again(label in "[a-z0-9]{1,12}", value in "[!-~&&[^\"\\\\`]]{1,300}") {
        let record = Record::txt(format!("{label}._domainkey.shop.test"), &value);
        let pasted = parse(&zonefile::fragment(&Change::Add(vec![record]), "shop.test"), "shop.test");
        prop_assert_eq!(pasted.records.len(), 1);
        prop_assert_eq!(&pasted.records[0].value, &value);
    }
}
