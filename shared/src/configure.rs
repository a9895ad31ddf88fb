//! Writes settings for a website's software, ready to paste. Each value is written so that the program gets back
//! exactly the original value, whatever characters it contains. If a program has no form for a value, nothing is
//! written.

mod cannot;
mod django;
mod dotenv;
mod env_file;
mod fluent_smtp;
mod javascript;
mod laravel;
mod msmtp;
mod nodemailer;
mod php;
mod platform;
mod postfix;
mod provider;
mod python;
mod rails;
mod ruby;
mod symfony;
#[cfg(test)]
mod tests;
mod text;
mod url;
mod wordpress_plain;
mod wp_mail_smtp;

use zeroize::Zeroizing;

pub use cannot::{CannotTake, Reason};
pub use dotenv::{Misread, Reader, Remark, Remarks};
pub use platform::{Group, Platform};

use self::provider::Provider;
use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, Credential, OauthClient, PluginClient, ServiceAccount},
    secret::{Kind, Secret},
};

/// Settings, or why there are none.
type Written = Result<Zeroizing<String>, Reason>;

/// Returns the settings as text with a line break at the end. A `.env` file has the form for the program that reads it,
/// or else the form that most programs read, with comments from `remarks`. If the secret isn't a password, the user name
/// in the answers is the mailbox. The text contains the secret, so it is only for the technician's terminal, file or
/// clipboard.
///
/// # Errors
/// [`CannotTake`] if the platform can't sign in with this kind of secret, or has no form for one of the values.
pub fn render(
    platform: Platform,
    reader: Option<Reader>,
    answers: &Answers,
    secret: &Secret,
    remarks: Remarks,
) -> Result<Zeroizing<String>, CannotTake> {
    let written = match secret {
        Secret::Typed { text, .. } => typed(platform, reader, answers, text, remarks),
        Secret::OauthClient(client) => match client.credential() {
            Credential::ClientSecret { .. } => oauth_client(platform, answers, client),
            Credential::Certificate(certificate) => oauth_certificate(platform, answers, client, certificate),
        },
        Secret::ServiceAccount(account) => service_account(platform, answers, account),
        Secret::PluginClient(client) => plugin_client(platform, answers, client),
    };
    written.map_err(|reason| CannotTake { platform, reason })
}

fn typed(
    platform: Platform,
    reader: Option<Reader>,
    answers: &Answers,
    secret: &SecretText,
    remarks: Remarks,
) -> Written {
    match platform {
        Platform::WordpressWpMailSmtp => Ok(wp_mail_smtp::typed(answers, secret)),
        Platform::WordpressFluentSmtp => Ok(fluent_smtp::typed(answers, secret)),
        Platform::WordpressPlain => Ok(wordpress_plain::typed(answers, secret)),
        Platform::Laravel => Ok(laravel::typed(answers, secret, remarks)),
        Platform::Symfony => Ok(symfony::typed(answers, secret)),
        Platform::Django => django::typed(answers, secret),
        Platform::Rails => Ok(rails::typed(answers, secret)),
        Platform::Nodemailer => Ok(nodemailer::typed(answers, secret)),
        Platform::Postfix => postfix::typed(answers, secret),
        Platform::Msmtp => msmtp::typed(answers, secret),
        Platform::Env => Ok(env_file::typed(reader, answers, secret, remarks)),
    }
}

fn oauth_client(platform: Platform, answers: &Answers, client: &OauthClient) -> Written {
    match platform {
        Platform::WordpressPlain => Ok(wordpress_plain::oauth(answers, client)),
        Platform::Django => django::oauth(answers, client),
        Platform::Rails => Ok(rails::oauth(answers, client)),
        Platform::Nodemailer => Ok(nodemailer::oauth(answers, client)),
        Platform::Msmtp => msmtp::oauth(answers, client),
        _ => Err(Reason::Kind(Kind::OauthClient)),
    }
}

fn oauth_certificate(
    platform: Platform,
    answers: &Answers,
    client: &OauthClient,
    certificate: &ClientCertificate,
) -> Written {
    match platform {
        Platform::WordpressPlain => Ok(wordpress_plain::certificate(answers, client, certificate)),
        Platform::Rails => Ok(rails::certificate(answers, client, certificate)),
        Platform::Nodemailer => Ok(nodemailer::certificate(answers, client, certificate)),
        Platform::Msmtp => Ok(msmtp::certificate(answers, client, certificate)),
        _ => Err(Reason::Kind(Kind::OauthCertificate)),
    }
}

fn service_account(platform: Platform, answers: &Answers, account: &ServiceAccount) -> Written {
    match platform {
        Platform::WordpressPlain => Ok(wordpress_plain::service_account(answers, account)),
        Platform::Rails => Ok(rails::service_account(answers, account)),
        Platform::Nodemailer => Ok(nodemailer::service_account(answers, account)),
        _ => Err(Reason::Kind(Kind::ServiceAccount)),
    }
}

fn plugin_client(platform: Platform, answers: &Answers, client: &PluginClient) -> Written {
    let (id, secret) = (client.id(), client.secret());
    let provider = Provider::of(id).ok_or(Reason::UnknownClient);
    match platform {
        Platform::WordpressWpMailSmtp => Ok(wp_mail_smtp::plugin_client(answers, provider?, id, secret)),
        Platform::WordpressFluentSmtp => Ok(fluent_smtp::plugin_client(provider?, client)),
        _ => Err(Reason::Kind(Kind::PluginClient)),
    }
}
