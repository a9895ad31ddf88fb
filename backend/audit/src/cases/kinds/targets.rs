//! DKIM aliases of every provider, pointed at every kind of wrong target.

use shared::{
    facts::{DkimRecord, providers},
    report::{Judged, Seen, Topic, Verdict},
};

use super::{DOMAINS, OTHER_KEY, RSA_KEY, at, changes, finding, of, report};

/// A selector's name, and the target of its alias.
#[derive(Debug, Clone)]
struct Alias {
    name: String,
    target: String,
}

/// Returns an alias with the values that a provider assigns to one customer filled in.
fn filled(form: &DkimRecord, domain: &str) -> Alias {
    let target =
        form.target.replace("<domain-with-dashes>", &domain.replace('.', "-")).replace("<domain>", domain);
    let target =
        ["<hash>", "<number>", "<tenant>", "<letter>", "<id>"].iter().fold(target, |target, hole| {
            let value = match *hole {
                "<hash>" => "dqwerty7",
                "<number>" => "4711",
                "<tenant>" => "acme",
                "<letter>" => "w",
                _ => "x9",
            };
            target.replace(hole, value)
        });
    Alias {
        name: format!("{}.{domain}", form.host).to_ascii_lowercase(),
        target: target.to_ascii_lowercase(),
    }
}

/// Returns each provider that has at least two aliases, with the aliases and whether their targets can be derived.
fn providers_with_aliases(domain: &'static str) -> Vec<(&'static str, bool, Vec<Alias>)> {
    let of = providers().iter().filter_map(|provider| {
        let forms: Vec<&DkimRecord> = provider
            .dkim
            .iter()
            .filter(|form| form.kind == "CNAME" && !form.host.contains('<') && !form.target.contains(' '))
            .collect();
        let mut aliases: Vec<Alias> = Vec::new();
        for form in &forms {
            let alias = filled(form, domain);
            if !aliases.iter().any(|other| other.name == alias.name) {
                aliases.push(alias);
            }
        }
        let is_derived = forms.iter().all(|form| {
            !form.target.replace("<domain-with-dashes>", "").replace("<domain>", "").contains('<')
        });
        (aliases.len() >= 2).then_some((provider.id.as_str(), is_derived, aliases))
    });
    of.collect()
}

/// Returns records for the aliases and their keys, after `change` has replaced or removed some targets.
fn zone(aliases: &[Alias], change: impl Fn(usize, &Alias) -> Option<String>) -> Vec<String> {
    let mut lines: Vec<String> =
        aliases.iter().map(|alias| format!("{} TXT {RSA_KEY}", alias.target)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.extend(
        aliases
            .iter()
            .enumerate()
            .filter_map(|(index, alias)| Some(format!("{} CNAME {}", alias.name, change(index, alias)?))),
    );
    lines
}

fn as_it_is(alias: &Alias) -> String {
    alias.target.clone()
}

/// Points the first alias at another target, and checks what is found and what is changed.
async fn led(
    what: &str,
    expected: &str,
    is_mended: impl Fn(&str, bool) -> bool,
    target: impl Fn(&str, &[Alias]) -> (String, Vec<String>),
) {
    for domain in DOMAINS {
        for (provider, is_derived, aliases) in providers_with_aliases(domain) {
            let (target, more) = target(domain, &aliases);
            let mut lines =
                zone(
                    &aliases,
                    |index, alias| {
                        if index == 0 { Some(target.clone()) } else { Some(as_it_is(alias)) }
                    },
                );
            lines.extend(more);
            let report = report(&at(domain, provider, &lines)).await;
            let found = of(&report, Topic::Dkim);
            assert_eq!(found, [expected], "{provider} {domain} {what}: {report:#?}");
            let first = &aliases[0];
            let expected = if is_mended(provider, is_derived) {
                format!("Replace {} CNAME {}", first.name, first.target)
            } else {
                format!("Ask {} CNAME", first.name)
            };
            assert_eq!(changes(&report, Topic::Dkim), [expected], "{provider} {domain} {what}");
        }
    }
}

#[tokio::test]
async fn correct_targets_are_accepted() {
    for domain in DOMAINS {
        for (provider, _, aliases) in providers_with_aliases(domain) {
            let direct =
                report(&at(domain, provider, &zone(&aliases, |_, alias| Some(as_it_is(alias))))).await;
            assert_eq!(of(&direct, Topic::Dkim), [""; 0], "{provider} {domain}");
            // The agency's alias comes before the provider's name.
            let agency = |index: usize| format!("k{index}.mail.agency.example");
            let mut lines = zone(&aliases, |index, _| Some(agency(index)));
            lines.extend(
                aliases
                    .iter()
                    .enumerate()
                    .map(|(index, alias)| format!("{} CNAME {}", agency(index), alias.target)),
            );
            let through = report(&at(domain, provider, &lines)).await;
            assert_eq!(of(&through, Topic::Dkim), [""; 0], "{provider} {domain}");
        }
    }
}

#[tokio::test]
async fn another_selectors_key_is_wrong() {
    // At some providers, all selectors point to the same name.
    let is_distinct = |aliases: &[Alias]| aliases[0].target != aliases[1].target;
    for domain in DOMAINS {
        for (provider, _, aliases) in
            providers_with_aliases(domain).into_iter().filter(|(.., aliases)| is_distinct(aliases))
        {
            let swapped = |index: usize, alias: &Alias| match index {
                0 => Some(as_it_is(&aliases[1])),
                1 => Some(as_it_is(&aliases[0])),
                _ => Some(as_it_is(alias)),
            };
            let report = report(&at(domain, provider, &zone(&aliases, swapped))).await;
            let found = finding(&report, "dkim.wrong-target")
                .unwrap_or_else(|| panic!("{provider} {domain}: {report:#?}"));
            assert!(found.verdict >= Verdict::Warn, "{found:?}");
            let expected: Vec<String> = aliases[..2]
                .iter()
                .map(|alias| format!("Replace {} CNAME {}", alias.name, alias.target))
                .collect();
            assert_eq!(changes(&report, Topic::Dkim), expected, "{provider} {domain}");
        }
    }
}

#[tokio::test]
async fn an_unknown_target_with_another_key_is_wrong() {
    led(
        "pointed to a stranger's key",
        "dkim.wrong-target warn",
        |_, _| true,
        |_, _| ("keys.stranger.example".into(), vec![format!("keys.stranger.example TXT {OTHER_KEY}")]),
    )
    .await;
}

#[tokio::test]
async fn an_appended_domain_is_removed_from_a_name() {
    led(
        "with the domain appended",
        "dkim.dangling fail",
        |_, _| true,
        |domain, aliases| (format!("{}.{domain}", aliases[0].target), Vec::new()),
    )
    .await;
}

#[tokio::test]
async fn a_target_that_does_not_exist_is_corrected_or_asked_for() {
    // For Microsoft, the other selector's target reveals the assigned part, and a key exists under that name.
    led("pointed to nothing", "dkim.dangling fail", |_, _| true, |_, _| ("gone.example".into(), Vec::new()))
        .await;
}

#[tokio::test]
async fn a_key_that_the_provider_has_not_published_yet_is_reported() {
    for domain in DOMAINS {
        for (provider, _, aliases) in providers_with_aliases(domain) {
            let last = aliases.last().unwrap();
            if aliases[0].target == last.target {
                continue;
            }
            let mut lines = zone(&aliases, |_, alias| Some(as_it_is(alias)));
            lines.retain(|line| !line.starts_with(&format!("{} TXT", last.target)));
            let reserve = report(&at(domain, provider, &lines)).await;
            assert_eq!(of(&reserve, Topic::Dkim), ["dkim.reserve-empty warn"], "{provider} {domain}");
            assert_eq!(changes(&reserve, Topic::Dkim), [""; 0], "{provider} {domain}");
            lines.retain(|line| !line.contains(" TXT "));
            let off = report(&at(domain, provider, &lines)).await;
            assert_eq!(of(&off, Topic::Dkim), ["dkim.not-published fail"], "{provider} {domain}");
            let asked: Vec<String> =
                aliases.iter().map(|alias| format!("Ask {} CNAME", alias.name)).collect();
            assert_eq!(changes(&off, Topic::Dkim), asked, "{provider} {domain}");
        }
    }
}

#[tokio::test]
async fn a_selector_without_an_answer_makes_no_other_one_worse() {
    for domain in DOMAINS {
        for (provider, _, aliases) in providers_with_aliases(domain) {
            let (first, last) = (&aliases[0], aliases.last().unwrap());
            if first.target == last.target {
                continue;
            }
            let silent = format!("{} TIMEOUT", first.name);
            let rest = |is_there: bool| {
                let mut lines = zone(&aliases, |_, alias| Some(as_it_is(alias)));
                lines.retain(|line| !line.contains(" TXT ") || !line.contains("p="));
                lines.retain(|line| !line.starts_with(&first.name));
                lines.retain(|line| is_there || !line.starts_with(&last.name));
                lines.push(silent.clone());
                lines
            };
            for is_there in [true, false] {
                let report = report(&at(domain, provider, &rest(is_there))).await;
                let found = of(&report, Topic::Dkim);
                assert!(found.contains(&"dkim.unknown unknown".to_owned()), "{provider} {domain}: {found:?}");
                assert!(found.iter().all(|finding| !finding.ends_with("fail")), "{provider}: {found:?}");
            }
        }
    }
}

#[tokio::test]
async fn without_an_answer_for_wildcards_an_alias_to_nothing_stays_open() {
    let alias = |name: &str| format!("{name}._domainkey.shop.test CNAME gone.example");
    let of_report =
        async |lines: &[String]| of(&report(&at("shop.test", "microsoft-365", lines)).await, Topic::Dkim);
    let both = [alias("selector1"), alias("selector2")];
    assert_eq!(of_report(&both).await, ["dkim.dangling fail"]);
    let silent = [&both[..], &["*._domainkey.shop.test TIMEOUT".to_owned()]].concat();
    assert_eq!(of_report(&silent).await, ["dkim.unknown unknown"]);
    let found = report(&at("shop.test", "microsoft-365", &silent)).await;
    let name = "*._domainkey.shop.test";
    let seen = |judged: &Judged| {
        judged.seen.iter().any(|seen| matches!(seen, Seen::NoAnswer(silent) if silent == name))
    };
    assert!(found.findings.iter().any(seen), "the name that wasn't answered: {found:#?}");
}

#[tokio::test]
async fn a_missing_alias_is_added_if_it_is_known() {
    for domain in DOMAINS {
        for (provider, _, aliases) in providers_with_aliases(domain) {
            let lines = zone(&aliases, |index, alias| if index == 0 { None } else { Some(as_it_is(alias)) });
            let report = report(&at(domain, provider, &lines)).await;
            assert_eq!(of(&report, Topic::Dkim), ["dkim.some-missing warn"], "{provider} {domain}");
            let first = &aliases[0];
            // The other aliases reveal what the provider assigned. What Microsoft assigns is never derived.
            let expected = if ["microsoft-365", "godaddy-m365"].contains(&provider) {
                format!("Ask {} CNAME", first.name)
            } else {
                format!("Add {} CNAME {}", first.name, first.target)
            };
            let changed: Vec<String> =
                changes(&report, Topic::Dkim).iter().map(|line| line.to_lowercase()).collect();
            assert_eq!(changed, [expected.to_lowercase()], "{provider} {domain}");
        }
    }
}

#[tokio::test]
async fn another_customers_key_is_wrong_if_the_target_names_the_domain() {
    let (domain, theirs) = (DOMAINS[0], "other-bakery.example");
    for (provider, is_derived, aliases) in providers_with_aliases(domain) {
        let other = providers_with_aliases(theirs).into_iter().find(|(id, ..)| *id == provider).unwrap().2;
        if other[0].target == aliases[0].target {
            continue;
        }
        let mut lines =
            zone(
                &aliases,
                |index, alias| if index == 0 { Some(as_it_is(&other[0])) } else { Some(as_it_is(alias)) },
            );
        lines.extend(other.iter().map(|alias| format!("{} TXT {OTHER_KEY}", alias.target)));
        if !is_derived {
            lines.retain(|line| !line.starts_with(&format!("{} TXT", aliases[0].target)));
        }
        let report = report(&at(domain, provider, &lines)).await;
        assert!(
            of(&report, Topic::Dkim).contains(&"dkim.wrong-target warn".to_owned()),
            "{provider}: {report:#?}"
        );
        let change = &changes(&report, Topic::Dkim)[0];
        assert!(!change.contains("other-bakery"), "{provider}: {change}");
    }
}

#[tokio::test]
async fn tokens_lead_to_their_own_names() {
    for domain in DOMAINS {
        let tokens = ["h4xq2vvvvvvvvvvvvv1dd", "r7n9bvvvvvvvvvvvvv2ee", "v1m5svvvvvvvvvvvvv3ff"];
        let name = |token: &str| format!("{token}._domainkey.{domain}");
        let target = |token: &str| format!("{token}.dkim.amazonses.com");
        for missing in 0..tokens.len() {
            let mut lines: Vec<String> =
                tokens.iter().map(|token| format!("{} TXT {RSA_KEY}", target(token))).collect();
            let others = tokens.iter().enumerate().filter(|(index, _)| *index != missing);
            lines.extend(others.map(|(_, token)| format!("{} CNAME {}", name(token), target(token))));
            let mut case = at(domain, "amazon-ses", &lines);
            case.selectors = tokens.map(str::to_owned).to_vec();
            let found = report(&case).await;
            assert_eq!(of(&found, Topic::Dkim), ["dkim.some-missing warn"]);
            let token = tokens[missing];
            assert_eq!(
                changes(&found, Topic::Dkim),
                [format!("Add {} CNAME {}", name(token), target(token))]
            );
        }
    }
}
