//! Zones for the rules about MX, the zone itself, parked domains and extras.

use shared::report::{
    About, Advice, DkimFinding, DmarcAdvice, DomainFinding, ExtrasFinding, MxAdvice, MxFinding, SpfFinding,
};

use super::{
    super::{DMARC, GANDI_SPF},
    BASE, MAIL, Rule,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[25, 27, 29],
        says: "all is well, and the DNS host is named from the live name servers",
        lines: well![],
        shows: shows![
            About::Domain(DomainFinding::DnsHost { name, is_listed: true }) if name == "Cloudflare",
            About::Mx(MxFinding::Provider(name)) if name.starts_with("Gandi")
        ],
        ..BASE
    },
    Rule {
        rules: &[25],
        says: "a DNS host that we do not know is named by its servers",
        domain: "other.test",
        provider: "",
        lines: &[
            "other.test NS ns1.nobody.example",
            "other.test NS ns2.nobody.example",
            "other.test TXT v=spf1 -all",
            "other.test MX 0 .",
            "_dmarc.other.test TXT v=DMARC1; p=reject",
        ],
        shows: shows![
            About::Domain(DomainFinding::DnsHost { name, is_listed: false }) if name == "nobody.example"
        ],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a number where a host belongs",
        lines: well!["shop.test MX 20 192.0.2.1"],
        findings: &["mx.target-is-address fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a number is the only one, and no name of the domain has it: its name is asked for",
        lines: &[MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, DMARC, "shop.test MX 20 192.0.2.99"],
        findings: &["mx.other-provider warn", "mx.target-is-address fail"],
        records: &["shop.test MX"],
        advises: advises![Advice::Mx(MxAdvice::AskHostName)],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "an alias as a mail host",
        lines: well!["shop.test MX 20 mx.shop.test", "mx.shop.test CNAME spf.mail.gandi.net"],
        findings: &["mx.target-is-alias warn"],
        records: &["shop.test MX"],
        advises: advises![Advice::Mx(MxAdvice::DeleteDead)],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a null MX stands alone",
        lines: well!["shop.test MX 0 ."],
        findings: &["mx.null-beside-others fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "no MX on a domain that only sends is no error",
        provider: "elastic-email",
        lines: &[
            DMARC,
            "api._domainkey.shop.test TXT {RSA}",
            "shop.test TXT v=spf1 a include:_spf.elasticemail.com ~all",
        ],
        ..BASE
    },
    Rule {
        rules: &[21, 24],
        says: "a mail host with the domain added to it",
        lines: &[MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, DMARC, "shop.test MX 10 spf.mail.gandi.net.shop.test"],
        findings: &["mx.other-provider warn", "mx.target-missing fail"],
        records: &["shop.test MX 10 spf.mail.gandi.net"],
        ..BASE
    },
    Rule {
        rules: &[21, 24],
        says: "a mail host with the domain added to it, beside the right one",
        lines: well!["shop.test MX 20 spf.mail.gandi.net.shop.test"],
        findings: &["mx.target-missing fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a parked domain is well when it is shut",
        provider: "",
        lines: &["shop.test TXT v=spf1 -all", "shop.test MX 0 .", "_dmarc.shop.test TXT v=DMARC1; p=reject"],
        shows: shows![About::Spf(SpfFinding::Parked), About::Dkim(DkimFinding::Parked)],
        ..BASE
    },
    Rule {
        rules: &[17, 21],
        says: "a parked domain is shut altogether",
        provider: "",
        lines: &["shop.test TXT v=spf1 -all"],
        findings: &["dmarc.parked-open warn", "mx.parked-open warn"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=reject", "shop.test MX 0 ."],
        advises: advises![Advice::Dmarc(DmarcAdvice::RejectAll)],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a domain that takes no mail says that nobody sends any",
        provider: "",
        lines: &["shop.test MX 0 .", "_dmarc.shop.test TXT v=DMARC1; p=none; rua=mailto:x@shop.test"],
        findings: &["dmarc.parked-open warn", "spf.parked-open warn"],
        records: &[
            "shop.test TXT v=spf1 -all",
            "_dmarc.shop.test TXT v=DMARC1; p=reject; rua=mailto:x@shop.test",
        ],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "certificates in DNS count only where it is signed",
        lines: well![
            "shop.test MX 20 mx.shop.test",
            "mx.shop.test A 192.0.2.6",
            "_25._tcp.mx.shop.test TLSA 3 1 1 00"
        ],
        findings: &["dane.not-signed warn"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "in a signed zone they do",
        lines: well![
            "shop.test DS 1 13 2 00",
            "shop.test MX 20 mx.shop.test",
            "mx.shop.test A 192.0.2.6",
            "_25._tcp.mx.shop.test TLSA 3 1 1 00"
        ],
        shows: shows![About::Extras(ExtrasFinding::DnssecSigned), About::Extras(ExtrasFinding::DaneRecords)],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "records of extras that cannot be read",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=", "_smtp._tls.shop.test TXT v=TLSRPTv1; rua=ada"],
        findings: &["mta-sts.unreadable warn", "tls-rpt.unreadable warn"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "a reader of reports about encryption without mailto: is kept",
        lines: well!["_smtp._tls.shop.test TXT v=TLSRPTv1; rua=t@shop.test, mailto:u@shop.test"],
        findings: &["tls-rpt.unreadable warn"],
        records: &["_smtp._tls.shop.test TXT v=TLSRPTv1; rua=mailto:t@shop.test,mailto:u@shop.test"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "extras that are in order",
        lines: well![
            "_smtp._tls.shop.test TXT v=TLSRPTv1; rua=mailto:t@shop.test",
            "default._bimi.shop.test TXT v=BIMI1; l=https://shop.test/logo.svg"
        ],
        shows: shows![About::Extras(ExtrasFinding::TlsRpt), About::Extras(ExtrasFinding::Bimi)],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "a silent extra is one line, and decides nothing",
        lines: well!["_mta-sts.shop.test TIMEOUT", "_smtp._tls.shop.test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
    Rule {
        rules: &[28],
        says: "an international name is asked for by its A-label",
        domain: "xn--bckerei-5wa.test",
        lines: &[
            "xn--bckerei-5wa.test NS ada.ns.cloudflare.com",
            "xn--bckerei-5wa.test MX 10 spf.mail.gandi.net",
            "xn--bckerei-5wa.test TXT v=spf1 include:_mailcust.gandi.net ~all",
            "gm1._domainkey.xn--bckerei-5wa.test CNAME gm1.gandimail.net",
            "gm2._domainkey.xn--bckerei-5wa.test CNAME gm2.gandimail.net",
            "gm3._domainkey.xn--bckerei-5wa.test CNAME gm3.gandimail.net",
        ],
        findings: &["dmarc.missing warn"],
        records: &[
            "_dmarc.xn--bckerei-5wa.test TXT v=DMARC1; p=none; rua=mailto:postmaster@xn--bckerei-5wa.test",
        ],
        ..BASE
    },
];
