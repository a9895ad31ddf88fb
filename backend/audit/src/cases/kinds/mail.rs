//! Mail hosts: aliases, addresses, nonexistent names, and a null MX where mail is expected.

use shared::report::{Advice, MxAdvice, Topic};

use super::{DOMAINS, at, changes, finding, of, report};

/// Asserts what is found about MX, and what is changed, with these records. `{d}` is the domain.
async fn with(provider: &str, lines: &[&str], expected: &[&str], changed: &[&str]) {
    for domain in DOMAINS {
        let filled = |text: &&str| text.replace("{d}", domain);
        let lines: Vec<String> = lines.iter().map(filled).collect();
        let report = report(&at(domain, provider, &lines)).await;
        assert_eq!(of(&report, Topic::Mx), expected, "{lines:?}: {report:#?}");
        let changed: Vec<String> = changed.iter().map(filled).collect();
        assert_eq!(changes(&report, Topic::Mx), changed, "{lines:?}");
    }
}

#[tokio::test]
async fn an_alias_becomes_the_host_that_it_leads_to() {
    for (lines, changed) in [
        (
            &["{d} MX 10 mail.{d}", "mail.{d} CNAME mx.host.example", "mx.host.example A 192.0.2.9"][..],
            "Replace {d} MX 10 mx.host.example",
        ),
        (
            &[
                "{d} MX 5 mx.{d}",
                "mx.{d} CNAME a.host.example",
                "a.host.example CNAME b.host.example",
                "b.host.example AAAA 2001:db8::1",
            ],
            "Replace {d} MX 5 b.host.example",
        ),
        (
            &[
                "{d} MX 0 in.other.example",
                "in.other.example CNAME mx.host.example",
                "mx.host.example A 192.0.2.9",
            ],
            "Replace {d} MX 0 mx.host.example",
        ),
        (&["{d} MX 0 mail.{d}", "mail.{d} CNAME mx.{d}", "mx.{d} A 192.0.2.9"], "Replace {d} MX 0 mx.{d}"),
        (
            &[
                "{d} MX 10 mail.{d}",
                "{d} MX 20 mx.host.example",
                "mail.{d} CNAME mx.host.example",
                "mx.host.example A 192.0.2.9",
            ],
            "Remove {d} MX",
        ),
    ] {
        with("postmark", lines, &["mx.target-is-alias warn"], &[changed]).await;
    }
}

#[tokio::test]
async fn an_address_is_replaced_by_its_name_or_asked_about() {
    for (lines, changed) in [
        (&["{d} MX 0 203.0.113.7", "mail.{d} A 203.0.113.7"][..], "Replace {d} MX 0 mail.{d}"),
        (&["{d} MX 10 203.0.113.7", "mx.{d} A 203.0.113.7"], "Replace {d} MX 10 mx.{d}"),
        (&["{d} MX 0 203.0.113.7.{d}", "mail.{d} A 203.0.113.7"], "Replace {d} MX 0 mail.{d}"),
        (&["{d} MX 0 192.0.2.1"], "Replace {d} MX 0 {d}"),
        (&["{d} MX 0 203.0.113.7"], "Ask {d} MX"),
        (&["{d} MX 0 203.0.113.7", "mail.{d} A 203.0.113.8"], "Ask {d} MX"),
        (
            &["{d} MX 0 203.0.113.7", "{d} MX 10 mx.host.example", "mx.host.example A 192.0.2.9"],
            "Remove {d} MX",
        ),
    ] {
        with("cpanel", lines, &["mx.target-is-address fail"], &[changed]).await;
    }
}

#[tokio::test]
async fn a_dead_host_is_removed_only_if_another_receives_the_mail() {
    for (lines, changed) in [
        (&["{d} MX 10 mail.gone.example", "gone.example A 192.0.2.9"][..], "Ask {d} MX"),
        (&["{d} MX 10 mail.gone.example"], "Ask {d} MX"),
        (&["{d} MX 10 mail.{d}"], "Ask {d} MX"),
        (&["{d} MX 10 mx.{d}", "mx.{d} TXT note"], "Ask {d} MX"),
        (&["{d} MX 10 mx.{d}", "mx.{d} CNAME gone.example"], "Ask {d} MX"),
        (
            &["{d} MX 10 mx.host.example.{d}", "mx.host.example A 192.0.2.9"],
            "Replace {d} MX 10 mx.host.example",
        ),
        (
            &["{d} MX 10 gone.example", "{d} MX 20 mx.host.example", "mx.host.example A 192.0.2.9"],
            "Remove {d} MX",
        ),
    ] {
        with("mailjet", lines, &["mx.target-missing fail"], &[changed]).await;
    }
}

#[tokio::test]
async fn the_question_names_the_provider_of_the_mailboxes() {
    for (provider, name) in
        [("fastmail", "Fastmail"), ("zoho", "Zoho"), ("google-workspace", "Google"), ("proton", "Proton")]
    {
        for domain in DOMAINS {
            let report = report(&at(domain, provider, &[format!("{domain} MX 10 gone.example")])).await;
            let fix = finding(&report, "mx.target-missing").unwrap().fix.as_ref().unwrap();
            let Advice::Mx(MxAdvice::CopyRecord(asked)) = &fix.advice else { panic!("{fix:?}") };
            assert!(asked.contains(name), "{fix:?}");
        }
    }
}

#[tokio::test]
async fn a_null_mx_is_removed_next_to_a_real_one_and_asked_about_otherwise() {
    let host = "mx.host.example A 192.0.2.9";
    let beside = "mx.null-beside-others fail";
    with("postmark", &["{d} MX 0 .", "{d} MX 10 mx.host.example", host], &[beside], &["Remove {d} MX"]).await;
    with("postmark", &["{d} MX 0 .", "{d} MX 0 mx.host.example", host], &[beside], &["Remove {d} MX"]).await;
    with(
        "postmark",
        &["{d} MX 0 .", "{d} MX 10 gone.example"],
        &[beside, "mx.target-missing fail"],
        &["Ask {d} MX", "Ask {d} MX"],
    )
    .await;
    with("postmark", &["{d} MX 0 ."], &["mx.null-and-sending warn"], &["Ask {d} MX"]).await;
    with("fastmail", &["{d} MX 0 ."], &["mx.none warn"], &["Ask {d} MX"]).await;
    with("fastmail", &[], &["mx.none warn"], &["Ask {d} MX"]).await;
    with("postmark", &[], &[], &[]).await;
}

#[tokio::test]
async fn a_silent_host_is_unknown_and_not_gone() {
    with(
        "postmark",
        &["{d} MX 10 mx.slow.example", "mx.slow.example TIMEOUT"],
        &["mx.target-unknown unknown"],
        &[],
    )
    .await;
}
