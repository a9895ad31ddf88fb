//! `sealpost new`: an onboarding, and its link.

use std::{path::PathBuf, process::ExitCode};

use sealpost_core::random;
use serde::Serialize;
use shared::{
    link::Locator,
    recipients::RecipientSet,
    rules::{Address, Domain},
    wire::{BoardRow, Config, CreateRequest, Me, NewLink},
};

use crate::settings::Settings;

use super::{
    Failure,
    api::{Api, ServerArgs},
    approve::{Accept, Asker},
    data, dates, identity, json,
    keep::{self, Known},
    names, say,
};

/// Make an onboarding, and print the link for the client.
///
/// The link is made on this machine and never shown to the server: what stands after its # lets in
/// whoever has it, so send it to the client alone. It stands alone on standard output; everything else
/// goes to standard error.
///
/// The link is bound to the technicians who will be able to read what the client seals. They are shown
/// with the fingerprints of their keys. You accept each of them once; whom you accepted is remembered on this
/// machine. When the server names anybody else later, you are asked, or need --accept-recipient.
/// If you are a technician too, -i carries what you accepted between your machines and browsers.
///
/// This machine vouches for the link with a key of its own. The first time, each technician compares it with you.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost new --client 'Bakery Lindqvist' --site bakery.example
  sealpost new --client 'Bakery Lindqvist' --site bakery.example --address orders@bakery.example \\
      --email anna@bakery.example --days 30
  sealpost new --client Anna --site bakery.example --accept-recipient '7k3m 9q2x 4n8t 1v6c' --json | jq -r .link

Exit status:
  0  the onboarding was made
  1  there are no technicians to make it for, or they were not accepted
  2  wrong usage, or the server could not be asked")]
pub struct Args {
    /// The client's name, as the client will see it.
    #[arg(long, value_name = "NAME")]
    client: String,
    /// The site that the mail is for.
    #[arg(long, value_name = "DOMAIN", value_parser = names::domain)]
    site: Domain,
    /// The address that the site shall send from, where you know it.
    #[arg(long, value_name = "ADDRESS", value_parser = names::address)]
    address: Option<Address>,
    /// The client's own address, for reminders.
    #[arg(long, value_name = "ADDRESS", value_parser = names::address)]
    email: Option<Address>,
    /// How many days the link works.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=90))]
    days: u32,
    #[command(flatten)]
    accept: Accept,
    /// Your key file, if you are a technician: carries the list of those you accepted between your devices.
    #[arg(short, long = "identity", value_name = "KEY")]
    identity: Option<PathBuf>,
    /// Print JSON: id, link, locator, expires_at (Unix seconds), recipients with fingerprints, and vouched_by, the
    /// fingerprint of this machine's key.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    server: ServerArgs,
}

/// Makes the link here, then the onboarding at the server.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let api = Api::staff(&args.server, settings)?;
    let config: Config = api.get("/api/config")?;
    let set: RecipientSet = api.get("/api/recipients")?;
    let me: Me = api.get("/api/session")?;
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let asker = Asker { api: &api, me: &me, identities: identities.as_ref(), pinned: None };
    asker.approve(&set, &args.accept)?;

    let link = random::link(set.pin()).map_err(|error| Failure::usage(format!("No link: {error}.")))?;
    let key = keep::vouching_key()?;
    let manager = key.manager(&me.name);
    let voucher = key.vouch(&me.name, &link, &args.site);
    Known::load()?.meet(api.server().as_str(), manager.clone())?;
    let request = CreateRequest {
        client: args.client,
        site: args.site,
        address: args.address,
        email: args.email,
        days: args.days,
        link: NewLink::of(&link, Some(&voucher), &set).map_err(|error| Failure::usage(error.to_string()))?,
    };
    let row: BoardRow = api.post("/api/onboardings", &request)?;
    let url = link.url(&config.public_url);
    if args.json {
        let made = Made {
            id: &row.id,
            link: &url,
            locator: link.locator(),
            expires_at: row.expires_at,
            recipients: set.recipients().iter().map(Fingerprint::of).collect(),
            vouched_by: manager.fingerprint(),
        };
        json(&made)?;
    } else {
        data(&format!("{}\n", url.as_str()))?;
        say(&format!(
            "Onboarding {} for {} ({}). The link works until {}.\nSend it to the client alone; the server \
             cannot show it again.\nTechnicians who have not met this machine compare its key with you: {}",
            row.id,
            row.client,
            row.site,
            dates::day(row.expires_at),
            manager.fingerprint()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Made<'a> {
    id: &'a str,
    link: &'a str,
    locator: Locator,
    expires_at: i64,
    recipients: Vec<Fingerprint<'a>>,
    vouched_by: String,
}

#[derive(Serialize)]
struct Fingerprint<'a> {
    name: &'a str,
    fingerprint: String,
}

impl<'a> Fingerprint<'a> {
    fn of(recipient: &'a shared::recipients::Recipient) -> Self {
        Self { name: recipient.name(), fingerprint: recipient.fingerprint() }
    }
}
