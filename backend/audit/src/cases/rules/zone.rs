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
        says: "a correct domain, whose DNS host is identified by its live nameservers",
        lines: well![],
        shows: shows![
            About::Domain(DomainFinding::DnsHost { name, is_listed: true }) if name == "Cloudflare",
            About::Mx(MxFinding::Provider(name)) if name.starts_with("Gandi")
        ],
        ..BASE
    },
    Rule {
        rules: &[25],
        says: "an unknown DNS host is named by its nameservers",
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
        says: "an IP address in place of a host name",
        lines: well!["shop.test MX 20 192.0.2.1"],
        findings: &["mx.target-is-address fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "the only mail host is an IP address without a known name, so its name is asked for",
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
        says: "a null MX must be the only MX record",
        lines: well!["shop.test MX 0 ."],
        findings: &["mx.null-beside-others fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a domain that only sends doesn't need an MX record",
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
        says: "a mail host with the domain appended",
        lines: &[MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, DMARC, "shop.test MX 10 spf.mail.gandi.net.shop.test"],
        findings: &["mx.other-provider warn", "mx.target-missing fail"],
        records: &["shop.test MX 10 spf.mail.gandi.net"],
        ..BASE
    },
    Rule {
        rules: &[21, 24],
        says: "a mail host with the domain appended, next to the correct one",
        lines: well!["shop.test MX 20 spf.mail.gandi.net.shop.test"],
        findings: &["mx.target-missing fail"],
        records: &["shop.test MX"],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a fully locked parked domain has no findings",
        provider: "",
        lines: &["shop.test TXT v=spf1 -all", "shop.test MX 0 .", "_dmarc.shop.test TXT v=DMARC1; p=reject"],
        shows: shows![About::Spf(SpfFinding::Parked), About::Dkim(DkimFinding::Parked)],
        ..BASE
    },
    Rule {
        rules: &[17, 21],
        says: "a parked domain gets the records that lock it completely",
        provider: "",
        lines: &["shop.test TXT v=spf1 -all"],
        findings: &["dmarc.parked-open warn", "mx.parked-open warn"],
        records: &["_dmarc.shop.test TXT v=DMARC1; p=reject", "shop.test MX 0 ."],
        advises: advises![Advice::Dmarc(DmarcAdvice::RejectAll)],
        ..BASE
    },
    Rule {
        rules: &[21],
        says: "a domain that receives no mail should also say that it sends none",
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
        says: "TLSA records don't count in an unsigned zone",
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
        says: "TLSA records count in a signed zone",
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
        says: "unreadable records of extras",
        lines: well!["_mta-sts.shop.test TXT v=STSv1; id=", "_smtp._tls.shop.test TXT v=TLSRPTv1; rua=ada"],
        findings: &["mta-sts.unreadable warn", "tls-rpt.unreadable warn"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "an address for TLS reports without mailto: is kept",
        lines: well!["_smtp._tls.shop.test TXT v=TLSRPTv1; rua=t@shop.test, mailto:u@shop.test"],
        findings: &["tls-rpt.unreadable warn"],
        records: &["_smtp._tls.shop.test TXT v=TLSRPTv1; rua=mailto:t@shop.test,mailto:u@shop.test"],
        ..BASE
    },
    Rule {
        rules: &[22],
        says: "correct extras",
        lines: well![
            "_smtp._tls.shop.test TXT v=TLSRPTv1; rua=mailto:t@shop.test",
            "default._bimi.shop.test TXT v=BIMI1; l=https://shop.test/logo.svg"
        ],
        shows: shows![About::Extras(ExtrasFinding::TlsRpt), About::Extras(ExtrasFinding::Bimi)],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "extras that time out are one finding, and don't affect the result",
        lines: well!["_mta-sts.shop.test TIMEOUT", "_smtp._tls.shop.test TIMEOUT"],
        findings: &["extras.unknown unknown"],
        ..BASE
    },
    Rule {
        rules: &[28],
        says: "an internationalized name is looked up by its A-label",
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
