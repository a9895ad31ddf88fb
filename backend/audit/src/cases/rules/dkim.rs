//! Zones for the rules about DKIM.

use shared::report::{About, Advice, DkimAdvice, DkimFinding, KeyFault, KeyStep, MxFinding};

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

macro_rules! keys {
    ($($line:expr),* $(,)?) => {
        &[MAIL[0], MAIL[1], MAIL[2], GANDI_SPF, DMARC, $($line),*]
    };
}
macro_rules! google {
    ($($line:expr),* $(,)?) => {
        &[DMARC, "shop.test MX 1 aspmx.l.google.com", "shop.test TXT v=spf1 include:_spf.google.com ~all", $($line),*]
    };
}
const MICROSOFT: [&str; 5] = [
    DMARC,
    "shop.test MX 0 shop-test.p-v1.mx.microsoft",
    "shop-test.p-v1.mx.microsoft A 192.0.2.8",
    "spf.protection.outlook.com TXT v=spf1 ip4:40.92.0.0/15 -all",
    "shop.test TXT v=spf1 include:spf.protection.outlook.com -all",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[12],
        says: "a key that was split into two records is joined",
        provider: "google-workspace",
        lines: google![
            "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoL",
            "google._domainkey.shop.test TXT DA0ODxAREhMUFRYXGBkaGxwdHh8="
        ],
        findings: &["dkim.unusable-key fail"],
        records: &[
            "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "google._domainkey.shop.test TXT",
        ],
        shows: shows![About::Dkim(DkimFinding::Unusable { faults, .. }) if faults[..] == [KeyFault::TwoRecords]],
        ..BASE
    },
    Rule {
        rules: &[12],
        says: "quotes that were typed into the value are removed",
        provider: "google-workspace",
        lines: google![
            "google._domainkey.shop.test TXT \"v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoL\" \"DA0ODxAREhMUFRYXGBkaGxwdHh8=\""
        ],
        findings: &["dkim.unusable-key fail"],
        records: &[
            "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ],
        ..BASE
    },
    Rule {
        rules: &[13],
        says: "Microsoft's two aliases are asked for, never derived",
        provider: "microsoft-365",
        lines: &MICROSOFT,
        findings: &["dkim.missing fail"],
        records: &["selector1._domainkey.shop.test CNAME", "selector2._domainkey.shop.test CNAME"],
        advises: advises![Advice::Dkim(DkimAdvice::Step { step: KeyStep::CopyRecords, .. })],
        shows: shows![About::Mx(MxFinding::Provider(name)) if name.starts_with("Microsoft 365")],
        ..BASE
    },
    Rule {
        rules: &[13],
        says: "Microsoft's older aliases are accepted too",
        provider: "microsoft-365",
        lines: &[
            MICROSOFT[0],
            MICROSOFT[1],
            MICROSOFT[2],
            MICROSOFT[3],
            MICROSOFT[4],
            "selector1._domainkey.shop.test CNAME selector1-shop-test._domainkey.shoptest.onmicrosoft.com",
            "selector2._domainkey.shop.test CNAME selector2-shop-test._domainkey.shoptest.onmicrosoft.com",
            "selector1-shop-test._domainkey.shoptest.onmicrosoft.com TXT {RSA}",
            "selector2-shop-test._domainkey.shoptest.onmicrosoft.com TXT {RSA}",
        ],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "a revoked key",
        provider: "google-workspace",
        lines: google!["google._domainkey.shop.test TXT v=DKIM1; p="],
        findings: &["dkim.revoked fail"],
        records: &["google._domainkey.shop.test TXT"],
        advises: advises![Advice::Dkim(DkimAdvice::Step { step: KeyStep::NewKey, .. })],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "a key that is marked as a test",
        provider: "google-workspace",
        lines: google!["google._domainkey.shop.test TXT {RSA}; t=y"],
        findings: &["dkim.testing warn"],
        records: &["google._domainkey.shop.test TXT {RSA}"],
        shows: shows![About::Dkim(DkimFinding::Testing)],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "a key that is too short for any receiver",
        provider: "google-workspace",
        lines: google![
            "google._domainkey.shop.test TXT v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALbRkj7P2xzzfIRLFmhNwYRJUNDDNm1pAqDPNbEqBiEKZUkIITRSrmAR9FWEe3xeCXcoqNV7BaPcfLjMGIk2bW8CAwEAAQ=="
        ],
        findings: &["dkim.unusable-key fail"],
        records: &["google._domainkey.shop.test TXT"],
        shows: shows![About::Dkim(DkimFinding::Unusable { faults, .. }) if faults[..] == [KeyFault::Short(512)]],
        advises: advises![Advice::Dkim(DkimAdvice::Step { step: KeyStep::NewKey, .. })],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "not all receivers support an Ed25519 key alone",
        provider: "google-workspace",
        lines: google![
            "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        ],
        findings: &["dkim.ed25519-only warn"],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "an Ed25519 key next to an RSA key is fine",
        provider: "migadu",
        lines: &[
            DMARC,
            "shop.test MX 10 aspmx1.migadu.com",
            "aspmx1.migadu.com A 192.0.2.9",
            "spf.migadu.com TXT v=spf1 ip4:192.0.2.0/28 -all",
            "shop.test TXT v=spf1 include:spf.migadu.com -all",
            "key1._domainkey.shop.test CNAME key1.shop.test._domainkey.migadu.com",
            "key2._domainkey.shop.test CNAME key2.shop.test._domainkey.migadu.com",
            "key3._domainkey.shop.test CNAME key3.shop.test._domainkey.migadu.com",
            "key1.shop.test._domainkey.migadu.com TXT {RSA}",
            "key2.shop.test._domainkey.migadu.com TXT {RSA}",
            "key3.shop.test._domainkey.migadu.com TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "an unknown selector doesn't mean \"no DKIM\"",
        provider: "google-workspace",
        lines: google!["old._domainkey.shop.test TXT {RSA}"],
        findings: &["dkim.selector-unknown unknown"],
        records: &["google._domainkey.shop.test TXT"],
        shows: shows![About::Dkim(DkimFinding::SelectorUnknown { .. })],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "a wildcard's alias isn't a key, and doesn't hide one",
        provider: "google-workspace",
        lines: google![
            "sealpost-0._domainkey.shop.test CNAME www.host.test",
            "google._domainkey.shop.test CNAME www.host.test",
            "www.host.test A 192.0.2.5"
        ],
        findings: &["dkim.selector-unknown unknown"],
        records: &["google._domainkey.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[15],
        says: "a dangling alias is shown with every hop, and pointed to the provider",
        lines: keys!["gm3._domainkey.shop.test CNAME a.test", "a.test CNAME b.test"],
        findings: &["dkim.dangling fail"],
        records: &["gm3._domainkey.shop.test CNAME gm3.gandimail.net"],
        ..BASE
    },
    Rule {
        rules: &[15],
        says: "a text in place of an alias is removed",
        lines: keys!["gm3._domainkey.shop.test TXT hello"],
        findings: &["dkim.some-missing warn"],
        records: &["gm3._domainkey.shop.test TXT", "gm3._domainkey.shop.test CNAME gm3.gandimail.net"],
        are: &[("cleared", |judged| judged.fix.as_ref().is_some_and(|fix| fix.clears_name))],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "a key at a doubled name",
        lines: keys!["gm3._domainkey.shop.test.shop.test CNAME gm3.gandimail.net"],
        findings: &["dkim.wrong-name fail"],
        records: &[
            "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
            "gm3._domainkey.shop.test.shop.test CNAME",
        ],
        shows: shows![About::Dkim(DkimFinding::WrongName)],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "a key at a name without _domainkey",
        provider: "google-workspace",
        lines: google![
            "google.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        ],
        findings: &["dkim.wrong-name fail"],
        records: &[
            "google._domainkey.shop.test TXT v=DKIM1; k=ed25519; p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "google.shop.test TXT",
        ],
        ..BASE
    },
    Rule {
        rules: &[14],
        says: "two keys at one name, one of them revoked",
        provider: "google-workspace",
        lines: google![
            "google._domainkey.shop.test TXT {RSA}",
            "google._domainkey.shop.test TXT v=DKIM1; p="
        ],
        findings: &["dkim.unusable-key fail"],
        records: &["google._domainkey.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "a lookup that times out doesn't mean a missing key",
        lines: keys!["gm3._domainkey.shop.test TIMEOUT"],
        findings: &["dkim.unknown unknown"],
        ..BASE
    },
];
