//! Finds which part of a login is wrong if the reply doesn't say, from what this provider requires.

use super::{Failed, User, mailbox::Mailbox};
use crate::{
    details::SecretKind,
    diagnosis::{AboutLogin, Acts, Cause, Found, SecretOf, Statement},
};

/// What a provider or service requires in the two fields.
struct Form {
    user: &'static str,
    secret: SecretKind,
    /// Where the names of the secret and of its page come from.
    of: SecretOf,
    /// True if people create one. Otherwise, they copy an existing one.
    is_created: bool,
    name: &'static str,
}

/// Says which field is wrong. An explanation from the provider's own row keeps its cause, and what it says about the
/// secret.
pub(super) fn sharpen(found: &mut Found, failed: &Failed, mailbox: Mailbox, is_own: bool) {
    if !correct_user(found, failed, mailbox, is_own)
        && !is_own
        && let Some(form) = form(mailbox)
    {
        wrong_secret(found, &form);
    }
}

/// Returns true if this provider's user names never have this form.
pub(super) fn is_wrong_user(failed: &Failed, mailbox: Mailbox) -> bool {
    form(mailbox).is_some_and(|form| wrong_user(&form, failed.user, false).is_some())
}

/// If the user name has a different form than this provider's, says what it has to be and returns true.
pub(super) fn correct_user(found: &mut Found, failed: &Failed, mailbox: Mailbox, is_own: bool) -> bool {
    let Some(form) = form(mailbox) else { return false };
    let Some(client) = wrong_user(&form, failed.user, is_own) else { return false };
    found.meaning = Statement::Login(AboutLogin::WrongUser { provider: form.name.to_owned() });
    found.client = vec![client];
    found.acts = Acts::Client;
    found.technician = vec![Statement::Login(AboutLogin::OnlyTheUser)];
    found.secret_refused = false;
    found.secret_doubted = false;
    if !is_own {
        found.cause = Cause::WrongUsernameForm;
    }
    true
}

fn form(mailbox: Mailbox) -> Option<Form> {
    if let Some(service) = mailbox.service {
        return Some(Form {
            user: &service.username_form,
            secret: service.secret_kind,
            of: SecretOf::Service(service.id.clone()),
            is_created: service.secret_is_created,
            name: &service.name,
        });
    }
    let provider = mailbox.provider?;
    Some(Form {
        user: &provider.username_form,
        secret: provider.secret_kind,
        of: SecretOf::Kind(provider.secret_kind),
        is_created: provider.secret_kind != SecretKind::SmtpPassword,
        name: &provider.name,
    })
}

/// Returns the step to take if the user name has a different form than this provider's.
fn wrong_user(form: &Form, user: User<'_>, is_own: bool) -> Option<Statement> {
    let is_address = user.is_address();
    match form.user {
        "full-email" if user.is_no_address() && !is_own => {
            Some(Statement::Login(AboutLogin::EnterWholeAddress))
        }
        "same-as-secret" if is_address => Some(Statement::Login(AboutLogin::EnterTokenTwice)),
        "generated" if is_address => Some(Statement::Login(AboutLogin::CopyLogin(form.of.clone()))),
        "api-key" if is_address => Some(Statement::Login(AboutLogin::EnterKeyAndSecret)),
        form => {
            let literal = form.strip_prefix("literal:")?;
            user.is_other_than(literal)
                .then(|| Statement::Login(AboutLogin::EnterWord { word: literal.to_owned() }))
        }
    }
}

fn wrong_secret(found: &mut Found, form: &Form) {
    found.cause = match form.secret {
        SecretKind::AppPassword => Cause::AppPasswordRequired,
        SecretKind::ApiKey | SecretKind::SmtpToken | SecretKind::SmtpPassword => Cause::WrongCredentialKind,
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => return,
    };
    found.meaning =
        Statement::Login(AboutLogin::WrongSecret { provider: form.name.to_owned(), secret: form.of.clone() });
    let step = if form.is_created { AboutLogin::CreateSecret } else { AboutLogin::CopySecret };
    found.client = vec![Statement::Login(step(form.of.clone()))];
    found.technician = vec![Statement::Login(AboutLogin::NormalPasswordFails)];
    if form.user == "full-email" {
        found.technician.push(Statement::Login(AboutLogin::UserIsAddress));
    }
}
