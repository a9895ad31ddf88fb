//! Zones for the rules about wildcards (RFC 4592): a record that answers for every name can't be changed or deleted at
//! a single one.

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[15],
        says: "a wildcard's text doesn't prevent adding an alias, and isn't deleted",
        lines: &[MAIL[0], GANDI_SPF, DMARC, "*.shop.test TXT v=spf1 -all"],
        findings: &["dkim.missing fail", "dkim.wildcard warn"],
        records: &[
            "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
        ],
        ..BASE
    },
    Rule {
        rules: &[15, 27],
        says: "a text at an alias's own name is removed first",
        lines: &[
            MAIL[0],
            MAIL[1],
            MAIL[2],
            GANDI_SPF,
            DMARC,
            "gm3._domainkey.shop.test TXT a note",
            "*.shop.test TXT v=spf1 -all",
        ],
        findings: &["dkim.some-missing warn"],
        records: &["gm3._domainkey.shop.test TXT", "gm3._domainkey.shop.test CNAME gm3.gandimail.net"],
        ..BASE
    },
    Rule {
        rules: &[15, 16],
        says: "pasted records are added next to a wildcard's records",
        provider: "amazon-ses",
        pasted: "CNAME aa1._domainkey aa1.dkim.amazonses.com\nCNAME links awstrack.me\n\
                 MX bounce 10 feedback-smtp.eu-west-1.amazonses.com",
        lines: &[
            GANDI_SPF,
            DMARC,
            MAIL[0],
            "*.shop.test A 192.0.2.1",
            "*.shop.test MX 10 spf.mail.gandi.net",
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "aa1.dkim.amazonses.com TXT {RSA}",
        ],
        findings: &["domain.pasted-missing warn"],
        records: &[
            "links.shop.test CNAME awstrack.me",
            "bounce.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com",
        ],
        ..BASE
    },
    Rule {
        rules: &[15, 16],
        says: "a wildcard's alias isn't changed for a return path",
        provider: "postmark",
        lines: &[GANDI_SPF, DMARC, MAIL[0], "*.shop.test CNAME shop.test"],
        findings: &["dkim.selector-unknown unknown", "dkim.wildcard warn", "spf.return-path-missing warn"],
        records: &["pm-bounces.shop.test CNAME pm.mtasv.net", "<timestamp>pm._domainkey.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[15, 27],
        says: "a pasted alias is added next to a wildcard's alias",
        provider: "amazon-ses",
        pasted: "CNAME aa1._domainkey aa1.dkim.amazonses.com\nCNAME links awstrack.me",
        lines: &[
            GANDI_SPF,
            DMARC,
            MAIL[0],
            "*.shop.test CNAME shop.test",
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "aa1.dkim.amazonses.com TXT {RSA}",
        ],
        findings: &["domain.pasted-missing warn"],
        records: &["links.shop.test CNAME awstrack.me"],
        ..BASE
    },
];
