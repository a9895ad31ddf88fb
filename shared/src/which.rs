//! "Which should I use?": the mailbox, the hosting's mail or a sending service, from three questions. Pure.
//!
//! The thresholds follow the providers' own limits (`facts/providers.toml`): a personal Google mailbox sends about 500
//! messages a day and a Workspace one 2,000, hosting 100 to 500 an hour for the whole domain, iCloud 1,000 a day; free
//! plans of sending services go from 1,000 (SMTP2GO) to 6,000 (Mailjet) a month. Whoever sends a tenth of a
//! limit on average does not meet it on a busy day.

/// What sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// Contact forms and notices.
    Forms,
    /// A shop's orders.
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

/// What the smallest free plan of a sending service takes, and a fifteenth of a personal mailbox's 500 a day.
pub const FEW_MAX: u32 = 1_000;
/// What the largest of those free plans takes, and a tenth of a business mailbox's 2,000 a day.
pub const SOME_MAX: u32 = 6_000;

/// What is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Have {
    /// A mailbox at a provider.
    Mailbox,
    /// Hosting with mail in it.
    Hosting,
    /// An account at a sending service.
    Service,
    /// None of these.
    Nothing,
}

/// What to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The mailbox that is there.
    Mailbox,
    /// The hosting's mail that is there.
    Hosting,
    /// The sending service that is there.
    TheService,
    /// A sending service, to be signed up for.
    AService,
}

impl Use {
    /// The answer as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Mailbox => "Use the mailbox that you have.",
            Self::Hosting => "Use the mail that comes with your hosting.",
            Self::TheService => "Use the sending service that you have.",
            Self::AService => "Use a sending service.",
        }
    }
}

/// An answer and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// What to use.
    pub answer: Use,
    /// Why.
    pub why: &'static str,
}

/// The answer to the three questions.
pub fn which(sends: Sends, volume: Volume, have: Have) -> Advice {
    let (answer, why) = match (sends, volume, have) {
        (_, _, Have::Service) => (
            Use::TheService,
            "It is made for web sites, whether they send little or much, and a trouble there never stops your own mail.",
        ),
        (Sends::Newsletters, ..) => (
            Use::AService,
            "Newsletters go to many people at once. A mailbox or a hosting stops after some hundred messages, and then \
             your own mail stops too.",
        ),
        (_, Volume::Many, _) => (
            Use::AService,
            "That is more than a mailbox or a hosting lets through on a busy day: many stop at 500 messages a day, or at \
             a few hundred an hour.",
        ),
        (Sends::Orders, Volume::Some, _) => (
            Use::AService,
            "An order that nobody hears of costs you a customer. On a busy day a mailbox or a hosting may reach its \
             limit; a sending service does not.",
        ),
        (_, _, Have::Mailbox) => (
            Use::Mailbox,
            "That many messages are far below what a mailbox may send, and you need nothing new.",
        ),
        (_, Volume::Few, Have::Hosting) => (
            Use::Hosting,
            "That many messages are far below what a hosting lets through, and you need nothing new.",
        ),
        (_, Volume::Some, Have::Hosting) => (
            Use::AService,
            "A hosting's limit is counted by the hour and for everybody on your domain together; one busy hour would \
             hold up your own mail too.",
        ),
        (_, _, Have::Nothing) => (
            Use::AService,
            "It needs no mailbox, only your domain. For this many messages several have a free plan.",
        ),
    };
    Advice { answer, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDS: [Sends; 3] = [Sends::Forms, Sends::Orders, Sends::Newsletters];
    const VOLUMES: [Volume; 3] = [Volume::Few, Volume::Some, Volume::Many];
    const HAVES: [Have; 4] = [Have::Mailbox, Have::Hosting, Have::Service, Have::Nothing];

    #[test]
    fn what_is_there_is_used_where_it_is_enough() {
        let answer = |sends, volume, have| which(sends, volume, have).answer;
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
                let answers = VOLUMES.map(|volume| which(sends, volume, have).answer);
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
