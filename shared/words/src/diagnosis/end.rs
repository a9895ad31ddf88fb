//! Sentences about connections that ended early, or got no answer, for the client and the technician.

use super::security;
use crate::Diagnosis;
use shared::diagnosis::{AboutEnd, When};

/// Returns the sentence.
pub(super) fn say(words: Diagnosis, about: &AboutEnd) -> String {
    match about {
        AboutEnd::GreetingUnfinished { seconds } => words.greeting_unfinished(seconds),
        AboutEnd::Tarpit => words.tarpit().to_owned(),
        AboutEnd::NoGreetingOtherWorks { port, instead } => words.no_greeting_other_works(port, instead),
        AboutEnd::NoGreetingWithin { seconds, port, instead, security: with } => {
            words.no_greeting_within(seconds, port, instead, &security(*with))
        }
        AboutEnd::NoGreeting { port } => words.no_greeting(port),
        AboutEnd::NoGreetingNoTls { seconds } => words.no_greeting_no_tls(seconds),
        AboutEnd::ClosedOtherWorks { port, instead, security: with } => {
            words.closed_other_works(port, instead, &security(*with))
        }
        AboutEnd::EndedOtherGreeted { port, instead, security: with } => {
            words.ended_other_greeted(port, instead, &security(*with))
        }
        AboutEnd::ClosedSilently { port } => words.closed_silently(port),
        AboutEnd::EndsConnections => words.ends_connections().to_owned(),
        AboutEnd::HungUp(when) => match when {
            When::AfterGreeting => words.hung_up_after_greeting(),
            When::DuringTls => words.hung_up_during_tls(),
            When::Between => words.hung_up_between(),
            When::DuringSignIn => words.hung_up_during_sign_in(),
        }
        .to_owned(),
        AboutEnd::HungUpWhy(when) => match when {
            When::AfterGreeting => words.hung_up_after_greeting_why(),
            When::DuringTls => words.hung_up_during_tls_why(),
            When::Between => words.hung_up_between_why(),
            When::DuringSignIn => words.hung_up_during_sign_in_why(),
        }
        .to_owned(),
    }
}
