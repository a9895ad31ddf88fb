//! `sealpost token`: gets an access token, with which a site signs in to a mail server without a password.

use std::process::ExitCode;

use net::{NotPosted, Posted};
use shared::{
    details::Secret,
    diagnosis::grant::explain,
    facts::GrantPeer,
    grant::{AccessToken, Guid, MICROSOFT, OauthClient, Refusal, Tenant, read},
    rules::Host,
};
use words::{Language, diagnosis::tell};
use zeroize::Zeroizing;

use super::{
    Failure, ask, data, help, not_well, say,
    say::{CLIENT, SAY},
};
use crate::settings::{Asker, Settings};

/// How much of a reply is shown, in characters. Microsoft's have about 700.
const REPLY_MAX: usize = 1000;
/// The provider in the fact tables.
const PROVIDER: &str = "microsoft-365";

/// The arguments of `sealpost token`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.token_about(),
    long_about = help::long(SAY.token_about(), SAY.token_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(long, value_name = "ID|DOMAIN", value_parser = tenant, help = SAY.token_tenant())]
    tenant: Tenant,
    #[arg(long, value_name = "ID", value_parser = application, help = SAY.token_application())]
    application: Guid,
    #[arg(long, help = SAY.token_secret_stdin())]
    secret_stdin: bool,
}

fn after_help() -> String {
    let examples = [
        ("sealpost token --tenant bakery.onmicrosoft.com --application ID > token.txt", SAY.token_example()),
        (
            "sealpost check smtp.office365.com --user info@bakery.example \\\n      --oauth-token --password-stdin < token.txt",
            SAY.token_example_check(),
        ),
    ];
    let environment = [
        ("SEALPOST_DNS", SAY.check_environment_dns()),
        ("SEALPOST_EXTRA_ROOTS", SAY.check_environment_roots()),
    ];
    help::sections(&[
        help::examples(&examples),
        help::exit_status(&[SAY.token_exit_ok(), SAY.token_exit_refused(), SAY.token_exit_usage()]),
        help::table(SAY.help_environment(), &environment),
    ])
}

fn tenant(text: &str) -> Result<Tenant, String> {
    text.parse().map_err(|_| SAY.token_tenant_wrong().to_owned())
}

fn application(text: &str) -> Result<Guid, String> {
    text.parse().map_err(|_| SAY.token_application_wrong().to_owned())
}

/// Gets a token and prints it.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let egress = settings.egress(Asker::Person)?;
    let client = OauthClient::new(args.tenant, args.application, secret(args.secret_stdin)?)
        .map_err(|_| Failure::usage(SAY.token_secret_is_id()).next(SAY.token_secret_is_id_next()))?;
    let answer = egress.https_post_form(&endpoint(), &client.path(), &client.form()).await;
    let Posted { status, body } = answer.map_err(not_posted)?;
    match read(status, &body) {
        Ok(token) => {
            say(&about(&token));
            data(&Zeroizing::new(format!("{}\n", token.text.expose())))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(refusal) => {
            say(&in_words(&refusal));
            Ok(not_well())
        }
    }
}

fn endpoint() -> Host {
    MICROSOFT.parse().expect("the name of a host")
}

fn secret(from_stdin: bool) -> Result<Secret, Failure> {
    let text = if from_stdin { ask::password_from_stdin()? } else { ask::password(SAY.token_ask_secret())? };
    Secret::new(text.0.trim().to_owned())
        .map_err(|error| Failure::usage(SAY.token_secret_unusable(&CLIENT.rule_error(error))))
}

fn not_posted(failed: NotPosted) -> Failure {
    match failed {
        NotPosted::Unreachable(error) => Failure::usage(SAY.token_unreachable(&MICROSOFT, &error)),
        NotPosted::Untrusted(detail) => Failure::usage(SAY.token_untrusted(&MICROSOFT, &detail)),
        NotPosted::Silent => Failure::usage(SAY.token_silent(&MICROSOFT)),
    }
}

/// Says what the token is for.
fn about(token: &AccessToken) -> String {
    let mut lines = vec![SAY.token_valid(u64::from(token.lifetime / 60))];
    if let Some(claims) = &token.claims {
        lines.push(SAY.token_for(&claims.aud));
        lines.push(match &claims.roles[..] {
            [] => SAY.token_no_roles().to_owned(),
            roles => SAY.token_roles(&roles.join(", ")),
        });
    }
    lines.join("\n")
}

/// Explains why there is no token, with the endpoint's own words.
fn in_words(Refusal(reply): &Refusal) -> String {
    let found = explain(GrantPeer::Token, Some(PROVIDER), reply).map(|found| tell(Language::En, &found));
    let mut lines = vec![SAY.token_refused().to_owned()];
    match found {
        Some(found) => lines.extend([found.meaning, found.client, found.technician]),
        None => lines.push(SAY.token_unknown().to_owned()),
    }
    // A proxy can answer with a whole page.
    let reply: String =
        reply.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(REPLY_MAX).collect();
    if !reply.is_empty() {
        lines.push(SAY.token_reply(&reply));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
