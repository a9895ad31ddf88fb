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
        says: "a policy's host for which nobody may issue a certificate",
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
        says: "records at the host itself count before those of the domain",
        lines: announced![
            POLICY,
            "shop.test CAA 0 issue \";\"",
            "mta-sts.shop.test CAA 0 issue \"ca.test; a=b\""
        ],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "one issuer is enough, and what is said of wildcards does not count",
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
        says: "where mail needs no certificate of the domain, nothing is said",
        lines: well!["shop.test CAA 0 issue \";\""],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "who may issue could not be asked",
        lines: announced![POLICY, "test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
];
