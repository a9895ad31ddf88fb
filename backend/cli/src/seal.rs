//! `sealpost seal`: does what the client's page does, in a terminal.

use std::process::ExitCode;

use net::url::PublicUrl;
use shared::{
    base32,
    day::Day,
    details::{Answers, SecretKind},
    link::{Link, LinkError},
    retention::Days,
    seal::{SealError, Sealed, seal},
    secret::Secret,
    status::Step,
    wire::{
        AlarmRequest, ClientView, DiscoverRequest, Discovery, FoundServer, Progress, ProviderGuide, Receipt,
        SubmitRequest,
    },
};
use zeroize::Zeroizing;

use super::{
    Failure,
    api::{Api, server_address},
    ask, clock,
    details::Details,
    discovered, help, json, print,
    printer::say,
    say::{self, CLIENT, SAY, TECHNICIAN},
    trial,
};
use crate::settings::Settings;

/// The arguments of `sealpost seal`.
#[derive(Debug, clap::Args)]
#[command(about = SAY.seal_about(), long_about = long_about(), after_help = after_help())]
pub struct Args {
    #[arg(env = "SEALPOST_LINK", hide_env_values = true, help = SAY.seal_link())]
    link: Zeroizing<String>,
    #[arg(long, help = SAY.seal_no_check())]
    no_check: bool,
    #[arg(long, help = SAY.seal_as_typed())]
    as_typed: bool,
    #[arg(long, help = SAY.seal_json())]
    json: bool,
}

fn long_about() -> String {
    let fields = [
        ("address", SAY.seal_field_address()),
        ("secret", SAY.seal_field_secret()),
        ("provider", SAY.seal_field_provider()),
        ("host", SAY.seal_field_host()),
        ("port", SAY.seal_field_port()),
        ("security", SAY.seal_field_security()),
        ("username", SAY.seal_field_username()),
        ("secret_kind", SAY.seal_field_secret_kind()),
        ("note", SAY.seal_field_note()),
        ("tenant, application, client_secret", SAY.seal_field_oauth_client()),
        ("tenant, application, certificate", SAY.seal_field_oauth_certificate()),
        ("secret_expires", SAY.seal_field_secret_expires()),
        ("remind", SAY.seal_field_remind()),
        ("service_account", SAY.seal_field_service_account()),
        ("client_id, client_secret, redirect", SAY.seal_field_plugin_client()),
    ];
    let input = help::table(SAY.seal_input(), &fields);
    help::sections(&[SAY.seal_about().to_owned(), input, SAY.seal_more().to_owned()])
}

fn after_help() -> String {
    let examples = [
        "sealpost seal 'https://post.example.com/o#…' < details.json",
        "echo '{\"address\": \"orders@bakery.example\", \"secret\": \"abcd efgh ijkl mnop\"}' \\\n      \
         | sealpost seal 'https://post.example.com/o#…'",
        "{ cat link.txt; cat details.json; } | sealpost seal - --json",
    ];
    help::sections(&[
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.seal_exit_ok(), SAY.seal_exit_failed(), SAY.seal_exit_usage()]),
    ])
}

/// Encrypts the settings on standard input, and sends them.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let input = ask::stdin()?;
    let (link, details) = match args.link.trim() {
        "-" => input.trim_start().split_once('\n').unwrap_or((&input, "")),
        link => (link, input.as_str()),
    };
    let (server, link) = parse_link(link)?;
    let details = Details::parse(details)?.with_secret_as_typed(args.as_typed);

    let api = Api::client(server, link.token(), settings)?;
    let path = format!("/api/o/{}", link.locator());
    let view: ClientView = api.get(&path)?;
    refuse_other_recipients(&api, &path, &link, &view)?;
    if let Some(receipt) = view.receipt {
        let when = say::minute(receipt.submitted_at);
        return Err(Failure::not_well(SAY.seal_already(&when)).next(SAY.seal_already_next()));
    }

    let known = look_up(&api, &path, &details)?;
    let wants_reminder = details.wants_reminder();
    let (answers, secret) = details.complete(known.provider.as_ref(), known.server.as_ref())?;
    if secret.typed().is_some() {
        refuse_dead_end(known.provider.as_ref())?;
    }
    let progress = Progress {
        step: Some(Step::Details),
        address: Some(answers.address.clone()),
        provider: Some(answers.provider.clone()).filter(|id| !id.is_empty()),
        server: known.server,
    };
    api.tell(&format!("{path}/progress"), &progress)?;

    if !args.no_check {
        match secret {
            Secret::PluginClient(_) => say(SAY.seal_not_checked()),
            _ => try_login(&answers, &secret, settings).await?,
        }
    }
    let sealed = seal(&link, &view.recipients, &answers, &secret, clock::now())
        .map_err(|error| Failure::usage(TECHNICIAN.seal_error(&error)))?;
    let secret_expires_at = secret.expires().filter(|_| wants_reminder).map(Day::midnight);
    let request = SubmitRequest { sealed, recipients: link.pin(), secret_expires_at };
    let receipt: Receipt = api.post(&format!("{path}/submission"), &request)?;
    let shown = if args.json { json(&receipt) } else { print(&in_words(&receipt, view.keep)) };
    shown.and_then(|()| vouch(&request.sealed, &receipt))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the server that a link belongs to, and the link.
fn parse_link(text: &str) -> Result<(PublicUrl, Link), Failure> {
    let (link, server) = Link::parse_with_server(text).map_err(|error| {
        let failure = Failure::usage(CLIENT.link_error(error));
        match error {
            LinkError::Incomplete => failure.next(SAY.link_quotes()),
            LinkError::Rewritten | LinkError::Several | LinkError::Version => failure,
        }
    })?;
    let server =
        server.ok_or_else(|| Failure::usage(SAY.seal_link_start()).next(SAY.seal_link_start_next()))?;
    Ok((server_address(&server)?, link))
}

/// Stops if the server names different technicians than the link does, and warns the agency.
fn refuse_other_recipients(api: &Api, path: &str, link: &Link, view: &ClientView) -> Result<(), Failure> {
    let seen = view.recipients.pin();
    if seen == link.pin() {
        return Ok(());
    }
    let failure = Failure::not_well(TECHNICIAN.seal_error(&SealError::PinMismatch));
    match api.tell(&format!("{path}/alarm"), &AlarmRequest { seen }) {
        Ok(()) => Err(failure.next(SAY.seal_warned())),
        Err(_) => Err(failure.next(SAY.seal_not_warned())),
    }
}

/// What the details don't contain.
#[derive(Default)]
struct Known {
    provider: Option<ProviderGuide>,
    server: Option<FoundServer>,
}

/// Returns the provider in the details. If they name neither a provider nor a server, looks up the address.
fn look_up(api: &Api, path: &str, details: &Details) -> Result<Known, Failure> {
    if let Some(id) = details.provider() {
        let is_id = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let name = format!("{id:?}");
        let unknown = || Failure::usage(format!("provider: {}", SAY.audit_provider_unknown(&name)));
        let provider = if is_id { api.find(&format!("/api/providers/{id}"))? } else { None };
        return match provider {
            Some(provider) => Ok(Known { provider: Some(provider), server: None }),
            None => Err(unknown().next(SAY.seal_provider_next())),
        };
    }
    if details.names_host() {
        return Ok(Known::default());
    }
    let request = DiscoverRequest { address: details.address()? };
    let found: Discovery = api.post(&format!("{path}/discover"), &request)?;
    say(&discovered::in_words(&request.address, &found));
    if found.provider.is_none() && found.server.is_none() {
        return match discovered::why_not(&request.address, &found) {
            Some(reason) => Err(Failure::usage(reason).next(SAY.seal_unclear_next())),
            None => Ok(Known::default()),
        };
    }
    let provider =
        found.provider.map(|brief| api.get(&format!("/api/providers/{}", brief.id))).transpose()?;
    Ok(Known { provider, server: found.server })
}

/// Fails if the provider accepts no password at all.
fn refuse_dead_end(provider: Option<&ProviderGuide>) -> Result<(), Failure> {
    match provider.filter(|provider| provider.secret_kind == SecretKind::Oauth2Only) {
        Some(provider) => {
            Err(Failure::not_well(SAY.seal_no_password(&provider.name)).next(provider.guide.join(" ")))
        }
        None => Ok(()),
    }
}

async fn try_login(answers: &Answers, secret: &Secret, settings: &Settings) -> Result<(), Failure> {
    let report = trial::login(answers, secret, settings).await?;
    trial::passed(&report, |found| {
        let anyway = SAY.seal_nothing_sent();
        if found.client.is_empty() { anyway.to_owned() } else { format!("{}\n{anyway}", found.client) }
    })
}

fn in_words(receipt: &Receipt, keep: Days) -> String {
    let lines = [
        SAY.seal_receipt_for(&say::list(&receipt.recipients)),
        SAY.seal_receipt_sent(&say::minute(receipt.submitted_at)),
        SAY.seal_receipt_deleted(keep.get().into()),
        SAY.seal_receipt_digest(&receipt.digest),
    ];
    lines.join("\n") + "\n"
}

/// Fails if the receipt is for something other than what was encrypted here.
fn vouch(sealed: &Sealed, receipt: &Receipt) -> Result<(), Failure> {
    let digest: String = receipt.digest.chars().filter(|c| !c.is_whitespace()).collect();
    if digest.len() >= 8 && base32::encode(&sealed.digest()).starts_with(&digest.to_ascii_lowercase()) {
        return Ok(());
    }
    Err(Failure::not_well(SAY.seal_receipt_wrong()).next(SAY.seal_receipt_wrong_next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_server() {
        let link = Link::new(shared::recipients::Pin::try_from("0".repeat(26)).unwrap(), |b| b.fill(3));
        let (server, parsed) = parse_link(&link.url("https://post.example")).unwrap();
        assert_eq!((server.as_str(), parsed), ("https://post.example", link.clone()));
        let fragment = link.fragment();
        for (text, start) in [
            (fragment.as_str(), SAY.seal_link_start()),
            ("https://post.example/o", CLIENT.link_error(LinkError::Incomplete)),
            (&format!("https://post.example/#{}", fragment.as_str()), SAY.seal_link_start()),
            (&format!("http://post.example/o#{}", fragment.as_str()), SAY.server_address_wrong()),
        ] {
            let error = parse_link(text).unwrap_err().to_string();
            assert!(error.starts_with(start) && !error.contains(fragment.as_str()), "{error}");
        }
    }
}
