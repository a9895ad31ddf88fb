use std::collections::HashMap;

use shared::{
    grant::steps::{App, NotASite, NotNumeric, Plugin, Purpose, Rights, SameId},
    rules::RuleError,
    timetable::Phase,
    ways::{Administrator, Because, Caution, Passwords, Recipients, Site, Situation, Way, google, rank},
};

use crate::{Language, administrator, client, diagnosis::announced, ways};

/// November 30, 2026, when all ways are there.
const NOVEMBER: i64 = 1_796_000_000;

/// Returns every way at Microsoft 365.
fn microsoft() -> Vec<Way> {
    let situation = Situation {
        administrator: Administrator::SomeoneElse,
        recipients: Recipients::OwnOrganization,
        passwords: Passwords::Unknown,
    };
    let mut ways = Vec::new();
    for suggestion in Site::ALL.into_iter().flat_map(|site| rank(NOVEMBER, site, situation)) {
        if !ways.contains(&suggestion.way) {
            ways.push(suggestion.way);
        }
    }
    ways
}

/// Returns every way at Google.
fn at_google() -> Vec<google::Way> {
    let others = [
        google::Way::AppPassword,
        google::Way::SendingService,
        google::Way::Relay,
        google::Way::ServiceAccount,
    ];
    Plugin::ALL.into_iter().map(google::Way::PluginConsent).chain(others).collect()
}

/// Fails if the texts of two different things are the same, or if one is empty.
fn are_different<T: std::fmt::Debug + PartialEq>(texts: impl IntoIterator<Item = (T, &'static str)>) {
    let mut seen: HashMap<&str, T> = HashMap::new();
    for (of, text) in texts {
        assert!(!text.is_empty(), "{of:?}");
        match seen.get(text) {
            Some(other) => assert_eq!(*other, of, "{text}"),
            None => _ = seen.insert(text, of),
        }
    }
}

/// Returns the number of sentences.
fn sentences(text: &str) -> usize {
    text.split_inclusive(['.', '?', '!']).filter(|sentence| !sentence.trim().is_empty()).count()
}

#[test]
fn every_way_has_a_name_and_names_its_plugin() {
    let words = ways(Language::En);
    let names: Vec<String> = microsoft().into_iter().map(|way| words.name(way)).collect();
    assert_eq!(names.len(), 12);
    let google: Vec<String> = at_google().into_iter().map(|way| words.google_name(way)).collect();
    for names in [&names, &google] {
        for (index, name) in names.iter().enumerate() {
            assert!(!names[..index].contains(name) && !name.ends_with('.'), "{name}");
        }
    }
    for plugin in Plugin::ALL {
        assert!(words.name(Way::PluginConsent(plugin)).ends_with(plugin.label()));
        assert!(words.google_name(google::Way::PluginConsent(plugin)).ends_with(plugin.label()));
    }
}

#[test]
fn what_a_way_needs_is_said_apart_for_each() {
    let words = ways(Language::En);
    let kind =
        |way: Way| if let Way::PluginConsent(_) = way { Way::PluginConsent(Plugin::SureMail) } else { way };
    are_different(microsoft().into_iter().map(|way| (kind(way), words.needs(way))));
    let kind = |way: google::Way| match way {
        google::Way::PluginConsent(_) => google::Way::PluginConsent(Plugin::SureMail),
        way => way,
    };
    are_different(at_google().into_iter().map(|way| (kind(way), words.google_needs(way))));
}

#[test]
fn a_reason_is_two_sentences() {
    let words = ways(Language::En);
    are_different(Because::ALL.map(|reason| (reason, words.because(reason))));
    for reason in Because::ALL {
        assert_eq!(sentences(words.because(reason)), 2, "{reason:?}");
    }
}

#[test]
fn a_caution_about_passwords_is_the_timetables() {
    let words = ways(Language::En);
    are_different(Caution::ALL.map(|caution| (caution, words.caution(caution))));
    for phase in [Phase::Announced, Phase::EndWasDue] {
        assert_eq!(words.caution(Caution::PasswordsEnd(phase)), announced(Language::En, phase));
    }
}

#[test]
fn every_step_and_surprise_has_its_own_text() {
    let (words, admin) = (ways(Language::En), administrator(Language::En));
    let client_steps = microsoft().into_iter().flat_map(Way::client_steps);
    let client_steps = client_steps.chain(at_google().into_iter().flat_map(google::Way::client_steps));
    are_different(client_steps.map(|step| (*step, words.step(*step))));
    let admin_steps = microsoft().into_iter().flat_map(Way::admin_steps);
    let admin_steps = admin_steps.chain(at_google().into_iter().flat_map(google::Way::admin_steps));
    are_different(admin_steps.map(|step| (*step, admin.step(*step))));
    let surprises = microsoft().into_iter().flat_map(Way::surprises);
    let surprises = surprises.chain(at_google().into_iter().flat_map(google::Way::surprises));
    are_different(surprises.map(|surprise| (*surprise, admin.surprise(*surprise))));
}

#[test]
fn no_text_asks_anyone_to_weaken_the_organization() {
    for (file, text) in [
        ("ways", include_str!("../../en/ways.ftl")),
        ("administrator", include_str!("../../en/administrator.ftl")),
    ] {
        let text = text.replace("\n    ", " ").to_lowercase();
        for sentence in text.split(['.', '\n']) {
            let names = ["security defaults", "multifactor", "conditional access", "mfa"];
            if names.iter().any(|name| sentence.contains(name)) {
                let keeps = ["don't turn off", "leave it in place"];
                assert!(keeps.iter().any(|keep| sentence.contains(keep)), "{file}: {sentence}");
            }
        }
    }
}

#[test]
fn a_script_explains_its_commands() {
    let id = |text: &str| text.parse().expect("an ID");
    let app = App::new(
        "bakery.example".parse().expect("a tenant"),
        id("4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5"),
        id("6233fba6-0198-4277-892f-9275bf728bcc"),
        "Website".parse().expect("a name"),
        "info@bakery.example".parse().expect("an address"),
    )
    .expect("different IDs");
    let words = administrator(Language::En);
    are_different(Purpose::ALL.map(|purpose| (purpose, words.purpose(purpose))));
    let comments = |purpose| administrator(Language::En).purpose(purpose).to_owned();
    let script = app.script(Rights::Scoped, comments);
    let connect = format!("\u{feff}# {}\nConnect-ExchangeOnline\n\n", words.purpose(Purpose::Connect));
    assert!(script.starts_with(&connect), "{script}");
    let last = format!("# {}\nGet-CASMailbox -Identity", words.purpose(Purpose::ShowSmtpAuth));
    assert!(script.contains(&last), "{script}");
}

#[test]
fn a_wrong_value_is_explained() {
    let words = administrator(Language::En);
    assert!(words.same_ids(SameId).contains("Enterprise apps"));
    let numbers = [NotNumeric::Email, NotNumeric::OauthClient, NotNumeric::Other];
    are_different(numbers.map(|error| (error, words.not_numeric(error))));
    assert!(words.not_a_site(NotASite::NotHttps).contains("https"));
    assert_ne!(words.not_a_site(NotASite::Folder), words.not_a_site(NotASite::NotHttps));
    let empty = client(Language::En).rule_error(RuleError::Empty);
    assert_eq!(words.not_a_site(NotASite::Domain(RuleError::Empty)), empty);
}
