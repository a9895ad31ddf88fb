//! What discovery found, in words for a terminal.

use shared::{
    rules::Address,
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
            let why =
                found.unknown.clone().unwrap_or_else(|| format!("Nothing tells who {address} is with."));
            return filter + &why;
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

/// Why there is nothing to go on with, where there is a reason.
pub(super) fn why_not(found: &Discovery) -> Option<String> {
    match &found.unknown {
        Some(reason) => Some(format!("The provider could not be looked up: {reason}")),
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
    }
}
