use std::collections::HashSet;

use shared::ways::{Way, guide::AdminStep};
use words::Language;

use super::{suggested::AnyWay, *};

/// November 30, 2026.
const NOVEMBER: i64 = 1_796_000_000;

/// Returns what is printed for a client who doesn't know the administrator, with nothing ruled out.
fn args(provider: Provider, site: Site) -> Args {
    let own_recipients = provider == Provider::Microsoft365;
    Args {
        provider,
        site,
        administrator: Administrator::Unknown,
        own_recipients,
        passwords: Passwords::Allowed,
        steps: None,
    }
}

fn every_way() -> Vec<AnyWay> {
    let all = PROVIDERS.into_iter().flat_map(|provider| Site::ALL.map(|site| args(provider, site)));
    let all = all.flat_map(|args| suggestions(&args, NOVEMBER).expect("a list"));
    all.map(|suggested| suggested.way).collect()
}

#[test]
fn ids_are_distinct() {
    let ids: HashSet<&str> = Site::ALL.into_iter().map(site_id).collect();
    assert_eq!(ids.len(), Site::ALL.len());
}

/// A step that mentions something "below" has to show it.
#[test]
fn a_step_shows_the_values_that_it_mentions() {
    let administrator = words::administrator(Language::En);
    for way in every_way() {
        for step in way.admin_steps() {
            let mentions = administrator.step(*step).contains("below");
            assert_eq!(mentions, !way.values(*step).is_empty(), "{way:?}: {step:?}");
        }
    }
}

#[test]
fn the_classic_way_gets_its_own_commands() {
    let commands = |way| AnyWay::Microsoft(way).values(AdminStep::RunCommands).concat();
    assert!(commands(Way::AppClassic).ends_with(" --full-access"));
    assert!(!commands(Way::AppScoped).contains("--full-access"));
}

#[test]
fn pages_fit_the_terminal_but_values_stay_whole() {
    let style = Style::terminal(60, false);
    let fits = |line: &str| line.chars().count() <= 60;
    for provider in PROVIDERS {
        for site in Site::ALL {
            let args = args(provider, site);
            let list = suggestions(&args, NOVEMBER).expect("a list");
            let text = page::list(provider_label(provider), &list, general_caution(&args), style);
            for line in text.lines().filter(|line| line.starts_with("   ")) {
                assert!(fits(line), "{line}");
            }
        }
    }
    for way in every_way() {
        let text = page::steps(way, style);
        let values: Vec<String> = way.admin_steps().iter().flat_map(|step| way.values(*step)).collect();
        for line in text.lines().filter(|line| line.starts_with(' ')) {
            assert!(fits(line) || values.iter().any(|value| value == line.trim()), "{line}");
        }
        for value in values {
            assert!(text.contains(&format!("      {value}\n")), "{value} in {text}");
        }
    }
}
