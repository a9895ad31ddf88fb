//! Common mistakes, and the records that were intended.

use super::{is_nearly, read};

const DOMAIN: &str = "shop.test";

/// Asserts that each text is read as the record next to it, and that each reading is valid in DNS.
fn reads(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, meant) in cases {
        let reading = read(text, DOMAIN);
        if reading.texts.first().map(String::as_str) != Some(*meant) || reading.is_as_it_stands() {
            wrong.push(format!("{text:?}: {:?}, unread {:?}", reading.texts, reading.unread));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn terms_without_a_space_between_are_split() {
    reads(&[
        ("v=spf1 include:a.test;include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test,include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test|include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test, include:b.test, -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1,include:a.test,ip4:192.0.2.1,~all", "v=spf1 include:a.test ip4:192.0.2.1 ~all"),
        ("v=spf1;a;mx;include:a.test;~all", "v=spf1 a mx include:a.test ~all"),
        ("v=spf1 include:a.testinclude:b.test ~all", "v=spf1 include:a.test include:b.test ~all"),
        ("v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        ("v=spf1 ip4:192.0.2.0/24ip6:2001:db8::/32 -all", "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"),
        ("v=spf1 include:a.testip4:192.0.2.1 -all", "v=spf1 include:a.test ip4:192.0.2.1 -all"),
        ("v=spf1 ip4:192.0.2.1include:a.test -all", "v=spf1 ip4:192.0.2.1 include:a.test -all"),
        ("v=spf1 +a+mx+include:a.test ~all", "v=spf1 +a +mx +include:a.test ~all"),
        ("v=spf1 a+mx ~all", "v=spf1 a +mx ~all"),
        ("v=spf1 amx ~all", "v=spf1 a mx ~all"),
        ("v=spf1 mxa include:a.test ~all", "v=spf1 mx a include:a.test ~all"),
        ("v=spf1 +a+mx+ip4:192.0.2.7~all", "v=spf1 +a +mx +ip4:192.0.2.7 ~all"),
        ("v=spf1 a mx~all", "v=spf1 a mx ~all"),
        ("v=spf1 a mx-all", "v=spf1 a mx -all"),
        ("v=spf1 include:a.test~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:a.test-all", "v=spf1 include:a.test -all"),
        ("v=spf1 include:a.test?all", "v=spf1 include:a.test ?all"),
        ("v=spf1 ip4:192.0.2.1-all", "v=spf1 ip4:192.0.2.1 -all"),
        ("v=spf1 ip4:192.0.2.0/24~all", "v=spf1 ip4:192.0.2.0/24 ~all"),
        ("v=spf1 ip6:2001:db8::1-all", "v=spf1 ip6:2001:db8::1 -all"),
        ("v=spf1 include:a.test\nip4:192.0.2.1 ~all", "v=spf1 include:a.test ip4:192.0.2.1 ~all"),
        ("v=spf1\ninclude:a.test\r\n~all", "v=spf1 include:a.test ~all"),
        ("v=spf1\tinclude:a.test\t~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:a.test\u{a0}include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test\\ninclude:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test<br>include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test\" \"include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test\"\"ip4:192.0.2.1 -all", "v=spf1 include:a.test ip4:192.0.2.1 -all"),
        ("v=spf1 mx:mail.testinclude:a.test -all", "v=spf1 mx:mail.test include:a.test -all"),
        ("v=spf1 include:a.test&include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test and include:b.test -all", "v=spf1 include:a.test include:b.test -all"),
        ("v=spf1 include:a.test or ip4:192.0.2.1 -all", "v=spf1 include:a.test ip4:192.0.2.1 -all"),
        ("v=spf1 a:web.test,mx -all", "v=spf1 a:web.test mx -all"),
        ("v=spf1 a,mx,include:a.test -all", "v=spf1 a mx include:a.test -all"),
        ("v=spf1 ip4:192.0.2.1;ip4:192.0.2.2;-all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        ("v=spf1 include:a.test+include:b.test -all", "v=spf1 include:a.test +include:b.test -all"),
        ("v=spf1 ptr:a.testinclude:b.test -all", "v=spf1 ptr:a.test include:b.test -all"),
        ("v=spf1 include:a.testexists:%{i}.b.test -all", "v=spf1 include:a.test exists:%{i}.b.test -all"),
    ]);
}

#[test]
fn text_before_the_version_is_removed() {
    let right = "v=spf1 mx include:a.test -all";
    for wrong in [
        " v=spf1 mx include:a.test -all",
        "   v=spf1 mx include:a.test -all ",
        "\tv=spf1 mx include:a.test -all",
        "\nv=spf1 mx include:a.test -all",
        "\"v=spf1 mx include:a.test -all",
        "\"v=spf1 mx include:a.test -all\"",
        "\\\"v=spf1 mx include:a.test -all\\\"",
        "'v=spf1 mx include:a.test -all'",
        "`v=spf1 mx include:a.test -all`",
        "“v=spf1 mx include:a.test -all”",
        "„v=spf1 mx include:a.test -all“",
        "«v=spf1 mx include:a.test -all»",
        "‘v=spf1 mx include:a.test -all’",
        "\u{200b}v=spf1 mx include:a.test -all",
        "\u{feff}v=spf1 mx include:a.test -all",
        "\u{200e}v=spf1 mx include:a.test -all",
        "\u{a0}v=spf1 mx include:a.test -all",
        "&quot;v=spf1 mx include:a.test -all&quot;",
        "&#34;v=spf1 mx include:a.test -all&#34;",
        "&ldquo;v=spf1 mx include:a.test -all&rdquo;",
        "v=spf1&nbsp;mx&nbsp;include:a.test&nbsp;-all",
        "v=spf1%20mx%20include:a.test%20-all",
        "(v=spf1 mx include:a.test -all)",
        "= v=spf1 mx include:a.test -all",
        "-v=spf1 mx include:a.test -all",
        "TXT v=spf1 mx include:a.test -all",
        "TXT \"v=spf1 mx include:a.test -all\"",
        "shop.test. 3600 IN TXT \"v=spf1 mx include:a.test -all\"",
        "@ IN TXT v=spf1 mx include:a.test -all",
        "SPF: v=spf1 mx include:a.test -all",
        "spf=v=spf1 mx include:a.test -all",
        "v=v=spf1 mx include:a.test -all",
        "V = SPF1 mx include:a.test -all",
        "v= spf1 mx include:a.test -all",
        "v =spf1 mx include:a.test -all",
        "v=spf1. mx include:a.test -all",
        "v=spf1: mx include:a.test -all",
        "v=spf1; mx include:a.test -all",
        "v=spf1,mx include:a.test -all",
        "v=spf-1 mx include:a.test -all",
        "v=spf 1 mx include:a.test -all",
        "v:spf1 mx include:a.test -all",
        "v==spf1 mx include:a.test -all",
        "v=sfp1 mx include:a.test -all",
        "v=spf mx include:a.test -all",
        "v=spfl mx include:a.test -all",
        "spf1 mx include:a.test -all",
        "vspf1 mx include:a.test -all",
        "v=spf1mx include:a.test -all",
        "ｖ=spf1 mx include:a.test -all",
    ] {
        assert!(is_nearly(wrong, DOMAIN) || super::is_spf(wrong), "{wrong:?} isn't recognized");
        let reading = read(wrong, DOMAIN);
        assert_eq!(reading.texts.first().map(String::as_str), Some(right), "{wrong:?}: {reading:?}");
        assert!(!reading.mistakes.is_empty(), "no mistake is reported in {wrong:?}");
    }
}

#[test]
fn other_texts_are_not_mistaken_for_a_record() {
    for text in [
        "google-site-verification=v-spf1",
        "v=DMARC1; p=none",
        "v=DKIM1; k=rsa; p=abc",
        "v=STSv1; id=1",
        "v=TLSRPTv1; rua=mailto:a@b.test",
        "v=BIMI1; l=",
        "spf2.0/pra include:a.test -all",
        "v=spf3.0/x include:a.test -all",
        "v=spf2.0/mfrom include:a.test -all",
        "v=spf10 include:a.test -all",
        "see v=spf1 include:a.test -all",
        "old record: v=spf1 include:a.test -all",
        "MS=ms12345678",
        "brevo-code:0f3c2a91d7",
        "hosted",
        "mailto:info@shop.test all",
        "",
    ] {
        assert!(!is_nearly(text, DOMAIN), "{text:?}");
    }
}

#[test]
fn terms_with_one_mistake_have_one_reading() {
    reads(&[
        ("v=spf1 inlcude:a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 inclde:a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 includes:a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 incude:a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 Included:a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include=a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include: a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include :a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include::a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include;a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include.a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include_spf.a.test ~all", "v=spf1 include:_spf.a.test ~all"),
        ("v=spf1 include:https://a.test/ ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:<a.test> ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:\"a.test\" ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:.a.test ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:a.test/ ~all", "v=spf1 include:a.test ~all"),
        ("v=spf1 include:spf.a,test ~all", "v=spf1 include:spf.a.test ~all"),
    ]);
}

#[test]
fn addresses_with_one_mistake_have_one_reading() {
    reads(&[
        ("v=spf1 include:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ipv4:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip:2001:db8::1 ~all", "v=spf1 ip6:2001:db8::1 ~all"),
        ("v=spf1 ip4=192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4 192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4.192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 192.0.2.0/24 ~all", "v=spf1 ip4:192.0.2.0/24 ~all"),
        ("v=spf1 2001:db8::1 ~all", "v=spf1 ip6:2001:db8::1 ~all"),
        ("v=spf1 ip4:2001:db8::/32 ~all", "v=spf1 ip6:2001:db8::/32 ~all"),
        ("v=spf1 ip4:2001:db8:a:1::1 ~all", "v=spf1 ip6:2001:db8:a:1::1 ~all"),
        ("v=spf1 ip6:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip6:[2001:db8::1] ~all", "v=spf1 ip6:2001:db8::1 ~all"),
        ("v=spf1 ip4:192.0.2.0/255.255.255.0 ~all", "v=spf1 ip4:192.0.2.0/24 ~all"),
        ("v=spf1 ip4:192.0.2.1. ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4:192.0.2.1, ip4:192.0.2.2 ~all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all"),
        ("v=spf1 ip4:192.0.2.1,192.0.2.2 ~all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all"),
        ("v=spf1 ip4:192.0.2.0 /24 ~all", "v=spf1 ip4:192.0.2.0/24 ~all"),
        ("v=spf1 ip4:192.0.2.* ~all", "v=spf1 ip4:192.0.2.0/24 ~all"),
        ("v=spf1 ip4:192.0.2.8-192.0.2.11 ~all", "v=spf1 ip4:192.0.2.8/30 ~all"),
        ("v=spf1 ip4:192.0.2.1:25 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4:192.000.002.001 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 ip4:mail.shop.test ~all", "v=spf1 a:mail.shop.test ~all"),
        ("v=spf1 a:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 a=mail.shop.test ~all", "v=spf1 a:mail.shop.test ~all"),
        ("v=spf1 mx= ~all", "v=spf1 mx ~all"),
        ("v=spf1 a: mx: ~all", "v=spf1 a mx ~all"),
        ("v=spf1 mx:192.0.2.1 ~all", "v=spf1 ip4:192.0.2.1 ~all"),
        ("v=spf1 host:mail.shop.test ~all", "v=spf1 a:mail.shop.test ~all"),
    ]);
}

#[test]
fn lists_and_modifiers_with_one_mistake_have_one_reading() {
    reads(&[
        (
            "v=spf1 include:a.test,b.test,c.test ~all",
            "v=spf1 include:a.test include:b.test include:c.test ~all",
        ),
        (
            "v=spf1 include:a.test b.test c.test ~all",
            "v=spf1 include:a.test include:b.test include:c.test ~all",
        ),
        ("v=spf1 include:a.test;b.test ~all", "v=spf1 include:a.test include:b.test ~all"),
        ("v=spf1 redirect:a.test", "v=spf1 redirect=a.test"),
        ("v=spf1 rediect=a.test", "v=spf1 redirect=a.test"),
        ("v=spf1 redirect= a.test", "v=spf1 redirect=a.test"),
        ("v=spf1 exist:%{i}.a.test -all", "v=spf1 exists:%{i}.a.test -all"),
        ("v=spf1 include:müller.test -all", "v=spf1 include:xn--mller-kva.test -all"),
        ("v=spf1 inсlude:a.test -all", "v=spf1 include:a.test -all"),
        ("v=spf1 include：a.test -all", "v=spf1 include:a.test -all"),
    ]);
}

#[test]
fn endings_keep_their_meaning() {
    reads(&[
        ("v=spf1 mx –all", "v=spf1 mx -all"),
        ("v=spf1 mx —all", "v=spf1 mx -all"),
        ("v=spf1 mx −all", "v=spf1 mx -all"),
        ("v=spf1 mx ˜all", "v=spf1 mx ~all"),
        ("v=spf1 mx ～all", "v=spf1 mx ~all"),
        ("v=spf1 mx - all", "v=spf1 mx -all"),
        ("v=spf1 mx ~ all", "v=spf1 mx ~all"),
        ("v=spf1 mx ~all.", "v=spf1 mx ~all"),
        ("v=spf1 mx -all;", "v=spf1 mx -all"),
        ("v=spf1 mx -all\"", "v=spf1 mx -all"),
        ("v=spf1 mx --all", "v=spf1 mx -all"),
        ("v=spf1 mx ~~all", "v=spf1 mx ~all"),
        ("v=spf1 mx _all", "v=spf1 mx -all"),
        ("v=spf1 mx all-", "v=spf1 mx -all"),
        ("v=spf1 mx -al", "v=spf1 mx -all"),
        ("v=spf1 mx ~alll", "v=spf1 mx ~all"),
        ("v=spf1 mx ~a11", "v=spf1 mx ~all"),
        ("v=spf1 mx &ndash;all", "v=spf1 mx -all"),
        ("v=spf1 v=spf1 mx -all", "v=spf1 mx -all"),
        ("v=spf1 mx v=spf1 -all", "v=spf1 mx -all"),
        ("v=spf1 mx -all v=spf1 include:a.test ~all", "v=spf1 mx include:a.test -all"),
    ]);
}

#[test]
fn an_unclear_part_is_asked_about() {
    for (text, part) in [
        ("v=spf1 ip4:192.0.2 -all", "ip4:192.0.2"),
        ("v=spf1 ip4:300.0.2.1 -all", "ip4:300.0.2.1"),
        ("v=spf1 ip4:192.0.2.0/33 -all", "ip4:192.0.2.0/33"),
        ("v=spf1 mailchimp -all", "mailchimp"),
        ("v=spf1 include: -all", "include:"),
        ("v=spf1 include:a -all", "include:a"),
        ("v=spf1 include:*.a.test -all", "include:*.a.test"),
        ("v=spf1 mx -~all", "-~all"),
        ("v=spf1 xyzzy:a.test -all", "xyzzy:a.test"),
        ("v=spf1 mx softfail", "softfail"),
    ] {
        let reading = read(text, DOMAIN);
        assert_eq!((reading.texts, reading.unread), (vec![], vec![part.to_owned()]), "{text:?}");
    }
}

#[test]
fn a_correct_record_stays_unchanged() {
    for text in [
        "v=spf1 -all",
        "V=spf1  Include:A.test   -ALL",
        "v=spf1 include:a.test. include:_b.c-d.test. -all",
        "v=spf1 include:a.test panel-id=4711 ~all",
        "v=spf1 a/24 mx/24//64 a:b.test/28 ptr ip6:2001:db8::/32 ?all",
        "v=spf1 exists:%{i}.%{l1r+-}.%{d}.spf.a.test -all",
        "v=spf1 include:%{d}._spf.%{d2} redirect=%{d}.a.test",
        "v=spf1 redirect=_spf.a.test exp=why.%{d}",
        "v=spf1 ra=postmaster rp=100 rr=all -all",
        "v=spf1 +a +mx +ip4:192.0.2.1 ~all",
        "v=spf1 include:xn--mller-kva.xn--p1ai -all",
    ] {
        let reading = read(text, DOMAIN);
        assert!(reading.is_as_it_stands() && reading.texts == [text], "{text:?}: {reading:?}");
    }
}
