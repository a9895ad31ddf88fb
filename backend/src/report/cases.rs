//! Zones and what the report says about them, one named case each: what is not well, and the records to change.

use shared::{
    facts,
    report::{FixAction, Report, Verdict},
};

use super::{resolver::Memo, zone::Zone};
use crate::flow::audit::{AuditRequest, look};

/// What stands in DNS whatever the case: some providers, and a domain with nothing wrong but for the case's lines.
const WORLD: &str = "
    _spf.google.com TXT v=spf1 include:_netblocks.google.com ~all
    _netblocks.google.com TXT v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ip6:2001:4860:4000::/36 ~all
    _spf.elasticemail.com TXT v=spf1 ip4:192.0.2.128/25 -all
    aspmx.l.google.com A 64.233.160.26
    aspmx.l.google.com AAAA 2001:4860:4000::1b
    _mailcust.gandi.net TXT v=spf1 ip4:217.70.178.0/24 ?all
    gm1.gandimail.net TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
    gm2.gandimail.net TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
    gm3.gandimail.net TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
    spf.mail.gandi.net A 217.70.178.1
    shop.test NS ada.ns.cloudflare.com
    shop.test A 192.0.2.1
";
/// A domain whose mail is with Gandi.
const GANDI: &str = "
    shop.test MX 10 spf.mail.gandi.net
    gm1._domainkey.shop.test CNAME gm1.gandimail.net
    gm2._domainkey.shop.test CNAME gm2.gandimail.net
    gm3._domainkey.shop.test CNAME gm3.gandimail.net
";
const GANDI_SPF: &str = "shop.test TXT v=spf1 include:_mailcust.gandi.net ~all";
const DMARC: &str = "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:ada@shop.test";

struct Case {
    zone: Zone,
    domain: &'static str,
    provider: Option<&'static str>,
    selectors: Vec<String>,
    from: Option<&'static str>,
}

fn case(lines: &[&str]) -> Case {
    let zone = Zone::new(&format!("{WORLD}\n{}", lines.join("\n")));
    Case { zone, domain: "shop.test", provider: Some("gandi"), selectors: Vec::new(), from: None }
}

impl Case {
    fn provider(mut self, id: &'static str) -> Self {
        self.provider = Some(id);
        self
    }

    fn selector(mut self, selector: &str) -> Self {
        self.selectors.push(selector.to_owned());
        self
    }

    async fn report(&self) -> Report {
        let request = AuditRequest {
            domain: self.domain.parse().unwrap(),
            provider: self.provider.map(|id| facts::provider(id).unwrap()),
            from: self.from.map(|from| from.parse().unwrap()),
            selectors: self.selectors.clone(),
            every_server: false,
        };
        look(&Memo::new(self.zone.clone()), &request, "sealpost-0").await.0
    }

    /// Exactly these findings are not ok, as `id verdict`, and exactly these records are to be changed.
    async fn is(&self, findings: &[&str], records: &[&str]) -> Report {
        let report = self.report().await;
        let unwell = report.findings.iter().filter(|finding| finding.verdict != Verdict::Ok);
        let mut found: Vec<String> =
            unwell.map(|finding| format!("{} {:?}", finding.id, finding.verdict).to_lowercase()).collect();
        found.sort_unstable();
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        let changed: Vec<String> = fixes
            .flat_map(|fix| {
                fix.records.iter().map(|record| format!("{} {} {}", record.name, record.kind, record.value))
            })
            .map(|line| line.trim_end().to_owned())
            .collect();
        assert_eq!(found, findings, "{report:#?}");
        assert_eq!(changed, records, "{report:#?}");
        // What is said is said in whole sentences, with its source.
        for finding in &report.findings {
            assert!(finding.meaning.ends_with(['.', '?']), "{finding:?}");
            assert!(finding.why.contains("RFC"), "{finding:?}");
        }
        self.mended(&report).await;
        report
    }

    /// With all that is to be added or replaced done, nothing is left that could be mended so.
    async fn mended(&self, report: &Report) {
        let mut zone = self.zone.clone();
        for fix in report.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            if !matches!(fix.action, FixAction::Add | FixAction::Replace) {
                continue;
            }
            for record in &fix.records {
                if !record.was.is_empty() {
                    zone.remove(&record.name, &record.kind, &record.was);
                }
                if !record.value.is_empty() {
                    zone.add(&record.name, &record.kind, &record.value);
                }
            }
        }
        let after = Case { zone, selectors: self.selectors.clone(), ..*self }.report().await;
        for finding in &after.findings {
            let fixable = finding.fix.as_ref();
            assert!(
                fixable.is_none_or(|fix| !matches!(fix.action, FixAction::Add | FixAction::Replace)),
                "still to be mended: {finding:#?}"
            );
        }
    }
}

#[tokio::test]
async fn all_is_well() {
    let report = case(&[GANDI, GANDI_SPF, DMARC]).is(&[], &[]).await;
    assert_eq!(report.verdict(), Verdict::Ok);
    let cost = report.spf.unwrap();
    assert_eq!((cost.lookups, cost.voids), (1, 0));
    assert_eq!(report.dns_host.unwrap().id, "cloudflare");
}

// ---- SPF

#[tokio::test]
async fn a_first_record_lets_the_mailbox_provider_and_the_chosen_one_send() {
    let report = case(&[GANDI, DMARC])
        .provider("elastic-email")
        .is(
            &["dkim.selector-unknown unknown", "spf.missing warn"],
            &[
                "shop.test TXT v=spf1 include:_mailcust.gandi.net a mx include:_spf.elasticemail.com ~all",
                "api._domainkey.shop.test TXT",
            ],
        )
        .await;
    assert!(report.spf.is_none());
}

#[tokio::test]
async fn the_provider_is_merged_before_all() {
    let report = case(&[GANDI, DMARC, "shop.test TXT v=spf1 ip4:192.0.2.1  -all", "shop.test TXT other=1"])
        .is(
            &["spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 ip4:192.0.2.1  include:_mailcust.gandi.net -all"],
        )
        .await;
    let fix = report.findings.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
    assert_eq!((fix.action, fix.records[0].host_field.as_str()), (FixAction::Replace, "@"));
    assert_eq!(fix.records[0].was, "v=spf1 ip4:192.0.2.1  -all");
    assert!(fix.summary.contains("Lookups 0 → 1 of 10"), "{}", fix.summary);
}

#[tokio::test]
async fn with_redirect_the_provider_goes_before_it_and_no_all_is_added() {
    case(&[
        GANDI,
        DMARC,
        "shop.test TXT v=spf1 redirect=_spf.other.test",
        "_spf.other.test TXT v=spf1 ip4:192.0.2.9 -all",
    ])
    .is(
        &["spf.provider-not-authorised fail"],
        &["shop.test TXT v=spf1 include:_mailcust.gandi.net redirect=_spf.other.test"],
    )
    .await;
}

#[tokio::test]
async fn what_follows_all_does_not_count() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 ~all include:_mailcust.gandi.net"])
        .is(
            &["spf.after-all warn", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all include:_mailcust.gandi.net"],
        )
        .await;
}

#[tokio::test]
async fn a_provider_in_plain_addresses_is_seen() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 ip4:217.70.176.0/20 -all"]).is(&[], &[]).await;
}

#[tokio::test]
async fn a_provider_behind_another_name_is_seen() {
    case(&[
        GANDI,
        DMARC,
        "shop.test TXT v=spf1 include:spf.agency.test -all",
        "spf.agency.test TXT v=spf1 include:_mailcust.gandi.net -all",
    ])
    .is(&[], &[])
    .await;
}

#[tokio::test]
async fn a_name_in_the_record_that_says_fail_is_no_permission() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 -include:_mailcust.gandi.net ~all"])
        .is(&["spf.provider-not-authorised fail"], &[])
        .await;
}

#[tokio::test]
async fn several_records_become_one() {
    case(&[
        GANDI,
        DMARC,
        "shop.test TXT v=spf1 ip4:192.0.2.1 -all",
        "shop.test TXT v=spf1 include:_mailcust.gandi.net ~all",
    ])
    .is(
        &["spf.several-records fail"],
        &["shop.test TXT v=spf1 ip4:192.0.2.1 include:_mailcust.gandi.net ~all", "shop.test TXT"],
    )
    .await;
}

#[tokio::test]
async fn several_records_become_one_with_the_provider() {
    case(&[
        GANDI,
        DMARC,
        "shop.test TXT v=spf1 ip4:192.0.2.1 -all",
        "shop.test TXT v=spf1 ip4:192.0.2.2 -all",
    ])
    .is(
        &["spf.several-records fail"],
        &[
            "shop.test TXT v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 include:_mailcust.gandi.net -all",
            "shop.test TXT",
        ],
    )
    .await;
}

#[tokio::test]
async fn an_unreadable_record_is_not_guessed_at() {
    let report = case(&[GANDI, DMARC, "shop.test TXT v=spf1 ip4:192.0.2 ~all"])
        .is(&["spf.unreadable fail"], &[])
        .await;
    assert!(report.findings.iter().any(|finding| finding.why.contains("ip4:192.0.2")));
}

fn includes(count: usize) -> String {
    let names = (0..count).map(|i| format!("include:i{i}.test")).collect::<Vec<_>>().join(" ");
    let records = (0..count).map(|i| format!("i{i}.test TXT v=spf1 ip4:192.0.2.{i} -all\n"));
    let records = records.collect::<Vec<_>>().concat();
    format!("{records}shop.test TXT v=spf1 {names} ~all")
}

#[tokio::test]
async fn a_full_record_is_not_made_fuller() {
    let report = case(&[GANDI, DMARC, &includes(10)]).is(&["spf.provider-does-not-fit fail"], &[]).await;
    assert_eq!(report.spf.unwrap().lookups, 10);
}

#[tokio::test]
async fn a_record_beyond_the_limit_is_called_so() {
    case(&[GANDI, DMARC, &includes(11)])
        .is(&["spf.provider-does-not-fit fail", "spf.too-many-lookups fail"], &[])
        .await;
}

#[tokio::test]
async fn terms_that_never_matter_make_room() {
    case(&[GANDI, DMARC, &includes(9).replace("~all", "include:I0.test a:gone.shop.test ~all")])
        .is(
            &["spf.provider-not-authorised fail", "spf.too-many-lookups fail"],
            &[&format!(
                "shop.test TXT v=spf1 {} include:_mailcust.gandi.net ~all",
                (0..9).map(|i| format!("include:i{i}.test")).collect::<Vec<_>>().join(" ")
            )],
        )
        .await;
}

#[tokio::test]
async fn names_of_machines_that_are_gone_are_taken_out() {
    case(&[
        GANDI,
        DMARC,
        "shop.test TXT v=spf1 a:x.shop.test a:y.shop.test mx:z.shop.test include:_mailcust.gandi.net ~all",
    ])
    .is(
        &["spf.provider-not-authorised fail", "spf.too-many-voids fail"],
        &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"],
    )
    .await;
}

#[tokio::test]
async fn an_include_of_nothing_voids_the_record() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 include:gone.test include:_mailcust.gandi.net -all"])
        .is(
            &["spf.broken-term fail", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net -all"],
        )
        .await;
}

#[tokio::test]
async fn a_silent_part_is_unknown_and_nothing_is_advised() {
    let report = case(&[GANDI, DMARC, "shop.test TXT v=spf1 include:drop.test -all", "drop.test TIMEOUT"])
        .is(&["spf.part-unknown unknown", "spf.provider-unknown unknown"], &[])
        .await;
    assert!(report.findings.iter().any(|finding| finding.meaning.contains("192.0.2.53:53")));
}

#[tokio::test]
async fn a_silent_domain_is_unknown_not_missing() {
    case(&["shop.test TIMEOUT", GANDI, DMARC])
        .is(&["domain.name-servers-unknown unknown", "mx.unknown unknown", "spf.unknown unknown"], &[])
        .await;
}

#[tokio::test]
async fn a_silent_provider_is_unknown() {
    let mut case =
        case(&[GANDI, DMARC, "shop.test TXT v=spf1 ip4:192.0.2.1 -all", "_mailcust.gandi.net TIMEOUT"]);
    case.zone.add("_mailcust.gandi.net", "TIMEOUT", "");
    case.is(&["spf.provider-unknown unknown"], &[]).await;
}

#[tokio::test]
async fn macros_cannot_be_told_without_a_message() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 exists:%{i}._spf.shop.test include:_mailcust.gandi.net -all"])
        .is(&[], &[])
        .await;
}

#[tokio::test]
async fn open_endings_and_habits_are_flagged() {
    let spf = |text: &str| format!("shop.test TXT v=spf1 include:_mailcust.gandi.net {text}");
    for (text, finding) in [
        ("+all", "spf.open-to-all warn"),
        ("?all", "spf.neutral-ending warn"),
        ("", "spf.no-ending warn"),
        ("ptr ~all", "spf.ptr warn"),
        ("ip4:10.0.0.0/8 ~all", "spf.wide-range warn"),
    ] {
        case(&[GANDI, DMARC, &spf(text)]).is(&[finding], &[]).await;
    }
}

#[tokio::test]
async fn a_relay_with_a_return_path_of_its_own_needs_no_place_at_the_root() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 include:_mailcust.gandi.net -all"])
        .provider("sendgrid")
        .is(&["dkim.missing fail"], &["s1._domainkey.shop.test CNAME", "s2._domainkey.shop.test CNAME"])
        .await;
}

#[tokio::test]
async fn a_redirect_of_a_provider_becomes_an_include() {
    case(&[
        DMARC,
        "shop.test MX 10 mx.yandex.net",
        "mx.yandex.net A 77.88.21.249",
        "_spf.yandex.net TXT v=spf1 ip4:77.88.0.0/18 -all",
        "shop.test TXT v=spf1 ip4:192.0.2.1 ~all",
    ])
    .provider("yandex-360")
    .is(
        &["dkim.selector-unknown unknown", "spf.provider-not-authorised fail"],
        &["shop.test TXT v=spf1 ip4:192.0.2.1 include:_spf.yandex.net ~all", "mail._domainkey.shop.test TXT"],
    )
    .await;
}

// ---- DKIM

#[tokio::test]
async fn fixed_aliases_are_added() {
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
        "fm1.shop.test.dkim.fmhosted.com TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "fm2.shop.test.dkim.fmhosted.com TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "fm3.shop.test.dkim.fmhosted.com TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    ])
    .provider("fastmail")
    .is(
        &["dkim.missing fail", "spf.neutral-ending warn"],
        &[
            "fm1._domainkey.shop.test CNAME fm1.shop.test.dkim.fmhosted.com",
            "fm2._domainkey.shop.test CNAME fm2.shop.test.dkim.fmhosted.com",
            "fm3._domainkey.shop.test CNAME fm3.shop.test.dkim.fmhosted.com",
        ],
    )
    .await;
}

#[tokio::test]
async fn what_microsoft_assigns_is_asked_for() {
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
    assert_eq!(fix.action, FixAction::Ask);
}

const GOOGLE: [&str; 3] =
    [DMARC, "shop.test MX 1 aspmx.l.google.com", "shop.test TXT v=spf1 include:_spf.google.com ~all"];

#[tokio::test]
async fn an_unknown_selector_is_unknown() {
    case(&GOOGLE)
        .provider("google-workspace")
        .is(&["dkim.selector-unknown unknown"], &["google._domainkey.shop.test TXT"])
        .await;
}

#[tokio::test]
async fn a_selector_that_was_named_and_is_not_there_is_missing() {
    case(&GOOGLE)
        .provider("google-workspace")
        .selector("web")
        .is(
            &["dkim.missing fail", "dkim.selector-unknown unknown"],
            &["web._domainkey.shop.test TXT", "google._domainkey.shop.test TXT"],
        )
        .await;
}

#[tokio::test]
async fn keys_are_told_apart() {
    for (key, finding) in [
        ("v=DKIM1; k=rsa; p=", "dkim.revoked warn"),
        ("v=DKIM1; t=y; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "dkim.testing warn"),
        ("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA", "dkim.unusable-key fail"),
        (
            "v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALbRkj7P2xzzfIRLFmhNwYRJUNDDNm1pAqDPNbEqBiEKZUkIITRSrmAR9FWEe3xeCXcoqNV7BaPcfLjMGIk2bW8CAwEAAQ==",
            "dkim.unusable-key fail",
        ),
        ("v=DKIM1; k=rsa", "dkim.unusable-key fail"),
    ] {
        let record = format!("google._domainkey.shop.test TXT {key}");
        case(&[&GOOGLE[..], &[&record]].concat()).provider("google-workspace").is(&[finding], &[]).await;
    }
}

#[tokio::test]
async fn an_alias_to_nothing_is_dangling() {
    case(&[
        GANDI_SPF,
        DMARC,
        "shop.test MX 10 spf.mail.gandi.net",
        "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
        "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
        "gm3._domainkey.shop.test CNAME gm3.gandimail.net.shop.test",
    ])
    .is(&["dkim.dangling fail"], &[])
    .await;
}

#[tokio::test]
async fn a_wildcard_hides_nothing() {
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
    assert!(report.findings.iter().any(|finding| finding.id == "dkim.selector-unknown"));
}

// ---- DMARC

#[tokio::test]
async fn a_missing_policy_starts_at_none_with_a_reader() {
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
async fn several_policies_are_none() {
    case(&[GANDI, GANDI_SPF, DMARC, "_dmarc.shop.test TXT v=DMARC1; p=reject"])
        .is(&["dmarc.several-records fail"], &["_dmarc.shop.test TXT", "_dmarc.shop.test TXT"])
        .await;
}

#[tokio::test]
async fn a_doubled_name_is_found() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test"])
        .is(
            &["dmarc.doubled-name fail"],
            &["_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test"],
        )
        .await;
}

#[tokio::test]
async fn a_policy_without_reports_gets_a_reader_and_keeps_all_else() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=reject; pct=50; adkim=s"])
        .is(
            &["dmarc.no-reports warn"],
            &["_dmarc.shop.test TXT v=DMARC1; p=reject; pct=50; adkim=s; rua=mailto:postmaster@shop.test"],
        )
        .await;
}

#[tokio::test]
async fn a_record_with_a_mistake_is_not_seen() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1 p=reject"])
        .is(&["dmarc.unreadable fail"], &[])
        .await;
}

#[tokio::test]
async fn a_policy_that_is_no_word_counts_as_none() {
    case(&[GANDI, GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=strict; rua=mailto:a@shop.test"])
        .is(&["dmarc.no-policy warn"], &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test"])
        .await;
}

#[tokio::test]
async fn reports_elsewhere_need_consent() {
    let elsewhere = "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:x@reports.example";
    case(&[GANDI, GANDI_SPF, elsewhere]).is(&["dmarc.reports-refused warn"], &[]).await;
    case(&[GANDI, GANDI_SPF, elsewhere, "shop.test._report._dmarc.reports.example TXT v=DMARC1;"])
        .is(&[], &[])
        .await;
    case(&[GANDI, GANDI_SPF, elsewhere, "shop.test._report._dmarc.reports.example TIMEOUT"])
        .is(&["dmarc.reports-unknown unknown"], &[])
        .await;
}

#[tokio::test]
async fn a_subdomain_falls_under_its_organisation() {
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
    assert!(report.findings.iter().any(|finding| finding.id == "dmarc.inherited"));
}

#[tokio::test]
async fn a_subdomain_is_written_below_its_zone() {
    let mut case = case(&["news.shop.test MX 10 spf.mail.gandi.net"]);
    case.domain = "news.shop.test";
    let report = case.report().await;
    let mut fields: Vec<String> = report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.records.iter().map(|record| record.host_field.clone()))
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["_dmarc.news", "gm1._domainkey.news", "gm2._domainkey.news", "gm3._domainkey.news", "news"]
    );
}

#[tokio::test]
async fn a_strict_policy_does_not_rest_on_spf() {
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

// ---- MX and the domain

#[tokio::test]
async fn mail_hosts_are_looked_at() {
    let rest = ["shop.test TXT v=spf1 include:_mailcust.gandi.net -all", DMARC, GANDI];
    for (mx, finding) in [
        ("shop.test MX 20 gone.shop.test", "mx.target-missing fail"),
        ("shop.test MX 20 192.0.2.1", "mx.target-is-address fail"),
        ("shop.test MX 20 alias.test\nalias.test CNAME spf.mail.gandi.net", "mx.target-is-alias warn"),
        ("shop.test MX 0 .", "mx.null-beside-others fail"),
        ("shop.test MX 20 drop.test\ndrop.test TIMEOUT", "mx.target-unknown unknown"),
    ] {
        case(&[&rest[..], &[mx]].concat()).is(&[finding], &[]).await;
    }
}

#[tokio::test]
async fn mail_that_goes_elsewhere_is_said() {
    case(
        &[&GOOGLE[..], &[GANDI]].concat()[..]
            .iter()
            .filter(|line| !line.contains(" MX 1 "))
            .copied()
            .collect::<Vec<_>>(),
    )
    .provider("google-workspace")
    .is(&["dkim.selector-unknown unknown", "mx.other-provider warn"], &["google._domainkey.shop.test TXT"])
    .await;
}

#[tokio::test]
async fn no_mx_is_fine_where_only_sending_is_wanted() {
    let gone = |text: &str| text.lines().filter(|line| !line.contains(" MX ")).collect::<Vec<_>>().join("\n");
    let mut case = case(&[GANDI_SPF, DMARC, &gone(GANDI)]);
    case.is(&["mx.none warn"], &[]).await;
    case.provider = None;
    assert!(
        case.report()
            .await
            .findings
            .iter()
            .any(|finding| finding.id == "mx.none" && finding.verdict == Verdict::Ok)
    );
}

#[tokio::test]
async fn a_domain_that_does_not_exist_is_one_finding() {
    let mut case = case(&[]);
    case.domain = "no.such.example";
    case.is(&["domain.not-found fail"], &[]).await;
}
