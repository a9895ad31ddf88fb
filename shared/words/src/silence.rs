//! Why a DNS server gave no answer.

use shared::dns::{Silence, Why};

use crate::Client;

impl Client {
    /// Returns which server gave no answer, and why.
    #[must_use]
    pub fn silence(self, silence: &Silence) -> String {
        let server = &silence.server;
        match silence.why {
            Why::TimedOut => self.silence_timed_out(server),
            Why::ServFail => self.silence_servfail(server),
            Why::Refused => self.silence_refused(server),
            Why::Malformed => self.silence_malformed(server),
            Why::Unreachable => self.silence_unreachable(server),
            Why::NoServer => self.silence_no_server().into(),
            Why::TooMany => self.silence_too_many().into(),
            Why::TooLate => self.silence_too_late().into(),
            Why::TooLarge => self.silence_too_large(server),
        }
    }
}
