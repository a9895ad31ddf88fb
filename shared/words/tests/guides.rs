//! Tests every provider's guide and every DNS host's panel, as people read them.

use shared::{
    details::SecretKind,
    facts::{dns_hosts, providers},
};
use words::{Guide, Language, Panel};

fn guide(id: &str) -> Guide {
    words::guides(Language::En).of(id).unwrap_or_else(|| panic!("{id} has no guide"))
}

fn panel(id: &str) -> Panel {
    words::hosts(Language::En).of(id).unwrap_or_else(|| panic!("{id} has no panel"))
}

#[test]
fn steps_and_notes_are_complete_sentences_for_their_readers() {
    for provider in providers() {
        let (id, guide) = (&provider.id, guide(&provider.id));
        let texts = [&guide.steps, &guide.administrator, &guide.notes];
        for line in texts.into_iter().flatten().chain(&guide.username).chain(&guide.dkim) {
            assert!(line.len() > 10 && line.len() < 400 && line.ends_with(['.', '?']), "{id}: {line}");
            for word in ["the client", "Tell the", "the tester", "web site", "From address"] {
                assert!(!line.contains(word), "{id} says {word}: {line}");
            }
        }
        assert!(!guide.steps.is_empty(), "{id}");
        // These texts end a line, or are in the middle of one.
        for fragment in guide.secret.iter().chain(&guide.dkim_page) {
            assert!(!fragment.ends_with('.'), "{id}: {fragment}");
        }
        assert!(guide.secret.is_some(), "{id}");
    }
}

#[test]
fn a_guide_includes_its_providers_facts() {
    let guides = words::guides(Language::En);
    for provider in providers() {
        let (english, guide) = (guides.tell(provider), guide(&provider.id));
        assert_eq!(english.guide, guide.steps, "{}", provider.id);
        assert_eq!(english.endpoints.len(), provider.endpoints.len(), "{}", provider.id);
        for (place, note) in &guide.servers {
            assert_eq!(english.endpoints[place - 1].note, *note, "{}", provider.id);
        }
    }
    let google = guides.tell(shared::facts::provider("google-workspace").unwrap());
    let notes: Vec<bool> = google.endpoints.iter().map(|server| !server.note.is_empty()).collect();
    assert_eq!(notes, [false, false, true, true], "only the relay needs an administrator");
}

#[test]
fn accounts_that_need_an_administrator_or_do_not_work_are_mentioned() {
    for id in ["microsoft-365", "godaddy-m365", "google-workspace"] {
        assert!(!guide(id).administrator.is_empty(), "{id} doesn't say what its administrator has to do");
    }
    for provider in providers().iter().filter(|provider| provider.secret_kind == SecretKind::Oauth2Only) {
        assert!(guide(&provider.id).steps.len() > 1, "{} doesn't offer an alternative", provider.id);
    }
    for provider in providers().iter().filter(|provider| provider.has_personal_accounts) {
        let personal = guide(&provider.id).personal.unwrap();
        assert!(personal.contains("No DNS record") || personal.contains("no DNS record"), "{personal}");
    }
}

#[test]
fn the_panel_of_every_dns_host_is_described() {
    let hosts = dns_hosts();
    for host in hosts {
        let panel = panel(&host.id);
        assert!(panel.menu.is_none_or(|menu| !menu.ends_with('.')), "{}: {panel:?}", host.id);
        assert!(panel.menu.is_some() || !panel.notes.is_empty(), "{}", host.id);
        for note in &panel.notes {
            assert!(note.ends_with('.'), "{}: {note}", host.id);
        }
    }
    assert!(hosts.iter().filter(|host| panel(&host.id).menu.is_some()).count() >= 44);
}
