//! "Which provider should I use?": answers three questions with a mailbox, the web host's email or a sending service.
//!
//! The thresholds follow the providers' own limits (`facts/providers.toml`): a personal Google mailbox sends about 500
//! messages a day and a Workspace one 2,000, a web host 100 to 500 an hour for the whole domain, iCloud 1,000 a day; free
//! plans of sending services go from 1,000 (SMTP2GO) to 6,000 (Mailjet) a month. A website that sends a tenth of a
//! limit on average stays below it on a busy day.

/// What the website sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// Contact forms and notifications.
    Forms,
    /// A store's orders.
    Orders,
    /// Newsletters.
    Newsletters,
}

/// How many messages a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Up to [`FEW_MAX`].
    Few,
    /// Up to [`SOME_MAX`].
    Some,
    /// More.
    Many,
}

/// What the smallest free plan of a sending service allows, and a fifteenth of a personal mailbox's 500 a day.
pub const FEW_MAX: u32 = 1_000;
/// What the largest of those free plans allows, and a tenth of a business mailbox's 2,000 a day.
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

/// Why it is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A sending service is made for websites.
    MadeForIt,
    /// Newsletters go to more people at once than a mailbox or a web host can send to.
    Newsletters,
    /// There are more messages on a busy day than a mailbox or a web host can send.
    Many,
    /// No order may get lost on a busy day.
    Orders,
    /// The mailbox can send far more.
    MailboxIsEnough,
    /// The web host can send far more.
    HostingIsEnough,
    /// Web hosts limit what a domain sends in an hour.
    HourlyLimit,
    /// A sending service needs only a domain, and can be free.
    DomainOnly,
}

/// The answer to the three questions.
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

#[cfg(test)]
mod tests {
    use super::*;

    const SENDS: [Sends; 3] = [Sends::Forms, Sends::Orders, Sends::Newsletters];
    const VOLUMES: [Volume; 3] = [Volume::Few, Volume::Some, Volume::Many];
    const HAVES: [Have; 4] = [Have::Mailbox, Have::Hosting, Have::Service, Have::Nothing];

    #[test]
    fn what_is_there_is_used_where_it_is_enough() {
        let answer = |sends, volume, have| which(sends, volume, have).0;
        assert_eq!(answer(Sends::Forms, Volume::Few, Have::Mailbox), Use::Mailbox);
        assert_eq!(answer(Sends::Forms, Volume::Some, Have::Mailbox), Use::Mailbox);
        assert_eq!(answer(Sends::Orders, Volume::Few, Have::Hosting), Use::Hosting);
        assert_eq!(answer(Sends::Orders, Volume::Some, Have::Mailbox), Use::AService);
        assert_eq!(answer(Sends::Forms, Volume::Few, Have::Nothing), Use::AService);
    }

    #[test]
    fn nobody_is_told_to_use_what_they_do_not_have_and_more_never_needs_less() {
        for sends in SENDS {
            for have in HAVES {
                let answers = VOLUMES.map(|volume| which(sends, volume, have).0);
                for answer in answers {
                    let fits = match answer {
                        Use::Mailbox => have == Have::Mailbox,
                        Use::Hosting => have == Have::Hosting,
                        Use::TheService => have == Have::Service,
                        Use::AService => have != Have::Service,
                    };
                    assert!(fits, "{sends:?} {have:?} {answer:?}");
                }
                let first = answers.iter().position(|answer| *answer == Use::AService).unwrap_or(3);
                assert!(answers[first..].iter().all(|answer| *answer == Use::AService));
            }
        }
    }

    #[cfg(feature = "facts")]
    #[test]
    fn the_thresholds_are_those_of_the_table() {
        let says = |id: &str, text: &str| {
            let limits = &crate::facts::provider(id).unwrap().limits;
            assert!(limits.iter().any(|limit| limit.contains(text)), "{id}: {limits:?}");
        };
        says("google-workspace", "500 messages a day");
        says("google-workspace", "2,000 messages a day");
        says("cpanel", "100 to 500");
        says("icloud", "1,000 messages a day");
        says("smtp2go", "1,000 messages a month");
        says("mailjet", "6,000 a month");
    }
}
