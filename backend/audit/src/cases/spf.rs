//! Cases about SPF.

use shared::report::{About, Advice, FixAction, Judged, Silent, SpfAdvice, SpfFinding, Unsure};

use super::{DMARC, GANDI, GANDI_SPF, case};

#[tokio::test]
async fn a_first_record_allows_the_mailbox_provider_and_the_chosen_one() {
    let report = case(&[GANDI, DMARC])
        .provider("elastic-email")
        .is(
            &["dkim.missing fail", "spf.missing warn"],
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
    let finding = report.findings.iter().find(|finding| finding.fix.is_some()).unwrap();
    let fix = finding.fix.as_ref().unwrap();
    assert_eq!((fix.action(), fix.records()[0].host_field.as_str()), (FixAction::Replace, "@"));
    assert_eq!(fix.records()[0].was, "v=spf1 ip4:192.0.2.1  -all");
    let Some(Advice::Spf(SpfAdvice::Change { effect, .. })) = finding.fix.as_ref().map(|fix| &fix.advice)
    else {
        panic!("{finding:?}")
    };
    assert_eq!((effect.before.lookups, effect.after.lookups), (0, 1));
}

#[tokio::test]
async fn a_provider_is_added_before_redirect_without_all() {
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
async fn terms_after_all_do_not_count() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 ~all include:_mailcust.gandi.net"])
        .is(
            &["spf.after-all warn", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"],
        )
        .await;
}

#[tokio::test]
async fn a_provider_listed_by_address_is_found() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 ip4:217.70.176.0/20 -all"]).is(&[], &[]).await;
}

#[tokio::test]
async fn a_provider_behind_another_name_is_found() {
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
async fn a_name_with_a_fail_qualifier_is_not_allowed() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 -include:_mailcust.gandi.net ~all"])
        .is(&["spf.provider-not-authorised fail"], &[GANDI_SPF])
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
        .is(&["spf.unreadable fail"], &["shop.test TXT"])
        .await;
    let is_unread = |finding: &Judged| matches!(&finding.about, About::Spf(SpfFinding::Unread { term: Some(term), .. }) if term == "ip4:192.0.2");
    assert!(report.findings.iter().any(is_unread), "{report:#?}");
    let asked = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    assert!(
        asked.clone().all(|fix| matches!(&fix.advice, Advice::Spf(SpfAdvice::FindMeaning(parts)) if parts[..] == ["ip4:192.0.2"]))
    );
}

fn includes(count: usize) -> String {
    let names = (0..count).map(|i| format!("include:i{i}.test")).collect::<Vec<_>>().join(" ");
    let records = (0..count).map(|i| format!("i{i}.test TXT v=spf1 ip4:192.0.2.{i} -all\n"));
    let records = records.collect::<Vec<_>>().concat();
    format!("{records}shop.test TXT v=spf1 {names} ~all")
}

#[tokio::test]
async fn a_full_record_gets_no_more_lookups() {
    let report = case(&[GANDI, DMARC, &includes(10)])
        .is(&["spf.provider-does-not-fit fail"], &["shop.test TXT"])
        .await;
    assert_eq!(report.spf.unwrap().lookups, 10);
}

#[tokio::test]
async fn a_record_over_the_limit_is_reported() {
    case(&[GANDI, DMARC, &includes(11)])
        .is(&["spf.provider-does-not-fit fail", "spf.too-many-lookups fail"], &["shop.test TXT"])
        .await;
}

#[tokio::test]
async fn terms_without_an_effect_are_removed_to_free_lookups() {
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
async fn names_of_machines_that_are_gone_are_removed() {
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
async fn an_include_without_a_record_invalidates_the_record() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 include:gone.test include:_mailcust.gandi.net -all"])
        .is(
            &["spf.broken-term fail", "spf.provider-not-authorised fail"],
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net -all"],
        )
        .await;
}

#[tokio::test]
async fn a_failed_lookup_is_unknown_and_leads_to_no_advice() {
    let report = case(&[GANDI, DMARC, "shop.test TXT v=spf1 include:drop.test -all", "drop.test TIMEOUT"])
        .is(&["spf.part-unknown unknown", "spf.provider-unknown unknown"], &[])
        .await;
    let is_silent = |finding: &Judged| matches!(&finding.silent, Some(Silent::Dns(silence)) if silence.server == "192.0.2.53:53");
    assert!(report.findings.iter().any(is_silent), "{report:#?}");
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
async fn macros_cannot_be_evaluated_without_a_message() {
    case(&[GANDI, DMARC, "shop.test TXT v=spf1 exists:%{i}._spf.shop.test include:_mailcust.gandi.net -all"])
        .is(&[], &[])
        .await;
}

#[tokio::test]
async fn open_endings_and_habits_are_flagged() {
    let spf = |text: &str| format!("shop.test TXT v=spf1 include:_mailcust.gandi.net {text}");
    for (text, finding, answered) in [
        ("?all", "spf.neutral-ending warn", spf("~all")),
        ("", "spf.no-ending warn", spf("~all")),
        ("ptr ~all", "spf.ptr warn", "shop.test TXT".to_owned()),
        ("ip4:10.0.0.0/8 ~all", "spf.wide-range warn", "shop.test TXT".to_owned()),
        ("~all a", "spf.after-all warn", spf("a ~all")),
    ] {
        case(&[GANDI, DMARC, &spf(text)]).is(&[finding], &[&answered]).await;
    }
}

#[tokio::test]
async fn a_relay_with_its_own_return_path_needs_no_term_at_the_domain() {
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
        &["dkim.missing fail", "spf.provider-not-authorised fail"],
        &["shop.test TXT v=spf1 ip4:192.0.2.1 include:_spf.yandex.net ~all", "mail._domainkey.shop.test TXT"],
    )
    .await;
}

#[tokio::test]
async fn a_wildcard_is_not_a_doubled_name() {
    case(&[GANDI, DMARC, "shop.test.shop.test TXT v=spf1 -all", "sealpost-nobody.shop.test TXT v=spf1 -all"])
        .is(&["spf.missing fail"], &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"])
        .await;
}

#[tokio::test]
async fn a_domain_with_a_sender_is_not_reported_as_parked() {
    let mut case = case(&["shop.test TXT v=spf1 -all", "shop.test MX 0 .", DMARC]);
    (case.provider, case.from) = (None, Some("ada@shop.test"));
    let report = case.report().await;
    assert!(report.findings.iter().all(|finding| !finding.id().contains("parked")), "{report:#?}");
}

/// Receivers ignore both records today. If they were merged as they are, anyone could send in the domain's name, so the
/// merged record is closed.
#[tokio::test]
async fn a_record_that_allows_everyone_is_not_kept() {
    for (open, changed) in [
        ("v=spf1 +all", &["shop.test TXT"][..]),
        (
            "v=spf1 ip4:192.0.2.1 all",
            &["shop.test TXT v=spf1 include:_mailcust.gandi.net ip4:192.0.2.1 ~all", "shop.test TXT"],
        ),
    ] {
        let open = format!("shop.test TXT {open}");
        let report = case(&[GANDI, DMARC, GANDI_SPF, &open]).is(&["spf.several-records fail"], changed).await;
        let several = report.findings.iter().find(|finding| finding.id() == "spf.several-records").unwrap();
        assert!(
            matches!(several.about, About::Spf(SpfFinding::SeveralRecords { open: Some(_) })),
            "{several:?}"
        );
    }
}

/// Without the mailbox provider's servers, a first record would cause rejections of mail that no record covered before.
#[tokio::test]
async fn no_first_record_is_proposed_for_an_unknown_mailbox_provider() {
    for mail in ["shop.test MX 5 smtpin.rzone.de", "shop.test MX 10 eu-smtp-inbound-1.mimecast.com"] {
        let lines =
            [DMARC, mail, "smtpin.rzone.de A 192.0.2.9", "eu-smtp-inbound-1.mimecast.com A 192.0.2.9"];
        let report = case(&lines).provider("elastic-email").report().await;
        let missing = report.findings.iter().find(|finding| finding.id() == "spf.missing").unwrap();
        assert_eq!(missing.about, About::Spf(SpfFinding::Missing(Unsure::Mailboxes)));
        let asked = missing.fix.as_ref().unwrap();
        assert_eq!((asked.action(), asked.records()[0].value.as_str()), (FixAction::Ask, ""), "{asked:?}");
    }
}

/// If senders are listed after an open `all`, they are meant to be allowed, so the `all` moves behind them.
#[tokio::test]
async fn an_open_ending_moves_behind_later_senders() {
    for (open, closed) in [
        ("all ip4:192.0.2.9 include:_mailcust.gandi.net", "ip4:192.0.2.9 include:_mailcust.gandi.net ~all"),
        ("include:_mailcust.gandi.net +all ip4:192.0.2.9", "include:_mailcust.gandi.net ip4:192.0.2.9 ~all"),
        ("all include:_mailcust.gandi.net -all", "include:_mailcust.gandi.net -all"),
        ("all include:_mailcust.gandi.net +all", "include:_mailcust.gandi.net ~all"),
    ] {
        let (open, closed) =
            (format!("shop.test TXT v=spf1 {open}"), format!("shop.test TXT v=spf1 {closed}"));
        case(&[GANDI, DMARC, &open]).is(&["spf.open-to-all fail"], &[&closed]).await;
    }
}
