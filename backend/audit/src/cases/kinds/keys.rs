//! Keys in TXT records, damaged in every way that people and DNS panels cause.

use shared::report::{Advice, DkimAdvice, KeyStep, Topic};

use super::{DOMAINS, OTHER_KEY, RSA_KEY, at, changes, finding, of, report};

/// Providers with a single selector of their own, and what the question about it names.
const PROVIDERS: [(&str, &str, &str); 6] = [
    ("zoho", "zmail", "Zoho"),
    ("cpanel", "default", "cPanel"),
    ("mailjet", "mailjet", "Mailjet"),
    ("resend", "resend", "Resend"),
    ("google-workspace", "google", "Google"),
    ("yandex-360", "mail", "Yandex"),
];

fn key() -> &'static str {
    RSA_KEY.split_once("p=").unwrap().1
}

/// Checks every domain and provider with these texts as the key record.
async fn each(texts: &[String], check: impl Fn(&str, &str, Vec<String>, Vec<String>, &[DkimAdvice])) {
    for (domain, (provider, selector, word)) in DOMAINS.into_iter().cycle().zip(PROVIDERS) {
        let name = format!("{selector}._domainkey.{domain}");
        let lines: Vec<String> = texts.iter().map(|text| format!("{name} TXT {text}")).collect();
        let report = report(&at(domain, provider, &lines)).await;
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        let advice: Vec<DkimAdvice> = fixes
            .filter_map(
                |fix| if let Advice::Dkim(advice) = &fix.advice { Some(advice.clone()) } else { None },
            )
            .collect();
        check(&name, word, of(&report, Topic::Dkim), changes(&report, Topic::Dkim), &advice);
    }
}

#[tokio::test]
async fn a_key_with_a_typo_is_corrected() {
    let key = key();
    for text in [
        format!("k=rsa; p={key}; v=DKIM1"),
        format!("p={key}; k=rsa; v=DKIM1;"),
        format!("\"v=DKIM1; k=rsa; p={key}\""),
        format!("v=DKIM1\\; k=rsa\\; p={key}"),
        format!("v=dkim1; k=rsa; p={key}"),
        format!("v=DKIM1; k=RSA; p={key}"),
        format!("v=DKIM1 k=rsa p={key}"),
        format!("v=DKIM1, k=rsa, p={key}"),
        format!("v=DKIM1; k=rsa; h=sha1; p={key}"),
        format!("v=DKIM1; h=md5; k=rsa; p={key}"),
        format!("v=DKIM1; k=rsa; s=smtp; p={key}"),
        format!("v=DKIM1;&nbsp;k=rsa;&nbsp;p={key}"),
        format!("v=DKIM1; k=rsa; p={key}; p={key}"),
        format!("“v=DKIM1; k=rsa; p={key}”"),
        format!("v=DKIM1; k=rsa; p:{key}"),
        format!("v=DKIM1; k=rsa; {key}"),
    ] {
        each(std::slice::from_ref(&text), |name, _, found, changed, _| {
            assert_eq!(found, ["dkim.unusable-key fail"], "{text}");
            assert_eq!(changed, [format!("Replace {name} TXT v=DKIM1; k=rsa; p={key}")], "{text}");
        })
        .await;
    }
}

#[tokio::test]
async fn keys_that_only_the_provider_has_are_asked_for_on_its_page() {
    let half = &key()[..200];
    let short = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALbRkj7P2xzzfIRLFmhNwYRJUNDDNm1pAqDPNbEqBiEKZUkIITRSrmAR9FWEe3xeCXcoqNV7BaPcfLjMGIk2bW8CAwEAAQ==";
    for (texts, id, expected) in [
        (vec![format!("v=DKIM1; k=rsa; p={half}")], "dkim.unusable-key fail", KeyStep::CopyAgain),
        (vec![format!("k=rsa; p={}", &key()[40..])], "dkim.unusable-key fail", KeyStep::CopyAgain),
        (vec![format!("v=DKIM1; k=rsa; p={half}…")], "dkim.unusable-key fail", KeyStep::CopyAgain),
        (
            vec![format!("v=DKIM1; k=rsa; p={}", key().replace('I', "l"))],
            "dkim.unusable-key fail",
            KeyStep::CopyAgain,
        ),
        (vec!["v=DKIM1; k=rsa".to_owned()], "dkim.unusable-key fail", KeyStep::CopyKey),
        (vec!["v=DKIM1".to_owned()], "dkim.unusable-key fail", KeyStep::CopyKey),
        (vec![format!("v=DKIM1; k=rsa; p={short}")], "dkim.unusable-key fail", KeyStep::NewKey),
        (vec![format!("p={short}")], "dkim.unusable-key fail", KeyStep::NewKey),
        (vec!["v=DKIM1; k=rsa; p=".to_owned()], "dkim.revoked fail", KeyStep::NewKey),
        (vec!["p=;".to_owned()], "dkim.revoked fail", KeyStep::NewKey),
        (vec![RSA_KEY.to_owned(), OTHER_KEY.to_owned()], "dkim.unusable-key fail", KeyStep::Choose),
        (vec![OTHER_KEY.to_owned()], "dkim.short-key warn", KeyStep::LongerKey),
    ] {
        each(&texts, |name, word, found, changed, advice| {
            assert_eq!(found, [id], "{texts:?}");
            assert_eq!(changed, [format!("Ask {name} TXT")], "{texts:?}");
            let [DkimAdvice::Step { step, provider: Some(provider) }] = advice else { panic!("{advice:?}") };
            assert!(*step == expected && provider.name.contains(word), "{advice:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn copies_and_leftovers_are_removed_and_the_valid_key_stays() {
    for other in [
        format!("{RSA_KEY};"),
        RSA_KEY.replace("; ", ";"),
        "v=DKIM1; p=".to_owned(),
        format!("v=DKIM1; k=rsa; p={}", &key()[..100]),
    ] {
        each(&[RSA_KEY.to_owned(), other.clone()], |name, _, found, changed, _| {
            assert_eq!(found, ["dkim.unusable-key fail"], "{other}");
            assert_eq!(changed, [format!("Remove {name} TXT")], "{other}");
        })
        .await;
    }
}

#[tokio::test]
async fn correct_keys_are_left_alone() {
    let key = key();
    for text in [
        RSA_KEY.to_owned(),
        format!("p={key}"),
        format!("k=rsa;p={key};"),
        format!("v=DKIM1; h=sha1:sha256; k=rsa; p={key}"),
        format!("v=DKIM1; h=sha256; s=email; t=s; p={key}"),
        format!("v=DKIM1 ; k=rsa ; n=made in 2026 ; p={} {}", &key[..80], &key[80..]),
        format!("v=DKIM1; k=rsa; x=unknown; p={key}"),
    ] {
        each(std::slice::from_ref(&text), |_, _, found, changed, _| {
            assert_eq!((found.len(), changed.len()), (0, 0), "{text}: {found:?} {changed:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_personal_account_gets_advice_without_records() {
    for domain in DOMAINS {
        let lines = [
            format!("{domain} MX 10 route1.mx.forwarder.example"),
            "route1.mx.forwarder.example A 192.0.2.77".to_owned(),
            format!("cf1._domainkey.{domain} TXT {RSA_KEY}"),
        ];
        for provider in ["google-workspace", "yahoo", "outlook-com", "gmx", "aol", "web-de"] {
            let report = report(&at(domain, provider, &lines)).await;
            let found = finding(&report, "dkim.selector-unknown")
                .unwrap_or_else(|| panic!("{provider}: {report:#?}"));
            let fix = found.fix.as_ref().unwrap();
            let Advice::Dkim(DkimAdvice::Personal(of)) = &fix.advice else { panic!("{provider}: {fix:?}") };
            assert_eq!(of.id, provider, "{fix:?}");
        }
        let workspace = [
            format!("{domain} MX 1 aspmx.l.google.com"),
            "aspmx.l.google.com A 192.0.2.78".to_owned(),
            lines[2].clone(),
        ];
        let report = report(&at(domain, "google-workspace", &workspace)).await;
        let fix = finding(&report, "dkim.selector-unknown").and_then(|finding| finding.fix.as_ref()).unwrap();
        assert!(!matches!(fix.advice, Advice::Dkim(DkimAdvice::Personal(_))), "{fix:?}");
    }
}
