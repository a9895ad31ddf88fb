//! MTA-STS.

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[22],
        says: "MTA-STS without the server that shows its policy",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=20261125;"],
        findings: &["mta-sts.no-policy-host warn"],
        ..BASE
    },
    Rule {
        rules: &[9, 22],
        says: "a policy's host that could not be looked up",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=20261125", "mta-sts.shop.test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "MTA-STS whose policy was not read",
        lines: announced![],
        findings: &["mta-sts.policy-not-read unknown"],
        told: &["its id changes whenever the policy does"],
        ..BASE
    },
    Rule {
        rules: &[9, 22],
        says: "a web server that is silent is not one without a policy",
        lines: announced!["mta-sts.shop.test SILENT"],
        findings: &["mta-sts.policy-silent unknown"],
        told: &["mta-sts.shop.test did not answer", "says nothing about the page"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy in force that names the mail server",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: *.mail.gandi.net | max_age: 604800"
        ],
        told: &["over a secure connection or not at all", "for 604800 seconds"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy in force that names other mail servers keeps mail away",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: mx.old.test | max_age: 604800"
        ],
        findings: &["mx.sts-leaves-out fail"],
        told: &["leaves out your mail server spf.mail.gandi.net", "the id in the TXT record changes too"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy in force that names one of two mail servers",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: spf.mail.gandi.net | max_age: 1",
            "shop.test MX 20 mx.shop.test",
            "mx.shop.test A 192.0.2.6"
        ],
        findings: &["mta-sts.leaves-out warn"],
        told: &["leaves out mx.shop.test, so"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy that is tried out",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: testing | mx: spf.mail.gandi.net | max_age: 1"
        ],
        told: &["is being tried out: senders report"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy that is tried out, and would keep mail away",
        lines: announced![
            "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: testing | mx: mx.old.test | max_age: 1"
        ],
        findings: &["mta-sts.leaves-out warn"],
        told: &["once it is in force"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a policy that is switched off names nobody",
        lines: announced!["mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: none | max_age: 1"],
        told: &["is switched off"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a page that is no policy",
        lines: announced!["mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforced | max_age: 1"],
        findings: &["mta-sts.policy-unreadable warn"],
        told: &["mode is missing, or none of enforce, testing and none"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a page of another kind",
        lines: announced![
            "mta-sts.shop.test PAGE text/html | version: STSv1 | mode: enforce | mx: mx.old.test | max_age: 1"
        ],
        findings: &["mta-sts.policy-type warn"],
        told: &["here it is \"text/html\""],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a redirect is no policy",
        lines: announced!["mta-sts.shop.test STATUS 301"],
        findings: &["mta-sts.no-policy warn"],
        told: &["answers 301", "no redirect is followed"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a certificate of another name",
        lines: announced!["mta-sts.shop.test UNTRUSTED the certificate is for: www.shop.test"],
        findings: &["mta-sts.certificate warn"],
        told: &["cannot prove to be the right one", "is for: www.shop.test"],
        ..BASE
    },
];
