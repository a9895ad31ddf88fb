//! Zones for the rules about CAA.

use shared::report::{About, ExtrasFinding};

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

/// A correct policy.
const POLICY: &str = "mta-sts.shop.test PAGE text/plain | version: STSv1 | mode: enforce | mx: *.mail.gandi.net | max_age: 604800";

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[22],
        says: "CAA allows no certificate for the policy host",
        lines: announced![
            POLICY,
            "shop.test CAA 0 issue \";\"",
            "shop.test CAA 0 iodef \"mailto:ada@shop.test\""
        ],
        findings: &["caa.shut warn"],
        shows: shows![About::Extras(ExtrasFinding::CaaShut(hosts)) if hosts[..] == ["mta-sts.shop.test"]],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "records at the host take precedence over the domain's",
        lines: announced![
            POLICY,
            "shop.test CAA 0 issue \";\"",
            "mta-sts.shop.test CAA 0 issue \"ca.test; a=b\""
        ],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "one issuer is enough, and rules for wildcards don't count",
        lines: announced![
            POLICY,
            "shop.test CAA 0 issue \";\"",
            "shop.test CAA 0 issue \"ca.test\"",
            "shop.test CAA 0 issuewild \";\""
        ],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "no finding if mail doesn't need a certificate for the domain",
        lines: well!["shop.test CAA 0 issue \";\""],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "the CAA lookup timed out",
        lines: announced![POLICY, "test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
];
