//! Puts the result of discovery into sentences for a terminal.

use shared::{
    details::username_for,
    facts::Provider,
    rules::Address,
    timetable,
    wire::{Candidate, Discovery, FoundBy, FoundServer, Sure},
};
use words::{Language, diagnosis::announced};

use crate::say::{GUIDES, SAY};

/// Returns what was found, the evidence, and how sure it is.
pub(super) fn in_words(address: &Address, found: &Discovery) -> String {
    let filter = found
        .gateway
        .as_ref()
        .map_or_else(String::new, |name| SAY.discovered_filter(&address.domain(), name) + "\n");
    let subject = match (&found.provider, &found.server) {
        (Some(provider), None) => SAY.discovered_provider(address, &provider.name),
        (Some(provider), Some(server)) => SAY.discovered_provider_at(address, &provider.name, &place(server)),
        (None, Some(server)) => SAY.discovered_server(address, &place(server)),
        (None, None) if found.ask.is_empty() => {
            if found.absent {
                return SAY.discovered_no_domain(&address.domain());
            }
            let nothing = || SAY.discovered_nothing(address);
            return filter + &found.unknown.clone().unwrap_or_else(nothing);
        }
        (None, None) => {
            let lines = found.ask.iter().map(|one| format!("\n  {}", candidate(one, address)));
            return format!("{filter}{}{}", SAY.discovered_several(address), lines.collect::<String>());
        }
    };
    let by = found.found_by.map(|by| sign(by, address));
    let sure = match found.sure {
        Some(Sure::Guess) => Some(SAY.discovered_guess().to_owned()),
        Some(Sure::Likely) => Some(SAY.discovered_likely().to_owned()),
        Some(Sure::Certain) | None => None,
    };
    let sentences: Vec<String> = [Some(subject), by, sure].into_iter().flatten().collect();
    filter + &sentences.join(" ")
}

/// Returns a provider's settings, a line each: server, user name, secret, help, and what its timetable says today.
pub(super) fn settings(
    provider: &Provider,
    found: Option<&FoundServer>,
    address: &Address,
    now: i64,
) -> String {
    let (form, place) = match (found, &provider.endpoints[..]) {
        (Some(found), _) => (&found.username_form, place(found)),
        (None, [first, ..]) if first.host.ends_with('>') => {
            (&provider.username_form, SAY.discovered_server_unknown().to_owned())
        }
        (None, [first, ..]) => {
            (&provider.username_form, SAY.discovered_place(&first.host, &first.port, &first.security))
        }
        (None, []) => return String::new(),
    };
    let guide = GUIDES.of(&provider.id).unwrap_or_default();
    let username = match username_for(form, address, None) {
        Some(name) => name.to_string(),
        None if form == "same-as-secret" => SAY.discovered_user_is_secret().into(),
        None => guide.username.unwrap_or_default().to_owned(),
    };
    let line = |label: &str, value: &str| format!("{label:<11} {value}\n");
    let note = timetable::phase(&provider.id, now)
        .map(|phase| line(SAY.discovered_label_note(), announced(Language::En, phase)));
    [
        line(SAY.discovered_label_server(), &place),
        line(SAY.discovered_label_user(), &username),
        line(SAY.discovered_label_secret(), guide.secret.unwrap_or_default()),
        line(SAY.discovered_label_help(), &provider.help_url),
        note.unwrap_or_default(),
    ]
    .concat()
}

/// Returns why nothing usable was found, if there is a reason.
pub(super) fn why_not(address: &Address, found: &Discovery) -> Option<String> {
    match &found.unknown {
        Some(reason) => Some(SAY.discovered_look_up_failed(reason)),
        None if found.absent => Some(SAY.discovered_no_domain(&address.domain())),
        None if !found.ask.is_empty() => Some(SAY.discovered_several_providers().into()),
        None => None,
    }
}

fn candidate(one: &Candidate, address: &Address) -> String {
    let name = match (&one.provider, &one.server) {
        (Some(provider), _) => format!("{} (\"provider\": \"{}\")", provider.name, provider.id),
        (None, Some(server)) => place(server),
        (None, None) => String::new(),
    };
    format!("{name}: {}", sign(one.found_by, address))
}

fn place(server: &FoundServer) -> String {
    SAY.discovered_place(&server.host, &server.port, &server.security)
}

fn sign(by: FoundBy, address: &Address) -> String {
    let domain = address.domain();
    match by {
        FoundBy::AddressDomain => SAY.discovered_by_domain().into(),
        FoundBy::Mx => SAY.discovered_by_mx(&domain),
        FoundBy::Srv => SAY.discovered_by_srv(&domain),
        FoundBy::Autoconfig => SAY.discovered_by_autoconfig(&domain),
        FoundBy::Spf => SAY.discovered_by_spf(&domain),
        FoundBy::Greeting => SAY.discovered_by_greeting().into(),
        FoundBy::Certificate => SAY.discovered_by_certificate(&domain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::facts::{self, providers};

    #[test]
    fn every_provider_has_its_lines() {
        let address: Address = "ada@shop.test".parse().unwrap();
        for provider in providers() {
            let text = settings(provider, None, &address, 0);
            assert!(text.lines().count() >= 4, "{}: {text}", provider.id);
            for line in text.lines() {
                assert!(line.split_once(": ").is_some_and(|(_, value)| !value.trim().is_empty()), "{line}");
            }
        }
        let office = facts::provider("microsoft-365").unwrap();
        assert!(
            settings(office, None, &address, 0).contains(&format!("{:<11} ", SAY.discovered_label_note()))
        );
        let hosting = settings(facts::provider("cpanel").unwrap(), None, &address, 0);
        assert!(
            hosting.contains(SAY.discovered_server_unknown()) && !hosting.contains("mail."),
            "the server is a guess: {hosting}"
        );
    }

    #[test]
    fn a_result_says_its_evidence_and_how_sure_it_is() {
        let address: Address = "ada@shop.test".parse().unwrap();
        let server = FoundServer {
            host: "mail.shop.test".parse().unwrap(),
            port: shared::rules::Port::new(465).unwrap(),
            security: shared::rules::Security::ImplicitTls,
            username_form: "full-email".into(),
        };
        let guess = Discovery {
            server: Some(server.clone()),
            found_by: Some(FoundBy::Greeting),
            sure: Some(Sure::Guess),
            ..Discovery::default()
        };
        let place = SAY.discovered_place(&"mail.shop.test", &465, &"implicit-tls");
        let sent = SAY.discovered_server(&address, &place);
        let greets = SAY.discovered_by_greeting();
        assert_eq!(in_words(&address, &guess), format!("{sent} {greets} {}", SAY.discovered_guess()));
        let ask = vec![Candidate { provider: None, server: Some(server), found_by: FoundBy::Greeting }];
        let filtered = Discovery { ask, gateway: Some("Mimecast".into()), ..Discovery::default() };
        let words = in_words(&address, &filtered);
        assert!(words.starts_with(&SAY.discovered_filter(&"shop.test", &"Mimecast")), "{words}");
        assert!(words.ends_with(&format!("\n  {place}: {greets}")), "{words}");
        let silent = Discovery { unknown: Some("Nobody answers.".into()), ..Discovery::default() };
        assert_eq!(in_words(&address, &silent), "Nobody answers.");
        let absent = Discovery { absent: true, ..Discovery::default() };
        assert_eq!(in_words(&address, &absent), SAY.discovered_no_domain(&"shop.test"));
        assert_eq!(in_words(&address, &Discovery::default()), SAY.discovered_nothing(&address));
    }
}
