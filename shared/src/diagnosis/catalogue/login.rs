//! Which part of a login is wrong, if the reply only says that it is: as this provider has it.

use super::{Failed, User, mailbox::Mailbox};
use crate::{
    details::SecretKind,
    diagnosis::{Acts, Diagnosis},
};

/// What a provider or service wants in the two fields.
struct Form {
    user: &'static str,
    secret: SecretKind,
    /// As in "Create an app password".
    secret_name: &'static str,
    /// As in "in the account's settings".
    place: &'static str,
    name: &'static str,
}

/// Says which field is wrong. An explanation of the provider's own keeps its cause, and what it says of the secret.
pub(super) fn sharpen(found: &mut Diagnosis, failed: &Failed, mailbox: Mailbox, is_own: bool) {
    if !correct_user(found, failed, mailbox, is_own)
        && !is_own
        && let Some(form) = form(mailbox)
    {
        wrong_secret(found, &form);
    }
}

/// True if no account of this provider has a user name of this form.
pub(super) fn is_wrong_user(failed: &Failed, mailbox: Mailbox) -> bool {
    form(mailbox).is_some_and(|form| wrong_user(&form, failed.user, false).is_some())
}

/// Says what the user name has to be, and returns true, if the one that was tried has another form than this provider's.
pub(super) fn correct_user(found: &mut Diagnosis, failed: &Failed, mailbox: Mailbox, is_own: bool) -> bool {
    let Some(form) = form(mailbox) else { return false };
    let Some(client) = wrong_user(&form, failed.user, is_own) else { return false };
    found.meaning = format!("{} rejected the sign-in, because the user name isn't the right one.", form.name);
    found.client = client;
    found.acts = Acts::Client;
    "The password may be good: the user name alone explains the refusal.".clone_into(&mut found.technician);
    found.secret_refused = false;
    found.secret_doubted = false;
    if !is_own {
        "wrong-username-form".clone_into(&mut found.cause);
    }
    true
}

fn form(mailbox: Mailbox) -> Option<Form> {
    if let Some(service) = mailbox.service {
        return Some(Form {
            user: &service.username_form,
            secret: service.secret_kind,
            secret_name: &service.secret_name,
            place: &service.place,
            name: &service.name,
        });
    }
    let provider = mailbox.provider?;
    let (secret_name, place) = match provider.secret_kind {
        SecretKind::AppPassword => ("an app password", "the account's security settings"),
        SecretKind::ApiKey => ("an API key", "the provider's settings page"),
        SecretKind::SmtpToken => ("an SMTP token", "the provider's SMTP page"),
        SecretKind::SmtpPassword => ("the SMTP password", "the provider's SMTP page"),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => ("", ""),
    };
    Some(Form {
        user: &provider.username_form,
        secret: provider.secret_kind,
        secret_name,
        place,
        name: &provider.name,
    })
}

/// The step to take, if the user name has another form than this provider's have.
fn wrong_user(form: &Form, user: User<'_>, is_own: bool) -> Option<String> {
    let is_address = user.is_address();
    match form.user {
        "full-email" if user.is_no_address() && !is_own => {
            Some("Enter your whole email address as the user name.".into())
        }
        "same-as-secret" if is_address => {
            Some("Copy the same token into both fields: user name and password.".into())
        }
        "generated" if is_address => Some(format!(
            "Copy the user name and the password from {}. The user name isn't your email address.",
            form.place
        )),
        "api-key" if is_address => {
            Some("Enter the API key as the user name, and the secret key as the password.".into())
        }
        form => {
            let literal = form.strip_prefix("literal:")?;
            user.is_other_than(literal).then(|| format!("Enter the word {literal} as the user name."))
        }
    }
}

fn wrong_secret(found: &mut Diagnosis, form: &Form) {
    let Form { name, secret_name, place, .. } = form;
    let cause = match form.secret {
        SecretKind::AppPassword => "app-password-required",
        SecretKind::ApiKey | SecretKind::SmtpToken | SecretKind::SmtpPassword => "wrong-credential-kind",
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => return,
    };
    cause.clone_into(&mut found.cause);
    found.meaning =
        format!("{name} rejected the sign-in. This usually means the password isn't {secret_name}.");
    let is_one_of_many = secret_name.starts_with("an ") || secret_name.starts_with("a ");
    let (verb, at) = if is_one_of_many { ("Create", "in") } else { ("Copy", "from") };
    found.client = format!("{verb} {secret_name} {at} {place} and paste it here as the password.");
    let user = if form.user == "full-email" { " The user name is the whole email address." } else { "" };
    found.technician = format!("The account's normal password doesn't work for SMTP at this provider.{user}");
}
