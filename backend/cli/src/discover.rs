//! `sealpost discover`: which provider an address uses.

use std::process::ExitCode;

use probe::discover::discover;
use shared::{facts, rules::Address, wire::Discovery};

use super::{Failure, clock, discovered, help, json, names, not_well, print, say::SAY};
use crate::settings::{Asker, Settings};

/// The arguments of `sealpost discover`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.discover_about(),
    long_about = help::long(SAY.discover_about(), SAY.discover_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.help_website_address())]
    address: Address,
    #[arg(long, help = SAY.help_json())]
    json: bool,
}

fn after_help() -> String {
    let examples = [
        "sealpost discover orders@bakery.example",
        "sealpost discover orders@bakery.example --json | jq -r .provider.id",
    ];
    help::sections(&[
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.discover_exit_ok(), SAY.discover_exit_none(), SAY.discover_exit_usage()]),
    ])
}

/// Finds the provider and prints it.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let egress = settings.egress(Asker::Person)?;
    let found = discover(&egress, &args.address).await;
    if args.json {
        json(&found)?;
    } else {
        let provider = found.provider.as_ref().and_then(|brief| facts::provider(&brief.id));
        let settings = provider.map_or_else(String::new, |provider| {
            discovered::settings(provider, found.server.as_ref(), &args.address, clock::now())
        });
        print(&format!("{}\n{settings}", discovered::in_words(&args.address, &found)))?;
    }
    Ok(exit_code(&found))
}

fn exit_code(found: &Discovery) -> ExitCode {
    if found.provider.is_some() || found.server.is_some() {
        ExitCode::SUCCESS
    } else if found.unknown.is_some() {
        ExitCode::from(2)
    } else {
        not_well()
    }
}
