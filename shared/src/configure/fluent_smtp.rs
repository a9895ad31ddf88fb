//! FluentSMTP: the constants that its connection form shows for "Store in wp-config.php". It reads only secrets from
//! there. The server, the port and the sender are entered in the form.

use zeroize::Zeroizing;

use super::{php::Constants, provider::Provider};
use crate::{
    details::{Answers, SecretText},
    grant::PluginClient,
};

/// Writes a login with a password, for the connection "Other SMTP".
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Zeroizing<String> {
    let mut text = Constants::with_room_for(secret);
    text.string("FLUENTMAIL_SMTP_USERNAME", answers.username.as_str());
    text.string("FLUENTMAIL_SMTP_PASSWORD", secret.expose());
    text.finish()
}

/// Writes an app for which a person consents in the form of the connection. An app of one organization at Microsoft
/// needs its tenant.
pub(super) fn plugin_client(provider: Provider, client: &PluginClient) -> Zeroizing<String> {
    let secret = client.secret();
    let (id_constant, secret_constant) = match provider {
        Provider::Google => ("FLUENTMAIL_GMAIL_CLIENT_ID", "FLUENTMAIL_GMAIL_CLIENT_SECRET"),
        Provider::Microsoft => ("FLUENTMAIL_OUTLOOK_CLIENT_ID", "FLUENTMAIL_OUTLOOK_CLIENT_SECRET"),
    };
    let mut text = Constants::with_room_for(secret);
    text.string(id_constant, client.id());
    text.string(secret_constant, secret.expose());
    if let (Provider::Microsoft, Some(tenant)) = (provider, client.tenant()) {
        text.string("FLUENTMAIL_OUTLOOK_TENANT_ID", tenant.as_str());
    }
    text.finish()
}
