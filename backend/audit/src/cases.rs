//! Zones and what the report says about each: the problems it finds and the records to change. One named test per case.

mod dkim;
mod dmarc;
mod kinds;
mod mx;
mod random;
mod rules;
mod spf;
mod steps;

use shared::{
    facts,
    report::{Audit, FixAction, Remedy as Fix, Verdict},
};

use super::{paste, resolver::Memo, zone::Zone};
use crate::{AuditRequest, look};

/// DNS records that every case has: a few providers, and a domain that is correct apart from the case's own lines.
const WORLD: &str = "
    _spf.google.com TXT v=spf1 include:_netblocks.google.com ~all
    _netblocks.google.com TXT v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ip6:2001:4860:4000::/36 ~all
    _spf.elasticemail.com TXT v=spf1 ip4:192.0.2.128/25 -all
    aspmx.l.google.com A 64.233.160.26
    aspmx.l.google.com AAAA 2001:4860:4000::1b
    _mailcust.gandi.net TXT v=spf1 ip4:217.70.178.0/24 ?all
    gm1.gandimail.net TXT {RSA}
    gm2.gandimail.net TXT {RSA}
    gm3.gandimail.net TXT {RSA}
    spf.mail.gandi.net A 217.70.178.1
    shop.test NS ada.ns.cloudflare.com
    shop.test A 192.0.2.1
";
/// A key generated for these cases.
const RSA_KEY: &str = "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy+26iLoAzFNocBgH3MHQ+hbx+My9PmyU0KYoYI6aTTrS5LgMB1YTF3R+EEpEgFkU2PevFZpO4/xcsSRtWDP0YIJFYvC+5fGKPuQplxtdfJw4FSqtJWT5+iXMmZMRlJhNj4YgxrV8f97Y/CiERG62P8lUXQ2HwoFPG3oDwefsH2Dx/PuGwfnYWkUoTRVszIXEIaPhbdhaklH6EUZdPTdinZtBICG+YQA8JrTcChYdMGjjYDTPtAbaSRss2uH5BnKDzexq9lUp/7F4slRgAIKi1yYBs4Cu2bzL1C1hueh7zi2V8YhfmrI9jezjZaTxIJ5BjHV786A1TTM8bhBa2c0udQIDAQAB";

/// A domain whose mail is hosted by Gandi.
const GANDI: &str = "
    shop.test MX 10 spf.mail.gandi.net
    gm1._domainkey.shop.test CNAME gm1.gandimail.net
    gm2._domainkey.shop.test CNAME gm2.gandimail.net
    gm3._domainkey.shop.test CNAME gm3.gandimail.net
";
const GANDI_SPF: &str = "shop.test TXT v=spf1 include:_mailcust.gandi.net ~all";
const DMARC: &str = "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:ada@shop.test";

/// A domain whose mail is hosted by Google.
const GOOGLE: [&str; 3] =
    [DMARC, "shop.test MX 1 aspmx.l.google.com", "shop.test TXT v=spf1 include:_spf.google.com ~all"];

struct Case {
    zone: Zone,
    domain: &'static str,
    provider: Option<&'static str>,
    selectors: Vec<String>,
    from: Option<&'static str>,
    pasted: &'static str,
}

/// Replaces `{RSA}` in a zone's text with a 2048-bit RSA key.
fn with_keys(text: &str) -> String {
    text.replace("{RSA}", RSA_KEY)
}

fn case(lines: &[&str]) -> Case {
    let zone = Zone::new(&with_keys(&format!("{WORLD}\n{}", lines.join("\n"))));
    Case { zone, domain: "shop.test", provider: Some("gandi"), selectors: Vec::new(), from: None, pasted: "" }
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

    async fn report(&self) -> Audit {
        let request = AuditRequest {
            domain: self.domain.parse().unwrap(),
            provider: self.provider.map(|id| facts::provider(id).unwrap()),
            from: self.from.map(|from| from.parse().unwrap()),
            selectors: self.selectors.clone(),
            pasted: paste::parse(&with_keys(self.pasted), self.domain),
            every_server: false,
        };
        look(&Memo::new(self.zone.clone()), &self.zone, &request, "sealpost-0").await.report
    }

    /// Asserts that exactly these findings are not OK (as `id verdict`), and that exactly these records are to be
    /// changed. Also applies the fixes and checks the result.
    async fn is(&self, findings: &[&str], records: &[&str]) -> Audit {
        let report = self.report().await;
        let unwell = report.findings.iter().filter(|finding| finding.verdict != Verdict::Ok);
        let mut found: Vec<String> =
            unwell.map(|finding| format!("{} {:?}", finding.id(), finding.verdict).to_lowercase()).collect();
        found.sort_unstable();
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        let changed: Vec<String> = fixes
            .flat_map(|fix| {
                let records = fix.records().into_iter();
                records.map(|record| format!("{} {} {}", record.name, record.kind, record.value))
            })
            .map(|line| line.trim_end().to_owned())
            .collect();
        assert_eq!(found, findings, "{report:#?}");
        assert_eq!(changed, records, "{report:#?}");
        self.mended(&report).await;
        report
    }

    /// Returns the same case with all fixes applied.
    fn after(&self, report: &Audit) -> Self {
        let mut zone = self.zone.clone();
        for fix in
            report.findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| is_exact(fix))
        {
            for record in &fix.records() {
                if !record.was.is_empty() {
                    zone.remove(&record.name, &record.kind, &record.was);
                }
                if !record.value.is_empty() {
                    zone.add(&record.name, &record.kind, &record.value);
                }
            }
        }
        Self { zone, selectors: self.selectors.clone(), ..*self }
    }

    /// Asserts that once all fixes are applied, no exact fix is left and nothing new is wrong.
    async fn mended(&self, report: &Audit) {
        let after = self.after(report).report().await;
        for finding in &after.findings {
            assert!(!finding.fix.as_ref().is_some_and(is_exact), "still needs a fix: {finding:#?}");
        }
        no_worse(report, &after);
    }
}

/// Returns true if a fix says what to change in DNS, rather than what to find out first.
fn is_exact(fix: &Fix) -> bool {
    fix.action() != FixAction::Ask
}

/// Asserts that nothing with an exact fix still fails, and that nothing fails that didn't fail before.
fn no_worse(before: &Audit, after: &Audit) {
    for finding in after.findings.iter().filter(|finding| finding.verdict == Verdict::Fail) {
        let was = before.findings.iter().find(|was| was.id() == finding.id());
        assert!(
            was.is_some_and(|was| !was.fix.as_ref().is_some_and(is_exact)),
            "fails after the fix: {finding:#?}, before: {was:#?}"
        );
        assert!(!finding.fix.as_ref().is_some_and(is_exact), "still has an exact fix: {finding:#?}");
    }
}

#[tokio::test]
async fn a_correct_domain_has_no_findings() {
    let report = case(&[GANDI, GANDI_SPF, DMARC]).is(&[], &[]).await;
    assert_eq!(report.verdict(), Verdict::Ok);
    let cost = report.spf.unwrap();
    assert_eq!((cost.lookups, cost.voids), (1, 0));
    assert_eq!(report.dns_host.unwrap().id.as_deref(), Some("cloudflare"));
}
