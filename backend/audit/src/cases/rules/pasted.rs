//! Zones for the rules about facts that only the provider's page shows.

use shared::report::{About, Advice, DkimAdvice, DkimFinding, DomainFinding, KeyStep, SpfFinding};

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

const TOKENS: &str = "\
    Type,Name,Value\n\
    CNAME,aa1._domainkey.shop.test,aa1.dkim.amazonses.com\n\
    CNAME,bb2._domainkey.shop.test,bb2.dkim.amazonses.com\n\
    MX,bounce.shop.test,10 feedback-smtp.eu-west-1.amazonses.com\n\
    TXT,bounce.shop.test,\"v=spf1 include:amazonses.com ~all\"\n";
const SES: [&str; 6] = [
    GANDI_SPF,
    DMARC,
    MAIL[0],
    "amazonses.com TXT v=spf1 ip4:192.0.2.96/28 -all",
    "aa1.dkim.amazonses.com TXT {RSA}",
    "bb2.dkim.amazonses.com TXT {RSA}",
];

macro_rules! ses {
    ($($line:expr),* $(,)?) => {
        &[SES[0], SES[1], SES[2], SES[3], SES[4], SES[5], $($line),*]
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[13, 14],
        says: "names that the provider assigns are asked for",
        provider: "amazon-ses",
        lines: ses![],
        findings: &["dkim.missing fail"],
        records: &[
            "<token1>._domainkey.shop.test CNAME",
            "<token2>._domainkey.shop.test CNAME",
            "<token3>._domainkey.shop.test CNAME",
        ],
        advises: advises![Advice::Dkim(DkimAdvice::Step { step: KeyStep::CopyRecords, .. })],
        ..BASE
    },
    Rule {
        rules: &[16, 24],
        says: "pasted names from the provider are used exactly",
        provider: "amazon-ses",
        pasted: TOKENS,
        lines: ses![],
        findings: &["dkim.missing fail", "domain.pasted-missing warn"],
        records: &[
            "bounce.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com",
            "bounce.shop.test TXT v=spf1 include:amazonses.com ~all",
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "bb2._domainkey.shop.test CNAME bb2.dkim.amazonses.com",
        ],
        ..BASE
    },
    Rule {
        rules: &[16],
        says: "pasted records that exist cause no findings",
        provider: "amazon-ses",
        pasted: TOKENS,
        lines: ses![
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "bb2._domainkey.shop.test CNAME bb2.dkim.amazonses.com",
            "bounce.shop.test MX 10 feedback-smtp.eu-west-1.amazonses.com",
            "bounce.shop.test TXT v=spf1 include:amazonses.com ~all",
        ],
        shows: shows![About::Domain(DomainFinding::PastedThere)],
        ..BASE
    },
    Rule {
        rules: &[1, 16],
        says: "a bounce host's SPF record is edited, not duplicated",
        provider: "amazon-ses",
        pasted: "bounce TXT \"v=spf1 include:amazonses.com ~all\"\naa1._domainkey CNAME aa1.dkim.amazonses.com",
        lines: ses![
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "bounce.shop.test TXT v=spf1 ip4:192.0.2.9 -all",
        ],
        findings: &["domain.pasted-differs warn"],
        records: &["bounce.shop.test TXT v=spf1 ip4:192.0.2.9 include:amazonses.com ~all"],
        ..BASE
    },
    Rule {
        rules: &[27],
        says: "an alias that differs from the page is changed, and the old one is shown",
        provider: "microsoft-365",
        pasted: "Host name: selector1._domainkey\nPoints to: selector1-shop-test._domainkey.shoptest.n-v1.dkim.mail.microsoft\nType: CNAME",
        lines: &[
            DMARC,
            "shop.test MX 0 shop-test.mail.protection.outlook.com",
            "shop-test.mail.protection.outlook.com A 192.0.2.8",
            "spf.protection.outlook.com TXT v=spf1 ip4:40.92.0.0/15 -all",
            "shop.test TXT v=spf1 include:spf.protection.outlook.com -all",
            "selector1._domainkey.shop.test CNAME selector1-shop-test._domainkey.old.onmicrosoft.com",
            "selector1-shop-test._domainkey.old.onmicrosoft.com TXT {RSA}",
            "selector1-shop-test._domainkey.shoptest.n-v1.dkim.mail.microsoft TXT {RSA}",
        ],
        findings: &["dkim.differs fail"],
        records: &[
            "selector1._domainkey.shop.test CNAME selector1-shop-test._domainkey.shoptest.n-v1.dkim.mail.microsoft",
        ],
        ..BASE
    },
    Rule {
        rules: &[12],
        says: "a pasted key is compared by its tags, ignoring spaces",
        provider: "postmark",
        pasted: "20261125pm._domainkey TXT k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\npm-bounces CNAME pm.mtasv.net",
        lines: ses![
            "20261125pm._domainkey.shop.test TXT k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=;",
            "pm-bounces.shop.test CNAME pm.mtasv.net",
        ],
        findings: &["dkim.ed25519-only warn"],
        ..BASE
    },
    Rule {
        rules: &[12],
        says: "a truncated pasted key isn't proposed",
        provider: "postmark",
        pasted: "20261125pm._domainkey TXT k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA",
        lines: ses![],
        findings: &["dkim.missing fail", "dkim.pasted-damaged warn"],
        records: &["<timestamp>pm._domainkey.shop.test TXT"],
        shows: shows![About::Dkim(DkimFinding::PastedDamaged)],
        ..BASE
    },
    Rule {
        rules: &[17],
        says: "a provider's sample policy and SPF record change nothing",
        provider: "brevo",
        pasted: "_dmarc TXT v=DMARC1; p=none\n@ TXT v=spf1 include:spf.brevo.com ~all\nbrevo1._domainkey CNAME b1.shop-test.dkim.brevo.com",
        lines: ses![
            "spf.brevo.com TXT v=spf1 ip4:192.0.2.112/28 -all",
            "brevo1._domainkey.shop.test CNAME b1.shop-test.dkim.brevo.com",
            "b1.shop-test.dkim.brevo.com TXT {RSA}",
        ],
        shows: shows![About::Spf(SpfFinding::NotNeeded(name)) if name.starts_with("Brevo")],
        ..BASE
    },
    Rule {
        rules: &[1, 17],
        says: "a second policy is never added, nor a second record of any kind that must be unique",
        provider: "amazon-ses",
        pasted: "_dmarc.mg TXT v=DMARC1; p=none\n_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@provider.test\n\
                 aa1._domainkey CNAME aa1.dkim.amazonses.com\nmg TXT provider-verification=1",
        lines: ses![
            "aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com",
            "_dmarc.mg.shop.test TXT v=DMARC1; p=reject",
            "_smtp._tls.shop.test TXT v=TLSRPTv1; rua=mailto:ada@shop.test",
            "mg.shop.test TXT another-verification=1",
        ],
        findings: &["domain.pasted-conflict warn", "domain.pasted-missing warn"],
        records: &["mg.shop.test TXT provider-verification=1"],
        ..BASE
    },
    Rule {
        rules: &[15],
        says: "an alias isn't proposed at a name that has other records, such as the domain itself",
        provider: "amazon-ses",
        pasted: "@ CNAME shop.provider.test\nmail CNAME mail.provider.test\naa1._domainkey CNAME aa1.dkim.amazonses.com",
        lines: ses!["aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com", "mail.shop.test A 192.0.2.4"],
        findings: &["domain.pasted-conflict warn"],
        shows: shows![About::Domain(DomainFinding::PastedConflict)],
        ..BASE
    },
    Rule {
        rules: &[14, 20],
        says: "a subdomain's key that differs is changed, and a second one isn't added",
        provider: "mailgun",
        pasted: "pic._domainkey.mg TXT k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nmg TXT v=spf1 ip4:192.0.2.8 ~all",
        lines: ses![
            "mailgun.org TXT v=spf1 ip4:192.0.2.200/29 ~all",
            "pic._domainkey.mg.shop.test TXT k=rsa; p=old",
            "mg.shop.test TXT v=spf1 ip4:192.0.2.8 ~all",
        ],
        findings: &[
            "dkim.selector-unknown unknown",
            "domain.pasted-differs warn",
            "spf.provider-not-authorised warn",
        ],
        records: &[
            "pic._domainkey.mg.shop.test TXT k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "shop.test TXT v=spf1 include:_mailcust.gandi.net include:mailgun.org ~all",
            "pdk1._domainkey.shop.test CNAME",
            "pdk2._domainkey.shop.test CNAME",
            "<selector>._domainkey.shop.test TXT",
        ],
        ..BASE
    },
    Rule {
        rules: &[29],
        says: "pasted text that can't be read is reported",
        provider: "amazon-ses",
        pasted: "Add these records:\n\naa1._domainkey CNAME aa1.dkim.amazonses.com\nbb2._domainkey CNAME (pending)",
        lines: ses!["aa1._domainkey.shop.test CNAME aa1.dkim.amazonses.com"],
        findings: &["domain.pasted-unread unknown"],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "records for another domain aren't used for this one",
        provider: "amazon-ses",
        pasted: "CNAME aa1._domainkey.other.test aa1.dkim.amazonses.com",
        lines: ses![],
        findings: &["dkim.missing fail", "domain.pasted-elsewhere unknown"],
        records: &[
            "<token1>._domainkey.shop.test CNAME",
            "<token2>._domainkey.shop.test CNAME",
            "<token3>._domainkey.shop.test CNAME",
        ],
        ..BASE
    },
];
