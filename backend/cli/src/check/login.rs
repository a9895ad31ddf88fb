//! The options of `sealpost check` that say how to sign in.

use std::path::PathBuf;

use probe::check::{App, SignIn};
use shared::{
    details::SecretText,
    facts,
    grant::{Guid, Tenant},
    rules::{Address, Host, Username},
    smtp::{Login, Proof},
    wire::ProviderGuide,
};

use crate::{
    Failure, ask, names,
    say::{CLIENT, GUIDES, SAY},
    secrets, token,
};

/// How to sign in.
#[derive(Debug, clap::Args)]
pub(super) struct LoginArgs {
    #[arg(long, value_name = "NAME", value_parser = names::parse_username, help = SAY.check_user())]
    user: Username,
    #[arg(long, help = SAY.help_password_stdin())]
    password_stdin: bool,
    #[arg(long, help = SAY.check_as_typed())]
    as_typed: bool,
    #[arg(long, help = SAY.check_oauth_token())]
    oauth_token: bool,
    #[arg(long, value_name = "ID|DOMAIN", requires = "application", conflicts_with = "oauth_token",
          value_parser = token::tenant, help = SAY.check_tenant())]
    tenant: Option<Tenant>,
    #[arg(long, value_name = "ID", requires = "tenant", value_parser = token::application,
          help = SAY.token_application())]
    application: Option<Guid>,
    #[arg(long, value_name = "FILE", requires = "application", conflicts_with = "password_stdin",
          help = SAY.token_certificate())]
    certificate: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.check_from())]
    from: Option<Address>,
}

impl LoginArgs {
    /// Asks for the secret, and returns how to sign in to this server.
    pub(super) fn sign_in(self, host: &Host) -> Result<SignIn, Failure> {
        if let (Some(tenant), Some(application)) = (self.tenant, self.application) {
            let certificate = self.certificate.as_deref();
            let app = App::Microsoft(token::client(tenant, application, self.password_stdin, certificate)?);
            return Ok(SignIn::Grant { username: self.user, address: self.from, app });
        }
        let provider = facts::provider_by_host(host.as_str()).filter(|_| !self.oauth_token);
        let provider = provider.map(|provider| GUIDES.tell(provider));
        let secret = password(self.password_stdin, provider.as_ref(), self.as_typed)?;
        let proof = if self.oauth_token { Proof::Token } else { Proof::Password };
        Ok(SignIn::Login(Login { username: self.user, secret, proof, address: self.from }))
    }
}

fn password(
    from_stdin: bool,
    provider: Option<&ProviderGuide>,
    as_typed: bool,
) -> Result<SecretText, Failure> {
    let text = if from_stdin { ask::password_from_stdin()? } else { ask::password(SAY.ask_password())? };
    secrets::used(&text.0, provider, as_typed)
        .map_err(|error| Failure::usage(SAY.check_password_unusable(&CLIENT.rule_error(error))))
}
