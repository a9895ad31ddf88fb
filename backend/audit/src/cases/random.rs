//! Random zones. No matter what is wrong in them, following the report fixes it and breaks nothing.

use proptest::{prelude::*, sample::subsequence};

use super::{DMARC, GANDI, GANDI_SPF, case, is_exact, no_worse};

/// Records to draw from. Each is right or wrong in its own way.
const POOL: [&str; 39] = [
    GANDI,
    GANDI_SPF,
    DMARC,
    "shop.test TXT v=spf1 mx -all",
    "shop.test TXT v=spf1 a:gone.test a:gone.test include:none.test ip4:192.0.2.0/24 ~all",
    "shop.test TXT v=spf1 redirect=r.test",
    "r.test TXT v=spf1 ip4:192.0.2.1 -all",
    "shop.test TXT v=spf1 -all",
    "shop.test TXT v=spf1 ip4:x -all",
    "shop.test TXT v=DMARC1; p=none",
    "shop.test TXT proof=1",
    "shop.test.shop.test TXT v=spf1 a -all",
    "shop.test MX 0 .",
    "shop.test MX 20 mx.shop.test",
    "mx.shop.test A 192.0.2.3",
    "shop.test MX 30 mx.shop.test.shop.test",
    "shop.test MX 40 192.0.2.9",
    "shop.test MX 50 quiet.test",
    "quiet.test TIMEOUT",
    "_dmarc.shop.test TXT v=DMARC1; p=reject",
    "_dmarc.shop.test TXT v=DMARC1 p=none",
    "_dmarc.shop.test TXT v=DMARC1; sp=reject; rua=mailto:x@reader.example",
    "_dmarc.shop.test.shop.test TXT v=DMARC1; p=quarantine",
    "dmarc.shop.test TXT v=DMARC1; p=none",
    "gm1._domainkey.shop.test TXT hello",
    "gm2._domainkey.shop.test.shop.test CNAME gm2.gandimail.net",
    "gm3.shop.test CNAME gm3.gandimail.net",
    "google._domainkey.shop.test TXT v=DMARC1; nothing",
    "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoL",
    "google._domainkey.shop.test TXT DA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "google._domainkey.shop.test TXT v=DKIM1; p=",
    "google._domainkey.shop.test TXT {RSA}",
    "pm-bounces.shop.test CNAME old.test",
    "pm-bounces.shop.test TXT v=spf1 a -all",
    "_mta-sts.shop.test TXT v=STSv1",
    "_mta-sts.shop.test TXT v=STSv1; id=1",
    "mta-sts.shop.test A 192.0.2.7",
    "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: mx.shop.test | max_age: 86400",
    "shop.test DS 1 13 2 00",
];
/// What someone could have pasted from a provider's page.
const PASTES: [&str; 3] = [
    "",
    "google._domainkey TXT {RSA}",
    "gm1._domainkey CNAME gm1.gandimail.net\nem.shop.test CNAME pm.mtasv.net\nem TXT \"v=spf1 mx ~all\"",
];

/// Some improvements show only after an error is fixed: a policy that receivers now find has no one to send reports to.
const ROUNDS_MAX: usize = 3;

proptest! {
    #[test]
    fn following_the_report_fixes_errors_and_breaks_nothing(
        lines in subsequence(&POOL[..], 0..18),
        provider in prop_oneof![Just(None), Just(Some("gandi")), Just(Some("google-workspace")), Just(Some("postmark"))],
        pasted in prop_oneof![Just(PASTES[0]), Just(PASTES[1]), Just(PASTES[2])],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut case = case(&lines);
        (case.provider, case.pasted) = (provider, pasted);
        runtime.block_on(async {
            let mut report = case.report().await;
            for _ in 0..ROUNDS_MAX {
                case = case.after(&report);
                let after = case.report().await;
                no_worse(&report, &after);
                report = after;
            }
            for finding in &report.findings {
                assert!(!finding.fix.as_ref().is_some_and(is_exact), "still needs a fix: {finding:#?}");
            }
        });
    }
}
