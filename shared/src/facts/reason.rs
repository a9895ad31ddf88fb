//! What the words of a reply say, whatever code stands in front of them.

use serde::{Deserialize, Serialize};

/// A meaning that servers put into words. The words are in `facts/reply-words.toml`, most telling first; what each
/// means for people is a row of the error catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// This AUTH mechanism is not taken.
    Mechanism,
    /// Passwords are not taken at all, only OAuth.
    OauthOnly,
    /// AUTH is off for this port, network or server.
    AuthOff,
    /// STARTTLS has to come first.
    StarttlsFirst,
    /// A password is taken only over TLS.
    Encryption,
    /// The server is one for incoming mail.
    IncomingServer,
    /// The login belongs to another region.
    Region,
    /// Terms of use have to be accepted.
    Terms,
    /// The owner has to sign in once in the browser.
    WebLogin,
    /// A password made for mail programs is wanted.
    AppPassword,
    /// SMTP, or access by mail programs, is switched off.
    AccessOff,
    /// The account has no permission to use the server.
    MissingPermission,
    /// The password is too old.
    PasswordExpired,
    /// The password is too easy to guess for the provider's rules.
    PasswordWeak,
    /// The trial does not allow it.
    Trial,
    /// Something has to be paid first, or credit is used up.
    Billing,
    /// The account, or its address, was not confirmed or approved yet.
    NotActivated,
    /// The provider has stopped what this account sends.
    SendingStopped,
    /// The account is suspended or locked.
    AccountDisabled,
    /// An organization's rule forbids it.
    Policy,
    /// The sender or its domain is not set up at the provider.
    SenderUnverified,
    /// The login may not send as this address.
    SenderNotOwned,
    /// The sender's domain is not in DNS.
    SenderDomain,
    /// The sender's mailbox is not there.
    SenderUnknown,
    /// The sender's domain fails SPF, DKIM or DMARC.
    SenderRecords,
    /// The IP address has no reverse DNS.
    ReverseDns,
    /// The name given with EHLO is refused.
    Helo,
    /// The IP address is on a list, or has a bad name.
    Blocklisted,
    /// The server's own question to a list of such addresses failed.
    BlocklistFault,
    /// The IP address, or its country, is not allowed in.
    AddressNotAllowed,
    /// Too many sign-ins.
    TooManySignIns,
    /// Too much, too fast.
    RateLimited,
    /// Try again later, on purpose.
    Greylisted,
    /// The mailbox has no room left.
    MailboxFull,
    /// The server itself has no room left.
    ServerFull,
    /// Taken for spam.
    Spam,
    /// A sign-in has to come first.
    SignInFirst,
    /// Mail for others is not taken.
    Relay,
    /// The user name has another form.
    UserForm,
    /// The secret is of another kind.
    CredentialKind,
    /// User name or password is wrong.
    BadCredentials,
    /// The sign-in failed, and no word about why.
    Refused,
    /// The server is set up wrongly.
    Misconfigured,
    /// A fault of the server's.
    Fault,
    /// The server is busy.
    Busy,
}
