//! Cases about MX and the domain itself.

use shared::report::Verdict;

use super::{DMARC, GANDI, GANDI_SPF, GOOGLE, case};

#[tokio::test]
async fn mail_hosts_are_checked() {
    let rest = ["shop.test TXT v=spf1 include:_mailcust.gandi.net -all", DMARC, GANDI];
    for (mx, finding, records) in [
        ("shop.test MX 20 gone.shop.test", "mx.target-missing fail", &["shop.test MX"][..]),
        ("shop.test MX 20 192.0.2.1", "mx.target-is-address fail", &["shop.test MX"]),
        (
            "shop.test MX 20 alias.test\nalias.test CNAME spf.mail.gandi.net",
            "mx.target-is-alias warn",
            &["shop.test MX"],
        ),
        ("shop.test MX 0 .", "mx.null-beside-others fail", &["shop.test MX"]),
        ("shop.test MX 20 drop.test\ndrop.test TIMEOUT", "mx.target-unknown unknown", &[]),
    ] {
        case(&[&rest[..], &[mx]].concat()).is(&[finding], records).await;
    }
}

#[tokio::test]
async fn mail_that_goes_elsewhere_is_reported() {
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
async fn no_mx_is_fine_for_sending_only() {
    let gone = |text: &str| text.lines().filter(|line| !line.contains(" MX ")).collect::<Vec<_>>().join("\n");
    let mut case = case(&[GANDI_SPF, DMARC, &gone(GANDI)]);
    case.is(&["mx.none warn"], &["shop.test MX"]).await;
    case.provider = None;
    assert!(
        case.report()
            .await
            .findings
            .iter()
            .any(|finding| finding.id() == "mx.none" && finding.verdict == Verdict::Ok)
    );
}

#[tokio::test]
async fn a_domain_that_does_not_exist_is_one_finding() {
    let mut case = case(&[]);
    case.domain = "no.such.example";
    case.is(&["domain.not-found fail"], &[]).await;
}
