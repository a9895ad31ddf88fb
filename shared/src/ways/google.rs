//! Ways to send for a mailbox at Google.

use super::{Administrator, Because, Caution, Passwords, Site};
use crate::grant::steps::{Plugin, Provider};

/// The kind of Google account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// A personal Gmail account.
    Personal,
    /// An account in an organization with Google Workspace.
    Workspace,
    /// We don't know.
    Unknown,
}

impl Account {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Workspace, Self::Unknown];
}

/// What is known about an account at Google.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// The kind of account.
    pub account: Account,
    /// Who can change the organization's settings. A personal account needs no one else.
    pub administrator: Administrator,
    /// Whether the account can have app passwords.
    pub app_passwords: Passwords,
}

/// A way to send for a mailbox at Google.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// An app password.
    AppPassword,
    /// A person signs in to Google from the plugin's settings.
    PluginConsent(Plugin),
    /// A sending service.
    SendingService,
    /// Google Workspace's SMTP relay, which accepts a server's messages by its address.
    Relay,
    /// A service account with domain-wide delegation.
    ServiceAccount,
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

/// Returns the ways to send that this site and this account can use, best first. There is always one. A service account
/// comes last, because it opens every mailbox.
pub fn rank(site: Site, situation: Situation) -> Vec<Suggestion> {
    let mut ways = Vec::new();
    if situation.app_passwords != Passwords::Rejected {
        ways.push((Way::AppPassword, Because::Quick));
    }
    let consents = site.plugins(Provider::Google).iter();
    ways.extend(consents.map(|(plugin, because)| (Way::PluginConsent(*plugin), *because)));
    let has_workspace = situation.account != Account::Personal;
    let relay = has_workspace && site.has_own_server();
    let relay = relay.then_some((Way::Relay, Because::TrustedServer));
    let service = (Way::SendingService, Because::OnlyDns);
    // The relay needs an administrator. A sending service doesn't.
    if situation.administrator == Administrator::Unknown {
        ways.extend([service].into_iter().chain(relay));
    } else {
        ways.extend(relay.into_iter().chain([service]));
    }
    if has_workspace && site.takes_client_credentials() {
        ways.push((Way::ServiceAccount, Because::NoSignIn));
    }
    let suggest = |(way, because): (Way, Because)| {
        let cautions = way.cautions(because, situation.account);
        Suggestion { way, because, cautions }
    };
    ways.into_iter().map(suggest).collect()
}

impl Way {
    fn cautions(self, because: Because, account: Account) -> Vec<Caution> {
        use Caution as C;
        let not_signed = (account == Account::Personal).then_some(C::NotYourDomain);
        match self {
            Self::AppPassword => not_signed.into_iter().chain([C::NewPasswordEnds]).collect(),
            Self::PluginConsent(_) => {
                let costs = (because == Because::PaidEdition).then_some(C::CostsMoney);
                let own = [C::TestingEnds, C::NewPasswordEnds];
                not_signed.into_iter().chain(costs).chain(own).collect()
            }
            Self::SendingService => vec![C::NotInSentFolder],
            Self::Relay => vec![C::NeedsOwnServer, C::WholeServerSends, C::NotInSentFolder],
            Self::ServiceAccount => vec![C::OpensEveryMailbox],
        }
    }
}
