//! Answers "How should the website sign in to its mail server?" for a mailbox at Microsoft 365, best way first. [`google`]
//! answers it for Google.
//!
//! Microsoft ends passwords (see [`timetable`]), so most answers do without one. No answer asks anyone to turn off
//! security defaults or multifactor authentication.

pub mod google;
pub mod guide;
mod reason;
mod site;
#[cfg(test)]
mod tests;

pub use reason::{Because, Caution};
pub use site::Site;

use crate::{
    grant::steps::{Plugin, Provider},
    timetable::{self, Phase},
};

/// Who can change the organization's email settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Administrator {
    /// The client.
    Client,
    /// Someone else, whom the client knows.
    SomeoneElse,
    /// The client doesn't know.
    Unknown,
}

impl Administrator {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Client, Self::SomeoneElse, Self::Unknown];
}

/// Whom the website writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipients {
    /// Only people in the client's own organization.
    OwnOrganization,
    /// Anyone.
    Anyone,
}

impl Recipients {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::OwnOrganization, Self::Anyone];
}

/// Whether the organization is known to let programs sign in with a password: the mailbox's own at Microsoft, and an app
/// password at Google.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passwords {
    /// It does.
    Allowed,
    /// It doesn't.
    Rejected,
    /// We don't know.
    Unknown,
}

impl Passwords {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Allowed, Self::Rejected, Self::Unknown];
}

/// What is known about an organization at Microsoft 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// Who can act.
    pub administrator: Administrator,
    /// Whom the website writes to.
    pub recipients: Recipients,
    /// Whether passwords work.
    pub passwords: Passwords,
}

/// A way to send for a mailbox at Microsoft 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A sending service.
    SendingService,
    /// An app that Exchange allows to send from one mailbox (application RBAC).
    AppScoped,
    /// An app with the API permission SMTP.SendAsApp and full access to the mailbox.
    AppClassic,
    /// A person signs in to Microsoft from the plugin's settings.
    PluginConsent(Plugin),
    /// Azure Communication Services.
    AzureCommunication,
    /// A connector, which accepts a server's messages by its address or certificate.
    Connector,
    /// High Volume Email.
    HighVolume,
    /// The mailbox's password.
    Password {
        /// What Microsoft has announced about its end.
        ends: Phase,
    },
}

/// A way, why it is suggested, and what to know before choosing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The way.
    pub way: Way,
    /// Why it is suggested.
    pub because: Because,
    /// What it can't do, and what it puts at risk.
    pub cautions: Vec<Caution>,
}

/// Returns the ways to send that this site and this organization can use, best first. There is always one. `today` is in
/// Unix seconds.
pub fn rank(today: i64, site: Site, situation: Situation) -> Vec<Suggestion> {
    let apps = [(Way::AppScoped, Because::OneMailbox), (Way::AppClassic, Because::OlderRights)];
    let apps = apps.into_iter().filter(|_| site.takes_client_credentials());
    let consents = site.plugins(Provider::Microsoft365).iter();
    let consents = consents.map(|(plugin, because)| (Way::PluginConsent(*plugin), *because));

    let mut ways = vec![(Way::SendingService, Because::OnlyDns)];
    if situation.administrator == Administrator::Client {
        // A plugin needs web pages only. The apps need PowerShell.
        ways.extend(consents.chain(apps));
    } else {
        ways.extend(apps.chain(consents));
    }
    ways.push((Way::AzureCommunication, Because::PlainSettings));
    if site.has_own_server() {
        ways.push((Way::Connector, Because::TrustedServer));
    }
    if situation.recipients == Recipients::OwnOrganization {
        ways.push((Way::HighVolume, Because::OwnRecipients));
    }
    ways.extend(password(today, situation.passwords));
    if situation.administrator == Administrator::Unknown {
        // The sort is stable, so both groups keep their order.
        ways.sort_by_key(|(way, _)| way.needs_administrator(situation.passwords));
    }
    let suggest =
        |(way, because): (Way, Because)| Suggestion { way, because, cautions: way.cautions(because) };
    ways.into_iter().map(suggest).collect()
}

/// Returns the password, if it can work on this day.
fn password(today: i64, passwords: Passwords) -> Option<(Way, Because)> {
    let ends = timetable::microsoft(today);
    let because = match passwords {
        Passwords::Allowed => Because::KnownToWork,
        Passwords::Unknown if ends.is_on_by_default() => Because::StillOn,
        Passwords::Unknown | Passwords::Rejected => return None,
    };
    Some((Way::Password { ends }, because))
}

impl Way {
    /// True if only an administrator can set it up. A password that isn't known to work counts too, because an
    /// administrator may first have to turn on SMTP AUTH for the mailbox.
    fn needs_administrator(self, passwords: Passwords) -> bool {
        match self {
            Self::SendingService => false,
            Self::Password { .. } => passwords != Passwords::Allowed,
            _ => true,
        }
    }

    fn cautions(self, because: Because) -> Vec<Caution> {
        use Caution as C;
        match self {
            Self::SendingService => vec![C::NotInSentFolder],
            Self::AppScoped => {
                vec![C::NeedsPowerShell, C::SecretExpires, C::MailboxLimits, C::GraphReachesAll]
            }
            Self::AppClassic => {
                vec![
                    C::OpensTheMailbox,
                    C::NeedsPowerShell,
                    C::SecretExpires,
                    C::MailboxLimits,
                    C::GraphReachesAll,
                ]
            }
            Self::PluginConsent(plugin) => {
                let costs = (because == Because::PaidEdition).then_some(C::CostsMoney);
                let reads = (plugin == Plugin::FluentSmtp).then_some(C::PluginReadsMail);
                costs.into_iter().chain(reads).chain([C::SecretExpires, C::ConsentLapses]).collect()
            }
            Self::AzureCommunication => {
                vec![C::ChargedByUse, C::StartsSmall, C::SecretExpires, C::NotInSentFolder]
            }
            Self::Connector => vec![C::NeedsOwnServer, C::WholeServerSends, C::NotInSentFolder],
            Self::HighVolume => vec![C::OwnRecipientsOnly, C::ChargedByUse, C::NotInSentFolder],
            Self::Password { ends } => vec![C::PasswordsEnd(ends), C::KeepSecurityDefaults, C::MailboxLimits],
        }
    }
}
