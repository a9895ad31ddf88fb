//! Answers "Which provider should I use?" from three questions. The answer is a mailbox, the web host's email or a
//! sending service.
//!
//! The thresholds follow the providers' own limits (`facts/providers.toml`). A personal Google mailbox sends about
//! 500 messages a day and a Workspace one 2,000; a web host 100 to 500 an hour for the whole domain; iCloud 1,000 a
//! day. Free plans of sending services allow from 1,000 (SMTP2GO) to 6,000 (Mailjet) a month. A website whose average
//! is a tenth of a limit stays below it on a busy day.

#[cfg(test)]
mod tests;

/// What the website sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// Contact forms and notifications.
    Forms,
    /// An online store's orders.
    Orders,
    /// Newsletters.
    Newsletters,
}

/// How many messages the website sends each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Up to [`FEW_MAX`].
    Few,
    /// Up to [`SOME_MAX`].
    Some,
    /// More than [`SOME_MAX`].
    Many,
}

/// The smallest free plan of a sending service, and a fifteenth of a personal mailbox's limit of 500 a day.
pub const FEW_MAX: u32 = 1_000;
/// The largest of those free plans, and a tenth of a business mailbox's limit of 2,000 a day.
pub const SOME_MAX: u32 = 6_000;

/// What the client already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Have {
    /// A mailbox at a provider.
    Mailbox,
    /// Web hosting that includes email.
    Hosting,
    /// An account at a sending service.
    Service,
    /// None of these.
    Nothing,
}

/// What to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The mailbox the client has.
    Mailbox,
    /// The email of the web host the client has.
    Hosting,
    /// The sending service the client has.
    TheService,
    /// A sending service the client doesn't have yet.
    AService,
}

/// The reason for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A sending service is made for websites.
    MadeForIt,
    /// Newsletters go to more people at once than a mailbox or a web host can send to.
    Newsletters,
    /// There are more messages on a busy day than a mailbox or a web host can send.
    Many,
    /// No order should get lost on a busy day.
    Orders,
    /// The mailbox's limit is much higher.
    MailboxIsEnough,
    /// The web host's limit is much higher.
    HostingIsEnough,
    /// Web hosts limit what a domain sends in an hour.
    HourlyLimit,
    /// A sending service needs only a domain, and can be free.
    DomainOnly,
}

/// Returns the answer to the three questions.
pub const fn which(sends: Sends, volume: Volume, have: Have) -> (Use, Because) {
    match (sends, volume, have) {
        (_, _, Have::Service) => (Use::TheService, Because::MadeForIt),
        (Sends::Newsletters, ..) => (Use::AService, Because::Newsletters),
        (_, Volume::Many, _) => (Use::AService, Because::Many),
        (Sends::Orders, Volume::Some, _) => (Use::AService, Because::Orders),
        (_, _, Have::Mailbox) => (Use::Mailbox, Because::MailboxIsEnough),
        (_, Volume::Few, Have::Hosting) => (Use::Hosting, Because::HostingIsEnough),
        (_, Volume::Some, Have::Hosting) => (Use::AService, Because::HourlyLimit),
        (_, _, Have::Nothing) => (Use::AService, Because::DomainOnly),
    }
}
