//! Cases about DKIM.

use shared::report::{FixAction, Judged};

use super::{DMARC, GANDI, GANDI_SPF, GOOGLE, case};

#[tokio::test]
async fn missing_fixed_aliases_are_added() {
    case(&[
        GANDI_SPF,
        DMARC,
        "shop.test MX 10 spf.mail.gandi.net",
        "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
    ])
    .is(
        &["dkim.some-missing warn"],
        &[
            "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
        ],
    )
    .await;
}

#[tokio::test]
async fn the_domain_is_filled_into_an_alias() {
    case(&[
        DMARC,
        "shop.test MX 10 in1-smtp.messagingengine.com",
        "in1-smtp.messagingengine.com A 192.0.2.7",
        "spf.messagingengine.com TXT v=spf1 ip4:192.0.2.0/28 -all",
        "shop.test TXT v=spf1 include:spf.messagingengine.com ?all",
        "fm1.shop.test.dkim.fmhosted.com TXT {RSA}",
        "fm2.shop.test.dkim.fmhosted.com TXT {RSA}",
        "fm3.shop.test.dkim.fmhosted.com TXT {RSA}",
    ])
    .provider("fastmail")
    .is(
        &["dkim.missing fail", "spf.neutral-ending warn"],
        &[
            "shop.test TXT v=spf1 include:spf.messagingengine.com ~all",
            "fm1._domainkey.shop.test CNAME fm1.shop.test.dkim.fmhosted.com",
            "fm2._domainkey.shop.test CNAME fm2.shop.test.dkim.fmhosted.com",
            "fm3._domainkey.shop.test CNAME fm3.shop.test.dkim.fmhosted.com",
        ],
    )
    .await;
}

#[tokio::test]
async fn names_that_microsoft_assigns_are_asked_for() {
    let report = case(&[
        DMARC,
        "shop.test MX 0 shop-test.mail.protection.outlook.com",
        "shop-test.mail.protection.outlook.com A 192.0.2.8",
        "spf.protection.outlook.com TXT v=spf1 ip4:40.92.0.0/15 -all",
        "shop.test TXT v=spf1 include:spf.protection.outlook.com -all",
    ])
    .provider("microsoft-365")
    .is(
        &["dkim.missing fail"],
        &["selector1._domainkey.shop.test CNAME", "selector2._domainkey.shop.test CNAME"],
    )
    .await;
    let fix = report.findings.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
    assert_eq!(fix.action(), FixAction::Ask);
}

#[tokio::test]
async fn an_unknown_selector_is_unknown() {
    case(&[&GOOGLE[..], &["old._domainkey.shop.test TXT {RSA}"]].concat())
        .provider("google-workspace")
        .is(&["dkim.selector-unknown unknown"], &["google._domainkey.shop.test TXT"])
        .await;
}

/// RFC 8020: if `_domainkey` does not exist, no name below it exists.
#[tokio::test]
async fn without_names_below_domainkey_the_key_is_missing_for_any_selector() {
    for provider in ["google-workspace", "postmark", "zoho", "mailgun", "sendgrid", "cpanel", "amazon-ses"] {
        let report = case(&GOOGLE).provider(provider).report().await;
        let ids: Vec<String> = report.findings.iter().map(Judged::id).collect();
        assert!(
            ids.iter().any(|id| id == "dkim.missing") && !ids.iter().any(|id| id == "dkim.selector-unknown"),
            "{provider}: {ids:?}"
        );
    }
    let mut silent = case(&[&GOOGLE[..], &["_domainkey.shop.test TIMEOUT"]].concat());
    silent.provider = Some("google-workspace");
    let report = silent.report().await;
    assert!(
        report.findings.iter().any(|finding| finding.id() == "dkim.selector-unknown"),
        "a timeout doesn't prove that a key is missing"
    );
}

#[tokio::test]
async fn a_named_selector_without_a_record_is_missing() {
    case(&[&GOOGLE[..], &["old._domainkey.shop.test TXT {RSA}"]].concat())
        .provider("google-workspace")
        .selector("web")
        .is(&["dkim.missing fail"], &["web._domainkey.shop.test TXT"])
        .await;
}

#[tokio::test]
async fn keys_are_distinguished() {
    for (key, finding) in [
        ("v=DKIM1; k=rsa; p=", "dkim.revoked fail"),
        ("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA", "dkim.unusable-key fail"),
        (
            "v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALbRkj7P2xzzfIRLFmhNwYRJUNDDNm1pAqDPNbEqBiEKZUkIITRSrmAR9FWEe3xeCXcoqNV7BaPcfLjMGIk2bW8CAwEAAQ==",
            "dkim.unusable-key fail",
        ),
        ("v=DKIM1; k=rsa", "dkim.unusable-key fail"),
    ] {
        let record = format!("google._domainkey.shop.test TXT {key}");
        case(&[&GOOGLE[..], &[&record]].concat())
            .provider("google-workspace")
            .is(&[finding], &["google._domainkey.shop.test TXT"])
            .await;
    }
}

#[tokio::test]
async fn an_alias_without_a_target_is_dangling() {
    case(&[
        GANDI_SPF,
        DMARC,
        "shop.test MX 10 spf.mail.gandi.net",
        "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
        "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
        "gm3._domainkey.shop.test CNAME gm3.gandimail.net.shop.test",
    ])
    .is(&["dkim.dangling fail"], &["gm3._domainkey.shop.test CNAME gm3.gandimail.net"])
    .await;
}

#[tokio::test]
async fn a_wildcard_does_not_hide_a_missing_record() {
    case(
        &[
            &GOOGLE[..],
            &[
                "sealpost-0._domainkey.shop.test TXT v=DKIM1; p=",
                "google._domainkey.shop.test TXT v=DKIM1; p=",
            ],
        ]
        .concat(),
    )
    .provider("google-workspace")
    .is(&["dkim.selector-unknown unknown", "dkim.wildcard warn"], &["google._domainkey.shop.test TXT"])
    .await;
}

#[tokio::test]
async fn without_a_provider_common_selectors_are_tried() {
    let mut found = case(&[GANDI, GANDI_SPF, DMARC, "s1._domainkey.shop.test CNAME gm1.gandimail.net"]);
    found.provider = None;
    found.is(&[], &[]).await;
    let mut unknown = case(&[GANDI, GANDI_SPF, DMARC]);
    unknown.provider = None;
    let report = unknown.report().await;
    assert!(report.findings.iter().any(|finding| finding.id() == "dkim.selector-unknown"));
}
