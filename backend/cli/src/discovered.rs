//! What discovery found, in words for a terminal.

use shared::{
    details::username_for,
    facts::Provider,
    rules::Address,
    timetable,
    wire::{Candidate, Discovery, FoundBy, FoundServer, Sure},
};

/// What was found, how that is known, and how sure it is.
pub(super) fn in_words(address: &Address, found: &Discovery) -> String {
    let filter = found.gateway.as_ref().map_or_else(String::new, |name| {
        format!(
            "Mail for {} goes through {name} first, which does not say whose the mailbox is.\n",
            address.domain()
        )
    });
    let subject = match (&found.provider, &found.server) {
        (Some(provider), None) => format!("{address} is with {}", provider.name),
        (Some(provider), Some(server)) => {
            format!("{address} is with {}, at {}", provider.name, place(server))
        }
        (None, Some(server)) => format!("{address} is sent through {}", place(server)),
        (None, None) if found.ask.is_empty() => {
            if found.absent {
                return format!("There is no domain {}. Please check its spelling.", address.domain());
            }
            let nothing = || {
                format!(
                    "Nothing tells who {address} is with. The settings of a mail program that has it, or an invoice, \
                     often name the server."
                )
            };
            return filter + &found.unknown.clone().unwrap_or_else(nothing);
        }
        (None, None) => {
            let lines = found.ask.iter().map(|one| format!("\n  {}", candidate(one, address)));
            return format!("{filter}{address} can be with either of these:{}", lines.collect::<String>());
        }
    };
    let by = found.found_by.map_or_else(String::new, |by| format!(": {}", sign(by, address)));
    let sure = match found.sure {
        Some(Sure::Guess) => " This is a guess.",
        Some(Sure::Likely) => " This is likely, not certain.",
        Some(Sure::Certain) | None => "",
    };
    format!("{filter}{subject}{by}.{sure}")
}

/// What goes with a provider of the table, a line each: where, as whom, with what, and what its timetable says today.
pub(super) fn settings(
    provider: &Provider,
    found: Option<&FoundServer>,
    address: &Address,
    now: i64,
) -> String {
    let (form, place) = match (found, &provider.endpoints[..]) {
        (Some(found), _) => (&found.username_form, place(found)),
        (None, [first, ..]) if first.host.ends_with('>') => {
            (&provider.username_form, "not found. Your provider's or host's own page shows it.".to_owned())
        }
        (None, [first, ..]) => {
            (&provider.username_form, format!("{}, port {}, {}", first.host, first.port, first.security))
        }
        (None, []) => return String::new(),
    };
    let username = match username_for(form, address, None) {
        Some(name) => name.to_string(),
        None if form == "same-as-secret" => "the same as the secret".into(),
        None => provider.username_note.clone(),
    };
    let lines = format!(
        "Server:     {place}\nUser name:  {username}\nSecret:     {}\nHelp:       {}\n",
        provider.secret_shape, provider.help_url
    );
    let note = timetable::note(&provider.id, now).map(|note| format!("Note:       {note}\n"));
    lines + &note.unwrap_or_default()
}

/// Why there is nothing to go on with, where there is a reason.
pub(super) fn why_not(found: &Discovery) -> Option<String> {
    match &found.unknown {
        Some(reason) => Some(format!("The provider could not be looked up: {reason}")),
        None if found.absent => Some("There is no such domain. Please check its spelling.".into()),
        None if !found.ask.is_empty() => Some("The signs do not agree on one provider.".into()),
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
    format!("{}, port {}, {}", server.host, server.port, server.security)
}

fn sign(by: FoundBy, address: &Address) -> String {
    let domain = address.domain();
    match by {
        FoundBy::AddressDomain => "the address is one of theirs".into(),
        FoundBy::Mx => format!("mail for {domain} is delivered there (MX)"),
        FoundBy::Srv => format!("the records of {domain} say so (SRV)"),
        FoundBy::Autoconfig => format!("{domain} says so to mail programs (autoconfig)"),
        FoundBy::Spf => format!("they may send for {domain} (SPF)"),
        FoundBy::Greeting => "a mail server answers at that name".into(),
        FoundBy::Certificate => format!("the mail server of {domain} has its certificate for that name"),
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
        assert!(settings(office, None, &address, 0).contains("Note:       A password still works"));
        let hosting = settings(facts::provider("cpanel").unwrap(), None, &address, 0);
        assert!(
            hosting.contains("Server:     not found") && !hosting.contains("mail."),
            "a guess: {hosting}"
        );
    }

    #[test]
    fn what_is_known_and_how_sure_it_is() {
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
        assert_eq!(
            in_words(&address, &guess),
            "ada@shop.test is sent through mail.shop.test, port 465, implicit-tls: a mail server answers at that \
             name. This is a guess."
        );
        let ask = vec![Candidate { provider: None, server: Some(server), found_by: FoundBy::Greeting }];
        let filtered = Discovery { ask, gateway: Some("Mimecast".into()), ..Discovery::default() };
        let words = in_words(&address, &filtered);
        assert!(words.starts_with("Mail for shop.test goes through Mimecast first"), "{words}");
        assert!(
            words.ends_with("\n  mail.shop.test, port 465, implicit-tls: a mail server answers at that name")
        );
        let silent = Discovery { unknown: Some("Nobody answers.".into()), ..Discovery::default() };
        assert_eq!(in_words(&address, &silent), "Nobody answers.");
        let absent = Discovery { absent: true, ..Discovery::default() };
        assert_eq!(in_words(&address, &absent), "There is no domain shop.test. Please check its spelling.");
        let nothing = in_words(&address, &Discovery::default());
        assert!(nothing.contains("settings of a mail program"), "{nothing}");
    }
}
