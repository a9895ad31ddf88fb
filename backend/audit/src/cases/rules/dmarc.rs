//! Zones for the rules about DMARC.

use shared::report::{About, Advice, DmarcAdvice, DmarcFinding, Kept, OlderRule, Policy};

use super::{super::GANDI_SPF, BASE, MAIL, Rule};

macro_rules! zone {
    ($($line:expr),* $(,)?) => {
        &[MAIL[0], MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, $($line),*]
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[17, 23],
        says: "a missing policy starts at none with a report address, and the report says who requires one",
        lines: zone![],
        findings: &["dmarc.missing warn"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test"],
        shows: shows![About::Dmarc(DmarcFinding::Missing)],
        ..BASE
    },
    Rule {
        rules: &[17],
        says: "all copies of a policy but one are removed",
        lines: zone![
            "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test",
            "_dmarc.shop.test TXT v=DMARC1; p=reject;  rua=mailto:a@shop.test"
        ],
        findings: &["dmarc.several-records fail"],
        // The records are equivalent, so one of them is enough. Removing both would leave the domain without a policy.
        records: &["_dmarc.shop.test TXT"],
        advises: advises![Advice::Dmarc(DmarcAdvice::DeleteCopies)],
        ..BASE
    },
    Rule {
        rules: &[17],
        says: "an existing policy is never weakened",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1; p=quarantine; sp=reject"],
        findings: &["dmarc.no-reports warn"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=quarantine; sp=reject; rua=mailto:postmaster@shop.test"],
        ..BASE
    },
    Rule {
        rules: &[17],
        says: "a strict policy must not depend on SPF alone",
        lines: &[MAIL[0], GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1; p=quarantine; rua=mailto:a@shop.test"],
        findings: &["dkim.missing fail", "dmarc.rests-on-spf warn"],
        records: &[
            "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
        ],
        shows: shows![About::Dmarc(DmarcFinding::RestsOnSpf)],
        ..BASE
    },
    Rule {
        rules: &[18],
        says: "reports to another domain need its consent",
        lines: zone![
            "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test,mailto:x@reader.example",
            "reader.example A 192.0.2.9"
        ],
        findings: &["dmarc.reports-refused warn"],
        records: &["shop.test._report._dmarc.reader.example TXT v=DMARC1"],
        advises: advises![Advice::Dmarc(DmarcAdvice::AskOwners(hosts)) if hosts[..] == ["reader.example"]],
        ..BASE
    },
    Rule {
        rules: &[17, 27],
        says: "a policy isn't enforced while no mail would pass it",
        lines: &[
            MAIL[0],
            "shop.test TXT v=spf1 -all",
            "_dmarc.shop.test TXT v=DMARC1 p=reject rua=mailto:a@shop.test",
        ],
        findings: &["dkim.missing fail", "dmarc.unreadable fail", "spf.provider-not-authorised fail"],
        records: &[
            "shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
            "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test",
        ],
        advises: advises![Advice::Dmarc(DmarcAdvice::AfterOthers)],
        ..BASE
    },
    Rule {
        rules: &[17, 27],
        says: "a policy isn't enforced without the key that only the service's page shows",
        provider: "resend",
        lines: &[MAIL[0], GANDI_SPF, "_dmarc.shop.test TXT v=DMARC1 p=reject rua=mailto:a@shop.test"],
        findings: &["dkim.missing fail", "dmarc.unreadable fail", "spf.return-path-missing warn"],
        records: &[
            "send.shop.test MX",
            "resend._domainkey.shop.test TXT",
            "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@shop.test",
        ],
        advises: advises![Advice::Dmarc(DmarcAdvice::AfterOthers)],
        ..BASE
    },
    Rule {
        rules: &[18],
        says: "no finding if the other domain consents to reports",
        lines: zone![
            "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:x@reader.example",
            "shop.test._report._dmarc.reader.example TXT v=DMARC1"
        ],
        ..BASE
    },
    Rule {
        rules: &[19],
        says: "obsolete tags are kept and named",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1; p=reject; pct=20; ri=3600; rua=mailto:a@shop.test"],
        shows: shows![
            About::Dmarc(DmarcFinding::Record(record)) if record.has_old_tags && record.older.share == Some(20)
        ],
        ..BASE
    },
    Rule {
        rules: &[19],
        says: "a policy that is marked as a test",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1; p=reject; t=y; rua=mailto:a@shop.test"],
        findings: &["dmarc.testing warn"],
        shows: shows![
            About::Dmarc(DmarcFinding::Testing(_)),
            About::Dmarc(DmarcFinding::Record(record)) if record.older.in_full
        ],
        ..BASE
    },
    Rule {
        rules: &[19, 20],
        says: "a subdomain inherits its organization's sp",
        domain: "news.shop.test",
        lines: &[
            "_dmarc.shop.test TXT v=DMARC1; p=reject; sp=none; rua=mailto:a@shop.test",
            "news.shop.test MX 10 spf.mail.gandi.net",
            "news.shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "gm1._domainkey.news.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.news.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.news.shop.test CNAME gm3.gandimail.net",
        ],
        shows: shows![
            About::Dmarc(DmarcFinding::Inherited { above, exists: true, policy: Policy::None, .. }) if above == "shop.test"
        ],
        ..BASE
    },
    Rule {
        rules: &[19, 20],
        says: "a nonexistent subdomain inherits np, and adding its records creates it",
        domain: "news.shop.test",
        provider: "elastic-email",
        lines: &["_dmarc.shop.test TXT v=DMARC1; p=none; sp=quarantine; np=reject; rua=mailto:a@shop.test"],
        findings: &[
            "dkim.missing fail",
            "dmarc.nothing-aligns fail",
            "domain.not-there-yet warn",
            "spf.missing fail",
        ],
        records: &[
            "news.shop.test TXT v=spf1 a mx include:_spf.elasticemail.com ~all",
            "api._domainkey.news.shop.test TXT",
        ],
        shows: shows![About::Dmarc(DmarcFinding::Inherited {
            exists: false,
            policy: Policy::Quarantine,
            absent: Policy::Reject,
            ..
        })],
        ..BASE
    },
    Rule {
        rules: &[19],
        says: "an unregistered name below a registry's policy doesn't exist",
        domain: "typo.co.test",
        lines: &["_dmarc.co.test TXT v=DMARC1; p=reject; psd=y", "co.test NS ns1.registry.test"],
        findings: &["domain.not-found fail"],
        ..BASE
    },
    Rule {
        rules: &[19, 20],
        says: "the policy for subdomains is reported if it differs",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1; p=reject; np=none; rua=mailto:a@shop.test"],
        shows: shows![
            About::Dmarc(DmarcFinding::Record(record)) if (record.sub, record.absent) == (Policy::Reject, Policy::None)
        ],
        ..BASE
    },
    Rule {
        rules: &[19],
        says: "psd=n makes a name an organization, but not for older receivers",
        domain: "eu.shop.test",
        lines: &[
            "eu.shop.test MX 10 spf.mail.gandi.net",
            "eu.shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "gm1._domainkey.eu.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.eu.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.eu.shop.test CNAME gm3.gandimail.net",
            "_dmarc.eu.shop.test TXT v=DMARC1; p=none; psd=n; rua=mailto:a@eu.shop.test",
        ],
        shows: shows![
            About::Dmarc(DmarcFinding::Record(record))
                if record.organization == "eu.shop.test" && record.older.organization.as_deref() == Some("shop.test")
        ],
        ..BASE
    },
    Rule {
        rules: &[19, 20],
        says: "only the tree walk finds a policy between a name and its organization",
        domain: "news.eu.shop.test",
        lines: &[
            "news.eu.shop.test MX 10 spf.mail.gandi.net",
            "news.eu.shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "gm1._domainkey.news.eu.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.news.eu.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.news.eu.shop.test CNAME gm3.gandimail.net",
            "_dmarc.eu.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@eu.shop.test,mailto:x@reader.example",
        ],
        findings: &["dmarc.older-receivers warn"],
        records: &["_dmarc.news.eu.shop.test TXT v=DMARC1; p=reject; rua=mailto:a@eu.shop.test"],
        shows: shows![About::Dmarc(DmarcFinding::OlderReceivers { found: OlderRule::Nothing, .. })],
        ..BASE
    },
    Rule {
        rules: &[19, 20],
        says: "older receivers use the organization's policy if the tree walk stops below it",
        domain: "news.eu.shop.test",
        lines: &[
            "news.eu.shop.test MX 10 spf.mail.gandi.net",
            "news.eu.shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "gm1._domainkey.news.eu.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.news.eu.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.news.eu.shop.test CNAME gm3.gandimail.net",
            "_dmarc.eu.shop.test TXT v=DMARC1; p=quarantine; psd=n; rua=mailto:a@eu.shop.test",
            "_dmarc.shop.test TXT v=DMARC1; p=reject; sp=none; rua=mailto:a@shop.test",
        ],
        findings: &["dmarc.older-receivers warn"],
        records: &["_dmarc.news.eu.shop.test TXT v=DMARC1; p=quarantine; rua=mailto:a@eu.shop.test"],
        shows: shows![
            About::Dmarc(DmarcFinding::OlderReceivers { found: OlderRule::Policy { name, policy: Policy::None }, .. })
                if name == "shop.test"
        ],
        ..BASE
    },
    Rule {
        rules: &[20],
        says: "a subdomain that sends mail needs its own SPF and DKIM records",
        domain: "news.shop.test",
        lines: &[
            GANDI_SPF,
            MAIL[1],
            MAIL[2],
            MAIL[3],
            "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test",
            "news.shop.test MX 10 spf.mail.gandi.net",
        ],
        findings: &["dkim.missing fail", "spf.missing fail"],
        records: &[
            "news.shop.test TXT v=spf1 include:_mailcust.gandi.net ~all",
            "gm1._domainkey.news.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.news.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.news.shop.test CNAME gm3.gandimail.net",
        ],
        ..BASE
    },
    Rule {
        rules: &[16],
        says: "aspf=s doesn't work with a bounce subdomain",
        provider: "postmark",
        lines: zone![
            "_dmarc.shop.test TXT v=DMARC1; p=none; aspf=s; rua=mailto:a@shop.test",
            "pm-bounces.shop.test CNAME pm.mtasv.net",
            "pm.mtasv.net TXT v=spf1 ip4:192.0.2.64/28 -all"
        ],
        findings: &["dkim.selector-unknown unknown", "dmarc.strict-spf warn"],
        records: &["<timestamp>pm._domainkey.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[15],
        says: "an alias without a target is removed before the record is added",
        lines: zone!["_dmarc.shop.test CNAME shop.test.dmarc.gone.example"],
        findings: &["dmarc.missing warn"],
        records: &[
            "_dmarc.shop.test CNAME",
            "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test",
        ],
        ..BASE
    },
    Rule {
        rules: &[14, 15],
        says: "a wildcard's alias doesn't prevent adding a record",
        lines: zone![
            "_dmarc.shop.test CNAME www.host.test",
            "sealpost-0.shop.test CNAME www.host.test",
            "www.host.test A 192.0.2.5"
        ],
        findings: &["dmarc.missing warn"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test"],
        ..BASE
    },
    Rule {
        rules: &[15],
        says: "a record behind an alias belongs to another domain, so the domain gets its own",
        lines: zone!["_dmarc.shop.test CNAME shop.kept.test", "shop.kept.test TXT v=DMARC1; p=none"],
        findings: &["dmarc.no-reports warn"],
        records: &[
            "_dmarc.shop.test CNAME",
            "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:postmaster@shop.test",
        ],
        shows: shows![About::Dmarc(DmarcFinding::NoReports(Kept::Alias(_)))],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "a record without the underscore",
        lines: zone!["dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test"],
        findings: &["dmarc.wrong-name fail"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test", "dmarc.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "a record at the domain itself",
        lines: zone!["shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test"],
        findings: &["dmarc.wrong-name fail"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test", "shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[27],
        says: "a typo is fixed if that doesn't cause rejections",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1 p=none rua=mailto:a@shop.test"],
        findings: &["dmarc.unreadable fail"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:a@shop.test"],
        ..BASE
    },
    Rule {
        rules: &[17],
        // The corrected record replaces the old one. Adding a second record with `p=none` would lose the policy.
        says: "an unreadable policy is repaired, and its effect is explained",
        lines: zone!["_dmarc.shop.test TXT v=DMARC1 p=reject"],
        findings: &["dmarc.unreadable fail"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:postmaster@shop.test"],
        advises: advises![Advice::Dmarc(DmarcAdvice::Rewrite(Policy::Reject))],
        ..BASE
    },
];
