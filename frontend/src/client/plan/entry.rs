//! What the client enters to sign in.

use std::mem;

use shared::{
    grant::steps::Plugin,
    rules::{Address, Security},
};
use yew::prelude::*;

use super::{Plan, item, number};
use crate::client::{
    prefill,
    state::{Action, Typed, Wizard},
};

/// What the client enters, with the texts next to the secret as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Entry {
    /// The password that the provider's guide is about.
    #[default]
    Password,
    /// A password for another server of the same company.
    OtherPassword,
    /// An app that gets access tokens for itself.
    OauthClient(AppFields),
    /// An app for a plugin on the website. The tenant is only for Microsoft, and can be empty.
    PluginClient { plugin: Plugin, application: String, redirect: String, tenant: String },
    /// A service account. Its key file has everything.
    ServiceAccount,
}

/// The texts of an app that gets access tokens for itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct AppFields {
    pub(crate) tenant: String,
    pub(crate) application: String,
    /// The day on which the client secret expires, as the browser's date field writes it.
    pub(crate) expires: String,
    /// True if the client wants the agency to be reminded of that day.
    pub(crate) remind: bool,
}

/// Says that the client wants a reminder.
const REMIND: &str = "remind";

impl Entry {
    /// Reads what [`Entry::write`] wrote. Anything else is a password.
    pub(super) fn read(kind: &str, texts: [&str; 4]) -> Self {
        let [first, second, third, remind] = texts.map(str::to_owned);
        match (kind, item(&Plugin::ALL, kind)) {
            (_, Some(plugin)) => {
                Self::PluginClient { plugin, application: first, redirect: second, tenant: third }
            }
            ("oauth-client", _) => {
                let remind = remind == REMIND;
                Self::OauthClient(AppFields { tenant: first, application: second, expires: third, remind })
            }
            ("service-account", _) => Self::ServiceAccount,
            ("other-password", _) => Self::OtherPassword,
            _ => Self::Password,
        }
    }

    /// Returns its kind and its texts, for [`Entry::read`].
    pub(super) fn write(&self) -> (String, [&str; 4]) {
        let (kind, texts): (&str, [&str; 4]) = match self {
            Self::PluginClient { plugin, application, redirect, tenant } => {
                return (number(&Plugin::ALL, *plugin), [application, redirect, tenant, ""]);
            }
            Self::Password => ("password", [""; 4]),
            Self::OtherPassword => ("other-password", [""; 4]),
            Self::OauthClient(AppFields { tenant, application, expires, remind }) => {
                ("oauth-client", [tenant, application, expires, if *remind { REMIND } else { "" }])
            }
            Self::ServiceAccount => ("service-account", [""; 4]),
        };
        (kind.to_owned(), texts)
    }

    /// Returns true if what was typed for the other one also applies here.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::PluginClient { plugin, .. }, Self::PluginClient { plugin: other, .. }) => plugin == other,
            _ => mem::discriminant(self) == mem::discriminant(other),
        }
    }

    /// Lets the client enter this. Settings and a secret that were typed for another kind are removed. `host` is the
    /// server, if it isn't the provider's usual one.
    pub(crate) fn begin(self, wizard: &UseReducerHandle<Wizard>, host: Option<&str>) {
        if self.is_like(&wizard.plan().entry) {
            return;
        }
        let typed = self.typed(wizard, host);
        // Without a plan, the state wipes the secret.
        wizard.dispatch(Action::Typed(Typed { plan: String::new(), ..typed.clone() }));
        wizard.dispatch(Action::Typed(typed));
    }

    /// Returns the settings fields with this in the plan: as typed, or their initial values if they were for another kind.
    pub(crate) fn typed(self, wizard: &Wizard, host: Option<&str>) -> Typed {
        let plan = wizard.plan();
        let typed = if self.is_like(&plan.entry) { wizard.typed.clone() } else { filled_in(wizard, host) };
        Typed { plan: Plan { entry: self, ..plan }.write(), ..typed }
    }
}

/// Returns the initial values of the settings fields, without a plan.
fn filled_in(wizard: &Wizard, host: Option<&str>) -> Typed {
    let typed = match (&wizard.choice, wizard.address.parse::<Address>()) {
        (Some(choice), Ok(address)) => prefill::typed(choice, wizard.server.as_ref(), &address),
        _ => Typed::default(),
    };
    let Some(host) = host else { return typed };
    Typed {
        host: host.to_owned(),
        port: "587".to_owned(),
        security: Some(Security::Starttls),
        // It isn't the mailbox, and only its creator knows it.
        username: String::new(),
        ..typed
    }
}
