//! What a step of the administrator shows below its text: values to copy, and drawings of the pages where they go.

use shared::{
    grant::{
        Guid, MICROSOFT, Tenant,
        steps::{self, CREATE_CERTIFICATE, DELEGATED_SCOPE, Plugin, Provider},
    },
    rules::Address,
    ways::guide::AdminStep,
};
use yew::prelude::*;

use super::{
    guide_commands::Commands,
    guide_offers::{Enters, Offer},
    guide_way::redirect_of,
};
use crate::{
    client::{
        pieces::{sentences, small_print},
        plan::Entry,
        state::Wizard,
    },
    components::{CopyField, drawings},
    say,
};

/// Renders the values and the drawing of a step.
pub(super) fn values(wizard: &Wizard, offer: &Offer, at: Provider, step: AdminStep) -> Html {
    let say = say::letter();
    match step {
        AdminStep::UploadCertificate => html! {
            <CopyField label={say.label_certificate_commands()} value={CREATE_CERTIFICATE.join("\n")} />
        },
        AdminStep::CreateSecret | AdminStep::CreateSecretInstead => drawings::secrets(),
        AdminStep::RegisterAppWithRedirect | AdminStep::CreateOauthClient => html! { <>
            if let Some(address) = plugin(offer).and_then(|plugin| redirect_of(wizard, plugin, at)) {
                <CopyField label={say.label_redirect()} value={address} />
            }
            { drawings::redirect() }
        </> },
        AdminStep::RegisterAppWithCopiedRedirect | AdminStep::CreateOauthClientCopied => drawings::redirect(),
        AdminStep::AddPluginPermissions => {
            let permissions = plugin(offer).and_then(Plugin::permissions).unwrap_or_default();
            sentences("plain-list", permissions.iter().map(|permission| permission.name))
        }
        AdminStep::GrantConsent => html! { <>
            { consent_link(wizard) }
            { drawings::consent() }
        </> },
        AdminStep::RunCommands => commands(wizard, offer),
        AdminStep::Delegate => html! { <>
            <CopyField label={say.label_scope()} value={DELEGATED_SCOPE} />
            { drawings::delegation() }
        </> },
        _ => Html::default(),
    }
}

fn commands(wizard: &Wizard, offer: &Offer) -> Html {
    match (offer.enters, wizard.address.parse::<Address>()) {
        (Enters::OauthClient(rights), Ok(mailbox)) => {
            html! { <Commands {rights} {mailbox} site={wizard.view.site.clone()} /> }
        }
        _ => Html::default(),
    }
}

/// Returns the plugin from whose settings someone signs in.
fn plugin(offer: &Offer) -> Option<Plugin> {
    if let Enters::PluginClient(plugin) = offer.enters { Some(plugin) } else { None }
}

/// Renders the page on which an administrator approves the app, with the IDs if the client has already entered them.
fn consent_link(wizard: &Wizard) -> Html {
    let say = say::letter();
    let ids = match wizard.plan().entry {
        Entry::OauthClient(app) => {
            app.tenant.parse::<Tenant>().ok().zip(app.application.parse::<Guid>().ok())
        }
        _ => None,
    };
    let (link, hint) = if let Some((tenant, application)) = ids {
        (steps::consent_link(&tenant, &application), None)
    } else {
        let link = format!("https://{MICROSOFT}/TENANT/adminconsent?client_id=APPLICATION");
        (link, Some(say.ways_consent_hint()))
    };
    html! { <>
        <CopyField label={say.label_consent()} value={link} />
        { hint.map(small_print).unwrap_or_default() }
    </> }
}
