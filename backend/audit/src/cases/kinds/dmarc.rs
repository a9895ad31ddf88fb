//! DMARC records with typos in many variations, and policies that none of the mail passes.

use shared::report::{About, DmarcFinding, Judged, Policy, Topic, Verdict};

use super::{DOMAINS, RSA_KEY, at, changes, finding, of, report};

/// A domain at Fastmail whose mail is set up correctly, except that it has no policy yet.
fn well(domain: &str) -> Vec<String> {
    let mut lines = vec![
        format!("{domain} MX 10 in1-smtp.messagingengine.com"),
        "in1-smtp.messagingengine.com A 192.0.2.7".to_owned(),
        "spf.messagingengine.com TXT v=spf1 ip4:192.0.2.0/28 -all".to_owned(),
        format!("{domain} TXT v=spf1 include:spf.messagingengine.com ~all"),
    ];
    for selector in ["fm1", "fm2", "fm3"] {
        let target = format!("{selector}.{domain}.dkim.fmhosted.com");
        lines.push(format!("{selector}._domainkey.{domain} CNAME {target}"));
        lines.push(format!("{target} TXT {RSA_KEY}"));
    }
    lines
}

/// Reports on each domain with this text as its DMARC record, and passes the findings and changes to `check`.
async fn with(text: &str, check: impl Fn(&str, Vec<String>, Vec<String>)) {
    for domain in DOMAINS {
        let mut lines = well(domain);
        lines.push(format!("_dmarc.{domain} TXT {}", text.replace("{d}", domain)));
        let report = report(&at(domain, "fastmail", &lines)).await;
        assert!(finding(&report, "dmarc.missing").is_none(), "{text}");
        check(domain, of(&report, Topic::Dmarc), changes(&report, Topic::Dmarc));
    }
}

/// Records with a typo, what is found, and the records as intended.
const SLIPS: [(&str, &str, &str); 32] = [
    ("\"v=DMARC1; p=reject; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    ("'v=DMARC1; p=none; rua=mailto:a@{d}'", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("“v=DMARC1; p=none; rua=mailto:a@{d}”", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    (
        "\u{200b}v=DMARC1; p=quarantine; rua=mailto:a@{d}",
        "unreadable fail",
        "v=DMARC1; p=quarantine; rua=mailto:a@{d}",
    ),
    ("\u{feff}v=DMARC1; p=none; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("v=DMARC1,p=reject; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    ("v=DMARC1 p=reject rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    ("v=dmarc1; p=none; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("p=none; v=DMARC1; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("DMARC1; p=none; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("TXT v=DMARC1; p=none; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("v=DMARC1\\; p=none\\; rua=mailto:a@{d}", "unreadable fail", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    (
        "&quot;v=DMARC1; p=none; rua=mailto:a@{d}&quot;",
        "unreadable fail",
        "v=DMARC1; p=none; rua=mailto:a@{d}",
    ),
    (
        "v=DMARC1;&nbsp;p=quarantine;&nbsp;rua=mailto:a@{d}",
        "ignored-part warn",
        "v=DMARC1; p=quarantine; rua=mailto:a@{d}",
    ),
    (
        "v=DMARC1; p=reject; please; rua=mailto:a@{d}",
        "ignored-part warn",
        "v=DMARC1; p=reject; rua=mailto:a@{d}",
    ),
    ("v=DMARC1; policy=reject; rua=mailto:a@{d}", "no-policy warn", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    ("v=DMARC1; pol=none; rua=mailto:a@{d}", "no-policy warn", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    (
        "v=DMARC1; rua=mailto:a@{d}; Policy=quarantine",
        "no-policy warn",
        "v=DMARC1; p=quarantine; rua=mailto:a@{d}",
    ),
    ("v=DMARC1; p=rejct; rua=mailto:a@{d}", "no-policy warn", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    (
        "v=DMARC1; p=quarentine; rua=mailto:a@{d}",
        "no-policy warn",
        "v=DMARC1; p=quarantine; rua=mailto:a@{d}",
    ),
    ("v=DMARC1; p=reject; rua=a@{d}", "report-address warn", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    (
        "v=DMARC1; p=none; rua=a@{d},mailto:b@{d}",
        "report-address warn",
        "v=DMARC1; p=none; rua=mailto:a@{d},mailto:b@{d}",
    ),
    (
        "v=DMARC1; p=none; rua=mailto:a@{d},b@{d}",
        "report-address warn",
        "v=DMARC1; p=none; rua=mailto:a@{d},mailto:b@{d}",
    ),
    (
        "v=DMARC1; p=none; rua=mailto:a@{d}; mailto:b@{d}",
        "report-address warn",
        "v=DMARC1; p=none; rua=mailto:a@{d},mailto:b@{d}",
    ),
    (
        "v=DMARC1; p=none; rua=mailto:a@{d} mailto:b@{d}",
        "report-address warn",
        "v=DMARC1; p=none; rua=mailto:a@{d},mailto:b@{d}",
    ),
    ("v=DMARC1; p=none; rua=mailto: a@{d}", "report-address warn", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("v=DMARC1; p=none; rua=mailto://a@{d}", "report-address warn", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    ("v=DMARC1; p=none; rua=<a@{d}>", "report-address warn", "v=DMARC1; p=none; rua=mailto:a@{d}"),
    (
        "v=DMARC1; p=reject; rua=mailto:a@{d} IN TXT 3600",
        "report-address warn",
        "v=DMARC1; p=reject; rua=mailto:a@{d}",
    ),
    (
        "v=DMARC1; p=none; rua=mailto:a@{d}; ruf=b@{d}",
        "report-address warn",
        "v=DMARC1; p=none; rua=mailto:a@{d}; ruf=mailto:b@{d}",
    ),
    ("v=DMARC1; p=\"reject\"; rua=mailto:a@{d}", "punctuation warn", "v=DMARC1; p=reject; rua=mailto:a@{d}"),
    (
        "v=DMARC1; p=reject sp=none; rua=mailto:a@{d}",
        "no-policy warn",
        "v=DMARC1; p=reject; sp=none; rua=mailto:a@{d}",
    ),
];

#[tokio::test]
async fn a_corrected_record_keeps_its_meaning() {
    for (text, id, meant) in SLIPS {
        with(text, |domain, found, changed| {
            let meant = meant.replace("{d}", domain);
            assert_eq!(changed, [format!("Replace _dmarc.{domain} TXT {meant}")], "{text}: {found:?}");
            let is_near = id == "no-policy warn" && found == ["dmarc.punctuation warn"];
            assert!(is_near || found == [format!("dmarc.{id}")], "{text}: {found:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn correct_records_are_left_alone() {
    for text in [
        "v=DMARC1; p=none; rua=mailto:a@{d}",
        "v=DMARC1 ; p=Reject ; rua = mailto:a@{d} ;",
        "V=DMARC1;p=quarantine;rua=MAILTO:a@{d}!10m",
        "v=DMARC1; p=reject; pct=50; rua=mailto:a@{d}; fo=1:d:s; ri=86400",
        "v=DMARC1; p=none; np=reject; psd=n; rua=mailto:a@{d}, mailto:b@{d}",
        "v=DMARC1; p=reject; x-note=anything; adkim=s; rua=mailto:a@{d}",
    ] {
        with(text, |_, found, changed| {
            assert_eq!((found.len(), changed.len()), (0, 0), "{text}: {found:?} {changed:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn one_of_two_equivalent_records_is_kept() {
    for (one, other) in [
        ("v=DMARC1; p=reject; rua=mailto:a@{d}", "v=DMARC1; p=reject;  rua=mailto:a@{d}"),
        ("v=DMARC1; p=none; rua=mailto:a@{d}", "v=DMARC1;p=none;rua=mailto:a@{d};"),
        ("v=DMARC1; p=none; rua=mailto:a@{d}", "v=DMARC1; rua=mailto:a@{d}; p=none"),
        ("v=DMARC1; p=none; rua=mailto:a@{d}", "v=DMARC1; p=NONE; rua=mailto:a@{d}"),
    ] {
        for domain in DOMAINS {
            let mut lines = well(domain);
            lines.extend(
                [one, other].map(|text| format!("_dmarc.{domain} TXT {}", text.replace("{d}", domain))),
            );
            let report = report(&at(domain, "fastmail", &lines)).await;
            assert_eq!(of(&report, Topic::Dmarc), ["dmarc.several-records fail"], "{other}");
            assert_eq!(changes(&report, Topic::Dmarc), [format!("Remove _dmarc.{domain} TXT")], "{other}");
        }
    }
}

#[tokio::test]
async fn a_record_is_added_at_the_clients_own_name_only() {
    for (kept, asks) in
        [("v=DMARC1; p=none", false), ("v=DMARC1; p=none;", false), ("v=DMARC1; p=reject", true)]
    {
        for domain in DOMAINS {
            let own = format!("_dmarc.{domain}");
            let reader = format!("rua=mailto:postmaster@{domain}");
            let value = format!("{}; {reader}", kept.trim_end_matches(';'));
            let mut alias = well(domain);
            alias.extend([
                format!("{own} CNAME _dmarc.panel.example"),
                format!("_dmarc.panel.example TXT {kept}"),
            ]);
            let found = report(&at(domain, "fastmail", &alias)).await;
            let action = if asks { "Ask" } else { "Replace" };
            assert_eq!(
                changes(&found, Topic::Dmarc),
                [format!("{action} {own} CNAME"), format!("{action} {own} TXT {value}")],
                "{kept}"
            );
            let mut wild = well(domain);
            wild.extend([
                format!("*.{domain} CNAME shops.cart.example"),
                format!("shops.cart.example TXT {kept}"),
            ]);
            let found = report(&at(domain, "fastmail", &wild)).await;
            let action = if asks { "Ask" } else { "Add" };
            assert_eq!(changes(&found, Topic::Dmarc), [format!("{action} {own} TXT {value}")], "{kept}");
            assert!(of(&found, Topic::Dmarc).contains(&"dmarc.wildcard warn".to_owned()), "{found:#?}");
        }
    }
}

#[tokio::test]
async fn a_policy_that_nothing_passes_affects_all_mail() {
    for policy in ["quarantine", "reject"] {
        for provider in [
            "postmark",
            "resend",
            "mailjet",
            "sendgrid",
            "amazon-ses",
            "brevo",
            "mailgun",
            "smtp2go",
            "fastmail",
            "zoho",
            "google-workspace",
            "cpanel",
        ] {
            for domain in DOMAINS {
                let mut lines = vec![
                    format!("_dmarc.{domain} TXT v=DMARC1; p={policy}; rua=mailto:a@{domain}"),
                    format!("{domain} MX 10 mx.elsewhere.example"),
                    "mx.elsewhere.example A 192.0.2.88".to_owned(),
                    format!("{domain} TXT v=spf1 include:_spf.elsewhere.example -all"),
                    "_spf.elsewhere.example TXT v=spf1 ip4:192.0.2.80/28 -all".to_owned(),
                ];
                let terms = &shared::facts::provider(provider).unwrap().spf_include;
                lines.extend(terms.iter().map(|name| format!("{name} TXT v=spf1 ip4:198.51.100.0/24 -all")));
                let found = at(domain, provider, &lines).report().await;
                // It can't be determined from outside which server cPanel uses.
                let Some(all) = finding(&found, "dmarc.nothing-aligns") else {
                    assert_eq!(provider, "cpanel", "{domain}: {found:#?}");
                    continue;
                };
                assert_eq!(all.verdict, Verdict::Fail);
                let About::Dmarc(DmarcFinding::NothingAligns { policy: found_policy, .. }) = &all.about
                else {
                    panic!("{all:?}")
                };
                assert_eq!(found_policy.to_string(), policy);
                assert!(finding(&found, "dmarc.rests-on-spf").is_none(), "{provider}");
                let weaker = changes(&found, Topic::Dmarc);
                assert!(weaker.is_empty(), "{weaker:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_test_policy_or_none_affects_no_mail() {
    for policy in ["p=none", "p=quarantine; t=y"] {
        for domain in DOMAINS {
            let lines = [format!("_dmarc.{domain} TXT v=DMARC1; {policy}; rua=mailto:a@{domain}")];
            let found = at(domain, "postmark", &lines).report().await;
            assert!(finding(&found, "dmarc.nothing-aligns").is_none(), "{policy}");
            let is_rejected = |finding: &Judged| matches!(&finding.about, About::Dmarc(DmarcFinding::Record(record)) if record.effective == Policy::Reject);
            assert!(!found.findings.iter().any(is_rejected), "{found:#?}");
        }
    }
}

#[tokio::test]
async fn report_addresses_elsewhere_need_consent_and_none_is_dropped() {
    for reader in ["in.reports.example", "dmarc.vendor.test", "agency.example"] {
        for domain in DOMAINS {
            let mut lines = well(domain);
            lines.push(format!(
                "_dmarc.{domain} TXT v=DMARC1; p=none; rua=mailto:a@{domain},mailto:x@{reader}"
            ));
            lines.push(format!("{reader} A 192.0.2.9"));
            let found = report(&at(domain, "fastmail", &lines)).await;
            assert_eq!(of(&found, Topic::Dmarc), ["dmarc.reports-refused warn"]);
            assert_eq!(
                changes(&found, Topic::Dmarc),
                [format!("Ask {domain}._report._dmarc.{reader} TXT v=DMARC1")]
            );
            let fix = finding(&found, "dmarc.reports-refused").unwrap().fix.as_ref().unwrap();
            assert!(fix.zone.is_empty(), "the record isn't in this zone: {}", fix.zone);
            lines.push(format!("*._report._dmarc.{reader} TXT v=DMARC1;"));
            let agreed = report(&at(domain, "fastmail", &lines)).await;
            assert_eq!(of(&agreed, Topic::Dmarc), [""; 0]);
        }
    }
}
