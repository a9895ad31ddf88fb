//! Findings that used to come without a next step. Each has one now.

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::report::{Advice, FixAction, Remedy, Sign, SpfAdvice, SpfReason, SpfTermCost, Verdict};

use super::{DMARC, GANDI, GANDI_SPF, GOOGLE, RSA_KEY, case};

#[tokio::test]
async fn senders_of_a_second_record_after_the_ending_are_kept() {
    let both = "shop.test TXT v=spf1 ip4:192.0.2.1 -all v=spf1 include:_mailcust.gandi.net ~all";
    case(&[GANDI, DMARC, both])
        .is(
            &["spf.clutter warn", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 ip4:192.0.2.1 include:_mailcust.gandi.net -all"],
        )
        .await;
}

#[tokio::test]
async fn a_redirect_beside_an_ending_becomes_an_include() {
    let redirect = "shop.test TXT v=spf1 ip4:192.0.2.1 redirect=_mailcust.gandi.net ~all";
    case(&[GANDI, DMARC, redirect])
        .is(
            &["spf.after-all warn", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 ip4:192.0.2.1 include:_mailcust.gandi.net ~all"],
        )
        .await;
}

#[tokio::test]
async fn a_second_unused_text_is_asked_about() {
    let report = case(&[GANDI, DMARC, GANDI_SPF, "shop.test TXT v=spf2 ip4:192.0.2.1 -all"])
        .is(
            &["spf.second-unread warn"],
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net ip4:192.0.2.1 ~all", "shop.test TXT"],
        )
        .await;
    let asked = report.findings.iter().find(|finding| finding.id() == "spf.second-unread").unwrap();
    assert_eq!(asked.fix.as_ref().unwrap().action(), FixAction::Ask);
}

#[tokio::test]
async fn the_sign_before_an_include_is_named() {
    for (term, qualifier) in
        [("-include", Sign::Minus), ("~include", Sign::Tilde), ("?include", Sign::Question)]
    {
        let spf = format!("shop.test TXT v=spf1 {term}:_mailcust.gandi.net -all");
        let report = case(&[GANDI, DMARC, &spf])
            .is(
                &["spf.provider-not-authorised fail"],
                &["shop.test TXT v=spf1 include:_mailcust.gandi.net -all"],
            )
            .await;
        let fix = report.findings.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
        let Advice::Spf(SpfAdvice::Change { reasons, .. }) = &fix.advice else { panic!("{fix:?}") };
        assert!(matches!(reasons[..], [SpfReason::Sign { sign, .. }] if sign == qualifier), "{reasons:?}");
    }
}

/// The record has 11 lookups, all for the domain's own servers. None can be removed, so the report offers their
/// addresses instead.
#[tokio::test]
async fn too_many_lookups_of_own_servers_are_replaced_by_addresses() {
    let hosts: Vec<String> = (1..=10).map(|nth| format!("h{nth}.shop.test A 192.0.2.{}", nth * 10)).collect();
    let terms: Vec<String> = (1..=10).map(|nth| format!("a:h{nth}.shop.test")).collect();
    let spf = format!("shop.test TXT v=spf1 {} include:_mailcust.gandi.net -all", terms.join(" "));
    let lines: Vec<&str> = [GANDI, DMARC, &spf].into_iter().chain(hosts.iter().map(String::as_str)).collect();
    let report = case(&lines).report().await;
    let long = report.findings.iter().find(|finding| finding.id() == "spf.provider-does-not-fit").unwrap();
    let asked = long.fix.as_ref().unwrap();
    assert_eq!(asked.action(), FixAction::Ask);
    let Advice::Spf(SpfAdvice::MakeRoom { costs, is_listed: true, .. }) = &asked.advice else {
        panic!("{asked:?}")
    };
    assert_eq!(costs[0], SpfTermCost { term: "a:h1.shop.test".to_owned(), lookups: 1 });
    assert!(asked.records()[0].value.starts_with("v=spf1 ip4:192.0.2.10 ip4:192.0.2.20 "), "{asked:?}");
    assert!(asked.records()[0].value.ends_with(" include:_mailcust.gandi.net -all"), "{asked:?}");
}

#[tokio::test]
async fn ptr_is_asked_about_first_if_a_record_has_too_many_lookups() {
    let spf = "shop.test TXT v=spf1 ptr a:h.test a:i.test include:full.test include:_mailcust.gandi.net -all";
    let full = "full.test TXT v=spf1 a:h.test a:i.test a:j.test a:k.test a:l.test a:m.test -all";
    let hosts: Vec<String> = ["h", "i", "j", "k", "l", "m"]
        .iter()
        .zip(1..)
        .map(|(host, nth)| format!("{host}.test A 198.51.100.{nth}"))
        .collect();
    let lines: Vec<&str> =
        [GANDI, DMARC, spf, full].into_iter().chain(hosts.iter().map(String::as_str)).collect();
    let report = case(&lines).report().await;
    let fix = report.findings.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
    assert_eq!(fix.action(), FixAction::Ask, "{fix:?}");
    assert_eq!(fix.advice, Advice::Spf(SpfAdvice::RemovePtr { before: 11, after: 10 }));
    assert!(!fix.records()[0].value.contains("ptr"), "{fix:?}");
}

#[tokio::test]
async fn a_key_that_was_revoked_is_a_failure_unless_another_signs() {
    let revoked = "google._domainkey.shop.test TXT v=DKIM1; k=rsa; p=";
    case(&[&GOOGLE[..], &[revoked]].concat())
        .provider("google-workspace")
        .is(&["dkim.revoked fail"], &["google._domainkey.shop.test TXT"])
        .await;
    let other = "s2._domainkey.shop.test TXT {RSA}";
    let report = case(&[&GOOGLE[..], &[revoked, other]].concat())
        .provider("google-workspace")
        .selector("s2")
        .report()
        .await;
    let finding = report.findings.iter().find(|finding| finding.id() == "dkim.revoked").unwrap();
    assert_eq!((finding.verdict, &finding.fix), (Verdict::Warn, &None));
}

/// The fix has the same key in the format that all verifiers can read.
#[tokio::test]
async fn a_bare_rsa_key_gets_the_format_that_every_verifier_reads() {
    let (_, whole) = RSA_KEY.split_once("p=").unwrap();
    // The bytes before the bare key only say that it is an RSA key.
    let bare = STANDARD.encode(&STANDARD.decode(whole).unwrap()[24..]);
    let record = format!("google._domainkey.shop.test TXT v=DKIM1; k=rsa; t=s; p={bare}");
    let report = case(&[&GOOGLE[..], &[&record]].concat())
        .provider("google-workspace")
        .is(
            &["dkim.bare-key warn"],
            &[&format!("google._domainkey.shop.test TXT v=DKIM1; k=rsa; t=s; p={whole}")],
        )
        .await;
    assert!(report.findings.iter().any(|finding| finding.id() == "dkim.key"), "usable key: {report:#?}");
}

#[tokio::test]
async fn an_address_of_a_mailbox_provider_has_no_records_of_its_own() {
    let mut own = case(&[
        "gmail.com NS ns1.google.com",
        "gmail.com A 192.0.2.1",
        "gmail.com TXT v=spf1 redirect=_spf.google.com",
        "gmail.com MX 5 aspmx.l.google.com",
    ]);
    own.domain = "gmail.com";
    let report = own.provider("brevo").report().await;
    let finding = report.findings.iter().find(|finding| finding.id() == "domain.of-a-provider").unwrap();
    assert_eq!(finding.verdict, Verdict::Fail);
    let records = report.findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(Remedy::records);
    assert_eq!(records.count(), 0, "no change to Google's own zone is proposed: {report:#?}");
}

#[tokio::test]
async fn a_report_address_in_a_broken_record_is_kept() {
    for text in [
        "&quot;v=DMARC1; p=none; rua mailto:it@shop.test&quot;",
        "v=DMARC1 p=reject; reports it@shop.test",
        "v=DMARC1; p=none; send reports to it@shop.test",
    ] {
        let report = case(&[GANDI, GANDI_SPF, &format!("_dmarc.shop.test TXT {text}")]).report().await;
        let fix = report.findings.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
        assert!(fix.records()[0].value.contains("rua=mailto:it@shop.test"), "{text}: {fix:?}");
        assert!(!fix.records()[0].value.contains("postmaster"), "{text}: {fix:?}");
    }
}

#[tokio::test]
async fn a_mail_host_in_a_private_network_does_not_count() {
    for host in ["localhost", "mail", "mail.shop.local"] {
        let lines = [
            GOOGLE[0],
            GOOGLE[2],
            &format!("shop.test MX 10 {host}"),
            "google._domainkey.shop.test TXT {RSA}",
        ];
        let report = case(&lines).provider("google-workspace").report().await;
        let finding = report.findings.iter().find(|finding| finding.id() == "mx.target-missing").unwrap();
        assert_eq!(finding.fix.as_ref().unwrap().action(), FixAction::Ask, "{finding:?}");
    }
}

/// A domain whose mail is hosted by Microsoft, with the first of its two keys.
const MICROSOFT: &str = "
    shop.test MX 0 shop-test.mail.protection.outlook.com
    shop-test.mail.protection.outlook.com A 192.0.2.7
    spf.protection.outlook.com TXT v=spf1 ip4:192.0.2.0/28 -all
    shop.test TXT v=spf1 include:spf.protection.outlook.com -all
    selector1._domainkey.shop.test CNAME selector1-shop-test._domainkey.acme.onmicrosoft.com
    selector1-shop-test._domainkey.acme.onmicrosoft.com TXT {RSA}
";

/// If two aliases disagree, the one with a key reveals the account.
#[tokio::test]
async fn an_alias_to_an_account_without_a_key_is_corrected() {
    let lines = [
        DMARC,
        MICROSOFT,
        "selector2._domainkey.shop.test CNAME selector2-shop-test._domainkey.other.onmicrosoft.com",
    ];
    case(&lines)
        .provider("microsoft-365")
        .is(&["dkim.dangling fail"], &["selector2._domainkey.shop.test CNAME"])
        .await;
}

/// The part that only the provider assigns is copied from the alias next to it, if a key exists under that name.
#[tokio::test]
async fn an_alias_of_a_former_domain_is_corrected_within_the_account() {
    let lines = [
        DMARC,
        MICROSOFT,
        "selector2._domainkey.shop.test CNAME selector2-store-test._domainkey.acme.onmicrosoft.com",
        "selector2-store-test._domainkey.acme.onmicrosoft.com TXT {RSA}",
        "selector2-shop-test._domainkey.acme.onmicrosoft.com TXT {RSA}",
    ];
    let turned = "selector2._domainkey.shop.test CNAME selector2-shop-test._domainkey.acme.onmicrosoft.com";
    case(&lines).provider("microsoft-365").is(&["dkim.wrong-target warn"], &[turned]).await;
}

/// A service with its own return path passes DMARC only by its key.
#[tokio::test]
async fn a_service_that_was_never_set_up_fails_dmarc() {
    let lines = [
        "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:ada@shop.test",
        GOOGLE[1],
        GOOGLE[2],
        "google._domainkey.shop.test TXT {RSA}",
    ];
    let report = case(&lines).provider("brevo").report().await;
    let all = report.findings.iter().find(|finding| finding.id() == "dmarc.nothing-aligns");
    assert!(all.is_some_and(|all| all.verdict == Verdict::Fail), "{report:#?}");
}
