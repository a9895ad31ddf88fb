//! `sealpost new`: creates an onboarding and its link.

use std::{path::PathBuf, process::ExitCode};

use sealpost_core::random;
use serde::Serialize;
use shared::{
    link::Locator,
    recipients::RecipientSet,
    rules::{Address, Domain},
    wire::{BoardRow, Config, CreateRequest, Me, NewLink},
};

use crate::{
    say::{self, SAY, TECHNICIAN},
    settings::Settings,
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    approve::{Accept, Asker},
    data, help, identity, json,
    keep::{self, Known},
    names,
    printer::say,
};

/// The arguments of `sealpost new`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.new_about(),
    long_about = help::long(SAY.new_about(), SAY.new_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(long, value_name = "NAME", help = SAY.new_client())]
    client: String,
    #[arg(long, value_name = "DOMAIN", value_parser = names::parse_domain, help = SAY.new_site())]
    site: Domain,
    #[arg(long, value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.help_website_address())]
    address: Option<Address>,
    #[arg(long, value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.new_email())]
    email: Option<Address>,
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=90), help = SAY.new_days())]
    days: u32,
    #[command(flatten)]
    accept: Accept,
    #[arg(short, long = "identity", value_name = "KEY", help = SAY.new_identity())]
    identity: Option<PathBuf>,
    #[arg(long, help = SAY.new_json())]
    json: bool,
    #[command(flatten)]
    server: ServerArgs,
}

fn after_help() -> String {
    let examples = [
        "sealpost new --client 'Bakery Lindqvist' --site bakery.example",
        "sealpost new --client 'Bakery Lindqvist' --site bakery.example \\\n      \
         --address orders@bakery.example --email anna@bakery.example --days 30",
        "sealpost new --client Anna --site bakery.example \\\n      \
         --accept-recipient '7k3m 9q2x 4n8t 1v6c' --json | jq -r .link",
    ];
    help::sections(&[
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.new_exit_ok(), SAY.new_exit_refused(), SAY.new_exit_usage()]),
    ])
}

/// Creates the link here, then the onboarding on the server.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let api = Api::staff(&args.server, settings)?;
    let config: Config = api.get("/api/config")?;
    let set: RecipientSet = api.get("/api/recipients")?;
    let me: Me = api.get("/api/session")?;
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let asker = Asker { api: &api, me: &me, identities: identities.as_ref(), pinned: None };
    asker.approve(&set, &args.accept)?;

    let link = random::link(set.pin()).map_err(|error| Failure::usage(SAY.new_no_link(&error)))?;
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
        link: NewLink::of(&link, Some(&voucher), &set)
            .map_err(|error| Failure::usage(TECHNICIAN.seal_error(&error)))?,
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
        say(&SAY.new_done(&row.id, &row.client, &row.site, &say::day(row.expires_at)));
        say(SAY.new_done_send());
        say(&SAY.new_done_key(&manager.fingerprint()));
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
