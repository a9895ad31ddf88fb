//! Why a way is suggested, and what to know before choosing it.

use crate::timetable::Phase;

/// The reason for a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A sending service needs only DNS records, and no one has to change the email account.
    OnlyDns,
    /// The app can send from one mailbox, and can't read mail.
    OneMailbox,
    /// It needs no Exchange roles, if the administrator can't assign them.
    OlderRights,
    /// The site's own plugin can do it.
    OwnPlugin,
    /// The paid edition of the site's plugin can do it.
    PaidEdition,
    /// A free plugin, which the site doesn't have yet, can do it.
    FreePlugin,
    /// Any software can use it, because it has a user name and a password.
    PlainSettings,
    /// The provider knows the server by its address or certificate, so there is no secret.
    TrustedServer,
    /// It is made for messages that stay within the organization.
    OwnRecipients,
    /// Passwords are still on by default.
    StillOn,
    /// The organization is known to allow passwords.
    KnownToWork,
    /// The client can do it alone, and it has no announced end.
    Quick,
    /// No person has to sign in.
    NoSignIn,
}

impl Because {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::OnlyDns,
        Self::OneMailbox,
        Self::OlderRights,
        Self::OwnPlugin,
        Self::PaidEdition,
        Self::FreePlugin,
        Self::PlainSettings,
        Self::TrustedServer,
        Self::OwnRecipients,
        Self::StillOn,
        Self::KnownToWork,
        Self::Quick,
        Self::NoSignIn,
    ];
}

/// What a way can't do, or what it puts at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// Messages don't appear in the mailbox's Sent folder.
    NotInSentFolder,
    /// The client secret expires.
    SecretExpires,
    /// There is no web page for it, only commands.
    NeedsPowerShell,
    /// The mailbox's sending limits apply.
    MailboxLimits,
    /// The app can open the mailbox.
    OpensTheMailbox,
    /// An app with Microsoft Graph's Mail.Send permission reaches every mailbox.
    GraphReachesAll,
    /// The plugin asks for permission to read and change mail.
    PluginReadsMail,
    /// The sign-in ends when it isn't used or is revoked.
    ConsentLapses,
    /// The plugin's paid edition costs money.
    CostsMoney,
    /// It needs a server with a fixed address or a certificate.
    NeedsOwnServer,
    /// Every program on the server can send.
    WholeServerSends,
    /// It sends only within the organization.
    OwnRecipientsOnly,
    /// Microsoft charges for it by use.
    ChargedByUse,
    /// Its first limits are low.
    StartsSmall,
    /// Microsoft ends passwords. Contains what applies on that day.
    PasswordsEnd(Phase),
    /// Security defaults and multifactor authentication stay on.
    KeepSecurityDefaults,
    /// The service account can open every mailbox.
    OpensEveryMailbox,
    /// Google ends the sign-in of an app in testing after seven days.
    TestingEnds,
    /// A new Google password ends it.
    NewPasswordEnds,
    /// A personal account can't sign for the client's own domain.
    NotYourDomain,
}

impl Caution {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::NotInSentFolder,
        Self::SecretExpires,
        Self::NeedsPowerShell,
        Self::MailboxLimits,
        Self::OpensTheMailbox,
        Self::GraphReachesAll,
        Self::PluginReadsMail,
        Self::ConsentLapses,
        Self::CostsMoney,
        Self::NeedsOwnServer,
        Self::WholeServerSends,
        Self::OwnRecipientsOnly,
        Self::ChargedByUse,
        Self::StartsSmall,
        Self::PasswordsEnd(Phase::Announced),
        Self::PasswordsEnd(Phase::LastMonth),
        Self::PasswordsEnd(Phase::OffByDefault),
        Self::PasswordsEnd(Phase::EndIsDue),
        Self::PasswordsEnd(Phase::EndWasDue),
        Self::KeepSecurityDefaults,
        Self::OpensEveryMailbox,
        Self::TestingEnds,
        Self::NewPasswordEnds,
        Self::NotYourDomain,
    ];
}
