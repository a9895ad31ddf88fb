//! `sealpost spf`: what a receiver concludes from SPF for one connection.

use std::{net::IpAddr, process::ExitCode};

use audit::{
    resolver::Memo,
    spf::{Connection, SpfResult, check_host, picture},
};
use serde::Serialize;

use super::{Failure, clock, help, json, not_well, print, say::SAY, tree};
use crate::settings::Settings;

/// The arguments of `sealpost spf`.
#[derive(Debug, clap::Args)]
#[command(about = SAY.spf_about(), after_help = after_help())]
pub struct Args {
    #[arg(long, help = SAY.spf_ip())]
    ip: IpAddr,
    #[arg(long, value_name = "ADDR", help = SAY.spf_from())]
    from: String,
    #[arg(long, value_name = "NAME", help = SAY.spf_helo())]
    helo: String,
    #[arg(long, help = SAY.help_json())]
    json: bool,
}

fn after_help() -> String {
    help::sections(&[
        help::examples(&[(
            "sealpost spf --ip 192.0.2.1 --from info@shop.example --helo mail.shop.example",
            "",
        )]),
        help::exit_status(&[SAY.spf_exit_pass(), SAY.spf_exit_other(), SAY.spf_exit_temperror()]),
    ])
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
    print(&format!("{}\n", SAY.spf_result(&outcome.result, &outcome.lookups, &outcome.voids)))?;
    if !outcome.explanation.is_empty() {
        let explanation: String = outcome.explanation.chars().filter(|c| !c.is_control()).collect();
        print(&format!("{}\n", SAY.spf_explanation(&explanation)))?;
    }
    let domain = args.from.rsplit_once('@').map_or(args.from.as_str(), |(_, domain)| domain);
    let domain = if domain.is_empty() { &args.helo } else { domain };
    if let Some(senders) = picture(&resolver, domain).await {
        print(&format!("\n{}\n", SAY.spf_senders(&domain)))?;
        tree::lines(&senders).iter().try_for_each(|line| print(&format!("{line}\n")))?;
    }
    Ok(code)
}
