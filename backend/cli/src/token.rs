//! `sealpost token`: gets an access token, with which a site signs in to a mail server without a password.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use net::NotPosted;
use probe::{
    check::{App, NeedsConsent, SignIn},
    grant::NoToken,
};
use shared::{
    details::SecretText,
    diagnosis::grant::explain,
    facts::GrantPeer,
    grant::{AccessToken, Guid, OauthClient, Refusal, SecretIsAnId, Tenant},
    wire::SealedSubmission,
};
use words::{Language, diagnosis::tell};
use zeroize::Zeroizing;

use super::{
    Failure,
    api::{Api, ServerArgs},
    ask, certificate, clock, data, help, identity, say,
    say::{CLIENT, SAY},
    trust::Trust,
    unseal::{path, unseal},
};
use crate::settings::{Asker, Settings};

/// The arguments of `sealpost token`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.token_about(),
    long_about = help::long(SAY.token_about(), SAY.token_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(requires = "identity", required_unless_present = "tenant", conflicts_with_all = ["tenant", "application"],
          help = SAY.token_id())]
    id: Option<String>,
    #[arg(short, long = "identity", value_name = "KEY", requires = "id", help = SAY.help_key())]
    identity: Option<PathBuf>,
    #[arg(long, value_name = "ID|DOMAIN", requires = "application", value_parser = tenant,
          help = SAY.token_tenant())]
    tenant: Option<Tenant>,
    #[arg(long, value_name = "ID", requires = "tenant", value_parser = application, help = SAY.token_application())]
    application: Option<Guid>,
    #[arg(long, conflicts_with = "id", help = SAY.token_secret_stdin())]
    secret_stdin: bool,
    #[arg(long, value_name = "FILE", requires = "tenant", conflicts_with_all = ["id", "secret_stdin"],
          help = SAY.token_certificate())]
    certificate: Option<PathBuf>,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    server: ServerArgs,
}

fn after_help() -> String {
    let examples = [
        ("sealpost token --tenant bakery.onmicrosoft.com --application ID > token.txt", SAY.token_example()),
        (
            "sealpost check smtp.office365.com --user info@bakery.example \\\n      --oauth-token --password-stdin < token.txt",
            SAY.token_example_check(),
        ),
        (
            "sealpost token --tenant bakery.onmicrosoft.com --application ID \\\n      --certificate app.pem > token.txt",
            SAY.token_example_certificate(),
        ),
        ("sealpost token 7k3m9q2xwd -i key.txt > token.txt", SAY.token_example_id()),
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

/// Reads a tenant.
pub(crate) fn tenant(text: &str) -> Result<Tenant, String> {
    text.parse().map_err(|_| SAY.token_tenant_wrong().to_owned())
}

/// Reads an Application (client) ID.
pub(crate) fn application(text: &str) -> Result<Guid, String> {
    text.parse().map_err(|_| SAY.token_application_wrong().to_owned())
}

/// Gets a token and prints it.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let (app, mailbox) = wanted(args, settings)?;
    let egress = settings.egress(Asker::Person)?;
    match app.token(&egress, &mailbox, clock::now()).await {
        Ok(token) => {
            say(&about(&token));
            data(&Zeroizing::new(format!("{}\n", token.text.expose())))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(reason) => Err(failure(&app, reason)),
    }
}

/// Returns who gets the token, and for which mailbox. An app registration's tokens aren't for one mailbox.
fn wanted(args: Args, settings: &Settings) -> Result<(App, String), Failure> {
    let (id, key) = match (args.tenant, args.application, args.id, args.identity) {
        (Some(tenant), Some(application), ..) => {
            let client = client(tenant, application, args.secret_stdin, args.certificate.as_deref())?;
            return Ok((App::Microsoft(client), String::new()));
        }
        (_, _, Some(id), Some(key)) => (id, key),
        // clap requires the ID and the key together, or the tenant and the application.
        _ => return Err(Failure::usage(SAY.id_wrong())),
    };
    let path = path(&id)?;
    let identities = identity::read(&key)?;
    let api = Api::staff(&args.server, settings)?;
    let submission: SealedSubmission = api.get(&format!("{path}/sealed"))?;
    let opened = unseal(&identities, &submission, api.server().as_str(), &args.trust)?.opened;
    match SignIn::new(&opened.answers, &opened.secret) {
        Ok(SignIn::Grant { app, username, .. }) => Ok((app, username.into())),
        Ok(SignIn::Login(_)) => {
            Err(Failure::usage(SAY.token_is_password()).next(SAY.token_is_password_next()))
        }
        Err(needs) => Err(needs_consent(needs)),
    }
}

/// Reads the certificate from this file. If there is none, asks for the client secret, or reads it from standard input.
pub(crate) fn client(
    tenant: Tenant,
    application: Guid,
    from_stdin: bool,
    certificate: Option<&Path>,
) -> Result<OauthClient, Failure> {
    if let Some(path) = certificate {
        return Ok(OauthClient::with_certificate(tenant, application, certificate::read(path)?));
    }
    OauthClient::new(tenant, application, secret(from_stdin)?)
        .map_err(|SecretIsAnId| Failure::usage(SAY.token_secret_is_id()).next(SAY.token_secret_is_id_next()))
}

fn secret(from_stdin: bool) -> Result<SecretText, Failure> {
    let text = if from_stdin { ask::password_from_stdin()? } else { ask::password(SAY.token_ask_secret())? };
    SecretText::new(text.0.trim().to_owned())
        .map_err(|error| Failure::usage(SAY.token_secret_unusable(&CLIENT.rule_error(error))))
}

/// Returns the failure for an app that only the plugin can use.
pub(crate) fn needs_consent(_: NeedsConsent) -> Failure {
    Failure::usage(SAY.check_needs_consent()).next(SAY.check_needs_consent_next())
}

/// Returns why there is no token, as a failure.
pub(crate) fn failure(app: &App, reason: NoToken) -> Failure {
    let host = app.endpoint();
    match reason {
        NoToken::Refused(refusal) => Failure::not_well(in_words(app.provider(), &refusal)),
        NoToken::UnusableKey => Failure::usage(SAY.token_key_unusable()),
        NoToken::NotAsked(NotPosted::Unreachable(error)) => {
            Failure::usage(SAY.token_unreachable(&host, &error))
        }
        NoToken::NotAsked(NotPosted::Untrusted(detail)) => {
            Failure::usage(SAY.token_untrusted(&host, &detail))
        }
        NoToken::NotAsked(NotPosted::Silent) => Failure::usage(SAY.token_silent(&host)),
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
fn in_words(provider: &str, Refusal(reply): &Refusal) -> String {
    let found = explain(GrantPeer::Token, Some(provider), reply).map(|found| tell(Language::En, &found));
    let mut lines = vec![SAY.token_refused().to_owned()];
    match found {
        Some(found) => lines.extend([found.meaning, found.client, found.technician]),
        None => lines.push(SAY.token_unknown().to_owned()),
    }
    if !reply.is_empty() {
        lines.push(SAY.token_reply(reply));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
