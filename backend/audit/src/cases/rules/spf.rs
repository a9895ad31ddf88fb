//! Zones for the rules about SPF.

use shared::report::{About, Advice, More, Silent, SpfAdvice, SpfFinding, SpfReason};

use super::{super::DMARC, BASE, MAIL, Rule};

macro_rules! zone {
    ($($line:expr),* $(,)?) => {
        &[MAIL[0], MAIL[1], MAIL[2], MAIL[3], DMARC, $($line),*]
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        rules: &[1],
        says: "two records become one with the milder ending",
        lines: zone!["shop.test TXT v=spf1 mx -all", "shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"],
        findings: &["spf.several-records fail"],
        records: &["shop.test TXT v=spf1 mx include:_mailcust.gandi.net ~all", "shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[1],
        says: "two records with conflicting endings are asked about",
        lines: zone![
            "shop.test TXT v=spf1 redirect=a.test",
            "shop.test TXT v=spf1 redirect=b.test",
            "a.test TXT v=spf1 -all",
            "b.test TXT v=spf1 -all"
        ],
        findings: &["spf.several-records fail"],
        records: &["shop.test TXT", "shop.test TXT"],
        advises: advises![Advice::Spf(SpfAdvice::ChooseOne)],
        ..BASE
    },
    Rule {
        rules: &[2, 7],
        says: "new terms go before all, which stays unchanged",
        lines: zone!["shop.test TXT v=spf1 a ?include:a.test -all", "a.test TXT v=spf1 -all"],
        findings: &["spf.provider-not-authorised fail"],
        records: &["shop.test TXT v=spf1 a ?include:a.test include:_mailcust.gandi.net -all"],
        advises: advises![
            Advice::Spf(SpfAdvice::Change { effect, .. })
                if effect.keeps_ending && (effect.before.lookups, effect.after.lookups) == (2, 3)
        ],
        ..BASE
    },
    Rule {
        rules: &[2],
        says: "terms after all are ignored",
        lines: zone!["shop.test TXT v=spf1 include:_mailcust.gandi.net -all ip4:192.0.2.1"],
        findings: &["spf.after-all warn"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net ip4:192.0.2.1 -all"],
        advises: advises![Advice::Spf(SpfAdvice::MoveBeforeEnd(_))],
        ..BASE
    },
    Rule {
        rules: &[3],
        says: "the provider goes before redirect if there isn't an all",
        lines: zone!["shop.test TXT v=spf1 redirect=a.test", "a.test TXT v=spf1 ip4:192.0.2.9 ~all"],
        findings: &["spf.provider-not-authorised fail"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net redirect=a.test"],
        ..BASE
    },
    Rule {
        rules: &[3],
        says: "a redirect to the provider's own record is enough",
        lines: zone![
            "shop.test TXT v=spf1 redirect=a.test",
            "a.test TXT v=spf1 include:_mailcust.gandi.net -all"
        ],
        ..BASE
    },
    Rule {
        rules: &[4, 6],
        says: "lookups in includes count, and an eleventh isn't proposed",
        lines: zone![
            "shop.test TXT v=spf1 include:mailgun.org include:b.test -all",
            "mailgun.org TXT v=spf1 a:g.test a:g.test a:g.test a:g.test -all",
            "b.test TXT v=spf1 a:h.test a:h.test a:h.test a:h.test -all",
            "g.test A 192.0.2.2",
            "h.test A 192.0.2.3"
        ],
        findings: &["spf.provider-does-not-fit fail"],
        records: &["shop.test TXT"],
        shows: shows![
            About::Spf(SpfFinding::NotAuthorized(found))
                if found.full.as_ref().is_some_and(|full| full.lookups == 11 && !full.services.is_empty())
        ],
        advises: advises![
            Advice::Spf(SpfAdvice::MakeRoom { costs, is_listed: false, .. })
                if costs.iter().any(|cost| cost.term == "include:mailgun.org" && cost.lookups == 5)
        ],
        ..BASE
    },
    Rule {
        rules: &[6],
        says: "a service with its own return path is removed from a full record",
        lines: zone![
            "shop.test TXT v=spf1 include:sendgrid.net include:mailgun.org include:a.test -all",
            "sendgrid.net TXT v=spf1 a:h.test a:h.test a:h.test a:h.test -all",
            "mailgun.org TXT v=spf1 a:g.test a:g.test a:g.test -all",
            "g.test A 192.0.2.4",
            "a.test TXT v=spf1 ip4:192.0.2.1 -all",
            "h.test A 192.0.2.3"
        ],
        findings: &["spf.provider-not-authorised fail"],
        records: &[
            "shop.test TXT v=spf1 include:mailgun.org include:a.test include:_mailcust.gandi.net -all",
        ],
        advises: advises![
            Advice::Spf(SpfAdvice::Change { reasons, effect })
                if (effect.before.lookups, effect.after.lookups) == (10, 6)
                    && reasons.iter().any(|reason| matches!(reason, SpfReason::OwnReturnPath { .. }))
        ],
        ..BASE
    },
    Rule {
        rules: &[4],
        says: "addresses cost no lookups",
        lines: zone![
            "shop.test TXT v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip6:2001:db8::1 include:_mailcust.gandi.net -all"
        ],
        shows: shows![About::Spf(SpfFinding::Record(1))],
        ..BASE
    },
    Rule {
        rules: &[5],
        says: "terms with void lookups are removed if there are three",
        lines: zone!["shop.test TXT v=spf1 a:x.test a:y.test exists:z.test include:_mailcust.gandi.net -all"],
        findings: &["spf.provider-not-authorised fail", "spf.too-many-voids fail"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net -all"],
        advises: advises![
            Advice::Spf(SpfAdvice::Change { effect, .. }) if (effect.before.voids, effect.after.voids) == (3, 0)
        ],
        ..BASE
    },
    Rule {
        rules: &[5],
        says: "an mx with more than ten hosts invalidates the record",
        lines: zone![
            "shop.test TXT v=spf1 include:_mailcust.gandi.net mx:many.test -all",
            "many.test MX 1 a1.test",
            "many.test MX 1 a2.test",
            "many.test MX 1 a3.test",
            "many.test MX 1 a4.test",
            "many.test MX 1 a5.test",
            "many.test MX 1 a6.test",
            "many.test MX 1 a7.test",
            "many.test MX 1 a8.test",
            "many.test MX 1 a9.test",
            "many.test MX 1 a10.test",
            "many.test MX 1 a11.test"
        ],
        findings: &["spf.broken-term fail"],
        records: &["shop.test TXT"],
        shows: shows![About::Spf(SpfFinding::BrokenTerm)],
        advises: advises![Advice::Spf(SpfAdvice::SettleBroken(terms)) if terms[..] == ["mx:many.test"]],
        ..BASE
    },
    Rule {
        rules: &[7],
        says: "an ending that lets everyone pass is an error, and becomes ~all",
        lines: zone!["shop.test TXT v=spf1 include:_mailcust.gandi.net +all"],
        findings: &["spf.open-to-all fail"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"],
        ..BASE
    },
    Rule {
        rules: &[7],
        says: "a neutral ending is flagged, and the owner is asked",
        lines: zone!["shop.test TXT v=spf1 include:_mailcust.gandi.net ?all"],
        findings: &["spf.neutral-ending warn"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net ~all"],
        advises: advises![Advice::Spf(SpfAdvice::AddEnding | SpfAdvice::ChangeEnding(_))],
        ..BASE
    },
    Rule {
        rules: &[7],
        says: "huge ranges are flagged",
        lines: zone!["shop.test TXT v=spf1 include:_mailcust.gandi.net ip4:64.0.0.0/3 ip6:2400::/6 -all"],
        findings: &["spf.wide-range warn"],
        records: &["shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[8],
        says: "an include's own -all doesn't apply to the record",
        lines: zone![
            "shop.test TXT v=spf1 include:a.test include:_mailcust.gandi.net ~all",
            "a.test TXT v=spf1 ip4:192.0.2.7 -all"
        ],
        ..BASE
    },
    Rule {
        rules: &[9],
        says: "an include that times out is unknown, and nothing is advised",
        lines: zone!["shop.test TXT v=spf1 include:quiet.test -all", "quiet.test TIMEOUT"],
        findings: &["spf.part-unknown unknown", "spf.provider-unknown unknown"],
        are: &[(
            "silent",
            |judged| matches!(&judged.silent, Some(Silent::Dns(silence)) if silence.server == "192.0.2.53:53"),
        )],
        ..BASE
    },
    Rule {
        rules: &[10],
        says: "a term that depends on the message can't be evaluated",
        lines: zone!["shop.test TXT v=spf1 include:%{l}.users.test ~all"],
        findings: &["spf.provider-unknown unknown"],
        records: &["shop.test TXT"],
        shows: shows![
            About::Spf(SpfFinding::ByMacros { host: Some(host), .. }) if host == "users.test"
        ],
        ..BASE
    },
    Rule {
        rules: &[11],
        says: "the provider's name in the record isn't enough",
        lines: zone!["shop.test TXT v=spf1 ?include:_mailcust.gandi.net -all"],
        findings: &["spf.provider-not-authorised fail"],
        records: &["shop.test TXT v=spf1 include:_mailcust.gandi.net -all"],
        ..BASE
    },
    Rule {
        rules: &[11],
        says: "the provider's addresses are enough without its name",
        lines: zone!["shop.test TXT v=spf1 ip4:217.70.178.0/24 -all"],
        ..BASE
    },
    Rule {
        rules: &[15, 20],
        says: "a subdomain that is an alias can't have its own record",
        domain: "news.shop.test",
        lines: &[
            DMARC,
            "news.shop.test CNAME www.host.test",
            "www.host.test A 192.0.2.5",
            "gm1._domainkey.news.shop.test CNAME gm1.gandimail.net",
            "gm2._domainkey.news.shop.test CNAME gm2.gandimail.net",
            "gm3._domainkey.news.shop.test CNAME gm3.gandimail.net",
        ],
        findings: &["mx.none warn", "spf.missing fail"],
        records: &["news.shop.test MX"],
        are: &[("behind an alias", |judged| {
            judged.more.iter().any(|more| matches!(more, More::Behind { hop, .. } if hop == "www.host.test"))
        })],
        ..BASE
    },
    Rule {
        rules: &[24],
        says: "a doubled name is found, and the provider is added to the record",
        lines: zone!["shop.test.shop.test TXT v=spf1 mx -all"],
        findings: &["spf.doubled-name fail"],
        records: &["shop.test TXT v=spf1 mx include:_mailcust.gandi.net -all", "shop.test.shop.test TXT"],
        ..BASE
    },
    Rule {
        rules: &[16],
        says: "a relay's return path on its own subdomain is found",
        provider: "postmark",
        lines: zone![
            "shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "pm-bounces.shop.test CNAME pm.mtasv.net",
            "pm.mtasv.net TXT v=spf1 ip4:192.0.2.64/28 -all"
        ],
        findings: &["dkim.selector-unknown unknown"],
        records: &["<timestamp>pm._domainkey.shop.test TXT"],
        shows: shows![About::Spf(SpfFinding::NotNeeded(_)), About::Spf(SpfFinding::ReturnPath(_))],
        ..BASE
    },
    Rule {
        rules: &[16],
        says: "a relay's return path is missing, but the signature is enough",
        provider: "mailersend",
        lines: zone![
            "shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "mlsend2._domainkey.shop.test CNAME mlsend2._domainkey.mailersend.net",
            "mlsend2._domainkey.mailersend.net TXT {RSA}",
            "mailersend.net TXT v=spf1 ip4:192.0.2.64/28 -all"
        ],
        findings: &["spf.return-path-missing warn"],
        records: &["mta.shop.test CNAME mailersend.net"],
        shows: shows![About::Spf(SpfFinding::ReturnPathMissing(_))],
        ..BASE
    },
    Rule {
        rules: &[16],
        says: "a return path with the wrong target is corrected",
        provider: "mailjet",
        lines: zone![
            "shop.test TXT v=spf1 include:_mailcust.gandi.net -all",
            "mailjet._domainkey.shop.test TXT {RSA}",
            "bnc3.shop.test CNAME bnc3.old.test"
        ],
        findings: &["spf.return-path-missing warn"],
        records: &["bnc3.shop.test CNAME bnc3.mailjet.com"],
        ..BASE
    },
];
