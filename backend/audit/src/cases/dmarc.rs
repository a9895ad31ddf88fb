//! Cases about DMARC.

use super::{DMARC, GANDI, GANDI_SPF, case};

#[tokio::test]
async fn a_missing_policy_starts_at_none_with_a_report_address() {
    let mut case = case(&[GANDI, GANDI_SPF]);
    case.is(
        &["dmarc.missing warn"],
        &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test"],
    )
    .await;
    case.from = Some("ada@shop.test");
    case.is(&["dmarc.missing warn"], &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:ada@shop.test"])
        .await;
    case.from = Some("no-reply@shop.test");
    case.is(
        &["dmarc.missing warn"],
        &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test"],
    )
    .await;
}

#[tokio::test]
async fn several_policies_count_as_none() {
    case(&[GANDI, GANDI_SPF, DMARC, "_dmarc.shop.test TXT v=DMARC1; p=reject"])
        .is(&["dmarc.several-records fail"], &["_dmarc.shop.test TXT", "_dmarc.shop.test TXT"])
        .await;
}

#[tokio::test]
async fn a_doubled_name_is_found() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test"])
        .is(
            &["dmarc.doubled-name fail"],
            &[
                "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test",
                "_dmarc.shop.test.shop.test TXT",
            ],
        )
        .await;
}

#[tokio::test]
async fn a_policy_without_reports_gets_a_report_address_and_stays_otherwise_unchanged() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=reject; pct=50; adkim=s"])
        .is(
            &["dmarc.no-reports warn"],
            &["_dmarc.shop.test TXT v=DMARC1; p=reject; pct=50; adkim=s; rua=mailto:postmaster@shop.test"],
        )
        .await;
}

#[tokio::test]
async fn a_mistyped_record_is_unreadable() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1 p=reject"])
        .is(
            &["dmarc.unreadable fail"],
            &["_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:postmaster@shop.test"],
        )
        .await;
}

#[tokio::test]
async fn an_unknown_policy_counts_as_none() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=strict; rua=mailto:a@shop.test"])
        .is(&["dmarc.no-policy warn"], &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test"])
        .await;
}

#[tokio::test]
async fn reports_to_other_domains_need_consent() {
    let elsewhere = "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:x@reports.example";
    let consent = "shop.test._report._dmarc.reports.example TXT v=DMARC1";
    case(&[GANDI, GANDI_SPF, elsewhere, "reports.example A 192.0.2.9"])
        .is(&["dmarc.reports-refused warn"], &[consent])
        .await;
    case(&[GANDI, GANDI_SPF, elsewhere, "shop.test._report._dmarc.reports.example TXT v=DMARC1;"])
        .is(&[], &[])
        .await;
    case(&[GANDI, GANDI_SPF, elsewhere, "shop.test._report._dmarc.reports.example TIMEOUT"])
        .is(&["dmarc.reports-unknown unknown"], &[])
        .await;
}

#[tokio::test]
async fn a_report_address_at_a_nonexistent_domain_is_replaced_and_the_others_stay() {
    for (readers, expected) in [
        ("mailto:x@gone.example", "mailto:postmaster@shop.test"),
        ("mailto:a@shop.test,mailto:x@gone.example!10m", "mailto:a@shop.test"),
    ] {
        case(&[GANDI, GANDI_SPF, &format!("_dmarc.shop.test TXT v=DMARC1; p=reject; rua={readers}")])
            .is(
                &["dmarc.reports-lost warn"],
                &[&format!("_dmarc.shop.test TXT v=DMARC1; p=reject; rua={expected}")],
            )
            .await;
    }
}

#[tokio::test]
async fn a_repeated_tag_is_merged_or_asked_about() {
    case(&[
        GANDI,
        GANDI_SPF,
        "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test; rua=mailto:b@shop.test",
    ])
    .is(
        &["dmarc.tag-twice warn"],
        &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test,mailto:b@shop.test"],
    )
    .await;
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=none; p=reject; rua=mailto:a@shop.test"])
        .is(&["dmarc.tag-at-odds warn"], &["_dmarc.shop.test TXT"])
        .await;
}

#[tokio::test]
async fn a_subdomain_inherits_its_organizations_policy() {
    let mut case = case(&[
        DMARC,
        "news.shop.test MX 10 spf.mail.gandi.net",
        "news.shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
        "gm1._domainkey.news.shop.test CNAME gm1.gandimail.net",
        "gm2._domainkey.news.shop.test CNAME gm2.gandimail.net",
        "gm3._domainkey.news.shop.test CNAME gm3.gandimail.net",
    ]);
    case.domain = "news.shop.test";
    let report = case.is(&[], &[]).await;
    assert!(report.findings.iter().any(|finding| finding.id() == "dmarc.inherited"));
}

#[tokio::test]
async fn a_subdomain_is_written_relative_to_its_zone() {
    let mut case = case(&["news.shop.test MX 10 spf.mail.gandi.net"]);
    case.domain = "news.shop.test";
    let report = case.report().await;
    let mut fields: Vec<String> = report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.fields.iter().map(|field| field.name.clone()))
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["_dmarc.news", "gm1._domainkey.news", "gm2._domainkey.news", "gm3._domainkey.news", "news"]
    );
}

#[tokio::test]
async fn a_strict_policy_should_not_depend_on_spf_alone() {
    case(&[
        GANDI_SPF,
        "shop.test MX 10 spf.mail.gandi.net",
        "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test",
    ])
    .is(
        &["dkim.missing fail", "dmarc.rests-on-spf warn"],
        &[
            "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
        ],
    )
    .await;
}
