//! `sealpost seal`: a client without a browser.

use std::process::ExitCode;

use net::url::PublicUrl;
use shared::{
    base32,
    details::{Answers, Secret, SecretKind},
    facts::Provider,
    link::{Link, LinkError},
    retention::Days,
    seal::{SealError, Sealed, seal},
    status::Step,
    wire::{
        AlarmRequest, ClientView, DiscoverRequest, Discovery, FoundServer, Progress, Receipt, SubmitRequest,
    },
};
use zeroize::Zeroizing;

use super::{
    Failure,
    api::{Api, server_address},
    ask, clock, dates,
    details::Details,
    discovered, json, print, say, trial,
};
use crate::settings::Settings;

/// Seal e-mail settings for the people that a link names, and hand them in
///
/// This is what the link's page does, for whoever prefers a terminal or a script. The details are
/// JSON on standard input, one object with these fields:
///
///   address      the address that the site sends from; always needed
///   secret       the app password, key or password; always needed
///   provider     an id such as google-workspace; looked up from the address where it is missing
///   host         the server to send through      | filled in by the provider,
///   port         its port, 465 or 587 mostly     | or by what the domain says of
///   security     implicit-tls or starttls        | itself; needed where neither is known
///   username     what to sign in with            |
///   secret_kind  app-password, mailbox-password, api-key, smtp-token or smtp-password
///   note         what the technician should know, up to 1,000 characters
///
/// The secret is used as it is typed, but for the spaces of secrets that their provider makes without
/// (a Google app password; --as-typed keeps them). It is sealed on this machine, and readable to nobody but the technicians whom the link names: where
/// the server names others, nothing is sealed and the agency is alarmed.
///
/// Before anything is handed in, the login is tried from this machine, stage by stage; nothing is
/// sent. A login that does not work is not handed in, unless with --no-check.
///
/// The link is a secret too. To keep it out of the shell's history, set SEALPOST_LINK instead, or
/// give - and put it on a line of its own before the details.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = r#"Examples:
  sealpost seal 'https://post.example.com/o#…' < details.json
  echo '{"address": "orders@bakery.example", "secret": "abcd efgh ijkl mnop"}' | sealpost seal LINK
  { cat link.txt; cat details.json; } | sealpost seal - --json

Exit status:
  0  the details were handed in
  1  the login is refused, the link no longer works, or its technicians are not the promised ones
  2  the details are not right, or the server or the provider could not be asked"#
)]
pub struct Args {
    /// The link, in quotes; or - to read it from the first line of standard input.
    #[arg(env = "SEALPOST_LINK", hide_env_values = true)]
    link: Zeroizing<String>,
    /// Hand the details in without trying the login first.
    #[arg(long)]
    no_check: bool,
    /// Use the secret as it is typed, with its spaces.
    #[arg(long)]
    as_typed: bool,
    /// Print the receipt as JSON: submitted_at (Unix seconds), recipients, digest, collected_at.
    #[arg(long)]
    json: bool,
}

/// Seals what stands on standard input, and submits it.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let input = ask::stdin("the details as JSON")?;
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
        let when = dates::minute(receipt.submitted_at);
        return Err(Failure::not_well(format!("The details were handed in already, on {when}."))
            .next("To change them, ask the agency for a new link."));
    }

    let known = look_up(&api, &path, &details)?;
    refuse_dead_end(known.provider.as_ref())?;
    let (answers, secret) = details.complete(known.provider.as_ref(), known.server.as_ref())?;
    let progress = Progress {
        step: Some(Step::Details),
        address: Some(answers.address.clone()),
        provider: Some(answers.provider.clone()).filter(|id| !id.is_empty()),
        server: known.server,
    };
    api.tell(&format!("{path}/progress"), &progress)?;

    if !args.no_check {
        try_login(&answers, &secret, settings).await?;
    }
    let sealed = seal(&link, &view.recipients, &answers, &secret, clock::now())
        .map_err(|error| Failure::usage(error.to_string()))?;
    let request = SubmitRequest { sealed, recipients: link.pin() };
    let receipt: Receipt = api.post(&format!("{path}/submission"), &request)?;
    let shown = if args.json { json(&receipt) } else { print(&in_words(&receipt, view.keep)) };
    shown.and_then(|()| vouch(&request.sealed, &receipt))?;
    Ok(ExitCode::SUCCESS)
}

/// The server that a link belongs to, and the link.
fn parse_link(text: &str) -> Result<(PublicUrl, Link), Failure> {
    let (link, server) = Link::parse_with_server(text).map_err(|error| {
        let failure = Failure::usage(error.to_string());
        match error {
            LinkError::Incomplete => {
                failure.next("Put the whole link in quotes: the shell cuts it at the # otherwise.")
            }
            LinkError::Rewritten | LinkError::Several | LinkError::Version => failure,
        }
    })?;
    let server = server.ok_or_else(|| {
        Failure::usage("The link's beginning is missing.").next("It looks like https://post.example.com/o#…")
    })?;
    Ok((server_address(&server)?, link))
}

/// Stops where the server names other technicians than the link does, and lets the agency know.
fn refuse_other_recipients(api: &Api, path: &str, link: &Link, view: &ClientView) -> Result<(), Failure> {
    let seen = view.recipients.pin();
    if seen == link.pin() {
        return Ok(());
    }
    let failure = Failure::not_well(SealError::PinMismatch.to_string());
    match api.tell(&format!("{path}/alarm"), &AlarmRequest { seen }) {
        Ok(()) => Err(failure.next("Nothing was sealed or sent. The agency has been alarmed.")),
        Err(_) => Err(failure.next("Nothing was sealed or sent, and the agency could not be alarmed.")),
    }
}

/// What the details do not say themselves.
#[derive(Default)]
struct Known {
    provider: Option<Provider>,
    server: Option<FoundServer>,
}

/// The provider that was named; else, where no server was named either, what is found for the address.
fn look_up(api: &Api, path: &str, details: &Details) -> Result<Known, Failure> {
    if let Some(id) = details.provider() {
        let is_id = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let unknown = || Failure::usage(format!("provider: There is no provider {id:?}."));
        let provider = if is_id { api.find(&format!("/api/providers/{id}"))? } else { None };
        return match provider {
            Some(provider) => Ok(Known { provider: Some(provider), server: None }),
            None => Err(unknown().next("Leave it out, and give host, port and username instead.")),
        };
    }
    if details.names_host() {
        return Ok(Known::default());
    }
    let request = DiscoverRequest { address: details.address()? };
    let found: Discovery = api.post(&format!("{path}/discover"), &request)?;
    say(&discovered::in_words(&request.address, &found));
    if found.provider.is_none() && found.server.is_none() {
        return match discovered::why_not(&found) {
            Some(reason) => {
                Err(Failure::usage(reason).next("Name it as \"provider\", or give host, port and username."))
            }
            None => Ok(Known::default()),
        };
    }
    let provider =
        found.provider.map(|brief| api.get(&format!("/api/providers/{}", brief.id))).transpose()?;
    Ok(Known { provider, server: found.server })
}

/// Where no password works, none is tried.
fn refuse_dead_end(provider: Option<&Provider>) -> Result<(), Failure> {
    match provider.filter(|provider| provider.secret_kind == SecretKind::Oauth2Only) {
        Some(provider) => {
            Err(Failure::not_well(format!("{} lets no web site in with a password.", provider.name))
                .next(provider.guide.join(" ")))
        }
        None => Ok(()),
    }
}

async fn try_login(answers: &Answers, secret: &Secret, settings: &Settings) -> Result<(), Failure> {
    let report = trial::login(answers, secret, settings).await?;
    trial::passed(&report, |found| {
        let anyway = "Nothing was handed in; to do so all the same, give --no-check.";
        if found.client.is_empty() { anyway.to_owned() } else { format!("{}\n{anyway}", found.client) }
    })
}

fn in_words(receipt: &Receipt, keep: Days) -> String {
    format!(
        "Sealed for {}. Nobody else can read it.\nHanded in on {}.\nDeleted {}.\nDigest, to compare by telephone: {}\n",
        receipt.recipients.join(", "),
        dates::minute(receipt.submitted_at),
        keep.after_setup(),
        receipt.digest,
    )
}

/// A receipt for something else than what was sealed here is worth nothing.
fn vouch(sealed: &Sealed, receipt: &Receipt) -> Result<(), Failure> {
    let digest: String = receipt.digest.chars().filter(|c| !c.is_whitespace()).collect();
    if digest.len() >= 8 && base32::encode(&sealed.digest()).starts_with(&digest.to_ascii_lowercase()) {
        return Ok(());
    }
    Err(Failure::not_well("The receipt is not for what was sealed here.").next("Please call the agency."))
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
            (fragment.as_str(), "The link's beginning"),
            ("https://post.example/o", "This link is incomplete"),
            (&format!("https://post.example/#{}", fragment.as_str()), "The link's beginning"),
            (&format!("http://post.example/o#{}", fragment.as_str()), "This is not a server's address"),
        ] {
            let error = parse_link(text).unwrap_err().to_string();
            assert!(error.starts_with(start) && !error.contains(fragment.as_str()), "{error}");
        }
    }
}
