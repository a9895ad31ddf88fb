//! `sealpost spf`: what a receiver concludes from SPF for one connection.

use std::{net::IpAddr, process::ExitCode};

use audit::{
    resolver::Memo,
    spf::{Connection, SpfResult, check_host, picture},
};
use serde::Serialize;

use super::{Failure, clock, json, not_well, print, tree};
use crate::settings::Settings;

/// Evaluate SPF as a receiver would (RFC 7208): may this address send mail in this name?
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  sealpost spf --ip 192.0.2.1 --from info@shop.example --helo mail.shop.example

Exit status: 0 for pass; 2 for temperror (a name server did not answer); 1 for any other result.")]
pub struct Args {
    /// The address that connects.
    #[arg(long)]
    ip: IpAddr,
    /// MAIL FROM; empty for a bounce.
    #[arg(long, value_name = "ADDR")]
    from: String,
    /// The name given with HELO or EHLO.
    #[arg(long, value_name = "NAME")]
    helo: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The JSON.
#[derive(Serialize)]
struct Outcome {
    result: String,
    explanation: String,
    lookups: u32,
    voids: u32,
}

/// Evaluates and prints.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let connection = Connection {
        ip: args.ip,
        sender: &args.from,
        helo: &args.helo,
        receiver: "unknown",
        now: clock::now(),
    };
    let resolver = Memo::new(settings.resolvers());
    let evaluation = check_host(&resolver, &connection).await;
    let code = match evaluation.result {
        SpfResult::Pass => ExitCode::SUCCESS,
        SpfResult::TempError => ExitCode::from(2),
        _ => not_well(),
    };
    let outcome = Outcome {
        result: evaluation.result.to_string(),
        explanation: evaluation.explanation,
        lookups: evaluation.lookups,
        voids: evaluation.voids,
    };
    if args.json {
        json(&outcome)?;
        return Ok(code);
    }
    print(&format!(
        "{} ({} of 10 lookups, {} of 2 voids)\n",
        outcome.result, outcome.lookups, outcome.voids
    ))?;
    if !outcome.explanation.is_empty() {
        let said: String = outcome.explanation.chars().filter(|c| !c.is_control()).collect();
        print(&format!("The domain's owner says: {said}\n"))?;
    }
    let domain = args.from.rsplit_once('@').map_or(args.from.as_str(), |(_, domain)| domain);
    let domain = if domain.is_empty() { &args.helo } else { domain };
    if let Some(senders) = picture(&resolver, domain).await {
        print(&format!("\nWho may send for {domain}\n"))?;
        tree::lines(&senders).iter().try_for_each(|line| print(&format!("{line}\n")))?;
    }
    Ok(code)
}
