//! `sealpost discover`: who an address is with.

use std::process::ExitCode;

use probe::discover::discover;
use shared::{facts, rules::Address, wire::Discovery};

use super::{Failure, clock, discovered, json, names, not_well, print};
use crate::settings::{Asker, Settings};

/// Find the provider behind an address, or the server that its domain sends through.
///
/// Needs no server, no account and no password. It asks the domain's records (MX, SPF, SRV) and its autoconfig
/// address, and tries who greets at the usual names; no message is sent and nobody signs in. Where signs disagree, or
/// a filter stands before the mailbox, all that is possible is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost discover orders@bakery.example
  sealpost discover orders@bakery.example --json | jq -r .provider.id

Exit status: 0 when a provider or a server was found; 1 when not, or more than one; 2 when not asked.")]
pub struct Args {
    /// The address that the site shall send from.
    #[arg(value_name = "ADDRESS", value_parser = names::address)]
    address: Address,
    /// Print what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// Asks and prints.
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
