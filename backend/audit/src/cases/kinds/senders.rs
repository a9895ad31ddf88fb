//! What belongs in an SPF record: the include of the account's region, but nothing for a service that uses its own
//! return path.

use shared::{
    facts::{self, Provider, SpfRegion},
    report::{About, Advice, FixAction, More, Remedy, SpfAdvice, SpfFinding, SpfQuestion, Topic, Verdict},
};

use super::{DOMAINS, OTHER_KEY, at, changes, finding, of, report};
use crate::spf::has_return_path_elsewhere;

fn with_regions() -> impl Iterator<Item = &'static Provider> {
    facts::providers().iter().filter(|provider| !provider.spf_regions.is_empty())
}

/// Returns records for the include names of all regions, each with its own servers.
fn world(provider: &Provider) -> Vec<String> {
    let lines = provider.spf_regions.iter().zip(1..).flat_map(|(region, nth)| {
        let network = format!("198.51.100.{}/28", nth * 16);
        region.spf_include.iter().map(move |name| format!("{name} TXT v=spf1 ip4:{network} -all"))
    });
    lines.collect()
}

fn mail(domain: &str, host: &str) -> [String; 2] {
    [format!("{domain} MX 10 {host}"), format!("{host} A 192.0.2.25")]
}

#[tokio::test]
async fn mail_hosts_reveal_the_region_of_an_account() {
    let mut count = 0;
    for provider in with_regions() {
        let first = |region: &SpfRegion| format!("include:{}", region.spf_include[0]);
        for region in &provider.spf_regions {
            let other = provider.spf_regions.iter().find(|other| other.name != region.name).unwrap();
            for (suffix, domain) in region.mx_suffixes.iter().zip(DOMAINS.iter().cycle()) {
                let base = [&world(provider)[..], &mail(domain, &format!("mx.{suffix}"))].concat();
                let found = report(&at(domain, &provider.id, &base)).await;
                let added = format!("Add {domain} TXT v=spf1 {} ~all", first(region));
                assert_eq!(changes(&found, Topic::Spf), [added], "{suffix}: {found:#?}");

                let wrong = format!("{domain} TXT v=spf1 {} -all", first(other));
                let found = report(&at(domain, &provider.id, &[&base[..], &[wrong]].concat())).await;
                let refused = finding(&found, "spf.provider-not-authorised").unwrap();
                assert_eq!(refused.verdict, Verdict::Fail, "{suffix}");
                let About::Spf(SpfFinding::NotAuthorized(found)) = &refused.about else {
                    panic!("{refused:?}")
                };
                assert_eq!(found.region.as_ref(), Some(&region.name), "{suffix}");
                let value = &refused.fix.as_ref().unwrap().records()[0].value;
                assert!(value.split(' ').any(|term| term == first(region)), "{suffix}: {value}");

                let right = format!("{domain} TXT v=spf1 {} -all", first(region));
                let found = report(&at(domain, &provider.id, &[&base[..], &[right]].concat())).await;
                assert!(of(&found, Topic::Spf).is_empty(), "{suffix}: {found:#?}");
                count += 1;
            }
        }
    }
    assert!(count >= 20, "{count}");
}

#[tokio::test]
async fn an_unknown_region_is_asked_about() {
    for provider in with_regions() {
        let domain = DOMAINS[1];
        for host in ["mail.my-tea-shop.example", "mx.filter.example"] {
            for record in ["", "v=spf1 ip4:203.0.113.7 -all", "v=spf1 mx include:other.example ~all"] {
                let mut lines = [&world(provider)[..], &mail(domain, host)].concat();
                lines.push("other.example TXT v=spf1 ip4:203.0.113.9 -all".to_owned());
                if !record.is_empty() {
                    lines.push(format!("{domain} TXT {record}"));
                }
                let found = report(&at(domain, &provider.id, &lines)).await;
                let spf = found.findings.iter().filter(|finding| finding.topic() == Topic::Spf);
                let fixes: Vec<_> = spf.filter_map(|finding| finding.fix.as_ref()).collect();
                let [asked] = fixes.as_slice() else { panic!("{record:?}: {fixes:#?}") };
                assert_eq!(asked.action(), FixAction::Ask, "{record:?}");
                assert_eq!(asked.records()[0].value, "", "the region isn't guessed: {asked:?}");
                let Advice::Spf(SpfAdvice::Ask { question: SpfQuestion::Region { regions, .. }, .. }) =
                    &asked.advice
                else {
                    panic!("{asked:?}")
                };
                for region in &provider.spf_regions {
                    assert!(regions.contains(&region.name), "{}: {asked:?}", region.name);
                }
            }
        }
    }
}

/// This holds even if their return path isn't set up: SPF never checks the domain's own record for their mail.
#[tokio::test]
async fn a_service_with_its_own_return_path_needs_no_term_at_the_domain() {
    let services = || facts::providers().iter().filter(|provider| has_return_path_elsewhere(provider));
    for id in ["brevo", "mailjet", "sendgrid", "smtp2go", "sparkpost", "resend", "mandrill", "mailersend"] {
        assert!(services().any(|service| service.id == id), "{id}");
    }
    for service in services() {
        for domain in DOMAINS {
            let mut lines = mail(domain, &format!("mail.{domain}")).to_vec();
            lines.push(format!("_dmarc.{domain} TXT v=DMARC1; p=none; rua=mailto:ada@{domain}"));
            lines.extend(service.dkim.iter().filter(|row| !row.host.contains('<')).flat_map(|row| {
                let (name, target) =
                    (format!("{}.{domain}", row.host), row.target.replace("<domain>", domain));
                match row.kind.as_str() {
                    "CNAME" => {
                        [format!("{name} CNAME {target}"), format!("{target} TXT {OTHER_KEY}")].to_vec()
                    }
                    _ => [format!("{name} TXT {OTHER_KEY}")].to_vec(),
                }
            }));
            let fixed = service.return_path.iter().filter(|row| !row.host.contains('<'));
            let back: Vec<String> = fixed
                .filter(|row| row.kind == "CNAME" && !row.target.contains('<'))
                .map(|row| format!("{}.{domain} CNAME {}", row.host, row.target))
                .collect();
            for back in [&[][..], &back] {
                let sound = format!("{domain} TXT v=spf1 mx -all");
                let found = report(&at(domain, &service.id, &[&lines[..], back, &[sound]].concat())).await;
                let spf = found.findings.iter().filter(|finding| finding.topic() == Topic::Spf);
                assert!(spf.clone().all(|finding| finding.verdict != Verdict::Fail), "{found:#?}");
                let fixed = spf.filter_map(|finding| finding.fix.as_ref()).flat_map(Remedy::records);
                assert!(fixed.clone().all(|record| record.name != domain), "{}: {found:#?}", service.id);
                let judged = finding(&found, "spf.provider").unwrap();
                assert_eq!(judged.about, About::Spf(SpfFinding::NotNeeded(service.name.clone())));

                let found = report(&at(domain, &service.id, &[&lines[..], back].concat())).await;
                let first = finding(&found, "spf.missing").unwrap().fix.as_ref().unwrap();
                assert_eq!(first.records()[0].value, "v=spf1 mx ~all", "{}: {first:?}", service.id);
            }
        }
    }
}

#[tokio::test]
async fn an_ignored_modifier_is_named_and_kept() {
    let domain = DOMAINS[0];
    let base = mail(domain, "mail.harbour.test");
    for (record, ignored) in [
        ("v=spf1 mx panel-id=4711 ~all", &["panel-id=4711"][..]),
        ("v=spf1 x_note=moved.2026 mx Site=%{d} -all", &["x_note=moved.2026", "Site=%{d}"]),
        ("v=spf1 mx -all verified=", &["verified="]),
        // Modifiers that other standards define, and those with an effect, are not reported as ignored.
        ("v=spf1 mx ra=ada rp=50 rr=all -all", &[]),
        ("v=spf1 mx exp=why.harbour.test -all", &[]),
        ("v=spf1 mx -all", &[]),
    ] {
        let lines = [&base[..], &[format!("{domain} TXT {record}")]].concat();
        let mut case = at(domain, "gandi", &lines);
        case.provider = None;
        let found = report(&case).await;
        assert!(of(&found, Topic::Spf).is_empty(), "{record}: {found:#?}");
        assert!(changes(&found, Topic::Spf).is_empty(), "{record}");
        let judged = finding(&found, "spf.record").unwrap();
        let ignored: Vec<String> = ignored.iter().map(|part| (*part).to_owned()).collect();
        let more = if ignored.is_empty() { Vec::new() } else { vec![More::Ignored(ignored)] };
        assert_eq!(judged.more, more, "{record}");
    }
    // It is also named next to a mistake, and stays when the mistake is fixed.
    let lines = [&base[..], &[format!("{domain} TXT v=spf1 inlcude:gandi.example mx panel-id=4711 -all")]];
    let mut case = at(domain, "gandi", &lines.concat());
    case.zone.add("gandi.example", "TXT", "v=spf1 ip4:192.0.2.9 -all");
    case.provider = None;
    let found = report(&case).await;
    let ignored = More::Ignored(vec!["panel-id=4711".to_owned()]);
    assert!(found.findings.iter().any(|finding| finding.more.contains(&ignored)), "{found:#?}");
    let mended = format!("Replace {domain} TXT v=spf1 include:gandi.example mx panel-id=4711 -all");
    assert_eq!(changes(&found, Topic::Spf), [mended]);
}
