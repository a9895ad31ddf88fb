//! What the words of a reply mean, with any reply code.

use serde::{Deserialize, Serialize};

/// A meaning that servers express in words. The words are in `facts/reply-words.toml`, most specific first; a row of
/// the error catalog explains each meaning to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The server doesn't support this AUTH mechanism.
    Mechanism,
    /// The server accepts only OAuth, not passwords.
    OauthOnly,
    /// AUTH is off for this port, network or server.
    AuthOff,
    /// STARTTLS has to come first.
    StarttlsFirst,
    /// The server accepts a password only over TLS.
    Encryption,
    /// The server is for incoming mail.
    IncomingServer,
    /// The login belongs to another region.
    Region,
    /// The owner has to accept the terms of use.
    Terms,
    /// The owner has to sign in once in the browser.
    WebLogin,
    /// An app password is required.
    AppPassword,
    /// SMTP, or access by mail programs, is turned off.
    AccessOff,
    /// The account has no permission to use the server.
    MissingPermission,
    /// The password is too old.
    PasswordExpired,
    /// The password is too weak for the provider's rules.
    PasswordWeak,
    /// The trial account doesn't allow it.
    Trial,
    /// A payment is due, or the credit is used up.
    Billing,
    /// The account, or its address, isn't confirmed or approved yet.
    NotActivated,
    /// The provider has stopped sending from this account.
    SendingStopped,
    /// The account is suspended or locked.
    AccountDisabled,
    /// An organization's policy forbids it.
    Policy,
    /// The sender or its domain isn't set up at the provider.
    SenderUnverified,
    /// The login isn't allowed to send as this address.
    SenderNotOwned,
    /// The sender's domain isn't in DNS.
    SenderDomain,
    /// The sender's mailbox doesn't exist.
    SenderUnknown,
    /// The sender's domain fails SPF, DKIM or DMARC.
    SenderRecords,
    /// The IP address has no reverse DNS.
    ReverseDns,
    /// The server rejects the name that we sent with EHLO.
    Helo,
    /// The IP address is on a blocklist, or has a bad reputation.
    Blocklisted,
    /// The server's own query to a blocklist failed.
    BlocklistFault,
    /// The IP address, or its country, isn't allowed.
    AddressNotAllowed,
    /// Too many sign-ins.
    TooManySignIns,
    /// Too many messages or connections in a short time.
    RateLimited,
    /// A deliberate temporary rejection: try again later.
    Greylisted,
    /// The mailbox is full.
    MailboxFull,
    /// The server has no space left.
    ServerFull,
    /// The server takes the sender for a spammer.
    Spam,
    /// The client has to sign in first.
    SignInFirst,
    /// The server doesn't relay mail to other domains.
    Relay,
    /// The user name has another form here.
    UserForm,
    /// The server requires another kind of secret.
    CredentialKind,
    /// The user name or the password is wrong.
    BadCredentials,
    /// The sign-in failed without a reason.
    Refused,
    /// The server is misconfigured.
    Misconfigured,
    /// The server has an internal error.
    Fault,
    /// The server is busy.
    Busy,
}
