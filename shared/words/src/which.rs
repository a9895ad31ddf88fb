//! Says which provider to use, and why.

use shared::which::{Because, Use};

use crate::Client;

impl Client {
    /// Returns the answer to "Which provider should I use?".
    #[must_use]
    pub const fn use_of(self, answer: Use) -> &'static str {
        match answer {
            Use::Mailbox => self.which_use_mailbox(),
            Use::Hosting => self.which_use_hosting(),
            Use::TheService => self.which_use_the_service(),
            Use::AService => self.which_use_a_service(),
        }
    }

    /// Returns the reason for the answer.
    #[must_use]
    pub const fn because(self, reason: Because) -> &'static str {
        match reason {
            Because::MadeForIt => self.which_because_made_for_it(),
            Because::Newsletters => self.which_because_newsletters(),
            Because::Many => self.which_because_many(),
            Because::Orders => self.which_because_orders(),
            Because::MailboxIsEnough => self.which_because_mailbox_enough(),
            Because::HostingIsEnough => self.which_because_hosting_enough(),
            Because::HourlyLimit => self.which_because_hourly(),
            Because::DomainOnly => self.which_because_domain_only(),
        }
    }
}
