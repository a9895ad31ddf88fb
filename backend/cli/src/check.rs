//! `sealpost check`: tries a login from this machine.

mod login;
pub(super) mod patience;
pub(super) mod show;

use std::{process::ExitCode, time::Duration};

use login::LoginArgs;
use net::Egress;
use probe::check::{
    CheckRequest, Limits, Target, all_ports_timed_out, check,
    find::{self, Candidate, Nothing},
};
use shared::{
    check::{Attested, CheckReport, CheckVerdict, StageOutcome, StageReport},
    rules::{Host, Port, Security},
    typed::Server,
};
use words::{Language, diagnosis::tell_report};

use super::{
    Failure, clock, help, json, names, not_well, print,
    say::{CLIENT, SAY},
};
use crate::{
    settings::{Asker, Settings},
    style::Style,
};

/// The arguments of `sealpost check`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.check_about(),
    long_about = help::long(SAY.check_about(), SAY.check_more()),
    after_help = exit_status(),
    after_long_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "HOST[:PORT]", value_parser = server, help = SAY.check_server())]
    server: Server,
    #[arg(long, value_name = "auto|implicit-tls|starttls", default_value = "auto", value_parser = security,
          help = SAY.check_security())]
    security: Choice,
    #[command(flatten)]
    login: LoginArgs,
    #[arg(long, help = SAY.help_json())]
    json: bool,
}

fn exit_status() -> String {
    help::exit_status(&[SAY.check_exit_ok(), SAY.check_exit_failed(), SAY.check_exit_usage()])
}

fn after_help() -> String {
    let examples = [
        ("sealpost check smtp.example.com --user ada@example.com", SAY.check_example()),
        (
            "sealpost check smtp.example.com:587 --user ada@example.com \\\n      --from info@example.com",
            SAY.check_example_from(),
        ),
        (
            "sealpost check smtp.example.com --user ada@example.com \\\n      --password-stdin --json < password.txt",
            SAY.check_example_json(),
        ),
        ("sealpost discover ada@example.com", SAY.check_example_discover()),
        (
            "sealpost check smtp.gmail.com --user ada@example.com \\\n      --oauth-token --password-stdin < token.txt",
            SAY.check_example_token(),
        ),
        (
            "sealpost check smtp.office365.com --user info@bakery.example \\\n      --tenant bakery.onmicrosoft.com --application ID",
            SAY.check_example_grant(),
        ),
        (
            "sealpost check smtp.office365.com --user info@bakery.example \\\n      --tenant bakery.onmicrosoft.com --application ID --certificate app.pem",
            SAY.check_example_certificate(),
        ),
    ];
    let fields = [
        ("host, port, security", SAY.check_json_target()),
        ("verdict", SAY.check_json_verdict()),
        ("cause, acts", SAY.check_json_cause()),
        ("diagnosis", "meaning, client, technician, url, secret_refused"),
        ("stages", "stage, outcome (ok, fail, timed-out), millis, detail"),
        ("tls", "version, cipher, certificate (names, issuer, not_before, not_after)"),
        ("neighbours", SAY.check_json_neighbors()),
        ("source, at", SAY.check_json_source()),
        ("capabilities", SAY.check_json_capabilities()),
        ("attested_by", "technician"),
    ];
    let environment = [
        ("SEALPOST_DNS", SAY.check_environment_dns()),
        ("SEALPOST_EXTRA_ROOTS", SAY.check_environment_roots()),
        ("NO_COLOR", SAY.check_environment_color()),
    ];
    help::sections(&[
        help::examples(&examples),
        help::table(SAY.help_json_heading(), &fields),
        exit_status(),
        help::table(SAY.help_environment(), &environment),
    ])
}

/// How to encrypt the connection. `None` means that the check finds out.
#[derive(Debug, Clone, Copy)]
struct Choice(Option<Security>);

fn security(text: &str) -> Result<Choice, String> {
    match text {
        "auto" => Ok(Choice(None)),
        _ => text
            .parse()
            .map(|security| Choice(Some(security)))
            .map_err(|_| SAY.check_security_wrong().to_owned()),
    }
}

/// Reads `HOST`, `HOST:PORT`, `[IPV6]`, `[IPV6]:PORT`, and what people paste instead: see [`shared::typed::server`].
fn server(text: &str) -> Result<Server, String> {
    if let Ok(address) = names::address(text) {
        return Err(SAY.check_server_is_address(&address));
    }
    names::server(text).map_err(|error| CLIENT.rule_error(error))
}

/// Tries the login.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let egress = settings.egress(Asker::Person)?;
    let Server { host, port, security } = args.server;
    let sign_in = args.login.sign_in(&host)?;
    let limits = Limits::default();
    let found = candidate(&egress, &host, port, args.security.0.or(security), limits.stage).await;
    let (port, security) = *found.as_ref().unwrap_or_else(|silent| &silent.likeliest);
    let attested_by = Attested::Technician;
    let at = clock::now();
    let target = Target { provider: None, host, port, security, attested_by, at, limits };
    let request = CheckRequest { target, sign_in };
    let style = Style::of_stdout();
    if !args.json {
        print(&show::head(&request))?;
    }
    let mut tell = |stage: &StageReport| {
        if !args.json {
            // If no one reads the output anymore, the last print fails.
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
    let report = tell_report(Language::En, report);
    if args.json {
        json(&report)?;
    } else {
        print(&show::outcome(&report, request.sign_in.username(), style))?;
    }
    Ok(exit_code(&report))
}

/// Returns the exit code: 2 if the network doesn't answer, 1 if something is wrong with the server.
fn exit_code(report: &CheckReport) -> ExitCode {
    let silent = report.stages.last().is_some_and(|stage| stage.outcome == StageOutcome::TimedOut)
        || ["dns-servfail", "tcp-unreachable", "token-silent"].contains(&report.cause.as_str());
    match report.verdict {
        CheckVerdict::Ok => ExitCode::SUCCESS,
        CheckVerdict::Unreachable if silent => ExitCode::from(2),
        CheckVerdict::Refused => ExitCode::from(2),
        CheckVerdict::Fail | CheckVerdict::Unreachable => not_well(),
    }
}

/// No port answered in time.
struct AllSilent {
    likeliest: Candidate,
    others: Vec<Candidate>,
}

/// Returns the port and security to check: as given, or the best one that greets.
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
        // The check itself best explains what is wrong with the most likely one.
        Err(Nothing { speaks_tls, slow, .. }) => Ok(speaks_tls.or(slow).unwrap_or(candidates[0])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_read_as_people_type_them() {
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
