//! `sealpost check`: tries a login from this machine.

pub(super) mod patience;
pub(super) mod show;
pub(super) mod style;

use std::{process::ExitCode, time::Duration};

use net::Egress;
use probe::check::{
    CheckRequest, Limits, Target, all_ports_timed_out, check,
    find::{self, Candidate, Nothing},
};
use shared::{
    check::{Attested, CheckReport, CheckVerdict, StageOutcome, StageReport},
    details::Secret,
    facts::{self, Provider},
    rules::{Address, Host, Port, Security, Username},
    smtp::{Login, Proof},
    typed::Server,
};
use style::Style;

use super::{Failure, ask, clock, json, names, not_well, print, secrets};
use crate::settings::{Asker, Settings};

/// Try a login the way a web site would use it, stage by stage. No message is sent.
///
/// It needs no server and no account, and connects wherever you say. The password is never sent before the
/// connection is encrypted, and one that was refused is never tried again.
///
/// Without a port, those where the provider takes mail are tried at once up to their greeting, and the best that
/// greets is taken: 465 with SSL/TLS, then 587 and 2525 with STARTTLS. Where the port that you named does not
/// answer, those beside it are tried the same way, and the answer says which work.
///
/// The sign-in is proved with SCRAM-SHA-256 where the server can, so that the password stays here; otherwise it
/// goes through TLS with PLAIN or LOGIN. The certificate has to be good for the name that you gave: there is no
/// switch to ignore that.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 when the login works; 1 when it does not; 2 for wrong usage, or when it could \
not be asked."
)]
#[command(after_long_help = "\
Examples:
  sealpost check smtp.example.com --user ada@example.com
      Asks for the password, finds the port, and tries to sign in.
  sealpost check smtp.example.com:587 --user ada@example.com --from info@example.com
      Also asks whether the mailbox may send as info@example.com.
  sealpost check smtp.example.com --user ada@example.com --password-stdin --json < password.txt
      For a program: the whole report, with the server's own words.
  sealpost discover ada@example.com
      Where only the address is known: finds the server to give here.
  sealpost check smtp.gmail.com --user ada@example.com --oauth-token --password-stdin < token.txt
      Tries an access token with XOAUTH2.

The JSON:
  host, port, security   what was checked
  verdict                ok, fail (the server said no), unreachable, refused (by us)
  cause, acts            a stable code, and who has to act
  diagnosis              meaning, client, technician, url, secret_refused
  stages                 stage, outcome (ok, fail, timed-out), millis, detail
  tls                    version, cipher, certificate (names, issuer, not_before, not_after)
  neighbours             ports beside that were tried: port, security, answers, failure
  source, at             the address it came from where it is public, and when (Unix seconds)
  capabilities           what EHLO named after TLS
  attested_by            technician

Exit status:
  0  the login works
  1  it does not, or the server is not what it should be
  2  wrong usage, or nobody could be asked: no answer in time, no name server, no way there

Environment:
  SEALPOST_DNS           name servers to ask instead of the system's
  SEALPOST_EXTRA_ROOTS   a PEM file with certificates to trust besides the public authorities
  NO_COLOR               no colours")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Args {
    /// The server, with its port where you know it; an IPv6 address with a port in brackets.
    #[arg(value_name = "HOST[:PORT]", value_parser = server)]
    server: Server,
    /// How the connection becomes encrypted; auto finds out.
    #[arg(long, value_name = "auto|implicit-tls|starttls", default_value = "auto", value_parser = security)]
    security: Choice,
    /// What to sign in with, most often the whole address.
    #[arg(long, value_name = "NAME")]
    user: Username,
    /// Read the password from standard input instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
    /// Use the password as it is typed, with its spaces, where this provider's passwords have none.
    #[arg(long)]
    as_typed: bool,
    /// The secret is an OAuth 2.0 access token, tried with XOAUTH2, and not a password.
    #[arg(long)]
    oauth_token: bool,
    /// Also ask whether this address may send.
    #[arg(long, value_name = "ADDRESS", value_parser = names::address)]
    from: Option<Address>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// How the connection becomes encrypted, or that it is to be found out.
#[derive(Debug, Clone, Copy)]
struct Choice(Option<Security>);

fn security(text: &str) -> Result<Choice, String> {
    match text {
        "auto" => Ok(Choice(None)),
        _ => text.parse().map(|security| Choice(Some(security))).map_err(|_| {
            "it is auto, implicit-tls (port 465, also called SSL) or starttls (port 587)".into()
        }),
    }
}

/// Reads `HOST`, `HOST:PORT`, `[IPV6]`, `[IPV6]:PORT`, and what people paste instead: see [`shared::typed::server`].
fn server(text: &str) -> Result<Server, String> {
    if let Ok(address) = names::address(text) {
        return Err(format!(
            "it is an email address; `sealpost discover {address}` finds the server that goes with it"
        ));
    }
    names::server(text).map_err(|error| error.to_string())
}

/// Tries the login.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let egress = settings.egress(Asker::Person)?;
    let Server { host, port, security } = args.server;
    let provider = facts::provider_by_host(host.as_str()).filter(|_| !args.oauth_token);
    let secret = password(args.password_stdin, provider, args.as_typed)?;
    let limits = Limits::default();
    let found = candidate(&egress, &host, port, args.security.0.or(security), limits.stage).await;
    let (port, security) = *found.as_ref().unwrap_or_else(|silent| &silent.likeliest);
    let proof = if args.oauth_token { Proof::Token } else { Proof::Password };
    let login = Login { username: args.user, secret, proof, address: args.from };
    let attested_by = Attested::Technician;
    let at = clock::now();
    let target = Target { provider: None, host, port, security, attested_by, at, limits };
    let request = CheckRequest { target, login };
    let style = Style::of_stdout();
    if !args.json {
        print(&show::head(&request))?;
    }
    let mut tell = |stage: &StageReport| {
        if !args.json {
            // A reader that has gone away is noticed at the end.
            let _ = print(&show::stage(stage, style));
        }
    };
    let report = match found {
        Ok(_) => patience::announced(check(&egress, &request, &mut tell)).await,
        Err(AllSilent { others, .. }) => {
            let report = all_ports_timed_out(&request.target, &others, limits.stage);
            report.stages.iter().for_each(tell);
            report
        }
    };
    if args.json {
        json(&report)?;
    } else {
        print(&show::outcome(&report, &request.login.username, style))?;
    }
    Ok(exit_code(&report))
}

/// A silent network is no answer; a server that is not what it should be is one.
fn exit_code(report: &CheckReport) -> ExitCode {
    let silent = report.stages.last().is_some_and(|stage| stage.outcome == StageOutcome::TimedOut)
        || ["dns-servfail", "tcp-unreachable"].contains(&report.cause.as_str());
    match report.verdict {
        CheckVerdict::Ok => ExitCode::SUCCESS,
        CheckVerdict::Unreachable if silent => ExitCode::from(2),
        CheckVerdict::Refused => ExitCode::from(2),
        CheckVerdict::Fail | CheckVerdict::Unreachable => not_well(),
    }
}

fn password(from_stdin: bool, provider: Option<&Provider>, as_typed: bool) -> Result<Secret, Failure> {
    let text = if from_stdin { ask::password_from_stdin()? } else { ask::password("Password: ")? };
    secrets::used(&text.0, provider, as_typed)
        .map_err(|error| Failure::usage(format!("The password cannot be used: {error}")))
}

/// No port answered in time.
struct AllSilent {
    likeliest: Candidate,
    others: Vec<Candidate>,
}

/// What to check: what was given, or what greets.
async fn candidate(
    egress: &Egress,
    host: &Host,
    port: Option<Port>,
    security: Option<Security>,
    limit: Duration,
) -> Result<Candidate, AllSilent> {
    if let (Some(port), Some(security)) = (port, security) {
        return Ok((port, security));
    }
    let mut candidates = port.map_or_else(|| find::at_host(host), find::at);
    candidates.retain(|candidate| security.is_none_or(|security| candidate.1 == security));
    if let [only] = candidates[..] {
        return Ok(only);
    }
    match find::find(egress, host, &candidates, limit).await {
        Ok(found) => Ok(found),
        Err(Nothing { all_timed_out: true, .. }) if port.is_none() => {
            let likeliest = candidates.remove(0);
            Err(AllSilent { likeliest, others: candidates })
        }
        // The check itself says best what is wrong with the likeliest.
        Err(Nothing { speaks_tls, slow, .. }) => Ok(speaks_tls.or(slow).unwrap_or(candidates[0])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_as_people_write_them() {
        let read = |text| server(text).map(|server| (server.host.to_string(), server.port.map(Port::get)));
        assert_eq!(read("smtp.shop.test"), Ok(("smtp.shop.test".into(), None)));
        assert_eq!(read("SMTP.shop.test:587"), Ok(("smtp.shop.test".into(), Some(587))));
        assert_eq!(read("localhost:2465"), Ok(("localhost".into(), Some(2465))));
        assert_eq!(read("[::1]:25"), Ok(("::1".into(), Some(25))));
        assert_eq!(read("::1"), Ok(("::1".into(), None)));
        assert!(read("ada@shop.test").unwrap_err().contains("sealpost discover ada@shop.test"));
        assert!(read("smtp.shop.test:0").unwrap_err().contains("1 to 65535"));
        assert!(read("https://shop.test").is_err());
    }
}
