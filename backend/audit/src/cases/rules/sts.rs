//! Zones for the rules about MTA-STS.

use shared::report::{About, ExtrasFinding, MxFinding, StsFault, StsTrouble};

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[22],
        says: "MTA-STS without a server for its policy",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=20261125;"],
        findings: &["mta-sts.no-policy-host warn"],
        ..BASE
    },
    Rule {
        rules: &[9, 22],
        says: "the lookup of the policy host timed out",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=20261125", "mta-sts.shop.test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "an MTA-STS policy that wasn't fetched",
        lines: announced![],
        findings: &["mta-sts.policy-not-read unknown"],
        shows: shows![About::Extras(ExtrasFinding::StsNotRead)],
        ..BASE
    },
    Rule {
        rules: &[9, 22],
        says: "a silent web server doesn't mean that the policy is missing",
        lines: announced!["mta-sts.shop.test SILENT"],
        findings: &["mta-sts.policy-silent unknown"],
        shows: shows![About::Extras(ExtrasFinding::StsSilent(host)) if host == "mta-sts.shop.test"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "an enforced policy that names the mail server",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: *.mail.gandi.net | max_age: 604800"
        ],
        shows: shows![About::Extras(ExtrasFinding::StsEnforced(604_800))],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "an enforced policy that names only other mail servers blocks mail",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: mx.old.test | max_age: 604800"
        ],
        findings: &["mx.sts-leaves-out fail"],
        shows: shows![About::Mx(MxFinding::StsLeavesOut { hosts, .. }) if hosts[..] == ["spf.mail.gandi.net"]],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "an enforced policy that names one of two mail servers",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: spf.mail.gandi.net | max_age: 1",
            "shop.test MX 20 mx.shop.test",
            "mx.shop.test A 192.0.2.6"
        ],
        findings: &["mta-sts.leaves-out warn"],
        shows: shows![
            About::Extras(ExtrasFinding::StsLeavesOut { hosts, is_testing: false, .. }) if hosts[..] == ["mx.shop.test"]
        ],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy in testing mode",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: testing | mx: spf.mail.gandi.net | max_age: 1"
        ],
        shows: shows![About::Extras(ExtrasFinding::StsTesting(_))],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy in testing mode that would block mail",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: testing | mx: mx.old.test | max_age: 1"
        ],
        findings: &["mta-sts.leaves-out warn"],
        shows: shows![About::Extras(ExtrasFinding::StsLeavesOut { is_testing: true, .. })],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy that is turned off names no mail servers",
        lines: announced!["mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: none | max_age: 1"],
        shows: shows![About::Extras(ExtrasFinding::StsOff(_))],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a page that isn't a valid policy",
        lines: announced!["mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforced | max_age: 1"],
        findings: &["mta-sts.policy-unreadable warn"],
        shows: shows![About::Extras(ExtrasFinding::Sts(StsTrouble::Policy(StsFault::Mode)))],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a page with the wrong content type",
        lines: announced![
            "mta-sts.shop.test PAGE text/html | version: STSv1 | mode: enforce | mx: mx.old.test | max_age: 1"
        ],
        findings: &["mta-sts.policy-type warn"],
        shows: shows![About::Extras(ExtrasFinding::Sts(StsTrouble::ContentType(media))) if media == "text/html"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a redirect doesn't count as a policy",
        lines: announced!["mta-sts.shop.test STATUS 301"],
        findings: &["mta-sts.no-policy warn"],
        shows: shows![About::Extras(ExtrasFinding::Sts(StsTrouble::Status(301)))],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a certificate for another name",
        lines: announced!["mta-sts.shop.test UNTRUSTED the certificate is for: www.shop.test"],
        findings: &["mta-sts.certificate warn"],
        shows: shows![
            About::Extras(ExtrasFinding::Sts(StsTrouble::Certificate { detail, .. })) if detail.contains("www.shop.test")
        ],
        ..BASE
    },
];
